//! The manifest: what was made, from which plan and layout, and with which choices; enough to
//! make the same bytes again and to recognise them when they come back.
//!
//! Its keys are those of `docs/manifesto.md`, its rules those of [`schema`]. It holds no
//! clock, no host and no path: equal inputs give an equal manifest.

mod choices;
mod describe;
mod document;
mod file;
mod format;
mod reading;
mod schema;
mod sources;
mod totals;
mod variation;

pub use choices::Choices;
pub use describe::{DescribedFile, ManifestSubject, RejectedFileName, describe};
pub use document::{Act, Agent, DocumentMetadata, OtherAnnex};
pub use file::{FileExtent, Fingerprint, MadeFile};
pub use format::{AnnexFormat, ArchiveProfile, FormatId};
pub use reading::UnreadableManifest;
pub use schema::schema;
pub use sources::{LayoutPart, LayoutSource, PlanSource};
pub use totals::ManifestTotal;
pub use variation::VariedSet;

use crate::digest::Digest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Version of the manifest's form: the one written, and the only one read.
pub const VERSION: u32 = 1;
/// Ending of a manifest's file name.
pub const ENDING: &str = ".manifesto.json";
/// Maximum size of a manifest's file in bytes: a hundred times what a large plan needs.
pub const MOST_BYTES: u64 = 8 * 1024 * 1024;

/// A manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    title = "Manifesto degli allegati",
    description = "Che cosa è stato fatto, da che cosa e con quali scelte. Basta, con il piano e il layout, a rifare gli stessi file byte per byte e a riconoscerli quando tornano firmati. Versione 1.",
    deny_unknown_fields
)]
pub struct Manifest {
    /// Version of the form: [`VERSION`].
    #[serde(rename = "manifesto")]
    #[schemars(description = "La versione di questo schema.", extend("const" = VERSION))]
    pub version: u32,
    /// Program that made the files.
    #[serde(rename = "programma")]
    #[schemars(description = "Il programma che ha scritto i file.")]
    pub program: Program,
    /// Metadata of the document that the plan knows.
    #[serde(rename = "documento")]
    #[schemars(description = "I metadati del documento che il piano conosce.")]
    pub document: DocumentMetadata,
    /// Set of annexes that these vary; absent for annexes that vary none.
    #[serde(rename = "modifica", skip_serializing_if = "Option::is_none", default)]
    // An option would allow `null` in the schema; the manifest leaves the key out instead.
    #[schemars(description = "Gli allegati che questi modificano.", with = "VariedSet")]
    pub varies: Option<VariedSet>,
    /// File of the plan.
    #[serde(rename = "piano")]
    #[schemars(description = "Il file del piano.")]
    pub plan: PlanSource,
    /// Further files of a plan that has several, in their order.
    #[serde(rename = "altri_file_del_piano", skip_serializing_if = "Vec::is_empty", default)]
    #[schemars(
        description = "Gli altri file del piano, nel loro ordine, se ne ha più d'uno (genera --insieme)."
    )]
    pub other_plans: Vec<PlanSource>,
    /// Layout of the files.
    #[schemars(description = "Il layout.")]
    pub layout: LayoutSource,
    /// Choices of the user that shaped the files.
    #[serde(rename = "scelte")]
    #[schemars(description = "Tutto il resto che ha dato forma ai file.")]
    pub choices: Choices,
    /// Sums of the weights by area and period.
    #[serde(rename = "totali")]
    #[schemars(description = "I totali dei pesi per area e periodo, o per gruppo e anno.")]
    pub totals: Vec<ManifestTotal>,
    /// Files in the order of their formats.
    #[serde(rename = "file")]
    #[schemars(description = "I file scritti.", length(min = 1))]
    pub files: Vec<MadeFile>,
}

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "programma",
    description = "Il programma che ha scritto i file."
)]
pub struct Program {
    /// Name of the program.
    #[serde(rename = "nome")]
    #[schemars(description = "Il nome del programma.")]
    pub name: String,
    /// Version of the program.
    #[serde(rename = "versione")]
    #[schemars(description = "La sua versione.")]
    pub version: String,
}

impl Manifest {
    /// Returns the manifest as a file: JSON, indented by two, with a line feed at its end.
    pub fn write(&self) -> Vec<u8> {
        let mut text = serde_json::to_vec_pretty(self).expect("strings and numbers only");
        text.push(b'\n');
        text
    }

    /// Returns `true` unless the file of that name is described with other bytes.
    pub fn is_as_made(&self, name: &str, bytes: &[u8]) -> bool {
        let mut files = self.files.iter().filter(|file| file.name.as_str() == name);
        files.all(|file| file.fingerprint.0 == Digest::of(bytes))
    }
}
