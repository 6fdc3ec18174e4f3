//! Files of kinds that are not compared: each is named, with what to do.

use super::{Reason, Verdict};
use crate::file_kind::FileKind;
use crate::manifest::Manifest;

/// Bytes at the beginning of a file in which headers of a message, or a PDF, are looked for.
const EXAMINED: usize = 8 * 1024;

/// Kind of a file of LibreOffice, without its last word.
const OPEN_DOCUMENT: &[u8] = b"application/vnd.oasis.opendocument.";
const OTHER_FORMAT: &str =
    "è stato salvato in un altro formato: serve il PDF, l'XLSX o il DOCX che è stato mandato";
/// Byte of a tar archive at which its sign stands (POSIX.1-2017, pax, «ustar Interchange Format»).
const TAR_SIGN_AT: usize = 257;

/// Explains what a file is that is neither a PDF nor a workbook nor a document.
pub(super) fn explained(content: &[u8]) -> Reason {
    let what = match FileKind::of(content) {
        FileKind::Empty => "è vuoto: va rimandato",
        FileKind::Zip
            if content
                .windows(OPEN_DOCUMENT.len())
                .take(EXAMINED)
                .any(|at| at == OPEN_DOCUMENT) =>
        {
            OTHER_FORMAT
        }
        FileKind::Zip => {
            "è un archivio ZIP, e non un XLSX o un DOCX: vanno estratti i file e controllati uno per uno"
        }
        _ if is_mail(content) => {
            "è un messaggio di posta (.eml, .m7m, S/MIME): va aperto con il programma di posta o di firma, e va controllato il file che contiene"
        }
        FileKind::CompoundFile => {
            "è un file di Office di vecchio tipo (.doc, .xls), un messaggio di Outlook (.msg) o un file protetto da password: serve il file com'era, senza password"
        }
        FileKind::Rtf | FileKind::ExcelXml | FileKind::FlatOpenDocument | FileKind::Html => {
            OTHER_FORMAT
        }
        FileKind::Png | FileKind::Jpeg => {
            "è un'immagine: serve il file che è stato firmato, non la sua scansione"
        }
        _ if starts_with_any(content, &[b"Rar!\x1A\x07", b"7z\xBC\xAF\x27\x1C", b"\x1F\x8B"]) => {
            "è un archivio (.rar, .7z, .gz): vanno estratti i file e controllati uno per uno"
        }
        _ if starts_with_any(content, &[b"<?xml"]) => {
            "è un file XML: serve il PDF, l'XLSX o il DOCX che è stato mandato"
        }
        _ if content.get(TAR_SIGN_AT..).is_some_and(|rest| rest.starts_with(b"ustar")) => {
            "è un archivio (.tar): vanno estratti i file e controllati uno per uno"
        }
        _ if Manifest::read(content).is_ok() => {
            "è un manifesto, non uno degli allegati: si tiene accanto a loro, e si indica per primo"
        }
        _ if has_late_pdf(content) => {
            "contiene un PDF, ma prima ha altro: un PDF comincia con «%PDF-». Serve il file com'è uscito dal programma di firma"
        }
        _ => "non è un PDF, un XLSX o un DOCX, e non è uno dei file fatti",
    };
    Reason::new(Verdict::Unknown, what)
}

fn starts_with_any(content: &[u8], beginnings: &[&[u8]]) -> bool {
    beginnings.iter().any(|beginning| content.starts_with(beginning))
}

/// Returns `true` for a PDF with something before it: many readers open it all the same.
fn has_late_pdf(content: &[u8]) -> bool {
    content[..content.len().min(EXAMINED)].windows(5).any(|bytes| bytes == b"%PDF-")
}

/// Returns `true` for a message by its headers (RFC 5322, 2.2; RFC 2045, 4).
fn is_mail(content: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&content[..content.len().min(EXAMINED)]).to_lowercase();
    let has_header = |name: &str| start.lines().any(|line| line.starts_with(name));
    let is_header = |line: &str| {
        let name = line.split(':').next().filter(|name| name.len() < line.len());
        name.is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    };
    start.lines().next().is_some_and(is_header)
        && (has_header("mime-version:") || has_header("content-type:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_by_their_content() {
        for (content, words) in [
            (&b""[..], "vuoto"),
            (b"PK\x05\x06", "archivio ZIP"),
            (b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed\r\n\r\n", "messaggio"),
            (b"Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIIB", "messaggio"),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", "vecchio tipo"),
            (b"{\\rtf1", "altro formato"),
            (b"<html>", "altro formato"),
            (b"\xFF\xD8\xFF\xE0", "immagine"),
            (b"Rar!\x1A\x07\x01\0", "archivio (.rar"),
            (b"<?xml version=\"1.0\"?><a/>", "XML"),
            (b"\n%PDF-1.7\n", "prima ha altro"),
            (b"altro: testo", "non è un PDF"),
        ] {
            assert!(explained(content).text.contains(words), "{content:?}");
        }
    }
}
