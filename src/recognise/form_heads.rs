//! Heads made for the cells of tables inside a form: «indicatore.2.Target.2025», «altro.Fasi 2 – Tempi».

use super::form_indicators::by_year;
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use crate::model::Key;
use crate::office::GridCell;
use crate::raw::Words;
use crate::source::column_letters;

/// Returns the head for a cell of row `number` under `heading`, which goes by `name`: «indicatore.2.Target.2025»,
/// «altro.Fasi 2 – Tempi».
pub(super) fn head_under(
    first: &GridCell,
    (heading, name): (&GridCell, &String),
    number: usize,
    is_indicator: bool,
    vocabulary: &HeadingVocabulary,
) -> Words {
    let of_first = heading.column == first.column;
    let indicator = Key::Indicator.name();
    let text = match (is_indicator, of_first) {
        (true, true) => format!("{indicator}.{number}"),
        (true, false) if is_weight(heading, vocabulary) => {
            format!("{indicator}.{number}.{}", Key::Weight.name())
        }
        (true, false) => format!("{indicator}.{number}.{}", by_year(name)),
        (false, true) => further(&format!("{name} {number}")),
        (false, false) => further(&format!("{} {number} – {name}", plain(&first.text.value))),
    };
    Words::new(text, heading.text.span)
}

/// Returns the head for the cell at place `at` of row `number`, where no row has headings.
pub(super) fn head_beside(
    label: &Words,
    at: usize,
    number: usize,
    is_indicator: bool,
    cell: &GridCell,
) -> Words {
    let indicator = Key::Indicator.name();
    let column = || format!("colonna {}", column_letters(cell.column));
    let text = match (is_indicator, at) {
        (true, 0) => format!("{indicator}.{number}"),
        (true, _) => format!("{indicator}.{number}.{}", column()),
        (false, 0) => further(&format!("{} {number}", plain(&label.value))),
        (false, _) => further(&format!("{} {number} – {}", plain(&label.value), column())),
    };
    Words::new(text, label.span)
}

fn is_weight(heading: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    vocabulary.of(&heading.text.value).is_some_and(|(role, _)| role == ColumnRole::Key(Key::Weight))
}

fn further(name: &str) -> String {
    format!("{}.{name}", Key::Extra.name())
}

/// Returns a heading on one line, without a colon behind it.
pub(super) fn plain(heading: &str) -> String {
    let line = heading.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches([':', ' ']).to_owned()
}
