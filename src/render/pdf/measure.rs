//! Measuring: sets the blocks of an annex in lines for the width of its page.

use super::BrokenWord;
use super::flow::{
    ContinuedHeadings, FlowBlock, FlowCell, FlowDocument, FlowRow, FlowTable, FlowText, PageFrame,
    ROUNDING, RowKind,
};
use super::picture::flow_picture;
use super::running_line::header_height;
use super::signature_block::signature_block;
use crate::annex::{
    Align, Annex, Block, Cell, CellRole, MASTHEAD_GAP, Paragraphs, PlacedCell, Pt, Row, StyleName,
    Styles, Table, TextBlock,
};
use crate::render::RenderError;
use crate::typeset::{Hyphens, LineEnd, TypesetLine, Typesetter, broken_words, column_widths};
use std::ops::Range;

/// Sets all blocks of `annex` in lines.
///
/// # Errors
/// [`RenderError::NoRoom`] where the page, a column or a margin is too narrow.
pub(super) fn measure(annex: &Annex, setter: &Typesetter<'_>) -> Result<FlowDocument, RenderError> {
    let frame = page_frame(annex, setter)?;
    let mut measuring = Measuring { setter, styles: &annex.styles, frame, broken: Vec::new() };
    let mut blocks = Vec::new();
    let mut masthead = Vec::new();
    for (own, edges) in annex.masthead_columns() {
        let own = own.start..own.end.min(annex.blocks.len());
        measuring.frame = masthead_frame(&frame, edges);
        let measured = annex.blocks[own.clone()].iter().map(|block| measuring.block(block));
        blocks.extend(measured.collect::<Result<Vec<_>, _>>()?);
        masthead.push(own);
    }
    measuring.frame = frame;
    let rest = annex.blocks[blocks.len()..].iter().map(|block| measuring.block(block));
    blocks.extend(rest.collect::<Result<Vec<_>, _>>()?);
    blocks.extend(signature_block(annex, setter, &frame)?.map(FlowBlock::Signatures));
    Ok(FlowDocument { frame, blocks, masthead, broken: measuring.broken })
}

/// Returns the room between these edges, which are parts of the width of `frame`.
fn masthead_frame(frame: &PageFrame, edges: Range<f32>) -> PageFrame {
    let gap = |edge: f32| if edge > 0.0 && edge < 1.0 { MASTHEAD_GAP.0 } else { 0.0 };
    let left = frame.left + frame.width * edges.start + gap(edges.start);
    let right = frame.left + frame.width * edges.end - gap(edges.end);
    PageFrame { left, width: right - left, ..*frame }
}

/// Computes the room for content on the pages of `annex`.
///
/// # Errors
/// [`RenderError::NoRoom`] if the margins leave no room for content, or not enough for the
/// title and the footer.
fn page_frame(annex: &Annex, setter: &Typesetter<'_>) -> Result<PageFrame, RenderError> {
    let (page, styles) = (&annex.page, &annex.styles);
    let [top, bottom, left, right] =
        [page.margins.top, page.margins.bottom, page.margins.left, page.margins.right]
            .map(|margin| Pt::from(margin).0);
    // Side by side, not `Page::text_area` in points: the two differ in the last bit, and
    // `verifica` makes PDF files that were sent anew byte for byte.
    let width = Pt::from(page.width).0 - left - right;
    let title_height = title_height(styles);
    let title_top = top - title_height;
    let next_top = top + (header_height(annex, setter, width) - title_height).max(0.0);
    let bottom_edge = Pt::from(page.height).0 - bottom;
    // Four letters either way: below that no column and no row can be set.
    let least = 4.0 * styles[StyleName::Cell].size.0;
    if !(width > least && bottom_edge - next_top > least) {
        return Err(RenderError::no_room("i margini non lasciano posto al testo"));
    }
    if title_top < 0.0 {
        return Err(RenderError::no_room("il titolo non sta nel margine alto"));
    }
    let footer = &styles[StyleName::Footer];
    if let Some(running) = &page.footer
        && footer.size.0 * footer.leading > bottom
    {
        let error = RenderError::no_room("il piede non sta nel margine basso");
        return Err(error.of(running.origin));
    }
    Ok(PageFrame {
        left,
        width,
        top,
        next_top,
        bottom: bottom_edge,
        title_top,
        header_first: page.header_first && page.header.is_some(),
    })
}

/// Computes the height of a line of the title, or of the running header if that is higher,
/// with the white space below it.
fn title_height(styles: &Styles) -> f32 {
    let (title, header) = (&styles[StyleName::Title], &styles[StyleName::Header]);
    (title.size.0 * title.leading).max(header.size.0 * header.leading) + title.space_after.0
}

