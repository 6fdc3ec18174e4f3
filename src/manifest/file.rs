//! Files that were made.

use super::FormatId;
use crate::digest::Digest;
use crate::file_name::FileName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "file", description = "Un file scritto.")]
pub struct MadeFile {
    /// Name of the file.
    #[serde(rename = "nome")]
    #[schemars(description = "Il nome del file, senza cartelle.")]
    pub name: FileName,
    /// Role in the act: «Allegato A».
    #[serde(rename = "ruolo")]
    #[schemars(description = "Che cosa è per l'atto, per esempio Allegato A.")]
    pub role: String,
    /// *Identificativo del formato*.
    #[serde(rename = "formato")]
    #[schemars(description = "Identificativo del formato.")]
    pub format: FormatId,
    /// Length in the measure of the format.
    // The key itself names the measure, so that nobody takes sheets for pages.
    #[serde(flatten)]
    pub extent: FileExtent,
    /// Size in bytes.
    #[serde(rename = "dimensione")]
    #[schemars(description = "La dimensione in byte.", range(min = 1))]
    pub size: u64,
    /// *Impronta crittografica del documento*.
    #[serde(rename = "impronta")]
    #[schemars(description = "L'impronta crittografica del documento.")]
    pub fingerprint: Fingerprint,
}

/// Length of a file in the measure of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(description = "La lunghezza, nella misura del formato.")]
pub enum FileExtent {
    /// Number of pages.
    #[serde(rename = "pagine")]
    #[schemars(description = "Quante pagine.")]
    Pages(usize),
    /// Number of sheets.
    #[serde(rename = "fogli")]
    #[schemars(description = "Quanti fogli.")]
    Sheets(usize),
    /// Number of tables.
    #[serde(rename = "tabelle")]
    #[schemars(description = "Quante tabelle.")]
    Tables(usize),
}

/// A digest in both spellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "DigestSpellings", into = "DigestSpellings")]
#[schemars(rename = "impronta", description = "Un'impronta nelle due grafie.")]
pub struct Fingerprint(pub Digest);

/// A digest as the manifest writes it: registers want base64, people compare hexadecimal digits.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct DigestSpellings {
    #[serde(rename = "algoritmo")]
    #[schemars(extend("const" = ALGORITHM))]
    algorithm: String,
    #[serde(rename = "esadecimale")]
    hex: Digest,
    #[schemars(description = "La stessa in base64.", regex(pattern = "^[A-Za-z0-9+/]{43}=$"))]
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
        // Spellings that differ would vouch for two files: somebody has edited the manifest.
        if written.algorithm != ALGORITHM || written.base64 != written.hex.base64() {
            return Err("the two spellings of a digest differ");
        }
        Ok(Fingerprint(written.hex))
    }
}
