//! Texts with the fonts of their runs (ECMA-376-1, 18.4).

use super::color::Palette;
use super::irregular::irregular;
use super::style::{FontLook, font_look};
use super::tree::{XmlTree, check_head};
use crate::office::package::PackageError;
use crate::office::xlsx::strings::{has_needless_escape, unescaped};
use crate::office::xml::Xml;
use quick_xml::events::Event;
use std::io::BufRead;

/// Text of a cell or a comment.
#[derive(Clone, Debug, Default)]
pub(super) struct RichString {
    /// Text of all runs.
    pub text: String,
    /// Reading that programs show above the text.
    pub phonetic: String,
    /// `true` if an element inside is passed over by some programs.
    pub has_strangers: bool,
    /// Number of characters and properties of each run; empty if the text has no runs.
    runs: Vec<(usize, Option<XmlTree>)>,
}

impl RichString {
    /// Reads a string item (`si`, `is` or the text of a comment).
    pub(crate) fn new(item: &XmlTree) -> Self {
        let below = item.below();
        let mut texts = below.iter().filter(|element| element.name == "t");
        let has_strangers = !item.strangers().is_empty()
            || !irregular(item).is_empty()
            || texts.any(|t| has_needless_escape(&t.text) || has_fading_blanks(t));
        let mut rich = RichString { has_strangers, ..RichString::default() };
        for child in &item.children {
            match child.name.as_str() {
                "t" => rich.text.push_str(&unescaped(&child.text)),
                "rPh" => rich.phonetic.push_str(&child.texts("t")),
                "r" => {
                    let text = child.child("t").map(|t| unescaped(&t.text)).unwrap_or_default();
                    rich.text.push_str(&text);
                    rich.runs.push((text.chars().count(), child.child("rPr").cloned()));
                }
                _ => {}
            }
        }
        rich
    }

    /// Returns the fonts of the runs with their numbers of characters, equal neighbours as one.
    pub(crate) fn fonts(&self, palette: &Palette, cell: &FontLook) -> Vec<(usize, FontLook)> {
        let mut fonts: Vec<(usize, FontLook)> = Vec::new();
        for (count, font) in self.runs.iter().filter(|(count, _)| *count > 0) {
            let font = font_look(palette, font.as_ref(), cell);
            match fonts.last_mut().filter(|(_, last)| *last == font) {
                Some((last, _)) => *last += count,
                None => fonts.push((*count, font)),
            }
        }
        fonts
    }
}

/// Returns `true` for a text whose blanks at its ends only some programs keep (XML 1.0, 2.10): in runs they
/// would divide words, or not.
fn has_fading_blanks(text: &XmlTree) -> bool {
    text.attribute("space") != Some("preserve") && text.text.trim_ascii() != text.text
}

/// Reads the part of the shared strings.
pub(super) fn read_strings(part: impl BufRead) -> Result<Vec<RichString>, PackageError> {
    let mut xml = Xml::new(part);
    let mut strings = Vec::new();
    loop {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "si" => {
                let item = XmlTree::of(&tag).with_content(&mut xml)?;
                strings.push(RichString::new(&item));
            }
            Event::Empty(tag) if tag.local_name().as_ref() == "si" => {
                strings.push(RichString::default());
            }
            Event::Eof => return Ok(strings),
            event => check_head(&event)?,
        }
    }
}
