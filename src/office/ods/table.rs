//! Cells of a table, and what is drawn above them.

use super::addresses::ranges_of;
use super::cell::{OdsCell, shown};
use super::styles::OdsStyles;
use crate::office::cell_styles::ShownCell;
use crate::office::package::PackageError;
use crate::office::shown_text::TextEffects;
use crate::office::workbook::book::WorkbookError;
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::sheet::{CellRange, SheetCells};
use crate::office::workbook::value::append;
use crate::office::xml::{Xml, attribute, number, text};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Reads up to the end of a table whose start has been read.
pub(super) fn read_table(
    xml: &mut Xml<impl BufRead>,
    styles: &OdsStyles,
    sheet: &mut SheetCells<'_, '_>,
) -> Result<(), WorkbookError> {
    let mut reading = OdsTableReader::new(styles);
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) => reading.start(tag, sheet)?,
            Event::Empty(tag) => {
                reading.start(tag, sheet)?;
                reading.end(tag.local_name().as_ref(), sheet)?;
            }
            Event::End(tag) if tag.local_name().as_ref() == "table" && reading.ignored == 0 => {
                return Ok(());
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref(), sheet)?,
            Event::Eof => return Ok(()),
            event => reading.text(&text(event)?.unwrap_or_default())?,
        }
    }
}

/// State while a table is read.
struct OdsTableReader<'s> {
    styles: &'s OdsStyles,
    row: u32,
    column: u32,
    row_repeated: u32,
    /// Style of the row's cells that state none; empty without one.
    row_style: String,
    is_hidden: bool,
    in_head: bool,
    /// Cells of the row that show something: column, repetitions, displayed value.
    cells: Vec<(u32, u32, ShownCell)>,
    /// Merged cells of the row: column, spanned rows, spanned columns.
    merged: Vec<(u32, u32, u32)>,
    /// First column that no `table-column` has described yet.
    described: u32,
    /// Styles of cells that state none, by columns: the column after the last, and the name.
    column_styles: Vec<(u32, String)>,
    cell: Option<OdsCell>,
    /// Ranges of the conditional format that is open.
    ruled: Vec<CellRange>,
    /// Effects of the stretches of text that are open, the outermost first.
    spans: Vec<TextEffects>,
    in_paragraph: usize,
    /// Comment or drawing that is being read.
    above: Option<OdsAbove>,
    /// Nesting depth in it, or in an inner table.
    ignored: usize,
}

/// Comment on a cell, or drawing above it.
struct OdsAbove {
    is_comment: bool,
    is_picture: bool,
    /// `true` for a chart or a document of another program, whose words are not of the sheet.
    is_object: bool,
    words: String,
    in_paragraph: usize,
}

/// Most cells of a row that are kept: one more than a table may have columns, so that its limit
/// reports the rest.
const MOST_CELLS_OF_ROW: usize = 1_001;

/// Elements that stand above a cell, or within it, and are no text of it.
const ABOVE: [&str; 16] = [
    "annotation",
    "frame",
    "custom-shape",
    "rect",
    "line",
    "g",
    "ellipse",
    "control",
    "polyline",
    "polygon",
    "path",
    "circle",
    "caption",
    "connector",
    "measure",
    "table",
];

