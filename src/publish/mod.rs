//! Safe writing of a set of files that belong together.
//!
//! At every moment each file is the old one whole or the new one whole, and all
//! are ready on disk before the first is replaced. The steps, under a lock that
//! the system itself lifts when a process dies:
//!
//! 1. finish or sweep up what a dead run left (`mend`);
//! 2. see that every file can be replaced;
//! 3. write the new files as temporaries of the same folder, flush them, and only
//!    then name them in a journal;
//! 4. rename each over its place, flush the folder, remove the journal.
//!
//! A death before the journal stands leaves the old set and strays; a death after
//! it leaves a set that the next run completes. Many sets at once, each in a folder
//! of its own, are a [`Batch`]. Nothing here knows what it writes.

mod batch;
mod error;
mod journal;
mod lock;
mod name;
pub mod sums;
#[cfg(test)]
mod tests;

pub use batch::Batch;
pub use error::PublishError;

use journal::Journal;
use lock::Lock;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Its plain name in the folder.
    pub name: String,
    /// All it holds.
    pub bytes: Vec<u8>,
}

/// What was done beside writing the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files of an earlier run, cut short, that were put in place first.
    pub completed: Vec<String>,
}

/// Writes `files` into `folder` as one set; makes the folder if there is none.
///
/// A file that is there is replaced and keeps its permissions; a symbolic link is
/// replaced itself, never followed.
///
/// # Errors
/// [`PublishError`] by cause. The old set stands whole, but for one case: if the
/// system refuses to replace the second file or a later one, which it allowed a
/// moment before, those already replaced stay new, and the journal stays, for the
/// next run to complete the set as soon as the cause is gone.
pub fn publish(folder: &Path, files: &[Output]) -> Result<Published, PublishError> {
    check_names(files)?;
    fs::create_dir_all(folder).map_err(|e| PublishError::making(folder, e))?;
    let _lock = Lock::take(folder)?;
    let completed = mend(folder)?;
    for file in files {
        check_target(&folder.join(&file.name))?;
    }
    let journal = prepare(folder, files).inspect_err(|_| sweep(folder))?;
    replace(folder, &journal)?;
    // No temporary is left that it could name, and the next run flushes the folder first.
    let _ = fs::remove_file(journal::path(folder));
    Ok(Published { completed })
}

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

/// Completes the set that a journal names, then removes whatever dead runs left.
fn mend(folder: &Path) -> Result<Vec<String>, PublishError> {
    let journal = Journal::read(folder)?;
    let waiting: Vec<_> = journal.pending(folder).map(|(_, name)| name.to_owned()).collect();
    if !journal.is_empty() {
        replace(folder, &journal)?;
    }
    sweep(folder);
    Ok(waiting)
}

/// Sees that `target` can be replaced, as well as can be told beforehand.
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

/// On Windows a file that another program holds cannot be replaced. Opening it
/// for deletion, which a rename over it needs, tells so and changes nothing.
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

/// Makes everything ready: after this the new set only waits to be renamed.
fn prepare(folder: &Path, files: &[Output]) -> Result<Journal, PublishError> {
    let journal = Journal::of(files);
    let mut written = write_temporaries(folder, files)?;
    written.push(journal.write(folder)?);
    flush(&written)?;
    sync_folder(folder).map_err(|e| PublishError::in_folder(folder, e))?;
    journal.stand(folder)?;
    Ok(journal)
}

/// A file that is written but perhaps not yet on the disk, and the name that it is to get.
type Written = (File, PathBuf);

fn write_temporaries(folder: &Path, files: &[Output]) -> Result<Vec<Written>, PublishError> {
    write_new(files, folder, |i, _| temporary(folder, i))
}

/// Writes each of `files`, which are to stand in `folder`, where `place` says.
fn write_new(
    files: &[Output],
    folder: &Path,
    place: impl Fn(usize, &Output) -> PathBuf,
) -> Result<Vec<Written>, PublishError> {
    let write = |(i, file): (usize, &Output)| {
        let target = folder.join(&file.name);
        match create(&place(i, file), &file.bytes, &target) {
            Ok(new) => Ok((new, target)),
            Err(e) => Err(PublishError::in_folder(&target, e)),
        }
    };
    files.iter().enumerate().map(write).collect()
}

/// Flushes all, once the last is written: the first flush then carries most of them.
fn flush(files: &[Written]) -> Result<(), PublishError> {
    let mut files = files.iter();
    files.try_for_each(|(new, name)| new.sync_all().map_err(|e| PublishError::in_folder(name, e)))
}

/// A new file at `path` with the permissions of `model`, if there is one.
fn create(path: &Path, bytes: &[u8], model: &Path) -> io::Result<File> {
    // `create_new` follows no link that someone put at the place.
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if let Ok(there) = fs::symlink_metadata(model)
        && there.is_file()
    {
        file.set_permissions(there.permissions())?;
    }
    Ok(file)
}

/// Renames every temporary that still waits over its place.
fn replace(folder: &Path, journal: &Journal) -> Result<(), PublishError> {
    for (new, name) in journal.pending(folder) {
        let target = folder.join(name);
        if let Err(e) = rename(&new, &target) {
            if journal.is_untouched(folder) {
                sweep(folder);
            }
            return Err(PublishError::on_target(&target, e));
        }
    }
    sync_folder(folder).map_err(|e| PublishError::in_folder(folder, e))
}

/// Virus scanners and indexers hold a new file for a moment on Windows, so a
/// file in use is tried again for half a second.
fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = 10;
    loop {
        match fs::rename(from, to) {
            Err(e) if tries > 0 && error::is_in_use(&e) => {
                tries -= 1;
                std::thread::sleep(std::time::Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// Removes the journal, then temporaries. Nothing depends on it: what stays is
/// swept by the next run.
fn sweep(folder: &Path) {
    if fs::remove_file(journal::path(folder)).is_ok() {
        // It must not come back after a power cut, when what it names is gone.
        let _ = sync_folder(folder);
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.file_name().to_str() {
            Some(name) if name::is_temporary(name) => drop(fs::remove_file(entry.path())),
            Some(name) if name::is_staging_folder(name) => drop(fs::remove_dir_all(entry.path())),
            _ => {}
        }
    }
}

fn temporary(folder: &Path, index: usize) -> PathBuf {
    folder.join(name::temporary(index))
}

/// Makes renames in `folder` outlive a power cut.
fn sync_folder(folder: &Path) -> io::Result<()> {
    // Windows opens no folder as a file, and journals its names by itself.
    if cfg!(windows) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some network file systems cannot flush a folder.
        Err(e) if matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {
            Ok(())
        }
        done => done,
    }
}
