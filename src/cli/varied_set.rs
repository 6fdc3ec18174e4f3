//! The set of annexes that another one varies, as the user names it.

use super::plan_files::entries;
use super::plan_input::read_input;
use crate::job::{is_manifest, read_cause};
use crate::manifest::{self, VariedSet};
use std::path::{Path, PathBuf};

/// Reads the set by its manifest, or by the folder that holds one.
///
/// # Errors
/// The message, if there is no manifest, or if there are several, or none that can be read.
pub(crate) fn read_varied(path: &Path) -> Result<VariedSet, String> {
    let path = if path.is_dir() { only_manifest(path)? } else { path.to_owned() };
    let shown = path.display();
    let bytes = read_input(&path).map_err(|error| {
        format!("Il manifesto «{shown}» non si può leggere: {}.", read_cause(&error))
    })?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    VariedSet::of(&name, &bytes).ok_or_else(|| {
        format!(
            "«{shown}» non è un manifesto: è il file «{}», scritto accanto agli allegati.",
            manifest::ENDING
        )
    })
}

/// Returns the manifests in a folder.
///
/// # Errors
/// The message if the folder cannot be read.
pub(crate) fn manifests(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = entries(folder).map_err(|error| {
        format!("La cartella «{}» non si può leggere: {}.", folder.display(), read_cause(&error))
    })?;
    let paths = entries.into_iter().map(|(path, _)| path);
    Ok(paths.filter(|path| is_manifest(path)).collect())
}

fn only_manifest(folder: &Path) -> Result<PathBuf, String> {
    let mut found = manifests(folder)?;
    let shown = folder.display();
    match (found.pop(), found.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(format!("Nella cartella «{shown}» non c'è un manifesto.")),
        (Some(_), more) => {
            Err(format!("Nella cartella «{shown}» ci sono {} manifesti: indicare quale.", more + 1))
        }
    }
}
