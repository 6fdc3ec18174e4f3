//! The ways through the house, one screen each: [`make`], [`check`], [`import`], [`compare`],
//! [`make_achievement`], [`distribute`], [`gather`], [`verify`].
//!
//! A job takes bytes, names and plain options, and returns values. It prints nothing, writes no
//! file and knows no exit code, so that a command line and a web page can share it.

mod account;
mod achievement;
mod achievement_charts;
mod check;
mod compare;
mod complaints;
mod composition;
mod defaults;
mod distribution;
mod example;
mod files;
mod gathered_text;
mod gathering;
mod given;
mod glyphs;
mod import;
mod input;
mod layout;
mod layout_check;
mod loaded_plan;
mod make;
mod open;
mod printed_sheet;
mod recognition;
mod rendering;
mod replacement;
mod report;
mod returned_files;
mod revisions;
mod sent_set;
mod update;
mod update_edits;
mod update_lists;
mod update_values;
mod verify;

pub use crate::collect::KnownResults;
pub use crate::recognise::{RecognisedColumn, RecognisedHead, RecognisedTable};
pub use account::{AccountEntry, AccountSection, ComparisonAccount};
pub use achievement::{AchievementInput, AchievementOptions, make_achievement};
pub use check::{check, check_quickly};
pub use compare::{
    CompareOptions, CompareResult, ComparedPlans, PlanComparison, compare, make_comparison,
};
pub use distribution::{Distribution, DistributionOptions, HandedFile, distribute};
pub use files::{FileStore, read_cause};
pub use gathered_text::GatheredText;
pub use gathering::{Gathering, GatheringAccount, RecipientAccount, gather};
pub use import::{ImportOptions, ImportedPlan, import};
pub use input::{PlanFile, PlanInput};
pub use layout::{LayoutChoice, LoadedLayout, SoundLayout};
pub use layout_check::check_layout;
pub use make::{AnnexSet, MadePlan, MakeOptions, MakeResult, make};
pub use open::{Opened, PlanFormat, TableFile, open, read_plan};
pub use rendering::{CellOfPage, RenderedFile};
pub use replacement::{
    FileAtRisk, ReplacementRisk, digests_at_risk, files_at_risk, varied_at_risk, varies_itself,
};
pub use report::{JobReport, PlanDefaults, PlanOptions, TablesOfFile};
pub use revisions::{RevisedDocument, make_revisions};
pub use sent_set::{PlanOfSetError, is_manifest, plan_of_set};
pub use update::{PlanText, UpdateResult, UpdatedPlan, update};
pub use verify::{
    CAUTION, JudgedFile, SentFile, Verification, VerifyListener, VerifyOptions, label_cells,
    reason_words, verdict_words, verify,
};

/// Stage of a job, for a progress line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading the plan and the layout.
    Reading,
    /// Validating, checking and composing.
    Checking,
    /// Rendering the formats.
    Rendering,
    /// Comparing a returned file with the file that was sent, or two plans.
    Comparing,
    /// Writing the files.
    Writing,
}
