//! Reader of a row under the head: it becomes one objective.

use super::bands::put_fact;
use super::cell_marks::{is_ditto, is_no_value, is_no_weight};
use super::cell_value::{self, CellUnit, WeightUnits};
use super::dotted_heads::{below, is_year_of_key};
use super::entry::ObjectiveEntry;
use super::headed_columns::{HeadedColumn, HeadedColumns};
use super::persons::names_person;
use super::report::RecognitionReport;
use super::row_fields::RowFields;
use super::vocabulary::ColumnRole;
use super::weight_doubts::{
    counted, date_as_weight, possible_percentage, possible_thousands, shared_weight, shortened,
    with_comma,
};
use super::weight_sums::decimal;
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::office::{CellKind, GridCell, NO_RESULT};
use crate::raw::{Field, RawObjective, Words};
use crate::source::column_letters;

/// Reader of the rows under one head.
pub(super) struct RowReader<'r> {
    /// Columns under the head.
    pub columns: &'r HeadedColumns,
    /// Labels and values that lines state for the row.
    pub facts: Vec<(Words, Words)>,
    /// `true` in our own workbook, whose cells hold the plan's fields word for word.
    pub is_literal: bool,
    /// `true` if the layout groups by levels of its own.
    pub has_levels: bool,
    /// Units that weights state.
    pub units: &'r mut WeightUnits,
    /// Report of the file.
    pub report: &'r mut RecognitionReport,
}

