//! Values out of a tree, each with its place; what does not fit is a finding.

use super::tree::Node;
use crate::diag::{Code, Diagnostic, Findings};
use crate::raw::{Field, RawValues, Words};
use crate::source::{Span, Spanned};
use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};

/// A map of the tree whose keys have been looked at.
#[derive(Clone)]
pub(super) struct Section<'t> {
    entries: &'t [(Spanned<String>, Spanned<Node>)],
    /// The keys of which a finding has said that their value cannot be told: meant by others,
    /// or there more than once.
    unread: Vec<&'t str>,
    pub span: Span,
}

const TEXT_HINT: &str = "Un testo che comincia con una parentesi va fra apici; uno con più punti va a capo dopo «|», con un punto per riga.";

/// Where a key belongs: the name of a section, and the keys it knows.
pub(super) struct Keys<'k> {
    /// «nel piano», «in un'area»: where the section stands.
    pub place: &'static str,
    pub known: &'k [&'k str],
    /// The key that names a section of this kind, where such sections are entries of a list.
    pub name: Option<&'static str>,
}

/// Reads values and collects what is wrong with them.
pub(super) struct Fields<'f> {
    pub findings: &'f mut Findings,
    /// Every section of a plan, to tell where a misplaced key belongs.
    pub all: &'f [Keys<'f>],
}

impl<'t> Section<'t> {
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&'t Spanned<Node>> {
        self.entries.iter().find(|(k, _)| k.value == key).map(|(_, value)| value)
    }

    /// Whether a finding has said that the value of `key` cannot be told.
    pub fn is_unread(&self, key: &str) -> bool {
        self.unread.contains(&key)
    }

    /// Keys and values, each key once.
    pub fn entries(&self) -> impl Iterator<Item = &'t (Words, Spanned<Node>)> {
        let mut seen = HashSet::new();
        self.entries.iter().filter(move |(key, _)| seen.insert(key.value.as_str()))
    }

    /// All keys with their values, as texts.
    pub fn all(&self, fields: &mut Fields<'_>) -> Vec<(Words, Field)> {
        let text = |(key, value): &(Words, Spanned<Node>)| {
            (key.clone(), fields.text_of(&key.value, value))
        };
        self.entries.iter().map(text).collect()
    }
}

impl<'f> Fields<'f> {
    /// `node` as the section of that number; anything else is a finding.
    pub fn section(&mut self, node: &'f Spanned<Node>, number: usize) -> Option<Section<'f>> {
        let keys: &'f Keys<'f> = &self.all[number];
        let mut section = self.entries(node, keys.place)?;
        section.unread = self.repeated(section.entries, keys.name.is_some());
        for (key, value) in section.entries {
            if keys.known.contains(&key.value.as_str()) {
                continue;
            }
            let absent: Vec<_> =
                keys.known.iter().copied().filter(|k| section.get(k).is_none()).collect();
            let name = keys.name.filter(|name| absent.contains(name) && holds_more(value));
            let meant = match name {
                Some(name) if self.is_nobodys(key, keys) => self.name_as_key(key, name),
                _ => self.unknown(key, keys, &absent),
            };
            section.unread.extend(meant);
        }
        Some(section)
    }

    /// Whether the key is not even like one that a plan knows.
    fn is_nobodys(&self, key: &Words, keys: &Keys<'_>) -> bool {
        let known = |k: &Keys<'_>| k.known.contains(&key.value.as_str());
        nearest(&key.value, keys.known).is_none() && !self.all.iter().any(known)
    }

    /// `- ANNO 2024:` for `- etichetta: ANNO 2024`.
    fn name_as_key(&mut self, key: &Words, name: &'static str) -> Option<&'static str> {
        let message = format!("«{}» sta al posto di una chiave.", key.value);
        let hint = format!("Scriverlo dopo la sua chiave: «{name}: {}».", key.value);
        self.findings.push(Diagnostic::new(Code::UnknownKey, key.span, message).hint(hint));
        Some(name)
    }

    /// `node` as a map of keys that are the author's own.
    pub fn map<'t>(&mut self, node: &'t Spanned<Node>, place: &str) -> Option<Section<'t>> {
        let mut section = self.entries(node, place)?;
        section.unread = self.repeated(section.entries, false);
        Some(section)
    }

