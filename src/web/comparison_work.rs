//! Two versions of a plan that a person compares, and what the jobs make of them.

use super::made_set::{MadeSet, SetKind};
use super::work::{MadeWork, make_options};
use crate::compare::{SettledMatch, Shown};
use crate::job::{
    CompareOptions, CompareResult, ComparedPlans, JobReport, LayoutChoice, MakeOptions,
    PlanDefaults, PlanInput, PlanOptions, RevisedDocument, compare, make_comparison,
    make_revisions,
};
use crate::manifest::{AnnexFormat, VariedSet};
use std::sync::{Arc, OnceLock};

/// Layout of the annexes that show both texts side by side.
const SIDE_BY_SIDE: &str = "raffronto";
/// Sentence on annexes that cannot be made.
const REFUSED: &str = "Il testo a fronte non si può fare.";

/// Comparison on the desk. It never changes: other matches make another one, so that no tab can
/// overwrite what another one shows.
pub(super) struct ComparisonWork {
    /// Old version and new one.
    sides: Arc<[PlanInput; 2]>,
    /// Set of annexes that the old version is of, if its manifest is known.
    varies: Option<VariedSet>,
    /// Layout whose headings tables are read by, and in which revisions are printed.
    layout: LayoutChoice,
    /// Values of the plan's head that the office has set.
    defaults: PlanDefaults,
    /// Matches that the person settled.
    pub(super) settled: Vec<SettledMatch>,
    compared: OnceLock<ComparedPlans>,
}

impl ComparisonWork {
    /// Makes a work of two versions.
    pub(super) fn new(
        sides: [PlanInput; 2],
        varies: Option<VariedSet>,
        layout: LayoutChoice,
        defaults: PlanDefaults,
    ) -> Self {
        ComparisonWork {
            sides: Arc::new(told_apart(sides)),
            varies,
            layout,
            defaults,
            settled: Vec::new(),
            compared: OnceLock::new(),
        }
    }

    /// Returns the comparison of the same versions with other matches.
    pub(super) fn settled(&self, settled: Vec<SettledMatch>) -> Self {
        ComparisonWork {
            sides: self.sides.clone(),
            varies: self.varies.clone(),
            layout: self.layout.clone(),
            defaults: self.defaults.clone(),
            settled,
            compared: OnceLock::new(),
        }
    }

    /// Returns the names of both versions.
    pub(super) fn names(&self) -> [String; 2] {
        self.sides.each_ref().map(|side| side.label.clone())
    }

    /// Compares the versions, once.
    pub(super) fn compared(&self) -> &ComparedPlans {
        self.compared.get_or_init(|| self.compare())
    }

    /// Makes the annexes that show both texts side by side, for the comparison under `number`; `None` if the
    /// versions are not compared.
    pub(super) fn side_by_side(&self, number: u32, shown: Shown) -> Option<MadeSet> {
        let ComparedPlans { mut report, result } = self.compare();
        let CompareResult::Compared(comparison) = result else { return None };
        let options = MakeOptions {
            varies: self.varies.clone(),
            ..make_options(self.plan_options(), &AnnexFormat::ALL)
        };
        let layout = LayoutChoice::Named(SIDE_BY_SIDE.to_owned());
        let made = make_comparison(&comparison, shown, layout, &options, &mut report, &|_| ());
        Some(MadeSet {
            kind: SetKind::SideBySide(number),
            name: self.names().join("; "),
            made: MadeWork::of(report, made, REFUSED),
        })
    }

    /// Makes the document with revisions; `None` if the versions are not compared.
    ///
    /// # Errors
    /// The report that says why there is none.
    pub(super) fn revisions(&self) -> Option<Result<RevisedDocument, JobReport>> {
        let ComparedPlans { mut report, result } = self.compare();
        let CompareResult::Compared(comparison) = result else { return None };
        let layout = self.layout.clone();
        let made = make_revisions(&comparison, layout, &self.plan_options(), &mut report);
        Some(made.ok_or(report))
    }

    /// Compares the versions anew: files are made with a report of their own.
    fn compare(&self) -> ComparedPlans {
        let [before, after] = self.sides.each_ref().map(PlanInput::clone);
        let options = CompareOptions { plan: self.plan_options(), settled: self.settled.clone() };
        compare(before, after, self.layout.clone(), &options, &|_| ())
    }

    fn plan_options(&self) -> PlanOptions {
        PlanOptions { defaults: self.defaults.clone(), ..PlanOptions::default() }
    }
}

/// Gives two files of one name labels as of two folders: their places would look the same.
fn told_apart(mut sides: [PlanInput; 2]) -> [PlanInput; 2] {
    let [before, after] = &mut sides;
    if before.label == after.label {
        before.label = format!("prima/{}", before.label);
        after.label = format!("nuovo/{}", after.label);
    }
    sides
}
