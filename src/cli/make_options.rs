//! Options of `genera` as the job takes them.

use super::args::GenerateArgs;
use crate::job::{MakeOptions, PlanOptions};
use chrono::NaiveDate;

/// Returns what the user asked of every plan, `date` being the day for the files' properties.
pub(crate) fn make_options(args: &GenerateArgs, date: Option<NaiveDate>) -> MakeOptions {
    let mut formats = args.formats.clone();
    // «--formati docx,pdf,docx» is a set as well: the PDF comes first, and nothing twice.
    formats.sort();
    formats.dedup();
    MakeOptions {
        plan: PlanOptions { map: args.input.map.clone(), date, strict: args.input.strict },
        formats,
        profile: args.profile,
        version: args.version.clone(),
    }
}
