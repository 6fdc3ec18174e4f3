//! How much work and memory a drawing takes, reckoned before it is drawn.

use super::Unfit;
use super::svg::{AS_OUTLINES, too_complex};
use resvg::tiny_skia::Point;
use resvg::usvg::{BlendMode, ClipPath, Group, Mask, Node, Path, Stroke, Tree};

/// The most work of a drawing, in pixels that are painted.
const MOST_WORK: f64 = 1e9;
/// The most pixels of all layers that are open at the same time: 200 MB.
const MOST_OPEN: f64 = 5e7;
/// The work of a point of an outline, in pixels.
const POINT: f64 = 50.0;
/// The work of a layer, such as a clipped or see-through group, for each of its pixels.
const LAYER: f64 = 10.0;
/// How much larger than the picture a layer may become in each direction, before what goes
/// beyond is left out.
const BEYOND: f64 = 5.0;

/// Whether `tree` can be drawn on so many pixels in little time and memory.
///
/// # Errors
/// [`Unfit`] otherwise, and for effects.
pub(super) fn bounded(tree: &Tree, [width, height]: [f64; 2]) -> Result<(), Unfit> {
    let scale = [width / f64::from(tree.size().width()), height / f64::from(tree.size().height())];
    let most = [width * BEYOND, height * BEYOND];
    Work { scale, most, left: MOST_WORK, open: 0.0 }.children(tree.root(), width * height)
}

struct Work {
    /// Pixels to a unit of the drawing, across and down.
    scale: [f64; 2],
    /// Pixels that a layer may have across and down.
    most: [f64; 2],
    /// Work that is left to do at the most.
    left: f64,
    /// Pixels of the layers that are open.
    open: f64,
}

impl Work {
    fn spend(&mut self, work: f64) -> Result<(), Unfit> {
        self.left -= work;
        // Not a number is too much as well.
        if self.left >= 0.0 { Ok(()) } else { Err(too_complex()) }
    }

    /// What is drawn on a layer of `area` pixels.
    fn layer(
        &mut self,
        area: f64,
        draw: impl FnOnce(&mut Self) -> Result<(), Unfit>,
    ) -> Result<(), Unfit> {
        self.spend(LAYER * area)?;
        self.open += area;
        if self.open > MOST_OPEN {
            return Err(too_complex());
        }
        draw(self)?;
        self.open -= area;
        Ok(())
    }

    /// A group on a layer of `area` pixels.
    fn group(&mut self, group: &Group, area: f64) -> Result<(), Unfit> {
        if group.blend_mode() != BlendMode::Normal || !group.filters().is_empty() {
            return Err(Unfit::new("contiene effetti (fusioni, sfocature)", AS_OUTLINES));
        }
        self.spend(POINT)?;
        if !group.should_isolate() {
            return self.children(group, area);
        }
        let edges = group.abs_layer_bounding_box();
        let area = area.max(self.area(edges.width(), edges.height()));
        self.layer(area, |work| {
            work.children(group, area)?;
            work.clip(group.clip_path(), area)?;
            work.mask(group.mask(), area)
        })
    }

    /// Pixels of what is so many units wide and high.
    fn area(&self, width: f32, height: f32) -> f64 {
        let [across, down] = [(width, 0), (height, 1)]
            .map(|(length, i)| (f64::from(length) * self.scale[i] + 1.0).min(self.most[i]));
        across * down
    }

    fn children(&mut self, group: &Group, area: f64) -> Result<(), Unfit> {
        group.children().iter().try_for_each(|node| match node {
            Node::Group(group) => self.group(group, area),
            Node::Path(path) => self.path(path, area),
            Node::Image(_) | Node::Text(_) => Err(too_complex()),
        })
    }

    fn clip(&mut self, clip: Option<&ClipPath>, area: f64) -> Result<(), Unfit> {
        let Some(clip) = clip else { return Ok(()) };
        self.layer(area, |work| {
            work.children(clip.root(), area)?;
            work.clip(clip.clip_path(), area)
        })
    }

    fn mask(&mut self, mask: Option<&Mask>, area: f64) -> Result<(), Unfit> {
        let Some(mask) = mask else { return Ok(()) };
        self.layer(area, |work| {
            work.children(mask.root(), area)?;
            work.mask(mask.mask(), area)
        })
    }

    fn path(&mut self, path: &Path, area: f64) -> Result<(), Unfit> {
        let points = path.data().len() as f64;
        let edges = path.abs_stroke_bounding_box();
        let area = area.min(self.area(edges.width(), edges.height()));
        if path.fill().is_some() {
            self.spend(area + POINT * points)?;
        }
        if let Some(stroke) = path.stroke() {
            // Each side of a stroke is an outline of its own.
            self.spend(area + 4.0 * POINT * (points + dashes(path, stroke)))?;
        }
        Ok(())
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
