//! Judgement of one file that came back: it is taken out of its envelopes, matched by its
//! content to a file that was sent, and compared with that.

use super::layers::{Peeled, peel};
use super::office::CellLabeller;
use super::{Reason, Verdict, VerificationOutcome, office, pdf};
use crate::digest::Digest;
use crate::file_kind::FileKind;
use crate::manifest::AnnexFormat;
use std::rc::Rc;

/// File that was sent, as the manifest records it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Format of the file.
    pub kind: AnnexFormat,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

/// Source of the bytes of the files that were sent.
pub trait Originals {
    /// Returns the bytes of the file at `index` of the list of [`Sent`].
    ///
    /// # Errors
    /// Returns the cause in Italian, without a full stop.
    fn original(&mut self, index: usize) -> Result<Rc<[u8]>, String>;

    /// Returns the function that labels the cells of a workbook or document that was sent.
    fn cell_labeller(&self) -> CellLabeller;
}

/// Judgement of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Index of the file that was sent from which it was made; `None` if that is unknown.
    pub sent: Option<usize>,
    /// Number of envelopes that enclosed it.
    pub envelopes: usize,
    /// Set if it is the file that was sent with something appended.
    pub grown: bool,
    /// Outcome of the comparison.
    pub outcome: VerificationOutcome,
}

/// Judges a file that came back.
pub fn judge(returned: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    let peeled = match peel(returned) {
        Ok(peeled) => peeled,
        Err(reason) => return Judged { outcome: outcome_of(reason), ..Judged::default() },
    };
    let mut judged = judge_content(peeled.content(), sent, originals);
    judged.envelopes = peeled.envelopes;
    judged.outcome = with_envelopes(peeled, judged.outcome);
    judged
}

/// Appends what the envelopes showed, as they were signed after the file inside them.
fn with_envelopes(peeled: Peeled<'_>, mut outcome: VerificationOutcome) -> VerificationOutcome {
    outcome.signers.extend(peeled.signers);
    outcome.reasons.extend(peeled.reasons);
    outcome
}

/// Judges a file that is out of its envelopes.
fn judge_content(content: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    // Cheapest and surest first: equal bytes need neither the originals nor a parser.
    if let Some(index) = identical_file(content, sent) {
        return Judged { sent: Some(index), ..Judged::default() };
    }
    if let Some((index, size)) = pdf_prefix(content, sent) {
        // The prefix has the recorded digest, so it is the original: its file need not be at hand.
        let outcome = pdf::compare(&content[..size], content);
        return Judged { sent: Some(index), grown: true, outcome, ..Judged::default() };
    }
    match kind(content) {
        Some(kind) => compare_with_nearest(content, kind, sent, originals),
        None => Judged {
            outcome: outcome_of(unknown_file(
                "non è un PDF, un XLSX o un DOCX, e non è uno dei file fatti",
            )),
            ..Judged::default()
        },
    }
}

/// Finds the file that was sent with exactly these bytes.
fn identical_file(content: &[u8], sent: &[Sent]) -> Option<usize> {
    let mut candidates =
        (0..sent.len()).filter(|i| sent[*i].size == content.len() as u64).peekable();
    // A file of another size need not be hashed.
    candidates.peek()?;
    let digest = Digest::of(content);
    candidates.find(|i| sent[*i].digest == digest)
}

/// Finds the PDF that was sent with which these bytes begin, and its size.
fn pdf_prefix(content: &[u8], sent: &[Sent]) -> Option<(usize, usize)> {
    sent.iter().enumerate().find_map(|(i, file)| {
        let size = usize::try_from(file.size).ok().filter(|size| *size < content.len())?;
        // Signatures are appended to a PDF (ISO 32000-1, 7.5.6), so its bytes stay in front.
        let is_prefix =
            file.kind == AnnexFormat::Pdf && Digest::of(&content[..size]) == file.digest;
        is_prefix.then_some((i, size))
    })
}

/// Recognises the kind of a file by its first bytes, and of a package by its main part.
fn kind(content: &[u8]) -> Option<AnnexFormat> {
    match FileKind::of(content) {
        FileKind::Pdf => Some(AnnexFormat::Pdf),
        FileKind::Zip => {
            // Names of parts stand uncompressed in a ZIP archive, so no directory has to be read.
            let has = |name: &[u8]| content.windows(name.len()).any(|window| window == name);
            if has(b"word/document.xml") {
                Some(AnnexFormat::Docx)
            } else if has(b"xl/workbook.xml") {
                Some(AnnexFormat::Xlsx)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Compares with every file of the same kind that was sent, and keeps the comparison with the
/// one that differs least.
fn compare_with_nearest(
    content: &[u8],
    kind: AnnexFormat,
    sent: &[Sent],
    originals: &mut dyn Originals,
) -> Judged {
    // The verdict before the count: one change weighs more than many remarks.
    let rank = |judged: &Judged| (judged.outcome.verdict(), judged.outcome.reasons.len());
    let mut best: Option<Judged> = None;
    let mut missing = None;
    for index in (0..sent.len()).filter(|i| sent[*i].kind == kind) {
        match originals.original(index) {
            Ok(original) => {
                let outcome = compare(kind, &original, content, originals.cell_labeller());
                let judged = Judged { sent: Some(index), outcome, ..Judged::default() };
                if best.as_ref().is_none_or(|best| rank(&judged) < rank(best)) {
                    best = Some(judged);
                }
            }
            Err(cause) => missing = Some(cause),
        }
    }
    match (best, missing) {
        // A file that was made from none of ours resembles all of them equally little.
        (Some(mut judged), _) => {
            judged.sent = judged.sent.filter(|_| judged.outcome.verdict() != Verdict::Unknown);
            judged
        }
        (None, Some(cause)) => {
            let text = format!(
                "non è uguale a nessuno dei file fatti; che cosa cambia non si può dire, perché {cause}"
            );
            Judged { outcome: outcome_of(unknown_file(&text)), ..Judged::default() }
        }
        (None, None) => Judged {
            outcome: outcome_of(unknown_file("il manifesto non ha file di questo formato")),
            ..Judged::default()
        },
    }
}

fn compare(
    kind: AnnexFormat,
    original: &[u8],
    returned: &[u8],
    label: CellLabeller,
) -> VerificationOutcome {
    match kind {
        AnnexFormat::Pdf => pdf::compare(original, returned),
        AnnexFormat::Xlsx | AnnexFormat::Docx => office::compare(kind, original, returned, label),
    }
}

fn outcome_of(reason: Reason) -> VerificationOutcome {
    VerificationOutcome { reasons: vec![reason], signers: Vec::new() }
}

fn unknown_file(text: &str) -> Reason {
    Reason { verdict: Verdict::Unknown, text: text.to_owned(), page: None }
}
