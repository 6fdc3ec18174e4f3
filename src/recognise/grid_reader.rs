//! Reader of one grid, row by row: the transitions between its states.

use super::above_head::AboveHead;
use super::between_tables::{BetweenTables, HeadInForce};
use super::context::RecognitionContext;
use super::footer::footer_start;
use super::form_indicators::number_columns;
use super::forms::FormTable;
use super::found::Found;
use super::grid_report::{GridReport, TakenAs};
use super::grid_scope::GridScope;
use super::head_times::{date_result, date_years};
use super::headed_columns::HeadedColumns;
use super::in_table::InTable;
use super::label_rows::{labelled_values, precedes_head};
use super::lone_line::{LoneLine, lone_line};
use super::proposals::texts_of;
use super::report::RecognitionReport;
use super::result_tables::reports_results;
use super::sheet_name::SheetName;
use super::table_head::{HeadCell, TableHead, head_at};
use super::table_rows::{numbers_columns, texts};
use super::total_lines::is_rule;
use super::unheaded_areas::unheaded_areas;
use super::weight_sums::WeightSums;
use super::word_forms::{is_listed, words};
use crate::model::years_in;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use std::collections::BTreeSet;
use std::rc::Rc;

/// State of the reader.
pub(super) enum ReaderState<'g> {
    /// No head was found so far.
    AboveHead(AboveHead),
    /// The rows of a table are read.
    InTable(InTable<'g>),
}

/// Reader of a grid.
pub(super) struct GridReader<'r, 'g> {
    scope: GridScope<'r, 'g>,
    state: ReaderState<'g>,
    /// Index of the first row below the table under the head in force.
    footer: usize,
    /// Index of the row right below the head in force.
    below_head: usize,
}

impl<'r, 'g> GridReader<'r, 'g> {
    /// Begins a grid, which reports call `name`; one without a name of its own takes over
    /// what is `between` the tables.
    pub(crate) fn new(
        grid: &'g Grid,
        name: String,
        between: &mut BetweenTables,
        context: &'r RecognitionContext<'r>,
        found: &'r mut Found,
        report: &'r mut RecognitionReport,
    ) -> Self {
        let taken_over = match grid.name {
            Some(_) => BetweenTables::default(),
            // A sheet stands alone, tables of a document follow one another: bands of one hold for
            // the next.
            None => std::mem::take(between),
        };
        let scope = GridScope {
            grid,
            context,
            is_of_bare_forms: false,
            found,
            report,
            account: GridReport::new(name, grid),
            bands: taken_over.bands,
            sheet: grid.name.as_ref().map(SheetName::new).unwrap_or_default(),
            sums: WeightSums::default(),
            unplaced: Vec::new(),
            caption: None,
            below: Vec::new(),
            loose: Vec::new(),
        };
        let lines = taken_over.lines.into_iter().chain(grid.paragraphs.iter().cloned()).collect();
        let state = ReaderState::AboveHead(AboveHead {
            lines,
            previous: taken_over.head,
            ..AboveHead::default()
        });
        GridReader { scope, state, footer: grid.rows.len(), below_head: 0 }
    }

    /// Accounts for the forms that the grid was made of.
    pub(crate) fn made_of(&mut self, forms: &FormTable) {
        self.scope.is_of_bare_forms = !forms.has_titles;
        self.scope.account.made_of(forms.forms);
        let unread = &forms.unread;
        self.scope.report.leave_out(unread, "dentro la scheda, senza una voce accanto");
    }

    /// Reads the grid to its end; one without a name leaves what the next takes over.
    pub(crate) fn read(mut self, between: &mut BetweenTables) {
        self.continue_table();
        let mut at = 0;
        while at < self.scope.grid.rows.len() {
            at += self.step(at);
        }
        let has_name = self.scope.grid.name.is_some();
        let left = match self.state {
            ReaderState::AboveHead(above) => above.end(self.scope),
            ReaderState::InTable(table) => table.end(self.scope),
        };
        if !has_name {
            *between = left;
        }
    }

