//! Files that the annexes were made from.

use crate::digest::Digest;
use crate::file_name::FileName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// File of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "piano", description = "Il file del piano.")]
pub struct PlanSource {
    /// Name; absent if it came from standard input, or if only this system allows the name.
    #[serde(rename = "nome", skip_serializing_if = "Option::is_none", default)]
    // `null` is no spelling of an absent key: the schema asks for a name or for nothing.
    #[schemars(with = "FileName", description = "Il nome del file, se ne ha uno.")]
    pub name: Option<FileName>,
    /// Size in bytes.
    #[serde(rename = "dimensione")]
    #[schemars(description = "La dimensione in byte.")]
    pub size: u64,
    /// SHA-256 of the file.
    #[schemars(description = "SHA-256 del file.")]
    pub sha256: Digest,
}

/// A layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "layout", description = "Il layout.")]
pub struct LayoutSource {
    /// Name of a shipped layout, or of the layout's folder.
    #[serde(rename = "nome")]
    #[schemars(description = "Il nome di un layout del programma, o della sua cartella.")]
    pub name: String,
    /// SHA-256 over all files of the layout: `docs/manifesto.md` gives the rule.
    #[schemars(description = "SHA-256 di tutti i file del layout.")]
    pub sha256: Digest,
    /// Files of the layout.
    #[schemars(description = "I file del layout, strato per strato.", length(min = 1))]
    pub file: Vec<LayoutPart>,
}

/// A file of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "file-del-layout", description = "Un file del layout.")]
pub struct LayoutPart {
    /// Layer of the file: 0 for the layout's own folder, 1 for that of its base, and so on.
    #[serde(rename = "strato")]
    #[schemars(
        description = "0 per il layout stesso, 1 per quello su cui si basa, e così via; per ultimi i file del programma che riempiono un vuoto."
    )]
    pub layer: usize,
    /// Path in the folder of its layer, with `/`.
    #[serde(rename = "nome")]
    #[schemars(description = "Il percorso nella cartella del suo strato.")]
    pub path: String,
    /// SHA-256 of the file.
    #[schemars(description = "SHA-256 del file.")]
    pub sha256: Digest,
}
