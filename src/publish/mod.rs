//! Safe writing of a set of files that belong together.
//!
//! At every moment each file is the complete old or the complete new one, and all are
//! ready on disk before the first is replaced. The steps, under a lock that the system
//! itself lifts when a process dies:
//!
//! 1. complete or remove what a dead run left (`mend`);
//! 2. check that every file can be replaced;
//! 3. write the new files as temporaries of the same folder, flush them, and only
//!    then name them in a journal;
//! 4. rename each over its place, flush the folder, remove the journal.
//!
//! A death before the journal is named leaves the old set and temporaries; a death after
//! it leaves a set that the next run completes. Many sets at once, each in a folder of
//! its own, are a [`Batch`]. The room knows nothing of what it writes.

#![expect(clippy::disallowed_methods, reason = "this room writes the files")]

mod archive;
mod batch;
mod disk;
mod error;
mod journal;
mod lock;
mod name;
mod output;
pub mod sums;
#[cfg(test)]
mod tests;

pub use archive::archive;
pub use batch::Batch;
pub use error::PublishError;
pub use output::Output;

use disk::{WrittenFile, flush, rename, sync_folder, write_new};
use journal::Journal;
use lock::Lock;
use name::temporary;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// Report of a set that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of an earlier, interrupted run that were put in place first.
    pub completed: Vec<String>,
}

/// Writes `files` into `folder` as one set; makes the folder if there is none.
///
/// A file that is there is replaced and keeps its permissions; a symbolic link is
/// replaced itself, never followed.
///
/// # Errors
/// Returns the cause as [`PublishError`]. The old set stays complete with one exception: if
/// the system refuses to replace the second file or a later one, which it allowed a moment
/// before, those already replaced stay new, and the journal stays, so that the next run
/// completes the set as soon as the cause is gone.
pub fn publish(folder: &Path, files: &[Output]) -> Result<Published, PublishError> {
    check_names(files)?;
    fs::create_dir_all(folder).map_err(|e| PublishError::making(folder, e))?;
    let _lock = Lock::take(folder)?;
    let completed = mend(folder)?;
    // Before anything is written: most refusals then leave the folder as it was.
    for file in files {
        check_target(&folder.join(&file.name))?;
    }
    let journal = prepare(folder, files).inspect_err(|_| sweep(folder))?;
    replace(folder, &journal)?;
    // No temporary is left that it could name, and the next run flushes the folder first.
    let _ = fs::remove_file(journal::path(folder));
    Ok(Published { completed })
}

/// Completes the set that an interrupted run left in `folder`, so that what stands there can be
/// compared with its manifest; a folder that is not there holds none.
///
/// # Errors
/// Returns the cause, like [`publish`].
pub fn complete(folder: &Path) -> Result<Published, PublishError> {
    if !folder.is_dir() {
        return Ok(Published::default());
    }
    let _lock = Lock::take(folder)?;
    Ok(Published { completed: mend(folder)? })
}

/// Checks that all names are valid and differ from each other.
fn check_names(files: &[Output]) -> Result<(), PublishError> {
    let mut seen = BTreeSet::new();
    for Output { name, .. } in files {
        if !name::is_publishable(name) {
            return Err(PublishError::BadName(name.clone()));
        }
        // Windows and macOS hold names that differ in case to be the same.
        if !seen.insert(name.to_lowercase()) {
            return Err(PublishError::SameName(name.clone()));
        }
    }
    Ok(())
}

/// Completes the set that a journal names, then removes what dead runs left; returns the names
/// of the files it completed.
fn mend(folder: &Path) -> Result<Vec<String>, PublishError> {
    let journal = Journal::read(folder)?;
    let waiting: Vec<_> = journal.pending(folder).map(|(_, name)| name.to_owned()).collect();
    if !journal.is_empty() {
        replace(folder, &journal)?;
    }
    sweep(folder);
    Ok(waiting)
}

/// Checks that `target` can be replaced, as far as that can be known in advance.
fn check_target(target: &Path) -> Result<(), PublishError> {
    let path = target.to_owned();
    match fs::symlink_metadata(target) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(PublishError::on_target(target, e)),
        Ok(there) if there.is_dir() => Err(PublishError::IsFolder(path)),
        Ok(there) if there.is_file() && there.permissions().readonly() => {
            Err(PublishError::ReadOnlyFile(path))
        }
        Ok(_) => probe(target).map_err(|e| PublishError::on_target(target, e)),
    }
}

/// Opens a file for deletion, as a rename over it will: on Windows that fails while another
/// program holds the file, and it changes nothing.
#[cfg(windows)]
fn probe(target: &Path) -> io::Result<()> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE: u32 = 0x0001_0000;
    fs::OpenOptions::new().access_mode(DELETE).open(target).map(drop)
}

#[cfg(not(windows))]
fn probe(_target: &Path) -> io::Result<()> {
    Ok(())
}

/// Prepares everything: after this the new set only waits to be renamed.
fn prepare(folder: &Path, files: &[Output]) -> Result<Journal, PublishError> {
    let journal = Journal::of(files);
    let mut written = write_temporaries(folder, files)?;
    written.push(journal.write(folder)?);
    flush(&written)?;
    sync_folder(folder).map_err(|e| PublishError::in_folder(folder, e))?;
    journal.commit(folder)?;
    Ok(journal)
}

fn write_temporaries(folder: &Path, files: &[Output]) -> Result<Vec<WrittenFile>, PublishError> {
    write_new(files, folder, |i, _| temporary(folder, i))
}

/// Renames every temporary that still waits to its name.
fn replace(folder: &Path, journal: &Journal) -> Result<(), PublishError> {
    for (new, name) in journal.pending(folder) {
        let target = folder.join(name);
        if let Err(e) = rename(&new, &target) {
            // As long as no file is replaced, the old set can stay and the new one go.
            if journal.is_untouched(folder) {
                sweep(folder);
            }
            return Err(PublishError::renaming(&target, e));
        }
    }
    sync_folder(folder).map_err(|e| PublishError::in_folder(folder, e))
}

/// Removes the journal, then temporaries. It may fail: the next run removes what stays.
fn sweep(folder: &Path) {
    if fs::remove_file(journal::path(folder)).is_ok() {
        // It must not come back after a power cut, when what it names is gone.
        let _ = sync_folder(folder);
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_name().to_str() {
            Some(name) if name::is_temporary(name) => {
                let _ = fs::remove_file(entry.path());
            }
            Some(name) if name::is_staging_folder(name) => {
                let _ = fs::remove_dir_all(entry.path());
            }
            _ => {}
        }
    }
}
