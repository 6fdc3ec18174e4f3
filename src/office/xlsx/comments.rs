//! Comments on the cells of a worksheet (ECMA-376-1, 18.7).

use super::reference::cell_position;
use crate::office::package::PackageError;
use crate::office::workbook::value::append;
use crate::office::xml::{Xml, attribute, text};
use quick_xml::events::Event;
use std::io::BufRead;

/// Most comments of a sheet that are read: people write a few.
const MOST: usize = 1_000;

/// Comment on a cell.
pub(super) struct XlsxComment {
    /// Row and column of the cell, from 0.
    pub position: (u32, u32),
    /// Words of the comment.
    pub text: String,
}

/// Reads the part that holds the comments of a sheet.
pub(super) fn read_comments(part: impl BufRead) -> Result<Vec<XlsxComment>, PackageError> {
    let mut xml = Xml::new(part);
    let mut comments: Vec<XlsxComment> = Vec::new();
    let mut is_text = false;
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) if tag.local_name().as_ref() == "comment" => {
                let position = attribute(tag, "ref").and_then(|name| cell_position(&name));
                if let Some(position) = position.filter(|_| comments.len() < MOST) {
                    comments.push(XlsxComment { position, text: String::new() });
                }
            }
            Event::Start(tag) => is_text = tag.local_name().as_ref() == "t",
            Event::End(_) => is_text = false,
            Event::Eof => return Ok(comments),
            event => {
                if let (true, Some(comment)) = (is_text, comments.last_mut())
                    && let Some(words) = text(event)?
                {
                    append(&mut comment.text, &words)?;
                }
            }
        }
    }
}
