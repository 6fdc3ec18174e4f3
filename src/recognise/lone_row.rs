//! Lone texts between the rows of a table: bands, totals, and lines that repeat on each page.

use super::cell_value::{kind, slice};
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::group_lines;
use super::line_parts::parts_of_line;
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::{names_period, states_period};
use super::persons::is_person;
use super::remarks::is_remark;
use super::subtitles::heads_list;
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::GridCell;
use crate::raw::Words;

/// Bytes of an objective's number: a longer lone text in its column is a band.
const LONGEST_NUMBER: usize = 8;
/// Bytes of an objective's code.
const LONGEST_CODE: usize = 24;

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
        // A page of ours that goes on says the names of the groups in force, which the rows above have.
        let goes_on = words.value.trim_start().to_lowercase().starts_with("(segue)");
        if may_be_name && goes_on && !scope.found.entries.is_empty() {
            scope.account_for(TakenAs::PageLine, words);
        } else if may_be_name {
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
        | LoneLine::ManagerWith(_)
        | LoneLine::Labelled(..)
            if is_band =>
        {
            scope.take_line(words, kind)
        }
        LoneLine::NameWith(_) | LoneLine::Name | LoneLine::Entity
            if may_be_name && scope.is_part_of_area(&words.value) =>
        {
            scope.leave_out(words.clone());
            true
        }
        LoneLine::NameWith(parts) if may_be_name => {
            scope.doubt_area(&slice(words, parts.area.start, parts.area.len()));
            scope.take_line(words, LoneLine::AreaWith(parts))
        }
        // «Rif. delibera 15 del 2024» has a year, and is no period.
        LoneLine::Dated if may_be_name && !states_period(&words.value) => {
            scope.leave_out(words.clone());
            true
        }
        LoneLine::Entity if may_be_name && scope.is_of_union(words) => {
            scope.begin_area(words.clone());
            true
        }
        LoneLine::Name | LoneLine::Entity if may_be_name => {
            // Title and body are written again on a new page.
            if scope.found.names.is_title(words) || scope.found.names.is_first_line(words) {
                scope.account_for(TakenAs::PageLine, words);
            } else if heads_list(&words.value) || scope.keep_subtitle(words) {
                // «Elenco obiettivi» right below «AREA TECNICA» heads what follows, and names nothing.
                scope.leave_out(words.clone());
            } else {
                scope.begin_placed_area(words.clone());
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

/// Takes the parts of a line that names several things, as one above a table does; returns `false` for
/// any other line.
pub(super) fn take_parts_of_line(line: &Words, scope: &mut GridScope<'_, '_>) -> bool {
    let parts = parts_of_line(line);
    let names_area =
        |part: &Words| matches!(lone_line(&part.value), LoneLine::Area | LoneLine::AreaWith(_));
    match parts.as_slice() {
        // «Tabella 2 – beta» heads a list, «Tabella 2 – Area Sociale» an area.
        [only] if only.value == line.value || !names_area(only) => return false,
        _ => {}
    }
    for part in parts {
        match lone_line(&part.value) {
            LoneLine::Entity => scope.take_first_line(part, LoneLine::Entity),
            kind => {
                take_band(&part, kind, true, true, scope);
            }
        }
    }
    true
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

/// Returns `true` if a lone text is a value of its column, not a band. Bands begin in the first
/// column: there a name is a value only of the columns that hold names.
pub(super) fn fits(role: &ColumnRole, kind: &LoneLine, cell: &GridCell, is_first: bool) -> bool {
    let ColumnRole::Key(key) = role else { return false };
    let text = cell.text.value.trim();
    let is_name = *kind == LoneLine::Name;
    match key {
        // An area alone in its own column names the area of the rows below, as a merged cell would.
        Key::Area => match kind {
            LoneLine::Area | LoneLine::Name | LoneLine::Dated | LoneLine::Entity => true,
            LoneLine::Prose => !is_remark(text),
            _ => false,
        },
        Key::Period => match kind {
            LoneLine::Period | LoneLine::YearTitle | LoneLine::Dated => true,
            _ => is_name && (names_period(text) || cell.row_span > 1),
        },
        Key::Position => is_name && is_number(text),
        Key::Code => is_name && is_code(text),
        Key::Kind => is_name && (!is_first || is_kind(&cell.text)),
        Key::Manager => {
            let is_name = is_name || *kind == LoneLine::Prose && is_person(text);
            is_name && (!is_first || is_person(text))
        }
        _ => false,
    }
}

/// Returns the finding on a lone text right of the first column that is no value of the column it
/// stands in, and names no area there either; `None` for other texts.
pub(super) fn misplaced(role: &ColumnRole, kind: &LoneLine, cell: &GridCell) -> Option<Diagnostic> {
    let is_name = matches!(kind, LoneLine::Name | LoneLine::Entity | LoneLine::Prose);
    if *role != ColumnRole::Key(Key::Period) || !is_name {
        return None;
    }
    let message = format!(
        "Il testo {} sta da solo nella colonna del periodo, e non è un periodo.",
        quote_start(&cell.text.value)
    );
    Some(Diagnostic::new(Code::LooseRow, cell.text.span, message).hint(
        "Se è il nome di un'area, scriverlo nella prima colonna; se è un periodo, scriverne l'anno.",
    ))
}

/// Returns `true` for the number of an objective: «3», «A1», «IV».
fn is_number(text: &str) -> bool {
    let name = text.trim_end_matches(['.', ')', '°']);
    let is_roman = name.bytes().all(|b| b"IVXLC".contains(&b));
    text.len() <= LONGEST_NUMBER && (name.len() <= 1 || is_roman || has_digit(name))
}

/// Returns `true` for the code of an objective: «OB-13», «1.2.a».
fn is_code(text: &str) -> bool {
    text.len() <= LONGEST_CODE && !text.contains(char::is_whitespace) && has_digit(text)
}

fn has_digit(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit())
}

/// Returns `true` for a kind of objectives as plans write it: a letter or two, or its word.
fn is_kind(cell: &Words) -> bool {
    kind(cell).value.trim().len() <= 2
}
