//! The columns of one table: those of the layout that stand in it, one for each year where
//! the layout says so.

use super::composer::Composer;
use super::table_column::{TableColumn, meets};
use super::texts::ComposeResult;
use crate::annex::Width;
use crate::diag::{Code, Diagnostic};
use crate::layout::ColumnSetup;
use crate::model::Objective;

/// Most columns of a table, those of all years counted: more are unreadable on any paper.
const MOST: usize = 100;

impl<'a> Composer<'a> {
    /// Returns the columns of the table of `objectives` among those of the layout at `chosen`; at
    /// least one.
    pub(crate) fn columns(
        &self,
        objectives: &[&Objective],
        chosen: &[usize],
    ) -> ComposeResult<Vec<TableColumn<'a>>> {
        let columns = self.columns_or_none(objectives, chosen);
        if !(1..=MOST).contains(&columns.len()) {
            return Err(Box::new(self.wrong_count(columns.len())));
        }
        Ok(columns)
    }

    /// Returns the same columns, of any number.
    pub(crate) fn columns_or_none(
        &self,
        objectives: &[&Objective],
        chosen: &[usize],
    ) -> Vec<TableColumn<'a>> {
        let all = chosen.iter().map(|&index| (index, &self.layout.columns[index]));
        let setups: Vec<_> = all.filter(|(_, setup)| self.stands(setup, objectives)).collect();
        let mut columns = Vec::new();
        for run in setups.chunk_by(|left, right| repeat_together(left.1, right.1)) {
            let years: Vec<Option<u16>> = if run[0].1.by_year {
                self.years.iter().copied().map(Some).collect()
            } else {
                vec![None]
            };
            for year in years {
                let column = |&(index, setup)| TableColumn { index, setup, year };
                columns.extend(run.iter().map(column));
            }
        }
        columns
    }

    /// Checks that the page has room for the columns of fixed width, those of every year counted.
    ///
    /// # Errors
    /// The finding that names the first of them.
    pub(crate) fn fits(&self, columns: &[TableColumn<'_>]) -> ComposeResult<()> {
        // The layout was checked before it met a plan: only here is it known for how many years a
        // column is repeated.
        let wanted = Width::fixed(columns.iter().map(|column| column.setup.width)).0;
        let room = self.layout.page.text_width().0;
        let by_year = |column: &&TableColumn<'_>| matches!(column.setup.width, Width::Fixed(_));
        match columns.iter().filter(by_year).find(|column| column.year.is_some()) {
            Some(first) if wanted > room => {
                let message = format!(
                    "Le colonne con misura fissa, ripetute per ogni anno, occupano {wanted} mm, ma il foglio ne ha {room}."
                );
                let place = first.setup.field.span;
                Err(Box::new(
                    Diagnostic::new(Code::Layout, place, message)
                        .hint("Ridurre le larghezze, o scriverle come quote (senza «mm»)."),
                ))
            }
            _ => Ok(()),
        }
    }

    /// Returns `true` if other columns stand between the years of the column at `index`.
    pub(crate) fn repeats_together(&self, index: usize) -> bool {
        let columns = &self.layout.columns;
        let before = index.checked_sub(1).and_then(|before| columns.get(before));
        let beside = before.into_iter().chain(columns.get(index + 1));
        beside.into_iter().any(|other| repeat_together(&columns[index], other))
    }

    fn wrong_count(&self, count: usize) -> Diagnostic {
        let message = format!("Una tabella avrebbe {count} colonne: devono essere da 1 a {MOST}.");
        let place = self.layout.columns[0].field.span;
        Diagnostic::new(Code::Layout, place, message).hint(
            "Le colonne «per-anno» si ripetono per ogni anno del piano, quelle «solo» stanno solo in alcune tabelle: togliere o aggiungere colonne.",
        )
    }

    /// Returns `true` if a column stands in the table of `objectives`.
    fn stands(&self, setup: &ColumnSetup, objectives: &[&Objective]) -> bool {
        setup.only.is_empty() || objectives.iter().any(|o| meets(self.plan, setup, o))
    }
}

/// Returns `true` if neighbours are repeated together for each year: their common heading names it.
fn repeat_together(left: &ColumnSetup, right: &ColumnSetup) -> bool {
    let above = |setup: &ColumnSetup| {
        let words = setup.group.as_ref().map(|group| group.value.clone());
        words.filter(|words| setup.by_year && words.contains("anno}}"))
    };
    above(left).is_some() && above(left) == above(right)
}
