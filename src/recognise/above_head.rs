//! State above the head of a grid: lines are kept until the head shows what they may be.

use super::band_rows::{HeadField, Statement, statements};
use super::between_tables::{BetweenTables, HeadInForce};
use super::document_lines::possible_signature;
use super::grid_scope::GridScope;
use super::group_lines;
use super::headed_columns::HeadedColumns;
use super::label_rows::ValueUnderLabel;
use super::labels::placed_line;
use super::line_parts::parts_of_line;
use super::lines_above::LinesAbove;
use super::lone_line::{LoneLine, lone_line};
use super::other_headings::is_legend;
use super::other_table::{OwnTable, begins_other_table};
use super::proposals::{is_signature_table, texts_of};
use super::remarks::is_remark;
use super::skipped_grids::{compare_rows, report_skipped};
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::total_lines::is_rule;
use super::vocabulary::ColumnRole;
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;
use std::rc::Rc;

/// Fields that hold above the head only.
#[derive(Default)]
pub(super) struct AboveHead {
    /// Lines so far, from the top.
    pub lines: Vec<Words>,
    /// `true` if two cells, «Area:» and «Tecnica», named the area.
    pub names_area: bool,
    /// Labels and values of cells side by side, which belong to the area that a line names.
    pub beside: Vec<(HeadField, Words, Words)>,
    /// `true` if the grid has the head of other things than objectives.
    pub is_of_others: bool,
    /// Head of the table before, whose columns this grid may continue.
    pub previous: Option<Rc<HeadInForce>>,
}

impl AboveHead {
    /// Reads a row that is no head.
    pub(crate) fn read_row(&mut self, row: &GridRow, scope: &mut GridScope<'_, '_>) {
        match lone(row) {
            Some(cell) => self.lines.push(cell.text.clone()),
            // «AREA TECNICA» and «Responsabile: …» side by side are two lines.
            None if states_lines(row) => {
                self.lines.extend(texts(row).map(|cell| cell.text.clone()));
            }
            // The title with a legend beside it.
            None if begins_with_title(row) => {
                let mut cells = texts(row).map(|cell| cell.text.clone());
                self.lines.extend(cells.next());
                scope.loose.extend(cells);
            }
            None => self.read_statements(row, scope),
        }
    }

    /// Reads a row of several cells, which state fields of the plan, or nothing.
    fn read_statements(&mut self, row: &GridRow, scope: &mut GridScope<'_, '_>) {
        match statements(row, true, &scope.context.vocabulary) {
            Some(found) => {
                self.names_area |= found.iter().any(Statement::is_area);
                for statement in found {
                    match statement {
                        Statement::Pair(
                            field @ (HeadField::Manager | HeadField::Fact),
                            label,
                            value,
                        ) if !self.names_area => {
                            self.beside.push((field, label.clone(), value.clone()));
                        }
                        statement => statement.take(scope),
                    }
                }
            }
            None => scope.loose.extend(texts(row).map(|cell| cell.text.clone())),
        }
    }

    /// Takes values that stand under their labels.
    pub(crate) fn take_values(
        &mut self,
        values: Vec<ValueUnderLabel<'_>>,
        scope: &mut GridScope<'_, '_>,
    ) {
        self.names_area |= values.iter().any(|value| value.field == HeadField::Area);
        for ValueUnderLabel { field, label, value } in values {
            let belongs_to_area = matches!(field, HeadField::Manager | HeadField::Fact);
            if belongs_to_area && !self.names_area {
                self.beside.push((field, label.clone(), value.clone()));
            } else {
                Statement::Pair(field, label, value).take(scope);
            }
        }
    }

    /// Returns the head of the table before if this grid continues it: it has no head, and
    /// ends at the same column.
    pub(crate) fn continued(&mut self, scope: &GridScope<'_, '_>) -> Option<Rc<HeadInForce>> {
        let rows = &scope.grid.rows;
        let previous = self.previous.as_ref()?;
        let after = |cell: &GridCell| cell.column.saturating_add(cell.col_span);
        // Merged cells differ from row to row: only the right edge shows that two tables are parts
        // of one.
        let end = rows.iter().flat_map(|row| &row.cells).map(after).max();
        let last = previous.columns.iter().map(|column| column.columns.end).max();
        let is_headless = |at: usize| head_at(rows, at, &scope.context.vocabulary).is_none();
        let continues = end == last
            // A grid of lone lines only is a box of text, not rows of objectives.
            && rows.iter().any(|row| lone(row).is_none())
            && (0..rows.len()).all(is_headless)
            && !is_signature_table(rows)
            && !self.begins_other_table(rows, scope);
        self.previous.take_if(|_| continues)
    }

    /// Returns `true` if the rows begin with the head of another table than the one before.
    fn begins_other_table(&self, rows: &[GridRow], scope: &GridScope<'_, '_>) -> bool {
        let own = |previous: &Rc<HeadInForce>| {
            let own = OwnTable {
                head: &previous.head,
                columns: &previous.columns,
                is_weighted: true,
                follows_other: false,
            };
            begins_other_table(rows, &own, &scope.context.vocabulary)
        };
        self.previous.as_ref().is_some_and(own)
    }

