//! Totals that no table has a column for: they stand below the tables that they are of.

use super::blocks::label_cell;
use super::composer::Composer;
use super::format::one_line;
use super::table_column::TableColumn;
use super::texts::ComposeResult;
use super::totals::Closing;
use crate::annex::{Align, Block, Cell, ContinuedHeading, Row, StyleName};
use crate::group::Group;
use crate::model::Objective;

/// Part of the document whose total is taken.
#[derive(Clone, Copy)]
pub(super) struct TotalScope<'s, 'a> {
    /// Level of its heading (index into the layout's levels); `None` for the whole document.
    pub level: Option<usize>,
    /// Groups in it.
    pub groups: &'s [Group<'a>],
    /// `true` if the last table inside the groups ends with the total.
    pub ends_last_table: bool,
}

/// Returns the index of the group whose last table ends with the totals of the groups around it.
pub(super) fn last_with_tables(groups: &[Group<'_>]) -> Option<usize> {
    groups.iter().rposition(|group| !group.objectives().is_empty())
}

impl<'a> Composer<'a> {
    /// Composes the sums of `closing`, the total of `scope`, whose columns do not stand in a table that
    /// ends with it; `None` if every one does.
    pub(crate) fn totals_apart(
        &self,
        closing: &Closing<'a>,
        scope: TotalScope<'_, 'a>,
    ) -> ComposeResult<Option<Block>> {
        let shown = self.layout.columns_below(scope.level);
        let mut columns = self.columns_or_none(&closing.objectives, &shown);
        let tables = self.layout.table_columns(scope.level).concat();
        let mut added_up = self.columns_or_none(&closing.objectives, &tables);
        if scope.ends_last_table {
            added_up.extend(self.of_last_table(scope));
        }
        let is_same = |one: &TableColumn<'_>, other: &TableColumn<'_>| {
            (one.index, one.year) == (other.index, other.year)
        };
        columns.retain(|column| {
            column.setup.sum && !added_up.iter().any(|other| is_same(column, other))
        });
        let rows = columns.iter().map(|column| self.total_apart(closing, column));
        let rows: Vec<_> = rows.filter_map(Result::transpose).collect::<ComposeResult<_>>()?;
        if rows.is_empty() {
            return Ok(None);
        }
        let name = self.texts.total(&closing.name)?;
        self.labelled(&name, 1, rows, ContinuedHeading::default()).map(Block::Table).map(Some)
    }

    /// Returns the columns of the last table inside the groups of `scope`.
    fn of_last_table(&self, scope: TotalScope<'_, 'a>) -> Vec<TableColumn<'a>> {
        if scope.level == self.layout.innermost_heading() {
            return Vec::new();
        }
        let Some(last) = last_with_tables(scope.groups) else { return Vec::new() };
        let level = Some(scope.level.map_or(0, |level| level + 1));
        if level != self.layout.innermost_heading() {
            let groups = scope.groups[last].groups();
            return self.of_last_table(TotalScope { level, groups, ends_last_table: true });
        }
        let tables = self.layout.table_columns(level);
        let objectives: Vec<&Objective> = scope.groups[last].objectives();
        self.columns_or_none(&objectives, tables.last().map_or(&[], Vec::as_slice))
    }

    /// Composes the sum of `column` beside its head; `None` where nothing adds up.
    fn total_apart(
        &self,
        closing: &Closing<'a>,
        column: &TableColumn<'a>,
    ) -> ComposeResult<Option<Row>> {
        let sum = self.sum(&closing.objectives, column)?;
        if sum.number.is_none() {
            return Ok(None);
        }
        let words = [self.texts.total(&closing.name)?, self.column_words(column)?];
        let words: Vec<_> = words.iter().map(|words| one_line(words)).collect();
        let words = words.join(" – ");
        let label = label_cell(words.trim_matches([' ', '–']), column.setup.heading.span);
        let label = Cell { style: StyleName::Total, ..label };
        Ok(Some(Row::new([label, Cell { align: Some(Align::Left), ..sum }])))
    }
}
