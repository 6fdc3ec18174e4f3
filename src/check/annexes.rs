//! References to other annexes, compared with the list in «allegati».

use super::tokens::{Token, tokens};
use super::{Basis, texts_of, with_places};
use crate::diag::{Code, Diagnostic};
use crate::model::{Objective, Text};
use crate::text::fold;
use indexmap::IndexMap;
use std::collections::BTreeSet;
use std::ops::Range;

/// Annex named in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// Letter or number, in capitals.
    pub label: String,
    /// Bytes of the text that name it.
    pub range: Range<usize>,
}

/// Returns `true` if a row refers to an annex, named or not.
pub(super) fn refers_to_annex(objective: &Objective) -> bool {
    let generic = |text: &Text| tokens(&text.value).iter().any(|t| t.folded.starts_with("allegat"));
    texts_of(objective).any(|text| generic(text) || !mentions(text).is_empty())
}

/// Finds the annexes of this plan's act that `text` names: «Allegato A», «all. 1»,
/// «Allegati A e B»; not those of other acts («allegato 4/2 al D.Lgs. 118/2011»).
pub(super) fn mentions(text: &Text) -> Vec<Mention> {
    let reader = AnnexReader { text: &text.value, words: tokens(&text.value) };
    let starts = (0..reader.words.len()).filter(|&at| reader.is_annex_word(at));
    starts.flat_map(|at| reader.labels_after(at)).collect()
}

struct AnnexReader<'t> {
    text: &'t str,
    words: Vec<Token<'t>>,
}

impl AnnexReader<'_> {
    fn is_annex_word(&self, at: usize) -> bool {
        let plain = matches!(self.words[at].folded.as_ref(), "allegato" | "allegati");
        // «all» without a full stop is the article of «all'Ente»; the apostrophe separates the
        // words.
        plain || (self.words[at].folded == "all" && self.after(at).starts_with('.'))
    }

    /// Returns the characters between word `at` and the next.
    fn after(&self, at: usize) -> &str {
        let end = self.words.get(at + 1).map_or(self.text.len(), |next| next.range.start);
        &self.text[self.words[at].range.end..end]
    }

    fn labels_after(&self, at: usize) -> Vec<Mention> {
        let filler =
            |t: &Token| matches!(t.folded.as_ref(), "n" | "nn" | "sub" | "lett" | "lettera");
        let mut at = at + 1;
        while self.words.get(at).is_some_and(filler) {
            at += 1;
        }
        let mut list = Vec::new();
        while self.is_label(at) {
            let word = &self.words[at];
            list.push(Mention { label: word.folded.to_uppercase(), range: word.range.clone() });
            match self.words.get(at + 1).map(|t| t.folded.as_ref()) {
                // «Allegato A e B» is a list, «Allegato A e relazione» is not.
                Some("e" | "ed") if self.is_label(at + 2) => at += 2,
                Some(_) if self.after(at).contains(',') => at += 1,
                _ => break,
            }
        }
        if self.belongs_to_other_act(at) { Vec::new() } else { list }
    }

    /// Returns `true` for a letter, a number or a Roman numeral that cannot be read as a word.
    fn is_label(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let raw = &self.text[word.range.clone()];
        // Longer ones are nearly always words or numbers of protocols.
        let short = raw.len() <= 3 && raw.is_ascii();
        let letter = raw.len() == 1 && raw.chars().all(char::is_alphabetic);
        let figure = raw.starts_with(|c: char| c.is_ascii_digit());
        let numeral = !letter && raw.chars().all(|c| "IVX".contains(c));
        let lettered = letter || raw.chars().skip(1).all(|c| c.is_ascii_digit());
        let closed = self.after(at).starts_with(')');
        let capital = raw.starts_with(char::is_uppercase);
        short
            && (figure || numeral || lettered)
            && (capital || figure || closed)
            // «allegato 4/2» is one of a law (D.Lgs. 118/2011).
            && !self.after(at).starts_with('/')
            && (!(letter || figure) || !self.reads_on(at))
    }

    /// Returns `true` if the next word makes «A», «E» or a figure part of the sentence: «ALLEGATO E PARTE INTEGRANTE», «allegati 3 preventivi».
    fn reads_on(&self, at: usize) -> bool {
        let Some(next) = self.words.get(at + 1).filter(|_| self.after(at).trim().is_empty()) else {
            return false;
        };
        let raw = &self.text[self.words[at].range.clone()];
        let next_raw = &self.text[next.range.clone()];
        let shouted = next_raw.len() > 1 && next_raw.chars().all(char::is_uppercase);
        let plural = at > 0 && self.words[at - 1].folded == "allegati";
        match raw {
            // These four are words as well: in a text in capitals only the next word can tell.
            "A" | "E" | "I" | "O" => shouted,
            _ => plural && raw.starts_with(|c: char| c.is_ascii_digit()) && next.folded != "e",
        }
    }

    fn belongs_to_other_act(&self, at: usize) -> bool {
        let word = |n: usize| self.words.get(at + n).map_or("", |t| t.folded.as_ref());
        let of = [
            "al", "alla", "allo", "all", "ai", "alle", "agli", "del", "della", "dello", "dell",
            "dei", "degli", "delle",
        ];
        // «allegato A al presente atto» is an annex of this act after all.
        of.contains(&word(1)) && !word(2).starts_with("present")
    }
}

pub(super) fn check(basis: &Basis) -> Vec<Diagnostic> {
    let plan = basis.plan;
    // The plan is an annex itself and may refer to its own letter.
    let listed = plan.annexes.iter().map(|a| &a.label).chain(&plan.annex);
    let listed: BTreeSet<String> = listed.map(|label| bare(&label.value)).collect();
    let texts = plan.premise.iter().chain(plan.objectives.iter().flat_map(texts_of));
    let mut missing: IndexMap<String, Vec<(&Text, Range<usize>)>> = IndexMap::new();
    for text in texts.chain(&plan.closing) {
        for mention in mentions(text).into_iter().filter(|m| !listed.contains(&m.label)) {
            missing.entry(mention.label).or_default().push((text, mention.range));
        }
    }
    missing.iter().map(|(label, places)| unlisted(basis, label, places)).collect()
}

/// Reduces a label to the form of references: «Allegato A» is «A».
fn bare(label: &str) -> String {
    let label = fold(label.trim());
    let bare = ["allegato", "all."].iter().find_map(|word| label.strip_prefix(word));
    let bare = bare.unwrap_or(&label).trim_matches(|c: char| !c.is_alphanumeric());
    bare.to_uppercase()
}

fn unlisted(basis: &Basis, label: &str, places: &[(&Text, Range<usize>)]) -> Diagnostic {
    let span = |(text, range): &(&Text, Range<usize>)| basis.place(text, range.clone());
    let message =
        format!("Il testo richiama l'Allegato «{label}», che la voce «allegati» non elenca.");
    let place = span(&places[0]);
    let hint = if basis.sources.is_table(place) {
        format!("Elencarlo (--imposta allegati.1.allegato={label}), oppure correggere il richiamo.")
    } else {
        format!("Aggiungere {label} alla voce «allegati», oppure correggere il richiamo.")
    };
    let finding = Diagnostic::new(Code::AnnexNotListed, place, message).hint(hint);
    with_places(finding, places[1..].iter().map(span), "anche qui")
}
