//! A plan: what was understood, what is missing, what is wrong, and the files to take away.

use super::home::layout_field;
use super::{PageStep, findings, frame, head_form, made_files, recognition};
use crate::layout::{HeldLayout, Slot};
use crate::manifest::{AnnexFormat, FileExtent};
use crate::model::Key;
use crate::web::own_layout::{TEXTS, is_saved, text_of};
use crate::web::session::Session;
use crate::web::work::Work;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Returns the page on the plan under `number`.
pub(in crate::web) fn page(session: &Session, number: u32, work: &Work) -> Markup {
    let made = work.made();
    let body = html! {
        p class="lead" { "File: " (work.name()) }
        (files(session, number, work))
        (findings::section(&made.report.findings, &made.report.sources, findings::GIVE_BELOW))
        (recognition::section(number, work))
        @if !work.is_edited() { (head_form::form(number, work)) }
        div id="editor" data-lavoro=(number) data-ramo=(session.branch(number)) data-origine=(work.origin()) data-nomi=(labels()) data-proposte=(proposals(work)) {}
        (appearance(number, work))
        (preview(number, work))
    };
    frame("Il piano", PageStep::Plan, &body)
}

/// Returns the section with the files, or the reason why there are none yet.
fn files(session: &Session, number: u32, work: &Work) -> Markup {
    let made = work.made();
    let base = format!("/lavoro/{number}");
    html! {
        section aria-labelledby="prendi" id="file-pronti" {
            h2 id="prendi" { "I file" }
            @match &made.set {
                Err(cause) => p class="refused" { (cause) " Le segnalazioni qui sotto dicono che cosa sistemare." },
                Ok(set) => {
                    (made_files::links(&base, set))
                    (made_files::to_folder(&base, session))
                    p class="hint" { "Il manifesto serve dopo la firma, per controllare che cosa torna: va tenuto con gli allegati." }
                }
            }
            (formats(&base, work))
            ul class="files" {
                li { a href=(format!("{base}/piano.yaml")) download { "Scarica il piano (YAML), per continuare un'altra volta" } }
                li { a href=(format!("/raffronta?piano={number}")) { "Raffronta con un'altra versione" } }
                li { a href=(format!("/consuntivo?piano={number}")) { "Fai il consuntivo di questo piano" } }
            }
            @if !session.has_usual_address {
                p class="hint" {
                    "L'indirizzo solito di questa pagina è occupato, forse da un'altra pagina di allegati: le correzioni non prese potrebbero non ritrovarsi al prossimo avvio. Per non perderle, scaricare il piano prima di chiudere."
                }
            }
        }
    }
}

/// Returns the choice of formats.
fn formats(base: &str, work: &Work) -> Markup {
    html! {
        form method="post" action=(format!("{base}/formati")) enctype="multipart/form-data" {
            input type="hidden" name="versione" value=(work.version);
            fieldset class="inline" {
                legend { "Formati" }
                @for format in AnnexFormat::ALL {
                    label class="check" {
                        input type="checkbox" name="formato" value=(format.extension()) checked[work.choices.formats.contains(&format)];
                        " " (name(format))
                    }
                }
                button class="quiet" { "Cambia formati" }
            }
        }
    }
}

/// Returns the name of a format for people.
fn name(format: AnnexFormat) -> &'static str {
    match format {
        AnnexFormat::Pdf => "PDF",
        AnnexFormat::Xlsx => "Excel",
        AnnexFormat::Docx => "Word",
    }
}

/// Returns the names of all keys as JSON, for the headings of the editor.
fn labels() -> String {
    let labels: BTreeMap<&str, &str> =
        Key::ALL.iter().map(|key| (key.name(), key.label())).collect();
    serde_json::to_string(&labels).unwrap_or_default()
}

/// Returns what the files seem to say beside the plan as JSON: keys and values.
fn proposals(work: &Work) -> String {
    let proposed: BTreeMap<&str, &str> =
        work.proposed().iter().map(|given| (given.key.as_str(), given.value.as_str())).collect();
    serde_json::to_string(&proposed).unwrap_or_default()
}

/// Returns the form for the layout.
fn appearance(number: u32, work: &Work) -> Markup {
    html! {
        form method="post" action=(format!("/lavoro/{number}/aspetto")) enctype="multipart/form-data" class="card" id="aspetto" {
            input type="hidden" name="versione" value=(work.version);
            (layout_field(&work.choices.layout))
            button class="quiet" { "Cambia aspetto" }
        }
        @match work.choices.own_layout.as_deref().filter(|own| is_saved(own)) {
            Some(own) => (saved_layout_in_use(number, work, own)),
            None => {
                @if crate::layout::shipped_files(&work.choices.layout).is_some() { (own_layout(number, work)) }
                (saved_layout(number, work))
            }
        }
    }
}

