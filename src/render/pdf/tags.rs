//! Tag tree of the document (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7).

use super::flow::{FlowBlock, FlowCell, FlowDocument, FlowSignature, FlowTable};
use super::marks::{Leaf, Mark, Marks};
use super::paint::Painted;
use super::rules::Edges;
use crate::annex::{Annex, Block, Cell, CellRole, ListItem, Paragraphs, Row, SignatureMark, Table};
use std::fmt::Write;

/// Element of the tag tree.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TagElement {
    /// Structure type.
    pub(super) tag: &'static str,
    pub(super) attributes: TagAttributes,
    pub(super) kids: Vec<TagKid>,
}

/// Attributes of an element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TagAttributes {
    /// Identifier by which cells refer to a head; absent for cells that are no heads.
    pub(super) id: Option<String>,
    pub(super) scope: Option<HeaderScope>,
    pub(super) col_span: usize,
    pub(super) row_span: usize,
    /// Identifiers of the cells that head this one.
    pub(super) headers: Vec<String>,
    /// Content of a table in words.
    pub(super) summary: Option<String>,
    /// Content of a picture in words.
    pub(super) alternative: Option<String>,
    /// Left, bottom, right and top of a picture.
    pub(super) edges: Option<Edges>,
    /// Numbering of the labels of a list.
    pub(super) numbering: Option<&'static str>,
}

/// Cells that a head belongs to (ISO 32000-1, Table 349).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderScope {
    Column,
    Row,
}

impl HeaderScope {
    pub(super) fn name(self) -> &'static str {
        match self {
            HeaderScope::Column => "Column",
            HeaderScope::Row => "Row",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TagKid {
    Element(TagElement),
    Mark(Mark),
    /// Form field with this index.
    Field(usize),
}

impl TagElement {
    fn new(tag: &'static str) -> Self {
        TagElement { tag, ..TagElement::default() }
    }

    fn with(mut self, kids: impl IntoIterator<Item = TagElement>) -> Self {
        self.kids.extend(kids.into_iter().map(TagKid::Element));
        self
    }
}

/// Builds the tag tree of the whole document; signatures come last, hidden ones after printed
/// ones.
pub(super) fn tag_tree(annex: &Annex, flow: &FlowDocument, painted: &Painted) -> TagElement {
    TagElement::new("Document").with(document_tags(annex, flow, painted))
}

/// Builds the elements below the document's own, one after the other: a plan has too many to hold
/// them all.
pub(super) fn document_tags<'a>(
    annex: &'a Annex,
    flow: &'a FlowDocument,
    painted: &'a Painted,
) -> impl Iterator<Item = TagElement> + 'a {
    let tagger = Tagger { marks: &painted.marks };
    let mut level = 0;
    let blocks = annex.blocks.iter().zip(&flow.blocks).enumerate();
    let tags = blocks.flat_map(move |(index, (block, flow))| {
        let element = match (block, flow) {
            (Block::Heading(heading), _) => {
                // No level is left out (ISO 14289-1, 7.4.2), and there are six.
                level = heading.level.min(level + 1).clamp(1, 6);
                tagger.leaf(HEADINGS[usize::from(level) - 1], TagPosition::of(index))
            }
            (Block::Text(text), _) => {
                return tagger.content(&text.content, TagPosition::of(index));
            }
            (Block::Table(table), FlowBlock::Table(flow)) => tagger.table(table, flow, index),
            (Block::Table(_), _) => unreachable!("the flow has the same blocks"),
            (Block::Picture(picture), _) => {
                let mut figure = tagger.marked("Figure", Leaf::of_picture(index));
                figure.attributes.alternative = Some(picture.text.clone());
                figure.attributes.edges = painted.pictures.get(&index).copied();
                figure
            }
        };
        vec![element]
    });
    tags.chain(Tagger { marks: &painted.marks }.signatures(annex, flow))
}

