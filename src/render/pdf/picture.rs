//! Pictures: their place between the margins and their objects in the file.

use super::flow::{FlowPicture, PageFrame, ROUNDING};
use super::skeleton::Skeleton;
use crate::annex::{Align, Annex, Block, Picture, Pt};
use crate::render::RenderError;

/// Places `picture` between the margins.
///
/// # Errors
/// [`RenderError::NoRoom`] if the picture is larger than the room for content.
pub(super) fn flow_picture(
    picture: &Picture,
    after: Pt,
    frame: &PageFrame,
) -> Result<FlowPicture, RenderError> {
    let [width, height] = [picture.width, picture.height].map(|length| Pt::from(length).0);
    let free = frame.width - width;
    if free < -ROUNDING || height > frame.bottom - frame.next_top {
        return Err(RenderError::no_room("il logo non sta nella pagina"));
    }
    let shift = match picture.align {
        Align::Left => 0.0,
        Align::Center => free / 2.0,
        Align::Right => free,
    };
    Ok(FlowPicture { left: frame.left + shift, width, height, after: after.0 })
}

/// Returns the resource name of the picture that is block `block`.
pub(super) fn picture_name(block: usize) -> String {
    format!("Im{block}")
}

/// Adds every picture of `annex` to the file.
pub(super) fn add_pictures(skeleton: &mut Skeleton, annex: &Annex) {
    for (block, content) in annex.blocks.iter().enumerate() {
        if let Block::Picture(picture) = content {
            skeleton.add_picture(picture_name(block), &picture.image);
        }
    }
}