/// Edges and alignments of a table's columns.
struct ColumnEdges<'a> {
    edges: &'a [f32],
    aligns: &'a [Align],
}

/// Measuring under way.
struct Measuring<'a, 'f> {
    setter: &'a Typesetter<'f>,
    styles: &'a Styles,
    frame: PageFrame,
    broken: Vec<BrokenWord>,
}

impl Measuring<'_, '_> {
    fn block(&mut self, block: &Block) -> Result<FlowBlock, RenderError> {
        match block {
            Block::Heading(heading) => {
                let text = self.heading(&heading.text, heading.level);
                text.map(|t| FlowText { page_break: heading.page_break, ..t }).map(FlowBlock::Text)
            }
            Block::Text(text) => self.text(text).map(FlowBlock::Text),
            Block::Table(table) => self.table(table).map(FlowBlock::Table),
            Block::Picture(picture) => {
                let after = self.styles[StyleName::Paragraph].space_after;
                flow_picture(picture, after, &self.frame).map(FlowBlock::Picture)
            }
        }
    }

    fn heading(&self, text: &str, level: u8) -> Result<FlowText, RenderError> {
        let content = [Paragraphs::Paragraph(text.lines().map(str::to_owned).collect())];
        let text = self.flow_text(&content, StyleName::heading(level))?;
        Ok(FlowText { heading: Some(level), keep_with_next: true, ..text })
    }

    fn text(&self, text: &TextBlock) -> Result<FlowText, RenderError> {
        let flow = self.flow_text(&text.content, text.style)?;
        let keep_with_next = flow.keep_with_next || text.introduces;
        Ok(FlowText { keep_with_next, ..flow })
    }

    fn flow_text(&self, content: &[Paragraphs], name: StyleName) -> Result<FlowText, RenderError> {
        let style = &self.styles[name];
        let hyphens = Hyphens::of(name, self.styles);
        let lines = self.setter.lines(content, style, Pt(self.frame.width), hyphens);
        if too_wide(&lines, self.frame.width) {
            return Err(RenderError::no_room("il foglio è più stretto di una lettera"));
        }
        Ok(FlowText {
            style: name,
            lines,
            column: (self.frame.left, self.frame.width),
            before: style.space_before.0,
            after: style.space_after.0,
            heading: None,
            page_break: false,
            keep_with_next: name == StyleName::Caption,
        })
    }

    fn table(&mut self, table: &Table) -> Result<FlowTable, RenderError> {
        let mut edges = vec![self.frame.left];
        for width in column_widths(table, Pt(self.frame.width))? {
            edges.push(edges[edges.len() - 1] + width.0);
        }
        let aligns: Vec<_> = table.columns().iter().map(|column| column.align).collect();
        let grid = ColumnEdges { edges: &edges, aligns: &aligns };
        let mut rows = Vec::new();
        let mut continued = ContinuedHeadings::default();
        self.rows(table.head(), RowKind::Head, &grid, &mut rows)?;
        let heads = rows.len();
        if let Some(start) =
            table.bodies().first().and_then(|body| body.continued.at_start.as_deref())
        {
            self.continued(&mut continued, 0, Some(start))?;
            continued.of_start = 0..continued.lines.len();
        }
        for body in table.bodies() {
            let first = rows.len();
            // A band says itself what begins with it.
            let inside = first + body.bands.len().min(1);
            self.continued(&mut continued, first, body.continued.at_bands.as_deref())?;
            self.continued(&mut continued, inside, body.continued.at_rows.as_deref())?;
            self.rows(&body.bands, RowKind::Band, &grid, &mut rows)?;
            number_bands(&mut rows[first..], body.outer);
            self.rows(&body.rows, RowKind::Row, &grid, &mut rows)?;
            self.rows(&body.totals, RowKind::Total, &grid, &mut rows)?;
        }
        self.rows(table.foot(), RowKind::Foot, &grid, &mut rows)?;
        let padding = self.styles.padding_y.0;
        let after = self.styles[StyleName::Paragraph].space_after.0;
        let (whole, keep_with_next) = (table.is_whole(), table.introduces());
        Ok(FlowTable { edges, rows, heads, padding, after, whole, keep_with_next, continued })
    }

    /// Measures the heading of a page that begins with `row` of a table.
    fn continued(
        &self,
        out: &mut ContinuedHeadings,
        row: usize,
        text: Option<&str>,
    ) -> Result<(), RenderError> {
        // In the style of the first headings below the document's title.
        let text = text.map(|text| self.heading(text, 2)).transpose()?;
        let start = out.lines.len();
        if let Some(text) = text {
            out.lines.extend(text.lines);
            out.after = text.after;
        }
        // A body without bands begins with its first row.
        out.of_rows.pop_if(|(known, _)| *known == row);
        out.of_rows.push((row, start..out.lines.len()));
        Ok(())
    }

