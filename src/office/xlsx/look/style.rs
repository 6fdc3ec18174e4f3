//! Styles of cells by their effect (ECMA-376-1, 18.8).

use super::color::{BLACK, Palette, RgbColor, WHITE, mean};
use super::irregular::{irregular, irregular_theme};
use super::tree::XmlTree;
use crate::office::contrast::contrast;
use crate::office::format_codes::is_within_limits;
use crate::office::formats::NumberFormats;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Font of a text as it is displayed.
#[derive(Clone, Debug, PartialEq)]
pub struct FontLook {
    /// Name of the font.
    pub name: String,
    /// Size in points.
    pub size: f64,
    /// Colour of the letters.
    pub color: RgbColor,
    /// `true` if the text is struck out.
    pub strike: bool,
    /// `true` if the text stands above or below the line.
    pub is_raised: bool,
    /// Bold, italic and underlined.
    pub emphasis: [bool; 3],
    /// `true` if the letters are outlines, or have a shadow.
    pub is_hollow: bool,
}

/// Style of a cell by its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct StyleLook {
    /// Font of the cell.
    pub font: FontLook,
    /// Colour behind the text; white where there is none.
    pub fill: RgbColor,
    /// Code of the number format.
    pub format: String,
    /// Rotation of the text, as the file states it.
    pub rotation: u32,
    /// Steps by which the text is moved in.
    pub indent: u32,
    /// Place of the text across and down the cell, as the file states it.
    pub places: [String; 2],
    /// `true` if a side of the cell has a line.
    pub is_bordered: bool,
    /// `true` if lines are broken at the edge of the cell.
    pub wraps: bool,
    /// `true` if the text becomes smaller until it fits.
    pub shrinks: bool,
    /// `true` if the text is repeated until it fills the cell.
    pub repeats: bool,
    /// `true` if the text runs from right to left.
    pub is_right_to_left: bool,
    /// `true` if lines cross the cell.
    pub is_crossed: bool,
    /// `true` if the formula is not shown.
    pub hides_formula: bool,
    /// `true` if programs take the font, the fill or the format from different places.
    pub is_ambiguous: bool,
}

/// Smallest contrast of a text that can be read, from 1 for equal colours to 21.
const READABLE: f64 = 1.7;

/// Styles of a workbook.
pub(super) struct StyleTable {
    pub formats: NumberFormats,
    pub palette: Palette,
    pub cells: Vec<Rc<StyleLook>>,
    /// Descriptions of the differential styles that conditions apply, by index.
    pub conditional: Vec<String>,
    /// Styles of tables that the workbook defines itself, by name.
    pub of_tables: BTreeMap<String, String>,
    /// Size of the first font or of that of the usual style, the smaller one.
    pub base_size: f64,
    /// Elements that some programs pass over, that stand twice, or that programs read in different
    /// ways.
    pub strangers: Vec<String>,
    default: Rc<StyleLook>,
}

impl StyleTable {
    /// Reads the part of the styles.
    pub(crate) fn new(styles: &XmlTree, theme: Option<&XmlTree>, formats: NumberFormats) -> Self {
        let palette = Palette::new(theme, styles);
        let reader = StyleReader { styles, palette: &palette, formats: &formats };
        let named = list(styles, "cellStyleXfs", "xf");
        let cells = list(styles, "cellXfs", "xf").into_iter().enumerate();
        let cells = cells.map(|(i, xf)| Rc::new(reader.cell(i, xf, &named)));
        let cells: Vec<_> = cells.collect();
        let conditional = list(styles, "dxfs", "dxf").into_iter().map(|dxf| reader.effect(dxf));
        let conditional: Vec<String> = conditional.collect();
        // The usual style is the one of a number of its own, wherever it stands.
        let styled = list(styles, "cellStyles", "cellStyle").into_iter();
        let usual = styled.into_iter().find(|style| style.attribute("builtinId") == Some("0"));
        let usual = usual.and_then(|style| style.number::<usize>("xfId")).unwrap_or(0);
        let usual = named.get(usual).and_then(|xf| xf.number("fontId")).unwrap_or(0);
        let sizes = [0, usual].map(|id: usize| {
            let font = list(styles, "fonts", "font").get(id).copied();
            font_look(&palette, font, &default_font()).size
        });
        let base_size = sizes[0].min(sizes[1]);
        let default = cells.first().cloned();
        let plain = XmlTree::default();
        let default = default.unwrap_or_else(|| Rc::new(reader.cell(usize::MAX, &plain, &[])));
        let own = list(styles, "tableStyles", "tableStyle").into_iter();
        let of_tables = own.filter_map(|style| {
            let effects = style.all("tableStyleElement").filter_map(|element| {
                let effect = element.number::<usize>("dxfId").and_then(|id| conditional.get(id));
                Some(format!("{} {}", element.attribute("type")?, effect?))
            });
            let effects: Vec<String> = effects.collect();
            Some((style.attribute("name")?.to_owned(), effects.join(", ")))
        });
        let of_tables = of_tables.collect();
        let strangers = styles.strangers().into_iter().chain(styles.doubled());
        let strangers = strangers.chain(irregular(styles));
        let strangers = strangers.chain(theme.map(irregular_theme).unwrap_or_default());
        let mut numbers = BTreeSet::new();
        let formats_of = list(styles, "numFmts", "numFmt").into_iter();
        let twice = formats_of.filter(|format| !numbers.insert(format.attribute("numFmtId")));
        let strangers = strangers.chain(twice.map(|format| format.name.as_str()));
        let strangers = strangers.map(str::to_owned).collect();
        StyleTable {
            cells,
            conditional,
            of_tables,
            base_size,
            strangers,
            default,
            formats,
            palette,
        }
    }

