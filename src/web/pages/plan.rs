//! A plan: what was understood, what is missing, what is wrong, and the files to take away.

use super::home::layout_field;
use super::{PageStep, findings, frame};
use crate::model::{Heading, Key};
use crate::web::work::{MadeWork, PlanChoices, Work};
use maud::{Markup, html};

/// Values of the head that the form asks for: key, whether it may have several lines, an example.
const HEAD: [(Key, bool, &str); 9] = [
    (Key::Title, false, "PIANO DEGLI OBIETTIVI 2026"),
    (Key::Entity, false, "Comune di Esempio"),
    (Key::Area, false, "AREA TECNICA"),
    (Key::Period, false, "ANNO 2026"),
    (Key::Resolution, false, "Giunta n. 12 del 31.01.2026"),
    (Key::Annex, false, "A"),
    (Key::Signers, true, "Mario Rossi, Segretario comunale"),
    (Key::Premise, true, ""),
    (Key::Closing, true, ""),
];
/// Columns that the form can name at once, beside those that were named before.
const FREE_COLUMNS: usize = 3;

/// Returns the fields that a column of a table can hold.
fn fields() -> impl Iterator<Item = Key> {
    let columns = Key::DATA_COLUMNS.into_iter();
    columns.filter(|key| !matches!(key, Key::Position | Key::Years))
}

/// Returns the page on the plan under `number`.
pub(in crate::web) fn page(number: u32, work: &Work) -> Markup {
    let made = work.made();
    let body = html! {
        p class="lead" { "File: " (work.name()) }
        (files(number, made))
        (findings::section(&made.report.findings, &made.report.sources))
        @if !made.report.recognition.is_empty() {
            section aria-labelledby="capito" {
                h2 id="capito" { "Che cosa è stato capito" }
                ul { @for line in &made.report.recognition { li { (line.trim_start()) } } }
            }
        }
        (choices(number, work))
        div id="editor" data-lavoro=(number) {}
        @if made.set.is_ok() {
            section aria-labelledby="anteprima" {
                h2 id="anteprima" { "Anteprima" }
                p { a href=(format!("/lavoro/{number}/anteprima.pdf")) target="_blank" rel="noopener" { "Apri il PDF in un'altra scheda" } }
                iframe title="Il PDF degli allegati" src=(format!("/lavoro/{number}/anteprima.pdf")) {}
            }
        }
    };
    frame("Il piano", PageStep::Plan, &body)
}

/// Returns the section with the files, or the reason why there are none yet.
fn files(number: u32, made: &MadeWork) -> Markup {
    html! {
        section aria-labelledby="prendi" id="file-pronti" {
            h2 id="prendi" { "I file" }
            @match &made.set {
                Err(cause) => p class="refused" { (cause) " Le segnalazioni qui sotto dicono che cosa sistemare." },
                Ok(_) => {
                    p { a class="button" href=(format!("/lavoro/{number}/tutti.zip")) download { "Prendi tutto (.zip)" } }
                    ul class="files" {
                        @for output in made.outputs() {
                            li {
                                a href=(format!("/lavoro/{number}/file/{}", output.name)) download { (output.name) }
                                " (" (output.bytes.len().div_ceil(1024)) " KB)"
                            }
                        }
                    }
                    p class="hint" { "Il manifesto serve dopo la firma, per controllare che cosa torna: va tenuto con gli allegati." }
                }
            }
            p { a href=(format!("/lavoro/{number}/piano.yaml")) download { "Scarica il piano (YAML), per continuare un'altra volta" } }
        }
    }
}

/// Returns the form for what no file says.
fn choices(number: u32, work: &Work) -> Markup {
    let PlanChoices { layout, map, .. } = &work.choices;
    let value = |key: Key| {
        let given = work.choices.given.iter().filter(|given| given.key == key.name());
        given.map(|given| given.value.as_str()).collect::<Vec<_>>().join("\n")
    };
    html! {
        details class="card" open[work.made().set.is_err()] {
            summary { h2 { "Quello che il file non dice" } }
            form method="post" action=(format!("/lavoro/{number}/dati")) enctype="multipart/form-data" {
                input type="hidden" name="versione" value=(work.version);
                div class="grid" {
                    @for (key, is_long, example) in HEAD {
                        div class="field" {
                            label for=(key.name()) { (key.label()) }
                            @if is_long {
                                textarea id=(key.name()) name=(key.name()) rows="2" placeholder=(example) { (value(key)) }
                            } @else {
                                input id=(key.name()) name=(key.name()) value=(value(key)) placeholder=(example);
                            }
                        }
                    }
                    (layout_field(layout))
                }
                @if work.has_table() {
                    fieldset {
                        legend { "Colonne che non sono state riconosciute" }
                        p class="hint" { "L'intestazione com'è scritta nel file, e che cosa contiene." }
                        @for (i, heading) in map.iter().map(Some).chain([None; FREE_COLUMNS]).enumerate() {
                            (column_row(i + 1, heading))
                        }
                    }
                }
                button { "Applica" }
            }
        }
    }
}

/// Returns the row that names a column and its field.
fn column_row(number: usize, heading: Option<&Heading>) -> Markup {
    let chosen = heading.map(|heading| heading.field.as_str());
    html! {
        div class="row" {
            div class="field" {
                label for=(format!("colonna-{number}")) { "Intestazione " (number) }
                input id=(format!("colonna-{number}")) name="colonna" value=(heading.map(|h| h.words.as_str()).unwrap_or_default());
            }
            div class="field" {
                label for=(format!("campo-{number}")) { "Contiene" }
                select id=(format!("campo-{number}")) name="campo" {
                    option value="" { "–" }
                    @if let Some(other) = chosen.filter(|field| fields().all(|key| key.name() != *field)) {
                        option value=(other) selected { (other) }
                    }
                    @for key in fields() {
                        option value=(key.name()) selected[Some(key.name()) == chosen] { (key.label()) }
                    }
                }
            }
        }
    }
}
