//! Values of a tree, each with its place; reports what does not fit.

use super::nearest::nearest;
use super::node::{TreeEntry, TreeNode};
use super::sections::{SectionKeys, naming_key, place};
use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{Key, KeyContent, Section};
use crate::raw::{Field, RawValues, Words};
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// Map of the tree whose keys have been checked.
#[derive(Clone)]
pub(super) struct MapSection<'t> {
    entries: &'t [TreeEntry],
    /// Keys whose value is open after a finding: there more than once, or misspelt.
    unread: Vec<&'t str>,
    /// Place of the map.
    pub span: Span,
}

const NUMBER_HINT: &str = "Scrivere soltanto il numero, senza parentesi e senza altre chiavi.";
const TEXT_HINT: &str = "Un testo che comincia con una parentesi va fra apici; uno con più punti va a capo dopo «|», con un punto per riga.";

/// Reader of values that reports what is wrong with them.
pub(super) struct ValueReader<'f> {
    /// Receiver of the reports.
    pub findings: &'f mut Findings,
    /// Keys of every section, to name the one that a misplaced key belongs to.
    pub keys: &'f SectionKeys<'f>,
}

impl<'t> MapSection<'t> {
    /// Returns the value under a key of the vocabulary.
    pub(crate) fn get(&self, key: Key) -> Option<&'t Spanned<TreeNode>> {
        self.get_named(key.name())
    }

    /// Returns the value under the key `name`.
    fn get_named(&self, name: &str) -> Option<&'t Spanned<TreeNode>> {
        self.entries.iter().find(|(key, _)| key.value == name).map(|(_, value)| value)
    }

    /// Returns `true` if a finding leaves the value of `key` open.
    pub(crate) fn is_unread(&self, key: &str) -> bool {
        self.unread.contains(&key)
    }

    /// Iterates over keys and values, each key once.
    pub(crate) fn entries(&self) -> impl Iterator<Item = &'t TreeEntry> {
        let mut seen = BTreeSet::new();
        self.entries.iter().filter(move |(key, _)| seen.insert(key.value.as_str()))
    }

    /// Reads the value of every key as a text.
    pub(crate) fn texts(&self, reader: &mut ValueReader<'_>) -> Vec<(Words, Field)> {
        let text = |(key, value): &TreeEntry| (key.clone(), reader.text_of(&key.value, value));
        self.entries.iter().map(text).collect()
    }
}

