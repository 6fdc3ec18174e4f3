//! What was done to a file beside its texts: hidden things, tracked changes, and parts that
//! no annex has.

use super::content::{Content, Note};
use super::place::{place, quote};
use super::tables::RowMaps;
use super::{changed, formulas, reason};
use crate::diag::Code;
use crate::verify::{Reason, Verdict};
use std::collections::BTreeSet;

/// Parts that our files never have, by a piece of their names, in words.
const STRANGE: [(&str, &str); 12] = [
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

/// Parts that every program may write, by the beginnings of their names.
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

/// Compares everything but the texts.
pub(super) fn compare(
    before: &Content,
    after: &Content,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    formulas::compare(before, after, rows, reasons);
    notes(before, after, reasons);
    authors(after, reasons);
    parts(before, after, reasons);
    running(before, after, reasons);
}

/// What stands at the top and at the foot of every page.
fn running(before: &Content, after: &Content, reasons: &mut Vec<Reason>) {
    let (old, new) = (&before.inventory.running_texts, &after.inventory.running_texts);
    let mut tell = |how: &str, words: &String| {
        let text = format!("la testata o il piè di pagina {how}: {}", quote(words));
        reasons.push(reason(Verdict::Look, text));
    };
    old.difference(new).for_each(|words| tell("non dice più", words));
    new.difference(old).for_each(|words| tell("dice altro", words));
}

/// What the reader says of this file and did not say of ours.
fn notes(before: &Content, after: &Content, reasons: &mut Vec<Reason>) {
    let said = |content: &Content, note: &Note| {
        content.notes.iter().any(|other| (other.code, &other.text) == (note.code, &note.text))
    };
    // Of a sheet of ours it was said that it could not be compared.
    let ours = |note: &Note| {
        let mut names = before.grids.iter().filter_map(|grid| grid.name.as_ref());
        names.any(|name| note.text.contains(&format!("«{}»", name.value)))
    };
    for note in after.notes.iter().filter(|note| !said(before, note)) {
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

fn authors(after: &Content, reasons: &mut Vec<Reason>) {
    let names = after.inventory.authors.iter();
    let names: Vec<_> = names.map(|(name, count)| format!("{} ({count})", quote(name))).collect();
    if !names.is_empty() {
        let text = format!("revisioni non accettate, di: {}", names.join(", "));
        reasons.push(reason(Verdict::Look, text));
    }
}

fn parts(before: &Content, after: &Content, reasons: &mut Vec<Reason>) {
    let (old, new) = (&before.inventory.parts, &after.inventory.parts);
    let mut words = BTreeSet::new();
    for part in new.difference(old) {
        match STRANGE.iter().find(|(piece, _)| part.contains(piece)) {
            Some((_, what)) => _ = words.insert((*what).to_owned()),
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
