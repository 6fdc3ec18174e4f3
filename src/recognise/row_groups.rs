//! Area, period and manager of rows: columns take precedence over bands, bands over the name
//! of the sheet.

use super::bands::GridBands;
use super::cell_marks::{CellMarks, is_ditto};
use super::cell_value::slice;
use super::grid_scope::GridScope;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::period_within;
use super::persons::names_person;
use super::row_fields::RowFields;
use super::table_rows::texts;
use super::unheaded_areas::upright;
use super::vocabulary::ColumnRole;
use super::word_forms::words;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::{Key, years_in};
use crate::office::GridRow;
use crate::raw::{Field, Words};
use std::collections::{BTreeMap, BTreeSet};

/// Names that the columns of a table stated, and what was reported as missing.
#[derive(Default)]
pub(super) struct RowGroups {
    /// Last area, period and manager that columns stated.
    latest: BTreeMap<Key, Words>,
    /// Keys of `latest` that no row with an objective used so far.
    unused: BTreeSet<Key>,
    /// `true` once a finding has reported rows without an area.
    lacks_area: bool,
    /// `true` once a finding has reported rows without a period.
    lacks_period: bool,
    /// `true` once the account has the place that a period was deduced from.
    has_deduced: bool,
    /// `true` once the account has the title that an area was taken from.
    has_area_of_title: bool,
}

impl RowGroups {
    /// Remembers area, period and manager of the columns, which hold until others come; returns
    /// the ones before that no row with an objective used.
    pub(crate) fn remember(
        &mut self,
        fields: &RowFields<'_>,
        columns: &HeadedColumns,
        has_objective: bool,
        marks: &mut CellMarks,
    ) -> Vec<Words> {
        let mut displaced = Vec::new();
        for (&column, cell) in &fields.own {
            let ColumnRole::Key(key) = columns.get(column).role else { continue };
            if matches!(key, Key::Area | Key::Period | Key::Manager) && is_ditto(&cell.text.value) {
                marks.repeated.push(cell.text.clone());
            } else if key == Key::Manager && !names_person(&cell.text.value) {
                // «______» is to be filled in by hand, and «–» names nobody.
            } else if matches!(key, Key::Area | Key::Period | Key::Manager) {
                // The manager of the area before does not lead this one.
                if key == Key::Area {
                    displaced.extend(self.forget(Key::Manager));
                }
                displaced.extend(self.forget(key));
                let (name, manager) = name_and_manager(key, &cell.text);
                self.latest.insert(key, name);
                self.unused.insert(key);
                if let Some(manager) = manager {
                    displaced.extend(self.forget(Key::Manager));
                    self.latest.insert(Key::Manager, manager);
                    self.unused.insert(Key::Manager);
                }
            }
        }
        if has_objective {
            self.unused.clear();
        }
        displaced
    }

    /// Removes what columns stated last; returns it if no row used it.
    fn forget(&mut self, key: Key) -> Option<Words> {
        self.latest.remove(&key).filter(|_| self.unused.remove(&key))
    }

    /// Returns what columns stated and no row used.
    pub(crate) fn unused(mut self) -> Vec<Words> {
        [Key::Area, Key::Period, Key::Manager]
            .into_iter()
            .filter_map(|key| self.forget(key))
            .collect()
    }

    /// Returns the area or the period that columns stated last.
    pub(crate) fn column(&self, key: Key) -> Option<&Words> {
        self.latest.get(&key)
    }

    /// Returns the period that no line and no column names for itself, and reports it once.
    fn deduced_period(
        &mut self,
        columns: &HeadedColumns,
        scope: &mut GridScope<'_, '_>,
    ) -> Option<Words> {
        let (period, place) = deduce_period(columns, scope)?;
        if !std::mem::replace(&mut self.has_deduced, true) {
            let quote = quote_start(&period.value);
            scope.account.add_line(format!("Il periodo viene {place}: {quote}."));
        }
        Some(period)
    }