    /// Returns the style of an index; programs show the first one for an index that is not there.
    pub(crate) fn get(&self, index: usize) -> &Rc<StyleLook> {
        self.cells.get(index).unwrap_or(&self.default)
    }
}

fn list<'s>(styles: &'s XmlTree, list: &str, item: &str) -> Vec<&'s XmlTree> {
    styles.child(list).map(|list| list.all(item).collect()).unwrap_or_default()
}

struct StyleReader<'s> {
    styles: &'s XmlTree,
    palette: &'s Palette,
    formats: &'s NumberFormats,
}

impl StyleReader<'_> {
    fn cell(&self, index: usize, xf: &XmlTree, named: &[&XmlTree]) -> StyleLook {
        let item = |items: &str, item: &str, id: &str| {
            list(self.styles, items, item).get(xf.number::<usize>(id).unwrap_or(0)).copied()
        };
        let border = item("borders", "border", "borderId");
        let alignment = xf.child("alignment");
        let number = |name| alignment.and_then(|a| a.number(name)).unwrap_or(0);
        let flag = |name| alignment.and_then(|a| a.truth(name)) == Some(true);
        let horizontal = alignment.and_then(|a| a.attribute("horizontal"));
        StyleLook {
            font: font_look(self.palette, item("fonts", "font", "fontId"), &default_font()),
            fill: self.fill(item("fills", "fill", "fillId")),
            format: self.format(index),
            rotation: number("textRotation"),
            indent: number("indent"),
            places: [
                horizontal.unwrap_or("general"),
                alignment.and_then(|a| a.attribute("vertical")).unwrap_or("bottom"),
            ]
            .map(str::to_owned),
            is_bordered: border.is_some_and(is_bordered),
            wraps: flag("wrapText") || matches!(horizontal, Some("justify" | "distributed")),
            shrinks: flag("shrinkToFit"),
            repeats: horizontal == Some("fill"),
            is_right_to_left: number("readingOrder") == 2,
            is_crossed: border.is_some_and(is_crossed),
            hides_formula: xf.child("protection").and_then(|p| p.truth("hidden")) == Some(true),
            is_ambiguous: is_ambiguous(xf, named) || self.takes_fill_of_parent(xf, named),
        }
    }

    /// Returns the code of the number format of a style, without what no program reads.
    fn format(&self, index: usize) -> String {
        let code = self.formats.code_of_style(index);
        let is_read = is_within_limits(code);
        if is_read { code.to_owned() } else { "(troppo lungo)".to_owned() }
    }

    fn fill(&self, fill: Option<&XmlTree>) -> RgbColor {
        let Some(fill) = fill else { return WHITE };
        if let Some(gradient) = fill.child("gradientFill") {
            let stops =
                gradient.all("stop").filter_map(|stop| self.palette.color(stop.child("color")));
            return mean(&stops.collect::<Vec<_>>());
        }
        let Some(pattern) = fill.child("patternFill") else { return WHITE };
        let front = self.palette.color(pattern.child("fgColor")).unwrap_or(BLACK);
        let back = self.palette.color(pattern.child("bgColor")).unwrap_or(WHITE);
        match pattern.attribute("patternType") {
            None | Some("none") => WHITE,
            Some("solid") => front,
            Some("gray125" | "gray0625") => mean(&[front, back, back, back, back, back, back]),
            Some(_) => mean(&[front, back]),
        }
    }

    /// Returns `true` if a style does not say that its fill applies, and the named style has one:
    /// Excel shows the fill of the style, Calc that of the named one.
    fn takes_fill_of_parent(&self, xf: &XmlTree, named: &[&XmlTree]) -> bool {
        let fills = list(self.styles, "fills", "fill");
        let fill = |xf: &XmlTree| self.fill(fills.get(xf.number("fillId").unwrap_or(0)).copied());
        let parent = named.get(xf.number::<usize>("xfId").unwrap_or(0));
        let below = parent.map_or(WHITE, |parent| fill(parent));
        xf.truth("applyFill") != Some(true) && below != WHITE && below != fill(xf)
    }

    /// Describes what a condition does to a cell, besides bold letters and lines.
    fn effect(&self, dxf: &XmlTree) -> String {
        let mut words = Vec::new();
        if let Some(font) = dxf.child("font") {
            let is_on =
                |name: &str| font.child(name).is_some_and(|f| f.truth("val") != Some(false));
            words.extend(is_on("strike").then(|| "testo barrato".to_owned()));
            /// Smallest size in points of a text that can be read.
            const SMALLEST: f64 = 5.0;
            let size = font.child("sz").and_then(|size| size.number::<f64>("val"));
            let is_tiny = size.is_some_and(|size| size < SMALLEST);
            words.extend(is_tiny.then(|| "testo minuscolo".to_owned()));
            let color = self.palette.color(font.child("color"));
            words.extend(color.map(|color| format!("testo {}", color_name(color))));
        }
        if let Some(pattern) = dxf.child("fill").and_then(|fill| fill.child("patternFill")) {
            let color = self.palette.color(pattern.child("bgColor"));
            let color = color.or_else(|| self.palette.color(pattern.child("fgColor")));
            let color = color.filter(|_| pattern.attribute("patternType") != Some("none"));
            let letters =
                dxf.child("font").and_then(|font| self.palette.color(font.child("color")));
            let is_blank = color
                .zip(letters)
                .is_some_and(|(color, letters)| contrast(color, letters) < READABLE);
            words.extend(is_blank.then(|| "testo che non si legge".to_owned()));
            words.extend(color.map(|color| format!("sfondo {}", color_name(color))));
        } else if dxf.child("fill").is_some() {
            words.push("sfondo sfumato".to_owned());
        }
        let code = dxf.child("numFmt").and_then(|format| format.attribute("formatCode"));
        words.extend(code.map(|code| format!("formato «{code}»")));
        if words.is_empty() { "nessun effetto".to_owned() } else { words.join(", ") }
    }
}

