//! A signed PDF against the original: ours with what signatures need, or something else.
//!
//! The original must be an exact prefix; what follows is taken apart byte by byte
//! (`revision`), and every object of ours that it changes is judged by the role that it
//! has in the original (`rules`). Whether signatures are valid is not judged.

mod filter;
mod object;
mod original;
mod parse;
mod reasons;
mod rejection;
mod revision;
mod rules;
mod state;
#[cfg(test)]
mod tests;
mod trailer;
mod xref;

use super::{ClaimedSigner, Reason, Verdict, VerificationOutcome};
use original::Original;
use reasons::ReasonList;
use rules::{Frozen, Judge};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The most revisions of a file.
const MOST_REVISIONS: usize = 50;
/// How many objects signers may bring.
const MOST_OBJECTS: usize = 200_000;

/// Compares a PDF that came back with the annex that was sent.
///
/// `original` are the annex's bytes as the program wrote them, `returned` those of the
/// file that came back, no longer in an envelope.
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
    let mut findings = ReasonList::default();
    let signers = judge(&ours, original.len(), returned, &mut findings);
    VerificationOutcome { reasons: findings.into_reasons(), signers }
}

/// Judges the revisions one after the other; gives the signers of the last.
fn judge(
    ours: &Original,
    length: usize,
    returned: &[u8],
    findings: &mut ReasonList,
) -> Vec<ClaimedSigner> {
    let before = ours.file(returned);
    let mut now = before.clone();
    let (mut ends, mut starts) = (vec![length], BTreeSet::new());
    let (mut section, mut packed) = (ours.section, 0);
    let (mut signers, mut frozen) = (Vec::new(), Frozen::default());
    let mut read_signers = BTreeMap::new();
    let (mut end, budget) = (length, Cell::new(MOST_OBJECTS));
    while let Some(at) = rejection::next_revision(returned, end) {
        let read = match revision::read(&now, at, &mut packed) {
            Ok(read) if ends.len() <= MOST_REVISIONS => read,
            Ok(_) => {
                findings.changed(None, "il file è stato cambiato più volte di quanto serva");
                return signers;
            }
            Err(broken) => {
                let Reason { text, page, .. } = rejection::words(ours, returned, &broken);
                findings.changed(page, text);
                return signers;
            }
        };
        trailer::judge(ours, &read.trailer, section, &read.places, &now, findings);
        now.changed.extend(read.places.iter().map(|(number, place)| (*number, place.clone())));
        starts.extend(read.starts);
        (section, end) = (read.section, read.end);
        ends.push(end);
        let mut judge = Judge {
            original: ours,
            now: &now,
            before: &before,
            fresh: &read.places,
            ends: &ends,
            budget: &budget,
            signers: &mut read_signers,
            findings,
        };
        signers = judge.judge(&mut frozen);
    }
    if rejection::hides_objects(returned, length, &starts) {
        findings.changed(None, "tra i byte aggiunti sono nascosti altri oggetti");
    }
    signers
}
