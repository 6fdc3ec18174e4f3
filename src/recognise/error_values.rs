//! Cells that show an error in place of a value, and formulas whose results the file does not hold.

use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::office::{CellKind, Grid, NO_RESULT};
use crate::source::Span;
use std::collections::BTreeSet;

/// Most places that one finding points at: more are the same once again.
const MOST_PLACES: usize = 20;

/// Reports the error values of `grids`, but for those at the places `told`.
///
/// Formulas without a result are one error: a program that stores none stores none at all, and one
/// remedy mends all of them.
pub(super) fn report<'g>(
    grids: impl Iterator<Item = &'g Grid>,
    told: &[Span],
    findings: &mut Findings,
) {
    let told: BTreeSet<Span> = told.iter().copied().collect();
    let cells = grids.flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
    let errors = cells.filter(|cell| cell.kind == CellKind::Error);
    let errors = errors.map(|cell| &cell.text).filter(|text| !told.contains(&text.span));
    let (unresolved, shown): (Vec<_>, Vec<_>) = errors.partition(|text| text.value == NO_RESULT);
    for text in shown {
        let message = format!("La cella mostra l'errore «{}».", text.value);
        findings.push(
            Diagnostic::new(Code::ErrorValue, text.span, message)
                .hint("Correggere la formula, o scrivere il valore al suo posto."),
        );
    }
    let Some((first, others)) = unresolved.split_first() else { return };
    let message = match others.len() {
        0 => format!("La cella contiene una {NO_RESULT}."),
        _ => format!("{} celle contengono una {NO_RESULT}.", unresolved.len()),
    };
    let mut finding = Diagnostic::new(Code::ErrorValue, first.span, message)
        .hint("Aprire il file con Excel o LibreOffice e salvarlo di nuovo.");
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(other.span, "anche questa");
    }
    findings.push(finding);
}

/// Reports the formulas without a result at `places`, in columns that a plan does not need.
pub(super) fn report_left_out(places: &[Span], findings: &mut Findings) {
    let Some((first, others)) = places.split_first() else { return };
    let message = "La formula non ha un risultato nel file: questa voce in più dell'obiettivo resta fuori dal piano.";
    let mut finding = Diagnostic::new(Code::ErrorValue, *first, message)
        .hint("Se serve, aprire il file con Excel o LibreOffice e salvarlo di nuovo.");
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(*other, "anche questa");
    }
    finding.severity = Severity::Warning;
    findings.push(finding);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::{GridCell, GridRow};
    use crate::raw::Words;
    use crate::source::SourceMap;

    #[test]
    fn cells_without_a_result_are_one_error_and_others_stay() {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "abcdef");
        let at = |n: usize| Span::new(file, n..n + 1);
        let cell = |n: usize, text: &str| GridCell {
            column: n as u32,
            col_span: 1,
            row_span: 1,
            text: Words::new(text.to_owned(), at(n)),
            kind: CellKind::Error,
        };
        let texts = [NO_RESULT, NO_RESULT, NO_RESULT, "#RIF!", NO_RESULT];
        let cells = texts.iter().enumerate().map(|(n, text)| cell(n, text)).collect();
        let row = GridRow { index: 0, is_head: false, cells };
        let grid = Grid { rows: vec![row], ..Grid::default() };
        let mut findings = Findings::default();
        report([&grid].into_iter(), &[at(4)], &mut findings);
        let said: Vec<(&str, usize)> =
            findings.iter().map(|f| (f.message.as_str(), f.labels.len())).collect();
        assert_eq!(
            said,
            [
                ("La cella mostra l'errore «#RIF!».", 1),
                ("3 celle contengono una formula senza risultato.", 3)
            ]
        );
    }
}
