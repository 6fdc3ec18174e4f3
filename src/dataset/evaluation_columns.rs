//! The columns of «Valutazione»: those that the plan has something for, and those to be filled in.

use super::{Dataset, EvaluationColumn, EvaluationEntry, Key};

/// Columns that stand only where some entry has words for them.
const OF_WORDS: [EvaluationColumn; 6] = [
    EvaluationColumn::Manager,
    EvaluationColumn::Assignment,
    EvaluationColumn::Objective,
    EvaluationColumn::ExpectedResult,
    EvaluationColumn::Indicator,
    EvaluationColumn::Target,
];

/// Returns the columns of a sheet with these entries, from the left.
pub fn evaluation_columns(
    data: &Dataset,
    entries: &[&EvaluationEntry<'_>],
) -> Vec<EvaluationColumn> {
    let mut columns = vec![EvaluationColumn::Number];
    let groups = evaluation_groups(data);
    if groups.is_empty() || entries.iter().any(|entry| entry.year.is_some()) {
        columns.push(EvaluationColumn::Year);
    }
    columns.extend(groups.into_iter().map(EvaluationColumn::Group));
    let is_needed = |kind: &EvaluationColumn| {
        *kind == EvaluationColumn::Objective
            || entries.iter().any(|entry| !entry.text(data, *kind).is_empty())
    };
    columns.extend(OF_WORDS.into_iter().filter(is_needed));
    columns.extend(data.is_weighted().then_some(EvaluationColumn::Weight));
    columns.extend([
        EvaluationColumn::Value,
        EvaluationColumn::Reached,
        EvaluationColumn::Score,
        EvaluationColumn::Evidence,
        EvaluationColumn::Reasons,
        EvaluationColumn::Notes,
    ]);
    columns
}

/// Returns the columns of «Dati» by which results are added up: those of the rule on weights,
/// or the area, and the period, so that no sum mixes what has totals of its own.
pub fn evaluation_groups(data: &Dataset) -> Vec<usize> {
    let mut columns = data.rule.columns.clone();
    if columns.is_empty() {
        columns.extend(data.column(Key::Area));
    }
    let period = data.column(Key::Period);
    columns.extend(period.filter(|period| !columns.contains(period)));
    columns.retain(|column| data.records.iter().any(|record| !record.label(*column).is_empty()));
    columns
}
