//! Heads over parts of time: years, months and quarters that stand below one heading, «Valori
//! attesi» over «2025 | 2026», «Cronoprogramma» over «G | F | M».

use super::table_head::HeadCell;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{is_listed, is_year, words};
use crate::italian::months;
use crate::model::{Key, years_in};
use crate::office::GridCell;
use crate::raw::Words;
use std::collections::BTreeSet;

/// Initials of the months, from January on.
const INITIALS: &str = "gfmamglasond";
/// Words that count parts of a year.
const PARTS: &str = "trimestre trim semestre sem quadrimestre quadr quad bimestre bim mese anno";
/// Ordinals before the words of parts, and numbers of months.
const NUMBERS: &str =
    "i ii iii iv v vi 1 2 3 4 5 6 7 8 9 10 11 12 primo secondo terzo quarto prima seconda t q s";

/// Returns `true` if the cells of a row are years, months or other parts of a year.
pub(super) fn are_times(cells: &[&GridCell]) -> bool {
    let spelled: Vec<Vec<String>> = cells.iter().map(|cell| words(&cell.text.value)).collect();
    let all = |is_one: &dyn Fn(&[String]) -> bool| {
        spelled.iter().all(|words| !words.is_empty() && is_one(words))
    };
    let is_month =
        |word: &str| months::NAMES.contains(&word) || months::ABBREVIATIONS.contains(&word);
    let in_order = spelled.iter().zip(1_u32..).all(|(words, n)| words.concat() == n.to_string());
    all(&|words| words.len() == 1 && is_year(&words[0]))
        || cells.len() > 1 && all(&|words| words.iter().all(|w| is_month(w) || is_year(w)))
        || cells.len() > 1 && all(&|words| names_part(words))
        || cells.len() == INITIALS.len() && (in_order || initials(&spelled) == INITIALS)
}

/// Returns `true` for «I trim.», «2° semestre 2025», «T1».
fn names_part(words: &[String]) -> bool {
    let short = words.concat();
    let is_short = short.len() == 2
        && short.starts_with(|c: char| "tqs1234".contains(c))
        && short.ends_with(|c: char| "tqs1234".contains(c))
        && short.contains(|c: char| c.is_ascii_digit());
    let is_known = |word: &String| {
        let ordinal = word.trim_end_matches(['o', 'a']);
        is_listed(PARTS, word)
            || is_listed(NUMBERS, ordinal)
            || is_listed(NUMBERS, word)
            || is_year(word)
    };
    is_short || words.iter().all(is_known) && words.iter().any(|word| is_listed(PARTS, word))
}

fn initials(spelled: &[Vec<String>]) -> String {
    spelled.iter().map(|words| words.concat()).collect()
}

/// Spells out the months of which the headings have only the initials: three of them begin with «m».
pub(super) fn name_months(cells: &mut [HeadCell]) {
    let initial = |cell: &HeadCell| {
        let last = words(&cell.text.value).pop().unwrap_or_default();
        if last.len() == 1 { last } else { " ".to_owned() }
    };
    let row: String = cells.iter().map(initial).collect();
    let Some(start) = row.find(INITIALS) else { return };
    for (cell, month) in cells[start..].iter_mut().zip(months::NAMES) {
        let text = cell.text.value.trim_end();
        let before = text.char_indices().next_back().map_or("", |(at, _)| &text[..at]);
        cell.text = Words::new(format!("{before}{month}"), cell.text.span);
        cell.meaning = None;
    }
}

/// Gives the results and weights of «I anno», «II anno», «III anno» the years of a plan that begins with
/// `first`.
pub(super) fn date_years(cells: &mut [HeadCell], first: u16, vocabulary: &HeadingVocabulary) {
    let mut counted: Vec<(usize, u16, Key)> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        let Some((number, heading)) = ordinal_year(&cell.text.value) else { continue };
        match vocabulary.of(&heading) {
            Some((ColumnRole::Key(key), rank))
                if key.is_by_year() && rank > HeadingRank::Layout =>
            {
                counted.push((at, number, key));
            }
            _ => {}
        }
    }
    for key in [Key::ExpectedResult, Key::Weight] {
        let own: Vec<(usize, u16)> = counted
            .iter()
            .filter(|(_, _, of)| *of == key)
            .map(|(at, number, _)| (*at, *number))
            .collect();
        let is_in_order = (0..).zip(&own).all(|(place, (_, number))| *number == place);
        for (at, number) in own.iter().filter(|_| is_in_order && own.len() > 1) {
            let field = format!("{}.{}", key.name(), first + number);
            cells[*at].meaning = Some((ColumnRole::Extra(field), HeadingRank::Synonym));
        }
    }
}

/// Gives the only result of a head, «Target 2026», its year if the plan is for several: `years`.
pub(super) fn date_result(cells: &mut [HeadCell], years: &BTreeSet<u16>) {
    let is_result = |cell: &HeadCell| matches!(&cell.meaning, Some((ColumnRole::Key(Key::ExpectedResult), rank)) if *rank > HeadingRank::Layout);
    let mut results = cells.iter_mut().filter(|cell| is_result(cell));
    let (Some(only), None) = (results.next(), results.next()) else { return };
    let stated = years_in(&only.text.value);
    if let (Some(year), true, true) = (stated.first(), stated.len() == 1, years.len() > 1)
        && years.contains(year)
    {
        let field = format!("{}.{year}", Key::ExpectedResult.name());
        only.meaning = Some((ColumnRole::Extra(field), HeadingRank::Synonym));
    }
}

/// Returns the number of a year, from 0, and the heading without it: 1 and «target» for «Target II
/// anno».
fn ordinal_year(heading: &str) -> Option<(u16, String)> {
    const ORDINALS: [&str; 5] = [
        "i 1 primo prima",
        "ii 2 secondo seconda",
        "iii 3 terzo terza",
        "iv 4 quarto quarta",
        "v 5 quinto quinta",
    ];
    let mut spelled = words(heading);
    let year = spelled.iter().position(|word| matches!(word.as_str(), "anno" | "annualita"))?;
    let number = year.checked_sub(1)?;
    let ordinal = spelled[number].trim_end_matches(['o', 'a']);
    let place = ORDINALS
        .iter()
        .position(|known| is_listed(known, &spelled[number]) || is_listed(known, ordinal))?;
    spelled.drain(number..=year);
    Some((u16::try_from(place).ok()?, spelled.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> bool {
        names_part(&words(text))
    }

    #[test]
    fn parts_of_years_are_few_words() {
        assert!(part("I trim.") && part("2° semestre 2025") && part("T1") && part("1Q"));
        assert!(part("III quadrimestre") && part("IV TRIMESTRE"));
        assert!(!part("3") && !part("Segreteria") && !part("I lotto") && !part("TT"));
    }
}
