//! Files of one layout, as read from a folder or from the program.

use crate::digest::Digest;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Name of the file with the settings of a layout.
pub(crate) const SETTINGS: &str = "layout.toml";

/// Text file of a layout.
pub(super) struct TextFile {
    /// Name that messages call it by.
    pub name: String,
    /// Text with `\n` as line break and without a byte order mark.
    pub text: String,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// Font or picture of a layout.
pub(super) struct FileContents {
    /// Bytes of the file.
    pub bytes: Cow<'static, [u8]>,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// Text files of a layout.
pub(super) struct LayerFiles {
    /// `layout.toml`.
    pub settings: TextFile,
    /// Templates (`*.hbs`) by name without the extension.
    pub templates: BTreeMap<String, TextFile>,
}
