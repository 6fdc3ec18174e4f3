//! Area, period and manager of rows: columns take precedence over bands, bands over the name
//! of the sheet.

use super::bands::GridBands;
use super::grid_scope::GridScope;
use super::headed_columns::HeadedColumns;
use super::row_fields::RowFields;
use super::table_rows::texts;
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::GridRow;
use crate::raw::{Field, Words};
use std::collections::BTreeMap;

/// Names that the columns of a table stated, and what was reported as missing.
#[derive(Default)]
pub(super) struct RowGroups {
    /// Last area, period and manager that columns stated.
    latest: BTreeMap<Key, Words>,
    /// `true` once a finding has reported rows without an area.
    lacks_area: bool,
    /// `true` once a finding has reported rows without a period.
    lacks_period: bool,
}

impl RowGroups {
    /// Remembers area, period and manager of the columns, which hold until others come.
    pub(crate) fn remember(&mut self, fields: &RowFields<'_>, columns: &HeadedColumns) {
        for (&column, cell) in &fields.own {
            let ColumnRole::Key(key) = columns.get(column).role else { continue };
            if matches!(key, Key::Area | Key::Period | Key::Manager) {
                // The manager of the area before does not lead this one.
                if key == Key::Area {
                    self.latest.remove(&Key::Manager);
                }
                self.latest.insert(key, cell.text.clone());
            }
        }
    }

    /// Returns the area or the period that columns stated last.
    pub(crate) fn column_field(&self, key: Key) -> Field {
        self.latest.get(&key).cloned().map_or(Field::Absent, Field::Given)
    }

    /// Returns heading and name of the person who leads the area.
    pub(crate) fn manager(
        &self,
        columns: &HeadedColumns,
        bands: &GridBands,
    ) -> Option<(Words, Words)> {
        let heading = columns.heading(&ColumnRole::Key(Key::Manager));
        let column = heading.cloned().zip(self.latest.get(&Key::Manager).cloned());
        // The column is filled row by row, so it is the more precise of the two.
        column.or_else(|| bands.manager.clone())
    }

    /// Returns the area of a row; `Wrong`, reported once, if nothing names it.
    pub(crate) fn area_of(&mut self, row: &GridRow, scope: &mut GridScope<'_, '_>) -> Field {
        let name = scope.bands.area(self.latest.get(&Key::Area));
        let name = name.or_else(|| from_sheet("L'area", scope.sheet.area.clone()?, scope));
        if name.is_none() && !std::mem::replace(&mut self.lacks_area, true) {
            report_missing(
                row,
                "a quale area appartengono",
                "Scrivere il nome dell'area in una riga sopra i suoi obiettivi, o in una colonna «Area».",
                scope,
            );
        }
        name.map_or(Field::Wrong, Field::Given)
    }

    /// Returns the period of a row; `Wrong`, reported once, if nothing names it.
    pub(crate) fn period_of(&mut self, row: &GridRow, scope: &mut GridScope<'_, '_>) -> Field {
        let name = scope.bands.period(self.latest.get(&Key::Period));
        let name = name.or_else(|| from_sheet("Il periodo", scope.sheet.period.clone()?, scope));
        if name.is_none() && !std::mem::replace(&mut self.lacks_period, true) {
            report_missing(
                row,
                "a quale periodo appartengono",
                "Scrivere il periodo in una riga sopra i suoi obiettivi, per esempio «ANNO 2024», o in una colonna «Periodo».",
                scope,
            );
        }
        name.map_or(Field::Wrong, Field::Given)
    }
}

/// Returns `name`, which the name of the sheet gives, and reports it once.
fn from_sheet(subject: &str, name: Words, scope: &mut GridScope<'_, '_>) -> Option<Words> {
    if !std::mem::replace(&mut scope.sheet.is_reported, true) {
        let line = format!("{subject} viene dal nome del foglio: {}.", quote_start(&name.value));
        scope.account.add_line(line);
    }
    Some(name)
}

fn report_missing(row: &GridRow, subject: &str, hint: &str, scope: &mut GridScope<'_, '_>) {
    let Some(first) = texts(row).next() else { return };
    let message = format!("Non si capisce {subject} gli obiettivi da questa riga in poi.");
    let finding = Diagnostic::new(Code::Missing, first.text.span, message);
    scope.report.findings.push(finding.hint(hint));
}
