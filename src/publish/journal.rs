//! Journal: the names that the temporaries of a set are to get.
//!
//! It has one name a line; the temporary of line `i` is number `i`. It appears by a rename,
//! so it is complete or absent. Nothing in it is trusted: it can name plain files of its own
//! folder only, and move temporaries of this program only.

use super::Output;
use super::disk::{WrittenFile, create, sync_folder};
use super::error::PublishError;
use super::name::{self, temporary};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Most bytes of a journal; a set of a few files needs a hundred, and a longer file is none
/// that this program wrote.
const MOST_BYTES: u64 = 1 << 20;

/// Names of a set, in order.
#[derive(Debug, Default)]
pub(super) struct Journal(Vec<String>);

/// Returns the path of the journal of `folder`.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join(name::JOURNAL)
}

impl Journal {
    /// Collects the names of `files`.
    pub(super) fn of(files: &[Output]) -> Self {
        Journal(files.iter().map(|f| f.name.clone()).collect())
    }

    /// Reads the journal that a dead run left in `folder`; empty if there is none, or none that
    /// this program wrote.
    pub(super) fn read(folder: &Path) -> Result<Self, PublishError> {
        let path = path(folder);
        if !is_file(&path) {
            return Ok(Journal::default());
        }
        let mut text = Vec::new();
        let read = File::open(&path).and_then(|f| f.take(MOST_BYTES).read_to_end(&mut text));
        read.map_err(|e| PublishError::in_folder(&path, e))?;
        let text = String::from_utf8(text).unwrap_or_default();
        let names: Vec<String> = text.lines().map(str::to_owned).collect();
        let ours = text.ends_with('\n') && names.iter().all(|name| name::is_publishable(name));
        Ok(if ours { Journal(names) } else { Journal::default() })
    }

    /// Returns `true` if it names nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the journal into `folder` under a name that no run reads.
    pub(super) fn write(&self, folder: &Path) -> Result<WrittenFile, PublishError> {
        let path = path(folder);
        let text: String = self.0.iter().map(|n| n.clone() + "\n").collect();
        match create(&folder.join(name::NEW_JOURNAL), text.as_bytes(), &path) {
            Ok(new) => Ok((new, path)),
            Err(e) => Err(PublishError::in_folder(folder, e)),
        }
    }

    /// Gives the journal its name, after it and what it names are flushed: from now on a run
    /// that dies is completed by the next.
    pub(super) fn commit(&self, folder: &Path) -> Result<(), PublishError> {
        fs::rename(folder.join(name::NEW_JOURNAL), path(folder))
            .and_then(|()| sync_folder(folder))
            .map_err(|e| PublishError::in_folder(folder, e))
    }

    /// Lists the temporaries that still wait, each with the name it is to get.
    pub(super) fn pending(&self, folder: &Path) -> impl Iterator<Item = (PathBuf, &str)> {
        let names = self.0.iter().enumerate();
        let temporaries = names.map(move |(i, name)| (temporary(folder, i), name.as_str()));
        // A temporary that is gone has been renamed; a link in its place is somebody else's.
        temporaries.filter(|(new, _)| is_file(new))
    }

    /// Returns `true` if no file of the set has been replaced yet.
    pub(super) fn is_untouched(&self, folder: &Path) -> bool {
        self.pending(folder).count() == self.0.len()
    }
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}
