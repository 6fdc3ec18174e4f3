//! Fonts of drawings (ISO 32000-1, 9.5): letters that every reader takes for the same ones and puts
//! in the same places.

use super::view::RevisionView;
use crate::verify::pdf::object::{Dictionary, Object};

/// Fonts that every reader has (ISO 32000-1, 9.6.2.2).
const STANDARD: [&str; 14] = [
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
    "Symbol",
    "ZapfDingbats",
];
/// Keys that readers need for a font of their own only, and that some of them obey in their own way
/// for a standard one.
const MEASURES: [&str; 4] = ["FontDescriptor", "FirstChar", "LastChar", "Widths"];
/// Largest width of a letter in thousandths of its size: four times that of a wide letter, as some
/// programs count in other units.
const WIDEST: f64 = 4_000.0;
/// Most codes of a font whose letters stand apart: two bytes each.
const MOST_CODES: usize = 65_536;

/// Returns `true` for a font whose glyphs are outlines, in the file or known to every reader, and not
/// contents.
pub(super) fn is_font(view: &RevisionView<'_>, font: &Object) -> bool {
    let Some(font) = view.now.dictionary(font) else { return false };
    let descendants = view.now.array_at(&font, "DescendantFonts");
    let has_subtype = |subtypes: &[&str]| subtypes.iter().any(|s| font.has_name("Subtype", s));
    font.has_name("Type", "Font")
        && font.get("CharProcs").is_none()
        && if has_subtype(&["Type0"]) {
            // Other encodings write from top to bottom, or place letters as only some readers know.
            font.has_name("Encoding", "Identity-H")
                && descendants.len() == 1
                && descendants.iter().all(|font| is_descendant(view, font))
        } else {
            has_subtype(&["Type1", "TrueType"])
                && descendants.is_empty()
                && (is_standard(&font) || (is_embedded(view, &font) && has_widths(view, &font)))
        }
}

/// Returns `true` for a font that every reader has, in its own measures.
fn is_standard(font: &Dictionary) -> bool {
    STANDARD.iter().any(|name| font.has_name("BaseFont", name))
        && MEASURES.iter().all(|key| font.get(key).is_none())
}

/// Returns `true` if the outlines stand in the file: without them each reader takes another font, and
/// stretches and slants it in its own way. A program in PostScript (`FontFile`) could do more than draw.
fn is_embedded(view: &RevisionView<'_>, font: &Dictionary) -> bool {
    let descriptor = view.now.dictionary_at(font, "FontDescriptor");
    descriptor.is_some_and(|descriptor| {
        let mut programs = ["FontFile2", "FontFile3"].into_iter();
        descriptor.get("FontFile").is_none()
            && programs.any(|key| descriptor.get(key).and_then(|p| view.now.stream(p)).is_some())
    })
}

/// Returns `true` for a width for each code from the first to the last.
fn has_widths(view: &RevisionView<'_>, font: &Dictionary) -> bool {
    let code = |key| view.now.get(font, key).as_index().filter(|code| *code < 256);
    let codes = code("FirstChar").zip(code("LastChar"));
    let widths = view.now.array_at(font, "Widths");
    codes.is_some_and(|(first, last)| first <= last && widths.len() == last - first + 1)
        && widths.iter().all(|width| is_width(&view.now.resolve(width)))
}

fn is_descendant(view: &RevisionView<'_>, font: &Object) -> bool {
    let Some(font) = view.now.dictionary(font) else { return false };
    let has_subtype = ["CIDFontType0", "CIDFontType2"].iter().any(|s| font.has_name("Subtype", s));
    has_subtype
        && is_embedded(view, &font)
        // Places for writing from top to bottom.
        && ["W2", "DW2"].iter().all(|key| font.get(key).is_none())
        && font.get("DW").is_none_or(|width| is_width(&view.now.resolve(width)))
        && has_one_width_each(view, &view.now.array_at(&font, "W"))
}

/// Returns `true` if the widths of a font (ISO 32000-1, 9.7.4.3) name every code once: of two widths
/// one reader takes the first and another the last.
fn has_one_width_each(view: &RevisionView<'_>, widths: &[Object]) -> bool {
    let mut ranges = Vec::new();
    let mut rest = widths;
    while let Some((first, others)) = rest.split_first() {
        let Some(start) = view.now.resolve(first).as_index() else { return false };
        let (length, sound, behind) = match others {
            [list, behind @ ..] if view.now.resolve(list).as_array().is_some() => {
                let list = view.now.resolve(list);
                let items = list.as_array().unwrap_or_default();
                let is_sound = items.iter().all(|width| is_width(&view.now.resolve(width)));
                (items.len(), is_sound && !items.is_empty(), behind)
            }
            [last, width, behind @ ..] => {
                let last = view.now.resolve(last).as_index().filter(|last| *last >= start);
                let length = last.map_or(0, |last| last - start + 1);
                (length, length > 0 && is_width(&view.now.resolve(width)), behind)
            }
            _ => return false,
        };
        if !sound || start + length > MOST_CODES {
            return false;
        }
        ranges.push((start, start + length));
        rest = behind;
    }
    ranges.sort_unstable();
    ranges.windows(2).all(|pair| pair[0].1 <= pair[1].0)
}

fn is_width(value: &Object) -> bool {
    value.as_number().is_some_and(|width| (0.0..=WIDEST).contains(&width))
}
