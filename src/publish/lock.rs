//! One run at a time in a folder.

use super::error::PublishError;
use super::name;
use same_file::Handle;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How often, and how far apart, a lock that another run holds is tried: ten seconds.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// The lock of a folder: a file of its own, removed when done. The system lifts
/// the lock of a dead process, so the file it left behind blocks nobody.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Open for as long as the lock is held.
    _file: File,
}

impl Lock {
    /// Waits for the lock of `folder`, up to ten seconds.
    pub(super) fn take(folder: &Path) -> Result<Self, PublishError> {
        Self::take_within(folder, TRIES)
    }

    pub(super) fn take_within(folder: &Path, tries: u32) -> Result<Self, PublishError> {
        let path = folder.join(name::LOCK);
        for _ in 0..tries {
            match Self::try_take(&path) {
                Ok(Some(file)) => return Ok(Lock { path, _file: file }),
                Ok(None) => std::thread::sleep(PAUSE),
                Err(e) => return Err(PublishError::in_folder(folder, e)),
            }
        }
        Err(PublishError::Busy(folder.to_owned()))
    }

    fn try_take(path: &Path) -> io::Result<Option<File>> {
        // A link put at this place is not followed but removed.
        if fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) {
            fs::remove_file(path)?;
        }
        let file = open(path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // A file system without locks: nothing better can be had there.
            Err(TryLockError::Error(e)) if e.kind() == io::ErrorKind::Unsupported => {}
            Err(TryLockError::Error(e)) => return Err(e),
            Ok(()) => {}
        }
        // Its holder may have removed the file between our opening and our locking it.
        let same = Handle::from_file(file.try_clone()?)?;
        let still = Handle::from_path(path).is_ok_and(|there| there == same);
        Ok(still.then_some(file))
    }
}

/// Opens or makes the lock file. Network file systems want it writable; one that
/// another user's dead run left behind may only be readable, which mostly is enough.
fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    file.or_else(|e| match e.kind() {
        io::ErrorKind::PermissionDenied => File::open(path).map_err(|_| e),
        _ => Err(e),
    })
}

impl Drop for Lock {
    /// Removes the file while it is still locked: a run that waits for it sees that it is gone.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}
