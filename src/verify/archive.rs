//! Archives in which files come back: ZIP, and the signed containers that are made of it
//! (ASiC, ETSI EN 319 162-1).

mod coverage;
mod records;
pub(super) mod regularity;
mod surplus;

use super::layers::hides_a_file;
use super::{Reason, Verdict};
use memchr::memmem;
use records::{ContainerRecords, is_manifest, is_record};
use regularity::is_regular;
use std::io::{Cursor, Read};
use surplus::{data_range, in_packing, outside_files};
use zip::{CompressionMethod, ZipArchive};

/// Most members of an archive that are judged, one by one; a set of annexes has three files.
const MOST_MEMBERS: usize = 100;
/// Most parts of a package of Office, which is no archive here.
const MOST_PARTS: usize = 5_000;
/// Most bytes that the members of an archive may have together.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Part of every package of Office.
const PACKAGE_TYPES: &str = "[Content_Types].xml";
/// Member that tells the kind of a container.
const CONTAINER_TYPE: &str = "mimetype";
/// Kinds of containers (ETSI EN 319 162-1, 4.3.3.1 and 4.4.3.1).
const CONTAINER_TYPES: [&str; 2] =
    ["application/vnd.etsi.asic-s+zip", "application/vnd.etsi.asic-e+zip"];
/// Files that systems add to a folder: macOS one for each file (AppleDouble, RFC 1740), which for a PDF or a
/// document holds where it was loaded from, and one for the look of the folder; Windows one of thumbnails.
const ADDED_BY_SYSTEM: [AddedFile; 3] = [
    AddedFile { name: "__MACOSX/", start: b"\0\x05\x16\x07", most: 4096 },
    AddedFile { name: ".DS_Store", start: b"\0\0\0\x01Bud1", most: 64 * 1024 },
    AddedFile { name: "Thumbs.db", start: b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", most: 1024 * 1024 },
];

/// File that a system adds.
struct AddedFile {
    /// Beginning of its path, or its name.
    name: &'static str,
    /// First bytes.
    start: &'static [u8],
    /// Most bytes; a larger one is a file to look at.
    most: usize,
}

/// Archive with its members, none of which has been unpacked.
pub(super) struct Archive<'b> {
    bytes: &'b [u8],
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Files that it delivers, by index and name.
    files: Vec<(usize, String)>,
    /// Indices of signatures and what belongs to them.
    records: Vec<usize>,
    /// Set for a signed container.
    is_container: bool,
    /// Reason against what it holds besides its files.
    surplus: Option<Reason>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    /// Opens an archive; `None` if the file is a package of Office or no archive.
    ///
    /// # Errors
    /// Returns the reason why an archive cannot be taken for what its members say.
    pub(crate) fn open(bytes: &'b [u8]) -> Option<Result<Self, Reason>> {
        if !bytes.starts_with(b"PK\x03\x04") {
            return None;
        }
        let irregular = "è un archivio ZIP che programmi diversi possono aprire in modo diverso";
        let count = count_of_members(bytes);
        // The directory is held in memory: its length is known before it is read.
        if count.is_none_or(|count| count > MOST_PARTS) {
            let is_package = memmem::find(bytes, PACKAGE_TYPES.as_bytes()).is_some();
            return if is_package { None } else { Some(Err(extract(irregular))) };
        }
        let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
            return Some(Err(unknown("è un archivio ZIP incompleto o rovinato: va rimandato")));
        };
        if zip.index_for_name(PACKAGE_TYPES).is_some() {
            return None;
        }
        if zip.len() > MOST_MEMBERS {
            return Some(Err(extract("è un archivio ZIP con troppi file")));
        }
        if !is_regular(bytes, &mut zip, MOST_BYTES) {
            return Some(Err(extract(irregular)));
        }
        Some(Self::listed(bytes, zip))
    }

    fn listed(bytes: &'b [u8], mut zip: ZipArchive<Cursor<&'b [u8]>>) -> Result<Self, Reason> {
        let is_container = is_container(&mut zip);
        let (mut files, mut records, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for index in 0..zip.len() {
            let Ok(entry) = zip.by_index_data(index) else {
                return Err(extract("è un archivio ZIP protetto o rovinato"));
            };
            let Ok(name) = entry.name() else {
                return Err(extract("è un archivio ZIP con nomi di file che non si leggono"));
            };
            if entry.encrypted() {
                return Err(extract("è un archivio ZIP protetto da password"));
            } else if entry.is_dir() || (is_container && name == CONTAINER_TYPE) {
                continue;
            } else if is_container && is_record(&name) {
                records.push(index);
            } else if added_by_system(&name).is_some() {
                others.push((index, name.into_owned()));
            } else {
                files.push((index, name.into_owned()));
            }
        }
        let (surplus, left) = (None, MOST_BYTES);
        let mut archive = Archive { bytes, zip, files, records, is_container, surplus, left };
        archive.sort_out(others);
        if archive.files.is_empty() {
            return Err(unknown("è un archivio ZIP in cui non c'è nessun file da controllare"));
        }
        Ok(archive)
    }

    /// Takes what a system added for no file, and looks for other files in all that is none.
    fn sort_out(&mut self, added: Vec<(usize, String)>) {
        let mut surplus = None;
        for (index, name) in added {
            match self.unpacked(index) {
                Ok(content)
                    if added_by_system(&name).is_some_and(|added| {
                        content.starts_with(added.start) && content.len() <= added.most
                    }) =>
                {
                    surplus = surplus.or_else(|| hides_a_file(&content));
                }
                _ => self.files.push((index, name)),
            }
        }
        for index in self.records.clone() {
            let content = self.unpacked(index).unwrap_or_default();
            surplus = surplus.or_else(|| hides_a_file(&content));
        }
        self.files.sort_unstable();
        // What stands where the type of a container does is no file that anybody looks for.
        let files = self.files.iter().filter(|(_, name)| name != CONTAINER_TYPE);
        let files: Vec<_> = files.map(|(index, _)| *index).collect();
        self.surplus = surplus.or_else(|| outside_files(self.bytes, &mut self.zip, &files));
    }

    /// Returns the names of the files, in their order.
    pub(crate) fn names(&self) -> Vec<String> {
        self.files.iter().map(|(_, name)| name.clone()).collect()
    }

    /// Unpacks the file at `position` in the list of names.
    ///
    /// # Errors
    /// Returns the reason why it cannot be unpacked.
    pub(crate) fn file(&mut self, position: usize) -> Result<Vec<u8>, Reason> {
        let index = self.files[position].0;
        let content = self.unpacked(index)?;
        match self.packing(index).and_then(|packed| in_packing(packed, &content)) {
            Some(reason) => Err(reason),
            None => Ok(content),
        }
    }

    /// Returns the data of a member that is packed; `None` for one that stands as it is.
    fn packing(&mut self, index: usize) -> Option<&'b [u8]> {
        let member = self.zip.by_index_raw(index).ok()?;
        let is_packed = member.compression() != CompressionMethod::Stored;
        let range = data_range(member.data_start()?, member.compressed_size())?;
        self.bytes.get(range).filter(|_| is_packed)
    }

    /// Reads the signatures and time stamps of a signed container.
    pub(crate) fn records(&mut self) -> ContainerRecords {
        let contents: Vec<_> = self.records.clone().into_iter().map(|i| self.record(i)).collect();
        let mut records = ContainerRecords::read(&contents, self.files.len());
        records.is_container = self.is_container;
        records.reasons.extend(self.surplus.clone());
        records
    }

    /// Returns the name and the content of a record; no content if it cannot be unpacked.
    fn record(&mut self, index: usize) -> (String, Vec<u8>) {
        let name = self.zip.name_for_index(index).and_then(Result::ok);
        let name = name.map(|name| name.into_owned()).unwrap_or_default();
        (name, self.unpacked(index).unwrap_or_default())
    }

    fn unpacked(&mut self, index: usize) -> Result<Vec<u8>, Reason> {
        let damaged = || unknown("nell'archivio è incompleto o rovinato: va rimandato");
        let entry = self.zip.by_index(index).map_err(|_| damaged())?;
        let mut bytes = Vec::new();
        // The size that an archive states may be false.
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        if bytes.len() as u64 > self.left {
            // The others are not tried: each would take as long.
            self.left = 0;
            return Err(extract("è in un archivio ZIP che, decompresso, è troppo grande"));
        }
        self.left -= bytes.len() as u64;
        Ok(bytes)
    }
}

