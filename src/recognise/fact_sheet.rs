//! «Leggimi», a sheet of our own workbooks with a key and a value in each row: everything that a
//! plan states outside its objectives.

use super::cell_value::slice;
use super::group_statements::GroupStatement;
use super::report::RecognitionReport;
use super::table_rows::texts;
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::office::{Grid, GridCell, GridRow};
use crate::raw::{Field, RawPlan, RawReference, RawResolution, RawSigner, Words};
use crate::source::{Spanned, offset_in};
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
    plan: &mut RawPlan,
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
            && !set(plan, groups, &key.text, value)
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
/// has no such key.
fn set(
    plan: &mut RawPlan,
    groups: &mut Vec<GroupStatement>,
    key: &Words,
    value: &GridCell,
) -> bool {
    let given = Field::Given(value.text.clone());
    let name = key.value.trim();
    let (top, below) = name.split_once('.').map_or((name, None), |(top, rest)| (top, Some(rest)));
    let path: Option<Vec<&str>> = below.map(|below| below.split('.').collect());
    match (Key::named(top), path.as_deref()) {
        // Names of fields may hold points, so their path is not split.
        (Some(Key::Fields), _) => plan.fields.push((entry_key(key, below), given)),
        (Some(Key::Kinds), _) => {
            plan.kinds.get_or_insert_default().push((entry_key(key, below), given));
        }
        (Some(top), None) => return set_top(plan, top, value),
        (Some(Key::Resolution), Some([part])) => return set_resolution(plan, part, given),
        (Some(Key::Weights), Some([part])) => return set_weights(plan, part, value),
        (Some(Key::Groups), Some([number, part])) if GroupStatement::has_part(part) => {
            if let Some(group) = nth(groups, number, GroupStatement::new(key.clone())) {
                group.set(part, given);
            }
        }
        (Some(Key::Annexes), Some([number, part])) => {
            return set_reference(plan, key, number, part, given);
        }
        (Some(Key::Signers), Some([number, part])) => {
            return set_signer(plan, key, number, part, given);
        }
        _ => return false,
    }
    true
}

/// Returns the key of an entry of `campi` or `tipologie`, which may hold points itself.
fn entry_key(key: &Words, below: Option<&str>) -> Words {
    Spanned::new(below.unwrap_or_default().to_owned(), key.span)
}

fn set_top(plan: &mut RawPlan, key: Key, value: &GridCell) -> bool {
    let given = Field::Given(value.text.clone());
    match key {
        Key::Title => plan.title = given,
        Key::Entity => plan.entity = given,
        Key::Years => plan.years = comma_list(&value.text),
        Key::Date => plan.date = given,
        Key::Annex => plan.annex = given,
        Key::Classification => plan.classification = given,
        Key::Premise => plan.premise = given,
        Key::Closing => plan.closing = given,
        Key::Levels => plan.levels = Some(comma_list(&value.text)),
        Key::Signers => plan.signers.extend(lines(&value.text).map(signer)),
        Key::Resolution => return set_act(plan, &value.text),
        Key::AdoptingBody => return set_resolution(plan, key.name(), given),
        _ => return false,
    }
    true
}

/// Returns the lines of a cell that are not blank.
fn lines(words: &Words) -> impl Iterator<Item = Words> {
    let parts = words.value.lines().map(str::trim).filter(|line| !line.is_empty());
    parts.map(|line| slice(words, offset_in(&words.value, line), line.len()))
}

/// Returns the signer that a line names by capacity alone, as a plan may.
fn signer(capacity: Words) -> RawSigner {
    RawSigner { span: capacity.span, name: Field::Absent, role: Field::Given(capacity) }
}

/// Sets the act that «Giunta n. 12 del 31.01.2025» names; returns `false` for other words.
fn set_act(plan: &mut RawPlan, words: &Words) -> bool {
    let text = words.value.as_str();
    let part = |part: &str| {
        let part = part.trim().trim_end_matches(',');
        Field::Given(slice(words, offset_in(text, part), part.len()))
    };
    let Some((body, rest)) = text.split_once(" n. ").or_else(|| text.split_once(" n.")) else {
        return false;
    };
    let (number, date) = match rest.split_once(" del ") {
        Some((number, date)) => (number, Some(date)),
        None => (rest, None),
    };
    let is_number = number.trim().chars().all(|c| c.is_ascii_alphanumeric() || "/-.".contains(c));
    if body.trim().is_empty() || number.trim().is_empty() || !is_number {
        return false;
    }
    let date = date.map_or(Field::Absent, part);
    plan.resolution = Some(RawResolution { body: part(body), number: part(number), date });
    true
}

fn set_resolution(plan: &mut RawPlan, part: &str, value: Field) -> bool {
    let Some(key) = part_of([Key::AdoptingBody, Key::Number, Key::Date], part) else {
        return false;
    };
    let resolution = plan.resolution.get_or_insert(RawResolution {
        body: Field::Absent,
        number: Field::Absent,
        date: Field::Absent,
    });
    match key {
        Key::AdoptingBody => resolution.body = value,
        Key::Number => resolution.number = value,
        _ => resolution.date = value,
    }
    true
}

fn set_weights(plan: &mut RawPlan, part: &str, value: &GridCell) -> bool {
    let given = Field::Given(value.text.clone());
    match Key::named(part) {
        Some(Key::Unit) => plan.weights.unit = given,
        Some(Key::Total) => plan.weights.total = given,
        Some(Key::Scope) => plan.weights.scope = comma_list(&value.text),
        _ => return false,
    }
    true
}

fn set_reference(plan: &mut RawPlan, key: &Words, number: &str, part: &str, value: Field) -> bool {
    let Some(part) = part_of([Key::Annex, Key::Title], part) else { return false };
    let empty = RawReference { span: key.span, label: Field::Absent, title: Field::Absent };
    if let Some(annex) = nth(&mut plan.annexes, number, empty) {
        *if part == Key::Annex { &mut annex.label } else { &mut annex.title } = value;
    }
    true
}

fn set_signer(plan: &mut RawPlan, key: &Words, number: &str, part: &str, value: Field) -> bool {
    let Some(part) = part_of([Key::Name, Key::Capacity], part) else { return false };
    let empty = RawSigner { span: key.span, name: Field::Absent, role: Field::Absent };
    if let Some(signer) = nth(&mut plan.signers, number, empty) {
        *if part == Key::Name { &mut signer.name } else { &mut signer.role } = value;
    }
    true
}

/// Returns the one of `parts` that is spelled `name`.
fn part_of<const N: usize>(parts: [Key; N], name: &str) -> Option<Key> {
    parts.into_iter().find(|part| part.name() == name)
}

/// Splits «2020, 2021, 2022» into three years, «area, periodo» into two levels.
pub(super) fn comma_list(words: &Words) -> Vec<Words> {
    let parts = words.value.split(',').map(str::trim).filter(|part| !part.is_empty());
    let entry = |part: &str| {
        let at = offset_in(&words.value, part);
        Words::new(part.to_owned(), words.span.part(at..at + part.len()))
    };
    parts.map(entry).collect()
}

/// Returns entry `number`, counted from 1, of a list, which grows to hold it if it is the next.
fn nth<'l, T>(list: &'l mut Vec<T>, number: &str, empty: T) -> Option<&'l mut T> {
    let at = number.parse::<usize>().ok()?.checked_sub(1)?;
    // Only the next entry may be added: «firmatari.9000000» must not allocate nine million.
    if at == list.len() {
        list.push(empty);
    }
    list.get_mut(at)
}
