//! Comparison of what two documents show: looks, headers and footers, things besides words.

mod alignment;
mod aspect_words;
mod facts;
mod findings;
mod looks;
mod measures;
mod property_words;

#[cfg(test)]
mod tests;

use super::content::OfficeContent;
use super::wording::{change, changed};
use crate::office::{DocumentAppearance, LookAspect, ShownParagraph, Story};
use crate::verify::{Reason, Verdict};
use alignment::{ParagraphPair, pairs};
use findings::{AppearanceFindings, Scope};
use std::collections::{BTreeMap, BTreeSet};

/// Something that a program left out when it saved a document, and that misleads no reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct SavingLosses {
    /// Set if no table has a title or a description for those who listen.
    pub table_descriptions: bool,
}

/// Compares what two documents show besides the texts that have been compared.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    reasons: &mut Vec<Reason>,
) -> SavingLosses {
    let Some(old) = &before.inventory.appearance else { return SavingLosses::default() };
    let Some(new) = &after.inventory.appearance else {
        reasons.push(changed("la parte che si apre non è un documento di Word".to_owned()));
        return SavingLosses::default();
    };
    let losses = SavingLosses { table_descriptions: describes(old) && !describes(new) };
    let comparison = AppearanceComparison {
        old,
        new,
        losses,
        named: named_places(reasons),
        reordered: reordered_tables(reasons),
        has_other_tables: tables(old) != tables(new),
    };
    let mut findings = AppearanceFindings::default();
    comparison.stories(&mut findings);
    facts::compare(&old.facts, &new.facts, reasons);
    reasons.extend(findings.reasons());
    losses
}

/// Returns `true` if a header or footer of some pages is that of all pages.
fn repeats(stories: &[Story], name: &str) -> bool {
    let part = |name: &str| {
        stories.iter().find(|story| story.name == name).map(|story| story.part.as_str())
    };
    let all = name.replace(" della prima pagina", "").replace(" delle pagine pari", "");
    all != name && part(&all) == part(name)
}

/// Returns `true` if a table of the document has a title or a description.
fn describes(document: &DocumentAppearance) -> bool {
    let paragraphs = document.stories.iter().flat_map(|story| &story.paragraphs);
    let has = |paragraph: &ShownParagraph, aspect| paragraph.frame.contains_key(&aspect);
    paragraphs.into_iter().any(|paragraph| {
        has(paragraph, LookAspect::Caption) || has(paragraph, LookAspect::Description)
    })
}

/// Returns the number of tables in the body of a document.
fn tables(document: &DocumentAppearance) -> Option<u32> {
    let body = document.stories.first()?;
    body.paragraphs.iter().map(|paragraph| paragraph.table).max()
}

/// Returns the places, and the rows, that reasons name at their ends.
fn named_places(reasons: &[Reason]) -> BTreeSet<String> {
    let mut places = BTreeSet::new();
    for reason in reasons {
        let Some((_, place)) = reason.text.trim_end_matches(')').rsplit_once('(') else { continue };
        let place = place.trim_start_matches("era: ");
        places.insert(place.to_owned());
        places.insert(Scope::Row.place(place).to_owned());
        places.insert(Scope::Table.place(place).to_owned());
    }
    places
}

/// Returns the tables that reasons name for the order of their rows.
fn reordered_tables(reasons: &[Reason]) -> BTreeSet<String> {
    let named = reasons.iter().filter_map(|reason| {
        let (table, what) = reason.text.split_once(": ")?;
        what.starts_with("le righe sono in un altro ordine").then(|| table.to_owned())
    });
    named.collect()
}

/// Comparison of two documents.
struct AppearanceComparison<'d> {
    old: &'d DocumentAppearance,
    new: &'d DocumentAppearance,
    losses: SavingLosses,
    /// Places whose texts have been compared and reported.
    named: BTreeSet<String>,
    /// Tables whose rows are in another order, which has been reported.
    reordered: BTreeSet<String>,
    /// `true` if one of the documents has more tables than the other.
    has_other_tables: bool,
}

