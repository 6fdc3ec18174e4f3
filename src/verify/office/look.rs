//! Comparison of what the cells of workbooks show and how they show it.

use super::content::OfficeContent;
use super::row_matching::RowMaps;
use super::sizes;
use super::wording::{cell_list, change, quote, reason};
use crate::office::{
    CellLook, CellValue, FontLook, Grid, RgbColor, SheetLook, StyleLook, contrast,
};
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Position of a cell: row and column from 0.
type CellPosition = (u32, u32);

/// Cells of a sheet by the remark that they deserve: cells with the same one are named together.
#[derive(Default)]
struct CellRemarks(BTreeMap<(Verdict, String), Vec<CellPosition>>);

impl CellRemarks {
    fn add(&mut self, verdict: Verdict, what: impl Into<String>, at: CellPosition) {
        self.0.entry((verdict, what.into())).or_default().push(at);
    }

    fn report(self, sheet: &str, reasons: &mut Vec<Reason>) {
        // The gravest first, as a person reads from the top.
        for ((verdict, what), cells) in self.0.into_iter().rev() {
            let text = format!("foglio «{sheet}», {}: {what}", cell_list(&cells));
            reasons.push(reason(verdict, text));
        }
    }
}

/// Compares the cells, rows and columns of all sheets that both workbooks have.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    let (Some(old), Some(new)) = (&before.inventory.look, &after.inventory.look) else { return };
    if (new.base_size - old.base_size).abs() > 0.25 {
        let text = format!(
            "il carattere di base, in cui si misurano le colonne, è di corpo {}: le colonne hanno un'altra larghezza",
            new.base_size
        );
        reasons.push(reason(Verdict::Look, text));
    }
    for old in &old.sheets {
        let Some(new) = new.sheets.iter().find(|new| new.name == old.name) else { continue };
        let Some(map) = rows.get(&old.name) else { continue };
        let mut remarks = CellRemarks::default();
        let (texts, others) = (texts(before, &old.name), texts(after, &old.name));
        for (&(row, column), cell) in &old.cells {
            let Some(now) = map.get(&row).map(|row| (*row, column)) else { continue };
            let Some(other) = new.cells.get(&now) else { continue };
            // Texts that differ have been reported, with the names of their objectives, unless they
            // are the same result in another format.
            if texts.get(&(row, column)) == others.get(&now) || is_same_result(cell, other) {
                values(cell, other, now, &mut remarks);
            }
            looks(cell, other, now, &mut remarks);
        }
        blanks(old, new, map, &mut remarks);
        filled(old, new, map, &mut remarks);
        for now in sizes::low_rows(old, new, map) {
            let what = "la riga è tanto bassa che il testo non si vede, o si vede solo in parte";
            remarks.add(Verdict::Look, what, (now, u32::MAX));
        }
        for column in sizes::wide_columns(old, new) {
            let what = "la colonna è molto più larga, e il resto del foglio è lontano o, stampato, piccolo";
            remarks.add(Verdict::Look, what, (u32::MAX, column));
        }
        for column in sizes::narrow_columns(old, new) {
            let what =
                "la colonna è tanto stretta che il testo non si vede, o si vede solo in parte";
            remarks.add(Verdict::Look, what, (u32::MAX, column));
        }
        remarks.report(&old.name, reasons);
    }
}

/// Returns the texts of the cells of a sheet as they were read and compared.
fn texts<'c>(content: &'c OfficeContent, sheet: &str) -> BTreeMap<CellPosition, &'c str> {
    let is_named = |grid: &&Grid| grid.name.as_ref().is_some_and(|name| name.value == sheet);
    let rows = content.grids.iter().filter(is_named).flat_map(|grid| &grid.rows);
    let cells = rows.flat_map(|row| row.cells.iter().map(|cell| (row.index, cell)));
    cells.map(|(row, cell)| ((row, cell.column), cell.text.value.trim())).collect()
}

