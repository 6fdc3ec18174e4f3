//! A walk down the rows of a table: what each is, and the objectives among them.

use super::super::limits::MOST_CELLS;
use super::super::{Cell, Grid, Row};
use super::found::{Found, Held};
use super::heads::{Column, Lexicon, Target, is_number};
use super::lines::{Line, filled, is_rule, is_total, line, lone};
use crate::diag::{Code, Diagnostic, Findings};
use crate::fold::fold_words;
use crate::input::Words;
use crate::source::{Span, column_letters};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// What the walk through all tables has brought together.
pub(super) struct Walk<'a> {
    pub lexicon: &'a Lexicon,
    pub findings: &'a mut Findings,
    pub title: Option<Words>,
    pub found: Vec<Found>,
    /// Lines for people on what was recognised how.
    pub report: Vec<String>,
    /// Whether every column is one that our own sheet «Dati» writes.
    pub is_ours: bool,
    area: Option<Words>,
    period: Option<Words>,
    columns: Vec<Column>,
    /// Names of areas and periods that no objective has followed yet.
    unused: Vec<(Line, Words)>,
    /// Weights since the last period, the last area, the beginning of the table.
    sums: [Decimal; 3],
    /// Further fields that have been told of.
    told: BTreeSet<String>,
    /// How many tables held objectives.
    tables: usize,
    /// The columns that the report has told last.
    said_columns: Option<String>,
}

/// What became of the rows of one table.
#[derive(Default)]
struct Count {
    heads: usize,
    objectives: usize,
    areas: usize,
    periods: usize,
    totals: usize,
    pages: usize,
    rules: usize,
    /// Rows above any head.
    unread: Vec<Span>,
}

impl<'a> Walk<'a> {
    pub fn new(lexicon: &'a Lexicon, findings: &'a mut Findings) -> Self {
        Walk {
            lexicon,
            findings,
            title: None,
            found: Vec::new(),
            report: Vec::new(),
            is_ours: false,
            area: None,
            period: None,
            columns: Vec::new(),
            unused: Vec::new(),
            sums: [Decimal::ZERO; 3],
            told: BTreeSet::new(),
            tables: 0,
            said_columns: None,
        }
    }

    /// Reads one table; whether it has a head, its own or that of the table before.
    pub fn table(&mut self, grid: &Grid) -> bool {
        let first = self.found.len();
        if grid.name.is_some() {
            (self.area, self.period) = (None, None);
            self.columns.clear();
        }
        self.sums = [Decimal::ZERO; 3];
        let mut count = Count::default();
        let mut waiting: Vec<Words> = grid.above.clone();
        // A table of a document without a head goes on with that of the table before.
        let has_head = grid.rows.iter().any(|row| self.lexicon.is_head(row));
        if !has_head && !self.columns.is_empty() && !grid.rows.is_empty() {
            self.settle(&mut waiting, &mut count);
        }
        if has_head {
            self.columns.clear();
        }
        let mut hanging = Hanging::default();
        let mut head_until = 0;
        for (at, row) in grid.rows.iter().enumerate() {
            let whole = hanging.unfold(row);
            if row.index < head_until {
                continue;
            }
            if self.lexicon.is_head(row) {
                let height = row.cells.iter().map(|cell| cell.row_span).max().unwrap_or(1);
                head_until = row.index.saturating_add(height);
                self.columns = self.lexicon.columns(row, &grid.rows[at + 1..], self.is_ours);
                self.check_columns(count.heads == 0);
                count.heads += 1;
                self.settle(&mut waiting, &mut count);
            } else {
                self.row(row, &whole, &mut waiting, &mut count);
            }
        }
        if self.columns.is_empty() && !grid.rows.is_empty() {
            return false;
        }
        self.leave(waiting);
        self.unread(&count);
        self.name_by_sheet(grid, first);
        self.say(grid, &count);
        true
    }

    fn row(&mut self, row: &Row, whole: &Row, waiting: &mut Vec<Words>, count: &mut Count) {
        let first_column = self.columns.first().map_or(u32::MAX, |column| column.places.start);
        if filled(row).next().is_none() {
        } else if is_rule(row) {
            count.rules += 1;
        } else if let Some(text) = lone(row, first_column) {
            if self.columns.is_empty() {
                waiting.push(text.clone());
            } else {
                self.across(text, count);
            }
        } else if self.columns.is_empty() {
            count.unread.extend(span_of(row));
        } else if is_total(row) {
            count.totals += 1;
            self.total(row);
        } else {
            count.objectives += 1;
            self.objective(whole, span_of(row));
        }
    }

