//! Title of a plan whose files have each their own: «OBIETTIVI 2025 – AREA TECNICA» beside
//! «OBIETTIVI 2025 – AREA AFFARI GENERALI».

use super::Joiner;
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::quote_words;
use crate::italian::years::parse_year;
use crate::raw::{Field, RawPlan, Words};
use crate::source::offset_in;
use crate::text::{fold, fold_words};

/// Words that begin the name of an area: a title that ends with one is cut in the middle.
const AREA_WORDS: [&str; 8] =
    ["area", "settore", "servizio", "ufficio", "ripartizione", "direzione", "dipartimento", "cdr"];
/// Words that link a title with what follows.
const LINKS: [&str; 10] =
    ["di", "del", "dell", "della", "dello", "dei", "delle", "per", "il", "la"];
/// Least words of a title that several titles have in common: «PIANO» alone says nothing.
const LEAST_WORDS: usize = 2;

/// Returns the title of the whole plan, if a file has one: what all titles begin with if they go
/// on with an area each, else the first.
pub(super) fn common(parts: &[RawPlan], joiner: &mut Joiner<'_>) -> Option<Words> {
    let given = parts.iter().filter_map(|part| title_of(part));
    let mut titles: Vec<&Words> = Vec::new();
    for title in given {
        if titles.iter().all(|known| fold_words(&known.value) != fold_words(&title.value)) {
            titles.push(title);
        }
    }
    let (first, others) = titles.split_first()?;
    let Some(second) = others.first() else { return Some((*first).clone()) };
    let texts: Vec<&str> = titles.iter().map(|title| title.value.as_str()).collect();
    let own =
        parts.iter().find_map(before_own_area).filter(|own| own.span.file() == first.span.file());
    let shared = shared_beginning(&texts)
        .map(|len| part_of(first, len))
        .or_else(|| shared_before_areas(parts));
    let (title, reason) = match (&shared, own) {
        (Some(shared), _) => (shared.clone(), "vale la parte in comune"),
        (None, Some(own)) => (own, "vale il primo, senza la sua area"),
        (None, None) => ((*first).clone(), "vale il primo"),
    };
    let message = format!("I file hanno titoli diversi: {reason}, {}.", quote_words(&title.value));
    let mut finding = Diagnostic::new(Code::FilesDisagree, second.span, message);
    if shared.is_some() {
        finding.severity = Severity::Note;
    }
    for other in titles.iter().filter(|title| title.span != second.span) {
        finding = finding.also(other.span, quote_words(&other.value));
    }
    joiner.findings.push(
        finding
            .hint("Se il titolo è un altro: --titolo \"…\", o scriverlo uguale in tutti i file."),
    );
    Some(title)
}

fn title_of(part: &RawPlan) -> Option<&Words> {
    match &part.title {
        Field::Given(words) => Some(words),
        _ => None,
    }
}

/// Returns what all titles have before the only area of their file, if that is the same.
fn shared_before_areas(parts: &[RawPlan]) -> Option<Words> {
    let titled = parts.iter().filter(|part| title_of(part).is_some());
    let mut titles: Vec<Words> = titled.map(before_own_area).collect::<Option<_>>()?;
    let are_same =
        titles.windows(2).all(|two| fold_words(&two[0].value) == fold_words(&two[1].value));
    are_same.then(|| titles.swap_remove(0))
}

/// Returns the title of a file up to the name of its only area, with which it ends.
fn before_own_area(part: &RawPlan) -> Option<Words> {
    let title = title_of(part)?;
    let [area] = part.areas.as_slice() else { return None };
    let Field::Given(area) = &area.name else { return None };
    let before = title.value.trim_end().strip_suffix(area.value.trim())?;
    let kept = before.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (fold_words(kept).split(' ').count() >= LEAST_WORDS).then(|| part_of(title, kept.len()))
}

/// Returns the bytes of the first title that all of `titles` begin with, if what follows in each
/// begins as the name of an area does, or behind a sign.
fn shared_beginning(titles: &[&str]) -> Option<usize> {
    let split = |title: &'_ &str| -> Vec<(usize, String)> {
        let words = title.split_whitespace();
        words.map(|word| (offset_in(title, word) + word.len(), fold(word))).collect()
    };
    let split: Vec<Vec<(usize, String)>> = titles.iter().map(split).collect();
    let (first, others) = split.split_first()?;
    let is_shared = |at: &usize| {
        others.iter().all(|other| other.get(*at).map(|word| &word.1) == Some(&first[*at].1))
    };
    let shared = (0..first.len()).take_while(is_shared).count();
    let kept = (0..shared).rev().find(|at| !is_link(&first[*at].1))? + 1;
    let goes_on = |words: &Vec<(usize, String)>| match words.get(kept) {
        None => true,
        Some((_, word)) => begins_apart(word) || begins_apart(&words[kept - 1].1) && kept == shared,
    };
    let has_year = |words: &Vec<(usize, String)>| {
        let rest =
            words.iter().skip(kept).flat_map(|word| word.1.split(|c: char| !c.is_alphanumeric()));
        rest.into_iter().any(|word| parse_year(word).is_some())
    };
    // «ANNO 2025» beside «ANNO 2026»: years are no part of a name.
    let is_sound = split.iter().all(|words| goes_on(words) && !has_year(words));
    let text = &titles[0][..first[kept - 1].0];
    let text = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != ')');
    (is_sound && fold_words(text).split(' ').count() >= LEAST_WORDS).then_some(text.len())
}

/// Returns `true` for a sign or a word after which, or with which, the name of an area begins.
fn is_link(word: &str) -> bool {
    let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
    letters.is_empty() || AREA_WORDS.contains(&letters) || LINKS.contains(&letters)
}

/// Returns `true` if a word is a sign, ends with one, or begins the name of an area.
fn begins_apart(word: &str) -> bool {
    is_link(word) || word.ends_with([':', ',', ';', '-', '–', '—', '/'])
}

/// Returns the first `len` bytes of a title, with their place.
fn part_of(title: &Words, len: usize) -> Words {
    // A span of another length covers escapes, in which offsets would be wrong.
    let is_literal = title.span.range().len() == title.value.len();
    let span = if is_literal { title.span.part(0..len) } else { title.span };
    Words::new(title.value[..len].to_owned(), span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_share_what_stands_before_the_area() {
        for (titles, wanted) in [
            (
                vec!["OBIETTIVI 2025 – AREA TECNICA", "OBIETTIVI 2025 – AREA AFFARI GENERALI"],
                "OBIETTIVI 2025",
            ),
            (
                vec!["Piano obiettivi 2025: Tributi", "Piano Obiettivi 2025: Cultura"],
                "Piano obiettivi 2025",
            ),
            (vec!["PDO 2025 dell'Area Tecnica", "PDO 2025 - Ragioneria"], ""),
            (vec!["PDO 2025 AREA TECNICA", "PDO 2025 AREA AMMINISTRATIVA"], "PDO 2025"),
            (vec!["PIANO OBIETTIVI – ANNO 2025", "PIANO OBIETTIVI – ANNO 2026"], ""),
            (vec!["OBIETTIVI – AREA TECNICA", "OBIETTIVI – AREA SOCIALE"], ""),
            (
                vec!["PIANO OBIETTIVI 2025", "PIANO OBIETTIVI 2025 - SETTORE II"],
                "PIANO OBIETTIVI 2025",
            ),
        ] {
            let shared = shared_beginning(&titles).map_or("", |len| &titles[0][..len]);
            assert_eq!(shared, wanted, "{titles:?}");
        }
    }
}
