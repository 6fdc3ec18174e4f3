//! The plan of a set of annexes, which a person names by the manifest.

use super::files::FileStore;
use crate::manifest::{ENDING, MOST_BYTES as MOST_BYTES_OF_MANIFEST, Manifest};
use crate::source::MOST_BYTES;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Reason why the plan of a set cannot be read; a face adds what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum PlanOfSetError {
    /// The annex is not the one that the manifest describes.
    #[error("«{}» non è più quello che il manifesto descrive: qualcuno l'ha cambiato.", .0.display())]
    Changed(PathBuf),
    /// No annex that holds the plan is beside the manifest.
    #[error("Accanto a «{}» non c'è né «{stem}.xlsx» né «{stem}.docx»", .manifest.display())]
    Absent {
        /// Path of the manifest.
        manifest: PathBuf,
        /// Name of the set.
        stem: String,
    },
}

/// Returns the workbook beside a manifest, or the document if there is none: both hold the plan.
///
/// # Errors
/// See [`PlanOfSetError`].
pub fn plan_of_set(files: FileStore<'_>, manifest: &Path) -> Result<PathBuf, PlanOfSetError> {
    let name = manifest.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(ENDING).unwrap_or(&name);
    let annexes = ["xlsx", "docx"].map(|ext| manifest.with_file_name(format!("{stem}.{ext}")));
    let Some(annex) = annexes.into_iter().find(|path| files.has(path)) else {
        return Err(PlanOfSetError::Absent {
            manifest: manifest.to_owned(),
            stem: stem.to_owned(),
        });
    };
    if is_as_made(files, manifest, &annex) {
        Ok(annex)
    } else {
        Err(PlanOfSetError::Changed(annex))
    }
}

/// Returns `true` for the name of a manifest.
pub fn is_manifest(path: &Path) -> bool {
    path.to_string_lossy().ends_with(ENDING)
}

/// Returns `true` unless the manifest describes the annex with other bytes; one that cannot be read is reported
/// where it is read.
fn is_as_made(files: FileStore<'_>, manifest: &Path, annex: &Path) -> bool {
    let described = files.read(manifest, MOST_BYTES_OF_MANIFEST).ok();
    let described = described.and_then(|bytes| Manifest::read(&bytes).ok());
    let Some((described, bytes)) = described.zip(files.read(annex, MOST_BYTES).ok()) else {
        return true;
    };
    described.is_as_made(&annex.file_name().unwrap_or_default().to_string_lossy(), &bytes)
}
