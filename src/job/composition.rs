//! The common part of all jobs: an opened plan and a loaded layout become a composed annex.

use super::Step;
use super::glyphs::missing_glyphs;
use super::input::{OpenedFile, PlanFile, stem};
use super::layout::{LoadedLayout, SoundLayout};
use super::recognition::recognise_plan;
use super::report::{JobReport, PlanOptions};
use crate::annex::Annex;
use crate::check::check_plan;
use crate::compose::{self, Composition, compose_plan, file_name, levels};
use crate::dataset::Dataset;
use crate::diag::{Code, Diagnostic, Findings};
use crate::group::group_plan;
use crate::manifest::LayoutSource;
use crate::model::Plan;
use crate::parallel::both;
use crate::source::{SourceMap, Span};
use crate::typeset;
use crate::validate::{Validated, validate_plan};
use chrono::NaiveDate;

/// A plan without errors and its annex.
pub(super) struct ComposedPlan {
    /// The valid plan.
    pub(super) plan: Plan,
    /// The annex, ready to be rendered.
    pub(super) annex: Annex,
    /// Content of the annex as data.
    pub(super) dataset: Dataset,
    /// Name of the annex files without extension.
    pub(super) name: String,
    /// Identity of the plan's files, in their order.
    pub(super) files: Vec<PlanFile>,
    /// Layout of the annex, for the manifest.
    pub(super) layout: LayoutSource,
    /// Beginning of the layout's settings.
    pub(super) layout_place: Span,
}

/// Recognises, validates, checks and composes a plan.
///
/// Returns `None` if the plan or the layout has errors; they are in `report`.
pub(super) fn compose_and_check(
    opened: Vec<OpenedFile>,
    layout: &LoadedLayout,
    options: &PlanOptions,
    report: &mut JobReport,
    progress: &dyn Fn(Step),
) -> Option<ComposedPlan> {
    let sound = layout.sound.as_ref();
    let files: Vec<PlanFile> = opened.iter().map(|opened| opened.file.clone()).collect();
    let layout = sound.map(|sound| &sound.layout);
    let PlanOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(opened, layout, map, given, defaults, report)?;
    progress(Step::Checking);
    let JobReport { sources, findings, .. } = report;
    let Validated { plan, gaps } = validate_plan(recognised.plan, sources, findings);
    // Checks would draw conclusions from the rows that could not be read.
    if findings.has(Code::Syntax) {
        return None;
    }
    let date = options.date.or(plan.date.as_ref().map(|date| date.value));
    // A layout with errors does not spare the plan its checks: one run reports the faults of both.
    let (draft, remarks) = both(
        || sound.map(|sound| AnnexDraft::compose(&plan, sound, &stem(&files), date, sources)),
        || check_plan(&plan, &gaps, sources),
    );
    findings.extend(remarks);
    draft?.finish(plan, files, sound?, findings)
}

/// Composes a plan that was made from others and needs no checks; `stem` is the name of its files.
///
/// Returns `None` if the layout has errors; they are in `report`.
pub(super) fn compose_made(
    plan: Plan,
    files: Vec<PlanFile>,
    stem: &str,
    layout: &LoadedLayout,
    date: Option<NaiveDate>,
    report: &mut JobReport,
) -> Option<ComposedPlan> {
    let sound = layout.sound.as_ref()?;
    let draft = AnnexDraft::compose(&plan, sound, stem, date, &report.sources);
    draft.finish(plan, files, sound, &mut report.findings)
}

/// Result of composing a plan in a layout.
struct AnnexDraft {
    /// The annex and its data; `None` if a template of the layout fails.
    composition: Option<Composition>,
    /// Name of the files without extension; `None` if the template gives no valid one.
    name: Option<String>,
    /// Findings of the composer.
    findings: Findings,
    /// Findings on characters that no font of the layout can show.
    missing: Vec<Diagnostic>,
}

impl AnnexDraft {
    fn compose(
        plan: &Plan,
        sound: &SoundLayout,
        stem: &str,
        date: Option<NaiveDate>,
        sources: &SourceMap,
    ) -> Self {
        let layout = &sound.layout;
        let mut findings = Findings::default();
        let tree = group_plan(plan, &levels(layout));
        let mut composition = compose_plan(plan, &tree, layout, date, &mut findings);
        if let Some(Composition { annex, .. }) = &mut composition {
            typeset::resolve_auto_widths(annex);
        }
        let name = file_name(plan, layout, stem).map_err(|finding| findings.push(*finding)).ok();
        // An annex without a name is not made: its glyphs are of no interest.
        let complete = composition.as_ref().filter(|_| name.is_some());
        let missing = complete.map(|found| missing_glyphs(&found.annex, sources));
        let missing = missing.unwrap_or_default();
        AnnexDraft { composition, name, findings, missing }
    }

    /// Returns the composed plan, unless there are errors; adds what was found to `findings`.
    fn finish(
        self,
        plan: Plan,
        files: Vec<PlanFile>,
        sound: &SoundLayout,
        findings: &mut Findings,
    ) -> Option<ComposedPlan> {
        let AnnexDraft { composition, name, findings: complaints, missing } = self;
        findings.append(&complaints);
        let remarked = compose::dataset_findings(&plan, findings);
        findings.extend(missing);
        let (composition, name) = composition.zip(name).filter(|_| !findings.has_errors())?;
        let Composition { annex, mut dataset } = composition;
        dataset.findings = remarked;
        let (layout, layout_place) = (sound.source(), sound.layout.place);
        Some(ComposedPlan { plan, annex, dataset, name, files, layout, layout_place })
    }
}
