//! Several indicators of one form: their labels become heads such as «indicatore.2» and
//! «indicatore.2.Target.2025».

use super::table_head::{HeadCell, TableHead};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{is_year, letters, words};
use crate::model::Key;
use crate::raw::Words;

/// Returns the heads of the columns for the labels of a form: the labels themselves, unless they
/// are of one of several indicators.
pub(super) fn heads(labels: &[&Words], vocabulary: &HeadingVocabulary) -> Vec<Words> {
    let role = |label: &Words| vocabulary.of(&label.value).map(|(role, _)| role);
    let is_indicator = |label: &Words| role(label) == Some(ColumnRole::Key(Key::Indicator));
    let stems: Vec<String> =
        labels.iter().filter(|label| is_indicator(label)).map(|label| stem(label)).collect();
    // «Indicatore di efficacia» and «Indicatore di efficienza» are fields of their own: numbers
    // would lose what tells them apart.
    if stems.len() < 2 || stems.iter().any(|other| *other != stems[0]) {
        return labels.iter().map(|label| (*label).clone()).collect();
    }
    let numbers: Vec<u32> = labels
        .iter()
        .filter(|label| is_indicator(label))
        .filter_map(|label| Some(numbered(&label.value)?.1))
        .collect();
    let mut current = 0;
    let mut heads = Vec::with_capacity(labels.len());
    for label in labels {
        let is_weight = role(label) == Some(ColumnRole::Key(Key::Weight));
        let is_repeated =
            labels.iter().filter(|other| letters(&other.value) == letters(&label.value)).count()
                > 1;
        // «Target 2» is of «Indicatore 2», wherever it stands.
        let own = numbered(&label.value).filter(|(name, number)| {
            numbers.contains(number)
                && labels.iter().any(|other| shares_name(&other.value, name, *number))
        });
        let is_of_indicator = is_repeated
            || is_weight && words(&label.value).iter().any(|word| word == Key::Indicator.name());
        let text = if is_indicator(label) {
            current += 1;
            format!("{}.{current}", Key::Indicator.name())
        } else if let Some((name, number)) = own {
            let name = if is_weight { Key::Weight.name() } else { name };
            let at = numbers.iter().position(|other| *other == number).unwrap_or(0) + 1;
            format!("{}.{at}.{name}", Key::Indicator.name())
        } else if current == 0 || !is_of_indicator {
            label.value.clone()
        } else if is_weight {
            format!("{}.{current}.{}", Key::Indicator.name(), Key::Weight.name())
        } else {
            format!("{}.{current}.{}", Key::Indicator.name(), by_year(&label.value))
        };
        heads.push(Words::new(text, label.span));
    }
    heads
}

/// Gives the columns of several indicators, «Indicatore 1 | Target 1 | Indicatore 2 | Target 2», the
/// meanings of their fields.
pub(super) fn number_columns(head: &mut TableHead, vocabulary: &HeadingVocabulary) {
    let of_indicator = |cell: &&HeadCell| matches!(&cell.meaning, Some((ColumnRole::Key(Key::Indicator), rank)) if *rank > HeadingRank::Layout);
    let has_year = |cell: &HeadCell| words(&cell.text.value).iter().any(|word| is_year(word));
    // Indicators of each year are told apart by it.
    if head.cells.iter().filter(of_indicator).count() < 2
        || head.cells.iter().filter(of_indicator).any(has_year)
    {
        return;
    }
    let labels: Vec<&Words> = head.cells.iter().map(|cell| &cell.text).collect();
    let names = heads(&labels, vocabulary);
    for (cell, name) in head.cells.iter_mut().zip(names) {
        if name.value != cell.text.value {
            cell.meaning = Some((ColumnRole::Extra(name.value), HeadingRank::Synonym));
        }
    }
}

/// Returns name and number of a label: «Target» and 2 for «Target 2», «Target n. 2».
fn numbered(label: &str) -> Option<(&str, u32)> {
    let label = label.trim().trim_end_matches(':').trim_end();
    let (name, number) = label.rsplit_once(|c: char| c.is_whitespace() || c == '.')?;
    let name = name.trim_end_matches(['.', ' ']);
    let name = name.strip_suffix(" n").or_else(|| name.strip_suffix(" N")).unwrap_or(name);
    let is_count = (1..=2).contains(&number.len()) && !name.is_empty();
    Some((name.trim_end(), number.parse().ok().filter(|_| is_count)?))
}

/// Returns `true` for a label with the same name and another number.
fn shares_name(label: &str, name: &str, number: u32) -> bool {
    numbered(label).is_some_and(|(other, n)| n != number && letters(other) == letters(name))
}

/// Returns the letters of a label without its number: those of «Indicatore» for «Indicatore n. 2».
fn stem(label: &Words) -> String {
    let is_count = |word: &String| word == "n" || word.bytes().all(|b| b.is_ascii_digit());
    words(&label.value).into_iter().filter(|word| !is_count(word)).collect()
}

/// Returns «Target.2025» for «Target 2025», any other label as it is.
pub(super) fn by_year(label: &str) -> String {
    let label = label.trim().trim_end_matches(':').trim_end();
    match label.rsplit_once(char::is_whitespace) {
        Some((name, year)) if year.len() == 4 && is_year(year) => {
            format!("{}.{year}", name.trim_end())
        }
        _ => label.to_owned(),
    }
}
