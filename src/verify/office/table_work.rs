//! Changes of a table that are reported together: results of formulas, and cells to be filled in.

use super::wording::{cell_list, change, reason};
use crate::italian::plural::{enumeration, noun};
use crate::office::NO_RESULT;
use crate::source::column_letters;
use crate::verify::{Reason, Verdict};
use std::collections::BTreeSet;

/// Changes of a table that are not reported cell by cell.
#[derive(Default)]
pub(super) struct TableWork {
    pub results: ChangedResults,
    pub filled: FilledCells,
}

/// Blank cells of «Valutazione» that somebody filled in.
#[derive(Default)]
pub(super) struct FilledCells {
    /// Cells by row and column, with what each is filled with, in words.
    cells: Vec<((u32, u32), String)>,
}

impl FilledCells {
    pub(crate) fn add(&mut self, cell: (u32, u32), words: String) {
        self.cells.push((cell, words));
    }

    /// Reports few cells one by one, and more of them together: filled in is what they are there for.
    pub(crate) fn report(self, sheet: &str, reasons: &mut Vec<Reason>) {
        /// Most cells that are named one by one.
        const NAMED: usize = 3;
        if self.cells.len() <= NAMED {
            let words = self.cells.into_iter().map(|(_, words)| reason(Verdict::Look, words));
            return reasons.extend(words);
        }
        let cells: Vec<_> = self.cells.iter().map(|(cell, _)| *cell).collect();
        let columns: BTreeSet<u32> = cells.iter().map(|(_, column)| *column).collect();
        let columns: Vec<_> = columns.into_iter().map(column_letters).collect();
        let text = format!(
            "foglio «{sheet}»: compilate {} celle che erano vuote, {} {} ({})",
            cells.len(),
            noun(columns.len(), "colonna", "colonne"),
            enumeration(&columns),
            cell_list(&cells)
        );
        reasons.push(reason(Verdict::Look, text));
    }
}

/// Changed results of unchanged formulas: they follow from another change, or a program that
/// does not calculate saved the file.
#[derive(Default)]
pub(super) struct ChangedResults {
    /// Number of results that differ.
    other: usize,
    /// First of them.
    first: Option<String>,
    /// Number of results that are missing.
    missing: usize,
}

impl ChangedResults {
    pub(crate) fn add(&mut self, was: &str, is: &str, cell: String) {
        if is == NO_RESULT {
            self.missing += 1;
        } else {
            self.other += 1;
            self.first.get_or_insert_with(|| format!("{cell}: {}", change(was, is)));
        }
    }

    /// Reports the changed results of a sheet.
    ///
    /// Results follow from other changes; a result that differs without any was altered by hand,
    /// and counts as a change of its own.
    pub(crate) fn reasons(self, sheet: &str, is_explained: bool) -> Vec<Reason> {
        let verdict = if is_explained { Verdict::Look } else { Verdict::Changed };
        let other = self.first.map(|first| match self.other {
            1 => format!("foglio «{sheet}»: il risultato di una formula è un altro ({first})"),
            n => format!("foglio «{sheet}»: i risultati di {n} formule sono altri ({first}; …)"),
        });
        let missing = (self.missing > 0).then(|| {
            format!("foglio «{sheet}»: le formule sono senza risultato ({}): il file è stato salvato da un programma che non calcola", self.missing)
        });
        let other = other.map(|text| reason(verdict, text));
        other.into_iter().chain(missing.map(|text| reason(Verdict::Look, text))).collect()
    }
}
