//! Bounded reading of files within a layout's folder.

use std::io::{Error, ErrorKind, Read, Result};
use std::path::{Component, Path, PathBuf};

/// Returns `path` if it is relative and never goes upwards.
pub(super) fn relative(path: &str) -> Option<&Path> {
    let path = Path::new(path);
    path.components().all(|c| matches!(c, Component::Normal(_))).then_some(path)
}

/// Resolves `relative` in `folder`, following links.
///
/// # Errors
/// [`ErrorKind::Other`] if the result lies outside of the folder; those of the system.
pub(super) fn contained(folder: &Path, relative: &Path) -> Result<PathBuf> {
    let real = folder.join(relative).canonicalize()?;
    // Links are resolved on both sides first: a link inside the folder must not lead to files of
    // the computer that end up in a published document.
    if real.starts_with(folder.canonicalize()?) { Ok(real) } else { Err(outside()) }
}

/// Returns the error for a path that leaves the layout's folder.
pub(super) fn outside() -> Error {
    Error::other("esce dalla cartella del layout")
}

/// Reads a file of at most `limit` bytes.
///
/// # Errors
/// [`ErrorKind::Other`] for a larger file and for devices and pipes, which may never end; those
/// of the system.
pub(super) fn read_bounded(path: &Path, limit: u64) -> Result<Vec<u8>> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(Error::other("non è un file"));
    }
    let mut bytes = Vec::new();
    // One byte more than allowed shows that the file is too large, whatever size the system stated.
    std::fs::File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(Error::other(format!("supera {} KB", limit / 1024)));
    }
    Ok(bytes)
}

/// Describes an error in words that follow the name of a file.
pub(super) fn cause(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "non c'è".to_owned(),
        ErrorKind::PermissionDenied => "non si può leggere: mancano i permessi".to_owned(),
        // Errors of this module are written in Italian already.
        ErrorKind::Other => error.to_string(),
        ErrorKind::NotADirectory => "non è una cartella".to_owned(),
        _ => "non si può leggere: il sistema non lo apre".to_owned(),
    }
}
