//! A manifest built from the plan, its sources and the files that were made.

use super::{
    AnnexFormat, ArchiveProfile, Choices, DocumentMetadata, FileExtent, Fingerprint, FormatId,
    LayoutSource, MadeFile, Manifest, PlanSource, Program, VERSION, VariedSet, totals,
};
use crate::annex::Date;
use crate::dataset::Dataset;
use crate::digest::Digest;
use crate::file_name::FileName;
use crate::model::{GivenValue, Heading, Plan};

/// Subject of a manifest: everything that was used and made.
pub struct ManifestSubject<'a> {
    /// The valid plan.
    pub plan: &'a Plan,
    /// Files of the plan, in their order: at least one.
    pub sources: Vec<PlanSource>,
    /// Layout of the files.
    pub layout: LayoutSource,
    /// Totals of the plan, and the sheets of its workbook.
    pub dataset: &'a Dataset,
    /// Day in the files' properties; `None` if there is none.
    pub date: Option<Date>,
    /// Headings of table columns that the user gave.
    pub map: &'a [Heading],
    /// Values of the plan's head that the user gave.
    pub given: &'a [GivenValue],
    /// Values of the plan's head that the plan took from an office's settings.
    pub defaults: &'a [GivenValue],
    /// Archive profile of the PDF.
    pub profile: ArchiveProfile,
    /// Version of the document.
    pub version: &'a str,
    /// Set of annexes that these vary, if any.
    pub varies: Option<&'a VariedSet>,
    /// Files in the order of their formats.
    pub files: Vec<DescribedFile>,
}

/// A file that was made, as its maker knows it.
pub struct DescribedFile {
    /// Name with extension.
    pub name: String,
    /// Format of the file.
    pub format: AnnexFormat,
    /// Length in the measure of the format.
    pub extent: FileExtent,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the file.
    pub digest: Digest,
}

/// A name that no file can have on one of the systems that offices use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedFileName(pub String);

/// Describes the files of `subject`.
///
/// # Errors
/// [`RejectedFileName`] for the first such name.
pub fn describe(subject: ManifestSubject<'_>) -> Result<Manifest, RejectedFileName> {
    let document = DocumentMetadata::of(subject.plan, subject.version);
    // The formats are one annex of the act: they share its role.
    let role = document.role();
    let mut sources = subject.sources.into_iter();
    let plan = sources.next().expect("a plan has a file");
    let made = |file: &DescribedFile| made_file(file, &role, subject.profile);
    Ok(Manifest {
        version: VERSION,
        program: Program {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        },
        choices: Choices {
            date: subject.date.as_ref().map(Choices::date_text),
            profile: subject.profile.name().to_owned(),
            // All formats asked for were made, or there would be no manifest.
            formats: subject.files.iter().map(|f| f.format.extension().to_owned()).collect(),
            sheets: subject.dataset.sheets.iter().map(|sheet| sheet.name().to_owned()).collect(),
            map: subject.map.iter().map(Choices::map_text).collect(),
            given: subject.given.iter().map(Choices::given_text).collect(),
            defaults: subject.defaults.iter().map(Choices::given_text).collect(),
        },
        totals: totals::weight_sums(subject.dataset),
        files: subject.files.iter().map(made).collect::<Result<_, _>>()?,
        plan,
        other_plans: sources.collect(),
        layout: subject.layout,
        varies: subject.varies.cloned(),
        document,
    })
}

fn made_file(
    file: &DescribedFile,
    role: &str,
    profile: ArchiveProfile,
) -> Result<MadeFile, RejectedFileName> {
    let name = FileName::try_from(file.name.clone());
    Ok(MadeFile {
        // The manifest goes to other systems, where a reserved name could not be written.
        name: name.map_err(|_| RejectedFileName(file.name.clone()))?,
        role: role.to_owned(),
        format: FormatId::of(file.format, profile),
        extent: file.extent,
        size: file.size,
        fingerprint: Fingerprint(file.digest),
    })
}
