//! Revision appended to a file, accounted for byte by byte.
//!
//! Readers begin at the end and follow offsets, so an attacker hides objects between the
//! places they look at. Here the bytes are read from the front, and each must belong to an
//! object that the revision's section of cross-references leads to, to that section, to its
//! trailer, or to white space. Offsets cannot loop, nothing is defined twice, and readers
//! that repair files find nothing else.

use super::cursor::{Malformed, is_white};
use super::filter::decoded;
use super::object::{Dictionary, Object, Stream};
use super::parse::Parser;
use super::state::{PdfObjectPlace, PdfState};
use super::xref::{self, XrefEntry, XrefSection};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Most bytes that all object streams of a file decode to: a signature needs some hundred,
/// and a deflated bomb a thousand times what it takes in the file.
const MOST_UNPACKED: usize = 2 << 20;

/// Most objects of a section apart from the original's.
const MOST_ENTRIES: usize = 100_000;

/// Revision, from the end of the one before it.
#[derive(Debug)]
pub(super) struct Revision {
    /// Places that its section gives: of its own objects, and of older ones that stay.
    pub(super) places: BTreeMap<u32, PdfObjectPlace>,
    pub(super) trailer: Dictionary,
    /// Offsets of its objects.
    pub(super) starts: BTreeSet<usize>,
    /// Offset of its section of cross-references.
    pub(super) section: usize,
    /// End of its `%%EOF`.
    pub(super) end: usize,
}

/// Reason why appended bytes are no revision.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RevisionFault {
    /// Bytes at this offset that are no PDF syntax, or ambiguous.
    Malformed(usize),
    /// Object that the section does not list, or lists at another place.
    Astray(u32),
    /// Section that is not where `startxref` says.
    Start,
    /// Second section, behind the first or led to by it (hybrid files: ISO 32000-1, 7.5.8.4):
    /// readers differ in which one they use.
    SecondSection,
}

impl From<Malformed> for RevisionFault {
    fn from(Malformed(at): Malformed) -> RevisionFault {
        RevisionFault::Malformed(at)
    }
}

/// Parts of a revision as they were read.
#[derive(Default)]
struct RevisionParts {
    /// Offset of each object by number.
    offsets: BTreeMap<u32, usize>,
    streams: Vec<(u32, Stream)>,
}

/// Reads the revision that begins at `at`; `file` is the state before it, and `unpacked`
/// counts the bytes decoded from object streams in all revisions.
pub(super) fn read(
    file: &PdfState<'_>,
    at: usize,
    unpacked: &mut usize,
) -> Result<Revision, RevisionFault> {
    let mut parser = Parser::new(file.bytes, at);
    parser.cursor.white_space();
    // NUL is white space (ISO 32000-1, table 1), but no program appends it: a padded file
    // could hold another format's data.
    if file.bytes[at..parser.cursor.at].contains(&0) {
        return Err(RevisionFault::Malformed(at));
    }
    let mut parts = RevisionParts::default();
    let (section, from) = body(file, &mut parser, &mut parts)?;
    if section.trailer.get("XRefStm").is_some() {
        return Err(RevisionFault::SecondSection);
    }
    let end = tail(file.bytes, &mut parser, from)?;
    let places = places(file, &section, &parts, unpacked)?;
    let starts = parts.offsets.values().copied().collect();
    Ok(Revision { places, trailer: section.trailer, starts, section: from, end })
}

/// Returns the offset of the next revision after `end`; `None` if only line ends follow.
pub(super) fn next_revision(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = bytes.get(end..)?;
    let line_ends = rest.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
    (!line_ends).then_some(end)
}

/// Reads the objects up to the section of cross-references, that section and its offset.
fn body(
    file: &PdfState<'_>,
    parser: &mut Parser<'_>,
    parts: &mut RevisionParts,
) -> Result<(XrefSection, usize), RevisionFault> {
    loop {
        parser.cursor.comments()?;
        let at = parser.cursor.at;
        if parser.cursor.passes("xref") {
            parser.cursor.at = at;
            return Ok((xref::table(parser, file.bytes, MOST_ENTRIES + file.offsets.len())?, at));
        }
        let object = parser.indirect()?;
        if parts.offsets.insert(object.number, at).is_some() {
            return Err(RevisionFault::Astray(object.number));
        }
        if let Object::Stream(stream) = object.value {
            if stream.dictionary.has_name("Type", "XRef") {
                let section =
                    xref::stream(&stream, file.bytes).ok_or(RevisionFault::Malformed(at))?;
                return Ok((section, at));
            }
            parts.streams.push((object.number, *stream));
        }
    }
}

/// Reads `startxref`, the offset of the section and `%%EOF`; returns the end of that.
fn tail(bytes: &[u8], parser: &mut Parser<'_>, section: usize) -> Result<usize, RevisionFault> {
    parser.cursor.comments()?;
    if !parser.cursor.passes("startxref") {
        return Err(RevisionFault::SecondSection);
    }
    parser.cursor.white_space();
    if parser.cursor.digits()? != section as u64 {
        return Err(RevisionFault::Start);
    }
    let digits_end = parser.cursor.at;
    parser.cursor.white_space();
    let end = parser.cursor.at + b"%%EOF".len();
    let is_alone =
        parser.cursor.at > digits_end && bytes.get(end).is_none_or(|byte| is_white(*byte));
    if bytes.get(parser.cursor.at..end) != Some(b"%%EOF") || !is_alone {
        return Err(RevisionFault::Malformed(parser.cursor.at));
    }
    Ok(end)
}

