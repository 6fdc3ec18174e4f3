//! What was recognised how, in lines for people.

use super::columns::Columns;
use crate::italian::quotation::quote_start;
use crate::office::{Grid, GridRow};
use crate::source::Span;
use std::collections::BTreeMap;

/// The most rows that a line counts up.
const MOST_ROWS: usize = 12;

/// The lines on one grid.
pub(super) struct GridReport {
    name: String,
    /// Where each row begins, and its number as people count it.
    rows: Vec<(usize, usize)>,
    heads: Vec<String>,
    /// What was seen, and in which rows, in the order of the words.
    seen: BTreeMap<(u8, &'static str), Vec<usize>>,
    more: Vec<String>,
}

/// What a row was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    Area,
    Period,
    RepeatedHead,
    Total,
    PageLine,
    Rule,
    Numbering,
    Blank,
    LeftOut,
}

impl Seen {
    fn words(self) -> (u8, &'static str) {
        match self {
            Seen::Area => (0, "aree"),
            Seen::Period => (1, "periodi"),
            Seen::RepeatedHead => (2, "testate ripetute"),
            Seen::Total => (3, "righe di totale, lasciate fuori"),
            Seen::PageLine => (4, "intestazioni di pagina, lasciate fuori"),
            Seen::Rule => (5, "righe di soli trattini"),
            Seen::Numbering => (6, "numeri delle colonne"),
            Seen::Blank => (7, "righe senza obiettivo, lasciate fuori"),
            Seen::LeftOut => (8, "testi che non entrano nel piano"),
        }
    }
}

impl GridReport {
    pub fn of(name: String, grid: &Grid) -> Self {
        let more = Vec::new();
        let begins = |row: &GridRow| {
            let first = row.cells.first()?.text.span.range().start;
            Some((first, row.index as usize + 1))
        };
        let rows = grid.rows.iter().filter_map(begins).collect();
        GridReport { name, rows, heads: Vec::new(), seen: BTreeMap::new(), more }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn see(&mut self, seen: Seen, place: Span) {
        let line = self.line(place);
        self.seen.entry(seen.words()).or_default().extend(line);
    }

    /// The row of a place; none above the table.
    fn line(&self, place: Span) -> Option<usize> {
        let after = self.rows.partition_point(|(start, _)| *start <= place.range().start);
        after.checked_sub(1).map(|at| self.rows[at].1)
    }

    pub fn say(&mut self, words: String) {
        self.more.push(words);
    }

    /// `said` are the columns of the head told last.
    pub fn head(&mut self, place: Span, columns: &Columns, said: &mut Option<String>) {
        let line = self.line(place).unwrap_or(1);
        let pair = |column: &super::columns::Column| {
            format!("{} → {}", quote_start(&column.heading.value), column.role.name())
        };
        let pairs: Vec<_> = columns.iter().map(pair).collect();
        let pairs = pairs.join("; ");
        match said.as_ref() == Some(&pairs) {
            true => self.heads.push(format!("testata alla riga {line}, come sopra")),
            false => self.heads.push(format!("testata alla riga {line}: {pairs}")),
        }
        *said = Some(pairs);
    }

    /// The lines; `objectives` were found.
    pub fn lines(self, objectives: usize) -> Vec<String> {
        let mut lines = vec![format!("{}: {}.", self.name, counted(objectives))];
        lines.extend(self.heads.into_iter().map(|head| format!("  {head}.")));
        let seen = |((_, words), rows): ((u8, &str), Vec<usize>)| match rows.is_empty() {
            true => format!("  {words}: sopra la tabella."),
            false => format!("  {words}: {}.", rows_of(&rows)),
        };
        lines.extend(self.seen.into_iter().map(seen));
        lines.extend(self.more.into_iter().map(|words| format!("  {words}")));
        lines
    }
}

fn counted(objectives: usize) -> String {
    match objectives {
        0 => "nessun obiettivo".to_owned(),
        1 => "1 obiettivo".to_owned(),
        many => format!("{many} obiettivi"),
    }
}

fn rows_of(rows: &[usize]) -> String {
    let shown: Vec<_> = rows.iter().take(MOST_ROWS).map(usize::to_string).collect();
    let word = if rows.len() == 1 { "riga" } else { "righe" };
    let more = rows.len().saturating_sub(MOST_ROWS);
    match more {
        0 => format!("{word} {}", shown.join(", ")),
        _ => format!("{word} {} e altre {more}", shown.join(", ")),
    }
}

/// «Foglio «Obiettivi»», «Tabella 2»: `table` counts those without a name, from 1.
pub(super) fn name(grid: &Grid, table: usize) -> String {
    match &grid.name {
        Some(name) => format!("Foglio {}", quote_start(&name.value)),
        None => format!("Tabella {table}"),
    }
}

/// The first thing that a grid shows.
pub(super) fn first_place(grid: &Grid) -> Option<Span> {
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    cells
        .map(|cell| cell.text.span)
        .next()
        .or_else(|| grid.paragraphs.first().map(|words| words.span))
}
