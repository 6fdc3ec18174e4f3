//! Cells of a sheet ([MS-XLS], 2.1.7.20.5).

use super::drawings::XlsDrawings;
use super::records::{self, XlsRecord, XlsRecords, f64_at, u16_at, u32_at};
use super::texts::{XlsRichText, text};
use super::{XlsGlobals, font_index};
use crate::office::CellKind;
use crate::office::cell_styles::ShownCell;
use crate::office::page_texts::PageTexts;
use crate::office::workbook::book::WorkbookError;
use crate::office::workbook::sheet::{CellRange, SheetCells};
use crate::office::workbook::value::{NO_RESULT, truth_text};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Reads the records of a sheet.
pub(super) fn read_cells(
    records: &mut XlsRecords<'_>,
    globals: &XlsGlobals<'_>,
    sheet: &mut SheetCells<'_, '_>,
) -> Result<(), WorkbookError> {
    let mut reading =
        XlsSheetReader { globals, sheet, hidden_rows: BTreeSet::new(), formula: None };
    let (mut drawings, mut page_texts) = (XlsDrawings::default(), PageTexts::default());
    // Charts that stand in the sheet have a beginning and an end of their own.
    let mut depth = 0;
    while let Some(record) = records.next() {
        match record.kind {
            records::BOF => depth += 1,
            records::EOF => depth -= 1,
            records::HEADER | records::FOOTER if depth == 1 => {
                let codes = text(record.data).unwrap_or_default();
                page_texts.add_codes(record.kind == records::HEADER, &codes);
            }
            _ if depth == 1 => {
                drawings.record(record.kind, record.data, records, reading.sheet);
                reading.record(record)?;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    sheet.page_texts(page_texts.finish());
    Ok(())
}

/// State while the records of a sheet are read.
struct XlsSheetReader<'r, 'b, 'a> {
    globals: &'r XlsGlobals<'r>,
    sheet: &'r mut SheetCells<'b, 'a>,
    hidden_rows: BTreeSet<u16>,
    /// Formula whose text follows in a record of its own.
    formula: Option<XlsCellHeader>,
}

/// Position and style of a cell.
#[derive(Clone, Copy)]
struct XlsCellHeader {
    row: u16,
    column: u16,
    style: u16,
}

impl XlsCellHeader {
    /// Reads the beginning of most records of cells (Cell, 2.5.19).
    fn of(data: &[u8]) -> Option<Self> {
        Some(XlsCellHeader {
            row: u16_at(data, 0)?,
            column: u16_at(data, 2)?,
            style: u16_at(data, 4)?,
        })
    }
}

impl XlsSheetReader<'_, '_, '_> {
    fn record(&mut self, XlsRecord { kind, data }: XlsRecord<'_>) -> Result<(), WorkbookError> {
        match kind {
            records::ROW => self.row(data),
            records::COL_INFO => self.columns(data),
            records::MERGE_CELLS => return self.merged(data),
            records::MUL_RK => return self.numbers(data),
            records::STRING => return self.result(data),
            _ => {}
        }
        let Some(place) = XlsCellHeader::of(data) else { return Ok(()) };
        let shown = match kind {
            records::LABEL_SST => {
                let number = u32_at(data, 6).map(|number| number as usize);
                let text = number.and_then(|number| self.globals.strings.get(number));
                text.map(|text| self.text(&text, place.style))
            }
            records::LABEL | records::R_STRING => {
                let text = data.get(6..).and_then(XlsRichText::of_record);
                text.map(|text| self.text(&text, place.style))
            }
            records::NUMBER => f64_at(data, 6).map(|value| self.number(value, place.style)),
            records::RK => u32_at(data, 6).map(|rk| self.number(number_of(rk), place.style)),
            records::BOOL_ERR => match (data.get(6), data.get(7)) {
                (Some(truth), Some(0)) => Some(words(truth_text(*truth != 0).to_owned())),
                (Some(error), Some(_)) => Some(error_text(*error)),
                _ => None,
            },
            records::FORMULA => self.formula(data, place),
            _ => None,
        };
        shown.map_or(Ok(()), |shown| self.cell(place, shown))
    }

    fn cell(&mut self, place: XlsCellHeader, shown: ShownCell) -> Result<(), WorkbookError> {
        let row = u32::from(place.row);
        if self.hidden_rows.contains(&place.row) && !shown.text.trim().is_empty() {
            self.sheet.hide_row(row);
        }
        self.sheet.shown(row, u32::from(place.column), shown)
    }

    /// Reads the properties of a row (Row, 2.4.221).
    fn row(&mut self, data: &[u8]) {
        const HIDDEN: u8 = 0x20;
        if let (Some(row), Some(flags)) = (u16_at(data, 0), data.get(12))
            && flags & HIDDEN > 0
        {
            self.hidden_rows.insert(row);
        }
    }

    /// Reads the properties of columns (ColInfo, 2.4.53).
    fn columns(&mut self, data: &[u8]) {
        const HIDDEN: u8 = 1;
        if let (Some(first), Some(last), Some(width), Some(flags)) =
            (u16_at(data, 0), u16_at(data, 2), u16_at(data, 4), data.get(8))
            && (flags & HIDDEN > 0 || width == 0)
        {
            self.sheet.hide_columns(u32::from(first), u32::from(last));
        }
    }

    /// Reads merged cells (MergeCells, 2.4.168): first and last row, first and last column.
    fn merged(&mut self, data: &[u8]) -> Result<(), WorkbookError> {
        for area in data.get(2..).unwrap_or_default().chunks_exact(8) {
            let at = |i| u32::from(u16::from_le_bytes([area[i], area[i + 1]]));
            self.sheet.merge(CellRange { first: (at(0), at(4)), last: (at(2), at(6)) })?;
        }
        Ok(())
    }

    /// Reads adjacent numbers (MulRk, 2.4.175): row, first column, style and number of each.
    fn numbers(&mut self, data: &[u8]) -> Result<(), WorkbookError> {
        let (Some(row), Some(first)) = (u16_at(data, 0), u16_at(data, 2)) else { return Ok(()) };
        // The record ends with the last column, which follows from the number of cells.
        let end = data.len().saturating_sub(2);
        for (i, cell) in (0..).zip(data.get(4..end).unwrap_or_default().chunks_exact(6)) {
            let column = first.saturating_add(i);
            let style = u16::from_le_bytes([cell[0], cell[1]]);
            let value = number_of(u32::from_le_bytes([cell[2], cell[3], cell[4], cell[5]]));
            self.cell(XlsCellHeader { row, column, style }, self.number(value, style))?;
        }
        Ok(())
    }

    /// Returns the result of a formula (FormulaValue, 2.5.133); a text follows in a record of
    /// its own.
    fn formula(&mut self, data: &[u8], place: XlsCellHeader) -> Option<ShownCell> {
        const TEXT: u8 = 0;
        const TRUTH: u8 = 1;
        const ERROR: u8 = 2;
        const EMPTY_TEXT: u8 = 3;
        // Both upper bytes set mark a result that is no number: no finite double ends so.
        if u16_at(data, 12)? != 0xFFFF {
            return Some(self.number(f64_at(data, 6)?, place.style));
        }
        match (data[6], data[8]) {
            (TEXT, _) => {
                self.formula = Some(place);
                None
            }
            (TRUTH, truth) => Some(words(truth_text(truth != 0).to_owned())),
            (ERROR, error) => Some(error_text(error)),
            (EMPTY_TEXT, _) => None,
            _ => Some(ShownCell::plain(NO_RESULT.to_owned(), CellKind::Error)),
        }
    }

    fn result(&mut self, data: &[u8]) -> Result<(), WorkbookError> {
        match (self.formula.take(), text(data)) {
            (Some(place), Some(text)) => {
                let shown =
                    self.globals.styles.text(usize::from(place.style), &[(text.into(), None)]);
                self.cell(place, shown)
            }
            _ => Ok(()),
        }
    }

    fn number(&self, value: f64, style: u16) -> ShownCell {
        self.globals.styles.number(usize::from(style), value, self.globals.is_1904)
    }

    fn text(&self, text: &XlsRichText, style: u16) -> ShownCell {
        let styles = &self.globals.styles;
        let font = |font: u16| styles.fonts.get(font_index(font)).copied().unwrap_or_default();
        let stretches = text.stretches().into_iter();
        let stretches: Vec<_> =
            stretches.map(|(words, number)| (Cow::Owned(words), number.map(font))).collect();
        styles.text(usize::from(style), &stretches)
    }
}

fn words(text: String) -> ShownCell {
    ShownCell::plain(text, CellKind::Text)
}

/// Spells an error (BErr, 2.5.10) as Italian programs do.
fn error_text(error: u8) -> ShownCell {
    let text = match error {
        0x00 => "#NULLO!",
        0x07 => "#DIV/0!",
        0x0F => "#VALORE!",
        0x17 => "#RIF!",
        0x1D => "#NOME?",
        0x24 => "#NUM!",
        0x2A => "#N/D",
        _ => "#ERRORE",
    };
    ShownCell::plain(text.to_owned(), CellKind::Error)
}

/// Decodes a number in four bytes (RkNumber, 2.5.217): an integer or the upper half of a double,
/// multiplied by 100 if the lowest bit is set.
fn number_of(rk: u32) -> f64 {
    let value = match rk & 2 {
        0 => f64::from_bits(u64::from(rk & !3) << 32),
        _ => f64::from(rk.cast_signed() >> 2),
    };
    if rk & 1 == 0 { value } else { value / 100.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_four_bytes() {
        assert_eq!(number_of(0x3FF0_0000), 1.0);
        assert_eq!(number_of(0x3FF0_0001), 0.01);
        assert_eq!(number_of(0x004B_5646), 1_234_321.0);
        assert_eq!(number_of(0x004B_5647), 12_343.21);
        assert_eq!(number_of((-7_i32 << 2).cast_unsigned() | 2), -7.0);
    }
}
