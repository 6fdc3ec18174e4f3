//! State of one composition: a plan, its layout, and indexes of the plan.

use super::texts::LayoutTexts;
use crate::layout::Layout;
use crate::model::{GroupFacts, Objective, Plan, Values};
use crate::source::Span;
use std::collections::{BTreeSet, HashMap};

/// Composer of the parts of one annex; each file of this room adds the methods of its part.
pub(super) struct Composer<'a> {
    pub plan: &'a Plan,
    pub layout: &'a Layout,
    pub texts: LayoutTexts<'a>,
    /// Texts of the plan's own groups, by the first objective of each: of two years of an account of
    /// results it has the same place in the source.
    facts: HashMap<usize, Vec<&'a GroupFacts>>,
    /// Years for which columns are repeated.
    pub years: BTreeSet<u16>,
    /// `true` if the plan states weights year by year.
    pub weights_by_year: bool,
    /// Index of each objective by its place; `None` if the layout asks for no identities.
    pub numbers: Option<HashMap<Span, usize>>,
}

// Hash maps are safe here although the files must be the same in every run: both maps are only
// looked up, never walked, so their order reaches nothing.
impl<'a> Composer<'a> {
    pub(crate) fn new(plan: &'a Plan, layout: &'a Layout) -> Self {
        Composer {
            plan,
            layout,
            texts: LayoutTexts::new(plan, layout),
            facts: facts(plan),
            years: years(plan),
            weights_by_year: !plan.weight_years().is_empty(),
            numbers: layout.identities.then(|| numbers(plan)),
        }
    }

    /// Returns the texts of the plan's own groups that begin with one of these objectives.
    pub(crate) fn facts_of(&self, objectives: &[&Objective]) -> Vec<&'a GroupFacts> {
        let found = objectives.iter().filter_map(|own| self.facts.get(&identity(own)));
        found.flatten().copied().collect()
    }
}

/// Returns the identity of an objective of the plan.
fn identity(objective: &Objective) -> usize {
    std::ptr::from_ref(objective).addr()
}

fn facts(plan: &Plan) -> HashMap<usize, Vec<&GroupFacts>> {
    let mut facts: HashMap<_, Vec<_>> = HashMap::new();
    let has_text = |group: &&GroupFacts| group.premise.is_some() || group.closing.is_some();
    let with_objectives = plan.groups.iter().filter(|group| group.place.is_none());
    for group in with_objectives.filter(has_text) {
        if let Some(first) = plan.objectives.get(group.objectives.start) {
            facts.entry(identity(first)).or_default().push(group);
        }
    }
    facts
}

fn numbers(plan: &Plan) -> HashMap<Span, usize> {
    plan.objectives.iter().enumerate().map(|(i, objective)| (objective.span, i)).collect()
}

/// Returns the years that a plan covers, or else those of its values.
fn years(plan: &Plan) -> BTreeSet<u16> {
    if !plan.years.is_empty() {
        return plan.years.clone();
    }
    let own = plan.objectives.iter().flat_map(|objective| &objective.extra);
    let indicators = plan.objectives.iter().flat_map(|objective| &objective.indicators);
    let all = own.chain(indicators.flat_map(|indicator| &indicator.extra));
    all.flat_map(|extra| match &extra.values {
        Values::ByYear(years) => years.keys().copied().collect(),
        _ => Vec::new(),
    })
    .collect()
}