impl<'f> ValueReader<'f> {
    /// Returns the keys that a section knows.
    pub(crate) fn known(&self, section: Section) -> &'f [&'f str] {
        self.keys.get(&section).map_or(&[], Vec::as_slice)
    }

    /// Reads `node` as a section of that kind; reports anything that is none.
    pub(crate) fn section(
        &mut self,
        node: &'f Spanned<TreeNode>,
        kind: Section,
    ) -> Option<MapSection<'f>> {
        let known = self.known(kind);
        let mut section = self.entries(node, place(kind))?;
        section.unread = self.repeated(section.entries, naming_key(kind).is_some());
        for (key, value) in section.entries {
            if known.contains(&key.value.as_str()) {
                continue;
            }
            let absent: Vec<_> =
                known.iter().copied().filter(|k| section.get_named(k).is_none()).collect();
            let naming_key = naming_key(kind).map(Key::name);
            let name = naming_key.filter(|name| absent.contains(name) && holds_more(value));
            let meant = match name {
                Some(name) if self.is_foreign(key, known) => self.name_as_key(key, name),
                _ => self.unknown(key, kind, &absent),
            };
            // The key that a misspelt one stands for must not be reported as missing too.
            section.unread.extend(meant);
        }
        Some(section)
    }

    /// Returns `true` if the key is neither one that a plan knows nor like one of `known`.
    fn is_foreign(&self, key: &Words, known: &[&str]) -> bool {
        let is_key = self.keys.values().any(|keys| keys.contains(&key.value.as_str()));
        nearest(&key.value, known).is_none() && !is_key
    }

    /// Reports `- ANNO 2024:` that was written for `- etichetta: ANNO 2024`.
    fn name_as_key(&mut self, key: &Words, name: &'static str) -> Option<&'static str> {
        let message = format!("«{}» sta al posto di una chiave.", key.value);
        let hint = format!("Scriverlo dopo la sua chiave: «{name}: {}».", key.value);
        self.findings.push(Diagnostic::new(Code::UnknownKey, key.span, message).hint(hint));
        Some(name)
    }

    /// Reads `node` as a map whose keys are the author's own.
    pub(crate) fn map<'t>(
        &mut self,
        node: &'t Spanned<TreeNode>,
        place: &str,
    ) -> Option<MapSection<'t>> {
        let mut section = self.entries(node, place)?;
        section.unread = self.repeated(section.entries, false);
        Some(section)
    }

    fn entries<'t>(&mut self, node: &'t Spanned<TreeNode>, place: &str) -> Option<MapSection<'t>> {
        let TreeNode::Map(entries) = &node.value else {
            let message = format!(
                "{} ci vogliono delle chiavi, ma qui c'è {}.",
                capitalized(place),
                kind(node)
            );
            self.wrong(node, message, "Scrivere «chiave: valore», una per riga.");
            return None;
        };
        Some(MapSection { entries, unread: Vec::new(), span: node.span })
    }

    /// Reports the keys that stand more than once, and returns them.
    fn repeated<'t>(&mut self, entries: &'t [TreeEntry], is_list_entry: bool) -> Vec<&'t str> {
        let mut first_places: BTreeMap<&str, Span> = BTreeMap::new();
        let mut again: Vec<(&Words, Span)> = Vec::new();
        for (key, _) in entries {
            match first_places.get(key.value.as_str()) {
                Some(first) => again.push((key, *first)),
                None => {
                    first_places.insert(&key.value, key.span);
                }
            }
        }
        // Several repeated keys in an entry of a list have one cause: the dash of the next
        // entry is missing.
        match again.as_slice() {
            [(key, first), _, ..] if is_list_entry => self.no_dash(key, *first),
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

    /// Reads the text under a key of the vocabulary.
    pub(crate) fn text(&mut self, section: &MapSection<'_>, key: Key) -> Field {
        self.text_named(section, key.name())
    }

    /// Reads the text under the key `name`.
    pub(crate) fn text_named(&mut self, section: &MapSection<'_>, name: &str) -> Field {
        if section.is_unread(name) {
            return Field::Wrong;
        }
        section.get_named(name).map_or(Field::Absent, |node| self.text_of(name, node))
    }

    /// Reads `node`, the value of `key`, as a text.
    pub(crate) fn text_of(&mut self, key: &str, node: &Spanned<TreeNode>) -> Field {
        match &node.value {
            TreeNode::Nothing => Field::Empty(node.span),
            TreeNode::Scalar(text) if text.trim().is_empty() => Field::Empty(node.span),
            TreeNode::Scalar(text) => Field::Given(Spanned::new(text.clone(), node.span)),
            TreeNode::List(_) | TreeNode::Map(_) => {
                let (what, hint) = if takes_number(key) {
                    ("un numero", NUMBER_HINT)
                } else {
                    ("un testo", TEXT_HINT)
                };
                self.wrong(node, format!("«{key}» vuole {what}, ma qui c'è {}.", kind(node)), hint);
                Field::Wrong
            }
        }
    }

    /// Reads the value under `key`, or a value for each year that it names.
    pub(crate) fn values_of(&mut self, key: &str, node: &'f Spanned<TreeNode>) -> RawValues {
        match &node.value {
            // One year among the keys is enough: the others are then reported as wrong years.
            TreeNode::Map(entries) if entries.iter().any(|(year, _)| is_year(&year.value)) => {
                let years = self.map(node, "");
                RawValues::ByYear(years.map_or_else(Vec::new, |years| years.texts(self)))
            }
            _ => RawValues::One(self.text_of(key, node)),
        }
    }

    /// Returns the list under `key`: empty if the key is absent, `None` if it is no list.
    pub(crate) fn list<'t>(
        &mut self,
        section: &MapSection<'t>,
        key: Key,
    ) -> Option<&'t [Spanned<TreeNode>]> {
        let name = key.name();
        if section.is_unread(name) {
            return None;
        }
        let Some(node) = section.get(key) else { return Some(&[]) };
        match &node.value {
            // An empty place is a list that is still to be written.
            TreeNode::Nothing => Some(&[]),
            TreeNode::List(items) => Some(items),
            _ => {
                let message = format!("«{name}» vuole un elenco, ma qui c'è {}.", kind(node));
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

    /// Reads the texts under `key`, be they a list or just one.
    pub(crate) fn texts(&mut self, section: &MapSection<'_>, key: Key) -> Vec<Words> {
        let Some(node) = section.get(key) else { return Vec::new() };
        let items = match &node.value {
            TreeNode::List(items) => items.as_slice(),
            _ => std::slice::from_ref(node),
        };
        let given = |item| match self.text_of(key.name(), item) {
            Field::Given(words) => Some(words),
            _ => None,
        };
        items.iter().filter_map(given).collect()
    }

    /// Reports that a section has no such key; returns the one of `absent` that it may stand
    /// for.
    fn unknown(&mut self, key: &Words, kind: Section, absent: &[&'f str]) -> Option<&'f str> {
        let name = &key.value;
        let known = self.known(kind);
        let message = format!("La chiave «{name}» {} non esiste.", place(kind));
        // A misspelling is likelier than a wrong section, so likeness is looked at first.
        let near = nearest(name, known);
        let elsewhere = self.keys.iter().find(|(_, keys)| keys.contains(&name.as_str()));
        let hint = match (near, elsewhere) {
            _ if kind == Section::Area && name == Key::Objectives.name() => {
                "Gli obiettivi stanno in un periodo: prima ci vogliono «periodi:» e, sotto, «- etichetta: …».".to_owned()
            }
            (Some(near), _) => format!("Forse si intendeva «{near}»."),
            (None, Some((section, _))) => format!("Si scrive {}.", place(*section)),
            (None, None) => usable(name, known),
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

    fn wrong(&mut self, node: &Spanned<TreeNode>, message: String, hint: &str) {
        self.findings.push(Diagnostic::new(Code::WrongType, node.span, message).hint(hint));
    }
}

/// Returns `true` if the key of that name takes a number.
fn takes_number(name: &str) -> bool {
    // Under «altro», «n» is a word like any other: no plan has the position as a key.
    let key = Key::named(name).filter(|key| *key != Key::Position);
    key.is_some_and(|key| key.content() == KeyContent::Number)
}

/// Returns `true` if a key is written like a year.
pub(super) fn is_year(key: &str) -> bool {
    key.len() == 4 && key.bytes().all(|b| b.is_ascii_digit())
}

/// Returns `true` if a value is absent or holds others: then its key may be their name.
fn holds_more(value: &Spanned<TreeNode>) -> bool {
    !matches!(value.value, TreeNode::Scalar(_))
}

/// Returns the sign that was written for a dash and became part of the first key.
fn bullet(node: &Spanned<TreeNode>) -> Option<char> {
    let TreeNode::Map(entries) = &node.value else { return None };
    let first = entries.first()?.0.value.chars().next()?;
    "–—•·−".contains(first).then_some(first)
}

/// Names the shape of a value.
fn kind(node: &Spanned<TreeNode>) -> &'static str {
    match &node.value {
        TreeNode::Nothing => "niente",
        TreeNode::Scalar(_) => "un testo",
        TreeNode::List(_) => "un elenco",
        TreeNode::Map(_) => "un gruppo di chiavi",
    }
}

/// Lists the keys that can stand in place of `name`.
fn usable(name: &str, known: &[&str]) -> String {
    let list = format!("Qui si possono usare: {}.", known.join(", "));
    if name.contains(' ') {
        format!("Se è parte di un testo, metterlo tutto fra apici: «: » lo divide in due. {list}")
    } else if known.contains(&Key::Extra.name()) {
        format!("{list} Ogni altro dato di un obiettivo va sotto «altro».")
    } else {
        list
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
