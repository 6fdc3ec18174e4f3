//! Down a grid, row by row: what each row is, and which area and period hold for it.

use super::Reading;
use super::columns::Columns;
use super::further::settle_printed;
use super::head::{Head, as_head, head_at};
use super::line::{self, Line, line};
use super::own_levels::OwnLevels;
use super::report::{self, GridReport, Seen};
use super::row::{Fields, Open};
use super::totals::Sums;
use super::value::slice;
use super::vocabulary::{Rank, Role};
use super::words::letters;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{Field, Words};
use crate::text::folded;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Names of sheets that name no area.
const NO_AREAS: [&str; 12] = [
    "foglio",
    "sheet",
    "tabella",
    "table",
    "piano",
    "obiettivi",
    "obiettivo",
    "dati",
    "pdo",
    "peg",
    "piao",
    "elenco",
];

/// The most bytes of a row's number.
const LONGEST_NUMBER: usize = 8;

/// A name that holds for the rows below it.
#[derive(Clone, Debug)]
struct Band {
    words: Words,
    used: bool,
}

impl Place {
    /// What stands here without having said anything of a row.
    pub fn unused(self) -> Vec<Words> {
        let bands = [self.area, self.period].into_iter().flatten().filter(|band| !band.used);
        bands.map(|band| band.words).chain(self.lines).chain(self.own.unused()).collect()
    }
}

/// What holds where the walk stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    area: Option<Band>,
    period: Option<Band>,
    /// Whether areas stand under periods.
    period_first: bool,
    /// Who leads the area, with the words that say so.
    manager: Option<(Words, Words)>,
    /// Lines of tables without a head, which belong to the table below.
    lines: Vec<Words>,
    /// The head of the table before, with its columns.
    head: Option<(Head, Rc<Columns>)>,
    /// The groups of a layout's own levels.
    pub own: OwnLevels,
}

pub(super) struct Walk<'r, 'a, 'g> {
    pub reading: &'r mut Reading<'a>,
    pub grid: &'g Grid,
    report: GridReport,
    head: Option<Head>,
    columns: Rc<Columns>,
    pub place: Place,
    /// Lines above the head, not yet told apart.
    above: Vec<Words>,
    /// Texts that come to nothing.
    left: Vec<Words>,
    /// Texts of rows above the head.
    loose: Vec<Words>,
    stray: BTreeMap<u32, Vec<Words>>,
    open: Open<'g>,
    sums: Sums,
    /// What the columns of area, period and manager said last.
    pub last: BTreeMap<Role, Words>,
    objectives: usize,
    without_area: bool,
    without_period: bool,
    group: (Option<String>, Option<String>),
    sheet_area: Option<Words>,
    sheet_period: Option<Words>,
    from_name: bool,
}

impl Reading<'_> {
    /// Reads a grid.
    pub(super) fn grid(&mut self, grid: &Grid) {
        // A grid without rows holds what stands below the last table.
        if grid.name.is_none() && !grid.rows.is_empty() {
            self.table += 1;
        }
        let report = GridReport::of(report::name(grid, self.table), grid);
        let place = match grid.name {
            Some(_) => Place::default(),
            None => std::mem::take(&mut self.carried),
        };
        let mut walk = Walk {
            reading: self,
            grid,
            report,
            head: None,
            columns: Rc::default(),
            place,
            above: Vec::new(),
            left: Vec::new(),
            loose: Vec::new(),
            stray: BTreeMap::new(),
            open: Open::new(),
            sums: Sums::default(),
            last: BTreeMap::new(),
            objectives: 0,
            without_area: false,
            without_period: false,
            group: (None, None),
            sheet_area: None,
            sheet_period: None,
            from_name: false,
        };
        walk.name();
        walk.run();
        walk.end();
    }
}

