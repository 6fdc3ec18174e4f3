//! Account of one grid: lines on what its rows were taken for.

use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::recognised_table::{RecognisedColumn, RecognisedHead, RecognisedTable};
use crate::italian::plural::{counted, counted_unless_zero, noun};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::{Grid, GridRow};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that a line lists: people look up a few, not hundreds.
const MOST_ROWS: usize = 12;

/// Account of a grid.
pub(super) struct GridReport {
    name: String,
    /// Offset of each row in the source, with its number as people count it.
    rows: Vec<(usize, usize)>,
    heads: Vec<String>,
    /// Heads for a person who may set their fields.
    recognised: Vec<RecognisedHead>,
    /// Numbers of the rows that were taken for something, in the order of the lines.
    taken: BTreeMap<(u8, &'static str), BTreeSet<usize>>,
    /// Number of forms that the table was made of; `None` if it stands so in the file.
    forms: Option<usize>,
    /// Further lines.
    others: Vec<String>,
}

/// Role that a row or a line was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TakenAs {
    Area,
    Period,
    Fact,
    RepeatedHead,
    Total,
    PageLine,
    Rule,
    Numbering,
    Blank,
    LeftOut,
}

impl TakenAs {
    /// Returns the order of the line and its words.
    fn words(self) -> (u8, &'static str) {
        match self {
            TakenAs::Area => (0, "aree"),
            TakenAs::Period => (1, "periodi"),
            TakenAs::Fact => (2, "dati che valgono per tutti gli obiettivi sotto"),
            TakenAs::RepeatedHead => (3, "testate ripetute"),
            TakenAs::Total => (4, "righe di totale, lasciate fuori"),
            TakenAs::PageLine => (5, "intestazioni di pagina, lasciate fuori"),
            TakenAs::Rule => (6, "righe di soli trattini"),
            TakenAs::Numbering => (7, "numeri delle colonne"),
            TakenAs::Blank => (8, "righe senza obiettivo, lasciate fuori"),
            TakenAs::LeftOut => (9, "testi che non entrano nel piano"),
        }
    }
}

impl GridReport {
    /// Begins the account of a grid that is called `name`.
    pub(crate) fn new(name: String, grid: &Grid) -> Self {
        let begins = |row: &GridRow| {
            let first = row.cells.first()?.text.span.range().start;
            Some((first, row.index as usize + 1))
        };
        let rows = grid.rows.iter().filter_map(begins).collect();
        GridReport {
            name,
            rows,
            heads: Vec::new(),
            recognised: Vec::new(),
            taken: BTreeMap::new(),
            forms: None,
            others: Vec::new(),
        }
    }

    /// Sets the number of forms that the table was made of.
    pub(crate) fn made_of(&mut self, forms: usize) {
        self.forms = Some(forms);
    }

    /// Returns `true` if the table was made of forms.
    pub(crate) fn is_of_forms(&self) -> bool {
        self.forms.is_some()
    }

    /// Returns the name of the grid for people.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Adds the row of `place`, which was taken as `kind`.
    pub(crate) fn add(&mut self, kind: TakenAs, place: Span) {
        let line = self.line(place);
        self.taken.entry(kind.words()).or_default().extend(line);
    }

    /// Returns the number of the row of a place; `None` above the table.
    pub(crate) fn line(&self, place: Span) -> Option<usize> {
        // Rows come in the order of the source, so their offsets are sorted.
        let after = self.rows.partition_point(|(start, _)| *start <= place.range().start);
        after.checked_sub(1).map(|at| self.rows[at].1)
    }

    /// Adds a line.
    pub(crate) fn add_line(&mut self, line: String) {
        self.others.push(line);
    }

