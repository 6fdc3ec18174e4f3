//! Images of drawings (ISO 32000-1, 8.9), with as many samples as they state.

use super::equality::has_true_length;
use super::inertness::spend;
use super::jpeg::is_whole_jpeg;
use super::view::RevisionView;
use crate::verify::pdf::filter::{image_data, is_jpeg};
use crate::verify::pdf::object::{Dictionary, Object, Stream};

/// Keys of an image whose data stand in the file.
const KEYS: [&str; 15] = [
    "Type",
    "Subtype",
    "Width",
    "Height",
    "ColorSpace",
    "BitsPerComponent",
    "Filter",
    "DecodeParms",
    "Length",
    "SMask",
    "Mask",
    "ImageMask",
    "Decode",
    "Interpolate",
    "Matte",
];
/// Most pixels in a row or a column: a sheet of A4 at 600 dots an inch has 7,016.
const MOST_PIXELS: usize = 10_000;
/// Most bytes of the samples of an image: a sheet in grey at 600 dots an inch.
const MOST_BYTES: usize = 40 << 20;
/// Bytes of samples that cost as much of the budget as one object.
const BYTES_OF_OBJECT: usize = 4_096;

/// Returns `true` for an image with all its samples, with or without a mask of the same kind.
///
/// Readers draw, leave out or wait without end for an image that lacks some, each in its own way.
pub(super) fn is_image(view: &RevisionView<'_>, image: &Stream, may_have_mask: bool) -> bool {
    let dictionary = &image.dictionary;
    let is_mask = |value: &Object| match view.now.resolve(value) {
        Object::Stream(mask) => may_have_mask && is_image(view, &mask, false),
        value => may_have_mask && value.as_array().is_some(),
    };
    dictionary.has_name("Subtype", "Image")
        && dictionary.unlisted_key(&KEYS).is_none()
        && has_true_length(view.now, image)
        && has_all_samples(view, image)
        && ["SMask", "Mask"].iter().all(|key| dictionary.get(key).is_none_or(is_mask))
}

fn has_all_samples(view: &RevisionView<'_>, image: &Stream) -> bool {
    let dictionary = &image.dictionary;
    let side = |key| {
        let pixels = view.now.get(dictionary, key).as_index();
        pixels.filter(|pixels| (1..=MOST_PIXELS).contains(pixels))
    };
    let Some((width, height)) = side("Width").zip(side("Height")) else { return false };
    let parameters = dictionary.get("DecodeParms").and_then(|found| view.now.dictionary(found));
    if is_jpeg(dictionary) {
        let data = view.now.bytes.get(image.data.clone()).unwrap_or_default();
        return spend(view.budget, data.len() / BYTES_OF_OBJECT + 1)
            && is_whole_jpeg(data, width, height);
    }
    let Some((components, bits)) = sample(view, dictionary) else { return false };
    let row = (width * components * bits).div_ceil(8);
    let predicted = parameters.filter(|found| !found.0.is_empty());
    let fits = predicted.as_ref().is_none_or(|found| {
        let number = |key| found.get(key).and_then(Object::as_index);
        [number("Columns"), number("Colors"), number("BitsPerComponent")]
            == [Some(width), Some(components), Some(bits)]
    });
    // Each predicted row begins with the kind of its prediction.
    let length = height * (row + usize::from(predicted.is_some()));
    fits && length <= MOST_BYTES
        && spend(view.budget, length / BYTES_OF_OBJECT + 1)
        && image_data(image, predicted.as_ref(), view.now.bytes, length)
            .is_some_and(|data| data.len() == length)
}

/// Returns the components of a pixel and the bits of each; `None` for what no signing program
/// writes.
fn sample(view: &RevisionView<'_>, image: &Dictionary) -> Option<(usize, usize)> {
    if view.now.get(image, "ImageMask") == Object::Boolean(true) {
        return Some((1, 1));
    }
    let bits = view.now.get(image, "BitsPerComponent").as_index();
    let bits = bits.filter(|bits| matches!(bits, 1 | 2 | 4 | 8 | 16))?;
    let space = view.now.get(image, "ColorSpace");
    let components = match space.as_array() {
        None => match space.as_name()? {
            b"DeviceGray" => 1,
            b"DeviceRGB" => 3,
            b"DeviceCMYK" => 4,
            _ => return None,
        },
        Some([kind, rest @ ..]) => match kind.as_name()? {
            b"Indexed" | b"CalGray" => 1,
            b"CalRGB" => 3,
            b"ICCBased" => view.now.stream(rest.first()?)?.dictionary.get("N")?.as_index()?,
            _ => return None,
        },
        Some([]) => return None,
    };
    Some((components, bits))
}