    /// A line across a table whose head is known.
    fn across(&mut self, text: &Words, count: &mut Count) {
        if self.is_title(text) {
            count.pages += 1;
            return;
        }
        let has_area = self.has(&Target::Area);
        match line(&text.value) {
            Line::Page => count.pages += 1,
            Line::Period => self.set_period(text, count),
            Line::Title if self.title.is_none() => {
                self.title = Some(text.clone());
                count.pages += 1;
            }
            Line::Sentence => self.leave([text.clone()]),
            Line::Area | Line::Title | Line::Name if has_area => self.leave([text.clone()]),
            Line::Area | Line::Title | Line::Name => self.set_area(text, count),
        }
    }

    /// Decides what the lines above a head are, now that its columns are known.
    fn settle(&mut self, waiting: &mut Vec<Words>, count: &mut Count) {
        let has_area = self.has(&Target::Area);
        let mut names = Vec::new();
        let mut named = has_area;
        for text in waiting.drain(..) {
            match line(&text.value) {
                _ if self.is_title(&text) => count.pages += 1,
                Line::Page => count.pages += 1,
                Line::Period => self.set_period(&text, count),
                Line::Area if !has_area => {
                    self.set_area(&text, count);
                    named = true;
                }
                Line::Title if self.title.is_none() => self.title = Some(text),
                _ => names.push(text),
            }
        }
        if !named && let Some(last) = names.pop_if(|name| line(&name.value) == Line::Name) {
            self.set_area(&last, count);
        }
        if self.title.is_none() && !names.is_empty() && line(&names[0].value) != Line::Sentence {
            self.title = Some(names.remove(0));
        }
        self.leave(names);
    }

    fn is_title(&self, text: &Words) -> bool {
        let title = self.title.as_ref().map(|title| fold_words(&title.value));
        title.is_some_and(|title| title == fold_words(&text.value))
    }

    fn has(&self, target: &Target) -> bool {
        self.columns.iter().any(|column| column.target == *target)
    }

    fn set_area(&mut self, text: &Words, count: &mut Count) {
        self.unused_again(Line::Area);
        self.unused.push((Line::Area, text.clone()));
        self.area = Some(text.clone());
        self.period = None;
        self.sums[0] = Decimal::ZERO;
        self.sums[1] = Decimal::ZERO;
        count.areas += 1;
    }

    fn set_period(&mut self, text: &Words, count: &mut Count) {
        self.unused_again(Line::Period);
        self.unused.push((Line::Period, text.clone()));
        self.period = Some(text.clone());
        self.sums[0] = Decimal::ZERO;
        count.periods += 1;
    }

    /// A name that comes before any objective of the one before it.
    fn unused_again(&mut self, kind: Line) {
        let again = |(other, _): &(Line, Words)| *other == kind;
        let (before, rest) = std::mem::take(&mut self.unused).into_iter().partition(again);
        self.unused = rest;
        let before: Vec<(Line, Words)> = before;
        self.leave(before.into_iter().map(|(_, text)| text));
    }

    /// Texts that have no place in a plan: each is told, none is lost without a word.
    pub fn leave(&mut self, texts: impl IntoIterator<Item = Words>) {
        for text in texts {
            let shown = text.value.split_whitespace().collect::<Vec<_>>().join(" ");
            let message =
                format!("«{shown}» non è stato letto: non si capisce di quale campo sia.");
            self.findings.push(Diagnostic::new(Code::NotPlaced, text.span, message).hint(
                "Se serve, metterlo in una colonna con la sua intestazione; altrimenti non occorre nulla.",
            ));
        }
    }

    /// Names that no objective followed.
    pub fn finish(&mut self) {
        let unused = std::mem::take(&mut self.unused);
        self.leave(unused.into_iter().map(|(_, text)| text));
    }

