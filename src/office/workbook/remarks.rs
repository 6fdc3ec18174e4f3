//! What a person must know of a sheet besides the texts that were read of its cells.

use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::plural::counted;
use crate::italian::quotation::quote_start;
use crate::office::GridCell;
use crate::office::marked_text::struck;
use crate::office::shown_text::TextRemark;
use crate::source::{Span, column_letters};
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Content of a cell, or above it, that is not read as its text.
#[derive(Clone)]
pub(crate) enum CellRemark {
    /// Comment; its words are empty if they are not known.
    Comment(String),
    /// Part of the text that is not read as it is stored.
    Text(TextRemark),
    /// Content that the number format does not show.
    HiddenByFormat(String),
    /// Text in a box that is drawn above the cells.
    TextBox(String),
    /// Picture, or a drawing made of several.
    Picture,
}

/// Row and column, from 0.
type CellPlace = (u32, u32);

/// Remarks on a sheet while its cells are read.
#[derive(Default)]
pub(super) struct SheetRemarks {
    cells: Vec<(CellPlace, CellRemark)>,
    hidden_rows: BTreeSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
}

impl SheetRemarks {
    /// Adds a remark on a cell.
    pub(crate) fn add(&mut self, place: CellPlace, remark: CellRemark) {
        self.cells.push((place, remark));
    }

    /// Marks a row with content that is hidden.
    pub(crate) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    /// Marks hidden columns, from the first to the last.
    pub(crate) fn hide_columns(&mut self, first: u32, last: u32) {
        // Excel has 16,384 columns, so that more ranges than that repeat one another.
        if self.hidden_columns.len() < 16_384 {
            self.hidden_columns.push((first, last));
        }
    }

    /// Reports everything; `place` finds a cell that shows something, or makes its place.
    pub(crate) fn report(
        mut self,
        cells: &[(u32, GridCell)],
        place: &mut dyn FnMut(CellPlace) -> Span,
        findings: &mut Findings,
    ) {
        findings.extend(self.rows_finding(cells));
        findings.extend(self.columns_finding(cells));
        let is_shown = |at: &CellPlace| {
            cells.binary_search_by_key(at, |(row, cell)| (*row, cell.column)).is_ok()
        };
        self.cells.sort_by_key(|(at, _)| *at);
        let mut struck_rows: BTreeMap<u32, Vec<(CellPlace, String)>> = BTreeMap::new();
        let (mut unseen, mut pictures) = (Vec::new(), Vec::new());
        for (at, remark) in self.cells {
            match remark {
                CellRemark::Comment(text) => findings.push(comment(&text, place(at))),
                CellRemark::Text(TextRemark::Struck(words)) if !is_shown(&at) => {
                    struck_rows.entry(at.0).or_default().push((at, words));
                }
                CellRemark::Text(remark) => findings.push(remark.report(place(at))),
                CellRemark::TextBox(text) => findings.push(text_box(&text, place(at))),
                CellRemark::HiddenByFormat(text) => unseen.push((at, text)),
                CellRemark::Picture => pictures.push(at),
            }
        }
        for row in struck_rows.into_values() {
            findings.push(struck_cells(&row, place(row[0].0)));
        }
        if let Some((first, _)) = unseen.first() {
            findings.push(hidden_by_format(&unseen, place(*first)));
        }
        if let Some(first) = pictures.first() {
            findings.push(picture_cells(&pictures, place(*first)));
        }
    }

    fn rows_finding(&self, cells: &[(u32, GridCell)]) -> Option<Diagnostic> {
        let (_, first) = cells.iter().find(|(row, _)| self.hidden_rows.contains(row))?;
        let list = listed(&self.hidden_rows, |row| (u64::from(row) + 1).to_string());
        Some(hidden(
            first.text.span,
            format!("Il foglio ha righe nascoste con un contenuto ({list})"),
        ))
    }

    fn columns_finding(&self, cells: &[(u32, GridCell)]) -> Option<Diagnostic> {
        let is_hidden =
            |column: &u32| self.hidden_columns.iter().any(|(a, b)| (a..=b).contains(&column));
        let used: BTreeSet<u32> = cells.iter().map(|(_, cell)| cell.column).collect();
        let columns: BTreeSet<u32> = used.into_iter().filter(is_hidden).collect();
        let (_, first) = cells.iter().find(|(_, cell)| columns.contains(&cell.column))?;
        let list = listed(&columns, column_letters);
        let message = format!("Il foglio ha colonne nascoste con un contenuto ({list})");
        Some(hidden(first.text.span, message))
    }
}

