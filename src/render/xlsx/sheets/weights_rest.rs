//! The row of «Pesi» that says whether every objective and every weight of «Dati» is counted.

use super::DataSheets;
use super::names::all_matched;
use super::weights::{FIRST_ROW, Matrix, WeightsColumn};
use super::write::{FormulaResult, formula};
use crate::dataset::Key;
use crate::render::RenderError;
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{ConditionalFormatFormula, Worksheet};

/// The row that says whether every objective of «Dati» is counted.
const REST_ROW: u32 = 3;
/// Rows below the last one in which rows that are added count.
const SPARE_ROWS: u32 = 100;
const ALL_COUNTED: &str = "✓ nessuno";
const NOT_COUNTED: &str = "✗ in «Dati» ci sono un'area, un periodo o un livello che qui mancano o sono scritti in altro modo, oppure pesi fuori posto, oppure qui una riga è scritta due volte";

impl Matrix<'_> {
    /// Writes how many objectives of «Dati» no row of this sheet counts: an area or a period that
    /// is new, or spelled in another way, must not be missed in silence.
    pub(super) fn rest(
        &self,
        book: &DataSheets<'_>,
        sheet: &mut Worksheet,
    ) -> Result<(), RenderError> {
        let rows = u32::try_from(self.rows().len()).unwrap_or(0);
        if rows == 0 {
            return Ok(());
        }
        let missing = self.missing(book, rows);
        // Less than none are objectives that two rows count.
        let sizes: Vec<_> = missing.iter().map(|count| format!("ABS({count})")).collect();
        let text = format!("=MAX({},{})", sizes.join(","), self.repeated(rows));
        let plain = book.formats.plain();
        sheet.write_string_with_format(
            REST_ROW,
            0,
            "Obiettivi di «Dati» non contati qui",
            &plain,
        )?;
        formula(sheet, (REST_ROW, 1), &text, &FormulaResult::count(0), &book.formats.number(0))?;
        let cell = format!("$B${}", REST_ROW + 1);
        let below = match book.names.last_row() {
            Some(last) => format!(" o righe oltre la {last}"),
            None => String::new(),
        };
        let verdict = format!("=IF({cell}=0,\"{ALL_COUNTED}\",\"{NOT_COUNTED}{below}\")");
        let result = FormulaResult::Words(ALL_COUNTED.into());
        formula(sheet, (REST_ROW, 2), &verdict, &result, &plain)?;
        let rule = ConditionalFormatFormula::new()
            .set_rule(format!("={cell}<>0").as_str())
            .set_format(book.formats.wrong());
        sheet.add_conditional_format(REST_ROW, 1, REST_ROW, 2, &rule)?;
        Ok(())
    }

    /// Returns formulas for the objectives and for the weights of «Dati» that no row here counts.
    fn missing(&self, book: &DataSheets<'_>, rows: u32) -> Vec<String> {
        let counted = |part, blocks: &[usize], sign: &str| -> String {
            let column = |block: &usize| {
                let letter = column_number_to_name(self.column(*block, part));
                let last = FIRST_ROW + rows + SPARE_ROWS;
                format!("{sign}SUM({letter}{}:{letter}{last})", FIRST_ROW + 1)
            };
            blocks.iter().map(column).collect()
        };
        let all: Vec<usize> = (0..self.blocks().len()).collect();
        let years = &self.data.rule.years;
        // Each objective is counted once, in the first of several years.
        let once = if years.is_empty() { &all[..] } else { &all[..1] };
        let of = |function, key| Some(book.names.count_all(function, self.data.column(key)?));
        let objectives = of("COUNTA", Key::Description).unwrap_or_default();
        let mut missing = vec![objectives + &counted(WeightsColumn::Count, once, "-")];
        let weights = of("COUNT", Key::Weight);
        if self.data.is_weighted() && years.is_empty() {
            missing.extend(weights.map(|weights| weights + &Self::uncounted(&counted, &all)));
        } else if self.data.is_weighted() {
            // A weight of no year is in no sum.
            missing.extend(weights);
            let of_years = all.iter().zip(years).map(|(block, (_, column))| {
                book.names.count_all("COUNT", *column) + &Self::uncounted(&counted, &[*block])
            });
            missing.extend(of_years);
        }
        missing
    }

    /// Returns a formula that counts the rows here that have the names of another one.
    fn repeated(&self, rows: u32) -> String {
        let columns = (0_u16..).zip(self.labels()).map(|(c, _)| column_number_to_name(c));
        let (first, last) = (FIRST_ROW + 1, FIRST_ROW + rows);
        let names: Vec<_> = columns.map(|c| format!("${c}${first}:${c}${last}")).collect();
        let names = names.join("&\"|\"&");
        let rows: Vec<String> = self.rows().iter().map(|row| row.join("|")).collect();
        if !all_matched(&rows) {
            return "0".to_owned();
        }
        let place = format!("ROW($A${first}:$A${last})-ROW($A${first})+1");
        format!("SUMPRODUCT(--(MATCH({names},{names},0)<>{place}))")
    }

    /// Returns what takes from a number of weights those that `blocks` count.
    fn uncounted(
        counted: &dyn Fn(WeightsColumn, &[usize], &str) -> String,
        blocks: &[usize],
    ) -> String {
        counted(WeightsColumn::Count, blocks, "-") + &counted(WeightsColumn::Without, blocks, "+")
    }
}
