//! What a valid plan may still have wrong: warnings and notes. Pure; errors were
//! found before, and what they leave open ([`Gaps`]) is no ground for a finding here.
//!
//! Every check is one file and one function from `Basis` or `Context` to findings.

mod annexes;
mod area_names;
mod classes;
mod corpus;
mod cross_cutting;
mod dates;
mod glued;
mod italian;
mod lexicon;
mod missing;
mod periods;
mod place;
mod repeated;
mod sentences;
mod spelling;
mod stated;
mod titles;
mod totals;
mod twins;
mod unweighted;
mod words;

#[cfg(test)]
mod tests;

use crate::diag::Diagnostic;
use crate::model::{DatumValue, Gaps, Objective, Plan, Text};
use crate::source::{SourceMap, Span};
use classes::Classes;
use corpus::{Corpus, Field};
use glued::Glued;
use std::ops::{Deref, Range};
use titles::Titles;
use twins::Misspelling;

/// What every check sees.
#[derive(Clone, Copy)]
struct Basis<'p> {
    plan: &'p Plan,
    gaps: &'p Gaps,
    sources: &'p SourceMap,
}

impl<'p> Basis<'p> {
    fn place(&self, text: &Text, part: Range<usize>) -> Span {
        place::place(self.sources, text, part)
    }

    /// A text of a row that has that field.
    fn text(&self, row: usize, field: Field) -> Option<&'p Text> {
        field.of(&self.plan.objectives[row])
    }

    fn is_open_row(&self, row: usize) -> bool {
        self.gaps.objectives.contains(&row)
    }
}

/// What the checks share that hold texts against each other.
struct Context<'p> {
    basis: Basis<'p>,
    corpus: Corpus,
    near_words: Vec<Vec<usize>>,
    misspellings: Vec<Misspelling>,
    glued: Vec<Glued>,
    /// Wordings; those that only a slip parts, reported as such, count as one.
    wordings: Classes,
    titles: Titles,
}

impl<'p> Deref for Context<'p> {
    type Target = Basis<'p>;

    fn deref(&self) -> &Basis<'p> {
        &self.basis
    }
}

impl<'p> Context<'p> {
    fn new(basis: Basis<'p>) -> Self {
        let plan = basis.plan;
        let corpus = Corpus::new(plan);
        let near_words = twins::near_words(&corpus);
        let misspellings = twins::misspellings(&corpus, &near_words);
        let glued = glued::glued(plan, &corpus);
        let mut wordings = Classes::new(corpus.wordings.len());
        let slips = misspellings.iter().flat_map(|m| &m.twins).map(|t| (t.wrong, t.right));
        for (a, b) in slips.chain(glued.iter().map(|pair| (pair.glued, pair.parted))) {
            wordings.join(a, b);
        }
        let titles = Titles::new(&corpus, &wordings);
        Context { basis, corpus, near_words, misspellings, glued, wordings, titles }
    }
}

/// The texts of a row that people read as sentences, in the order of the columns.
fn texts_of(objective: &Objective) -> impl Iterator<Item = &Text> {
    let fields = Field::ALL.into_iter().filter_map(|field| field.of(objective));
    let indicators = objective.indicators.iter();
    let own = objective.extra.iter().chain(indicators.clone().flat_map(|i| &i.extra));
    let words = own.flat_map(|extra| extra.values.all()).filter(|d| d.value == DatumValue::Text);
    let words = words.map(|datum| &datum.written);
    fields.chain(indicators.skip(1).map(|indicator| &indicator.text)).chain(words)
}

/// The most places besides the first that a finding shows.
const MOST_PLACES: usize = 12;

/// `finding` with further places of the same kind: all of them, or the first dozen and
/// how many there are besides.
fn with_places(
    finding: Diagnostic,
    spans: impl IntoIterator<Item = Span>,
    note: &str,
) -> Diagnostic {
    let mut spans = spans.into_iter();
    let finding = spans.by_ref().take(MOST_PLACES).fold(finding, |f, span| f.also(span, note));
    match spans.count() {
        0 => finding,
        1 => finding.hint("Un altro punto non è mostrato."),
        more => finding.hint(format!("Altri {more} punti non sono mostrati.")),
    }
}

/// Every warning and note about `plan`, check by check; [`crate::diag::Findings::sort`]
/// brings them into the order of the places.
///
/// `gaps` names what errors have left open, `sources` is where the plan was read from.
pub fn check_plan(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    [check_each(plan, gaps, sources), check_across(plan, gaps, sources)].concat()
}

/// The part of [`check_plan`] that does not hold the texts of objectives against each other.
pub fn check_each(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    const CHECKS: &[fn(&Basis) -> Vec<Diagnostic>] = &[
        totals::check,
        stated::check,
        periods::check,
        area_names::check,
        missing::check,
        dates::check,
        unweighted::check,
        annexes::check,
    ];
    let basis = Basis { plan, gaps, sources };
    CHECKS.iter().flat_map(|check| check(&basis)).collect()
}

/// The other part, which takes longer.
pub fn check_across(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    const CHECKS: &[fn(&Context) -> Vec<Diagnostic>] = &[
        repeated::check,
        titles::check,
        cross_cutting::check,
        spelling::check,
        glued::check,
        sentences::check,
    ];
    let context = Context::new(Basis { plan, gaps, sources });
    CHECKS.iter().flat_map(|check| check(&context)).collect()
}
