//! Results and indicators without the closing sentence that the same objective of the same
//! service has in another period.

use super::corpus::ComparedField;
use super::tokens::tokens;
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::Text;
use indexmap::IndexMap;
use std::collections::BTreeMap;

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let corpus = &context.corpus;
    let mut same: IndexMap<_, Vec<usize>> = IndexMap::new();
    for row in 0..context.plan.objectives.len() {
        // Cross-cutting objectives are compared across areas, by their own check.
        if let Some(service) = corpus.wording(row, ComparedField::Service) {
            let description = corpus.wording(row, ComparedField::Description);
            same.entry((service, description)).or_default().push(row);
        }
    }
    let groups = same.into_values().filter(|rows| rows.len() > 1);
    groups
        .flat_map(|rows| {
            [ComparedField::Result, ComparedField::Indicator].map(|f| shorter(context, &rows, f))
        })
        .flatten()
        .collect()
}

/// Finds the texts of `rows` that another one continues after the end of a sentence.
fn shorter(context: &Context, rows: &[usize], field: ComparedField) -> Vec<Diagnostic> {
    let corpus = &context.corpus;
    let mut by_words: BTreeMap<&[usize], Vec<usize>> = BTreeMap::new();
    for &row in rows {
        if let Some(wording) = corpus.wording(row, field) {
            by_words.entry(&corpus.wordings[wording].words).or_default().push(row);
        }
    }
    // In the order of their words, a text comes right before one that continues it.
    let texts: Vec<_> = by_words.into_iter().collect();
    texts
        .windows(2)
        // Shorter texts («Sì», «100%») begin many others by chance.
        .filter(|pair| pair[0].0.len() >= 4 && pair[1].0.starts_with(pair[0].0))
        .filter_map(|pair| lacks_sentence(context, field, &pair[0].1, pair[1].1[0]))
        .collect()
}

fn lacks_sentence(
    context: &Context,
    field: ComparedField,
    short: &[usize],
    long: usize,
) -> Option<Diagnostic> {
    let (text, longer) = (context.text(short[0], field)?, context.text(long, field)?);
    let sentence = continuation(text, longer)?;
    let of = if field == ComparedField::Result { "Al risultato" } else { "All'indicatore" };
    let message = format!(
        "{of} {} manca la frase {}, che lo stesso obiettivo ha altrove.",
        quote_words(&text.value),
        quote_words(&longer.value[sentence.clone()])
    );
    let finding = Diagnostic::new(Code::SentenceMissing, text.span, message)
        .also(context.place(longer, sentence), "qui la frase c'è")
        .hint("Aggiungere la frase, se vale anche qui; altrimenti non occorre nulla.");
    let again = short[1..].iter().filter_map(|&row| context.text(row, field));
    Some(with_places(finding, again.map(|text| text.span), "anche qui manca"))
}

/// Returns the part of `longer` past the words of `text`, if it is a sentence of its own.
fn continuation(text: &Text, longer: &Text) -> Option<std::ops::Range<usize>> {
    let words = tokens(&longer.value);
    let count = tokens(&text.value).len();
    let (last, next) = (words.get(count.checked_sub(1)?)?, words.get(count)?);
    let between = &longer.value[last.range.end..next.range.start];
    // Without the end of a sentence the longer text is another wording, not an addition.
    let ends = between.contains(['.', ';', '\n']);
    ends.then(|| next.range.start..longer.value.trim_end().len())
}
