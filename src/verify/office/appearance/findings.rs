//! Differences in appearance, the same ones at several places in one sentence.

use crate::italian::plural::noun;
use crate::office::ExtraKind;
use crate::verify::office::wording::{quote, reason};
use crate::verify::{Reason, Verdict};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most places that one sentence names.
const NAMED: usize = 12;

/// Extent that a difference concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scope {
    /// Piece of text, which is quoted.
    Text,
    /// Paragraph or cell.
    Paragraph,
    /// Row of a table.
    Row,
    /// Table.
    Table,
}

impl Scope {
    /// Returns the part of a place that the difference concerns.
    pub(crate) fn place(self, place: &str) -> &str {
        let cut = match self {
            Scope::Text | Scope::Paragraph => return place,
            Scope::Row => ", colonna",
            Scope::Table => ", riga",
        };
        place.split_once(cut).map_or(place, |(part, _)| part)
    }
}

/// Place of a difference, with the text that it concerns.
type Occurrence = (String, String);

/// Differences found, by verdict from the worst, extent and wording.
#[derive(Default)]
pub(super) struct AppearanceFindings(BTreeMap<(Reverse<Verdict>, Scope, String), Vec<Occurrence>>);

impl AppearanceFindings {
    /// Adds a difference; `words` stand behind «il testo» if it concerns a text.
    pub(crate) fn add(
        &mut self,
        verdict: Verdict,
        scope: Scope,
        words: String,
        place: &str,
        text: &str,
    ) {
        let place = scope.place(place).to_owned();
        let occurrences = self.0.entry((Reverse(verdict), scope, words)).or_default();
        // Cells of a row, and rows of a table, come one after the other.
        if scope == Scope::Text || occurrences.last().is_none_or(|(last, _)| *last != place) {
            occurrences.push((place, text.to_owned()));
        }
    }

    /// Returns a sentence for each kind of difference.
    pub(crate) fn reasons(self) -> impl Iterator<Item = Reason> {
        self.0.into_iter().map(|((Reverse(verdict), scope, words), places)| {
            let text = match (scope, places.as_slice()) {
                (Scope::Text, [(place, text)]) => {
                    format!("il testo {} {words} ({place})", quote(text))
                }
                (Scope::Text, places) => {
                    let places =
                        listed(places, |(place, text)| format!("{place}: {}", quote(text)));
                    format!("più testi: ognuno {words} ({places})")
                }
                (_, places) => format!("{words} ({})", listed(places, |(place, _)| place.clone())),
            };
            reason(verdict, text)
        })
    }
}

/// Lists places, the first ones by name.
fn listed(places: &[Occurrence], name: impl Fn(&Occurrence) -> String) -> String {
    let mut words: Vec<_> = places.iter().take(NAMED).map(name).collect();
    if places.len() > NAMED {
        let more = places.len() - NAMED;
        words.push(noun(more, "e un altro posto", &format!("e altri {more} posti")).to_owned());
    }
    words.join("; ")
}

/// Returns the verdict that a thing besides words gives.
pub(super) fn verdict_of(kind: ExtraKind) -> Verdict {
    match kind {
        ExtraKind::Link | ExtraKind::Change => Verdict::Look,
        ExtraKind::Other => Verdict::Changed,
    }
}
