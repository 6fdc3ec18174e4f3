//! Tags of tables: rows, cells and the heads that each cell refers to.

use super::content_tags::{TagPosition, Tagger};
use super::flow::{FlowCell, FlowTable};
use super::tag_element::{HeaderScope, TagAttributes, TagElement};
use crate::annex::{Cell, CellRole, Row, Table};

/// Tags a table; the column heads, bands and row heads of each cell are named in it
/// (ISO 14289-1, 7.5).
pub(super) fn table_tags(
    tagger: &Tagger<'_>,
    table: &Table,
    flow: &FlowTable,
    block: usize,
) -> TagElement {
    let mut tagging = TableTags {
        tagger,
        flow,
        block,
        heads: vec![Vec::new(); table.columns().len()],
        bands: Vec::new(),
        row_head: None,
        row: 0,
    };
    let mut element = TagElement::new("Table");
    element.attributes.summary =
        Some(table.caption()).filter(|caption| !caption.is_empty()).map(str::to_owned);
    let mut parts = Vec::new();
    if !table.head().is_empty() {
        parts.push(TagElement::new("THead").with(tagging.rows(table.head())));
    }
    let mut body = TagElement::new("TBody");
    for part in table.bodies() {
        tagging.bands.truncate(part.outer);
        body = body.with(tagging.rows(&part.bands));
        body = body.with(tagging.rows(&part.rows));
        body = body.with(tagging.rows(&part.totals));
    }
    parts.push(body);
    tagging.bands.clear();
    if !table.foot().is_empty() {
        parts.push(TagElement::new("TFoot").with(tagging.rows(table.foot())));
    }
    // A table body without rows is not allowed (ISO 32000-1, Table 337).
    element.with(parts.into_iter().filter(|part| !part.kids.is_empty()))
}

/// Rows of a table, with the heads so far.
struct TableTags<'t, 'a> {
    tagger: &'t Tagger<'a>,
    flow: &'t FlowTable,
    block: usize,
    /// Identifiers of the column heads so far, for each column.
    heads: Vec<Vec<String>>,
    /// Identifiers of the open bands.
    bands: Vec<String>,
    /// Last row head, and the row after those that it heads.
    row_head: Option<(String, usize)>,
    /// Index of the next row in the table.
    row: usize,
}

impl TableTags<'_, '_> {
    fn rows(&mut self, rows: &[Row]) -> Vec<TagElement> {
        (0..rows.len()).map(|at| self.row(&rows[at..])).collect()
    }

    /// Tags the first of `rows`; the others are those that its cells may span.
    fn row(&mut self, rows: &[Row]) -> TagElement {
        let row = &rows[0];
        let flow = &self.flow.rows[self.row].cells;
        if let Some(cell) = named_by(row) {
            self.row_head = Some((self.name(self.row, cell), self.row + flow[cell].rows));
        }
        let open_head = self.row_head.iter().filter(|(_, end)| self.row < *end);
        let row_heads: Vec<String> = open_head.map(|(name, _)| name.clone()).collect();
        // A cell over several rows belongs to the row heads of all of them.
        let reached = flow.iter().map(|cell| cell.rows).max().unwrap_or(1);
        let spanned_rows = rows.iter().zip(self.row..).take(reached).skip(1);
        let heads_below: Vec<Option<String>> =
            spanned_rows.map(|(row, at)| named_by(row).map(|cell| self.name(at, cell))).collect();
        let mut element = TagElement::new("TR");
        let mut new_heads = Vec::new();
        for (index, (cell, flow)) in row.cells.iter().zip(flow).enumerate() {
            let spanned = heads_below.iter().take(flow.rows.saturating_sub(1)).flatten();
            // Of several heads in a row each names the cells from it to the next.
            let nearest = several_heads(row).filter(|head| *head < index).last();
            let nearest = nearest.map(|head| vec![self.name(self.row, head)]);
            let heads = nearest.as_ref().unwrap_or(&row_heads);
            let names = heads.iter().chain(spanned).map(String::as_str);
            let tagged = self.cell(cell, flow, index, names);
            if let Some(id) = &tagged.attributes.id {
                new_heads.push((cell.role, flow.columns.clone(), id.clone()));
            }
            element = element.with([tagged]);
        }
        // Heads apply from the next row on: two heads side by side do not head each other.
        for (role, columns, id) in new_heads {
            match role {
                CellRole::ColumnHead => {
                    self.heads[columns].iter_mut().for_each(|heads| heads.push(id.clone()));
                }
                CellRole::Band => self.bands.push(id),
                CellRole::RowHead | CellRole::Data | CellRole::Text => {}
            }
        }
        self.row += 1;
        element
    }

    /// Returns the identifier of a cell, the same in every run.
    fn name(&self, row: usize, cell: usize) -> String {
        format!("t{}r{row}c{cell}", self.block)
    }

    fn cell<'n>(
        &'n self,
        cell: &Cell,
        flow: &FlowCell,
        index: usize,
        row_heads: impl Iterator<Item = &'n str>,
    ) -> TagElement {
        let place = TagPosition { block: self.block, cell: Some((self.row, index)) };
        let content = self.tagger.content(&cell.content, place);
        let scope = match cell.role {
            CellRole::ColumnHead | CellRole::Band => Some(HeaderScope::Column),
            CellRole::RowHead => Some(HeaderScope::Row),
            CellRole::Data | CellRole::Text => None,
        };
        let mut element = TagElement::new(if scope.is_some() { "TH" } else { "TD" }).with(content);
        let headers = match cell.role {
            // A head below another is one of its columns (ISO 14289-1, 7.5).
            CellRole::ColumnHead | CellRole::RowHead => self.headers(flow, std::iter::empty()),
            CellRole::Band | CellRole::Text => self.bands.clone(),
            CellRole::Data => self.headers(flow, row_heads),
        };
        element.attributes = TagAttributes {
            id: scope.map(|_| self.name(self.row, index)),
            scope,
            col_span: flow.columns.len(),
            row_span: flow.rows,
            headers,
            ..TagAttributes::default()
        };
        element
    }

    /// Returns the identifiers of the heads of a cell: column heads, bands, row heads.
    fn headers<'n>(
        &'n self,
        flow: &FlowCell,
        row_heads: impl Iterator<Item = &'n str>,
    ) -> Vec<String> {
        let mut headers: Vec<String> = Vec::new();
        let columns = self.heads[flow.columns.clone()].iter().flatten();
        let heads = columns.map(String::as_str).chain(self.bands.iter().map(String::as_str));
        for name in heads.chain(row_heads) {
            if !headers.iter().any(|known| known == name) {
                headers.push(name.to_owned());
            }
        }
        headers
    }
}

/// Iterates over the indices of the row heads of `row`, if it has more than one.
fn several_heads(row: &Row) -> impl Iterator<Item = usize> {
    let is_head = |cell: &Cell| cell.role == CellRole::RowHead;
    let are_several = row.cells.iter().filter(|cell| is_head(cell)).count() > 1;
    let cells = row.cells.iter().enumerate().filter(move |(_, cell)| are_several && is_head(cell));
    cells.map(|(index, _)| index)
}

/// Returns the index of the row head of `row`.
fn named_by(row: &Row) -> Option<usize> {
    row.cells.iter().position(|cell| cell.role == CellRole::RowHead)
}
