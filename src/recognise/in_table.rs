//! State in a table: rows under a head become objectives, bands and totals.

use super::between_tables::{BetweenTables, HeadInForce};
use super::dotted_heads::settle_printed;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::group_lines;
use super::headed_columns::HeadedColumn;
use super::lone_line::{LoneLine, lone_line};
use super::objective_row::RowReader;
use super::row_fields::{MergedCells, RowFields};
use super::table_head::TableHead;
use super::table_rows::{is_figure, lone, texts, total_row};
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::{Field, Words};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Bytes of an objective's number: a longer lone text in its column is a band.
const LONGEST_NUMBER: usize = 8;

/// Fields that hold in a table only.
pub(super) struct InTable<'g> {
    head: Rc<HeadInForce>,
    /// Cells that reach down into the rows below.
    merged: MergedCells<'g>,
    /// Last area, period and manager that columns stated.
    latest: BTreeMap<Key, Words>,
    /// Texts outside the columns, by their grid column.
    stray: BTreeMap<u32, Vec<Words>>,
    /// Number of objectives.
    objectives: usize,
    /// `true` once a finding has reported rows without an area.
    lacks_area: bool,
    /// `true` once a finding has reported rows without a period.
    lacks_period: bool,
}

impl<'g> InTable<'g> {
    /// Begins the table under a head.
    pub fn new(head: Rc<HeadInForce>) -> Self {
        InTable {
            head,
            merged: MergedCells::new(),
            latest: BTreeMap::new(),
            stray: BTreeMap::new(),
            objectives: 0,
            lacks_area: false,
            lacks_period: false,
        }
    }

    /// Returns the head in force.
    pub fn head(&self) -> &TableHead {
        &self.head.head
    }

    /// Goes on under another head; cells merged above it do not reach below it.
    pub fn change_head(&mut self, head: Rc<HeadInForce>) {
        self.head = head;
        self.merged.clear();
    }

    /// Reads a row that is no head.
    pub fn read_row(&mut self, row: &'g GridRow, scope: &mut GridScope<'_, 'g>) {
        if let Some(cell) = lone(row)
            && self.take_lone(row, cell, scope)
        {
            return;
        }
        if !scope.found.is_full {
            self.read_fields(row, scope);
        }
    }

    /// Ends the grid.
    pub fn end(self, mut scope: GridScope<'_, 'g>) -> BetweenTables {
        for cells in self.stray.values() {
            scope.report.leave_out(cells, "fuori dalle colonne della tabella");
        }
        scope.report.leave_out(&scope.loose, "sopra la tabella");
        if scope.grid.name.is_some() {
            let unused = scope.bands.end();
            unused.into_iter().for_each(|words| scope.leave_out(words));
        }
        scope.report.leave_out(&scope.unplaced, "né area, né periodo, né titolo");
        scope.report.lines.extend(scope.account.lines(self.objectives));
        BetweenTables { bands: scope.bands, lines: Vec::new(), head: Some(self.head) }
    }

    /// Takes a row with one text; returns `false` if it is a row of the table after all.
    fn take_lone(
        &mut self,
        row: &'g GridRow,
        cell: &'g GridCell,
        scope: &mut GridScope<'_, 'g>,
    ) -> bool {
        let columns = &self.head.columns;
        self.merged.retain(|_, (until, _)| *until > row.index);
        // Under a merged service or description, a lone text is one more cell of that objective.
        if !self.merged.keys().all(|at| columns.get(*at).role.is_about_group()) {
            return false;
        }
        let end = cell.column.saturating_add(cell.col_span);
        let covers = |c: &&HeadedColumn| c.columns.start < end && c.columns.end > cell.column;
        let is_wide = texts(row).count() > 1 || columns.iter().filter(covers).count() > 1;
        let is_first = columns.iter().next().is_none_or(|c| cell.column < c.columns.end);
        let role = columns.role_at(cell.column);
        let kind = lone_line(&cell.text.value);
        if !is_wide && let Some(role) = role {
            if *role == ColumnRole::Key(Key::Weight) && is_figure(cell) {
                take_total("", Some(cell), cell, scope);
                return true;
            }
            if fits(role, &kind, cell) {
                return false;
            }
        }
        let is_band = is_wide || is_first || role.is_none();
        let in_description = !is_wide && role == Some(&ColumnRole::Key(Key::Description));
        take_band(&cell.text, kind, is_band, is_band && !in_description, scope)
    }

