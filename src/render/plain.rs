//! Whether an annex is so plain that its texts cannot be what a format refuses.

use crate::annex::{Annex, Block, ListItem, Paragraphs, Piece, Running};

/// Bytes of a text that every place of every format holds.
const SHORT: usize = 8_000;
/// Bytes of a line at the head or foot, of the head of a column, of what a picture shows.
const LINE: usize = 100;

/// Whether no text of `annex` is long for any format, or has a character that some cannot
/// hold. False says nothing.
pub(super) fn is_plain(annex: &Annex) -> bool {
    let running = annex.page.header.iter().chain(&annex.page.footer);
    running.into_iter().all(is_short_line)
        && annex.blocks.iter().all(is_plain_block)
        && annex.signatures.iter().all(|signature| are_plain(&signature.words()))
}

fn is_short_line(running: &Running) -> bool {
    let length = |piece: &Piece| match piece {
        Piece::Text(text) if !is_text(text) => LINE + 1,
        Piece::Text(text) => text.len(),
        Piece::PageNumber | Piece::PageCount => 2,
    };
    running.pieces.iter().map(length).sum::<usize>() <= LINE
}

fn is_plain_block(block: &Block) -> bool {
    match block {
        Block::Heading(heading) => is_text(&heading.text),
        Block::Text(text) => are_plain(&text.content),
        Block::Table(table) => {
            is_text(table.caption()) && table.cells().all(|c| are_plain(&c.content))
        }
        Block::Picture(picture) => is_text(&picture.text) && picture.text.len() <= LINE,
    }
}

fn are_plain(content: &[Paragraphs]) -> bool {
    let mut length = 0;
    let mut is_plain = |text: &str| {
        length += text.len();
        length <= SHORT && is_text(text)
    };
    content.iter().all(|part| match part {
        Paragraphs::Paragraph(lines) => lines.iter().all(|line| is_plain(line)),
        Paragraphs::List(items) => {
            let flat = ListItem::flat(items);
            flat.into_iter().all(|(_, item)| is_plain(&item.label) && is_plain(&item.text))
        }
    })
}

/// Whether `text` is short and every character stands in XML as it is.
fn is_text(text: &str) -> bool {
    text.len() <= SHORT
        && text
            .chars()
            .all(|c| !matches!(c, '\0'..='\u{8}' | '\u{B}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}'))
}
