//! «Pesi»: the weights added up over «Dati», areas down and periods across.

use super::formats::WordFormats;
use super::names::EXPECTED_ROW;
use super::row_heights::fit_title;
use super::write::{FormulaResult, NOTHING, exact_digits, formula, words};
use super::{DataSheets, SheetHead, WIDEST};
use crate::annex::Number;
use crate::dataset::{Dataset, GroupIndex, GroupTotal, WeightSum};
use crate::render::RenderError;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{Chart, ChartType, ConditionalFormatFormula, Worksheet};
use std::collections::HashMap;

/// The row with the periods' labels; the heads of columns stand below it.
const LABEL_ROW: u32 = 4;
const FIRST_ROW: u32 = LABEL_ROW + 2;
/// The row that says whether every objective of «Dati» is counted.
const REST_ROW: u32 = 3;
/// Width of a column with names of rows, in characters.
const LABEL_WIDTH: f64 = 30.0;
/// Most areas and periods that a chart still shows legibly.
const MOST_DRAWN: (usize, usize) = (40, 8);

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn weights(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let matrix = Matrix::of(book.dataset);
    let plain = book.formats.plain();
    sheet.write_string_with_format(0, 0, "Pesi", &book.formats.title())?;
    fit_title(sheet, 0)?;
    let about = if book.dataset.is_weighted() {
        "Somme calcolate sul foglio «Dati»: si aggiornano quando cambia un peso e quando si aggiunge o si toglie una riga."
    } else {
        "Il piano non ha pesi da sommare: qui si contano gli obiettivi."
    };
    sheet.write_string_with_format(1, 0, about, &plain)?;
    if let Some(expected) = matrix.expected() {
        sheet.write_string_with_format(EXPECTED_ROW, 0, "Totale atteso", &plain)?;
        let format = book.formats.open_number(expected.scale);
        sheet.write_number_with_format(EXPECTED_ROW, 1, expected.to_f64(), &format)?;
    }
    let labels = matrix.labels();
    for (c, head) in (0..).zip(&labels) {
        sheet.set_column_width(c, LABEL_WIDTH)?;
        sheet.write_string_with_format(LABEL_ROW, c, "", &book.formats.head())?;
        sheet.write_string_with_format(LABEL_ROW + 1, c, *head, &book.formats.head())?;
    }
    for (r, names) in (FIRST_ROW..).zip(matrix.rows()) {
        for (c, name) in (0..).zip(&names) {
            words(sheet, (r, c), name, book.formats.words(), None)?;
        }
        book.heights.fit(sheet, r, names.into_iter().map(|name| (name, LABEL_WIDTH)))?;
    }
    for (block, label) in matrix.blocks().iter().enumerate() {
        matrix.block(book, sheet, block, label)?;
    }
    matrix.rest(book, sheet)?;
    matrix.chart(sheet)?;
    let columns = u16::try_from(labels.len()).unwrap_or(1);
    let block: f64 = matrix.parts.iter().map(|(part, _)| part.width()).sum();
    let width = f64::from(columns) * LABEL_WIDTH + matrix.blocks().len() as f64 * block;
    Ok(SheetHead { head: Some(LABEL_ROW + 1), columns, repeats: false, wide: width > WIDEST })
}

/// Content of a column of a block.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WeightsColumn {
    Sum,
    Expected,
    Excess,
    Count,
    Without,
    Verdict,
}

impl WeightsColumn {
    /// Returns the width of the column, in characters.
    const fn width(self) -> f64 {
        match self {
            WeightsColumn::Verdict => 20.0,
            _ => 11.0,
        }
    }
}

const ALL: [(WeightsColumn, &str); 6] = [
    (WeightsColumn::Sum, "Peso totale"),
    (WeightsColumn::Expected, "Atteso"),
    (WeightsColumn::Excess, "Differenza"),
    (WeightsColumn::Count, "Obiettivi"),
    (WeightsColumn::Without, "Senza peso"),
    (WeightsColumn::Verdict, "Esito"),
];

