//! The files of a made set, written into a folder.

use super::args::GenerateArgs;
use super::failure;
use crate::job::{AnnexSet, FileAtRisk, MakeResult, digests_at_risk, files_at_risk};
use crate::manifest::FileExtent;
use crate::publish::{self, Output, PublishError, sums};
use std::path::Path;

/// End of the work on a plan.
pub(crate) enum PlanEnd {
    /// All files are in place.
    Written(WrittenSet),
    /// The plan has errors; nothing was written.
    Refused,
    /// Message on a failure of the disk, or on a bad name.
    Failed(String),
}

/// Files of a plan that were written.
pub(crate) struct WrittenSet {
    /// Name, extent and size in bytes of each annex.
    pub annexes: Vec<(String, FileExtent, usize)>,
    /// Name of the manifest.
    pub manifest: String,
}

/// Choices on writing a set.
#[derive(Clone, Copy)]
pub(crate) struct WriteChoices {
    /// Write detached digests as well.
    pub sums: bool,
    /// Replace files that no earlier run on the same plan made.
    pub replace: bool,
}

impl WriteChoices {
    /// Returns the choices on the command line.
    pub(crate) fn of(args: &GenerateArgs) -> Self {
        WriteChoices { sums: args.sums, replace: args.replace }
    }
}

/// Writes the files of `result` by means of `write`; their place is `folder`.
pub(crate) fn write_set(
    result: MakeResult,
    folder: &Path,
    choices: WriteChoices,
    write: impl FnOnce(&[Output]) -> Result<(), PublishError>,
) -> PlanEnd {
    let set = match result {
        MakeResult::Made(set) => set,
        MakeResult::Refused => return PlanEnd::Refused,
        MakeResult::BadName(name) => {
            return PlanEnd::Failed(format!("«{name}» non può essere il nome di un file."));
        }
    };
    let failed = |error| PlanEnd::Failed(failure::message(&error, " con --uscita"));
    if !choices.replace {
        // A set of which an interrupted run replaced a part only would pass for one that was edited.
        if let Err(error) = publish::complete(folder) {
            return failed(error);
        }
        let mut at_risk = files_at_risk(folder, &set);
        if choices.sums || has_sums(folder, &set) {
            at_risk.extend(digests_at_risk(folder, sums::SUMS, &set));
        }
        if !at_risk.is_empty() {
            return PlanEnd::Failed(risk_message(folder, &at_risk));
        }
    }
    let written = written_set(&set);
    let with_sums = choices.sums || has_sums(folder, &set);
    match write(&outputs(*set, with_sums)) {
        Ok(()) => PlanEnd::Written(written),
        Err(error) => failed(error),
    }
}

fn risk_message(folder: &Path, at_risk: &[FileAtRisk]) -> String {
    let named =
        |file: &FileAtRisk| format!("«{}» {}", folder.join(&file.name).display(), file.risk);
    let files: Vec<_> = at_risk.iter().map(named).collect();
    format!(
        "Al posto degli allegati ci sono già file che andrebbero persi, e non è stato toccato nulla: {}. Indicare un'altra cartella con --uscita, oppure aggiungere --sostituisci.",
        files.join("; ")
    )
}

fn written_set(set: &AnnexSet) -> WrittenSet {
    let annexes = set.files.iter().map(|f| (f.name(&set.name), f.extent, f.bytes.len()));
    WrittenSet { annexes: annexes.collect(), manifest: set.manifest_name() }
}

/// Returns `true` if a file of the set has its digest beside it: digests of an earlier run would
/// contradict the new files.
fn has_sums(folder: &Path, set: &AnnexSet) -> bool {
    let names = set.files.iter().map(|file| file.name(&set.name)).chain([set.manifest_name()]);
    names.into_iter().any(|name| folder.join(name + sums::ENDING).exists())
}

/// Returns the annexes, their manifest and, where they are wanted, the digests.
fn outputs(set: AnnexSet, with_sums: bool) -> Vec<Output> {
    let manifest = Output { name: set.manifest_name(), bytes: set.manifest.write() };
    let names: Vec<_> = set.files.iter().map(|file| file.name(&set.name)).collect();
    let files = names.into_iter().zip(set.files);
    let annexes = files.map(|(name, file)| Output { name, bytes: file.bytes });
    let mut outputs: Vec<_> = annexes.chain([manifest]).collect();
    if with_sums {
        // The manifest is among them: it can be checked like the annexes.
        outputs.extend(sums::sums(&outputs));
    }
    outputs
}
