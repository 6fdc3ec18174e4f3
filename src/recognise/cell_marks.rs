//! Marks that stand in a cell in place of a value: «n.d.», «–», «idem».

use super::report::RecognitionReport;
use super::word_forms::letters;
use crate::diag::{Code, Diagnostic};
use crate::italian::plural::noun;
use crate::italian::quotation::quote_start;
use crate::raw::Words;

/// Letters of marks for a value that there is not.
const NO_VALUES: &str = "na nd np nn nondisponibile nonapplicabile nondefinito nonprevisto x xx";
/// Letters of words for no weight that a plan does not take in place of one.
const NO_WEIGHTS: &str = "nessuno xxx";
/// Letters of marks for the value of another cell.
const DITTOS: &str = "idem id idemcs cs comesopra vedisopra vsopra vdsopra cfrsopra";
/// Bytes of a mark: longer texts say more.
const LONGEST: usize = 24;
/// Most places that one finding points at: more are the same once again.
const MOST_PLACES: usize = 20;

/// Marks found so far.
#[derive(Default)]
pub(super) struct CellMarks {
    /// Cells of weights that have none, or that of another cell.
    pub no_weights: Vec<Words>,
    /// Cells whose text refers to another cell, and stays as it is.
    pub kept: Vec<Words>,
    /// Cells of names that hold for the row as the name above does.
    pub repeated: Vec<Words>,
}

/// Returns `true` for signs in place of a value, which a plan takes and prints as they are.
pub(super) fn is_no_value(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_whitespace() || "-–—−―/\\.*".contains(c);
    let is_mark = !text.is_empty() && text.len() <= LONGEST;
    is_mark && (text.chars().all(is_sign) || is_one_of(NO_VALUES, text))
}

/// Returns `true` for other words that state that there is no weight, or that it stands in another cell.
pub(super) fn is_no_weight(text: &str) -> bool {
    is_ditto(text) || is_one_of(NO_WEIGHTS, text)
}

/// Returns `true` for a text that stands for the one of another cell.
pub(super) fn is_ditto(text: &str) -> bool {
    let text = text.trim();
    let is_sign = |c: char| c.is_whitespace() || "\"'″”“〃,".contains(c);
    let is_mark = !text.is_empty() && text.len() <= LONGEST;
    is_mark && (text.chars().all(is_sign) || is_one_of(DITTOS, text))
}

fn is_one_of(list: &str, text: &str) -> bool {
    let letters = letters(text);
    list.split(' ').any(|mark| mark == letters)
}

impl CellMarks {
    /// Reports the marks, one finding a kind.
    pub(crate) fn report(self, report: &mut RecognitionReport) {
        let CellMarks { no_weights, kept, repeated } = self;
        let findings = [
            finding(
                &no_weights,
                "non è un peso: vale come una cella vuota",
                "Se l'obiettivo ha un peso, scriverlo nella cella.",
            ),
            finding(
                &kept,
                "rimanda a un'altra cella: il testo resta com'è scritto",
                "Se negli allegati deve comparire il testo dell'altra cella, scriverlo per esteso.",
            ),
            finding(
                &repeated,
                "vale come il nome scritto sopra nella stessa colonna",
                "Se non è giusto, scrivere il nome nella cella.",
            ),
        ];
        report.findings.extend(findings.into_iter().flatten());
    }
}

/// Returns one finding on all `marks`.
fn finding(marks: &[Words], what: &str, hint: &str) -> Option<Diagnostic> {
    let (first, others) = marks.split_first()?;
    let quote = quote_start(&first.value);
    let more = match others.len() {
        0 => String::new(),
        n => format!(" (così anche in {n} {})", noun(n, "altra cella", "altre celle")),
    };
    let message = format!("{quote} {what}{more}.");
    let mut finding = Diagnostic::new(Code::CellMark, first.span, message);
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(other.span, quote_start(&other.value));
    }
    Some(finding.hint(hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_told_from_values() {
        for text in ["n.a.", "N.D.", "n/d", "–", "-", "--", "X", "non previsto"] {
            assert!(is_no_value(text) && !is_no_weight(text), "{text}");
        }
        for text in ["vedi sopra", "come sopra", "\"", "nessuno", "xxx"] {
            assert!(is_no_weight(text) && !is_no_value(text), "{text}");
        }
        for text in ["idem", "Idem.", "c.s.", "''", "come sopra", " \" "] {
            assert!(is_ditto(text), "{text}");
        }
        for text in ["", "30", "vedi allegato B", "come sopra indicato nel piano", "IX", "cs 12"] {
            assert!(!is_no_value(text) && !is_ditto(text), "{text}");
        }
        assert!(!is_ditto("X") && !is_ditto("–"));
    }
}
