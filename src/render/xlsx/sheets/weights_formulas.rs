//! The formulas of «Pesi», each with its result.

use super::DataSheets;
use super::weights::{LABEL_ROW, Matrix, WeightsColumn};
use super::write::{FormulaResult, NOTHING};
use crate::annex::Number;
use crate::dataset::WeightSum;
use rust_xlsxwriter::utility::column_number_to_name;

const RIGHT: &str = "✓ corretto";
const BELOW: &str = "▼ sotto il totale";
const ABOVE: &str = "▲ sopra il totale";
const NO_WEIGHTS: &str = "○ senza pesi";
/// The expected total was cleared, or is a text.
const NO_TOTAL: &str = "○ manca il totale";
/// A weight that is a text, or less than zero.
const WRONG: &str = "✗ un peso non è valido";

fn verdict(total: &WeightSum) -> &'static str {
    match total.excess.map_or(0, |excess| excess.mantissa) {
        _ if total.count == total.without => NO_WEIGHTS,
        0 => RIGHT,
        less if less < 0 => BELOW,
        _ => ABOVE,
    }
}

impl Matrix<'_> {
    /// Returns the range of «Dati» with the weights of a block.
    fn values(&self, book: &DataSheets<'_>, block: usize) -> String {
        let year = self.data.rule.years.get(block);
        year.map_or("Dati_peso".to_owned(), |(_, column)| book.names.range(*column))
    }

    /// Returns the formula of a cell in row `r`.
    pub(super) fn formula(
        &self,
        book: &DataSheets<'_>,
        part: WeightsColumn,
        r: u32,
        block: usize,
    ) -> String {
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
            WeightsColumn::Expected => {
                format!("=IF(AND({count}>0,ISNUMBER(Totale_atteso)),Totale_atteso,\"{NOTHING}\")")
            }
            WeightsColumn::Excess => format!(
                "=IF(AND({count}>0,ISNUMBER({expected})),ROUND({sum}-{expected},{digits}),\"{NOTHING}\")",
                expected = cell(WeightsColumn::Expected)
            ),
            WeightsColumn::Count => format!("={}", book.names.count(&criteria)),
            WeightsColumn::Without => {
                format!("={count}-{}", book.names.count_numbers(&values, &criteria))
            }
            WeightsColumn::Verdict => format!(
                "=IF({count}=0,\"{NOTHING}\",IF({}>0,\"{WRONG}\",IF({count}={},\"{NO_WEIGHTS}\",IF({excess}=\"{NOTHING}\",\"{NO_TOTAL}\",IF({excess}=0,\"{RIGHT}\",IF({excess}<0,\"{BELOW}\",\"{ABOVE}\"))))))",
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

    /// Returns the result that is stored beside a formula.
    pub(super) fn outcome(&self, part: WeightsColumn, total: Option<&WeightSum>) -> FormulaResult {
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
}
