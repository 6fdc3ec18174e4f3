//! Makes the annexes of a plan and their manifest.

use super::Step;
use super::composition::{ComposedPlan, compose_and_check};
use super::input::{PlanFile, PlanInput, open_all};
use super::layout::LayoutChoice;
use super::rendering::{RenderedFile, render_annex};
use super::report::{JobReport, PlanOptions};
use crate::file_name::FileName;
use crate::manifest::{
    self, AnnexFormat, ArchiveProfile, DescribedFile, Manifest, ManifestSubject, PlanSource,
    RejectedFileName, VariedSet, describe,
};
use crate::model::GivenValue;

/// Options of [`make`].
#[derive(Clone, Debug)]
pub struct MakeOptions {
    /// Options on the plan.
    pub plan: PlanOptions,
    /// Formats to make, each once, in their usual order.
    pub formats: Vec<AnnexFormat>,
    /// Archive profile of the PDF.
    pub profile: ArchiveProfile,
    /// Version of the document, for the manifest.
    pub version: String,
    /// Set of annexes that these vary, for the manifest; `None` if they vary none.
    pub varies: Option<VariedSet>,
}

/// Findings on a plan and the set made from it.
pub struct MadePlan {
    /// Everything that was found.
    pub report: JobReport,
    /// The set, or why there is none.
    pub result: MakeResult,
}

/// Result of making the annexes of a plan.
pub enum MakeResult {
    /// All files, ready to be written.
    Made(Box<AnnexSet>),
    /// The report holds errors.
    Refused,
    /// The layout's template gave a name that no file can have.
    BadName(String),
}

/// The files of a plan in memory.
pub struct AnnexSet {
    /// Name of the files without extension.
    pub name: String,
    /// Annexes in the order of the formats.
    pub files: Vec<RenderedFile>,
    /// Manifest of the annexes.
    pub manifest: Manifest,
}

impl AnnexSet {
    /// Returns the name of the manifest.
    pub fn manifest_name(&self) -> String {
        self.name.clone() + manifest::ENDING
    }
}

/// Makes the annexes of the plan in `files`: one as a rule, or several that are one plan.
pub fn make(
    files: Vec<PlanInput>,
    layout: LayoutChoice,
    options: &MakeOptions,
    progress: &dyn Fn(Step),
) -> MadePlan {
    progress(Step::Reading);
    let (mut report, opened) = open_all(files);
    let layout = layout.load();
    report.add_layout(&layout);
    let composed = compose_and_check(opened, &layout, &options.plan, &mut report, progress);
    let Some(composed) = composed else {
        report.recognition.clear();
        report.finish(options.plan.strict);
        return MadePlan { report, result: MakeResult::Refused };
    };
    progress(Step::Rendering);
    let rendered = render_annex(&composed, &options.formats, options.profile, &mut report);
    report.finish(options.plan.strict);
    let result = match rendered {
        // With `strict`, a word that a column breaks has become an error after all files were made.
        Some(files) if !report.findings.has_errors() => {
            annex_set(composed, files, options, &report.defaults)
        }
        _ => MakeResult::Refused,
    };
    MadePlan { report, result }
}

/// Puts the rendered files and their manifest together.
pub(super) fn annex_set(
    composed: ComposedPlan,
    files: Vec<RenderedFile>,
    options: &MakeOptions,
    defaults: &[GivenValue],
) -> MakeResult {
    let name = composed.name.clone();
    match describe(subject(&composed, &files, options, defaults)) {
        Ok(manifest) => MakeResult::Made(Box::new(AnnexSet { name, files, manifest })),
        Err(RejectedFileName(name)) => MakeResult::BadName(name),
    }
}

/// Returns everything that the manifest records.
fn subject<'a>(
    composed: &'a ComposedPlan,
    files: &[RenderedFile],
    options: &'a MakeOptions,
    defaults: &'a [GivenValue],
) -> ManifestSubject<'a> {
    let ComposedPlan { plan, annex, dataset, name, files: sources, layout, .. } = composed;
    let described = |rendered: &RenderedFile| DescribedFile {
        name: rendered.name(name),
        format: rendered.format,
        extent: rendered.extent,
        size: rendered.bytes.len() as u64,
        digest: rendered.digest,
    };
    let source = |file: &PlanFile| PlanSource {
        // A name that only this system allows would make the manifest invalid elsewhere.
        name: file.name.clone().and_then(|name| FileName::try_from(name).ok()),
        size: file.size,
        sha256: file.digest,
    };
    ManifestSubject {
        plan,
        sources: sources.iter().map(source).collect(),
        layout: layout.clone(),
        dataset,
        date: annex.meta.date,
        map: &options.plan.map,
        given: &options.plan.given,
        defaults,
        profile: options.profile,
        version: &options.version,
        varies: options.varies.as_ref(),
        files: files.iter().map(described).collect(),
    }
}