    fn entries<'t>(&mut self, node: &'t Spanned<Node>, place: &str) -> Option<Section<'t>> {
        let Node::Map(entries) = &node.value else {
            let message = format!(
                "{} ci vogliono delle chiavi, ma qui c'è {}.",
                capitalized(place),
                kind(node)
            );
            self.wrong(node, message, "Scrivere «chiave: valore», una per riga.");
            return None;
        };
        Some(Section { entries, unread: Vec::new(), span: node.span })
    }

    /// Says which keys stand more than once, and gives them back. In an entry of a list
    /// several of them are one slip: the dash of the next entry is missing.
    fn repeated<'t>(
        &mut self,
        entries: &'t [(Words, Spanned<Node>)],
        is_entry: bool,
    ) -> Vec<&'t str> {
        let mut first = HashMap::new();
        let mut again: Vec<(&Words, Span)> = Vec::new();
        for (key, _) in entries {
            match first.entry(key.value.as_str()) {
                Entry::Occupied(first) => again.push((key, *first.get())),
                Entry::Vacant(place) => {
                    place.insert(key.span);
                }
            }
        }
        match again.as_slice() {
            [(key, first), _, ..] if is_entry => self.no_dash(key, *first),
            keys => keys.iter().for_each(|(key, first)| self.repeated_key(key, *first)),
        }
        again.into_iter().map(|(key, _)| key.value.as_str()).collect()
    }

    fn no_dash(&mut self, key: &Words, first: Span) {
        let name = &key.value;
        let message = format!("Da «{name}» in poi le chiavi si ripetono: manca un trattino.");
        let finding = Diagnostic::new(Code::DuplicateKey, key.span, message)
            .at("qui comincia un'altra voce")
            .also(first, "la prima volta qui")
            .hint(format!("Ogni voce dell'elenco comincia con «- »: scrivere «- {name}: …»."));
        self.findings.push(finding);
    }

    /// The text under `key`.
    pub fn text(&mut self, section: &Section<'_>, key: &str) -> Field {
        match section.get(key) {
            _ if section.is_unread(key) => Field::Wrong,
            Some(node) => self.text_of(key, node),
            None => Field::Absent,
        }
    }

    /// `node`, the value of `key`, as a text.
    pub fn text_of(&mut self, key: &str, node: &Spanned<Node>) -> Field {
        match &node.value {
            Node::Nothing => Field::Empty(node.span),
            Node::Scalar(text) if text.trim().is_empty() => Field::Empty(node.span),
            Node::Scalar(text) => Field::Given(Spanned::new(text.clone(), node.span)),
            Node::List(_) | Node::Map(_) => {
                let (what, hint) = match key {
                    "peso" | "totale" => (
                        "un numero",
                        "Scrivere soltanto il numero, senza parentesi e senza altre chiavi.",
                    ),
                    _ => ("un testo", TEXT_HINT),
                };
                self.wrong(node, format!("«{key}» vuole {what}, ma qui c'è {}.", kind(node)), hint);
                Field::Wrong
            }
        }
    }

    /// The value under `key`, or a value for each year that it names.
    pub fn values_of(&mut self, key: &str, node: &'f Spanned<Node>) -> RawValues {
        match &node.value {
            Node::Map(entries) if entries.iter().any(|(year, _)| is_year(&year.value)) => {
                let years = self.map(node, "");
                RawValues::ByYear(years.map_or_else(Vec::new, |years| years.all(self)))
            }
            _ => RawValues::One(self.text_of(key, node)),
        }
    }

    /// The list under `key`: empty where the key is not there, `None` where it is no list.
    pub fn list<'t>(&mut self, section: &Section<'t>, key: &str) -> Option<&'t [Spanned<Node>]> {
        if section.is_unread(key) {
            return None;
        }
        let Some(node) = section.get(key) else { return Some(&[]) };
        match &node.value {
            Node::Nothing => Some(&[]),
            Node::List(items) => Some(items),
            _ => {
                let message = format!("«{key}» vuole un elenco, ma qui c'è {}.", kind(node));
                let dash = "Ogni voce dell'elenco comincia con «- »";
                let hint = match bullet(node) {
                    Some(sign) => {
                        format!("{dash}: con il trattino della tastiera, non con «{sign}».")
                    }
                    None => format!("{dash}."),
                };
                self.wrong(node, message, &hint);
                None
            }
        }
    }

    /// The texts under `key`, whether a list or just one.
    pub fn texts(&mut self, section: &Section<'_>, key: &str) -> Vec<Words> {
        let Some(node) = section.get(key) else { return Vec::new() };
        let items = match &node.value {
            Node::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let texts = items.iter().map(|item| self.text_of(key, item));
        let given = |field| match field {
            Field::Given(words) => Some(words),
            _ => None,
        };
        texts.collect::<Vec<_>>().into_iter().filter_map(given).collect()
    }

    /// Says that a key does not exist; gives back the one of `absent` that it seems to be.
    fn unknown(&mut self, key: &Words, keys: &Keys<'f>, absent: &[&'f str]) -> Option<&'f str> {
        let name = &key.value;
        let message = format!("La chiave «{name}» {} non esiste.", keys.place);
        let near = nearest(name, keys.known);
        let elsewhere = self.all.iter().find(|k| k.known.contains(&name.as_str()));
        let hint = match (near, elsewhere) {
            _ if keys.known.contains(&"periodi") && name == "obiettivi" => {
                "Gli obiettivi stanno in un periodo: prima ci vogliono «periodi:» e, sotto, «- etichetta: …».".to_owned()
            }
            (Some(near), _) => format!("Forse si intendeva «{near}»."),
            (None, Some(other)) => format!("Si scrive {}.", other.place),
            (None, None) => usable(name, keys.known),
        };
        self.findings.push(Diagnostic::new(Code::UnknownKey, key.span, message).hint(hint));
        near.filter(|near| absent.contains(near))
    }

    fn repeated_key(&mut self, key: &Words, first: Span) {
        let message = format!("La chiave «{}» è ripetuta.", key.value);
        let finding = Diagnostic::new(Code::DuplicateKey, key.span, message)
            .at("di nuovo qui")
            .also(first, "la prima volta qui")
            .hint("Lasciarla una volta sola; se sono due voci di un elenco, ognuna comincia con «- ».");
        self.findings.push(finding);
    }

    fn wrong(&mut self, node: &Spanned<Node>, message: String, hint: &str) {
        self.findings.push(Diagnostic::new(Code::WrongType, node.span, message).hint(hint));
    }
}

