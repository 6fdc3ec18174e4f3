//! PNG files: decodes every kind of pixel and encodes 8-bit colour.

use super::{MOST_PIXELS, SAVE_AGAIN, SMALLER, Unfit};
use crate::annex::Image;
use png::{BitDepth, ColorType, Decoder, DecodingError, Encoder, Limits, Transformations};
use std::io::Cursor;

/// Maximum memory that decoding may take besides the pixels, in bytes: a row and its filters
/// need far less, a hostile header asks for more.
const MOST_MEMORY: usize = 64 * 1024 * 1024;

/// Width and height of a picture in pixels.
pub(super) type Size = [u32; 2];

/// Red, green, blue and opacity of every pixel.
pub(super) type Pixels = Vec<[u8; 4]>;

/// Decodes a PNG file; of an animated one, the still picture.
///
/// # Errors
/// [`Unfit`] for a file that is damaged or too large.
pub(super) fn decode(bytes: &[u8]) -> Result<(Size, Pixels), Unfit> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_MEMORY });
    decoder.set_transformations(Transformations::EXPAND | Transformations::STRIP_16);
    // Compressed text chunks cost memory, and nothing of them is printed.
    decoder.set_ignore_text_chunk(true);
    // Pictures for offices are in sRGB, and conversion rounds differently on different processors.
    decoder.set_ignore_iccp_chunk(true);
    let header = decoder.read_header_info().map_err(damaged)?;
    let size = [header.width, header.height];
    // Before the pixels are allocated: a file of a hundred bytes may state a gigapixel.
    within(size)?;
    let mut reader = decoder.read_info().map_err(damaged)?;
    let length = reader.output_buffer_size().ok_or_else(|| too_large(size))?;
    let mut samples = vec![0; length];
    let frame = reader.next_frame(&mut samples).map_err(damaged)?;
    samples.truncate(frame.buffer_size());
    let pixels: Pixels = match frame.color_type {
        ColorType::Rgba => samples.chunks_exact(4).map(|p| [p[0], p[1], p[2], p[3]]).collect(),
        ColorType::Rgb => samples.chunks_exact(3).map(|p| [p[0], p[1], p[2], 255]).collect(),
        ColorType::GrayscaleAlpha => {
            samples.chunks_exact(2).map(|p| [p[0], p[0], p[0], p[1]]).collect()
        }
        // EXPAND turns palettes into colours, so an indexed frame cannot occur.
        ColorType::Grayscale | ColorType::Indexed => {
            samples.into_iter().map(|p| [p, p, p, 255]).collect()
        }
    };
    Ok((size, pixels))
}

/// Checks that `size` does not exceed [`MOST_PIXELS`].
///
/// # Errors
/// [`Unfit`] otherwise.
pub(super) fn within(size: Size) -> Result<(), Unfit> {
    let [width, height] = size.map(u64::from);
    if width * height <= MOST_PIXELS { Ok(()) } else { Err(too_large(size)) }
}

fn too_large([width, height]: Size) -> Unfit {
    let most = MOST_PIXELS / 1_000_000;
    let cause = format!("è troppo grande: {width} × {height} punti, al massimo {most} milioni");
    Unfit::new(cause, SMALLER)
}

fn damaged(error: DecodingError) -> Unfit {
    match error {
        DecodingError::LimitsExceeded => Unfit::new("è troppo grande per essere letto", SMALLER),
        _ => Unfit::new("è danneggiato: il file PNG non si legge fino in fondo", SAVE_AGAIN),
    }
}

/// Makes the picture of `pixels`.
///
/// # Errors
/// [`Unfit`] if it is invisible on white paper.
pub(super) fn image(size: Size, pixels: Pixels) -> Result<Image, Unfit> {
    let rgb: Vec<u8> = pixels.iter().flat_map(on_white).collect();
    if rgb.iter().all(|channel| *channel == u8::MAX) {
        let cause = "sulla carta bianca non si vedrebbe: è tutto bianco o trasparente";
        return Err(Unfit::new(cause, "Usare la versione del logo per fondo chiaro."));
    }
    let opaque = pixels.iter().all(|pixel| pixel[3] == u8::MAX);
    let [width, height] = size;
    // Without opacity the file is smaller, and PDF needs no soft mask.
    let png = if opaque {
        encode(size, ColorType::Rgb, &rgb)
    } else {
        encode(size, ColorType::Rgba, pixels.as_flattened())
    };
    let png = png.map_err(|e| Unfit::new(format!("non si può convertire ({e})"), SAVE_AGAIN))?;
    Ok(Image { width, height, png, rgb })
}

fn on_white([r, g, b, opacity]: &[u8; 4]) -> [u8; 3] {
    let opacity = u32::from(*opacity);
    [r, g, b].map(|channel| {
        let mixed = u32::from(*channel) * opacity + 255 * (255 - opacity);
        // Integers only: the same pixels on every processor, hence the same bytes in `output/`.
        u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
    })
}

fn encode(size: Size, color: ColorType, data: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut out = Vec::new();
    let mut encoder = Encoder::new(&mut out, size[0], size[1]);
    encoder.set_color(color);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(data)?;
    writer.finish()?;
    Ok(out)
}
