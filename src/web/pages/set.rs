//! Annexes of a comparison or of an achievement: findings and files.

use super::findings::{self, GIVE_ELSEWHERE};
use super::{PageStep, frame, made_files};
use crate::web::made_set::{MadeSet, SetKind};
use crate::web::session::Session;
use maud::{Markup, html};

/// Returns the page.
pub(in crate::web) fn page(session: &Session, number: u32, set: &MadeSet) -> Markup {
    let MadeSet { kind, name, made } = set;
    let base = format!("/insieme/{number}");
    let body = html! {
        p class="lead" { @if *kind == SetKind::Achievement { "Piano: " } @else { "Versioni: " } (name) }
        section aria-labelledby="prendi" class="take" {
            h2 id="prendi" { "I file" }
            @match &made.set {
                Err(cause) => p class="refused" { (cause) " Le segnalazioni qui sotto dicono che cosa sistemare." },
                Ok(annexes) => {
                    (made_files::links(&base, annexes))
                    (made_files::to_folder(&base, session))
                    p { a href=(format!("{base}/anteprima.pdf")) target="_blank" rel="noopener" { "Apri il PDF in un'altra scheda" } }
                }
            }
        }
        (findings::section(&made.report.findings, &made.report.sources, GIVE_ELSEWHERE))
        p { (way_back(*kind)) }
    };
    let title = match kind {
        SetKind::Achievement => "Il consuntivo",
        SetKind::SideBySide(_) => "Il testo a fronte",
    };
    frame(title, step(*kind), &body)
}

/// Returns the step of the work that makes sets of this kind.
pub(super) fn step(kind: SetKind) -> PageStep {
    match kind {
        SetKind::Achievement => PageStep::Achievement,
        SetKind::SideBySide(_) => PageStep::Compare,
    }
}

fn way_back(kind: SetKind) -> Markup {
    match kind {
        SetKind::Achievement => html! { a href="/consuntivo" { "Fai un altro consuntivo" } },
        SetKind::SideBySide(comparison) => {
            html! { a href=(format!("/raffronto/{comparison}")) { "Torna al raffronto" } }
        }
    }
}