    /// Enters the table at once if the grid continues the one before: a document breaks a
    /// long table into several, and only the first has a head.
    fn continue_table(&mut self) {
        let ReaderState::AboveHead(above) = &mut self.state else { return };
        if let Some(head) = above.continued(&self.scope) {
            std::mem::take(above).settle(&head.columns, &mut self.scope);
            self.scope
                .account
                .add_line("senza testata: continua la tabella precedente.".to_owned());
            self.state = ReaderState::InTable(InTable::new(head));
        }
    }

    /// Reads what begins at row `at`; returns the number of rows that it takes.
    fn step(&mut self, at: usize) -> usize {
        let row = &self.scope.grid.rows[at];
        // Formatted but blank rows are common in sheets, and end nothing.
        let Some(first) = texts(row).next() else { return 1 };
        if texts(row).all(|cell| is_rule(&cell.text.value)) {
            self.scope.account_for(TakenAs::Rule, &first.text);
            return 1;
        }
        if let ReaderState::InTable(table) = &mut self.state
            && at < self.footer
            && let Some(other) = table.other_table(at, &self.scope)
        {
            table.leave_out_table(&other, &mut self.scope);
            return other.rows.len();
        }
        if self.may_be_head(row, first)
            && let Some(head) = head_at(&self.scope.grid.rows, at, &self.scope.context.vocabulary)
        {
            if !self.is_head_of_others(&head) && !self.is_first_row(&head, at) {
                let rows = self.take_head(head, at, first);
                self.below_head = at + rows;
                return rows;
            }
            if let ReaderState::AboveHead(above) = &mut self.state {
                above.is_of_others = true;
            }
        }
        if let Some(rows) = self.take_labelled_values(at) {
            return rows;
        }
        match &mut self.state {
            ReaderState::AboveHead(above) => above.read_row(row, &mut self.scope),
            ReaderState::InTable(_) if at >= self.footer => {
                self.scope.below.extend(texts_of(std::slice::from_ref(row)));
            }
            ReaderState::InTable(table) => {
                if let Some(area) = self.scope.area_below(at) {
                    let rows = &self.scope.grid.rows;
                    let lines = rows[at..area].iter().filter(|row| texts(row).next().is_some());
                    let lines = std::iter::once(&rows[area]).chain(lines);
                    lines.for_each(|row| table.read_row(row, &mut self.scope));
                    return area + 1 - at;
                }
                let doubt = table.doubt(at, &self.scope);
                self.scope.report.findings.extend(doubt);
                table.read_row(row, &mut self.scope);
            }
        }
        1
    }

    /// Takes a row of labels with the values below it; returns the number of rows, `None` if row `at` is
    /// something else.
    fn take_labelled_values(&mut self, at: usize) -> Option<usize> {
        let rows = &self.scope.grid.rows;
        let values = labelled_values(rows, at, &self.scope.context.vocabulary)
            .filter(|_| self.scope.context.levels.is_none())?;
        match &mut self.state {
            ReaderState::AboveHead(above) => above.take_values(values, &mut self.scope),
            ReaderState::InTable(_) if precedes_head(rows, at + 2, &self.scope) => {
                let pairs = values.into_iter();
                pairs.for_each(|value| value.statement().take(&mut self.scope));
            }
            ReaderState::InTable(_) => return None,
        }
        Some(2)
    }

    /// Returns `false` for a row of figures in a table, unless it begins as the head does.
    fn may_be_head(&self, row: &GridRow, first: &GridCell) -> bool {
        let ReaderState::InTable(table) = &self.state else { return true };
        let is_figure = |cell: &GridCell| {
            cell.kind != CellKind::Text
                || cell.text.value.trim().trim_end_matches('%').bytes().all(|b| b.is_ascii_digit())
        };
        let known = table.head().cells.first();
        // Headings hold no figures, unless the head itself does and comes once more.
        !texts(row).any(is_figure) || known.is_some_and(|cell| cell.text.value == first.text.value)
    }

