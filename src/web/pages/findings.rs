//! Findings as a list, the gravest first.

use crate::diag::{FindingGroup, Findings, count_words, finding_groups};
use crate::source::SourceMap;
use maud::{Markup, html};

/// Places of one finding that are shown at most: the others are counted.
const MOST_PLACES: usize = 20;

/// Remedy on the page of a plan in the place of those that are typed in a terminal.
pub(super) const GIVE_BELOW: &str =
    "Se il file non lo dice, scriverlo più sotto, in «Quello che il file non dice».";
/// Remedy on pages that cannot complete a plan.
pub(super) const GIVE_ELSEWHERE: &str = "Se il file non lo dice: aprirlo in «Fare gli allegati», scriverlo lì, e usare qui il piano che si scarica da quella pagina.";

/// Returns the section on the findings; `typed` stands for remedies that are typed in a terminal.
pub(super) fn section(findings: &Findings, sources: &SourceMap, typed: &str) -> Markup {
    let groups = finding_groups(findings, sources);
    html! {
        section aria-labelledby="segnalazioni" id="elenco" {
            h2 id="segnalazioni" { "Segnalazioni" }
            p class="count" role="status" { @match count_words(findings) { Some(count) => { (count) "." }, None => { "Nessuna segnalazione." } } }
            @if !groups.is_empty() {
                ol class="findings" { @for group in &groups { (item(group, typed)) } }
            }
            @if findings.left_out() > 0 {
                p { "Le altre segnalazioni (" (findings.left_out()) ") si vedono quando queste sono sistemate." }
            }
        }
    }
}

/// Returns the remedies, with `typed` for all that are typed in a terminal.
fn remedies<'a>(group: &'a FindingGroup, typed: &'a str) -> Vec<&'a str> {
    let is_typed = |remedy: &String| remedy.contains("--") || remedy.contains("allegati ");
    let (of_terminal, plain): (Vec<_>, Vec<_>) = group.remedies.iter().partition(|r| is_typed(r));
    let form = (!of_terminal.is_empty()).then_some(typed);
    plain.into_iter().map(String::as_str).chain(form).collect()
}

fn item(group: &FindingGroup, typed: &str) -> Markup {
    let shown = &group.places[..group.places.len().min(MOST_PLACES)];
    let others = group.places.len() - shown.len();
    html! {
        li class=(group.severity.name()) {
            p {
                strong class="severity" { (group.severity.name()) } " "
                @if group.count > 1 { span class="times" { "(" (group.count) " volte) " } }
                (group.message)
            }
            @if !shown.is_empty() {
                ul class="places" {
                    @for place in shown { li { (place) } }
                    @if others > 0 { li { "e in altri " (others) " punti" } }
                }
            }
            @for remedy in remedies(group, typed) { p class="remedy" { (remedy) } }
            details class="explanation" {
                summary { "Che cosa vuol dire" }
                p { (group.code.explanation()) }
            }
        }
    }
}