impl<'g> Walk<'_, '_, 'g> {
    /// What the sheet's name says of area and period.
    fn name(&mut self) {
        let Some(name) = &self.grid.name else { return };
        let first = letters(&name.value);
        match line(&name.value) {
            Line::Period => self.sheet_period = Some(name.clone()),
            Line::AreaAndPeriod(area, period) => {
                self.sheet_area = Some(slice(name, area.start, area.len()));
                self.sheet_period = Some(slice(name, period.start, period.len()));
            }
            Line::Area | Line::Name | Line::Dated | Line::Entity
                if !NO_AREAS.iter().any(|word| first.starts_with(word)) =>
            {
                self.sheet_area = Some(name.clone());
            }
            _ => {}
        }
    }

    fn run(&mut self) {
        self.above = std::mem::take(&mut self.place.lines);
        self.above.extend(self.grid.paragraphs.iter().cloned());
        self.go_on();
        let mut at = 0;
        while at < self.grid.rows.len() {
            at += self.step(at);
        }
    }

    /// A table of a document without a head goes on with the columns of the one before, if it
    /// has as many.
    fn go_on(&mut self) {
        let rows = &self.grid.rows;
        let Some((head, columns)) = self.place.head.take() else { return };
        let behind = |cell: &GridCell| cell.column.saturating_add(cell.col_span);
        let end = rows.iter().flat_map(|row| &row.cells).map(behind).max();
        let last = columns.iter().map(|column| column.columns.end).max();
        let headless = |at: usize| head_at(rows, at, self.reading.vocabulary).is_none();
        if end == last
            && rows.iter().any(|row| lone(row).is_none())
            && (0..rows.len()).all(headless)
        {
            self.settle_above(&columns);
            self.report.say("senza testata: continua la tabella precedente.".to_owned());
            self.columns = columns;
            self.head = Some(head);
        } else {
            self.place.head = Some((head, columns));
        }
    }

    /// Reads what begins at row `at`; gives back how many rows that was.
    fn step(&mut self, at: usize) -> usize {
        let row = &self.grid.rows[at];
        let Some(first) = texts(row).next() else { return 1 };
        if texts(row).all(|cell| line::is_rule(&cell.text.value)) {
            self.see(Seen::Rule, first);
            return 1;
        }
        if self.may_be_head(row, first)
            && let Some(head) = head_at(&self.grid.rows, at, self.reading.vocabulary)
        {
            return self.take_head(head, at, first);
        }
        match (self.head.is_some(), lone(row)) {
            (false, Some(cell)) => self.above.push(cell.text.clone()),
            (false, None) => self.loose(row),
            (true, Some(cell)) if self.alone(row, cell) => {}
            (true, _) => self.data(row),
        }
        1
    }

    fn see(&mut self, seen: Seen, cell: &GridCell) {
        self.see_at(seen, &cell.text);
    }

    fn see_at(&mut self, seen: Seen, words: &Words) {
        self.report.see(seen, words.span);
    }

    /// A row of figures is none, unless it begins as the head above did.
    fn may_be_head(&self, row: &GridRow, first: &GridCell) -> bool {
        let Some(known) = &self.head else { return true };
        let figures = |cell: &GridCell| {
            cell.kind != CellKind::Text
                || cell.text.value.trim().trim_end_matches('%').bytes().all(|b| b.is_ascii_digit())
        };
        !texts(row).any(figures)
            || known.cells.first().is_some_and(|cell| {
                cell.text.value.len() == first.text.value.len()
                    && cell.text.value == first.text.value
            })
    }

    fn take_head(&mut self, head: Head, at: usize, first: &GridCell) -> usize {
        let mut rows = head.rows;
        if let Some(row) = self.grid.rows.get(at + rows).filter(|row| numbers_columns(row)) {
            self.see(Seen::Numbering, &row.cells[0]);
            rows += 1;
        }
        if self.head.as_ref().is_some_and(|known| known.repeats(&head)) {
            self.see(Seen::RepeatedHead, first);
            return rows;
        }
        let columns = Columns::of(&head, self.reading.findings);
        self.report.head(first.text.span, &columns, &mut self.reading.said_columns);
        self.reading.met(columns.iter().map(|column| column.heading.clone()));
        self.reading.heads += 1;
        let owned = self.reading.levels.is_some();
        if !owned && !columns.has(&Role::Service) && !columns.has(&Role::CrossCutting) {
            self.no_service(first);
        }
        if self.head.is_none() {
            self.settle_above(&columns);
        }
        self.columns = Rc::new(columns);
        self.head = Some(head);
        self.open.clear();
        rows
    }

