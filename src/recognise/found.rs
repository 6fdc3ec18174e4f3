//! Everything found in the tables of a file, and the plan made of it.

use super::RecognitionHints;
use super::area_doubts::DoubtedAreas;
use super::assembly;
use super::cell_value::WeightUnits;
use super::dotted_heads::amount_fields;
use super::entry::ObjectiveEntry;
use super::given_names::GivenNames;
use super::group_outline;
use super::group_statements::{self, GroupStatement};
use super::heads_found::HeadsFound;
use super::numbering;
use super::period_years;
use super::plan_names::PlanNames;
use super::repeated_sheets::{SheetStart, repeated_sheets};
use super::report::RecognitionReport;
use super::row_fields::RowFields;
use super::statement_rows;
use super::weight_doubts::small_among_large;
use crate::diag::{Code, Diagnostic, Findings, Severity, too_much};
use crate::italian::units::POINTS;
use crate::model::Key;
use crate::office::Grid;
use crate::office::limits::MOST_CELLS;
use crate::raw::{Field, RawPlan, Words};
use crate::source::Span;

/// Objectives in all tables of a file: no body's plan has a tenth of it.
const MOST_OBJECTIVES: usize = 30_000;

/// Totals that one note points at: more are the same once again.
const MOST_PLACES: usize = 20;

/// Findings of all grids so far.
#[derive(Default)]
pub(super) struct Found {
    /// Title and body of the plan.
    pub names: PlanNames,
    /// Names that the user gives.
    pub given: GivenNames,
    /// Names of areas that were doubted.
    pub doubted: DoubtedAreas,
    /// Sheets in their order.
    pub sheets: Vec<SheetStart>,
    /// Objectives in the order of their rows.
    pub entries: Vec<ObjectiveEntry>,
    /// Texts and totals of groups that «Leggimi» states.
    pub groups: Vec<GroupStatement>,
    /// Units that the cells of weights state.
    pub units: WeightUnits,
    /// Heads and their headings.
    pub heads: HeadsFound,
    /// Cells of totals whose formulas have no result in the file.
    pub unchecked_totals: Vec<Span>,
    /// Names of the sheets of our workbook that are computed from the others.
    pub derived: Vec<Words>,
    /// `true` if «Dati» was read beside «Leggimi», which has all levels that are not the usual ones.
    pub is_literal: bool,
    /// Cells that rows took over from merged cells above them.
    merged_cells: usize,
    /// `true` once a limit was exceeded, which a finding reports.
    pub is_full: bool,
}

impl Found {
    /// Returns `true` if one more objective is within the limits, else reports that it is not.
    pub(crate) fn has_room(
        &mut self,
        fields: &RowFields<'_>,
        report: &mut RecognitionReport,
    ) -> bool {
        // A merged cell over thousands of rows is copied for each: a small file could fill
        // the memory that way.
        self.merged_cells += fields.merged.len();
        if self.entries.len() < MOST_OBJECTIVES && self.merged_cells <= MOST_CELLS {
            return true;
        }
        if let Some(place) = fields.span() {
            let message =
                format!("La tabella ha più di {MOST_OBJECTIVES} obiettivi, o troppe celle unite.");
            report.findings.push(too_much(place, message));
        }
        self.is_full = true;
        false
    }