/// Structure types of headings, by level.
const HEADINGS: [&str; 6] = ["H1", "H2", "H3", "H4", "H5", "H6"];

/// Returns the numbering of a list with this first label (ISO 32000-1, Table 347).
fn numbering(label: &str) -> &'static str {
    let name = label.trim_end_matches(['.', ')']);
    match name.chars().next() {
        Some('0'..='9') => "Decimal",
        Some('i' | 'I') if name == "i" => "LowerRoman",
        Some('i' | 'I') if name == "I" => "UpperRoman",
        Some('a'..='z') => "LowerAlpha",
        Some('A'..='Z') => "UpperAlpha",
        _ => "Disc",
    }
}

/// Returns the element of the form field with index `field`.
fn form(field: usize) -> TagElement {
    TagElement { kids: vec![TagKid::Field(field)], ..TagElement::new("Form") }
}

/// Block or cell whose content is tagged.
#[derive(Clone, Copy)]
struct TagPosition {
    block: usize,
    cell: Option<(usize, usize)>,
}

impl TagPosition {
    fn of(block: usize) -> Self {
        TagPosition { block, cell: None }
    }

    fn leaf(self, paragraph: usize, item: usize, label: bool) -> Leaf {
        Leaf { block: self.block, cell: self.cell, paragraph, item, label }
    }
}

struct Tagger<'a> {
    marks: &'a Marks,
}

impl Tagger<'_> {
    fn leaf(&self, tag: &'static str, place: TagPosition) -> TagElement {
        self.marked(tag, place.leaf(0, 0, false))
    }

    fn marked(&self, tag: &'static str, leaf: Leaf) -> TagElement {
        TagElement { kids: self.marks.of(leaf).map(TagKid::Mark).collect(), ..TagElement::new(tag) }
    }

    /// Tags paragraphs and lists.
    fn content(&self, content: &[Paragraphs], place: TagPosition) -> Vec<TagElement> {
        let part = |(paragraph, part): (usize, &Paragraphs)| match part {
            Paragraphs::Paragraph(_) => self.marked("P", place.leaf(paragraph, 0, false)),
            Paragraphs::List(items) => self.list(items, paragraph, &mut 0, place),
        };
        content.iter().enumerate().map(part).collect()
    }

    /// Tags a list; a nested list belongs to the body of its item. `next` counts the items in
    /// reading order.
    fn list(
        &self,
        items: &[ListItem],
        paragraph: usize,
        next: &mut usize,
        place: TagPosition,
    ) -> TagElement {
        let mut list = TagElement::new("L");
        list.attributes.numbering = items.first().map(|first| numbering(&first.label));
        for item in items {
            let number = *next;
            *next += 1;
            let mut body = self.marked("LBody", place.leaf(paragraph, number, false));
            if !item.items.is_empty() {
                body = body.with([self.list(&item.items, paragraph, next, place)]);
            }
            let label = self.marked("Lbl", place.leaf(paragraph, number, true));
            list = list.with([TagElement::new("LI").with([label, body])]);
        }
        list
    }

    /// Tags the text of each printed signature and its field, then the hidden fields.
    fn signatures(&self, annex: &Annex, flow: &FlowDocument) -> Vec<TagElement> {
        let mut out = Vec::new();
        let block = flow.blocks.len().saturating_sub(1);
        if let Some(FlowBlock::Signatures(printed)) = flow.blocks.last() {
            for (row, signatures) in printed.rows.iter().enumerate() {
                for (cell, FlowSignature { signature, .. }) in signatures.iter().enumerate() {
                    let place = TagPosition { block, cell: Some((row, cell)) };
                    out.extend(self.content(&annex.signatures[*signature].words(), place));
                    out.push(form(*signature));
                }
            }
        }
        let all = annex.signatures.iter().enumerate();
        let hidden = all.filter(|(_, signature)| signature.mark == SignatureMark::Hidden);
        out.extend(hidden.map(|(index, _)| form(index)));
        out
    }

    fn table(&self, table: &Table, flow: &FlowTable, block: usize) -> TagElement {
        let mut tagging = TableTags {
            tagger: self,
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
        // An empty body would be an element without any content.
        element.with(parts.into_iter().filter(|part| !part.kids.is_empty()))
    }
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
        let own = self.row_head.iter().filter(|(_, end)| self.row < *end);
        let own: Vec<String> = own.map(|(name, _)| name.clone()).collect();
        let reached = flow.iter().map(|cell| cell.rows).max().unwrap_or(1);
        let below = rows.iter().zip(self.row..).take(reached).skip(1);
        let below = below.map(|(row, at)| named_by(row).map(|cell| self.name(at, cell)));
        let below: Vec<Option<String>> = below.collect();
        let mut element = TagElement::new("TR");
        let mut new_heads = Vec::new();
        for (index, (cell, flow)) in row.cells.iter().zip(flow).enumerate() {
            let spanned = below.iter().take(flow.rows.saturating_sub(1)).flatten();
            let names = own.iter().chain(spanned).map(String::as_str);
            let tagged = self.cell(cell, flow, index, names);
            if let Some(id) = &tagged.attributes.id {
                new_heads.push((cell.role, flow.columns.clone(), id.clone()));
            }
            element = element.with([tagged]);
        }
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
        &self,
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
            CellRole::ColumnHead => self.headers(flow, std::iter::empty()),
            CellRole::Band | CellRole::Text => self.bands.clone(),
            CellRole::RowHead => self.headers(flow, std::iter::empty()),
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
        &self,
        flow: &FlowCell,
        row_heads: impl Iterator<Item = &'n str>,
    ) -> Vec<String> {
        let mut headers: Vec<String> = Vec::new();
        let columns = self.heads[flow.columns.clone()].iter().flatten();
        let all = columns.map(String::as_str).chain(self.bands.iter().map(String::as_str));
        let mut add = |name: &str| {
            if !headers.iter().any(|known| known == name) {
                headers.push(name.to_owned());
            }
        };
        all.for_each(&mut add);
        row_heads.for_each(add);
        headers
    }
}