    /// Adds a head; `last` are the columns of the head before, in any grid.
    pub(crate) fn add_head(
        &mut self,
        place: Span,
        columns: &HeadedColumns,
        last: &mut Option<String>,
    ) {
        let line = self.line(place).unwrap_or(1);
        let pair = |column: &HeadedColumn| {
            format!("{} → {}", quote_start(&column.heading.value), column.role.name())
        };
        // Heads that were made for tables inside forms stand nowhere, and say what they are.
        let is_made = |column: &&HeadedColumn| {
            let heading = column.heading.value.as_str();
            let prefixes = [Key::Extra, Key::Indicator].map(|key| format!("{}.", key.name()));
            self.forms.is_some() && prefixes.iter().any(|prefix| heading.starts_with(prefix))
        };
        let stated: Vec<_> = columns.iter().filter(|column| !is_made(column)).collect();
        let recognised = stated.iter().map(|column| RecognisedColumn {
            heading: column.heading.value.clone(),
            field: column.role.option_name(),
        });
        self.recognised.push(RecognisedHead { row: line, columns: recognised.collect() });
        let pairs: Vec<_> = stated.into_iter().map(pair).collect();
        let pairs = pairs.join("; ");
        // Files with a table for each area would print the same head dozens of times.
        if last.as_ref() == Some(&pairs) {
            self.heads.push(format!("testata alla riga {line}, come sopra"));
        } else {
            self.heads.push(format!("testata alla riga {line}: {pairs}"));
        }
        *last = Some(pairs);
    }

    /// Returns the table for a person who may set its fields.
    pub(crate) fn table(&self, objectives: usize) -> RecognisedTable {
        let rows =
            self.taken.iter().map(|((_, words), rows)| (*words, rows.iter().copied().collect()));
        RecognisedTable {
            name: self.name.clone(),
            objectives,
            heads: self.recognised.clone(),
            rows: rows.collect(),
        }
    }

    /// Returns the lines; `objectives` is the number of objectives in the grid.
    pub(crate) fn lines(mut self, objectives: usize) -> Vec<String> {
        self.keep_left_out_once();
        let mut lines = vec![format!("{}: {}.", self.name, self.count(objectives))];
        lines.extend(self.heads.into_iter().map(|head| format!("  {head}.")));
        let line = |((_, words), rows): ((u8, &str), BTreeSet<usize>)| {
            if rows.is_empty() {
                format!("  {words}: sopra la tabella.")
            } else {
                format!("  {words}: {}.", rows_of(&rows))
            }
        };
        lines.extend(self.taken.into_iter().map(line));
        lines.extend(self.others.into_iter().map(|words| format!("  {words}")));
        lines
    }

    /// Leaves rows without an objective out of the line of what was left out: one line has them.
    fn keep_left_out_once(&mut self) {
        let Some(blank) = self.taken.get(&TakenAs::Blank.words()).cloned() else { return };
        let Some(rows) = self.taken.get_mut(&TakenAs::LeftOut.words()) else { return };
        rows.retain(|row| !blank.contains(row));
        if rows.is_empty() {
            self.taken.remove(&TakenAs::LeftOut.words());
        }
    }

    /// Returns the number of objectives in words, with that of the forms they come from.
    fn count(&self, objectives: usize) -> String {
        let count = objective_count(objectives);
        match self.forms {
            Some(1) if objectives == 1 => "una scheda, un obiettivo".to_owned(),
            Some(forms) if forms == objectives => {
                format!("{forms} schede, un obiettivo ciascuna")
            }
            Some(forms) => format!("{}, {count}", counted(forms, "scheda", "schede")),
            None => count,
        }
    }
}

fn objective_count(objectives: usize) -> String {
    counted_unless_zero(objectives, "obiettivo", "obiettivi")
        .unwrap_or_else(|| "nessun obiettivo".to_owned())
}

fn rows_of(rows: &BTreeSet<usize>) -> String {
    let listed: Vec<_> = rows.iter().take(MOST_ROWS).map(usize::to_string).collect();
    let word = noun(rows.len(), "riga", "righe");
    let more = rows.len().saturating_sub(MOST_ROWS);
    match more {
        0 => format!("{word} {}", listed.join(", ")),
        1 => format!("{word} {} e un'altra", listed.join(", ")),
        _ => format!("{word} {} e altre {more}", listed.join(", ")),
    }
}

/// Returns the name of a grid for people: «Foglio «Obiettivi»», «Tabella 2»; `table` counts the
/// tables without a name, from 1.
pub(super) fn name(grid: &Grid, table: usize) -> String {
    match &grid.name {
        Some(name) => format!("Foglio {}", quote_start(&name.value)),
        None => format!("Tabella {table}"),
    }
}

/// Returns the place of the first cell, or of the first line above the rows.
pub(super) fn first_place(grid: &Grid) -> Option<Span> {
    let cells = grid.rows.iter().flat_map(|row| &row.cells);
    cells
        .map(|cell| cell.text.span)
        .next()
        .or_else(|| grid.paragraphs.first().map(|words| words.span))
}
