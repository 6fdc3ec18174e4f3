//! The form for files that came back, and their verdicts.

use super::{PageStep, frame};
use crate::job::{CAUTION, JudgedFile, Verification, reason_words, verdict_words};
use crate::verify::Verdict;
use maud::{Markup, html};

const TITLE: &str = "Controllare i file tornati";

/// Returns the form.
pub(in crate::web) fn page() -> Markup {
    let body = html! {
        p class="lead" {
            "Il file tornato dalla firma, o corretto da un collega, è quello mandato? Qui lo si confronta con il manifesto."
        }
        form method="post" action="/verifica" enctype="multipart/form-data" class="card" {
            div class="field drop" {
                label for="mandati" { "Il manifesto, e gli allegati com'erano" }
                p id="mandati-aiuto" class="hint" {
                    "Il file che finisce con «.manifesto.json»; con i tre allegati mandati si può dire anche che cosa cambia in un Excel o in un Word."
                }
                input type="file" id="mandati" name="mandati" multiple required aria-describedby="mandati-aiuto";
            }
            div class="field drop" {
                label for="tornati" { "I file tornati" }
                p id="tornati-aiuto" class="hint" { "PDF firmati, buste .p7m, archivi .zip, Excel e Word corretti." }
                input type="file" id="tornati" name="tornati" multiple required aria-describedby="tornati-aiuto";
            }
            button { "Controlla" }
        }
    };
    frame(TITLE, PageStep::Verify, &body)
}

/// Returns the verdicts, with the sentences on what could not be read.
pub(in crate::web) fn verdicts(verification: &Verification, unread: &[String]) -> Markup {
    let body = html! {
        p class="lead" role="status" { (verification.count()) }
        @for message in unread { p class="refused" { (message) } }
        ul class="verdicts" { @for file in &verification.files { (verdict(file)) } }
        @for note in &verification.notes { p { (note) } }
        @if verification.has_signatures() { p class="hint" { (CAUTION) } }
        p { a href="/verifica" { "Controlla altri file" } }
    };
    frame(TITLE, PageStep::Verify, &body)
}

fn verdict(file: &JudgedFile) -> Markup {
    let outcome = &file.judged.outcome;
    html! {
        li class=(verdict_class(outcome.verdict())) {
            h2 { (file.full_name()) ": " strong { (verdict_words(outcome.verdict())) } }
            @if let Some(sentence) = file.identity() { p { (sentence) } }
            @if !outcome.reasons.is_empty() {
                ul { @for reason in &outcome.reasons { li { (reason_words(reason)) } } }
            }
            @if let Some(sentence) = file.signatures() { p { (sentence) } }
        }
    }
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intatto",
        Verdict::Look => "guardare",
        Verdict::Changed => "modificato",
        Verdict::Unknown => "sconosciuto",
    }
}
