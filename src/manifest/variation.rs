//! Set of annexes that another one varies.

use super::{Act, Manifest};
use crate::digest::Digest;
use crate::file_name::FileName;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Set of annexes that another one varies, by its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "modifica",
    description = "Gli allegati che questi modificano, con il loro manifesto."
)]
pub struct VariedSet {
    /// Name of the manifest.
    #[serde(rename = "manifesto")]
    #[schemars(description = "Il nome del manifesto.")]
    pub name: FileName,
    /// SHA-256 of the manifest.
    #[schemars(description = "SHA-256 del manifesto.")]
    pub sha256: Digest,
    /// Act that the annexes belong to; absent if their manifest does not name it.
    #[serde(rename = "delibera", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "L'atto a cui sono allegati.", with = "Act")]
    pub act: Option<Act>,
}

impl VariedSet {
    /// Returns the set of the manifest in `bytes`; `None` if it cannot be read, or if no file can
    /// have its name on one of the systems that offices use.
    pub fn of(name: &str, bytes: &[u8]) -> Option<Self> {
        let name = FileName::try_from(name.to_owned()).ok()?;
        let manifest = Manifest::read(bytes).ok()?;
        Some(VariedSet { name, sha256: Digest::of(bytes), act: manifest.document.act })
    }
}
