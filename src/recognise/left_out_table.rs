//! Table of other things than objectives, as a finding reports it.

use super::table_rows::texts;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::office::GridRow;
use std::ops::Range;

/// Headings that a message quotes.
const MOST_QUOTED: usize = 4;

/// Rows that are no part of the table of objectives.
pub(super) struct OtherTable {
    /// Rows of the grid.
    pub rows: Range<usize>,
    /// Index of the row that its texts are quoted from.
    pub head: usize,
    /// `true` if its head names who signs.
    pub is_signed: bool,
}

impl OtherTable {
    /// Returns the finding on a table that is left out of the grid that people call `name`.
    pub(crate) fn finding(&self, rows: &[GridRow], name: &str) -> Option<Diagnostic> {
        let place = texts(&rows[self.head]).next()?.text.span;
        let quoted: Vec<String> = texts(&rows[self.head])
            .take(MOST_QUOTED)
            .map(|cell| quote_start(&cell.text.value))
            .collect();
        let number = |at: usize| rows[at].index + 1;
        let (first, last) = (number(self.rows.start), number(self.rows.end - 1));
        let quoted = quoted.join(", ");
        let message = if first == last {
            format!("{name}: la riga {first} ({quoted}) non è un obiettivo, e non entra nel piano.")
        } else {
            format!(
                "{name}: le righe {first}-{last} ({quoted}) non sono obiettivi, e non entrano nel piano."
            )
        };
        Some(
            Diagnostic::new(Code::SheetSkipped, place, message).hint(
                "Se sono obiettivi, ripetere sopra di essi la riga con i nomi delle colonne.",
            ),
        )
    }
}
