//! Checks a plan without making anything.

use super::Step;
use super::composition::{ComposedPlan, compose_and_check};
use super::input::{PlanInput, open_all};
use super::layout::LayoutChoice;
use super::rendering::render_annex;
use super::report::{JobReport, PlanOptions};
use crate::manifest::{AnnexFormat, ArchiveProfile};

/// Checks a plan, and renders its annexes to find what the formats cannot hold: the findings are
/// those of [`make`](super::make()).
pub fn check(
    files: Vec<PlanInput>,
    layout: LayoutChoice,
    options: &PlanOptions,
    progress: &dyn Fn(Step),
) -> JobReport {
    let (mut report, composed) = check_composed(files, layout, options, progress);
    if let Some(composed) = composed {
        // Only the renderers know what a format cannot hold: a plan that passes here can be written.
        progress(Step::Rendering);
        render_annex(&composed, &AnnexFormat::ALL, ArchiveProfile::default(), &mut report);
    }
    report.finish(options.strict);
    report
}

/// Checks a plan but for what the renderers alone know: quick enough for every pause in typing.
pub fn check_quickly(
    files: Vec<PlanInput>,
    layout: LayoutChoice,
    options: &PlanOptions,
) -> JobReport {
    let (mut report, _) = check_composed(files, layout, options, &|_| ());
    report.finish(options.strict);
    report
}

fn check_composed(
    files: Vec<PlanInput>,
    layout: LayoutChoice,
    options: &PlanOptions,
    progress: &dyn Fn(Step),
) -> (JobReport, Option<ComposedPlan>) {
    progress(Step::Reading);
    let (mut report, opened) = open_all(files);
    let layout = layout.load();
    report.add_layout(&layout);
    let composed = compose_and_check(opened, &layout, options, &mut report, progress);
    (report, composed)
}
