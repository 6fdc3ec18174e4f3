//! Reading of plain files with a limit, and the causes of failure in Italian.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Result as IoResult};
use std::path::Path;

/// Reads a plain file of at most `limit` bytes.
///
/// # Errors
/// The cause in a few words of Italian.
pub(crate) fn read_plain_file(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    let failed = |error: Error| read_cause(&error);
    let file = open_plain_file(path).map_err(failed)?.ok_or("non è un file")?;
    let too_large = || format!("supera {} MB", limit / 1024 / 1024);
    // A large file is refused before it is read; one that grows meanwhile, after.
    if file.metadata().map_err(failed)?.len() > limit {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // One byte more tells a file that is too large from one of just this size.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > limit { Err(too_large()) } else { Ok(bytes) }
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
        _ => "il sistema non lo apre".to_owned(),
    }
}
