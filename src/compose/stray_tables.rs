//! Small tables in texts that stand where no table can: in cells, bands, titles.

use super::free_tables::has_table;
use crate::annex::{Annex, Block, Origin, Paragraphs, plain_text};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use std::collections::BTreeSet;

/// A finding for each text of `annex` that holds the lines of a table: where tables may stand, the
/// text was divided and none is left.
pub(super) fn stray_tables(annex: &Annex) -> Vec<Diagnostic> {
    let mut places: BTreeSet<Origin> = BTreeSet::new();
    let mut note = |text: &str, place: Option<Origin>| {
        places.extend(place.filter(|_| has_table(text)));
    };
    for block in &annex.blocks {
        match block {
            Block::Heading(heading) => note(&heading.text, heading.origin),
            Block::Text(text) => note(&plain_text(&text.content), text.origin),
            Block::Picture(_) => {}
            Block::Table(table) => {
                // A table has two lines at least: most cells have one, and need not be written out.
                let cells = table.cells().filter(|cell| has_several_lines(&cell.content));
                cells.for_each(|cell| note(&cell.text(), cell.origin));
            }
        }
    }
    places.into_iter().map(|Origin(raw)| finding(Span::from_raw(raw))).collect()
}

fn has_several_lines(content: &[Paragraphs]) -> bool {
    match content {
        [] => false,
        [Paragraphs::Paragraph(lines) | Paragraphs::Below(lines)] => lines.len() > 1,
        [Paragraphs::List(_)] | [_, _, ..] => true,
    }
}

fn finding(place: Span) -> Diagnostic {
    let message = "Una tabella (righe fra «|») qui non può stare: il testo va in una cella, in una fascia o in un titolo.";
    Diagnostic::new(Code::StrayTable, place, message).hint(
        "Le tabelle stanno nella premessa e nella chiusura del documento e dei gruppi con un titolo, nei modelli dei testi fra le tabelle e nei blocchi «testo». Per la premessa di un gruppo, dare al suo livello posto = \"titolo\" nel layout; altrimenti riscriverla come elenco.",
    )
}
