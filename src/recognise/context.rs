//! Context of a recognition: what layout, user and file call things.

use super::RecognitionHints;
use super::vocabulary::HeadingVocabulary;
use super::word_forms::letters;
use crate::model::LevelHead;
use crate::office::Grid;
use crate::raw::{Field, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of a sheet that are searched for lines that other sheets repeat: letterheads and
/// titles above a head take fewer.
const MOST_ROWS_ABOVE: usize = 20;

/// Knowledge that holds for all grids of a file.
pub(super) struct RecognitionContext<'a> {
    /// Meanings of headings.
    pub vocabulary: HeadingVocabulary,
    /// Levels that the layout groups by; `None` if they are area and period.
    pub levels: Option<&'a [LevelHead]>,
    /// Title that the user gives.
    pub given_title: Option<&'a Words>,
    /// Name of the file, for a period that nothing else states.
    pub file_stem: Option<&'a Words>,
    /// Letters of the lines that several sheets begin with.
    repeated: BTreeSet<String>,
}

impl<'a> RecognitionContext<'a> {
    /// Gathers the context of a file's grids.
    pub(crate) fn new(grids: &[Grid], hints: &'a RecognitionHints<'a>) -> Self {
        let given_title = hints.given.and_then(|given| match &given.plan.title {
            Field::Given(title) => Some(title),
            _ => None,
        });
        RecognitionContext {
            vocabulary: HeadingVocabulary::new(hints.layout, hints.map)
                .with_levels(hints.levels.unwrap_or_default()),
            levels: hints.levels,
            given_title,
            file_stem: hints.file.stem.as_ref(),
            repeated: repeated_lines(grids),
        }
    }

    /// Returns `true` if several sheets begin with the line, so that it belongs to the file
    /// and names no area of one sheet.
    pub(crate) fn is_repeated(&self, line: &str) -> bool {
        self.repeated.contains(&letters(line))
    }
}

fn repeated_lines(grids: &[Grid]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    // Tables of a document follow one another: a line that recurs there is a band.
    for grid in grids.iter().filter(|grid| grid.name.is_some()) {
        let lone = grid.rows.iter().take(MOST_ROWS_ABOVE).filter(|row| row.cells.len() == 1);
        // A set counts each line once for a sheet: only what other sheets repeat is a letterhead.
        let lines: BTreeSet<_> = lone.map(|row| letters(&row.cells[0].text.value)).collect();
        lines.into_iter().for_each(|line| *counts.entry(line).or_default() += 1);
    }
    counts.into_iter().filter(|(_, sheets)| *sheets > 1).map(|(line, _)| line).collect()
}
