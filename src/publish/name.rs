//! Names of the files that writing needs beside those of a set: lock, journal, temporaries.

use crate::file_name::FileName;
use std::path::{Path, PathBuf};

/// Prefix of the names of all such files.
const OURS: &str = ".allegati-";
/// Name of the lock.
pub(super) const LOCK: &str = ".allegati-lock";
/// Name of the journal.
pub(super) const JOURNAL: &str = ".allegati-journal";
/// Name of the journal while it is being written.
pub(super) const NEW_JOURNAL: &str = ".allegati-journal.tmp";

/// Names the temporary of the file at `index`; by number, because a long name with an
/// addition could exceed what the file system allows.
pub(super) fn temporary_name(index: usize) -> String {
    format!("{OURS}{index}.tmp")
}

/// Returns the path of the temporary of the file at `index` of a set for `folder`.
pub(super) fn temporary(folder: &Path, index: usize) -> PathBuf {
    folder.join(temporary_name(index))
}

/// Names the folder in which set number `number` of a batch is prepared.
pub(super) fn staging_folder(number: usize) -> String {
    format!("{OURS}{number}.set")
}

/// Returns `true` for the name of a folder in which a set is prepared.
pub(super) fn is_staging_folder(name: &str) -> bool {
    let number = name.strip_prefix(OURS).and_then(|n| n.strip_suffix(".set"));
    number.is_some_and(|n| n.parse::<usize>().is_ok_and(|i| staging_folder(i) == name))
}

/// Returns `true` for the name of a temporary.
pub(super) fn is_temporary(name: &str) -> bool {
    let number = name.strip_prefix(OURS).and_then(|n| n.strip_suffix(".tmp"));
    name == NEW_JOURNAL
        || number.is_some_and(|n| n.parse::<usize>().is_ok_and(|i| temporary_name(i) == name))
}

/// Returns `true` if a file of a set may have this name.
pub(super) fn is_publishable(name: &str) -> bool {
    FileName::try_from(name).is_ok() && !is_ours(name)
}

/// Returns `true` for names with the prefix of this module, in capitals as well.
pub(super) fn is_ours(name: &str) -> bool {
    name.to_lowercase().starts_with(OURS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_temporaries_are_recognised() {
        for ours in [&temporary_name(0), &temporary_name(17), NEW_JOURNAL] {
            assert!(is_temporary(ours) && is_ours(ours), "{ours:?}");
        }
        for not in [".allegati-01.tmp", ".allegati-x.tmp", ".allegati-+1.tmp", "allegati-1.tmp"] {
            assert!(!is_temporary(not), "{not:?}");
        }
        assert!(
            is_staging_folder(&staging_folder(7))
                && is_ours(&staging_folder(7))
                && !is_staging_folder(".allegati-07.set")
        );
        assert!(is_ours(".ALLEGATI-journal") && !is_ours("allegati.pdf"));
    }
}
