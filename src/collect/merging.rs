//! Results from several places → one for each year.

use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::quote_start;
use crate::model::{Key, Section};
use crate::raw::{Field, RawOutcome, Words};
use crate::text::fold_words;

/// Treatment of results that the plan has already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownResults {
    /// Known results hold, and one that says otherwise is an error.
    Hold,
    /// Known results give way, as those of June do to those of December.
    GiveWay,
}

/// Adds a result to those of its objective; another one of the same year must not say otherwise, or
/// gives way.
pub(super) fn merge(
    outcomes: &mut Vec<RawOutcome>,
    added: RawOutcome,
    known_results: KnownResults,
    findings: &mut Findings,
) {
    let is_same_year = |known: &RawOutcome| match (&known.year, &added.year) {
        (Some(known), Some(added)) => known.value.trim() == added.value.trim(),
        // A plan of one year need not name it.
        (None, _) | (_, None) => true,
    };
    let Some(known) = outcomes.iter_mut().find(|known| is_same_year(known)) else {
        outcomes.push(added);
        return;
    };
    let is_other = |key: Key| match (&known.fields[key], &added.fields[key]) {
        (Field::Given(known), Field::Given(added)) => !is_same(key, known, added),
        (known, added) => matches!(known, Field::Given(_)) || matches!(added, Field::Given(_)),
    };
    if known_results == KnownResults::GiveWay && FILLED.into_iter().any(is_other) {
        findings.push(replaced(known, &added));
        for key in FILLED {
            known.fields[key] = added.fields[key].clone();
        }
        return;
    }
    let mut fields = added.fields;
    for key in Section::Outcome.plain_keys() {
        let Field::Given(added) = fields.take(key) else { continue };
        match &known.fields[key] {
            Field::Given(known) if is_same(key, known, &added) => {}
            Field::Given(known) => findings.push(conflict(key, known, &added)),
            _ => known.fields[key] = Field::Given(added),
        }
    }
}

/// Keys of a result that people fill in; the others are of the plan itself.
const FILLED: [Key; 5] = [Key::Percentage, Key::Points, Key::Value, Key::Evidence, Key::Notes];

fn replaced(known: &RawOutcome, added: &RawOutcome) -> Diagnostic {
    let words = |outcome: &RawOutcome| {
        let given = FILLED.into_iter().filter_map(|key| match &outcome.fields[key] {
            Field::Given(words) => {
                Some(format!("{} {}", key.name(), quote_start(words.value.trim())))
            }
            _ => None,
        });
        given.collect::<Vec<_>>().join(", ")
    };
    let message =
        format!("L'esito è stato sostituito: era {}, ora è {}.", words(known), words(added));
    Diagnostic::new(Code::ReplacedOutcome, added.span, message).also(known.span, "l'esito di prima")
}

fn is_same(key: Key, known: &Words, added: &Words) -> bool {
    let number = |words: &Words| {
        let words = words.value.trim().trim_end_matches('%').trim_end();
        crate::italian::decimals::parse_number(words).italian()
    };
    let is_number = key == Key::Percentage && number(known).is_some();
    if is_number {
        number(known) == number(added)
    } else {
        fold_words(&known.value) == fold_words(&added.value)
    }
}

fn conflict(key: Key, known: &Words, added: &Words) -> Diagnostic {
    let message = format!(
        "Due esiti dello stesso obiettivo non dicono lo stesso: «{}» qui è {}, nell'altro {}.",
        key.name(),
        quote_start(added.value.trim()),
        quote_start(known.value.trim())
    );
    Diagnostic::new(Code::ConflictingOutcomes, added.span, message)
        .also(known.span, "l'altro esito")
        .hint("Lasciarne uno solo, o scrivere lo stesso in tutti e due. Se vale quello tornato e non quello del piano: «allegati raccogli» con --aggiorna.")
}
