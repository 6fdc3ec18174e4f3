//! Pages as `printpdf` operators, every piece of text marked for the tags.

use super::canvas::{Canvas, Column};
use super::deflate::Deflater;
use super::dump::{is_repeated, lines};
use super::font::EmbeddedFont;
use super::measure::{Flow, FlowBlock, running_lines, running_text, text_height};
use super::paginate::{CellPlace, Page, Piece};
use super::picture::{FlowPicture, add_pictures, picture_name};
use super::rules::{Edges, rules};
use super::signature_block::{FlowSignature, signature_rules};
use crate::annex::{Annex, CellRole, Mm, Pt, Rgb, Running, Style, StyleName};
use crate::render::RenderError;
use crate::typeset::{Line, Typesetter};
use lopdf::{Dictionary, Stream};
use printpdf::{PdfDocument, PdfPage};
use std::collections::BTreeMap;
use std::ops::Range;

/// Thickness of a signature's line or box where tables have no rules.
const LEAST_RULE: f32 = 0.5;

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

impl Leaf {
    /// That of a picture, which has no parts.
    pub(super) fn of_picture(block: usize) -> Self {
        Leaf { block, cell: None, paragraph: 0, item: 0, label: false }
    }
}

/// Where a leaf's content stands: a page and the number that marks it there
/// (marked-content identifier, ISO 32000-1, 14.7.4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) page: usize,
    pub(super) mcid: usize,
}

/// The marks of every leaf.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<(Leaf, Mark)>);

impl Marks {
    fn add(&mut self, leaf: Leaf, mark: Mark) {
        self.0.push((leaf, mark));
    }

    /// The same, ready to be asked.
    fn sorted(mut self) -> Self {
        self.0.sort_by_key(|(leaf, _)| *leaf);
        self
    }

    /// The marks of one leaf, in the order of painting.
    pub(super) fn of(&self, leaf: Leaf) -> impl Iterator<Item = Mark> {
        let first = self.0.partition_point(|(other, _)| *other < leaf);
        self.0[first..].iter().take_while(move |(other, _)| *other == leaf).map(|(_, mark)| *mark)
    }
}

/// A painted document.
pub(super) struct Painted {
    /// Its pages, fonts and pictures.
    pub(super) document: PdfDocument,
    /// What stands on each page.
    pub(super) contents: Vec<Stream>,
    pub(super) fonts: Vec<EmbeddedFont>,
    pub(super) marks: Marks,
    /// Left, bottom, right and top of each picture by its block, as the file counts heights.
    pub(super) pictures: BTreeMap<usize, Edges>,
}

/// Paints `pages`.
///
/// # Errors
/// [`RenderError::NoRoom`] if the running footer does not fit its margin;
/// [`RenderError::Backend`] as [`UsedFont::embed`].
pub(super) fn paint(
    annex: &Annex,
    setter: &Typesetter<'_>,
    flow: &Flow,
    pages: &[Page],
) -> Result<Painted, RenderError> {
    let canvas = Canvas::new(&annex.fonts, setter, annex.page.height.into())?;
    let mut painter = Painter {
        annex,
        setter,
        flow,
        canvas,
        deflater: Deflater::default(),
        page: 0,
        mcid: 0,
        marks: Marks::default(),
        pictures: BTreeMap::new(),
    };
    let painted = pages.iter().enumerate().map(|(i, page)| painter.page(i, page, pages.len()));
    let contents: Vec<_> = painted.collect::<Result<_, _>>()?;
    let mut document = PdfDocument::new("");
    let Mm(width) = annex.page.width;
    let Mm(height) = annex.page.height;
    let page = |_| PdfPage::new(printpdf::Mm(width), printpdf::Mm(height), Vec::new());
    document.with_pages(pages.iter().map(page).collect());
    add_pictures(&mut document, annex);
    let fonts = painter.canvas.embed(&mut document)?;
    let (marks, pictures) = (painter.marks.sorted(), painter.pictures);
    Ok(Painted { document, contents, fonts, marks, pictures })
}

