//! «Invio»: what a workbook says of itself when it comes back.

use crate::model::workbook_words::{SENT_FACTS, SENT_SHEET};
use crate::model::{FormPurpose, RecipientKind};
use crate::office::Grid;
use crate::raw::Words;
use crate::text::{fold_words, folded, folded_person};

/// Facts of a workbook that was sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SentFacts {
    /// Kind of content that it asks for.
    pub purpose: FormPurpose,
    /// Field by whose values rows were handed out.
    pub by: RecipientKind,
    /// Area or person that got it.
    pub recipient: Words,
    /// Code of the words that were sent; empty if there is none.
    pub code: String,
}

impl SentFacts {
    /// Reads the facts; `None` if the file has no sheet with them, or a part of it only.
    pub fn of(grids: &[Grid]) -> Option<Self> {
        let is_own = |grid: &&Grid| {
            let name = grid.name.as_ref().map_or("", |name| name.value.trim());
            fold_words(name) == fold_words(SENT_SHEET)
        };
        let [purpose, by, recipient, code] = SENT_FACTS;
        // A sheet that somebody renamed still has its facts.
        grids.iter().filter(is_own).chain(grids).find_map(|grid| {
            let purpose = fact(grid, purpose)?.value.trim().to_lowercase();
            let by = fact(grid, by)?.value.trim().to_lowercase();
            Some(SentFacts {
                purpose: FormPurpose::ALL.into_iter().find(|one| one.name() == purpose)?,
                by: RecipientKind::ALL.into_iter().find(|one| one.name() == by)?,
                recipient: fact(grid, recipient)?,
                code: fact(grid, code).map(|code| code.value.trim().to_owned()).unwrap_or_default(),
            })
        })
    }

    /// Returns `true` if the workbook was sent to that name.
    pub fn is_of(&self, name: &str) -> bool {
        let fold = match self.by {
            RecipientKind::Area => folded,
            RecipientKind::Manager => folded_person,
        };
        fold(&self.recipient.value) == fold(name)
    }
}

/// Returns the words beside a name.
fn fact(grid: &Grid, name: &str) -> Option<Words> {
    let row = grid.rows.iter().find(|row| {
        let first = row.cells.first();
        first.is_some_and(|cell| fold_words(&cell.text.value) == fold_words(name))
    })?;
    row.cells.get(1).map(|cell| cell.text.clone())
}
