//! Titles of cross-cutting objectives that are meant to be the same.

use super::classes::Classes;
use super::corpus::{ComparedField, Corpus};
use super::letter_errors::is_small_word;
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use std::collections::{BTreeMap, BTreeSet};

/// Classes of titles with the same meaning, and pairs that differ by a small word.
#[derive(Debug)]
pub(super) struct Titles {
    families: Classes,
    pairs: Vec<(usize, usize)>,
}

impl Titles {
    /// Joins the titles that differ by a misprint (`wordings`) or a small word.
    pub(crate) fn new(corpus: &Corpus, wordings: &Classes) -> Self {
        let titles = (0..corpus.wordings.len()).filter(|&t| is_title(corpus, t));
        let pairs = small_word_pairs(corpus, titles);
        let mut families = wordings.clone();
        for &(a, b) in &pairs {
            families.join(a, b);
        }
        Titles { families, pairs }
    }

    /// Returns the number of the class of a title.
    pub(crate) fn family(&self, title: usize) -> usize {
        self.families.of(title)
    }
}

fn is_title(corpus: &Corpus, wording: usize) -> bool {
    corpus.wordings[wording].field == ComparedField::Title
}

/// Finds titles that become equal when one of them loses a small word other than its last.
fn small_word_pairs(
    corpus: &Corpus,
    titles: impl Iterator<Item = usize> + Clone,
) -> Vec<(usize, usize)> {
    let words = |title: usize| corpus.wordings[title].words.as_slice();
    let known: BTreeMap<&[usize], usize> = titles.clone().map(|t| (words(t), t)).collect();
    let mut pairs = BTreeSet::new();
    for title in titles {
        // The last word is no filler: a title that ends in one is cut short.
        let inner = words(title).split_last().map_or(&[][..], |(_, inner)| inner);
        for at in (0..inner.len()).filter(|&at| is_small_word(&corpus.words[inner[at]].folded)) {
            let mut rest = words(title).to_vec();
            rest.remove(at);
            pairs.extend(known.get(rest.as_slice()).map(|&other| (title, other)));
        }
    }
    pairs.into_iter().collect()
}

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    context.titles.pairs.iter().map(|&(a, b)| differ(context, a, b)).collect()
}

/// Reports two titles without deciding which is right: only the office knows.
fn differ(context: &Context, a: usize, b: usize) -> Diagnostic {
    let rows = |title: usize| context.corpus.wordings[title].rows.as_slice();
    // On a tie the later title is the odd one, as it was more likely written after the other.
    let rarer = |title: usize| (rows(title).len(), std::cmp::Reverse(rows(title)[0]));
    let (odd, usual) = if rarer(a) < rarer(b) { (a, b) } else { (b, a) };
    let text = |row: usize| {
        context.text(row, ComparedField::Title).expect("rows of a title's wording have that title")
    };
    let (first, other) = (text(rows(odd)[0]), text(rows(usual)[0]));
    let message = format!(
        "I titoli {} e {} differiscono per una parola: sembrano lo stesso obiettivo trasversale.",
        quote_words(&first.value),
        quote_words(&other.value)
    );
    let spans = |rows: &[usize]| rows.iter().map(|&row| text(row).span).collect::<Vec<_>>();
    let finding = Diagnostic::new(Code::SimilarTitle, first.span, message)
        .at(times(rows(odd).len()))
        .hint("Scegliere il titolo giusto e scriverlo allo stesso modo in tutte le aree.");
    let finding = with_places(finding, spans(&rows(odd)[1..]), "anche qui");
    let finding = finding.also(other.span, times(rows(usual).len()));
    with_places(finding, spans(&rows(usual)[1..]), "")
}

fn times(count: usize) -> String {
    match count {
        1 => "così una volta".to_owned(),
        n => format!("così {n} volte"),
    }
}
