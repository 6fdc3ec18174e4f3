//! Styles of the annex as Word's named styles (ECMA-376-1, 17.7).
//!
//! Parts for which Word has a built-in style use its reserved name: Word then shows the name in
//! the language of the reader («Titolo 1», «Intestazione»).

use crate::annex::{
    Align, Annex, Block, Cell, CellRole, FontWeight, Fonts, Pt, Rgb, Style, StyleName,
};
use crate::render::docx::lengths::{twips, unsigned_twips};
use docx_rs::{
    AlignmentType, BorderType, LineSpacing, LineSpacingType, RunFonts, Shading, Style as WordStyle,
    StyleType, Styles, TableBorder, TableBorderPosition, TableCellMargins, TableProperty,
};
use ttf_parser::Face;

/// Identifier of the style of all tables.
pub(crate) const TABLE: &str = "AnnexTable";
/// Identifier of the style of labels of rows, which look like heads of columns.
pub(crate) const LABEL: &str = "TableLabel";
/// Identifier of the style of words that a comparison shows as removed.
pub(crate) const REMOVED: &str = "RemovedText";
/// Identifier of the style of words that it shows as added.
pub(crate) const ADDED: &str = "AddedText";
/// Identifier of the style of the paragraph that Word needs after a table.
pub(crate) const AFTER_TABLE: &str = "AfterTable";
/// Deepest heading level: Word has nine built-in heading styles.
const DEEPEST: u8 = 9;
const HEADINGS: [&str; DEEPEST as usize] = [
    "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7", "Heading8",
    "Heading9",
];

/// Returns every style of the document.
pub(crate) fn styles(annex: &Annex) -> Styles {
    let body = &annex.styles[StyleName::Paragraph];
    let defaults = Styles::new().default_fonts(fonts(&annex.fonts)).default_size(half_points(body));
    let headings = (1..=heading_levels(annex)).map(|level| heading(annex, level));
    let used = |name: &StyleName| *name != StyleName::Entity || has_entity(annex);
    let others = StyleName::ALL.into_iter().filter(used);
    let others = others.filter_map(|name| paragraph_style(annex, name));
    let tables = [after_table(), table(annex)];
    headings
        .chain(others)
        .chain(label(annex))
        .chain(marks(annex))
        .chain(tables)
        .fold(defaults, |styles, style| styles.add_style(style))
}

fn heading(annex: &Annex, level: u8) -> WordStyle {
    let name = StyleName::heading(level);
    let word = WordStyle::new(heading_id(level), StyleType::Paragraph)
        .name(format!("heading {level}"))
        .next("BodyText")
        .outline_lvl(usize::from(level) - 1);
    keeping_with_next(with_properties(word, annex, name))
}

fn paragraph_style(annex: &Annex, name: StyleName) -> Option<WordStyle> {
    let word = WordStyle::new(id(name), StyleType::Paragraph).name(display_name(name)?);
    let word = with_properties(word, annex, name);
    let keeps = matches!(name, StyleName::Head | StyleName::Band | StyleName::Signature);
    Some(if keeps { keeping_with_next(word) } else { word })
}

/// Returns the style of labels of rows, if the document has any. A row does not stay with the next
/// one by it, as a head does.
fn label(annex: &Annex) -> Option<WordStyle> {
    let is_label = |cell: &Cell| cell.role == CellRole::RowHead && cell.style == StyleName::Head;
    let has_labels = |block: &Block| match block {
        Block::Table(table) => table.cells().any(is_label),
        Block::Heading(_) | Block::Text(_) | Block::Picture(_) => false,
    };
    let word = WordStyle::new(LABEL, StyleType::Paragraph).name("Tabella: etichetta");
    let word = with_properties(word, annex, StyleName::Head);
    annex.blocks.iter().any(has_labels).then_some(word)
}

/// Returns the styles of marked words, if the document has any.
fn marks(annex: &Annex) -> Vec<WordStyle> {
    let has_marks = |block: &Block| match block {
        Block::Table(table) => table.cells().any(|cell| !cell.marks.is_empty()),
        Block::Heading(_) | Block::Text(_) | Block::Picture(_) => false,
    };
    if !annex.blocks.iter().any(has_marks) {
        return Vec::new();
    }
    let mut removed = WordStyle::new(REMOVED, StyleType::Character).name("Testo tolto");
    removed.run_property = removed.run_property.strike();
    let added = WordStyle::new(ADDED, StyleType::Character).name("Testo aggiunto");
    vec![removed, added.bold().underline("single")]
}

/// Returns the identifier of a cell's style.
pub(crate) fn cell_id(cell: &Cell) -> &'static str {
    match (cell.role, cell.style) {
        (CellRole::RowHead, StyleName::Head) => LABEL,
        (_, name) => id(name),
    }
}

/// Returns the identifier of a heading's style.
pub(crate) fn heading_id(level: u8) -> &'static str {
    HEADINGS[usize::from(level.clamp(1, DEEPEST)) - 1]
}

/// Returns the identifier of a paragraph style.
pub(crate) fn id(name: StyleName) -> &'static str {
    match name {
        StyleName::Title => "Heading1",
        StyleName::Heading => "Heading2",
        StyleName::Subheading => "Heading3",
        StyleName::Entity => "Entity",
        StyleName::Paragraph => "BodyText",
        StyleName::Caption => "Caption",
        StyleName::Head => "TableHead",
        StyleName::Band => "TableBand",
        StyleName::Cell => "TableText",
        StyleName::Total => "TableTotal",
        StyleName::Header => "Header",
        StyleName::Footer => "Footer",
        StyleName::Signature => "Signature",
    }
}

