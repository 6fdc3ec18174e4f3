//! Footnotes and endnotes of a Word document (ECMA-376-1, 17.11).

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
}

/// Reads the part that holds the footnotes or the endnotes.
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
                "footnote" | "endnote" => id = attribute(&tag, "id").map(|id| id.into_owned()),
                "t" => in_text = true,
                _ => {}
            },
            Event::End(tag) => in_text &= tag.local_name().as_ref() != "t",
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
