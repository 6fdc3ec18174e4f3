//! Placed pages → operators and tags.

use super::canvas::{Canvas, Ink, UsedCharacters};
use super::flow::{FlowBlock, FlowCell, FlowTable, is_column_head};
use super::paginate::{Page, Placed};
use super::tags::{CellTag, ElementId, Kid, Tree};
use crate::annex::{
    Align, Annex, Block, CellRole, Paragraphs, Piece, Pt, Running, Style, StyleName, Table,
};
use crate::typeset::{Measured, Typesetter};
use std::collections::BTreeMap;
use std::ops::Range;

/// Pages as painted, and what is to be written around them.
pub(super) struct Painted {
    pub canvases: Vec<Canvas>,
    pub tree: Tree,
    pub used: UsedCharacters,
    pub outline: Vec<Bookmark>,
}

/// An entry of the outline.
pub(super) struct Bookmark {
    pub title: String,
    /// 0 for the outermost.
    pub depth: usize,
    pub page: usize,
    /// Points from the lower edge of the page.
    pub top: f32,
}

/// Paints every page.
pub(super) fn paint(
    annex: &Annex,
    set: &Typesetter<'_>,
    flow: &[FlowBlock<'_>],
    pages: &[Page],
) -> Painted {
    let mut painter = Painter {
        annex,
        set,
        height: Pt::from(annex.page.height).0,
        left: Pt::from(annex.page.margins.left).0,
        canvas: Canvas::new(),
        page: 0,
        tree: Tree::new(),
        used: UsedCharacters::new(),
        outline: Vec::new(),
        blocks: BTreeMap::new(),
        rows: BTreeMap::new(),
        cells: BTreeMap::new(),
    };
    let mut canvases = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        painter.page = number;
        for placed in &page.placed {
            painter.placed(placed, flow);
        }
        painter.running(number, pages.len());
        canvases.push(std::mem::replace(&mut painter.canvas, Canvas::new()));
    }
    Painted { canvases, tree: painter.tree, used: painter.used, outline: painter.outline }
}

/// Where the content of one cell, heading or text hangs: for each of its parts the element
/// of the label, if it has one, and of the words.
type Parts = Vec<(Option<ElementId>, ElementId)>;

struct Painter<'a, 'f> {
    annex: &'a Annex,
    set: &'f Typesetter<'f>,
    height: f32,
    left: f32,
    canvas: Canvas,
    page: usize,
    tree: Tree,
    used: UsedCharacters,
    outline: Vec<Bookmark>,
    /// The parts of a text block, by block.
    blocks: BTreeMap<usize, Parts>,
    /// The TR of a row, by block and row; its section (THead, TBody) by block and body.
    rows: BTreeMap<(usize, usize), ElementId>,
    cells: BTreeMap<(usize, usize, usize), Parts>,
}

