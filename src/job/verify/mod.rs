//! Compares files that came back, signed or edited, with the files that were sent.

mod cell_labels;
mod originals;
mod remake;

use super::Step;
use super::files::read_plain_file;
use crate::manifest::MadeFile;
use crate::verify::judge::{Judged, judge};
pub use cell_labels::label_cells;
use originals::SentFiles;
use std::path::PathBuf;

/// Maximum size of a returned file in bytes: signatures make an annex a little larger, and
/// everything is held in memory.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// Options of [`verify`].
#[derive(Clone, Debug)]
pub struct VerifyOptions {
    /// Manifest, or the folder that holds one or more.
    pub manifest: PathBuf,
    /// Plan to make an original from that is gone; `None` for the one beside the manifest.
    pub plan: Option<PathBuf>,
    /// Layout for that; `None` for the one beside the manifest, or a shipped one.
    pub layout: Option<String>,
}

/// Verdicts on all returned files.
#[derive(Default)]
pub struct Verification {
    /// Files that were judged, in the order given.
    pub files: Vec<JudgedFile>,
    /// `true` if any file could not be read.
    pub has_unread: bool,
    /// Notes on originals that were made again.
    pub notes: Vec<String>,
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

/// Judges every file in `paths`; `unread` takes the name of each file that cannot be read, with
/// the cause in Italian, as soon as that is known.
///
/// # Errors
/// The message if a manifest is missing or cannot be read.
pub fn verify(
    options: &VerifyOptions,
    paths: &[PathBuf],
    progress: &dyn Fn(Step),
    unread: &dyn Fn(&str, &str),
) -> Result<Verification, String> {
    let mut originals = SentFiles::open(options)?;
    let mut verification = Verification::default();
    for path in paths {
        let name = path.display().to_string();
        progress(Step::Reading);
        match read_plain_file(path, MOST_BYTES) {
            Ok(bytes) => {
                progress(Step::Comparing);
                let judged = judge(&bytes, &originals.sent(), &mut originals);
                let sent = judged.sent.map(|index| SentFile::of(originals.made(index)));
                verification.files.push(JudgedFile { name, judged, sent });
            }
            Err(cause) => {
                // The other files may take minutes: a wrong path shows at once.
                unread(&name, &cause);
                verification.has_unread = true;
            }
        }
    }
    verification.notes = originals.notes();
    Ok(verification)
}
