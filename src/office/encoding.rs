//! Bytes of a text table → text.
//!
//! Tables come from programs that still write UTF-16, or the pages of Windows, MS-DOS and old Macs;
//! all are read, with a note, while a plan in YAML must be UTF-8.

use super::code_pages::CodePage;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, SourceMap, Span};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Adds the text of `bytes` to `sources`, without a byte order mark.
///
/// Returns `None` after an error, which goes to `findings`.
pub(super) fn decode(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<FileId> {
    if let Some(encoding) = utf16(bytes) {
        let (text, _) = encoding.decode_with_bom_removal(bytes);
        return add(name, &text, "UTF-16", sources, findings);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => {
            // With the mark the first heading would be unknown.
            let file = sources.add(name, text.strip_prefix('\u{FEFF}').unwrap_or(text));
            without_zeros(file, sources, findings)
        }
        Err(error) if is_mixed(bytes) => {
            let at = error.valid_up_to();
            // Added to show the place; the replacement character takes the three bytes of the span
            // below.
            let file = sources.add(name, String::from_utf8_lossy(bytes));
            let message = "Il file mescola due codifiche: una parte è in UTF-8, questa no.";
            findings.push(
                Diagnostic::new(Code::Encoding, Span::new(file, at..at + 3), message).hint(
                    "Di solito sono due file incollati uno dopo l'altro: aprire la tabella con Excel o LibreOffice, correggere le lettere accentate e salvarla di nuovo.",
                ),
            );
            None
        }
        Err(_) => {
            let page = CodePage::of(bytes);
            add(name, &page.decode(bytes), page.name(), sources, findings)
        }
    }
}

/// Adds a text with a note on its encoding, which `label` names.
fn add(
    name: &str,
    text: &str,
    label: &str,
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<FileId> {
    let file = sources.add(name, text);
    let message = format!("Il file è stato letto come {label}.");
    findings.push(
        Diagnostic::new(Code::EncodingRead, Span::new(file, 0..0), message)
            .hint("Controllare le lettere accentate. Se non sono giuste, aprire la tabella con Excel o LibreOffice e salvarla come «CSV UTF-8»."),
    );
    without_zeros(file, sources, findings)
}

/// Refuses a text with a null character: the file is something else, or damaged.
fn without_zeros(file: FileId, sources: &SourceMap, findings: &mut Findings) -> Option<FileId> {
    let Some(at) = sources.file(file).text().find('\0') else { return Some(file) };
    let message = "Il file contiene un byte nullo: non è un file di testo, o è danneggiato.";
    findings.push(
        Diagnostic::new(Code::ForbiddenCharacter, Span::new(file, at..at + 1), message)
            .hint("Aprire la tabella con il programma che l'ha scritta e salvarla di nuovo."),
    );
    None
}

/// Recognises UTF-16 by its byte order mark, or by zeros in every second byte at the beginning.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    const EXAMINED: usize = 64;
    let start = &bytes[..bytes.len().min(EXAMINED)];
    let zeros = |first: usize| start.iter().skip(first).step_by(2).filter(|b| **b == 0).count();
    let most = |zeros: usize| bytes.len() >= 4 && zeros * 2 > start.len() / 2;
    match bytes {
        [0xFF, 0xFE, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] => Some(UTF_16BE),
        // Letters of Italian have a zero as their upper byte in UTF-16, which UTF-8 never contains.
        _ if most(zeros(1)) && zeros(0) == 0 => Some(UTF_16LE),
        _ if most(zeros(0)) && zeros(1) == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Returns `true` if bytes that are not UTF-8 stand in a file that also has letters of UTF-8.
///
/// In Windows-1252 such letters are pairs like «Ã¨», which no Italian text contains.
fn is_mixed(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Option<String>, Vec<String>) {
        let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
        let file = decode("t.csv", bytes, &mut sources, &mut findings);
        let said = findings.iter().map(|f| {
            let at = sources.position(f.span());
            format!("{} {}:{}", f.code.name(), at.line, at.column)
        });
        (file.map(|file| sources.file(file).text().to_owned()), said.collect())
    }

    #[test]
    fn what_offices_write_is_read() {
        let text = Some("Attività;1".to_owned());
        assert_eq!(decoded("Attività;1".as_bytes()), (text.clone(), vec![]));
        assert_eq!(decoded("\u{FEFF}Attività;1".as_bytes()), (text.clone(), vec![]));
        let noted = vec!["codifica-riconosciuta 1:1".to_owned()];
        assert_eq!(decoded(b"Attivit\xE0;1"), (text.clone(), noted.clone()));
        let wide = |order: fn(u16) -> [u8; 2], mark: bool| {
            let mark = if mark { "\u{FEFF}" } else { "" };
            format!("{mark}Attività;1").encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for mark in [true, false] {
            assert_eq!(decoded(&wide(u16::to_le_bytes, mark)), (text.clone(), noted.clone()));
            assert_eq!(decoded(&wide(u16::to_be_bytes, mark)), (text.clone(), noted.clone()));
        }
    }

    #[test]
    fn mixtures_and_zeros_are_refused_at_their_place() {
        assert_eq!(
            decoded("è\nAttivit".bytes().chain(*b"\xE0;1").collect::<Vec<_>>().as_slice()),
            (None, vec!["codifica-errata 2:8".to_owned()])
        );
        assert_eq!(decoded(b"a;b\nc\0;d"), (None, vec!["carattere-vietato 2:2".to_owned()]));
    }
}
