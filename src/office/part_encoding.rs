//! Parts of a package in UTF-16 (ECMA-376-2, 8.1.4), which no program in use writes but some of old.

use super::package::PackageError;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use std::io::{BufRead, Chain, Cursor, Read};

/// Part in UTF-8: as it stands, or decoded and held in memory.
type PartInUtf8<R> = Chain<Cursor<String>, R>;

/// Returns a part in UTF-8, decoded as a whole if it is in UTF-16.
///
/// # Errors
/// [`PackageError`] if the part does not unpack, or is no UTF-16 although it begins so.
pub(super) fn in_utf8<R: BufRead>(mut part: R) -> Result<PartInUtf8<R>, PackageError> {
    let mut decoded = String::new();
    if let Some(encoding) = utf16(part.fill_buf()?) {
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes)?;
        let (text, has_failed) = encoding.decode_with_bom_removal(&bytes);
        if has_failed {
            return Err(PackageError::Damaged);
        }
        decoded = text.into_owned();
    }
    Ok(Cursor::new(decoded).chain(part))
}

/// Returns the encoding of a part that begins so, if it is UTF-16.
fn utf16(start: &[u8]) -> Option<&'static Encoding> {
    match start {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => Some(UTF_16LE),
        [0xFE, 0xFF, ..] | [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Option<String> {
        let mut text = String::new();
        in_utf8(bytes).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    }

    #[test]
    fn parts_in_utf16_are_decoded() {
        let little: Vec<u8> = "<a>Attività</a>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{FEFF}<a>à</a>".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read(&little), Some("<a>Attività</a>".into()));
        assert_eq!(read(&big), Some("<a>à</a>".into()));
        assert_eq!(read("<a>à</a>".as_bytes()), Some("<a>à</a>".into()));
        assert_eq!(read(b"\xFF\xFE<\0\0\xD8"), None);
        assert_eq!(read(b""), Some(String::new()));
    }
}
