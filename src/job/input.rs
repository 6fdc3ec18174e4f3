//! The plan's file as a caller hands it over, and its identity for the manifest.

use super::open::{Opened, PlanFormat, open};
use super::report::JobReport;
use crate::diag::{Code, Diagnostic};
use crate::digest::Digest;
use crate::source::Span;
use std::path::Path;

/// A plan's file, read but not yet understood.
#[derive(Clone, Debug)]
pub struct PlanInput {
    /// Name in findings: the path as the user typed it.
    pub label: String,
    /// Name without folder; `None` for standard input.
    pub file_name: Option<String>,
    /// Format that the name stands for.
    pub format: PlanFormat,
    /// All bytes, or the Italian cause why there are none.
    pub bytes: Result<Vec<u8>, String>,
}

impl PlanInput {
    /// Returns the input for the file at `path`.
    pub fn of_file(path: &Path, bytes: Result<Vec<u8>, String>) -> Self {
        PlanInput {
            label: path.display().to_string(),
            file_name: path.file_name().map(|name| name.to_string_lossy().into_owned()),
            format: PlanFormat::of(path),
            bytes,
        }
    }

    /// Returns the input for a plan in YAML that came through standard input.
    pub fn of_standard_input(bytes: Result<Vec<u8>, String>) -> Self {
        let label = "standard input".to_owned();
        PlanInput { label, file_name: None, format: PlanFormat::YAML, bytes }
    }

    /// Opens the file; every finding goes into the report.
    ///
    /// Returns no plan if the file cannot be read in its format.
    pub(super) fn open(self) -> (JobReport, Option<OpenedPlan>) {
        let mut report = JobReport::default();
        let JobReport { sources, findings, .. } = &mut report;
        let PlanInput { label, file_name, format, bytes } = self;
        let opened = match bytes {
            Ok(bytes) => {
                let file = PlanFile::new(file_name, &bytes);
                let content = open(&label, bytes, format, sources, findings);
                content.map(|content| OpenedPlan { content, file })
            }
            Err(cause) => {
                // A finding needs a source to point into, be it an empty one.
                let place = Span::new(sources.add(label.clone(), ""), 0..0);
                let message = format!("Il piano «{label}» non si può leggere: {cause}.");
                findings.push(Diagnostic::new(Code::Unreadable, place, message).hint(
                    "Controllare il nome e la cartella; il nome si può anche trascinare nella finestra dal gestore dei file.",
                ));
                None
            }
        };
        (report, opened)
    }
}

/// A plan's file whose format was understood.
pub(super) struct OpenedPlan {
    /// Raw plan or tables.
    pub(super) content: Opened,
    /// Identity of the file.
    pub(super) file: PlanFile,
}

/// Identity of a plan's file.
#[derive(Clone, Debug)]
pub struct PlanFile {
    /// Name without folder; `None` for standard input.
    pub name: Option<String>,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the file.
    pub digest: Digest,
}

impl PlanFile {
    fn new(name: Option<String>, bytes: &[u8]) -> Self {
        PlanFile { name, size: bytes.len() as u64, digest: Digest::of(bytes) }
    }

    /// Returns the name without its extension, «piano» for standard input.
    pub(super) fn stem(&self) -> String {
        let stem = self.name.as_ref().and_then(|name| Path::new(name).file_stem());
        stem.map_or_else(|| "piano".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }
}
