//! The end of writing into the folder.

use super::{PageStep, frame};
use crate::web::routes::folder::DeliveryRefusal;
use maud::{Markup, html};

const TITLE: &str = "I file nella cartella";

/// Returns the page on files that are in place.
pub(in crate::web) fn written(number: u32, origin: &str, text: &str) -> Markup {
    let body = html! {
        p class="lead" role="status" { (text) }
        p id="presi" data-origine=(origin) { a href=(format!("/lavoro/{number}")) { "Torna al piano" } }
    };
    frame(TITLE, PageStep::Plan, &body)
}

/// Returns the page on files that were not written.
pub(in crate::web) fn refused(number: u32, refusal: &DeliveryRefusal) -> Markup {
    let body = html! {
        p class="refused" { (refusal.text) }
        @if refusal.may_replace {
            form method="post" action=(format!("/lavoro/{number}/cartella")) enctype="multipart/form-data" {
                input type="hidden" name="sostituisci" value="si";
                button class="quiet" { "Sostituisci quei file" }
            }
        }
        p { a href=(format!("/lavoro/{number}")) { "Torna al piano" } }
    };
    frame(TITLE, PageStep::Plan, &body)
}