    /// Reads the cells of a row.
    fn read_fields(&mut self, row: &'g GridRow, scope: &mut GridScope<'_, 'g>) {
        let head = Rc::clone(&self.head);
        let columns = &head.columns;
        if let Some((label, written)) = total_row(row, columns) {
            return take_total(&label.text.value, written, label, scope);
        }
        let fields = RowFields::new(row, columns, &mut self.merged);
        let has_substance = fields.has_substance(columns);
        for cell in &fields.stray {
            // Under no heading at all it becomes a further field of the objective.
            if !has_substance || columns.at(cell.column).is_some() {
                self.stray.entry(cell.column).or_default().push(cell.text.clone());
            }
        }
        self.remember(&fields);
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

    /// Adds the objective of a row, or one more indicator of the objective above.
    fn add_objective(
        &mut self,
        row: &GridRow,
        fields: &RowFields<'g>,
        scope: &mut GridScope<'_, 'g>,
    ) {
        if !scope.found.has_room(fields, scope.report) {
            return;
        }
        let columns = &self.head.columns;
        let levels = scope.context.levels;
        if levels.is_some() && fields.add_indicator(columns, scope.found.entries.last_mut()) {
            return;
        }
        let mut reader = RowReader {
            columns,
            is_literal: false,
            has_levels: levels.is_some(),
            units: &mut scope.found.units,
            report: &mut *scope.report,
        };
        let Some(mut entry) = reader.objective(fields) else { return };
        if let Some(levels) = levels {
            let unplaced = scope.bands.declared.settle(levels);
            unplaced.into_iter().for_each(|words| scope.leave_out(words));
            entry.area = self.column_field(Key::Area);
            entry.period = self.column_field(Key::Period);
            scope.bands.declared.give_to(&mut entry, levels);
            settle_printed(&mut entry.objective);
        } else {
            entry.area = self.area_of(row, scope);
            entry.period = self.period_of(row, scope);
        }
        entry.manager = entry.manager.or_else(|| self.manager(scope));
        scope.sums.add(&entry.area, &entry.period, &entry.objective.fields[Key::Weight]);
        self.objectives += 1;
        scope.found.entries.push(entry);
    }

    /// Remembers area, period and manager of the columns, which hold until others come.
    fn remember(&mut self, fields: &RowFields<'_>) {
        for (&column, cell) in &fields.own {
            let ColumnRole::Key(key) = self.head.columns.get(column).role else { continue };
            if matches!(key, Key::Area | Key::Period | Key::Manager) {
                if key == Key::Area {
                    self.latest.remove(&Key::Manager);
                }
                self.latest.insert(key, cell.text.clone());
            }
        }
    }

    fn column_field(&self, key: Key) -> Field {
        self.latest.get(&key).cloned().map_or(Field::Absent, Field::Given)
    }

    fn manager(&self, scope: &GridScope<'_, 'g>) -> Option<(Words, Words)> {
        let heading = self.head.columns.heading(&ColumnRole::Key(Key::Manager));
        let column = heading.cloned().zip(self.latest.get(&Key::Manager).cloned());
        column.or_else(|| scope.bands.manager.clone())
    }

    fn area_of(&mut self, row: &GridRow, scope: &mut GridScope<'_, 'g>) -> Field {
        if let Some(words) = scope.bands.area(self.latest.get(&Key::Area)) {
            return Field::Given(words);
        }
        if let Some(name) = scope.sheet.area.clone() {
            report_sheet_name("L'area", &name, scope);
            return Field::Given(name);
        }
        if !std::mem::replace(&mut self.lacks_area, true) {
            report_missing(
                row,
                "a quale area appartengono",
                "Scrivere il nome dell'area in una riga sopra i suoi obiettivi, o in una colonna «Area».",
                scope,
            );
        }
        Field::Wrong
    }

    fn period_of(&mut self, row: &GridRow, scope: &mut GridScope<'_, 'g>) -> Field {
        if let Some(words) = scope.bands.period(self.latest.get(&Key::Period)) {
            return Field::Given(words);
        }
        if let Some(name) = scope.sheet.period.clone() {
            report_sheet_name("Il periodo", &name, scope);
            return Field::Given(name);
        }
        if !std::mem::replace(&mut self.lacks_period, true) {
            report_missing(
                row,
                "a quale periodo appartengono",
                "Scrivere il periodo in una riga sopra i suoi obiettivi, per esempio «ANNO 2024», o in una colonna «Periodo».",
                scope,
            );
        }
        Field::Wrong
    }
}

/// Takes a lone text by its words; returns `false` if it is a row of the table. `is_band` if
/// it stands where bands do, `may_be_name` if any words there may name something.
fn take_band(
    words: &Words,
    kind: LoneLine,
    is_band: bool,
    may_be_name: bool,
    scope: &mut GridScope<'_, '_>,
) -> bool {
    if scope.context.levels.is_some() && !matches!(kind, LoneLine::PageNumber | LoneLine::Total) {
        if may_be_name {
            group_lines::take(words, kind, scope);
        }
        return may_be_name;
    }
    match kind {
        LoneLine::PageNumber | LoneLine::Period | LoneLine::Total => scope.take_line(words, kind),
        LoneLine::Title | LoneLine::Area | LoneLine::AreaAndPeriod(..) | LoneLine::Manager(_)
            if is_band =>
        {
            scope.take_line(words, kind)
        }
        LoneLine::Dated if may_be_name => scope.take_line(words, LoneLine::Period),
        LoneLine::Name | LoneLine::Entity if may_be_name => {
            // Title and body are written again on a new page.
            if scope.found.names.is_title(words) || scope.found.names.is_first_line(words) {
                scope.account_for(TakenAs::PageLine, words);
            } else {
                scope.begin_area(words.clone());
            }
            true
        }
        LoneLine::Prose if may_be_name => {
            scope.leave_out(words.clone());
            true
        }
        _ => false,
    }
}

/// Compares a total with the sum, and leaves it out.
fn take_total(
    label: &str,
    written: Option<&GridCell>,
    first: &GridCell,
    scope: &mut GridScope<'_, '_>,
) {
    scope.account_for(TakenAs::Total, &first.text);
    // A layout's own levels do not tell which rows a total adds up.
    let written = written.filter(|_| scope.context.levels.is_none());
    let difference = written.and_then(|cell| scope.sums.difference(label, &cell.text));
    scope.report.findings.extend(difference);
}

fn report_sheet_name(subject: &str, name: &Words, scope: &mut GridScope<'_, '_>) {
    if !std::mem::replace(&mut scope.sheet.is_reported, true) {
        let line = format!("{subject} viene dal nome del foglio: {}.", quote_start(&name.value));
        scope.account.add_line(line);
    }
}

fn report_missing(row: &GridRow, subject: &str, hint: &str, scope: &mut GridScope<'_, '_>) {
    let Some(first) = texts(row).next() else { return };
    let message = format!("Non si capisce {subject} gli obiettivi da questa riga in poi.");
    let finding = Diagnostic::new(Code::Missing, first.text.span, message);
    scope.report.findings.push(finding.hint(hint));
}

/// Returns `true` if a lone text is a value of its column, not a band.
fn fits(role: &ColumnRole, kind: &LoneLine, cell: &GridCell) -> bool {
    let ColumnRole::Key(key) = role else { return false };
    let is_other = matches!(kind, LoneLine::PageNumber | LoneLine::Total | LoneLine::Title);
    match key {
        Key::Area => !is_other && *kind != LoneLine::Period,
        Key::Period => !is_other && !matches!(kind, LoneLine::Area | LoneLine::AreaAndPeriod(..)),
        Key::Position => *kind == LoneLine::Name && cell.text.value.len() <= LONGEST_NUMBER,
        Key::Manager | Key::Kind => *kind == LoneLine::Name,
        _ => false,
    }
}
