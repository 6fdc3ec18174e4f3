//! SVG drawings, drawn once in the size in which they are printed.
//!
//! Only shapes are drawn. Texts, pictures, effects and scripts, which would need fonts, other
//! files or much work, are refused by name, so that no part of a logo is lost unnoticed.

use super::copies::check_copies;
use super::limits::{DEEPEST, MOST_NODES, SIMPLER, too_complex};
use super::png::{Pixels, Size, within};
use super::{DPI, Printed, SAVE_AGAIN, Unfit};
use crate::annex::Mm;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{self, Document, ParsingOptions};
use resvg::usvg::{BlendMode, Error, Group, ImageHrefResolver, Node, Options, Tree};

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that are drawn or describe what is drawn.
#[rustfmt::skip]
const ELEMENTS: [&str; 23] = [
    "svg", "g", "defs", "symbol", "use", "a", "switch", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "style", "title", "desc", "metadata",
];

/// Maximum number of clip paths and masks: each may refer to the next, and `usvg` follows them
/// by recursion.
const MOST_CLIPS: usize = 1_000;
/// Maximum number of attributes of an element: the parser compares each with all others.
const MOST_ATTRIBUTES: usize = 500;
const AS_OUTLINES: &str = "Nel programma di grafica convertire testi ed effetti in tracciati, oppure esportare il logo come PNG.";

/// Parsed drawing that holds shapes only.
#[derive(Debug)]
pub(super) struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// Parses an SVG file.
    ///
    /// # Errors
    /// [`Unfit`] for a file that is none, is damaged, or holds what is not drawn.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, Unfit> {
        let unknown =
            || Unfit::new("non è un'immagine PNG o SVG", "Usare un file PNG, o un disegno SVG.");
        // `usvg` would also take a compressed file, whose size after expansion nothing bounds.
        let text = std::str::from_utf8(bytes).map_err(|_| unknown())?;
        if !text.contains("<svg") && !text.contains(":svg") {
            return Err(unknown());
        }
        if text.split('<').any(|tag| tag.matches('=').count() > MOST_ATTRIBUTES) {
            return Err(too_complex());
        }
        // Drawing programs declare entities; their expansion is bounded by the parser.
        let options =
            ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
        let document = Document::parse_with_options(text, options).map_err(not_well_formed)?;
        check_elements(&document)?;
        check_copies(&document)?;
        let tree = Tree::from_xmltree(&document, &options_without_files()).map_err(unfit)?;
        check_effects(tree.root())?;
        Ok(Drawing { tree })
    }

    /// Returns the width divided by the height.
    pub(crate) fn proportion(&self) -> f32 {
        self.tree.size().width() / self.tree.size().height()
    }

    /// Draws the picture for that size in print.
    ///
    /// # Errors
    /// [`Unfit`] if it is too large.
    pub(crate) fn draw(&self, printed: Printed) -> Result<(Size, Pixels), Unfit> {
        let dots = |Mm(mm): Mm| ((mm / 25.4 * DPI).round() as u32).max(1);
        let size = [dots(printed.width), dots(printed.height)];
        within(size)?;
        let too_large = || Unfit::new("è troppo grande per essere disegnato", SIMPLER);
        let mut pixmap = Pixmap::new(size[0], size[1]).ok_or_else(too_large)?;
        let [across, down] =
            [size[0] as f32 / self.tree.size().width(), size[1] as f32 / self.tree.size().height()];
        // Each axis has its own factor: the size in whole pixels is not exactly in proportion.
        resvg::render(&self.tree, Transform::from_scale(across, down), &mut pixmap.as_mut());
        let straight = pixmap.pixels().iter().map(|pixel| {
            // `tiny_skia` keeps colours multiplied by their opacity, PNG does not (PNG, 6.2).
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        });
        Ok((size, straight.collect()))
    }
}

/// Returns options under which no reference is followed to a file or to embedded data.
fn options_without_files() -> Options<'static> {
    let nothing = ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    Options { image_href_resolver: nothing, resources_dir: None, ..Options::default() }
}

/// Checks the depth of the elements and refuses those that are not drawn.
fn check_elements(document: &Document<'_>) -> Result<(), Unfit> {
    let mut clips = 0;
    for node in document.descendants().filter(|node| node.is_element()) {
        if node.ancestors().nth(DEEPEST).is_some() {
            return Err(too_complex());
        }
        let name = node.tag_name();
        // Elements of other namespaces and below `metadata` are notes of drawing programs.
        let is_drawn = name.namespace() == Some(SVG)
            && !node.ancestors().any(|outer| outer.tag_name().name() == "metadata");
        clips += usize::from(matches!(name.name(), "clipPath" | "mask"));
        if clips > MOST_CLIPS {
            return Err(too_complex());
        }
        if is_drawn && !ELEMENTS.contains(&name.name()) {
            return Err(not_drawn(name.name()));
        }
    }
    Ok(())
}

/// Refuses the effects that attributes ask for, without an element of their own.
fn check_effects(group: &Group) -> Result<(), Unfit> {
    if group.blend_mode() != BlendMode::Normal || !group.filters().is_empty() {
        return Err(Unfit::new("contiene effetti (fusioni, sfocature)", AS_OUTLINES));
    }
    group.children().iter().try_for_each(|node| match node {
        Node::Group(group) => check_effects(group),
        _ => Ok(()),
    })
}

fn not_drawn(element: &str) -> Unfit {
    let what = match element {
        "text" | "tspan" | "textPath" => "del testo, che ha bisogno di un carattere",
        "image" | "feImage" => "un'immagine dentro il disegno",
        "script" => "uno script",
        "filter" => "effetti (sfumature, ombre)",
        "pattern" => "un motivo che si ripete",
        _ => "elementi che qui non si disegnano",
    };
    Unfit::new(format!("contiene {what} (<{element}>)"), AS_OUTLINES)
}

fn not_well_formed(error: roxmltree::Error) -> Unfit {
    match error {
        roxmltree::Error::NodesLimitReached | roxmltree::Error::EntityReferenceLoop(_) => {
            too_complex()
        }
        _ => Unfit::new("è danneggiato: il file SVG non è scritto bene", SAVE_AGAIN),
    }
}

fn unfit(error: Error) -> Unfit {
    match error {
        Error::ElementsLimitReached | Error::ParsingFailed(roxmltree::Error::NodesLimitReached) => {
            too_complex()
        }
        Error::InvalidSize => {
            let hint = "Nel programma di grafica indicare larghezza e altezza del disegno.";
            Unfit::new("non dice quanto è grande (width, height o viewBox)", hint)
        }
        _ => Unfit::new("è danneggiato: il file SVG non è scritto bene", SAVE_AGAIN),
    }
}