    /// Returns heading and name of the person who leads the area.
    pub(crate) fn manager(
        &self,
        columns: &HeadedColumns,
        bands: &mut GridBands,
    ) -> Option<(Words, Words)> {
        let heading = columns.heading(&ColumnRole::Key(Key::Manager));
        let column = self.latest.get(&Key::Manager).cloned().map(|name| {
            let heading = heading.cloned();
            // The cell of the area may name the person, without a column for it.
            (heading.unwrap_or_else(|| Words::new("Responsabile".to_owned(), name.span)), name)
        });
        // The column is filled row by row, so it is the more precise of the two.
        bands.manager(column)
    }

    /// Returns the area of a row; `Wrong`, reported once, if nothing names it.
    pub(crate) fn area_of(
        &mut self,
        row: &GridRow,
        columns: &HeadedColumns,
        scope: &mut GridScope<'_, '_>,
    ) -> Field {
        let name = scope.bands.area(self.latest.get(&Key::Area));
        let name = name.or_else(|| scope.found.given.area());
        let name = name.or_else(|| self.area_of_title(scope));
        let name = name.or_else(|| {
            if let Some(manager) =
                scope.sheet.manager.take().filter(|_| scope.bands.manager_name().is_none())
            {
                let heading = Words::new("Responsabile".to_owned(), manager.span);
                scope.begin_manager(heading, manager);
            }
            let area = scope.sheet.area.clone()?;
            scope.report.findings.extend(scope.found.doubted.sheet(&area));
            from_sheet("L'area", area, scope)
        });
        if name.is_none() && !std::mem::replace(&mut self.lacks_area, true) {
            report_missing(row, "a quale area appartengono", &area_hint(columns), scope);
        }
        name.map_or(Field::Wrong, Field::Given)
    }

    /// Returns the area that the title names, and reports it once.
    fn area_of_title(&mut self, scope: &mut GridScope<'_, '_>) -> Option<Words> {
        let area = scope.found.names.area.clone()?;
        if !std::mem::replace(&mut self.has_area_of_title, true) {
            scope
                .account
                .add_line(format!("L'area viene dal titolo: {}.", quote_start(&area.value)));
        }
        Some(area)
    }

    /// Returns the period of a row; `Wrong`, reported once, if nothing names it.
    pub(crate) fn period_of(
        &mut self,
        row: &GridRow,
        columns: &HeadedColumns,
        scope: &mut GridScope<'_, '_>,
    ) -> Field {
        let name = scope.bands.period(self.latest.get(&Key::Period));
        let name = name.or_else(|| scope.found.given.period());
        let name = name.or_else(|| {
            let period = scope.sheet.period.clone()?;
            if !scope.sheet.is_reported {
                scope.report.findings.extend(against_title(&period, scope));
            }
            from_sheet("Il periodo", period, scope)
        });
        let name = name.or_else(|| self.deduced_period(columns, scope));
        if name.is_none() && !std::mem::replace(&mut self.lacks_period, true) {
            report_missing(
                row,
                "a quale periodo appartengono",
                "Scrivere il periodo in una riga sopra i suoi obiettivi, per esempio «ANNO 2024», o in una colonna «Periodo». Se il periodo è uno solo: --periodo \"ANNO 2024\".",
                scope,
            );
        }
        name.map_or(Field::Wrong, Field::Given)
    }
}

/// Returns the name that a cell states for `key`, and the manager that the cell of an area names
/// below it.
fn name_and_manager(key: Key, cell: &Words) -> (Words, Option<Words>) {
    let cell = &match key {
        Key::Area => Words::new(upright(&cell.value), cell.span),
        _ => cell.clone(),
    };
    let (LoneLine::AreaWith(parts) | LoneLine::NameWith(parts)) = lone_line(&cell.value) else {
        return (cell.clone(), None);
    };
    let part = |range: std::ops::Range<usize>| slice(cell, range.start, range.len());
    match parts.manager {
        Some(manager) if key == Key::Area && parts.period.is_none() => {
            (part(parts.area), Some(part(manager)))
        }
        _ => (cell.clone(), None),
    }
}

