//! Pictures, each in a paragraph of its own (ECMA-376-1, 20.4.2.8, 20.2).

use super::style::{self, alignment};
use crate::annex::{Mm, Picture, StyleName};
use crate::render::RenderError;
use crate::render::docx::finish::{self, PartWriter, picture_id};
use docx_rs::{BuildXML, Paragraph, Pic, Run};

/// English Metric Units per millimetre (ECMA-376-1, 22.9.2.1).
const EMU: f32 = 36_000.0;

/// Writes the paragraph of the document's picture `number`, counted from 1.
///
/// # Errors
/// [`RenderError::Backend`] if its text holds a character that XML cannot hold.
pub(crate) fn picture(
    picture: &Picture,
    number: usize,
    out: &mut PartWriter,
) -> Result<(), RenderError> {
    let emu = |Mm(mm): Mm| (mm * EMU).round() as u32;
    // The bytes are a part of the package; here they are only named.
    let drawing = Pic::new_with_dimensions(Vec::new(), 0, 0)
        .id(picture_id(number))
        .size(emu(picture.width), emu(picture.height));
    let paragraph = Paragraph::new()
        .style(style::id(StyleName::Paragraph))
        .align(alignment(picture.align))
        .keep_next(picture.introduces)
        .add_run(Run::new().add_image(drawing));
    out.push(&finish::picture(&paragraph.build(), number, &picture.text)?)
}
