//! Cross-cutting objectives: weight and texts should agree in all areas of a period.

use super::corpus::ComparedField;
use super::tokens::fold_text;
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::quotation::quote_words;
use crate::model::{Level, Text};
use crate::source::Span;
use indexmap::IndexMap;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Part of an objective that is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Aspect {
    Weight,
    Text(ComparedField),
}

const ASPECTS: [Aspect; 4] = [
    Aspect::Weight,
    Aspect::Text(ComparedField::Description),
    Aspect::Text(ComparedField::Result),
    Aspect::Text(ComparedField::Indicator),
];

/// Value for comparison; texts that differ by a misprint only are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum ComparedValue {
    Weight(Decimal),
    Wording(usize),
}

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let aspects = |rows: Vec<usize>| ASPECTS.map(|aspect| compare(context, &rows, aspect));
    siblings(context).into_iter().flat_map(aspects).flatten().collect()
}

/// Returns the rows of each cross-cutting objective in each period, if no area has it twice:
/// two rows of one area are parts of the objective and may differ.
fn siblings(context: &Context) -> Vec<Vec<usize>> {
    let plan = context.plan;
    let mut groups: IndexMap<(usize, String, BTreeSet<u16>), Vec<usize>> = IndexMap::new();
    for (row, objective) in plan.objectives.iter().enumerate() {
        if let Some(title) = context.corpus.wording(row, ComparedField::Title) {
            let period = &plan.periods[objective.period];
            let label =
                // Areas may write «2020» and «Anno 2020»: where years are known they decide, not
                // the label.
                if period.years.is_empty() { fold_text(period.words()) } else { String::new() };
            let key = (context.titles.family(title), label, period.years.clone());
            groups.entry(key).or_default().push(row);
        }
    }
    let once_each = |rows: &Vec<usize>| {
        let areas: BTreeSet<usize> = rows.iter().map(|&row| plan.objectives[row].area).collect();
        areas.len() == rows.len()
    };
    groups.into_values().filter(once_each).collect()
}

fn compare(context: &Context, rows: &[usize], aspect: Aspect) -> Vec<Diagnostic> {
    let mut camps: IndexMap<ComparedValue, Vec<usize>> = IndexMap::new();
    for &row in rows {
        if let Some(value) = value(context, row, aspect) {
            camps.entry(value).or_default().push(row);
        }
    }
    let mut camps: Vec<Vec<usize>> = camps.into_values().collect();
    let total: usize = camps.iter().map(Vec::len).sum();
    // Where more areas than these go their own ways, it is the plan that has no common value.
    const LONERS: usize = 4;
    // A strict majority: with two values at one area each, nobody can say which is the usual one.
    match camps.iter().position(|camp| camp.len() * 2 > total) {
        Some(most) if camps.len() <= LONERS + 1 => {
            let most = camps.remove(most);
            camps.iter().map(|few| odd_one_out(context, aspect, few, &most)).collect()
        }
        _ if camps.is_empty() => Vec::new(),
        _ => vec![no_agreement(context, aspect, &camps)],
    }
}

fn value(context: &Context, row: usize, aspect: Aspect) -> Option<ComparedValue> {
    match aspect {
        Aspect::Weight => {
            let weight = context.plan.objectives[row].weight.as_ref()?;
            Some(ComparedValue::Weight(weight.value.decimal()))
        }
        Aspect::Text(field) => {
            let wording = context.corpus.wording(row, field)?;
            Some(ComparedValue::Wording(context.wordings.of(wording)))
        }
    }
}

fn odd_one_out(context: &Context, aspect: Aspect, few: &[usize], most: &[usize]) -> Diagnostic {
    let others = match most.len() {
        1 => "un'altra area".to_owned(),
        n => format!("altre {n} aree"),
    };
    let title = title(context, few[0]);
    let (message, note) = match aspect {
        Aspect::Weight => (
            format!(
                "L'obiettivo trasversale {title} pesa «{}» qui e «{}» in {others}.",
                shown(context, few[0], aspect),
                shown(context, most[0], aspect)
            ),
            format!("qui pesa {}", shown(context, most[0], aspect)),
        ),
        Aspect::Text(field) => (
            format!(
                "Nell'obiettivo trasversale {title} {} {} è diverso da quello di {others}.",
                name(field),
                quote_words(&shown(context, few[0], aspect)),
            ),
            format!("così in {others}"),
        ),
    };
    let spans = |rows: &[usize]| rows.iter().map(|&r| span(context, r, aspect)).collect::<Vec<_>>();
    let finding =
        Diagnostic::new(Code::CrossCuttingDiffers, span(context, few[0], aspect), message);
    let finding = with_places(finding, spans(&few[1..]), "anche qui");
    let finding = with_places(finding, spans(most), &note);
    explain(context, finding, aspect, few[0], most[0])
}

