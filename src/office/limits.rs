//! Limits of what a table may hold: far above any plan, and low enough to be reached quickly.

use crate::diag::{Diagnostic, too_much};
use crate::source::Span;

/// Most cells with content: five times a plan of 10,000 objectives with ten columns.
pub(crate) const MOST_CELLS: usize = 500_000;
/// Most columns up to the last one with content: each field of a plan takes one, and each year
/// of a field.
const MOST_COLUMNS: u32 = 1_000;
/// Most bytes of text in all cells: half of the largest file that is read.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// Counts of what has been read so far.
#[derive(Default)]
pub(super) struct TableLimits {
    cells: usize,
    text: usize,
}

impl TableLimits {
    /// Counts a cell.
    ///
    /// # Errors
    /// Finding at `place` if the table holds too much.
    pub(crate) fn cell(
        &mut self,
        column: u32,
        text: &str,
        place: Span,
    ) -> Result<(), Box<Diagnostic>> {
        self.cells += 1;
        self.text = self.text.saturating_add(text.len());
        let message = if column >= MOST_COLUMNS {
            format!("La tabella ha più di {MOST_COLUMNS} colonne.")
        } else if self.cells > MOST_CELLS {
            format!("La tabella ha più di {MOST_CELLS} celle.")
        } else if self.text > MOST_TEXT {
            format!("I testi della tabella superano {} MB.", MOST_TEXT / 1024 / 1024)
        } else {
            return Ok(());
        };
        // Boxed, as a finding is much larger than the result that every cell returns.
        Err(Box::new(too_much(place, message)))
    }
}

/// Returns the finding on a package whose parts, decompressed, hold more than any plan.
pub(crate) fn package_too_large(place: Span) -> Diagnostic {
    too_much(place, "Il file, decompresso, è troppo grande o troppo complesso.")
}
