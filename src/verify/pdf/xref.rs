//! Sections of cross-references: classic tables (ISO 32000-1, 7.5.4) and streams (7.5.8).

use super::cursor::Malformed;
use super::filter::decoded;
use super::object::{Dictionary, Object, Stream};
use super::parse::Parser;
use std::collections::BTreeMap;

/// Most bytes of a decoded cross-reference stream: rows for some 200 000 objects.
const MOST_DECODED: usize = 1 << 20;

/// Entry of a section: the place of one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XrefEntry {
    Free,
    /// Offset from the beginning of the file.
    At(usize),
    /// Number of an object stream, and the index in it.
    Packed {
        stream: u32,
        index: usize,
    },
}

/// Section with its trailer.
#[derive(Debug)]
pub(super) struct XrefSection {
    pub(super) entries: BTreeMap<u32, XrefEntry>,
    pub(super) trailer: Dictionary,
}

/// Reads a table from the word `xref` to the end of the trailer's dictionary.
///
/// # Errors
/// Returns the place of anything that is not exactly a table of at most `most` entries: a
/// number that occurs twice, or one in use whose generation is not 0.
pub(super) fn table(
    parser: &mut Parser<'_>,
    bytes: &[u8],
    most: usize,
) -> Result<XrefSection, Malformed> {
    parser.cursor.word("xref")?;
    let mut entries = BTreeMap::new();
    while !parser.cursor.passes("trailer") {
        let first = parser.cursor.digits()?;
        parser.cursor.white_space();
        let count = parser.cursor.digits()?;
        parser.cursor.white_space();
        for number in first..first.saturating_add(count) {
            let at = parser.cursor.at;
            let line = bytes.get(at..at + 20).and_then(|line| line.first_chunk());
            let entry = line.and_then(table_entry).ok_or(Malformed(at))?;
            let number = u32::try_from(number).map_err(|_| Malformed(at))?;
            if entries.insert(number, entry).is_some() || entries.len() > most {
                return Err(Malformed(at));
            }
            parser.cursor.at += 20;
        }
        parser.cursor.white_space();
    }
    parser.cursor.white_space();
    let at = parser.cursor.at;
    match parser.object()? {
        Object::Dictionary(trailer) => Ok(XrefSection { entries, trailer }),
        _ => Err(Malformed(at)),
    }
}

/// Reads `0000000016 00000 n`, a space and a line end, or a line end of two characters.
fn table_entry(line: &[u8; 20]) -> Option<XrefEntry> {
    let number = |part: &[u8]| {
        let digits = part.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(part).ok().filter(|_| digits)?.parse::<usize>().ok()
    };
    let (offset, generation) = (number(&line[..10])?, number(&line[11..16])?);
    // Entries have 20 bytes each, so readers jump to them by their index.
    let has_line_end = matches!(&line[18..], b" \n" | b" \r" | b"\r\n");
    if !has_line_end || line[10] != b' ' || line[16] != b' ' {
        return None;
    }
    match line[17] {
        b'f' => Some(XrefEntry::Free),
        b'n' if generation == 0 => Some(XrefEntry::At(offset)),
        _ => None,
    }
}

/// Reads a cross-reference stream, which is its own trailer; `None` unless it is exactly
/// that.
pub(super) fn stream(stream: &Stream, bytes: &[u8]) -> Option<XrefSection> {
    let trailer = &stream.dictionary;
    let [kind, second, third] = trailer.get("W")?.as_indices()?.try_into().ok()?;
    // Wider fields hold numbers that no file reaches, and their sum could overflow.
    if [kind, second, third].iter().any(|width| *width > 8) || second == 0 {
        return None;
    }
    let row = kind + second + third;
    let data = decoded(stream, bytes, MOST_DECODED)?;
    let ranges = match trailer.get("Index") {
        Some(index) => index.as_indices()?,
        None => vec![0, trailer.get("Size")?.as_index()?],
    };
    let mut rows = data.chunks_exact(row);
    let mut entries = BTreeMap::new();
    for range in ranges.chunks(2) {
        let [first, count] = *range else { return None };
        for number in first..first.checked_add(count)? {
            let row = rows.next()?;
            let entry = stream_entry(row, kind, second)?;
            if entries.insert(u32::try_from(number).ok()?, entry).is_some() {
                return None;
            }
        }
    }
    let is_whole = rows.next().is_none() && rows.remainder().is_empty();
    is_whole.then(|| XrefSection { entries, trailer: trailer.clone() })
}

/// Reads a row of fields (ISO 32000-1, table 18); the kind is 1 if its width is 0.
fn stream_entry(row: &[u8], kind: usize, second: usize) -> Option<XrefEntry> {
    let number = |part: &[u8]| part.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let (kind, rest) = row.split_at(kind);
    let (second, third) = rest.split_at(second);
    let (second, third) = (number(second), number(third));
    match if kind.is_empty() { 1 } else { number(kind) } {
        0 => Some(XrefEntry::Free),
        1 if third == 0 => Some(XrefEntry::At(usize::try_from(second).ok()?)),
        2 => Some(XrefEntry::Packed {
            stream: u32::try_from(second).ok()?,
            index: usize::try_from(third).ok()?,
        }),
        _ => None,
    }
}
