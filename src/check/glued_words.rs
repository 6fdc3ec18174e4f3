//! Texts that differ by a missing space only: «AREASERVIZI» and «AREA SERVIZI».

use super::corpus::{ComparedField, Corpus};
use super::tokens::tokens;
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::model::Plan;
use crate::source::Span;
use std::collections::HashMap;
use std::ops::Range;

/// Two wordings with the same letters, one of which runs two words together.
#[derive(Debug)]
pub(super) struct Glued {
    /// Wording with one word for two.
    pub glued: usize,
    /// Wording with two words.
    pub separated: usize,
    /// Index of the glued word, and of the first of the two words in the other wording.
    at: usize,
}

/// Finds all such pairs of wordings.
pub(super) fn glued(plan: &Plan, corpus: &Corpus) -> Vec<Glued> {
    let mut by_letters: HashMap<(ComparedField, String), usize> = HashMap::new();
    let mut pairs = Vec::new();
    for (id, wording) in corpus.wordings.iter().enumerate() {
        let letters = wording.words.iter().map(|&w| corpus.words[w].folded.as_str()).collect();
        // Joined letters as the key: the pair costs one look-up, not a comparison of all texts.
        let first = *by_letters.entry((wording.field, letters)).or_insert(id);
        if first != id {
            pairs.extend(pair(plan, corpus, first, id));
        }
    }
    pairs
}

fn pair(plan: &Plan, corpus: &Corpus, a: usize, b: usize) -> Option<Glued> {
    let words = |id: usize| corpus.wordings[id].words.as_slice();
    let (glued, separated) = if words(a).len() < words(b).len() { (a, b) } else { (b, a) };
    let at = words(glued).iter().zip(words(separated)).position(|(x, y)| x != y)?;
    let same_end = words(glued).get(at + 1..)? == words(separated).get(at + 2..)?;
    let pair = Glued { glued, separated, at };
    let wording = &corpus.wordings[separated];
    let text = wording.field.of(&plan.objectives[wording.rows[0]])?;
    let between = &text.value[part(&text.value, at, 2)?];
    let letters = corpus.words[words(glued)[at]].folded.chars().all(char::is_alphabetic);
    // «e-mail» and «email», «31/12» and «3112» are spellings, not missing spaces.
    (same_end && letters && !between.contains(['-', '‑', '–', '/'])).then_some(pair)
}

/// Returns the bytes of `count` words of `text` from word `at`.
fn part(text: &str, at: usize, count: usize) -> Option<Range<usize>> {
    let words = tokens(text);
    Some(words.get(at)?.range.start..words.get(at + count - 1)?.range.end)
}

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    context.glued.iter().filter_map(|pair| differ(context, pair)).collect()
}

/// Returns the words of a wording in each of its rows.
fn places<'p>(
    context: &Context<'p>,
    wording: usize,
    at: usize,
    count: usize,
) -> Vec<(&'p str, Span)> {
    let wording = &context.corpus.wordings[wording];
    let texts = wording.rows.iter().filter_map(|&row| context.text(row, wording.field));
    texts
        .filter_map(|text| {
            let range = part(&text.value, at, count)?;
            Some((&text.value[range.clone()], context.place(text, range)))
        })
        .collect()
}

fn differ(context: &Context, pair: &Glued) -> Option<Diagnostic> {
    let glued = places(context, pair.glued, pair.at, 1);
    let separated = places(context, pair.separated, pair.at, 2);
    let (&(one, place), again) = glued.split_first()?;
    let &(two, other) = separated.first()?;
    let two = two.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("«{one}» è scritto attaccato: lo stesso testo altrove ha «{two}».");
    let finding = Diagnostic::new(Code::Misspelling, place, message);
    let finding = with_places(finding, again.iter().map(|&(_, span)| span), "anche qui");
    Some(
        finding
            .replaceable(one, &two)
            .also(other, format!("qui si legge «{two}»"))
            .hint(format!("Se manca uno spazio o un apostrofo, scrivere «{two}».")),
    )
}
