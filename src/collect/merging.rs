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
    if known_results == KnownResults::GiveWay {
        findings.extend(replace(known, added));
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

/// Puts a result in the place of another; a note or an act alone leaves the rest of it.
fn replace(known: &mut RawOutcome, added: RawOutcome) -> Option<Diagnostic> {
    let words = |outcome: &RawOutcome| {
        let given = FILLED.into_iter().filter_map(|key| match &outcome.fields[key] {
            Field::Given(words) => {
                Some(format!("{} {}", key.name(), quote_start(words.value.trim())))
            }
            _ => None,
        });
        given.collect::<Vec<_>>().join(", ")
    };
    let given = |key: Key| added.fields[key].is_given();
    let is_result = given(Key::Percentage) || given(Key::Value);
    let is_other = |key: &Key| match (&known.fields[*key], &added.fields[*key]) {
        (Field::Given(known), Field::Given(added)) => !is_same(*key, known, added),
        (Field::Given(_), _) => is_result,
        (_, added) => added.is_given(),
    };
    let others: Vec<Key> = FILLED.into_iter().filter(is_other).collect();
    let before = words(known);
    for key in &others {
        known.fields[*key] = added.fields[*key].clone();
    }
    // What was empty, as where the plan only says how to reckon, was filled in.
    (!others.is_empty() && !before.is_empty()).then(|| {
        let message = format!("L'esito è stato sostituito: era {before}, ora è {}.", words(known));
        Diagnostic::new(Code::ReplacedOutcome, added.span, message)
            .also(known.span, "l'esito di prima")
            .hint("Non c'è nulla da fare, se il file tornato è l'ultimo.")
    })
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
