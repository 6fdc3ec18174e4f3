//! Descriptions that say more than what an objective is: its weight, or that they are an example.

use super::entry::ObjectiveEntry;
use super::word_forms::words;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::raw::{Field, Words};

/// Returns the finding on the description of an objective.
pub(super) fn text_doubt(entry: &ObjectiveEntry) -> Option<Diagnostic> {
    let Field::Given(text) = &entry.objective.fields[Key::Description] else { return None };
    if is_example(&text.value) {
        return Some(example(text));
    }
    let lacks_weight = entry.objective.fields[Key::Weight] == Field::Absent;
    (lacks_weight && states_weight(&text.value)).then(|| weight_in_text(text))
}

/// Returns `true` for a row that a form of the office shows how to fill in: «es. Ridurre i tempi»,
/// «(inserire obiettivo)».
fn is_example(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    ["es. ", "es.: ", "es: ", "esempio: ", "esempio di ", "(inserire ", "[inserire ", "(esempio"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Returns `true` for a text with a weight: «Ponte (peso 60%)».
fn states_weight(text: &str) -> bool {
    let is_number = |word: &String| word.bytes().all(|b| b.is_ascii_digit());
    words(text).windows(2).any(|pair| pair[0] == "peso" && is_number(&pair[1]))
}

fn example(text: &Words) -> Diagnostic {
    let message = format!(
        "{} si legge come un obiettivo, ma sembra un esempio del modulo.",
        quote_start(&text.value)
    );
    Diagnostic::new(Code::DoubtfulLine, text.span, message)
        .hint("Se è un esempio, cancellare la riga; se è un obiettivo, niente.")
}

fn weight_in_text(text: &Words) -> Diagnostic {
    let message = format!(
        "Il testo dell'obiettivo {} dice un peso, che non vale come peso.",
        quote_start(&text.value)
    );
    Diagnostic::new(Code::DoubtfulWeight, text.span, message)
        .hint("Scriverlo in una colonna «Peso»; se non è il peso dell'obiettivo, niente.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_and_weights_are_told_from_objectives() {
        for text in ["es. Ridurre i tempi", "Es: Ponte", "(inserire obiettivo)", "Esempio: Ponte"] {
            assert!(is_example(text), "{text}");
        }
        for text in ["Esecuzione del bilancio", "Inserire i dati nel portale", "Esempi virtuosi"] {
            assert!(!is_example(text), "{text}");
        }
        assert!(states_weight("Ponte (peso 60%)") && states_weight("Ponte – Peso: 60"));
        assert!(!states_weight("Ridurre il peso dei rifiuti del 10%"));
    }
}
