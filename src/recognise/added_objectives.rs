//! Objectives that the rows of a table add, with what bands and columns state for them.

use super::dotted_heads::{settle_indicators, settle_printed};
use super::entry::ObjectiveEntry;
use super::form_areas::lent_area;
use super::found::Found;
use super::grid_scope::GridScope;
use super::in_table::InTable;
use super::measure_rows::{MeasureRow, loose_end, measure_row};
use super::objective_row::RowReader;
use super::report::RecognitionReport;
use super::row_fields::RowFields;
use super::shared_objective::further_indicator;
use super::text_doubts::text_doubt;
use super::vocabulary::ColumnRole;
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::GridRow;
use crate::raw::{Field, Words};

impl<'g> InTable<'g> {
    /// Gives a measure to the objective above.
    pub(crate) fn give_measure(&mut self, measure: MeasureRow, scope: &mut GridScope<'_, '_>) {
        let Some(above) = scope.found.entries.last_mut() else { return };
        let weight = |entry: &ObjectiveEntry| entry.objective.fields[Key::Weight].clone();
        let before = weight(above);
        scope.report.findings.extend(measure.give_to(above));
        let after = weight(above);
        if before != after {
            scope.sums.add_weight(&after);
            self.weightless = self.weightless.saturating_sub(1);
        }
    }

    /// Reports once, so that not every row does, that no column holds the service.
    fn report_service(&mut self, report: &mut RecognitionReport) {
        let Some(first) = self.head().cells.first() else { return };
        if !self.head.columns.lack_service() || self.has_reported_service {
            return;
        }
        let message = "La tabella non ha una colonna per il servizio.";
        report.findings.push(
            Diagnostic::new(Code::LooseRow, first.text.span, message)
                .hint("Ogni obiettivo ha un servizio o un titolo trasversale. Se il servizio è uno solo: --imposta \"servizio=SEGRETERIA\". Se la colonna c'è con un altro nome: --mappa \"servizio=Ufficio competente\". Se la tabella non contiene obiettivi, toglierla dal file."),
        );
        self.has_reported_service = true;
    }

    /// Keeps the first result that stands with one of several indicators.
    fn keep_target(&mut self, fields: &RowFields<'_>) {
        let result = ColumnRole::Key(Key::ExpectedResult);
        let columns = &self.head.columns;
        let mut own = fields.own.iter();
        if let Some((at, cell)) = own.find(|(at, _)| columns.get(**at).role == result) {
            let heading = columns.get(*at).heading.value.clone();
            self.target.get_or_insert_with(|| Words::new(heading, cell.text.span));
        }
    }

    /// Returns the note on a column whose values stand with each of several indicators, if those of other
    /// objectives are their expected results.
    pub(crate) fn two_places(&self, found: &Found) -> Option<Diagnostic> {
        let target = self.target.as_ref()?;
        let has_result =
            |entry: &ObjectiveEntry| entry.objective.fields[Key::ExpectedResult].is_given();
        let message = format!(
            "I valori di {} stanno con ogni indicatore negli obiettivi che ne hanno più d'uno; negli altri sono il risultato atteso.",
            quote_start(&target.value)
        );
        let mut finding = Diagnostic::new(Code::DoubtfulLine, target.span, message)
            .hint("Nessun rimedio è necessario.");
        finding.severity = Severity::Note;
        found.entries.iter().any(has_result).then_some(finding)
    }

    /// Adds the objective of a row, or one more indicator of the objective above.
    pub(crate) fn add_objective(
        &mut self,
        row: &GridRow,
        fields: &RowFields<'g>,
        scope: &mut GridScope<'_, 'g>,
    ) {
        if !scope.found.has_room(fields, scope.report) {
            return;
        }
        let columns = &self.head.columns;
        let levels = scope.context.levels;
        // Below the name of another area, a row goes on with nothing.
        let goes_on = fields.shares_description(columns)
            || self.objectives > 0 && !scope.bands.is_area_unused();
        let above = scope.found.entries.last_mut().filter(|_| goes_on);
        if above.is_some()
            && let Some(measure) = measure_row(fields, columns, &scope.context.vocabulary)
        {
            return self.give_measure(measure, scope);
        }
        let loose_end = above.as_deref().and_then(|above| loose_end(fields, columns, above));
        if fields.add_to_above(columns, above, levels.is_some()) {
            if !fields.shares_description(columns) {
                scope.report.findings.extend(fields.span().map(further_indicator));
            }
            return self.keep_target(fields);
        }
        scope.report.findings.extend(fields.repeated_description(columns));
        let service = fields.text(columns, Key::Service);
        let mut facts = scope.bands.take_facts(service);
        if columns.lack_service() {
            facts.extend(scope.found.given.service());
        }
        let mut reader = RowReader {
            columns,
            facts,
            is_literal: false,
            has_levels: levels.is_some(),
            units: &mut scope.found.units,
            report: &mut *scope.report,
        };
        let Some(mut entry) = reader.objective(fields) else { return };
        // A row without its service has been reported as a whole.
        if entry.objective.fields[Key::Service] != Field::Wrong {
            scope.report.findings.extend(loose_end);
        }
        if let Some(levels) = levels {
            let unplaced = scope.bands.declared.settle(levels);
            unplaced.into_iter().for_each(|words| scope.leave_out(words));
            let area = self.groups.column(Key::Area).cloned();
            entry.area = area.map_or(Field::Absent, Field::Given);
            let period = scope.bands.period(self.groups.column(Key::Period));
            entry.period = period.map_or(Field::Absent, Field::Given);
            scope.bands.declared.give_to(&mut entry, levels);
            scope.found.given.complete_levels(&mut entry, levels);
            settle_printed(&mut entry.objective);
        } else {
            entry.area = self.groups.area_of(row, columns, scope);
            let held = self.groups.column(Key::Area).filter(|_| scope.account.is_of_forms());
            if let (Some(held), Field::Given(area)) = (held, &entry.area)
                && held.value == area.value
            {
                scope.report.findings.extend(lent_area(fields, columns, area));
            }
            entry.period = self.groups.period_of(row, columns, scope);
            settle_indicators(&mut entry.objective);
        }
        let manager = self.groups.manager(columns, &mut scope.bands);
        entry.manager = entry.manager.or(manager);
        // A layout with levels of its own may have the service as a level.
        if levels.is_none() && entry.objective.fields[Key::Service] == Field::Wrong {
            self.report_service(scope.report);
        }
        // Added once the area is known, since a new area begins a new sum.
        scope.sums.add(&entry.area, &entry.period, &entry.objective);
        self.objectives += 1;
        self.follows_other = false;
        let has_weights =
            entry.objective.extra.iter().any(|(key, _)| key.value == Key::Weight.name());
        if !entry.objective.fields[Key::Weight].is_given() && !has_weights {
            self.weightless += 1;
        }
        scope.report.findings.extend(text_doubt(&entry));
        scope.found.entries.push(entry);
    }
}
