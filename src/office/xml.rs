//! XML parts of a package, read event by event within limits and without declared entities.

use crate::office::package::PackageError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// Longest tag or stretch of text, in bytes: an event is held in memory as a whole, and cells
/// hold at most 32,767 characters.
const LONGEST_EVENT: usize = 4 * 1024 * 1024;
/// Deepest nesting of elements: documents written by a program have some thirty levels, nested
/// tables of Word add four each.
const DEEPEST: usize = 500;

/// Reader of the events of a part.
pub(super) struct Xml<R> {
    reader: Reader<EventLimit<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: BufRead> Xml<R> {
    pub(crate) fn new(source: R) -> Self {
        let reader = Reader::from_reader(EventLimit { source, read: 0 });
        Xml { reader, buffer: Vec::new(), depth: 0 }
    }

    /// Reads the next event.
    ///
    /// # Errors
    /// [`PackageError`] if the XML is not well formed or ends too early, or if an event or the
    /// nesting exceeds its limit.
    pub(crate) fn event(&mut self) -> Result<Event<'_>, PackageError> {
        self.buffer.clear();
        self.reader.get_mut().read = 0;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            Error::Io(error) => PackageError::from(io::Error::from(error.kind())),
            _ => PackageError::Damaged,
        })?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(PackageError::Damaged),
            _ => {}
        }
        if self.depth > DEEPEST { Err(PackageError::TooDeep) } else { Ok(event) }
    }
}

/// Source that fails once a single event has taken too many bytes.
struct EventLimit<R> {
    source: R,
    read: usize,
}

impl<R: BufRead> BufRead for EventLimit<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.read > LONGEST_EVENT {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.source.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.read += amount;
        self.source.consume(amount);
    }
}

impl<R: BufRead> Read for EventLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer)
    }
}

/// Returns the text of an event, `None` if the event is no text.
///
/// # Errors
/// [`PackageError::Damaged`] for an entity that the file itself declares: no office program
/// declares any, and nested ones expand without end.
pub(super) fn text<'e>(event: &'e Event<'_>) -> Result<Option<Cow<'e, str>>, PackageError> {
    Ok(Some(match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(character)) => character.to_string().into(),
            Ok(None) => resolve_predefined_entity(name).ok_or(PackageError::Damaged)?.into(),
            Err(_) => return Err(PackageError::Damaged),
        },
        _ => return Ok(None),
    }))
}

/// Returns the value of an attribute by its local name, since programs choose prefixes freely.
pub(super) fn attribute<'t>(tag: &'t BytesStart<'_>, name: &str) -> Option<Cow<'t, str>> {
    let find = |is_named: &dyn Fn(&str) -> bool| {
        let mut attributes = tag.attributes();
        attributes.with_checks(false).flatten().find(|a| is_named(a.key.as_ref()))
    };
    // One of another language may have the same name behind its prefix.
    let has_prefix = |key: &str| {
        key.split_once(':').is_some_and(|(prefix, local)| prefix != "xmlns" && local == name)
    };
    let found = find(&|key| key == name).or_else(|| find(&has_prefix))?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// Returns an attribute that is a whole number.
pub(super) fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// Returns `true` if a Boolean attribute (`xsd:boolean`) is present and true.
pub(super) fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true" | "on"))
}
