//! Heads of two rows: one heading over several, «Indicatori» over «Descrizione | Target».

use super::head_times::are_times;
use super::table_rows::texts;
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{is_listed, is_small, is_year, sense, words};
use crate::model::Key;
use crate::office::{GridCell, GridRow};

/// Words of headings that name the text of what the heading above names.
const TEXTS: &str = "descrizione denominazione testo nome definizione oggetto";
/// Words of headings that name what is to be reached.
const VALUES: &str =
    "valore valori target atteso attesi attesa risultato risultati previsto programmato obiettivo";

/// Meaning of a heading together with the one above it.
pub(super) enum GroupedMeaning {
    /// The heading above does not matter.
    Own,
    /// Field that both name.
    Field(ColumnRole, HeadingRank),
    /// Further field.
    Further,
}

/// Returns the meaning of the lowest heading of `stack` as a part of the one above it.
pub(super) fn meaning_in_group(
    stack: &[&GridCell],
    vocabulary: &HeadingVocabulary,
) -> GroupedMeaning {
    let [.., above, lowest] = stack else { return GroupedMeaning::Own };
    let group = vocabulary.of(&above.text.value).map(|(role, _)| role);
    if group == Some(ColumnRole::Key(Key::Weight)) {
        return of_weights(lowest, vocabulary);
    }
    let Some(ColumnRole::Key(group @ (Key::Indicator | Key::ExpectedResult))) = group else {
        return GroupedMeaning::Own;
    };
    let spelled = words(&lowest.text.value);
    if above.text.span == lowest.text.span || spelled.iter().all(|word| is_year(word)) {
        return GroupedMeaning::Own;
    }
    let field = |key: Key, rank| GroupedMeaning::Field(ColumnRole::Key(key), rank);
    let all_of = |list: &str| {
        spelled.iter().all(|word| is_listed(list, word) || is_small(word) || is_year(word))
    };
    let own = vocabulary.of(&lowest.text.value);
    if all_of(TEXTS) {
        field(group, HeadingRank::Synonym)
    } else if all_of(VALUES) {
        // A column of its own for the result is surer.
        field(Key::ExpectedResult, HeadingRank::Dated)
    } else if sense(&lowest.text.value).split(' ').any(|word| word == "indicator") {
        field(Key::Indicator, HeadingRank::Synonym)
    } else if own.as_ref().is_some_and(|(role, _)| *role == ColumnRole::Key(Key::Weight)) {
        let name = format!("{}.{}", Key::Indicator.name(), Key::Weight.name());
        GroupedMeaning::Field(ColumnRole::Extra(name), HeadingRank::Synonym)
    } else if own.is_some_and(|(_, rank)| rank < HeadingRank::FirstWord) || above.col_span < 2 {
        GroupedMeaning::Own
    } else {
        GroupedMeaning::Further
    }
}

/// Returns the meaning of a heading below one of weights: «Pesi» over «Obiettivo | Area».
fn of_weights(lowest: &GridCell, vocabulary: &HeadingVocabulary) -> GroupedMeaning {
    let weight = ColumnRole::Key(Key::Weight);
    let own = vocabulary.of(&lowest.text.value).map(|(role, _)| role);
    match own {
        Some(ColumnRole::Key(Key::Description)) => {
            GroupedMeaning::Field(weight, HeadingRank::Synonym)
        }
        Some(role) if role != weight => GroupedMeaning::Further,
        _ => GroupedMeaning::Own,
    }
}

/// Returns `true` if the second row of `block` only splits known headings of the first, and holds
/// headings itself: «Descrizione», «Target».
pub(super) fn splits_columns(block: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let [above, last] = block else { return false };
    // Text files have no merged cells: there blank cells follow the heading.
    let group_of = |cell: &GridCell| {
        let group = texts(above).filter(|group| group.column <= cell.column).last()?;
        reach(above, group).contains(&cell.column).then_some(group)
    };
    let is_split =
        |cell: &&GridCell| group_of(cell).is_some_and(|group| is_group(group, vocabulary));
    let cells: Vec<&GridCell> = texts(last).collect();
    let is_part = |cell: &GridCell| {
        let words = words(&cell.text.value);
        let is_known = |word: &String| is_listed(TEXTS, word) || is_listed(VALUES, word);
        words.iter().all(|word| is_known(word) || is_small(word) || is_year(word))
            || words.iter().any(|word| word.starts_with("indicator"))
    };
    cells.len() > 1
        && cells.len() < texts(above).count()
        && cells.iter().all(is_split)
        && cells.iter().any(|cell| is_part(cell))
        && !are_times(&cells)
}

/// Returns `true` if the second row of `block` goes on with the headings of the first: «competente»
/// below «Servizio», «(come si misura)» below «Indicatore».
pub(super) fn completes(block: &[GridRow], vocabulary: &HeadingVocabulary) -> bool {
    let [above, last] = block else { return false };
    let goes_on = |cell: &GridCell| {
        let text = cell.text.value.trim_start();
        text.starts_with(|c: char| c.is_lowercase() || c == '(') || text.trim_end() == "%"
    };
    // A sentence that begins in small letters tells of something else.
    let completed = |cell: &GridCell| {
        let heading = texts(above).find(|heading| heading.column == cell.column)?;
        let (role, _) = vocabulary.of(&heading.text.value)?;
        let whole = vocabulary.of(&format!("{} {}", heading.text.value, cell.text.value))?;
        Some(whole).filter(|whole| whole.0 == role && whole.1 < HeadingRank::FirstWord)
    };
    let cells: Vec<&GridCell> = texts(last).collect();
    let known = cells.iter().filter(|cell| completed(cell).is_some()).count();
    cells.len() > 1
        && cells.iter().all(|cell| goes_on(cell))
        && known > 1
        && known * 2 >= cells.len()
}

/// Returns `true` for a heading that others may stand below.
fn is_group(cell: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    let groups = [Key::Indicator, Key::ExpectedResult, Key::Weight, Key::Description];
    let role = vocabulary.of(&cell.text.value).map(|(role, _)| role);
    role.is_some_and(|role| groups.map(ColumnRole::Key).contains(&role))
}

/// Returns the columns from a heading to the next one in its row, if there is more than one.
fn reach(row: &GridRow, heading: &GridCell) -> std::ops::Range<u32> {
    let next = texts(row).map(|cell| cell.column).find(|column| *column > heading.column);
    let end = next.unwrap_or(heading.column + heading.col_span);
    if end > heading.column + 1 { heading.column..end } else { 0..0 }
}
