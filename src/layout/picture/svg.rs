//! SVG drawings, drawn once in the size in which they are printed.
//!
//! Only shapes are drawn. What would need fonts, other files or much work (texts, pictures,
//! effects, scripts) is refused by name, so that nothing of a logo is missing without notice;
//! and how much the rest is gets reckoned before it is done (`expansion`, `work`).

use super::png::{Pixels, Size, within};
use super::{DPI, Printed, SAVE_AGAIN, Unfit, expansion, work};
use crate::annex::Mm;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{self, Document, ParsingOptions};
use resvg::usvg::{Error, ImageHrefResolver, Options, Tree};

const SVG: &str = "http://www.w3.org/2000/svg";

/// The elements that are drawn or describe what is drawn; those below `metadata`, and those of
/// other namespaces, are not drawn by anyone.
#[rustfmt::skip]
const ELEMENTS: [&str; 23] = [
    "svg", "g", "defs", "symbol", "use", "a", "switch", "path", "rect", "circle", "ellipse",
    "line", "polyline", "polygon", "linearGradient", "radialGradient", "stop", "clipPath", "mask",
    "style", "title", "desc", "metadata",
];

/// The most elements and texts of a drawing.
const MOST_NODES: u32 = 100_000;
/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 500;
/// The deepest that elements may lie within each other.
pub(super) const DEEPEST: usize = 100;
pub(super) const AS_OUTLINES: &str = "Nel programma di grafica convertire testi ed effetti in tracciati, oppure esportare il logo come PNG.";
const SIMPLER: &str = "Esportare il logo come PNG dal programma di grafica.";

/// A drawing that can be drawn.
#[derive(Debug)]
pub(super) struct Drawing {
    tree: Tree,
}

impl Drawing {
    /// The drawing in an SVG file.
    ///
    /// # Errors
    /// [`Unfit`] for a file that is none, is damaged, or holds what is not drawn.
    pub fn parse(bytes: &[u8]) -> Result<Self, Unfit> {
        let unknown =
            || Unfit::new("non è un'immagine PNG o SVG", "Usare un file PNG, o un disegno SVG.");
        let text = std::str::from_utf8(bytes).map_err(|_| unknown())?;
        if !text.contains("<svg") && !text.contains(":svg") {
            return Err(unknown());
        }
        // Each attribute of an element is held against all others of it.
        if text.split('<').any(|tag| tag.matches('=').count() > MOST_ATTRIBUTES) {
            return Err(too_complex());
        }
        // Drawing programs declare entities; their expansion is bounded by the parser.
        let options =
            ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..Default::default() };
        let document = Document::parse_with_options(text, options).map_err(not_well_formed)?;
        only_shapes(&document)?;
        expansion::bounded(&document)?;
        let tree = Tree::from_xmltree(&document, &options_without_files()).map_err(unfit)?;
        Ok(Drawing { tree })
    }

    /// Width to height.
    pub fn proportion(&self) -> f32 {
        self.tree.size().width() / self.tree.size().height()
    }

    /// The pixels of the drawing in that size in print.
    ///
    /// # Errors
    /// [`Unfit`] if it is too large or too much work.
    pub fn draw(&self, printed: Printed) -> Result<(Size, Pixels), Unfit> {
        let dots = |Mm(mm): Mm| ((mm / 25.4 * DPI).round() as u32).max(1);
        let size = [dots(printed.width), dots(printed.height)];
        within(size)?;
        work::bounded(&self.tree, size.map(f64::from))?;
        let too_large = || Unfit::new("è troppo grande per essere disegnato", SIMPLER);
        let mut pixmap = Pixmap::new(size[0], size[1]).ok_or_else(too_large)?;
        let [across, down] =
            [size[0] as f32 / self.tree.size().width(), size[1] as f32 / self.tree.size().height()];
        resvg::render(&self.tree, Transform::from_scale(across, down), &mut pixmap.as_mut());
        let straight = pixmap.pixels().iter().map(|pixel| {
            let color = pixel.demultiply();
            [color.red(), color.green(), color.blue(), color.alpha()]
        });
        Ok((size, straight.collect()))
    }
}

/// No reference leads to a file, and none to data inside the drawing that is a file.
fn options_without_files() -> Options<'static> {
    let nothing = ImageHrefResolver {
        resolve_data: Box::new(|_, _, _| None),
        resolve_string: Box::new(|_, _| None),
    };
    Options { image_href_resolver: nothing, resources_dir: None, ..Options::default() }
}

fn only_shapes(document: &Document<'_>) -> Result<(), Unfit> {
    for node in document.descendants().filter(|node| node.is_element()) {
        if node.ancestors().nth(DEEPEST).is_some() {
            return Err(too_complex());
        }
        let name = node.tag_name();
        let is_drawn = name.namespace() == Some(SVG)
            && !node.ancestors().any(|above| above.tag_name().name() == "metadata");
        if is_drawn && !ELEMENTS.contains(&name.name()) {
            return Err(not_drawn(name.name()));
        }
    }
    Ok(())
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
        Error::ElementsLimitReached => too_complex(),
        Error::InvalidSize => {
            let hint = "Nel programma di grafica indicare larghezza e altezza del disegno.";
            Unfit::new("non dice quanto è grande (width, height o viewBox)", hint)
        }
        _ => Unfit::new("è danneggiato: il file SVG non è scritto bene", SAVE_AGAIN),
    }
}

pub(super) fn too_complex() -> Unfit {
    Unfit::new("è troppo complesso per essere disegnato", SIMPLER)
}
