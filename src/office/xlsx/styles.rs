//! Number formats and fonts of the cell styles of a workbook (ECMA-376-1, 18.8).

use crate::office::cell_styles::CellStyles;
use crate::office::package::PackageError;
use crate::office::shown_text::{TextEffects, TextHeight};
use crate::office::symbol_fonts::symbol_font;
use crate::office::xml::{Xml, attribute, number};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Reads the part that holds the styles.
pub(super) fn read_styles(part: impl BufRead) -> Result<CellStyles, PackageError> {
    let mut xml = Xml::new(part);
    let mut styles = CellStyles::default();
    // List that is being read: conditions, tables and extensions have formats and fonts of their
    // own, with numbers that mean others in cells.
    let mut list = XlsxStyleList::Other;
    loop {
        match xml.event()? {
            Event::Start(tag) => match XlsxStyleList::named(tag.local_name().as_ref()) {
                XlsxStyleList::Other => note(&mut styles, list, &tag),
                begun => list = begun,
            },
            Event::Empty(tag) => note(&mut styles, list, &tag),
            Event::End(tag) if XlsxStyleList::named(tag.local_name().as_ref()) == list => {
                list = XlsxStyleList::Other;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    styles.formats.read();
    Ok(styles)
}

fn note(styles: &mut CellStyles, list: XlsxStyleList, tag: &BytesStart<'_>) {
    match (list, tag.local_name().as_ref()) {
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
        (XlsxStyleList::Cells, "xf") => {
            let font = number(tag, "fontId").unwrap_or(0) as usize;
            styles.add_style(number(tag, "numFmtId").unwrap_or(0), font);
        }
        _ => {}
    }
}

/// Lists of a part of styles that matter for what cells say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum XlsxStyleList {
    NumberFormats,
    Fonts,
    Cells,
    Differential,
    Other,
}

impl XlsxStyleList {
    fn named(name: &str) -> Self {
        match name {
            "numFmts" => XlsxStyleList::NumberFormats,
            "fonts" => XlsxStyleList::Fonts,
            "cellXfs" => XlsxStyleList::Cells,
            // Differential formats hold the lists' elements without the lists around them; named
            // here so that nothing in them counts.
            "dxfs" | "cellStyleXfs" => XlsxStyleList::Differential,
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