impl<'s> OdsTableReader<'s> {
    fn new(styles: &'s OdsStyles) -> Self {
        OdsTableReader {
            styles,
            row: 0,
            column: 0,
            row_repeated: 1,
            row_style: String::new(),
            is_hidden: false,
            in_head: false,
            cells: Vec::new(),
            merged: Vec::new(),
            described: 0,
            column_styles: Vec::new(),
            cell: None,
            ruled: Vec::new(),
            spans: Vec::new(),
            in_paragraph: 0,
            above: None,
            ignored: 0,
        }
    }

    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        sheet: &mut SheetCells<'_, '_>,
    ) -> Result<(), PackageError> {
        let name = tag.local_name();
        if ABOVE.contains(&name.as_ref()) {
            if self.ignored == 0 {
                self.above = Some(OdsAbove {
                    is_comment: name.as_ref() == "annotation",
                    is_picture: false,
                    is_object: false,
                    words: String::new(),
                    in_paragraph: 0,
                });
            }
            self.ignored += 1;
        }
        if self.ignored > 0 {
            self.start_above(name.as_ref());
            return Ok(());
        }
        let count = |name| number(tag, name).unwrap_or(1).max(1);
        let is_hidden = || attribute(tag, "visibility").is_some_and(|how| how != "visible");
        match name.as_ref() {
            "table-header-rows" => self.in_head = true,
            "table-column" => {
                let last = self.described.saturating_add(count("number-columns-repeated"));
                if is_hidden() {
                    sheet.hide_columns(self.described, last - 1);
                }
                let style = attribute(tag, "default-cell-style-name").unwrap_or_default();
                self.column_styles.push((last, style.into_owned()));
                self.described = last;
            }
            "table-row" => {
                self.row_repeated = count("number-rows-repeated");
                self.is_hidden = is_hidden();
                let style = attribute(tag, "default-cell-style-name");
                self.row_style = style.unwrap_or_default().into_owned();
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => self.start_cell(tag),
            "span" => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                self.spans.push(self.styles.effects("text", &style, self.effects()));
            }
            "p" | "h" => self.paragraph(),
            // A count is four bytes of XML for any amount of memory; no text has more blanks.
            "s" => self.text(&" ".repeat(number(tag, "c").unwrap_or(1).min(1_000) as usize))?,
            "tab" => self.text("\t")?,
            "line-break" => self.text("\n")?,
            "conditional-format" => {
                let ranges = attribute(tag, "target-range-address").unwrap_or_default();
                self.ruled = ranges_of(&ranges);
            }
            "condition" | "date-is" => {
                let style = attribute(tag, "apply-style-name").unwrap_or_default();
                let effects = self.styles.rule(&style);
                self.ruled.iter().for_each(|range| sheet.rule(*range, effects));
            }
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, tag: &BytesStart<'_>) {
        let mut cell = OdsCell::new(tag);
        let own = std::mem::take(&mut cell.style);
        let style = match own.as_str() {
            "" if self.row_style.is_empty() => {
                let at = self.column_styles.partition_point(|(after, _)| *after <= self.column);
                self.column_styles.get(at).map_or("", |(_, style)| style)
            }
            "" => &self.row_style,
            own => own,
        };
        self.spans = vec![self.styles.effects("table-cell", style, TextEffects::default())];
        self.cell = Some(cell);
    }

    fn effects(&self) -> TextEffects {
        self.spans.last().copied().unwrap_or_default()
    }

    /// Begins a paragraph, on a new line of the cell.
    fn paragraph(&mut self) {
        self.in_paragraph += 1;
        let effects = self.effects();
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.text.push("\n", effects);
            }
            cell.paragraphs += 1;
        }
    }

    /// Reads the start of an element inside a comment or a drawing.
    fn start_above(&mut self, name: &str) {
        let Some(above) = &mut self.above else { return };
        match name {
            // Author and date of a comment stand outside its paragraphs.
            "p" | "h" => {
                above.in_paragraph += 1;
                above.words.push(' ');
            }
            "s" | "tab" | "line-break" => above.words.push(' '),
            "image" => above.is_picture = true,
            "object" | "object-ole" => above.is_object = true,
            _ => {}
        }
    }

    fn text(&mut self, text: &str) -> Result<(), PackageError> {
        if let Some(above) = self.above.as_mut().filter(|_| self.ignored > 0) {
            let is_word = above.in_paragraph > 0 && !above.is_object;
            return if is_word { append(&mut above.words, text) } else { Ok(()) };
        }
        let effects = self.effects();
        match self.cell.as_mut().filter(|_| self.in_paragraph > 0) {
            Some(cell) => cell.push(text, effects),
            None => Ok(()),
        }
    }

    /// Reads the end of an element inside a comment or a drawing.
    fn end_above(&mut self, name: &str, sheet: &mut SheetCells<'_, '_>) {
        if let ("p" | "h", Some(above)) = (name, &mut self.above) {
            above.in_paragraph = above.in_paragraph.saturating_sub(1);
        }
        if !ABOVE.contains(&name) {
            return;
        }
        self.ignored = self.ignored.saturating_sub(1);
        let Some(above) = self.above.take_if(|_| self.ignored == 0) else { return };
        let remark = match above {
            OdsAbove { is_comment: true, words, .. } => CellRemark::Comment(words),
            OdsAbove { is_object: true, .. } => CellRemark::Picture,
            OdsAbove { words, .. } if !words.trim().is_empty() => CellRemark::TextBox(words),
            OdsAbove { is_picture: true, .. } => CellRemark::Picture,
            OdsAbove { .. } => return,
        };
        sheet.remark((self.row, self.column), remark);
    }

    fn end(&mut self, name: &str, sheet: &mut SheetCells<'_, '_>) -> Result<(), WorkbookError> {
        if self.ignored > 0 {
            self.end_above(name, sheet);
            return Ok(());
        }
        match name {
            "table-header-rows" => self.in_head = false,
            "p" | "h" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
            "span" => _ = self.spans.pop(),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "table-row" => self.end_row(sheet)?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take() else { return };
        let (column, repeated) = (self.column, cell.repeated.max(1));
        self.column = column.saturating_add(repeated);
        if cell.rows.max(cell.columns) > 1 {
            self.merged.push((column, cell.rows.max(1), cell.columns.max(1)));
        }
        let shown = shown(cell);
        let is_blank = shown.text.trim().is_empty() && shown.remarks.is_empty();
        if !is_blank && self.cells.len() < MOST_CELLS_OF_ROW {
            self.cells.push((column, repeated, shown));
        }
    }

    fn end_row(&mut self, sheet: &mut SheetCells<'_, '_>) -> Result<(), WorkbookError> {
        let (cells, merged) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.merged));
        let first = self.row;
        self.row = first.saturating_add(self.row_repeated);
        // Programs end a sheet with one row repeated a million times: blank ones must cost nothing.
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, rows, columns) in &merged {
                let last = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                sheet.merge(CellRange { first: (row, *column), last })?;
            }
            if self.is_hidden && cells.iter().any(|(.., shown)| !shown.text.trim().is_empty()) {
                sheet.hide_row(row);
            }
            if self.in_head {
                sheet.head_row(row);
            }
            for (column, repeated, shown) in &cells {
                for column in *column..column.saturating_add(*repeated) {
                    sheet.shown(row, column, shown.clone())?;
                }
            }
        }
        Ok(())
    }
}
