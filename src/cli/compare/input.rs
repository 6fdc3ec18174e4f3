//! The two plans that the user names: files, or folders with a set of annexes.

use crate::cli::plan_files::only_plan;
use crate::cli::plan_input::read_plan_input;
use crate::cli::varied_set::{manifests, read_varied};
use crate::job::{FileStore, PlanInput, PlanOfSetError, is_manifest, plan_of_set};
use crate::manifest::VariedSet;
use std::path::{Path, PathBuf};

/// Reads both plans.
///
/// # Errors
/// The message, if both are standard input, or a folder holds no plan, or several.
pub(super) fn read_both(before: &Path, after: &Path) -> Result<(PlanInput, PlanInput), String> {
    if before == after && before.as_os_str() == "-" {
        return Err("Lo standard input può essere uno solo dei due piani.".to_owned());
    }
    Ok((read_plan_input(&plan_at(before)?), read_plan_input(&plan_at(after)?)))
}

/// Returns the set of annexes that the old plan comes from, if it is one that a manifest describes.
pub(super) fn varied(before: &Path) -> Option<VariedSet> {
    let has_manifest = is_manifest(before) || before.is_dir();
    has_manifest.then(|| read_varied(before).ok()).flatten()
}

/// Returns the file that holds the plan: that of a folder, or the annex that a manifest describes.
pub(in crate::cli) fn plan_at(path: &Path) -> Result<PathBuf, String> {
    if path.is_dir() {
        return match &manifests(path)?[..] {
            [] => only_plan(path).map(|name| path.join(name)),
            [only] => annex_beside(only),
            several => Err(format!(
                "Nella cartella «{}» ci sono {} manifesti: indicare quale.",
                path.display(),
                several.len()
            )),
        };
    }
    if is_manifest(path) { annex_beside(path) } else { Ok(path.to_owned()) }
}

/// Returns the annex beside a manifest that holds the plan.
fn annex_beside(manifest: &Path) -> Result<PathBuf, String> {
    plan_of_set(FileStore::Disk, manifest).map_err(|error| match error {
        PlanOfSetError::Changed(_) => {
            format!("{error} Se è la versione che si vuole, indicare il file e non la cartella.")
        }
        PlanOfSetError::Absent { .. } => format!("{error}: indicare il file del piano."),
    })
}
