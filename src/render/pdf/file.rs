//! The file: `printpdf`'s skeleton with page content and complete fonts, and its bytes.

use super::deflate::Deflater;
use super::font::EmbeddedFont;
use super::paint::Painted;
use super::text_objects::TextObjects;
use crate::render::RenderError;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat};
use sha2::{Digest, Sha256};

/// Maximum number of objects in a file (ISO 19005-2, 6.1.13).
const MOST_OBJECTS: u32 = 8_388_607;

/// Converts the skeleton of `painted` to a `lopdf` document and gives every page its content.
///
/// # Errors
/// [`RenderError::Backend`] if `printpdf` reports an error.
pub(super) fn open(painted: &mut Painted) -> Result<Document, RenderError> {
    let mut file = painted.skeleton.to_lopdf()?;
    // PDF/A-2 and PDF/UA-1 build on PDF 1.7, which is ISO 32000-1.
    file.version = "1.7".to_owned();
    let pages: Vec<_> = file.page_iter().collect();
    for (page, content) in pages.into_iter().zip(std::mem::take(&mut painted.contents)) {
        put(&mut file, page, content).map_err(|e| RenderError::Backend(e.to_string()))?;
    }
    Ok(file)
}

/// Replaces the content of a page, which only showed `printpdf` the codes of the fonts.
fn put(file: &mut Document, page: ObjectId, content: Stream) -> lopdf::Result<()> {
    let stream = file.get_dictionary(page)?.get(b"Contents")?.as_reference()?;
    file.set_object(stream, content);
    Ok(())
}

/// Sets the exact widths and the glyph map of each font.
pub(super) fn complete_fonts(file: &mut Document, fonts: &[EmbeddedFont]) {
    // `printpdf` derives them from glyph numbers instead of codes.
    for font in fonts {
        let map = font.glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let map = file.add_object(Stream::new(Dictionary::new(), map));
        let widths: Vec<Object> = font.widths.iter().map(|width| number(*width)).collect();
        let dicts = file.objects.values_mut().filter_map(|object| object.as_dict_mut().ok());
        // `printpdf` gives no object numbers. The name is unique, since it holds a digest
        // of the subset.
        let mut fonts = dicts.filter(|dict| has_name(dict, b"BaseFont", font.name.as_bytes()));
        let descendant = fonts
            .find_map(|dict| dict.get_mut(b"DescendantFonts").ok())
            .and_then(|fonts| fonts.as_array_mut().ok()?.first_mut()?.as_dict_mut().ok());
        if let Some(descendant) = descendant {
            // One run of widths from code 0 on (ISO 32000-1, 9.7.4.3).
            descendant.set("W", vec![0.into(), Object::Array(widths)]);
            descendant.set("CIDToGIDMap", map);
        }
    }
}

fn has_name(dict: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dict.get(key).and_then(Object::as_name).is_ok_and(|value| value == name)
}

/// Returns an integer if `value` has no decimals.
fn number(value: f32) -> Object {
    if value.fract() == 0.0 { Object::Integer(value as i64) } else { Object::Real(value) }
}

/// Writes `file` with its `elements` and returns the bytes and their SHA-256.
///
/// Streams are compressed, the cross-reference table is a classic one, and the `/ID` is made from
/// the content (ISO 32000-1, 14.4).
///
/// # Errors
/// [`RenderError::Backend`] if the file has too many objects (ISO 19005-2, 6.1.13).
pub(super) fn save(
    mut file: Document,
    raw: TextObjects,
) -> Result<(Vec<u8>, [u8; 32]), RenderError> {
    if file.max_id > MOST_OBJECTS {
        return Err(RenderError::Backend(format!("more than {MOST_OBJECTS} objects")));
    }
    let mut deflater = Deflater::default();
    let mut length = 0;
    for object in file.objects.values_mut() {
        if let Object::Stream(stream) = object {
            if !is_final(stream) {
                deflater.deflate(stream);
            }
            length += stream.content.len();
        }
    }
    // Zeros keep the place of the identifier, which depends on all other bytes.
    let id = Object::String(vec![0; ID_LEN], StringFormat::Hexadecimal);
    file.trailer.set("ID", vec![id.clone(), id]);
    // Objects take about 200 bytes outside their streams.
    let mut bytes = Vec::with_capacity(length + 200 * file.objects.len());
    file.save_to(&mut bytes).map_err(|e| RenderError::Backend(e.to_string()))?;
    // The document and its bytes together would double the memory of this step.
    drop(file);
    let mut bytes = raw.join(&bytes)?;
    // A line end follows the last `%%EOF`: a signer that appends to the file as it is would
    // otherwise break ISO 19005-2, 6.1.9.
    bytes.push(b'\n');
    let sha256 = fill_in_id(&mut bytes);
    Ok((bytes, sha256))
}

const ID_LEN: usize = 16;

/// Replaces the zeros in the trailer's `/ID` by the digest of the file, and returns the digest of
/// the result.
fn fill_in_id(bytes: &mut [u8]) -> [u8; 32] {
    let trailer = bytes.windows(7).rposition(|word| word == b"trailer").unwrap_or(bytes.len());
    let (before, trailer) = bytes.split_at_mut(trailer);
    // Both digests begin with the bytes before the trailer, which are hashed once.
    let before = Sha256::new().chain_update(before);
    let digest = before.clone().chain_update(&*trailer).finalize();
    let hex: String = digest[..ID_LEN].iter().map(|byte| format!("{byte:02X}")).collect();
    let zeros = "0".repeat(2 * ID_LEN);
    // Both halves of the identifier are equal until a file is updated (ISO 32000-1, 14.4).
    for _ in 0..2 {
        let at = trailer.windows(zeros.len()).position(|part| part == zeros.as_bytes());
        if let Some(at) = at {
            trailer[at..at + zeros.len()].copy_from_slice(hex.as_bytes());
        }
    }
    before.chain_update(trailer).finalize().into()
}

/// Returns `true` if a stream stays as it is.
fn is_final(stream: &Stream) -> bool {
    // Compressed already, or metadata, which programs look for in the bytes without a PDF reader.
    has_name(&stream.dict, b"Type", b"Metadata") || stream.dict.has(b"Filter")
}
