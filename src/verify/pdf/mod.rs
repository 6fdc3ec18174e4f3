//! A signed PDF against the original: the original with what signatures need, or something
//! else.
//!
//! The original must be an exact prefix; what follows is accounted for byte by byte
//! (`revision`), and every object of the original that it changes is judged by the role that
//! it has there (`rules`). The validity of signatures is not judged.

mod blank_drawing;
mod cursor;
mod description;
mod filter;
mod hidden_word;
mod number;
mod object;
mod object_stream;
mod original;
mod page_drawing;
mod parse;
mod placement;
mod reachability;
mod reasons;
mod rejection;
mod revision;
mod rules;
mod second_opinion;
mod state;
mod string;
#[cfg(test)]
mod tests;
mod text_string;
mod trailer;
mod xref;

pub use page_drawing::{MarkedBox, draw_page};

use super::{ClaimedSigner, Reason, Verdict, VerificationOutcome};
use original::Original;
use reachability::unreachable_object;
use reasons::ReasonList;
use rules::{RevisionView, SignatureRecord, judge_revision};
use state::{PdfObjectPlace, PdfState};
use std::cell::Cell;
use std::collections::BTreeMap;
use trailer::judge_trailer;

/// Most revisions of a file: a few for each signer, with their time stamps and the data that
/// validate them later.
const MOST_REVISIONS: usize = 50;
/// Most objects of signers that are examined, which bounds the time that a hostile file takes.
const MOST_OBJECTS: usize = 60_000;

/// Compares a PDF that came back with the annex that was sent.
///
/// `original` are the annex's bytes as the program wrote them, `returned` those of the
/// file that came back, out of its envelopes.
pub fn compare(original: &[u8], returned: &[u8]) -> VerificationOutcome {
    if original == returned {
        return VerificationOutcome::default();
    }
    let Some(ours) = Original::read(original) else {
        return rejection::only(Verdict::Unknown, "il file di partenza non è un PDF di allegati");
    };
    if !returned.starts_with(original) {
        return rejection::differing(&ours, original, returned);
    }
    let mut reasons = ReasonList::default();
    let (now, signers) = judge_revisions(&ours, original.len(), returned, &mut reasons);
    if reasons.is_empty() {
        second_opinion::judge_again(&ours, &now, original.len(), &mut reasons);
    }
    VerificationOutcome { reasons: reasons.into_reasons(), signers }
}

/// Judges the revisions one after the other; returns the state after the last, and its signers.
///
/// Each is judged, not only the last: a change that a later revision takes back was shown to
/// the signers in between.
fn judge_revisions<'a>(
    original: &'a Original,
    length: usize,
    returned: &'a [u8],
    reasons: &mut ReasonList,
) -> (PdfState<'a>, Vec<ClaimedSigner>) {
    let before = original.state(returned);
    let budget = Cell::new(MOST_OBJECTS);
    let mut history = RevisionHistory::of_original(original, before.clone(), length);
    let (mut record, mut signers) = (SignatureRecord::default(), Vec::new());
    while let Some(at) = revision::next_revision(returned, history.end()) {
        let fresh = match history.read_revision(original, at, &budget, reasons) {
            Ok(fresh) => fresh,
            Err(Reason { text, page, .. }) => {
                reasons.changed(page, text);
                return (history.now, signers);
            }
        };
        let view = RevisionView { original, now: &history.now, before: &before, budget: &budget };
        signers = judge_revision(&view, &fresh, &history.ends, &mut record, reasons);
    }
    (history.now, signers)
}

/// Sum of the original and the revisions read so far.
struct RevisionHistory<'a> {
    now: PdfState<'a>,
    /// Ends of the original and of each revision.
    ends: Vec<usize>,
    /// Offset of the last section of cross-references.
    section: usize,
    /// Bytes decoded from streams.
    unpacked: usize,
}

impl<'a> RevisionHistory<'a> {
    fn of_original(original: &Original, now: PdfState<'a>, length: usize) -> Self {
        RevisionHistory { now, ends: vec![length], section: original.section, unpacked: 0 }
    }

    /// Returns the end of the last revision.
    fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Reads the revision that begins at `at` and judges its trailer; returns the places that
    /// it changed.
    ///
    /// # Errors
    /// Returns the reason why it is no revision, or one too many.
    fn read_revision(
        &mut self,
        original: &Original,
        at: usize,
        budget: &Cell<usize>,
        reasons: &mut ReasonList,
    ) -> Result<BTreeMap<u32, PdfObjectPlace>, Reason> {
        let read = revision::read(&self.now, at, &mut self.unpacked)
            .map_err(|fault| rejection::fault_reason(original, self.now.bytes, &fault))?;
        if self.ends.len() > MOST_REVISIONS {
            let text = "il file è stato cambiato più volte di quanto serva".to_owned();
            return Err(Reason::new(Verdict::Changed, text));
        }
        judge_trailer(original, &read.trailer, self.section, &read.places, &self.now, reasons);
        let places = read.places.iter().map(|(number, place)| (*number, place.clone()));
        self.now.changed.extend(places);
        self.now.generations.extend(read.generations);
        self.now.lengths.extend(read.lengths);
        if let Some(at) = unreachable_object(&self.now, &read.contents, budget) {
            let text = format!("è stato aggiunto un oggetto a cui non porta niente (al byte {at})");
            reasons.changed(None, text);
        }
        self.section = read.section;
        self.ends.push(read.end);
        Ok(read.places)
    }
}