/// Returns the form for the files of a layout that was saved before.
fn saved_layout(number: u32, work: &Work) -> Markup {
    html! {
        details class="card" id="salvato" {
            summary { h2 { "Un aspetto salvato" } }
            form method="post" action=(format!("/lavoro/{number}/layout")) enctype="multipart/form-data" {
                input type="hidden" name="versione" value=(work.version);
                div class="field drop" {
                    label for="aspetto-salvato" { "I file dell'aspetto" }
                    p id="aspetto-salvato-aiuto" class="hint" {
                        "Tutti i file della cartella: layout.toml, quelli che finiscono con .hbs, lo stemma. L'archivio scaricato da qui va prima estratto."
                    }
                    input type="file" id="aspetto-salvato" name="cartella" multiple required aria-describedby="aspetto-salvato-aiuto";
                }
                button class="quiet" name="proprio" value="salvato" { "Usa questo aspetto" }
            }
        }
    }
}

/// Returns what is said of a saved layout in use, with the way back.
fn saved_layout_in_use(number: u32, work: &Work, own: &HeldLayout) -> Markup {
    let names: Vec<String> = own.files().into_keys().collect();
    html! {
        form method="post" action=(format!("/lavoro/{number}/layout")) enctype="multipart/form-data" class="card" id="salvato" {
            input type="hidden" name="versione" value=(work.version);
            p { "L'aspetto è quello dei file scelti: " (names.join(", ")) "." }
            button class="quiet" name="proprio" value="no" { "Torna all'aspetto di prima" }
        }
    }
}

/// Returns the form for a layout of the office's own, on top of one of the program.
fn own_layout(number: u32, work: &Work) -> Markup {
    let own = work.choices.own_layout.as_deref();
    let text = |slot: Slot| {
        let changed = own.and_then(|own| own.templates.get(slot.name()));
        changed
            .map_or_else(|| text_of(&work.choices.layout, slot), |text| text.trim_end().to_owned())
    };
    html! {
        details class="card" id="proprio" open[own.is_some()] {
            summary { h2 { "Logo e testi dell'ente" } }
            form method="post" action=(format!("/lavoro/{number}/layout")) enctype="multipart/form-data" {
                input type="hidden" name="versione" value=(work.version);
                div class="field" {
                    label for="logo" { "Stemma o logo" }
                    p id="logo-aiuto" class="hint" {
                        "Un'immagine PNG o SVG; sta in cima alla prima pagina."
                        @if own.is_some_and(|own| !own.others.is_empty()) { " Ce n'è già una: senza un altro file resta quella." }
                    }
                    input type="file" id="logo" name="logo" accept=".png,.svg" aria-describedby="logo-aiuto";
                }
                @for (slot, label) in TEXTS {
                    div class="field" {
                        label for=(slot.name()) { (label) }
                        textarea id=(slot.name()) name=(slot.name()) rows="2" aria-describedby="testi-aiuto" { (text(slot)) }
                    }
                }
                p id="testi-aiuto" class="hint" {
                    "Al posto delle parole fra doppie graffe il programma scrive il titolo del piano, il numero della pagina e quante sono."
                }
                button class="quiet" { "Usa logo e testi" }
                @if own.is_some() { " " button class="quiet" name="proprio" value="no" { "Torna all'aspetto di prima" } }
            }
            @if let Some(own) = own {
                p { a href=(format!("/lavoro/{number}/layout.zip")) download { "Salva questo aspetto (" (own.name) ".zip)" } }
                p class="hint" {
                    "Estratta la cartella, la si usa per ogni piano: qui sotto, in «Un aspetto salvato», nel file allegati.toml, o con --layout."
                }
            }
        }
    }
}

/// Returns the annex page by page.
fn preview(number: u32, work: &Work) -> Markup {
    let files = work.made_pdf().set.iter().flat_map(|set| &set.files);
    let pages = files.map(|file| file.extent).find_map(|extent| match extent {
        FileExtent::Pages(pages) => Some(pages),
        _ => None,
    });
    html! {
        @if let Some(pages) = pages {
            section aria-labelledby="anteprima" id="guarda" {
                h2 id="anteprima" { "Guardare gli allegati" }
                p { a href=(format!("/lavoro/{number}/anteprima.pdf")) target="_blank" rel="noopener" { "Apri il PDF in un'altra scheda" } }
                nav aria-label="Pagine dell'allegato" {
                    ol class="page-numbers" {
                        @for page in 1..=pages { li { a href=(format!("#pagina-{page}")) { (page) } } }
                    }
                }
                section class="pages" id="pagine" tabindex="0" aria-label="Pagine dell'allegato, disegnate" {
                    @for page in 1..=pages {
                        figure id=(format!("pagina-{page}")) data-pagina=(page) {
                            img src=(format!("/lavoro/{number}/pagina/{page}?{}", work.version)) alt=(format!("Pagina {page} di {pages}")) loading="lazy";
                        }
                    }
                }
            }
        }
    }
}
