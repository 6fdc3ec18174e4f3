//! «Valutazione»: results and scores, a row for each objective and year.

use super::evaluation_columns::{EvaluationColumn as Column, EvaluationTable, INPUTS};
use super::evaluation_entries::EvaluationEntry;
use super::evaluation_sums::sums;
use super::evaluation_texts::NOT_FOUND;
use super::row_heights::fit_title;
use super::write::{FormulaResult, MOST_TEXT, NOTHING, formula, words};
use super::{DataSheets, SheetHead, WIDEST};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, ProtectionOptions, Worksheet,
};

pub(super) const HEAD_ROW: u32 = 3;
pub(super) const FIRST_ROW: u32 = HEAD_ROW + 1;
const REST_ROW: u32 = 2;
const NO_WEIGHT: &str = "senza peso";
/// Mark of a result that is no percentage.
const NO_SHARE: &str = "✗ da 0 a 100 %";
const NO_NUMBER: &str = "✗ non valido";
const ALL_HERE: &str = "✓ Tutti gli obiettivi di «Dati» hanno qui la loro riga.";
const NOT_ALL_HERE: &str =
    "✗ In «Dati» ci sono obiettivi o pesi che qui non hanno una riga valida: ";

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn evaluation(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let table = EvaluationTable::new(book);
    sheet.write_string_with_format(0, 0, "Valutazione", &book.formats.title())?;
    fit_title(sheet, 0)?;
    sheet.write_string_with_format(1, 0, about(&table), &book.formats.plain())?;
    rest(&table, sheet)?;
    for (c, column) in (0..).zip(&table.columns) {
        sheet.set_column_width(c, column.width)?;
        sheet.write_string_with_format(HEAD_ROW, c, &column.head, &book.formats.head())?;
    }
    let heads = table.columns.iter().map(|column| (column.head.as_str(), column.width));
    book.heights.fit_heads(sheet, HEAD_ROW, heads)?;
    for (row, entry) in (FIRST_ROW..).zip(&table.entries) {
        entry_row(&table, sheet, row, entry)?;
    }
    help_input(&table, sheet)?;
    sums(&table, sheet)?;
    protect(&table, sheet)?;
    let wide = table.columns.iter().map(|column| column.width).sum::<f64>() > WIDEST;
    Ok(SheetHead { head: Some(HEAD_ROW), columns: 1, repeats: true, wide, upright: None })
}

/// Returns the words that say how the sheet is filled in, and what does not follow «Dati».
fn about(table: &EvaluationTable<'_>) -> String {
    let rule = if table.weighted {
        "un obiettivo senza peso non entra nel punteggio"
    } else {
        "il piano non ha pesi, e si fa la media"
    };
    let targets = if table.has(Column::Target) {
        " I valori attesi sono quelli del piano quando è stata fatta la cartella: non seguono «Dati»."
    } else {
        ""
    };
    format!(
        "Compilare le celle colorate: il raggiunto è una percentuale da 0 a 100 (80 o 80%). Un risultato che manca non conta come zero; {rule}.{targets}"
    )
}

/// Says whether every objective of «Dati» is judged here: one that was added, copied or moved to
/// another group is not, nor is a weight in a year of which an objective had none.
fn rest(table: &EvaluationTable<'_>, sheet: &mut Worksheet) -> Result<(), RenderError> {
    let missing = table.missing().join(",");
    let text = format!("=IF(MAX({missing})<=0,\"{ALL_HERE}\",\"{NOT_ALL_HERE}\"&MAX({missing}))");
    let result = FormulaResult::Words(ALL_HERE.into());
    formula(sheet, (REST_ROW, 0), &text, &result, &table.book.formats.plain())?;
    mark(table, sheet, (REST_ROW, REST_ROW), 0)
}

fn entry_row(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    row: u32,
    entry: &EvaluationEntry<'_>,
) -> Result<(), RenderError> {
    let formats = &table.book.formats;
    for (c, column) in (0..).zip(&table.columns) {
        match column.kind {
            Column::Number => {
                let number = u32::try_from(entry.index + 1).unwrap_or(u32::MAX);
                sheet.write_number_with_format(row, c, number, &formats.number(0))?;
            }
            Column::Year => match entry.year {
                Some(year) => {
                    sheet.write_number_with_format(row, c, year, &formats.number(0))?;
                }
                None => words(sheet, (row, c), NOTHING, formats.words(), None)?,
            },
            Column::Weight => weight_cell(table, sheet, (row, c), entry)?,
            Column::Reached => {
                sheet.write_blank(row, c, &formats.input(formats.result()))?;
            }
            Column::Score => score_cell(table, sheet, (row, c), entry)?,
            input if INPUTS.contains(&input) => {
                sheet.write_blank(row, c, &formats.input(formats.words().blank.clone()))?;
            }
            kind => text_cell(table, sheet, (row, c), (kind, entry))?,
        }
    }
    let texts: Vec<_> = table
        .columns
        .iter()
        .map(|column| (entry.text(table.book.dataset, column.kind), column.width))
        .collect();
    let texts = texts.iter().map(|(text, width)| (text.as_str(), *width));
    table.book.heights.fit(sheet, row, texts)?;
    Ok(())
}