/// Returns the places that the section gives, each of which must be that of an object.
fn places(
    file: &PdfState<'_>,
    section: &XrefSection,
    parts: &RevisionParts,
    unpacked: &mut usize,
) -> Result<BTreeMap<u32, PdfObjectPlace>, RevisionFault> {
    let mut places = BTreeMap::new();
    for (number, entry) in &section.entries {
        let place = match *entry {
            XrefEntry::Free => PdfObjectPlace::Free,
            XrefEntry::At(at) => {
                let actual = parts.offsets.get(number).copied().or_else(|| file.offset(*number));
                if actual != Some(at) {
                    return Err(RevisionFault::Astray(*number));
                }
                PdfObjectPlace::At(at)
            }
            // Read below, from the stream that holds it.
            XrefEntry::Packed { .. } => continue,
        };
        places.insert(*number, place);
    }
    for (number, at) in &parts.offsets {
        let is_listed = match section.entries.get(number) {
            Some(entry) => *entry == XrefEntry::At(*at),
            // A cross-reference stream need not list itself.
            None => !file.is_original(*number) && is_section(section, parts, *number),
        };
        if !is_listed {
            return Err(RevisionFault::Astray(*number));
        }
    }
    unpack_objects(file.bytes, section, parts, unpacked, &mut places)?;
    check_lengths(file, parts, &places)?;
    Ok(places)
}

/// Returns `true` if the object is the cross-reference stream, the last of its revision.
fn is_section(section: &XrefSection, parts: &RevisionParts, number: u32) -> bool {
    let last = parts.offsets.iter().max_by_key(|(_, at)| **at);
    section.trailer.has_name("Type", "XRef") && last.is_some_and(|(last, _)| *last == number)
}

/// Takes out the objects of every object stream; the section must list all of them.
fn unpack_objects(
    bytes: &[u8],
    section: &XrefSection,
    parts: &RevisionParts,
    unpacked: &mut usize,
    places: &mut BTreeMap<u32, PdfObjectPlace>,
) -> Result<(), RevisionFault> {
    let mut found = BTreeMap::new();
    for (stream_number, stream) in &parts.streams {
        if !stream.dictionary.has_name("Type", "ObjStm") {
            continue;
        }
        let astray = || RevisionFault::Astray(*stream_number);
        let room = MOST_UNPACKED.saturating_sub(*unpacked);
        let data = decoded(stream, bytes, room).ok_or_else(astray)?;
        *unpacked += data.len();
        let objects = packed_objects(&stream.dictionary, &data).ok_or_else(astray)?;
        for (index, (number, value)) in objects.into_iter().enumerate() {
            found.insert((number, *stream_number, index), value);
        }
    }
    for (number, entry) in &section.entries {
        let XrefEntry::Packed { stream, index } = *entry else { continue };
        let value =
            found.remove(&(*number, stream, index)).ok_or(RevisionFault::Astray(*number))?;
        places.insert(*number, PdfObjectPlace::Packed(Rc::new(value)));
    }
    match found.keys().next() {
        Some((number, ..)) => Err(RevisionFault::Astray(*number)),
        None => Ok(()),
    }
}

/// Reads the objects of a decoded object stream (ISO 32000-1, 7.5.7) with their numbers;
/// `None` if it extends another, or holds anything else.
fn packed_objects(dictionary: &Dictionary, data: &[u8]) -> Option<Vec<(u32, Object)>> {
    if dictionary.get("Extends").is_some() {
        return None;
    }
    let number = |key| dictionary.get(key)?.as_index();
    let (count, first) = (number("N")?, number("First")?);
    let mut head = Parser::new(data.get(..first)?, 0);
    let mut body = Parser::new(data, first);
    let mut objects = Vec::new();
    for _ in 0..count {
        head.cursor.white_space();
        let number = u32::try_from(head.cursor.digits().ok()?).ok()?;
        head.cursor.white_space();
        let at = first.checked_add(usize::try_from(head.cursor.digits().ok()?).ok()?)?;
        body.cursor.white_space();
        // Bytes between two objects could be a third one that only some readers find.
        if body.cursor.at != at {
            return None;
        }
        objects.push((number, body.object().ok()?));
    }
    head.cursor.white_space();
    body.cursor.white_space();
    (head.cursor.at == first && body.cursor.at == data.len()).then_some(objects)
}

/// Compares the length of each stream, where that is an object of its own, with its data.
fn check_lengths(
    file: &PdfState<'_>,
    parts: &RevisionParts,
    places: &BTreeMap<u32, PdfObjectPlace>,
) -> Result<(), RevisionFault> {
    let has_reference = |(_, stream): &&(u32, Stream)| {
        matches!(stream.dictionary.get("Length"), Some(Object::Reference(_)))
    };
    let mut streams = parts.streams.iter().filter(has_reference).peekable();
    // Most revisions have none, and the state is worth not copying.
    if streams.peek().is_none() {
        return Ok(());
    }
    let mut now = file.clone();
    now.changed.extend(places.iter().map(|(number, place)| (*number, place.clone())));
    for (number, stream) in streams {
        if !stream.has_length(&now.get(&stream.dictionary, "Length")) {
            return Err(RevisionFault::Astray(*number));
        }
    }
    Ok(())
}
