//! Picture files: decodes PNG and draws SVG, within limits, into pixels that are the same on
//! every computer. Files that a picture refers to are never fetched.

mod copies;
mod limits;
mod png;
mod svg;

use crate::annex::{Image, Mm};

/// Maximum size of a picture file in bytes; logos of offices have some hundred kilobytes.
pub(super) const MOST_BYTES: u64 = 8 * 1024 * 1024;
/// Maximum number of pixels of a picture: more than a print shows at the size of a logo.
const MOST_PIXELS: u64 = 12_000_000;
/// Resolution of a drawing in print, in dots per inch.
const DPI: f32 = 300.0;

/// Reason why a file is not used as a picture.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit {
    /// Defect, in words that follow «Il logo «…»».
    pub cause: String,
    /// Remedy.
    pub hint: &'static str,
}

impl Unfit {
    fn new(cause: impl Into<String>, hint: &'static str) -> Self {
        Unfit { cause: cause.into(), hint }
    }
}

/// Size of a picture in print.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Printed {
    /// Width.
    pub width: Mm,
    /// Height.
    pub height: Mm,
}

const SAVE_AS_PNG: &str = "Aprirla con un programma di grafica e salvarla come PNG.";
const SAVE_AGAIN: &str = "Aprirlo con il programma che l'ha fatto e salvarlo di nuovo.";
const SMALLER: &str =
    "Ridurlo con un programma di grafica: per un logo bastano 1000 punti per lato.";

/// Reads the picture in `bytes`, at most `height` high and `room` wide in print.
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
    run_isolated(|| {
        let drawing = svg::Drawing::parse(bytes)?;
        let printed = printed(drawing.proportion(), height, room)?;
        let (size, pixels) = drawing.draw(printed)?;
        Ok((png::image(size, pixels)?, printed))
    })
}

/// Draws the shapes of an SVG file of our own in that size; `None` if it is too large for a picture.
pub(crate) fn drawn_shapes(svg: &str, width: Mm, height: Mm) -> Option<Image> {
    let drawn = run_isolated(|| {
        let (size, pixels) =
            svg::Drawing::parse(svg.as_bytes())?.draw(Printed { width, height })?;
        png::image(size, pixels)
    });
    drawn.ok()
}

/// Stack in bytes for drawing: `usvg` and `resvg` recurse into groups, clip paths and masks,
/// which may be as many levels deep as [`svg`] allows.
const STACK: usize = 64 * 1024 * 1024;

/// Runs `work` in a thread with a large stack.
///
/// # Errors
/// Errors of `work`; also [`Unfit`] if it panics, as a library may on a hostile file.
fn run_isolated<T: Send>(work: impl FnOnce() -> Result<T, Unfit> + Send) -> Result<T, Unfit> {
    let failed = || Unfit::new("non si può disegnare", SAVE_AS_PNG);
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        // A panic of the library becomes a finding: no profile may abort the program on panics.
        thread.map_err(|_| failed())?.join().unwrap_or_else(|_| Err(failed()))
    })
}

/// Returns the largest size in print of a picture of that proportion (width to height).
fn printed(proportion: f32, height: Mm, room: Mm) -> Result<Printed, Unfit> {
    let full_width = Mm(height.0 * proportion);
    let printed = if full_width <= room {
        Printed { width: full_width, height }
    } else {
        Printed { width: room, height: Mm(room.0 / proportion) }
    };
    // Anything thinner than a millimetre looks like a rule.
    if printed.width.0 < 1.0 || printed.height.0 < 1.0 {
        let cause = "è una striscia così stretta che nella stampa non si vedrebbe";
        return Err(Unfit::new(cause, "Usare un'immagine di altre proporzioni."));
    }
    Ok(printed)
}

/// Returns the name of a common picture format that is not accepted, by its first bytes.
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