    fn no_service(&mut self, first: &GridCell) {
        let message = "La tabella non ha una colonna per il servizio.";
        self.reading.findings.push(
            Diagnostic::new(Code::LooseRow, first.text.span, message)
                .hint("Ogni obiettivo ha un servizio o un titolo trasversale. Se la colonna c'è con un altro nome: --mappa \"servizio=…\"."),
        );
    }

    /// Tells apart the lines above the head.
    fn settle_above(&mut self, columns: &Columns) {
        let lines = std::mem::take(&mut self.above);
        if self.reading.levels.is_some() {
            return self.own_above(lines);
        }
        let kinds: Vec<Line> = lines.iter().map(|words| line(&words.value)).collect();
        let is_area = |kind: &Line| matches!(kind, Line::Area | Line::AreaAndPeriod(..));
        let sure = kinds.iter().any(is_area) || columns.has(&Role::Area);
        let aside =
            |kind: &Line| matches!(kind, Line::Period | Line::PageNumber | Line::Manager(_));
        let last = kinds.iter().rposition(|kind| !aside(kind));
        for (at, (words, kind)) in lines.into_iter().zip(kinds).enumerate() {
            let names = kind == Line::Name && Some(at) == last && !sure;
            let shared = self.reading.repeated.contains(&letters(&words.value));
            match kind {
                _ if line::is_rule(&words.value) => self.see_at(Seen::Rule, &words),
                Line::Name if names && !shared => self.set_area(words),
                Line::Name | Line::Dated | Line::Entity => self.first_line(words, kind),
                Line::Prose | Line::Total => self.leave(words),
                _ => drop(self.take_line(&words, kind)),
            }
        }
    }

    /// A line above the table that is neither area nor period: whose plan it is, or a title.
    pub(super) fn first_line(&mut self, words: Words, kind: Line) {
        let same = |known: &Option<Words>| {
            known.as_ref().is_some_and(|k| letters(&k.value) == letters(&words.value))
        };
        let reading = &mut *self.reading;
        if same(&reading.first_line) || same(&reading.entity) {
            self.see_at(Seen::PageLine, &words);
        } else if kind == Line::Entity && reading.entity.is_none() {
            reading.entity = Some(words);
        } else if reading.first_line.is_none() && reading.title.is_none() {
            reading.first_line = Some(words);
        } else {
            self.leave(words);
        }
    }

    /// Takes a line that says by itself what it is; `false` if it does not.
    pub(super) fn take_line(&mut self, words: &Words, kind: Line) -> bool {
        match kind {
            Line::PageNumber => self.see_at(Seen::PageLine, words),
            Line::Total => self.see_at(Seen::Total, words),
            Line::Period => self.set_period(words.clone()),
            Line::Area => self.set_area(words.clone()),
            Line::AreaAndPeriod(area, period) => {
                self.set_area(slice(words, area.start, area.len()));
                self.set_period(slice(words, period.start, period.len()));
            }
            Line::Manager(name) => {
                let heading = Words::new("Responsabile".to_owned(), words.span);
                self.place.manager = Some((heading, slice(words, name.start, name.len())));
            }
            Line::Title => self.title(words),
            Line::Dated | Line::Name | Line::Entity | Line::Prose => return false,
        }
        true
    }

    /// The first is the title, the same again heads a page.
    pub(super) fn title(&mut self, words: &Words) {
        if self.reading.is_title(words) {
            self.see_at(Seen::PageLine, words);
        } else if self.reading.title.is_none() {
            self.reading.title = Some(words.clone());
        } else {
            self.leave(words.clone());
        }
    }

