//! Bytes → text. A plan is UTF-8; other encodings that Windows editors save are recognised, so
//! that the message can name the remedy.

use crate::diag::{Code, Diagnostic, Findings, too_large};
use crate::file_kind::FileKind;
use crate::source::{FileId, MOST_BYTES, SourceMap, Span};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

const SAVE_AS_UTF8: &str = "Aprire il file con il Blocco note, scegliere File, Salva con nome e, in basso, Codifica: UTF-8; poi riprovare.";

/// Adds the text of `bytes` to `sources`, without a byte order mark; `None` if it is no UTF-8.
pub(super) fn decode(
    name: &str,
    bytes: Vec<u8>,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<FileId> {
    if bytes.len() as u64 > MOST_BYTES {
        findings.push(too_large(name, sources));
        return None;
    }
    if let Some(kind) = other_kind(&bytes) {
        let file = sources.add(name, "");
        let message = format!("Il file è {kind}, non un piano.");
        findings.push(
            Diagnostic::new(Code::Unreadable, Span::new(file, 0..0), message).hint(remedy(&bytes)),
        );
        return None;
    }
    match String::from_utf8(bytes) {
        // UTF-16 without its mark is valid UTF-8 as long as it is plain Latin.
        Ok(text) if !looks_like_utf16(text.as_bytes()) => {
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            Some(sources.add(name, text))
        }
        Ok(text) => {
            refuse(name, text.as_bytes(), 0, sources, findings);
            None
        }
        Err(error) => {
            let first_bad = error.utf8_error().valid_up_to();
            refuse(name, error.as_bytes(), first_bad, sources, findings);
            None
        }
    }
}

/// Names the kind of a file that is no text.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    match FileKind::of(bytes) {
        FileKind::Pdf => Some("un PDF"),
        FileKind::Zip => {
            Some("un archivio compresso (un documento di Word o di Excel, o un file ZIP)")
        }
        FileKind::CompoundFile => {
            Some("un documento di Word o di Excel di vecchio tipo, o protetto da password")
        }
        FileKind::Rtf => Some("un documento RTF"),
        FileKind::Png | FileKind::Jpeg => Some("un'immagine"),
        _ => None,
    }
}

/// Returns the remedy for a file that is no text.
fn remedy(bytes: &[u8]) -> &'static str {
    match FileKind::of(bytes) {
        FileKind::CompoundFile | FileKind::Rtf => {
            "Aprirlo con Word o LibreOffice e salvarlo come .docx, se è un documento; con Excel o Calc come .xlsx, se è una tabella."
        }
        _ => {
            "Un piano è un file di testo (.yaml o .json); una tabella si legge da .xlsx, .xls, .ods, .csv, .docx o .odt, se il file ha il nome giusto."
        }
    }
}

/// Reports the likely encoding of `bytes` at the first byte that is not UTF-8, `bad`.
fn refuse(name: &str, bytes: &[u8], bad: usize, sources: &mut SourceMap, findings: &mut Findings) {
    let (encoding, shown) = if looks_like_utf16(bytes) {
        ("UTF-16", String::new())
    } else {
        ("Windows-1252", windows_1252(bytes))
    };
    // Windows-1252 has one byte a character, so that `bad` counts characters as well.
    let start: usize = shown.chars().take(bad).map(char::len_utf8).sum();
    let len = shown[start..].chars().next().map_or(0, char::len_utf8);
    let file = sources.add(name, shown);
    let message = format!("Il file non è scritto in UTF-8: sembra {encoding}.");
    let place = Span::new(file, start..start + len);
    findings.push(Diagnostic::new(Code::Encoding, place, message).hint(SAVE_AS_UTF8));
}

/// Returns `true` if there is a byte order mark of UTF-16, or a zero in every second byte of
/// the beginning.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let marked = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    let zeros = |first: usize| bytes.iter().skip(first).step_by(2).take(16).all(|&b| b == 0);
    marked || bytes.len() >= 4 && (zeros(0) || zeros(1))
}

/// Decodes Windows-1252, to show a line to its author.
fn windows_1252(bytes: &[u8]) -> String {
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    // The decoder gives controls for the five bytes that Windows-1252 leaves undefined.
    text.replace(|c| ('\u{80}'..='\u{9F}').contains(&c), "\u{FFFD}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, (Code, String, usize, usize)> {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        match decode("p", bytes.to_vec(), &mut sources, &mut findings) {
            Some(file) => Ok(sources.file(file).text().to_owned()),
            None => {
                let d = findings.iter().next().expect("a refusal has its finding");
                let at = sources.position(d.span());
                Err((d.code, d.message.clone(), at.line, at.column))
            }
        }
    }

    #[test]
    fn utf8_is_read_with_or_without_its_mark() {
        assert_eq!(decoded("titolo: à\r\n".as_bytes()), Ok("titolo: à\r\n".to_owned()));
        assert_eq!(decoded("\u{FEFF}a: b".as_bytes()), Ok("a: b".to_owned()));
        assert_eq!(decoded(b""), Ok(String::new()));
    }

    #[test]
    fn other_encodings_are_named_with_the_place() {
        let windows = "Il file non è scritto in UTF-8: sembra Windows-1252.".to_owned();
        assert_eq!(decoded(b"a: b\nc: citt\xE0\n"), Err((Code::Encoding, windows, 2, 8)));
        let wide = "Il file non è scritto in UTF-8: sembra UTF-16.".to_owned();
        for bytes in [&b"\xFF\xFEa\0:\0"[..], b"\xFE\xFF\0a\0:", b"a\0:\0 \0b\0", b"\0a\0:\0 \0b"] {
            assert_eq!(decoded(bytes), Err((Code::Encoding, wide.clone(), 1, 1)), "{bytes:?}");
        }
    }
}
