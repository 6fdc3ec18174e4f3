//! Document of the new plan with what differs from the old one as revisions.

use super::compare::PlanComparison;
use super::complaints::complaints;
use super::composition::{ComposedPlan, compose_made};
use super::input::{PlanFile, stem};
use super::layout::LayoutChoice;
use super::report::{JobReport, PlanOptions};
use crate::diag::Findings;
use crate::model::Plan;
use crate::render::docx::docx_with_revisions;

/// End of the name of a document with revisions.
const ENDING: &str = "-revisioni.docx";

/// Document with revisions, ready to be written.
pub struct RevisedDocument {
    /// Name of the file.
    pub name: String,
    /// All bytes of the file.
    pub bytes: Vec<u8>,
}

/// Makes the document of the new plan, in which Word and LibreOffice show what changed, to be
/// accepted or refused.
///
/// Returns `None` if the layout has errors, or a document cannot hold the annex; `report` says why.
pub fn make_revisions(
    comparison: &PlanComparison,
    layout: LayoutChoice,
    options: &PlanOptions,
    report: &mut JobReport,
) -> Option<RevisedDocument> {
    let PlanComparison { before, after, files: [old, new], .. } = comparison;
    let layout = layout.load();
    // What was found in both plans has been reported, and stood in the way of nothing.
    report.findings = Findings::default();
    report.add_layout(&layout);
    let mut composed = |plan: &Plan, file: &PlanFile| -> Option<ComposedPlan> {
        let date = options.date.or(plan.date.as_ref().map(|date| date.value));
        let files = vec![file.clone()];
        let stem = stem(&files);
        compose_made(plan.clone(), files, &stem, &layout, date, report)
    };
    let (before, after) = (composed(before, old)?, composed(after, new)?);
    match docx_with_revisions(&before.annex, &after.annex) {
        Ok(bytes) => Some(RevisedDocument { name: after.name + ENDING, bytes }),
        Err(error) => {
            let found = complaints(error, after.layout_place, &report.sources);
            report.findings.extend(found);
            None
        }
    }
}
