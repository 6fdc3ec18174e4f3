//! Lengths: Word's units, the height of lines and the room on a page.

use crate::annex::{Page, Pt, StyleName, Styles};
use crate::render::RenderError;
use crate::typeset::PARAGRAPH_GAP;

/// Converts to twentieths of a point, the unit of most lengths (ECMA-376-1, 22.9.2.14).
pub(crate) fn twips(length: impl Into<Pt>) -> i32 {
    (length.into().0 * 20.0).round() as i32
}

/// Converts to twentieths of a point where negative values are not allowed: they become 0.
pub(crate) fn unsigned_twips(length: impl Into<Pt>) -> u32 {
    twips(length).try_into().unwrap_or(0)
}

/// Returns the distance of two base lines in a style.
pub(crate) fn line_height(styles: &Styles, name: StyleName) -> Pt {
    let style = &styles[name];
    Pt(style.size.0 * style.leading)
}

/// Returns the white space above a paragraph of a cell that follows another, as in the PDF.
pub(crate) fn paragraph_gap(styles: &Styles, name: StyleName) -> Pt {
    Pt(PARAGRAPH_GAP * line_height(styles, name).0)
}

/// Checks that the margins leave room for text.
///
/// # Errors
/// [`RenderError::NoRoom`] if they do not.
pub(crate) fn check_room(page: &Page) -> Result<(), RenderError> {
    // Word opens a page without room for text, but shows nothing on it.
    if text_width(page).0 > 0.0 && text_height(page).0 > 0.0 {
        Ok(())
    } else {
        Err(RenderError::no_room("i margini non lasciano posto al testo"))
    }
}

/// Returns the width between the margins.
pub(crate) fn text_width(page: &Page) -> Pt {
    page.text_area().width.into()
}

/// Returns the height between the margins.
pub(crate) fn text_height(page: &Page) -> Pt {
    page.text_area().height.into()
}
