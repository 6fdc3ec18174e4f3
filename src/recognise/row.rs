//! One row under the head → one objective.

use super::columns::{Column, Columns};
use super::plan::{Entry, blank_objective};
use super::value::{self, WeightUnit};
use super::vocabulary::Role;
use super::{Reading, is_about_group};
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::office::limits::MOST_CELLS;
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::{Field, Words};
use crate::source::{Span, column_letters};
use std::collections::BTreeMap;

/// The cells that reach down into the rows below, by column.
pub(super) type Open<'g> = BTreeMap<usize, (u32, &'g GridCell)>;

/// The cells of a row, by column.
#[derive(Default)]
pub(super) struct Fields<'g> {
    pub own: BTreeMap<usize, &'g GridCell>,
    /// Those of merged cells above.
    pub merged: BTreeMap<usize, &'g GridCell>,
    /// Cells that belong to no column.
    pub stray: Vec<&'g GridCell>,
}

impl<'g> Fields<'g> {
    /// Takes the cells of `row`; merged ones stay in `open` as far as they reach.
    pub fn of(row: &'g GridRow, columns: &Columns, open: &mut Open<'g>) -> Self {
        let mut fields = Fields::default();
        open.retain(|_, (until, _)| *until > row.index);
        for cell in row.cells.iter().filter(|cell| !cell.text.value.trim().is_empty()) {
            match columns.at(cell.column) {
                Some(column) if !fields.own.contains_key(&column) => {
                    fields.own.insert(column, cell);
                    if cell.row_span > 1 {
                        open.insert(column, (row.index.saturating_add(cell.row_span), cell));
                    }
                }
                _ => fields.stray.push(cell),
            }
        }
        let above = open.iter().filter(|(column, _)| !fields.own.contains_key(*column));
        fields.merged = above.map(|(column, (_, cell))| (*column, *cell)).collect();
        fields
    }

    /// Whether some cell of its own says something of an objective.
    pub fn has_substance(&self, columns: &Columns) -> bool {
        self.own.keys().any(|column| !is_about_group(&columns.get(*column).role))
    }

    fn span(&self) -> Option<Span> {
        let spans = self.own.values().map(|cell| cell.text.span);
        spans.reduce(|a, b| {
            let (a_range, b_range) = (a.range(), b.range());
            Span::new(a.file(), a_range.start.min(b_range.start)..a_range.end.max(b_range.end))
        })
    }
}

/// The most objectives in all tables of a file: no body's plan has a tenth of it.
const MOST_OBJECTIVES: usize = 30_000;

