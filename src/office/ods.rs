//! Spreadsheets of LibreOffice and others (.ods; OASIS OpenDocument 1.3, part 3, 9).
//!
//! The file stores the displayed text of each cell, which calamine drops.
//! Repeated rows and columns are expanded only if they show something.

use crate::office::CellKind;
use crate::office::formats::{bare, kind_of_number};
use crate::office::package::{Package, PackageError};
use crate::office::workbook::book::{WorkbookError, WorkbookReader};
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::sheet::{CellRange, SheetCells};
use crate::office::workbook::value::{DisplayedValue, NO_RESULT, append, error_text, truth_text};
use crate::office::xml::{Xml, attribute, number, text};
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeSet;
use std::io::{BufRead, Read};

/// Reads the sheets of a spreadsheet.
pub(super) fn read_ods(
    package: &mut Package<'_>,
    book: &mut WorkbookReader<'_>,
) -> Result<(), WorkbookError> {
    if package.has("META-INF/manifest.xml") && is_encrypted(package.part("META-INF/manifest.xml")?)?
    {
        return Err(WorkbookError::Protected);
    }
    if package.has("mimetype") {
        let mut kind = String::new();
        package
            .part("mimetype")?
            // The kind is a short name; a longer part is no such file, and need not be unpacked.
            .take(200)
            .read_to_string(&mut kind)
            .map_err(PackageError::from)?;
        if !kind.contains("spreadsheet") {
            return Err(WorkbookError::OtherKind(
                "un documento di OpenDocument di altro tipo (.odt o simili)",
            ));
        }
    }
    let mut xml = Xml::new(package.part("content.xml")?);
    let mut hidden = BTreeSet::new();
    let mut style = String::new();
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "name").unwrap_or_default().into_owned(),
                "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                    hidden.insert(style.clone());
                }
                "table" => {
                    let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                    let style = attribute(&tag, "style-name").unwrap_or_default();
                    if hidden.contains(&*style) {
                        // A hidden sheet shows nothing, so it is reported and not read.
                        book.hidden_sheet(&name);
                        skip_table(&mut xml)?;
                    } else {
                        let mut sheet = SheetCells::new(book, &name);
                        read_table(&mut xml, &mut sheet)?;
                        sheet.finish()?;
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Returns `true` if any part is encrypted (OpenDocument 1.3, part 2, 4.5).
fn is_encrypted(manifest: impl BufRead) -> Result<bool, PackageError> {
    let mut xml = Xml::new(manifest);
    loop {
        match xml.event()? {
            Event::Start(tag) | Event::Empty(tag)
                if matches!(tag.local_name().as_ref(), "encryption-data" | "encrypted-key") =>
            {
                return Ok(true);
            }
            Event::Eof => return Ok(false),
            _ => {}
        }
    }
}

fn skip_table(xml: &mut Xml<impl BufRead>) -> Result<(), PackageError> {
    let mut depth = 1;
    while depth > 0 {
        match xml.event()? {
            Event::Start(tag) if tag.local_name().as_ref() == "table" => depth += 1,
            Event::End(tag) if tag.local_name().as_ref() == "table" => depth -= 1,
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
    Ok(())
}

/// Reads up to the end of a table whose start has been read.
fn read_table(
    xml: &mut Xml<impl BufRead>,
    sheet: &mut SheetCells<'_, '_>,
) -> Result<(), WorkbookError> {
    let mut reading = OdsTableReader::default();
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
#[derive(Default)]
struct OdsTableReader {
    row: u32,
    column: u32,
    row_repeated: u32,
    is_hidden: bool,
    in_head: bool,
    /// Cells of the row that show something: column, repetitions, displayed value.
    cells: Vec<(u32, u32, DisplayedValue)>,
    /// Columns of the row whose cells have a comment.
    commented: Vec<u32>,
    /// Merged cells of the row: column, spanned rows, spanned columns.
    merged: Vec<(u32, u32, u32)>,
    /// First column that no `table-column` has described yet.
    described: u32,
    cell: Option<OdsCell>,
    /// Nesting depth in content that is no text of a cell: notes, drawings, inner tables.
    ignored: usize,
    in_paragraph: usize,
}

/// Cell that is being read.
#[derive(Default)]
struct OdsCell {
    /// Number of adjacent copies; 0 means 1, as for the spans.
    repeated: u32,
    rows: u32,
    columns: u32,
    /// Kind of the value; `None` if the cell is empty.
    kind: Option<CellKind>,
    is_percentage: bool,
    value: Option<f64>,
    truth: Option<bool>,
    has_formula: bool,
    has_comment: bool,
    paragraphs: usize,
    text: String,
}

/// Most cells of a row that are kept: one more than a table may have columns, so that its limit
/// reports the rest.
const MOST_CELLS_OF_ROW: usize = 1_001;

/// Elements of a cell whose text is not displayed in it.
const IGNORED: [&str; 10] = [
    "annotation",
    "shapes",
    "frame",
    "custom-shape",
    "rect",
    "line",
    "g",
    "ellipse",
    "control",
    "table",
];

impl OdsTableReader {
    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        sheet: &mut SheetCells<'_, '_>,
    ) -> Result<(), PackageError> {
        let name = tag.local_name();
        if name.as_ref() == "annotation" && self.ignored == 0 {
            _ = self.cell.as_mut().map(|cell| cell.has_comment = true);
        }
        if IGNORED.contains(&name.as_ref()) {
            self.ignored += 1;
        }
        if self.ignored > 0 {
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
                self.described = last;
            }
            "table-row" => {
                self.row_repeated = count("number-rows-repeated");
                self.is_hidden = is_hidden();
                self.column = 0;
            }
            "table-cell" | "covered-table-cell" => self.cell = Some(cell(tag)),
            "p" | "h" => self.paragraph(),
            // A count is four bytes of XML for any amount of memory; no text has more blanks.
            "s" => self.text(&" ".repeat(number(tag, "c").unwrap_or(1).min(1_000) as usize))?,
            "tab" => self.text("\t")?,
            "line-break" => self.text("\n")?,
            _ => {}
        }
        Ok(())
    }

    /// Begins a paragraph, on a new line of the cell.
    fn paragraph(&mut self) {
        self.in_paragraph += 1;
        if let Some(cell) = &mut self.cell {
            if cell.paragraphs > 0 {
                cell.text.push('\n');
            }
            cell.paragraphs += 1;
        }
    }

    fn text(&mut self, text: &str) -> Result<(), PackageError> {
        match self.cell.as_mut().filter(|_| self.ignored == 0 && self.in_paragraph > 0) {
            Some(cell) => append(&mut cell.text, text),
            None => Ok(()),
        }
    }

    fn end(&mut self, name: &str, sheet: &mut SheetCells<'_, '_>) -> Result<(), WorkbookError> {
        if IGNORED.contains(&name) {
            self.ignored = self.ignored.saturating_sub(1);
        } else if self.ignored == 0 {
            match name {
                "table-header-rows" => self.in_head = false,
                "p" | "h" => self.in_paragraph = self.in_paragraph.saturating_sub(1),
                "table-cell" | "covered-table-cell" => self.end_cell(),
                "table-row" => self.end_row(sheet)?,
                _ => {}
            }
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
        if cell.has_comment {
            self.commented.push(column);
        }
        let shown = shown(cell);
        if !shown.0.trim().is_empty() && self.cells.len() < MOST_CELLS_OF_ROW {
            self.cells.push((column, repeated, shown));
        }
    }

    fn end_row(&mut self, sheet: &mut SheetCells<'_, '_>) -> Result<(), WorkbookError> {
        let (cells, merged) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.merged));
        let first = self.row;
        self.row = first.saturating_add(self.row_repeated);
        for column in std::mem::take(&mut self.commented) {
            sheet.remark((first, column), CellRemark::Comment(String::new()));
        }
        // Programs end a sheet with one row repeated a million times: blank ones must cost nothing.
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..self.row {
            for (column, rows, columns) in &merged {
                let last = (row.saturating_add(rows - 1), column.saturating_add(columns - 1));
                sheet.merge(CellRange { first: (row, *column), last })?;
            }
            if self.is_hidden {
                sheet.hide_row(row);
            }
            if self.in_head {
                sheet.head_row(row);
            }
            for (column, repeated, shown) in &cells {
                for column in *column..column.saturating_add(*repeated) {
                    sheet.cell(row, column, shown.clone())?;
                }
            }
        }
        Ok(())
    }
}

/// Reads the start tag of a cell.
fn cell(tag: &BytesStart<'_>) -> OdsCell {
    let mut cell = OdsCell::default();
    // A single pass over the attributes: tables have more cells than anything else.
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value = &*attribute.value;
        match attribute.key.local_name().as_ref() {
            "number-columns-repeated" => cell.repeated = value.parse().unwrap_or(1),
            "number-rows-spanned" => cell.rows = value.parse().unwrap_or(1),
            "number-columns-spanned" => cell.columns = value.parse().unwrap_or(1),
            "formula" => cell.has_formula = true,
            "value" => cell.value = value.trim().parse().ok(),
            "boolean-value" => cell.truth = Some(value == "true"),
            // LibreOffice writes `office:value-type="string"` for an error and its own attribute
            // `calcext:value-type="error"` after it.
            "value-type" if cell.kind != Some(CellKind::Error) => {
                cell.kind = Some(kind_of(value));
                cell.is_percentage = value == "percentage";
            }
            _ => {}
        }
    }
    cell
}

fn kind_of(value_type: &str) -> CellKind {
    match value_type {
        "float" | "percentage" | "currency" => CellKind::Number,
        "date" | "time" => CellKind::Date,
        "error" => CellKind::Error,
        _ => CellKind::Text,
    }
}

/// Returns the displayed value: the text, or the number if a program stored no text for it.
fn shown(cell: OdsCell) -> DisplayedValue {
    if let Some(truth) = cell.truth {
        return (truth_text(truth).to_owned(), CellKind::Text);
    }
    // Numbers parse «inf» and «NaN» too, which no cell shows.
    let value = cell.value.filter(|value| value.is_finite() && cell.text.is_empty());
    match (cell.kind, value) {
        (Some(CellKind::Error), _) => (error_text(cell.text.trim()).to_owned(), CellKind::Error),
        // The file stores 0,3 for 30%, and states the type, so that there is no doubt.
        (_, Some(value)) if cell.is_percentage => (bare(value * 100.0).0 + "%", CellKind::Number),
        (_, Some(value)) => bare(value),
        // A program that writes files without computing leaves formulas without results: a blank
        // cell would hide that.
        (None, None) if cell.has_formula && cell.text.is_empty() => {
            (NO_RESULT.to_owned(), CellKind::Error)
        }
        (Some(CellKind::Number), None) => {
            let kind = cell.value.map_or(CellKind::Number, |v| kind_of_number(v, &cell.text));
            (cell.text, kind)
        }
        (kind, None) => (cell.text, kind.unwrap_or(CellKind::Text)),
    }
}
