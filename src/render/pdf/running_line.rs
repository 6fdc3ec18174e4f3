//! Running header and footer: their text on a page, set in lines.

use super::flow::{FlowDocument, text_height};
use crate::annex::{Annex, Paragraphs, Piece, Pt, Running, StyleName, Styles};
use crate::render::RenderError;
use crate::typeset::{Hyphens, TypesetLine, Typesetter};

/// Page number that is as wide as any.
// Five digits, since 100,000 pages would exceed the objects that PDF/A-2 allows in a file
// (ISO 19005-2, 6.1.13).
const WIDEST_NUMBER: usize = 99_999;

/// Sets a running line in lines at most `width` wide.
pub(super) fn running_lines(
    setter: &Typesetter<'_>,
    styles: &Styles,
    text: &str,
    style: StyleName,
    width: f32,
) -> Vec<TypesetLine> {
    let content = [Paragraphs::Paragraph(text.lines().map(str::to_owned).collect())];
    setter.lines(&content, &styles[style], Pt(width), Hyphens::of(style, styles))
}

/// Returns the text of a running line on page `number` of `count`.
pub(super) fn running_text(running: &Running, number: usize, count: usize) -> String {
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::PageNumber => number.to_string(),
        Piece::PageCount => count.to_string(),
    };
    running.pieces.iter().map(text).collect()
}

/// Computes the height of the running header with the white space below it; 0 without one.
pub(super) fn header_height(annex: &Annex, setter: &Typesetter<'_>, width: f32) -> f32 {
    let Some(header) = &annex.page.header else { return 0.0 };
    let text = running_text(header, WIDEST_NUMBER, WIDEST_NUMBER);
    let lines = running_lines(setter, &annex.styles, &text, StyleName::Header, width);
    text_height(&lines) + annex.styles[StyleName::Title].space_after.0
}

/// Returns the lines of the footer on page `number` of `count`, and the top of the first.
///
/// # Errors
/// [`RenderError::NoRoom`] if they do not fit the margin.
pub(super) fn footer_lines(
    annex: &Annex,
    setter: &Typesetter<'_>,
    flow: &FlowDocument,
    footer: &Running,
    (number, count): (usize, usize),
) -> Result<(Vec<TypesetLine>, f32), RenderError> {
    let text = running_text(footer, number, count);
    let width = flow.frame.width;
    let lines = running_lines(setter, &annex.styles, &text, StyleName::Footer, width);
    let (height, bottom) = (text_height(&lines), flow.frame.bottom);
    let margin = Pt::from(annex.page.height).0 - bottom;
    if height > margin {
        let error = RenderError::no_room("il piede non sta nel margine basso");
        return Err(error.of(footer.origin));
    }
    Ok((lines, bottom + (margin - height) / 2.0))
}
