//! Fonts of drawings (ISO 32000-1, 9.5): letters that every reader takes for the same ones and puts
//! in the same places.

use super::inertness::spend;
use super::to_unicode::CharacterTable;
use super::view::RevisionView;
use crate::verify::pdf::filter::decoded;
use crate::verify::pdf::object::{Dictionary, Object, Stream};

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
/// Width of every letter of Courier.
const TYPEWRITER: f64 = 600.0;
/// Most bytes of a font's program: a whole font of several alphabets.
const LARGEST_PROGRAM: usize = 4 << 20;
/// Most bytes of a table of characters: 65,536 codes take two megabytes.
const LARGEST_TABLE: usize = 2 << 20;
/// Bytes of a program that cost as much of the budget as one object.
const BYTES_OF_OBJECT: usize = 1024;
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
        && font.get("ToUnicode").is_none_or(|table| is_character_table(view, table))
        && if has_subtype(&["Type0"]) {
            // Other encodings write from top to bottom, or place letters as only some readers know.
            font.has_name("Encoding", "Identity-H")
                && descendants.len() == 1
                && descendants.iter().all(|font| is_descendant(view, font))
        } else {
            has_subtype(&["Type1", "TrueType"])
                && descendants.is_empty()
                && has_plain_encoding(&font)
                && (is_standard(&font)
                    || is_measured_courier(view, &font)
                    || (is_embedded(view, &font) && has_widths(view, &font)))
        }
}

fn is_character_table(view: &RevisionView<'_>, table: &Object) -> bool {
    character_table(view, table).is_some()
}

/// Returns the characters that a font copies a string as; `None` if it has no table, or not for all of it.
pub(super) fn copied_text(view: &RevisionView<'_>, font: &Object, string: &[u8]) -> Option<String> {
    let font = view.now.dictionary(font)?;
    let table = character_table(view, font.get("ToUnicode")?)?;
    let size = if font.has_name("Subtype", "Type0") { 2 } else { 1 };
    let codes = string.chunks(size).map(|code| {
        let code = Some(code).filter(|code| code.len() == size)?;
        table.text(code.iter().fold(0, |code, byte| code << 8 | usize::from(*byte)))
    });
    codes.collect()
}

fn character_table(view: &RevisionView<'_>, table: &Object) -> Option<CharacterTable> {
    let data = view.now.stream(table).and_then(|s| decoded(&s, view.now.bytes, LARGEST_TABLE));
    let cost = data.as_ref().map_or(LARGEST_TABLE, Vec::len) / BYTES_OF_OBJECT + 1;
    if spend(view.budget, cost) { CharacterTable::read(&data?) } else { None }
}

/// Returns `true` for a font that every reader has, in its own measures.
fn is_standard(font: &Dictionary) -> bool {
    STANDARD.iter().any(|name| font.has_name("BaseFont", name))
        && MEASURES.iter().all(|key| font.get(key).is_none())
}

/// Returns `true` for Courier with its own measures, as pyHanko writes it.
fn is_measured_courier(view: &RevisionView<'_>, font: &Dictionary) -> bool {
    let is_wide = |value: &Object| view.now.resolve(value).as_number() == Some(TYPEWRITER);
    let descriptor = view.now.dictionary_at(font, "FontDescriptor").unwrap_or_default();
    STANDARD.iter().any(|name| name.starts_with("Courier") && font.has_name("BaseFont", name))
        && font.has_name("Subtype", "Type1")
        && has_widths(view, font)
        && view.now.array_at(font, "Widths").iter().all(is_wide)
        && descriptor.get("MissingWidth").is_some_and(is_wide)
        && PROGRAMS.iter().all(|key| descriptor.get(key).is_none())
}

/// Returns `true` if codes mean letters by the name of a known table: readers take the names of single
/// letters for numbers, each in its own way.
fn has_plain_encoding(font: &Dictionary) -> bool {
    font.get("Encoding").is_none_or(|encoding| encoding.as_name().is_some())
}

/// Keys of the program of a font (ISO 32000-1, table 126): Type 1, TrueType, others.
const PROGRAMS: [&str; 3] = ["FontFile", "FontFile2", "FontFile3"];

/// Returns `true` if the outlines stand in the file: without them each reader takes another font, and
/// stretches and slants it in its own way. A program in PostScript (`FontFile`) could do more than draw.
fn is_embedded(view: &RevisionView<'_>, font: &Dictionary) -> bool {
    let Some(descriptor) = view.now.dictionary_at(font, "FontDescriptor") else { return false };
    let mut programs = PROGRAMS.iter().filter(|key| descriptor.get(key).is_some());
    let (program, second) = (programs.next(), programs.next());
    let missing = descriptor.get("MissingWidth").map(|width| view.now.resolve(width));
    second.is_none()
        && missing.is_none_or(|width| is_width(&width))
        && program.is_some_and(|key| {
            let stream = view.now.stream(&view.now.get(&descriptor, key));
            stream.is_some_and(|stream| is_program(view, key, &stream))
        })
}

/// Returns `true` for a program that is what its key says: a reader that cannot use it takes another
/// font.
fn is_program(view: &RevisionView<'_>, key: &str, stream: &Stream) -> bool {
    let data = decoded(stream, view.now.bytes, LARGEST_PROGRAM);
    let cost = data.as_ref().map_or(LARGEST_PROGRAM, Vec::len) / BYTES_OF_OBJECT + 1;
    let is_outlines = |data: &[u8]| ttf_parser::Face::parse(data, 0).is_ok();
    let is_compact =
        ["Type1C", "CIDFontType0C"].iter().any(|s| stream.dictionary.has_name("Subtype", s));
    spend(view.budget, cost)
        && data.is_some_and(|data| match key {
            "FontFile2" => is_outlines(&data),
            "FontFile3" if is_compact => ttf_parser::cff::Table::parse(&data).is_some(),
            "FontFile3" => stream.dictionary.has_name("Subtype", "OpenType") && is_outlines(&data),
            _ => false,
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
