//! Periods that several files write in other words, «2025» and «ANNO 2025»: one period.

use crate::model::{Key, years_in};
use crate::raw::{Field, RawGroup, RawPlan, Words};
use crate::text::fold_words;
use std::collections::BTreeSet;

/// Words beside the years of a period that say no more than these.
const GENERIC: [&str; 9] = [
    "anno",
    "anni",
    "annualita",
    "esercizio",
    "biennio",
    "triennio",
    "quinquennio",
    "e",
    "periodo",
];

/// Gives each period the words of the first file that has it.
pub(super) fn unify(parts: &mut [RawPlan]) {
    let mut known: Vec<(BTreeSet<u16>, Words)> = Vec::new();
    for part in parts {
        for label in labels(part) {
            let Field::Given(words) = label else { continue };
            let Some(years) = plain_years(&words.value) else { continue };
            match known.iter().find(|(known, _)| *known == years) {
                Some((_, first)) if first.span.file() != words.span.file() => {
                    words.value.clone_from(&first.value);
                }
                Some(_) => {}
                None => known.push((years, words.clone())),
            }
        }
    }
}

/// Returns `true` if two labels name the same years, and nothing else.
pub(super) fn are_same(first: &str, other: &str) -> bool {
    plain_years(first).is_some_and(|years| plain_years(other) == Some(years))
}

/// Returns the years of a label that names nothing but years.
fn plain_years(label: &str) -> Option<BTreeSet<u16>> {
    let folded = fold_words(label);
    let is_plain = |word: &str| {
        GENERIC.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()) && word.len() != 1
    };
    let years = years_in(label);
    (folded.split(' ').all(is_plain) && !years.is_empty()).then_some(years)
}

/// Returns the labels of all periods of a plan.
fn labels(plan: &mut RawPlan) -> Vec<&mut Field> {
    let nested = plan.areas.iter_mut().flat_map(|area| area.periods.iter_mut().flatten());
    let mut labels: Vec<&mut Field> = nested.map(|period| &mut period.label).collect();
    plan.groups.iter_mut().for_each(|group| collect(group, &mut labels));
    labels.extend(plan.rows.iter_mut().map(|row| &mut row.period));
    labels
}

fn collect<'r>(group: &'r mut RawGroup, labels: &mut Vec<&'r mut Field>) {
    let is_period = |(key, _): &&mut (Words, Field)| key.value == Key::Period.name();
    labels.extend(group.levels.iter_mut().filter(is_period).map(|(_, label)| label));
    group.groups.iter_mut().flatten().for_each(|inner| collect(inner, labels));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_years_in_other_words_are_one_period() {
        for (first, other, wanted) in [
            ("2025", "ANNO 2025", true),
            ("ANNI 2025-2027", "triennio 2025/2027", true),
            ("2025-27", "2025-2027", true),
            ("2025", "2026", false),
            ("2025", "I semestre 2025", false),
            ("1 semestre 2025", "2 semestre 2025", false),
            ("fino al 2025", "2025", false),
        ] {
            assert_eq!(are_same(first, other), wanted, "{first} {other}");
        }
    }
}
