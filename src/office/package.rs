//! The zip files that spreadsheets and documents are: read within bounds, each part whole.

use crate::diag::{Code, Diagnostic, Findings};
use crate::file_kind::FileKind;
use crate::source::Span;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::BytesRef;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most parts that a file may have.
const MOST_PARTS: usize = 2_000;
/// The most bytes of all parts together, unpacked.
const MOST_UNPACKED: u64 = 128 * 1024 * 1024;

/// A zip file whose parts are known to fit.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    names: Vec<String>,
}

impl<'b> Package<'b> {
    /// Opens a file that people know as `kind` («un foglio di calcolo .xlsx»); whatever is
    /// wrong with it goes to `findings`, at `place`.
    pub fn open(bytes: &'b [u8], kind: &str, place: Span, findings: &mut Findings) -> Option<Self> {
        let cause = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => {
                let names =
                    archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
                let mut package = Package { archive, names };
                match package.unpacks() {
                    Ok(()) => return Some(package),
                    Err(finding) => {
                        findings.push(finding(place));
                        return None;
                    }
                }
            }
            Err(_) => not_a_package(bytes, kind),
        };
        findings.push(Diagnostic::new(Code::Unreadable, place, cause.0).hint(cause.1));
        None
    }

    /// Whether there is a part of that name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|other| other == name)
    }

    /// The bytes of a part.
    pub fn part(&mut self, name: &str) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        self.archive.by_name(name).ok()?.take(MOST_UNPACKED).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    }

    /// Unpacks everything once without keeping it: what a zip says of its sizes may be a lie.
    fn unpacks(&mut self) -> Result<(), fn(Span) -> Diagnostic> {
        if self.archive.len() > MOST_PARTS {
            return Err(too_large);
        }
        let mut left = MOST_UNPACKED;
        for i in 0..self.archive.len() {
            let part = self.archive.by_index(i).map_err(|_| damaged as fn(Span) -> Diagnostic)?;
            let read = std::io::copy(&mut part.take(left + 1), &mut std::io::sink());
            left = left
                .checked_sub(read.map_err(|_| damaged as fn(Span) -> Diagnostic)?)
                .ok_or(too_large as fn(Span) -> Diagnostic)?;
        }
        Ok(())
    }
}

fn too_large(place: Span) -> Diagnostic {
    let message = format!("Il file, decompresso, supera {} MB.", MOST_UNPACKED / 1024 / 1024);
    Diagnostic::new(Code::LimitExceeded, place, message)
        .hint("Un piano non è mai così grande: controllare che il file sia quello giusto.")
}

fn damaged(place: Span) -> Diagnostic {
    Diagnostic::new(Code::Unreadable, place, "Il file è danneggiato: non si decomprime.").hint(
        "Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta.",
    )
}

/// What a file is that is no zip, and the remedy.
fn not_a_package(bytes: &[u8], kind: &str) -> (String, &'static str) {
    let save = "Aprirlo con il programma che l'ha scritto e salvarlo con il tipo che il nome dice.";
    let is = |what: &str| format!("Il file non è {kind}: è {what}.");
    match FileKind::of(bytes) {
        FileKind::CompoundFile if contains(bytes, &wide("EncryptedPackage")) => (
            "Il file è protetto da una password.".to_owned(),
            "Aprirlo con il suo programma, togliere la password e salvarlo di nuovo.",
        ),
        FileKind::CompoundFile => (is("un documento di vecchio tipo (.xls o .doc)"), save),
        FileKind::Pdf => (is("un PDF"), save),
        FileKind::Rtf => (is("un documento RTF"), save),
        FileKind::Zip => (
            "Il file è danneggiato o incompleto.".to_owned(),
            "Aprirlo con il suo programma e salvarlo di nuovo, oppure farselo mandare un'altra volta.",
        ),
        FileKind::Empty => {
            ("Il file è vuoto.".to_owned(), "Controllare che il file sia quello giusto.")
        }
        FileKind::Text | FileKind::Html | FileKind::ExcelXml | FileKind::FlatOpenDocument => {
            (is("un file di testo"), save)
        }
        FileKind::Png | FileKind::Jpeg | FileKind::Unknown => (is("un'altra cosa"), save),
    }
}

/// Letters as the directory of an OLE2 file writes them.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What an entity stands for: a character by its number or one of the five of XML; any other
/// would have to be declared, and might be a bomb.
pub(super) fn entity(name: &BytesRef<'_>) -> Option<String> {
    match name.resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        Ok(None) => resolve_predefined_entity(name).map(str::to_owned),
        Err(_) => None,
    }
}
