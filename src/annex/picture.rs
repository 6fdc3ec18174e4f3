//! A picture in the document's flow.

use super::{Align, Mm, Origin};
use std::sync::Arc;

/// A picture as it is printed, a block by itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// What is seen.
    pub image: Arc<Image>,
    /// What it shows, for those who do not see it; never blank.
    pub text: String,
    /// Width in print.
    pub width: Mm,
    /// Height in print.
    pub height: Mm,
    /// Where it stands between the margins.
    pub align: Align,
    /// Where it was asked for.
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
    /// Three bytes a pixel, what is transparent laid on white paper.
    pub rgb: Vec<u8>,
}

impl std::fmt::Debug for Image {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Image({} × {})", self.width, self.height)
    }
}
