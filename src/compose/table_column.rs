//! A column of one table, and the objectives that it is for.

use super::fields::{text, usual_key};
use crate::annex::Column;
use crate::group;
use crate::layout::ColumnSetup;
use crate::model::{Key, Objective, Plan};

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TableColumn<'a> {
    /// Index of the column in the layout.
    pub index: usize,
    /// Settings of the column in the layout.
    pub setup: &'a ColumnSetup,
    /// Year of the column; `None` if it is for no year.
    pub year: Option<u16>,
}

impl TableColumn<'_> {
    /// Returns a stable name: the field, with the year of the column.
    pub(crate) fn name(&self) -> String {
        match self.year {
            Some(year) => format!("{}.{year}", self.setup.field.value),
            None => self.setup.field.value.clone(),
        }
    }

    /// Converts to a column of the annex.
    pub(crate) fn to_annex(self) -> Column {
        Column { field: self.name(), width: self.setup.width, align: self.setup.align }
    }
}

/// Returns `true` if the column is for `objective`.
pub(super) fn meets(plan: &Plan, setup: &ColumnSetup, objective: &Objective) -> bool {
    // A column without conditions is for every objective: `all` of nothing is true.
    setup.only.iter().all(|only| {
        let words = words(plan, objective, &only.field.value);
        words.is_some_and(|words| only.values.iter().any(|v| v.trim() == words.trim()))
    })
}

/// Returns the words of `objective` in `field`, with which conditions are compared.
fn words<'p>(plan: &'p Plan, objective: &'p Objective, field: &str) -> Option<&'p str> {
    match usual_key(field) {
        Some(Key::Kind) => objective.kind.as_ref().map(|kind| plan.kinds[kind.value].code.as_str()),
        Some(key @ (Key::Description | Key::ExpectedResult | Key::Indicator)) => {
            text(plan, objective, key).map(|text| text.value.as_str())
        }
        _ => group::words(plan, objective, field).map(|text| text.value.as_str()),
    }
}

/// Converts a number of columns to the span of a cell.
pub(super) fn span(columns: usize) -> u16 {
    // `Composer::columns` refuses tables of more columns, so no plan leads to the panic.
    u16::try_from(columns).expect("a table has at most a hundred columns")
}
