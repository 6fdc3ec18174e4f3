//! Many sets at once, each in a folder of its own below one folder.
//!
//! As a rule that folder does not exist yet. Then the set is prepared in a staging folder and
//! placed by one rename: it is there completely or not at all, without lock and journal, at
//! half the flushes. If the folder exists, the set is written like any other.

use super::disk::{flush, rename, sync_folder, write_new};
use super::error::PublishError;
use super::lock::Lock;
use super::{Output, check_names, mend, name, publish};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Folder that many sets go to. It is locked: no run writes into it meanwhile that has not joined.
#[derive(Debug)]
pub struct Batch {
    folder: PathBuf,
    /// Folders in which new ones were placed, to be flushed at the end.
    changed: Mutex<BTreeSet<PathBuf>>,
    _lock: Lock,
}

impl Batch {
    /// Makes `folder` if there is none, and removes what dead runs left in it.
    ///
    /// # Errors
    /// Returns the cause, like [`publish`].
    pub fn begin(folder: &Path) -> Result<Self, PublishError> {
        fs::create_dir_all(folder).map_err(|e| PublishError::making(folder, e))?;
        let lock = Lock::take(folder)?;
        mend(folder)?;
        Ok(Batch { folder: folder.to_owned(), changed: Mutex::default(), _lock: lock })
    }

    /// Makes `folder` if there is none, for one of several runs at once that write different sets.
    /// What dead runs left stays, as it may be what another run prepares.
    ///
    /// # Errors
    /// Returns the cause, like [`publish`].
    pub fn join(folder: &Path) -> Result<Self, PublishError> {
        fs::create_dir_all(folder).map_err(|e| PublishError::making(folder, e))?;
        let lock = Lock::share(folder)?;
        Ok(Batch { folder: folder.to_owned(), changed: Mutex::default(), _lock: lock })
    }

    /// Writes `files` as one set into the folder `within`, a relative path that leads
    /// downwards. Sets may be written at the same time if their numbers and their folders
    /// differ.
    ///
    /// # Errors
    /// Returns the cause, like [`publish`].
    pub fn publish(
        &self,
        number: usize,
        within: &Path,
        files: &[Output],
    ) -> Result<(), PublishError> {
        let target = self.folder.join(within);
        if !is_free(&target) || !self.place(number, &target, files)? {
            publish(&target, files)?;
        }
        Ok(())
    }

    /// Writes a new set; `false` if something exists at its place after all, or if that place
    /// is on another disk.
    fn place(&self, number: usize, target: &Path, files: &[Output]) -> Result<bool, PublishError> {
        check_names(files)?;
        let parent = target.parent().unwrap_or(target);
        fs::create_dir_all(parent).map_err(|e| PublishError::making(parent, e))?;
        let staging = self.folder.join(name::staging_folder(number));
        let ready = prepare_folder(&staging, target, files);
        let placed = ready.map(|()| rename(&staging, target).is_ok());
        if matches!(placed, Ok(true)) {
            // A panic of another thread leaves this list whole: it only grows.
            let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
            let parents = parent.ancestors().take_while(|f| f.starts_with(&self.folder));
            changed.extend(parents.map(Path::to_owned));
        } else {
            // The next run removes what stays.
            let _ = fs::remove_dir_all(&staging);
        }
        placed
    }

    /// Makes all sets outlive a power cut; without it each is still complete or absent.
    ///
    /// # Errors
    /// Returns what the system refused.
    pub fn finish(self) -> Result<(), PublishError> {
        let changed = self.changed.into_inner().unwrap_or_else(PoisonError::into_inner);
        for folder in changed {
            sync_folder(&folder).map_err(|e| PublishError::in_folder(&folder, e))?;
        }
        Ok(())
    }
}

fn is_free(target: &Path) -> bool {
    fs::symlink_metadata(target).is_err_and(|e| e.kind() == io::ErrorKind::NotFound)
}

/// Writes and flushes `files` in the new folder `staging`; messages name `target`.
fn prepare_folder(staging: &Path, target: &Path, files: &[Output]) -> Result<(), PublishError> {
    fs::create_dir(staging).map_err(|e| PublishError::in_folder(target, e))?;
    let written = write_new(files, target, |_, file| staging.join(&file.name))?;
    flush(&written)?;
    sync_folder(staging).map_err(|e| PublishError::in_folder(target, e))
}
