//! Comparison of files that came back with the annexes that were sent.
//!
//! A validator of signatures shows that *something* was signed; it does not know the
//! original. Here the original is known, and the question is whether the file that
//! came back is that original with nothing but signatures added. Certificates are
//! not judged: names of signers are repeated, never vouched for.

mod archive;
mod ber;
pub mod cms;
mod foreign;
pub mod judge;
pub mod layers;
pub mod office;
pub mod pdf;

use pdf::MarkedBox;

/// Verdict on one file, from the best to the worst; a file gets the worst of its reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// *Intatto*: the bytes are ours, or ours with what a signature needs.
    Intact,
    /// *Da guardare*: ours, with something that only a person can judge.
    Look,
    /// *Modificato*: made from ours, and different.
    Changed,
    /// *Non riconosciuto*: nothing shows that it was made from ours.
    Unknown,
}

/// Signer as the signature itself names them; nothing of it is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedSigner {
    /// Subject of the certificate, as in `Mario Rossi (Comune di Esempio)`; untrusted text,
    /// printable characters only.
    pub subject: String,
    /// Time that the signature declares, as in `2026-11-24T08:00:00+01:00` (RFC 3339); `None`
    /// if it declares none.
    pub declared: Option<String>,
}

/// Reason for a verdict, in an Italian sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Verdict that this reason alone would give.
    pub verdict: Verdict,
    /// Sentence without a full stop.
    pub text: String,
    /// Page that it concerns, counted from 1; `None` if it concerns no single page.
    pub page: Option<u32>,
    /// Place on that page; `None` if it concerns no single place.
    pub mark: Option<MarkedBox>,
}

impl Reason {
    /// Creates a reason that concerns no single page.
    pub fn new(verdict: Verdict, text: impl Into<String>) -> Self {
        Reason { verdict, text: text.into(), page: None, mark: None }
    }
}

/// Outcome of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerificationOutcome {
    /// Reasons in the order of the file; empty if it is intact.
    pub reasons: Vec<Reason>,
    /// Signers in the order of their signatures.
    pub signers: Vec<ClaimedSigner>,
}

impl VerificationOutcome {
    /// Returns the worst verdict of the reasons; [`Verdict::Intact`] if there is none.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.reasons.iter().map(|reason| reason.verdict);
        verdicts.max().unwrap_or(Verdict::Intact)
    }
}
