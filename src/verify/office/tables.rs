//! Comparison of tables cell by cell.

use super::content::{OfficeContent, ReaderNote};
use super::formulas::{differs, follows_row};
use super::labels::CellLabels;
use super::look::is_same_result;
use super::paragraphs;
use super::row_matching::{RowMaps, RowMatch, match_rows};
use super::table_matching::match_tables;
use super::table_work::TableWork;
use super::wording::{cell_name, change, changed, place, quote, reason};
use crate::dataset::WorkbookSheet;
use crate::diag::Code;
use crate::italian::plural::{counted, noun};
use crate::office::{CellLook, Grid, GridCell, GridRow};
use crate::source::Words;
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Compares all tables and returns the matched rows of each sheet.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    labels: &CellLabels,
    reasons: &mut Vec<Reason>,
) -> RowMaps {
    let (mut maps, mut results) = (RowMaps::new(), Vec::new());
    let (old_tables, old_end) = with_end(&before.grids);
    let (new_tables, new_end) = with_end(&after.grids);
    let partners = match_tables(old_tables, new_tables);
    for (index, old) in old_tables.iter().enumerate() {
        let Some(new) = partners[index].map(|partner| &new_tables[partner]) else {
            reasons.push(changed(missing(old, index, after)));
            continue;
        };
        paragraphs::compare((before, &old.paragraphs), (after, &new.paragraphs), reasons);
        let tables = Tables { before, after, labels, sheet: sheet_name(old) };
        let mut work = TableWork::default();
        let rows = tables.rows(&old.rows, &new.rows, &mut work, reasons);
        maps.insert(tables.sheet.to_owned(), rows);
        work.filled.report(tables.sheet, reasons);
        results.push((tables.sheet, work.results));
    }
    for (index, new) in new_tables.iter().enumerate() {
        if !partners.contains(&Some(index)) {
            reasons.push(changed(added(new, index)));
        }
    }
    paragraphs::compare((before, old_end), (after, new_end), reasons);
    // Judged after all sheets: a change in one alters results of formulas in another.
    let is_explained = !reasons.is_empty();
    for (sheet, results) in results {
        reasons.extend(results.reasons(sheet, is_explained));
    }
    maps
}

/// Parts the tables from the paragraphs behind the last one, which the reader returns as a table
/// without rows.
fn with_end(grids: &[Grid]) -> (&[Grid], &[Words]) {
    match grids.split_last() {
        Some((end, tables)) if end.name.is_none() && end.rows.is_empty() => {
            (tables, &end.paragraphs)
        }
        _ => (grids, &[]),
    }
}

fn added(new: &Grid, index: usize) -> String {
    match &new.name {
        Some(name) => format!("c'è un foglio in più, «{}»", name.value),
        None => format!("c'è una tabella in più, la {}", index + 1),
    }
}

fn sheet_name(grid: &Grid) -> &str {
    grid.name.as_ref().map_or("", |name| &name.value)
}

fn missing(old: &Grid, index: usize, after: &OfficeContent) -> String {
    let Some(name) = &old.name else { return format!("manca la tabella {}", index + 1) };
    let quoted = format!("«{}»", name.value);
    let is_hidden =
        |note: &ReaderNote| note.code == Code::HiddenSheet && note.text.contains(&quoted);
    if after.notes.iter().any(is_hidden) {
        format!("il foglio {quoted} è nascosto, e non si può confrontare")
    } else {
        format!("manca il foglio {quoted}, o è vuoto")
    }
}

/// Comparison of two tables.
struct Tables<'t> {
    before: &'t OfficeContent,
    after: &'t OfficeContent,
    labels: &'t CellLabels,
    /// Name of the sheet; empty for a table of a document.
    sheet: &'t str,
}

