//! Tables that set two texts against each other: they are about two plans, and are none.

use crate::diag::{Code, Diagnostic};
use crate::model::workbook_words::COMPARISON_COLUMNS;
use crate::office::{Grid, GridCell};
use crate::raw::Words;
use crate::text::folded;

/// Heads of the columns with the texts.
const HEADS: [&str; 2] = ["testo vigente", "testo modificato"];

/// Line below the title of a comparison.
const TITLE: &str = "testo a fronte";

/// Returns the finding on a file with the old text beside the new one.
pub(super) fn facing_texts(grids: &[Grid]) -> Option<Diagnostic> {
    // «Leggimi» lists the fields of a workbook whose heads are others.
    let [old, new] =
        COMPARISON_COLUMNS.map(|name| grids.iter().flat_map(of_grid).find(|cell| is(cell, name)));
    let listed = new.and(old);
    let headed = || {
        grids.iter().flat_map(|grid| &grid.rows).find_map(|row| {
            let head = |words| row.cells.iter().find(|cell| is(cell, words));
            head(HEADS[1]).and(head(HEADS[0]))
        })
    };
    let place = listed.or_else(headed).map(|cell| &cell.text).or_else(|| stated(grids))?.span;
    let message = "Il file mette a fronte due testi di un piano, quello vigente e quello modificato: non è un piano.";
    Some(Diagnostic::new(Code::FacingTexts, place, message).hint(
        "Indicare il piano, la tabella o l'allegato di una delle due versioni, da cui il testo a fronte è stato fatto.",
    ))
}

/// Returns the line of a document that says so: an office may have given the columns other names.
fn stated(grids: &[Grid]) -> Option<&Words> {
    let lines = || grids.iter().flat_map(|grid| &grid.paragraphs);
    let begins = |words: &str| {
        let mut lines = lines().flat_map(|line| line.value.lines());
        lines.any(|line| line.trim_start().to_lowercase().starts_with(words))
    };
    let says_both = || HEADS.iter().all(|head| begins(&format!("{head}:")));
    let named = |line: &&Words| {
        let mut lines = line.value.lines().map(|line| folded(line).to_lowercase());
        lines.any(|line| line == TITLE)
    };
    lines().find(named).or_else(|| lines().next().filter(|_| says_both()))
}

fn of_grid(grid: &Grid) -> impl Iterator<Item = &GridCell> {
    grid.rows.iter().flat_map(|row| &row.cells)
}

fn is(cell: &GridCell, words: &str) -> bool {
    // Few cells are that short, and a large table has many.
    cell.text.value.len() <= 2 * words.len() && folded(&cell.text.value).to_lowercase() == words
}