fn hidden(place: Span, what: String) -> Diagnostic {
    Diagnostic::new(Code::HiddenCells, place, what + ": sono state lette come le altre.")
        .hint("Se non devono far parte del piano, eliminarle e salvare.")
}

fn comment(text: &str, place: Span) -> Diagnostic {
    let quote = match text.trim() {
        "" => String::new(),
        text => format!(": {}", quote_start(text)),
    };
    let message = format!("La cella ha un commento, che non entra nel piano{quote}.");
    Diagnostic::new(Code::CommentIgnored, place, message)
        .hint("Se serve, scriverlo in una colonna della tabella.")
}

fn text_box(text: &str, place: Span) -> Diagnostic {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("«{text}» è una casella di testo sopra le celle e non è stato letto.");
    Diagnostic::new(Code::NotPlaced, place, message)
        .hint("Se serve, scriverlo in una cella e importare di nuovo.")
}

/// Reports the cells of a row that hold nothing but struck words.
fn struck_cells(cells: &[(CellPlace, String)], place: Span) -> Diagnostic {
    let [(_, words)] = cells else {
        let texts: Vec<String> =
            cells.iter().take(MOST_LISTED).map(|(_, t)| quote_start(t)).collect();
        let more = if cells.len() > MOST_LISTED { ", …" } else { "" };
        let message = format!(
            "I testi di {} celle di questa riga sono barrati: non sono stati letti ({}{more}).",
            cells.len(),
            texts.join(", ")
        );
        return Diagnostic::new(Code::StruckText, place, message)
            .hint("Se valgono ancora, togliere la barratura (Carattere, Barrato) e salvare; altrimenti eliminare la riga.");
    };
    struck(words, place)
}

fn hidden_by_format(cells: &[(CellPlace, String)], place: Span) -> Diagnostic {
    let one = |((row, column), text): &(CellPlace, String)| {
        format!("{}{} {}", column_letters(*column), u64::from(*row) + 1, quote_start(text))
    };
    let list: Vec<String> = cells.iter().take(MOST_LISTED).map(one).collect();
    let whose = match cells.len() {
        1 => "della cella nasconde il suo contenuto".to_owned(),
        many => format!("di {many} celle nasconde il loro contenuto"),
    };
    let (list, rest) = (list.join(", "), rest(cells.len()));
    let message = format!("Il formato {whose}, che non è stato letto: {list}{rest}.");
    Diagnostic::new(Code::HiddenText, place, message).hint(
        "Se serve, dare alla cella un formato che lo mostra (Formato celle, Generale) e salvare.",
    )
}

fn picture_cells(cells: &[CellPlace], place: Span) -> Diagnostic {
    let one =
        |(row, column): &CellPlace| format!("{}{}", column_letters(*column), u64::from(*row) + 1);
    let list: Vec<String> = cells.iter().take(MOST_LISTED).map(one).collect();
    let what =
        if cells.len() == 1 { "un'immagine, che non entra" } else { "immagini, che non entrano" };
    let (list, rest) = (list.join(", "), rest(cells.len()));
    let message = format!("Il foglio contiene {what} nel piano ({list}{rest}).");
    Diagnostic::new(Code::PicturesIgnored, place, message)
        .hint("Se mostrano un testo o un valore, scriverlo nella cella.")
}

/// Most places that a finding lists.
const MOST_LISTED: usize = 10;

/// Returns what follows the first of `count` places.
fn rest(count: usize) -> String {
    match count.saturating_sub(MOST_LISTED) {
        0 => String::new(),
        more => format!(" e {}", counted(more, "altra", "altre")),
    }
}

/// Lists rows or columns, those that follow one another as a range.
fn listed(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String) -> String {
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let one = |(first, last): &(u32, u32)| match last - first {
        0 => name(*first),
        1 => format!("{}, {}", name(*first), name(*last)),
        _ => format!("{}-{}", name(*first), name(*last)),
    };
    let list: Vec<String> = ranges.iter().take(MOST_LISTED).map(one).collect();
    let left: u32 = ranges.iter().skip(MOST_LISTED).map(|(first, last)| last - first + 1).sum();
    match left {
        0 => list.join(", "),
        left => format!("{} e {}", list.join(", "), counted(left as usize, "altra", "altre")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_listed_as_a_range() {
        let list = |numbers: &[u32]| listed(&numbers.iter().copied().collect(), |n| n.to_string());
        assert_eq!(list(&[8]), "8");
        assert_eq!(list(&[8, 9, 12, 13, 14, 20]), "8, 9, 12-14, 20");
        let many: Vec<u32> = (0..12).map(|n| 2 * n).chain([23]).collect();
        assert_eq!(list(&many), "0, 2, 4, 6, 8, 10, 12, 14, 16, 18 e 3 altre");
    }
}
