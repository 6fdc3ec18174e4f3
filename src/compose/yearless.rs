//! Values of no year in columns of years: one cell below all of them. Amounts are in no total.

use super::composer::Composer;
use super::fields::{Apart, by_indicator, lacks_year, of_indicator, values};
use super::format;
use super::table_column::{TableColumn, meets, span};
use super::texts::ComposeResult;
use crate::annex::{Cell, CellRole, StyleName};
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::with_all_decimals;
use crate::layout::ColumnSetup;
use crate::model::{Extra, Key, Objective, Values};
use std::collections::BTreeSet;

impl Composer<'_> {
    /// Makes one cell of those of an amount without a year, which would be read as one of each year,
    /// and of any value without a year where the layout asks for it (*unisci-anni*). Where other
    /// columns stand between the years, amounts stay blank and other values stand below each.
    /// `cells` has one for each column, those that a cell covers included.
    pub(crate) fn span_years(
        &self,
        objective: &Objective,
        row: usize,
        columns: &[TableColumn<'_>],
        cells: &mut [Cell],
    ) -> ComposeResult<()> {
        let mut start = 0;
        for run in columns.chunk_by(|left, right| left.index == right.index) {
            let cells = &mut cells[start..start + run.len()];
            start += run.len();
            let lacks_year = self.shown(objective, row, &run[0])?.apart == Some(Apart::NoYear);
            for cell in cells {
                if run.len() > 1 && (lacks_year || joins_years(objective, row, run[0].setup)) {
                    cell.col_span = span(run.len());
                    cell.align = Some(run[0].setup.align);
                } else if lacks_year {
                    *cell = Cell::new(CellRole::Data, StyleName::Cell, "", cell.origin);
                }
            }
        }
        Ok(())
    }

    /// A finding for each amount without a year in columns of years.
    pub(crate) fn yearless(&self) -> Vec<Diagnostic> {
        if self.years.len() < 2 {
            return Vec::new();
        }
        let weights = self.weights_of_years().into_iter().chain(self.weights_of_no_year());
        let by_year = self.layout.columns.iter().enumerate().filter(|(_, setup)| setup.by_year);
        let objectives = |(at, setup): (usize, &ColumnSetup)| {
            let together = self.repeats_together(at);
            let own = self.plan.objectives.iter().filter(|o| meets(self.plan, setup, o));
            let found =
                own.flat_map(|objective| of_column(objective, setup, together, &self.years));
            found.collect::<Vec<_>>()
        };
        by_year.flat_map(objectives).chain(weights).collect()
    }

    /// A finding for each weight that does not say its year, where others do.
    fn weights_of_no_year(&self) -> impl Iterator<Item = Diagnostic> {
        let weights = self.plan.objectives.iter().filter_map(|o| o.weight.as_ref());
        weights.filter(|_| self.weights_by_year).map(|weight| {
            let words = with_all_decimals(weight.value.decimal());
            let message =
                format!("Il peso «{words}» non dice di quale anno è: nessun totale lo conta.");
            Diagnostic::new(Code::NoYear, weight.span, message)
                .hint("Scrivere il peso di ogni anno, per esempio «peso: {2026: 40, 2027: 60}».")
        })
    }

    /// A finding if weights are stated year by year and a column prints those of all years in one cell.
    fn weights_of_years(&self) -> Option<Diagnostic> {
        let mut columns = self.layout.shown_columns();
        columns.find(|setup| setup.field.value == Key::Weight.name() && !setup.by_year)?;
        let mut weights = self.plan.objectives.iter().filter_map(|o| o.by_year(Key::Weight));
        let first = weights.find_map(|years| years.values().next())?;
        let message = "I pesi sono anno per anno, ma la colonna «peso» non ne ha una per ogni anno: i totali non li contano.";
        Some(
            Diagnostic::new(Code::NoYear, first.written.span, message)
                .hint("Nel layout scrivere «per-anno = true» nella colonna con campo = \"peso\"."),
        )
    }
}

/// Returns `true` if the value of `objective`, in the row of its indicator at `row`, is one for all
/// years and a single cell in the columns of `setup`.
pub(super) fn joins_years(objective: &Objective, row: usize, setup: &ColumnSetup) -> bool {
    let field = setup.field.value.as_str();
    let extras = match of_indicator(field) {
        Some(_) => objective.indicators.get(row).map(|indicator| &indicator.extra),
        None => Some(&objective.extra),
    };
    let found = extras.and_then(|extras| values(extras, of_indicator(field).unwrap_or(field)));
    let has_one = match Key::named(field) {
        Some(Key::ExpectedResult) => objective.expected_result.is_some(),
        Some(Key::Weight) => objective.weight.is_some(),
        _ => matches!(found, Some(Values::One(_))),
    };
    setup.join_years && has_one
}

fn of_column(
    objective: &Objective,
    setup: &ColumnSetup,
    together: bool,
    years: &BTreeSet<u16>,
) -> Vec<Diagnostic> {
    let field = setup.field.value.as_str();
    let extras: Vec<&[Extra]> = if by_indicator(field) {
        objective.indicators.iter().map(|indicator| indicator.extra.as_slice()).collect()
    } else {
        vec![&objective.extra]
    };
    let name = of_indicator(field).unwrap_or(field);
    let found = extras.into_iter().filter_map(|extras| values(extras, name));
    let lacking = found.filter(|values| lacks_year(Some(values), setup.sum));
    lacking.filter_map(|values| finding(values, field, together, years)).collect()
}

fn finding(
    values: &Values,
    field: &str,
    together: bool,
    years: &BTreeSet<u16>,
) -> Option<Diagnostic> {
    let Values::One(datum) = values else { return None };
    let printed = if together {
        "negli allegati non si stampa"
    } else {
        "si stampa in una sola cella sotto tutti gli anni"
    };
    let message = format!(
        "«{}» non dice di quale anno è: {printed}, e nessun totale lo conta.",
        format::written(datum)
    );
    let example = years.iter().take(2).zip(["100", "200"]);
    let example: Vec<_> = example.map(|(year, value)| format!("{year}: {value}")).collect();
    let example = example.join(", ");
    Some(
        Diagnostic::new(Code::NoYear, datum.written.span, message).hint(format!(
            "Scrivere il valore di ogni anno, per esempio «{field}: {{{example}}}»."
        )),
    )
}
