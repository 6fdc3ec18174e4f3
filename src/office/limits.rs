//! How much a table may hold: far more than an office's, little enough to say so at once.

use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The most cells with something in them.
pub(crate) const MOST_CELLS: usize = 500_000;
/// The most columns up to the last one with something in it.
const MOST_COLUMNS: u32 = 1_000;
/// The most bytes of text in all cells.
const MOST_TEXT: usize = 64 * 1024 * 1024;

/// What has been read so far.
#[derive(Default)]
pub(super) struct Limits {
    cells: usize,
    text: usize,
}

impl Limits {
    /// Counts a cell.
    ///
    /// # Errors
    /// A finding at its place where the table holds too much.
    pub fn cell(&mut self, column: u32, text: &str, place: Span) -> Result<(), Box<Diagnostic>> {
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
        Err(Box::new(
            Diagnostic::new(Code::LimitExceeded, place, message)
                .hint("Un piano non è mai così grande: controllare che il file sia quello giusto."),
        ))
    }
}