/// Names a colour as web pages do: «#FF0000».
pub(super) fn color_name([red, green, blue]: RgbColor) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Reads a font, or the properties of a run, over those that hold without it.
pub(super) fn font_look(palette: &Palette, font: Option<&XmlTree>, base: &FontLook) -> FontLook {
    let Some(font) = font else { return base.clone() };
    let value = |name: &str| font.child(name).and_then(|child| child.attribute("val"));
    let is_on = |name: &str| font.child(name).is_some_and(|f| f.truth("val") != Some(false));
    let underline = font.child("u").is_some() && value("u") != Some("none");
    // A font of the theme is shown whatever the name beside it says.
    let name = palette.font(value("scheme")).or(value("name")).or(value("rFont"));
    let name = name.unwrap_or(&base.name);
    // Character set 2 is the one of symbols, whatever the font is called.
    let is_symbol = value("charset") == Some("2");
    FontLook {
        name: if is_symbol { format!("{name} (simboli)") } else { name.to_owned() },
        size: value("sz").and_then(|size| size.trim().parse().ok()).unwrap_or(base.size),
        color: palette.color(font.child("color")).unwrap_or(BLACK),
        strike: is_on("strike"),
        is_raised: matches!(value("vertAlign"), Some("superscript" | "subscript")),
        emphasis: [is_on("b"), is_on("i"), underline],
        is_hollow: is_on("outline") || is_on("shadow"),
    }
}

/// Returns the font of programs where a file names none.
pub(super) fn default_font() -> FontLook {
    FontLook {
        name: "Calibri".to_owned(),
        size: 11.0,
        color: BLACK,
        strike: false,
        is_raised: false,
        emphasis: [false; 3],
        is_hollow: false,
    }
}

fn is_bordered(border: &XmlTree) -> bool {
    ["left", "right", "top", "bottom", "start", "end"].iter().any(|side| {
        let style = border.child(side).and_then(|line| line.attribute("style"));
        style.is_some_and(|style| style != "none")
    })
}

fn is_crossed(border: &XmlTree) -> bool {
    let has_line = |name: &str| {
        let style = border.child(name).and_then(|line| line.attribute("style"));
        style.is_some_and(|style| style != "none")
    };
    let runs = |name| border.truth(name) == Some(true);
    has_line("diagonal") && (runs("diagonalUp") || runs("diagonalDown"))
}

/// Returns `true` if a style says that a property of its own does not apply, and the named style
/// has another one: Excel shows the one, Calc the other.
fn is_ambiguous(xf: &XmlTree, named: &[&XmlTree]) -> bool {
    let parent = named.get(xf.number::<usize>("xfId").unwrap_or(0));
    let differs = |applies: &str, id: &str| {
        let id = |xf: &XmlTree| xf.number::<usize>(id).unwrap_or(0);
        xf.truth(applies) == Some(false) && parent.is_some_and(|parent| id(parent) != id(xf))
    };
    differs("applyFont", "fontId")
        || differs("applyFill", "fillId")
        || differs("applyNumberFormat", "numFmtId")
}
