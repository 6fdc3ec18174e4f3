//! Options of `genera` as the job takes them.

use super::args::{GenerateArgs, PlanArgs};
use super::office::Office;
use crate::job::{MakeOptions, PlanOptions};
use crate::manifest::AnnexFormat;
use chrono::NaiveDate;

/// Returns what the user asked of every plan, `date` being the day for the files' properties.
pub(crate) fn make_options(
    args: &GenerateArgs,
    office: &Office,
    date: Option<NaiveDate>,
) -> MakeOptions {
    MakeOptions {
        plan: plan_options(&args.input, office, date),
        formats: formats_to_make(&args.formats),
        profile: args.profile.unwrap_or_default(),
        version: args.version.clone(),
        varies: None,
    }
}

/// Returns the formats that the user named, in their usual order; all if there are none.
pub(crate) fn formats_to_make(named: &[AnnexFormat]) -> Vec<AnnexFormat> {
    let mut formats = named.to_vec();
    if formats.is_empty() {
        formats.extend(AnnexFormat::ALL);
    }
    // «--formati docx,pdf,docx» is a set as well: the PDF comes first, and nothing twice.
    formats.sort();
    formats.dedup();
    formats
}

/// Returns what the user asked of the reading of a plan.
pub(crate) fn plan_options(
    args: &PlanArgs,
    office: &Office,
    date: Option<NaiveDate>,
) -> PlanOptions {
    PlanOptions {
        map: args.map.clone(),
        given: args.given.values(),
        defaults: office.defaults(),
        date,
        strict: args.strict,
    }
}
