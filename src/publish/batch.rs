//! Many sets at once, each in a folder of its own below one folder.
//!
//! Where there is no such folder yet, which is the rule, the set is made ready in a folder
//! beside it and gets its place by one rename: it is there whole or not at all, without lock
//! and journal, at half the flushes. Where there is one, the set is written as any other.

use super::error::PublishError;
use super::lock::Lock;
use super::{Output, check_names, flush, mend, name, publish, rename, sync_folder, write_new};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// A folder that many sets go to. No other run writes into it for as long as this lives.
#[derive(Debug)]
pub struct Batch {
    folder: PathBuf,
    /// The folders that got a new one in them.
    changed: Mutex<BTreeSet<PathBuf>>,
    _lock: Lock,
}

impl Batch {
    /// Makes `folder` if there is none, and removes what dead runs left in it.
    ///
    /// # Errors
    /// As [`publish`].
    pub fn begin(folder: &Path) -> Result<Self, PublishError> {
        fs::create_dir_all(folder).map_err(|e| PublishError::making(folder, e))?;
        let lock = Lock::take(folder)?;
        mend(folder)?;
        Ok(Batch { folder: folder.to_owned(), changed: Mutex::default(), _lock: lock })
    }

    /// Writes `files` as one set into the folder `within`, a relative path that leads
    /// downwards. Sets may be written at the same time if their numbers and their folders
    /// differ.
    ///
    /// # Errors
    /// As [`publish`].
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

    /// Writes a new set; false if something stands at its place after all, or if that place
    /// is on another disk.
    fn place(&self, number: usize, target: &Path, files: &[Output]) -> Result<bool, PublishError> {
        check_names(files)?;
        let parent = target.parent().unwrap_or(target);
        fs::create_dir_all(parent).map_err(|e| PublishError::making(parent, e))?;
        let aside = self.folder.join(name::staging_folder(number));
        let ready = make_ready(&aside, target, files);
        let placed = ready.map(|()| rename(&aside, target).is_ok());
        match placed {
            Ok(true) => {
                let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
                let above = parent.ancestors().take_while(|f| f.starts_with(&self.folder));
                changed.extend(above.map(Path::to_owned));
            }
            _ => drop(fs::remove_dir_all(&aside)),
        }
        placed
    }

    /// Makes all sets outlive a power cut. Without it each is still there whole or not at all.
    ///
    /// # Errors
    /// What the system refused.
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

/// Writes and flushes `files` in the new folder `aside`; `target` is what messages name.
fn make_ready(aside: &Path, target: &Path, files: &[Output]) -> Result<(), PublishError> {
    fs::create_dir(aside).map_err(|e| PublishError::in_folder(target, e))?;
    let written = write_new(files, target, |_, file| aside.join(&file.name))?;
    flush(&written)?;
    sync_folder(aside).map_err(|e| PublishError::in_folder(target, e))
}
