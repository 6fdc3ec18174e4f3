//! «Valutazione»: the scores at the end of the year.

use super::write::{FormulaResult, NOTHING, fit_row, formula, words};
use super::{DataSheets, SheetHead};
use crate::annex::Number;
use crate::dataset::{AreaTotal, Dataset, GroupIndex, Key, ObjectiveRecord};
use crate::render::RenderError;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet};

const HEAD_ROW: u32 = 3;
const FIRST_ROW: u32 = HEAD_ROW + 1;
const HEADS: [(&str, f64); 8] = [
    ("n", 6.0),
    ("Area", 26.0),
    ("Periodo", 20.0),
    ("Obiettivo", 60.0),
    ("Peso", 10.0),
    ("Raggiunto %", 12.0),
    ("Punteggio", 12.0),
    ("Note", 40.0),
];
// Indices of the columns in `HEADS`.
const NUMBER: u16 = 0;
const AREA: u16 = 1;
const PERIOD: u16 = 2;
const OBJECTIVE: u16 = 3;
const WEIGHT: u16 = 4;
const REACHED: u16 = 5;
const SCORE: u16 = 6;
const NOTES: u16 = 7;
/// Columns that a plan without weights leaves blank.
const OF_WEIGHTS: [u16; 2] = [WEIGHT, SCORE];
const NO_WEIGHT: &str = "senza peso";

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn evaluation(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let data = book.dataset;
    sheet.write_string_with_format(0, 0, "Valutazione", &book.formats.title())?;
    let about = if data.is_weighted() {
        "Scrivere nelle celle colorate la percentuale raggiunta (da 0 a 100) e le note. Un obiettivo senza peso non entra nel punteggio."
    } else {
        "Scrivere nelle celle colorate la percentuale raggiunta (da 0 a 100) e le note. Il piano non ha pesi: si fa la media delle percentuali."
    };
    sheet.write_string_with_format(1, 0, about, &book.formats.plain())?;
    for (c, (head, width)) in (0..).zip(HEADS) {
        sheet.set_column_width(c, width)?;
        let head = if OF_WEIGHTS.contains(&c) && !data.is_weighted() { "" } else { head };
        sheet.write_string_with_format(HEAD_ROW, c, head, &book.formats.head())?;
    }
    let count = u32::try_from(data.records.len()).unwrap_or(0);
    let scores = Scores { book, data, count, weighted: data.is_weighted() };
    for (row, record) in (FIRST_ROW..).zip(&data.records) {
        scores.objective(sheet, row, record)?;
    }
    scores.validate(sheet)?;
    scores.summaries(sheet)?;
    sheet.protect();
    Ok(SheetHead { head: Some(HEAD_ROW), columns: 0, repeats: false })
}

struct Scores<'a> {
    book: &'a DataSheets<'a>,
    data: &'a Dataset,
    /// Number of objectives.
    count: u32,
    /// `true` if any objective has a weight.
    weighted: bool,
}

