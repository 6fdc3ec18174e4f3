//! Fonts that a document names: by a theme, by substitutes, and those that show other signs than
//! the letters they are given (ECMA-376-1, 17.8.3, 20.1.4.1.16).

use crate::office::docx::properties::DocxProperties;
use crate::office::symbol_fonts::is_symbol_font;
use crate::office::xml_tree::PartNode;
use std::collections::BTreeMap;

/// Fonts of a document.
#[derive(Default)]
pub(super) struct DocxFonts {
    /// Fonts of the theme by `major` and `minor`.
    theme: BTreeMap<String, String>,
    /// Substitute of each font, where the list of fonts names one.
    substitutes: BTreeMap<String, String>,
    /// Fonts that the list declares to be of symbols.
    symbols: Vec<String>,
    /// Fonts that travel inside the file.
    pub embedded: Vec<String>,
}

impl DocxFonts {
    /// Collects the fonts of the theme and of the list of fonts.
    pub(crate) fn of(theme: Option<&PartNode>, list: Option<&PartNode>) -> Self {
        let mut fonts = DocxFonts::default();
        if let Some(theme) = theme {
            theme.walk(&mut |node| fonts.add_theme(node));
        }
        list.into_iter().flat_map(|list| &list.children).for_each(|font| fonts.add(font));
        fonts
    }

    fn add_theme(&mut self, node: &PartNode) {
        let Some(name) = node.name.strip_prefix("a:").and_then(|name| name.strip_suffix("Font"))
        else {
            return;
        };
        let latin = node.child("a:latin").and_then(|latin| latin.attribute(":typeface"));
        self.theme.extend(latin.map(|face| (name.to_owned(), face.to_owned())));
    }

    fn add(&mut self, font: &PartNode) {
        let name = font.attribute("name").unwrap_or_default().to_lowercase();
        let value = |child: &str| font.child(child).and_then(PartNode::value);
        if value("charset") == Some("02") {
            self.symbols.push(name.clone());
        }
        if font.children.iter().any(|child| child.name.starts_with("embed")) {
            self.embedded.push(name.clone());
        }
        let substitute = value("altName").map(str::to_owned);
        self.substitutes.extend(substitute.map(|other| (name, other)));
    }

    /// Returns the font of a run for basic Latin letters (`ascii`) or others (`hAnsi`), with the
    /// font that may take its place.
    pub(crate) fn name(&self, run: &DocxProperties, range: &str) -> String {
        let by_theme = run.get("rFonts", &format!("{range}Theme"));
        let by_theme = by_theme.and_then(|name| {
            let kind = if name.starts_with("major") { "major" } else { "minor" };
            self.theme.get(kind).map(String::as_str)
        });
        // Without any font, Word writes in Times New Roman.
        let name = by_theme.or_else(|| run.get("rFonts", range)).unwrap_or("Times New Roman");
        match self.substitutes.get(&name.to_lowercase()) {
            Some(other) if !is_same_shape(name, other) => format!("{name}, o {other}"),
            _ => name.to_owned(),
        }
    }

    /// Returns `true` if a font shows symbols for letters and digits.
    pub(crate) fn shows_symbols(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        // Greek letters and digits look alike in «Symbol», but letters do not.
        is_symbol_font(&name) || self.symbols.contains(&name)
    }
}

/// Returns `true` if one font was made with the shapes of letters and digits of the other.
fn is_same_shape(name: &str, other: &str) -> bool {
    const ALIKE: [(&str, &str); 5] = [
        ("calibri", "carlito"),
        ("cambria", "caladea"),
        ("arial", "liberation sans"),
        ("times new roman", "liberation serif"),
        ("courier new", "liberation mono"),
    ];
    let pair = (name.to_lowercase(), other.to_lowercase());
    pair.0 == pair.1 || ALIKE.contains(&(&pair.0, &pair.1)) || ALIKE.contains(&(&pair.1, &pair.0))
}