    fn objective(&mut self, row: &Row, span: Option<Span>) {
        let Some(span) = span else { return };
        let mut held: Vec<Held> = Vec::new();
        for cell in filled(row) {
            let target = self.target_of(cell);
            match target {
                Target::Area => self.area = Some(cell.text.clone()),
                Target::Period => self.period = Some(cell.text.clone()),
                target if held.iter().any(|other| other.target == target) => {
                    self.leave([cell.text.clone()]);
                }
                target => {
                    let (words, kind) = (cell.text.clone(), cell.kind);
                    held.push(Held { target, words, kind });
                }
            }
        }
        if let Some(weight) = held.iter().find(|h| h.target == Target::Weight) {
            let value = amount(&weight.words.value).unwrap_or_default();
            self.sums.iter_mut().for_each(|sum| *sum = sum.saturating_add(value));
        }
        self.unused.clear();
        self.found.push(Found { span, area: self.area.clone(), period: self.period.clone(), held });
    }

    /// What the column of a cell holds; one without a head becomes a further field.
    fn target_of(&mut self, cell: &Cell) -> Target {
        if let Some(column) = self.columns.iter().find(|c| c.places.contains(&cell.column)) {
            return column.target.clone();
        }
        let name = format!("colonna {}", column_letters(cell.column));
        if self.told.insert(name.clone()) {
            let message = format!("La {name} non ha un'intestazione: va sotto «altro».");
            self.findings.push(
                Diagnostic::new(Code::ColumnAsField, cell.text.span, message)
                    .hint("Scrivere l'intestazione della colonna."),
            );
        }
        Target::Extra(name)
    }

    /// Says which columns become further fields, and which claim the same one.
    fn check_columns(&mut self, is_first: bool) {
        if self.is_ours {
            return;
        }
        for (i, column) in self.columns.iter().enumerate() {
            let same = self.columns[..i].iter().find(|other| other.target == column.target);
            let shown = column.heading.value.split_whitespace().collect::<Vec<_>>().join(" ");
            if let Some(first) = same.filter(|_| is_first) {
                let key = column.target.key();
                let message = format!("Due colonne sembrano contenere «{key}».");
                let hint = format!(
                    "Cambiare un'intestazione, oppure dire quale vale: --mappa \"{key}={shown}\"."
                );
                self.findings.push(
                    Diagnostic::new(Code::DuplicateHead, column.heading.span, message)
                        .at("la seconda")
                        .also(first.heading.span, "la prima")
                        .hint(hint),
                );
            } else if let Target::Extra(name) = &column.target
                && !column.is_mapped
                && self.told.insert(name.clone())
            {
                let message =
                    format!("La colonna «{shown}» non è un campo del piano: va sotto «altro».");
                self.findings.push(
                    Diagnostic::new(Code::ColumnAsField, column.heading.span, message).hint(
                        format!("Se è uno dei campi, dirlo con --mappa, per esempio --mappa \"indicatore={shown}\"."),
                    ),
                );
            }
        }
    }

    /// Holds a total of the table against the sum of what it may be the total of.
    fn total(&mut self, row: &Row) {
        let weights = self.columns.iter().find(|c| c.target == Target::Weight);
        let mut numbers = filled(row).filter(|cell| is_number(cell));
        let in_column = |cell: &&Cell| weights.is_some_and(|c| c.places.contains(&cell.column));
        let Some(cell) = numbers.clone().find(in_column).or_else(|| numbers.next_back()) else {
            return;
        };
        let Some(said) = amount(&cell.text.value) else { return };
        if self.sums.contains(&said) {
            return;
        }
        let sum = self.sums.into_iter().find(|sum| !sum.is_zero()).unwrap_or_default();
        let message = format!(
            "Il totale «{}» non è la somma delle righe sopra, che fa {}.",
            cell.text.value.trim(),
            sum.normalize().to_string().replace('.', ",")
        );
        self.findings.push(
            Diagnostic::new(Code::SourceTotal, cell.text.span, message)
                .hint("Il totale non entra nel piano: controllare i pesi delle righe."),
        );
    }

    /// The sheet's name stands for an area or a period that the table does not give.
    fn name_by_sheet(&mut self, grid: &Grid, first: usize) {
        let Some(name) = &grid.name else { return };
        let rows = &mut self.found[first..];
        let is_period = line(&name.value) == Line::Period;
        let lacks = |row: &Found| if is_period { row.period.is_none() } else { row.area.is_none() };
        if rows.is_empty() || !rows.iter().all(lacks) || is_generic(&name.value) {
            return;
        }
        for row in rows {
            let place = if is_period { &mut row.period } else { &mut row.area };
            *place = Some(name.clone());
        }
        let what = if is_period { "periodo" } else { "area" };
        self.report.push(format!("Il nome del foglio «{}» vale come {what}.", name.value));
    }

