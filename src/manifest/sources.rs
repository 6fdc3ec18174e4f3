//! Files that the annexes were made from.

use crate::digest::Digest;
use crate::file_name::FileName;
use serde::{Deserialize, Serialize};

/// File of a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanSource {
    /// Name; absent if it came from standard input, or if only this system allows the name.
    #[serde(rename = "nome", skip_serializing_if = "Option::is_none", default)]
    pub name: Option<FileName>,
    /// Size in bytes.
    #[serde(rename = "dimensione")]
    pub size: u64,
    /// SHA-256 of the file.
    pub sha256: Digest,
}

/// A layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutSource {
    /// Name of a shipped layout, or of the layout's folder.
    #[serde(rename = "nome")]
    pub name: String,
    /// SHA-256 over all files of the layout: `docs/manifesto.md` gives the rule.
    pub sha256: Digest,
    /// Files of the layout.
    pub file: Vec<LayoutPart>,
}

/// A file of a layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutPart {
    /// Layer of the file: 0 for the layout's own folder, 1 for that of its base, and so on.
    #[serde(rename = "strato")]
    pub layer: usize,
    /// Path in the folder of its layer, with `/`.
    #[serde(rename = "nome")]
    pub path: String,
    /// SHA-256 of the file.
    pub sha256: Digest,
}
