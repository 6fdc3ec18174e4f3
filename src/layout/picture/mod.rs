//! Picture files: PNG is decoded, SVG drawn, both within bounds, and both come out as one
//! form of pixels, the same for the same file. Nothing that a file refers to is fetched.

mod expansion;
mod png;
mod svg;
mod work;

use crate::annex::{Image, Mm};

/// The most bytes of a picture file.
pub(super) const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// The most pixels of a picture: more than any print shows at the size of a logo.
const MOST_PIXELS: u64 = 12_000_000;
/// Dots to the inch of a drawing in print.
const DPI: f32 = 300.0;

/// Why there is no picture: what is wrong in words that follow «Il logo «…»», and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    pub cause: String,
    pub hint: &'static str,
}

impl Unfit {
    fn new(cause: impl Into<String>, hint: &'static str) -> Self {
        Unfit { cause: cause.into(), hint }
    }
}

/// A size in print.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Printed {
    pub width: Mm,
    pub height: Mm,
}

const SAVE_AS_PNG: &str = "Aprirla con un programma di grafica e salvarla come PNG.";
const SAVE_AGAIN: &str = "Aprirlo con il programma che l'ha fatto e salvarlo di nuovo.";
const SMALLER: &str =
    "Ridurlo con un programma di grafica: per un logo bastano 1000 punti per lato.";

/// The picture in `bytes`, at most `height` high and `room` wide in print.
///
/// # Errors
/// [`Unfit`] for a file that is no picture, is damaged or goes beyond the bounds.
pub(super) fn read(bytes: &[u8], height: Mm, room: Mm) -> Result<(Image, Printed), Unfit> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        let (size, pixels) = png::decode(bytes)?;
        let [width_px, height_px] = size.map(|n| n as f32);
        let printed = printed(width_px / height_px, height, room)?;
        return Ok((png::image(size, pixels)?, printed));
    }
    if let Some(name) = other_format(bytes) {
        let cause = format!("è un'immagine {name}, che qui non si usa: ci vuole PNG o SVG");
        return Err(Unfit::new(cause, SAVE_AS_PNG));
    }
    apart(|| {
        let drawing = svg::Drawing::parse(bytes)?;
        let printed = printed(drawing.proportion(), height, room)?;
        let (size, pixels) = drawing.draw(printed)?;
        Ok((png::image(size, pixels)?, printed))
    })
}

/// Stack for drawings whose parts lie within each other as deep as they may, in bytes.
const STACK: usize = 64 * 1024 * 1024;

/// Does `work` in a thread with a stack of its own.
///
/// # Errors
/// Its own; [`Unfit`] as well where it panics, which a library might on a file that is hostile.
fn apart<T: Send>(work: impl FnOnce() -> Result<T, Unfit> + Send) -> Result<T, Unfit> {
    let failed = || Unfit::new("non si può disegnare", SAVE_AS_PNG);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.map_err(|_| failed())?.join().unwrap_or_else(|_| Err(failed()))
    })
}

/// A picture of that proportion (width to height), as high as it may be.
fn printed(proportion: f32, height: Mm, room: Mm) -> Result<Printed, Unfit> {
    let wide = Mm(height.0 * proportion);
    let printed = match wide <= room {
        true => Printed { width: wide, height },
        false => Printed { width: room, height: Mm(room.0 / proportion) },
    };
    // A millimetre is the least that can be told from a rule.
    match printed.width.0 >= 1.0 && printed.height.0 >= 1.0 {
        true => Ok(printed),
        false => {
            let cause = "è una striscia così stretta che nella stampa non si vedrebbe";
            Err(Unfit::new(cause, "Usare un'immagine di altre proporzioni."))
        }
    }
}

/// The name of a format that pictures often have but that is not taken, by how it begins.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 9] = [
        (b"\xFF\xD8\xFF", "JPEG"),
        (b"GIF8", "GIF"),
        (b"BM", "BMP"),
        (b"II*\0", "TIFF"),
        (b"MM\0*", "TIFF"),
        (b"%PDF", "PDF"),
        (b"%!PS", "EPS"),
        (b"\x1F\x8B", "SVG compressa"),
        (b"\xD7\xCD\xC6\x9A", "WMF"),
    ];
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("WebP");
    }
    KNOWN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests;
