//! Cells of a worksheet (ECMA-376-1, 18.3.1).

use super::extended_rules::ExtendedRules;
use super::reference::{cell_position, cell_range};
use super::rich_values::XlsxRichValues;
use super::strings::{XlsxRichText, XlsxRun, XlsxSharedStrings, stretches};
use crate::office::CellKind;
use crate::office::cell_styles::{CellStyles, ShownCell};
use crate::office::package::PackageError;
use crate::office::page_texts::PageTexts;
use crate::office::workbook::book::WorkbookError;
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::sheet::{CellRange, SheetCells};
use crate::office::workbook::value::{NO_RESULT, append, error_text, truth_text};
use crate::office::xml::{Xml, attribute, flag, number, text};
use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::{BytesStart, Event};
use std::io::BufRead;

/// Content that the sheets of a workbook share.
pub(super) struct XlsxShared {
    pub strings: XlsxSharedStrings,
    pub styles: CellStyles,
    pub rich_values: XlsxRichValues,
    pub is_1904: bool,
}

/// Reads the part of a worksheet.
pub(super) fn read_cells(
    part: impl BufRead,
    shared: &XlsxShared,
    sheet: &mut SheetCells<'_, '_>,
) -> Result<(), WorkbookError> {
    let mut xml = Xml::new(part);
    let mut reading = XlsxSheetReader {
        shared,
        row: XlsxRow::default(),
        cell: None,
        rich: XlsxRichText::default(),
        page_texts: PageTexts::default(),
        hides_zeros: false,
        extended: ExtendedRules::default(),
        ruled: Vec::new(),
    };
    loop {
        let event = xml.event()?;
        match &event {
            Event::Start(tag) => reading.start(tag, sheet)?,
            Event::Empty(tag) if tag.local_name().as_ref() == "c" => reading.blank(tag),
            Event::Empty(tag) => {
                reading.start(tag, sheet)?;
                reading.end(tag.local_name().as_ref(), sheet)?;
            }
            Event::End(tag) => reading.end(tag.local_name().as_ref(), sheet)?,
            Event::Eof => {
                sheet.page_texts(reading.page_texts.finish());
                return Ok(());
            }
            event => reading.text(event)?,
        }
    }
}

/// State while a worksheet is read.
struct XlsxSheetReader<'s> {
    shared: &'s XlsxShared,
    row: XlsxRow,
    cell: Option<XlsxCell>,
    rich: XlsxRichText,
    page_texts: PageTexts,
    hides_zeros: bool,
    /// Conditional formats of Excel since 2010.
    extended: ExtendedRules,
    /// Ranges of the conditional format that is being read.
    ruled: Vec<CellRange>,
}

#[derive(Default)]
struct XlsxRow {
    /// Index of the row, from 0.
    index: u32,
    /// Index of the next row, unless that row states its own.
    next: u32,
    next_column: u32,
    is_hidden: bool,
}

/// Cell that is being read.
struct XlsxCell {
    column: u32,
    kind: XlsxCellType,
    style: usize,
    /// Number of its value metadata, from 1; 0 without any.
    metadata: u32,
    has_formula: bool,
    in_value: bool,
    value: Option<String>,
    /// Runs of the text that the cell itself holds.
    runs: Vec<XlsxRun>,
}

/// Encoding of the value of a cell (ST_CellType, 18.18.11).
#[derive(Clone, Copy)]
enum XlsxCellType {
    Number,
    Shared,
    /// Text in the cell itself, typed or the result of a formula.
    Text,
    Truth,
    Error,
    Date,
}

impl XlsxCellType {
    fn of(name: &str) -> Self {
        match name {
            "s" => XlsxCellType::Shared,
            "str" | "inlineStr" => XlsxCellType::Text,
            "b" => XlsxCellType::Truth,
            "e" => XlsxCellType::Error,
            "d" => XlsxCellType::Date,
            _ => XlsxCellType::Number,
        }
    }
}

