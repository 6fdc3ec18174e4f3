//! The form for the files of a plan.

use super::{PageStep, frame};
use crate::layout;
use maud::{Markup, html};

/// Endings of the files that can be opened.
pub(super) const ENDINGS: &str =
    ".xlsx,.xlsm,.xls,.ods,.fods,.csv,.tsv,.txt,.docx,.docm,.odt,.yaml,.yml,.json";

/// Returns the first page.
pub(in crate::web) fn page(layout: &str) -> Markup {
    let body = html! {
        p class="lead" {
            "Il piano degli obiettivi diventa i suoi tre allegati: PDF, Excel e Word. Niente esce da questo computer."
        }
        form method="post" action="/apri" enctype="multipart/form-data" class="card" {
            div class="field drop" {
                label for="file" { "Il file del piano, o i file delle aree" }
                p id="file-aiuto" class="hint" {
                    "Una tabella di Excel, Calc o Word, un CSV, o un piano in YAML. Più file, uno per area, fanno un piano solo."
                }
                input type="file" id="file" name="file" multiple required accept=(ENDINGS) aria-describedby="file-aiuto";
            }
            (layout_field(layout))
            button { "Apri" }
        }
        h2 { "Altri lavori" }
        ul class="files" {
            li { a href="/raffronta" { "Raffrontare due versioni" } ": che cosa cambia, il testo a fronte, le revisioni." }
            li { a href="/consuntivo" { "Fare il consuntivo" } ": quanto degli obiettivi è stato raggiunto." }
            li { a href="/verifica" { "Controllare i file tornati" } " dalla firma, o corretti da un collega." }
        }
    };
    frame("Fare gli allegati", PageStep::Open, &body)
}

/// Returns the choice of the layout.
pub(super) fn layout_field(chosen: &str) -> Markup {
    html! {
        div class="field" {
            label for="layout" { "Aspetto degli allegati" }
            select id="layout" name="layout" {
                @if layout::shipped().iter().all(|shipped| shipped.name != chosen) {
                    option value=(chosen) selected { "Della cartella " (chosen) }
                }
                @for shipped in layout::shipped() {
                    option value=(shipped.name) selected[shipped.name == chosen] {
                        (shipped.name) ": " (shipped.description)
                    }
                }
            }
        }
    }
}
