//! Fonts: only the glyphs that are shown, under names that never change.

use super::canvas::{UsedCharacters, font_id};
use crate::annex::{Annex, Weight};
use crate::render::RenderError;
use crate::typeset::{Face, Typesetter};
use printpdf::{
    FontId, FontMetrics, FontType, ParsedFont, PdfDocument, PdfFont, PdfFontMetricsStub,
};
use rustybuzz::ttf_parser::GlyphId;
use std::collections::{BTreeMap, BTreeSet};
use subsetter::{GlyphRemapper, subset};

/// Embeds a subset of each face that `used` names.
pub(super) fn embed(
    document: &mut PdfDocument,
    annex: &Annex,
    set: &Typesetter<'_>,
    used: &UsedCharacters,
) -> Result<(), RenderError> {
    for (&weight, characters) in used {
        let suffix = if weight == Weight::Bold { "-Bold" } else { "" };
        let name =
            format!("{}+{}{suffix}", font_id(weight), postscript_name(&annex.fonts.main.name));
        let font = face(set.face(weight), characters, name, weight)?;
        document.resources.fonts.map.insert(FontId(font_id(weight).to_owned()), PdfFont::new(font));
    }
    Ok(())
}

/// A name that PostScript allows: letters and digits only.
fn postscript_name(name: &str) -> String {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() { "Font".to_owned() } else { plain }
}

fn face(
    face: &Face<'_>,
    characters: &BTreeSet<char>,
    name: String,
    weight: Weight,
) -> Result<ParsedFont, RenderError> {
    let tables = face.tables();
    let mut remapper = GlyphRemapper::new();
    let (mut glyphs, mut widths) = (BTreeMap::new(), BTreeMap::new());
    for &c in characters {
        // A character without a glyph was a finding on the plan; here it shows nothing.
        let glyph = tables.glyph_index(c).unwrap_or(GlyphId(0));
        let new = remapper.remap(glyph.0);
        glyphs.insert(u32::from(c), new);
        widths.insert(new, tables.glyph_hor_advance(glyph).unwrap_or(0));
    }
    let bytes = subset(face.data(), 0, &remapper)
        .map_err(|error| RenderError::Backend(format!("font subset: {error}")))?;
    let bounds = tables.global_bounding_box();
    let units = tables.units_per_em();
    Ok(ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(name),
        codepoint_to_glyph: glyphs,
        glyph_widths: widths,
        units_per_em: units,
        font_metrics: FontMetrics { ascent: tables.ascender(), descent: tables.descender() },
        font_type: FontType::TrueType,
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: units,
            x_min: bounds.x_min,
            y_min: bounds.y_min,
            x_max: bounds.x_max,
            y_max: bounds.y_max,
            us_weight_class: if weight == Weight::Bold { 700 } else { 400 },
            ..PdfFontMetricsStub::default()
        },
    })
}
