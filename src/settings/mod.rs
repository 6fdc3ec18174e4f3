//! `allegati.toml`: what an office sets once for all its plans. A plan's own value always outdoes it,
//! and the command line outdoes both.

mod read;

pub use read::read_settings;

use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::Key;
use std::ops::Range;

/// Name of the file, beside a plan or in the user's folder.
pub const FILE_NAME: &str = "allegati.toml";

/// Keys of a plan's head that may be the same for all plans of an office.
pub const HEAD: [Key; 11] = [
    Key::Entity,
    Key::Classification,
    Key::Annex,
    Key::Annexes,
    Key::Resolution,
    Key::Signers,
    Key::Premise,
    Key::Closing,
    Key::Kinds,
    Key::Weights,
    Key::Codes,
];

/// Keys that are no part of a plan.
pub const OWN: [&str; 6] = ["layout", "uscita", "formati", "profilo", "impronte", "rigoroso"];

/// Content of an `allegati.toml`; a key that is absent leaves its value to others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfficeSettings {
    /// Layout: a name of the program, or a folder.
    pub layout: Option<String>,
    /// Folder for the annexes.
    pub folder: Option<String>,
    /// Formats to write.
    pub formats: Option<Vec<AnnexFormat>>,
    /// Archive profile of the PDF.
    pub profile: Option<ArchiveProfile>,
    /// `true` to write the digests as well.
    pub sums: Option<bool>,
    /// `true` to treat warnings as errors.
    pub strict: Option<bool>,
    /// Values of the plan's head, in the order of the file.
    pub head: Vec<DefaultValue>,
}

/// Value for a key of the plan's head that a plan may lack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefaultValue {
    /// Key as [`HeadKey`](crate::model::HeadKey) spells it.
    pub key: String,
    /// Value.
    pub value: String,
    /// Bytes of the value in the file.
    pub range: Range<usize>,
}
