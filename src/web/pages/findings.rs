//! Findings as a list, the gravest first.

use crate::diag::{FindingGroup, Findings, count_words, finding_groups};
use crate::source::SourceMap;
use maud::{Markup, html};

/// Places of one finding that are shown at most: the others are counted.
const MOST_PLACES: usize = 20;

/// Remedies of a page in the place of those that are typed in a terminal: what each holds, and the words; the
/// last one stands for all others.
pub(super) type TypedRemedies = [(&'static str, &'static str)];

/// Remedies on the page of a plan.
pub(super) const GIVE_BELOW: &TypedRemedies = &[
    (
        "--mappa",
        "Dire più sotto, in «Che cosa è stato capito delle tabelle», che cosa contiene ogni colonna.",
    ),
    ("--formati", "Accorciarlo o dividerlo, oppure scegliere più sopra solo gli altri formati."),
    ("", "Se il file non lo dice, scriverlo più sotto, in «Quello che il file non dice»."),
];
/// Remedies on pages that cannot complete a plan.
pub(super) const GIVE_ELSEWHERE: &TypedRemedies = &[
    ("--formati", "Accorciarlo o dividerlo."),
    ("--data", "Correggere il giorno o gli anni in «Fare il consuntivo», e rifarlo."),
    (
        "--rispetto-a",
        "Riportare il piano a com'era, o scegliere come piano approvato la sua ultima variazione.",
    ),
    (
        "",
        "Se il file non lo dice: aprirlo in «Fare gli allegati», scriverlo lì, e usare qui il piano che si scarica da quella pagina.",
    ),
];

/// Returns the section on the findings; `typed` stands for remedies that are typed in a terminal.
pub(super) fn section(findings: &Findings, sources: &SourceMap, typed: &TypedRemedies) -> Markup {
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

/// Returns the remedies, with words of `typed` for all that are typed in a terminal.
fn remedies<'a>(group: &'a FindingGroup, typed: &TypedRemedies) -> Vec<&'a str> {
    let mut all = Vec::new();
    for remedy in &group.remedies {
        let is_typed = remedy.contains("--") || remedy.contains("allegati ");
        let of_page = typed.iter().find(|(option, _)| is_typed && remedy.contains(option));
        let words = of_page.map_or(remedy.as_str(), |(_, words)| *words);
        if !all.contains(&words) {
            all.push(words);
        }
    }
    all
}

fn item(group: &FindingGroup, typed: &TypedRemedies) -> Markup {
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
