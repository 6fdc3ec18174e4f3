//! Tables: column heads, bands, rows, totals.

use super::cells::{italian, number, origin};
use super::{Composed, Composer, merged};
use crate::annex::{Body, Cell, CellRole, Column, Row, StyleName, Table};
use crate::group::Group;
use crate::layout::Slot;
use crate::model::Objective;
use rust_decimal::Decimal;

impl<'a> Composer<'a> {
    /// The table of `groups` (each level a band) or, without levels, of `loose` objectives.
    pub fn table(
        &self,
        groups: &[Group<'a>],
        loose: &[&'a Objective],
        name: &str,
    ) -> Composed<Table> {
        let mut bodies = Vec::new();
        if !loose.is_empty() {
            bodies.push(self.body(Vec::new(), loose)?);
        }
        for group in groups {
            self.banded(group, Vec::new(), &mut bodies)?;
        }
        Ok(Table {
            caption: super::one_line(&self.texts.table(name)?),
            continued: None,
            columns: self.columns(),
            row_head: self.layout.row_head,
            head: self.head()?,
            bodies,
            foot: Vec::new(),
        })
    }

    /// The bodies below `group`; `outer` are the bands that its first body opens with.
    fn banded(&self, group: &Group<'a>, outer: Vec<Row>, bodies: &mut Vec<Body>) -> Composed<()> {
        let mut bands = outer;
        if group.label.is_some() {
            bands.push(self.band(group)?);
        }
        if group.groups().is_empty() {
            bodies.push(self.body(bands, group.direct_objectives())?);
            return Ok(());
        }
        for inner in group.groups() {
            self.banded(inner, std::mem::take(&mut bands), bodies)?;
        }
        Ok(())
    }

    fn band(&self, group: &Group<'a>) -> Composed<Row> {
        let text = self.texts.group(group)?;
        let mut cell = Cell::new(
            CellRole::Band,
            StyleName::Band,
            &text,
            group.label.map(|label| origin(label.span)),
        );
        cell.align = Some(self.layout.styles[StyleName::Band].align);
        cell.col_span = self.width();
        Ok(Row { cells: vec![cell] })
    }

    fn body(&self, bands: Vec<Row>, objectives: &[&'a Objective]) -> Composed<Body> {
        let row = |objective: &&Objective| {
            let cells = (0..self.layout.columns.len()).map(|i| self.cell(objective, i));
            Ok(Row { cells: cells.collect::<Composed<_>>()? })
        };
        let mut rows = objectives.iter().map(row).collect::<Composed<Vec<Row>>>()?;
        merged::merge_neighbours(&mut rows, &self.layout.columns);
        let totals = if self.layout.totals { self.totals(objectives)? } else { Vec::new() };
        Ok(Body { bands, rows, totals })
    }

    fn columns(&self) -> Vec<Column> {
        let column = |c: &crate::layout::ColumnSetup| Column {
            field: c.field.value.clone(),
            width: c.width,
            align: c.align,
        };
        self.layout.columns.iter().map(column).collect()
    }

    /// The row with the sum of the weights, where the layout has a column for it.
    fn totals(&self, objectives: &[&Objective]) -> Composed<Vec<Row>> {
        let Some(at) = self.layout.columns.iter().position(|c| c.field.value == "peso") else {
            return Ok(Vec::new());
        };
        let weights = objectives.iter().filter_map(|o| o.weight.as_ref());
        let sum: Decimal = weights.map(|w| w.value.decimal()).sum();
        let mut value = Cell::new(CellRole::Data, StyleName::Total, &italian(sum), None);
        value.number = Some(number(sum));
        let label = self.texts.plain(Slot::Total)?;
        let (before, after) = (at, self.layout.columns.len() - at - 1);
        let spanning = |text: &str, span: usize, role| {
            let mut cell = Cell::new(role, StyleName::Total, text, None);
            cell.align = Some(self.layout.styles[StyleName::Total].align);
            cell.col_span = u16::try_from(span).expect("a layout has at most a hundred columns");
            cell
        };
        let mut cells = Vec::new();
        if before > 0 {
            cells.push(spanning(&label, before, CellRole::RowHead));
        }
        cells.push(value);
        if after > 0 {
            let text = if before > 0 { "" } else { label.as_str() };
            cells.push(spanning(text, after, CellRole::Data));
        }
        Ok(vec![Row { cells }])
    }

    fn width(&self) -> u16 {
        u16::try_from(self.layout.columns.len()).expect("a layout has at most a hundred columns")
    }
}
