//! Pages as `printpdf` operators, every piece of text marked for the tags.

use super::dump::lines;
use super::font::{EmbeddedFont, UsedFont};
use super::measure::{Flow, FlowBlock, running_text, text_height};
use super::paginate::{CellPlace, Page, Piece};
use super::rules::{Edges, rules};
use crate::annex::{
    Align, Annex, Block, CellRole, Mm, Paragraphs, Pt, Rgb, Running, Style, StyleName, Weight,
};
use crate::render::RenderError;
use crate::typeset::{Hyphens, Line, LineEnd, Shaped, Typesetter};
use printpdf::{
    Color, DictItem, LinePoint, Op, PaintMode, PdfDocument, PdfPage, Point, Rect, TextItem,
};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// A leaf of the tag tree: the smallest thing that has a tag of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leaf {
    /// Index of its block.
    pub(super) block: usize,
    /// Row and cell, in a table.
    pub(super) cell: Option<(usize, usize)>,
    /// Index of its paragraph or list.
    pub(super) paragraph: usize,
    /// Index of its item, in a list.
    pub(super) item: usize,
    /// Whether it is the item's label.
    pub(super) label: bool,
}

/// Where a leaf's content stands: a page and the number that marks it there
/// (marked-content identifier, ISO 32000-1, 14.7.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) page: usize,
    pub(super) mcid: usize,
}

/// The marks of every leaf, in reading order.
pub(super) type Marks = BTreeMap<Leaf, Vec<Mark>>;

/// A painted document.
pub(super) struct Painted {
    pub(super) document: PdfDocument,
    pub(super) fonts: Vec<EmbeddedFont>,
    pub(super) marks: Marks,
}

/// Paints `pages`.
///
/// # Errors
/// [`RenderError::NoRoom`] if the running header or footer does not fit its margin;
/// [`RenderError::Backend`] as [`UsedFont::embed`].
pub(super) fn paint(
    annex: &Annex,
    setter: &Typesetter<'_>,
    flow: &Flow,
    pages: &[Page],
) -> Result<Painted, RenderError> {
    let family = &annex.fonts.main;
    let regular = UsedFont::new(&family.regular, &family.name, Weight::Regular)?;
    let bold = UsedFont::new(&family.bold, &family.name, Weight::Bold)?;
    let mut painter = Painter {
        annex,
        setter,
        flow,
        fonts: [regular, bold],
        height: Pt::from(annex.page.height).0,
        ops: Vec::new(),
        color: BLACK,
        page: 0,
        mcid: 0,
        marks: Marks::new(),
    };
    let painted = pages.iter().enumerate().map(|(i, page)| painter.page(i, page, pages.len()));
    let painted: Vec<_> = painted.collect::<Result<_, _>>()?;
    let mut document = PdfDocument::new("");
    document.with_pages(painted);
    let mut fonts = Vec::new();
    for font in painter.fonts {
        fonts.extend(font.embed(&mut document)?);
    }
    Ok(Painted { document, fonts, marks: painter.marks })
}

const BLACK: Rgb = Rgb(0, 0, 0);

struct Painter<'a> {
    annex: &'a Annex,
    setter: &'a Typesetter<'a>,
    flow: &'a Flow,
    fonts: [UsedFont<'a>; 2],
    /// Height of the page: here heights count down, in PDF they count up.
    height: f32,
    ops: Vec<Op>,
    /// The colour that things are filled with now.
    color: Rgb,
    page: usize,
    mcid: usize,
    marks: Marks,
}

/// A column of text: its left edge and width.
#[derive(Clone, Copy)]
struct Column {
    left: f32,
    width: f32,
    align: Align,
}

