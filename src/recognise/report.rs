//! Report of a recognition: the account for people and the findings.

use super::cell_marks::CellMarks;
use super::proposals::Proposals;
use super::recognised_table::RecognisedTable;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::raw::Words;
use crate::source::Span;
use std::collections::BTreeSet;

/// Everything that a recognition reports.
#[derive(Default)]
pub(super) struct RecognitionReport {
    /// Account of what was taken for what, in Italian, a line each.
    pub lines: Vec<String>,
    /// Tables with what their columns and rows were taken for.
    pub tables: Vec<RecognisedTable>,
    /// Findings so far.
    pub findings: Findings,
    /// Findings on what the file lacks, and another file of the plan may have.
    pub lacks: Vec<Diagnostic>,
    /// Findings on text outside tables and on grids without a head. They are reported only
    /// if some grid has a head: otherwise the missing head is the one thing to report.
    withheld: Vec<Diagnostic>,
    /// Further columns that a finding has named.
    further_columns: BTreeSet<String>,
    /// Texts that may belong to the plan.
    pub proposals: Proposals,
    /// Keys of what is said of groups that are not found.
    pub unplaced: BTreeSet<Key>,
    /// Marks in cells, reported at the end.
    pub marks: CellMarks,
    /// Formulas without a result in columns that a plan does not need.
    pub formulas: Vec<Span>,
    /// Columns of the head described last, so that the next can refer to it.
    pub last_columns: Option<String>,
    /// Order number of the last objective in this file and those before; 0 where numbers do not
    /// count.
    pub count: u32,
}

impl RecognitionReport {
    /// Begins the report of a file; `count` is the order number of the last objective in the files
    /// before.
    pub(crate) fn after(count: u32) -> Self {
        RecognitionReport { count, ..Self::default() }
    }

    /// Reports texts that do not enter the plan; `reason` says why.
    pub(crate) fn leave_out(&mut self, texts: &[Words], reason: &str) {
        self.findings.extend(left_out(texts, reason));
    }

    /// Reports texts as [`Self::leave_out`] does, if some grid turns out to have a head.
    pub(crate) fn withhold(&mut self, texts: &[Words], reason: &str) {
        self.withheld.extend(left_out(texts, reason));
    }

    /// Reports `finding` if some grid turns out to have a head.
    pub(crate) fn withhold_finding(&mut self, finding: Diagnostic) {
        self.withheld.push(finding);
    }

    /// Moves the withheld findings to the others.
    pub(crate) fn release(&mut self) {
        self.findings.extend(std::mem::take(&mut self.withheld));
    }

    /// Reports, once for each `key`, a column whose heading names no field of a plan.
    pub(crate) fn further_column(&mut self, key: &str, heading: &Words) {
        if self.further_columns.insert(key.to_owned()) {
            let message = format!("La colonna {} va sotto «altro».", quote_start(&heading.value));
            self.findings.push(Diagnostic::new(Code::ColumnAsField, heading.span, message).hint(
                format!(
                    "Se è un campo del piano, dire quale, per esempio --mappa \"risultato={}\".",
                    heading.value
                ),
            ));
        }
    }

    /// Reports, once for each `key`, a column without a heading, of which `text` is a cell.
    pub(crate) fn column_without_heading(&mut self, key: &str, text: &Words) {
        if self.further_columns.insert(key.to_owned()) {
            let message = format!("La {key} non ha un'intestazione: va sotto «altro».");
            self.findings.push(
                Diagnostic::new(Code::ColumnAsField, text.span, message)
                    .hint("Scrivere l'intestazione della colonna."),
            );
        }
    }
}

/// Returns one warning on all `texts`.
fn left_out(texts: &[Words], reason: &str) -> Option<Diagnostic> {
    /// Places that one warning points at: more are the same mistake again.
    const MOST_PLACES: usize = 20;
    // One warning with all places: a warning for each would bury the other findings.
    let (first, others) = texts.split_first()?;
    let quoted = quote_start(&first.value);
    let message = match others.len() {
        0 => format!("Il testo {quoted} non entra nel piano: {reason}."),
        1 => format!("Il testo {quoted} e un altro non entrano nel piano: {reason}."),
        n => format!("Il testo {quoted} e altri {n} non entrano nel piano: {reason}."),
    };
    let mut finding = Diagnostic::new(Code::NotPlaced, first.span, message);
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(other.span, quote_start(&other.value));
    }
    Some(finding.hint("Se serve, metterlo in una colonna della tabella con la sua intestazione."))
}
