//! Painting: pages as content streams, with every piece of text marked for the tags.

use super::canvas::{Canvas, TextColumn};
use super::deflate::Deflater;
use super::dump::{is_repeated, lines};
use super::flow::{FlowBlock, FlowDocument, FlowPicture, FlowSignature, text_height};
use super::font::EmbeddedFont;
use super::marked_text::{MarkedStroke, marked_parts, stroke};
use super::marks::{Leaf, Mark, Marks};
use super::paginate::{CellOnPage, FlowPage, PagePiece};
use super::picture::{add_pictures, picture_name};
use super::rules::{Edges, rules};
use super::running_line::{footer_lines, running_lines, running_text};
use super::signature_block::signature_rules;
use super::skeleton::Skeleton;
use crate::annex::{Annex, Pt, Rgb, Running, Style, StyleName, Vertical};
use crate::render::RenderError;
use crate::typeset::{MarkedText, TypesetLine, Typesetter};
use lopdf::{Dictionary, Stream};
use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

/// Minimum thickness in points of a signature's line or box.
// Tables may have no rules, but there must be a place to sign.
const LEAST_RULE: f32 = 0.5;

/// Painted pages, ready to be completed.
pub(super) struct Painted {
    /// Pages, fonts and pictures without page content.
    pub(super) skeleton: Skeleton,
    /// Compressed content of each page.
    pub(super) contents: Vec<Stream>,
    pub(super) fonts: Vec<EmbeddedFont>,
    pub(super) marks: Marks,
    /// Left, bottom, right and top of each picture by its block, as the file counts heights.
    pub(super) pictures: BTreeMap<usize, Edges>,
}

/// Paints `pages`.
///
/// # Errors
/// [`RenderError::NoRoom`] if the running footer does not fit its margin; [`RenderError::Backend`]
/// as [`super::font::UsedFont::embed`].
pub(super) fn paint(
    annex: &Annex,
    setter: &Typesetter<'_>,
    flow: &FlowDocument,
    pages: &[FlowPage],
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
        strokes: Vec::new(),
        pictures: BTreeMap::new(),
    };
    let painted = pages.iter().enumerate().map(|(i, page)| painter.page(i, page, pages.len()));
    let contents: Vec<_> = painted.collect::<Result<_, _>>()?;
    let mut skeleton = Skeleton::new(annex.page.width, annex.page.height, pages.len());
    add_pictures(&mut skeleton, annex);
    let fonts = painter.canvas.embed(&mut skeleton)?;
    let (marks, pictures) = (painter.marks.sorted(), painter.pictures);
    Ok(Painted { skeleton, contents, fonts, marks, pictures })
}

struct Painter<'a> {
    annex: &'a Annex,
    setter: &'a Typesetter<'a>,
    flow: &'a FlowDocument,
    canvas: Canvas<'a>,
    deflater: Deflater,
    page: usize,
    mcid: usize,
    marks: Marks,
    /// Strokes through and below the marked words of the page.
    strokes: Vec<MarkedStroke>,
    pictures: BTreeMap<usize, Edges>,
}

impl<'a> Painter<'a> {
    fn page(&mut self, index: usize, page: &FlowPage, count: usize) -> Result<Stream, RenderError> {
        (self.page, self.mcid) = (index, 0);
        // Fills come first: they would cover any text that is painted before.
        self.fills(page);
        // The first page usually has the title in place of the running header.
        if (index > 0 || self.annex.page.header_first)
            && let Some(header) = &self.annex.page.header
        {
            self.header(header, index + 1, count);
        }
        let repeated = |piece: &PagePiece| is_repeated(self.flow, piece);
        for pieces in page.pieces.chunk_by(|a, b| repeated(a) && repeated(b)) {
            match pieces {
                [first, ..] if repeated(first) => self.repeated_head(pieces),
                _ => pieces.iter().for_each(|piece| self.piece(piece)),
            }
        }
        // Rules come last, over the fills of both cells that they separate.
        self.table_rules(page);
        self.word_strokes();
        self.signature_rules(page);
        if let Some(footer) = &self.annex.page.footer {
            self.footer(footer, index + 1, count)?;
        }
        let mut content = Stream::new(Dictionary::new(), self.canvas.take());
        // Pages are compressed one by one, which takes a tenth of the memory.
        self.deflater.deflate(&mut content);
        Ok(content)
    }

