//! The pages, in Italian. Every value is escaped by the templates.

pub(super) mod achievement;
pub(super) mod compare;
mod comparison;
pub(super) mod delivery;
mod file_field;
mod findings;
mod head_form;
pub(super) mod home;
mod made_files;
pub(super) mod plan;
mod recognition;
pub(super) mod set;
pub(super) mod verify;

use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Style sheet of all pages.
pub(super) const STYLE: &str = include_str!("../assets/style.css");

/// Step of the work, as the head of each page lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PageStep {
    Open,
    Plan,
    Compare,
    Achievement,
    Verify,
    /// A message, which belongs to no step.
    Apart,
}

/// Returns a page with the head that all share.
fn frame(title: &str, step: PageStep, body: &Markup) -> Markup {
    let current = |here| (step == here).then_some("page");
    let navigation = html! {
        nav aria-label="Passi" {
            ul {
                li { a href="/" aria-current=[current(PageStep::Open)] { "Fare gli allegati" } }
                li { a href="/raffronta" aria-current=[current(PageStep::Compare)] { "Raffrontare due versioni" } }
                li { a href="/consuntivo" aria-current=[current(PageStep::Achievement)] { "Fare il consuntivo" } }
                li { a href="/verifica" aria-current=[current(PageStep::Verify)] { "Controllare i file tornati" } }
                // In a tab of its own: the work stays where it is.
                li { a href="/guida" target="_blank" { "Guida" } }
            }
        }
        form method="post" action="/chiudi" { button class="quiet" { "Chiudi il programma" } }
    };
    let resources = html! {
        link rel="icon" href="/risorse/icona.svg" type="image/svg+xml";
        link rel="stylesheet" href="/risorse/stile.css";
        script type="module" src="/risorse/pagina.js" {}
    };
    skeleton(title, &resources, &navigation, body)
}

fn skeleton(title: &str, resources: &Markup, navigation: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="it" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " – allegati" }
                (resources)
            }
            body {
                a class="skip" href="#contenuto" { "Vai al contenuto" }
                header { p class="brand" { "allegati" } (navigation) }
                main id="contenuto" tabindex="-1" { h1 { (title) } (body) }
            }
        }
    }
}

/// Returns a page with a sentence or two.
pub(super) fn message(title: &str, text: &str) -> Markup {
    let body = html! {
        p { (text) }
        p { a href="/" { "Torna all'inizio" } }
    };
    frame(title, PageStep::Apart, &body)
}

/// Returns the last page, behind which nothing answers: it brings its style along.
pub(super) fn farewell(title: &str, text: &str) -> Markup {
    let style = html! {
        link rel="icon" href="data:,";
        style { (PreEscaped(STYLE)) }
    };
    skeleton(title, &style, &html! {}, &html! { p { (text) } })
}