impl Reading<'_> {
    /// Whether one more objective is no more than a plan may have; merged cells count as often
    /// as they are read.
    pub(super) fn has_room(&mut self, fields: &Fields<'_>) -> bool {
        self.lent += fields.merged.len();
        if self.entries.len() < MOST_OBJECTIVES && self.lent <= MOST_CELLS {
            return true;
        }
        if let Some(place) = fields.span() {
            let message =
                format!("La tabella ha più di {MOST_OBJECTIVES} obiettivi, o troppe celle unite.");
            self.findings.push(Diagnostic::new(Code::LimitExceeded, place, message).hint(
                "Un piano non è mai così grande: controllare che il file sia quello giusto.",
            ));
        }
        self.is_full = true;
        false
    }

    /// The objective of a row; area and period are for the caller to set.
    pub(super) fn objective(
        &mut self,
        fields: &Fields<'_>,
        columns: &Columns,
        literal: bool,
    ) -> Option<Entry> {
        let mut entry = Entry {
            objective: blank_objective(fields.span()?),
            area: Field::Absent,
            period: Field::Absent,
            manager: None,
            years: None,
            number: None,
        };
        for (&column, cell) in &fields.merged {
            self.put(&mut entry, columns.get(column), cell, literal, false);
        }
        for (&column, cell) in &fields.own {
            self.put(&mut entry, columns.get(column), cell, literal, true);
        }
        for cell in fields.stray.iter().filter(|cell| columns.at(cell.column).is_none()) {
            self.nameless(&mut entry, cell);
        }
        if !literal {
            self.complete(&mut entry, fields, columns);
        }
        Some(entry)
    }

    /// A text under no heading is a further field by the name of its column.
    fn nameless(&mut self, entry: &mut Entry, cell: &GridCell) {
        let key = format!("colonna {}", column_letters(cell.column));
        if self.told.insert(key.clone()) {
            let message = format!("La {key} non ha un'intestazione: va sotto «altro».");
            self.findings.push(
                Diagnostic::new(Code::ColumnAsField, cell.text.span, message)
                    .hint("Scrivere l'intestazione della colonna."),
            );
        }
        let value = given(cell.text.clone(), cell.kind == CellKind::Error);
        entry.objective.extra.push((Words::new(key, cell.text.span), value.into()));
    }

    fn put(
        &mut self,
        entry: &mut Entry,
        column: &Column,
        cell: &GridCell,
        literal: bool,
        own: bool,
    ) {
        let words = cell.text.clone();
        let wrong = cell.kind == CellKind::Error;
        match &column.role {
            Role::Number => entry.number = Some((column.heading.clone(), words)),
            Role::Manager => entry.manager = Some((column.heading.clone(), words)),
            Role::Years => entry.years = Some(words),
            Role::Area | Role::Period => {}
            Role::Extra(key) => {
                if !column.known {
                    self.tell_further(key, &column.heading);
                }
                let key = Words::new(key.clone(), column.heading.span);
                entry.objective.extra.push((key, given(words, wrong).into()));
            }
            Role::Weight if !own => {}
            Role::Weight if !literal && !wrong => {
                entry.objective.fields[Key::Weight] = self.weight(cell)
            }
            Role::Kind if !literal && !wrong => {
                entry.objective.fields[Key::Kind] = Field::Given(value::kind(&words));
            }
            Role::Service if !literal && !wrong => match value::cross_cutting(&words) {
                Some(title) if entry.objective.fields[Key::CrossCutting] == Field::Absent => {
                    entry.objective.fields[Key::CrossCutting] = Field::Given(title);
                }
                _ => entry.objective.fields[Key::Service] = Field::Given(words),
            },
            role => {
                if let Some(field) = entry.objective.field_mut(role) {
                    *field = given(words, wrong);
                }
            }
        }
    }

    fn weight(&mut self, cell: &GridCell) -> Field {
        let (words, unit) = value::weight(&cell.text);
        self.points.1 += 1;
        if unit == WeightUnit::Points {
            self.points.0 += 1;
            self.point_word.get_or_insert(cell.text.span);
        }
        // In a layout of its own levels a row may be an indicator's.
        if cell.row_span > 1 && self.levels.is_none() {
            self.shared_weight(&words);
        }
        if cell.kind == CellKind::BareNumber && unit == WeightUnit::Bare {
            self.fraction(&words);
        }
        Field::Given(words)
    }

    fn shared_weight(&mut self, words: &Words) {
        let message =
            format!("Il peso «{}» sta in una cella unita su più righe.", words.value.trim());
        self.findings.push(
            Diagnostic::new(Code::DoubtfulWeight, words.span, message).hint(
                "Vale per la prima riga; scrivere il peso di ogni obiettivo nella sua cella.",
            ),
        );
    }

    /// A fraction in a file that does not tell how it is shown.
    fn fraction(&mut self, words: &Words) {
        let one = rust_decimal::Decimal::ONE;
        let Some(number) = super::totals::decimal(&words.value) else { return };
        if number.is_zero() || number >= one {
            return;
        }
        let percent = (number * rust_decimal::Decimal::ONE_HUNDRED).normalize();
        let percent = percent.to_string().replace('.', ",");
        let message = format!(
            "Il peso «{}» può essere {percent}%: il file non dice come si mostra.",
            words.value.trim()
        );
        self.findings.push(Diagnostic::new(Code::DoubtfulWeight, words.span, message).hint(
            format!(
                "Se è una percentuale, scrivere {percent} nella cella; qui vale com'è scritto."
            ),
        ));
    }

    /// Says what a row lacks, where its columns could hold it.
    fn complete(&mut self, entry: &mut Entry, fields: &Fields<'_>, columns: &Columns) {
        let objective = &mut entry.objective;
        let place = fields.own.values().next().map_or(objective.span, |cell| cell.text.span);
        let nameless = self.levels.is_none()
            && objective.fields[Key::Service] == Field::Absent
            && objective.fields[Key::CrossCutting] == Field::Absent;
        let mute = objective.fields[Key::Description] == Field::Absent;
        if nameless {
            objective.fields[Key::Service] = Field::Wrong;
        }
        if mute {
            objective.fields[Key::Description] = Field::Wrong;
        }
        let alone = fields.own.keys().all(|column| columns.get(*column).role == Role::Description);
        let (message, hint) = match (nameless, mute) {
            (true, false) if alone => (
                "La riga ha solo la descrizione: può essere il seguito della riga sopra.",
                "Riunire i due testi in una sola cella, o completare la riga.".to_owned(),
            ),
            (true, true) => (
                "La riga non ha né il servizio né la descrizione.",
                "Completarla, o riunirla con la riga sopra se ne è il seguito.".to_owned(),
            ),
            // Said once, of the head.
            (true, false) if !columns.has(&Role::Service) && !columns.has(&Role::CrossCutting) => {
                return;
            }
            (true, false) => ("La riga non ha il servizio.", column_hint(columns, &Role::Service)),
            (false, true) => {
                ("La riga non ha la descrizione.", column_hint(columns, &Role::Description))
            }
            (false, false) => return,
        };
        self.findings.push(Diagnostic::new(Code::LooseRow, place, message).hint(hint));
    }
}

fn given(words: Words, wrong: bool) -> Field {
    if wrong { Field::Wrong } else { Field::Given(words) }
}

fn column_hint(columns: &Columns, role: &Role) -> String {
    match columns.heading(role) {
        Some(heading) => format!("Scriverlo nella colonna «{}».", heading.value),
        None => format!("Aggiungere la colonna «{}».", role.name()),
    }
}
