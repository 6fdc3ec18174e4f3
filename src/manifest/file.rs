//! Files that were made.

use super::FormatId;
use crate::digest::Digest;
use crate::file_name::FileName;
use serde::{Deserialize, Serialize};

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// Name of the file.
    #[serde(rename = "nome")]
    pub name: FileName,
    /// Role in the act: «Allegato A».
    #[serde(rename = "ruolo")]
    pub role: String,
    /// *Identificativo del formato*.
    #[serde(rename = "formato")]
    pub format: FormatId,
    /// Length in the measure of the format.
    #[serde(flatten)]
    pub extent: FileExtent,
    /// Size in bytes.
    #[serde(rename = "dimensione")]
    pub size: u64,
    /// *Impronta crittografica del documento*.
    #[serde(rename = "impronta")]
    pub fingerprint: Fingerprint,
}

/// Length of a file in the measure of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileExtent {
    /// Number of pages.
    #[serde(rename = "pagine")]
    Pages(usize),
    /// Number of sheets.
    #[serde(rename = "fogli")]
    Sheets(usize),
    /// Number of tables.
    #[serde(rename = "tabelle")]
    Tables(usize),
}

/// A digest in both spellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "DigestSpellings", into = "DigestSpellings")]
pub struct Fingerprint(pub Digest);

/// A digest as the manifest writes it: registers want base64, people compare hexadecimal digits.
#[derive(Clone, Serialize, Deserialize)]
struct DigestSpellings {
    #[serde(rename = "algoritmo")]
    algorithm: String,
    #[serde(rename = "esadecimale")]
    hex: Digest,
    base64: String,
}

const ALGORITHM: &str = "SHA-256";

impl From<Fingerprint> for DigestSpellings {
    fn from(Fingerprint(hex): Fingerprint) -> Self {
        DigestSpellings { algorithm: ALGORITHM.to_owned(), hex, base64: hex.base64() }
    }
}

impl TryFrom<DigestSpellings> for Fingerprint {
    type Error = &'static str;

    fn try_from(written: DigestSpellings) -> Result<Self, Self::Error> {
        if written.algorithm != ALGORITHM || written.base64 != written.hex.base64() {
            return Err("the two spellings of a digest differ");
        }
        Ok(Fingerprint(written.hex))
    }
}
