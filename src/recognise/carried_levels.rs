//! Columns of levels above the objective, «Linea strategica», «Missione», that are filled in on the
//! first of their rows only, as merged cells would.

use super::cell_marks::is_ditto;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::row_fields::RowFields;
use super::vocabulary::ColumnRole;
use super::word_forms::{is_listed, letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::GridCell;
use std::collections::{BTreeMap, BTreeSet};

/// First words of the headings of such columns.
const LEVELS: &str = "linea linee missione missioni programma programmi asse assi ambito ambiti indirizzo \
  indirizzi politica politiche priorita finalita macroobiettivo macro";

/// Values of levels that hold for the rows below.
#[derive(Default)]
pub(super) struct CarriedLevels<'g> {
    latest: BTreeMap<usize, &'g GridCell>,
    /// Columns that the account names already.
    reported: BTreeSet<usize>,
    /// Service of the row above.
    service: Option<&'g GridCell>,
    /// Area that a column stated last.
    area: Option<String>,
}

impl<'g> CarriedLevels<'g> {
    /// Ends all values: another area or another head begins.
    pub(crate) fn end(&mut self) {
        self.latest.clear();
        self.service = None;
    }

    /// Lends a row without a service the one above, with a finding; the row must state an objective
    /// and a measure of it.
    pub(crate) fn lend_service(
        &mut self,
        fields: &mut RowFields<'g>,
        columns: &HeadedColumns,
    ) -> Option<Diagnostic> {
        let place = |key| columns.iter().position(|column| column.role == ColumnRole::Key(key));
        let area = place(Key::Area).and_then(|at| fields.own.get(&at).or(fields.merged.get(&at)));
        let area = area.map(|cell| letters(&cell.text.value));
        // The service of another area is not that of this one.
        if area.is_some() && std::mem::replace(&mut self.area, area.clone()) != area {
            self.service = None;
        }
        let at = place(Key::Service)?;
        if let Some(cell) = fields.own.get(&at) {
            self.service = Some(*cell).filter(|cell| !is_ditto(&cell.text.value));
            return None;
        }
        let has = |keys: &[Key]| {
            let role = |at: &usize| columns.get(*at).role.key();
            fields.own.keys().filter_map(role).any(|key| keys.contains(&key))
        };
        // A row without its weight may be the end of the one above, broken by a page.
        let measures: &[Key] = if columns.has(&ColumnRole::Key(Key::Weight)) {
            &[Key::Weight]
        } else {
            &[Key::Indicator, Key::ExpectedResult]
        };
        if fields.merged.contains_key(&at)
            || !has(&[Key::Description])
            || !has(measures)
            || has(&[Key::CrossCutting])
        {
            return None;
        }
        let service = self.service?;
        let place = fields.span()?;
        fields.merged.insert(at, service);
        let message = format!(
            "La cella del servizio è vuota per {}: vale quella sopra, {}.",
            quote_start(fields.text(columns, Key::Description)?),
            quote_start(&service.text.value)
        );
        Some(
            Diagnostic::new(Code::DoubtfulLine, place, message)
                .hint("Se il servizio è lo stesso, niente; se no, scriverlo nella riga."),
        )
    }

    /// Lends a row the values of the levels above it that it leaves blank; returns what the account
    /// says of columns of which it has said nothing so far.
    pub(crate) fn lend(
        &mut self,
        fields: &mut RowFields<'g>,
        columns: &HeadedColumns,
    ) -> Vec<String> {
        let area = (0..).zip(columns.iter()).find(|(_, c)| c.role == ColumnRole::Key(Key::Area));
        // Another area begins the levels right of it anew.
        if let Some((at, _)) = area
            && let Some(cell) = fields.own.get(&at)
            && let Some(above) = self.latest.insert(at, cell)
            && above.text.value != cell.text.value
        {
            self.latest.retain(|column, _| *column <= at);
        }
        let first_value = first_value(columns);
        let mut lines = Vec::new();
        for (at, column) in (0..).zip(columns.iter()).filter(|(_, c)| is_level(c, first_value)) {
            if let Some(cell) = fields.own.get(&at) {
                // Levels further right belong to this one.
                self.latest.retain(|column, _| *column < at);
                self.latest.insert(at, cell);
            } else if let Some(cell) = self.latest.get(&at)
                && !fields.merged.contains_key(&at)
            {
                fields.merged.insert(at, cell);
                if self.reported.insert(at) {
                    lines.push(format!(
                        "Sotto {} una cella vuota vale come quella sopra.",
                        quote_start(&column.heading.value)
                    ));
                }
            }
        }
        lines
    }
}

/// Returns the grid column of the first value of an objective.
fn first_value(columns: &HeadedColumns) -> u32 {
    let is_value = |column: &&HeadedColumn| {
        [Key::Description, Key::Service].map(ColumnRole::Key).contains(&column.role)
    };
    columns.iter().find(is_value).map_or(0, |column| column.columns.start)
}

/// Returns `true` for the column of a level, which stands left of the values of an objective.
fn is_level(column: &HeadedColumn, first_value: u32) -> bool {
    let spelled = words(&column.heading.value);
    let names_level = spelled.first().is_some_and(|first| is_listed(LEVELS, first))
        || spelled.iter().any(|word| word.starts_with("strategic"));
    matches!(column.role, ColumnRole::Extra(_)) && column.columns.start < first_value && names_level
}
