//! Titles of forms: «SCHEDA OBIETTIVO N. 2», «Obiettivo 1 – Ponte».

use super::table_rows::texts;
use super::word_forms::{is_listed, is_small, is_year, letters, words};
use crate::office::{CellKind, GridCell, GridRow};
use crate::source::offset_in;

/// Words of the title of a form that say nothing but that it is one.
pub(super) const TITLE_WORDS: &str =
    "scheda schede obiettivo obiettivi n nr num numero gestionale operativo esecutivo anno peg pdo";

/// Returns `true` for the title of a form: «SCHEDA OBIETTIVO N. 2», «Obiettivo n. 3».
pub(super) fn is_title(text: &str) -> bool {
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    let is_form = |word: &String| {
        is_number(word) || is_small(word) || is_year(word) || is_listed(TITLE_WORDS, word)
    };
    // «Schede inventariali» are those of an indicator.
    matches!(first, "scheda" | "schede") && words.get(1).is_none_or(is_form)
        || first == "obiettivo" && words.len() <= 3 && words.last().is_some_and(|w| is_number(w))
        || first == "obiettivo" && numbered_name(text).is_some()
}

/// Returns the offset of the name in «Obiettivo 1 – Ponte», «Obiettivo n. 2: Parco»; «Obiettivo 80% di
/// risposte» is a text.
pub(super) fn numbered_name(text: &str) -> Option<usize> {
    if words(text).first()? != "obiettivo" {
        return None;
    }
    let rest =
        text.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim());
    let rest = ["n.", "N.", "nr.", "n°"].iter().find_map(|n| rest.strip_prefix(n)).unwrap_or(rest);
    let number = rest.trim_start();
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    let behind = number[end..].trim_start();
    let signs = ['–', '—', '-', ':', '.', ')'];
    let name = behind.trim_start_matches(signs).trim();
    ((1..=2).contains(&end) && behind.starts_with(signs) && !name.is_empty())
        .then(|| offset_in(text, name))
}

/// Returns `true` for a title of a form that says nothing else.
pub(super) fn is_bare_title(text: &str) -> bool {
    let says_nothing = |word: &String| {
        is_number(word) || is_small(word) || is_year(word) || is_listed(TITLE_WORDS, word)
    };
    is_title(text) && words(text).iter().all(says_nothing)
}

/// Returns `true` for a label of a form whose value comes during the year.
pub(super) fn is_for_later(text: &str) -> bool {
    const LATER: &str =
        "verifica monitoraggio rendicontazione consuntivo osservazioni note valutazione";
    let words = words(text);
    words.len() <= 3 && words.first().is_some_and(|first| is_listed(LATER, first))
}

/// Returns the name beside the bare title of a form; `None` for any other row.
pub(super) fn name_beside_title(row: &GridRow) -> Option<&GridCell> {
    let cells: Vec<&GridCell> = texts(row).collect();
    let [title, name] = cells.as_slice() else { return None };
    let is_text = name.kind == CellKind::Text && name.text.value.contains(char::is_alphabetic);
    let is_numbered =
        !is_title(&name.text.value) && words(&title.text.value).iter().any(|word| is_number(word));
    (is_text && is_numbered && is_bare_title(&title.text.value)).then_some(*name)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` for a label of the objective that only a form makes sure.
pub(super) fn is_weak_title(label: &str) -> bool {
    matches!(letters(label).as_str(), "titolo" | "titoloobiettivo" | "oggetto")
}
