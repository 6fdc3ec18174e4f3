//! Columns of a table with the fields they hold, and the findings where two claim one field.

use super::column_claims::{claim, is_title, names_indicator, rank, standing};
use super::period_lines::states_period;
use super::table_head::{HeadCell, TableHead};
use super::vocabulary::{ColumnRole, HeadingRank};
use super::word_forms::{is_listed, is_year, words};
use crate::diag::Findings;
use crate::model::Key;
use crate::raw::Words;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadedColumn {
    /// Columns of the grid that it takes.
    pub columns: Range<u32>,
    /// Words over it.
    pub heading: Words,
    /// Field that it holds.
    pub role: ColumnRole,
    /// `true` if the heading is known, or a finding has named it.
    pub is_known: bool,
}

/// Columns of a table, from the left.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct HeadedColumns {
    list: Vec<HeadedColumn>,
}

impl HeadedColumns {
    /// Gives each column of `head` its field. If two claim the same one, the surer has it and
    /// the other becomes a further field; if neither is surer, that is an error.
    pub(crate) fn new(head: &TableHead, findings: &mut Findings) -> Self {
        let mut by_role: BTreeMap<ColumnRole, Vec<&HeadCell>> = BTreeMap::new();
        for cell in &head.cells {
            by_role.entry(role_of(head, cell)).or_default().push(cell);
        }
        let mut list = Vec::new();
        let result = ColumnRole::Key(Key::ExpectedResult);
        let targets = by_role.get_mut(&result).map(set_targets_apart).unwrap_or_default();
        for cell in targets {
            list.push(column(cell, ColumnRole::Extra(cell.text.value.clone()), false));
        }
        for (role, mut cells) in by_role.into_iter().filter(|(_, cells)| !cells.is_empty()) {
            if is_by_year(&role, &cells) {
                list.extend(cells.into_iter().map(|cell| of_year(&role, cell)));
                continue;
            }
            cells.sort_by_key(|cell| (standing(cell), cell.columns.start));
            let (first, others) = cells.split_first().expect("a role was added with its cell");
            let is_known = first.meaning.is_some();
            for other in others {
                // An objective and each of its indicators may have a weight.
                if role == ColumnRole::Key(Key::Weight)
                    && names_indicator(other)
                    && !names_indicator(first)
                {
                    let name = format!("{}.{}", Key::Indicator.name(), Key::Weight.name());
                    list.push(column(other, ColumnRole::Extra(name), true));
                    continue;
                }
                // A title stands beside its description in many tables: nobody has to choose.
                if is_title(other) && rank(other) != rank(first) {
                    list.push(column(other, ColumnRole::Extra(other.text.value.clone()), false));
                    continue;
                }
                findings.push(claim(&role, first, other));
                // Its cells stay in the plan; `true`, since the finding above has named the column
                // already.
                list.push(column(other, ColumnRole::Extra(other.text.value.clone()), true));
            }
            list.push(column(first, role, is_known));
        }
        HeadedColumns::of(list)
    }

    /// Adds a column that has no heading.
    pub(crate) fn with(mut self, column: Option<HeadedColumn>) -> Self {
        self.list.extend(column);
        HeadedColumns::of(self.list)
    }

    /// Makes columns of a list in any order.
    pub(crate) fn of(mut list: Vec<HeadedColumn>) -> Self {
        list.sort_by_key(|column| column.columns.start);
        HeadedColumns { list }
    }

    /// Returns the columns, from the left.
    pub(crate) fn iter(&self) -> std::slice::Iter<'_, HeadedColumn> {
        self.list.iter()
    }

    /// Returns the index of the column that grid column `column` belongs to.
    pub(crate) fn at(&self, column: u32) -> Option<usize> {
        let after = self.list.partition_point(|c| c.columns.start <= column);
        let index = after.checked_sub(1)?;
        self.list[index].columns.contains(&column).then_some(index)
    }

    /// Returns the role of the column that grid column `column` belongs to.
    pub(crate) fn role_at(&self, column: u32) -> Option<&ColumnRole> {
        self.at(column).map(|index| &self.list[index].role)
    }

    /// Returns the column at `index`, which is one that [`Self::at`] returned.
    pub(crate) fn get(&self, index: usize) -> &HeadedColumn {
        &self.list[index]
    }

    /// Returns `true` if a column holds the field.
    pub(crate) fn has(&self, role: &ColumnRole) -> bool {
        self.heading(role).is_some()
    }

    /// Returns `true` if no column can hold the service of an objective.
    pub(crate) fn lack_service(&self) -> bool {
        ![Key::Service, Key::CrossCutting].iter().any(|key| self.has(&ColumnRole::Key(*key)))
    }

    /// Returns the years that headings state, «Target 2025» to «Target 2027», as a period; `None`
    /// if none does. Those of an act or a day are none, nor are those of the past, «Consuntivo 2024».
    pub(crate) fn years(&self) -> Option<Words> {
        let heads = self.list.iter().filter(|column| !is_of_past(&column.heading.value));
        let dated: Vec<&HeadedColumn> =
            heads.filter(|column| states_period(&column.heading.value)).collect();
        // Beside «Previsione 2025», «Valore atteso 2026» says which year the plan is for.
        let expected: Vec<&HeadedColumn> =
            dated.iter().copied().filter(|column| is_expected(&column.heading.value)).collect();
        let counted = if expected.is_empty() { dated } else { expected };
        let years = counted.into_iter().flat_map(|column| {
            let words = words(&column.heading.value);
            words.into_iter().filter(|word| is_year(word)).map(|year| (year, column.heading.span))
        });
        let years: BTreeMap<String, Span> = years.collect();
        let ((first, place), (last, _)) = (years.first_key_value()?, years.last_key_value()?);
        let label =
            if first == last { format!("ANNO {first}") } else { format!("ANNI {first}-{last}") };
        Some(Words::new(label, *place))
    }

    /// Returns the heading of the column that holds the field.
    pub(crate) fn heading(&self, role: &ColumnRole) -> Option<&Words> {
        self.list.iter().find(|column| column.role == *role).map(|column| &column.heading)
    }
}

