//! Lock of a folder: one run at a time writes into it.

use super::error::PublishError;
use super::name;
use same_file::Handle;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Number and distance of attempts to take a lock that another run holds: ten seconds, longer
/// than a set takes to write, and short enough to wait for.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(20);

/// Lock of a folder: a file in it, removed when done. The system lifts the lock of a dead
/// process, so a file left behind does not block the next run.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// File that holds the lock for as long as it is open.
    file: File,
    sharing: Sharing,
}

/// Runs that may hold a lock at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sharing {
    /// One alone.
    Exclusive,
    /// Several that write different files.
    Shared,
}

impl Lock {
    /// Waits for the lock of `folder`, up to ten seconds.
    pub(super) fn take(folder: &Path) -> Result<Self, PublishError> {
        Self::take_within(folder, Sharing::Exclusive, TRIES)
    }

    /// Waits for the lock of `folder` that runs share which write different files.
    pub(super) fn share(folder: &Path) -> Result<Self, PublishError> {
        Self::take_within(folder, Sharing::Shared, TRIES)
    }

    /// Waits for the lock of `folder`, up to `tries` times [`PAUSE`].
    pub(super) fn take_within(
        folder: &Path,
        sharing: Sharing,
        tries: u32,
    ) -> Result<Self, PublishError> {
        let path = folder.join(name::LOCK);
        for _ in 0..tries {
            match Self::try_take(&path, sharing) {
                Ok(Some(file)) => return Ok(Lock { path, file, sharing }),
                Ok(None) => std::thread::sleep(PAUSE),
                Err(e) => return Err(PublishError::in_folder(folder, e)),
            }
        }
        Err(PublishError::Busy(folder.to_owned()))
    }

    /// Takes the lock; `None` if another run holds it.
    fn try_take(path: &Path, sharing: Sharing) -> io::Result<Option<File>> {
        // A link put at this place is not followed but removed.
        if fs::symlink_metadata(path).is_ok_and(|m| m.is_symlink()) {
            fs::remove_file(path)?;
        }
        let file = open(path)?;
        let locked = match sharing {
            Sharing::Exclusive => file.try_lock(),
            Sharing::Shared => file.try_lock_shared(),
        };
        match locked {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Some network file systems have no locks; to refuse to write there helps less.
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

/// Opens or creates the lock file. Network file systems need it writable; one that another
/// user's dead run left behind may only be readable, which is mostly enough.
fn open(path: &Path) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
    file.or_else(|e| match e.kind() {
        io::ErrorKind::PermissionDenied => File::open(path).map_err(|_| e),
        _ => Err(e),
    })
}

impl Drop for Lock {
    /// Removes the file while it is still locked, so that a waiting run notices it is gone.
    fn drop(&mut self) {
        // Others may still hold a lock that is shared: the last of them removes the file.
        let is_last = || self.file.unlock().is_ok() && self.file.try_lock().is_ok();
        if self.sharing == Sharing::Exclusive || is_last() {
            let _ = fs::remove_file(&self.path);
        }
    }
}
