//! The manifest: what was made, of what, and with which choices; enough to make the same
//! bytes again and to know them when they come back.
//!
//! Its keys are those of `docs/manifesto.md`, its rules those of [`SCHEMA`]. It holds no
//! clock, no host and no path: equal inputs give an equal manifest.

use crate::digest::Digest;
use crate::file_name::FileName;
use serde::{Deserialize, Serialize};

/// JSON Schema (draft 2020-12) of version [`VERSION`].
pub const SCHEMA: &str = include_str!("schema-manifesto.json");
/// The version of the form that is written, and the only one that is read.
pub const VERSION: u32 = 1;
/// What the name of a manifest ends in.
pub const ENDING: &str = ".manifesto.json";
/// The most that the file of a manifest may hold, in bytes.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// A manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`VERSION`].
    #[serde(rename = "manifesto")]
    pub version: u32,
    /// What made the files.
    #[serde(rename = "programma")]
    pub program: Program,
    /// What the plan knows of the metadata of an administrative document.
    #[serde(rename = "documento")]
    pub document: Document,
    /// The plan's file.
    #[serde(rename = "piano")]
    pub plan: Source,
    /// The layout.
    pub layout: LayoutSource,
    /// What was chosen beside them.
    #[serde(rename = "scelte")]
    pub choices: Choices,
    /// What the weights add up to, by area and period.
    #[serde(rename = "totali")]
    pub totals: Vec<Sum>,
    /// The files, in the order of their formats.
    #[serde(rename = "file")]
    pub files: Vec<Made>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Its name.
    #[serde(rename = "nome")]
    pub name: String,
    /// Its version.
    #[serde(rename = "versione")]
    pub version: String,
}

/// Metadata of the document (AgID, *Linee guida sulla formazione, gestione e conservazione
/// dei documenti informatici*, Allegato 5), as far as the plan knows them; empty where it
/// does not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Document {
    /// *Oggetto*: the title.
    #[serde(rename = "oggetto")]
    pub subject: String,
    /// *Versione del documento*.
    #[serde(rename = "versione")]
    pub version: String,
    /// *Soggetti* with their parts in it: the body, and who is to sign.
    #[serde(rename = "agenti")]
    pub agents: Vec<Agent>,
    /// The act that it is an annex of.
    #[serde(rename = "delibera", skip_serializing_if = "Option::is_none", default)]
    pub act: Option<Act>,
    /// Which annex of the act it is.
    #[serde(rename = "allegato", skip_serializing_if = "Option::is_none", default)]
    pub annex: Option<String>,
    /// *Allegati*: the others that it refers to.
    #[serde(rename = "allegati")]
    pub annexes: Vec<OtherAnnex>,
    /// *Classificazione*.
    #[serde(rename = "classificazione", skip_serializing_if = "Option::is_none", default)]
    pub classification: Option<String>,
}

/// Who has a part in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// «Autore» or «Firmatario».
    #[serde(rename = "ruolo")]
    pub role: String,
    /// The name, if the plan has it.
    #[serde(rename = "denominazione", skip_serializing_if = "Option::is_none", default)]
    pub name: Option<String>,
    /// In what capacity.
    #[serde(rename = "qualifica", skip_serializing_if = "Option::is_none", default)]
    pub capacity: Option<String>,
}

/// An act; each part may still be blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    /// The body that adopts it.
    #[serde(rename = "organo", skip_serializing_if = "Option::is_none", default)]
    pub body: Option<String>,
    /// Its number.
    #[serde(rename = "numero", skip_serializing_if = "Option::is_none", default)]
    pub number: Option<String>,
    /// Its date, as the plan's annexes write it.
    #[serde(rename = "data", skip_serializing_if = "Option::is_none", default)]
    pub date: Option<String>,
}

/// Another annex.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherAnnex {
    /// Its letter or number.
    #[serde(rename = "allegato")]
    pub label: String,
    /// What it is.
    #[serde(rename = "titolo", skip_serializing_if = "Option::is_none", default)]
    pub title: Option<String>,
}

/// A file that something was made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name; absent if it came from standard input.
    #[serde(rename = "nome", skip_serializing_if = "Option::is_none", default)]
    pub name: Option<FileName>,
    /// Its size in bytes.
    #[serde(rename = "dimensione")]
    pub size: u64,
    /// Of its bytes.
    pub sha256: Digest,
}

/// A layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutSource {
    /// One of the program's own, or the name of its folder.
    #[serde(rename = "nome")]
    pub name: String,
    /// Of all its files: `docs/manifesto.md` says how it is taken.
    pub sha256: Digest,
    /// The files.
    pub file: Vec<LayoutPart>,
}

