//! Tree → [`RawPlan`]: which keys stand where.

use super::fields::{Fields, Keys, Section};
use super::names::Names;
use super::tree::Node;
use crate::diag::{Code, Diagnostic, Findings};
use crate::raw::{Field, RawPlan, RawReference, RawResolution, RawRule, RawSigner, Words};
use crate::source::Spanned;

pub(super) const PLAN: usize = 0;
const RESOLUTION: usize = 1;
const REFERENCE: usize = 2;
const SIGNER: usize = 3;
const RULE: usize = 4;
pub(super) const AREA: usize = 5;
pub(super) const PERIOD: usize = 6;
pub(super) const OBJECTIVE: usize = 7;
pub(super) const ROW: usize = 8;
pub(super) const GROUP: usize = 9;
pub(super) const INDICATOR: usize = 10;
/// Characters of a label that needs no key: «B», «12», «B1».
const LONGEST_LABEL: usize = 3;

const fn keys(
    place: &'static str,
    known: &'static [&'static str],
    name: Option<&'static str>,
) -> Keys<'static> {
    Keys { place, known, name }
}

/// The keys of every section, by the constants above; those that a plan declares for itself
/// come on top.
pub(super) static SECTIONS: [Keys<'static>; 11] = [
    keys(
        "nel piano",
        &[
            "titolo",
            "ente",
            "anni",
            "data",
            "delibera",
            "allegato",
            "allegati",
            "firmatari",
            "premessa",
            "chiusura",
            "classificazione",
            "tipologie",
            "pesi",
            "livelli",
            "campi",
            "aree",
            "gruppi",
            "obiettivi",
        ],
        None,
    ),
    keys("in «delibera»", &["organo", "numero", "data"], None),
    keys("in «allegati»", &["allegato", "titolo"], Some("allegato")),
    keys("in «firmatari»", &["nome", "qualifica"], Some("qualifica")),
    keys("in «pesi»", &["unita", "totale", "ambito"], None),
    keys(
        "in un'area",
        &["nome", "responsabile", "premessa", "chiusura", "totale", "periodi"],
        Some("nome"),
    ),
    keys(
        "in un periodo",
        &["etichetta", "anni", "premessa", "chiusura", "totale", "obiettivi"],
        Some("etichetta"),
    ),
    keys(
        "in un obiettivo",
        &[
            "codice",
            "servizio",
            "trasversale",
            "responsabile",
            "tipologia",
            "descrizione",
            "risultato",
            "indicatore",
            "indicatori",
            "peso",
            "altro",
        ],
        Some("servizio"),
    ),
    keys(
        "in un obiettivo dell'elenco «obiettivi»",
        &[
            "area",
            "periodo",
            "codice",
            "servizio",
            "trasversale",
            "responsabile",
            "tipologia",
            "descrizione",
            "risultato",
            "indicatore",
            "indicatori",
            "peso",
            "altro",
        ],
        Some("servizio"),
    ),
    keys(
        "in un gruppo di «gruppi»",
        &["premessa", "chiusura", "totale", "anni", "responsabile", "altro", "obiettivi", "gruppi"],
        None,
    ),
    keys("in «indicatori»", &["testo", "peso", "altro"], Some("testo")),
];

/// Whether some section of a plan knows the key.
pub(super) fn is_key(name: &str) -> bool {
    SECTIONS.iter().any(|section| section.known.contains(&name))
}

/// Reads the plan at the root of a tree.
pub(super) fn plan(root: &Spanned<Node>, findings: &mut Findings) -> Option<RawPlan> {
    if root.value == Node::Nothing {
        findings.push(
            Diagnostic::new(Code::Missing, root.span, "Il file è vuoto.")
                .hint("Un piano ha almeno un titolo e un'area con i suoi obiettivi: si può partire da una copia di un piano che c'è già."),
        );
        return None;
    }
    let names = Names::of(root);
    let keys = names.keys();
    let all: Vec<_> = SECTIONS.iter().zip(&keys).map(|(s, known)| Keys { known, ..*s }).collect();
    let mut reader = Reader { fields: Fields { findings, all: &all }, names: &names };
    reader.plan(root)
}

pub(super) struct Reader<'f> {
    pub fields: Fields<'f>,
    pub names: &'f Names<'f>,
}

