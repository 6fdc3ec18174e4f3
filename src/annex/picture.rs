//! A picture in the document's flow.

use super::{Align, Mm, Origin};
use std::sync::Arc;

/// A picture as it is printed, a block of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Pixels of the picture.
    pub image: Arc<Image>,
    /// Description for readers who do not see the picture; never blank.
    pub text: String,
    /// Width in print.
    pub width: Mm,
    /// Height in print.
    pub height: Mm,
    /// Alignment between the margins.
    pub align: Align,
    /// `true` if the picture introduces the next block, as a logo does: both stay on one page.
    pub introduces: bool,
    /// Place in the source.
    pub origin: Option<Origin>,
}

/// The pixels of a picture in sRGB, rows from the top, in the two forms that the formats take.
#[derive(PartialEq, Eq)]
pub struct Image {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// A PNG file of them, 8 bits a channel, with transparency if there is any.
    pub png: Vec<u8>,
    /// Three bytes a pixel; transparent parts are laid on white.
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({} × {})", self.width, self.height)
    }
}
