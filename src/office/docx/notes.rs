//! Notes, comments and running headers of a Word document (ECMA-376-1, 17.10, 17.11, 17.13.4).

use crate::office::package::PackageError;
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::collections::BTreeMap;
use std::io::BufRead;

/// Texts of notes by their identifiers.
pub(super) type NoteTexts = BTreeMap<String, String>;

/// Notes that the text of a document refers to.
#[derive(Default)]
pub(super) struct DocxNotes {
    pub footnotes: NoteTexts,
    pub endnotes: NoteTexts,
    pub comments: NoteTexts,
}

/// Reads the part that holds the footnotes, the endnotes or the comments.
///
/// # Errors
/// [`PackageError`] if the part is damaged or too large.
pub(super) fn read_notes(part: impl BufRead) -> Result<NoteTexts, PackageError> {
    let mut xml = Xml::new(part);
    let mut notes = NoteTexts::new();
    let (mut id, mut in_text) = (None, false);
    loop {
        match xml.event()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "footnote" | "endnote" | "comment" => {
                    id = attribute(&tag, "id").map(|id| id.into_owned());
                }
                "t" => in_text = true,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "p" => {
                    if let Some(note) = id.as_ref().and_then(|id| notes.get_mut(id)) {
                        note.push(' ');
                    }
                }
                name => in_text &= name != "t",
            },
            Event::Eof => return Ok(notes),
            event if in_text => {
                if let (Some(id), Some(words)) = (&id, text(&event)?) {
                    notes.entry(id.clone()).or_default().push_str(&words);
                }
            }
            _ => {}
        }
    }
}

/// Reads the text of a header or a footer, without the numbers of pages, on one line.
///
/// # Errors
/// [`PackageError`] if the part is damaged or too large.
pub(super) fn read_running_text(part: impl BufRead) -> Result<String, PackageError> {
    let mut xml = Xml::new(part);
    let (mut words, mut in_text, mut in_field, mut skipped) =
        (String::new(), false, 0_usize, 0_usize);
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "fldChar" => {
                match attribute(tag, "fldCharType").as_deref() {
                    Some("begin") => in_field += 1,
                    Some("end") => in_field = in_field.saturating_sub(1),
                    _ => {}
                }
            }
            Event::Start(tag) => match tag.local_name().as_ref() {
                "t" => in_text = true,
                "Fallback" | "fldSimple" | "del" => skipped += 1,
                _ => {}
            },
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => words.push(' '),
                "Fallback" | "fldSimple" | "del" => skipped = skipped.saturating_sub(1),
                _ => {}
            },
            Event::Eof => return Ok(words.split_whitespace().collect::<Vec<_>>().join(" ")),
            event if in_text && in_field == 0 && skipped == 0 => {
                words.push_str(&text(event)?.unwrap_or_default());
            }
            _ => {}
        }
    }
}
