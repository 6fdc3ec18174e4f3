//! State in a table: rows under a head become objectives, bands and totals.

use super::band_rows::{Statement, statements};
use super::between_tables::{BetweenTables, HeadInForce};
use super::carried_levels::CarriedLevels;
use super::doubtful_rows::leads_to_head;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::headed_columns::HeadedColumns;
use super::left_out_table::OtherTable;
use super::lone_row::take_total;
use super::measure_rows::{leader_row, wide_weight};
use super::other_table::{OwnTable, doubt, other_table};
use super::proposals::{is_signature_row, texts_of};
use super::row_fields::{MergedCells, RowFields};
use super::row_groups::RowGroups;
use super::stray_labels::labelled_row;
use super::table_head::TableHead;
use super::table_rows::{lone, remarks_on_total, texts, total_row, unlabelled_total};
use super::vocabulary::ColumnRole;
use crate::diag::Diagnostic;
use crate::model::Key;
use crate::office::{CellKind, GridRow};
use crate::raw::{Field, Words};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Fields that hold in a table only.
pub(super) struct InTable<'g> {
    pub head: Rc<HeadInForce>,
    /// Cells that reach down into the rows below.
    pub merged: MergedCells<'g>,
    /// Levels that columns stated.
    levels: CarriedLevels<'g>,
    /// Names that columns stated.
    pub groups: RowGroups,
    /// Texts outside the columns, by their grid column.
    stray: BTreeMap<u32, Vec<Words>>,
    /// Number of objectives.
    pub objectives: usize,
    /// Number of objectives without a weight.
    pub weightless: usize,
    /// `true` once a lone text in a column of values headed rows.
    pub has_column_bands: bool,
    /// `true` if the rows above are those of another table.
    pub follows_other: bool,
    /// `true` once a finding has reported that the table has no column for the service.
    pub has_reported_service: bool,
    /// Place of the first result that stands with one of several indicators, with its heading.
    pub target: Option<Words>,
}

impl<'g> InTable<'g> {
    /// Begins the table under a head.
    pub(crate) fn new(head: Rc<HeadInForce>) -> Self {
        InTable {
            head,
            merged: MergedCells::new(),
            levels: CarriedLevels::default(),
            groups: RowGroups::default(),
            stray: BTreeMap::new(),
            objectives: 0,
            weightless: 0,
            has_column_bands: false,
            follows_other: false,
            has_reported_service: false,
            target: None,
        }
    }

    /// Returns the rows from `at` that are no part of this table; `None` if they may be.
    pub(crate) fn other_table(&self, at: usize, scope: &GridScope<'_, '_>) -> Option<OtherTable> {
        let other =
            || other_table(&scope.grid.rows, at, &self.own_table(), &scope.context.vocabulary);
        // A head that no objective follows may be the first of two rows that make one.
        (self.objectives > 0).then(other).flatten()
    }

    /// Returns a finding on rows from `at` that may be no objectives although they are read as such.
    pub(crate) fn doubt(&self, at: usize, scope: &GridScope<'_, '_>) -> Option<Diagnostic> {
        let doubt = || doubt(&scope.grid.rows, at, &self.own_table(), &scope.context.vocabulary);
        (self.objectives > 0).then(doubt).flatten()
    }

