//! Values out of a tree, each with its place; what does not fit is a finding.

use super::raw::{Field, Words};
use super::tree::Node;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{Span, Spanned};

/// A map of the tree whose keys have been looked at.
#[derive(Clone, Copy)]
pub(super) struct Section<'t> {
    entries: &'t [(Spanned<String>, Spanned<Node>)],
    pub span: Span,
}

/// Where a key belongs: the name of a section, and the keys it knows.
pub(super) struct Keys {
    /// «nel piano», «in un'area»: where the section stands.
    pub place: &'static str,
    pub known: &'static [&'static str],
}

/// Reads values and collects what is wrong with them.
pub(super) struct Fields<'f> {
    pub findings: &'f mut Findings,
    /// Every section of a plan, to tell where a misplaced key belongs.
    pub all: &'static [Keys],
}

impl<'t> Section<'t> {
    fn get(self, key: &str) -> Option<&'t Spanned<Node>> {
        self.entries.iter().find(|(k, _)| k.value == key).map(|(_, value)| value)
    }

    pub fn has(self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// All keys with their values, as texts.
    pub fn all(self, fields: &mut Fields<'_>) -> Vec<(Words, Field)> {
        let text = |(key, value): &(Words, Spanned<Node>)| {
            (key.clone(), fields.text_of(&key.value, value))
        };
        self.entries.iter().map(text).collect()
    }
}

impl Fields<'_> {
    /// `node` as a section of keys that are `known`; anything else is a finding.
    pub fn section<'t>(&mut self, node: &'t Spanned<Node>, keys: &Keys) -> Option<Section<'t>> {
        let section = self.map(node, keys.place)?;
        for (key, _) in section.entries {
            if !keys.known.contains(&key.value.as_str()) {
                self.unknown(key, keys);
            }
        }
        Some(section)
    }

    /// `node` as a map of keys that are the author's own.
    pub fn map<'t>(&mut self, node: &'t Spanned<Node>, place: &str) -> Option<Section<'t>> {
        let Node::Map(entries) = &node.value else {
            self.wrong(
                node,
                &format!("{place} ci vogliono delle chiavi, ognuna con il suo valore"),
            );
            return None;
        };
        for (i, (key, _)) in entries.iter().enumerate() {
            if let Some((first, _)) = entries[..i].iter().find(|(k, _)| k.value == key.value) {
                self.repeated(key, first.span);
            }
        }
        Some(Section { entries, span: node.span })
    }

    /// The text under `key`.
    pub fn text(&mut self, section: Section<'_>, key: &str) -> Field {
        section.get(key).map_or(Field::Absent, |node| self.text_of(key, node))
    }

    /// `node`, the value of `key`, as a text.
    pub fn text_of(&mut self, key: &str, node: &Spanned<Node>) -> Field {
        match &node.value {
            Node::Nothing => Field::Empty(node.span),
            Node::Scalar(text) if text.trim().is_empty() => Field::Empty(node.span),
            Node::Scalar(text) => Field::Given(Spanned::new(text.clone(), node.span)),
            Node::List(_) | Node::Map(_) => {
                self.wrong(
                    node,
                    &format!("«{key}» è un testo, non un elenco né un gruppo di chiavi"),
                );
                Field::Wrong
            }
        }
    }

    /// The list under `key`: empty where the key is not there, `None` where it is no list.
    pub fn list<'t>(&mut self, section: Section<'t>, key: &str) -> Option<&'t [Spanned<Node>]> {
        match section.get(key) {
            None => Some(&[]),
            Some(node) => match &node.value {
                Node::Nothing => Some(&[]),
                Node::List(items) => Some(items),
                _ => {
                    self.wrong(
                        node,
                        &format!("«{key}» è un elenco: una riga per voce, che comincia con «- »"),
                    );
                    None
                }
            },
        }
    }

    /// The texts under `key`, whether a list or just one.
    pub fn texts(&mut self, section: Section<'_>, key: &str) -> Vec<Words> {
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

    /// The value under `key`.
    pub fn node<'t>(&self, section: Section<'t>, key: &str) -> Option<&'t Spanned<Node>> {
        section.get(key)
    }

    fn unknown(&mut self, key: &Words, keys: &Keys) {
        let name = &key.value;
        let message = format!("La chiave «{name}» {} non esiste.", keys.place);
        let hint = match (
            nearest(name, keys.known),
            self.all.iter().find(|k| k.known.contains(&name.as_str())),
        ) {
            (_, Some(other)) => format!("Si scrive {}.", other.place),
            (Some(near), None) => format!("Forse si intendeva «{near}»."),
            (None, None) => format!(
                "Qui si possono usare: {}. Ogni altro dato di un obiettivo va sotto «altro».",
                keys.known.join(", ")
            ),
        };
        self.findings.push(Diagnostic::new(Code::UnknownKey, key.span, message).hint(hint));
    }

    fn repeated(&mut self, key: &Words, first: Span) {
        let message = format!("La chiave «{}» è ripetuta.", key.value);
        let finding = Diagnostic::new(Code::DuplicateKey, key.span, message)
            .at("di nuovo qui")
            .also(first, "la prima volta qui")
            .hint("Lasciarla una volta sola; se sono due voci di un elenco, ognuna comincia con «- ».");
        self.findings.push(finding);
    }

    fn wrong(&mut self, node: &Spanned<Node>, want: &str) {
        let what = match &node.value {
            Node::Nothing => "niente",
            Node::Scalar(_) => "un testo",
            Node::List(_) => "un elenco",
            Node::Map(_) => "un gruppo di chiavi",
        };
        let finding = Diagnostic::new(
            Code::WrongType,
            node.span,
            format!("Qui c'è {what}, che non va bene."),
        )
        .hint(format!("{}.", capitalized(want)));
        self.findings.push(finding);
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The known key nearest to `name`, if it is near at all.
fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let score = |k: &&&str| strsim::jaro_winkler(&name.to_lowercase(), k);
    let best = known.iter().max_by(|a, b| score(a).total_cmp(&score(b)))?;
    (score(&best) > 0.8).then_some(*best)
}