    pub(super) fn leave(&mut self, words: Words) {
        self.see_at(Seen::LeftOut, &words);
        self.left.push(words);
    }

    fn set_area(&mut self, words: Words) {
        self.see_at(Seen::Area, &words);
        let known = self.place.area.as_ref().map(|band| letters(&band.words.value));
        let new = letters(&words.value);
        // A band is written again on a new page.
        if known.is_some_and(|known| known == new || format!("{known}segue") == new) {
            return;
        }
        let before = self.place.area.replace(Band { words, used: false });
        self.unused(before);
        self.place.manager = None;
        self.sums.new_area();
        if !self.place.period_first {
            let before = self.place.period.take();
            self.unused(before);
        }
    }

    fn set_period(&mut self, words: Words) {
        self.see_at(Seen::Period, &words);
        let new = letters(&words.value);
        if self.place.period.as_ref().is_some_and(|band| letters(&band.words.value) == new) {
            return;
        }
        if self.place.area.is_none() {
            self.place.period_first = true;
        } else if self.place.period_first {
            let before = self.place.area.take();
            self.unused(before);
        }
        let before = self.place.period.replace(Band { words, used: false });
        self.unused(before);
        self.sums.new_group();
    }

    /// A band without rows says nothing of the plan.
    fn unused(&mut self, band: Option<Band>) {
        if let Some(band) = band.filter(|band| !band.used) {
            self.leave(band.words);
        }
    }

    /// Two cells above the table may be a field and its value: «Area:», «Tecnica».
    fn loose(&mut self, row: &'g GridRow) {
        let cells: Vec<&GridCell> = texts(row).collect();
        if let [name, value] = cells.as_slice() {
            match self.reading.vocabulary.of(&name.text.value) {
                Some((Role::Area, rank)) if rank < Rank::FirstWord => {
                    return self.set_area(value.text.clone());
                }
                Some((Role::Period, rank)) if rank < Rank::FirstWord => {
                    return self.set_period(value.text.clone());
                }
                Some((Role::Manager, rank)) if rank < Rank::FirstWord => {
                    let heading = name.text.clone();
                    self.place.manager = Some((heading, value.text.clone()));
                    return;
                }
                _ => {}
            }
        }
        self.loose.extend(cells.iter().map(|cell| cell.text.clone()));
    }

    /// Takes a row with one text; `false` if it is a row of the table after all.
    fn alone(&mut self, row: &'g GridRow, cell: &'g GridCell) -> bool {
        let columns = Rc::clone(&self.columns);
        let group = |at: &usize| super::is_about_group(&columns.get(*at).role);
        self.open.retain(|_, (until, _)| *until > row.index);
        if !self.open.keys().all(group) {
            return false;
        }
        let end = cell.column.saturating_add(cell.col_span);
        let covers =
            |c: &&super::columns::Column| c.columns.start < end && c.columns.end > cell.column;
        let over = columns.iter().filter(covers).count();
        let wide = texts(row).count() > 1 || over > 1;
        let first = columns.iter().next().is_none_or(|c| cell.column < c.columns.end);
        let role = columns.at(cell.column).map(|at| &columns.get(at).role);
        let kind = line(&cell.text.value);
        if !wide && let Some(role) = role {
            if *role == Role::Weight && is_figure(cell) {
                self.total("", Some(cell), cell);
                return true;
            }
            if fits(role, &kind, cell) {
                return false;
            }
        }
        let band = wide || first || role.is_none();
        let mute = !wide && role == Some(&Role::Description);
        if self.reading.levels.is_some() && !matches!(kind, Line::PageNumber | Line::Total) {
            return band && !mute && self.own_line(&cell.text, kind);
        }
        match kind {
            Line::PageNumber | Line::Period | Line::Total => self.take_line(&cell.text, kind),
            Line::Title | Line::Area | Line::AreaAndPeriod(..) | Line::Manager(_) if band => {
                self.take_line(&cell.text, kind)
            }
            Line::Dated if band && !mute => self.take_line(&cell.text, Line::Period),
            Line::Name | Line::Entity if band && !mute => self.name_line(&cell.text),
            Line::Prose if band && !mute => {
                self.leave(cell.text.clone());
                true
            }
            _ => false,
        }
    }