/// A file of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutPart {
    /// 0 for the layout's own folder, 1 for that of its base, and so on.
    #[serde(rename = "strato")]
    pub layer: usize,
    /// Its path in that folder.
    #[serde(rename = "nome")]
    pub path: String,
    /// Of its bytes.
    pub sha256: Digest,
}

/// Everything that shaped the bytes beside the plan and the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// The day in the files' properties, as 2020-06-30, if there is one.
    #[serde(rename = "data")]
    pub date: Option<String>,
    /// The PDF's archive profile, as `genera` names it.
    #[serde(rename = "profilo")]
    pub profile: String,
    /// The formats that were written.
    #[serde(rename = "formati")]
    pub formats: Vec<String>,
    /// The sheets of the workbook.
    #[serde(rename = "fogli")]
    pub sheets: Vec<String>,
    /// What columns of a table were said to hold, each as «campo=Intestazione».
    #[serde(rename = "mappa")]
    pub map: Vec<String>,
}

/// What the weights of an area and a period add up to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Sum {
    /// The area.
    pub area: String,
    /// The period.
    #[serde(rename = "periodo")]
    pub period: String,
    /// How many objectives.
    #[serde(rename = "obiettivi")]
    pub objectives: u32,
    /// How many of them have no weight.
    #[serde(rename = "senza-peso")]
    pub without: u32,
    /// The sum, an exact decimal with a point.
    #[serde(rename = "peso")]
    pub weight: String,
}

/// A file that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// Its name.
    #[serde(rename = "nome")]
    pub name: FileName,
    /// What it is to the act: «Allegato A».
    #[serde(rename = "ruolo")]
    pub role: String,
    /// *Identificativo del formato*.
    #[serde(rename = "formato")]
    pub format: FormatId,
    /// How long it is.
    #[serde(flatten)]
    pub extent: Extent,
    /// Its size in bytes.
    #[serde(rename = "dimensione")]
    pub size: u64,
    /// *Impronta crittografica del documento*.
    #[serde(rename = "impronta")]
    pub fingerprint: Fingerprint,
}

/// How long a file is, in the measure of its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Extent {
    /// So many pages.
    #[serde(rename = "pagine")]
    Pages(usize),
    /// So many sheets.
    #[serde(rename = "fogli")]
    Sheets(usize),
    /// So many tables.
    #[serde(rename = "tabelle")]
    Tables(usize),
}

/// A format as preservation names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormatId {
    /// Media type (RFC 6838).
    #[serde(rename = "tipo")]
    pub media_type: String,
    /// Its name, with the profile if there is one.
    #[serde(rename = "nome")]
    pub name: String,
    /// The version of the standard.
    #[serde(rename = "versione")]
    pub version: String,
}

/// A digest in both spellings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Spellings", into = "Spellings")]
pub struct Fingerprint(pub Digest);

/// A digest as it is written.
#[derive(Clone, Serialize, Deserialize)]
struct Spellings {
    #[serde(rename = "algoritmo")]
    algorithm: String,
    #[serde(rename = "esadecimale")]
    hex: Digest,
    base64: String,
}

const ALGORITHM: &str = "SHA-256";

impl From<Fingerprint> for Spellings {
    fn from(Fingerprint(hex): Fingerprint) -> Self {
        Spellings { algorithm: ALGORITHM.to_owned(), hex, base64: hex.base64() }
    }
}

impl TryFrom<Spellings> for Fingerprint {
    type Error = &'static str;

    fn try_from(written: Spellings) -> Result<Self, Self::Error> {
        if written.algorithm != ALGORITHM || written.base64 != written.hex.base64() {
            return Err("the two spellings of a digest differ");
        }
        Ok(Fingerprint(written.hex))
    }
}

/// Why a manifest cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Not JSON, or without what a manifest must have.
    NotAManifest,
    /// Of a version that is not [`VERSION`].
    OtherVersion(u32),
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// [`Unreadable`] by cause.
    pub fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        #[derive(Deserialize)]
        struct Version {
            manifesto: u32,
        }
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let version: Version =
            serde_json::from_slice(bytes).map_err(|_| Unreadable::NotAManifest)?;
        if version.manifesto != VERSION {
            return Err(Unreadable::OtherVersion(version.manifesto));
        }
        serde_json::from_slice(bytes).map_err(|_| Unreadable::NotAManifest)
    }

    /// The manifest as a file: JSON, indented by two, with a line feed at its end.
    pub fn write(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("strings and numbers only");
        text.push(b'\n');
        text
    }
}
