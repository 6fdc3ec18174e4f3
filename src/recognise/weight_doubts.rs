//! Weights that a cell shows in another way than it holds them, or that could be read in two ways.

use super::weight_sums::decimal;
use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::quotation::quote_start;
use crate::office::GridCell;
use crate::raw::Words;
use crate::source::Span;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Decimals of a weight that someone may have meant; a third has more than any table can print.
const MOST_DECIMALS: u32 = 6;
/// Decimals that a weight keeps at least.
const LEAST_DECIMALS: u32 = 2;

/// Spells a number as the plan does.
pub(super) fn with_comma(number: Decimal) -> String {
    without_trailing_zeros(number)
}

/// Returns the value of a weight that the cell displays as `shown`: one that no table can print,
/// such as a third, has the decimals that are shown, and two at least.
pub(super) fn counted(exact: Decimal, shown: &str) -> Decimal {
    if exact.scale() <= MOST_DECIMALS {
        return exact;
    }
    let decimals = decimal(shown).map_or(0, |shown| shown.scale());
    exact.round_dp(decimals.max(LEAST_DECIMALS))
}

/// Returns a finding on a cell that displays fewer digits than its value has; `counted` is the
/// value that is taken, if it is not what the cell displays.
pub(super) fn shortened(cell: &GridCell, exact: Decimal, counted: Option<Decimal>) -> Diagnostic {
    let shown = cell.text.value.trim();
    let taken = match counted {
        None => "quello che si legge".to_owned(),
        Some(counted) if counted == exact => "il valore".to_owned(),
        Some(counted) => with_comma(counted),
    };
    let exact = with_comma(exact);
    let message = format!("Nella cella si legge «{shown}», il valore è {exact}: vale {taken}.");
    let hint = "Se non è giusto, correggere la cella o darle un formato con più cifre.";
    Diagnostic::new(Code::ShortenedNumber, cell.text.span, message).hint(hint)
}

/// Returns a finding on a text such as «1.000», which may be a thousand.
pub(super) fn possible_thousands(cell: &GridCell, words: &Words) -> Option<Diagnostic> {
    let text = words.value.trim();
    let (whole, decimals) = text.split_once('.')?;
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_doubtful = (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && decimals.len() == 3
        && is_number(whole)
        && is_number(decimals);
    let number = decimal(text).filter(|_| is_doubtful && !cell.kind.is_shown_number())?;
    let message =
        format!("Il peso «{text}» vale {}: il punto vale come virgola.", with_comma(number));
    Some(
        Diagnostic::new(Code::DoubtfulWeight, words.span, message)
            .hint(format!("Se separa le migliaia, scrivere {whole}{decimals} nella cella.")),
    )
}

/// Returns the finding on a weight that a cell over several rows holds.
pub(super) fn shared_weight(words: &Words) -> Diagnostic {
    let message = format!("Il peso «{}» sta in una cella unita su più righe.", words.value.trim());
    Diagnostic::new(Code::DoubtfulWeight, words.span, message)
        .hint("Vale per la prima riga; scrivere il peso di ogni obiettivo nella sua cella.")
}

/// Returns a finding on each weight below 1 among others of 2 or more: 0,4 beside 60 may be 40%.
///
/// Cells that `known` has a finding on are left out.
pub(super) fn small_among_large(weights: &[&Words], known: &Findings) -> Vec<Diagnostic> {
    let numbers: Vec<(&Words, Decimal)> =
        weights.iter().filter_map(|words| Some((*words, decimal(&words.value)?))).collect();
    if !numbers.iter().any(|(_, number)| *number >= Decimal::TWO) {
        return Vec::new();
    }
    let doubts = known.iter().filter(|finding| finding.code == Code::DoubtfulWeight);
    let doubted: BTreeSet<Span> = doubts.map(Diagnostic::span).collect();
    let is_small = |number: Decimal| !number.is_zero() && number < Decimal::ONE;
    let small = numbers
        .into_iter()
        .filter(|(words, number)| is_small(*number) && !doubted.contains(&words.span));
    small
        .map(|(words, number)| {
            let percent = without_trailing_zeros(number * Decimal::ONE_HUNDRED);
            let message = format!(
                "Il peso «{}» è molto più piccolo degli altri: può essere {percent}.",
                words.value.trim()
            );
            Diagnostic::new(Code::DoubtfulWeight, words.span, message).hint(format!(
                "Se è una percentuale, scrivere {percent} nella cella; qui vale com'è scritto."
            ))
        })
        .collect()
}

/// Returns a finding on a fraction, in a file that does not state its number format: 0,3 may
/// be displayed as 30%.
pub(super) fn possible_percentage(words: &Words) -> Option<Diagnostic> {
    let number = decimal(&words.value)?;
    // From 1 on the number counts as written: 1 may be 1% as well as 100%.
    if number.is_zero() || number >= Decimal::ONE {
        return None;
    }
    let percent = without_trailing_zeros(number * Decimal::ONE_HUNDRED);
    let message = format!(
        "Il peso «{}» può essere {percent}%: il file non dice come si mostra.",
        words.value.trim()
    );
    Some(Diagnostic::new(Code::DoubtfulWeight, words.span, message).hint(format!(
        "Se è una percentuale, scrivere {percent} nella cella; qui vale com'è scritto."
    )))
}

/// Returns the finding on a weight whose cell holds a date or a time: «10.5» typed with a point.
pub(super) fn date_as_weight(weight: &Words) -> Diagnostic {
    let message = format!(
        "Il peso {} nel foglio è una data o un'ora: si legge come si vede.",
        quote_start(&weight.value)
    );
    Diagnostic::new(Code::DoubtfulNumber, weight.span, message)
        .hint("Scrivere il peso con la virgola, per esempio 10,5, in una cella con il formato di un numero.")
}