    /// Returns `true` for the first row below a head whose cells begin with words of headings, in the
    /// very columns of the head: «Obiettivo a» is a value there.
    fn is_first_row(&self, head: &TableHead, at: usize) -> bool {
        let ReaderState::InTable(table) = &self.state else { return false };
        let holds = |cell: &HeadCell| {
            let role = cell.meaning.as_ref().map(|(role, _)| role);
            role.is_none_or(|role| table.columns().role_at(cell.columns.start) == Some(role))
        };
        at == self.below_head && !table.head().repeats(head) && head.cells.iter().all(holds)
    }

    /// Returns `true` for the head of persons, of a budget or of what was reached, in a file whose
    /// objectives stand under another head: «Dipendente | Servizio | Obiettivo».
    fn is_head_of_others(&self, head: &TableHead) -> bool {
        const OTHERS: &str = "dipendente dipendenti nominativo cognome matricola capitolo articolo";
        let first = head.cells.first().and_then(|cell| words(&cell.text.value).into_iter().next());
        matches!(self.state, ReaderState::AboveHead(_))
            && self.scope.found.heads.count > 0
            && (first.is_some_and(|first| is_listed(OTHERS, &first))
                || reports_results(head) && !self.scope.found.heads.have_all_of(head))
    }

    /// Takes the head at row `at`; returns the number of rows that it takes.
    fn take_head(&mut self, mut head: TableHead, at: usize, first: &GridCell) -> usize {
        let mut rows = head.rows;
        if let Some(row) = self.scope.grid.rows.get(at + rows).filter(|row| numbers_columns(row)) {
            self.scope.account_for(TakenAs::Numbering, &row.cells[0].text);
            rows += 1;
        }
        if let ReaderState::InTable(table) = &self.state
            // Printed on each page, the head begins no new table: merged cells and bands go on
            // below it.
            && table.head().repeats(&head)
        {
            self.scope.account_for(TakenAs::RepeatedHead, &first.text);
            return rows;
        }
        let years = self.stated_years();
        if let Some(first) = years.first().copied() {
            head.forget_past(first);
            date_years(&mut head.cells, first, &self.scope.context.vocabulary);
            date_result(&mut head.cells, &years);
        }
        number_columns(&mut head, &self.scope.context.vocabulary);
        let columns = HeadedColumns::new(&head, &mut self.scope.report.findings);
        let below = self.scope.grid.rows.get(at + rows..).unwrap_or_default();
        let areas = unheaded_areas(below, &columns);
        let columns = columns.with(areas);
        self.report_columns(&columns, &first.text);
        self.footer = footer_start(&self.scope.grid.rows, &columns);
        let head = Rc::new(HeadInForce { head, columns });
        match &mut self.state {
            ReaderState::AboveHead(above) => {
                std::mem::take(above).settle(&head.columns, &mut self.scope);
                self.state = ReaderState::InTable(InTable::new(head));
            }
            ReaderState::InTable(table) => table.change_head(head),
        }
        rows
    }

    /// Returns the years of the plan, as far as lines above and names say them.
    fn stated_years(&self) -> BTreeSet<u16> {
        let GridScope { found, context, bands, grid, .. } = &self.scope;
        let above = match &self.state {
            ReaderState::AboveHead(above) => above.lines.as_slice(),
            ReaderState::InTable(_) => &[],
        };
        let is_period = |line: &&Words| {
            matches!(lone_line(&line.value), LoneLine::Period | LoneLine::YearTitle)
        };
        let is_title = |line: &&Words| matches!(lone_line(&line.value), LoneLine::Title);
        let names = [context.given_title, found.names.title_so_far()].into_iter().flatten();
        let file = [grid.name.as_ref(), context.file_stem].into_iter().flatten();
        let lines = above.iter().filter(is_period).chain(above.iter().filter(is_title));
        let stated = lines.chain(names).chain(file).map(|words| words.value.as_str());
        let mut years = bands.period_name().into_iter().chain(stated).map(years_in);
        years.find(|years| !years.is_empty()).unwrap_or_default()
    }

    fn report_columns(&mut self, columns: &HeadedColumns, first: &Words) {
        let GridScope { account, report, found, .. } = &mut self.scope;
        account.add_head(first.span, columns, &mut report.last_columns);
        found.heads.add(columns);
    }
}