    fn unread(&mut self, count: &Count) {
        for span in &count.unread {
            let message = "Questa riga sta sopra le intestazioni e non è stata letta.";
            self.findings.push(
                Diagnostic::new(Code::NotPlaced, *span, message)
                    .hint("Se è un obiettivo, spostarla sotto le intestazioni."),
            );
        }
    }

    /// A line on the table, for people, and one on its columns where they are others than those
    /// of the table before.
    fn say(&mut self, grid: &Grid, count: &Count) {
        if count.objectives == 0 {
            return;
        }
        self.tables += 1;
        let place = match &grid.name {
            Some(name) => format!("Foglio «{}»", name.value),
            None => format!("Tabella {}", self.tables),
        };
        let parts = [
            (count.objectives, "obiettivo", "obiettivi"),
            (count.areas, "riga con il nome di un'area", "righe con il nome di un'area"),
            (count.periods, "riga con un periodo", "righe con un periodo"),
            (count.heads.saturating_sub(1), "intestazione ripetuta", "intestazioni ripetute"),
            (count.totals, "totale controllato e tralasciato", "totali controllati e tralasciati"),
            (count.pages, "riga di pagina tralasciata", "righe di pagina tralasciate"),
            (count.rules, "filetto tralasciato", "filetti tralasciati"),
        ];
        let parts = parts.into_iter().filter(|(n, ..)| *n > 0);
        let parts: Vec<_> = parts
            .map(|(n, one, many)| format!("{n} {}", if n == 1 { one } else { many }))
            .collect();
        self.report.push(format!("{place}: {}.", parts.join(", ")));
        let columns = self.columns_said();
        if !self.is_ours && self.said_columns.as_ref() != Some(&columns) {
            self.report.push(format!("  Colonne: {columns}."));
            self.said_columns = Some(columns);
        }
    }

    /// «servizio («Servizio organizzativo»), peso («PESO %»)».
    fn columns_said(&self) -> String {
        let one = |column: &Column| {
            let heading = column.heading.value.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("{} («{heading}»)", column.target.key())
        };
        self.columns.iter().map(one).collect::<Vec<_>>().join(", ")
    }
}

/// The number that a weight shows, percent sign or not.
pub(super) fn amount(text: &str) -> Option<Decimal> {
    let digits = text.trim().trim_end_matches('%').trim().replace(',', ".");
    Decimal::from_str_exact(&digits).ok()
}

/// From the first to the last cell of a row.
fn span_of(row: &Row) -> Option<Span> {
    let mut spans = filled(row).map(|cell| cell.text.span);
    let first = spans.next()?;
    let last = spans.next_back().unwrap_or(first);
    Some(Span::new(first.file(), first.range().start..last.range().end.max(first.range().end)))
}

/// A name that programs give to sheets, or that says nothing of an area.
fn is_generic(name: &str) -> bool {
    const NAMES: &[&str] =
        &["dati", "foglio", "modulo", "obiettivi", "piano", "sheet", "tabella", "tabelle"];
    let folded = fold_words(name);
    let word = folded.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    word.is_empty() || NAMES.contains(&word) || line(name) == Line::Title
}

/// Cells merged over several rows, while the walk is within them.
#[derive(Default)]
struct Hanging {
    cells: Vec<(u32, Cell)>,
    /// How many cells have been unfolded.
    unfolded: usize,
}

impl Hanging {
    /// `row` with the cells that hang into it from above.
    fn unfold(&mut self, row: &Row) -> Row {
        self.cells.retain(|(until, _)| *until > row.index);
        let mut cells = row.cells.clone();
        let own: BTreeSet<u32> = cells.iter().map(|cell| cell.column).collect();
        // A table of which nearly all is merged is no table of an office.
        if self.unfolded < MOST_CELLS {
            let hang = self.cells.iter().filter(|(_, cell)| !own.contains(&cell.column));
            cells.extend(hang.map(|(_, cell)| cell.clone()));
            self.unfolded += cells.len() - own.len();
        }
        cells.sort_by_key(|cell| cell.column);
        let tall = row.cells.iter().filter(|cell| cell.row_span > 1);
        self.cells.extend(tall.map(|cell| (row.index.saturating_add(cell.row_span), cell.clone())));
        Row { cells, ..row.clone() }
    }
}
