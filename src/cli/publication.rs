//! The files of a made set, written into a folder.

use super::args::GenerateArgs;
use super::failure;
use crate::delivery::{DeliveryChoices, DeliveryError, deliver};
use crate::job::{AnnexSet, FileAtRisk, MakeResult};
use crate::manifest::FileExtent;
use crate::publish::{Output, PublishError};
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

/// Returns the choices on the command line.
pub(crate) fn choices(args: &GenerateArgs) -> DeliveryChoices {
    DeliveryChoices { sums: args.sums, replace: args.replace }
}

/// Writes the files of `result` by means of `write`; their place is `folder`.
pub(crate) fn write_set(
    result: MakeResult,
    folder: &Path,
    choices: DeliveryChoices,
    write: impl FnOnce(&[Output]) -> Result<(), PublishError>,
) -> PlanEnd {
    let set = match result {
        MakeResult::Made(set) => set,
        MakeResult::Refused => return PlanEnd::Refused,
        MakeResult::BadName(name) => {
            return PlanEnd::Failed(format!("«{name}» non può essere il nome di un file."));
        }
    };
    match deliver(folder, &set, choices, write) {
        Ok(()) => PlanEnd::Written(written_set(&set)),
        Err(DeliveryError::AtRisk(files)) => PlanEnd::Failed(risk_message(folder, &files)),
        Err(DeliveryError::VariesItself) => PlanEnd::Failed(format!(
            "Gli allegati modificano quelli che sono già in «{}» e ne prenderebbero il posto: indicare un'altra cartella con --uscita. Non è stato toccato nulla.",
            folder.display()
        )),
        Err(DeliveryError::Failed(error)) => {
            PlanEnd::Failed(failure::message(&error, " con --uscita"))
        }
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