/// Whether a key is written as a year is.
fn is_year(key: &str) -> bool {
    key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a value is none, or holds others: then its key may be a name of them.
fn holds_more(value: &Spanned<Node>) -> bool {
    !matches!(value.value, Node::Scalar(_))
}

/// The sign that somebody wrote for a dash, which became part of the first key.
fn bullet(node: &Spanned<Node>) -> Option<char> {
    let Node::Map(entries) = &node.value else { return None };
    let first = entries.first()?.0.value.chars().next()?;
    "–—•·−".contains(first).then_some(first)
}

/// What stands there, in words.
fn kind(node: &Spanned<Node>) -> &'static str {
    match &node.value {
        Node::Nothing => "niente",
        Node::Scalar(_) => "un testo",
        Node::List(_) => "un elenco",
        Node::Map(_) => "un gruppo di chiavi",
    }
}

/// The keys that can stand where `name` cannot.
fn usable(name: &str, known: &[&str]) -> String {
    let list = format!("Qui si possono usare: {}.", known.join(", "));
    if name.contains(' ') {
        format!("Se è parte di un testo, metterlo tutto fra apici: «: » lo divide in due. {list}")
    } else if known.contains(&"altro") {
        format!("{list} Ogni altro dato di un obiettivo va sotto «altro».")
    } else {
        list
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The known key nearest to `name`, if it is near at all.
pub(super) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    // No key is long, and what is long is none.
    if name.len() > 64 {
        return None;
    }
    let name = name.to_lowercase();
    let score = |k: &&&str| strsim::jaro_winkler(&name, k);
    let best = known.iter().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(&best) > 0.8).then_some(*best)
}