/// Whether the footer has room in its margin on every page, whatever its number.
pub(super) fn footer_surely_fits(annex: &Annex, setter: &Typesetter<'_>, flow: &Flow) -> bool {
    // No document has more pages than these digits can count.
    let fits = |footer| footer_lines(annex, setter, flow, footer, (88_888, 88_888)).is_ok();
    annex.page.footer.as_ref().is_none_or(fits)
}

/// The lines of the footer of page `.0` of `.1`, and the top of the first.
///
/// # Errors
/// [`RenderError::NoRoom`] if they do not fit the margin.
fn footer_lines(
    annex: &Annex,
    setter: &Typesetter<'_>,
    flow: &Flow,
    footer: &Running,
    (number, count): (usize, usize),
) -> Result<(Vec<Line>, f32), RenderError> {
    let words = running_text(footer, number, count);
    let width = flow.frame.width;
    let lines = running_lines(setter, &annex.styles, &words, StyleName::Footer, width);
    let (height, bottom) = (text_height(&lines), flow.frame.bottom);
    let margin = Pt::from(annex.page.height).0 - bottom;
    match height > margin {
        true => Err(RenderError::NoRoom("il piede non sta nel margine basso".to_owned())),
        false => Ok((lines, bottom + (margin - height) / 2.0)),
    }
}

struct Painter<'a> {
    annex: &'a Annex,
    setter: &'a Typesetter<'a>,
    flow: &'a Flow,
    canvas: Canvas<'a>,
    deflater: Deflater,
    page: usize,
    mcid: usize,
    marks: Marks,
    pictures: BTreeMap<usize, Edges>,
}

impl<'a> Painter<'a> {
    fn page(&mut self, index: usize, page: &Page, count: usize) -> Result<Stream, RenderError> {
        (self.page, self.mcid) = (index, 0);
        self.fills(page);
        if index > 0
            && let Some(header) = &self.annex.page.header
        {
            self.header(header, index + 1, count);
        }
        let repeated = |piece: &Piece| is_repeated(self.flow, piece);
        for pieces in page.pieces.chunk_by(|a, b| repeated(a) && repeated(b)) {
            match pieces {
                [first, ..] if repeated(first) => self.repeated_head(pieces),
                _ => pieces.iter().for_each(|piece| self.piece(piece)),
            }
        }
        self.table_rules(page);
        self.signature_rules(page);
        if let Some(footer) = &self.annex.page.footer {
            self.footer(footer, index + 1, count)?;
        }
        let mut content = Stream::new(Dictionary::new(), self.canvas.take());
        // At once: of many pages this takes a tenth of the memory.
        self.deflater.deflate(&mut content);
        Ok(content)
    }

    fn piece(&mut self, piece: &Piece) {
        if let FlowBlock::Picture(picture) = &self.flow.blocks[piece.block] {
            return self.picture(piece, picture);
        }
        let lines = &lines(self.flow, piece)[piece.lines.clone()];
        let (style, column, top) = self.place(piece, lines);
        for (lines, y) in parts(lines, top) {
            let leaf = |label| Leaf {
                block: piece.block,
                cell: piece.cell.map(|place| (place.row, place.cell)),
                paragraph: lines[0].paragraph,
                item: lines[0].item,
                label,
            };
            if let Some(label) = &lines[0].label {
                self.mark(leaf(true), "Lbl");
                self.canvas.label(label, &lines[0], style, column, y);
                self.canvas.end();
            }
            self.mark(leaf(false), if lines[0].indent.0 > 0.0 { "LBody" } else { "P" });
            self.canvas.lines(lines, style, column, y);
            self.canvas.end();
        }
    }

    fn picture(&mut self, piece: &Piece, picture: &FlowPicture) {
        let edges = [picture.left, piece.top, picture.left + picture.width, piece.bottom];
        self.mark(Leaf::of_picture(piece.block), "Figure");
        let place = self.canvas.picture(&picture_name(piece.block), edges);
        self.canvas.end();
        self.pictures.insert(piece.block, place);
    }

