//! Number formats and fonts of the cell styles of a workbook (ECMA-376-1, 18.8).

use crate::office::cell_styles::CellStyles;
use crate::office::package::PackageError;
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::workbook::conditional::RuleEffects;
use crate::office::xml::{Xml, attribute, number};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Reads the part that holds the styles.
pub(super) fn read_styles(part: impl BufRead) -> Result<CellStyles, PackageError> {
    let mut xml = Xml::new(part);
    let mut styles = CellStyles::default();
    let mut state =
        XlsxStyleState { list: XlsxStyleList::Other, rule: DifferentialFormat::default() };
    loop {
        match xml.event()? {
            Event::Start(tag) => match XlsxStyleList::named(tag.local_name().as_ref()) {
                XlsxStyleList::Other => note(&mut styles, &mut state, &tag),
                begun => state.list = begun,
            },
            Event::Empty(tag) => note(&mut styles, &mut state, &tag),
            Event::End(tag) if XlsxStyleList::named(tag.local_name().as_ref()) == state.list => {
                state.list = XlsxStyleList::Other;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    styles.formats.read();
    Ok(styles)
}

fn note(styles: &mut CellStyles, state: &mut XlsxStyleState, tag: &BytesStart<'_>) {
    match (state.list, tag.local_name().as_ref()) {
        (XlsxStyleList::NumberFormats, "numFmt") => {
            if let (Some(id), Some(code)) = (number(tag, "numFmtId"), attribute(tag, "formatCode"))
            {
                styles.formats.add_code(id, code.into_owned());
            }
        }
        (XlsxStyleList::Fonts, "font") => styles.fonts.push(TextEffects::default()),
        (XlsxStyleList::Fonts, _) => {
            _ = styles.fonts.last_mut().map(|font| note_property(font, tag));
        }
        (XlsxStyleList::Differential, "dxf") => {
            state.rule = DifferentialFormat::default();
            styles.rules.push(RuleEffects::default());
        }
        (XlsxStyleList::Differential, _) => {
            state.rule.note(tag);
            _ = styles.rules.last_mut().map(|rule| *rule = state.rule.effects);
        }
        (XlsxStyleList::Cells, "xf") => {
            let font = number(tag, "fontId").unwrap_or(0) as usize;
            styles.add_style(number(tag, "numFmtId").unwrap_or(0), font);
        }
        _ => {}
    }
}

/// Format that a condition applies, while it is read (CT_Dxf, 18.8.14).
#[derive(Default)]
pub(super) struct DifferentialFormat {
    /// Effects on what cells say.
    pub effects: RuleEffects,
    is_in_font: bool,
}

impl DifferentialFormat {
    /// Notes an element of the format.
    pub(crate) fn note(&mut self, tag: &BytesStart<'_>) {
        note_effect(&mut self.effects, self.is_in_font, tag);
        match tag.local_name().as_ref() {
            "font" => self.is_in_font = true,
            "numFmt" | "fill" | "border" | "alignment" | "protection" => self.is_in_font = false,
            _ => {}
        }
    }
}

/// Notes what an element of the format of a condition changes of what cells say.
fn note_effect(rule: &mut RuleEffects, is_in_font: bool, tag: &BytesStart<'_>) {
    let value = attribute(tag, "val");
    match tag.local_name().as_ref() {
        "strike" => rule.strikes = !matches!(value.as_deref(), Some("0" | "false")),
        "numFmt" => {
            let code = attribute(tag, "formatCode").unwrap_or_default();
            rule.hides |= is_blank_format(&code);
            rule.formats = !is_blank_format(&code) && code != "General";
        }
        // Borders have colours too.
        "color" if is_in_font => rule.whitens = is_white(tag),
        "fill" => rule.whitens = false,
        _ => {}
    }
}

/// Returns `true` for a format without anything to show: «;;;».
fn is_blank_format(code: &str) -> bool {
    code.contains(';') && code.chars().all(|c| c == ';' || c.is_whitespace())
}

fn is_white(tag: &BytesStart<'_>) -> bool {
    let is_plain = attribute(tag, "tint").is_none();
    let white = attribute(tag, "rgb").is_some_and(|rgb| rgb.eq_ignore_ascii_case("FFFFFFFF"));
    // The first colour of a theme is that of the background.
    white || is_plain && attribute(tag, "theme").as_deref() == Some("0")
}

/// State while the part of styles is read.
struct XlsxStyleState {
    /// List that is being read: conditions, tables and extensions have formats and fonts of their
    /// own, with numbers that mean others in cells.
    list: XlsxStyleList,
    /// Conditional format that is being read.
    rule: DifferentialFormat,
}

/// Lists of a part of styles that matter for what cells say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum XlsxStyleList {
    NumberFormats,
    Fonts,
    Cells,
    Differential,
    Named,
    Other,
}

impl XlsxStyleList {
    fn named(name: &str) -> Self {
        match name {
            "numFmts" => XlsxStyleList::NumberFormats,
            "fonts" => XlsxStyleList::Fonts,
            "cellXfs" => XlsxStyleList::Cells,
            // Differential formats hold the lists' elements without the lists around them, and
            // those of named styles are repeated by the cells.
            "dxfs" => XlsxStyleList::Differential,
            "cellStyleXfs" => XlsxStyleList::Named,
            _ => XlsxStyleList::Other,
        }
    }
}

/// Notes a property of a font (CT_Font, 18.8.22; CT_RPrElt, 18.4.7).
pub(super) fn note_property(font: &mut TextEffects, tag: &BytesStart<'_>) {
    match (tag.local_name().as_ref(), attribute(tag, "val").as_deref()) {
        ("strike", value) => font.is_struck = !matches!(value, Some("0" | "false")),
        ("vertAlign", Some("superscript")) => font.height = TextHeight::Raised,
        ("vertAlign", Some("subscript")) => font.height = TextHeight::Lowered,
        // Called so in the properties of a font and of a run.
        ("name" | "rFont", Some(name)) => font.symbols = symbol_font(name),
        _ => {}
    }
}
