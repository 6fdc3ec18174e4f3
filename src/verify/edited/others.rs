//! What was done to a file beside its texts: formulas, hidden things, tracked changes, and
//! parts that no annex has.

use super::content::{Content, Note};
use super::place::{cell_name, place, quote};
use super::tables::RowMaps;
use super::{changed, reason};
use crate::diag::Code;
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

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

/// Compares everything but the texts.
pub(super) fn compare(
    before: &Content,
    after: &Content,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    formulas(before, after, rows, reasons);
    notes(before, after, reasons);
    authors(after, reasons);
    parts(before, after, reasons);
    let running = after.behind.running.difference(&before.behind.running);
    reasons.extend(running.map(|words| {
        let text = format!("la testata o il piè di pagina dice altro: {}", quote(words));
        reason(Verdict::Look, text)
    }));
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
    let names = after.behind.authors.iter();
    let names: Vec<_> = names.map(|(name, count)| format!("{} ({count})", quote(name))).collect();
    if !names.is_empty() {
        let text = format!("revisioni non accettate, di: {}", names.join(", "));
        reasons.push(reason(Verdict::Look, text));
    }
}

fn parts(before: &Content, after: &Content, reasons: &mut Vec<Reason>) {
    let has = |content: &Content, piece: &str| {
        content.behind.parts.iter().any(|part| part.contains(piece))
    };
    let new = STRANGE.iter().filter(|(piece, _)| has(after, piece) && !has(before, piece));
    let words: BTreeSet<_> = new.map(|(_, words)| *words).collect();
    reasons.extend(words.into_iter().map(|words| changed(format!("contiene {words}"))));
}

/// Formulas by row and column.
type Formulas = BTreeMap<(u32, u32), String>;

fn formulas(before: &Content, after: &Content, rows: &RowMaps, reasons: &mut Vec<Reason>) {
    let none = Formulas::new();
    for grid in &after.grids {
        let Some(name) = grid.name.as_ref().map(|name| name.value.as_str()) else { continue };
        let Some(map) = rows.get(name) else { continue };
        let old = before.behind.formulas.get(name).unwrap_or(&none);
        let new = after.behind.formulas.get(name).unwrap_or(&none);
        let moved: Formulas = old
            .iter()
            .map(|(&(row, column), text)| ((now(map, row), column), text.clone()))
            .collect();
        let shows = |place: &(u32, u32)| {
            let row = grid.rows.iter().find(|row| row.index == place.0);
            row.is_some_and(|row| row.cells.iter().any(|cell| cell.column == place.1))
        };
        let gone = moved.keys().filter(|place| !new.contains_key(*place));
        let (replaced, deleted): (Vec<_>, Vec<_>) = gone.partition(|place| shows(place));
        let added: Vec<_> = new.keys().filter(|place| !moved.contains_key(*place)).collect();
        let other = moved
            .iter()
            .filter(|(place, text)| new.get(*place).is_some_and(|now| differs(text, now)));
        let other: Vec<_> = other.map(|(place, _)| place).collect();
        for (places, verdict, one, many) in [
            (
                replaced,
                Verdict::Changed,
                "un valore ha preso il posto di una formula",
                "valori hanno preso il posto di formule",
            ),
            (deleted, Verdict::Changed, "una formula è stata tolta", "formule sono state tolte"),
            (added, Verdict::Changed, "una cella è ora una formula", "celle sono ora formule"),
            (
                other,
                Verdict::Look,
                "una formula è scritta in un altro modo",
                "formule sono scritte in un altro modo",
            ),
        ] {
            reasons.extend(told(name, &places, one, many).map(|text| reason(verdict, text)));
        }
    }
}

/// «foglio «Pesi»: 3 formule sono state tolte (C4, C5, C6)».
fn told(sheet: &str, places: &[&(u32, u32)], one: &str, many: &str) -> Option<String> {
    const NAMED: usize = 8;
    let names: Vec<_> = places.iter().take(NAMED).map(|p| cell_name(p.0, p.1)).collect();
    let more = if places.len() > NAMED { ", …" } else { "" };
    let what = match places.len() {
        0 => return None,
        1 => one.to_owned(),
        n => format!("{n} {many}"),
    };
    Some(format!("foglio «{sheet}»: {what} ({}{more})", names.join(", ")))
}

/// Where a row is now: where the nearest row above it that was found again went.
fn now(map: &BTreeMap<u32, u32>, row: u32) -> u32 {
    match map.range(..=row).next_back() {
        Some((old, new)) => new.saturating_add(row - old),
        None => row,
    }
}

/// Whether two formulas are not the same in two spellings; one that a cell shares with
/// others is written elsewhere.
fn differs(old: &str, new: &str) -> bool {
    !old.is_empty() && !new.is_empty() && spelled(old) != spelled(new)
}

/// A formula without what programs spell differently: blanks, capitals, the marks of new
/// functions, and how the row of a table is named.
fn spelled(formula: &str) -> String {
    let text = formula.to_uppercase();
    let text = text.replace(char::is_whitespace, "").replace("_XLFN.", "").replace("_XLWS.", "");
    text.replace("[#THISROW],", "").replace(['@', '$'], "").replace("[[", "[").replace("]]", "]")
}