    /// Style, column and top of the text of a piece.
    fn place(&self, piece: &Piece, lines: &[Line]) -> (&'a Style, Column, f32) {
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
                (&self.annex.styles[cell.style], column, top)
            }
            (FlowBlock::Text(text), _) => {
                let style = &self.annex.styles[text.style];
                let column = Column { left: frame.left, width: frame.width, align: style.align };
                (style, column, piece.top)
            }
            (FlowBlock::Signatures(block), Some(place)) => {
                let style = &self.annex.styles[StyleName::Signature];
                let FlowSignature { left, width, .. } = block.rows[place.row][place.cell];
                (style, Column { left, width, align: style.align }, piece.top)
            }
            (FlowBlock::Table(_), None) => {
                let style = &self.annex.styles[StyleName::Heading];
                let column = Column { left: frame.left, width: frame.width, align: style.align };
                (style, column, piece.top)
            }
            (FlowBlock::Signatures(_), None) => unreachable!("a signature is a cell"),
            (FlowBlock::Picture(_), _) => unreachable!("a picture has no text"),
        }
    }

    fn repeated_head(&mut self, pieces: &[Piece]) {
        self.canvas.artifact(&[("Type", "Pagination")]);
        for piece in pieces {
            let lines = &lines(self.flow, piece)[piece.lines.clone()];
            let (style, column, top) = self.place(piece, lines);
            for (lines, y) in parts(lines, top) {
                if let Some(label) = &lines[0].label {
                    self.canvas.label(label, &lines[0], style, column, y);
                }
                self.canvas.lines(lines, style, column, y);
            }
        }
        self.canvas.end();
    }

    fn header(&mut self, header: &Running, number: usize, count: usize) {
        let words = running_text(header, number, count);
        let (styles, width) = (&self.annex.styles, self.flow.frame.width);
        let lines = running_lines(self.setter, styles, &words, StyleName::Header, width);
        self.running_lines(&lines, StyleName::Header, self.flow.frame.title_top);
    }

    fn footer(&mut self, footer: &Running, number: usize, count: usize) -> Result<(), RenderError> {
        let page = (number, count);
        let (lines, top) = footer_lines(self.annex, self.setter, self.flow, footer, page)?;
        self.running_lines(&lines, StyleName::Footer, top);
        Ok(())
    }

    fn running_lines(&mut self, lines: &[Line], style: StyleName, top: f32) {
        let frame = &self.flow.frame;
        let subtype = if style == StyleName::Header { "Header" } else { "Footer" };
        let style = &self.annex.styles[style];
        let column = Column { left: frame.left, width: frame.width, align: style.align };
        self.canvas.artifact(&[("Subtype", subtype), ("Type", "Pagination")]);
        self.canvas.lines(lines, style, column, top);
        self.canvas.end();
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
        self.canvas.artifact(&[("Type", "Layout")]);
        for (edges, color) in filled {
            self.canvas.rectangle(edges, color);
        }
        self.canvas.end();
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
        self.canvas.artifact(&[("Type", "Layout")]);
        self.canvas.rules(&rules(&cells), styles.rule, styles.rule_color);
        self.canvas.end();
    }

    /// A line or a box for each printed signature.
    fn signature_rules(&mut self, page: &Page) {
        let rules = signature_rules(self.annex, self.flow, page);
        if rules.is_empty() {
            return;
        }
        let styles = &self.annex.styles;
        let color = styles[StyleName::Signature].color;
        self.canvas.artifact(&[("Type", "Layout")]);
        self.canvas.rules(&rules, Pt(styles.rule.0.max(LEAST_RULE)), color);
        self.canvas.end();
    }

    fn mark(&mut self, leaf: Leaf, tag: &str) {
        let mark = Mark { page: self.page, mcid: self.mcid };
        self.marks.add(leaf, mark);
        self.canvas.begin(tag, self.mcid);
        self.mcid += 1;
    }
}

/// The paragraphs and items of `lines`, the first at `top`, each with its top.
fn parts(lines: &[Line], top: f32) -> impl Iterator<Item = (&[Line], f32)> {
    let mut y = top;
    let parts = lines.chunk_by(|a, b| (a.paragraph, a.item) == (b.paragraph, b.item));
    parts.enumerate().map(move |(i, part)| {
        y += if i == 0 { 0.0 } else { part[0].above.0 };
        let top = y;
        y += text_height(part);
        (part, top)
    })
}