impl<'a> Painter<'a> {
    fn page(&mut self, index: usize, page: &Page, count: usize) -> Result<PdfPage, RenderError> {
        (self.page, self.mcid, self.color) = (index, 0, BLACK);
        self.fills(page);
        if index > 0
            && let Some(header) = &self.annex.page.header
        {
            self.header(&running_text(header, index + 1, count))?;
        }
        for pieces in page.pieces.chunk_by(|a, b| is_repeated(a) && is_repeated(b)) {
            match pieces {
                [first, ..] if is_repeated(first) => self.repeated_head(pieces),
                _ => pieces.iter().for_each(|piece| self.piece(piece)),
            }
        }
        self.table_rules(page);
        if let Some(footer) = &self.annex.page.footer {
            self.footer(footer, index + 1, count)?;
        }
        let Mm(width) = self.annex.page.width;
        let Mm(height) = self.annex.page.height;
        let ops = std::mem::take(&mut self.ops);
        Ok(PdfPage::new(printpdf::Mm(width), printpdf::Mm(height), ops))
    }

    fn piece(&mut self, piece: &Piece) {
        let lines = &lines(self.flow, piece)[piece.lines.clone()];
        let (style, column, top) = self.place(piece, lines);
        let mut y = top;
        for (i, lines) in
            lines.chunk_by(|a, b| (a.paragraph, a.item) == (b.paragraph, b.item)).enumerate()
        {
            y += if i == 0 { 0.0 } else { lines[0].above.0 };
            let leaf = |label| Leaf {
                block: piece.block,
                cell: piece.cell.map(|place| (place.row, place.cell)),
                paragraph: lines[0].paragraph,
                item: lines[0].item,
                label,
            };
            if let Some(label) = &lines[0].label {
                self.mark(leaf(true), "Lbl");
                self.label(label, &lines[0], style, column, y);
                self.end_mark();
            }
            self.mark(leaf(false), if self.is_list(piece, lines) { "LBody" } else { "P" });
            y = self.lines(lines, style, column, y);
            self.end_mark();
        }
    }

    fn is_list(&self, piece: &Piece, lines: &[Line]) -> bool {
        let content = match (&self.annex.blocks[piece.block], piece.cell) {
            (Block::Text(text), _) => &text.content,
            _ => return lines[0].indent.0 > 0.0,
        };
        matches!(content.get(lines[0].paragraph), Some(Paragraphs::List(_)))
    }

    /// Style, column and top of the text of a piece.
    fn place(&self, piece: &Piece, lines: &[Line]) -> (StyleName, Column, f32) {
        let frame = &self.flow.frame;
        match (&self.flow.blocks[piece.block], piece.cell) {
            (FlowBlock::Table(table), Some(place)) => {
                let cell = &table.rows[place.row].cells[place.cell];
                let padding = self.annex.styles.padding_x.0;
                let (left, right) =
                    (table.edges[cell.columns.start], table.edges[cell.columns.end]);
                let align = cell.align;
                let column =
                    Column { left: left + padding, width: right - left - 2.0 * padding, align };
                let mut top = piece.top + table.padding;
                // Column heads stand in the middle of their row.
                if cell.role == CellRole::ColumnHead && lines.len() == cell.lines.len() {
                    top = (piece.top + piece.bottom - text_height(lines)) / 2.0;
                }
                (cell.style, column, top)
            }
            (FlowBlock::Text(text), _) => {
                let align = self.annex.styles[text.style].align;
                (text.style, Column { left: frame.left, width: frame.width, align }, piece.top)
            }
            (FlowBlock::Table(_), None) => unreachable!("a piece of a table is a cell"),
        }
    }

