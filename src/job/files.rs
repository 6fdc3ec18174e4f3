//! Reading of plain files with a limit, and the causes of failure in Italian.

use crate::held_file::is_held;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result as IoResult};
use std::path::{Path, PathBuf};

/// Files that a job may look into.
#[derive(Clone, Copy, Debug)]
pub enum FileStore<'a> {
    /// Files of this computer.
    Disk,
    /// Files that a person handed over, by their paths in folders that exist nowhere else.
    Memory(&'a BTreeMap<PathBuf, Vec<u8>>),
}

impl FileStore<'_> {
    /// Reads a plain file of at most `limit` bytes.
    ///
    /// # Errors
    /// The cause in a few words of Italian.
    pub(super) fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, String> {
        match self {
            FileStore::Disk => read_plain_file(path, limit),
            FileStore::Memory(files) => match files.get(path) {
                Some(bytes) if bytes.len() as u64 > limit => Err(excess(limit)),
                Some(bytes) => Ok(bytes.clone()),
                None => Err(read_cause(&ErrorKind::NotFound.into())),
            },
        }
    }

    /// Returns `true` for a plain file.
    pub(super) fn has(&self, path: &Path) -> bool {
        match self {
            FileStore::Disk => path.is_file(),
            FileStore::Memory(files) => files.contains_key(path),
        }
    }

    /// Lists the files of a folder; `None` if the path leads to none.
    pub(super) fn list(&self, path: &Path) -> Option<Vec<PathBuf>> {
        match self {
            FileStore::Disk if !path.is_dir() => None,
            FileStore::Disk => {
                let entries = std::fs::read_dir(path).into_iter().flatten().flatten();
                Some(entries.map(|entry| entry.path()).collect())
            }
            FileStore::Memory(files) => {
                let is_within = |file: &&PathBuf| file.parent() == Some(path);
                let within: Vec<_> = files.keys().filter(is_within).cloned().collect();
                (!files.contains_key(path)).then_some(within)
            }
        }
    }

    /// Returns `true` for a folder of this computer, from which a layout can be loaded.
    pub(super) fn has_layout_folder(&self, path: &Path) -> bool {
        matches!(self, FileStore::Disk) && path.is_dir()
    }
}

/// Reads a plain file of at most `limit` bytes.
///
/// # Errors
/// The cause in a few words of Italian.
pub(crate) fn read_plain_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let failed = |error: Error| read_cause(&error);
    let file = open_plain_file(path).map_err(failed)?.ok_or("non è un file")?;
    // A large file is refused before it is read; one that grows meanwhile, after.
    if file.metadata().map_err(failed)?.len() > limit {
        return Err(excess(limit));
    }
    let mut bytes = Vec::new();
    // One byte more tells a file that is too large from one of just this size.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit { Err(excess(limit)) } else { Ok(bytes) }
}

fn excess(limit: u64) -> String {
    format!("supera {} MB", limit / 1024 / 1024)
}

fn open_plain_file(path: &Path) -> IoResult<Option<File>> {
    // Opening a pipe could wait for ever.
    let is_file = std::fs::metadata(path)?.is_file();
    is_file.then(|| File::open(path)).transpose()
}

/// Returns the cause of a failed read in a few words of Italian.
pub fn read_cause(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "il file non c'è".to_owned(),
        ErrorKind::PermissionDenied => "mancano i permessi".to_owned(),
        ErrorKind::IsADirectory => "è una cartella".to_owned(),
        ErrorKind::NotADirectory => "una parte del percorso non è una cartella".to_owned(),
        // Errors made by this program have an Italian text; the texts of the system are English.
        ErrorKind::Other => error.to_string(),
        ErrorKind::InvalidFilename => "il nome non va bene su questo computer".to_owned(),
        _ if is_held(error) => "è aperto in un altro programma: chiudere il file".to_owned(),
        _ => "il sistema non lo apre".to_owned(),
    }
}