impl Tables<'_> {
    /// Compares rows; returns the matched ones by index.
    fn rows(
        &self,
        old: &[GridRow],
        new: &[GridRow],
        work: &mut TableWork,
        reasons: &mut Vec<Reason>,
    ) -> BTreeMap<u32, u32> {
        let (mut map, mut moved) = (BTreeMap::new(), 0);
        for fate in match_rows(old, new) {
            match fate {
                RowMatch::Same(a, b) => _ = map.insert(old[a].index, new[b].index),
                RowMatch::Changed(a, b) => {
                    map.insert(old[a].index, new[b].index);
                    self.cells(&old[a], &new[b], work, reasons);
                }
                RowMatch::Moved(a, b) | RowMatch::MovedAndChanged(a, b) => {
                    map.insert(old[a].index, new[b].index);
                    moved += 1;
                    // Nothing if the texts are the same.
                    self.cells(&old[a], &new[b], work, reasons);
                }
                RowMatch::Removed(a) => reasons.push(self.gone(&old[a])),
                RowMatch::Added(b) => reasons.push(self.added(&new[b])),
            }
        }
        if moved > 0 {
            reasons.push(self.reordered(moved, new));
        }
        map
    }

    /// Reports rows that stand among others than before.
    fn reordered(&self, moved: usize, new: &[GridRow]) -> Reason {
        let place = match new.first().and_then(|row| row.cells.first()) {
            _ if !self.sheet.is_empty() => format!("foglio «{}»", self.sheet),
            // Of a document, the table: «tabella 1, riga 1, colonna 1».
            first => self.place(None, first).split(',').next().unwrap_or_default().to_owned(),
        };
        let how = counted(moved, "riga", "righe");
        let verb = noun(moved, "spostata", "spostate");
        let text = format!("{place}: le righe sono in un altro ordine ({how} {verb})");
        // These are there to be sorted; everywhere else the order says what belongs together.
        let sortable = [WorkbookSheet::Data, WorkbookSheet::Evaluation];
        let may_move = sortable.iter().any(|sheet| self.sheet == sheet.name());
        reason(if may_move { Verdict::Look } else { Verdict::Changed }, text)
    }

    fn cells(&self, old: &GridRow, new: &GridRow, work: &mut TableWork, reasons: &mut Vec<Reason>) {
        let columns: BTreeSet<u32> =
            old.cells.iter().chain(&new.cells).map(|cell| cell.column).collect();
        for column in columns {
            let (a, b) = (cell(old, column), cell(new, column));
            let (was, is) = (shown(a), shown(b));
            if was.trim() == is.trim() {
                continue;
            }
            if self.is_result((old.index, new.index), column) {
                // The same result in another format is for the comparison of looks.
                if self.keeps_result((old.index, new.index), column) {
                    continue;
                }
                work.results.add(was, is, cell_name(new.index, column));
                continue;
            }
            // «Valutazione» has blank cells to be filled in: a percentage there is its purpose.
            let filled_in = self.sheet == WorkbookSheet::Evaluation.name() && was.is_empty();
            let (what, place) = (self.what(old, a), self.place(a, b));
            let text = format!("{what} {} ({place})", change(was, is));
            if filled_in {
                work.filled.add((new.index, column), text);
            } else {
                reasons.push(changed(text));
            }
        }
    }

    /// Names the position of a cell in the new table, or in the old one if it was removed.
    fn place(&self, old: Option<&GridCell>, new: Option<&GridCell>) -> String {
        let now = new.map(|cell| place(self.after, cell.text.span));
        let then = || old.map(|cell| place(self.before, cell.text.span));
        now.or_else(then).unwrap_or_default()
    }

    /// Returns `true` if a cell has the same formula before and after.
    fn is_result(&self, rows: (u32, u32), column: u32) -> bool {
        let formula = |content: &'_ OfficeContent, row| -> Option<String> {
            content.inventory.formulas.get(self.sheet)?.get(&(row, column)).cloned()
        };
        match (formula(self.before, rows.0), formula(self.after, rows.1)) {
            (Some(old), Some(new)) => !differs(&old, &new) || follows_row(&old, &new, rows),
            _ => false,
        }
    }

    /// Returns `true` if two cells hold formulas with the same number as their result.
    fn keeps_result(&self, rows: (u32, u32), column: u32) -> bool {
        let cells =
            self.look(self.before, (rows.0, column)).zip(self.look(self.after, (rows.1, column)));
        cells.is_some_and(|(old, new)| is_same_result(old, new))
    }

    /// Returns what a cell of the sheet displays.
    fn look<'c>(&self, content: &'c OfficeContent, at: (u32, u32)) -> Option<&'c CellLook> {
        let look = content.inventory.look.as_ref()?;
        look.sheets.iter().find(|sheet| sheet.name == self.sheet)?.cells.get(&at)
    }

    /// Names a cell by objective and field, or by the row that it stands in.
    fn what(&self, row: &GridRow, cell: Option<&GridCell>) -> String {
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

    /// Names the objective of a row.
    fn objective(&self, row: &GridRow) -> Option<String> {
        let label = row.cells.iter().find_map(|cell| self.labels.get(cell.text.span))?;
        Some(label.objective.to_string())
    }

    fn gone(&self, row: &GridRow) -> Reason {
        let place = self.place(row.cells.first(), None);
        let name = self.objective(row).unwrap_or_else(|| row_text(row));
        if self.is_covered(row) {
            return changed(format!("di una riga, {name}, il testo è coperto ({place})"));
        }
        changed(format!("manca una riga, {name} (era: {place})"))
    }

    /// Returns `true` if the texts of a row are still in the file, where they were, and nobody sees them.
    fn is_covered(&self, row: &GridRow) -> bool {
        // A row that is read there is another one.
        let mut grids = self.after.grids.iter().filter(|grid| sheet_name(grid) == self.sheet);
        let is_read = grids.any(|grid| grid.rows.iter().any(|read| read.index == row.index));
        if is_read || row.cells.is_empty() {
            return false;
        }
        row.cells.iter().all(|cell| {
            let look = self.look(self.after, (row.index, cell.column));
            look.is_some_and(|look| look.shown.trim() == cell.text.value.trim())
        })
    }

    fn added(&self, row: &GridRow) -> Reason {
        let place = self.place(None, row.cells.first());
        changed(format!("c'è una riga in più, {} ({place})", row_text(row)))
    }
}

fn cell(row: &GridRow, column: u32) -> Option<&GridCell> {
    row.cells.iter().find(|cell| cell.column == column)
}

fn shown(cell: Option<&GridCell>) -> &str {
    cell.map_or("", |cell| &cell.text.value)
}

/// Quotes a row on one line.
fn row_text(row: &GridRow) -> String {
    let texts: Vec<_> = row.cells.iter().map(|cell| cell.text.value.as_str()).collect();
    quote(&texts.join(" | "))
}
