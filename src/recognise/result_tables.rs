//! Tables of what was reached: «Obiettivo | Stato di attuazione | %».

use super::table_head::{HeadCell, TableHead, head_at};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{is_listed, stem, words};
use crate::model::Key;
use crate::office::GridRow;

/// Returns `true` if the head of a table of results begins at row `at`.
pub(super) fn is_head_of_results(
    rows: &[GridRow],
    at: usize,
    own: &TableHead,
    vocabulary: &HeadingVocabulary,
) -> bool {
    let head = head_at(rows, at, vocabulary);
    // Texts of objectives begin with the first word of a heading as well.
    let is_sure = |cell: &HeadCell| {
        cell.meaning.as_ref().is_none_or(|(_, rank)| *rank < HeadingRank::FirstWord)
    };
    head.is_some_and(|head| {
        !own.repeats(&head) && head.cells.iter().all(is_sure) && reports_results(&head)
    })
}

/// Returns `true` for a head of what was reached, «Obiettivo | Stato di attuazione | %»: it says
/// nothing of what is expected, and gives no weights.
pub(super) fn reports_results(head: &TableHead) -> bool {
    const RESULTS: &str = "stato attuazion monitoraggi verific consuntiv rendicontazion conseguit raggiungiment raggiunt \
      avanzament realizzat realizzazion scostament";
    const REACHED: &str = "conseguit raggiungiment raggiunt consuntiv ottenut realizzat";
    let is_reached = head
        .cells
        .iter()
        .any(|cell| words(&cell.text.value).iter().any(|word| is_listed(REACHED, stem(word))));
    let measures = !is_reached || head.roles().contains(&ColumnRole::Key(Key::Indicator));
    let is_expected = |cell: &HeadCell| match &cell.meaning {
        Some((ColumnRole::Key(Key::ExpectedResult), _)) => true,
        // «%» alone is how much was reached, and weights stand beside results as well.
        Some((ColumnRole::Key(Key::Weight), _)) => measures && cell.text.value.trim() != "%",
        _ => false,
    };
    let reports = |cell: &HeadCell| {
        let words = words(&cell.text.value);
        // «al 30/06», whereas «rispetto al 2024» is a result.
        let is_number = |word: &String| word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        let is_unknown = cell.meaning.as_ref().is_none_or(|(_, rank)| *rank > HeadingRank::Layout);
        is_unknown
            && (words.iter().any(|word| is_listed(RESULTS, stem(word)))
                || words.windows(2).any(|pair| pair[0] == "al" && is_number(&pair[1])))
    };
    head.cells.iter().any(reports) && !head.cells.iter().any(is_expected)
}
