//! «Valutazione»: results and scores, a row for each objective and year.

use super::evaluation_columns::EvaluationTable;
use super::evaluation_rest::REST_ROW;
use super::evaluation_sums::sums;
use super::evaluation_texts::NOT_FOUND;
use super::row_heights::fit_title;
use super::write::{FormulaResult, MOST_TEXT, NOTHING, formula, words};
use super::{DataSheets, SheetHead, WIDEST};
use crate::dataset::{EvaluationColumn as Column, EvaluationEntry};
use crate::render::{RenderError, within};
use rust_xlsxwriter::{
    ConditionalFormatFormula, DataValidation, DataValidationRule, Format, Formula,
    ProtectionOptions, Worksheet,
};

pub(super) const HEAD_ROW: u32 = 3;
pub(super) const FIRST_ROW: u32 = HEAD_ROW + 1;
const NO_WEIGHT: &str = "senza peso";
/// Mark of a result that is no percentage.
const NO_SHARE: &str = "✗ da 0 a 100 %";
const NO_NUMBER: &str = "✗ non valido";
/// Least number above 1 that is taken for hundredths.
const LEAST_PASTED: u32 = 10;
/// Scale at which the cells to be filled in are in sight on a usual screen, in hundredths.
const ZOOM: u16 = 80;

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
    table.rest(sheet)?;
    mark(&table, sheet, (REST_ROW, REST_ROW), 0)?;
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
    sheet.set_zoom(ZOOM);
    // The objective's number and the year of the result stay in sight.
    let columns = 1 + u16::from(table.has(Column::Year));
    Ok(SheetHead { head: Some(HEAD_ROW), columns, repeats: true, wide, ..SheetHead::default() })
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
    let indicators = if table.by_indicator() {
        " Un obiettivo con più indicatori ha una riga per ciascuno, con la sua parte del peso."
    } else {
        ""
    };
    format!(
        "Compilare le celle colorate: il raggiunto è una percentuale da 0 a 100 (80 o 80%). Un risultato che manca non conta come zero; {rule}.{indicators}{targets}"
    )
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
                sheet.write_number_with_format(row, c, number, &free(formats.number(0)))?;
            }
            Column::Year => match entry.year {
                Some(year) => {
                    sheet.write_number_with_format(row, c, year, &free(formats.number(0)))?;
                }
                None => words(sheet, (row, c), NOTHING, &table.free_words, None)?,
            },
            Column::Weight => weight_cell(table, sheet, (row, c), entry)?,
            Column::Reached => {
                sheet.write_blank(row, c, &formats.input(formats.result()))?;
            }
            Column::Score => score_cell(table, sheet, (row, c), entry)?,
            input if input.is_input() => {
                sheet.write_blank(row, c, &formats.input(formats.words().blank.clone()))?;
            }
            kind => text_cell(table, sheet, (row, c), (kind, entry))?,
        }
    }
    let text = |kind| entry.text(table.book.dataset, kind);
    let texts: Vec<_> =
        table.columns.iter().map(|column| (text(column.kind), column.width)).collect();
    let texts = texts.iter().map(|(text, width)| (text.as_str(), *width));
    table.book.heights.fit(sheet, row, texts)?;
    Ok(())
}

/// Unlocks cells that are nobody's to fill in: programs sort rows of unlocked cells alone. A rule
/// refuses what is typed there.
fn free(format: Format) -> Format {
    format.set_unlocked()
}

/// Writes words of the plan: those that may be corrected in «Dati» follow it.
fn text_cell(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    place: (u32, u16),
    (kind, entry): (Column, &EvaluationEntry<'_>),
) -> Result<(), RenderError> {
    let look = &table.free_words;
    let text = entry.text(table.book.dataset, kind);
    let Some(follows) = table.text_formula(kind, place.0, (&text, entry)) else {
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
    let own = table.own_weight(place.0, entry);
    let weights = data.weights(entry.year).unwrap_or(0);
    let (here, found) = (table.is_here(place.0, entry), table.found(weights, place.0));
    let text = format!(
        "=IF({here},IF(ISNUMBER({found}),IF({found}<0,\"{NO_NUMBER}\",{own}),IF({found}=\"\",\"{NOTHING}\",\"{NO_NUMBER}\")),\"{NOT_FOUND}\")"
    );
    let result = match (weight, entry.indicator) {
        (None, _) => FormulaResult::NOTHING,
        (Some(weight), None) => FormulaResult::Number(weight),
        (Some(weight), Some(_)) => FormulaResult::Calculated(weight.to_f64() * entry.share(data)),
    };
    let format = free(table.book.formats.open_number(table.book.dataset.rule.decimals));
    formula(sheet, place, &text, &result, &format)
}

fn score_cell(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    place: (u32, u16),
    entry: &EvaluationEntry<'_>,
) -> Result<(), RenderError> {
    let reached = table.cell(Column::Reached, place.0);
    // A cell of percentages holds 0.8 where 80 was typed, and 80 where it was pasted. In between,
    // 1.5 would be 150 % that was typed and 1.5 % that was pasted: it is none of them.
    let share = format!("IF({reached}>1,{reached}/100,{reached})");
    let formats = &table.book.formats;
    let valid = |score: &str| {
        format!(
            "IF({reached}=\"\",\"{NOTHING}\",IF(ISNUMBER({reached}),IF(AND({reached}>=0,{reached}<=100,OR({reached}<=1,{reached}>={LEAST_PASTED})),{score},\"{NO_SHARE}\"),\"{NO_SHARE}\"))"
        )
    };
    if !table.weighted {
        let here = table.is_here(place.0, entry);
        let text = format!("=IF({here},{},\"{NOT_FOUND}\")", valid(&share));
        return formula(sheet, place, &text, &FormulaResult::NOTHING, &free(formats.share(2)));
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
    let format = free(formats.open_number(table.book.dataset.rule.decimals + 2));
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
        .set_input_message(
            "Una percentuale da 0 a 100: 80 e 80% sono la stessa cosa. Sotto il 10 scrivere il segno: 5%.",
        )?
        .set_error_title("Raggiunto")?
        .set_error_message("Scrivere una percentuale da 0 a 100, per esempio 80 o 80%.")?;
    sheet.add_data_validation(FIRST_ROW, reached, last, reached, &rule)?;
    refuse_typing(table, sheet, last)?;
    if table.weighted {
        mark(table, sheet, (FIRST_ROW, last), table.at(Column::Weight))?;
    }
    mark(table, sheet, (FIRST_ROW, last), table.at(Column::Score))
}

/// Refuses what is typed where the sheet says what «Dati» says, or calculates.
fn refuse_typing(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    last: u32,
) -> Result<(), RenderError> {
    let rule = DataValidation::new()
        .allow_custom(Formula::new("=0"))
        .set_error_title("Cella che non si compila")?
        .set_error_message(
            "Qui si legge quello che dice «Dati», o il calcolo: si compilano le celle colorate.",
        )?;
    for (c, _) in (0..).zip(&table.columns).filter(|(_, column)| !column.kind.is_input()) {
        sheet.add_data_validation(FIRST_ROW, c, last, c, &rule)?;
    }
    Ok(())
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

/// Protects heads and sums, without a password; rows may be filtered and sorted, sizes changed, and
/// comments written.
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
        edit_objects: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}