    /// Measures a stretch of rows and appends them to `out`.
    fn rows(
        &mut self,
        rows: &[Row],
        kind: RowKind,
        grid: &ColumnEdges<'_>,
        out: &mut Vec<FlowRow>,
    ) -> Result<(), RenderError> {
        for row in rows {
            let cells = row.placed().map(|placed| self.cell(placed, grid));
            let cells = cells.collect::<Result<_, _>>()?;
            out.push(FlowRow { kind, band: 0, cells });
        }
        Ok(())
    }

    fn cell(
        &mut self,
        placed: PlacedCell<'_>,
        grid: &ColumnEdges<'_>,
    ) -> Result<FlowCell, RenderError> {
        let PlacedCell { cell, rows, columns } = placed;
        let style = &self.styles[cell.style];
        let width =
            grid.edges[columns.end] - grid.edges[columns.start] - 2.0 * self.styles.padding_x.0;
        let hyphens = Hyphens::of(cell.style, self.styles);
        let (lines, upright) = if cell.rotated {
            let (lines, length) = self.upright(cell, width);
            (lines, Some(length))
        } else {
            (self.setter.cell_lines(cell, style, Pt(width), hyphens), None)
        };
        let number = columns.start + 1;
        // Words of a cell are those of the plan, but the column is the layout's.
        let head = cell.origin.filter(|_| cell.role == CellRole::ColumnHead);
        if too_wide(&lines, upright.unwrap_or(width)) {
            let message = format!("la colonna {number} è più stretta di una lettera");
            return Err(RenderError::no_room(message).of(head));
        }
        let side_by_side = lines.len() as f32 * style.size.0 * style.leading;
        if upright.is_some() && side_by_side > width + 2.0 * self.styles.padding_x.0 {
            let message = format!(
                "la colonna {number} è più stretta delle righe della sua intestazione ruotata"
            );
            return Err(RenderError::no_room(message).of(head));
        }
        let broken = |word| BrokenWord { word, origin: cell.origin };
        self.broken.extend(broken_words(&lines).into_iter().map(broken));
        // Heads and bands span columns or stand above them: only content follows its column.
        let align = match cell.role {
            CellRole::ColumnHead | CellRole::Band | CellRole::Text => style.align,
            CellRole::RowHead | CellRole::Data => grid.aligns[columns.start],
        };
        Ok(FlowCell {
            columns,
            rows: rows.len(),
            style: cell.style,
            role: cell.role,
            align: cell.align.unwrap_or(align),
            vertical: cell.vertical,
            fill: cell.fill,
            upright,
            origin: cell.origin,
            lines,
            line_height: style.size.0 * style.leading,
        })
    }
}

impl Measuring<'_, '_> {
    /// Sets a text that runs from the bottom to the top of a cell `width` wide; returns its lines
    /// and their length. They are as short as the lines that stand side by side allow.
    fn upright(&self, cell: &Cell, width: f32) -> (Vec<TypesetLine>, f32) {
        let style = &self.styles[cell.style];
        let set = |length: f32| self.setter.lines(&cell.content, style, Pt(length), Hyphens::Never);
        // As long as the page: only the author's own breaks part lines.
        let long = set(self.frame.bottom - self.frame.top);
        let length = |lines: &[TypesetLine]| {
            let ends = lines.iter().map(|line| line.indent.0 + line.width.0);
            ends.fold(0.0, f32::max) + ROUNDING
        };
        let whole = length(&long);
        let most = (width / (style.size.0 * style.leading)).floor().max(1.0) as usize;
        let fits = |lines: &Vec<TypesetLine>| {
            lines.len() <= most && lines.iter().all(|line| line.end != LineEnd::Broken)
        };
        let tenths = (1..10).map(|tenth| set(whole * tenth as f32 / 10.0));
        let lines = tenths.into_iter().find(fits).unwrap_or(long);
        let length = length(&lines);
        (lines, length)
    }
}

/// Returns `true` if a line is wider than `width`: a single letter has no room.
fn too_wide(lines: &[TypesetLine], width: f32) -> bool {
    lines.iter().any(|line| line.indent.0 + line.width.0 > width + ROUNDING)
}

/// Numbers the bands in `rows` by depth; `outer` bands stand above them.
fn number_bands(rows: &mut [FlowRow], outer: usize) {
    let is_band = |row: &&mut FlowRow| row.cells.iter().any(|cell| cell.role == CellRole::Band);
    for (row, depth) in rows.iter_mut().filter(is_band).zip(outer + 1..) {
        row.band = depth;
    }
}