    fn repeated_head(&mut self, pieces: &[Piece]) {
        self.artifact(&[("Type", "Pagination")]);
        for piece in pieces {
            let lines = &lines(self.flow, piece)[piece.lines.clone()];
            let (style, column, top) = self.place(piece, lines);
            self.lines(lines, style, column, top);
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn header(&mut self, text: &str) -> Result<(), RenderError> {
        let lines = self.running(text, StyleName::Header);
        let after = self.annex.styles[StyleName::Title].space_after.0;
        let top = self.flow.frame.top - after - text_height(&lines);
        if top < 0.0 {
            return Err(RenderError::NoRoom("la testata non sta nel margine alto".to_owned()));
        }
        self.running_lines(&lines, StyleName::Header, "Header", top);
        Ok(())
    }

    fn footer(&mut self, footer: &Running, number: usize, count: usize) -> Result<(), RenderError> {
        let lines = self.running(&running_text(footer, number, count), StyleName::Footer);
        let (height, bottom) = (text_height(&lines), self.flow.frame.bottom);
        let margin = self.height - bottom;
        if height > margin {
            return Err(RenderError::NoRoom("il piede non sta nel margine basso".to_owned()));
        }
        self.running_lines(&lines, StyleName::Footer, "Footer", bottom + (margin - height) / 2.0);
        Ok(())
    }

    fn running(&self, text: &str, style: StyleName) -> Vec<Line> {
        let content = [Paragraphs::Paragraph(text.lines().map(str::to_owned).collect())];
        let styles = &self.annex.styles;
        let (width, hyphens) = (Pt(self.flow.frame.width), Hyphens::of(style, styles));
        self.setter.lines(&content, &styles[style], width, hyphens)
    }

    fn running_lines(&mut self, lines: &[Line], style: StyleName, subtype: &str, top: f32) {
        let frame = &self.flow.frame;
        let align = self.annex.styles[style].align;
        let column = Column { left: frame.left, width: frame.width, align };
        self.artifact(&[("Type", "Pagination"), ("Subtype", subtype)]);
        self.lines(lines, style, column, top);
        self.ops.push(Op::EndMarkedContent);
    }

    /// Paints `lines` from `top` on; gives back where the last one ends.
    fn lines(&mut self, lines: &[Line], style: StyleName, column: Column, top: f32) -> f32 {
        let style = &self.annex.styles[style];
        self.begin_text(style);
        let (mut y, mut pen) = (top, (0.0, 0.0));
        for (i, line) in lines.iter().enumerate() {
            y += if i == 0 { 0.0 } else { line.above.0 };
            let x = column.left + line.indent.0 + column.shift(line);
            self.move_pen(&mut pen, x, y + self.base_line(style, line));
            self.words(line, style);
            y += line.height.0;
        }
        self.ops.push(Op::EndTextSection);
        y
    }

    fn label(&mut self, label: &Rc<Shaped>, line: &Line, style: StyleName, column: Column, y: f32) {
        let style = &self.annex.styles[style];
        self.begin_text(style);
        let x = column.left + column.shift(line);
        self.move_pen(&mut (0.0, 0.0), x, y + self.base_line(style, line));
        let items = self.font(style).encode(label).to_vec();
        self.ops.extend([Op::ShowText { items }, Op::EndTextSection]);
    }

    fn begin_text(&mut self, style: &Style) {
        self.fill_with(style.color);
        let font = self.font(style).handle();
        let size = printpdf::Pt(style.size.0);
        self.ops.extend([Op::StartTextSection, Op::SetFont { font, size }]);
    }

    fn font(&mut self, style: &Style) -> &mut UsedFont<'a> {
        &mut self.fonts[style.weight as usize]
    }

    /// Moves the pen, which `Td` moves from where the line began (ISO 32000-1, 9.4.2).
    fn move_pen(&mut self, pen: &mut (f32, f32), x: f32, y: f32) {
        let (x, y) = (rounded(x), rounded(self.height - y));
        let pos =
            Point { x: printpdf::Pt(rounded(x - pen.0)), y: printpdf::Pt(rounded(y - pen.1)) };
        self.ops.push(Op::SetTextCursor { pos });
        *pen = (x, y);
    }

    /// Distance of the base line from the top of its line: the letters stand in the middle.
    fn base_line(&self, style: &Style, line: &Line) -> f32 {
        let metrics = self.setter.metrics(style.weight);
        let em = style.size.0 / metrics.units_per_em as f32;
        let letters = (metrics.ascender - metrics.descender) as f32 * em;
        (line.height.0 - letters) / 2.0 + metrics.ascender as f32 * em
    }

    /// Shows a line in one run, the blanks at its end included, so that words stay
    /// apart for whoever reads the text (ISO 32000-1, 14.8.2.5).
    fn words(&mut self, line: &Line, style: &Style) {
        let part = matches!(line.end, LineEnd::Hyphen | LineEnd::Inside | LineEnd::Broken);
        let whole = line.words.len() - usize::from(part && !line.words.is_empty());
        let mut items = Vec::new();
        for word in &line.words[..whole] {
            if word.glyphs.iter().any(|glyph| glyph.dy != 0) {
                self.show(&mut items);
                self.show_raised(word, style);
            } else {
                append(&mut items, &self.font(style).encode(word));
            }
        }
        match &line.words[whole..] {
            [word] => self.show_part(items, word, line.end, style),
            _ => {
                if line.end == LineEnd::Break {
                    self.closing_blank(&mut items, line, style);
                }
                self.show(&mut items);
            }
        }
    }

    /// A blank after the last word where the author broke the line.
    fn closing_blank(&mut self, items: &mut Vec<TextItem>, line: &Line, style: &Style) {
        if line.words.last().is_some_and(|word| !word.text.ends_with(char::is_whitespace)) {
            let blank = self.setter.shape(" ", style.weight);
            append(items, &self.font(style).encode(&blank));
        }
    }

    /// Shows a part of a word at the end of a line. What is read there is a soft
    /// hyphen: in the place of the hyphen that is drawn, or after the last letter.
    fn show_part(
        &mut self,
        mut items: Vec<TextItem>,
        word: &Rc<Shaped>,
        end: LineEnd,
        style: &Style,
    ) {
        let Some((last, before)) = word.glyphs.split_last() else { return self.show(&mut items) };
        let head = self.font(style).encode_glyphs(word, before);
        append(&mut items, &head);
        self.show(&mut items);
        let letter = if end == LineEnd::Hyphen { "" } else { &word.text[last.text.clone()] };
        let actual = DictItem::Bytes(utf16(&format!("{letter}\u{AD}")));
        self.begin("Span", [("ActualText", actual)]);
        let mut items = self.font(style).encode_glyphs(word, std::slice::from_ref(last));
        self.show(&mut items);
        self.ops.push(Op::EndMarkedContent);
    }

    /// Shows a word with marks above or below its letters.
    fn show_raised(&mut self, word: &Rc<Shaped>, style: &Style) {
        let scale = self.setter.scale(style);
        for glyph in &word.glyphs {
            let mut items = self.font(style).encode_glyphs(word, std::slice::from_ref(glyph));
            self.ops.push(Op::SetLineOffset { multiplier: rounded(glyph.dy as f32 * scale) });
            self.show(&mut items);
        }
        self.ops.push(Op::SetLineOffset { multiplier: 0.0 });
    }

    fn show(&mut self, items: &mut Vec<TextItem>) {
        if !items.is_empty() {
            self.ops.push(Op::ShowText { items: std::mem::take(items) });
        }
    }

    fn fills(&mut self, page: &Page) {
        let filled: Vec<_> = page
            .pieces
            .iter()
            .filter_map(|piece| Some((self.edges(piece)?, self.fill(piece)?)))
            .collect();
        if filled.is_empty() {
            return;
        }
        self.artifact(&[("Type", "Layout")]);
        for ([left, top, right, bottom], color) in filled {
            self.fill_with(color);
            let rectangle = Rect {
                x: printpdf::Pt(rounded(left)),
                y: printpdf::Pt(rounded(self.height - bottom)),
                width: printpdf::Pt(rounded(right - left)),
                height: printpdf::Pt(rounded(bottom - top)),
                mode: Some(PaintMode::Fill),
                winding_order: None,
            };
            self.ops.push(Op::DrawRectangle { rectangle });
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn fill(&self, piece: &Piece) -> Option<Rgb> {
        let FlowBlock::Table(table) = &self.flow.blocks[piece.block] else { return None };
        let CellPlace { row, cell, .. } = piece.cell?;
        self.annex.styles[table.rows[row].cells[cell].style].fill
    }

    /// Left, top, right and bottom of a cell.
    fn edges(&self, piece: &Piece) -> Option<Edges> {
        let FlowBlock::Table(table) = &self.flow.blocks[piece.block] else { return None };
        let place = piece.cell?;
        let Range { start, end } = table.rows[place.row].cells[place.cell].columns;
        Some([table.edges[start], piece.top, table.edges[end], piece.bottom])
    }

    fn table_rules(&mut self, page: &Page) {
        let cells: Vec<_> = page.pieces.iter().filter_map(|piece| self.edges(piece)).collect();
        let styles = &self.annex.styles;
        if cells.is_empty() || styles.rule.0 <= 0.0 {
            return;
        }
        self.artifact(&[("Type", "Layout")]);
        self.ops.extend([
            Op::SetOutlineColor { col: color(styles.rule_color) },
            Op::SetOutlineThickness { pt: printpdf::Pt(styles.rule.0) },
            // Squared ends close the corners.
            Op::SetLineCapStyle { cap: printpdf::LineCapStyle::ProjectingSquare },
        ]);
        for rule in rules(&cells) {
            let point = |(x, y): (f32, f32)| LinePoint {
                p: Point { x: printpdf::Pt(rounded(x)), y: printpdf::Pt(rounded(self.height - y)) },
                bezier: false,
            };
            let points = vec![point(rule.from), point(rule.to)];
            let line = printpdf::Line { points, is_closed: false };
            self.ops.push(Op::DrawLine { line });
        }
        self.ops.push(Op::EndMarkedContent);
    }

    fn fill_with(&mut self, wanted: Rgb) {
        if self.color != wanted {
            self.ops.push(Op::SetFillColor { col: color(wanted) });
            self.color = wanted;
        }
    }

    fn mark(&mut self, leaf: Leaf, tag: &str) {
        let mark = Mark { page: self.page, mcid: self.mcid };
        self.marks.entry(leaf).or_default().push(mark);
        let number = i64::try_from(self.mcid).unwrap_or(i64::MAX);
        self.begin(tag, [("MCID", DictItem::Int(number))]);
        self.mcid += 1;
    }

    fn end_mark(&mut self) {
        self.ops.push(Op::EndMarkedContent);
    }

    fn artifact(&mut self, properties: &[(&str, &str)]) {
        let map = properties.iter().map(|(k, v)| (*k, DictItem::Name(v.as_bytes().to_vec())));
        self.begin("Artifact", map);
    }

    fn begin<'k>(&mut self, tag: &str, properties: impl IntoIterator<Item = (&'k str, DictItem)>) {
        let map = properties.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        let properties = DictItem::Dict { map };
        self.ops.push(Op::BeginMarkedContentWithProperties { tag: tag.to_owned(), properties });
    }
}

impl Column {
    /// How far alignment moves a line from the left edge.
    fn shift(self, line: &Line) -> f32 {
        let free = self.width - line.indent.0 - line.width.0;
        match self.align {
            Align::Left => 0.0,
            Align::Center => free / 2.0,
            Align::Right => free,
        }
    }
}

fn is_repeated(piece: &Piece) -> bool {
    piece.cell.is_some_and(|place| place.repeated)
}

/// Appends `more`, joining text to text.
fn append(items: &mut Vec<TextItem>, more: &[TextItem]) {
    for item in more {
        match (items.last_mut(), item) {
            (Some(TextItem::Text(run)), TextItem::Text(next)) => run.push_str(next),
            _ => items.push(item.clone()),
        }
    }
}

/// To a hundredth of a point, so that the file does not spell out noise.
fn rounded(points: f32) -> f32 {
    (points * 100.0).round() / 100.0
}

fn color(Rgb(r, g, b): Rgb) -> Color {
    let [r, g, b] = [r, g, b].map(|channel| (f32::from(channel) / 255.0 * 1000.0).round() / 1000.0);
    Color::Rgb(printpdf::Rgb { r, g, b, icc_profile: None })
}

/// A text string (ISO 32000-1, 7.9.2.2): UTF-16 with a byte order mark.
pub(super) fn utf16(text: &str) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(u16::to_be_bytes).collect()
}
