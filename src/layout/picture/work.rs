//! How much work a drawing is, reckoned before it is drawn.

use super::Unfit;
use super::svg::{AS_OUTLINES, too_complex};
use resvg::tiny_skia::Point;
use resvg::usvg::{BlendMode, Group, Node, Paint, Path, Stroke, Tree};

/// The most work of a drawing, in pixels that are painted.
const MOST: f64 = 2e9;
/// The work of a point of an outline, in pixels.
const POINT: f64 = 50.0;
/// The work of a layer, such as a clipped or see-through group, for each of its pixels.
const LAYER: f64 = 5.0;

/// Whether `tree` can be drawn on `area` pixels in little time.
///
/// # Errors
/// [`Unfit`] otherwise, and for effects.
pub(super) fn bounded(tree: &Tree, area: f64) -> Result<(), Unfit> {
    Work { area, left: MOST }.group(tree.root())
}

struct Work {
    /// Pixels of the whole picture.
    area: f64,
    left: f64,
}

impl Work {
    fn spend(&mut self, work: f64) -> Result<(), Unfit> {
        self.left -= work;
        // Not a number is too much as well.
        if self.left >= 0.0 { Ok(()) } else { Err(too_complex()) }
    }

    fn group(&mut self, group: &Group) -> Result<(), Unfit> {
        if group.blend_mode() != BlendMode::Normal || !group.filters().is_empty() {
            return Err(Unfit::new("contiene effetti (fusioni, sfocature)", AS_OUTLINES));
        }
        self.spend(POINT)?;
        if group.should_isolate() {
            self.spend(LAYER * self.area)?;
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.spend(LAYER * self.area)?;
            self.group(path.root())?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(shape) = mask {
            self.spend(LAYER * self.area)?;
            self.group(shape.root())?;
            mask = shape.mask();
        }
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group),
            Node::Path(path) => self.path(path),
            Node::Image(_) | Node::Text(_) => Err(too_complex()),
        })
    }

    fn path(&mut self, path: &Path) -> Result<(), Unfit> {
        let points = path.data().len() as f64;
        if let Some(fill) = path.fill() {
            self.spend(self.area + POINT * points)?;
            self.paint(fill.paint())?;
        }
        if let Some(stroke) = path.stroke() {
            // Each side of a stroke is an outline of its own.
            self.spend(self.area + 4.0 * POINT * (points + dashes(path, stroke)))?;
            self.paint(stroke.paint())?;
        }
        Ok(())
    }

    fn paint(&mut self, paint: &Paint) -> Result<(), Unfit> {
        match paint {
            Paint::Pattern(pattern) => {
                self.spend(LAYER * self.area)?;
                self.group(pattern.root())
            }
            Paint::Color(_) | Paint::LinearGradient(_) | Paint::RadialGradient(_) => Ok(()),
        }
    }
}

/// At the most so many dashes a stroke falls into.
fn dashes(path: &Path, stroke: &Stroke) -> f64 {
    let Some(dashes) = stroke.dasharray() else { return 0.0 };
    let round = dashes.iter().copied().map(f64::from).sum::<f64>();
    let points = path.data().points();
    let step = |pair: &[Point]| f64::from(pair[0].distance(pair[1]));
    let length = points.windows(2).map(step).sum::<f64>();
    length / round * dashes.len() as f64
}
