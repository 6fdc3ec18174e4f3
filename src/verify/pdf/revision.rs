//! What was appended to a file, taken apart byte by byte.
//!
//! A reader begins at the end and follows offsets; whoever wants to deceive it hides
//! things between the places it looks at. Here the bytes are read from the front, and
//! each must belong to something: an object that the revision's section of
//! cross-references leads to, that section, its trailer, or white space. So offsets
//! cannot loop, nothing is defined twice, and programs that mend files find nothing else.

use super::filter::decoded;
use super::object::{Dictionary, Object, Stream};
use super::parse::{Malformed, Parser, is_white};
use super::state::{PdfObjectPlace, PdfState};
use super::xref::{self, XrefEntry, XrefSection};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// How many bytes all object streams of a file may decode to.
const MOST_PACKED: usize = 2 << 20;

/// How many objects a section may have beside ours.
const MOST_ENTRIES: usize = 100_000;

/// A revision, from where the one before it ends.
#[derive(Debug)]
pub(super) struct Revision {
    /// What its section says of objects: its own, and older ones that stay where they are.
    pub(super) places: BTreeMap<u32, PdfObjectPlace>,
    pub(super) trailer: Dictionary,
    /// Where its objects begin.
    pub(super) starts: BTreeSet<usize>,
    /// Where its section of cross-references begins.
    pub(super) section: usize,
    /// Where its last `%%EOF` ends.
    pub(super) end: usize,
}

/// Why a revision is none.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RevisionFault {
    /// Not what a PDF file consists of, or more than one thing at once.
    Malformed(usize),
    /// An object that the section does not lead to, or leads to elsewhere.
    Astray(u32),
    /// The section is not where the file says.
    Start,
    /// More follows the section than where it begins, or it leads to another
    /// (ISO 32000-1, 7.5.8.4).
    SecondSection,
}

impl From<Malformed> for RevisionFault {
    fn from(Malformed(at): Malformed) -> RevisionFault {
        RevisionFault::Malformed(at)
    }
}

/// The parts of a revision as they were read.
#[derive(Default)]
struct RevisionParts {
    /// Where each object begins, by number.
    offsets: BTreeMap<u32, usize>,
    streams: Vec<(u32, Stream)>,
}

/// Reads the revision that begins at `at` of `file`, which holds those before it;
/// `packed` counts what came out of object streams.
pub(super) fn read(
    file: &PdfState<'_>,
    at: usize,
    packed: &mut usize,
) -> Result<Revision, RevisionFault> {
    let mut parser = Parser::new(file.bytes, at);
    parser.white_space();
    if file.bytes[at..parser.at].contains(&0) {
        return Err(RevisionFault::Malformed(at));
    }
    let mut parts = RevisionParts::default();
    let (section, from) = body(file, &mut parser, &mut parts)?;
    if section.trailer.get("XRefStm").is_some() {
        return Err(RevisionFault::SecondSection);
    }
    let end = tail(file.bytes, &mut parser, from)?;
    let places = places(file, &section, &parts, packed)?;
    let starts = parts.offsets.values().copied().collect();
    Ok(Revision { places, trailer: section.trailer, starts, section: from, end })
}

