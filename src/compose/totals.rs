//! Totals: the sums of the columns that are added up.

use super::composer::Composer;
use super::fields::by_indicator;
use super::format::{AmountNotation, number};
use super::table_column::{TableColumn, span};
use super::texts::ComposeResult;
use crate::annex::{Cell, CellRole, Row, StyleName};
use crate::diag::{Code, Diagnostic};
use crate::model::{Objective, Text};
use rust_decimal::Decimal;

/// A total that a table ends with.
#[derive(Clone, Debug)]
pub(super) struct Closing<'a> {
    /// Name of the group; empty if it stands right above.
    pub name: String,
    /// Objectives that are added up.
    pub objectives: Vec<&'a Objective>,
}

/// Row that ends a group.
#[derive(Clone, Debug)]
pub(super) enum Ending<'a> {
    /// Total of the group.
    Total(Closing<'a>),
    /// Closing text of the group.
    Text(&'a Text),
}

impl<'a> Composer<'a> {
    /// Composes the row of `closing`; `None` if its columns add nothing up.
    pub(crate) fn total(
        &self,
        closing: &Closing<'a>,
        columns: &[TableColumn<'a>],
    ) -> ComposeResult<Option<Row>> {
        let mut label = Some(self.texts.total(&closing.name)?);
        let mut cells = Vec::new();
        for run in columns.chunk_by(|left, right| !left.setup.sum && !right.setup.sum) {
            if run[0].setup.sum {
                cells.push(self.sum(&closing.objectives, &run[0])?);
                continue;
            }
            // The label names the row where it comes first.
            let role = if cells.is_empty() { CellRole::RowHead } else { CellRole::Data };
            let words = label.take().unwrap_or_default();
            let mut cell = Cell::new(role, StyleName::Total, &words, None);
            cell.align = Some(self.layout.styles[StyleName::Total].align);
            cell.col_span = span(run.len());
            cells.push(cell);
        }
        // A row of blanks would look like a total that somebody forgot.
        let adds_up = cells.iter().any(|cell| cell.number.is_some());
        Ok(adds_up.then(|| Row::new(cells)))
    }

    /// The cell with the sum of what `objectives` say in `column`; empty where none says
    /// anything: that is not zero.
    pub(crate) fn sum(
        &self,
        objectives: &[&Objective],
        column: &TableColumn<'a>,
    ) -> ComposeResult<Cell> {
        let mut sum: Option<(Decimal, AmountNotation)> = None;
        for objective in objectives {
            let rows = if by_indicator(&column.setup.field.value) {
                objective.indicators.len()
            } else {
                1
            };
            for row in 0..rows {
                let shown = self.shown(objective, row, column)?;
                if shown.apart.is_some() {
                    continue;
                }
                // What is added up is what is printed: a text that is no number would make the printed
                // total wrong, so it is an error and not a zero.
                let Some((decimal, notation)) = shown.amount else {
                    if shown.text.is_empty() {
                        continue;
                    }
                    return Err(Box::new(no_number(column, &shown.text)));
                };
                // Decimals have at most 28 or 29 digits: a sum may overflow although no value does.
                let before = sum.map_or(Decimal::ZERO, |(sum, _)| sum);
                let more = before.checked_add(decimal).ok_or_else(|| Box::new(too_much(column)))?;
                sum = Some((more, notation));
            }
        }
        let text = sum.map_or_else(String::new, |(sum, notation)| notation.write(sum));
        let mut cell = Cell::new(CellRole::Data, StyleName::Total, &text, None);
        cell.number = sum.map(|(sum, _)| number(sum));
        Ok(cell)
    }
}

fn no_number(column: &TableColumn<'_>, text: &str) -> Diagnostic {
    let field = &column.setup.field;
    // A cell may hold pages of text; the message need only show which one is meant.
    let text: String = text.chars().take(40).collect();
    let message =
        format!("La colonna «{}» non si può sommare: «{text}» non è un numero.", field.value);
    Diagnostic::new(Code::Column, field.span, message).hint(
        "Togliere «somma», o dire nel piano, sotto «campi», che il campo è un numero o un importo.",
    )
}

fn too_much(column: &TableColumn<'_>) -> Diagnostic {
    let field = &column.setup.field;
    let message = format!("La somma della colonna «{}» è un numero troppo grande.", field.value);
    Diagnostic::new(Code::Column, field.span, message)
        .hint("Controllare i valori: ce n'è uno con troppe cifre.")
}
