//! «Valutazione»: the scores at the end of the year.

use super::write::{FormulaResult, NOTHING, fit_row, formula, words};
use super::{DataSheets, SheetHead};
use crate::annex::Number;
use crate::dataset::{AreaTotal, Dataset, GroupIndex, Key, ObjectiveRecord};
use crate::render::RenderError;
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
const AREA: u16 = 1;
const PERIOD: u16 = 2;
/// First of the columns that a plan without weights leaves blank.
const WEIGHT: u16 = 4;
const SCORE: u16 = 6;
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
    let about = match data.is_weighted() {
        true => {
            "Scrivere nelle celle colorate la percentuale raggiunta (da 0 a 100) e le note. Un obiettivo senza peso non entra nel punteggio."
        }
        false => {
            "Scrivere nelle celle colorate la percentuale raggiunta (da 0 a 100) e le note. Il piano non ha pesi: si fa la media delle percentuali."
        }
    };
    sheet.write_string_with_format(1, 0, about, &book.formats.plain())?;
    let of_weights = [WEIGHT, SCORE];
    for (c, (head, width)) in (0..).zip(HEADS) {
        sheet.set_column_width(c, width)?;
        let head = if of_weights.contains(&c) && !data.is_weighted() { "" } else { head };
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
        sheet.write_number_with_format(row, 0, number, &formats.number(0))?;
        let texts = [Key::Area, Key::Period, Key::Description];
        let texts = texts.map(|name| self.data.text(record, name));
        for (c, text) in (AREA..).zip(texts) {
            words(sheet, (row, c), text, formats.words(), record.origin)?;
        }
        let weight = self.data.weight(record);
        if self.weighted {
            self.weight(sheet, row, weight)?;
        }
        sheet.write_blank(row, 5, &formats.input(formats.number(0).set_num_format("General")))?;
        if self.weighted {
            self.score(sheet, row, weight.is_some())?;
        }
        sheet.write_blank(row, 7, &formats.input(formats.words().blank.clone()))?;
        let widths = [AREA, PERIOD, 3].map(|c| HEADS[usize::from(c)].1);
        fit_row(sheet, row, texts.into_iter().zip(widths))
    }

    fn weight(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        weight: Option<Number>,
    ) -> Result<(), RenderError> {
        let r = row + 1;
        let found = format!("INDEX(Dati_peso,MATCH($A{r},Dati_n,0))");
        let text = format!("=IF(ISNUMBER({found}),{found},\"{NOTHING}\")");
        let outcome = weight.map_or(FormulaResult::Words(NOTHING), FormulaResult::Number);
        let format = self.book.formats.number(self.decimals());
        formula(sheet, (row, WEIGHT), &text, &outcome, &format)
    }

    fn score(&self, sheet: &mut Worksheet, row: u32, has_weight: bool) -> Result<(), RenderError> {
        let r = row + 1;
        let decimals = self.decimals() + 2;
        let text = format!(
            "=IF(ISNUMBER(E{r}),IF(ISNUMBER(F{r}),ROUND(E{r}*F{r}/100,{decimals}),\"{NOTHING}\"),\"{NO_WEIGHT}\")"
        );
        let outcome = FormulaResult::Words(if has_weight { NOTHING } else { NO_WEIGHT });
        formula(sheet, (row, SCORE), &text, &outcome, &self.book.formats.number(decimals))
    }

    fn decimals(&self) -> u32 {
        self.data.rule.decimals
    }

    fn validate(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        if self.count == 0 {
            return Ok(());
        }
        let rule = DataValidation::new()
            .allow_decimal_number(DataValidationRule::Between(0.0, 100.0))
            .set_error_title("Raggiunto %")?
            .set_error_message("Scrivere un numero da 0 a 100.")?;
        sheet.add_data_validation(FIRST_ROW, 5, FIRST_ROW + self.count - 1, 5, &rule)?;
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
            (4, "Peso"),
            (5, "Raggiunto %"),
            (6, "Punteggio"),
        ];
        for (c, head) in heads {
            if !self.weighted && [WEIGHT, SCORE].contains(&c) {
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
        let r = row + 1;
        let GroupIndex { area, period } = total.group;
        let area_name = area.map_or("", |area| self.data.areas[area].as_str());
        let period_label = period.map_or("", |period| self.data.periods[period].as_str());
        words(sheet, (row, AREA), area_name, formats.words(), None)?;
        words(sheet, (row, PERIOD), period_label, formats.words(), None)?;
        let (areas, periods) = (self.range("B"), self.range("C"));
        let mut criteria = vec![(areas.as_str(), format!("$B{r}"))];
        criteria.extend(period.map(|_| (periods.as_str(), format!("$C{r}"))));
        let sum = |letter| self.book.names.sum(&self.range(letter), &criteria);
        if !self.weighted {
            let count = self.book.names.count_numbers(&self.range("F"), &criteria);
            let mean = format!("=IF({count}=0,\"{NOTHING}\",ROUND({}/{count},2))", sum("F"));
            return formula(
                sheet,
                (row, 5),
                &mean,
                &FormulaResult::Words(NOTHING),
                &formats.number(2),
            );
        }
        let decimals = self.decimals();
        let zero = Number { mantissa: 0, scale: 0 };
        let weights = format!("=ROUND({},{decimals})", sum("E"));
        formula(
            sheet,
            (row, 4),
            &weights,
            &FormulaResult::Number(total.weights.sum),
            &formats.number(decimals),
        )?;
        let reached = format!("=IF(E{r}=0,\"{NOTHING}\",ROUND(G{r}/E{r}*100,2))");
        let none = total.weights.sum.mantissa == 0;
        let outcome =
            if none { FormulaResult::Words(NOTHING) } else { FormulaResult::Number(zero) };
        formula(sheet, (row, 5), &reached, &outcome, &formats.number(2))?;
        let scores = format!("=ROUND({},{})", sum("G"), decimals + 2);
        formula(
            sheet,
            (row, 6),
            &scores,
            &FormulaResult::Number(zero),
            &formats.number(decimals + 2),
        )
    }

    /// Returns the range of the objectives' cells in a column.
    fn range(&self, letter: &str) -> String {
        format!("${letter}${}:${letter}${}", FIRST_ROW + 1, FIRST_ROW + self.count)
    }
}
