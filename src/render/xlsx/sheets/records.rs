//! «Dati»: a row for each objective, as a native table.

use super::write::{fit_row, words};
use super::{DataSheets, SheetHead, WIDEST};
use crate::dataset::{Dataset, Key, ObjectiveRecord, RecordValue};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, IgnoreError, Table, TableColumn, TableStyle,
    Worksheet,
};

/// The most characters of the choices that a cell offers (Excel's limit).
const MOST_CHOICES: usize = 255;
/// The most characters of a table's head (Excel's limit).
const MOST_HEAD: usize = 255;
/// Rows below the last objective in which values are checked as well.
const SPARE_ROWS: u32 = 1_000;

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn records(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let data = book.dataset;
    let last_row = u32::try_from(data.records.len()).map_err(|_| too_many())?;
    let last_column =
        u16::try_from(data.columns.len().saturating_sub(1)).map_err(|_| too_many())?;
    let widths = (0..).zip(&data.columns).map(|(c, name)| width(data, c, name));
    let widths: Vec<f64> = widths.collect();
    for (c, name) in (0..).zip(&data.columns) {
        within(name, MOST_HEAD, "l'intestazione di una tabella di Excel", None)?;
        sheet.set_column_width(c, widths[usize::from(c)])?;
        if last_row == 0 {
            sheet.write_string_with_format(0, c, name, &book.formats.head())?;
        }
    }
    if last_row > 0 {
        let heads = data
            .columns
            .iter()
            .map(|name| TableColumn::new().set_header(name).set_header_format(book.formats.head()));
        let table = Table::new()
            .set_name("Obiettivi")
            .set_style(TableStyle::Light1)
            .set_columns(&heads.collect::<Vec<_>>())
            .set_alt_text_title("Obiettivi")
            .set_alt_text("Una riga per ogni obiettivo del piano, una colonna per ogni campo.");
        sheet.add_table(0, 0, last_row, last_column, &table)?;
        validate(sheet, data, last_row + SPARE_ROWS)?;
    }
    for (row, record) in (1..).zip(&data.records) {
        record_row(book, sheet, row, record)?;
        let texts = record.values.iter().map(|value| match value {
            RecordValue::Text(text) => text.as_str(),
            _ => "",
        });
        fit_row(sheet, row, book.formats.size, texts.zip(widths.iter().copied()))?;
    }
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    let wide = widths.iter().sum::<f64>() > WIDEST;
    Ok(SheetHead { head: Some(0), columns: 0, repeats: true, wide })
}

fn record_row(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    row: u32,
    record: &ObjectiveRecord,
) -> Result<(), RenderError> {
    for (c, value) in (0..).zip(&record.values) {
        match value {
            RecordValue::Empty => drop(sheet.write_blank(row, c, &book.formats.words().blank)?),
            RecordValue::Text(text) => {
                words(sheet, (row, c), text, book.formats.words(), record.origin)?;
            }
            RecordValue::Number(number) => {
                let format = book.formats.open_number(number.scale);
                sheet.write_number_with_format(row, c, number.to_f64(), &format)?;
            }
            RecordValue::Money(number) => {
                let format = book.formats.money(number.scale);
                sheet.write_number_with_format(row, c, number.to_f64(), &format)?;
            }
            RecordValue::Percent(number) => {
                let format = book.formats.percent(number.scale);
                sheet.write_number_with_format(row, c, number.to_f64(), &format)?;
            }
            RecordValue::Date(date) => {
                let day = ExcelDateTime::from_ymd(date.year, date.month, date.day)?;
                sheet.write_datetime_with_format(row, c, &day, &book.formats.date())?;
            }
        }
    }
    Ok(())
}

/// Kinds are chosen from those of the plan, weights lie between nothing and the total; so they do
/// in rows that are added.
fn validate(sheet: &mut Worksheet, data: &Dataset, last_row: u32) -> Result<(), RenderError> {
    let place = |name| data.column(name).and_then(|c| u16::try_from(c).ok());
    let length: usize = data.kinds.iter().map(|kind| kind.encode_utf16().count() + 1).sum();
    let listed = !data.kinds.is_empty()
        && length <= MOST_CHOICES
        // A comma parts the choices.
        && data.kinds.iter().all(|kind| !kind.contains([',', '"']));
    if let Some(c) = place(Key::Kind).filter(|_| listed) {
        let rule = DataValidation::new()
            .allow_list_strings(&data.kinds)?
            .set_error_title("Tipologia")?
            .set_error_message("Scegliere una delle tipologie del piano.")?;
        sheet.add_data_validation(1, c, last_row, c, &rule)?;
    }
    if let Some(c) = place(Key::Weight) {
        let rule = match data.rule.expected {
            Some(most) => DataValidationRule::Between(0.0, most.to_f64()),
            None => DataValidationRule::GreaterThanOrEqualTo(0.0),
        };
        let rule = DataValidation::new()
            .allow_decimal_number(rule)
            .set_error_title("Peso")?
            .set_error_message(
                "Il peso è un numero da zero al totale previsto; se manca, lasciare vuoto.",
            )?;
        sheet.add_data_validation(1, c, last_row, c, &rule)?;
    }
    Ok(())
}

/// Returns the width of a column, in characters: all of them are to be legible on one page.
fn width(data: &Dataset, column: u16, name: &str) -> f64 {
    let is_empty = |record: &ObjectiveRecord| {
        record.values.get(usize::from(column)).is_none_or(|value| *value == RecordValue::Empty)
    };
    if data.records.iter().all(is_empty) {
        return EMPTY_WIDTH;
    }
    // Each indicator after the first has a column of its own: `indicatore.2`.
    let indicator = name.strip_prefix(Key::Indicator.name());
    let number = indicator.and_then(|rest| rest.strip_prefix('.'));
    if number.is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit())) {
        return 28.0;
    }
    match Key::named(name) {
        Some(Key::Position) => 5.0,
        Some(Key::Weight) => 8.0,
        Some(Key::Kind) => 9.5,
        Some(Key::Description) => 36.0,
        Some(Key::ExpectedResult | Key::Indicator) => 28.0,
        Some(Key::Years) => 10.0,
        _ => 17.0,
    }
}

/// Width of a column without values, in characters: its head fits.
const EMPTY_WIDTH: f64 = 13.0;

fn too_many() -> RenderError {
    RenderError::Backend("too many rows or columns".into())
}
