//! Sections of cross-references: classic tables (ISO 32000-1, 7.5.4) and streams (7.5.8).

use super::filter::decoded;
use super::object::{Dictionary, Object, Stream};
use super::parse::{Malformed, Parser};
use std::collections::BTreeMap;

/// How many bytes a cross-reference stream may decode to.
const MOST_DECODED: usize = 1 << 20;

/// Where an object stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XrefEntry {
    Free,
    /// From this byte on.
    At(usize),
    /// In an object stream, at this index.
    Packed {
        stream: u32,
        index: usize,
    },
}

/// A section and its trailer.
#[derive(Debug)]
pub(super) struct XrefSection {
    pub(super) entries: BTreeMap<u32, XrefEntry>,
    pub(super) trailer: Dictionary,
}

/// Reads a table from the word `xref` to the end of the trailer's dictionary.
///
/// # Errors
/// The place of anything that is not exactly a table of at most `most` entries: one twice,
/// or a number in use whose generation is not 0.
pub(super) fn table(
    parser: &mut Parser<'_>,
    bytes: &[u8],
    most: usize,
) -> Result<XrefSection, Malformed> {
    parser.word("xref")?;
    let mut entries = BTreeMap::new();
    while !parser.passes("trailer") {
        let first = parser.digits()?;
        parser.white_space();
        let count = parser.digits()?;
        parser.white_space();
        for number in first..first.saturating_add(count) {
            let at = parser.at;
            let line = bytes.get(at..at + 20).and_then(|line| line.first_chunk());
            let entry = line.and_then(table_entry).ok_or(Malformed(at))?;
            let number = u32::try_from(number).map_err(|_| Malformed(at))?;
            if entries.insert(number, entry).is_some() || entries.len() > most {
                return Err(Malformed(at));
            }
            parser.at += 20;
        }
        parser.white_space();
    }
    parser.white_space();
    let at = parser.at;
    match parser.object()? {
        Object::Dictionary(trailer) => Ok(XrefSection { entries, trailer }),
        _ => Err(Malformed(at)),
    }
}

/// `0000000016 00000 n`, a space and a line end, or a line end of two characters.
fn table_entry(line: &[u8; 20]) -> Option<XrefEntry> {
    let number = |part: &[u8]| {
        let digits = part.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(part).ok().filter(|_| digits)?.parse::<usize>().ok()
    };
    let (offset, generation) = (number(&line[..10])?, number(&line[11..16])?);
    let ends = matches!(&line[18..], b" \n" | b" \r" | b"\r\n");
    if !ends || line[10] != b' ' || line[16] != b' ' {
        return None;
    }
    match line[17] {
        b'f' => Some(XrefEntry::Free),
        b'n' if generation == 0 => Some(XrefEntry::At(offset)),
        _ => None,
    }
}

/// Reads a cross-reference stream, which is its own trailer; nothing for one that is not
/// exactly that.
pub(super) fn stream(stream: &Stream, bytes: &[u8]) -> Option<XrefSection> {
    let trailer = &stream.dictionary;
    let widths = numbers(trailer.get("W")?)?;
    let [kind, second, third] = widths.try_into().ok()?;
    let row = kind + second + third;
    if [kind, second, third].iter().any(|width| *width > 8) || second == 0 {
        return None;
    }
    let data = decoded(stream, bytes, MOST_DECODED)?;
    let ranges = match trailer.get("Index") {
        Some(index) => numbers(index)?,
        None => vec![0, usize::try_from(trailer.get("Size")?.as_integer()?).ok()?],
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
    let whole = rows.next().is_none() && rows.remainder().is_empty();
    whole.then(|| XrefSection { entries, trailer: trailer.clone() })
}

/// A row of fields (ISO 32000-1, table 18); the kind is 1 if it is left out.
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

/// An array of numbers that are not negative.
fn numbers(array: &Object) -> Option<Vec<usize>> {
    let number = |item: &Object| usize::try_from(item.as_integer()?).ok();
    array.as_array()?.iter().map(number).collect()
}