struct Matrix<'a> {
    data: &'a Dataset,
    /// The totals by area and period.
    totals: HashMap<GroupIndex, &'a WeightSum>,
    /// The columns of each block.
    parts: Vec<(WeightsColumn, &'static str)>,
    decimals: u32,
    /// Digits after the decimal point up to which sums are exact.
    digits: usize,
}

impl<'a> Matrix<'a> {
    fn of(data: &'a Dataset) -> Self {
        let compares = |part| {
            matches!(part, WeightsColumn::Expected | WeightsColumn::Excess | WeightsColumn::Verdict)
        };
        let expected = data.rule.expected.filter(|_| data.is_weighted());
        let stands = |part| match part {
            WeightsColumn::Count => true,
            part => data.is_weighted() && (expected.is_some() || !compares(part)),
        };
        let parts = ALL.into_iter().filter(|(part, _)| stands(*part));
        let decimals = data.rule.decimals.max(expected.map_or(0, |expected| expected.scale));
        let totals = data.totals.iter().map(|total| (total.group, &total.weights));
        let of_groups = data.groups.iter().flat_map(|group| &group.weights);
        let sums = data.totals.iter().map(|total| &total.weights).chain(of_groups);
        let sums = sums.map(|weights| weights.sum).chain(expected);
        let digits = exact_digits(sums.map(|sum| sum.to_f64().abs()).fold(0.0, f64::max));
        Matrix { data, totals: totals.collect(), parts: parts.collect(), decimals, digits }
    }

    fn expected(&self) -> Option<Number> {
        self.data.rule.expected.filter(|_| self.data.is_weighted())
    }

