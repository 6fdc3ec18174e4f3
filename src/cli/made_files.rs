//! Files of a made set, for programs.

use super::publication::{PlanEnd, WrittenSet};
use crate::manifest::FileExtent;
use serde::Serialize;
use std::path::Path;

/// Keys of `genera` beside the findings.
#[derive(Default, Serialize)]
pub(crate) struct MadeFiles {
    /// Annexes that were written; empty if there are errors.
    file: Vec<MadeAnnex>,
    /// Path of the manifest; `None` if nothing was written.
    manifesto: Option<String>,
}

#[derive(Serialize)]
struct MadeAnnex {
    percorso: String,
    /// Number of pages, sheets or tables.
    #[serde(flatten)]
    extent: FileExtent,
    byte: usize,
}

impl MadeFiles {
    /// Returns the files that were written into `folder`, if any were.
    pub(crate) fn of(folder: &Path, end: &PlanEnd) -> Self {
        let PlanEnd::Written(WrittenSet { annexes, manifest }) = end else {
            return MadeFiles::default();
        };
        let path = |name: &str| folder.join(name).display().to_string();
        let file = |(name, extent, byte): &(String, FileExtent, usize)| MadeAnnex {
            percorso: path(name),
            extent: *extent,
            byte: *byte,
        };
        MadeFiles { file: annexes.iter().map(file).collect(), manifesto: Some(path(manifest)) }
    }
}
