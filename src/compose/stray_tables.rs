//! Small tables in texts that stand where no table can: in cells, bands, titles.

use super::free_tables::has_table;
use super::origin::origin;
use crate::annex::{Annex, Block, CellRole, Origin, Paragraphs, plain_text};
use crate::diag::{Code, Diagnostic};
use crate::model::Plan;
use crate::model::workbook_words::COMPARISON_FIELDS;
use crate::source::Span;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Places of the texts with a small table that texts of the layout have written where none can stand.
#[derive(Debug, Default)]
pub(super) struct StrayTables(RefCell<BTreeSet<Span>>);

impl StrayTables {
    /// Notes `text`, which was written by the template at `template`, at the value among `named` that
    /// brought the table into it, or else at the template.
    pub(crate) fn note(&self, text: &str, template: Span, named: &[(&str, Option<Span>)]) {
        if !has_table(text) {
            return;
        }
        match named.iter().find(|(value, _)| has_table(value)) {
            Some((_, place)) => self.0.borrow_mut().extend(*place),
            None => _ = self.0.borrow_mut().insert(template),
        }
    }

    /// Returns a finding for each of them, and for each cell and text of `annex` that holds the lines of
    /// a table: where tables may stand, the text was divided and none is left.
    pub(crate) fn findings(&self, plan: &Plan, annex: &Annex) -> Vec<Diagnostic> {
        let mut places: BTreeSet<Origin> = self.0.borrow().iter().copied().map(origin).collect();
        // What a template wrote around the name of a service is noted at the template.
        let services = plan.objectives.iter().filter_map(|objective| objective.assignment.as_ref());
        let services = services.map(|assignment| origin(assignment.text().span));
        // A comparison shows a small table of a premise by its lines, as both texts have it.
        let rows = plan.objectives.iter().flat_map(|objective| &objective.indicators);
        let fields = rows.flat_map(|row| &row.extra);
        let compared = fields.filter(|field| COMPARISON_FIELDS.contains(&field.key.value.as_str()));
        let compared = compared.flat_map(|field| field.values.all());
        let compared = compared.map(|datum| origin(datum.written.span));
        let exempt: BTreeSet<_> = services.chain(compared).collect();
        for block in &annex.blocks {
            let table = match block {
                Block::Table(table) => table,
                Block::Text(text) => {
                    places.extend(text.origin.filter(|_| has_table(&plain_text(&text.content))));
                    continue;
                }
                Block::Heading(_) | Block::Picture(_) => continue,
            };
            // A table has two lines at least: most cells have one, and need not be written out.
            let cells = table.cells().filter(|cell| has_several_lines(&cell.content));
            let stray = cells.filter(|cell| cell.role != CellRole::Band && has_table(&cell.text()));
            let stray = stray.filter_map(|cell| cell.origin);
            places.extend(stray.filter(|place| !exempt.contains(place)));
        }
        places.into_iter().map(|Origin(raw)| finding(Span::from_raw(raw))).collect()
    }
}

fn has_several_lines(content: &[Paragraphs]) -> bool {
    match content {
        [] => false,
        [Paragraphs::Paragraph(lines) | Paragraphs::Below(lines)] => lines.len() > 1,
        [Paragraphs::List(_)] | [_, _, ..] => true,
    }
}

fn finding(place: Span) -> Diagnostic {
    let message = "Una tabella (righe fra «|») qui non può stare: il testo va in una cella, in una fascia, in un titolo o in una riga.";
    Diagnostic::new(Code::StrayTable, place, message).hint(
        "Le tabelle stanno nella premessa e nella chiusura del documento e dei gruppi con un titolo, nei modelli dei testi fra le tabelle e nei blocchi «testo». Per la premessa di un gruppo, dare al suo livello posto = \"titolo\" nel layout; altrimenti riscriverla come elenco.",
    )
}
