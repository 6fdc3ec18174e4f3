//! Judgement of one file that came back: it is taken out of its envelopes, matched by its
//! content to a file that was sent, and compared with that.

use super::archive::Archive;
use super::foreign::explained;
use super::layers::peel;
use super::office::CellLabeller;
use super::{Reason, Verdict, VerificationOutcome, office, pdf};
use crate::digest::Digest;
use crate::file_kind::FileKind;
use crate::manifest::AnnexFormat;
use memchr::memmem;
use std::collections::{BTreeMap, BTreeSet};
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
    /// Set for a file of a set that the user means; one of another may have come back as it is, but none is
    /// held against it.
    pub is_named: bool,
}

/// Source of the bytes of the files that were sent.
pub trait Originals {
    /// Returns the bytes of the file at `index` of the list of [`Sent`].
    ///
    /// # Errors
    /// Returns the cause in Italian, without a full stop.
    fn original(&mut self, index: usize) -> Result<Rc<[u8]>, String>;

    /// Returns `true` for the bytes of the manifest that describes the files, or of one of several.
    fn is_manifest(&self, bytes: &[u8]) -> bool;

    /// Returns the function that labels the cells of a workbook or document that was sent.
    fn cell_labeller(&self) -> CellLabeller;
}

/// Judgement of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// Name in the archive that holds it; `None` if it is in none.
    pub member: Option<String>,
    /// Index of the file that was sent from which it was made; `None` if that is unknown.
    pub sent: Option<usize>,
    /// Number of envelopes with signatures that enclosed it.
    pub envelopes: usize,
    /// Number of envelopes with a time stamp that enclosed it.
    pub stamps: usize,
    /// Set if it is the file that was sent with something appended.
    pub grown: bool,
    /// Outcome of the comparison.
    pub outcome: VerificationOutcome,
    /// Bytes of the PDF on whose pages reasons mark places; `None` if none does.
    pub marked_pdf: Option<Vec<u8>>,
}

/// Judges a file that came back; the files of an archive one by one, in its order.
pub fn judge(returned: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Vec<Judged> {
    judge_enclosed(returned, sent, originals, true)
}

/// Judges a file, or if `opens_archives` the files of an archive, taken out of envelopes.
fn judge_enclosed(
    returned: &[u8],
    sent: &[Sent],
    originals: &mut dyn Originals,
    opens_archives: bool,
) -> Vec<Judged> {
    let peeled = match peel(returned) {
        Ok(peeled) => peeled,
        Err(reason) => return vec![Judged { outcome: outcome_of(reason), ..Judged::default() }],
    };
    let is_archive = opens_archives && !is_open_document(peeled.content());
    let archive = if is_archive { Archive::open(peeled.content()) } else { None };
    let mut all = match archive {
        None => vec![judge_content(peeled.content(), sent, originals)],
        Some(Err(reason)) => vec![Judged { outcome: outcome_of(reason), ..Judged::default() }],
        Some(Ok(archive)) => judge_members(archive, sent, originals),
    };
    for judged in &mut all {
        judged.envelopes += peeled.envelopes;
        judged.stamps += peeled.stamps;
        judged.outcome.signers.extend(peeled.signers.iter().cloned());
        judged.outcome.reasons.extend(peeled.reasons.iter().cloned());
    }
    all
}

/// Judges the files of an archive.
fn judge_members(
    mut archive: Archive<'_>,
    sent: &[Sent],
    originals: &mut dyn Originals,
) -> Vec<Judged> {
    let records = archive.records();
    let mut all = Vec::new();
    for (position, name) in archive.names().into_iter().enumerate() {
        let content = archive.file(position);
        // A folder of annexes holds its manifest, which nobody signs.
        if content.as_ref().is_ok_and(|bytes| originals.is_manifest(bytes)) {
            continue;
        }
        let own = records.of(&name, content.as_deref().ok());
        let judged = match content {
            Ok(bytes) => judge_enclosed(&bytes, sent, originals, false),
            Err(reason) => vec![Judged { outcome: outcome_of(reason), ..Judged::default() }],
        };
        all.extend(judged.into_iter().map(|mut judged| {
            judged.member = Some(name.clone());
            judged.stamps += own.stamps;
            judged.outcome.signers.extend(own.signers.iter().cloned());
            judged.outcome.reasons.extend(own.reasons.iter().cloned());
            judged.outcome.reasons.extend(records.reasons.iter().cloned());
            judged
        }));
    }
    all
}

/// Judges a file that is out of its envelopes.
fn judge_content(content: &[u8], sent: &[Sent], originals: &mut dyn Originals) -> Judged {
    // Cheapest and surest first: equal bytes need neither the originals nor a parser.
    let beginnings = beginnings(content, sent);
    let begins = |file: &Sent| beginnings.get(&file.size) == Some(&file.digest);
    let size = content.len() as u64;
    if let Some(index) = sent.iter().position(|file| file.size == size && begins(file)) {
        return Judged { sent: Some(index), ..Judged::default() };
    }
    // Signatures are appended to a PDF (ISO 32000-1, 7.5.6), so its bytes stay in front.
    let is_grown = |file: &Sent| file.kind == AnnexFormat::Pdf && begins(file);
    if let Some(index) = sent.iter().position(is_grown) {
        // The prefix has the recorded digest, so it is the original: its file need not be at hand.
        let original = usize::try_from(sent[index].size).map_or(content, |size| &content[..size]);
        let outcome = pdf::compare(original, content);
        let has_marks = outcome.reasons.iter().any(|reason| reason.mark.is_some());
        let marked_pdf = has_marks.then(|| content.to_owned());
        return Judged { sent: Some(index), grown: true, outcome, marked_pdf, ..Judged::default() };
    }
    match kind(content) {
        Some(kind) => compare_with_nearest(content, kind, sent, originals),
        None => Judged { outcome: outcome_of(explained(content)), ..Judged::default() },
    }
}

/// Returns the digests of the beginnings of `content` that are as long as a file that was sent,
/// by their lengths.
fn beginnings(content: &[u8], sent: &[Sent]) -> BTreeMap<u64, Digest> {
    let size = content.len() as u64;
    let may_begin = |file: &&Sent| file.size == size || file.kind == AnnexFormat::Pdf;
    let sizes: BTreeSet<_> = sent.iter().filter(may_begin).map(|file| file.size).collect();
    Digest::of_beginnings(content, &sizes)
}

/// Recognises the kind of a file by its first bytes, and of a package by its main part.
fn kind(content: &[u8]) -> Option<AnnexFormat> {
    match FileKind::of(content) {
        FileKind::Pdf => Some(AnnexFormat::Pdf),
        FileKind::Zip => {
            // Names of parts stand uncompressed in a ZIP archive, so no directory has to be read.
            let has = |name: &[u8]| memmem::find(content, name).is_some();
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

/// Returns `true` for a file of LibreOffice, by the kind that its first part states (ODF 1.3, part 2, 3.3).
fn is_open_document(content: &[u8]) -> bool {
    /// Byte at which the name of the first part begins (APPNOTE.TXT, 4.3.7).
    const FIRST_NAME: usize = 30;
    let start = content.get(FIRST_NAME..).unwrap_or_default();
    start.starts_with(b"mimetypeapplication/vnd.oasis.opendocument.")
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
    for index in (0..sent.len()).filter(|i| sent[*i].kind == kind && sent[*i].is_named) {
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
    Reason::new(Verdict::Unknown, text)
}