    /// A name between the rows: the title or the body written again, or an area.
    fn name_line(&mut self, words: &Words) -> bool {
        let said = letters(&words.value);
        let known = [&self.reading.title, &self.reading.first_line, &self.reading.entity];
        let again = known.into_iter().flatten().any(|known| letters(&known.value) == said);
        match again {
            true => self.see_at(Seen::PageLine, words),
            false => self.set_area(words.clone()),
        }
        true
    }

    /// A total is held against the sum, and left out.
    fn total(&mut self, label: &str, written: Option<&GridCell>, first: &GridCell) {
        self.see(Seen::Total, first);
        // Where levels are a layout's own, no one can tell what a total is taken over.
        let written = written.filter(|_| self.reading.levels.is_none());
        let differs = written.and_then(|cell| self.sums.differs(label, &cell.text));
        self.reading.findings.extend(differs);
    }

    fn data(&mut self, row: &'g GridRow) {
        if self.reading.is_full {
            return;
        }
        let columns = Rc::clone(&self.columns);
        if let Some((label, written)) = total_row(row, &columns) {
            return self.total(&label.text.value, written, label);
        }
        let fields = Fields::of(row, &columns, &mut self.open);
        let substance = fields.has_substance(&columns);
        for cell in &fields.stray {
            // Under no heading at all it becomes a further field of the objective.
            if !substance || columns.at(cell.column).is_some() {
                self.stray.entry(cell.column).or_default().push(cell.text.clone());
            }
        }
        self.remember(&fields, &columns);
        if !substance {
            if let Some(first) = fields.own.values().next() {
                self.see(Seen::Blank, first);
                self.keep_blank(&fields, &columns);
            }
            return;
        }
        if !self.reading.has_room(&fields) {
            return;
        }
        if self.reading.levels.is_some() && self.further_indicator(&fields, &columns) {
            return;
        }
        let Some(mut entry) = self.reading.objective(&fields, &columns, false) else { return };
        if let Some(levels) = self.reading.levels.clone() {
            self.own_place(&levels, &mut entry);
        } else {
            entry.area = self.area_of(row);
            entry.period = self.period_of(row);
        }
        entry.manager = entry.manager.or_else(|| self.manager());
        self.sum(&entry.area, &entry.period, &entry.objective.fields[Key::Weight]);
        self.objectives += 1;
        if self.reading.levels.is_some() {
            settle_printed(&mut entry.objective);
        }
        self.reading.entries.push(entry);
    }

    /// What area, period and manager columns say holds until they say something else.
    fn remember(&mut self, fields: &Fields<'_>, columns: &Columns) {
        for (&column, cell) in &fields.own {
            let role = &columns.get(column).role;
            if matches!(role, Role::Area | Role::Period | Role::Manager) {
                if *role == Role::Area {
                    self.last.remove(&Role::Manager);
                }
                self.last.insert(role.clone(), cell.text.clone());
            }
        }
    }

    /// A letter of kind without an objective is told of; numbers and names are not lost.
    fn keep_blank(&mut self, fields: &Fields<'_>, columns: &Columns) {
        let kind = |(column, _): &(&usize, &&GridCell)| columns.get(**column).role == Role::Kind;
        let texts = fields.own.iter().filter(kind).map(|(_, cell)| cell.text.clone());
        self.left.extend(texts);
    }

    fn manager(&self) -> Option<(Words, Words)> {
        let column = self.last.get(&Role::Manager).zip(self.columns.heading(&Role::Manager));
        let column = column.map(|(name, heading)| (heading.clone(), name.clone()));
        column.or_else(|| self.place.manager.clone())
    }

