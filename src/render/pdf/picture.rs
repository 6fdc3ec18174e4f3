//! Pictures: where they stand, and their pixels as objects of the file.

use super::measure::{Frame, ROUNDING};
use crate::annex::{Align, Annex, Block, Picture, Pt};
use crate::render::RenderError;
use printpdf::xobject::{ExternalStream, ExternalXObject};
use printpdf::{DictItem, PdfDocument, XObject, XObjectId};

/// A picture on the page, in points.
pub(super) struct FlowPicture {
    /// Its left edge.
    pub(super) left: f32,
    pub(super) width: f32,
    pub(super) height: f32,
    /// White space below it.
    pub(super) after: f32,
}

/// `picture` between the margins.
///
/// # Errors
/// [`RenderError::NoRoom`] where it is larger than the page's content may be.
pub(super) fn flow_picture(
    picture: &Picture,
    after: Pt,
    frame: &Frame,
) -> Result<FlowPicture, RenderError> {
    let [width, height] = [picture.width, picture.height].map(|length| Pt::from(length).0);
    let free = frame.width - width;
    if free < -ROUNDING || height > frame.bottom - frame.next_top {
        return Err(RenderError::NoRoom("il logo non sta nella pagina".to_owned()));
    }
    let shift = match picture.align {
        Align::Left => 0.0,
        Align::Center => free / 2.0,
        Align::Right => free,
    };
    Ok(FlowPicture { left: frame.left + shift, width, height, after: after.0 })
}

/// What the pages call the picture that is block `block`.
pub(super) fn picture_name(block: usize) -> String {
    format!("Im{block}")
}

/// Adds the pixels of every picture of `annex` to `document`: opaque, so that no page needs
/// transparency, in the colours of the output intent (ISO 32000-1, 8.9.5).
pub(super) fn add_pictures(document: &mut PdfDocument, annex: &Annex) {
    for (block, picture) in annex.blocks.iter().enumerate() {
        let Block::Picture(Picture { image, .. }) = picture else { continue };
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let entries = [
            ("Type", name("XObject")),
            ("Subtype", name("Image")),
            ("Width", DictItem::Int(image.width.into())),
            ("Height", DictItem::Int(image.height.into())),
            ("ColorSpace", name("DeviceRGB")),
            ("BitsPerComponent", DictItem::Int(8)),
        ];
        let dict = entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let stream = ExternalStream { dict, content: image.rgb.clone(), compress: false };
        let object = ExternalXObject { stream, width: None, height: None, dpi: None };
        let id = XObjectId(picture_name(block));
        document.resources.xobjects.map.insert(id, XObject::External(object));
    }
}
