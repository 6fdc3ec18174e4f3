//! Files of a set in one archive, for a browser that takes away one file at a time.

use super::Output;
use std::io::{Cursor, Write};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// Packs files into a ZIP archive: the same bytes for the same files on every system, as neither
/// the clock nor the system is asked.
///
/// # Errors
/// Returns the error of the archive, for names or sizes that it cannot hold.
pub fn archive(files: &[Output]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .system(System::Unix);
    for file in files {
        zip.start_file(&file.name, options)?;
        zip.write_all(&file.bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