/// Returns `true` for the heading of what was measured before the plan.
fn is_of_past(heading: &str) -> bool {
    const PAST: &str = "consuntivo storico storica baseline partenza iniziale precedente precedenti \
      realizzato rilevato rendiconto raggiunto accertato dup media rif riferimento stanziamento \
      stanziamenti";
    words(heading).iter().any(|word| is_listed(PAST, word))
}

/// Returns `true` for the heading of what the plan is to reach.
fn is_expected(heading: &str) -> bool {
    const EXPECTED: &str =
        "target atteso attesa attesi risultato risultati obiettivo obiettivi peso pesi";
    words(heading).iter().any(|word| is_listed(EXPECTED, word))
}

fn column(cell: &HeadCell, role: ColumnRole, is_known: bool) -> HeadedColumn {
    let (columns, heading) = (cell.columns.clone(), cell.text.clone());
    HeadedColumn { columns, heading, role, is_known }
}

/// Returns the field of a heading; «Anni» next to a period are its years, alone they are the
/// period.
fn role_of(head: &TableHead, cell: &HeadCell) -> ColumnRole {
    let period = ColumnRole::Key(Key::Period);
    match &cell.meaning {
        Some((ColumnRole::Key(Key::Years), _)) if !head.roles().contains(&period) => period,
        Some((role, _)) => role.clone(),
        None => ColumnRole::Extra(cell.text.value.clone()),
    }
}

/// Returns the column of a heading that states a year: the value of that year, of a field that may
/// have one for each, or else a field of its own.
fn of_year(role: &ColumnRole, cell: &HeadCell) -> HeadedColumn {
    let year = words(&cell.text.value).into_iter().find(|word| is_year(word));
    match (role, year) {
        (ColumnRole::Key(key), Some(year)) if key.is_by_year() => {
            column(cell, ColumnRole::Extra(format!("{}.{year}", key.name())), true)
        }
        _ => column(cell, ColumnRole::Extra(cell.text.value.clone()), false),
    }
}

/// Returns `true` for several headings of one field that state a year each, «Risultato atteso 2025»
/// to «2027»: fields of their own.
fn is_by_year(role: &ColumnRole, cells: &[&HeadCell]) -> bool {
    let years: Vec<Vec<String>> = cells
        .iter()
        .map(|cell| words(&cell.text.value).into_iter().filter(|word| is_year(word)).collect())
        .collect();
    let distinct: BTreeSet<&Vec<String>> = years.iter().collect();
    matches!(role, ColumnRole::Key(Key::ExpectedResult | Key::Indicator | Key::Weight))
        && cells.len() > 1
        && distinct.len() == cells.len()
        && years.iter().all(|years| years.len() == 1)
}

/// Removes the targets of years, «Target 2025» to «Target 2027», that stand beside a result without a
/// year, or what was reached beside a target: they are fields of their own.
fn set_targets_apart<'h>(cells: &mut Vec<&'h HeadCell>) -> Vec<&'h HeadCell> {
    let is_target = |cell: &&HeadCell| {
        let first = words(&cell.text.value).into_iter().next().unwrap_or_default();
        rank(cell) == Some(HeadingRank::Dated)
            && words(&cell.text.value).iter().any(|word| is_year(word))
            && !first.starts_with("risultat")
    };
    let targets = cells.iter().filter(|cell| is_target(cell)).count();
    // «Risultato 2026» beside «Target 2026» is what was reached.
    if targets == 1 && cells.len() == 2 {
        let (reached, kept): (Vec<&HeadCell>, Vec<&HeadCell>) =
            cells.iter().copied().partition(|cell| is_reached(&cell.text.value));
        if reached.len() == 1 {
            *cells = kept;
            return reached;
        }
    }
    if targets == 0 || targets == cells.len() {
        return Vec::new();
    }
    let (apart, kept) = cells.iter().partition(|cell| is_target(cell));
    *cells = kept;
    apart
}

/// Returns `true` for the heading of a result that is not said to be expected.
fn is_reached(heading: &str) -> bool {
    const EXPECTED: &str = "atteso attesi attesa previsto previsti raggiungere";
    let spelled = words(heading);
    spelled.first().is_some_and(|first| first.starts_with("risultat"))
        && !spelled.iter().any(|word| is_listed(EXPECTED, word))
}
