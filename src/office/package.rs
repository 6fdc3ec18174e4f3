//! Zip packages of workbooks and documents, unpacked within limits.

use super::part_encoding;
use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// Most parts of a package: workbooks have one a sheet and some more, and the directory is held
/// in memory.
const MOST_PARTS: usize = 5_000;
/// Most bytes that are unpacked of a package; each tag counts [`TAG_COST`] more, because tags
/// take longer to read than letters. Far above a plan of 100,000 objectives.
const MOST_READ: usize = 288 * 1024 * 1024;
/// Cost of a tag, in bytes of text.
const TAG_COST: usize = 16;

/// Reason for which a package, or a part of it, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PackageError {
    /// The format is violated or a part is missing.
    Damaged,
    /// More content than any plan has.
    TooLarge,
    /// Elements nested more deeply than any program writes.
    TooDeep,
    /// A part declares another encoding than UTF-8, in which programs would show other letters.
    Encoding,
}

impl From<io::Error> for PackageError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::FileTooLarge => PackageError::TooLarge,
            _ => PackageError::Damaged,
        }
    }
}

/// Zip file with its parts by name.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Indices of parts by name in lower case: names are equal regardless of case (ECMA-376-2,
    /// 6.2.2.3).
    parts: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: usize,
    has_duplicates: bool,
}

impl<'b> Package<'b> {
    /// Opens a zip file.
    ///
    /// # Errors
    /// [`PackageError`] if the file is no zip file or has too many parts.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, PackageError> {
        let count = count_of_parts(bytes);
        if count > MOST_PARTS {
            return Err(PackageError::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Damaged)?;
        // The end record may state fewer parts than the directory lists.
        if archive.len() > MOST_PARTS {
            return Err(PackageError::TooLarge);
        }
        let names = archive.file_names().enumerate();
        let parts: BTreeMap<_, _> =
            names.filter_map(|(i, name)| Some((key(&name.ok()?), i))).collect();
        // The archive lists a name once, so that only the end record counts duplicates.
        let has_duplicates = count != parts.len();
        Ok(Package { archive, parts, left: MOST_READ, has_duplicates })
    }

    /// Returns `true` if a part of that name exists.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Returns `true` if the name of a part, found whatever its letters, ends in exactly these
    /// steps: some programs find no part whose name differs in capitals.
    pub(crate) fn is_spelled(&self, name: &str, steps: &str) -> bool {
        let index = self.parts.get(&key(name));
        let stored = index.and_then(|index| self.archive.name_for_index(*index)?.ok());
        // A part that is missing is no matter of spelling.
        stored.is_none_or(|stored| stored.replace('\\', "/").ends_with(steps))
    }

    /// Returns `true` if two parts have the same name, so that programs may show different ones.
    pub(crate) fn has_duplicates(&self) -> bool {
        self.has_duplicates
    }

    /// Returns the names of all parts in lower case.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// Opens a part; reading fails as [`PackageError::TooLarge`] once all parts together exceed
    /// [`MOST_READ`].
    ///
    /// # Errors
    /// [`PackageError::Damaged`] if the part is missing or does not unpack.
    pub(crate) fn part(&mut self, name: &str) -> Result<impl BufRead + '_, PackageError> {
        let index = *self.parts.get(&key(name)).ok_or(PackageError::Damaged)?;
        let part = self.archive.by_index(index).map_err(|_| PackageError::Damaged)?;
        let part = BufReader::with_capacity(64 * 1024, UnpackLimit { part, left: &mut self.left });
        part_encoding::in_utf8(part)
    }
}

/// Returns the number of bytes that the parts of a package unpack to together, each tag as `TAG_COST`
/// more; `None` if they are more than `most`, and zero for what is no package.
///
/// Pictures and fonts, which are not read, count for an eighth.
pub fn unpacked_size(bytes: &[u8], most: u64) -> Option<u64> {
    let Ok(mut package) = Package::open(bytes) else { return Some(0) };
    let mut size = 0;
    for index in 0..package.archive.len() {
        // A part that does not unpack is for the reader that needs it to report.
        let Ok(part) = package.archive.by_index(index) else { continue };
        let share = if part.name().is_ok_and(|name| is_text(&name)) { 1 } else { 8 };
        let room = usize::try_from((most + 1 - size).saturating_mul(share)).unwrap_or(usize::MAX);
        let mut left = room;
        // What was unpacked counts even where the end of a part is damaged.
        let read = io::copy(&mut UnpackLimit { part, left: &mut left }, &mut io::sink());
        if read.is_err_and(|error| error.kind() == io::ErrorKind::FileTooLarge) {
            return None;
        }
        size += (room - left) as u64 / share;
        if size > most {
            return None;
        }
    }
    Some(size)
}

/// Returns `true` for the name of a part in XML.
fn is_text(name: &str) -> bool {
    let name = name.to_lowercase();
    [".xml", ".rels", ".vml"].iter().any(|end| name.ends_with(end))
}

/// Returns the key of a part; a name from a relationship may begin with a slash.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// Returns the number of parts in the end record (APPNOTE 6.3.10, 4.3.16), known before any
/// memory is reserved for them.
fn count_of_parts(bytes: &[u8]) -> usize {
    const LONGEST_COMMENT: usize = 65_535 + 22;
    let tail = &bytes[bytes.len().saturating_sub(LONGEST_COMMENT)..];
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
    let count = end.and_then(|at| tail.get(at + 10..at + 12));
    count.map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])))
}

/// Part whose bytes are counted as they unpack: the sizes that a zip file states may be false.
struct UnpackLimit<'p, R> {
    part: R,
    left: &'p mut usize,
}

impl<R: Read> Read for UnpackLimit<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let tags = buffer[..read].iter().filter(|byte| **byte == b'<').count();
        let left = self.left.checked_sub(read + TAG_COST * tags);
        *self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}
