//! Kinds of files, recognised by their content and never by their name.

/// Kind of a file, as far as a reader or a message needs to know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// No bytes at all.
    Empty,
    /// PDF (ISO 32000-2, 7.5.2).
    Pdf,
    /// Zip archive: office documents of today, or any other archive.
    Zip,
    /// Compound file ([MS-CFB]): office documents up to 2003, or encrypted ones of today.
    CompoundFile,
    /// Rich Text Format.
    Rtf,
    /// PNG image.
    Png,
    /// JPEG image.
    Jpeg,
    /// Workbook in the single XML file of Excel 2003.
    ExcelXml,
    /// OpenDocument in a single XML file (`.fods` and the like).
    FlatOpenDocument,
    /// Web page.
    Html,
    /// Text without control characters at its beginning, of no kind above.
    Text,
    /// Anything else.
    Unknown,
}

/// First bytes of the kinds that have a signature.
const SIGNATURES: [(&[u8], FileKind); 8] = [
    (b"%PDF-", FileKind::Pdf),
    (b"PK\x03\x04", FileKind::Zip),
    // An archive without entries consists of its end record (APPNOTE 6.3.10, 4.3.16).
    (b"PK\x05\x06", FileKind::Zip),
    // Half of the signature of [MS-CFB], 2.2, suffices: files cut short are recognised too.
    (b"\xD0\xCF\x11\xE0", FileKind::CompoundFile),
    (b"{\\rtf", FileKind::Rtf),
    (b"{\\RTF", FileKind::Rtf),
    (b"\x89PNG", FileKind::Png),
    (b"\xFF\xD8\xFF", FileKind::Jpeg),
];

impl FileKind {
    /// Recognises the kind of a file by its first bytes.
    pub fn of(bytes: &[u8]) -> Self {
        if bytes.is_empty() {
            return FileKind::Empty;
        }
        // Signatures come before words: a PDF may hold the text of a web page.
        let signature = SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature));
        signature.map_or_else(|| FileKind::of_text(bytes), |(_, kind)| *kind)
    }

    /// Recognises kinds of text, which have no signature, by words near their beginning.
    fn of_text(bytes: &[u8]) -> Self {
        // Namespaces stand in the root element, doctypes before it: comments and processing
        // instructions in front of them do not fill this many bytes.
        const EXAMINED: usize = 2_000;
        let start = &bytes[..bytes.len().min(EXAMINED)];
        let text = String::from_utf8_lossy(start).to_lowercase();
        let contains = |word: &str| text.contains(word);
        if contains("urn:schemas-microsoft-com:office:spreadsheet") {
            FileKind::ExcelXml
        } else if contains("office:document") {
            FileKind::FlatOpenDocument
        } else if ["<html", "<table", "<!doctype html"].into_iter().any(contains) {
            FileKind::Html
        } else if start.iter().all(|byte| !byte.is_ascii_control() || byte.is_ascii_whitespace()) {
            FileKind::Text
        } else {
            FileKind::Unknown
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_recognised_by_content() {
        for (bytes, kind) in [
            (&b""[..], FileKind::Empty),
            (b"%PDF-1.7\n", FileKind::Pdf),
            (b"PK\x03\x04\x14\0", FileKind::Zip),
            (b"PK\x05\x06", FileKind::Zip),
            (b"PK: un testo", FileKind::Text),
            (b"\xD0\xCF\x11\xE0\xA1\xB1", FileKind::CompoundFile),
            (b"{\\rtf1\\ansi", FileKind::Rtf),
            (b"\x89PNG\r\n\x1a\n", FileKind::Png),
            (b"\xFF\xD8\xFF\xE0", FileKind::Jpeg),
            (b"<!DOCTYPE HTML><p>", FileKind::Html),
            (b"<?xml version=\"1.0\"?><office:document/>", FileKind::FlatOpenDocument),
            (b"titolo: PIANO\n\taree:\r\n", FileKind::Text),
            (b"a\0b", FileKind::Unknown),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
    }
}