    fn piece(&mut self, piece: &PagePiece) {
        if let FlowBlock::Picture(picture) = &self.flow.blocks[piece.block] {
            return self.picture(piece, picture);
        }
        let lines = &lines(self.flow, piece)[piece.lines.clone()];
        let (style, column, top) = self.place(piece, lines);
        let turned = self.turn(piece, lines, style);
        let (column, top) = turned.unwrap_or((column, top));
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
            let tag = if lines[0].indent.0 > 0.0 { "LBody" } else { "P" };
            if lines.iter().any(|line| !line.marked.is_empty()) {
                self.marked_lines(leaf(false), tag, lines, style, column, y);
                continue;
            }
            self.mark(leaf(false), tag);
            self.canvas.lines(lines, style, column, y);
            self.canvas.end();
        }
        if turned.is_some() {
            self.canvas.turn_back();
        }
    }

    /// Paints the lines of a paragraph with marked words, each mark as content of its own.
    fn marked_lines(
        &mut self,
        leaf: Leaf,
        tag: &str,
        lines: &[TypesetLine],
        style: &Style,
        column: TextColumn,
        top: f32,
    ) {
        for (mark, parts) in marked_parts(&self.canvas, lines, style, column, top) {
            let Some(mark) = mark else {
                self.mark(leaf, tag);
                self.canvas.parts(&parts, style);
                self.canvas.end();
                continue;
            };
            self.mark_with(leaf, "Span", Some(mark.clone()));
            let inks = self.canvas.parts(&parts, &Style { weight: mark.weight, ..*style });
            self.canvas.end();
            self.strokes.extend(inks.into_iter().map(|ink| stroke(mark.kind, ink, style)));
        }
    }

    /// Draws the strokes of the page's marked words.
    fn word_strokes(&mut self) {
        let strokes = std::mem::take(&mut self.strokes);
        if strokes.is_empty() {
            return;
        }
        self.canvas.artifact(&[("Type", "Layout")]);
        for MarkedStroke { line, thickness, color } in strokes {
            self.canvas.rules(&[line], thickness, color);
        }
        self.canvas.end();
    }

    /// Turns the page for a text that runs from the bottom to the top; returns the column and the
    /// top of its lines. `None` for any other text.
    fn turn(
        &mut self,
        piece: &PagePiece,
        lines: &[TypesetLine],
        style: &Style,
    ) -> Option<(TextColumn, f32)> {
        let FlowBlock::Table(table) = &self.flow.blocks[piece.block] else { return None };
        let place = piece.cell?;
        let cell = &table.rows[place.row].cells[place.cell];
        cell.upright?;
        let [left, top, right, bottom] = self.edges(piece)?;
        let width = bottom - top - 2.0 * table.padding;
        let across = (left + right - text_height(lines)) / 2.0;
        self.canvas.turn(style, across, bottom - table.padding);
        Some((TextColumn { left: 0.0, width, align: cell.align }, 0.0))
    }

    fn picture(&mut self, piece: &PagePiece, picture: &FlowPicture) {
        let edges = [picture.left, piece.top, picture.left + picture.width, piece.bottom];
        self.mark(Leaf::of_picture(piece.block), "Figure");
        let place = self.canvas.picture(&picture_name(piece.block), edges);
        self.canvas.end();
        self.pictures.insert(piece.block, place);
    }

    /// Returns style, column and top of the text of a piece.
    fn place(&self, piece: &PagePiece, lines: &[TypesetLine]) -> (&'a Style, TextColumn, f32) {
        let frame = &self.flow.frame;
        let across = |name, (left, width)| {
            let style: &'a Style = &self.annex.styles[name];
            let align = style.align;
            (style, TextColumn { left, width, align }, piece.top)
        };
        match (&self.flow.blocks[piece.block], piece.cell) {
            (FlowBlock::Table(table), Some(place)) => {
                let cell = &table.rows[place.row].cells[place.cell];
                let padding = self.annex.styles.padding_x.0;
                let (left, right) =
                    (table.edges[cell.columns.start], table.edges[cell.columns.end]);
                let align = cell.align;
                let column =
                    TextColumn { left: left + padding, width: right - left - 2.0 * padding, align };
                let mut top = piece.top + table.padding;
                // A part of a text that goes on begins at the top.
                if lines.len() == cell.lines.len() {
                    match cell.vertical {
                        Vertical::Top => {}
                        Vertical::Middle => {
                            top = (piece.top + piece.bottom - text_height(lines)) / 2.0;
                        }
                        Vertical::Bottom => top = piece.bottom - table.padding - text_height(lines),
                    }
                }
                (&self.annex.styles[cell.style], column, top)
            }
            (FlowBlock::Text(text), _) => across(text.style, text.column),
            (FlowBlock::Signatures(block), Some(place)) => {
                let style = &self.annex.styles[StyleName::Signature];
                let FlowSignature { left, width, .. } = block.rows[place.row][place.cell];
                (style, TextColumn { left, width, align: style.align }, piece.top)
            }
            // Text of a table outside its cells: the heading that later pages repeat.
            (FlowBlock::Table(_), None) => across(StyleName::Heading, (frame.left, frame.width)),
            (FlowBlock::Signatures(_), None) => unreachable!("a signature is a cell"),
            (FlowBlock::Picture(_), _) => unreachable!("a picture has no text"),
        }
    }

    fn repeated_head(&mut self, pieces: &[PagePiece]) {
        self.canvas.artifact(&[("Type", "Pagination")]);
        for piece in pieces {
            let lines = &lines(self.flow, piece)[piece.lines.clone()];
            let (style, column, top) = self.place(piece, lines);
            let turned = self.turn(piece, lines, style);
            let (column, top) = turned.unwrap_or((column, top));
            for (lines, y) in parts(lines, top) {
                if let Some(label) = &lines[0].label {
                    self.canvas.label(label, &lines[0], style, column, y);
                }
                self.canvas.lines(lines, style, column, y);
            }
            if turned.is_some() {
                self.canvas.turn_back();
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

    fn running_lines(&mut self, lines: &[TypesetLine], style: StyleName, top: f32) {
        let frame = &self.flow.frame;
        let subtype = if style == StyleName::Header { "Header" } else { "Footer" };
        let style = &self.annex.styles[style];
        let column = TextColumn { left: frame.left, width: frame.width, align: style.align };
        self.canvas.artifact(&[("Subtype", subtype), ("Type", "Pagination")]);
        self.canvas.lines(lines, style, column, top);
        self.canvas.end();
    }

    fn fills(&mut self, page: &FlowPage) {
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

    fn fill(&self, piece: &PagePiece) -> Option<Rgb> {
        let FlowBlock::Table(table) = &self.flow.blocks[piece.block] else { return None };
        let CellOnPage { row, cell, .. } = piece.cell?;
        let cell = &table.rows[row].cells[cell];
        cell.fill.or(self.annex.styles[cell.style].fill)
    }

    /// Returns the edges of a cell, or `None` for any other piece.
    fn edges(&self, piece: &PagePiece) -> Option<Edges> {
        let FlowBlock::Table(table) = &self.flow.blocks[piece.block] else { return None };
        let place = piece.cell?;
        let Range { start, end } = table.rows[place.row].cells[place.cell].columns;
        Some([table.edges[start], piece.top, table.edges[end], piece.bottom])
    }

    fn table_rules(&mut self, page: &FlowPage) {
        let cells: Vec<_> = page.pieces.iter().filter_map(|piece| self.edges(piece)).collect();
        let styles = &self.annex.styles;
        if cells.is_empty() || styles.rule.0 <= 0.0 {
            return;
        }
        self.canvas.artifact(&[("Type", "Layout")]);
        self.canvas.rules(&rules(&cells), styles.rule, styles.rule_color);
        self.canvas.end();
    }

    /// Draws a line or a box for each printed signature.
    fn signature_rules(&mut self, page: &FlowPage) {
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
        self.mark_with(leaf, tag, None);
    }

    fn mark_with(&mut self, leaf: Leaf, tag: &str, text: Option<Rc<MarkedText>>) {
        let mark = Mark { page: self.page, mcid: self.mcid };
        self.marks.add(leaf, mark, text);
        self.canvas.begin(tag, self.mcid);
        self.mcid += 1;
    }
}

/// Splits `lines` into paragraphs and items, each with its top; the first is at `top`.
fn parts(lines: &[TypesetLine], top: f32) -> impl Iterator<Item = (&[TypesetLine], f32)> {
    let mut y = top;
    let parts = lines.chunk_by(|a, b| (a.paragraph, a.item) == (b.paragraph, b.item));
    parts.enumerate().map(move |(i, part)| {
        y += if i == 0 { 0.0 } else { part[0].above.0 };
        let top = y;
        y += text_height(part);
        (part, top)
    })
}
