//! Comments on the cells of a worksheet (ECMA-376-1, 18.7; in threads, [MS-XLSX], 2.6.205).

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

/// Beginnings of the comments that stand in for threads, for programs of old.
const STAND_INS: [&str; 2] = ["[Threaded comment]", "[Commento in thread]"];

/// Joins comments and threads; where a cell has a thread, it takes the place of the comment that
/// stands in for it.
pub(super) fn joined(comments: Vec<XlsxComment>, threads: Vec<XlsxComment>) -> Vec<XlsxComment> {
    let mut all: Vec<XlsxComment> = Vec::new();
    for thread in threads {
        match all.last_mut().filter(|last| last.position == thread.position) {
            Some(last) => last.text.extend([" – ", &thread.text]),
            None => all.push(thread),
        }
    }
    let has_thread = |comment: &XlsxComment| {
        all.iter().any(|thread| thread.position == comment.position)
            || STAND_INS.iter().any(|start| comment.text.starts_with(start)) && !all.is_empty()
    };
    let others: Vec<XlsxComment> =
        comments.into_iter().filter(|comment| !has_thread(comment)).collect();
    all.extend(others);
    all
}

/// Reads the part that holds the comments, or the threads, of a sheet.
pub(super) fn read_comments(part: impl BufRead) -> Result<Vec<XlsxComment>, PackageError> {
    let mut xml = Xml::new(part);
    let mut comments: Vec<XlsxComment> = Vec::new();
    let mut is_text = false;
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag)
                if matches!(tag.local_name().as_ref(), "comment" | "threadedComment") =>
            {
                let position = attribute(tag, "ref").and_then(|name| cell_position(&name));
                if let Some(position) = position.filter(|_| comments.len() < MOST) {
                    comments.push(XlsxComment { position, text: String::new() });
                }
            }
            // Threads have no runs: their words stand directly in `text`.
            Event::Start(tag) => is_text = matches!(tag.local_name().as_ref(), "t" | "text"),
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
