//! «Proposte»: empty rows for the objectives that a recipient proposes.

use super::sent_sheet::SentBook;
use super::write::words;
use crate::annex::Annex;
use crate::dataset::workbook_words::{PROPOSALS_NOTE, PROPOSALS_SHEET};
use crate::dataset::{FormPurpose, Key, ProposalForm};
use crate::render::RenderError;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Format, Worksheet,
};

const HEAD_ROW: u32 = 4;
const FIRST_ROW: u32 = HEAD_ROW + 1;
/// Height of an empty row, in points: three lines of text.
const HEIGHT: f64 = 42.0;
/// Most characters of a list that stands in a validation itself (Excel's limit).
const MOST_LISTED: usize = 255;

/// Columns with their widths in characters.
const COLUMNS: [(Key, f64); 8] = [
    (Key::Area, 20.0),
    (Key::Period, 14.0),
    (Key::Service, 18.0),
    (Key::Kind, 10.0),
    (Key::Description, 42.0),
    (Key::ExpectedResult, 32.0),
    (Key::Indicator, 30.0),
    (Key::Weight, 8.0),
];

/// Writes the workbook.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(in crate::render::xlsx) fn proposal_form(
    annex: &Annex,
    form: &ProposalForm,
) -> Result<Vec<u8>, RenderError> {
    let mut book = SentBook::new(annex)?;
    let mut sheet = Worksheet::new();
    sheet.set_name(PROPOSALS_SHEET)?;
    book.opening(&mut sheet, &form.recipient.name, PROPOSALS_NOTE)?;
    for (c, (key, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(c, width)?;
        sheet.write_string_with_format(HEAD_ROW, c, key.label(), &book.formats.head())?;
        for row in FIRST_ROW..FIRST_ROW + form.rows {
            match only(form, key) {
                Some(fixed) => words(&mut sheet, (row, c), fixed, book.formats.words(), None)?,
                None => drop(sheet.write_blank(row, c, &entry(&book, key))?),
            }
        }
        if let Some(rule) = rule(form, key)? {
            let last = (FIRST_ROW + form.rows).saturating_sub(1).max(FIRST_ROW);
            sheet.add_data_validation(FIRST_ROW, c, last, c, &rule)?;
        }
    }
    for row in FIRST_ROW..FIRST_ROW + form.rows {
        sheet.set_row_height(row, HEIGHT)?;
    }
    let width = COLUMNS.iter().map(|(_, width)| width).sum();
    book.set_up(&mut sheet, (HEAD_ROW, 0), width)?;
    book.workbook.push_worksheet(sheet);
    book.finish((FormPurpose::Proposals, &form.recipient), "")
}

/// Returns the only value that a column can have.
fn only(form: &ProposalForm, key: Key) -> Option<&str> {
    let values = match key {
        Key::Area => &form.areas,
        Key::Period => &form.periods,
        _ => return None,
    };
    match values.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// Texts stay as they are typed: «- voce» is no formula, «1/2» no date. Numbers do not.
fn entry(book: &SentBook<'_>, key: Key) -> Format {
    let words = book.formats.words().blank.clone();
    book.formats.input(if key == Key::Weight { words } else { words.set_num_format("@") })
}

/// Returns the rule on what is typed in a column.
fn rule(form: &ProposalForm, key: Key) -> Result<Option<DataValidation>, RenderError> {
    let (values, style) = match key {
        Key::Area => (&form.areas, DataValidationErrorStyle::Stop),
        Key::Period => (&form.periods, DataValidationErrorStyle::Stop),
        Key::Kind => (&form.kinds, DataValidationErrorStyle::Warning),
        Key::Weight => return weights().map(Some),
        _ => return Ok(None),
    };
    // A comma would part a value of the list in two.
    let length: usize = values.iter().map(|value| value.encode_utf16().count() + 1).sum();
    if values.len() < 2 || length > MOST_LISTED || values.iter().any(|value| value.contains(',')) {
        return Ok(None);
    }
    let title = key.label();
    let rule = DataValidation::new()
        .allow_list_strings(values)?
        .set_error_style(style)
        .set_error_title(title)?
        .set_error_message("Scegliere una delle voci dell'elenco.")?;
    Ok(Some(rule))
}

fn weights() -> Result<DataValidation, RenderError> {
    Ok(DataValidation::new()
        .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Peso")?
        .set_error_message("Il peso è un numero da zero in su, senza altri segni.")?)
}