impl Painter<'_, '_> {
    fn placed(&mut self, placed: &Placed, flow: &[FlowBlock<'_>]) {
        match placed {
            Placed::Text { block, lines, top } => {
                let FlowBlock::Text(text) = &flow[*block] else { return };
                let style = self.annex.styles[text.style];
                let parts = self.block_parts(*block, *top);
                let page = &self.annex.page;
                let width = Pt::from(page.width).0 - self.left - Pt::from(page.margins.right).0;
                let frame = Frame { left: self.left, top: *top, width, align: style.align };
                self.lines(&text.text, lines, &parts, frame, &style);
            }
            Placed::Row { block, row, top, height, lines, repeated } => {
                let FlowBlock::Table(table) = &flow[*block] else { return };
                let row = RowPlace {
                    block: *block,
                    row: *row,
                    top: *top,
                    height: *height,
                    repeated: *repeated,
                };
                self.row(row, table, lines);
            }
        }
    }

    /// The elements of a heading or text, made when its first line is painted.
    fn block_parts(&mut self, block: usize, top: f32) -> Parts {
        if let Some(parts) = self.blocks.get(&block) {
            return parts.clone();
        }
        let parts = match &self.annex.blocks[block] {
            Block::Heading(h) => {
                if h.level > 1 {
                    let title = h.text.clone();
                    let depth = usize::from(h.level) - 2;
                    self.outline.push(Bookmark {
                        title,
                        depth,
                        page: self.page,
                        top: self.height - top,
                    });
                }
                let tag =
                    ["H1", "H2", "H3", "H4", "H5", "H6"][usize::from(h.level.clamp(1, 6)) - 1];
                vec![(None, self.tree.add(0, tag))]
            }
            Block::Text(t) => self.content_parts(0, &t.content),
            Block::Table(_) => Vec::new(),
        };
        self.blocks.insert(block, parts.clone());
        parts
    }

    /// P for a paragraph; L, LI, Lbl and LBody for a list.
    fn content_parts(&mut self, parent: ElementId, content: &[Paragraphs]) -> Parts {
        let mut parts = Vec::new();
        for block in content {
            match block {
                Paragraphs::Paragraph(_) => parts.push((None, self.tree.add(parent, "P"))),
                Paragraphs::List(items) => {
                    let list = self.tree.add(parent, "L");
                    self.tree.elements[list].list = true;
                    for _ in items {
                        let item = self.tree.add(list, "LI");
                        let label = self.tree.add(item, "Lbl");
                        parts.push((Some(label), self.tree.add(item, "LBody")));
                    }
                }
            }
        }
        parts
    }

    fn row(&mut self, place: RowPlace, table: &FlowTable<'_>, lines: &[Range<usize>]) {
        let flow = &table.rows[place.row];
        let heights: Vec<f32> =
            flow.cells.iter().map(|cell| place.cell_height(cell, table)).collect();
        self.canvas.begin_artifact("Layout");
        for (cell, height) in flow.cells.iter().zip(&heights) {
            self.background(cell, place.top, *height);
        }
        self.canvas.end();
        let bookmark =
            flow.cells.first().filter(|c| c.cell.role == CellRole::Band && !place.repeated);
        if let Some(cell) = bookmark {
            self.bookmark_band(cell, place);
        }
        if place.repeated {
            self.canvas.begin_artifact("Pagination");
        }
        for (i, (cell, height)) in flow.cells.iter().zip(&heights).enumerate() {
            let parts = if place.repeated { Vec::new() } else { self.cell_parts(place, i, table) };
            self.cell(cell, &lines[i], &parts, place.top, *height);
        }
        if place.repeated {
            self.canvas.end();
        }
    }

    fn bookmark_band(&mut self, cell: &FlowCell<'_>, place: RowPlace) {
        let seen = self.rows.contains_key(&(place.block, place.row));
        if !seen {
            let title = cell.cell.text().replace('\n', " ");
            let depth = self.outline.iter().rev().find(|b| b.depth == 0).map_or(0, |_| 1);
            self.outline.push(Bookmark {
                title,
                depth,
                page: self.page,
                top: self.height - place.top,
            });
        }
    }

    fn background(&mut self, cell: &FlowCell<'_>, top: f32, height: f32) {
        let styles = &self.annex.styles;
        let rect = [self.left + cell.x, self.height - top - height, cell.width, height];
        if let Some(fill) = styles[cell.cell.style].fill {
            self.canvas.fill(rect, fill);
        }
        if styles.rule.0 > 0.0 {
            self.canvas.frame(rect, styles.rule, styles.rule_color);
        }
    }

    fn cell(
        &mut self,
        flow: &FlowCell<'_>,
        lines: &Range<usize>,
        parts: &Parts,
        top: f32,
        height: f32,
    ) {
        let styles = &self.annex.styles;
        let style = styles[flow.cell.style];
        let free = height - 2.0 * styles.padding_y.0 - flow.text.height.0;
        let lower = if is_column_head(flow.cell) { (free / 2.0).max(0.0) } else { 0.0 };
        let frame = Frame {
            left: self.left + flow.x + styles.padding_x.0,
            top: top + styles.padding_y.0 + lower,
            width: flow.width - 2.0 * styles.padding_x.0,
            align: flow.align,
        };
        self.lines(&flow.text, lines, parts, frame, &style);
    }

    /// Paints lines; consecutive ones of a part are one mark. Without parts they are inside
    /// an artifact already.
    fn lines(
        &mut self,
        text: &Measured,
        lines: &Range<usize>,
        parts: &Parts,
        frame: Frame,
        style: &Style,
    ) {
        let Some(first) = text.lines.get(lines.start) else { return };
        // Lines that continue from another page begin at the top of their cell.
        let shift = if lines.start == 0 { 0.0 } else { first.baseline.0 - text.leading.0 * 0.78 };
        let ink = Ink { weight: style.weight, size: style.size, color: style.color };
        let face = self.set.face(style.weight);
        let mut open = None;
        for (i, line) in text.lines.iter().enumerate().take(lines.end).skip(lines.start) {
            let y = self.height - (frame.top + line.baseline.0 - shift);
            let element = parts.get(line.part.min(parts.len().saturating_sub(1)));
            if let (Some((Some(label), _)), Some(mark)) = (element, &line.label) {
                self.close(&mut open);
                self.open(*label, &mut open);
                self.canvas.line(
                    (frame.left, y),
                    &format!("{mark} "),
                    false,
                    ink,
                    self.set,
                    &mut self.used,
                );
                self.close(&mut open);
            } else if let Some(mark) = &line.label {
                self.canvas.line(
                    (frame.left, y),
                    &format!("{mark} "),
                    false,
                    ink,
                    self.set,
                    &mut self.used,
                );
            }
            if let Some((_, body)) = element
                && open != Some(*body)
            {
                self.close(&mut open);
                self.open(*body, &mut open);
            }
            let goes_on = text.lines.get(i + 1).is_some_and(|next| next.part == line.part);
            let blank = if goes_on && line.blank && !line.hyphen { " " } else { "" };
            let hyphen = if line.hyphen { "-" } else { "" };
            let width = face.width(&format!("{}{hyphen}", line.text), style.size);
            let room = Pt(frame.width - line.indent.0);
            let x = frame.left + line.indent.0 + Typesetter::start(frame.align, width, room).0;
            self.canvas.line(
                (x, y),
                &format!("{}{blank}", line.text),
                line.hyphen,
                ink,
                self.set,
                &mut self.used,
            );
        }
        self.close(&mut open);
    }

    fn open(&mut self, element: ElementId, open: &mut Option<ElementId>) {
        let mcid = self.canvas.begin(self.tree.elements[element].tag);
        self.tree.elements[element].kids.push(Kid::Content { page: self.page, mcid });
        *open = Some(element);
    }

    fn close(&mut self, open: &mut Option<ElementId>) {
        if open.take().is_some() {
            self.canvas.end();
        }
    }

    /// The elements of a cell, made when it is first painted.
    fn cell_parts(&mut self, place: RowPlace, index: usize, table: &FlowTable<'_>) -> Parts {
        let key = (place.block, place.row, index);
        if let Some(parts) = self.cells.get(&key) {
            return parts.clone();
        }
        let row = self.row_element(place, table);
        let flow = &table.rows[place.row].cells[index];
        let is_head = flow.cell.role != CellRole::Data;
        let element = self.tree.add(row, if is_head { "TH" } else { "TD" });
        self.tree.elements[element].id =
            is_head.then(|| cell_id(place.block, place.row, flow.column));
        self.tree.elements[element].table = Some(cell_tag(place, flow, table));
        let parts = self.content_parts(element, &flow.cell.content);
        self.cells.insert(key, parts.clone());
        parts
    }

    fn row_element(&mut self, place: RowPlace, table: &FlowTable<'_>) -> ElementId {
        if let Some(&row) = self.rows.get(&(place.block, place.row)) {
            return row;
        }
        let section = self.section(place, table);
        let row = self.tree.add(section, "TR");
        self.rows.insert((place.block, place.row), row);
        row
    }

    /// THead, TBody or TFoot for a row: that of the row before it where both belong together.
    fn section(&mut self, place: RowPlace, table: &FlowTable<'_>) -> ElementId {
        let kind = |row: usize| match (row < table.heads, table.rows[row].body) {
            (true, _) => ("THead", None),
            (false, Some(body)) => ("TBody", Some(body)),
            (false, None) => ("TFoot", None),
        };
        let tag = kind(place.row);
        let before = place.row.checked_sub(1).filter(|&before| kind(before) == tag);
        if let Some(row) = before.and_then(|before| self.rows.get(&(place.block, before))).copied()
        {
            return self.parent_of(row);
        }
        let element = match self.rows.range((place.block, 0)..=(place.block, usize::MAX)).next() {
            Some((_, &row)) => {
                let section = self.parent_of(row);
                self.parent_of(section)
            }
            None => self.table_element(place.block),
        };
        self.tree.add(element, tag.0)
    }

    fn table_element(&mut self, block: usize) -> ElementId {
        let element = self.tree.add(0, "Table");
        if let Block::Table(Table { caption, .. }) = &self.annex.blocks[block] {
            self.tree.elements[element].summary = Some(caption.clone());
        }
        element
    }

    fn parent_of(&self, id: ElementId) -> ElementId {
        self.tree.elements[id].parent
    }

    /// The running header and footer: artifacts, since they say nothing of their own.
    fn running(&mut self, number: usize, count: usize) {
        let page = &self.annex.page;
        if let Some(header) = page.header.as_ref().filter(|_| number > 0) {
            let style = self.annex.styles[StyleName::Header];
            let top = super::header_top(self.annex);
            self.running_line(header, &style, top, number, count);
        }
        if let Some(footer) = &page.footer {
            let style = self.annex.styles[StyleName::Footer];
            let bottom = Pt::from(page.margins.bottom).0;
            let top = self.height - bottom + (bottom - style.size.0 * style.leading) / 2.0;
            self.running_line(footer, &style, top, number, count);
        }
    }

    fn running_line(
        &mut self,
        running: &Running,
        style: &Style,
        top: f32,
        number: usize,
        count: usize,
    ) {
        let text = running.pieces.iter().fold(String::new(), |text, piece| match piece {
            Piece::Text(words) => text + words,
            Piece::PageNumber => text + &(number + 1).to_string(),
            Piece::PageCount => text + &count.to_string(),
        });
        let page = &self.annex.page;
        let width = Pt::from(page.width).0 - self.left - Pt::from(page.margins.right).0;
        let frame = Frame { left: self.left, top, width, align: style.align };
        let measured =
            self.set.measure(&[Paragraphs::Paragraph(vec![text])], style, Pt(width), false);
        let lines = 0..measured.lines.len();
        self.canvas.begin_artifact("Pagination");
        self.lines(&measured, &lines, &Vec::new(), frame, style);
        self.canvas.end();
    }
}

/// Where lines go: points, `top` from the top of the sheet.
#[derive(Clone, Copy)]
struct Frame {
    left: f32,
    top: f32,
    width: f32,
    align: Align,
}

#[derive(Clone, Copy)]
struct RowPlace {
    block: usize,
    row: usize,
    top: f32,
    height: f32,
    repeated: bool,
}

impl RowPlace {
    /// A cell that spans rows is as high as all of them.
    fn cell_height(self, cell: &FlowCell<'_>, table: &FlowTable<'_>) -> f32 {
        let more = usize::from(cell.cell.row_span.max(1)) - 1;
        let below = table.rows.iter().skip(self.row + 1).take(more).map(|r| r.height);
        self.height + below.sum::<f32>()
    }
}

/// The identifier of a head cell: unique in the document, the same on every run.
fn cell_id(block: usize, row: usize, column: usize) -> String {
    format!("t{block}r{row}c{column}")
}

fn cell_tag(place: RowPlace, flow: &FlowCell<'_>, table: &FlowTable<'_>) -> CellTag {
    let scope = match flow.cell.role {
        CellRole::ColumnHead | CellRole::Band => Some("Column"),
        CellRole::RowHead => Some("Row"),
        CellRole::Data => None,
    };
    CellTag {
        scope,
        col_span: flow.cell.col_span.max(1),
        row_span: flow.cell.row_span.max(1),
        headers: headers(place, flow, table),
    }
}

/// The heads that a cell answers to: those of its columns, the bands above it in its body,
/// and the one that names its row (ISO 14289-1, 7.5).
fn headers(place: RowPlace, flow: &FlowCell<'_>, table: &FlowTable<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    if place.row < table.heads {
        return ids;
    }
    let columns = flow.column..flow.column + usize::from(flow.cell.col_span.max(1));
    let covers = |cell: &FlowCell<'_>| {
        let end = cell.column + usize::from(cell.cell.col_span.max(1));
        cell.column < columns.end && columns.start < end
    };
    for (r, row) in table.rows.iter().enumerate().take(table.heads) {
        let over = row.cells.iter().filter(|c| covers(c));
        ids.extend(over.map(|c| cell_id(place.block, r, c.column)));
    }
    if flow.cell.role == CellRole::Band {
        return Vec::new();
    }
    let body = table.rows[place.row].body;
    let same =
        table.rows[..place.row].iter().rev().take_while(|row| row.body == body && body.is_some());
    let first = place.row - same.count();
    // Bands open their body.
    for (r, row) in table.rows.iter().enumerate().take(place.row).skip(first.max(table.heads)) {
        let bands = row.cells.iter().filter(|c| c.cell.role == CellRole::Band).map(|c| c.column);
        let before = ids.len();
        ids.extend(bands.map(|column| cell_id(place.block, r, column)));
        if ids.len() == before {
            break;
        }
    }
    if flow.cell.role == CellRole::Data {
        let names = table.rows[place.row].cells.iter().filter(|c| c.cell.role == CellRole::RowHead);
        ids.extend(names.map(|c| cell_id(place.block, place.row, c.column)));
    }
    ids
}
