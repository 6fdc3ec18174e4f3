//! Single files and folders on disk: writing, flushing, renaming.

use super::Output;
use super::error::PublishError;
use crate::held_file::meets_held_file;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// File that is written but perhaps not yet flushed, and the path that it is to get.
pub(super) type WrittenFile = (File, PathBuf);

/// Writes each of `files`, a set for `folder`, at the path that `place` gives; files that stand
/// in the folder lend their permissions.
pub(super) fn write_new(
    files: &[Output],
    folder: &Path,
    place: impl Fn(usize, &Output) -> PathBuf,
) -> Result<Vec<WrittenFile>, PublishError> {
    let write = |(i, file): (usize, &Output)| {
        let target = folder.join(&file.name);
        match create(&place(i, file), &file.bytes, &target) {
            Ok(new) => Ok((new, target)),
            Err(e) => Err(PublishError::in_folder(&target, e)),
        }
    };
    files.iter().enumerate().map(write).collect()
}

/// Flushes files, after the last is written: the first flush then carries most of them.
pub(super) fn flush(files: &[WrittenFile]) -> Result<(), PublishError> {
    let mut files = files.iter();
    files.try_for_each(|(new, name)| new.sync_all().map_err(|e| PublishError::in_folder(name, e)))
}

/// Creates a file at `path` with the permissions of `model`, if that is a file.
pub(super) fn create(path: &Path, bytes: &[u8], model: &Path) -> io::Result<File> {
    // `create_new` follows no link that somebody put there to redirect the write.
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    if let Ok(there) = fs::symlink_metadata(model)
        && there.is_file()
    {
        file.set_permissions(there.permissions())?;
    }
    Ok(file)
}

/// Renames a file, and tries again for half a second while it is in use: virus scanners and
/// indexers hold a new file for a moment on Windows.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = 10;
    loop {
        match fs::rename(from, to) {
            Err(e) if tries > 0 && meets_held_file(&e) => {
                tries -= 1;
                sleep(Duration::from_millis(50));
            }
            done => return done,
        }
    }
}

/// Flushes a folder, so that renames in it outlive a power cut.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
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