    fn area_of(&mut self, row: &GridRow) -> Field {
        if let Some(words) = self.last.get(&Role::Area) {
            agree(&mut self.place.area, words);
            return Field::Given(words.clone());
        }
        if let Some(band) = &mut self.place.area {
            band.used = true;
            return Field::Given(band.words.clone());
        }
        if let Some(name) = self.sheet_area.clone() {
            self.say_name("L'area", &name);
            return Field::Given(name);
        }
        if !std::mem::replace(&mut self.without_area, true) {
            self.nowhere(row, "a quale area appartengono", "Scrivere il nome dell'area in una riga sopra i suoi obiettivi, o in una colonna «Area».");
        }
        Field::Wrong
    }

    fn period_of(&mut self, row: &GridRow) -> Field {
        if let Some(words) = self.last.get(&Role::Period) {
            agree(&mut self.place.period, words);
            return Field::Given(words.clone());
        }
        if let Some(band) = &mut self.place.period {
            band.used = true;
            return Field::Given(band.words.clone());
        }
        if let Some(name) = self.sheet_period.clone() {
            self.say_name("Il periodo", &name);
            return Field::Given(name);
        }
        if !std::mem::replace(&mut self.without_period, true) {
            self.nowhere(row, "a quale periodo appartengono", "Scrivere il periodo in una riga sopra i suoi obiettivi, per esempio «ANNO 2024», o in una colonna «Periodo».");
        }
        Field::Wrong
    }

    fn say_name(&mut self, what: &str, name: &Words) {
        if !std::mem::replace(&mut self.from_name, true) {
            self.report
                .say(format!("{what} viene dal nome del foglio: {}.", quote_start(&name.value)));
        }
    }

    fn nowhere(&mut self, row: &GridRow, what: &str, hint: &str) {
        let Some(first) = texts(row).next() else { return };
        let message = format!("Non si capisce {what} gli obiettivi da questa riga in poi.");
        let finding = Diagnostic::new(Code::Missing, first.text.span, message);
        self.reading.findings.push(finding.hint(hint));
    }

    /// Adds a weight to the sums of its group, which columns may begin.
    fn sum(&mut self, area: &Field, period: &Field, weight: &Field) {
        let name = |field: &Field| match field {
            Field::Given(words) => Some(folded(&words.value)),
            _ => None,
        };
        let group = (name(area), name(period));
        if group.0 != self.group.0 {
            self.sums.new_area();
        } else if group.1 != self.group.1 {
            self.sums.new_group();
        }
        self.group = group;
        self.sums.add(weight);
    }

    fn end(mut self) {
        if self.head.is_none() {
            return self.without_head();
        }
        for cells in std::mem::take(&mut self.stray).into_values() {
            self.reading.left_out(&cells, "fuori dalle colonne della tabella");
        }
        self.reading.left_out(&self.loose, "sopra la tabella");
        match self.grid.name {
            Some(_) => {
                let (area, period) = (self.place.area.take(), self.place.period.take());
                self.unused(area);
                self.unused(period);
            }
            None => {
                self.place.head = self.head.take().map(|head| (head, Rc::clone(&self.columns)));
                self.reading.carried = std::mem::take(&mut self.place);
            }
        }
        self.reading.left_out(&self.left, "né area, né periodo, né titolo");
        self.reading.report.extend(self.report.lines(self.objectives));
    }

    /// A grid that is no table of objectives: its lines may be a title, its rows are not read.
    fn without_head(mut self) {
        self.nearly();
        let rows = self.grid.rows.iter().filter(|row| lone(row).is_none()).count();
        if self.grid.name.is_none() {
            self.place.lines = std::mem::take(&mut self.above);
            self.reading.carried = std::mem::take(&mut self.place);
        } else {
            for words in std::mem::take(&mut self.above) {
                match line(&words.value) {
                    Line::Title => self.title(&words),
                    _ => self.leave(words),
                }
            }
            let others = std::mem::take(&mut self.left);
            let finding = super::left_out(&others, "foglio senza testata");
            self.reading.headless.extend(finding);
        }
        let name = self.report.name().to_owned();
        self.reading.report.push(format!("{name}: senza riga di testata, lasciata fuori."));
        let first =
            self.grid.rows.iter().find(|row| lone(row).is_none()).and_then(|row| texts(row).next());
        if let Some(first) = first {
            let message = format!(
                "{name}: non c'è una riga di testata, e le sue righe ({rows}) non entrano nel piano."
            );
            self.reading.headless.push(
                Diagnostic::new(Code::SheetSkipped, first.text.span, message).hint(
                    "Se sono obiettivi, ripetere sopra di essi la riga con i nomi delle colonne.",
                ),
            );
        }
    }

