//! The form for two versions of a plan, and what changed between them.

use super::findings::{self, GIVE_ELSEWHERE};
use super::home::{ENDINGS, layout_field};
use super::{PageStep, comparison, frame};
use crate::job::{CompareResult, ComparedPlans, ComparisonAccount, JobReport};
use crate::web::comparison_work::ComparisonWork;
use crate::web::routes::compare::{AFTER, BEFORE};
use crate::web::work::Work;
use maud::{Markup, html};
use std::sync::Arc;

const TITLE: &str = "Raffrontare due versioni";

/// Returns the form; `open` is a plan that may be one of the versions, and it is the new one to
/// begin with if `is_asked`.
pub(in crate::web) fn page(layout: &str, open: Option<(u32, Arc<Work>)>, is_asked: bool) -> Markup {
    let layout = open.as_ref().map_or(layout, |(_, work)| &work.choices.layout);
    let is_required = open.is_none();
    let body = html! {
        p class="lead" {
            "Che cosa cambia fra due versioni di un piano: obiettivi aggiunti, tolti, spostati, e le parole cambiate in ognuno."
        }
        form method="post" action="/raffronta" enctype="multipart/form-data" class="card" {
            (file_field(BEFORE.0, "Il testo di prima", "La versione in vigore: un piano, una tabella di Excel, Calc o Word, o un allegato Excel o Word fatto qui.", is_required))
            (file_field(AFTER.0, "Il testo nuovo", "La versione da approvare, o il file che un collega ha corretto.", is_required))
            @if let Some((number, work)) = &open { (open_plan(*number, work, is_asked)) }
            (layout_field(layout))
            button { "Raffronta" }
        }
    };
    frame(TITLE, PageStep::Compare, &body)
}

fn file_field(name: &str, label: &str, hint: &str, is_required: bool) -> Markup {
    let hint_id = format!("{name}-aiuto");
    html! {
        div class="field drop" {
            label for=(name) { (label) }
            p id=(hint_id) class="hint" { (hint) }
            input type="file" id=(name) name=(name) required[is_required] accept=(ENDINGS) aria-describedby=(hint_id);
        }
    }
}

/// Returns the choice of what the opened plan stands for.
fn open_plan(number: u32, work: &Work, is_new: bool) -> Markup {
    let choices =
        [("", "nessuno dei due", !is_new), (BEFORE.0, BEFORE.1, false), (AFTER.0, AFTER.1, is_new)];
    html! {
        fieldset {
            legend { "Il piano aperto («" (work.name()) "») è" }
            input type="hidden" name="lavoro" value=(number);
            @for (value, label, is_chosen) in choices {
                label class="check" {
                    input type="radio" name="aperto" value=(value) checked[is_chosen];
                    " " (label)
                }
            }
        }
    }
}

/// Returns the account of what changed, or the errors of the versions.
pub(in crate::web) fn account(number: u32, work: &ComparisonWork) -> Markup {
    let ComparedPlans { report, result } = work.compared();
    let names = work.names();
    let body = match result {
        CompareResult::Compared(compared) => {
            let account =
                ComparisonAccount { comparison: compared, sources: &report.sources, names: &names };
            comparison::account(number, work, &account, &report.set_aside())
        }
        CompareResult::Refused => html! {
            p class="refused" { "I piani non sono stati confrontati." }
            (findings::section(&report.findings.clone().errors(), &report.sources, GIVE_ELSEWHERE))
        },
        CompareResult::BadMatch(message) => html! {
            p class="refused" role="status" { (message) }
            (comparison::decisions(number, work))
        },
    };
    let body = html! {
        (body)
        p { a href="/raffronta" { "Raffronta altri due file" } }
    };
    frame("Che cosa cambia", PageStep::Compare, &body)
}

/// Returns the page on files that cannot be made.
pub(in crate::web) fn not_made(number: u32, cause: &str, report: &JobReport) -> Markup {
    let body = html! {
        p class="refused" { (cause) }
        (findings::section(&report.findings, &report.sources, GIVE_ELSEWHERE))
        p { a href=(format!("/raffronto/{number}")) { "Torna al raffronto" } }
    };
    frame("File non pronti", PageStep::Compare, &body)
}