    /// Returns the heads of the columns with the names of the rows.
    fn labels(&self) -> Vec<&'a str> {
        match self.data.rule.columns.as_slice() {
            [] if self.has_groups() => vec!["Piano"],
            [] => vec!["Area"],
            columns => columns.iter().map(|c| self.data.head(*c)).collect(),
        }
    }

    /// Returns the names of each row.
    fn rows(&self) -> Vec<Vec<&'a str>> {
        let rule = &self.data.rule;
        if self.has_groups() && rule.columns.is_empty() {
            return vec![vec!["Tutti gli obiettivi"]];
        }
        if self.has_groups() {
            let names = |group: &'a GroupTotal| group.labels.iter().map(String::as_str).collect();
            return self.data.groups.iter().map(names).collect();
        }
        if rule.by_area {
            self.data.areas.iter().map(|area| vec![area.as_str()]).collect()
        } else {
            vec![vec!["Tutte le aree"]]
        }
    }

    /// Returns `true` if the rows are groups by the columns of the rule: by its levels, or by all of
    /// them where the blocks are years.
    fn has_groups(&self) -> bool {
        !self.data.rule.columns.is_empty() || !self.data.rule.years.is_empty()
    }

    /// Returns the labels of the blocks: years, periods, or one for all.
    fn blocks(&self) -> Vec<String> {
        let rule = &self.data.rule;
        if !rule.years.is_empty() {
            return rule.years.iter().map(|(year, _)| format!("Anno {year}")).collect();
        }
        match (self.has_groups(), rule.by_period) {
            (true, _) => vec!["Tutto il gruppo".to_owned()],
            (false, true) => self.data.periods.clone(),
            (false, false) => vec!["Tutti i periodi".to_owned()],
        }
    }

    /// Returns the range of «Dati» with the weights of a block.
    fn values(&self, book: &DataSheets<'_>, block: usize) -> String {
        let year = self.data.rule.years.get(block);
        year.map_or("Dati_peso".to_owned(), |(_, column)| book.names.range(*column))
    }

    fn total(&self, row: usize, block: usize) -> Option<&'a WeightSum> {
        let rule = &self.data.rule;
        if self.has_groups() {
            return self.data.groups.get(row).and_then(|group| group.weights.get(block));
        }
        let (area, period) = (rule.by_area.then_some(row), rule.by_period.then_some(block));
        self.totals.get(&GroupIndex { area, period }).copied()
    }

    /// Returns the first column of a block.
    fn start(&self, block: usize) -> u16 {
        u16::try_from(self.labels().len() + block * self.parts.len()).unwrap_or(u16::MAX)
    }

    fn column(&self, block: usize, part: WeightsColumn) -> u16 {
        let at = self.parts.iter().position(|(other, _)| *other == part).unwrap_or(0);
        self.start(block).saturating_add(u16::try_from(at).unwrap_or(0))
    }

    fn block(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        block: usize,
        label: &str,
    ) -> Result<(), RenderError> {
        let (first, head) = (self.start(block), book.formats.head());
        let last = first + u16::try_from(self.parts.len() - 1).unwrap_or(0);
        if first < last {
            sheet.merge_range(LABEL_ROW, first, LABEL_ROW, last, "", &head)?;
        }
        words(sheet, (LABEL_ROW, first), label, &WordFormats::of(head.clone()), None)?;
        for (c, (part, name)) in (first..).zip(&self.parts) {
            sheet.write_string_with_format(LABEL_ROW + 1, c, *name, &head)?;
            sheet.set_column_width(c, part.width())?;
        }
        for row in 0..self.rows().len() {
            self.cells(book, sheet, row, block)?;
        }
        self.mark(book, sheet, block)
    }

    /// Writes the cells of a row in a block: formulas and their results.
    fn cells(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        row: usize,
        block: usize,
    ) -> Result<(), RenderError> {
        let total = self.total(row, block);
        let r = FIRST_ROW + u32::try_from(row).unwrap_or(0);
        for (part, _) in &self.parts {
            let c = self.column(block, *part);
            let text = self.formula(book, *part, r, block);
            let outcome = self.outcome(*part, total);
            let format = match part {
                WeightsColumn::Sum | WeightsColumn::Expected | WeightsColumn::Excess => {
                    book.formats.open_number(self.decimals)
                }
                WeightsColumn::Count | WeightsColumn::Without => book.formats.number(0),
                WeightsColumn::Verdict => book.formats.words().blank.clone(),
            };
            formula(sheet, (r, c), &text, &outcome, &format)?;
        }
        Ok(())
    }

    fn formula(&self, book: &DataSheets<'_>, part: WeightsColumn, r: u32, block: usize) -> String {
        let cell = |part| format!("{}{}", column_number_to_name(self.column(block, part)), r + 1);
        let criteria = self.criteria(book, r, block);
        let criteria: Vec<_> =
            criteria.iter().map(|(range, cell)| (range.as_str(), cell.clone())).collect();
        let (count, sum, excess) =
            (cell(WeightsColumn::Count), cell(WeightsColumn::Sum), cell(WeightsColumn::Excess));
        let (digits, values) = (self.digits, self.values(book, block));
        match part {
            WeightsColumn::Sum => {
                let sum = book.names.sum(&values, &criteria);
                format!("=IF({count}=0,\"{NOTHING}\",ROUND({sum},{digits}))")
            }
            WeightsColumn::Expected => format!("=IF({count}=0,\"{NOTHING}\",Totale_atteso)"),
            WeightsColumn::Excess => {
                format!("=IF({count}=0,\"{NOTHING}\",ROUND({sum}-Totale_atteso,{digits}))")
            }
            WeightsColumn::Count => format!("={}", book.names.count(&criteria)),
            WeightsColumn::Without => {
                format!("={count}-{}", book.names.count_numbers(&values, &criteria))
            }
            WeightsColumn::Verdict => format!(
                "=IF({count}=0,\"{NOTHING}\",IF({}>0,\"{WRONG}\",IF({count}={},\"{NO_WEIGHTS}\",IF({excess}=0,\"{RIGHT}\",IF({excess}<0,\"{BELOW}\",\"{ABOVE}\")))))",
                book.names.count_wrong(&values, &criteria),
                cell(WeightsColumn::Without)
            ),
        }
    }

    /// Returns the ranges of «Dati» that a cell adds up by, each with the cell that they must equal.
    fn criteria(&self, book: &DataSheets<'_>, r: u32, block: usize) -> Vec<(String, String)> {
        let rule = &self.data.rule;
        if self.has_groups() {
            let letter = |c: usize| column_number_to_name(u16::try_from(c).unwrap_or(0));
            let label = |(i, c): (usize, &usize)| {
                (book.names.range(*c), format!("${}{}", letter(i), r + 1))
            };
            return rule.columns.iter().enumerate().map(label).collect();
        }
        let area = rule.by_area.then(|| ("Dati_area".to_owned(), format!("$A{}", r + 1)));
        let label = column_number_to_name(self.start(block));
        let cell = format!("{label}${}", LABEL_ROW + 1);
        let period = rule.by_period.then(|| ("Dati_periodo".to_owned(), cell));
        area.into_iter().chain(period).collect()
    }

    fn outcome(&self, part: WeightsColumn, total: Option<&WeightSum>) -> FormulaResult {
        let whole = |n: u32| FormulaResult::count(n as usize);
        let Some(total) = total else {
            return match part {
                WeightsColumn::Count | WeightsColumn::Without => whole(0),
                _ => FormulaResult::NOTHING,
            };
        };
        let some =
            |number: Option<Number>| number.map_or(FormulaResult::NOTHING, FormulaResult::Number);
        match part {
            WeightsColumn::Sum => FormulaResult::Number(total.sum),
            WeightsColumn::Expected => some(self.data.rule.expected),
            WeightsColumn::Excess => some(total.excess),
            WeightsColumn::Count => whole(total.count),
            WeightsColumn::Without => whole(total.without),
            WeightsColumn::Verdict => FormulaResult::Words(verdict(total).into()),
        }
    }

    /// Writes how many objectives of «Dati» no row of this sheet counts: an area or a period that
    /// is new, or spelled in another way, must not be missed in silence.
    fn rest(&self, book: &DataSheets<'_>, sheet: &mut Worksheet) -> Result<(), RenderError> {
        let rows = u32::try_from(self.rows().len()).unwrap_or(0);
        if rows == 0 {
            return Ok(());
        }
        let counted = |part| {
            // Each objective is counted once, in the first of several years.
            let blocks = if self.data.rule.years.is_empty() { self.blocks().len() } else { 1 };
            let column = |block| {
                let letter = column_number_to_name(self.column(block, part));
                format!("SUM({letter}{}:{letter}{})", FIRST_ROW + 1, FIRST_ROW + rows)
            };
            (0..blocks).map(column).collect::<Vec<_>>().join("-")
        };
        let objectives = format!("COUNTA(Dati_descrizione)-1-{}", counted(WeightsColumn::Count));
        let text = if self.data.is_weighted() && self.data.rule.years.is_empty() {
            let without = counted(WeightsColumn::Without).replace('-', "+");
            let weights = format!("COUNT(Dati_peso)-{}+{without}", counted(WeightsColumn::Count));
            format!("=MAX(0,{objectives},{weights})")
        } else {
            format!("=MAX(0,{objectives})")
        };
        let plain = book.formats.plain();
        sheet.write_string_with_format(
            REST_ROW,
            0,
            "Obiettivi di «Dati» non contati qui",
            &plain,
        )?;
        formula(sheet, (REST_ROW, 1), &text, &FormulaResult::count(0), &book.formats.number(0))?;
        let cell = format!("$B${}", REST_ROW + 1);
        let verdict = format!("=IF({cell}=0,\"{ALL_COUNTED}\",\"{NOT_COUNTED}\")");
        let result = FormulaResult::Words(ALL_COUNTED.into());
        formula(sheet, (REST_ROW, 2), &verdict, &result, &plain)?;
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("={cell}<>0").as_str())
            .set_format(book.formats.wrong());
        sheet.add_conditional_format(REST_ROW, 1, REST_ROW, 2, &rule)?;
        Ok(())
    }

    /// Colours totals that do not add up; the verdict has words and a sign as well.
    fn mark(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
        block: usize,
    ) -> Result<(), RenderError> {
        let rows = u32::try_from(self.rows().len()).unwrap_or(0);
        if self.expected().is_none() || rows == 0 {
            return Ok(());
        }
        let excess = self.column(block, WeightsColumn::Excess);
        let cell = format!("${}{}", column_number_to_name(excess), FIRST_ROW + 1);
        let verdict = self.column(block, WeightsColumn::Verdict);
        let verdict = format!("${}{}", column_number_to_name(verdict), FIRST_ROW + 1);
        let rule = ConditionalFormatFormula::new()
            .set_rule(
                format!("=OR(AND(ISNUMBER({cell}),{cell}<>0),LEFT({verdict},1)=\"✗\")").as_str(),
            )
            .set_format(book.formats.wrong());
        for c in [excess, self.column(block, WeightsColumn::Verdict)] {
            sheet.add_conditional_format(FIRST_ROW, c, FIRST_ROW + rows - 1, c, &rule)?;
        }
        Ok(())
    }

    /// Returns the last column with names of rows.
    fn last_label(&self) -> u16 {
        u16::try_from(self.labels().len().saturating_sub(1)).unwrap_or(0)
    }

    /// Inserts a chart: totals as columns, the expected one as a line.
    fn chart(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        let (rows, blocks) = (self.rows().len(), self.blocks().len());
        let drawn = rows > 0 && rows <= MOST_DRAWN.0 && blocks <= MOST_DRAWN.1;
        // Totals of years are worth a picture beside each other; one total alone is not.
        let by_period = !self.has_groups() && self.data.rule.by_period;
        if !drawn || !self.data.is_weighted() || !by_period {
            return Ok(());
        }
        let last = FIRST_ROW + u32::try_from(rows).unwrap_or(0) - 1;
        let range = |c: u16| ("Pesi", FIRST_ROW, c, last, c);
        let mut chart = Chart::new(ChartType::Column);
        for block in 0..blocks {
            let name = ("Pesi", LABEL_ROW, self.start(block));
            let values = range(self.column(block, WeightsColumn::Sum));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            chart.add_series().set_name(name).set_categories(names).set_values(values);
        }
        if self.expected().is_some() {
            let mut line = Chart::new(ChartType::Line);
            let values = range(self.column(0, WeightsColumn::Expected));
            let names = ("Pesi", FIRST_ROW, 0, last, self.last_label());
            line.add_series().set_name("Totale atteso").set_categories(names).set_values(values);
            chart.combine(&line);
        }
        chart.title().set_name("Peso totale per area e periodo");
        chart.y_axis().set_name("Peso").set_min(0);
        let width = 480 + 60 * u32::try_from(rows * blocks).unwrap_or(0).min(16);
        chart.set_width(width).set_height(340).set_alt_text(
            "Grafico a colonne: il peso totale di ogni area in ogni periodo, accanto al totale atteso. Le cifre sono nella tabella sopra.",
        );
        sheet.insert_chart(last + 2, 0, &chart)?;
        Ok(())
    }
}

const RIGHT: &str = "✓ corretto";
const BELOW: &str = "▼ sotto il totale";
const ABOVE: &str = "▲ sopra il totale";
const NO_WEIGHTS: &str = "○ senza pesi";
/// A weight that is a text, or less than zero.
const WRONG: &str = "✗ un peso non è valido";
const ALL_COUNTED: &str = "✓ nessuno";
const NOT_COUNTED: &str = "✗ in «Dati» ci sono un'area, un periodo o un livello che qui mancano o sono scritti in altro modo";

fn verdict(total: &WeightSum) -> &'static str {
    match total.excess.map_or(0, |excess| excess.mantissa) {
        _ if total.count == total.without => NO_WEIGHTS,
        0 => RIGHT,
        less if less < 0 => BELOW,
        _ => ABOVE,
    }
}