/// Returns the index of the row head of `row`.
fn named_by(row: &Row) -> Option<usize> {
    row.cells.iter().position(|cell| cell.role == CellRole::RowHead)
}

/// Writes the tree as text: an element on each line, indented by depth, with its attributes and
/// the pages and identifiers of its marked content.
pub(super) fn dump_tags(element: &TagElement) -> String {
    let mut out = String::new();
    dump_element(&mut out, element, 0);
    out
}

fn dump_element(out: &mut String, element: &TagElement, depth: usize) {
    let _ = write!(out, "{:width$}{}", "", element.tag, width = 2 * depth);
    let attributes = &element.attributes;
    if let Some(id) = &attributes.id {
        let _ = write!(out, " id={id}");
    }
    if let Some(scope) = attributes.scope {
        let _ = write!(out, " scope={}", scope.name());
    }
    for (name, span) in [("colonne", attributes.col_span), ("righe", attributes.row_span)] {
        if span > 1 {
            let _ = write!(out, " {name}={span}");
        }
    }
    if !attributes.headers.is_empty() {
        let _ = write!(out, " heads={}", attributes.headers.join(","));
    }
    if let Some(text) = &attributes.alternative {
        let _ = write!(out, " «{text}»");
    }
    for kid in &element.kids {
        match kid {
            TagKid::Mark(mark) => _ = write!(out, " [{}.{}]", mark.page + 1, mark.mcid),
            TagKid::Field(field) => _ = write!(out, " campo {}", field + 1),
            TagKid::Element(_) => {}
        }
    }
    out.push('\n');
    for kid in &element.kids {
        if let TagKid::Element(kid) = kid {
            dump_element(out, kid, depth + 1);
        }
    }
}
