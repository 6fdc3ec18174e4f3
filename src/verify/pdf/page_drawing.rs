//! Pages of a PDF as drawings that a browser shows, made by a reader of its own.

use hayro_interpret::InterpreterSettings;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_svg::{RenderCache, SvgRenderSettings, convert};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Colour of paper: white, without which a dark page would shine through.
const PAPER: [u8; 4] = [255, 255, 255, 255];

/// Rectangle that a drawing marks: left, top, right and bottom in whole points from the upper left
/// corner of the page.
pub type MarkedBox = [i32; 4];

/// Distance of a frame from its place, in points.
const MARGIN: i32 = 2;

/// Draws the page at `index` as SVG, with a red frame around each of `marks`; `None` if the file
/// cannot be read or has no such page.
pub fn draw_page(pdf: &[u8], index: usize, marks: &[MarkedBox]) -> Option<String> {
    // A defect of the reader must cost the drawing alone.
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(pdf.to_vec()).ok()?;
        let page = pdf.pages().get(index)?;
        let settings = SvgRenderSettings { bg_color: PAPER };
        Some(convert(page, &RenderCache::new(), &InterpreterSettings::default(), &settings))
    }));
    drawn.ok().flatten().map(|svg| marked(svg, marks))
}

/// Adds the frames before the end of the drawing.
fn marked(mut svg: String, marks: &[MarkedBox]) -> String {
    let Some(end) = svg.rfind("</svg>").filter(|_| !marks.is_empty()) else { return svg };
    svg.truncate(end);
    for [left, top, right, bottom] in marks {
        // Drawn around the place, which it must not cover.
        let _ = write!(
            svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#b3233d\" stroke-width=\"2\"/>",
            left.saturating_sub(MARGIN),
            top.saturating_sub(MARGIN),
            right.saturating_sub(*left).saturating_add(2 * MARGIN),
            bottom.saturating_sub(*top).saturating_add(2 * MARGIN)
        );
    }
    svg + "</svg>"
}
