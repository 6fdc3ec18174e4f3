//! The two plans that the user names: files, or folders with a set of annexes.

use crate::cli::plan_files::only_plan;
use crate::cli::plan_input::{read_input, read_plan_input};
use crate::cli::varied_set::{is_manifest, manifests, read_varied};
use crate::job::PlanInput;
use crate::manifest::{self, Manifest, VariedSet};
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

/// Returns the workbook beside a manifest, or the document if there is none: both hold the plan.
fn annex_beside(manifest: &Path) -> Result<PathBuf, String> {
    let name = manifest.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let stem = name.strip_suffix(manifest::ENDING).unwrap_or(&name);
    let annexes = ["xlsx", "docx"].map(|ext| manifest.with_file_name(format!("{stem}.{ext}")));
    let found = annexes.into_iter().find(|path| path.is_file());
    if let Some(path) = found.as_ref().filter(|path| !is_as_made(manifest, path)) {
        return Err(format!(
            "«{}» non è più quello che il manifesto descrive: qualcuno l'ha cambiato. Se è la versione che si vuole, indicare il file e non la cartella.",
            path.display()
        ));
    }
    found.ok_or_else(|| {
        format!(
            "Accanto a «{}» non c'è né «{stem}.xlsx» né «{stem}.docx»: indicare il file del piano.",
            manifest.display()
        )
    })
}

/// Returns `true` unless the manifest describes the annex with other bytes; one that cannot be read is told by
/// whoever reads it.
fn is_as_made(manifest: &Path, annex: &Path) -> bool {
    let described = read_input(manifest).ok().and_then(|bytes| Manifest::read(&bytes).ok());
    let Some((described, bytes)) = described.zip(read_input(annex).ok()) else { return true };
    let name = annex.file_name().unwrap_or_default().to_string_lossy();
    described.is_as_made(&name, &bytes)
}
