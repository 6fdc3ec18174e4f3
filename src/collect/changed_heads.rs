//! Heads of a sheet that came back, held against those that were sent.

use super::result_sheet::{COLUMNS, ResultHead, ResultSheet, SheetHeads};
use crate::dataset::{EvaluationColumn, ResultForm, SentColumn};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::quote_start;
use crate::raw::Words;
use crate::source::Span;
use crate::text::fold_words;

/// Returns the head of a column that was sent; `None` if it is gone.
pub(super) fn head_of<'h>(heads: &'h SheetHeads, column: &SentColumn) -> Option<&'h ResultHead> {
    heads.all().iter().find(|head| match column.kind {
        EvaluationColumn::Group(_) => {
            head.kind.is_none() && fold_words(&head.words.value) == fold_words(&column.head)
        }
        kind => head.kind == Some(kind),
    })
}

/// Reports heads that were changed, exchanged, taken away or added; `start` is the beginning of the file.
pub(super) fn changed_heads(
    form: &ResultForm,
    sheet: &ResultSheet,
    start: Span,
) -> Vec<Diagnostic> {
    let heads = &sheet.heads;
    let sent: Vec<(&SentColumn, Option<&ResultHead>)> =
        form.columns.iter().map(|column| (column, head_of(heads, column))).collect();
    let is_sent = |head: &ResultHead| {
        sent.iter().any(|(_, own)| own.is_some_and(|own| own.column == head.column))
    };
    let mut others: Vec<&ResultHead> = heads.all().iter().filter(|head| !is_sent(head)).collect();
    let mut found = Vec::new();
    for (at, (column, _)) in (0_u32..).zip(&sent).filter(|(_, (_, head))| head.is_none()) {
        // Columns are sent from the first of the sheet on, without gaps.
        let now = others.iter().position(|other| other.column == at);
        let now = now.map(|now| others.remove(now));
        let mut finding = lost(column, now, start);
        if column.kind.is_input() && now.is_some_and(|now| sheet.has_words_below(now)) {
            finding.severity = Severity::Error;
        }
        found.push(finding);
    }
    found.extend(others.into_iter().map(|head| added(&head.words)));
    let heads = sent.iter().filter_map(|(_, head)| *head);
    found.extend(exchanged(&heads.map(|head| (head.column, &head.words)).collect::<Vec<_>>()));
    found
}

/// Reports heads over results that are not where they belong, or that are there twice: which cells are the
/// results cannot be known.
pub(super) fn misplaced(heads: &SheetHeads) -> Vec<Diagnostic> {
    let now: Vec<(EvaluationColumn, &Words)> =
        heads.all().iter().filter_map(|head| Some((head.kind?, &head.words))).collect();
    let mut belonging = now.clone();
    belonging.sort_by_key(|(kind, _)| COLUMNS.iter().position(|own| own == kind));
    let mut slots = now.iter().zip(&belonging);
    let moved = slots.find(|((now, _), (own, _))| now != own && (now.is_input() || own.is_input()));
    let moved = moved.map(|((_, now), (_, own))| moved_head(now, "è dove va", own));
    let first = |head: &ResultHead| {
        let is_same = |words: &Words| fold_words(&words.value) == fold_words(&head.words.value);
        let (_, first) = now.iter().find(|(kind, words)| kind.is_input() && is_same(words))?;
        head.kind.is_none().then_some(*first)
    };
    let twice = heads.all().iter().filter_map(|head| {
        let first = first(head)?;
        let message = format!("L'intestazione «{}» c'è due volte.", first.value.trim());
        let finding = Diagnostic::new(Code::ChangedCell, head.words.span, message);
        Some(finding.also(first.span, "l'altra intestazione"))
    });
    let refused = |mut finding: Diagnostic| {
        finding.severity = Severity::Error;
        finding.hint("Non si sa quali celle siano gli esiti: rimettere le intestazioni com'erano. Il foglio non è stato preso.")
    };
    moved.into_iter().chain(twice).map(refused).collect()
}

fn lost(column: &SentColumn, now: Option<&ResultHead>, start: Span) -> Diagnostic {
    let head = &column.head;
    let (place, message) = match now {
        Some(now) => {
            let words = quote_start(now.words.value.trim());
            (now.words.span, format!("L'intestazione «{head}» è cambiata: ora è {words}."))
        }
        None => (start, format!("Nel foglio manca la colonna «{head}».")),
    };
    let hint = match (column.kind.is_input(), now) {
        (true, Some(_)) => {
            "Quello che c'è scritto sotto non è stato preso: rimettere l'intestazione com'era."
        }
        (_, Some(_)) => "Vale quello che dice il piano.",
        (_, None) => "È stata tolta, o la sua intestazione è cambiata.",
    };
    Diagnostic::new(Code::ChangedCell, place, message).hint(hint)
}

/// Reports a column that was not sent.
pub(super) fn added(head: &Words) -> Diagnostic {
    let words = quote_start(head.value.trim());
    let message = format!("Nel foglio c'è una colonna in più, {words}.");
    Diagnostic::new(Code::ChangedCell, head.span, message)
        .hint("Quello che c'è scritto sotto non è stato preso.")
}

/// Reports heads, in the order in which they were sent, that are not in the order of their columns.
pub(super) fn exchanged(heads: &[(u32, &Words)]) -> Option<Diagnostic> {
    let pair = heads.windows(2).find(|pair| pair[0].0 > pair[1].0)?;
    let finding = moved_head(pair[1].1, "ora sta prima di", pair[0].1);
    Some(finding.hint(
        "Ogni cella è stata letta secondo l'intestazione che ha sopra: controllare che sia giusto.",
    ))
}

/// Reports a head that is not in its place; `how` says where it is, seen from another one.
fn moved_head(head: &Words, how: &str, other: &Words) -> Diagnostic {
    let [name, other_name] = [head, other].map(|words| words.value.trim());
    let message = format!(
        "L'intestazione «{name}» {how} «{other_name}»: le intestazioni sono state scambiate, o le colonne spostate."
    );
    Diagnostic::new(Code::ChangedCell, head.span, message).also(other.span, "l'altra intestazione")
}
