//! Revision appended to a file, accounted for byte by byte.
//!
//! Readers begin at the end and follow offsets, so an attacker hides objects between the
//! places they look at. Here the bytes are read from the front, and each must belong to an
//! object that the revision's section of cross-references leads to, to that section, to its
//! trailer, or to a line end. Offsets cannot loop, nothing is defined twice, and readers
//! that repair files find nothing else.

use super::cursor::Malformed;
use super::filter::known_data;
use super::hidden_word::{has_structure_word, unread_word};
use super::object::{Dictionary, Object, Stream};
use super::parse::{Indirect, Parser};
use super::placement::{generations, places};
use super::state::{PdfObjectPlace, PdfState};
use super::xref::{self, XrefSection};
use crate::verify::layers::archive_sign;
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes that all streams of a file decode to: an image of a signature and the data that
/// validate it take less, and a deflated bomb a thousand times what it takes in the file.
pub(super) const MOST_UNPACKED: usize = 64 << 20;

/// Most objects of a section apart from the original's, and most numbers beyond it: some
/// readers know few millions.
pub(super) const MOST_ENTRIES: usize = 100_000;

/// Most line ends at the end of the file, behind the one that belongs to `%%EOF`.
pub(super) const MOST_LINE_ENDS: usize = 2;

/// Revision, from the end of the one before it.
#[derive(Debug)]
pub(super) struct Revision {
    /// Places that its section gives.
    pub(super) places: BTreeMap<u32, PdfObjectPlace>,
    /// Generations of the numbers in its section.
    pub(super) generations: BTreeMap<u32, u16>,
    /// Numbers of objects that are the length of a stream.
    pub(super) lengths: BTreeSet<u32>,
    pub(super) trailer: Dictionary,
    /// Numbers of its objects with their offsets, apart from those that hold other objects.
    pub(super) contents: BTreeMap<u32, usize>,
    /// Offset of its section of cross-references.
    pub(super) section: usize,
    /// End of its `%%EOF`.
    pub(super) end: usize,
}

/// Reason why appended bytes are no revision.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RevisionFault {
    /// Bytes at this offset that are no PDF syntax, ambiguous, or in a form that no signing
    /// program writes.
    Malformed(usize),
    /// Word of the structure of a file, among data at this offset.
    Hidden(usize),
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
pub(super) struct RevisionParts {
    /// Offset and generation of each object by number.
    pub(super) objects: BTreeMap<u32, (usize, u16)>,
    /// Streams that hold other objects.
    pub(super) containers: Vec<(u32, Stream)>,
    /// Numbers and generations that references name.
    pub(super) references: BTreeSet<(u32, u16)>,
}

/// Reads the revision that begins at `at`; `file` is the state before it, and `unpacked`
/// counts the bytes decoded from streams in all revisions.
pub(super) fn read(
    file: &PdfState<'_>,
    at: usize,
    unpacked: &mut usize,
) -> Result<Revision, RevisionFault> {
    let mut parser = Parser::of_signers(file.bytes, at);
    // The original may end with its `%%EOF`, and programs begin with a line end or two.
    if parser.cursor.passes_line_end() {
        parser.cursor.passes_line_end();
    }
    let mut parts = RevisionParts::default();
    let (section, from) = body(file, &mut parser, &mut parts, unpacked)?;
    if section.trailer.get("XRefStm").is_some() {
        return Err(RevisionFault::SecondSection);
    }
    let end = tail(&mut parser, from)?;
    if let Some(word) = unread_word(file.bytes, at..end, &parser.cursor.words) {
        return Err(RevisionFault::Hidden(word));
    }
    // Programs for archives look for one anywhere, at the end first.
    if let Some(sign) = archive_sign(&file.bytes[at..end]) {
        return Err(RevisionFault::Hidden(at + sign));
    }
    parts.references.append(&mut parser.references);
    let (places, contents) = places(file, &section, from, &mut parts, unpacked)?;
    let generations = generations(file, &section, &parts)?;
    let (trailer, lengths) = (section.trailer, parser.lengths);
    Ok(Revision { places, generations, lengths, trailer, contents, section: from, end })
}

/// Returns the offset of the next revision after `end`; `None` if only line ends follow.
pub(super) fn next_revision(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = bytes.get(end..)?;
    let mut cursor = Parser::of_signers(rest, 0).cursor;
    for _ in 0..MOST_LINE_ENDS {
        cursor.passes_line_end();
    }
    (!cursor.rest().is_empty()).then_some(end)
}

/// Reads the objects up to the section of cross-references, that section and its offset.
fn body(
    file: &PdfState<'_>,
    parser: &mut Parser<'_>,
    parts: &mut RevisionParts,
    unpacked: &mut usize,
) -> Result<(XrefSection, usize), RevisionFault> {
    loop {
        let at = parser.cursor.at;
        if parser.cursor.rest().starts_with(b"xref") {
            return Ok((xref::table(parser, file.bytes, MOST_ENTRIES + file.offsets.len())?, at));
        }
        let object = parser.indirect()?;
        parser.cursor.line_ends()?;
        if parts.objects.insert(object.number, (at, object.generation)).is_some() {
            return Err(RevisionFault::Astray(object.number));
        }
        check_data(file.bytes, at, &object, unpacked)?;
        let Object::Stream(stream) = object.value else { continue };
        if stream.dictionary.has_name("Type", "XRef") {
            let section = xref::stream(&stream, file.bytes);
            return Ok((section.ok_or(RevisionFault::Malformed(at))?, at));
        }
        if stream.dictionary.has_name("Type", "ObjStm") {
            parts.containers.push((object.number, *stream));
        }
    }
}

/// Checks that the data of an object are encoded as signing programs do it, and that no word
/// of the structure is in them or in its strings, however these are written.
fn check_data(
    bytes: &[u8],
    at: usize,
    object: &Indirect,
    unpacked: &mut usize,
) -> Result<(), RevisionFault> {
    if let Object::Stream(stream) = &object.value {
        let room = MOST_UNPACKED.saturating_sub(*unpacked);
        let data = known_data(stream, bytes, room);
        let data = data.ok_or(RevisionFault::Malformed(at))?;
        *unpacked += data.len();
        if has_structure_word(&data) {
            return Err(RevisionFault::Hidden(at));
        }
    }
    if has_word_in_text(&object.value) { Err(RevisionFault::Hidden(at)) } else { Ok(()) }
}

/// Returns `true` if a word of the structure is in a string of `value`.
pub(super) fn has_word_in_text(value: &Object) -> bool {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        if value.as_text().is_some_and(has_structure_word) {
            return true;
        }
        open.extend(value.parts());
    }
    false
}

/// Reads `startxref`, the offset of the section and `%%EOF`; returns the end of that.
fn tail(parser: &mut Parser<'_>, section: usize) -> Result<usize, RevisionFault> {
    let cursor = &mut parser.cursor;
    cursor.gap();
    cursor.comment()?;
    if !cursor.passes("startxref") {
        return Err(RevisionFault::SecondSection);
    }
    cursor.line_end()?;
    if cursor.digits()? != section as u64 {
        return Err(RevisionFault::Start);
    }
    cursor.line_end()?;
    cursor.word("%%EOF")?;
    let end = cursor.at;
    if !cursor.rest().is_empty() {
        cursor.line_end()?;
    }
    Ok(end)
}