/// Compares what two cells show, and the values behind it.
fn values(old: &CellLook, new: &CellLook, at: CellPosition, remarks: &mut CellRemarks) {
    let format = match new.style.format.as_str() {
        "" => "quello generale".to_owned(),
        format => quote(format),
    };
    let are_results = old.has_formula && new.has_formula;
    let is_same_value = is_near(old.value, new.value);
    if old.shown.trim() != new.shown.trim() {
        // A result that is another one has been reported as such.
        if !are_results || is_same_value {
            let change = change(&old.shown, &new.shown);
            // Only a format of its own can be the cause.
            let cause = match old.style.normal_format() == new.style.normal_format() {
                true => String::new(),
                false => format!(", per il formato {format}"),
            };
            remarks.add(Verdict::Changed, format!("quello che si vede {change}{cause}"), at);
        }
    } else if !is_same_value {
        // Results follow from other changes.
        let (verdict, noun) =
            if are_results { (Verdict::Look, "risultato") } else { (Verdict::Changed, "valore") };
        let change = value_change(old, new);
        let what = format!("si vede ancora «{}», ma il {noun} {change}", new.shown);
        remarks.add(verdict, what, at);
    } else if matches!(new.value, CellValue::Number(_))
        && old.style.normal_format() != new.style.normal_format()
    {
        let what = format!("il formato del numero è un altro, {format}");
        remarks.add(Verdict::Look, what, at);
    } else if new.value == CellValue::Text && old.style.text_fill() != new.style.text_fill() {
        let what = format!("il formato riempie di segni la cella intorno al testo, {format}");
        remarks.add(Verdict::Look, what, at);
    }
    // A number whose format differs at all has been named.
    let is_text = new.value == CellValue::Text;
    let known = old.style.text_colors();
    if let Some(color) = new.style.text_colors().into_iter().find(|c| is_text && !known.contains(c))
    {
        let what = format!("il formato dà al testo un altro colore, {format}");
        // Black and the three that are dark on white can be read; numbers stand for any colour.
        let is_dark = ["black", "blue", "red", "magenta"].contains(&color.as_str());
        remarks.add(if is_dark { Verdict::Look } else { Verdict::Changed }, what, at);
    }
}

/// Returns `true` if two cells hold formulas with the same number as their result.
pub(super) fn is_same_result(old: &CellLook, new: &CellLook) -> bool {
    let are_numbers =
        matches!((old.value, new.value), (CellValue::Number(_), CellValue::Number(_)));
    old.has_formula && new.has_formula && are_numbers && is_near(old.value, new.value)
}

/// Returns `true` if two values are the same within the precision of spreadsheets.
fn is_near(old: CellValue, new: CellValue) -> bool {
    match (old, new) {
        (CellValue::Number(a), CellValue::Number(b)) => {
            (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-3)
        }
        _ => old == new,
    }
}

fn value_change(old: &CellLook, new: &CellLook) -> String {
    let name = |value| match value {
        CellValue::Number(number) => format!("{number}").replace('.', ","),
        CellValue::Text => "un testo".to_owned(),
        CellValue::Truth => "un valore logico".to_owned(),
        CellValue::Error => "un errore".to_owned(),
    };
    format!("era {}, ora è {}", name(old.value), name(new.value))
}

/// Compares how two cells show their texts.
fn looks(old: &CellLook, new: &CellLook, at: CellPosition, remarks: &mut CellRemarks) {
    let mut look = |what: &str| remarks.add(verdict_of(what), what, at);
    let (a, b) = (&*old.style, &*new.style);
    style(a, b, &mut look);
    if new.has_formula && !a.hides_formula && b.hides_formula {
        look("la formula non si vede");
    }
    if closing_blanks(&old.shown) != closing_blanks(&new.shown) {
        look("dietro al testo ci sono altri spazi o a capo");
    }
    if leading_blanks(&old.shown) != leading_blanks(&new.shown) {
        look("davanti al testo ci sono altri spazi o a capo");
    }
    let (fonts, others) = (fonts(old), fonts(new));
    if fonts == others && is_alike(a.fill, b.fill) {
        return;
    }
    for font in &others {
        let first = fonts[0];
        if contrast(font.color, b.fill) < READABLE && contrast(first.color, a.fill) >= READABLE {
            look(BLANK);
        } else if !fonts.iter().any(|f| is_alike(f.color, font.color)) {
            look("il testo ha un altro colore");
        }
        if font.strike && !fonts.iter().any(|f| f.strike) {
            look(STRUCK);
        }
        if font.is_raised && !fonts.iter().any(|f| f.is_raised) {
            look("il testo è in apice o in pedice");
        }
        size(first, font, &mut look);
        if !fonts.iter().any(|f| f.name.eq_ignore_ascii_case(&font.name)) {
            look(&format!("il carattere è un altro, {}", quote(&font.name)));
        }
        if !fonts.iter().any(|f| f.emphasis == font.emphasis) {
            look("grassetto, corsivo o sottolineato sono altri");
        }
        if font.is_hollow && !fonts.iter().any(|f| f.is_hollow) {
            look("il testo è contornato o ha un'ombra");
        }
    }
    if others.iter().all(|f| !f.strike) && fonts.iter().any(|f| f.strike) {
        look(NOT_STRUCK);
    }
    if !is_alike(a.fill, b.fill) {
        look("lo sfondo ha un altro colore");
    }
}

