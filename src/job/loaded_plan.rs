//! Plan that was read from a file, to be compared with another one.

use super::input::{PlanFile, PlanInput};
use super::layout::LoadedLayout;
use super::open::{Opened, PlanFormat};
use super::printed_sheet::{PrintedSheets, edited_cells};
use super::recognition::recognise_by_levels;
use super::report::{JobReport, PlanOptions};
use crate::compare::{PlanChanges, TableSide, stated_by_table, take_assessment, take_unplaced};
use crate::diag::Diagnostic;
use crate::model::{Key, Level, LevelHead, Plan};
use crate::raw::RawPlan;
use crate::recognise::Recognised;
use crate::source::FileId;
use crate::validate::validate_plan;
use std::collections::BTreeSet;

/// Plan that was read, as it was written and as it is valid.
pub(super) struct LoadedPlan {
    /// Identity of the file.
    pub(super) file: PlanFile,
    /// Text of the file.
    pub(super) source: FileId,
    pub(super) raw: RawPlan,
    pub(super) plan: Plan,
    /// `true` for a plan in YAML or JSON.
    is_plan: bool,
    /// `true` if the file states the rules of its plan.
    pub(super) states_rules: bool,
    /// Keys of what the file says of groups that are not found.
    unplaced: BTreeSet<Key>,
    /// Sheets of our own workbook that the plan is not read from.
    printed: Option<PrintedSheets>,
}

impl LoadedPlan {
    /// Reads and validates both versions of a plan.
    pub(super) fn load_both(
        [before, after]: [PlanInput; 2],
        layout: &LoadedLayout,
        options: &PlanOptions,
        report: &mut JobReport,
    ) -> [Option<Self>; 2] {
        let is_table = |file: &PlanInput| matches!(file.format, PlanFormat::Table(_));
        // The plan itself comes first: it says by which levels its table is grouped. Both are read before the
        // first that failed ends the job: one run reports all.
        if is_table(&before) && !is_table(&after) {
            let after = Self::load(after, layout, options, report);
            [Self::load_version(before, after.as_ref(), layout, options, report), after]
        } else {
            let before = Self::load(before, layout, options, report);
            let after = Self::load_version(after, before.as_ref(), layout, options, report);
            [before, after]
        }
    }

    /// Reads and validates a plan; `None`, with a finding, if it cannot be read.
    pub(super) fn load(
        file: PlanInput,
        layout: &LoadedLayout,
        options: &PlanOptions,
        report: &mut JobReport,
    ) -> Option<Self> {
        Self::load_version(file, None, layout, options, report)
    }

    /// Reads a plan of which `known` is another version.
    fn load_version(
        file: PlanInput,
        known: Option<&Self>,
        layout: &LoadedLayout,
        options: &PlanOptions,
        report: &mut JobReport,
    ) -> Option<Self> {
        let source = report.sources.next_start().file();
        let opened = file.open(report);
        let file = opened.file.clone();
        let printed = PrintedSheets::of(&opened);
        let is_plan = matches!(opened.content, Some(Opened::Plan(_)));
        let layout = layout.sound.as_ref().map(|sound| &sound.layout);
        let PlanOptions { map, given, defaults, .. } = options;
        let context = (layout, known.and_then(Self::own_levels));
        let found = recognise_by_levels(vec![opened], context, (map, given), defaults, report);
        let Recognised { plan: raw, unplaced, .. } = found?;
        let JobReport { sources, findings, .. } = report;
        let plan = validate_plan(raw.clone(), sources, findings).plan;
        let states_rules = is_plan || raw.states_rules();
        Some(LoadedPlan { file, source, raw, plan, is_plan, states_rules, unplaced, printed })
    }

    /// Returns the levels of the plan's own, without words around their names.
    fn own_levels(&self) -> Option<Vec<LevelHead>> {
        let (before, after) = (String::new(), String::new());
        let level = |level: &Level| LevelHead {
            name: level.name().to_owned(),
            before: before.clone(),
            after: after.clone(),
        };
        let levels = &self.plan.levels;
        (*levels != Level::DEFAULT).then(|| levels.iter().map(level).collect())
    }

    /// Returns the findings on sheets of our own workbook that say neither what the plan says, nor what the
    /// `other` version does.
    pub(super) fn edited_cells(
        &self,
        other: &LoadedPlan,
        layout: &LoadedLayout,
    ) -> Vec<Diagnostic> {
        let edited = |printed| edited_cells(printed, &self.plan, Some(&other.plan), layout);
        self.printed.as_ref().map(edited).unwrap_or_default()
    }

    /// Returns the changes that the file of this plan, which is on that side of them, states, and the names of
    /// what it does not state: only a plan in YAML or JSON has the rule that judges results.
    pub(super) fn stated(
        &self,
        mut changes: PlanChanges,
        side: TableSide,
    ) -> (PlanChanges, Vec<String>) {
        let rule = if self.is_plan { None } else { take_assessment(&mut changes) };
        let (changes, absent) = if self.states_rules {
            let lost = take_unplaced(&mut changes, &self.unplaced, side);
            (changes, lost)
        } else {
            stated_by_table(changes, &self.plan, side)
        };
        (changes, rule.into_iter().chain(absent).collect())
    }
}
