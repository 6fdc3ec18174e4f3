//! Totals: the sums of the columns that are added up.

use super::columns::{TableColumn, span};
use super::fields::{by_indicator, of_indicator};
use super::format::{Notation, number};
use super::{Composed, Composer};
use crate::annex::{Cell, CellRole, Row, StyleName};
use crate::diag::{Code, Diagnostic};
use crate::model::{Objective, Text};

/// A total that a table ends with.
#[derive(Clone, Debug)]
pub(super) struct Closing<'a> {
    /// What it is the total of; nothing where that stands right above.
    pub name: String,
    /// What it adds up.
    pub objectives: Vec<&'a Objective>,
}

/// What the rows of a group end with.
#[derive(Clone, Debug)]
pub(super) enum Ending<'a> {
    /// Its total.
    Total(Closing<'a>),
    /// A text of its own.
    Text(&'a Text),
}

impl<'a> Composer<'a> {
    /// The row of `closing`.
    pub fn total(&self, closing: &Closing<'a>, columns: &[TableColumn<'a>]) -> Composed<Row> {
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
        Ok(Row { cells })
    }

    /// How the numbers of `column` are written where there is none.
    fn notation(&self, column: &TableColumn<'_>) -> Notation {
        let field = column.setup.field.value.as_str();
        let name = of_indicator(field).unwrap_or(field);
        let declared = self.plan.fields.iter().find(|setup| setup.name.value == name);
        declared.map_or(Notation::Plain, |setup| Notation::of(setup.kind))
    }

    /// The cell with the sum of what `objectives` say in `column`.
    fn sum(&self, objectives: &[&Objective], column: &TableColumn<'a>) -> Composed<Cell> {
        let mut written = self.notation(column);
        let mut sum = written.zero();
        for objective in objectives {
            let rows = match by_indicator(&column.setup.field.value) {
                true => objective.indicators.len(),
                false => 1,
            };
            for row in 0..rows {
                let shown = self.shown(objective, row, column)?;
                let Some((decimal, notation)) = shown.amount else {
                    match shown.text.is_empty() {
                        true => continue,
                        false => return Err(Box::new(no_number(column, &shown.text))),
                    }
                };
                sum = sum.checked_add(decimal).ok_or_else(|| Box::new(too_much(column)))?;
                written = notation;
            }
        }
        let mut cell = Cell::new(CellRole::Data, StyleName::Total, &written.write(sum), None);
        cell.number = Some(number(sum));
        Ok(cell)
    }
}

fn no_number(column: &TableColumn<'_>, text: &str) -> Diagnostic {
    let field = &column.setup.field;
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
