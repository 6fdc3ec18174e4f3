//! One file that came back: out of its envelopes, matched to what was sent by what it
//! holds, and compared with it.

use super::layers::{Peeled, peel};
use super::{ClaimedSigner, Reason, Verdict, VerificationOutcome, office, pdf};
use crate::digest::Digest;
use crate::file_kind::FileKind;
use std::rc::Rc;

/// What a file that was sent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentKind {
    /// PDF.
    Pdf,
    /// XLSX.
    Workbook,
    /// DOCX.
    Document,
}

/// A file that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent {
    /// What it is.
    pub kind: SentKind,
    /// Its size in bytes.
    pub size: u64,
    /// Of its bytes.
    pub digest: Digest,
}

/// Where the bytes of what was sent can be had.
pub trait Originals {
    /// Those of the file at `index` of the list of [`Sent`].
    ///
    /// # Errors
    /// Why they cannot be had, in Italian, without a full stop.
    fn original(&mut self, index: usize) -> Result<Rc<[u8]>, String>;
}

/// What is said of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Which of the files that were sent it is, or was made from, if that is known.
    pub sent: Option<usize>,
    /// How many envelopes it was in.
    pub envelopes: usize,
    /// Whether it is longer than the file that was sent, by what signing added.
    pub grown: bool,
    /// What was found.
    pub outcome: VerificationOutcome,
}

/// Judges a file that came back.
pub fn judge(returned: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    let peeled = match peel(returned) {
        Ok(peeled) => peeled,
        Err(reason) => return Judged { outcome: only(reason), ..Judged::default() },
    };
    let mut judged = content(peeled.content(), sent, originals);
    judged.envelopes = peeled.envelopes;
    judged.outcome = with_envelopes(peeled, judged.outcome);
    judged
}

/// The envelopes came after what is inside them.
fn with_envelopes(peeled: Peeled<'_>, mut outcome: VerificationOutcome) -> VerificationOutcome {
    outcome.signers.extend(peeled.signers);
    outcome.reasons.extend(peeled.reasons);
    outcome
}

fn content(content: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    if let Some(index) = same(content, sent) {
        return Judged { sent: Some(index), ..Judged::default() };
    }
    if let Some((index, size)) = beginning(content, sent) {
        let outcome = pdf::compare(&content[..size], content);
        return Judged { sent: Some(index), grown: true, outcome, ..Judged::default() };
    }
    match kind(content) {
        Some(kind) => nearest(content, kind, sent, originals),
        None => Judged {
            outcome: only(unknown("non è un PDF, un XLSX o un DOCX, e non è uno dei file fatti")),
            ..Judged::default()
        },
    }
}

/// The file that these bytes are.
fn same(content: &[u8], sent: &[Sent]) -> Option<usize> {
    let alike: Vec<_> = (0..sent.len()).filter(|i| sent[*i].size == content.len() as u64).collect();
    if alike.is_empty() {
        return None;
    }
    let digest = Digest::of(content);
    alike.into_iter().find(|i| sent[*i].digest == digest)
}

/// The PDF that these bytes begin with, and its size.
fn beginning(content: &[u8], sent: &[Sent]) -> Option<(usize, usize)> {
    sent.iter().enumerate().find_map(|(i, file)| {
        let size = usize::try_from(file.size).ok().filter(|size| *size < content.len())?;
        let begins = file.kind == SentKind::Pdf && Digest::of(&content[..size]) == file.digest;
        begins.then_some((i, size))
    })
}

/// What a file is by its first bytes; a package by the part that makes it what it is.
fn kind(content: &[u8]) -> Option<SentKind> {
    match FileKind::of(content) {
        FileKind::Pdf => Some(SentKind::Pdf),
        FileKind::Zip => {
            let has = |name: &[u8]| content.windows(name.len()).any(|window| window == name);
            if has(b"word/document.xml") {
                Some(SentKind::Document)
            } else if has(b"xl/workbook.xml") {
                Some(SentKind::Workbook)
            } else {
                None
            }
        }
        _ => None,
    }
}

/// Compares with every file of the same kind; the one that differs least is meant.
fn nearest(content: &[u8], kind: SentKind, sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    let mut best: Option<Judged> = None;
    let mut missing = None;
    for index in (0..sent.len()).filter(|i| sent[*i].kind == kind) {
        match originals.original(index) {
            Ok(original) => {
                let outcome = compare(kind, &original, content);
                let judged = Judged { sent: Some(index), outcome, ..Judged::default() };
                let rank =
                    |judged: &Judged| (judged.outcome.verdict(), judged.outcome.reasons.len());
                if best.as_ref().is_none_or(|best| rank(&judged) < rank(best)) {
                    best = Some(judged);
                }
            }
            Err(why) => missing = Some(why),
        }
    }
    match (best, missing) {
        // What is not ours at all was made from no file in particular.
        (Some(mut judged), _) => {
            judged.sent = judged.sent.filter(|_| judged.outcome.verdict() != Verdict::Unknown);
            judged
        }
        (None, Some(why)) => {
            let text = format!(
                "non è uguale a nessuno dei file fatti; che cosa cambia non si può dire, perché {why}"
            );
            Judged { outcome: only(unknown(&text)), ..Judged::default() }
        }
        (None, None) => Judged {
            outcome: only(unknown("il manifesto non ha file di questo formato")),
            ..Judged::default()
        },
    }
}

fn compare(kind: SentKind, original: &[u8], returned: &[u8]) -> VerificationOutcome {
    match kind {
        SentKind::Pdf => pdf::compare(original, returned),
        SentKind::Workbook | SentKind::Document => office::compare(kind, original, returned),
    }
}

fn only(reason: Reason) -> VerificationOutcome {
    VerificationOutcome { reasons: vec![reason], signers: Vec::<ClaimedSigner>::new() }
}

fn unknown(text: &str) -> Reason {
    Reason { verdict: Verdict::Unknown, text: text.to_owned(), page: None }
}
