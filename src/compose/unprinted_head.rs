//! Findings about values of the plan's head that no text of the document says.

use super::format::one_line;
use crate::annex::{Annex, Block, Piece, plain_text};
use crate::diag::{Code, Diagnostic};
use crate::model::{Key, Plan, Text};

/// A note for each of title, body, act and annex that stands nowhere in `annex`.
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
    let missing = given.filter(|(_, text)| !is_said(annex, &folded(&text.value)));
    missing.map(|(key, text)| note(key, text)).collect()
}

/// Returns `true` if a text of the document has these folded words.
fn is_said(annex: &Annex, words: &str) -> bool {
    let says = |text: &str| folded(text).contains(words);
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

/// Returns a text in one line and in small letters, as layouts may write it.
fn folded(text: &str) -> String {
    one_line(text).to_lowercase()
}

fn note(key: Key, text: &Text) -> Diagnostic {
    let name = key.name();
    let message = format!("Nessun testo del layout scrive «{name}»: non si stampa.");
    Diagnostic::new(Code::FurtherFieldNotPrinted, text.span, message).hint(format!(
        "Resta nel foglio «Leggimi» della cartella di lavoro. Per stamparlo, scrivere {{{{piano.{name}}}}} in un modello, per esempio in didascalia.hbs."
    ))
}
