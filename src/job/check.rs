//! Checks a plan without making anything.

use super::Step;
use super::composition::compose_and_check;
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
    progress(Step::Reading);
    let (mut report, opened) = open_all(files);
    let layout = layout.load();
    report.add_layout(&layout);
    let composed = compose_and_check(opened, &layout, options, &mut report, progress);
    if let Some(composed) = composed {
        // Only the renderers know what a format cannot hold: a plan that passes here can be written.
        progress(Step::Rendering);
        render_annex(&composed, &AnnexFormat::ALL, ArchiveProfile::default(), &mut report);
    }
    report.finish(options.strict);
    report
}
