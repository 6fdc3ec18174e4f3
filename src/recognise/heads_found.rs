//! Heads of a file's tables, for the findings on headings that are missing.

use super::grid_report::first_place;
use super::headed_columns::HeadedColumns;
use super::recognised_table::{RecognisedColumn, RecognisedHead, RecognisedTable};
use super::report::RecognitionReport;
use super::table_head::{HeadCell, TableHead};
use super::vocabulary::ColumnRole;
use super::word_forms::letters;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::{Heading, Key};
use crate::office::Grid;
use crate::raw::Words;
use crate::source::Span;
use std::collections::BTreeSet;

/// Headings kept for messages: a list of more helps no one.
const MOST_HEADINGS: usize = 500;
/// Headings that a message quotes.
const MOST_QUOTED: usize = 40;

/// Heads found so far.
#[derive(Default)]
pub(super) struct HeadsFound {
    /// Number of heads.
    pub count: usize,
    /// Place of a heading of weights that states points: our own layouts print «PESO (PUNTI)».
    pub in_points: Option<Span>,
    /// Place of a heading of weights that states no points.
    pub in_no_points: Option<Span>,
    /// Headings of all heads.
    headings: Vec<Words>,
    /// Row most like a head in grids that have none.
    closest: Option<ClosestRow>,
}

/// Row that may be a head.
struct ClosestRow {
    /// Number of fields that it names.
    fields: usize,
    cells: Vec<HeadCell>,
    /// Name of its grid for people.
    grid: String,
    /// Number of the row, from 1.
    row: usize,
}

impl HeadsFound {
    /// Adds a head by its columns.
    pub(crate) fn add(&mut self, columns: &HeadedColumns) {
        self.count += 1;
        let room = MOST_HEADINGS.saturating_sub(self.headings.len());
        self.headings.extend(columns.iter().map(|column| column.heading.clone()).take(room));
        // Elsewhere points are those of an evaluation.
        let weight = columns.heading(&ColumnRole::Key(Key::Weight));
        let Some(weight) = weight else { return };
        let words = letters(&weight.value);
        if words.contains("punti") || words.contains("punteggio") {
            self.in_points.get_or_insert(weight.span);
        } else {
            self.in_no_points.get_or_insert(weight.span);
        }
    }

    /// Returns `true` if heads before have all headings of this one.
    pub(crate) fn have_all_of(&self, head: &TableHead) -> bool {
        let known: BTreeSet<String> = self.headings.iter().map(|w| letters(&w.value)).collect();
        head.cells.iter().all(|cell| known.contains(&letters(&cell.text.value)))
    }

    /// Keeps the cells of a row if it is more like a head than the rows before.
    pub(crate) fn compare(&mut self, head: TableHead, grid: &str, row: usize) {
        let fields = head.roles().len();
        // Of equals the first stays: heads stand near the top.
        if self.closest.as_ref().is_none_or(|closest| fields > closest.fields) {
            self.closest =
                Some(ClosestRow { fields, cells: head.cells, grid: grid.to_owned(), row });
        }
    }

    /// Returns the row most like a head as one, in a file that has no head.
    pub(crate) fn closest_table(&self) -> Option<RecognisedTable> {
        let closest = self.closest.as_ref().filter(|_| self.count == 0)?;
        let columns = closest.cells.iter().map(|cell| RecognisedColumn {
            heading: cell.text.value.clone(),
            field: cell.meaning.as_ref().map(|(role, _)| role.option_name()).unwrap_or_default(),
        });
        let head = RecognisedHead { row: closest.row, columns: columns.collect() };
        Some(RecognisedTable {
            name: closest.grid.clone(),
            heads: vec![head],
            ..RecognisedTable::default()
        })
    }

    /// Reports the headings of `map` that no table has.
    pub(crate) fn report_missing(
        &self,
        map: &[Heading],
        grids: &[Grid],
        start: Span,
        report: &mut RecognitionReport,
    ) {
        // The heading exists nowhere, so the message points at the place where people begin to
        // look.
        let place = grids.iter().find_map(first_place).unwrap_or(start);
        let known: BTreeSet<String> = self.headings.iter().map(|w| letters(&w.value)).collect();
        for Heading { field, words } in map.iter().filter(|h| !known.contains(&letters(&h.words))) {
            let message = format!(
                "Nessuna tabella ha l'intestazione {} (--mappa \"{field}=…\").",
                quote_start(words)
            );
            let finding = Diagnostic::new(Code::NoHead, place, message).hint(self.list());
            report.lacks.push(finding);
        }
    }

    fn list(&self) -> String {
        let closest = self.closest.iter().flat_map(|closest| closest.cells.iter().map(|c| &c.text));
        let mut quoted: Vec<String> = Vec::new();
        for heading in self.headings.iter().chain(closest) {
            let words = quote_start(&heading.value);
            if !quoted.contains(&words) && quoted.len() < MOST_QUOTED {
                quoted.push(words);
            }
        }
        if quoted.is_empty() {
            "Nel file non si trovano intestazioni.".to_owned()
        } else {
            format!("Le intestazioni trovate sono: {}.", quoted.join(", "))
        }
    }

    /// Returns the finding of a file without objectives, which begins at `start`.
    pub(crate) fn no_objectives(&self, start: Span) -> Diagnostic {
        if self.count > 0 {
            let place = self.headings.first().map_or(start, |heading| heading.span);
            let message = "Sotto la riga di testata non c'è nessun obiettivo.";
            return Diagnostic::new(Code::NoObjectives, place, message)
                .hint("Scrivere gli obiettivi sotto la testata, uno per riga.");
        }
        let hint = "Ci vuole una riga con i nomi delle colonne, fra cui la descrizione dell'obiettivo e almeno un altro campo: Servizio, Tipologia, Descrizione obiettivo, Risultato atteso, Indicatore, Peso.";
        let cells = self.closest.as_ref().map(|closest| closest.cells.as_slice());
        let place = cells.and_then(|cells| cells.first()).map_or(start, |cell| cell.text.span);
        let finding =
            Diagnostic::new(Code::NoHead, place, "Nel file non si trova una tabella di obiettivi.")
                .hint(hint);
        let Some(cells) = cells else { return finding };
        let quoted = cells.iter().take(MOST_QUOTED).map(|cell| quote_start(&cell.text.value));
        let quoted: Vec<_> = quoted.collect();
        finding.at("la riga che più le somiglia").hint(format!(
            "Questa riga ha {}. Se una è la descrizione: --mappa \"descrizione=…\" con la sua intestazione.",
            quoted.join(", ")
        ))
    }
}
