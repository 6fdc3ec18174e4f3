//! Years that belong to the phrase they stand in, and name no period of a plan: «dal 2023», «Bilancio
//! 2026/2028», «decreto n. 4/2025».

use super::line_signs::segments;
use super::word_forms::{is_listed, words};

/// Words that tie a year to the words before it.
const TIES: &str = "dal dall al del dell della di nel nell ex fino entro il dopo prima da n nr num";
/// Documents and acts that have years of their own.
const DOCUMENTS: &str = "bilancio bilanci dup dups peg pdo piao piano programma ptfp ptpct pnrr pon fesr ccnl ccdi decreto delibera \
  deliberazione determina determinazione atto statuto regolamento legge consuntivo rendiconto preventivo mandato";
/// First words of a period that says to be one.
const NAMES_OF_PERIODS: &str =
    "anno anni annualita esercizio esercizi periodo biennio triennio quadriennio";

/// Returns `true` for words that say when something began or ends: «dal 2023», «fino al 2026».
pub(super) fn is_open_ended(words: &[String]) -> bool {
    let has = |list: &str| words.iter().any(|word| is_listed(list, word));
    has("dal dall") && !has("al all") || has("fino") && !has("dal dall da")
}

/// Returns `true` for the time of an office: «dal 01/01/2024 al 31/12/2026».
pub(super) fn is_tenure(text: &str) -> bool {
    words(text).first().is_some_and(|first| is_listed("dal dall fino da", first))
}

/// Returns `true` if a year behind these words belongs to them: «AREA TECNICA dal», «AREA TECNICA –
/// Bilancio». `is_name` says whether a first part is a name without the parts behind it.
pub(super) fn ties_year(before: &str, is_name: impl Fn(&str) -> bool) -> bool {
    let last = words(before).into_iter().next_back().unwrap_or_default();
    if is_listed(TIES, &last) || is_listed(DOCUMENTS, &last) {
        return true;
    }
    let parts = segments(before, 0..before.len());
    parts.len() > 1 && is_name(&before[parts[0].clone()])
}

/// Returns `true` if a period behind the name of a person stands apart from it: behind several blanks,
/// with a colon of its own, or behind a comma with a word that says it is one.
pub(super) fn stands_apart(name: &str, period: &str) -> bool {
    let gap = &name[name.trim_end().len()..];
    let is_wide = gap.chars().count() > 1 || gap.contains(['\t', '\n']);
    let says_so = words(period).first().is_some_and(|first| is_listed(NAMES_OF_PERIODS, first));
    let is_behind_comma = name.trim_end().ends_with(',') && !has_phrase(name);
    (is_wide || says_so && (period.contains(':') || is_behind_comma)) && !is_tenure(period)
}

/// Returns `true` if the words hold a phrase besides names: «ing. Riva, nominato con decreto».
fn has_phrase(text: &str) -> bool {
    let is_name = |word: &str| {
        word.ends_with('.') || word.starts_with(char::is_uppercase) || word.chars().count() <= 3
    };
    !text.trim_end_matches([',', ' ']).split_whitespace().all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_two_ends_or_is_a_whole_year() {
        for (text, wanted) in [
            ("dal 2023", true),
            ("fino al 31/12/2026", true),
            ("dal 2024 al 2026", false),
            ("Dal 1 gennaio al 30 giugno 2024", false),
            ("ANNO 2026", false),
        ] {
            assert_eq!(is_open_ended(&words(text)), wanted, "{text}");
        }
    }

    #[test]
    fn a_period_behind_a_person_stands_apart() {
        for (name, period, wanted) in [
            ("Ing. Riva   ", "ANNO: 2025", true),
            ("Ing. Riva ", "ANNO: 2025", true),
            ("ing. Riva, ", "anno 2025", true),
            ("ing. Gai, decreto n. ", "4/2025", false),
            ("ing. Gai, incaricato con decreto, ", "anno 2025", false),
            ("dott. Ivo Pace ", "anno 2025", false),
            ("ing. Gai  ", "dal 01/01/2024 al 31/12/2026", false),
        ] {
            assert_eq!(stands_apart(name, period), wanted, "{name}{period}");
        }
    }
}
