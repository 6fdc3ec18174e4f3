//! The signatures that an annex is to bear.

use super::{Origin, Paragraphs};

/// A signature: a field for it in the formats that can be signed, and the words above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the field; no two fields share it.
    pub field: String,
    /// Capacity in which the person signs.
    pub role: Option<String>,
    /// Name of the signer.
    pub name: Option<String>,
    /// Look of the field before anyone has signed.
    pub mark: SignatureMark,
    /// Place of the signer in the source.
    pub origin: Option<Origin>,
}

/// Look of a signature before anyone has signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureMark {
    /// Not printed at all.
    Hidden,
    /// Words above a line.
    Line,
    /// Words above a box.
    Box,
}

impl Signature {
    /// Returns the printed words, a line each; none if the signature is hidden.
    pub fn words(&self) -> Vec<Paragraphs> {
        let lines: Vec<_> = [&self.role, &self.name].into_iter().flatten().cloned().collect();
        if self.mark == SignatureMark::Hidden || lines.is_empty() {
            return Vec::new();
        }
        vec![Paragraphs::Paragraph(lines)]
    }
}
