//! What came back against what was sent.
//!
//! A validator of signatures says that *something* was signed; it does not know the
//! original. Here the original is known, and the question is whether the file that
//! came back is that original with nothing but signatures added. Certificates are
//! not judged: who the signers say they are is repeated, never vouched for.

pub mod cms;
pub mod judge;
pub mod layers;
pub mod office;
pub mod pdf;

/// What is said of one file, from the best to the worst; a file has the worst of
/// what was found in it.
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

/// Who a signature names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimedSigner {
    /// The subject of the certificate, in Italian words an office reads, as
    /// `Mario Rossi (Comune di Esempio)`; untrusted text, printable characters only.
    pub subject: String,
    /// The time that the signature itself declares, as
    /// `2026-11-24T08:00:00+01:00` (RFC 3339), if it declares one.
    pub declared: Option<String>,
}

/// One thing found, in an Italian sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What this alone would make of the file.
    pub verdict: Verdict,
    /// The sentence, without a full stop.
    pub text: String,
    /// The page it lies on, counted from 1.
    pub page: Option<u32>,
}

/// What a comparison found: the reasons in the order of the file, the signers in
/// the order of their signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerificationOutcome {
    /// What was found; empty if there is nothing to say.
    pub reasons: Vec<Reason>,
    /// Who signed.
    pub signers: Vec<ClaimedSigner>,
}

impl VerificationOutcome {
    /// The worst of the reasons; [`Verdict::Intact`] if there is none.
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.reasons.iter().map(|reason| reason.verdict);
        verdicts.max().unwrap_or(Verdict::Intact)
    }
}
