//! XML as it streams out of a package: within bounds, without entities of its own.

use super::package::Broken;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};
use std::borrow::Cow;
use std::io::{self, BufRead, Read};

/// The most bytes of one tag or one stretch of text.
const LONGEST_EVENT: usize = 4 * 1024 * 1024;
/// How deep elements may nest.
const DEEPEST: usize = 200;

/// The events of a part.
pub(in crate::office) struct Xml<R> {
    reader: Reader<Counted<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

impl<R: BufRead> Xml<R> {
    pub fn new(source: R) -> Self {
        let reader = Reader::from_reader(Counted { source, read: 0 });
        Xml { reader, buffer: Vec::new(), depth: 0 }
    }

    /// The next event.
    ///
    /// # Errors
    /// [`Broken`] where the XML is not well formed or ends too early, or where an event or
    /// the nesting has no end.
    pub fn event(&mut self) -> Result<Event<'_>, Broken> {
        self.buffer.clear();
        self.reader.get_mut().read = 0;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| match error {
            Error::Io(error) => Broken::from(io::Error::from(error.kind())),
            _ => Broken::Damaged,
        })?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Eof if self.depth > 0 => return Err(Broken::Damaged),
            _ => {}
        }
        if self.depth > DEEPEST { Err(Broken::TooLarge) } else { Ok(event) }
    }
}

/// Counts the bytes of an event, which is held as a whole.
struct Counted<R> {
    source: R,
    read: usize,
}

impl<R: BufRead> BufRead for Counted<R> {
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

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.source.read(buffer)
    }
}

/// The text that an event stands for; nothing if it is no text.
///
/// # Errors
/// [`Broken::Damaged`] for an entity that would have to be declared: no office program
/// declares any, and they may be a bomb.
pub(in crate::office) fn text<'e>(event: &'e Event<'_>) -> Result<Option<Cow<'e, str>>, Broken> {
    Ok(Some(match event {
        Event::Text(text) => text.xml10_content(),
        Event::CData(text) => text.xml10_content(),
        Event::GeneralRef(name) => match name.resolve_char_ref() {
            Ok(Some(character)) => character.to_string().into(),
            Ok(None) => resolve_predefined_entity(name).ok_or(Broken::Damaged)?.into(),
            Err(_) => return Err(Broken::Damaged),
        },
        _ => return Ok(None),
    }))
}

/// The value of an attribute by its local name: programs choose prefixes as they like.
pub(in crate::office) fn attribute<'t>(
    tag: &'t BytesStart<'_>,
    name: &str,
) -> Option<Cow<'t, str>> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok()
}

/// An attribute that is a whole number.
pub(super) fn number(tag: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(tag, name)?.trim().parse().ok()
}

/// An attribute that says yes or no (xsd:boolean); no if it is not there.
pub(super) fn flag(tag: &BytesStart<'_>, name: &str) -> bool {
    matches!(attribute(tag, name).as_deref(), Some("1" | "true" | "on"))
}
