//! Sections of cross-references: classic tables (ISO 32000-1, 7.5.4) and streams (7.5.8).

use super::cursor::Malformed;
use super::filter::decoded_rows;
use super::object::{Dictionary, Object, Stream};
use super::parse::Parser;
use std::collections::BTreeMap;

/// Most bytes of a decoded cross-reference stream: rows for some 200 000 objects.
const MOST_DECODED: usize = 1 << 20;

/// Bytes of an entry of a table.
const ENTRY: usize = 20;
/// Keys of a cross-reference stream.
pub(super) const KEYS: [&str; 11] =
    ["Type", "Size", "W", "Index", "Prev", "Root", "Info", "ID", "Length", "Filter", "DecodeParms"];

/// Entry of a section: the place of one object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum XrefEntry {
    /// Next free number, and generation of the next object with this one.
    Free { next: u32, generation: u16 },
    /// Offset from the beginning of the file, and generation.
    At(usize, u16),
    /// Number of an object stream, and the index in it.
    Packed { stream: u32, index: usize },
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
/// Returns the place of anything that is not exactly a table of at most `most` entries, in
/// ascending order.
pub(super) fn table(
    parser: &mut Parser<'_>,
    bytes: &[u8],
    most: usize,
) -> Result<XrefSection, Malformed> {
    parser.cursor.word("xref")?;
    parser.cursor.index_line_end()?;
    let (mut entries, mut next) = (BTreeMap::new(), 0);
    while !parser.cursor.passes("trailer") {
        let start = parser.cursor.at;
        let first = parser.cursor.digits()?;
        parser.cursor.separator()?;
        let count = parser.cursor.digits()?;
        // pypdf, with which endesive signs, writes a space here.
        if parser.cursor.is_strict() && parser.cursor.peek() == Some(b' ') {
            parser.cursor.at += 1;
        }
        parser.cursor.index_line_end()?;
        if first < next || count == 0 {
            return Err(Malformed(start));
        }
        next = first.saturating_add(count);
        for number in first..next {
            let at = parser.cursor.at;
            let line = bytes.get(at..at + ENTRY).and_then(|line| line.first_chunk());
            let entry = line.and_then(table_entry).ok_or(Malformed(at))?;
            let number = u32::try_from(number).map_err(|_| Malformed(at))?;
            entries.insert(number, entry);
            if entries.len() > most {
                return Err(Malformed(at));
            }
            parser.cursor.at += ENTRY;
        }
        // One program leaves a line empty, and only before the trailer.
        let at = parser.cursor.at;
        if parser.cursor.passes_line_end() && !parser.cursor.rest().starts_with(b"trailer") {
            return Err(Malformed(at));
        }
    }
    parser.cursor.gap();
    let at = parser.cursor.at;
    match parser.object()? {
        Object::Dictionary(trailer) => {
            if parser.cursor.is_strict() {
                check_free_list(&entries).ok_or(Malformed(at))?;
            }
            Ok(XrefSection { entries, trailer })
        }
        _ => Err(Malformed(at)),
    }
}

/// Reads `0000000016 00000 n`, a space and a line end, or a line end of two characters.
fn table_entry(line: &[u8; ENTRY]) -> Option<XrefEntry> {
    let number = |part: &[u8]| {
        let digits = part.iter().all(u8::is_ascii_digit);
        std::str::from_utf8(part).ok().filter(|_| digits)?.parse::<usize>().ok()
    };
    let (first, generation) = (number(&line[..10])?, u16::try_from(number(&line[11..16])?).ok()?);
    // Entries have 20 bytes each, so readers jump to them by their index.
    let has_line_end = matches!(&line[18..], b" \n" | b" \r" | b"\r\n");
    if !has_line_end || line[10] != b' ' || line[16] != b' ' {
        return None;
    }
    match line[17] {
        b'f' => Some(XrefEntry::Free { next: u32::try_from(first).ok()?, generation }),
        b'n' => Some(XrefEntry::At(first, generation)),
        _ => None,
    }
}

/// Returns `None` unless the free entries are those that programs write: the head of their
/// list, and numbers that were left out once.
///
/// No reader follows the list, so all that it could be otherwise is a hiding place.
fn check_free_list(entries: &BTreeMap<u32, XrefEntry>) -> Option<()> {
    let unlisted = (1..).find(|number| !entries.contains_key(number))?;
    for (number, entry) in entries {
        let XrefEntry::Free { next, generation } = *entry else { continue };
        let mut later = entries.range(number + 1..);
        let chained = later.find(|(_, entry)| matches!(entry, XrefEntry::Free { .. }));
        let is_chained = next == chained.map_or(0, |(number, _)| *number);
        // Poppler takes every number that a section leaves out for a free one.
        let is_known = is_chained || *number == 0 && next == unlisted;
        let is_aged =
            if *number == 0 { generation == 65_535 } else { matches!(generation, 1 | 65_535) };
        if !is_known || !is_aged {
            return None;
        }
    }
    Some(())
}

/// Reads a cross-reference stream, which is its own trailer; `None` unless it is exactly
/// that.
pub(super) fn stream(stream: &Stream, bytes: &[u8]) -> Option<XrefSection> {
    let trailer = &stream.dictionary;
    if trailer.unlisted_key(&KEYS).is_some() {
        return None;
    }
    let [kind, second, third] = trailer.get("W")?.as_indices()?.try_into().ok()?;
    if kind != 1 || !(1..=4).contains(&second) || !(1..=2).contains(&third) {
        return None;
    }
    let row = kind + second + third;
    let data = decoded_rows(stream, bytes, row, MOST_DECODED)?;
    let index = trailer.get("Index")?.as_indices()?;
    let (mut rows, mut next) = (data.chunks_exact(row), 0);
    let mut entries = BTreeMap::new();
    for range in index.chunks(2) {
        let [first, count] = *range else { return None };
        if first < next || count == 0 {
            return None;
        }
        next = first.checked_add(count)?;
        for number in first..next {
            let entry = stream_entry(rows.next()?, kind, second)?;
            entries.insert(u32::try_from(number).ok()?, entry);
        }
    }
    let is_whole = rows.next().is_none() && rows.remainder().is_empty();
    check_free_list(&entries)?;
    is_whole.then(|| XrefSection { entries, trailer: trailer.clone() })
}

/// Reads a row of fields (ISO 32000-1, table 18).
fn stream_entry(row: &[u8], kind: usize, second: usize) -> Option<XrefEntry> {
    let number = |part: &[u8]| part.iter().fold(0_u64, |value, byte| value << 8 | u64::from(*byte));
    let (kind, rest) = row.split_at(kind);
    let (second, third) = rest.split_at(second);
    let (second, third) = (number(second), number(third));
    match number(kind) {
        0 => Some(XrefEntry::Free {
            next: u32::try_from(second).ok()?,
            generation: u16::try_from(third).ok()?,
        }),
        1 => Some(XrefEntry::At(usize::try_from(second).ok()?, u16::try_from(third).ok()?)),
        2 => Some(XrefEntry::Packed {
            stream: u32::try_from(second).ok()?,
            index: usize::try_from(third).ok()?,
        }),
        _ => None,
    }
}
