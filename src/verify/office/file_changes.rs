//! Changes to a file besides its texts: hidden content, tracked changes, headers and footers,
//! and parts that no annex has.

use super::content::{OfficeContent, ReaderNote};
use super::row_matching::RowMaps;
use super::wording::{place, quote, reason};
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
    facts::compare(before, after, reasons);
    notes(before, after, reasons);
    authors(after, reasons);
    parts::compare(before, after, reasons);
    running(before, after, reasons);
}

/// Compares the texts of headers and footers.
fn running(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let (old, new) = (&before.inventory.running_texts, &after.inventory.running_texts);
    let mut report = |how: &str, words: &String| {
        let text = format!("la testata o il piè di pagina {how}: {}", quote(words));
        reasons.push(reason(Verdict::Look, text));
    };
    old.difference(new).for_each(|words| report("non dice più", words));
    new.difference(old).for_each(|words| report("dice altro", words));
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
    for note in after.notes.iter().filter(|note| !has_note(before, note)) {
        let verdict = match note.code {
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

fn authors(after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let names = after.inventory.authors.iter();
    let names: Vec<_> = names.map(|(name, count)| format!("{} ({count})", quote(name))).collect();
    if !names.is_empty() {
        let text = format!("revisioni non accettate, di: {}", names.join(", "));
        reasons.push(reason(Verdict::Look, text));
    }
}
