//! Named styles as cell formats.

use crate::annex::{Align, Annex, FontWeight, Rgb, StyleName, Styles, Vertical};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Look of a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    pub(super) style: StyleName,
    pub(super) align: Align,
    /// `true` if rules run around the cell.
    pub(super) ruled: bool,
    /// Position of the text in the height of the cell.
    pub(super) vertical: Vertical,
    /// Colour behind the text; `None` if the style's is right.
    pub(super) fill: Option<Rgb>,
    /// `true` if the text runs from the bottom to the top.
    pub(super) rotated: bool,
}

impl Look {
    /// Returns the look of a text outside of tables.
    pub(super) fn of_text(style: StyleName, align: Align, vertical: Vertical) -> Look {
        Look { style, align, ruled: false, vertical, fill: None, rotated: false }
    }
}

/// LookFormats of the looks that have occurred so far.
pub(super) struct LookFormats<'a> {
    annex: &'a Annex,
    known: Vec<(Look, Format)>,
}

impl<'a> LookFormats<'a> {
    pub(super) fn of(annex: &'a Annex) -> Self {
        LookFormats { annex, known: Vec::new() }
    }

    /// Returns the format of `look`.
    pub(super) fn get(&mut self, look: Look) -> &Format {
        let at = self.known.iter().position(|(known, _)| *known == look).unwrap_or_else(|| {
            self.known.push((look, format(self.annex, look)));
            self.known.len() - 1
        });
        &self.known[at].1
    }
}

/// Creates the format of `look` from the annex's styles.
fn format(annex: &Annex, look: Look) -> Format {
    let style = annex.styles[look.style];
    let mut format = Format::new()
        .set_font_name(&annex.fonts.main.office_name)
        .set_font_size(style.size.0)
        .set_font_color(color(style.color))
        .set_text_wrap()
        .set_align(horizontal(look.align))
        .set_align(match look.vertical {
            Vertical::Top => FormatAlign::Top,
            Vertical::Middle => FormatAlign::VerticalCenter,
            Vertical::Bottom => FormatAlign::Bottom,
        });
    if look.rotated {
        format = format.set_rotation(90);
    }
    if style.weight == FontWeight::Bold {
        format = format.set_bold();
    }
    if let Some(fill) = look.fill.or(style.fill) {
        format = format.set_background_color(color(fill));
    }
    match border(&annex.styles) {
        Some(line) if look.ruled => {
            format.set_border(line).set_border_color(color(annex.styles.rule_color))
        }
        _ => format,
    }
}

fn horizontal(align: Align) -> FormatAlign {
    match align {
        Align::Left => FormatAlign::Left,
        Align::Center => FormatAlign::Center,
        Align::Right => FormatAlign::Right,
    }
}

/// Returns the nearest of the few thicknesses that Excel has (ECMA-376 Part 1, 18.18.3).
fn border(styles: &Styles) -> Option<FormatBorder> {
    match styles.rule.0 {
        none if none <= 0.0 => None,
        hair if hair < 0.3 => Some(FormatBorder::Hair),
        thin if thin < 1.25 => Some(FormatBorder::Thin),
        medium if medium < 2.0 => Some(FormatBorder::Medium),
        _ => Some(FormatBorder::Thick),
    }
}

fn color(Rgb(r, g, b): Rgb) -> Color {
    Color::RGB(u32::from_be_bytes([0, r, g, b]))
}
