//! Missing spaces in the names of areas: «AREASERVIZI SOCIALI» next to «AREA TECNICA».

use super::Basis;
use super::tokens::tokens;
use crate::diag::{Code, Diagnostic};
use crate::model::Text;
use std::collections::BTreeMap;

/// Minimum number of letters after the common word: «AREALE» is a word of its own.
const REST: usize = 4;

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let areas = &basis.plan.areas;
    let mut firsts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, area) in areas.iter().enumerate() {
        if let Some(first) = tokens(area.words()).into_iter().next() {
            firsts.entry(first.folded.into_owned()).or_default().push(i);
        }
    }
    // A word that two areas begin with is a custom of the plan; four letters exclude articles.
    let common = firsts.iter().filter(|(word, of)| of.len() > 1 && word.chars().count() >= 4);
    let Some((word, others)) = common.max_by_key(|(_, of)| of.len()) else { return Vec::new() };
    let rest =
        |first: &str| first.strip_prefix(word.as_str()).map_or(0, |rest| rest.chars().count());
    let glued = firsts.iter().filter(|(first, _)| rest(first) >= REST);
    let name = |&i: &usize| areas[i].name.as_ref();
    let pairs = glued.flat_map(|(_, of)| of).filter_map(|i| name(i).zip(name(&others[0])));
    pairs.map(|(own, other)| lacks_space(basis, own, other, word.len())).collect()
}

fn lacks_space(basis: &Basis, name: &Text, other: &Text, length: usize) -> Diagnostic {
    let first = tokens(&name.value).into_iter().next().map(|token| token.range).unwrap_or_default();
    let word = &name.value[first.clone()];
    let separated = word.split_at_checked(length).map(|(head, rest)| format!("{head} {rest}"));
    let message = format!(
        "«{word}» sembra senza uno spazio: gli altri nomi cominciano così: «{}».",
        other.value.trim()
    );
    let finding = Diagnostic::new(Code::Misspelling, basis.place(name, first), message)
        .also(other.span, "un altro nome");
    finding.hint(format!("Forse «{}».", separated.unwrap_or_default()))
}
