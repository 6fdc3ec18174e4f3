//! The form for the results of a plan, and what was made of them.

use super::file_field::FileField;
use super::{PageStep, frame};
use crate::web::routes::achievement::{APPROVED, DAY, PLAN, RESULTS, YEARS};
use crate::web::routes::chosen_plan::OfferedPlan;
use maud::{Markup, html};

const TITLE: &str = "Fare il consuntivo";

/// Returns the form; the plan in `open` may stand in the place of a file.
pub(in crate::web) fn page(open: Option<&OfferedPlan>) -> Markup {
    let plan = FileField {
        name: PLAN,
        label: "Il piano",
        hint: "Un piano, o l'allegato Excel fatto qui; gli esiti possono già esserci.",
        is_required: open.is_none(),
        is_multiple: false,
    };
    let results = FileField {
        name: RESULTS,
        label: "Gli esiti, se non sono nel piano",
        hint: "I file Excel con il foglio «Valutazione» compilato, anche più d'uno, per esempio uno per area.",
        is_required: false,
        is_multiple: true,
    };
    let body = html! {
        p class="lead" {
            "Quanto degli obiettivi è stato raggiunto: dal piano e dai suoi esiti, il prospetto in PDF, Excel e Word."
        }
        form method="post" action="/consuntivo" enctype="multipart/form-data" class="card" {
            (plan.markup())
            @if let Some(plan) = open { (open_plan(plan)) }
            (results.markup())
            (choices())
            button { "Fai il consuntivo" }
        }
    };
    frame(TITLE, PageStep::Achievement, &body)
}

fn open_plan(plan: &OfferedPlan) -> Markup {
    html! {
        input type="hidden" name="lavoro" value=(plan.number);
        div class="field" {
            label class="check" {
                input type="checkbox" name="aperto" value=(PLAN) checked[plan.is_asked];
                " Il piano aperto («" (plan.work.name()) "»), al posto di un file"
            }
        }
    }
}

/// Returns what a person may choose besides.
fn choices() -> Markup {
    let approved = FileField {
        name: APPROVED,
        label: "Il piano approvato",
        hint: "Il piano, il suo allegato XLSX o DOCX, o il manifesto insieme ai suoi allegati. Se c'è, una segnalazione dice che cosa è cambiato dopo l'approvazione.",
        is_required: false,
        is_multiple: true,
    };
    html! {
        div class="row" {
            div class="field" {
                label for=(YEARS) { "Anni" }
                p id="anni-aiuto" class="hint" { "Per esempio 2024, o 2024, 2025. Vuoto: tutti quelli che hanno esiti." }
                input id=(YEARS) name=(YEARS) aria-describedby="anni-aiuto";
            }
            div class="field" {
                label for=(DAY) { "Giorno dello stato di attuazione" }
                p id="giorno-aiuto" class="hint" { "Soltanto durante l'anno, per esempio 30.06.2024." }
                input id=(DAY) name=(DAY) aria-describedby="giorno-aiuto";
            }
        }
        (approved.markup())
    }
}