/// Returns the period that the title, the sheet's name, a caption, the heads of the columns or the
/// file's name state among other words, and the words of the account for the place.
fn deduce_period(
    columns: &HeadedColumns,
    scope: &GridScope<'_, '_>,
) -> Option<(Words, &'static str)> {
    let names = &scope.found.names;
    let within = |words: &Words| {
        let range = period_within(&words.value)?;
        Some(slice(words, range.start, range.len()))
    };
    let title = names.title_so_far();
    let found = |words: Option<Words>, place| Some((words?, place));
    found(scope.context.given_title.and_then(within), "dal titolo")
        .or_else(|| found(title.and_then(within), "dal titolo"))
        .or_else(|| found(scope.grid.name.as_ref().and_then(within), "dal nome del foglio"))
        .or_else(|| found(scope.caption.clone(), "dalla riga sopra la tabella"))
        .or_else(|| found(columns.years(), "dalle intestazioni delle colonne"))
        .or_else(|| found(scope.context.file_stem.and_then(within), "dal nome del file"))
}

/// Returns the finding on a period that the sheet's name gives, and that the title does not include.
fn against_title(period: &Words, scope: &GridScope<'_, '_>) -> Option<Diagnostic> {
    let title = scope.found.names.title_so_far()?;
    let stated = years_in(&title.value[period_within(&title.value)?]);
    let years = years_in(&period.value);
    if years.is_empty() || stated.is_empty() || years.iter().all(|year| stated.contains(year)) {
        return None;
    }
    let message = format!(
        "Il periodo {} viene dal nome del foglio, ma il titolo {} ne dice un altro.",
        quote_start(&period.value),
        quote_start(&title.value)
    );
    Some(
        Diagnostic::new(Code::DoubtfulLine, period.span, message)
            .also(title.span, "il titolo")
            .hint("Se vale quello del titolo, cambiare nome al foglio; se vale quello del foglio, correggere il titolo."),
    )
}

/// Returns `name`, which the name of the sheet gives, and reports it once.
fn from_sheet(subject: &str, name: Words, scope: &mut GridScope<'_, '_>) -> Option<Words> {
    if !std::mem::replace(&mut scope.sheet.is_reported, true) {
        let line = format!("{subject} viene dal nome del foglio: {}.", quote_start(&name.value));
        scope.account.add_line(line);
    }
    Some(name)
}

/// Returns the remedy for rows without an area; a column that may hold it is named.
fn area_hint(columns: &HeadedColumns) -> String {
    let names = ["area", "aree", "settore", "direzione", "ripartizione", "dipartimento", "cdr"];
    let names_structure =
        |column: &HeadedColumn| words(&column.heading.value).iter().any(|word| word == "struttura");
    let may_hold_area = |column: &&HeadedColumn| {
        matches!(column.role, ColumnRole::Extra(_) | ColumnRole::Key(Key::Service))
            && names_structure(column)
            || matches!(column.role, ColumnRole::Extra(_))
                && words(&column.heading.value).iter().any(|word| names.contains(&word.as_str()))
    };
    match columns.iter().find(may_hold_area) {
        Some(HeadedColumn { heading, .. }) => format!(
            "Se l'area è nella colonna «{0}»: --mappa \"area={0}\". Se no, scriverne il nome in una riga sopra i suoi obiettivi.",
            heading.value
        ),
        None => "Scrivere il nome dell'area in una riga sopra i suoi obiettivi, o in una colonna «Area». Se l'area è una sola: --area \"AREA TECNICA\".".to_owned(),
    }
}

fn report_missing(row: &GridRow, subject: &str, hint: &str, scope: &mut GridScope<'_, '_>) {
    let Some(first) = texts(row).next() else { return };
    let message = format!("Non si capisce {subject} gli obiettivi da questa riga in poi.");
    let finding = Diagnostic::new(Code::Missing, first.text.span, message);
    scope.report.findings.push(finding.hint(hint));
}
