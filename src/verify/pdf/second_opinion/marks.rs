//! Marks that a page makes on paper, as the other reader draws them.
//!
//! Marks are compared instead of pixels: a white letter on white or a line thinner than a pixel
//! counts, text that is there to be copied too, and no rasterizer has to be built.

use crate::verify::pdf::text_string::steers;
use hayro_interpret::font::{Glyph, GlyphRun, OutlineGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::kurbo::{
    self, Affine, BezPath, Join, PathEl, Point, Rect, Shape, Stroke, StrokeOpts,
};
use hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, Paint, RectExt, RenderContent, SoftMask, StrokeProps,
    interpret_page,
};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Distance in points by which numbers differ through rounding: those of a box that a program wrote
/// anew, and the edges of a mark that a matrix made.
pub(super) const SLACK: f64 = 0.01;
/// Bounds of a mark at no place that can be computed.
const EVERYWHERE: Rect =
    Rect::new(f64::NEG_INFINITY, f64::NEG_INFINITY, f64::INFINITY, f64::INFINITY);

/// PaintedMark on a page, or a step that decides the looks of the marks after it.
#[derive(Debug, PartialEq)]
pub(super) struct PaintedMark {
    /// Hash of the kind, the shape, the paint and all else that decides the looks.
    look: u64,
    /// Smallest upright box around it; `None` if it paints nothing.
    bounds: Option<Rect>,
    /// Set for a letter that readers show or copy in different ways.
    pub(super) is_doubtful: bool,
}

/// Draws `parts` of a page.
pub(super) fn marks(page: &Page<'_>, parts: RenderContent) -> Vec<PaintedMark> {
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings { render_content: parts, ..InterpreterSettings::default() };
    let paper = page.intersected_crop_box().to_kurbo();
    let mut context = Context::new(Affine::IDENTITY, paper, &cache, page.xref(), settings);
    let mut sheet = Sheet::default();
    interpret_page(page, &mut context, &mut sheet);
    sheet.marks
}

/// Returns `true` if a mark paints something that lies in none of `fields`.
pub(super) fn is_outside(mark: &PaintedMark, fields: &[object::Rect]) -> bool {
    let mut fields = fields.iter().map(|field| field.to_kurbo().inflate(SLACK, SLACK));
    mark.bounds.is_some_and(|bounds| !fields.any(|field| field.contains_rect(bounds)))
}

/// Sheet of paper that keeps the marks made on it.
#[derive(Default)]
struct Sheet {
    marks: Vec<PaintedMark>,
    /// Bounds of the clips in force, each within the one before; `None` if nothing can be painted.
    clips: Vec<Option<Rect>>,
    /// Bounds and looks of glyphs by the reader's key for them.
    outlines: BTreeMap<u128, (Rect, u64)>,
}

impl Sheet {
    fn mark(&mut self, look: DefaultHasher, bounds: Rect) {
        let bounds = self.clipped(bounds);
        self.marks.push(PaintedMark { look: look.finish(), bounds, is_doubtful: false });
    }

    /// Extends the last mark by a place, clipped or not: programs that copy text or read it aloud
    /// take no notice of clips, and PDFium drops one that it believes to be needless.
    fn reach_to(&mut self, place: Rect) {
        let place = if place.is_finite() { place } else { EVERYWHERE };
        if let Some(mark) = self.marks.last_mut() {
            mark.bounds = Some(mark.bounds.map_or(place, |bounds| bounds.union(place)));
        }
    }

    /// Extends the last mark by the body of a letter that is copied as the character of `code` or as
    /// `text`.
    fn reach_to_letter(
        &mut self,
        letter: Affine,
        width: Option<f32>,
        code: u32,
        text: Option<&str>,
    ) {
        let body = body_box(letter, width);
        if let Some(body) = body {
            self.reach_to(body);
        }
        let is_steering =
            text.map_or_else(|| is_steering_code(code), |text| text.chars().any(steers));
        if let Some(mark) = self.marks.last_mut() {
            mark.is_doubtful = body.is_none() || is_steering;
        }
    }

    /// Records a step that paints nothing itself.
    fn step(&mut self, look: impl Hash) {
        self.marks.push(PaintedMark { look: hash_of(look), bounds: None, is_doubtful: false });
    }

    fn clipped(&self, bounds: Rect) -> Option<Rect> {
        if !bounds.is_finite() {
            return Some(EVERYWHERE);
        }
        match self.clips.last() {
            Some(clip) => clip.and_then(|clip| common_part(clip, bounds)),
            None => Some(bounds),
        }
    }

