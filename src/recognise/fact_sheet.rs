//! «Leggimi», a sheet of our own workbooks: what a plan states outside its objectives, a name and a
//! value in each row, and the fields that the columns of «Dati» hold.

use super::group_statements::GroupStatement;
use super::report::RecognitionReport;
use super::table_rows::texts;
use crate::diag::{Code, Diagnostic};
use crate::model::workbook_words::{COLUMN_HEADS, FACT_HEADS, fact_path};
use crate::model::{HeadKey, Key};
use crate::office::{Grid, GridRow};
use crate::raw::{Field, StatedHead, Words};
use crate::text::fold_words;

/// Heads of the facts in forms, and in workbooks that say keys and not words.
const KEY_HEADS: [&str; 2] = ["chiave", "valore"];
/// Rows in which the heads of the facts are looked for: a line for each sheet stands above them.
const MOST_ABOVE: usize = 40;

/// Column of «Dati» as «Leggimi» explains it.
pub(super) struct ExplainedColumn {
    /// Words over the column.
    pub head: String,
    /// Name of the column: `indicatore.2.peso`.
    pub name: String,
}

/// Returns `true` if a sheet begins with the heads «chiave» and «valore», or has those of the facts
/// below its first lines.
pub(super) fn is_fact_sheet(grid: &Grid) -> bool {
    facts_row(grid).is_some()
}

fn facts_row(grid: &Grid) -> Option<usize> {
    let begins_with_keys = grid.rows.first().is_some_and(|row| has_heads(row, KEY_HEADS));
    if begins_with_keys {
        Some(0)
    } else {
        row_of(grid, FACT_HEADS).filter(|row| *row < MOST_ABOVE)
    }
}

fn row_of(grid: &Grid, heads: [&str; 2]) -> Option<usize> {
    grid.rows.iter().position(|row| has_heads(row, heads))
}

fn has_heads(row: &GridRow, heads: [&str; 2]) -> bool {
    let mut cells = texts(row).map(|cell| fold_words(&cell.text.value));
    heads.iter().all(|head| cells.next() == Some(fold_words(head)))
}

/// Returns the rows below those at `heads`, as far as they follow one another: below a blank row
/// something else begins.
fn rows_below(grid: &Grid, heads: usize) -> impl Iterator<Item = &GridRow> {
    // Blank rows are not in the grid: a gap in the indices is how one shows.
    let first = grid.rows[heads].index;
    let together =
        (first..).zip(&grid.rows[heads..]).take_while(|(index, row)| *index == row.index);
    together.skip(1).map(|(_, row)| row)
}

fn pair(row: &GridRow) -> Option<(&Words, &Words)> {
    let cell = |column| row.cells.iter().find(|cell| cell.column == column);
    Some((&cell(0)?.text, &cell(1)?.text))
}

/// Returns the columns of «Dati» that the sheet explains, in the order of the data.
pub(super) fn columns(grid: &Grid) -> Vec<ExplainedColumn> {
    let Some(heads) = row_of(grid, COLUMN_HEADS) else { return Vec::new() };
    let column = |(head, name): (&Words, &Words)| ExplainedColumn {
        head: head.value.trim().to_owned(),
        name: name.value.trim().to_owned(),
    };
    rows_below(grid, heads).filter_map(pair).map(column).collect()
}

/// Reads the facts.
pub(super) fn read(
    grid: &Grid,
    head: &mut StatedHead,
    groups: &mut Vec<GroupStatement>,
    report: &mut RecognitionReport,
) {
    let Some(heads) = facts_row(grid) else { return };
    for (key, value) in rows_below(grid, heads).filter_map(pair) {
        // An entry left blank is one that the plan does not have.
        let is_given = !value.value.trim().is_empty();
        if is_given && !set(head, groups, key, value) {
            report.findings.push(unknown_key(key));
        }
    }
}

fn unknown_key(key: &Words) -> Diagnostic {
    let name = key.value.trim();
    let message = format!("«{name}» non è una voce del piano e non è stata letta.");
    Diagnostic::new(Code::NotPlaced, key.span, message).hint(
        "Le voci sono quelle del piano: titolo, ente, anni, data, allegato, premessa e così via; la delibera si scrive «Giunta n. 12 del 31.01.2026».",
    )
}

/// Sets the value of a key such as «titolo» or «firmatari.2.nome»; returns `false` if the plan
/// has no such key, or the value not the form that the key needs.
fn set(
    head: &mut StatedHead,
    groups: &mut Vec<GroupStatement>,
    key: &Words,
    value: &Words,
) -> bool {
    let path = fact_path(&key.value);
    if let Some(key_in_head) = HeadKey::parse(&path) {
        return head.set(&key_in_head, key.span, value).is_ok();
    }
    let path: Vec<&str> = path.split('.').collect();
    match path.as_slice() {
        [top, number, part] if *top == Key::Groups.name() && GroupStatement::has_part(part) => {
            let group = nth(groups, number, GroupStatement::new(key.clone()));
            group.map(|group| group.set(part, Field::Given(value.clone()))).is_some()
        }
        _ => false,
    }
}

/// Returns group `number`, counted from 1; the next is added.
fn nth<'g>(
    groups: &'g mut Vec<GroupStatement>,
    number: &str,
    empty: GroupStatement,
) -> Option<&'g mut GroupStatement> {
    let at = number.parse::<usize>().ok()?.checked_sub(1)?;
    // Only the next one: «gruppi.9000000» must not allocate nine million.
    if at == groups.len() {
        groups.push(empty);
    }
    groups.get_mut(at)
}
