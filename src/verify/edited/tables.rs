//! Tables cell by cell.

use super::content::{Content, Note};
use super::labels::Labels;
use super::place::{cell_name, change, place, quote};
use super::rows::{Fate, fates};
use super::{changed, paragraphs, reason};
use crate::annex::Sheet;
use crate::diag::Code;
use crate::input::table::{Cell, Grid, NO_RESULT, Row};
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// For each sheet, which row of it became which, both from 0.
pub(super) type RowMaps = BTreeMap<String, BTreeMap<u32, u32>>;

/// Compares all tables; gives the rows of sheets that were found again.
pub(super) fn compare(
    before: &Content,
    after: &Content,
    labels: &Labels,
    reasons: &mut Vec<Reason>,
) -> RowMaps {
    let mut maps = RowMaps::new();
    for (index, old) in before.grids.iter().enumerate() {
        let found = after.grids.iter().enumerate().find(|(i, new)| match &old.name {
            Some(name) => new.name.as_ref().is_some_and(|other| other.value == name.value),
            None => *i == index,
        });
        let Some((_, new)) = found else {
            reasons.push(changed(missing(old, index, after)));
            continue;
        };
        paragraphs::compare((before, &old.above), (after, &new.above), reasons);
        let tables = Tables { before, after, labels, sheet: sheet_name(old) };
        let rows = tables.rows(&old.rows, &new.rows, reasons);
        maps.insert(tables.sheet.to_owned(), rows);
    }
    for (index, new) in after.grids.iter().enumerate() {
        let known = before.grids.iter().enumerate().any(|(i, old)| match &new.name {
            Some(name) => old.name.as_ref().is_some_and(|other| other.value == name.value),
            None => i == index,
        });
        if !known {
            let what = new.name.as_ref().map_or_else(
                || format!("c'è una tabella in più, la {}", index + 1),
                |name| format!("c'è un foglio in più, «{}»", name.value),
            );
            reasons.push(changed(what));
        }
    }
    maps
}

fn sheet_name(grid: &Grid) -> &str {
    grid.name.as_ref().map_or("", |name| &name.value)
}

fn missing(old: &Grid, index: usize, after: &Content) -> String {
    let Some(name) = &old.name else { return format!("manca la tabella {}", index + 1) };
    let quoted = format!("«{}»", name.value);
    let is_hidden = |note: &Note| note.code == Code::HiddenSheet && note.text.contains(&quoted);
    match after.notes.iter().any(is_hidden) {
        true => format!("il foglio {quoted} è nascosto, e non si può confrontare"),
        false => format!("manca il foglio {quoted}, o è vuoto"),
    }
}

/// Two tables that are compared.
struct Tables<'t> {
    before: &'t Content,
    after: &'t Content,
    labels: &'t Labels,
    /// The name of the sheet; empty for a table of a document.
    sheet: &'t str,
}

