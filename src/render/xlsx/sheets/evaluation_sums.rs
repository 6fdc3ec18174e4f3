//! The sums of «Valutazione»: a row for each group of objectives in each year.

use super::evaluation_columns::EvaluationTable;
use super::row_heights::fit_title;
use super::write::{FormulaResult, NOTHING, formula, words};
use crate::dataset::{EvaluationColumn as Column, EvaluationEntry};
use crate::render::RenderError;
use rust_xlsxwriter::Worksheet;
use std::collections::HashMap;

/// Objectives that are added up: those of the same groups and year.
struct EvaluationSum<'e> {
    labels: Vec<&'e str>,
    year: Option<u16>,
    /// Number of objectives that count.
    count: usize,
    /// Sum of their weights.
    weight: f64,
}

/// Writes the sums below the objectives.
pub(super) fn sums(table: &EvaluationTable<'_>, sheet: &mut Worksheet) -> Result<(), RenderError> {
    let Some(last) = table.last_row() else { return Ok(()) };
    let groups = table.groups();
    let mut row = last + 2;
    let by = if groups.is_empty() { "Per anno" } else { "Risultati per gruppo e anno" };
    let by = if table.has(Column::Year) { by } else { "Risultati per gruppo" };
    sheet.write_string_with_format(row, 0, by, &table.book.formats.title())?;
    fit_title(sheet, row)?;
    row += 1;
    for (c, column) in (0..).zip(&table.columns) {
        let head = match column.kind {
            Column::Group(_) | Column::Year | Column::Weight | Column::Reached => {
                column.head.as_str()
            }
            Column::Objective if table.by_indicator() => "Indicatori valutati",
            Column::Objective => "Obiettivi valutati",
            Column::Score if table.weighted => column.head.as_str(),
            _ => continue,
        };
        sheet.write_string_with_format(row, c, head, &table.book.formats.head())?;
    }
    for sum in collect(table, &groups) {
        row += 1;
        sum_row(table, sheet, row, &sum)?;
    }
    Ok(())
}

/// Adds up the objectives of each group and year, in order of first appearance.
fn collect<'e>(table: &'e EvaluationTable<'_>, groups: &[usize]) -> Vec<EvaluationSum<'e>> {
    let mut sums: Vec<EvaluationSum<'e>> = Vec::new();
    let mut places: HashMap<(Vec<&str>, Option<u16>), usize> = HashMap::new();
    for entry in &table.entries {
        let entry: &'e EvaluationEntry<'_> = entry;
        let labels: Vec<&'e str> = groups.iter().map(|group| entry.label(*group)).collect();
        let at = *places.entry((labels.clone(), entry.year)).or_insert_with(|| {
            sums.push(EvaluationSum { labels, year: entry.year, count: 0, weight: 0.0 });
            sums.len() - 1
        });
        let weight = table.book.dataset.weight(entry.record, entry.year);
        sums[at].count += usize::from(weight.is_some() || !table.weighted);
        let share = entry.share(table.book.dataset);
        sums[at].weight += weight.map_or(0.0, |weight| weight.to_f64() * share);
    }
    sums
}

fn sum_row(
    table: &EvaluationTable<'_>,
    sheet: &mut Worksheet,
    row: u32,
    sum: &EvaluationSum<'_>,
) -> Result<(), RenderError> {
    let formats = &table.book.formats;
    let formulas = SumFormulas::new(table, row, sum.year);
    let mut labels = sum.labels.iter();
    for (c, column) in (0..).zip(&table.columns) {
        let place = (row, c);
        match column.kind {
            Column::Group(_) => {
                words(sheet, place, labels.next().unwrap_or(&""), formats.words(), None)?;
            }
            Column::Year => match sum.year {
                Some(year) => {
                    sheet.write_number_with_format(row, c, year, &formats.number(0))?;
                }
                None => words(sheet, place, NOTHING, formats.words(), None)?,
            },
            Column::Objective => {
                let text = format!("=\"valutati \"&{}&\" di \"&{}", formulas.rated, formulas.all);
                let result = format!("valutati 0 di {}", sum.count);
                let result = FormulaResult::Words(result.into());
                formula(sheet, place, &text, &result, &formats.words().blank)?;
            }
            Column::Weight => {
                let result = FormulaResult::Calculated(rounded(sum.weight, table.digits));
                let format = formats.open_number(table.book.dataset.rule.decimals);
                formula(sheet, place, &formulas.weight, &result, &format)?;
            }
            Column::Reached => {
                let format = formats.share(2);
                formula(sheet, place, &formulas.reached, &FormulaResult::NOTHING, &format)?;
            }
            Column::Score if table.weighted => {
                let format = formats.open_number(table.book.dataset.rule.decimals + 2);
                formula(sheet, place, &formulas.score, &FormulaResult::NOTHING, &format)?;
            }
            _ => {}
        }
    }
    let groups = table.columns.iter().filter(|column| matches!(column.kind, Column::Group(_)));
    let widths = groups.map(|column| column.width);
    table.book.heights.fit(sheet, row, sum.labels.iter().copied().zip(widths))?;
    Ok(())
}

/// Formulas of a row of sums.
struct SumFormulas {
    /// Number of objectives with a result.
    rated: String,
    /// Number of objectives that count.
    all: String,
    weight: String,
    reached: String,
    score: String,
}

impl SumFormulas {
    fn new(table: &EvaluationTable<'_>, row: u32, year: Option<u16>) -> Self {
        let keys = table.columns.iter().map(|column| column.kind);
        let keys = keys.filter(|kind| matches!(kind, Column::Group(_) | Column::Year));
        let criteria: Vec<_> =
            keys.map(|kind| (table.range(kind), table.cell(kind, row))).collect();
        let criteria: Vec<_> =
            criteria.iter().map(|(range, cell)| (range.as_str(), cell.clone())).collect();
        let (names, digits) = (&table.book.names, table.digits);
        let (weights, scores) = (table.range(Column::Weight), table.range(Column::Score));
        let rated = names.count_numbers(&scores, &criteria);
        let score = names.sum(&scores, &criteria);
        let of = match table.weighted {
            true => names.sum_rated(&weights, &scores, &criteria),
            false => rated.clone(),
        };
        // Counted in «Dati» where it says so: an objective that was added there is not judged yet.
        let of_data = table.criteria_in_data(row);
        let criteria = match &of_data {
            Some(of_data) => {
                of_data.iter().map(|(range, cell)| (range.as_str(), cell.clone())).collect()
            }
            None => criteria,
        };
        let weights = match of_data {
            Some(_) => table.weights_in_data(year),
            None => weights,
        };
        let all = match table.weighted {
            true => names.count_numbers(&weights, &criteria),
            false => names.count(&criteria),
        };
        // A result that is missing is no zero: the share is of the objectives that have one.
        let reached = format!("=IF({of}=0,\"{NOTHING}\",ROUND({score}/{of},9))");
        SumFormulas {
            weight: format!("=ROUND({},{digits})", names.sum(&weights, &criteria)),
            score: format!("=IF({rated}=0,\"{NOTHING}\",ROUND({score},{digits}))"),
            rated,
            all,
            reached,
        }
    }
}

fn rounded(number: f64, digits: usize) -> f64 {
    format!("{number:.digits$}").parse().expect("digits of a number are a number")
}
