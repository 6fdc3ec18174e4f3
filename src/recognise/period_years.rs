//! Years of periods that rows state: a plan has them once for each period.

use super::entry::{ObjectiveEntry, name_of};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::years_in;
use crate::raw::Words;
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// Gives the rows of each period the years that most of them state, and reports those that state others.
pub(super) fn settle_years(entries: &mut [ObjectiveEntry]) -> Vec<Diagnostic> {
    let mut periods: IndexMap<_, Vec<usize>> = IndexMap::new();
    for (at, entry) in entries.iter().enumerate().filter(|(_, entry)| entry.years.is_some()) {
        periods.entry((name_of(&entry.area), name_of(&entry.period))).or_default().push(at);
    }
    let mut findings = Vec::new();
    for ((_, period), rows) in periods {
        let mut stated: IndexMap<BTreeSet<u16>, Vec<(usize, Words)>> = IndexMap::new();
        for at in rows {
            let Some(words) = entries[at].years.clone() else { continue };
            stated.entry(years_in(&words.value)).or_default().push((at, words));
        }
        // The first of several that are as many.
        let most = stated.values().rev().max_by_key(|rows| rows.len());
        let Some((_, most)) = most.and_then(|rows| rows.first()).cloned() else { continue };
        let years = years_in(&most.value);
        for (at, words) in stated.into_iter().filter(|(own, _)| *own != years).flat_map(|(_, r)| r)
        {
            findings.push(other_years(&words, &most, period.as_deref()));
            entries[at].years = Some(most.clone());
        }
    }
    findings
}

fn other_years(words: &Words, most: &Words, period: Option<&str>) -> Diagnostic {
    let [own, most_words] = [words, most].map(|words| quote_start(&words.value));
    let of_period = period.map_or(String::new(), |period| format!(" di {}", quote_start(period)));
    let message = format!(
        "Qui gli anni sono {own}, nelle altre righe{of_period} {most_words}: valgono questi."
    );
    Diagnostic::new(Code::NotPlaced, words.span, message)
        .also(most.span, "gli anni del periodo")
        .hint("Un periodo ha gli stessi anni in tutte le sue righe: correggere la cella, o dare alla riga un altro periodo.")
}
