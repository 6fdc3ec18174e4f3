//! The end of writing into the folder.

use super::{PageStep, frame, set};
use crate::web::made_set::SetKind;
use crate::web::routes::folder::DeliveryRefusal;
use crate::web::session::Session;
use crate::web::work::Work;
use maud::{Markup, html};

const TITLE: &str = "I file nella cartella";

/// Returns the page on the files of a plan.
pub(in crate::web) fn of_plan(
    session: &Session,
    number: u32,
    work: &Work,
    end: &Result<String, DeliveryRefusal>,
) -> Markup {
    let base = format!("/lavoro/{number}");
    let body = html! {
        (outcome(&base, end))
        @if end.is_ok() { div id="presi" data-origine=(work.origin()) data-ramo=(session.branch(number)) {} }
        p { a href=(base) { "Torna al piano" } }
    };
    frame(TITLE, PageStep::Plan, &body)
}

/// Returns the page on the files of another set.
pub(in crate::web) fn of_set(
    number: u32,
    kind: SetKind,
    end: &Result<String, DeliveryRefusal>,
) -> Markup {
    let base = format!("/insieme/{number}");
    let body = html! {
        (outcome(&base, end))
        p { a href=(base) { "Torna ai file" } }
    };
    frame(TITLE, set::step(kind), &body)
}

/// Returns where the files are, or why they are not there.
fn outcome(base: &str, end: &Result<String, DeliveryRefusal>) -> Markup {
    html! {
        @match end {
            Ok(text) => p class="lead" role="status" { (text) },
            Err(refusal) => {
                p class="refused" role="alert" { (refusal.text) }
                @if refusal.may_replace {
                    form method="post" action=(format!("{base}/cartella")) enctype="multipart/form-data" {
                        input type="hidden" name="sostituisci" value="si";
                        button class="quiet" { "Sostituisci quei file" }
                    }
                }
            }
        }
    }
}
