//! Tables around the paragraphs that are read: styles, places and looks of their cells.

use super::aspect::{Aspects, LookAspect, WidthKind};
use super::colours::{ShownColour, ThemeColours};
use super::frame_look::{add_borders, add_cell, add_row, add_table};
use crate::office::docx::properties::DocxProperties;
use crate::office::docx::styles::{DocxStyles, StyleKind, StyleLayer};
use crate::office::xml_tree::PartNode;
use std::rc::Rc;

/// Table that is open.
#[derive(Default)]
pub(super) struct TableContext {
    style: Rc<StyleLayer>,
    /// DocxProperties of the style and the table's own.
    table: DocxProperties,
    has_first_row: bool,
    has_first_column: bool,
    columns: Vec<i64>,
    table_aspects: Aspects,
    /// Row, from 0; deleted ones do not count.
    row: u32,
    row_is_deleted: bool,
    row_properties: DocxProperties,
    /// Column of the open cell, from 0.
    column: u32,
    span: u32,
    cell: DocxProperties,
}

impl TableContext {
    /// Takes the properties of the table.
    pub(crate) fn set_table(&mut self, node: &PartNode, styles: &mut DocxStyles) {
        let own = DocxProperties::of(Some(node));
        self.style = styles.resolve(StyleKind::Table, own.get("tblStyle", "val"));
        self.table = self.style.table.clone();
        self.table.overlay(&own);
        // The single attributes replace the number that older programs write (17.4.55).
        let bits = own.get("tblLook", "val").and_then(|hex| u32::from_str_radix(hex, 16).ok());
        let is_on = |name: &str, bit| match own.get("tblLook", name) {
            Some(value) => matches!(value, "1" | "true" | "on"),
            None => bits.is_some_and(|bits| bits & bit != 0),
        };
        self.has_first_row = is_on("firstRow", 0x20);
        self.has_first_column = is_on("firstColumn", 0x80);
        add_table(&self.table, &mut self.table_aspects);
        self.add_regions();
    }

    /// Adds the conditional looks whose cells are not known before the table ends.
    fn add_regions(&mut self) {
        let known = |name: &str| matches!(name, "firstRow" | "firstCol");
        for (name, region) in self.style.regions.iter().filter(|(name, _)| !known(name)) {
            if !region.is_empty() {
                let aspect = LookAspect::Other(format!("tblStylePr {name}"));
                self.table_aspects.insert(aspect, format!("{region:?}"));
            }
        }
    }

    pub(crate) fn set_columns(&mut self, node: &PartNode) {
        let width = |column: &PartNode| column.attribute("w").and_then(|w| w.parse().ok());
        self.columns = node.children.iter().map(|column| width(column).unwrap_or(0)).collect();
    }

    pub(crate) fn start_row(&mut self) {
        (self.column, self.span, self.row_is_deleted) = (0, 0, false);
        self.row_properties = DocxProperties::default();
    }

    pub(crate) fn set_row(&mut self, node: &PartNode) {
        self.row_is_deleted = node.child("del").is_some();
        self.row_properties.overlay(&DocxProperties::of(Some(node)));
        let skipped = self.row_properties.number("gridBefore", "val").unwrap_or(0);
        self.column = u32::try_from(skipped).unwrap_or(0).min(1_001);
    }

    /// Takes the properties by which a row differs from its table.
    pub(crate) fn set_exception(&mut self, node: &PartNode) {
        for (name, value) in DocxProperties::of(Some(node)).all() {
            let is_same = self.table.all().any(|(own, words)| own == name && words == value);
            if !is_same && !matches!(name, "tblW" | "jc" | "tblLook" | "tblLayout") {
                self.row_properties.set(&format!("tblPrEx/{name}"), &value);
            }
        }
    }

    pub(crate) fn end_row(&mut self) {
        self.row += u32::from(!self.row_is_deleted);
    }

    pub(crate) fn start_cell(&mut self) {
        (self.span, self.cell) = (1, DocxProperties::default());
    }

    pub(crate) fn set_cell(&mut self, node: &PartNode) {
        self.cell = DocxProperties::of(Some(node));
        let span = self.cell.number("gridSpan", "val").unwrap_or(1).clamp(1, 1_001);
        self.span = u32::try_from(span).unwrap_or(1);
    }

    pub(crate) fn end_cell(&mut self) {
        self.column = self.column.saturating_add(self.span);
    }

    /// Returns row and column of the open cell, from 1.
    pub(crate) fn place(&self) -> (u32, u32) {
        (self.row + 1, self.column + 1)
    }

    /// Returns `true` if the open row was deleted.
    pub(crate) fn is_deleted(&self) -> bool {
        self.row_is_deleted
    }

    /// Returns the layers of the table's style for the open cell, the lowest first.
    fn layers(&self) -> impl Iterator<Item = &StyleLayer> {
        let region = |is_here: bool, name| self.style.regions.get(name).filter(|_| is_here);
        let column = region(self.has_first_column && self.column == 0, "firstCol");
        let row = region(self.has_first_row && self.row == 0, "firstRow");
        std::iter::once(&*self.style).chain(column).chain(row)
    }

    /// Returns the properties of paragraphs and runs that the table gives them.
    pub(crate) fn text_layer(&self) -> (DocxProperties, DocxProperties) {
        let (mut paragraph, mut run) = (DocxProperties::default(), DocxProperties::default());
        for layer in self.layers() {
            paragraph.overlay(&layer.paragraph);
            run.overlay(&layer.run);
        }
        (paragraph, run)
    }

    /// Returns the aspects of the open cell and the colour behind its text.
    pub(crate) fn cell_aspects(
        &self,
        colours: &ThemeColours,
        paper: ShownColour,
    ) -> (Aspects, ShownColour) {
        let mut aspects = self.table_aspects.clone();
        let (mut row, mut cell) = (DocxProperties::default(), DocxProperties::default());
        let mut behind = colours.shading(&self.table, paper);
        for layer in self.layers() {
            row.overlay(&layer.row);
            cell.overlay(&layer.cell);
        }
        row.overlay(&self.row_properties);
        cell.overlay(&self.cell);
        // A cell that goes on with the one above shows nothing of its own.
        let goes_on = cell.has("vMerge") && cell.get("vMerge", "val") != Some("restart");
        if !goes_on {
            behind = colours.shading(&cell, behind);
        }
        add_row(&row, &mut aspects);
        add_cell(&cell, &self.table, &mut aspects);
        let edges = (self.row == 0, self.column == 0);
        add_borders(&cell, &self.table, edges, &mut aspects);
        self.add_widths(&cell, &mut aspects);
        (aspects, behind)
    }

    fn add_widths(&self, cell: &DocxProperties, aspects: &mut Aspects) {
        let first = self.column as usize;
        let spanned = self.columns.iter().skip(first).take(self.span as usize);
        let columns: i64 = spanned.sum();
        let own = match cell.get("tcW", "type") {
            None | Some("dxa") => cell.number("tcW", "w").unwrap_or(columns).to_string(),
            Some("pct") => format!("{}%", cell.get("tcW", "w").unwrap_or_default()),
            Some(_) => columns.to_string(),
        };
        aspects.insert(LookAspect::Width(WidthKind::Own), own);
        aspects.insert(LookAspect::Width(WidthKind::Columns), columns.to_string());
    }
}