    /// Completes `plan` with everything found; `None`, with a finding, if there is no objective.
    pub(crate) fn into_plan(
        mut self,
        mut plan: RawPlan,
        grids: &[Grid],
        hints: &RecognitionHints<'_>,
        report: &mut RecognitionReport,
    ) -> Option<RawPlan> {
        if self.heads.count > 0 {
            // Without any head, one finding about it says more than many about stray lines.
            report.release();
        }
        if self.entries.is_empty() {
            report.findings.push(self.heads.no_objectives(plan.span));
            return None;
        }
        let is_ours = self.names.is_ours;
        // Known only now, title and body still come first in the account.
        self.names.give_to(&mut plan, grids, &hints.file, report);
        std::mem::take(&mut self.given).settle(&mut self.entries, report);
        self.settle_unit(&mut plan, report);
        // «Leggimi» has the levels word for word; those of the layout are second best.
        let levels = hints.levels;
        if plan.levels.is_none() && !self.is_literal {
            plan.levels = levels.map(|l| group_outline::levels(l, &self.entries, plan.span));
        }
        if plan.fields.is_empty() {
            plan.fields = amount_fields(self.entries.iter().map(|entry| &entry.objective));
        }
        if plan.levels.is_none() {
            report.findings.extend(repeated_sheets(&self.entries, &self.sheets));
        }
        let weights =
            self.entries.iter().filter_map(|entry| match &entry.objective.fields[Key::Weight] {
                Field::Given(words) => Some(words),
                _ => None,
            });
        let weights: Vec<&Words> = weights.collect();
        // Our own cells hold what they mean.
        if !is_ours {
            let small = small_among_large(&weights, &report.findings);
            report.findings.extend(small);
        }
        // «Dati» has a column for those of areas and another for those of objectives.
        let has_levels = levels.is_some() && !is_ours;
        let managers = numbering::settle_managers(&mut self.entries, has_levels, is_ours);
        let numbers = numbering::settle_numbers(&mut self.entries, &mut report.count);
        report.lines.extend(numbers.into_iter().chain(managers).map(str::to_owned));
        report.findings.extend(period_years::settle_years(&mut self.entries));
        if !self.groups.is_empty() {
            let levels = plan.levels.as_deref();
            report.lines.extend(statement_rows::gather(&mut self.entries, levels));
            statement_rows::follow(&mut self.groups, &self.entries, levels);
        }
        assembly::assemble(&mut plan, self.entries);
        // Statements name groups by their rows, so the groups must exist before.
        let unplaced = group_statements::attach(&mut plan, self.groups);
        report.findings.extend(unplaced.iter().map(group_statements::no_group));
        report.unplaced.extend(unplaced.iter().flat_map(GroupStatement::said));
        Some(plan)
    }

    /// Returns `true` for a sheet of our workbook that is computed from the others: its cells say nothing of
    /// their own.
    pub(crate) fn is_derived(&self, grid: &Grid) -> bool {
        self.derived.iter().any(|name| grid.name.as_ref().is_some_and(|own| own.span == name.span))
    }

    /// Reports totals without a result once, in place of the reader's error on each: a total does
    /// not enter the plan, so that nothing is lost.
    pub(crate) fn report_unchecked_totals(&self, findings: &mut Findings) {
        let Some((first, others)) = self.unchecked_totals.split_first() else { return };
        let message = "La formula di questo totale non ha un risultato nel file: il totale scritto non si è potuto controllare.";
        let mut finding = Diagnostic::new(Code::SourceTotal, *first, message)
            .hint("Nessun rimedio è necessario: il piano calcola i totali da sé. Per controllarli, aprire il file con Excel o LibreOffice e salvarlo di nuovo.");
        for other in others.iter().take(MOST_PLACES) {
            finding = finding.also(*other, "anche questo");
        }
        finding.severity = Severity::Note;
        findings.push(finding);
    }

    /// Sets the unit of weights to points if all weights state it, or a head does.
    fn settle_unit(&self, plan: &mut RawPlan, report: &mut RecognitionReport) {
        if plan.weights.unit != Field::Absent {
            return;
        }
        // A single cell in points among percentages is a mistake in one cell, not the unit of the
        // plan.
        let place: Option<Span> = self.units.points().or(self.heads.in_points);
        if self.units.points().is_none()
            && let (Some(points), Some(others)) = (self.heads.in_points, self.heads.in_no_points)
        {
            report.findings.push(mixed_units(points, others));
        }
        if let Some(place) = place {
            plan.weights.unit = Field::Given(Words::new(POINTS.key.to_owned(), place));
            report.lines.push("I pesi sono in punti.".to_owned());
        }
    }
}

/// Returns the finding on a table in points beside one whose weights may be percentages.
fn mixed_units(points: Span, others: Span) -> Diagnostic {
    let message = "In questa tabella i pesi sono punti, in un'altra dello stesso file no: nel piano contano tutti come punti.";
    Diagnostic::new(Code::DoubtfulNumber, points, message)
        .also(others, "qui i pesi non sono detti punti")
        .hint("Scrivere i pesi di tutte le tabelle nella stessa unità, con la stessa intestazione.")
}
