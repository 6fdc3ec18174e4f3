//! The line of «Valutazione» that says whether every objective of «Dati» is judged here, once and by
//! its formulas.

use super::evaluation_columns::EvaluationTable;
use super::evaluation_texts::NOT_FOUND;
use super::write::{FormulaResult, formula};
use crate::dataset::{EvaluationColumn as Column, Key};
use crate::render::RenderError;
use rust_xlsxwriter::Worksheet;

/// Row of the line.
pub(super) const REST_ROW: u32 = 2;
const ALL_HERE: &str = "✓ Tutti gli obiettivi di «Dati» hanno qui la loro riga.";
const NOT_ALL_HERE: &str =
    "✗ In «Dati» ci sono obiettivi, anni o pesi che qui non hanno una riga valida: ";
const TWICE: &str = "✗ Ci sono righe scritte due volte, che contano due volte: ";
const NO_FORMULA: &str = "✗ Ci sono righe in cui manca un calcolo, cancellato o sostituito: ";
const NO_NUMBERS: &str = "✗ Nella colonna «N.» c'è qualcosa che non è un numero.";
/// Factor by which the number of an objective stands before a year.
const BEFORE_YEAR: u32 = 10_000;

impl EvaluationTable<'_> {
    /// Writes the line: an objective that was added, copied or moved to another group is not judged
    /// here, nor is a year or a weight that was added.
    pub(super) fn rest(&self, sheet: &mut Worksheet) -> Result<(), RenderError> {
        let faults = [
            (format!("MAX(0,{})", self.missing().join(",")), NOT_ALL_HERE),
            (self.repeated(), TWICE),
            (self.overwritten(), NO_FORMULA),
        ];
        let said = faults.iter().rev().fold(format!("\"{ALL_HERE}\""), |said, (count, words)| {
            format!("IF({count}>0,\"{words}\"&{count},{said})")
        });
        let text = format!("=IFERROR({said},\"{NO_NUMBERS}\")");
        let result = FormulaResult::Words(ALL_HERE.into());
        formula(sheet, (REST_ROW, 0), &text, &result, &self.book.formats.plain())
    }

    /// Returns the column that says of each row whether «Dati» has its objective.
    fn mark(&self) -> Column {
        if self.weighted { Column::Weight } else { Column::Score }
    }

    /// Returns a formula for the numbers of the objectives that are judged, as an array; 0 elsewhere.
    fn numbers(&self) -> String {
        format!("({}*({}<>\"{NOT_FOUND}\"))", self.range(Column::Number), self.range(self.mark()))
    }

    /// Returns the same with the year behind each number; `None` if a row has no year.
    fn numbers_with_years(&self) -> Option<String> {
        let (numbers, years) = (self.range(Column::Number), self.range(Column::Year));
        let dated = self.entries.iter().all(|entry| entry.year.is_some());
        dated.then(|| {
            let mark = self.range(self.mark());
            format!("(({numbers}*{BEFORE_YEAR}+{years})*({mark}<>\"{NOT_FOUND}\"))")
        })
    }

    /// Returns formulas for the objectives of «Dati», for their years, and for the weights of each
    /// year, that no row here judges.
    fn missing(&self) -> Vec<String> {
        let (data, names) = (self.book.dataset, &self.book.names);
        let all = data.column(Key::Description).map(|c| names.count_all("COUNTA", c));
        let mut missing: Vec<_> =
            all.map(|all| format!("{all}-{}", distinct(&self.numbers()))).into_iter().collect();
        missing.extend(self.missing_years());
        let weights = data.rule.years.iter().map(|(year, column)| {
            let (years, mark) = (self.range(Column::Year), self.range(self.mark()));
            let judged = format!("{years},{year},{mark},\">=0\"");
            format!("{}-COUNTIFS({judged})", names.count_where(*column, ">=0"))
        });
        missing.extend(weights.filter(|_| self.weighted));
        missing
    }

    /// Returns a formula for the years of the objectives of «Dati» that no row here judges; `None` if
    /// years are not what «Dati» says of each objective.
    fn missing_years(&self) -> Option<String> {
        let data = self.book.dataset;
        let objectives = self.book.names.is_objective()?;
        let states = |record| !data.text(record, Key::Years).is_empty();
        let years = data.column(Key::Years).filter(|_| data.records.iter().all(states))?;
        let (years, here) = (self.book.names.range(years), self.numbers_with_years()?);
        let commas = format!("LEN({years})-LEN(SUBSTITUTE({years},\",\",\"\"))");
        let stated = format!("SUMPRODUCT({objectives}*({years}<>\"\")*({commas}+1))");
        Some(format!("{stated}-{}", distinct(&here)))
    }

    /// Returns a formula that counts the rows here that judge what another one judges.
    fn repeated(&self) -> String {
        if self.by_indicator() {
            // An objective has several rows in a year by right.
            return "0".to_owned();
        }
        let has_years = self.entries.iter().any(|entry| entry.year.is_some());
        let here = match has_years {
            true => self.numbers_with_years(),
            false => Some(self.numbers()),
        };
        here.map_or("0".to_owned(), |here| {
            format!("(SUMPRODUCT(--({here}<>0))-{})", distinct(&here))
        })
    }

    /// Returns a formula that counts the rows of objectives in which a formula was typed over.
    fn overwritten(&self) -> String {
        let numbers = self.range(Column::Number);
        let lacks = |column| format!("1-_xlfn.ISFORMULA({})", self.range(column));
        let columns =
            [Column::Weight, Column::Score].into_iter().filter(|column| self.has(*column));
        let lacks: Vec<_> = columns.map(lacks).collect();
        format!("SUMPRODUCT(({numbers}<>\"\")*({}>0))", lacks.join("+"))
    }
}

/// Returns a formula that counts the different numbers in an array, 0 apart.
fn distinct(array: &str) -> String {
    format!("(SUMPRODUCT(--(FREQUENCY({array},{array})>0))-(SUMPRODUCT(--({array}=0))>0))")
}
