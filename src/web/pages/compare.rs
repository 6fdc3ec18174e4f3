//! The form for two versions of a plan, and what changed between them.

use super::file_field::FileField;
use super::findings::{self, GIVE_ELSEWHERE};
use super::home::layout_field;
use super::{PageStep, comparison, frame};
use crate::job::{CompareResult, ComparedPlans, ComparisonAccount, JobReport};
use crate::web::comparison_work::ComparisonWork;
use crate::web::routes::chosen_plan::OfferedPlan;
use crate::web::routes::compare::{AFTER, BEFORE};
use maud::{Markup, html};

const TITLE: &str = "Raffrontare due versioni";

/// Returns the form; the plan in `open` may be one of the versions, and is the new one to begin
/// with if the person came from its page.
pub(in crate::web) fn page(layout: &str, open: Option<&OfferedPlan>) -> Markup {
    let layout = open.map_or(layout, |plan| &plan.work.choices.layout);
    let field = |(name, _), label, hint| FileField {
        name,
        label,
        hint,
        is_required: open.is_none(),
        // A manifest comes with its annexes.
        is_multiple: true,
    };
    let before = field(
        BEFORE,
        "Il testo di prima",
        "La versione in vigore: un piano, una tabella di Excel, Calc o Word, un allegato Excel o Word fatto qui, o il manifesto insieme ai suoi allegati.",
    );
    let after = field(
        AFTER,
        "Il testo nuovo",
        "La versione da approvare, o il file che un collega ha corretto.",
    );
    let body = html! {
        p class="lead" {
            "Che cosa cambia fra due versioni di un piano: obiettivi aggiunti, tolti, spostati, e le parole cambiate in ognuno."
        }
        form method="post" action="/raffronta" enctype="multipart/form-data" class="card" {
            (before.markup())
            (after.markup())
            @if let Some(plan) = open { (open_plan(plan)) }
            (layout_field(layout))
            button { "Raffronta" }
        }
    };
    frame(TITLE, PageStep::Compare, &body)
}

/// Returns the choice of what the opened plan stands for.
fn open_plan(plan: &OfferedPlan) -> Markup {
    let choices = [
        ("", "nessuno dei due", !plan.is_asked),
        (BEFORE.0, BEFORE.1, false),
        (AFTER.0, AFTER.1, plan.is_asked),
    ];
    html! {
        fieldset {
            legend { "Il piano aperto («" (plan.work.name()) "») è" }
            input type="hidden" name="lavoro" value=(plan.number);
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