/// Returns the reserved name of a built-in style, or the Italian name of one of ours; `None` for
/// headings, which have a style for each level.
fn display_name(name: StyleName) -> Option<&'static str> {
    Some(match name {
        StyleName::Title | StyleName::Heading | StyleName::Subheading => return None,
        StyleName::Paragraph => "Body Text",
        StyleName::Caption => "caption",
        StyleName::Head => "Tabella: intestazione",
        StyleName::Band => "Tabella: fascia",
        StyleName::Cell => "Tabella: testo",
        StyleName::Total => "Tabella: totale",
        StyleName::Header => "header",
        StyleName::Footer => "footer",
        StyleName::Signature => "Signature",
        StyleName::Entity => "Ente",
    })
}

/// Converts an alignment.
pub(crate) fn alignment(align: Align) -> AlignmentType {
    match align {
        Align::Left => AlignmentType::Left,
        Align::Center => AlignmentType::Center,
        Align::Right => AlignmentType::Right,
    }
}

/// Returns a colour as six hexadecimal digits (17.18.38).
pub(crate) fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}

/// Returns a fill behind a cell or paragraph.
pub(crate) fn shading(fill: Rgb) -> Shading {
    Shading::new().fill(hex(fill))
}

fn heading_levels(annex: &Annex) -> u8 {
    let levels = annex.blocks.iter().filter_map(|block| match block {
        Block::Heading(heading) => Some(heading.level),
        _ => None,
    });
    levels.max().unwrap_or(0).clamp(2, DEEPEST)
}

/// Returns `true` if the document names the body that issues it.
fn has_entity(annex: &Annex) -> bool {
    let is_entity =
        |block: &Block| matches!(block, Block::Text(text) if text.style == StyleName::Entity);
    annex.blocks.iter().any(is_entity)
}

fn keeping_with_next(mut word: WordStyle) -> WordStyle {
    word.paragraph_property = word.paragraph_property.keep_next(true).keep_lines(true);
    word
}

fn with_properties(word: WordStyle, annex: &Annex, name: StyleName) -> WordStyle {
    let style = &annex.styles[name];
    // Multiples of 240 count in the font's own line height (17.3.1.33).
    let spacing = LineSpacing::new()
        .before(unsigned_twips(style.space_before))
        .after(unsigned_twips(style.space_after))
        .line_rule(LineSpacingType::Auto)
        .line((240.0 * style.leading / natural_leading(&annex.fonts)).round() as i32);
    let word = word.based_on("Normal").size(half_points(style)).line_spacing(spacing);
    let mut word = word.align(alignment(style.align));
    // A paragraph's fill would leave the padding of the cell white.
    if !fills_cell(name) {
        word.paragraph_property.shading = style.fill.map(shading);
    }
    let word = if style.weight == FontWeight::Bold { word.bold() } else { word };
    // Black stays «automatic», which turns light on a dark screen.
    if style.color == Rgb(0, 0, 0) { word } else { word.color(hex(style.color)) }
}

/// Returns `true` if the fill of a style belongs to the whole cell.
fn fills_cell(name: StyleName) -> bool {
    matches!(name, StyleName::Head | StyleName::Band | StyleName::Cell | StyleName::Total)
}

/// Returns the style of the paragraph after a table.
fn after_table() -> WordStyle {
    // One point high, so that it never needs a page of its own.
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Exact).line(twips(Pt(1.0)));
    WordStyle::new(AFTER_TABLE, StyleType::Paragraph)
        .name("Tabella: dopo")
        .based_on("Normal")
        .size(2)
        .line_spacing(spacing)
}

/// Returns the table style: rules and padding.
fn table(annex: &Annex) -> WordStyle {
    use TableBorderPosition::{Bottom, InsideH, InsideV, Left, Right, Top};
    // The fill of the head is added by `finish`: `docx-rs` has no styles for parts of a table.
    let styles = &annex.styles;
    let [x, y] = [styles.padding_x, styles.padding_y].map(|p| unsigned_twips(p) as usize);
    let borders = [Top, Left, Bottom, Right, InsideH, InsideV].into_iter().map(|position| {
        TableBorder::new(position)
            .border_type(BorderType::Single)
            .size(eighths(styles.rule))
            .color(hex(styles.rule_color))
    });
    let property = TableProperty::new().set_margins(TableCellMargins::new().margin(y, x, y, x));
    let property = borders.fold(property, TableProperty::set_border);
    WordStyle::new(TABLE, StyleType::Table).name("Tabella allegato").table_property(property)
}

fn fonts(fonts: &Fonts) -> RunFonts {
    // For all four groups of characters: Word takes a font of its own for a group without one.
    let name = &fonts.main.office_name;
    RunFonts::new().ascii(name).hi_ansi(name).cs(name).east_asia(name)
}

/// Returns the distance of the font's own base lines as a multiple of its size, the unit of Word's
/// line spacing (17.3.1.33).
fn natural_leading(fonts: &Fonts) -> f32 {
    let face = Face::parse(&fonts.main.regular.data, 0).ok();
    let leading = face.map(|face| {
        let units = i32::from(face.ascender()) - i32::from(face.descender());
        (units + i32::from(face.line_gap())) as f32 / f32::from(face.units_per_em())
    });
    // Most text fonts have this leading; it serves for a font that cannot be read.
    leading.filter(|l| *l > 0.0).unwrap_or(1.2)
}

/// Returns the size in half points (17.18.42).
fn half_points(style: &Style) -> usize {
    (style.size.0 * 2.0).round() as usize
}

/// Returns the thickness of a border in eighths of a point, from 2 to 96 (17.3.4).
fn eighths(rule: Pt) -> usize {
    ((rule.0 * 8.0).round() as usize).clamp(2, 96)
}