impl<'f> Reader<'f> {
    fn plan(&mut self, root: &'f Spanned<Node>) -> Option<RawPlan> {
        let s = self.fields.section(root, PLAN)?;
        Some(RawPlan {
            span: root.span,
            title: self.fields.text(&s, "titolo"),
            entity: self.fields.text(&s, "ente"),
            years: self.fields.texts(&s, "anni"),
            date: self.fields.text(&s, "data"),
            resolution: self.resolution(&s),
            annex: self.fields.text(&s, "allegato"),
            annexes: self.items(&s, "allegati", Self::reference).unwrap_or_default(),
            signers: self.items(&s, "firmatari", Self::signer).unwrap_or_default(),
            premise: self.fields.text(&s, "premessa"),
            closing: self.fields.text(&s, "chiusura"),
            classification: self.fields.text(&s, "classificazione"),
            kinds: self.entries(&s, "tipologie"),
            weights: self.rule(&s),
            levels: self.names.has_levels.then(|| self.fields.texts(&s, "livelli")),
            fields: self.entries(&s, "campi").unwrap_or_default(),
            areas: self.items(&s, "aree", Self::area).unwrap_or_default(),
            groups: self.groups(&s).unwrap_or_default(),
            rows: self.items(&s, "obiettivi", |r, node| r.objective(node, ROW)).unwrap_or_default(),
            content: self.content(&s),
        })
    }

    /// Whether there is a list of objectives at all: `Wrong` says that there is, read or not.
    fn content(&self, section: &Section<'_>) -> Field {
        let mut empty = Field::Absent;
        for key in ["aree", "gruppi", "obiettivi"] {
            match section.get(key) {
                Some(node)
                    if node.value == Node::Nothing || node.value == Node::List(Vec::new()) =>
                {
                    empty = Field::Empty(node.span);
                }
                None if !section.is_unread(key) => {}
                _ => return Field::Wrong,
            }
        }
        empty
    }

    /// The entries of the list under `key`, each read by `read`; one that cannot be is left
    /// out with its finding. `None` where there is something else than a list, or none could be.
    pub(super) fn items<T>(
        &mut self,
        section: &Section<'f>,
        key: &str,
        read: impl Fn(&mut Self, &'f Spanned<Node>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.fields.list(section, key)?;
        let items: Vec<_> = list.iter().filter_map(|node| read(self, node)).collect();
        (list.is_empty() || !items.is_empty()).then_some(items)
    }

    fn resolution(&mut self, section: &Section<'f>) -> Option<RawResolution> {
        let node = section.get("delibera")?;
        if node.value == Node::Nothing {
            return None;
        }
        let s = self.fields.section(node, RESOLUTION)?;
        Some(RawResolution {
            body: self.fields.text(&s, "organo"),
            number: self.fields.text(&s, "numero"),
            date: self.fields.text(&s, "data"),
        })
    }

    /// `A`, or `allegato: A` with a `titolo`.
    fn reference(&mut self, node: &'f Spanned<Node>) -> Option<RawReference> {
        if let Node::Scalar(_) = node.value {
            let label = self.fields.text_of("allegati", node);
            return Some(RawReference { span: node.span, label, title: Field::Absent });
        }
        if let Some((label, title)) = self.labelled(node) {
            return Some(RawReference { span: node.span, label: Field::Given(label), title });
        }
        let s = self.fields.section(node, REFERENCE)?;
        let (label, title) = (self.fields.text(&s, "allegato"), self.fields.text(&s, "titolo"));
        Some(RawReference { span: node.span, label, title })
    }

    /// `B: Schede di dettaglio`: a label that is no key of ours, with its title.
    fn labelled(&mut self, node: &'f Spanned<Node>) -> Option<(Words, Field)> {
        let Node::Map(entries) = &node.value else { return None };
        let [(label, title)] = entries.as_slice() else { return None };
        // A longer word is rather a key that is spelt wrong.
        let is_label = (1..=LONGEST_LABEL).contains(&label.value.chars().count());
        is_label.then(|| (label.clone(), self.fields.text_of(&label.value, title)))
    }

    /// `Il Segretario`, or `qualifica: Il Segretario` with a `nome`.
    fn signer(&mut self, node: &'f Spanned<Node>) -> Option<RawSigner> {
        if let Node::Scalar(_) = node.value {
            let role = self.fields.text_of("firmatari", node);
            return Some(RawSigner { span: node.span, name: Field::Absent, role });
        }
        let s = self.fields.section(node, SIGNER)?;
        let (name, role) = (self.fields.text(&s, "nome"), self.fields.text(&s, "qualifica"));
        Some(RawSigner { span: node.span, name, role })
    }

    /// The author's own keys under `key`, and their texts.
    fn entries(&mut self, section: &Section<'f>, key: &str) -> Option<Vec<(Words, Field)>> {
        let node = section.get(key).filter(|node| node.value != Node::Nothing)?;
        let map = self.fields.map(node, &format!("in «{key}»"))?;
        Some(map.all(&mut self.fields))
    }

    fn rule(&mut self, section: &Section<'f>) -> RawRule {
        let Some(node) = section.get("pesi") else { return RawRule::default() };
        if let Node::Scalar(_) | Node::Nothing = node.value {
            return RawRule { whole: self.fields.text_of("pesi", node), ..RawRule::default() };
        }
        let Some(s) = self.fields.section(node, RULE) else { return RawRule::default() };
        RawRule {
            whole: Field::Absent,
            unit: self.fields.text(&s, "unita"),
            total: self.fields.text(&s, "totale"),
            scope: self.fields.texts(&s, "ambito"),
        }
    }
}