/// Compares the colours of cells that are empty in both workbooks.
fn blanks(old: &SheetLook, new: &SheetLook, map: &BTreeMap<u32, u32>, remarks: &mut CellRemarks) {
    const WHITE: RgbColor = [255; 3];
    let fill = |sheet: &SheetLook, at| sheet.blanks.get(&at).copied().unwrap_or(WHITE);
    for &(row, column) in old.blanks.keys() {
        let Some(now) = map.get(&row).map(|row| (*row, column)) else { continue };
        if !new.cells.contains_key(&now) && !is_alike(fill(old, (row, column)), fill(new, now)) {
            remarks.add(Verdict::Look, "lo sfondo ha un altro colore", now);
        }
    }
    let moved: BTreeSet<CellPosition> =
        old.blanks.keys().filter_map(|(row, column)| Some((*map.get(row)?, *column))).collect();
    for (&at, color) in &new.blanks {
        let is_new = !moved.contains(&at) && !is_alike(*color, WHITE);
        if is_new && !old.cells.contains_key(&at) {
            remarks.add(Verdict::Look, "lo sfondo ha un altro colore", at);
        }
    }
}

/// Reports texts that cannot be read, or do not count, in cells that were empty.
fn filled(old: &SheetLook, new: &SheetLook, map: &BTreeMap<u32, u32>, remarks: &mut CellRemarks) {
    let known: BTreeSet<CellPosition> =
        old.cells.keys().filter_map(|(row, column)| Some((*map.get(row)?, *column))).collect();
    for (&at, cell) in new.cells.iter().filter(|(at, _)| !known.contains(at)) {
        for font in fonts(cell).into_iter().filter(|_| !cell.shown.trim().is_empty()) {
            for (is_so, what) in [
                (contrast(font.color, cell.style.fill) < READABLE, BLANK.to_owned()),
                (font.size < SMALLEST, tiny(font)),
                (font.strike, STRUCK.to_owned()),
            ] {
                if is_so {
                    remarks.add(verdict_of(&what), what, at);
                }
            }
        }
    }
}

/// Smallest contrast of a text that can be read, from 1 for equal colours to 21.
const READABLE: f64 = 1.7;
/// Smallest size in points of a text that can be read.
const SMALLEST: f64 = 5.0;
const STRUCK: &str = "il testo è barrato";
const NOT_STRUCK: &str = "il testo non è più barrato";
const BLANK: &str = "il testo ha quasi il colore dello sfondo, e non si legge";
const TINY: &str = "il testo è minuscolo";

fn size(old: &FontLook, new: &FontLook, look: &mut impl FnMut(&str)) {
    if new.size < SMALLEST && old.size >= SMALLEST {
        look(&tiny(new));
    } else if (new.size - old.size).abs() > 0.25 {
        look("il testo ha un'altra grandezza");
    }
}

fn tiny(font: &FontLook) -> String {
    format!("{TINY} (corpo {}), e non si legge", font.size)
}

/// Compares the styles of two cells besides fonts, colours and formats.
fn style(old: &StyleLook, new: &StyleLook, look: &mut impl FnMut(&str)) {
    for (is_new, what) in [
        (old.rotation != new.rotation, "il testo è ruotato in un altro modo"),
        (new.indent.abs_diff(old.indent) > 2, "il testo è rientrato in un altro modo"),
        (old.places[0] != new.places[0] && !new.repeats, "il testo è allineato in un altro modo"),
        (old.places[1] != new.places[1], "il testo sta a un'altra altezza nella cella"),
        (old.is_bordered && !new.is_bordered, "la cella non ha più il bordo"),
        (old.wraps && !new.wraps, "il testo non va più a capo, e si può vedere solo in parte"),
        (!old.shrinks && new.shrinks, "il testo si rimpicciolisce fino a stare nella cella"),
        (!old.repeats && new.repeats, "il testo si ripete fino a riempire la cella"),
        (old.is_right_to_left != new.is_right_to_left, "il testo va in un'altra direzione"),
        (!old.is_crossed && new.is_crossed, "la cella è barrata da una diagonale"),
        (
            !old.is_ambiguous && new.is_ambiguous,
            "lo stile si legge in due modi: un programma mostra l'uno, un altro l'altro",
        ),
    ] {
        if is_new {
            look(what);
        }
    }
}

/// Returns the verdict on a difference in looks: a text that cannot be read, or does not count, is as
/// good as gone.
fn verdict_of(what: &str) -> Verdict {
    let is_gone = [BLANK, STRUCK, NOT_STRUCK].contains(&what) || what.starts_with(TINY);
    if is_gone { Verdict::Changed } else { Verdict::Look }
}

/// Returns the blanks behind a text: in a cell that wraps they are lines, and push it out too.
fn closing_blanks(text: &str) -> &str {
    &text[text.trim_end().len()..]
}

/// Returns the blanks before a text: they push it out of its cell.
fn leading_blanks(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}

/// Returns the fonts of a cell, one for each run.
fn fonts(cell: &CellLook) -> Vec<&FontLook> {
    match cell.runs.as_slice() {
        [] => vec![&cell.style.font],
        runs => runs.iter().map(|(_, font)| font).collect(),
    }
}

/// Returns `true` if two colours can hardly be told apart.
fn is_alike(a: RgbColor, b: RgbColor) -> bool {
    a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 8)
}
