//! Rows that share the merged description of the objective above: they are its further indicators
//! or phases.

use super::dotted_heads::{blank_indicator, is_year_of_key, put_in_extra, put_printed};
use super::entry::ObjectiveEntry;
use super::form_indicators::by_year;
use super::form_titles::is_title;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::remarks::is_remark;
use super::row_fields::RowFields;
use super::vocabulary::ColumnRole;
use super::word_forms::letters;
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::raw::{Field, RawIndicator, RawObjective, RawValues, Words};
use crate::source::Span;

/// Returns the finding on a row that goes on with the objective above, though no merged cell says so.
pub(super) fn further_indicator(row: Span) -> Diagnostic {
    let message =
        "La riga ha solo l'indicatore: si legge come un altro indicatore dell'obiettivo sopra.";
    Diagnostic::new(Code::DoubtfulLine, row, message)
        .hint("Se è così, niente; se è un obiettivo, scriverne la descrizione.")
}

impl RowFields<'_> {
    /// Adds the row to the objective `above` if it shares the merged description of that objective:
    /// as one more indicator, or as one more value of its further fields. Returns `false` if it does
    /// not. In a plan that `has_levels` of its own, weights are those of indicators too.
    pub(crate) fn add_to_above(
        &self,
        columns: &HeadedColumns,
        above: Option<&mut ObjectiveEntry>,
        has_levels: bool,
    ) -> bool {
        let role = |at: &usize| &columns.get(*at).role;
        let is = |at: &usize, key| *role(at) == ColumnRole::Key(key);
        let shares_description = self.shares_description(columns)
            // A row with nothing but an indicator goes on with the objective above, merged or not.
            || !has_levels && self.merged.is_empty() && self.states_indicator(columns);
        let has_indicator = self.own.keys().any(|at| is(at, Key::Indicator));
        let is_of_indicator = |at: &usize| {
            is(at, Key::Indicator)
                || has_levels && is(at, Key::Weight)
                || !has_levels && has_indicator && is(at, Key::ExpectedResult)
                || matches!(role(at), ColumnRole::Extra(_))
        };
        let Some(entry) = above.filter(|_| {
            // Anything else in the row, such as a service, makes it an objective.
            shares_description
                && (has_indicator || !has_levels && !self.merged.is_empty())
                && self.stray.is_empty()
                && self.own.keys().all(is_of_indicator)
        }) else {
            return false;
        };
        if has_indicator {
            self.add_indicator(columns, &mut entry.objective, has_levels);
        } else {
            self.add_values(columns, &mut entry.objective);
        }
        true
    }

    /// Returns `true` if the text in the column of indicators is no remark and no other objective.
    fn states_indicator(&self, columns: &HeadedColumns) -> bool {
        self.text(columns, Key::Indicator).is_some_and(|text| !is_title(text) && !is_remark(text))
    }

    /// Returns `true` if the row takes over the merged description of the objective above.
    pub(crate) fn shares_description(&self, columns: &HeadedColumns) -> bool {
        let description = ColumnRole::Key(Key::Description);
        self.merged.keys().any(|at| columns.get(*at).role == description)
    }

    /// Returns the finding on a description that is merged over rows of several services: each is an
    /// objective of its own.
    pub(crate) fn repeated_description(&self, columns: &HeadedColumns) -> Option<Diagnostic> {
        let service = ColumnRole::Key(Key::Service);
        let (_, cell) = self.own.iter().find(|(at, _)| columns.get(**at).role == service)?;
        let message = "La descrizione è in una cella unita sopra più servizi: ne viene un obiettivo per ognuno, con lo stesso testo.";
        self.shares_description(columns).then(|| {
            Diagnostic::new(Code::DoubtfulLine, cell.text.span, message)
                .hint("Se l'obiettivo è uno solo, unire anche le celle del servizio.")
        })
    }

    /// Adds the row's own cells as one more indicator.
    fn add_indicator(
        &self,
        columns: &HeadedColumns,
        objective: &mut RawObjective,
        has_levels: bool,
    ) {
        let indicator = self.indicator(columns, objective.span);
        if let Field::Given(text) = std::mem::take(&mut objective.fields[Key::Indicator]) {
            // The first row gave the objective one indicator: from now on it is the first of several.
            let mut first =
                RawIndicator { text: Field::Given(text.clone()), ..blank_indicator(text.span) };
            if !has_levels {
                self.move_values(columns, objective, &mut first);
            }
            objective.indicators.get_or_insert_default().push(first);
        } else if let Some([first]) = objective.indicators.as_deref()
            && !has_levels
        {
            // A weight of its own has made the first an indicator of several already.
            let mut first = first.clone();
            self.move_values(columns, objective, &mut first);
            objective.indicators = Some(vec![first]);
        }
        objective.indicators.get_or_insert_default().push(indicator);
    }

    /// Moves to the `first` indicator what the columns, of which this row has its own cells, gave the
    /// objective.
    fn move_values(
        &self,
        columns: &HeadedColumns,
        objective: &mut RawObjective,
        first: &mut RawIndicator,
    ) {
        for at in self.own.keys() {
            let column = columns.get(*at);
            match &column.role {
                ColumnRole::Key(Key::ExpectedResult) => {
                    let value = std::mem::take(&mut objective.fields[Key::ExpectedResult]);
                    if value != Field::Absent {
                        put_in_extra(first, column.heading.clone(), value);
                    }
                }
                ColumnRole::Extra(key) if is_year_of_key(key) => {
                    if let Some(value) = take_year(objective, key) {
                        put_printed(first, of_year(column), value);
                    }
                }
                ColumnRole::Extra(key) => {
                    let is_same = |(other, _): &(Words, RawValues)| other.value == *key;
                    if let Some(found) = objective.extra.iter().position(is_same) {
                        let (key, values) = objective.extra.remove(found);
                        match values {
                            RawValues::One(value) => put_printed(first, key, value),
                            values => first.extra.push((key, values)),
                        }
                    }
                }
                ColumnRole::Key(_) => {}
            }
        }
    }

    /// Makes an indicator of the row's own cells.
    fn indicator(&self, columns: &HeadedColumns, span: Span) -> RawIndicator {
        let mut indicator = blank_indicator(span);
        for (at, cell) in &self.own {
            let column = columns.get(*at);
            let value = Field::Given(cell.text.clone());
            match &column.role {
                ColumnRole::Key(Key::Indicator) => {
                    indicator.span = cell.text.span;
                    indicator.text = value;
                }
                ColumnRole::Key(Key::Weight) => indicator.weight = value,
                ColumnRole::Key(Key::ExpectedResult) => {
                    put_in_extra(&mut indicator, column.heading.clone(), value);
                }
                ColumnRole::Key(_) => {}
                ColumnRole::Extra(key) if is_year_of_key(key) => {
                    put_printed(&mut indicator, of_year(column), value);
                }
                ColumnRole::Extra(key) => {
                    let key = Words::new(key.clone(), column.heading.span);
                    put_printed(&mut indicator, key, value);
                }
            }
        }
        indicator
    }

    /// Adds the row's own cells as further values of the objective: «Fasi 2», «Scadenza 2».
    fn add_values(&self, columns: &HeadedColumns, objective: &mut RawObjective) {
        let heads: Vec<(&Words, &Words)> =
            self.own.iter().map(|(at, cell)| (&columns.get(*at).heading, &cell.text)).collect();
        let named = |heading: &Words, number: usize| {
            let name = heading.value.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("{name} {number}")
        };
        let is_taken = |number: &usize| {
            heads.iter().any(|(heading, _)| {
                let name = letters(&named(heading, *number));
                objective.extra.iter().any(|(key, _)| letters(&key.value) == name)
            })
        };
        // All cells of a row have one number.
        let Some(number) = (2..).find(|number| !is_taken(number)) else { return };
        for (heading, text) in heads {
            let key = Words::new(named(heading, number), heading.span);
            objective.extra.push((key, Field::Given(text.clone()).into()));
        }
    }
}

/// Returns the name that the value of a year has in an indicator: «Target.2026».
fn of_year(column: &HeadedColumn) -> Words {
    Words::new(by_year(&column.heading.value), column.heading.span)
}

/// Removes the value of the year that `key` names, «risultato.2026», from an objective.
fn take_year(objective: &mut RawObjective, key: &str) -> Option<Field> {
    let (name, year) = key.rsplit_once('.')?;
    let at = objective.extra.iter().position(|(other, _)| other.value == name)?;
    let RawValues::ByYear(years) = &mut objective.extra[at].1 else { return None };
    let found = years.iter().position(|(other, _)| other.value == year)?;
    let (_, value) = years.remove(found);
    if years.is_empty() {
        objective.extra.remove(at);
    }
    Some(value)
}
