//! What a text string of the file may hold.

use super::signature::purpose;
use crate::annex::{Annex, Block, Origin, Row};
use crate::render::{RenderError, within};

/// UTF-16 units of a text that the outline or the file's own properties repeat: a string
/// has 32,767 bytes at the most (ISO 19005-2, 6.1.13).
const MOST: usize = 16_000;

/// Whether headings, bands, properties and the words of signatures are short enough to be
/// repeated whole.
///
/// # Errors
/// [`RenderError::TextTooLong`] for the first that is not.
pub(super) fn check_limits(annex: &Annex) -> Result<(), RenderError> {
    let meta = &annex.meta;
    let first = annex.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) => heading.origin,
        _ => None,
    });
    let properties = [Some(&meta.title), meta.author.as_ref(), meta.subject.as_ref()];
    properties.into_iter().flatten().try_for_each(|text| short(text, first))?;
    for block in &annex.blocks {
        match block {
            Block::Heading(heading) => short(&heading.text, heading.origin)?,
            Block::Text(_) => {}
            Block::Table(table) => {
                short(&table.caption, first)?;
                table.bodies.iter().flat_map(|body| &body.bands).try_for_each(band)?;
            }
        }
    }
    annex.signatures.iter().try_for_each(|signature| {
        within(&purpose(signature), MOST, "la descrizione di una firma nel PDF", signature.origin)
            .map(drop)
    })
}

fn band(row: &Row) -> Result<(), RenderError> {
    row.cells.iter().try_for_each(|cell| short(&cell.text(), cell.origin))
}

fn short(text: &str, origin: Option<Origin>) -> Result<(), RenderError> {
    within(text, MOST, "un titolo del PDF", origin).map(drop)
}
