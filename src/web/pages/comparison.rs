//! The account of what changed between two versions, and the doubts that a person settles.

use super::findings::{self, GIVE_ELSEWHERE};
use crate::compare::sentences::{likeness, name};
use crate::compare::{Certainty, KeptObjective, ObjectiveFate, SettledMatch};
use crate::diag::Findings;
use crate::job::{AccountEntry, AccountSection, ComparisonAccount, PlanComparison};
use crate::web::comparison_work::ComparisonWork;
use crate::web::routes::compare::{AFTER, BEFORE};
use maud::{Markup, html};

/// New objectives that the list of a doubt offers at most: further ones are typed by number.
const MOST_OFFERED: usize = 60;

/// Returns the account with the files to take; `aside` is what the files hold and was not compared.
pub(super) fn account(
    number: u32,
    work: &ComparisonWork,
    account: &ComparisonAccount<'_>,
    aside: &Findings,
) -> Markup {
    html! {
        div role="status" class="opening" { @for line in account.opening() { p class="count" { (line) } } }
        @if let Some(verdict) = account.verdict() { p class="lead" { (verdict) } }
        @for unread in account.unread() { p { (unread) } }
        (files(number))
        @if aside.iter().next().is_some() {
            (findings::section(aside, account.sources, GIVE_ELSEWHERE))
        }
        (matches(number, work, account.comparison))
        @for (i, part) in account.sections(false).iter().enumerate() { (section(i + 1, part)) }
    }
}

fn section(number: usize, section: &AccountSection<'_>) -> Markup {
    let id = format!("parte-{number}");
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (section.title) }
            ul class="changes" { @for change in &section.entries { (entry(change)) } }
        }
    }
}

fn entry(entry: &AccountEntry<'_>) -> Markup {
    let AccountEntry { words, places, below, doubt } = entry;
    html! {
        li class=[doubt.map(|_| "avviso")] {
            p { (words) }
            @if !places.is_empty() { p class="places" { (places.join("; ")) } }
            @if doubt.is_some() || !below.is_empty() {
                ul {
                    @if let Some(kept) = doubt {
                        li { a href=(format!("#dubbio-{}", kept.before + 1)) { (likeness(kept)) } }
                    }
                    @for sentence in below { li { (sentence) } }
                }
            }
        }
    }
}

/// Returns the files that can be taken away.
fn files(number: u32) -> Markup {
    html! {
        section aria-labelledby="prendi" class="take" {
            h2 id="prendi" { "I file" }
            form method="post" action=(format!("/raffronto/{number}/testo-a-fronte")) {
                label class="check" {
                    input type="checkbox" name="tutto" value="si";
                    " Tutto, anche quello che non cambia"
                }
                button { "Fai il testo a fronte" }
                p class="hint" { "Il testo di prima accanto a quello nuovo, in PDF, Excel e Word, con il manifesto." }
            }
            p { a href=(format!("/raffronto/{number}/revisioni.docx")) download { "Prendi il documento Word del testo nuovo con le revisioni" } }
        }
    }
}

/// Returns the form that settles which objectives are the same: what was decided, what is in
/// doubt, and any other match by its numbers.
fn matches(number: u32, work: &ComparisonWork, comparison: &PlanComparison) -> Markup {
    let doubtful = |kept: &&KeptObjective| kept.certainty == Certainty::Doubtful;
    let doubts: Vec<&KeptObjective> = comparison.changes.kept().filter(doubtful).collect();
    let is_open = !doubts.is_empty() || !work.settled.is_empty() || comparison.changes.is_unrelated;
    let content = html! {
        @if !doubts.is_empty() {
            p { "Le parole in comune sono poche, o due obiettivi si somigliano allo stesso modo: dire qual è quale." }
            @for doubt in &doubts { (doubt_field(doubt, comparison)) }
        }
        (typed_match())
    };
    html! {
        details class="card take" open[is_open] {
            summary { h2 { "Quale obiettivo è quale" } }
            (form(number, work, &content))
        }
    }
}

