//! Archives in which files come back: ZIP, and the signed containers that are made of it
//! (ASiC, ETSI EN 319 162-1).

mod regularity;

use super::cms::{self, EnvelopeKind};
use super::layers::hides_a_file;
use super::{ClaimedSigner, Reason, Verdict};
use crate::italian::quotation::quote_name;
use memchr::memmem;
use regularity::is_regular;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most members of an archive that are judged, one by one; a set of annexes has three files.
const MOST_MEMBERS: usize = 100;
/// Most parts of a package of Office, which is no archive here.
const MOST_PARTS: usize = 5_000;
/// Most bytes that the members of an archive may have together.
const MOST_BYTES: u64 = 64 * 1024 * 1024;
/// Folder of the signatures of a signed container.
const SIGNATURES: &str = "META-INF/";
/// Part of every package of Office.
const PACKAGE_TYPES: &str = "[Content_Types].xml";
/// Member that tells the kind of a container.
const CONTAINER_TYPE: &str = "mimetype";

/// Archive with its members, none of which has been unpacked.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Indices and names of the files that it delivers.
    files: Vec<(usize, String)>,
    /// Indices of signatures and what belongs to them.
    records: Vec<usize>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// Statements of a signed container.
#[derive(Default)]
pub(super) struct ContainerRecords {
    /// Signers of the container.
    pub signers: Vec<ClaimedSigner>,
    /// Number of time stamps.
    pub stamps: usize,
    /// Reasons that concern the container.
    pub reasons: Vec<Reason>,
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
        if !is_regular(bytes, &mut zip) {
            return Some(Err(extract(irregular)));
        }
        Some(Self::listed(zip))
    }

    fn listed(mut zip: ZipArchive<Cursor<&'b [u8]>>) -> Result<Self, Reason> {
        let is_container = is_container(&mut zip);
        let (mut files, mut records) = (Vec::new(), Vec::new());
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
            } else {
                files.push((index, name.into_owned()));
            }
        }
        if files.is_empty() {
            return Err(unknown("è un archivio ZIP in cui non c'è nessun file"));
        }
        Ok(Archive { zip, files, records, left: MOST_BYTES })
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
        self.unpacked(self.files[position].0)
    }

    /// Reads the signatures and time stamps of a signed container.
    pub(crate) fn records(&mut self) -> ContainerRecords {
        let mut records = ContainerRecords::default();
        for index in self.records.clone() {
            let name = self.zip.name_for_index(index).and_then(Result::ok);
            let name = name.map(|name| name.into_owned()).unwrap_or_default();
            let is_message = name.ends_with(".p7s") || name.ends_with(".tst");
            let bytes = self.unpacked(index).unwrap_or_default();
            if let Some(reason) = hides_a_file(&bytes) {
                records.reasons.push(reason);
                continue;
            }
            let read = is_message.then(|| cms::read(&bytes));
            // A signature of this container is apart from the files that it signs.
            let is_apart = |signed: &cms::Signed| {
                signed.content.is_none() && bytes[signed.length..].iter().all(|byte| *byte == 0)
            };
            match read {
                Some(Ok(signed)) if signed.kind == EnvelopeKind::Signature && is_apart(&signed) => {
                    records.signers.extend(signed.signers);
                }
                Some(Ok(signed)) if signed.kind == EnvelopeKind::Statement => records.stamps += 1,
                None if !is_message && !is_xades(&name) => {}
                _ => records.reasons.push(Reason {
                    verdict: Verdict::Look,
                    text: format!(
                        "nel contenitore c'è una firma che qui non si legge ({})",
                        quote_name(&name)
                    ),
                    page: None,
                }),
            }
        }
        records
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

/// Returns `true` for a container of ASiC by its type or its signatures.
fn is_container(zip: &mut ZipArchive<Cursor<&[u8]>>) -> bool {
    const LONGEST: u64 = 100;
    let mut media_type = String::new();
    if let Ok(entry) = zip.by_name(CONTAINER_TYPE) {
        // What is no text is no type.
        let _ = entry.take(LONGEST).read_to_string(&mut media_type);
    }
    media_type.trim().starts_with("application/vnd.etsi.asic-")
        || zip.file_names().flatten().any(|name| is_record(&name) && !is_manifest(&name))
}

/// Returns `true` for what macOS adds to an archive beside each file (AppleDouble, RFC 1740).
pub(super) fn is_added_by_system(name: &str, content: &[u8]) -> bool {
    name.starts_with("__MACOSX/") && content.starts_with(b"\0\x05\x16\x07")
}

/// Returns `true` for the name of a signature, a time stamp or a list of what they cover.
fn is_record(name: &str) -> bool {
    let inner = name.strip_prefix(SIGNATURES).filter(|inner| !inner.contains('/'));
    inner.is_some_and(|inner| [".p7s", ".tst", ".xml"].iter().any(|end| inner.ends_with(end)))
}

fn is_manifest(name: &str) -> bool {
    name.to_lowercase().contains("manifest")
}

/// Returns `true` for the name of a signature in XML.
fn is_xades(name: &str) -> bool {
    name.ends_with(".xml") && !is_manifest(name)
}

fn unknown(text: &str) -> Reason {
    Reason { verdict: Verdict::Unknown, text: text.to_owned(), page: None }
}

fn extract(what: &str) -> Reason {
    unknown(&format!("{what}: vanno estratti i file e controllati uno per uno"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            zip.start_file(*name, SimpleFileOptions::default()).expect("begun");
            zip.write_all(content).expect("written");
        }
        zip.finish().expect("ended").into_inner()
    }

    fn names(bytes: &[u8]) -> Option<Result<Vec<String>, String>> {
        let opened = Archive::open(bytes)?;
        Some(opened.map(|archive| archive.names()).map_err(|reason| reason.text))
    }

    #[test]
    fn files_are_listed_and_unpacked() {
        let bytes = archive(&[("cartella/a.pdf", b"uno"), ("b.xlsx", b"due")]);
        let wanted = ["cartella/a.pdf", "b.xlsx"].map(str::to_owned).to_vec();
        assert_eq!(names(&bytes), Some(Ok(wanted)));
        let mut opened = Archive::open(&bytes).expect("an archive").expect("sound");
        assert_eq!(opened.file(1), Ok(b"due".to_vec()));
        assert!(opened.records().signers.is_empty());
    }

    #[test]
    fn packages_of_office_are_no_archives() {
        assert_eq!(names(&archive(&[(PACKAGE_TYPES, b"<Types/>")])), None);
        assert_eq!(names(b"%PDF-1.7"), None);
    }

    #[test]
    fn containers_deliver_their_files_without_the_signatures() {
        let signature = include_bytes!("../../tests/suite/fixtures/buste/staccata.p7s");
        let bytes = archive(&[
            (CONTAINER_TYPE, b"application/vnd.etsi.asic-s+zip"),
            ("a.pdf", b"uno"),
            ("META-INF/signature.p7s", signature),
            ("META-INF/signatures.xml", b"<x/>"),
            ("META-INF/ASiCManifest.xml", b"<x/>"),
        ]);
        assert_eq!(names(&bytes), Some(Ok(vec!["a.pdf".to_owned()])));
        let records = Archive::open(&bytes).expect("an archive").expect("sound").records();
        let subjects: Vec<_> = records.signers.iter().map(|signer| &signer.subject[..]).collect();
        assert_eq!(subjects, ["Mario Rossi (Comune di Esempio)"]);
        assert_eq!(records.reasons.len(), 1);
    }

    #[test]
    fn a_byte_between_two_members_is_one_too_many() {
        let sound = archive(&[("a.pdf", b"uno"), ("b.pdf", b"due")]);
        let second = memmem::rfind(&sound, b"PK\x03\x04").expect("a member");
        let directory = memmem::find(&sound, b"PK\x01\x02").expect("a directory");
        let entry = memmem::rfind(&sound, b"PK\x01\x02").expect("an entry");
        let mut between = [&sound[..second], b"x", &sound[second..]].concat();
        // Every offset behind the byte counts it.
        for (at, value) in [(entry + 1 + 42, second + 1), (sound.len() + 1 - 6, directory + 1)] {
            let offset = u32::try_from(value).expect("short").to_le_bytes();
            between[at..at + 4].copy_from_slice(&offset);
        }
        let message = names(&between).expect("an archive").expect_err("a byte");
        assert!(message.contains("in modo diverso"), "{message}");
        assert_eq!(names(&sound).expect("an archive").expect("sound").len(), 2);
    }

    #[test]
    fn a_signature_of_a_container_holds_no_file() {
        let enclosing = include_bytes!("../../tests/suite/fixtures/buste/der.p7m");
        let bytes = archive(&[
            (CONTAINER_TYPE, b"application/vnd.etsi.asic-s+zip"),
            ("a.pdf", b"uno"),
            ("META-INF/signature.p7s", enclosing),
        ]);
        let records = Archive::open(&bytes).expect("an archive").expect("sound").records();
        assert_eq!((records.signers.len(), records.reasons.len()), (0, 1));
    }

    #[test]
    fn archives_that_can_be_read_in_two_ways_are_refused() {
        let sound = archive(&[("a.pdf", b"uno"), ("b.pdf", b"due")]);
        let inner = archive(&[("c.pdf", b"tre")]);
        let mut renamed = sound.clone();
        renamed[30] = b'c';
        let mut commented = sound.clone();
        let end = commented.len();
        commented[end - 2] = 1;
        commented.push(b'x');
        for (bytes, said) in [
            (renamed, "in modo diverso"),
            (commented, "in modo diverso"),
            ([&sound[..], &inner].concat(), "in modo diverso"),
            (sound[..end - 30].to_vec(), "in modo diverso"),
        ] {
            let message = names(&bytes).expect("an archive").expect_err(said);
            assert!(message.contains(said), "{message}");
        }
        for members in [
            // Folders with content, names that lead elsewhere, and names that Windows takes for one.
            [("a.pdf", b"uno"), ("falso.pdf\\", b"due")],
            [("a.pdf", b"uno"), ("./a.pdf", b"due")],
            [("a.pdf", b"uno"), ("A.PDF", b"due")],
            [("a.pdf", b"uno"), ("../b.pdf", b"due")],
            [("a.pdf", b"uno"), ("b.pdf.", b"due")],
        ] {
            let members = members.map(|(name, content)| (name, &content[..]));
            let message = names(&archive(&members)).expect("an archive").expect_err("two ways");
            assert!(message.contains("in modo diverso"), "{message}");
        }
        let empty = archive(&[]);
        assert_eq!(names(&empty), None);
        let many: Vec<String> = (0..=MOST_MEMBERS).map(|i| i.to_string()).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|name| (&name[..], &b""[..])).collect();
        assert!(names(&archive(&many)).expect("an archive").expect_err("many").contains("troppi"));
    }
}