/// Writes words of the plan: those that may be corrected in «Dati» follow it.
fn text_cell(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    place: (u32, u16),
    (kind, entry): (Column, &EvaluationEntry<'_>),
) -> Result<(), RenderError> {
    let look = table.book.formats.words();
    let text = entry.text(table.book.dataset, kind);
    let Some(follows) = table.text_formula(kind, place.0, (&text, entry.year)) else {
        return words(sheet, place, &text, look, entry.record.origin);
    };
    let text = within(&text, MOST_TEXT, "una cella di Excel", entry.record.origin)?;
    let result = if text.is_empty() { NOTHING } else { text };
    formula(sheet, place, &follows, &FormulaResult::Words(result.to_owned().into()), &look.blank)
}

fn weight_cell(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    place: (u32, u16),
    entry: &EvaluationEntry<'_>,
) -> Result<(), RenderError> {
    let data = table.book.dataset;
    let weight = data.weight(entry.record, entry.year);
    let weights = data.weights(entry.year).unwrap_or(0);
    let (here, found) = (table.is_here(place.0, entry), table.found(weights, place.0));
    let text = format!(
        "=IF({here},IF(ISNUMBER({found}),IF({found}<0,\"{NO_NUMBER}\",{found}),IF({found}=\"\",\"{NOTHING}\",\"{NO_NUMBER}\")),\"{NOT_FOUND}\")"
    );
    let result = weight.map_or(FormulaResult::NOTHING, FormulaResult::Number);
    let format = table.book.formats.open_number(table.book.dataset.rule.decimals);
    formula(sheet, place, &text, &result, &format)
}

fn score_cell(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    place: (u32, u16),
    entry: &EvaluationEntry<'_>,
) -> Result<(), RenderError> {
    let reached = table.cell(Column::Reached, place.0);
    // A cell of percentages holds 0.8 where 80 was typed, and 80 where it was pasted.
    let share = format!("IF({reached}>1,{reached}/100,{reached})");
    let formats = &table.book.formats;
    let valid = |score: &str| {
        format!(
            "IF({reached}=\"\",\"{NOTHING}\",IF(ISNUMBER({reached}),IF(AND({reached}>=0,{reached}<=100),{score},\"{NO_SHARE}\"),\"{NO_SHARE}\"))"
        )
    };
    if !table.weighted {
        let here = table.is_here(place.0, entry);
        let text = format!("=IF({here},{},\"{NOT_FOUND}\")", valid(&share));
        return formula(sheet, place, &text, &FormulaResult::NOTHING, &formats.share(2));
    }
    let weight = table.cell(Column::Weight, place.0);
    let score = format!("ROUND({weight}*{share},{})", table.digits);
    let text = format!(
        "=IF(ISNUMBER({weight}),{},IF({weight}=\"{NOTHING}\",\"{NO_WEIGHT}\",\"{NOTHING}\"))",
        valid(&score)
    );
    let has_weight = table.book.dataset.weight(entry.record, entry.year).is_some();
    let result = if has_weight { NOTHING } else { NO_WEIGHT };
    // A percentage of a weight has two decimals more than the weight.
    let format = formats.open_number(table.book.dataset.rule.decimals + 2);
    formula(sheet, place, &text, &FormulaResult::Words(result.into()), &format)
}

/// Explains and checks what is typed, and marks what does not count.
fn help_input(table: &EvaluationTable<'_>, sheet: &mut Worksheet) -> Result<(), RenderError> {
    // The range of no rows would end above its beginning.
    let Some(last) = table.last_row() else { return Ok(()) };
    let reached = table.at(Column::Reached);
    let rule = DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
        .set_input_title("Raggiunto")?
        .set_input_message("Una percentuale da 0 a 100: 80 e 80% sono la stessa cosa.")?
        .set_error_title("Raggiunto")?
        .set_error_message("Scrivere una percentuale da 0 a 100, per esempio 80 o 80%.")?;
    sheet.add_data_validation(FIRST_ROW, reached, last, reached, &rule)?;
    if table.weighted {
        mark(table, sheet, (FIRST_ROW, last), table.at(Column::Weight))?;
    }
    mark(table, sheet, (FIRST_ROW, last), table.at(Column::Score))
}

/// Colours the cells of a column that begin with «✗».
fn mark(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    (first, last): (u32, u32),
    column: u16,
) -> Result<(), RenderError> {
    let cell = EvaluationTable::cell_at(column, first);
    let rule = ConditionalFormatFormula::new()
        .set_rule(format!("=LEFT({cell},1)=\"✗\"").as_str())
        .set_format(table.book.formats.wrong());
    sheet.add_conditional_format(first, column, last, column, &rule)?;
    Ok(())
}

/// Protects the formulas, without a password; rows may be filtered and sizes changed.
fn protect(table: &EvaluationTable<'_>, sheet: &mut Worksheet) -> Result<(), RenderError> {
    if let Some(last) = table.last_row() {
        let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
        sheet.autofilter(HEAD_ROW, 0, last, columns - 1)?;
    }
    sheet.protect_with_options(&ProtectionOptions {
        use_autofilter: true,
        sort: true,
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}
