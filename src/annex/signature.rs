//! The signatures that an annex is to bear.

use super::{Origin, Paragraphs};

/// A signature: a field for it in the formats that can be signed, and the words above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of its field, unlike that of any other.
    pub field: String,
    /// In what capacity one signs.
    pub role: Option<String>,
    /// Who signs.
    pub name: Option<String>,
    /// What shows before anyone has signed.
    pub mark: SignatureMark,
    /// Where the signer was written.
    pub origin: Option<Origin>,
}

/// What shows of a signature before anyone has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureMark {
    /// Nothing, not even the words.
    Hidden,
    /// The words above a line.
    Line,
    /// The words above a box.
    Box,
}

impl Signature {
    /// The words that are printed, a line each: none if it is hidden.
    pub fn words(&self) -> Vec<Paragraphs> {
        let lines: Vec<_> = [&self.role, &self.name].into_iter().flatten().cloned().collect();
        if self.mark == SignatureMark::Hidden || lines.is_empty() {
            return Vec::new();
        }
        vec![Paragraphs::Paragraph(lines)]
    }
}