impl AppearanceComparison<'_> {
    fn stories(&self, findings: &mut AppearanceFindings) {
        let none = Story::default();
        let find = |stories: &'_ [Story], name: &str| -> Option<usize> {
            stories.iter().position(|story| story.name == name)
        };
        let names = self.old.stories.iter().chain(&self.new.stories).map(|story| &story.name);
        for name in names.collect::<BTreeSet<_>>() {
            let old = find(&self.old.stories, name).map_or(&none, |i| &self.old.stories[i]);
            let new = find(&self.new.stories, name).map_or(&none, |i| &self.new.stories[i]);
            if repeats(&self.old.stories, name) && repeats(&self.new.stories, name) {
                continue;
            }
            for pair in pairs(&old.paragraphs, &new.paragraphs) {
                self.pair(&pair, findings);
            }
        }
    }

    fn pair(&self, pair: &ParagraphPair<'_>, findings: &mut AppearanceFindings) {
        self.texts(pair, findings);
        extras(pair, findings);
        self.pictures(pair, findings);
        if let Some(new) = pair.new {
            looks::compare(pair.old, new, self.losses, findings);
        }
    }

    /// Reports texts that differ and that the comparison of tables has not named.
    fn texts(&self, pair: &ParagraphPair<'_>, findings: &mut AppearanceFindings) {
        let text = |side: Option<&ShownParagraph>| {
            side.map(|p| p.text.trim_end().to_owned()).unwrap_or_default()
        };
        let (old, new) = (text(pair.old), text(pair.new));
        let place = pair.place();
        // A row that is gone or new has been named, at whatever place the rows were matched.
        let extent = if pair.is_single() { Scope::Table } else { Scope::Row };
        let is_named = self.named.contains(place)
            || self.named.contains(extent.place(place))
            || self.reordered.contains(Scope::Table.place(place));
        if is_named || self.is_of_other_table(pair) {
            return;
        }
        let pushing = [pair.old, pair.new].map(|side| side.map_or_else(Vec::new, pushing_blanks));
        if old == new && pushing[0] != pushing[1] {
            let words = "dietro al testo ci sono altri spazi o a capo".to_owned();
            findings.add(Verdict::Look, Scope::Paragraph, words, place, "");
        }
        if old != new {
            let words = format!("il testo {}", change(&old, &new));
            findings.add(Verdict::Changed, Scope::Paragraph, words, place, "");
        } else if pair.is_single() && pair.has_place() {
            let how = if pair.old.is_none() { "in più" } else { "in meno" };
            let words = format!("c'è un capoverso vuoto {how}");
            findings.add(Verdict::Look, Scope::Paragraph, words, place, "");
        }
    }

    /// Returns `true` if a table is missing or new, which has been reported as a whole.
    fn is_of_other_table(&self, pair: &ParagraphPair<'_>) -> bool {
        let is_in_table = [pair.old, pair.new].iter().flatten().any(|p| p.table > 0);
        pair.is_single() && is_in_table && self.has_other_tables
    }

    fn pictures(&self, pair: &ParagraphPair<'_>, findings: &mut AppearanceFindings) {
        let bytes = |side: Option<&ShownParagraph>, document: &'_ DocumentAppearance| {
            let parts = side.map(|p| p.pictures.as_slice()).unwrap_or_default();
            parts.iter().map(|part| document.pictures.get(part).cloned()).collect::<Vec<_>>()
        };
        let (old, new) = (bytes(pair.old, self.old), bytes(pair.new, self.new));
        if old.len() == new.len() && old != new {
            let words = "l'immagine è un'altra".to_owned();
            findings.add(Verdict::Changed, Scope::Paragraph, words, pair.place(), "");
        }
    }
}

/// Returns the blanks behind a text that push it to another place: all but plain ones, which hang over the
/// end of a line, and these too if they are many.
fn pushing_blanks(paragraph: &ShownParagraph) -> Vec<char> {
    /// Most plain blanks that a person leaves behind a text.
    const FEW: usize = 3;
    let blanks = &paragraph.text[paragraph.text.trim_end().len()..];
    let are_few = blanks.matches(' ').count() <= FEW;
    blanks.chars().filter(|c| *c != ' ' || !are_few).collect()
}

/// Reports things besides words that one side has and the other has not.
fn extras(pair: &ParagraphPair<'_>, findings: &mut AppearanceFindings) {
    let mut counts = BTreeMap::new();
    let mut count = |side: Option<&'_ ShownParagraph>, by: i32| {
        for extra in side.into_iter().flat_map(|p| &p.extras) {
            *counts.entry(extra.clone()).or_insert(0) += by;
        }
    };
    count(pair.new, 1);
    count(pair.old, -1);
    for (extra, count) in counts.into_iter().filter(|(_, count)| *count != 0) {
        let verdict = findings::verdict_of(extra.kind);
        let how = if count > 0 { "contiene" } else { "non contiene più" };
        let words = format!("{how} {}", extra.words);
        findings.add(verdict, Scope::Paragraph, words, pair.place(), "");
    }
}
