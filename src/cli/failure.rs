//! Messages for files that could not be written.

use crate::publish::PublishError;
use std::path::Path;

/// Returns the cause and the remedy in Italian, mostly a sentence each; `option` names the option
/// for another folder, such as « con --uscita», and is empty if there is none.
pub(crate) fn message(error: &PublishError, option: &str) -> String {
    match error {
        PublishError::BadName(name) => format!("«{name}» non può essere il nome di un file."),
        PublishError::SameName(name) => format!("Due allegati si chiamerebbero «{name}»."),
        PublishError::Busy(folder) => format!(
            "Un'altra esecuzione sta scrivendo in {}. Attendere che finisca e riprovare.",
            quoted(folder)
        ),
        PublishError::ReadOnlyFolder { path, .. } => format!(
            "Non si può scrivere {}: mancano i permessi. Scegliere un'altra cartella{option}.",
            quoted(path)
        ),
        PublishError::NoSpace { path, .. } => format!(
            "Il disco è pieno: {} non è stato scritto e i file di prima sono intatti. Liberare spazio e riprovare.",
            quoted(path)
        ),
        PublishError::InUse { path, .. } => format!(
            "{} è aperto in un altro programma: chiudere il file e riprovare.",
            quoted(path)
        ),
        PublishError::ReadOnlyFile(path) => format!(
            "{} è di sola lettura e non si può sostituire. Togliere la protezione o scegliere un'altra cartella{option}.",
            quoted(path)
        ),
        PublishError::IsFolder(path) => format!(
            "Al posto del file {} c'è una cartella. Rinominarla o scegliere un'altra cartella{option}.",
            quoted(path)
        ),
        PublishError::NotAFolder(path) => {
            format!("{} è un file, non una cartella. Indicare una cartella{option}.", quoted(path))
        }
        PublishError::BadFolderName(path) => format!(
            "{} non può essere il nome di una cartella su questo computer. Scegliere un altro nome{option}.",
            quoted(path)
        ),
        // The text of the system is not Italian; its code can be looked up by a technician.
        PublishError::Io { path, source } => format!(
            "Non si può scrivere {}: il sistema non lo permette (codice {}). Provare con un'altra cartella{option}.",
            quoted(path),
            source.raw_os_error().unwrap_or_default()
        ),
    }
}

fn quoted(path: &Path) -> String {
    format!("«{}»", path.display())
}