impl XlsxSheetReader<'_> {
    fn start(
        &mut self,
        tag: &BytesStart<'_>,
        sheet: &mut SheetCells<'_, '_>,
    ) -> Result<(), WorkbookError> {
        match tag.local_name().as_ref() {
            "col" if flag(tag, "hidden") || is_zero(tag, "width") => {
                let (first, last) = (number(tag, "min"), number(tag, "max"));
                let (first, last) = (first.unwrap_or(1), last.unwrap_or(1));
                sheet.hide_columns(first.saturating_sub(1), last.saturating_sub(1));
            }
            "row" => self.row(tag),
            "c" => self.cell(tag),
            "sheetView" => self.hides_zeros = attribute(tag, "showZeros").as_deref() == Some("0"),
            "f" => _ = self.cell.as_mut().map(|cell| cell.has_formula = true),
            "v" => _ = self.cell.as_mut().map(|cell| cell.in_value = true),
            "mergeCell" => {
                let range = attribute(tag, "ref").and_then(|name| cell_range(&name));
                sheet.merge(range.ok_or(PackageError::Damaged)?)?;
            }
            "conditionalFormatting" => {
                let ranges = attribute(tag, "sqref").unwrap_or_default();
                self.ruled = ranges.split_whitespace().filter_map(cell_range).collect();
            }
            "cfRule" => {
                let rule =
                    number(tag, "dxfId").and_then(|id| self.shared.styles.rules.get(id as usize));
                for range in rule.map_or(&[][..], |_| &self.ruled) {
                    sheet.rule(*range, rule.copied().unwrap_or_default());
                }
            }
            name => {
                self.extended.start(tag);
                self.rich.start(tag);
                self.page_texts.start(name);
            }
        }
        Ok(())
    }

    fn row(&mut self, tag: &BytesStart<'_>) {
        let index = number(tag, "r").map_or(self.row.next, |row| row.saturating_sub(1));
        let is_hidden = flag(tag, "hidden") || is_zero(tag, "ht");
        self.row = XlsxRow { index, next: index.saturating_add(1), next_column: 0, is_hidden };
    }

    fn cell(&mut self, tag: &BytesStart<'_>) {
        let (mut position, mut kind, mut style) = (None, XlsxCellType::Number, 0);
        let mut metadata = 0;
        // A single pass over the attributes: sheets have more cells than anything else.
        for attribute in tag.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => position = cell_position(&attribute.value),
                "t" => kind = XlsxCellType::of(&attribute.value),
                "s" => style = attribute.value.parse().unwrap_or(0),
                "vm" => metadata = attribute.value.parse().unwrap_or(0),
                _ => {}
            }
        }
        let column = self.go_to(position);
        self.cell = Some(XlsxCell {
            column,
            kind,
            style,
            metadata,
            has_formula: false,
            in_value: false,
            value: None,
            runs: Vec::new(),
        });
    }

    /// Passes an empty cell; sheets may have millions of them, kept for their borders.
    fn blank(&mut self, tag: &BytesStart<'_>) {
        self.go_to(attribute(tag, "r").and_then(|name| cell_position(&name)));
    }

    /// Moves to the next cell, which may state its position, and returns its column.
    fn go_to(&mut self, position: Option<(u32, u32)>) -> u32 {
        // References are optional (18.3.1.4): without one, a cell follows the one before it.
        let (row, column) = position.unwrap_or((self.row.index, self.row.next_column));
        self.row.index = row;
        self.row.next_column = column.saturating_add(1);
        column
    }

    fn text(&mut self, event: &Event<'_>) -> Result<(), WorkbookError> {
        let is_text = self.rich.is_text();
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.in_value || is_text)
            && let Some(text) = text(event)?
        {
            append(cell.value.get_or_insert_default(), &text)?;
        } else if self.cell.is_none()
            && let Some(text) = text(event)?
        {
            self.extended.text(&text)?;
            self.page_texts.text(&text)?;
        }
        Ok(())
    }

    fn end(&mut self, name: &str, sheet: &mut SheetCells<'_, '_>) -> Result<(), WorkbookError> {
        match name {
            "v" => _ = self.cell.as_mut().map(|cell| cell.in_value = false),
            "c" => {
                if let Some(cell) = self.cell.take()
                    && let Some(shown) = self.shown(&cell)?
                {
                    if self.row.is_hidden {
                        sheet.hide_row(self.row.index);
                    }
                    sheet.shown(self.row.index, cell.column, shown)?;
                }
            }
            "is" => {
                let runs = self.rich.take_runs();
                _ = self.cell.as_mut().map(|cell| cell.runs = runs);
            }
            name => {
                for (range, effects) in self.extended.end(name) {
                    sheet.rule(range, effects);
                }
                let value = self.cell.as_ref().and_then(|cell| cell.value.as_ref());
                self.rich.end(name, value.map_or(0, String::len));
                self.page_texts.end(name);
            }
        }
        Ok(())
    }

    /// Returns what a cell shows; `None` if it is empty.
    fn shown(&self, cell: &XlsxCell) -> Result<Option<ShownCell>, WorkbookError> {
        let Some(value) = &cell.value else {
            // A formula that results in an empty text stores no value either.
            let has_none = cell.has_formula && !matches!(cell.kind, XlsxCellType::Text);
            return Ok(has_none.then(|| ShownCell::plain(NO_RESULT.to_owned(), CellKind::Error)));
        };
        let styles = &self.shared.styles;
        let word = |text: &str, kind| Some(ShownCell::plain(text.to_owned(), kind));
        Ok(match cell.kind {
            XlsxCellType::Number => self.number(value.trim().parse().ok(), cell),
            XlsxCellType::Shared => {
                let text = value.trim().parse().ok().and_then(|i| self.shared.strings.get(i));
                let (text, runs) = text.ok_or(PackageError::Damaged)?;
                Some(styles.text(cell.style, &stretches(text, runs)))
            }
            XlsxCellType::Text => Some(styles.text(cell.style, &stretches(value, &cell.runs))),
            XlsxCellType::Truth => {
                let is_true = matches!(value.trim(), "1" | "true");
                word(truth_text(is_true), CellKind::Text)
            }
            XlsxCellType::Error if self.shared.rich_values.is_picture(cell.metadata) => {
                Some(ShownCell::without_text(CellRemark::Picture))
            }
            XlsxCellType::Error => word(error_text(value.trim()), CellKind::Error),
            XlsxCellType::Date => match serial(value.trim(), self.shared.is_1904) {
                Some(serial) => self.number(Some(serial), cell),
                None => word(value, CellKind::Date),
            },
        })
    }

    fn number(&self, number: Option<f64>, cell: &XlsxCell) -> Option<ShownCell> {
        match number.filter(|number| number.is_finite()) {
            // Zeros are not seen on such a sheet.
            Some(0.0) if self.hides_zeros => {
                Some(ShownCell::without_text(CellRemark::HiddenByFormat("0".to_owned())))
            }
            Some(number) => {
                Some(self.shared.styles.number(cell.style, number, self.shared.is_1904))
            }
            None => {
                let text = cell.value.clone().unwrap_or_default();
                Some(ShownCell::plain(text, CellKind::BareNumber))
            }
        }
    }
}

/// Returns `true` if a height in points or a width in characters is too small to show anything.
fn is_zero(tag: &BytesStart<'_>, name: &str) -> bool {
    const LEAST: f64 = 0.3;
    let size = attribute(tag, name).and_then(|size| size.trim().parse::<f64>().ok());
    size.is_some_and(|size| size < LEAST)
}

/// Converts a date of ISO 8601 to the serial number of days that formats expect.
pub(super) fn serial(text: &str, is_1904: bool) -> Option<f64> {
    let text = text.trim_end_matches('Z');
    let moment = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|day| day.into()))
        .ok()?;
    // Day 0 of the 1900 system is a day early, since Excel counts a 29 February 1900.
    let (year, month, day) = if is_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
    let start = NaiveDate::from_ymd_opt(year, month, day).expect("a day of the calendar");
    Some(moment.signed_duration_since(NaiveDateTime::from(start)).num_seconds() as f64 / 86_400.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_iso_are_days() {
        assert_eq!(serial("2020-06-30", false), Some(44012.0));
        assert_eq!(serial("2020-06-30T12:00:00Z", false), Some(44012.5));
        assert_eq!(serial("2020-06-30", true), Some(42550.0));
        assert_eq!(serial("domani", false), None);
    }
}
