//! Objectives that occur twice in a group.

use super::corpus::ComparedField;
use super::totals::key_at;
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use indexmap::IndexMap;

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let mut seen: IndexMap<_, Vec<usize>> = IndexMap::new();
    for (row, objective) in context.plan.objectives.iter().enumerate() {
        // A row with an error may lack the very text that tells it from another.
        if !context.is_open_row(row) {
            // The indicator is not compared: two rows that differ in it alone are still one
            // objective written twice.
            let fields = [
                ComparedField::Service,
                ComparedField::Title,
                ComparedField::Description,
                ComparedField::Result,
            ];
            let texts = fields.map(|field| context.corpus.wording(row, field));
            let group = key_at(context.plan, &context.plan.levels, objective);
            seen.entry((group, texts)).or_default().push(row);
        }
    }
    seen.into_values().filter(|rows| rows.len() > 1).map(|rows| repeated(context, &rows)).collect()
}

fn repeated(context: &Context, rows: &[usize]) -> Diagnostic {
    let text = |row: usize| &context.plan.objectives[row].description;
    let again = &rows[1..];
    let first = text(again[0]);
    let message = format!(
        "L'obiettivo {} compare {} volte nello stesso gruppo.",
        quote_words(&first.value),
        rows.len()
    );
    let finding = Diagnostic::new(Code::RepeatedObjective, first.span, message)
        .at("stesso servizio, descrizione e risultato")
        .also(text(rows[0]).span, "la prima volta è qui")
        .hint("Togliere la ripetizione, oppure precisare nella descrizione che cosa la distingue.");
    with_places(finding, again[1..].iter().map(|&row| text(row).span), "anche qui")
}