    /// Tells the lines apart, now that the columns are known.
    pub(crate) fn settle(self, columns: &HeadedColumns, scope: &mut GridScope<'_, '_>) {
        if scope.context.levels.is_some() {
            // With levels of its own the layout has no area: «AREA TECNICA» may be a group of any
            // name.
            return group_lines::take_above_head(self.lines, scope);
        }
        let lines = self.lines.iter().flat_map(parts_of_line);
        let mut lines: Vec<(Words, LoneLine)> =
            lines.map(|words| (words.clone(), placed_line(&words.value))).collect();
        scope.take_area_of_title(&lines);
        let is_area = |kind: &LoneLine| matches!(kind, LoneLine::Area | LoneLine::AreaWith(_));
        let areas = lines.iter().filter(|(_, kind)| is_area(kind)).count();
        let has_area = areas > 0
            || self.names_area
            || columns.has(&ColumnRole::Key(Key::Area))
            || scope.found.given.has_area();
        if scope.held_area().is_some() {
            let leads =
                |kind: &LoneLine| matches!(kind, LoneLine::Manager(_) | LoneLine::ManagerWith(_));
            let area = lines.iter().position(|(_, kind)| is_area(kind)).unwrap_or(0);
            let above = lines[..area].iter().filter(|(_, kind)| leads(kind));
            scope.report.findings.extend(above.map(|(words, _)| possible_signature(words)));
        }
        if areas <= 1 {
            // Whoever leads the only area may be named above it, and so may its cost centre.
            lines.sort_by_key(|(_, kind)| {
                matches!(
                    kind,
                    LoneLine::Manager(_) | LoneLine::ManagerWith(_) | LoneLine::Labelled(..)
                )
            });
        }
        let above = LinesAbove { columns, has_area, held: scope.held_area() };
        above.take_all(lines, scope);
        for (field, label, value) in &self.beside {
            Statement::Pair(*field, label, value).take(scope);
        }
    }

    /// Ends a grid that has no head: its lines may be a title, its rows are not read.
    pub(crate) fn end(mut self, mut scope: GridScope<'_, '_>) -> BetweenTables {
        if scope.grid.name.is_none() && is_signature_table(&scope.grid.rows) {
            return self.end_signatures(scope);
        }
        let beside = std::mem::take(&mut self.beside);
        beside.into_iter().for_each(|(_, _, value)| scope.leave_out(value));
        compare_rows(&mut scope);
        let mut between = BetweenTables::default();
        if scope.grid.name.is_none() && self.is_of_others {
            between.head = self.previous;
        } else if scope.grid.name.is_none() {
            // In a document such a grid is often a frame around headings: its lines belong to the
            // table below.
            between.lines = std::mem::take(&mut self.lines);
            between.head = self.previous;
        }
        for words in self.lines.iter().flat_map(parts_of_line) {
            match lone_line(&words.value) {
                LoneLine::Title | LoneLine::YearTitle => scope.take_title(&words),
                _ => scope.leave_out(words),
            }
        }
        if scope.grid.name.is_some() {
            scope.report.withhold(&scope.unplaced, "foglio senza testata");
        }
        if self.is_of_others && scope.grid.name.is_none() {
            scope.report.withhold(&scope.unplaced, "sopra una tabella che non è di obiettivi");
        }
        report_skipped(self.is_of_others, &mut scope);
        between.bands = scope.bands;
        between
    }
}

impl AboveHead {
    /// Ends a table that holds who signs, below the tables of a document.
    fn end_signatures(self, mut scope: GridScope<'_, '_>) -> BetweenTables {
        let rest = scope.report.proposals.add_signers(texts_of(&scope.grid.rows));
        let rest = rest.into_iter().filter(|words| !is_rule(&words.value));
        rest.for_each(|words| scope.leave_out(words));
        scope.report.leave_out(&scope.unplaced, "né area, né periodo, né titolo");
        let name = scope.account.name();
        scope.report.lines.push(format!("{name}: firme, lasciata fuori."));
        BetweenTables {
            bands: scope.bands,
            lines: scope.grid.paragraphs.clone(),
            head: self.previous,
        }
    }
}

/// Returns `true` if a cell of a row states a line that no pair of name and value has: an area,
/// or a label with its value behind a colon.
fn states_lines(row: &GridRow) -> bool {
    let is_line = |cell: &GridCell| {
        matches!(
            lone_line(&cell.text.value),
            LoneLine::AreaWith(_)
                | LoneLine::Manager(_)
                | LoneLine::ManagerWith(_)
                | LoneLine::Labelled(..)
        )
    };
    texts(row).any(is_line)
}

/// Returns `true` if the first cell of a row is a title or an area, and the others are a legend or
/// something else that states nothing.
fn begins_with_title(row: &GridRow) -> bool {
    let mut cells = texts(row);
    let Some(first) = cells.next() else { return false };
    let others: Vec<&GridCell> = cells.collect();
    let is_legend = || {
        is_legend(std::slice::from_ref(&GridRow {
            cells: others.iter().map(|cell| (*cell).clone()).collect(),
            ..row.clone()
        })) || others.iter().all(|cell| is_remark(&cell.text.value))
    };
    match lone_line(&first.text.value) {
        LoneLine::Title | LoneLine::YearTitle => {
            let is_name = |cell: &&GridCell| lone_line(&cell.text.value) == LoneLine::Name;
            is_legend()
                || others.len() > 2 && others.iter().all(is_name)
                // The title of another table.
                || others.iter().all(|cell| cell.column > first.column + first.col_span)
                    && others.iter().all(is_name)
                || others.iter().any(|cell| is_remark(&cell.text.value))
        }
        LoneLine::Area | LoneLine::Entity | LoneLine::Period => is_legend(),
        _ => false,
    }
}
