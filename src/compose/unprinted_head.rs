//! Findings about values of the plan's head that no text of the document says.

use super::format::{date, one_line};
use crate::annex::{Annex, Block, Piece, plain_text};
use crate::diag::{Code, Diagnostic};
use crate::italian::months;
use crate::model::{Key, Plan};
use crate::source::Span;
use chrono::{Datelike, NaiveDate};

/// A note for each of title, body, act, its day and annex that stands nowhere in `annex`.
pub(super) fn not_said(plan: &Plan, annex: &Annex) -> Vec<Diagnostic> {
    let act = plan.resolution.as_ref();
    let values = [
        (Key::Title, Some(&plan.title)),
        (Key::Entity, plan.entity.as_ref()),
        (Key::AdoptingBody, act.and_then(|act| act.body.as_ref())),
        (Key::Number, act.and_then(|act| act.number.as_ref())),
        (Key::Annex, plan.annex.as_ref()),
    ];
    let given = values.into_iter().filter_map(|(key, text)| Some((key, text?)));
    let missing = given.filter(|(_, text)| !says(annex, &text.value));
    let mut notes: Vec<_> = missing.map(|(key, text)| note(key, key.name(), text.span)).collect();
    let day = act.and_then(|act| act.date.as_ref());
    let unsaid = day.filter(|day| !spellings(day.value).iter().any(|words| is_said(annex, words)));
    notes.extend(unsaid.map(|day| note(Key::Date, "data_delibera", day.span)));
    notes
}

/// Returns the ways in which the texts of a plan or of a layout write a day.
fn spellings(day: NaiveDate) -> [String; 4] {
    let month = months::NAMES[day.month0() as usize];
    [
        date(Some(day)),
        day.format("%d/%m/%Y").to_string(),
        day.format("%-d/%-m/%Y").to_string(),
        format!("{} {month} {}", day.day(), day.year()),
    ]
}

/// Returns `true` if a text of the document has these words, in whatever letters.
pub(super) fn says(annex: &Annex, words: &str) -> bool {
    is_said(annex, &folded(words))
}

/// Returns `true` if a text of the document has these folded words.
fn is_said(annex: &Annex, words: &str) -> bool {
    let says = |text: &str| has_words(&folded(text), words);
    let running = [&annex.page.header, &annex.page.footer].into_iter().flatten();
    let mut pieces = running.flat_map(|line| &line.pieces).filter_map(|piece| match piece {
        Piece::Text(text) => Some(text),
        Piece::PageNumber | Piece::PageCount => None,
    });
    let in_block = |block: &Block| match block {
        Block::Heading(heading) => says(&heading.text),
        Block::Text(text) => says(&plain_text(&text.content)),
        Block::Picture(_) => false,
        Block::Table(table) => table.cells().any(|cell| says(&cell.text())),
    };
    pieces.any(|text| says(text)) || annex.blocks.iter().any(in_block)
}

/// Returns `true` if `text` has `words` as words of their own: «A» is no part of «Area».
fn has_words(text: &str, words: &str) -> bool {
    let is_apart = |at: usize| {
        let (before, rest) = text.split_at(at);
        let after = &rest[words.len()..];
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    text.match_indices(words).any(|(at, _)| is_apart(at))
}

/// Returns a text in one line and in small letters, as layouts may write it.
fn folded(text: &str) -> String {
    one_line(text).to_lowercase()
}

fn note(key: Key, path: &str, span: Span) -> Diagnostic {
    let message = format!("Nessun testo del layout scrive «{}»: non si stampa.", key.name());
    Diagnostic::new(Code::FurtherFieldNotPrinted, span, message).hint(format!(
        "Resta nel foglio «Leggimi» della cartella di lavoro. Per stamparlo, scrivere {{{{piano.{path}}}}} in un modello, per esempio in didascalia.hbs."
    ))
}
