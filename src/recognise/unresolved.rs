//! Formulas whose results the file does not hold, reported once for all cells.

use crate::diag::{Code, Diagnostic, Findings};
use crate::office::NO_RESULT;
use crate::source::Span;

/// Most places that the finding points at: more are the same once again.
const MOST_PLACES: usize = 20;

/// Joins the errors on formulas without a result: a program that stores none stores none at all,
/// and one remedy mends all of them.
pub(super) fn join_errors(findings: &mut Findings) {
    let is_unresolved = |finding: &&Diagnostic| {
        finding.code == Code::ErrorValue && finding.message.contains(NO_RESULT)
    };
    let mut first: Option<Diagnostic> = None;
    let mut places: Vec<Span> = Vec::new();
    for finding in findings.iter().filter(is_unresolved) {
        places.push(finding.span());
        first.get_or_insert_with(|| finding.clone());
    }
    let Some(mut joined) = first.filter(|_| places.len() > 1) else { return };
    findings.withdraw(Code::ErrorValue, &places);
    joined.message = format!("{} celle contengono una {NO_RESULT}.", places.len());
    for place in places.into_iter().skip(1).take(MOST_PLACES) {
        joined = joined.also(place, "anche questa");
    }
    findings.push(joined);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceMap;

    #[test]
    fn cells_without_a_result_are_one_error_and_others_stay() {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "abcdef");
        let mut findings = Findings::default();
        let at = |n: usize| Span::new(file, n..n + 1);
        for n in [0, 1, 2] {
            let message = format!("La cella contiene una {NO_RESULT}.");
            findings.push(Diagnostic::new(Code::ErrorValue, at(n), message).hint("Salvare."));
        }
        findings.push(Diagnostic::new(
            Code::ErrorValue,
            at(3),
            "La cella mostra l'errore «#RIF!».",
        ));
        join_errors(&mut findings);
        let said: Vec<(&str, usize)> =
            findings.iter().map(|f| (f.message.as_str(), f.labels.len())).collect();
        assert_eq!(
            said,
            [
                ("La cella mostra l'errore «#RIF!».", 1),
                ("3 celle contengono una formula senza risultato.", 3)
            ]
        );
        assert!(findings.has_errors());
    }
}
