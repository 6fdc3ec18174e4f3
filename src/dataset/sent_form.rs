//! Sheets that are sent to who answers for their rows, to be filled in.

use super::evaluation_entry::EvaluationEntry;
use super::{Dataset, EvaluationColumn, RecipientKind, evaluation_columns};
use crate::annex::Number;

/// Area or person that gets a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormRecipient {
    /// Field by whose values rows are handed out.
    pub kind: RecipientKind,
    /// Name of the area or of the person.
    pub name: String,
}

/// Sheet for the results of the objectives of one recipient.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultForm {
    /// Area or person that gets the sheet.
    pub recipient: FormRecipient,
    /// Columns, from the left.
    pub columns: Vec<SentColumn>,
    /// Row for each objective in a year, or for each of its indicators.
    pub rows: Vec<SentRow>,
}

/// Column of a sheet that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentColumn {
    /// Content.
    pub kind: EvaluationColumn,
    /// Words over the column.
    pub head: String,
}

/// Row of a sheet that is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentRow {
    /// Number of the objective in the plan, from 1.
    pub number: usize,
    /// Year of the result; `None` if the plan states none.
    pub year: Option<u16>,
    /// Weight; of one of several indicators its part.
    pub weight: Option<Number>,
    /// Words in each column; empty where the sheet is filled in.
    pub texts: Vec<String>,
}

/// Sheet for the objectives that a recipient proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalForm {
    /// Area or person that gets the sheet.
    pub recipient: FormRecipient,
    /// Areas that an objective may be of, at least one.
    pub areas: Vec<String>,
    /// Labels of the periods that it may be of, at least one.
    pub periods: Vec<String>,
    /// Letters of the kinds of objective.
    pub kinds: Vec<String>,
    /// Number of empty rows.
    pub rows: u32,
}

impl ResultForm {
    /// Makes the sheet of these entries of `data`.
    pub fn of(data: &Dataset, entries: &[&EvaluationEntry<'_>], recipient: FormRecipient) -> Self {
        let is_sent = |kind: &EvaluationColumn| *kind != EvaluationColumn::Score;
        let kinds = evaluation_columns(data, entries).into_iter().filter(is_sent);
        let columns: Vec<SentColumn> = kinds
            .map(|kind| {
                let head = match kind {
                    EvaluationColumn::Group(group) => data.head(group),
                    kind => kind.head(),
                };
                SentColumn { kind, head: head.to_owned() }
            })
            .collect();
        let rows = entries.iter().map(|entry| form_row(data, entry, &columns)).collect();
        ResultForm { recipient, columns, rows }
    }

    /// Iterates over the places of the columns with groups.
    pub fn groups(&self) -> impl Iterator<Item = usize> {
        let columns = self.columns.iter().enumerate();
        let is_group = |kind| matches!(kind, EvaluationColumn::Group(_));
        columns.filter(move |(_, column)| is_group(column.kind)).map(|(at, _)| at)
    }

    /// Returns how many rows of the same objective, year and indicator come before `row`, which is one of the sheet.
    pub fn repetition(&self, row: &SentRow) -> usize {
        let indicator = EvaluationColumn::Indicator;
        let is_same = |own: &&SentRow| {
            (own.number, own.year) == (row.number, row.year)
                && self.text(own, indicator) == self.text(row, indicator)
        };
        let before = self.rows.iter().take_while(|own| !std::ptr::eq(*own, row));
        before.filter(is_same).count()
    }

    /// Returns the words of a row in a column; empty if it has none.
    pub fn text<'r>(&self, row: &'r SentRow, kind: EvaluationColumn) -> &'r str {
        let at = self.columns.iter().position(|column| column.kind == kind);
        at.and_then(|at| row.texts.get(at)).map_or("", String::as_str)
    }
}

fn form_row(data: &Dataset, entry: &EvaluationEntry<'_>, columns: &[SentColumn]) -> SentRow {
    let number = entry.index + 1;
    let weight = entry.weight(data);
    let text = |column: &SentColumn| match column.kind {
        EvaluationColumn::Number => number.to_string(),
        EvaluationColumn::Year => entry.year.map_or_else(String::new, |year| year.to_string()),
        EvaluationColumn::Weight => weight.map_or_else(String::new, decimal),
        kind => entry.text(data, kind),
    };
    SentRow { number, year: entry.year, weight, texts: columns.iter().map(text).collect() }
}

/// Writes a number with a comma and without zeros at its end.
fn decimal(number: Number) -> String {
    let scale = number.scale as usize;
    let digits = format!("{:0>width$}", number.mantissa.unsigned_abs(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len() - scale);
    let sign = if number.mantissa < 0 { "-" } else { "" };
    match decimals.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        decimals => format!("{sign}{whole},{decimals}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_written_without_zeros_at_their_end() {
        let written = |mantissa, scale| decimal(Number { mantissa, scale });
        assert_eq!(written(3330, 2), "33,3");
        assert_eq!(written(4000, 2), "40");
        assert_eq!(written(5, 1), "0,5");
    }
}
