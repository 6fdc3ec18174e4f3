//! Values as cells display them.

use crate::office::CellKind;
use crate::office::package::PackageError;

/// Text that a cell displays, and the kind of the value behind it.
pub(crate) type DisplayedValue = (String, CellKind);

/// Text of a cell whose formula has no result in the file.
pub const NO_RESULT: &str = "formula senza risultato";

/// Adds to the text of a cell.
///
/// # Errors
/// [`PackageError::TooLarge`] if the text exceeds every limit of spreadsheet programs.
pub(crate) fn append(text: &mut String, more: &str) -> Result<(), PackageError> {
    /// Longest text of a cell, in bytes; programs accept at most 32,767 characters.
    const LONGEST: usize = 1024 * 1024;
    text.push_str(more);
    if text.len() > LONGEST { Err(PackageError::TooLarge) } else { Ok(()) }
}

/// Spells an error value as Italian programs do; an unknown one stays as it is.
pub(crate) fn error_text(text: &str) -> &str {
    match text {
        "#N/A" => "#N/D",
        "#NAME?" => "#NOME?",
        "#NULL!" => "#NULLO!",
        // Listed although both languages spell it alike, so that the list is complete.
        "#NUM!" => "#NUM!",
        "#REF!" => "#RIF!",
        "#VALUE!" => "#VALORE!",
        unknown => unknown,
    }
}

/// Spells a Boolean as Italian programs do.
pub(crate) fn truth_text(truth: bool) -> &'static str {
    if truth { "VERO" } else { "FALSO" }
}