    fn outline(&mut self, glyph: &OutlineGlyph) -> (Rect, u64) {
        *self.outlines.entry(glyph.identifier().cache_key()).or_insert_with(|| {
            let outline = glyph.outline();
            let mut look = DefaultHasher::new();
            write_path(&mut look, &outline);
            (outline.bounding_box(), look.finish())
        })
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        let mut look = look_of("path", &props, mode);
        write_path(&mut look, path);
        let bounds = path.bounding_box().inflate(reach(mode), reach(mode));
        self.mark(look, props.transform.transform_rect_bbox(bounds));
        if let Some(spikes) = spikes(path, mode) {
            self.reach_to(props.transform.transform_rect_bbox(spikes));
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let mut look = DefaultHasher::new();
        clip.fill.hash(&mut look);
        write_path(&mut look, &clip.path);
        self.step(("clip", look.finish()));
        let bounds = self.clipped(clip.path.bounding_box());
        self.clips.push(bounds);
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        self.step(("group", opacity.to_bits(), mask.map(|mask| mask.cache_key()), blend_mode));
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        for placed in run.glyphs() {
            match &**placed {
                Glyph::Outline(glyph) => {
                    let (outline_bounds, outline) = self.outline(glyph);
                    let mut look = look_of("glyph", &props, mode);
                    (outline, text_of(glyph.as_unicode())).hash(&mut look);
                    write_numbers(&mut look, &placed.transform().as_coeffs());
                    let bounds = placed.transform().transform_rect_bbox(outline_bounds);
                    let bounds = bounds.inflate(reach(mode), reach(mode));
                    self.mark(look, props.transform.transform_rect_bbox(bounds));
                    let letter = props.transform * placed.transform();
                    self.reach_to(point_box(letter * outline_bounds.center()));
                    let text = text_of(glyph.as_unicode());
                    let (width, code) = (glyph.advance_width(), glyph.char_code());
                    self.reach_to_letter(letter, width, code, text.as_deref());
                }
                Glyph::Type3(glyph) => {
                    self.step(("type 3", text_of(glyph.as_unicode())));
                    glyph.interpret(self, props.transform, placed.transform(), &props.paint);
                }
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let mut look = DefaultHasher::new();
        ("image", image.cache_key(), props.blend_mode).hash(&mut look);
        props.soft_mask.map(|mask| mask.cache_key()).hash(&mut look);
        write_numbers(&mut look, &props.transform.as_coeffs());
        // An image fills the unit square (ISO 32000-1, 8.9.5), in a unit of its own for some readers.
        let size = (f64::from(image.width()), f64::from(image.height()));
        let square = Rect::new(0.0, 0.0, size.0.max(1.0), size.1.max(1.0));
        self.mark(look, props.transform.transform_rect_bbox(square));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
        self.step("end of clip");
    }

    fn pop_transparency_group(&mut self) {
        self.step("end of group");
    }
}

/// Returns the part that two boxes share; `None` if they lie apart.
fn common_part(a: Rect, b: Rect) -> Option<Rect> {
    let is_apart = a.x1 < b.x0 || b.x1 < a.x0 || a.y1 < b.y0 || b.y1 < a.y0;
    (!is_apart).then(|| a.intersect(b))
}

/// Returns the distance by which a stroke leaves its path at most.
fn reach(mode: &DrawMode) -> f64 {
    match mode {
        DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
            f64::from(stroke.line_width) * f64::from(stroke.miter_limit).max(2.0)
        }
        DrawMode::Fill(_) | DrawMode::Invisible => 0.0,
    }
}

/// Returns the box of a stroke whose corners or turns reach farther from its path than half its
/// width, as most readers reckon; `None` for one without such corners.
fn spikes(path: &BezPath, mode: &DrawMode) -> Option<Rect> {
    /// Reach in points below which the turns of a curve are not looked at.
    const NEGLIGIBLE: f64 = 5.0;
    let (DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke)) = mode else { return None };
    if stroke.line_join != Join::Miter {
        return None;
    }
    let (width, limit) = (f64::from(stroke.line_width), f64::from(stroke.miter_limit));
    let is_curved = |element: &PathEl| matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..));
    let plain = path.bounding_box().inflate(width * 0.75 + SLACK, width * 0.75 + SLACK);
    let bounds = if path.elements().iter().any(is_curved) {
        let reach = Some(width * limit / 2.0).filter(|reach| *reach > NEGLIGIBLE)?;
        path.bounding_box().inflate(reach, reach)
    } else {
        let style = Stroke::new(width).with_join(Join::Miter).with_miter_limit(limit);
        kurbo::stroke(path.iter(), &style, &StrokeOpts::default(), 0.1).bounding_box()
    };
    (!plain.contains_rect(bounds)).then_some(bounds)
}

