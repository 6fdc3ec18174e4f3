//! The form for files that came back, and their verdicts.

use super::{PageStep, frame};
use crate::job::{CAUTION, JudgedFile, Verification, reason_words, verdict_words};
use crate::verify::pdf::draw_page;
use crate::verify::{Reason, Verdict};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use maud::{Markup, html};

/// Size of a drawing in bytes up to which a browser shows it without effort.
const MOST_BYTES: usize = 4 * 1024 * 1024;
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
                ul {
                    @for reason in &outcome.reasons {
                        li {
                            (reason_words(reason))
                            @if let Some(drawing) = marked_page(file, reason) {
                                img src=(drawing) alt="La pagina, con il posto da guardare in un riquadro rosso.";
                            }
                        }
                    }
                }
            }
            @if let Some(sentence) = file.signatures() { p { (sentence) } }
        }
    }
}

/// Draws the page that a reason marks, as an address of its own: the file is not kept.
fn marked_page(file: &JudgedFile, reason: &Reason) -> Option<String> {
    let index = usize::try_from(reason.page?.checked_sub(1)?).ok()?;
    let svg = draw_page(file.judged.marked_pdf.as_ref()?, index, &[reason.mark?])?;
    let fits = svg.len() <= MOST_BYTES;
    fits.then(|| format!("data:image/svg+xml;base64,{}", BASE64_STANDARD.encode(svg)))
}

fn verdict_class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intatto",
        Verdict::Look => "guardare",
        Verdict::Changed => "modificato",
        Verdict::Unknown => "sconosciuto",
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, marked_page};
    use crate::job::JudgedFile;
    use crate::verify::Reason;
    use crate::verify::judge::Judged;
    use base64::prelude::{BASE64_STANDARD, Engine as _};

    #[test]
    fn the_page_of_a_mark_is_drawn_with_a_frame_around_its_place() {
        let pdf = include_bytes!("../../../output/piano-obiettivi-2020-2022.pdf").to_vec();
        let judged = Judged { marked_pdf: Some(pdf), ..Judged::default() };
        let file = JudgedFile { name: "firmato.pdf".to_owned(), judged, sent: None };
        let look = Reason::new(Verdict::Look, "un segno");
        let marked = Reason { page: Some(2), mark: Some([100, 200, 300, 250]), ..look.clone() };
        let drawing = marked_page(&file, &marked).expect("a drawing");
        let svg = drawing.strip_prefix("data:image/svg+xml;base64,").expect("a drawing");
        let svg = String::from_utf8(BASE64_STANDARD.decode(svg).expect("base64")).expect("UTF-8");
        assert!(svg.contains(
            r##"<rect x="98" y="198" width="204" height="54" fill="none" stroke="#b3233d""##
        ));
        assert_eq!(marked_page(&file, &look), None);
        assert_eq!(marked_page(&file, &Reason { page: Some(99), ..marked }), None);
    }
}
