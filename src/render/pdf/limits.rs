//! Limits on texts that the file repeats in text strings.

use super::signature_field::purpose;
use crate::annex::{Annex, Block, Origin};
use crate::render::{RenderError, all, within};
use std::collections::BTreeSet;

/// Maximum number of UTF-16 units of a text string.
// A string has at most 32,767 bytes (ISO 19005-2, 6.1.13), two for each unit and some for its byte
// order mark.
const MOST: usize = 16_000;

/// Checks that headings, bands, properties and texts of signatures can be repeated whole.
///
/// # Errors
/// [`RenderError::TextTooLong`] for each that cannot.
pub(super) fn check_limits(annex: &Annex) -> Result<(), RenderError> {
    let meta = &annex.meta;
    // Properties have no place of their own in a plan: findings point at the first heading.
    let first = annex.blocks.iter().find_map(|block| match block {
        Block::Heading(heading) => heading.origin,
        _ => None,
    });
    let properties = [Some(&meta.title), meta.author.as_ref(), meta.subject.as_ref()];
    let mut texts: Vec<(String, Option<Origin>)> =
        properties.into_iter().flatten().map(|text| (text.clone(), first)).collect();
    for block in &annex.blocks {
        match block {
            Block::Heading(heading) => texts.push((heading.text.clone(), heading.origin)),
            Block::Text(_) => {}
            Block::Picture(picture) => texts.push((picture.text.clone(), picture.origin)),
            Block::Table(table) => {
                texts.push((table.caption().to_owned(), first));
                let bands = table.bodies().iter().flat_map(|body| &body.bands);
                let cells = bands.flat_map(|row| &row.cells);
                texts.extend(cells.map(|cell| (cell.text(), cell.origin)));
            }
        }
    }
    // A title that names a heading as well is one text.
    let mut seen = BTreeSet::new();
    let titles = texts.iter().filter(|(text, _)| seen.insert(text.as_str()));
    let titles =
        titles.map(|(text, origin)| within(text, MOST, "un titolo del PDF", *origin).map(drop));
    let signatures = annex.signatures.iter().map(|signature| {
        within(&purpose(signature), MOST, "la descrizione di una firma nel PDF", signature.origin)
            .map(drop)
    });
    all(titles.chain(signatures))
}
