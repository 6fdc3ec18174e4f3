//! Changes to a file besides its texts: hidden content, and parts that no annex has.

use super::content::{OfficeContent, ReaderNote};
use super::row_matching::RowMaps;
use super::wording::{place, reason};
use super::{facts, formulas, look, parts};
use crate::diag::Code;
use crate::verify::{Reason, Verdict};

/// Compares everything but the texts of tables.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    formulas::compare(before, after, rows, reasons);
    look::compare(before, after, rows, reasons);
    facts::compare(before, after, rows, reasons);
    notes(before, after, reasons);
    parts::compare(before, after, reasons);
}

/// Reports what the reader found in this file and not in the one that was sent.
fn notes(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let has_note = |content: &OfficeContent, note: &ReaderNote| {
        content.notes.iter().any(|known| (known.code, &known.text) == (note.code, &note.text))
    };
    // A sheet of ours that is hidden has been reported as one that could not be compared.
    let ours = |note: &ReaderNote| {
        let mut names = before.grids.iter().filter_map(|grid| grid.name.as_ref());
        names.any(|name| note.text.contains(&format!("«{}»", name.value)))
    };
    // Of a document, the comparison of appearances names these with their places.
    let is_document = after.inventory.appearance.is_some();
    for note in after.notes.iter().filter(|note| !has_note(before, note)) {
        let verdict = match note.code {
            Code::HiddenText | Code::TrackedChanges | Code::NotPlaced | Code::PicturesIgnored
                if is_document =>
            {
                continue;
            }
            Code::HiddenSheet if ours(note) => continue,
            Code::HiddenSheet | Code::HiddenCells | Code::HiddenText | Code::TrackedChanges => {
                Verdict::Look
            }
            Code::MacrosIgnored | Code::NotPlaced | Code::PicturesIgnored | Code::NestedTable => {
                Verdict::Changed
            }
            _ => continue,
        };
        let place = place(after, note.place);
        reasons.push(reason(verdict, format!("{} ({place})", note.text)));
    }
}
