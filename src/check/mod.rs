//! Checks of a valid plan: warnings and notes.
//!
//! Every check is one file and one function from `Basis` or `Context` to findings. Parts of a
//! plan that errors have left open ([`Gaps`]) cause no finding here.

mod annexes;
mod area_names;
mod classes;
mod codes;
mod corpus;
mod cross_cutting;
mod dates;
mod glued_words;
mod letter_errors;
mod lexicon;
mod missing;
mod near_texts;
mod periods;
mod printed_totals;
mod repeated;
mod sentences;
mod source_span;
mod spelling;
mod titles;
mod tokens;
mod totals;
mod unweighted;
mod year_spans;

#[cfg(test)]
mod tests;

use crate::diag::Diagnostic;
use crate::model::{DatumValue, Gaps, Objective, Plan, Text};
use crate::source::{SourceMap, Span};
use classes::Classes;
use corpus::{ComparedField, Corpus};
use glued_words::Glued;
use near_texts::Misspelling;
use std::ops::{Deref, Range};
use titles::Titles;

/// Input of every check.
#[derive(Clone, Copy)]
struct Basis<'p> {
    plan: &'p Plan,
    gaps: &'p Gaps,
    sources: &'p SourceMap,
}

impl<'p> Basis<'p> {
    fn place(&self, text: &Text, part: Range<usize>) -> Span {
        source_span::place(self.sources, text, part)
    }

    /// Returns the text of a field of a row.
    fn text(&self, row: usize, field: ComparedField) -> Option<&'p Text> {
        field.of(&self.plan.objectives[row])
    }

    fn is_open_row(&self, row: usize) -> bool {
        self.gaps.objectives.contains(&row)
    }
}

/// Input of the checks that compare texts with each other.
struct Context<'p> {
    basis: Basis<'p>,
    corpus: Corpus,
    near_words: Vec<Vec<usize>>,
    misspellings: Vec<Misspelling>,
    glued: Vec<Glued>,
    /// Classes of wordings that differ by reported misprints only.
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
        let near_words = near_texts::near_words(&corpus);
        let misspellings = near_texts::misspellings(&corpus, &near_words);
        let glued = glued_words::glued(plan, &corpus);
        let mut wordings = Classes::new(corpus.wordings.len());
        // Reported misprints must not lead to a second finding where the texts of two areas differ
        // by nothing else.
        let misprints = misspellings.iter().flat_map(|m| &m.twins).map(|t| (t.wrong, t.right));
        for (a, b) in misprints.chain(glued.iter().map(|pair| (pair.glued, pair.separated))) {
            wordings.join(a, b);
        }
        let titles = Titles::new(&corpus, &wordings);
        Context { basis, corpus, near_words, misspellings, glued, wordings, titles }
    }
}

/// Returns the texts of a row that people read as sentences, in the order of the columns.
fn texts_of(objective: &Objective) -> impl Iterator<Item = &Text> {
    let fields = ComparedField::ALL.into_iter().filter_map(|field| field.of(objective));
    let indicators = objective.indicators.iter();
    let own = objective.extra.iter().chain(indicators.clone().flat_map(|i| &i.extra));
    // Amounts and dates of the author's own fields have no spelling to compare.
    let words = own.flat_map(|extra| extra.values.all()).filter(|d| d.value == DatumValue::Text);
    let words = words.map(|datum| &datum.written);
    fields.chain(indicators.skip(1).map(|indicator| &indicator.text)).chain(words)
}

/// Maximum number of places besides the first that a finding shows; a report with more is
/// longer than a screen.
const MOST_PLACES: usize = 12;

/// Adds places of the same kind to `finding`, up to [`MOST_PLACES`], and the number of those
/// left out.
fn with_places(
    finding: Diagnostic,
    spans: impl IntoIterator<Item = Span>,
    note: &str,
) -> Diagnostic {
    let mut spans = spans.into_iter();
    // Taken by reference, so that `count` gives the places that are left out.
    let finding = spans.by_ref().take(MOST_PLACES).fold(finding, |f, span| f.also(span, note));
    match spans.count() {
        0 => finding,
        1 => finding.hint("Un altro punto non è mostrato."),
        more => finding.hint(format!("Altri {more} punti non sono mostrati.")),
    }
}

/// Returns all warnings and notes about `plan`, check by check; [`crate::diag::Findings::sort`]
/// brings them into the order of the places.
///
/// `gaps` names what errors have left open, `sources` is where the plan was read from.
pub fn check_plan(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    [check_each(plan, gaps, sources), check_across(plan, gaps, sources)].concat()
}

/// Runs the checks that look at one objective at a time.
pub fn check_each(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    const CHECKS: &[fn(&Basis) -> Vec<Diagnostic>] = &[
        totals::check,
        printed_totals::check,
        periods::check,
        area_names::check,
        missing::check,
        dates::check,
        unweighted::check,
        annexes::check,
        codes::check,
        year_spans::check,
    ];
    let basis = Basis { plan, gaps, sources };
    CHECKS.iter().flat_map(|check| check(&basis)).collect()
}

/// Runs the checks that compare the texts of objectives, which take longer.
pub fn check_across(plan: &Plan, gaps: &Gaps, sources: &SourceMap) -> Vec<Diagnostic> {
    const CHECKS: &[fn(&Context) -> Vec<Diagnostic>] = &[
        repeated::check,
        titles::check,
        cross_cutting::check,
        spelling::check,
        glued_words::check,
        sentences::check,
    ];
    let context = Context::new(Basis { plan, gaps, sources });
    CHECKS.iter().flat_map(|check| check(&context)).collect()
}