    fn own_table(&self) -> OwnTable<'_> {
        OwnTable {
            head: &self.head.head,
            columns: &self.head.columns,
            is_weighted: self.weightless == 0,
            follows_other: self.follows_other,
        }
    }

    /// Leaves out the rows of another table.
    pub(crate) fn leave_out_table(&mut self, other: &OtherTable, scope: &mut GridScope<'_, 'g>) {
        let rows = &scope.grid.rows[other.rows.clone()];
        self.merged.clear();
        self.follows_other = true;
        if other.is_signed {
            return scope.below.extend(texts_of(rows));
        }
        let firsts = rows.iter().filter_map(|row| texts(row).next());
        firsts.for_each(|first| scope.account_for(TakenAs::LeftOut, &first.text));
        let name = scope.account.name();
        scope.report.findings.extend(other.finding(&scope.grid.rows, name));
    }

    /// Returns the head in force.
    pub(crate) fn head(&self) -> &TableHead {
        &self.head.head
    }

    /// Returns the columns in force.
    pub(crate) fn columns(&self) -> &HeadedColumns {
        &self.head.columns
    }

    /// Goes on under another head; cells merged above it do not reach below it.
    pub(crate) fn change_head(&mut self, head: Rc<HeadInForce>) {
        self.head = head;
        self.has_reported_service = false;
        self.merged.clear();
        self.levels.end();
    }

    /// Reads a row that is no head.
    pub(crate) fn read_row(&mut self, row: &'g GridRow, scope: &mut GridScope<'_, 'g>) {
        if self.objectives > 0
            && !scope.bands.is_area_unused()
            && let Some(above) = scope.found.entries.last()
            && let Some(weight) = wide_weight(row, above, &scope.context.vocabulary)
        {
            return self.give_measure(weight, scope);
        }
        if let Some(cell) = lone(row)
            && self.take_lone(row, cell, scope)
        {
            self.levels.end();
            return;
        }
        if self.objectives > 0
            && !scope.bands.is_area_unused()
            && scope.context.levels.is_none()
            && let Some((label, name)) = leader_row(row, &self.head.columns)
            && let Some(above) = scope.found.entries.last_mut()
        {
            scope.report.further_column(&label.value, &label);
            return above.objective.extra.push((label, Field::Given(name).into()));
        }
        let is_above_head = self.objectives > 0 && leads_to_head(row, scope);
        let found = statements(row, is_above_head, &scope.context.vocabulary)
            .filter(|found| scope.context.levels.is_none() || found.iter().all(Statement::is_line));
        // «AREA TECNICA | ing. Riva» signs nothing, whereas other names side by side do.
        let names_area = found.as_ref().is_some_and(|f| f.iter().any(Statement::is_area));
        if !names_area && is_signature_row(row, !scope.below.is_empty()) {
            scope.below.extend(texts_of(std::slice::from_ref(row)));
            return;
        }
        if let Some(found) = found {
            found.into_iter().for_each(|statement| statement.take(scope));
            return;
        }
        // Bands are still accounted for beyond the limit: the report stays complete to the last
        // row.
        if !scope.found.is_full {
            self.read_fields(row, scope);
        }
    }

    /// Ends the grid.
    pub(crate) fn end(self, mut scope: GridScope<'_, 'g>) -> BetweenTables {
        scope.report.findings.extend(self.two_places(scope.found));
        let below = std::mem::take(&mut scope.below);
        below.iter().for_each(|text| scope.account_for(TakenAs::LeftOut, &text.words));
        let rest = scope.report.proposals.add_signers(below);
        scope.unplaced.extend(rest);
        for cells in self.stray.values() {
            scope.report.leave_out(cells, "fuori dalle colonne della tabella");
        }
        self.groups.unused().into_iter().for_each(|words| scope.leave_out(words));
        scope.report.leave_out(&scope.loose, "sopra la tabella");
        // In a document the bands may hold for the next table; a sheet stands alone.
        if scope.grid.name.is_some() {
            let unused = scope.bands.end();
            unused.into_iter().for_each(|words| scope.leave_out(words));
        }
        scope.report.leave_out(&scope.unplaced, "né area, né periodo, né titolo");
        scope.report.tables.push(scope.account.table(self.objectives));
        scope.report.lines.extend(scope.account.lines(self.objectives));
        BetweenTables { bands: scope.bands, lines: Vec::new(), head: Some(self.head) }
    }

    /// Returns `true` if cells of the objective above reach into a row.
    fn is_merged(&self, row: &GridRow) -> bool {
        self.merged.iter().any(|(at, (until, _))| {
            *until > row.index && !self.head.columns.get(*at).role.is_about_group()
        })
    }

    /// Reads the cells of a row.
    fn read_fields(&mut self, row: &'g GridRow, scope: &mut GridScope<'_, 'g>) {
        let head = Rc::clone(&self.head);
        let columns = &head.columns;
        if let Some((label, written)) = total_row(row, columns) {
            let unknown = texts(row).filter(|cell| cell.kind == CellKind::Error);
            scope.found.unchecked_totals.extend(unknown.map(|cell| cell.text.span));
            remarks_on_total(row, label).for_each(|cell| scope.leave_out(cell.text.clone()));
            return take_total(&label.text.value, written, label, scope);
        }
        if let Some(sum) = unlabelled_total(row, columns).filter(|cell| scope.sums.has(&cell.text))
            && !self.is_merged(row)
        {
            return take_total("", Some(sum), sum, scope);
        }
        if scope.context.levels.is_none()
            && !self.is_merged(row)
            && let Some(cells) = labelled_row(row, columns, &scope.context.vocabulary)
        {
            return cells.into_iter().for_each(|cell| scope.leave_out(cell.text.clone()));
        }
        let mut fields = RowFields::new(row, columns, &mut self.merged);
        if scope.context.levels.is_none() {
            let lines = self.levels.lend(&mut fields, columns);
            lines.into_iter().for_each(|line| scope.account.add_line(line));
            let service = self.levels.lend_service(&mut fields, columns);
            scope.report.findings.extend(service);
        }
        let has_substance = fields.has_substance(columns);
        let beside = fields.take_beside(columns);
        for cell in beside {
            self.stray.entry(cell.column).or_default().push(cell.text.clone());
        }
        for cell in &fields.stray {
            // Under no heading at all it becomes a further field of the objective.
            if !has_substance || columns.at(cell.column).is_some() {
                self.stray.entry(cell.column).or_default().push(cell.text.clone());
            }
        }
        // Before the objective is added: the row's own area holds for the row itself.
        let displaced =
            self.groups.remember(&fields, columns, has_substance, &mut scope.report.marks);
        displaced.into_iter().for_each(|words| scope.leave_out(words));
        if has_substance {
            self.add_objective(row, &fields, scope);
        } else if let Some(first) = fields.own.values().next() {
            scope.account_for(TakenAs::Blank, &first.text);
            // Number, area and the like hold for other rows too; the letter of a kind is lost.
            let kind = ColumnRole::Key(Key::Kind);
            let kinds = fields.own.iter().filter(|(at, _)| columns.get(**at).role == kind);
            scope.unplaced.extend(kinds.map(|(_, cell)| cell.text.clone()));
        }
    }
}