impl RowReader<'_> {
    /// Returns the objective of a row, without area and period; `None` if the row is blank.
    pub(crate) fn objective(&mut self, fields: &RowFields<'_>) -> Option<ObjectiveEntry> {
        let columns = self.columns;
        let mut entry = ObjectiveEntry::blank(fields.span()?);
        for (&column, cell) in &fields.merged {
            // A merged weight counts once: it belongs to the first of its rows.
            if columns.get(column).role != ColumnRole::Key(Key::Weight) {
                self.put(&mut entry, columns.get(column), cell);
            }
        }
        for (&column, cell) in &fields.own {
            self.put(&mut entry, columns.get(column), cell);
        }
        self.report_shared_weight(fields);
        // A second cell under one heading is reported as stray by the table; here are only those
        // without.
        for cell in fields.stray.iter().filter(|cell| columns.at(cell.column).is_none()) {
            self.put_without_heading(&mut entry, cell);
        }
        for (label, value) in std::mem::take(&mut self.facts) {
            put_fact(&mut entry.objective, label, value);
        }
        // In «Dati» a blank field is one that the plan does not have: validation reports what is
        // needed.
        if !self.is_literal {
            self.report_gaps(&mut entry.objective, fields);
        }
        Some(entry)
    }

    /// Reports a weight that is merged over more rows than its objective has.
    fn report_shared_weight(&mut self, fields: &RowFields<'_>) {
        let own = |key| {
            let mut cells = fields.own.iter();
            let is = |at: &usize| self.columns.get(*at).role == ColumnRole::Key(key);
            cells.find(|(at, _)| is(at)).map(|(_, cell)| *cell)
        };
        let Some(weight) = own(Key::Weight).filter(|cell| cell.row_span > 1) else { return };
        // Rows that share the description are indicators or phases of one objective; with levels of
        // the layout's own, the rows beside the weight may be.
        let is_of_one = own(Key::Description).is_some_and(|cell| cell.row_span >= weight.row_span);
        if !is_of_one && !self.has_levels && !self.is_literal {
            let (words, _) = cell_value::weight(&weight.text);
            self.report.findings.push(shared_weight(&words));
        }
    }

    /// Adds a text under no heading as a further field named by its column.
    fn put_without_heading(&mut self, entry: &mut ObjectiveEntry, cell: &GridCell) {
        let key = format!("colonna {}", column_letters(cell.column));
        self.report.column_without_heading(&key, &cell.text);
        entry.objective.extra.push((Words::new(key, cell.text.span), field_of(cell).into()));
    }

    /// Gives the value of a cell to its field.
    fn put(&mut self, entry: &mut ObjectiveEntry, column: &HeadedColumn, cell: &GridCell) {
        let words = cell.text.clone();
        if let CellKind::Shortened(exact) = cell.kind
            && column.role != ColumnRole::Key(Key::Weight)
            && !self.is_literal
        {
            self.report.findings.push(shortened(cell, exact, None));
        }
        if !self.is_literal && is_ditto(&words.value) && keeps_text(&column.role) {
            self.report.marks.kept.push(words.clone());
        }
        match &column.role {
            // The name above holds, which the group of the row knows.
            ColumnRole::Key(Key::Manager)
                if !self.is_literal && (is_ditto(&words.value) || !names_person(&words.value)) => {}
            ColumnRole::Key(Key::Position) => entry.number = Some((column.heading.clone(), words)),
            ColumnRole::Key(Key::Manager) => entry.manager = Some((column.heading.clone(), words)),
            ColumnRole::Key(Key::Years) => entry.years = Some(words),
            // Both belong to the entry: other rows may state them for this one.
            ColumnRole::Key(Key::Area | Key::Period) => {}
            // Written by ourselves, «30 punti» would be the plan's own words: nothing is to be
            // interpreted.
            ColumnRole::Key(key)
                if self.is_literal && !matches!(cell.kind, CellKind::Shortened(_))
                    || cell.kind == CellKind::Error =>
            {
                entry.objective.fields[*key] = field_of(cell);
            }
            ColumnRole::Key(key) => self.put_key(&mut entry.objective, *key, cell),
            // Further fields are not needed: the others of the row are read.
            ColumnRole::Extra(key)
                if words.value == NO_RESULT
                    && cell.kind == CellKind::Error
                    && !is_year_of_key(key)
                    && below(key, Key::Indicator).is_none() =>
            {
                self.report.formulas.push(words.span);
            }
            ColumnRole::Extra(key) => {
                if !column.is_known {
                    self.report.further_column(key, &column.heading);
                }
                let key = Words::new(key.clone(), column.heading.span);
                entry.objective.extra.push((key, field_of(cell).into()));
            }
        }
    }

    /// Gives the value of a cell to a field, in the plan's own notation.
    fn put_key(&mut self, objective: &mut RawObjective, key: Key, cell: &GridCell) {
        match key {
            Key::Weight => objective.fields[Key::Weight] = self.weight(cell),
            Key::Kind => objective.fields[Key::Kind] = Field::Given(cell_value::kind(&cell.text)),
            Key::Service => match cell_value::cross_cutting(&cell.text) {
                // A column of its own for the cross-cutting title takes precedence over the
                // service's words.
                Some(title) if objective.fields[Key::CrossCutting] == Field::Absent => {
                    objective.fields[Key::CrossCutting] = Field::Given(title);
                }
                _ => objective.fields[Key::Service] = field_of(cell),
            },
            _ => objective.fields[key] = field_of(cell),
        }
    }

    fn weight(&mut self, cell: &GridCell) -> Field {
        if cell.kind == CellKind::Text && is_no_weight(&cell.text.value) {
            self.report.marks.no_weights.push(cell.text.clone());
            return Field::Absent;
        }
        if cell.kind == CellKind::Text && is_no_value(&cell.text.value) {
            return Field::Given(cell.text.clone());
        }
        if cell.kind == CellKind::Date && !self.is_literal {
            self.report.findings.push(date_as_weight(&cell.text));
        }
        let (mut words, unit) = cell_value::weight(&cell.text);
        // The format of a number puts points between thousands, never before decimals.
        if cell.kind.is_shown_number()
            && let Some((whole, thousands)) = words.value.split_once('.')
            && thousands.len() == 3
            && !thousands.contains(',')
        {
            words = Words::new(format!("{whole}{thousands}"), words.span);
        }
        if let CellKind::Shortened(exact) = cell.kind {
            let counted = counted(exact, &words.value);
            let differs = decimal(&words.value) != Some(counted);
            if differs {
                words = Words::new(with_comma(counted), words.span);
            }
            self.report.findings.push(shortened(cell, exact, differs.then_some(counted)));
        }
        self.report.findings.extend(possible_thousands(cell, &words));
        self.units.add(cell.text.span, unit == CellUnit::Points);
        if cell.kind == CellKind::BareNumber && unit == CellUnit::Bare {
            self.report.findings.extend(possible_percentage(&words));
        }
        Field::Given(words)
    }

    /// Reports fields that the row lacks though its columns could hold them.
    fn report_gaps(&mut self, objective: &mut RawObjective, fields: &RowFields<'_>) {
        let place = fields.own.values().next().map_or(objective.span, |cell| cell.text.span);
        let lacks_service = !self.has_levels
            && objective.fields[Key::Service] == Field::Absent
            && objective.fields[Key::CrossCutting] == Field::Absent;
        let lacks_description = objective.fields[Key::Description] == Field::Absent;
        // `Wrong` keeps validation from reporting the same gap once more.
        if lacks_service {
            objective.fields[Key::Service] = Field::Wrong;
        }
        if lacks_description {
            objective.fields[Key::Description] = Field::Wrong;
        }
        if let Some((message, hint)) = self.gaps(fields, lacks_service, lacks_description) {
            let finding = Diagnostic::new(Code::LooseRow, place, message).hint(hint);
            self.report.findings.push(finding);
        }
    }

    /// Returns message and remedy for a row without service, description, or both.
    fn gaps(
        &self,
        fields: &RowFields<'_>,
        lacks_service: bool,
        lacks_description: bool,
    ) -> Option<(&'static str, String)> {
        let is_description =
            |at: &usize| self.columns.get(*at).role == ColumnRole::Key(Key::Description);
        match (lacks_service, lacks_description) {
            (false, false) => None,
            // One message for both gaps: such a row is most often the end of the one above.
            (true, true) => Some((
                "La riga non ha né il servizio né la descrizione.",
                self.remedy_of_continued(fields).to_owned(),
            )),
            (false, true) => Some((
                "La riga non ha la descrizione.",
                self.column_hint("Scriverla", Key::Description),
            )),
            (true, false) if fields.own.keys().all(is_description) => Some((
                "La riga ha solo la descrizione: può essere il seguito della riga sopra.",
                "Riunire i due testi in una sola cella, o completare la riga.".to_owned(),
            )),
            // A finding on the head has reported the missing column, once for all rows.
            (true, false) if !self.has(Key::Service) && !self.has(Key::CrossCutting) => None,
            (true, false) => {
                Some(("La riga non ha il servizio.", self.column_hint("Scriverlo", Key::Service)))
            }
        }
    }

    /// Returns the remedy for a row without service and description.
    fn remedy_of_continued(&self, fields: &RowFields<'_>) -> &'static str {
        let is_further = |at: &usize| {
            let role = &self.columns.get(*at).role;
            let of_indicators = [Key::Indicator, Key::ExpectedResult].map(ColumnRole::Key);
            of_indicators.contains(role) || matches!(role, ColumnRole::Extra(_))
        };
        if fields.own.keys().all(is_further) {
            "Se sono altri indicatori o altre fasi dell'obiettivo sopra, unire sulle righe la cella della sua descrizione; altrimenti completare la riga."
        } else {
            "Completarla, o riunirla con la riga sopra se ne è il seguito."
        }
    }

    fn has(&self, key: Key) -> bool {
        self.columns.has(&ColumnRole::Key(key))
    }

    fn column_hint(&self, verb: &str, key: Key) -> String {
        let role = ColumnRole::Key(key);
        match self.columns.heading(&role) {
            Some(heading) => format!("{verb} nella colonna «{}».", heading.value),
            None => format!("Aggiungere la colonna «{}».", role.name()),
        }
    }
}

/// Returns `true` for a column whose cells hold texts of the objective itself.
fn keeps_text(role: &ColumnRole) -> bool {
    let ColumnRole::Key(key) = role else { return true };
    !matches!(
        key,
        Key::Position | Key::Area | Key::Manager | Key::Period | Key::Years | Key::Weight
    )
}

/// Returns the text of a cell; `Wrong` for an error value such as «#RIF!».
fn field_of(cell: &GridCell) -> Field {
    if cell.kind == CellKind::Error { Field::Wrong } else { Field::Given(cell.text.clone()) }
}
