//! «Dati»: a row for each objective, as a native table.

use super::data_columns::DataColumns;
use super::write::words;
use super::{DataSheets, SheetHead};
use crate::dataset::{Key, ObjectiveRecord, RecordValue, WorkbookSheet};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{
    DataValidation, DataValidationRule, ExcelDateTime, Formula, IgnoreError, Table, TableColumn,
    TableStyle, Worksheet,
};

/// The most characters of the choices that a cell offers (Excel's limit).
const MOST_CHOICES: usize = 255;
/// The most characters of a table's head (Excel's limit).
const MOST_HEAD: usize = 255;
/// Rows below the last objective in which values are checked as well.
const SPARE_ROWS: u32 = 1_000;
/// Words on a weight that is none.
const TO_TOTAL: &str = "Il peso è un numero da zero al totale atteso; se manca, lasciare vuoto.";
const FROM_ZERO: &str = "Il peso è un numero da zero in su; se manca, lasciare vuoto.";
/// Last row that a sheet can have, from 0 (Excel's limit).
const LAST_ROW: u32 = 1_048_575;

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
    let columns = &book.columns;
    for (c, column) in (0..).zip(&columns.list) {
        let name = data.head(column.index);
        within(name, MOST_HEAD, "l'intestazione di una tabella di Excel", None)?;
        sheet.set_column_width(c, column.width)?;
        if last_row == 0 {
            sheet.write_string_with_format(0, c, name, &book.formats.head())?;
        }
    }
    let heads = columns.list.iter().map(|column| (data.head(column.index), column.width));
    book.heights.fit_heads(sheet, 0, heads)?;
    if last_row > 0 {
        let heads = columns.list.iter().map(|column| {
            let head = data.head(column.index);
            TableColumn::new().set_header(head).set_header_format(book.formats.head())
        });
        let table = Table::new()
            .set_name("Obiettivi")
            .set_style(TableStyle::Light1)
            .set_columns(&heads.collect::<Vec<_>>())
            .set_alt_text_title("Obiettivi")
            .set_alt_text("Una riga per ogni obiettivo del piano, una colonna per ogni campo.");
        sheet.add_table(0, 0, last_row, last_column, &table)?;
        validate(book, sheet, last_row + SPARE_ROWS)?;
    }
    for (row, record) in (1..).zip(&data.records) {
        record_row(book, sheet, row, record)?;
        let texts = columns.list.iter().map(|column| match record.values.get(column.index) {
            Some(RecordValue::Text(text)) => (text.as_str(), column.width),
            _ => ("", column.width),
        });
        book.heights.fit(sheet, row, texts)?;
    }
    sheet.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    print_chosen(sheet, columns, last_column)?;
    Ok(SheetHead {
        head: Some(0),
        columns: 0,
        repeats: true,
        wide: columns.is_wide(),
        ..SheetHead::default()
    })
}

/// Prints the first columns only; the others form a group that can be folded away. They stay open:
/// what is hidden from the first would be overlooked.
fn print_chosen(
    sheet: &mut Worksheet,
    columns: &DataColumns,
    last: u16,
) -> Result<(), RenderError> {
    let first = u16::try_from(columns.printed).map_err(|_| too_many())?;
    if (1..=last).contains(&first) {
        // Whole columns, so that rows that are added are printed.
        sheet.set_print_area(0, 0, LAST_ROW, first - 1)?;
        sheet.group_columns(first, last)?;
    }
    Ok(())
}

fn record_row(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    row: u32,
    record: &ObjectiveRecord,
) -> Result<(), RenderError> {
    let values = book.columns.list.iter().filter_map(|column| record.values.get(column.index));
    for (c, value) in (0..).zip(values) {
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
fn validate(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    last_row: u32,
) -> Result<(), RenderError> {
    let data = book.dataset;
    let place = |key| data.column(key).and_then(|column| book.columns.position(column));
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
        sheet.add_data_validation(1, c, last_row, c, &weight_rule(book)?)?;
    }
    if let Some(c) = place(Key::Position) {
        let rule = DataValidation::new()
            .allow_whole_number(DataValidationRule::GreaterThan(0))
            .set_input_title("Numero")?
            .set_input_message(
                "Il numero lega l'obiettivo alla sua riga degli altri fogli: non si cambia. A un obiettivo nuovo si dà il primo numero libero.",
            )?
            .set_error_title("Numero")?
            .set_error_message("Il numero è intero, da 1 in su, diverso per ogni obiettivo.")?;
        sheet.add_data_validation(1, c, last_row, c, &rule)?;
    }
    Ok(())
}

/// Returns the rule on weights: from zero to the total that is expected when they are typed.
fn weight_rule(book: &DataSheets<'_>) -> Result<DataValidation, RenderError> {
    let has_total = book.dataset.sheets.contains(&WorkbookSheet::Weights);
    let rule = DataValidation::new();
    let (rule, words) = match book.dataset.rule.expected {
        Some(_) if has_total => {
            let most = Formula::new("=IF(ISNUMBER(Totale_atteso),Totale_atteso,1E+300)");
            let between = DataValidationRule::Between(Formula::new("=0"), most);
            (rule.allow_decimal_number_formula(between), TO_TOTAL)
        }
        Some(most) => {
            let between = DataValidationRule::Between(0.0, most.to_f64());
            (rule.allow_decimal_number(between), TO_TOTAL)
        }
        None => {
            let least = DataValidationRule::GreaterThanOrEqualTo(0.0);
            (rule.allow_decimal_number(least), FROM_ZERO)
        }
    };
    Ok(rule.set_error_title("Peso")?.set_error_message(words)?)
}

fn too_many() -> RenderError {
    RenderError::Backend("too many rows or columns".into())
}
