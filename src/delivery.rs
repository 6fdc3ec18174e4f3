//! A made set into a folder: all files or none, and nothing of a person's is replaced unasked.

use crate::job::{
    AnnexSet, FileAtRisk, digests_at_risk, files_at_risk, varied_at_risk, varies_itself,
};
use crate::publish::{self, Output, PublishError, sums};
use std::path::Path;

/// Choices on writing a set.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeliveryChoices {
    /// Write detached digests as well.
    pub sums: bool,
    /// Replace files that no earlier run on the same plan made.
    pub replace: bool,
}

/// Reason why a set was not written; nothing was touched.
#[derive(Debug)]
pub enum DeliveryError {
    /// Files that would be lost.
    AtRisk(Vec<FileAtRisk>),
    /// The set would replace the one that it varies.
    VariesItself,
    /// Failure of the disk.
    Failed(PublishError),
}

/// Returns the annexes and their manifest.
pub fn outputs(set: &AnnexSet) -> Vec<Output> {
    let annexes = set
        .files
        .iter()
        .map(|file| Output { name: file.name(&set.name), bytes: file.bytes.clone() });
    let manifest = Output { name: set.manifest_name(), bytes: set.manifest.write() };
    annexes.chain([manifest]).collect()
}

/// Writes a set into `folder` by means of `write`.
///
/// # Errors
/// See [`DeliveryError`].
pub fn deliver(
    folder: &Path,
    set: &AnnexSet,
    choices: DeliveryChoices,
    write: impl FnOnce(&[Output]) -> Result<(), PublishError>,
) -> Result<(), DeliveryError> {
    if !choices.replace {
        // A set of which an interrupted run replaced a part only would pass for one that was edited.
        publish::complete(folder).map_err(DeliveryError::Failed)?;
    }
    if varies_itself(folder, set) {
        return Err(DeliveryError::VariesItself);
    }
    let with_sums = choices.sums || has_sums(folder, set);
    if !choices.replace {
        let mut at_risk = files_at_risk(folder, set);
        at_risk.extend(varied_at_risk(folder, set));
        if with_sums {
            at_risk.extend(digests_at_risk(folder, sums::SUMS, set));
        }
        if !at_risk.is_empty() {
            return Err(DeliveryError::AtRisk(at_risk));
        }
    }
    let mut outputs = outputs(set);
    if with_sums {
        // The manifest is among them: it can be checked like the annexes.
        outputs.extend(sums::sums(&outputs));
    }
    write(&outputs).map_err(DeliveryError::Failed)
}

/// Returns `true` if a file of the set has its digest beside it: digests of an earlier run would
/// contradict the new files.
fn has_sums(folder: &Path, set: &AnnexSet) -> bool {
    let names = set.files.iter().map(|file| file.name(&set.name)).chain([set.manifest_name()]);
    names.into_iter().any(|name| folder.join(name + sums::ENDING).exists())
}