    /// Keeps the row that is most like a head.
    fn nearly(&mut self) {
        const MOST: usize = 60;
        for row in self.grid.rows.iter().filter(|row| lone(row).is_none()).take(MOST) {
            let head = as_head(row, self.reading.vocabulary);
            let fields = head.fields().len();
            if self.reading.nearly.as_ref().is_none_or(|(most, _)| fields > *most) {
                self.reading.nearly = Some((fields, head.cells));
            }
        }
    }
}

/// Whether a line is rather what its column is for.
fn fits(role: &Role, kind: &Line, cell: &GridCell) -> bool {
    let other = matches!(kind, Line::PageNumber | Line::Total | Line::Title);
    match role {
        Role::Area => !other && *kind != Line::Period,
        Role::Period => !other && !matches!(kind, Line::Area | Line::AreaAndPeriod(..)),
        Role::Number => *kind == Line::Name && cell.text.value.len() <= LONGEST_NUMBER,
        Role::Manager | Role::Kind => *kind == Line::Name,
        _ => false,
    }
}

fn is_figure(cell: &GridCell) -> bool {
    let words = cell.text.value.trim();
    let is_amount = words.strip_suffix('€').is_some_and(|amount| {
        let mut digits = amount.trim().bytes().peekable();
        digits.peek().is_some() && digits.all(|b| b.is_ascii_digit() || b".,-".contains(&b))
    });
    is_amount || super::totals::decimal(&super::value::weight(&cell.text).0.value).is_some()
}

/// A band that says what the column says has done its work.
fn agree(band: &mut Option<Band>, words: &Words) {
    if let Some(band) = band.as_mut().filter(|band| !band.used) {
        band.used = letters(&band.words.value) == letters(&words.value);
    }
}

/// The cells of a row that are not blank.
pub(super) fn texts(row: &GridRow) -> impl Iterator<Item = &GridCell> {
    row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty())
}

/// The cell of a row that says one thing only, once or in all its cells.
fn lone(row: &GridRow) -> Option<&GridCell> {
    let mut cells = texts(row);
    let first = cells.next()?;
    cells.all(|cell| cell.text.value.trim() == first.text.value.trim()).then_some(first)
}

/// Whether the row counts the columns: 1, 2, 3, or a, b, c.
fn numbers_columns(row: &GridRow) -> bool {
    let cells: Vec<String> = texts(row).map(|cell| letters(&cell.text.value)).collect();
    let number = |(i, word): (usize, &String)| *word == (i + 1).to_string();
    let letter = |(i, word): (usize, &String)| {
        word.len() == 1 && word.as_bytes()[0] == b'a'.wrapping_add(i as u8)
    };
    cells.len() >= 3
        && (cells.iter().enumerate().all(number)
            || cells.len() <= 26 && cells.iter().enumerate().all(letter))
}

/// The label and the number of a row that only adds up.
fn total_row<'g>(
    row: &'g GridRow,
    columns: &Columns,
) -> Option<(&'g GridCell, Option<&'g GridCell>)> {
    let mut cells = texts(row);
    let label = cells.next().filter(|cell| line::is_total(&cell.text.value))?;
    let others: Vec<&GridCell> = cells.collect();
    if !others.iter().all(|cell| is_figure(cell)) {
        return None;
    }
    let weight = |cell: &&&GridCell| {
        columns.at(cell.column).is_some_and(|at| columns.get(at).role == Role::Weight)
    };
    let written = others.iter().find(weight).or(others.last()).copied();
    Some((label, written))
}
