//! Lines of a document that lists objectives: which are objectives, which name what they belong to, and
//! which are neither.

use super::area_doubts::names_unit;
use super::lone_line::{LoneLine, lone_line};
use super::vocabulary::ColumnRole;
use super::word_forms::{is_listed, words};
use crate::model::Key;
use crate::office::Grid;
use crate::raw::Words;

/// Words of lines above a list of what persons, or tenders, are judged by.
const CRITERIA: &str = "criteri fattori comportamenti capacita competenze";

/// Value of a field, with the label that states it.
pub(super) struct ListedValue {
    pub role: ColumnRole,
    pub label: Words,
    pub value: Words,
}

/// Line of a list.
pub(super) enum ListedLine<'g> {
    /// Line that states an objective with its measures.
    Objective(Vec<ListedValue>),
    /// Any other line.
    Other(&'g Words),
}

impl ListedLine<'_> {
    fn is_objective(&self) -> bool {
        matches!(self, ListedLine::Objective(_))
    }

    fn is_numbered(&self) -> bool {
        let ListedLine::Objective(values) = self else { return false };
        values.iter().any(|value| value.role == ColumnRole::Key(Key::Position))
    }

    /// Returns `true` for a line that names an area, or the plan.
    fn names_whole(&self) -> bool {
        let ListedLine::Other(line) = self else { return false };
        matches!(
            lone_line(&line.value),
            LoneLine::Area | LoneLine::AreaWith(_) | LoneLine::Title | LoneLine::YearTitle
        )
    }

    fn heads_criteria(&self) -> bool {
        let ListedLine::Other(line) = self else { return false };
        words(&line.value).iter().any(|word| is_listed(CRITERIA, word))
    }
}

/// Removes the lines that are neither objectives nor name what these belong to; returns them. Each
/// line comes with its index among the paragraphs of `grid`.
pub(super) fn take_unread(lines: &mut Vec<(u32, ListedLine<'_>)>, grid: &Grid) -> Vec<Words> {
    let objectives = lines.iter().filter(|(_, line)| line.is_objective()).count();
    let numbered = lines.iter().filter(|(_, line)| line.is_numbered()).count();
    let depth = |index: u32| {
        let at = usize::try_from(index).ok()?;
        grid.heading_depths.get(at).copied()
    };
    let is_heading = |index: u32| depth(index).is_some_and(|depth| depth > 0);
    let says_areas = lines.iter().any(|(index, line)| {
        matches!(line, ListedLine::Other(_)) && (line.names_whole() || is_heading(*index))
    });
    let mut unread = Vec::new();
    let (mut is_below_objective, mut is_below_criteria) = (false, false);
    lines.retain(|(index, line)| {
        is_below_criteria = line.heads_criteria() || is_below_criteria && !line.names_whole();
        let is_read = match line {
            // Where most objectives have a number, a sentence without one is none.
            ListedLine::Objective(_) => {
                !is_below_criteria && (line.is_numbered() || numbered * 2 <= objectives)
            }
            // Items below an objective are its parts: an area says so, or is a heading.
            ListedLine::Other(words) => {
                let may_be_area = is_heading(*index) || !says_areas && names_unit(&words.value);
                !is_below_criteria && (!is_below_objective || may_be_area || is_stated(words))
            }
        };
        is_below_objective |= is_read && line.is_objective();
        if !is_read {
            unread.extend(text_of(line));
        }
        is_read
    });
    unread
}

/// Returns `true` for a line that says what it is.
fn is_stated(line: &Words) -> bool {
    !matches!(
        lone_line(&line.value),
        LoneLine::Name | LoneLine::NameWith(_) | LoneLine::Entity | LoneLine::Prose
    )
}

/// Returns the text that a line is reported by.
fn text_of(line: &ListedLine<'_>) -> Option<Words> {
    match line {
        ListedLine::Other(words) => Some((*words).clone()),
        ListedLine::Objective(values) => {
            let is_description =
                |value: &&ListedValue| value.role == ColumnRole::Key(Key::Description);
            values.iter().find(is_description).map(|value| value.value.clone())
        }
    }
}