impl Scores<'_> {
    fn objective(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        record: &ObjectiveRecord,
    ) -> Result<(), RenderError> {
        let formats = &self.book.formats;
        let number = row - FIRST_ROW + 1;
        sheet.write_number_with_format(row, NUMBER, number, &formats.number(0))?;
        let texts = [Key::Area, Key::Period, Key::Description];
        let texts = texts.map(|name| self.data.text(record, name));
        for (c, text) in (AREA..).zip(texts) {
            words(sheet, (row, c), text, formats.words(), record.origin)?;
        }
        let weight = self.data.weight(record);
        if self.weighted {
            self.weight(sheet, row, weight)?;
        }
        sheet.write_blank(
            row,
            REACHED,
            &formats.input(formats.number(0).set_num_format("General")),
        )?;
        if self.weighted {
            self.score(sheet, row, weight.is_some())?;
        }
        sheet.write_blank(row, NOTES, &formats.input(formats.words().blank.clone()))?;
        let widths = [AREA, PERIOD, OBJECTIVE].map(|c| HEADS[usize::from(c)].1);
        fit_row(sheet, row, texts.into_iter().zip(widths))
    }

    fn weight(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        weight: Option<Number>,
    ) -> Result<(), RenderError> {
        let number = cell(NUMBER, row);
        // Looked up by the objective's number and not by its row: «Dati» may be sorted anew.
        let found = format!("INDEX(Dati_peso,MATCH(${number},Dati_n,0))");
        let text = format!("=IF(ISNUMBER({found}),{found},\"{NOTHING}\")");
        let outcome = weight.map_or(FormulaResult::Words(NOTHING), FormulaResult::Number);
        let format = self.book.formats.number(self.decimals());
        formula(sheet, (row, WEIGHT), &text, &outcome, &format)
    }

    fn score(&self, sheet: &mut Worksheet, row: u32, has_weight: bool) -> Result<(), RenderError> {
        let (weight, reached) = (cell(WEIGHT, row), cell(REACHED, row));
        // A percentage of a weight has two decimals more than the weight: nothing is rounded away
        // unless the percentage has decimals of its own.
        let decimals = self.decimals() + 2;
        let text = format!(
            "=IF(ISNUMBER({weight}),IF(ISNUMBER({reached}),ROUND({weight}*{reached}/100,{decimals}),\"{NOTHING}\"),\"{NO_WEIGHT}\")"
        );
        let outcome = FormulaResult::Words(if has_weight { NOTHING } else { NO_WEIGHT });
        formula(sheet, (row, SCORE), &text, &outcome, &self.book.formats.number(decimals))
    }

    fn decimals(&self) -> u32 {
        self.data.rule.decimals
    }

    fn validate(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        // The range of no rows would end above its beginning.
        if self.count == 0 {
            return Ok(());
        }
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
            .set_error_title("Raggiunto %")?
            .set_error_message("Scrivere un numero da 0 a 100.")?;
        let last = FIRST_ROW + self.count - 1;
        sheet.add_data_validation(FIRST_ROW, REACHED, last, REACHED, &rule)?;
        Ok(())
    }

    /// Writes a row for each area and period, then one for each area.
    fn summaries(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        let totals = &self.data.totals;
        let groups = totals.iter().filter(|t| t.group.area.is_some() && t.group.period.is_some());
        let areas = totals.iter().filter(|t| t.group.area.is_some() && t.group.period.is_none());
        let mut row = FIRST_ROW + self.count + 1;
        sheet.set_page_breaks(&[row])?;
        row = self.summary(sheet, row, "Per area e periodo", groups)? + 1;
        self.summary(sheet, row, "Per area", areas)?;
        Ok(())
    }

    /// Writes a heading and a row for each of `totals`; returns the row after the last.
    fn summary<'t>(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        title: &str,
        totals: impl Iterator<Item = &'t AreaTotal>,
    ) -> Result<u32, RenderError> {
        let formats = &self.book.formats;
        sheet.write_string_with_format(row, AREA, title, &formats.title())?;
        let heads = [
            (AREA, "Area"),
            (PERIOD, "Periodo"),
            (WEIGHT, "Peso"),
            (REACHED, "Raggiunto %"),
            (SCORE, "Punteggio"),
        ];
        for (c, head) in heads {
            if !self.weighted && OF_WEIGHTS.contains(&c) {
                continue;
            }
            sheet.write_string_with_format(row + 1, c, head, &formats.head())?;
        }
        let mut row = row + 2;
        for total in totals {
            self.group(sheet, row, total)?;
            row += 1;
        }
        Ok(row)
    }

    fn group(&self, sheet: &mut Worksheet, row: u32, total: &AreaTotal) -> Result<(), RenderError> {
        let formats = &self.book.formats;
        let GroupIndex { area, period } = total.group;
        let area_name = area.map_or("", |area| self.data.areas[area].as_str());
        let period_label = period.map_or("", |period| self.data.periods[period].as_str());
        words(sheet, (row, AREA), area_name, formats.words(), None)?;
        words(sheet, (row, PERIOD), period_label, formats.words(), None)?;
        let (areas, periods) = (self.range(AREA), self.range(PERIOD));
        let mut criteria = vec![(areas.as_str(), format!("${}", cell(AREA, row)))];
        criteria.extend(period.map(|_| (periods.as_str(), format!("${}", cell(PERIOD, row)))));
        let sum = |column| self.book.names.sum(&self.range(column), &criteria);
        if !self.weighted {
            let count = self.book.names.count_numbers(&self.range(REACHED), &criteria);
            let mean = format!("=IF({count}=0,\"{NOTHING}\",ROUND({}/{count},2))", sum(REACHED));
            return formula(
                sheet,
                (row, REACHED),
                &mean,
                &FormulaResult::Words(NOTHING),
                &formats.number(2),
            );
        }
        let decimals = self.decimals();
        let zero = Number { mantissa: 0, scale: 0 };
        let weights = format!("=ROUND({},{decimals})", sum(WEIGHT));
        formula(
            sheet,
            (row, WEIGHT),
            &weights,
            &FormulaResult::Number(total.weights.sum),
            &formats.number(decimals),
        )?;
        let (weight, score) = (cell(WEIGHT, row), cell(SCORE, row));
        let reached = format!("=IF({weight}=0,\"{NOTHING}\",ROUND({score}/{weight}*100,2))");
        // The results that are stored must be those that the formulas give before anybody fills in
        // a percentage: a program that does not calculate shows the stored ones.
        let none = total.weights.sum.mantissa == 0;
        let outcome =
            if none { FormulaResult::Words(NOTHING) } else { FormulaResult::Number(zero) };
        formula(sheet, (row, REACHED), &reached, &outcome, &formats.number(2))?;
        let scores = format!("=ROUND({},{})", sum(SCORE), decimals + 2);
        formula(
            sheet,
            (row, SCORE),
            &scores,
            &FormulaResult::Number(zero),
            &formats.number(decimals + 2),
        )
    }

    /// Returns the range of the objectives' cells in a column.
    fn range(&self, column: u16) -> String {
        let letter = column_number_to_name(column);
        format!("${letter}${}:${letter}${}", FIRST_ROW + 1, FIRST_ROW + self.count)
    }
}

/// Names the cell of `column` in `row` as formulas do, `E5`.
fn cell(column: u16, row: u32) -> String {
    format!("{}{}", column_number_to_name(column), row + 1)
}
