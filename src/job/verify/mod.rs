//! Compares files that came back, signed or edited, with the files that were sent.

mod cell_labels;
mod names;
mod originals;
mod remake;
mod sentences;
mod versions;

use super::Step;
use super::files::FileStore;
use crate::manifest::MadeFile;
use crate::verify::judge::{Judged, Sent, judge};
use crate::verify::{Reason, Verdict, VerificationOutcome};
pub use cell_labels::label_cells;
use names::name_reasons;
use originals::SentFiles;
pub use sentences::{CAUTION, reason_words, verdict_words};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// Growth of a returned file in bytes that is read at most, besides [`MOST_TIMES`]: signatures may
/// hold lists of revoked certificates.
const MOST_GROWTH: u64 = 64 * 1024 * 1024;
/// Growth of a returned file as a multiple of the largest one that was sent: four envelopes in
/// base64, one in the other.
const MOST_TIMES: u64 = 4;

/// Options of [`verify`].
#[derive(Clone, Debug)]
pub struct VerifyOptions<'a> {
    /// Files that the paths lead to.
    pub files: FileStore<'a>,
    /// Manifest, or the folder that holds one or more.
    pub manifest: PathBuf,
    /// Plan to make an original from that is gone; `None` for the one beside the manifest.
    pub plan: Option<PathBuf>,
    /// Layout for that; `None` for the one beside the manifest, or a shipped one.
    pub layout: Option<String>,
}

/// Receiver of what is found in a run, as soon as it is known.
pub struct VerifyListener<'a> {
    /// Takes the stage that begins.
    pub progress: &'a dyn Fn(Step),
    /// Takes a file that was judged.
    pub judged: &'a dyn Fn(&JudgedFile),
    /// Takes a sentence on a file or a manifest that cannot be read.
    pub unread: &'a dyn Fn(&str),
}

/// Verdicts on all returned files.
#[derive(Default)]
pub struct Verification {
    /// Files that were judged, in the order given.
    pub files: Vec<JudgedFile>,
    /// Number of files that could not be read.
    pub unread: usize,
    /// `true` if one of several manifests could not be read, so that its files are not recognised.
    pub misses_manifest: bool,
    /// Notes on originals that were made again, and on the sets that others vary.
    pub notes: Vec<String>,
    /// `true` if a set varies another one that is not what its manifest names, or itself.
    pub has_broken_chain: bool,
}

/// A returned file with its verdict.
pub struct JudgedFile {
    /// Path as the user typed it.
    pub name: String,
    /// Verdict and its reasons.
    pub judged: Judged,
    /// Original of the file; `None` if it is not known.
    pub sent: Option<SentFile>,
}

/// An original that a returned file was matched with.
#[derive(Clone, Debug)]
pub struct SentFile {
    /// Name of the file.
    pub name: String,
    /// Role in the act: «Allegato A».
    pub role: String,
}

impl SentFile {
    fn of(made: &MadeFile) -> Self {
        SentFile { name: made.name.as_str().to_owned(), role: made.role.clone() }
    }
}

/// Judges every file in `paths`; nothing that is wrong with one of them costs the others their
/// verdicts.
///
/// # Errors
/// The message if no manifest can be read.
pub fn verify(
    options: &VerifyOptions<'_>,
    paths: &[PathBuf],
    listener: &VerifyListener<'_>,
) -> Result<Verification, String> {
    let mut originals = SentFiles::open(options, listener.unread)?;
    let sent = originals.sent();
    let limit = most_bytes(&sent);
    let misses_manifest = originals.misses_manifest();
    let mut verification = Verification { misses_manifest, ..Verification::default() };
    for path in paths {
        let name = path.display().to_string();
        (listener.progress)(Step::Reading);
        match options.files.read(path, limit) {
            Ok(bytes) => {
                (listener.progress)(Step::Comparing);
                for mut judged in judge_safely(&bytes, &sent, &mut originals) {
                    add_name_reasons(&mut judged, path, &sent);
                    let earlier = judged.sent.and_then(|index| originals.earlier_set(index));
                    let reason = earlier.map(|set| earlier_version(set, &judged));
                    judged.outcome.reasons.extend(reason);
                    let sent = judged.sent.map(|index| SentFile::of(originals.made(index)));
                    let file = JudgedFile { name: name.clone(), judged, sent };
                    // The other files may take minutes: a verdict shows at once.
                    (listener.judged)(&file);
                    verification.files.push(file);
                }
            }
            Err(cause) => {
                (listener.unread)(&format!("«{name}» non si può leggere: {cause}."));
                verification.unread += 1;
            }
        }
    }
    verification.notes = originals.notes();
    for chain in originals.chains() {
        verification.notes.extend(chain.notes.iter().cloned());
        verification.has_broken_chain |= chain.is_broken;
    }
    Ok(verification)
}

/// Returns the reason to look at an annex of an earlier version.
fn earlier_version(manifest: &str, judged: &Judged) -> Reason {
    let is_whole = judged.outcome.verdict() == Verdict::Intact;
    let whole = if is_whole { ", integro" } else { "" };
    let text = format!(
        "è l'allegato della versione precedente («{manifest}»){whole}, e non quello che l'ha modificata"
    );
    Reason::new(Verdict::Look, text)
}

/// Adds what the name of a file says that the file is not.
fn add_name_reasons(judged: &mut Judged, path: &Path, sent: &[Sent]) {
    let Some(index) = judged.sent else { return };
    let own = path.file_name().unwrap_or_default().to_string_lossy();
    let name = judged.member.as_deref().unwrap_or(&own);
    judged.outcome.reasons.extend(name_reasons(name, sent[index].kind));
}

/// Judges a file; where the program itself fails, that is the verdict on this file alone.
fn judge_safely(bytes: &[u8], sent: &[Sent], originals: &mut SentFiles<'_>) -> Vec<Judged> {
    let judged = catch_unwind(AssertUnwindSafe(|| judge(bytes, sent, originals)));
    judged.unwrap_or_else(|_| {
        let text = "il controllo si è interrotto per un difetto del programma: va segnalato a chi lo mantiene";
        let reason = Reason::new(Verdict::Unknown, text);
        let outcome = VerificationOutcome { reasons: vec![reason], signers: Vec::new() };
        vec![Judged { outcome, ..Judged::default() }]
    })
}

/// Returns the size in bytes up to which a file can have been made from one that was sent.
fn most_bytes(sent: &[Sent]) -> u64 {
    let largest = sent.iter().map(|file| file.size).max().unwrap_or_default();
    // A manifest from outside may state any size; more than a file that was sent can have.
    largest.min(MOST_GROWTH).saturating_mul(MOST_TIMES) + MOST_GROWTH
}