/// Returns the number of members that the record at the end of an archive states (APPNOTE 6.3.10,
/// 4.3.16); `None` if there is none that ends the file and stands right behind the directory.
fn count_of_members(bytes: &[u8]) -> Option<usize> {
    const END: usize = 22;
    let start = bytes.len().checked_sub(END)?;
    let record = bytes[start..].strip_prefix(b"PK\x05\x06\0\0\0\0")?;
    let number = |at: usize| {
        let digits = record.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(digits)).ok()
    };
    let directory_end = number(4)?.checked_add(number(8)?)?;
    let count = usize::from(u16::from_le_bytes([record[2], record[3]]));
    (directory_end == start && record.ends_with(b"\0\0")).then_some(count)
}

/// Returns the file that a system adds under this name; `None` if it adds none.
fn added_by_system(name: &str) -> Option<&'static AddedFile> {
    ADDED_BY_SYSTEM
        .iter()
        .find(|added| name.starts_with(added.name) || name.rsplit('/').next() == Some(added.name))
}

/// Returns `true` for a container of ASiC by its type or its signatures.
fn is_container(zip: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    const LONGEST: u64 = 100;
    let mut media_type = String::new();
    if let Ok(entry) = zip.by_name(CONTAINER_TYPE) {
        // What is no text is no type, and what follows one could be anything.
        let _ = entry.take(LONGEST).read_to_string(&mut media_type);
        return CONTAINER_TYPES.contains(&media_type.trim_ascii());
    }
    zip.file_names().flatten().any(|name| is_record(&name) && !is_manifest(&name))
}

fn unknown(text: &str) -> Reason {
    Reason::new(Verdict::Unknown, text)
}

fn extract(what: &str) -> Reason {
    unknown(&format!("{what}: vanno estratti i file e controllati uno per uno"))
}

#[cfg(test)]
mod tests;
