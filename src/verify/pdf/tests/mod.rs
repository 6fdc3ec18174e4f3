//! Verdicts on revisions appended by hand to a small original. Files by real signers, and
//! many more attacks, are judged in `tests/giudici`.

mod attacks;
mod drawings;
mod fuzz;
mod honest;
mod language;
mod mutation;
mod packets;
mod reading;
mod sample;
mod second_opinion;
mod signatures;
mod speech;

use super::compare;
use crate::verify::{Verdict, VerificationOutcome};
use sample::*;

/// Returns the verdict, the page of the first reason, and its text.
fn said(outcome: &VerificationOutcome) -> (Verdict, Option<u32>, String) {
    let first = outcome.reasons.first();
    let text = first.map(|reason| reason.text.clone()).unwrap_or_default();
    (outcome.verdict(), first.and_then(|reason| reason.page), text)
}

fn judged(returned: &[u8]) -> (Verdict, Option<u32>, String) {
    said(&compare(&original(), returned))
}
