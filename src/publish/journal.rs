//! The journal: the names that the temporaries of a set are to get.
//!
//! One name a line; the temporary of line `i` is number `i`. It comes to be by a
//! rename, so it is whole or absent. Nothing in it is trusted: it can name plain
//! files of its own folder only, and move only our own temporaries.

use super::error::PublishError;
use super::{Output, Written, create, name, sync_folder, temporary};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A longer journal is none of ours.
const MOST_BYTES: u64 = 1 << 20;

/// The names of a set, in order.
#[derive(Debug, Default)]
pub(super) struct Journal(Vec<String>);

/// Where the journal of `folder` stands.
pub(super) fn path(folder: &Path) -> PathBuf {
    folder.join(name::JOURNAL)
}

impl Journal {
    /// The names of `files`.
    pub(super) fn of(files: &[Output]) -> Self {
        Journal(files.iter().map(|f| f.name.clone()).collect())
    }

    /// The journal that a dead run left in `folder`; empty if there is none, or none of ours.
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

    /// Whether it names nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the journal into `folder` under a name that nobody heeds.
    pub(super) fn write(&self, folder: &Path) -> Result<Written, PublishError> {
        let path = path(folder);
        let text: String = self.0.iter().map(|n| n.clone() + "\n").collect();
        match create(&folder.join(name::NEW_JOURNAL), text.as_bytes(), &path) {
            Ok(new) => Ok((new, path)),
            Err(e) => Err(PublishError::in_folder(folder, e)),
        }
    }

    /// Gives the journal its name, once it and what it names are flushed: it stands whole, or
    /// not at all.
    pub(super) fn stand(&self, folder: &Path) -> Result<(), PublishError> {
        fs::rename(folder.join(name::NEW_JOURNAL), path(folder))
            .and_then(|()| sync_folder(folder))
            .map_err(|e| PublishError::in_folder(folder, e))
    }

    /// The temporaries that still wait, each with the name it is to get.
    pub(super) fn pending(&self, folder: &Path) -> impl Iterator<Item = (PathBuf, &str)> {
        let all = self.0.iter().enumerate();
        let all = all.map(move |(i, name)| (temporary(folder, i), name.as_str()));
        // A temporary that is gone has been renamed; a link at its place is none of ours.
        all.filter(|(new, _)| is_file(new))
    }

    /// Whether no file of the set has been replaced yet.
    pub(super) fn is_untouched(&self, folder: &Path) -> bool {
        self.pending(folder).count() == self.0.len()
    }
}

fn is_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|there| there.is_file())
}
