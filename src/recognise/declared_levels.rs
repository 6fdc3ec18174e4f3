//! Groups of a layout that declares other levels than area and period: depth, words or order
//! of their lines show which level a line names.

use super::cell_value::slice;
use super::entry::ObjectiveEntry;
use super::lone_line::{LoneLine, lone_line};
use crate::model::{Key, LevelHead};
use crate::raw::{Field, RawExtra, RawValues, Words};

/// Groups that hold at the current row.
#[derive(Clone, Debug, Default)]
pub(super) struct DeclaredGroups {
    /// Group of each level, outermost first; `None` where a level has none.
    groups: Vec<Option<Words>>,
    /// Lines since the last row, which name the groups of the next.
    pending: Vec<Words>,
}

impl DeclaredGroups {
    /// Returns the lines below which no row came.
    pub(crate) fn unused(self) -> Vec<Words> {
        self.pending
    }

    /// Keeps a line until the next row shows how many stand above it.
    pub(crate) fn await_row(&mut self, line: Words) {
        self.pending.push(line);
    }

    /// Begins a group at level `at`, counted from 0; groups of inner levels end.
    pub(crate) fn begin(&mut self, at: usize, words: Words) {
        self.groups.truncate(at);
        // A heading may skip a level; the levels between stay without a group.
        self.groups.resize(at, None);
        self.groups.push(Some(words));
    }

    /// Gives the pending lines to the innermost of `levels`; a single line that is a period or
    /// an area by its words goes to that level. Returns the lines that are too many.
    pub(crate) fn settle(&mut self, levels: &[LevelHead]) -> Vec<Words> {
        let mut lines = std::mem::take(&mut self.pending);
        if let [only] = lines.as_slice()
            && let Some(at) = level_of(&lone_line(&only.value), levels)
        {
            self.begin(at, only.clone());
            return Vec::new();
        }
        // The line next to the row is the innermost level; of too many lines the outermost are left
        // over.
        let count = lines.len().min(levels.len());
        let taken = lines.split_off(lines.len() - count);
        for (at, words) in (levels.len() - count..).zip(taken) {
            self.begin(at, words);
        }
        lines
    }

    /// Gives the groups to an objective; where its own columns state one, they take precedence.
    pub(crate) fn give_to(&self, entry: &mut ObjectiveEntry, levels: &[LevelHead]) {
        take_columns(entry, levels);
        for (level, words) in levels.iter().zip(&self.groups) {
            // The layout prints words around a name, «Programma: Scuola»: read back, they are no
            // part of it.
            let Some(words) = words.as_ref().map(|words| group_name(words, level)) else {
                continue;
            };
            let field = match Key::named(&level.name) {
                Some(Key::Area) => &mut entry.area,
                Some(Key::Period) => &mut entry.period,
                Some(Key::Service) => &mut entry.objective.fields[Key::Service],
                _ if entry.objective.levels.iter().any(|(key, _)| key.value == level.name) => {
                    continue;
                }
                _ => {
                    let key = Words::new(level.name.clone(), words.span);
                    entry.objective.levels.push((key, Field::Given(words)));
                    continue;
                }
            };
            if *field == Field::Absent {
                *field = Field::Given(words);
            }
        }
    }
}

/// Moves the fields that the columns of levels gave, from the further ones to the levels.
fn take_columns(entry: &mut ObjectiveEntry, levels: &[LevelHead]) {
    let ObjectiveEntry { objective, .. } = entry;
    let is_level = |(key, values): &mut RawExtra| {
        levels.iter().any(|level| level.name == key.value) && matches!(values, RawValues::One(_))
    };
    for (key, values) in objective.extra.extract_if(.., is_level) {
        if let RawValues::One(field) = values {
            objective.levels.push((key, field));
        }
    }
}

/// Returns the level that a line names by its words.
fn level_of(kind: &LoneLine, levels: &[LevelHead]) -> Option<usize> {
    let key = match kind {
        LoneLine::Period | LoneLine::YearTitle | LoneLine::Dated => Key::Period,
        LoneLine::Area => Key::Area,
        _ => return None,
    };
    levels.iter().position(|level| level.name == key.name())
}

/// Returns the name of a group without the words that its level prints around it.
fn group_name(words: &Words, level: &LevelHead) -> Words {
    let LevelHead { before, after, .. } = level;
    let inner =
        words.value.strip_prefix(before.as_str()).and_then(|w| w.strip_suffix(after.as_str()));
    match inner {
        // A line of the level's words alone has no name in it: it is kept whole and not left blank.
        Some(name) if !name.trim().is_empty() => slice(words, before.len(), name.len()),
        _ => words.clone(),
    }
}
