//! Words over the columns of the data: those of the annex where it prints the column, plain Italian
//! elsewhere.

use super::composer::Composer;
use super::dataset_columns::FurtherColumn;
use super::format::one_line;
use super::table_column::TableColumn;
use crate::dataset::WorkbookSheet;
use crate::layout::Layout;
use crate::model::Key;
use std::collections::{BTreeSet, HashMap};

/// Longest head that is taken whole, in characters: of others, the first line names the column and
/// the rest explains it.
const LONGEST: usize = 40;
/// Head of the column with who leads an area, beside one with who leads each objective.
const MANAGER_OF_GROUP: &str = "Responsabile di area";

impl Composer<'_> {
    /// Returns the words that the layout prints over its columns, by the names of the columns in the
    /// data.
    pub(crate) fn printed_words(&self) -> HashMap<String, String> {
        let mut printed = HashMap::new();
        for (index, setup) in self.layout.columns.iter().enumerate() {
            let years: Vec<Option<u16>> = match setup.by_year {
                true => self.years.iter().copied().map(Some).collect(),
                false => vec![None],
            };
            for year in years {
                let column = TableColumn { index, setup, year };
                // A heading that cannot be written is reported where its table is composed.
                let (Ok(own), Ok(above)) =
                    (self.texts.heading(&column), self.texts.group_heading(&column))
                else {
                    continue;
                };
                let words = above.map_or(own.clone(), |above| format!("{above} {own}"));
                printed.entry(column.name()).or_insert_with(|| head_words(&words));
            }
        }
        printed
    }
}

/// Returns the words over each column, no two of them the same. A workbook without «Leggimi», which
/// says what each column holds, keeps the names of the columns.
pub(super) fn heads(
    layout: &Layout,
    further: &[FurtherColumn<'_>],
    printed: &HashMap<String, String>,
) -> Vec<String> {
    if !layout.sheets.contains(&WorkbookSheet::About) {
        return Vec::new();
    }
    let said = |name: &str| printed.get(name).filter(|words| !words.is_empty()).cloned();
    let manager = Key::Manager.name();
    // Who leads an area is another than who leads an objective, whom the annex prints where it can.
    let own_manager = further.iter().any(|column| column.is_field(manager));
    let usual = Key::DATA_COLUMNS.iter().map(|key| match key {
        Key::Manager if own_manager => MANAGER_OF_GROUP.to_owned(),
        key => said(key.name()).unwrap_or_else(|| key.label().to_owned()),
    });
    let further = further.iter().map(|column| {
        let name = if column.is_field(manager) { manager } else { &column.name };
        said(name).unwrap_or_else(|| further_words(column, printed))
    });
    let mut taken = BTreeSet::new();
    usual.chain(further).map(|words| unique(&words, &mut taken)).collect()
}

/// Returns words over a column that the annex does not print: those over the same column of the first
/// indicator, where it is one of another.
fn further_words(column: &FurtherColumn<'_>, printed: &HashMap<String, String>) -> String {
    let of_first = column.of_first_indicator();
    let words = of_first.and_then(|(name, number)| Some((printed.get(&name)?, number)));
    match words.filter(|(words, _)| !words.is_empty()) {
        Some((words, number)) => format!("{words} (indicatore {number})"),
        None => column.words(),
    }
}

/// Returns `words`, numbered if a spreadsheet would take them for a head that is `taken`.
fn unique(words: &str, taken: &mut BTreeSet<String>) -> String {
    let mut head = words.to_owned();
    let mut number = 1;
    while !taken.insert(head.to_lowercase()) {
        number += 1;
        head = format!("{words} ({number})");
    }
    head
}

/// Returns a heading of the annex as it stands over a column of data: in one line, without
/// explanations, not in capitals alone.
fn head_words(heading: &str) -> String {
    let whole = one_line(heading);
    let named = match whole.chars().count() > LONGEST {
        true => heading.split('(').map(first_line).find(|line| !line.is_empty()),
        false => None,
    };
    let words = named.unwrap_or(whole);
    if words.chars().any(char::is_lowercase) {
        return words;
    }
    capitalised(&words.to_lowercase())
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// Returns `words` with a capital at the beginning.
pub(super) fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_annex_are_shortened_to_what_names_the_column() {
        for (heading, words) in [
            ("TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento e altro", "Tipologia obiettivo"),
            ("PESO DELL'OBIETTIVO PER L'AREA (VALORI IN %)", "Peso dell'obiettivo per l'area"),
            ("Indicatore di\nrisultato", "Indicatore di risultato"),
            (
                "(punti da assegnare a ogni obiettivo dell'area)",
                "punti da assegnare a ogni obiettivo dell'area)",
            ),
        ] {
            assert_eq!(head_words(heading), words);
        }
    }

    #[test]
    fn no_two_heads_are_the_same() {
        let mut taken = BTreeSet::new();
        let heads = ["Peso", "PESO", "peso"].map(|words| unique(words, &mut taken));
        assert_eq!(heads, ["Peso", "PESO (2)", "peso (3)"]);
    }
}