/// Returns remedies: the likely source of a pasted text, the total with another weight.
fn explain(
    context: &Context,
    finding: Diagnostic,
    aspect: Aspect,
    odd: usize,
    usual: usize,
) -> Diagnostic {
    match aspect {
        Aspect::Weight => {
            let hint = "Scrivere lo stesso peso in tutte le aree, se l'obiettivo è lo stesso.";
            let total = changed_total(context, odd, usual).map_or(String::new(), |(now, then)| {
                format!(
                    " Con il peso delle altre il totale del gruppo passa da {now} a {then}: \
                     controllare anche gli altri pesi."
                )
            });
            finding.hint(format!("{hint}{total}"))
        }
        Aspect::Text(field) => match source_of(context, odd, field) {
            Some((text, owner)) => finding
                .also(text.span, "lo stesso testo, in un altro obiettivo")
                .hint(format!(
                    "Il testo sembra copiato dall'obiettivo {}: se è così, riportare quello delle altre aree.",
                    quote_words(&owner.value)
                )),
            None => finding
                .hint("Riportare lo stesso testo in tutte le aree, se l'obiettivo è lo stesso."),
        },
    }
}

/// Returns the total of a row's group as it is, and with the weight of a sibling.
fn changed_total(context: &Context, odd: usize, usual: usize) -> Option<(String, String)> {
    let plan = context.plan;
    let row = &plan.objectives[odd];
    // With other levels the total is not that of the area and period compared here.
    if plan.weights.scope != Level::DEFAULT || plan.weights.total.is_none() {
        return None;
    }
    let group = plan.objectives.iter().filter(|o| (o.area, o.period) == (row.area, row.period));
    let weights = group.filter_map(|o| o.weight.as_ref()).map(|w| w.value.decimal());
    let now: Decimal = weights.sum();
    let weight = |row: usize| plan.objectives[row].weight.as_ref().map(|w| w.value.decimal());
    Some((without_trailing_zeros(now), without_trailing_zeros(now - weight(odd)? + weight(usual)?)))
}

/// Finds a row of another objective with the same text, and names it: the nearest one before,
/// else the first one after.
fn source_of<'p>(
    context: &Context<'p>,
    row: usize,
    field: ComparedField,
) -> Option<(&'p Text, &'p Text)> {
    let corpus = &context.corpus;
    let family = |row: usize| {
        corpus.wording(row, ComparedField::Title).map(|title| context.titles.family(title))
    };
    let rows = &corpus.wordings[corpus.wording(row, field)?].rows;
    let mut others = rows.iter().copied().filter(|&other| family(other) != family(row));
    // A text is usually pasted from one that was written already, further up.
    let before = others.clone().take_while(|&other| other < row).last();
    let source = before.or_else(|| others.next())?;
    Some((context.text(source, field)?, &context.plan.objectives[source].description))
}

fn no_agreement(context: &Context, aspect: Aspect, camps: &[Vec<usize>]) -> Diagnostic {
    let first = camps[0][0];
    let what = match aspect {
        Aspect::Weight => "il peso",
        Aspect::Text(field) => name(field),
    };
    let message = format!(
        "Nell'obiettivo trasversale {} {what} {} non è lo stesso in tutte le aree.",
        title(context, first),
        quote_words(&shown(context, first, aspect))
    );
    let finding = Diagnostic::new(Code::CrossCuttingDiffers, span(context, first, aspect), message)
        .hint("Se l'obiettivo è lo stesso, scegliere una versione e riportarla in tutte le aree.");
    let others = camps[1..].iter().map(|camp| span(context, camp[0], aspect));
    with_places(finding, others, "qui è diverso")
}

fn title(context: &Context, row: usize) -> String {
    quote_words(context.text(row, ComparedField::Title).map_or("", |title| &title.value))
}

fn name(field: ComparedField) -> &'static str {
    match field {
        ComparedField::Description => "il testo della descrizione",
        ComparedField::Result => "il risultato atteso",
        ComparedField::Indicator => "l'indicatore",
        ComparedField::Service | ComparedField::Title => "il titolo",
    }
}

fn shown(context: &Context, row: usize, aspect: Aspect) -> String {
    match aspect {
        Aspect::Weight => {
            let weight = context.plan.objectives[row].weight.as_ref();
            weight.map_or(String::new(), |w| without_trailing_zeros(w.value.decimal()))
        }
        Aspect::Text(field) => context.text(row, field).map_or(String::new(), |t| t.value.clone()),
    }
}

fn span(context: &Context, row: usize, aspect: Aspect) -> Span {
    let objective = &context.plan.objectives[row];
    let found = match aspect {
        Aspect::Weight => objective.weight.as_ref().map(|w| w.span),
        Aspect::Text(field) => context.text(row, field).map(|t| t.span),
    };
    found.unwrap_or(objective.span)
}
