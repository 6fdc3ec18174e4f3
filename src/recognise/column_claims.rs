//! Columns that claim one field: which of them has it, and the finding on the others.

use super::table_head::HeadCell;
use super::vocabulary::{ColumnRole, HeadingRank};
use super::word_forms::{is_listed, letters, words};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::quotation::quote_start;

/// Returns `true` for «Titolo obiettivo».
pub(super) fn is_title(cell: &HeadCell) -> bool {
    words(&cell.text.value).first().is_some_and(|word| word == "titolo")
}

/// Returns `true` for «Peso indicatore», «Peso ind.».
pub(super) fn names_indicator(cell: &HeadCell) -> bool {
    words(&cell.text.value).iter().any(|word| word.starts_with("indicator") || word == "ind")
}

/// Returns the rank of a heading, and whether it names what objectives serve, «Obiettivo di valore
/// pubblico»: of two that are as sure, the other is that of objectives.
pub(super) fn standing(cell: &HeadCell) -> (Option<HeadingRank>, bool) {
    const SERVED: &str = "strategico strategici pubblico mandato generale dup";
    let serves = words(&cell.text.value).iter().any(|word| is_listed(SERVED, word));
    (rank(cell), serves)
}

/// Returns how sure the meaning of a heading is; `None` if it has none.
pub(super) fn rank(cell: &HeadCell) -> Option<HeadingRank> {
    cell.meaning.as_ref().map(|(_, rank)| *rank)
}

/// Returns the finding on two columns that claim one field, of which `first` has it.
pub(super) fn claim(role: &ColumnRole, first: &HeadCell, other: &HeadCell) -> Diagnostic {
    let (name, option) = (role.name(), role.option_name());
    let (first_heading, other_heading) =
        (quote_start(&first.text.value), quote_start(&other.text.value));
    if standing(other) == standing(first) {
        let hint = match role {
            ColumnRole::Extra(_) => "Dare a ogni colonna un'intestazione sua.".to_owned(),
            // `--mappa` names a heading, and both columns have it.
            ColumnRole::Key(_) if letters(&first.text.value) == letters(&other.text.value) => {
                "Dare a ogni colonna un'intestazione sua, nella tabella.".to_owned()
            }
            ColumnRole::Key(_) => format!(
                "Dare a ogni colonna un'intestazione sua, o dire quale vale, per esempio --mappa \"{option}={}\".",
                first.text.value
            ),
        };
        let message = format!(
            "Due colonne, {first_heading} e {other_heading}, valgono entrambe per «{name}»."
        );
        return Diagnostic::new(Code::DuplicateHead, other.text.span, message)
            .also(first.text.span, "l'altra colonna")
            .hint(hint);
    }
    let message = format!(
        "La colonna {other_heading} non vale per «{name}», che è già in {first_heading}: va sotto «altro»."
    );
    let mut finding = Diagnostic::new(Code::DuplicateHead, other.text.span, message)
        .also(first.text.span, format!("questa vale per «{name}»"))
        .hint(format!("Se è il contrario: --mappa \"{option}={}\".", other.text.value));
    // Two headings of different certainty have a plausible answer: a warning is enough.
    finding.severity = Severity::Warning;
    finding
}