/// Returns the form that takes decisions back.
pub(super) fn decisions(number: u32, work: &ComparisonWork) -> Markup {
    html! {
        section aria-labelledby="abbinamenti" class="card" {
            h2 id="abbinamenti" { "Quale obiettivo è quale" }
            (form(number, work, &html! {}))
        }
    }
}

fn form(number: u32, work: &ComparisonWork, content: &Markup) -> Markup {
    html! {
        form method="post" action=(format!("/raffronto/{number}/abbinamenti")) {
            @if !work.settled.is_empty() {
                fieldset {
                    legend { "Già deciso" }
                    p class="hint" { "Tolto il segno, la scelta si annulla." }
                    @for settled in &work.settled {
                        label class="check" {
                            input type="checkbox" name="abbina" value=(settled) checked;
                            " " (settled_words(*settled))
                        }
                    }
                }
            }
            (content)
            button { "Raffronta di nuovo" }
        }
    }
}

fn settled_words(settled: SettledMatch) -> String {
    match settled {
        SettledMatch::Same { before, after } => {
            format!("L'obiettivo {} di prima è il {} nuovo.", before + 1, after + 1)
        }
        SettledMatch::Removed(before) => {
            format!("L'obiettivo {} di prima non c'è più.", before + 1)
        }
        SettledMatch::Added(after) => format!("L'obiettivo {} nuovo prima non c'era.", after + 1),
    }
}

/// Returns the choice that settles a doubt.
fn doubt_field(doubt: &KeptObjective, comparison: &PlanComparison) -> Markup {
    let PlanComparison { before, after, changes, .. } = comparison;
    let old = doubt.before + 1;
    let id = format!("dubbio-{old}");
    let new = |at: usize| format!("{}, {}", at + 1, name(&after.objectives[at]));
    let same = |at| SettledMatch::Same { before: doubt.before, after: at };
    let is_free = |fate: &ObjectiveFate| match fate {
        ObjectiveFate::Added { after, .. } => Some(*after),
        ObjectiveFate::Kept(kept) if kept.certainty == Certainty::Doubtful => Some(kept.after),
        ObjectiveFate::Kept(_) | ObjectiveFate::Removed { .. } => None,
    };
    let others = changes.objectives.iter().filter_map(is_free);
    let others = others.filter(|other| *other != doubt.after).take(MOST_OFFERED);
    html! {
        div class="field" {
            label for=(id) { "Obiettivo " (old) " di prima, " (name(&before.objectives[doubt.before])) }
            p class="hint" id=(format!("{id}-aiuto")) {
                "Accanto al nuovo " (new(doubt.after)) ": " (likeness(doubt)) "."
            }
            select id=(id) name="abbina" aria-describedby=(format!("{id}-aiuto")) {
                option value="" { "Da decidere" }
                option value=(same(doubt.after)) { "È lo stesso: " (new(doubt.after)) }
                option value=(SettledMatch::Removed(doubt.before)) { "Non c'è più" }
                @for other in others { option value=(same(other)) { "È un altro: " (new(other)) } }
            }
        }
    }
}

/// Returns the fields for a match of any two objectives.
fn typed_match() -> Markup {
    html! {
        fieldset {
            legend { "Un altro abbinamento" }
            p class="hint" id="numeri-aiuto" {
                "I numeri d'ordine nei due testi, da 1. Vuoto il secondo: l'obiettivo non c'è più; vuoto il primo: è nuovo."
            }
            div class="row" {
                @for (field, label) in [(BEFORE.0, "Obiettivo di prima, numero"), (AFTER.0, "Obiettivo nuovo, numero")] {
                    div class="field" {
                        label for=(field) { (label) }
                        input type="number" min="1" id=(field) name=(field) aria-describedby="numeri-aiuto";
                    }
                }
            }
        }
    }
}
