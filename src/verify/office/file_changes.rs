//! Changes to a file besides its texts: hidden content, tracked changes, headers and footers,
//! and parts that no annex has.

use super::content::{OfficeContent, ReaderNote};
use super::formulas;
use super::row_matching::RowMaps;
use super::wording::{changed, place, quote, reason};
use crate::diag::Code;
use crate::verify::{Reason, Verdict};
use std::collections::BTreeSet;

/// Parts that no annex has, by a piece of their names, with their name in Italian.
const FOREIGN: [(&str, &str); 12] = [
    ("vbaproject", "delle macro"),
    ("/activex/", "dei controlli ActiveX"),
    ("/embeddings/", "degli oggetti incorporati"),
    ("/externallinks/", "dei collegamenti ad altri file"),
    ("xl/media/", "delle immagini"),
    ("word/media/", "delle immagini"),
    ("xl/drawings/", "dei disegni o delle caselle di testo"),
    ("xl/charts/", "dei grafici"),
    ("xl/comments", "dei commenti"),
    ("xl/threadedcomments/", "dei commenti"),
    ("word/comments", "dei commenti"),
    ("xl/connections", "delle connessioni a dati esterni"),
];

/// Parts that any program may write when it saves an annex, by the beginning of their names.
const USUAL: [&str; 28] = [
    "[content_types].xml",
    "_rels/",
    "docprops/",
    "customxml/",
    "word/document.xml",
    "word/styles",
    "word/settings.xml",
    "word/fonttable.xml",
    "word/websettings.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/header",
    "word/footer",
    "word/theme/",
    "word/_rels/",
    "xl/workbook.xml",
    "xl/styles.xml",
    "xl/sharedstrings.xml",
    "xl/calcchain.xml",
    "xl/metadata.xml",
    "xl/theme/",
    "xl/worksheets/",
    "xl/tables/",
    "xl/_rels/",
    "xl/persons/",
    "xl/printersettings/",
    "docmetadata/",
];

/// Compares everything but the texts of tables.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    formulas::compare(before, after, rows, reasons);
    notes(before, after, reasons);
    authors(after, reasons);
    parts(before, after, reasons);
    running(before, after, reasons);
}

/// Compares the texts of headers and footers.
fn running(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let (old, new) = (&before.inventory.running_texts, &after.inventory.running_texts);
    let mut report = |how: &str, words: &String| {
        let text = format!("la testata o il piè di pagina {how}: {}", quote(words));
        reasons.push(reason(Verdict::Look, text));
    };
    old.difference(new).for_each(|words| report("non dice più", words));
    new.difference(old).for_each(|words| report("dice altro", words));
}

/// Reports what the reader found in this file and not in the one that was sent.
fn notes(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let has_note = |content: &OfficeContent, note: &ReaderNote| {
        content.notes.iter().any(|known| (known.code, &known.text) == (note.code, &note.text))
    };
    // A sheet of ours that is hidden has been reported as one that could not be compared.
    let ours = |note: &ReaderNote| {
        let mut names = before.grids.iter().filter_map(|grid| grid.name.as_ref());
        names.any(|name| note.text.contains(&format!("«{}»", name.value)))
    };
    for note in after.notes.iter().filter(|note| !has_note(before, note)) {
        let verdict = match note.code {
            Code::HiddenSheet if ours(note) => continue,
            Code::HiddenSheet | Code::HiddenCells | Code::HiddenText | Code::TrackedChanges => {
                Verdict::Look
            }
            Code::MacrosIgnored | Code::NotPlaced | Code::PicturesIgnored | Code::NestedTable => {
                Verdict::Changed
            }
            _ => continue,
        };
        let place = place(after, note.place);
        reasons.push(reason(verdict, format!("{} ({place})", note.text)));
    }
}

fn authors(after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let names = after.inventory.authors.iter();
    let names: Vec<_> = names.map(|(name, count)| format!("{} ({count})", quote(name))).collect();
    if !names.is_empty() {
        let text = format!("revisioni non accettate, di: {}", names.join(", "));
        reasons.push(reason(Verdict::Look, text));
    }
}

fn parts(before: &OfficeContent, after: &OfficeContent, reasons: &mut Vec<Reason>) {
    let (old, new) = (&before.inventory.parts, &after.inventory.parts);
    // A set: ten pictures are one sentence.
    let mut words = BTreeSet::new();
    for part in new.difference(old) {
        match FOREIGN.iter().find(|(piece, _)| part.contains(piece)) {
            Some((_, what)) => _ = words.insert((*what).to_owned()),
            // Programs that save a file again add parts of their own; those say nothing of its content.
            None if USUAL.iter().any(|usual| part.starts_with(usual)) => {}
            None => {
                _ = words.insert(format!("una parte che gli allegati non hanno, {}", quote(part)))
            }
        }
    }
    reasons.extend(words.into_iter().map(|words| changed(format!("contiene {words}"))));
    if after.inventory.has_duplicates {
        let text =
            "contiene due parti con lo stesso nome: un programma mostra l'una, un altro l'altra";
        reasons.push(changed(text.to_owned()));
    }
}
