//! The zip files that workbooks and documents are: opened and unpacked within bounds.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use zip::ZipArchive;

/// The most parts that a file may have.
const MOST_PARTS: usize = 5_000;
/// How much is read of a file, unpacked: in bytes, of which a tag counts [`TAG`] more, since
/// tags take longer than letters.
const MOST_READ: usize = 288 * 1024 * 1024;
const TAG: usize = 16;

/// Why a package, or a part of it, cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::office) enum Broken {
    /// It does not follow the rules of its format, or a part is missing.
    Damaged,
    /// It holds more than anybody's plan.
    TooLarge,
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::FileTooLarge => Broken::TooLarge,
            _ => Broken::Damaged,
        }
    }
}

/// A zip file with its parts by name.
pub(in crate::office) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// In small letters: names differ in more than case (ECMA-376-2, 6.2.2.3).
    parts: BTreeMap<String, usize>,
    left: usize,
    has_doubles: bool,
}

impl<'b> Package<'b> {
    /// Opens a zip file.
    ///
    /// # Errors
    /// [`Broken`] if it is none, or has more parts than any program writes.
    pub fn open(bytes: &'b [u8]) -> Result<Self, Broken> {
        let count = count_of_parts(bytes);
        if count > MOST_PARTS {
            return Err(Broken::TooLarge);
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Broken::Damaged)?;
        if archive.len() > MOST_PARTS {
            return Err(Broken::TooLarge);
        }
        let names = archive.file_names().enumerate();
        let parts: BTreeMap<_, _> =
            names.filter_map(|(i, name)| Some((key(&name.ok()?), i))).collect();
        let has_doubles = count != parts.len();
        Ok(Package { archive, parts, left: MOST_READ, has_doubles })
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&key(name))
    }

    /// Whether the end of the file counts more parts than there are names: of two parts of
    /// one name, each program shows the one that it finds.
    pub fn has_doubles(&self) -> bool {
        self.has_doubles
    }

    /// The names of all parts, in small letters.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.keys().map(String::as_str)
    }

    /// The bytes of a part as they unpack; all parts together up to [`MOST_READ`], past
    /// which reading fails as [`Broken::TooLarge`].
    ///
    /// # Errors
    /// [`Broken::Damaged`] if there is no such part, or none that unpacks.
    pub fn part(&mut self, name: &str) -> Result<impl BufRead + '_, Broken> {
        let index = *self.parts.get(&key(name)).ok_or(Broken::Damaged)?;
        let part = self.archive.by_index(index).map_err(|_| Broken::Damaged)?;
        Ok(BufReader::with_capacity(64 * 1024, Bounded { part, left: &mut self.left }))
    }
}

/// How a part is looked up: a name from a relationship may begin with a slash.
fn key(name: &str) -> String {
    name.trim_start_matches('/').replace('\\', "/").to_lowercase()
}

/// What the end of the file says of the number of parts (APPNOTE 6.3.10, 4.3.16), before
/// anybody makes room for them.
fn count_of_parts(bytes: &[u8]) -> usize {
    const LONGEST_COMMENT: usize = 65_535 + 22;
    let tail = &bytes[bytes.len().saturating_sub(LONGEST_COMMENT)..];
    let end = tail.windows(4).rposition(|window| window == b"PK\x05\x06");
    let count = end.and_then(|at| tail.get(at + 10..at + 12));
    count.map_or(0, |count| usize::from(u16::from_le_bytes([count[0], count[1]])))
}

struct Bounded<'p, R> {
    part: R,
    left: &'p mut usize,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        let tags = buffer[..read].iter().filter(|byte| **byte == b'<').count();
        let left = self.left.checked_sub(read + TAG * tags);
        *self.left = left.ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}
