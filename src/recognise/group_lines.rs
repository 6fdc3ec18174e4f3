//! Lines of a table whose layout has levels of its own: headings, paragraphs and bands.

use super::area_parts::AreaParts;
use super::cell_value::slice;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::line_parts::parts_of_line;
use super::lone_line::{LoneLine, lone_line};
use super::proposals::is_premise;
use crate::model::Key;
use crate::raw::Words;
use std::ops::Range;

/// Takes the lines above a head: headings by their depth, others by their words.
pub(super) fn take_above_head(lines: Vec<Words>, scope: &mut GridScope<'_, '_>) {
    let grid = scope.grid;
    let depth = |words: &Words| {
        // Lines carried over from the table before are in another grid, and have no depth here.
        let at = grid.paragraphs.iter().position(|paragraph| paragraph.span == words.span)?;
        grid.heading_depths.get(at).copied().filter(|depth| *depth > 0)
    };
    for words in lines {
        match depth(&words) {
            // The first depth is that of the title, so levels begin at the second.
            Some(1) => scope.take_title(&words),
            Some(depth) => scope.bands.declared.begin(usize::from(depth) - 2, words),
            // A document marks its groups by headings, so other paragraphs name none; a sheet has
            // no headings, and there the words must do.
            None if grid.name.is_none() => {
                let has_title = grid.heading_depths.contains(&1);
                for part in parts_of_line(&words) {
                    take_paragraph(part, has_title, scope);
                }
            }
            None => {
                for part in parts_of_line(&words) {
                    take_line_above(&part, scope);
                }
            }
        }
    }
}

/// Takes a paragraph of a document that is no heading: it names no group, and no title
/// where a heading does.
fn take_paragraph(words: Words, has_title: bool, scope: &mut GridScope<'_, '_>) {
    match lone_line(&words.value) {
        LoneLine::Title if !has_title => scope.take_title(&words),
        kind @ (LoneLine::Manager(_)
        | LoneLine::ManagerWith(_)
        | LoneLine::Labelled(..)
        | LoneLine::PageNumber) => {
            scope.take_line(&words, kind);
        }
        kind @ LoneLine::Entity => scope.take_first_line(words, kind),
        _ => scope.leave_out(words),
    }
}

/// Takes a line above the table of a sheet: the body, a premise, or what [`take`] makes of it.
fn take_line_above(words: &Words, scope: &mut GridScope<'_, '_>) {
    match lone_line(&words.value) {
        kind @ LoneLine::Entity => scope.take_first_line(words.clone(), kind),
        LoneLine::Prose if is_premise(&words.value) && scope.found.entries.is_empty() => {
            scope.account_for(TakenAs::LeftOut, words);
            scope.report.proposals.add_premise(words.clone());
        }
        kind => take(words, kind, scope),
    }
}

/// Takes a line that stands alone: a group's name, unless its words are those of something
/// else.
pub(super) fn take(words: &Words, kind: LoneLine, scope: &mut GridScope<'_, '_>) {
    let names = &scope.found.names;
    match kind {
        LoneLine::Prose => scope.leave_out(words.clone()),
        // The body is written again on a new page.
        LoneLine::Entity if names.is_first_line(words) => {
            scope.account_for(TakenAs::PageLine, words);
        }
        LoneLine::Title | LoneLine::YearTitle if names.title.is_none() || names.is_title(words) => {
            scope.take_title(words);
        }
        LoneLine::Manager(_) | LoneLine::ManagerWith(_) | LoneLine::Labelled(..) => {
            scope.take_line(words, kind);
        }
        // Where no level is a period, years name no group either: they hold beside the groups.
        LoneLine::Period | LoneLine::YearTitle if !has_period_level(scope) => {
            scope.begin_period(words.clone());
        }
        LoneLine::AreaWith(AreaParts {
            area,
            period,
            manager,
            facts,
            rest,
            is_guessed,
            unsure,
        }) => {
            let part = |range: Range<usize>| slice(words, range.start, range.len());
            scope.bands.declared.await_row(part(area));
            if let Some(period) = period {
                let period = part(period);
                let kind = lone_line(&period.value);
                take(&period, kind, scope);
            }
            let others =
                AreaParts { manager, facts, rest, is_guessed, unsure, ..AreaParts::default() };
            scope.take_parts(words, others);
        }
        _ => scope.bands.declared.await_row(words.clone()),
    }
}

fn has_period_level(scope: &GridScope<'_, '_>) -> bool {
    let levels = scope.context.levels.unwrap_or_default();
    levels.iter().any(|level| level.name == Key::Period.name())
}
