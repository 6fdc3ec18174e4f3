//! «Leggimi», a sheet of our own workbooks with a key and a value in each row: everything that a
//! plan states outside its objectives.

use super::group_statements::GroupStatement;
use super::report::RecognitionReport;
use super::table_rows::texts;
use crate::diag::{Code, Diagnostic};
use crate::model::{HeadKey, Key};
use crate::office::{Grid, GridRow};
use crate::raw::{Field, StatedHead, Words};
use crate::text::fold_words;

/// Heads of the sheet.
const HEADS: [&str; 2] = ["chiave", "valore"];

/// Returns `true` if a sheet begins with the heads «chiave» and «valore».
pub(super) fn is_fact_sheet(grid: &Grid) -> bool {
    let heads = |row: &GridRow| -> Vec<String> {
        texts(row).map(|cell| fold_words(&cell.text.value)).collect()
    };
    grid.rows.first().is_some_and(|row| heads(row).iter().take(2).map(String::as_str).eq(HEADS))
}

/// Reads the rows below the heads, as far as they follow one another: below a blank row the
/// sheet explains the workbook.
pub(super) fn read(
    grid: &Grid,
    head: &mut StatedHead,
    groups: &mut Vec<GroupStatement>,
    report: &mut RecognitionReport,
) {
    // Blank rows are not in the grid: a gap in the indices is how one shows.
    let first = grid.rows.first().map_or(0, |row| row.index);
    let together = (first..).zip(&grid.rows).take_while(|(index, row)| *index == row.index);
    for (_, row) in together.skip(1) {
        let cell = |column| row.cells.iter().find(|cell| cell.column == column);
        if let (Some(key), Some(value)) = (cell(0), cell(1))
            // An entry left blank is one that the plan does not have.
            && !value.text.value.trim().is_empty()
            && !set(head, groups, &key.text, &value.text)
        {
            report.findings.push(unknown_key(&key.text));
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
    if let Some(key_in_head) = HeadKey::parse(&key.value) {
        return head.set(&key_in_head, key.span, value).is_ok();
    }
    let path: Vec<&str> = key.value.trim().split('.').collect();
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
