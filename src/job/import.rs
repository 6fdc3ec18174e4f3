//! Turns a table of another program into a plan to go on with.

use super::Step;
use super::input::{PlanInput, open_all};
use super::layout::LayoutChoice;
use super::printed_sheet::{PrintedSheets, edited_cells};
use super::recognition::recognise_plan;
use super::report::{JobReport, PlanDefaults};
use crate::check::check_plan;
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::model::{GivenValue, Heading};
use crate::plan_file::plan_yaml_with;
use crate::recognise::Recognised;
use crate::validate::{Validated, validate_plan};

/// Options of [`import`].
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Headings of table columns that the user gave.
    pub map: Vec<Heading>,
    /// Values of the plan's head that the user gave.
    pub given: Vec<GivenValue>,
    /// Values of the plan's head that an office has set, for a plan that lacks them.
    pub defaults: PlanDefaults,
    /// Name of the plan's file, for the comment at its head.
    pub target_name: String,
}

/// A plan read from a table.
pub struct ImportedPlan {
    /// Everything that was found.
    pub report: JobReport,
    /// Plan in YAML; `None` if the table cannot be read.
    pub yaml: Option<String>,
}

/// Reads a table, or several that are one plan, and writes it as a plan in YAML, with the findings
/// on that plan.
pub fn import(
    files: Vec<PlanInput>,
    layout: LayoutChoice,
    options: &ImportOptions,
    progress: &dyn Fn(Step),
) -> ImportedPlan {
    progress(Step::Reading);
    let (mut report, opened) = open_all(files);
    let layout = layout.load();
    report.add_layout(&layout);
    let printed = match &opened[..] {
        [only] => PrintedSheets::of(only),
        _ => None,
    };
    let sound = layout.sound.as_ref().map(|sound| &sound.layout);
    let ImportOptions { map, given, defaults, .. } = options;
    let recognised = recognise_plan(opened, sound, map, given, defaults, &mut report);
    let Some(Recognised { plan: raw, proposed, .. }) =
        recognised.filter(|_| !is_refused(&report.findings))
    else {
        report.finish(false);
        return ImportedPlan { report, yaml: None };
    };
    progress(Step::Checking);
    let yaml = plan_yaml_with(&raw, &proposed, &options.target_name);
    let JobReport { sources, findings, .. } = &mut report;
    let Validated { plan, gaps } = validate_plan(raw, sources, findings);
    findings.extend(check_plan(&plan, &gaps, sources));
    // Nothing tells a correction in «Piano» from one in «Dati».
    let differs = printed.iter().flat_map(|sheets| edited_cells(sheets, &plan, None, &layout));
    findings.extend(differs.map(|finding| Diagnostic { severity: Severity::Note, ..finding }));
    // A warning never stops an import: its plan is there to be mended.
    report.finish(false);
    ImportedPlan { report, yaml: Some(yaml) }
}

/// Returns `true` if errors forbid to write the plan.
fn is_refused(findings: &Findings) -> bool {
    // The user can write into the plan what is missing; what was not understood is lost.
    // Two versions of a list stand one after the other: a look shows which one to delete.
    let mendable = [Code::Missing, Code::LooseRow, Code::RepeatedPeriod];
    let refuses = |f: &Diagnostic| f.severity == Severity::Error && !mendable.contains(&f.code);
    findings.iter().any(refuses)
}
