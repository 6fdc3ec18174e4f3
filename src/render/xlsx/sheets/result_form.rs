//! «Valutazione» as it is sent: the rows of one recipient as plain values, of which results alone may
//! be written. No formula, since programs that fill sheets in drop the values of formulas.

use super::data_columns::fitting;
use super::evaluation_columns::usual_width;
use super::sent_sheet::SentBook;
use super::write::words;
use crate::annex::Annex;
use crate::dataset::workbook_words::{EVALUATION_SHEET, RESULTS_NOTE};
use crate::dataset::{EvaluationColumn as Column, FormPurpose, ResultForm, SentRow};
use crate::render::RenderError;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, Formula, Worksheet};

const HEAD_ROW: u32 = 4;
const FIRST_ROW: u32 = HEAD_ROW + 1;

/// Writes the workbook; `code` stands for its words.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(in crate::render::xlsx) fn result_form(
    annex: &Annex,
    form: &ResultForm,
    code: &str,
) -> Result<Vec<u8>, RenderError> {
    let mut book = SentBook::new(annex)?;
    let mut sheet = Worksheet::new();
    sheet.set_name(EVALUATION_SHEET)?;
    book.opening(&mut sheet, &form.recipient.name, RESULTS_NOTE)?;
    let widths = heads(&book, &mut sheet, form)?;
    for (row, entry) in (FIRST_ROW..).zip(&form.rows) {
        entry_row(&book, &mut sheet, (row, entry), form)?;
        let texts = entry.texts.iter().map(String::as_str).zip(widths.iter().copied());
        book.heights.fit(&mut sheet, row, texts)?;
    }
    check_input(&mut sheet, form)?;
    let has_years = form.columns.iter().any(|column| column.kind == Column::Year);
    book.set_up(&mut sheet, (HEAD_ROW, 1 + u16::from(has_years)), widths.iter().sum())?;
    book.workbook.push_worksheet(sheet);
    book.finish((FormPurpose::Results, &form.recipient), code)
}

/// Writes the heads; returns the widths of their columns in characters.
fn heads(
    book: &SentBook<'_>,
    sheet: &mut Worksheet,
    form: &ResultForm,
) -> Result<Vec<f64>, RenderError> {
    let mut widths = Vec::new();
    for (at, column) in form.columns.iter().enumerate() {
        let texts = form.rows.iter().filter_map(|row| row.texts.get(at));
        widths.push(fitting(usual_width(column.kind), texts.map(String::as_str)));
    }
    for (c, (column, width)) in (0..).zip(form.columns.iter().zip(&widths)) {
        sheet.set_column_width(c, *width)?;
        sheet.write_string_with_format(HEAD_ROW, c, &column.head, &book.formats.head())?;
    }
    let heads = form.columns.iter().map(|column| column.head.as_str());
    book.heights.fit_heads(sheet, HEAD_ROW, heads.zip(widths.iter().copied()))?;
    Ok(widths)
}

fn entry_row(
    book: &SentBook<'_>,
    sheet: &mut Worksheet,
    (row, entry): (u32, &SentRow),
    form: &ResultForm,
) -> Result<(), RenderError> {
    let formats = &book.formats;
    for (c, (column, text)) in (0..).zip(form.columns.iter().zip(&entry.texts)) {
        match (column.kind, entry.year, entry.weight) {
            (Column::Number, ..) => {
                let number = u32::try_from(entry.number).unwrap_or(u32::MAX);
                sheet.write_number_with_format(row, c, number, &formats.number(0))?;
            }
            (Column::Year, Some(year), _) => {
                sheet.write_number_with_format(row, c, year, &formats.number(0))?;
            }
            (Column::Weight, _, Some(weight)) => {
                let look = formats.open_number(0);
                sheet.write_number_with_format(row, c, weight.to_f64(), &look)?;
            }
            (Column::Reached, ..) => {
                sheet.write_blank(row, c, &formats.input(formats.sent_result()))?;
            }
            (kind, ..) if kind.is_input() => {
                sheet.write_blank(row, c, &formats.input(formats.words().blank.clone()))?;
            }
            _ => words(sheet, (row, c), text, formats.words(), None)?,
        }
    }
    Ok(())
}

/// Explains and checks what is typed as a percentage.
fn check_input(sheet: &mut Worksheet, form: &ResultForm) -> Result<(), RenderError> {
    let at = form.columns.iter().position(|column| column.kind == Column::Reached);
    let rows = u32::try_from(form.rows.len()).unwrap_or(u32::MAX);
    let (Some(at), Some(last)) = (at, (FIRST_ROW + rows).checked_sub(1)) else { return Ok(()) };
    if last < FIRST_ROW {
        return Ok(());
    }
    let at = u16::try_from(at).unwrap_or(u16::MAX);
    let cell = format!("{}{}", column_number_to_name(at), FIRST_ROW + 1);
    // A number from 2 to 10 would be 200 % or more, and is one that was typed without its sign.
    let number = format!("AND(ISNUMBER({cell}),{cell}>=0,{cell}<200,OR({cell}<2,{cell}>=10))");
    let rule = format!("=OR({number},LOWER(TRIM({cell}))=\"non valutabile\")");
    let rule = DataValidation::new()
        .allow_custom(Formula::new(rule))
        .set_input_title("Raggiunto")?
        .set_input_message(
            "Una percentuale da 0 a 100 (80 e 80% sono la stessa cosa), oppure: non valutabile. Sotto il 10 scrivere il segno: 5%.",
        )?
        .set_error_title("Raggiunto")?
        .set_error_message(
            "Scrivere una percentuale da 0 a 100, per esempio 80 o 80%, oppure: non valutabile. Sotto il 10 ci vuole il segno: 5%.",
        )?;
    sheet.add_data_validation(FIRST_ROW, at, last, at, &rule)?;
    Ok(())
}
