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

    /// Returns a text that stands for the name and the bytes of a file, and of no other.
    pub fn identity(&self) -> String {
        let bytes = self.bytes.as_deref().unwrap_or_default();
        format!("{}:{}", Digest::of(bytes).hex(), self.label)
    }

    /// Opens the file; every finding goes into the report.
    pub(super) fn open(self, report: &mut JobReport) -> OpenedFile {
        let JobReport { sources, findings, .. } = report;
        let PlanInput { label, file_name, format, bytes } = self;
        let start = sources.next_start();
        let (file, content) = match bytes {
            Ok(bytes) => {
                let file = PlanFile::new(file_name, &bytes);
                (file, open(&label, bytes, format, sources, findings))
            }
            Err(cause) => {
                // A finding needs a source to point into, be it an empty one.
                let place = Span::new(sources.add(label.clone(), ""), 0..0);
                let message = format!("Il piano «{label}» non si può leggere: {cause}.");
                findings.push(Diagnostic::new(Code::Unreadable, place, message).hint(
                    "Controllare il nome e la cartella; il nome si può anche trascinare nella finestra dal gestore dei file.",
                ));
                (PlanFile::new(file_name, &[]), None)
            }
        };
        OpenedFile { label, start, file, content }
    }
}

/// Opens the files of one plan, in their order.
pub(super) fn open_all(inputs: Vec<PlanInput>) -> (JobReport, Vec<OpenedFile>) {
    let mut report = JobReport::default();
    let mut files: Vec<OpenedFile> = Vec::new();
    for input in inputs {
        let mut opened = input.open(&mut report);
        let is_twin = |file: &&OpenedFile| file.file.digest == opened.file.digest;
        if let Some(first) = files.iter().find(is_twin).filter(|_| opened.content.is_some()) {
            report.findings.push(repeated_file(first, &opened));
            // Its objectives once more would bury this finding under others.
            opened.content = None;
        }
        files.push(opened);
    }
    (report, files)
}

fn repeated_file(first: &OpenedFile, again: &OpenedFile) -> Diagnostic {
    let message = if first.label == again.label {
        format!("«{}» è indicato due volte.", again.label)
    } else {
        format!("«{}» ha lo stesso contenuto di «{}».", again.label, first.label)
    };
    Diagnostic::new(Code::RepeatedFile, again.start, message)
        .hint("Toglierlo dal comando, o indicare al suo posto il file giusto.")
}

/// File of a plan that was opened.
pub(super) struct OpenedFile {
    /// Name in findings.
    pub(super) label: String,
    /// Beginning of the file.
    pub(super) start: Span,
    /// Identity of the file.
    pub(super) file: PlanFile,
    /// Raw plan or tables; `None`, with a finding, if it cannot be read.
    pub(super) content: Option<Opened>,
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
}

/// Returns the name of a plan's file without its extension; «piano» for standard input, and for
/// a plan of several files, which the name of none describes.
pub(super) fn stem(files: &[PlanFile]) -> String {
    let name = match files {
        [only] => only.name.as_ref(),
        _ => None,
    };
    let stem = name.and_then(|name| Path::new(name).file_stem());
    stem.map_or_else(|| "piano".to_owned(), |stem| stem.to_string_lossy().into_owned())
}