impl Tables<'_> {
    /// Compares rows; gives those that were found again, by their indices.
    fn rows(&self, old: &[Row], new: &[Row], reasons: &mut Vec<Reason>) -> BTreeMap<u32, u32> {
        let (mut map, mut results) = (BTreeMap::new(), Results::default());
        for fate in fates(old, new) {
            match fate {
                Fate::Same(a, b) => _ = map.insert(old[a].index, new[b].index),
                Fate::Changed(a, b) => {
                    map.insert(old[a].index, new[b].index);
                    self.cells(&old[a], &new[b], &mut results, reasons);
                }
                Fate::Gone(a) => reasons.push(self.gone(&old[a])),
                Fate::New(b) => reasons.push(self.added(&new[b])),
            }
        }
        reasons.extend(results.told(self.sheet));
        map
    }

    fn cells(&self, old: &Row, new: &Row, results: &mut Results, reasons: &mut Vec<Reason>) {
        let columns: BTreeSet<u32> =
            old.cells.iter().chain(&new.cells).map(|cell| cell.column).collect();
        for column in columns {
            let cell = |row: &'_ Row| row.cells.iter().position(|cell| cell.column == column);
            let (a, b) = (cell(old).map(|i| &old.cells[i]), cell(new).map(|i| &new.cells[i]));
            let text =
                |cell: Option<&Cell>| cell.map_or("", |cell| cell.text.value.as_str()).to_owned();
            let (was, is) = (text(a), text(b));
            if was.trim() == is.trim() {
                continue;
            }
            let place = match (a, b) {
                (_, Some(cell)) => place(self.after, cell.text.span),
                (Some(cell), None) => place(self.before, cell.text.span),
                (None, None) => continue,
            };
            if self.is_result((old.index, new.index), column) {
                results.add(&was, &is, cell_name(new.index, column));
                continue;
            }
            let filled_in = self.sheet == Sheet::Evaluation.name() && was.is_empty();
            let verdict = if filled_in { Verdict::Look } else { Verdict::Changed };
            let what = self.what(old, a);
            reasons.push(reason(verdict, format!("{what} {} ({place})", change(&was, &is))));
        }
    }

    /// Whether a cell shows what a formula results in, before and after.
    fn is_result(&self, rows: (u32, u32), column: u32) -> bool {
        let has = |content: &Content, row| {
            let formulas = content.behind.formulas.get(self.sheet);
            formulas.is_some_and(|formulas| formulas.contains_key(&(row, column)))
        };
        has(self.before, rows.0) && has(self.after, rows.1)
    }

    /// What a cell is about: an objective's field, or the row that it stands in.
    fn what(&self, row: &Row, cell: Option<&Cell>) -> String {
        if let Some(label) = cell.and_then(|cell| self.labels.get(cell.text.span)) {
            return format!("{}: il campo «{}»", label.objective, label.field);
        }
        match (self.objective(row), row.cells.first()) {
            (Some(objective), _) => format!("{objective}: una cella"),
            (None, Some(first)) if cell.is_none_or(|cell| cell.column != first.column) => {
                format!("riga {}: una cella", quote(&first.text.value))
            }
            _ => "una cella".to_owned(),
        }
    }

    /// The objective that a row is about.
    fn objective(&self, row: &Row) -> Option<String> {
        let label = row.cells.iter().find_map(|cell| self.labels.get(cell.text.span))?;
        Some(label.objective.to_string())
    }

    fn gone(&self, row: &Row) -> Reason {
        let place = row.cells.first().map(|cell| place(self.before, cell.text.span));
        let place = place.unwrap_or_default();
        changed(match self.objective(row) {
            Some(objective) => format!("manca una riga, {objective} (era: {place})"),
            None => format!("manca una riga, {} (era: {place})", said(row)),
        })
    }

    fn added(&self, row: &Row) -> Reason {
        let place = row.cells.first().map(|cell| place(self.after, cell.text.span));
        changed(format!("c'è una riga in più, {} ({})", said(row), place.unwrap_or_default()))
    }
}

/// Results of formulas that are not what they were: they follow from something else, or
/// the file was written by a program that does not calculate.
#[derive(Default)]
struct Results {
    /// How many are other ones, and the first of them.
    other: usize,
    first: Option<String>,
    /// How many are not there.
    missing: usize,
}

impl Results {
    fn add(&mut self, was: &str, is: &str, cell: String) {
        if is == NO_RESULT {
            self.missing += 1;
        } else {
            self.other += 1;
            self.first.get_or_insert_with(|| format!("{cell}: {}", change(was, is)));
        }
    }

    fn told(self, sheet: &str) -> Vec<Reason> {
        let other = self.first.map(|first| match self.other {
            1 => format!("foglio «{sheet}»: il risultato di una formula è un altro ({first})"),
            n => format!("foglio «{sheet}»: i risultati di {n} formule sono altri ({first}; …)"),
        });
        let missing = (self.missing > 0).then(|| {
            format!("foglio «{sheet}»: le formule sono senza risultato ({}): il file è stato salvato da un programma che non calcola", self.missing)
        });
        other.into_iter().chain(missing).map(|text| reason(Verdict::Look, text)).collect()
    }
}

/// What a row says, in a line.
fn said(row: &Row) -> String {
    let texts: Vec<_> = row.cells.iter().map(|cell| cell.text.value.as_str()).collect();
    quote(&texts.join(" | "))
}
