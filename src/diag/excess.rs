//! Findings on files that hold more than any plan, whatever their format.

use super::{Code, Diagnostic};
use crate::source::{MOST_BYTES, SourceMap, Span};

/// Returns the finding on a file that holds more than any plan.
pub fn too_much(place: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::LimitExceeded, place, message)
        .hint("Un piano non è mai così grande: controllare che il file sia quello giusto.")
}

/// Returns the finding on a file of more than [`MOST_BYTES`], which is added to `sources` by its
/// name alone.
pub fn too_large(name: &str, sources: &mut SourceMap) -> Diagnostic {
    let file = sources.add(name, "");
    too_much(Span::new(file, 0..0), format!("Il file supera {} MB.", MOST_BYTES / 1024 / 1024))
}
