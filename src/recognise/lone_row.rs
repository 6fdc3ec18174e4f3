//! Lone texts between the rows of a table: bands, totals, and lines that repeat on each page.

use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::group_lines;
use super::lone_line::LoneLine;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::GridCell;
use crate::raw::Words;

/// Bytes of an objective's number: a longer lone text in its column is a band.
const LONGEST_NUMBER: usize = 8;

/// Takes a lone text by its words; returns `false` if it is a row of the table. `is_band` if
/// it stands where bands do, `may_be_name` if any words there may name something.
pub(super) fn take_band(
    words: &Words,
    kind: LoneLine,
    is_band: bool,
    may_be_name: bool,
    scope: &mut GridScope<'_, '_>,
) -> bool {
    // With levels of its own, words do not tell groups apart; page numbers and totals still do.
    if scope.context.levels.is_some() && !matches!(kind, LoneLine::PageNumber | LoneLine::Total) {
        if may_be_name {
            group_lines::take(words, kind, scope);
        }
        return may_be_name;
    }
    match kind {
        // These words mean the same in any column.
        LoneLine::PageNumber | LoneLine::Period | LoneLine::YearTitle | LoneLine::Total => {
            scope.take_line(words, kind)
        }
        LoneLine::Title
        | LoneLine::Area
        | LoneLine::AreaWith(_)
        | LoneLine::Manager(_)
        | LoneLine::Labelled(..)
            if is_band =>
        {
            scope.take_line(words, kind)
        }
        LoneLine::NameWith(parts) if may_be_name => {
            scope.take_line(words, LoneLine::AreaWith(parts))
        }
        LoneLine::Dated if may_be_name => scope.take_line(words, LoneLine::Period),
        LoneLine::Name | LoneLine::Entity if may_be_name => {
            // Title and body are written again on a new page.
            if scope.found.names.is_title(words) || scope.found.names.is_first_line(words) {
                scope.account_for(TakenAs::PageLine, words);
            } else {
                scope.begin_area(words.clone());
            }
            true
        }
        LoneLine::Prose if may_be_name => {
            scope.leave_out(words.clone());
            true
        }
        _ => false,
    }
}

/// Compares a total with the sum, and leaves it out.
pub(super) fn take_total(
    label: &str,
    written: Option<&GridCell>,
    first: &GridCell,
    scope: &mut GridScope<'_, '_>,
) {
    scope.account_for(TakenAs::Total, &first.text);
    // A layout's own levels do not tell which rows a total adds up.
    let written = written.filter(|_| scope.context.levels.is_none());
    let difference = written.and_then(|cell| scope.sums.difference(label, &cell.text));
    scope.report.findings.extend(difference);
}

/// Returns `true` if a lone text is a value of its column, not a band.
pub(super) fn fits(role: &ColumnRole, kind: &LoneLine, cell: &GridCell) -> bool {
    let ColumnRole::Key(key) = role else { return false };
    let is_other = matches!(kind, LoneLine::PageNumber | LoneLine::Total | LoneLine::Title);
    match key {
        // An area alone in its own column names the area of the rows below, as a merged cell would.
        Key::Area => !is_other && !matches!(kind, LoneLine::Period | LoneLine::YearTitle),
        Key::Period => !is_other && !matches!(kind, LoneLine::Area | LoneLine::AreaWith(_)),
        Key::Position => *kind == LoneLine::Name && cell.text.value.len() <= LONGEST_NUMBER,
        Key::Manager | Key::Kind => *kind == LoneLine::Name,
        _ => false,
    }
}