/// The objects up to the section of cross-references; that section, and where it begins.
fn body(
    file: &PdfState<'_>,
    parser: &mut Parser<'_>,
    parts: &mut RevisionParts,
) -> Result<(XrefSection, usize), RevisionFault> {
    loop {
        parser.comments()?;
        let at = parser.at;
        if parser.passes("xref") {
            parser.at = at;
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

/// `startxref`, where the section begins, and `%%EOF`; where that ends.
fn tail(bytes: &[u8], parser: &mut Parser<'_>, section: usize) -> Result<usize, RevisionFault> {
    parser.comments()?;
    if !parser.passes("startxref") {
        return Err(RevisionFault::SecondSection);
    }
    parser.white_space();
    if parser.digits()? != section as u64 {
        return Err(RevisionFault::Start);
    }
    let digits_end = parser.at;
    parser.white_space();
    let end = parser.at + b"%%EOF".len();
    let alone = parser.at > digits_end && bytes.get(end).is_none_or(|byte| is_white(*byte));
    if bytes.get(parser.at..end) != Some(b"%%EOF") || !alone {
        return Err(RevisionFault::Malformed(parser.at));
    }
    Ok(end)
}

/// The places that the section gives, each of which must be where an object is.
fn places(
    file: &PdfState<'_>,
    section: &XrefSection,
    parts: &RevisionParts,
    packed: &mut usize,
) -> Result<BTreeMap<u32, PdfObjectPlace>, RevisionFault> {
    let mut places = BTreeMap::new();
    for (number, entry) in &section.entries {
        let place = match *entry {
            XrefEntry::Free => PdfObjectPlace::Free,
            XrefEntry::At(at) => {
                let stands = parts.offsets.get(number).copied().or_else(|| file.offset(*number));
                if stands != Some(at) {
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
        let right = match section.entries.get(number) {
            Some(entry) => *entry == XrefEntry::At(*at),
            // A cross-reference stream need not lead to itself.
            None => !file.ours(*number) && is_section(section, parts, *number),
        };
        if !right {
            return Err(RevisionFault::Astray(*number));
        }
    }
    unpack(file.bytes, section, parts, packed, &mut places)?;
    checked_lengths(file, parts, &places)?;
    Ok(places)
}

/// Whether the object is the stream that is the section, the last of its revision.
fn is_section(section: &XrefSection, parts: &RevisionParts, number: u32) -> bool {
    let last = parts.offsets.iter().max_by_key(|(_, at)| **at);
    section.trailer.has_name("Type", "XRef") && last.is_some_and(|(last, _)| *last == number)
}

/// Takes out the objects of every object stream; the section must lead to all of them.
fn unpack(
    bytes: &[u8],
    section: &XrefSection,
    parts: &RevisionParts,
    packed: &mut usize,
    places: &mut BTreeMap<u32, PdfObjectPlace>,
) -> Result<(), RevisionFault> {
    let mut found = BTreeMap::new();
    for (stream_number, stream) in &parts.streams {
        if !stream.dictionary.has_name("Type", "ObjStm") {
            continue;
        }
        let astray = || RevisionFault::Astray(*stream_number);
        let room = MOST_PACKED.saturating_sub(*packed);
        let data = decoded(stream, bytes, room).ok_or_else(astray)?;
        *packed += data.len();
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

/// The objects of a decoded object stream (ISO 32000-1, 7.5.7) with their numbers; nothing
/// for one that extends another, or holds anything else.
fn packed_objects(dictionary: &Dictionary, data: &[u8]) -> Option<Vec<(u32, Object)>> {
    if dictionary.get("Extends").is_some() {
        return None;
    }
    let number = |key| usize::try_from(dictionary.get(key)?.as_integer()?).ok();
    let (count, first) = (number("N")?, number("First")?);
    let mut head = Parser::new(data.get(..first)?, 0);
    let mut body = Parser::new(data, first);
    let mut objects = Vec::new();
    for _ in 0..count {
        head.white_space();
        let number = u32::try_from(head.digits().ok()?).ok()?;
        head.white_space();
        let at = first.checked_add(usize::try_from(head.digits().ok()?).ok()?)?;
        body.white_space();
        // One behind the other, and nothing between them.
        if body.at != at {
            return None;
        }
        objects.push((number, body.object().ok()?));
    }
    head.white_space();
    body.white_space();
    (head.at == first && body.at == data.len()).then_some(objects)
}

/// Holds the length of each stream, where an object of its own tells it, against its data.
fn checked_lengths(
    file: &PdfState<'_>,
    parts: &RevisionParts,
    places: &BTreeMap<u32, PdfObjectPlace>,
) -> Result<(), RevisionFault> {
    let told = |(_, stream): &&(u32, Stream)| {
        matches!(stream.dictionary.get("Length"), Some(Object::Reference(_)))
    };
    let mut streams = parts.streams.iter().filter(told).peekable();
    if streams.peek().is_none() {
        return Ok(());
    }
    let mut now = file.clone();
    now.changed.extend(places.iter().map(|(number, place)| (*number, place.clone())));
    for (number, stream) in streams {
        let told = now.get(&stream.dictionary, "Length").as_integer();
        let told = told.and_then(|length| usize::try_from(length).ok());
        // The line end before `endstream` does not count.
        let lengths = stream.data.len().saturating_sub(2)..=stream.data.len();
        if !told.is_some_and(|length| lengths.contains(&length)) {
            return Err(RevisionFault::Astray(*number));
        }
    }
    Ok(())
}
