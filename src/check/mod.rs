//! What a valid plan may still have wrong: warnings and notes. Pure; errors were
//! found before, and what they leave open ([`Gaps`]) is no ground for a finding here.
//!
//! Every check is one file and one function from [`Context`] to findings.

mod annexes;
mod corpus;
mod cross_cutting;
mod dates;
mod italian;
mod lexicon;
mod missing;
mod periods;
mod place;
mod repeated;
mod sentences;
mod spelling;
mod titles;
mod totals;
mod twins;
mod unweighted;
mod words;

#[cfg(test)]
mod sample;

use crate::diag::Diagnostic;
use crate::model::{Gaps, Objective, Plan, Text};
use crate::source::{SourceMap, Span};
use corpus::{Corpus, Field};
use std::collections::BTreeSet;
use std::ops::Range;
use titles::Titles;
use twins::Misspelling;

/// What the checks share.
struct Context<'p> {
    plan: &'p Plan,
    gaps: &'p Gaps,
    sources: &'p SourceMap,
    corpus: Corpus,
    near_words: Vec<Vec<usize>>,
    misspellings: Vec<Misspelling>,
    titles: Titles,
    /// Wordings that a slip parts, the lower index first.
    twins: BTreeSet<(usize, usize)>,
}

impl<'p> Context<'p> {
    fn new(plan: &'p Plan, gaps: &'p Gaps, sources: &'p SourceMap) -> Self {
        let corpus = Corpus::new(plan);
        let near_words = twins::near_words(&corpus);
        let misspellings = twins::misspellings(&corpus, &near_words);
        let pairs = misspellings.iter().flat_map(|m| &m.twins);
        let twins = pairs.map(|t| (t.wrong.min(t.right), t.wrong.max(t.right))).collect();
        let titles = Titles::new(&corpus, &twins);
        Context { plan, gaps, sources, corpus, near_words, misspellings, titles, twins }
    }

    fn place(&self, text: &Text, part: Range<usize>) -> Span {
        place::place(self.sources, text, part)
    }

    /// A text of a row that has that field.
    fn text(&self, row: usize, field: Field) -> Option<&'p Text> {
        field.of(&self.plan.objectives[row])
    }

    /// Whether only a slip, reported as such, parts two wordings.
    fn are_twins(&self, a: usize, b: usize) -> bool {
        self.twins.contains(&(a.min(b), a.max(b)))
    }

    fn is_open_row(&self, row: usize) -> bool {
        self.gaps.objectives.contains(&row)
    }
}

/// The texts of a row that people read as sentences, in the order of the columns.
fn texts_of(objective: &Objective) -> impl Iterator<Item = &Text> {
    let fields = Field::ALL.into_iter().filter_map(|field| field.of(objective));
    fields.chain(objective.extra.iter().filter_map(|extra| extra.value.as_ref()))
}

/// Every warning and note about `plan`, check by check; [`crate::diag::Findings::sort`]
/// brings them into the order of the places.
///
/// `gaps` names what errors have left open, `sources` is where the plan was read from.
pub fn check_plan(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    const CHECKS: &[fn(&Context) -> Vec<Diagnostic>] = &[
        totals::check,
        repeated::check,
        periods::check,
        titles::check,
        cross_cutting::check,
        spelling::check,
        sentences::check,
        missing::check,
        dates::check,
        unweighted::check,
        annexes::check,
    ];
    let context = Context::new(plan, gaps, sources);
    CHECKS.iter().flat_map(|check| check(&context)).collect()
}
