//! Files that hide in an envelope beside the one that it encloses: other programs search the
//! whole of a file for a PDF or an archive, and would show that one.

use memchr::memmem;
use std::ops::Range;

/// File of another kind, by its signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HiddenFile {
    /// PDF, or a part of one.
    Pdf,
    /// Archive, or a part of one.
    Archive,
}

/// Signs by which programs find a file in the middle of another: those of a PDF (ISO 32000-1,
/// 7.5), of PostScript, of a ZIP archive (APPNOTE 6.3.10, 4.3), RAR and 7-Zip.
const SIGNS: [(&[u8], HiddenFile); 12] = [
    (b"%PDF-", HiddenFile::Pdf),
    (b"%%EOF", HiddenFile::Pdf),
    (b"%!PS", HiddenFile::Pdf),
    (b"startxref", HiddenFile::Pdf),
    (b"trailer", HiddenFile::Pdf),
    (b"PK\x03\x04", HiddenFile::Archive),
    (b"PK\x01\x02", HiddenFile::Archive),
    (b"PK\x05\x06", HiddenFile::Archive),
    (b"PK\x06\x06", HiddenFile::Archive),
    (b"PK\x06\x07", HiddenFile::Archive),
    (b"Rar!\x1A\x07", HiddenFile::Archive),
    (b"7z\xBC\xAF\x27\x1C", HiddenFile::Archive),
];
/// Length of the longest sign.
const LONGEST: usize = 9;

/// Finds the first sign of a file in `bytes` outside `content`, pieces in ascending order;
/// returns its kind and position.
pub(crate) fn hidden_file(bytes: &[u8], content: &[Range<usize>]) -> Option<(HiddenFile, usize)> {
    let mut start = 0;
    for piece in content {
        if let Some(found) = sign_in(bytes, start..piece.start) {
            return Some(found);
        }
        start = piece.end;
    }
    // A sign may begin with the last bytes of the content and end behind it.
    let overlap = start.saturating_sub(LONGEST - 1);
    let straddling = (overlap..start).find_map(|at| {
        let (sign, kind) = sign_at(bytes, at)?;
        (at + sign > start).then_some((kind, at))
    });
    straddling.or_else(|| sign_in(bytes, start..bytes.len()))
}

/// Finds the first sign of an archive.
pub(crate) fn archive_sign(bytes: &[u8]) -> Option<usize> {
    let signs = SIGNS.iter().filter(|(_, kind)| *kind == HiddenFile::Archive);
    signs.filter_map(|(sign, _)| memmem::find(bytes, sign)).min()
}

/// Finds the first sign that begins in `range`.
fn sign_in(bytes: &[u8], range: Range<usize>) -> Option<(HiddenFile, usize)> {
    range.into_iter().find_map(|at| Some((sign_at(bytes, at)?.1, at)))
}

/// Returns the length and the kind of the sign that begins at `at`.
fn sign_at(bytes: &[u8], at: usize) -> Option<(usize, HiddenFile)> {
    // Most bytes begin no sign: one comparison for each of them.
    if !matches!(bytes[at], b'%' | b's' | b't' | b'P' | b'R' | b'7' | b'o') {
        return None;
    }
    let rest = &bytes[at..];
    let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
    let sign = sign.map(|(sign, kind)| (sign.len(), *kind));
    sign.or_else(|| is_object(bytes, at).then_some((OBJECT.len(), HiddenFile::Pdf)))
}

/// Keyword that begins an object of a PDF; readers that repair a file take the last of a number.
const OBJECT: &[u8] = b"obj";

/// Returns `true` if the keyword of an object stands at `at` as a word, or behind two numbers.
fn is_object(bytes: &[u8], at: usize) -> bool {
    if !bytes[at..].starts_with(OBJECT) {
        return false;
    }
    let before = &bytes[at.saturating_sub(40)..at];
    let is_word = before.last().is_some_and(|b| is_blank(b) || b.is_ascii_digit())
        && bytes.get(at + OBJECT.len()).is_none_or(|b| is_blank(b) || b"<>[]()/%".contains(b));
    is_word || ends_with_two_numbers(before)
}

fn ends_with_two_numbers(text: &[u8]) -> bool {
    let without = |text: &'_ [u8], unwanted: fn(&u8) -> bool| {
        text.len() - text.iter().rev().take_while(|b| unwanted(b)).count()
    };
    let generation = &text[..without(text, is_blank)];
    let gap = &generation[..without(generation, u8::is_ascii_digit)];
    let number = &gap[..without(gap, is_blank)];
    gap.len() < generation.len()
        && number.len() < gap.len()
        && number.last().is_some_and(u8::is_ascii_digit)
}

/// Returns `true` for white space of a PDF (ISO 32000-1, table 1).
fn is_blank(byte: &u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 0x0C | b'\r' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_outside_the_content_only() {
        let bytes = b"..%PDF-1.7 PK\x03\x04 1 0 obj %%EOF..";
        let all = 2..bytes.len() - 2;
        assert_eq!(hidden_file(bytes, &[all]), None);
        assert_eq!(hidden_file(bytes, std::slice::from_ref(&(2..20))), Some((HiddenFile::Pdf, 20)));
        assert_eq!(hidden_file(bytes, &[]), Some((HiddenFile::Pdf, 2)));
        assert_eq!(hidden_file(bytes, &[0..11, 16..31]), Some((HiddenFile::Archive, 11)));
    }

    #[test]
    fn a_sign_may_begin_with_the_end_of_the_content() {
        assert_eq!(
            hidden_file(b"startxref", std::slice::from_ref(&(0..8))),
            Some((HiddenFile::Pdf, 0))
        );
        // Between two pieces it is content that was divided there.
        assert_eq!(hidden_file(b"PK\x03\x04\x01a", &[0..3, 5..6]), None);
    }

    #[test]
    fn archives_are_found_wherever_they_begin() {
        assert_eq!(archive_sign(b"..7z\xBC\xAF\x27\x1C PK\x05\x06"), Some(2));
        assert_eq!(archive_sign(b"%PDF-1.7 PK"), None);
    }

    #[test]
    fn objects_are_told_from_words() {
        for (text, is) in [
            (&b"12 0 obj<<"[..], true),
            (b"12 0obj 5", true),
            (b"0 % note\nobj\n", true),
            (b"1 0 object", true),
            (b"the object", false),
            (b"endobj", false),
            (b"obj", false),
        ] {
            assert_eq!(hidden_file(text, &[]).is_some(), is, "{text:?}");
        }
    }
}