/// Returns `true` for a code that some programs, without a table, take for a character that steers;
/// other controls are numbers of glyphs, which they leave out.
fn is_steering_code(code: u32) -> bool {
    matches!(code, 0x09..=0x0D | 0x1C..=0x1F | 0x85)
        || (code > 0xFF && char::from_u32(code).is_some_and(steers))
}

/// Returns the box of the body of a letter, by which programs that copy text tell words and lines apart;
/// `width` is in thousandths of its size.
///
/// `None` for a letter that is turned, mirrored or far wider or higher than designed, or has no size:
/// programs would divide the whole page in another way, or paint it at another place, as PDFium does.
fn body_box(letter: Affine, width: Option<f32>) -> Option<Rect> {
    /// Part of the size that stands above the line, in thousandths: that of a capital letter.
    const ABOVE: f64 = 700.0;
    /// Smallest size in points.
    const SMALLEST: f64 = 1.0;
    /// Largest ratio of the scales across and along the line.
    const MOST_STRETCHED: f64 = 10.0;
    /// Distance in points by which programs round the end of a line.
    const ROUNDING: f64 = 0.5;
    let [a, b, c, d, ..] = letter.as_coeffs();
    let is_upright = a > 0.0 && b.abs() <= a * 1e-6 && c.abs() <= d && d * 1000.0 >= SMALLEST;
    let is_shapely = a.max(d) <= MOST_STRETCHED * a.min(d);
    let width = width.filter(|width| is_upright && is_shapely && *width >= 0.0)?;
    let end = (letter * Point::new(f64::from(width), 0.0)).x - ROUNDING;
    let origin = letter * Point::ORIGIN;
    let top = letter * Point::new(0.0, ABOVE);
    Some(Rect::from_points(origin, Point::new(end.max(origin.x), top.y)))
}

fn point_box(point: Point) -> Rect {
    Rect::from_points(point, point)
}

/// Starts the look of a mark with its kind, its paint, its place and its way of drawing.
fn look_of(kind: &str, props: &DrawProps<'_>, mode: &DrawMode) -> DefaultHasher {
    let mut look = DefaultHasher::new();
    (kind, look_of_paint(&props.paint), props.blend_mode).hash(&mut look);
    props.soft_mask.as_ref().map(CacheKey::cache_key).hash(&mut look);
    write_numbers(&mut look, &props.transform.as_coeffs());
    match mode {
        DrawMode::Fill(rule) => rule.hash(&mut look),
        DrawMode::Stroke(stroke) => write_stroke(&mut look, stroke),
        DrawMode::FillAndStroke(rule, stroke) => {
            rule.hash(&mut look);
            write_stroke(&mut look, stroke);
        }
        DrawMode::Invisible => "invisible".hash(&mut look),
    }
    look
}

fn look_of_paint(paint: &Paint<'_>) -> ([u32; 4], Option<u128>) {
    match paint {
        Paint::Color(color) => (color.to_rgba().components().map(f32::to_bits), None),
        Paint::Pattern(pattern) => ([0; 4], Some(pattern.cache_key())),
    }
}

fn text_of(text: Option<BfString>) -> Option<String> {
    text.map(|text| match text {
        BfString::Char(character) => character.to_string(),
        BfString::String(text) => text,
    })
}

fn hash_of(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn write_numbers(look: &mut DefaultHasher, numbers: &[f64]) {
    for number in numbers {
        look.write_u64(number.to_bits());
    }
}

fn write_stroke(look: &mut DefaultHasher, stroke: &StrokeProps) {
    let numbers = [stroke.line_width, stroke.miter_limit, stroke.dash_offset];
    for number in numbers.iter().chain(stroke.dash_array.iter()) {
        look.write_u32(number.to_bits());
    }
    (stroke.line_cap as u8, stroke.line_join as u8).hash(look);
}

fn write_path(look: &mut DefaultHasher, path: &BezPath) {
    for element in path.elements() {
        let points: &[Point] = match element {
            PathEl::MoveTo(to) => &[*to],
            PathEl::LineTo(to) => &[*to, *to],
            PathEl::QuadTo(by, to) => &[*by, *to, *to],
            PathEl::CurveTo(first, second, to) => &[*first, *second, *to, *to],
            PathEl::ClosePath => &[],
        };
        // Kinds of elements differ in the number of points that they are written with.
        look.write_usize(points.len());
        for point in points {
            write_numbers(look, &[point.x, point.y]);
        }
    }
}
