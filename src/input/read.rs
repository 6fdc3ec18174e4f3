//! Tree → [`RawPlan`]: which keys stand where.

use super::fields::{Fields, Keys, Section};
use super::raw::{
    Field, RawArea, RawObjective, RawPeriod, RawPlan, RawReference, RawResolution, RawRule,
    RawSigner,
};
use super::tree::Node;
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::Spanned;

const PLAN: usize = 0;
const RESOLUTION: usize = 1;
const REFERENCE: usize = 2;
const SIGNER: usize = 3;
/// Characters of a label that needs no key: «B», «12», «B1».
const LONGEST_LABEL: usize = 3;
const RULE: usize = 4;
const AREA: usize = 5;
const PERIOD: usize = 6;
const OBJECTIVE: usize = 7;
const ROW: usize = 8;

/// The keys of every section, by the constants above.
pub(super) static SECTIONS: [Keys; 9] = [
    Keys {
        place: "nel piano",
        known: &[
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
            "aree",
            "obiettivi",
        ],
        name: None,
    },
    Keys { place: "in «delibera»", known: &["organo", "numero", "data"], name: None },
    Keys { place: "in «allegati»", known: &["allegato", "titolo"], name: Some("allegato") },
    Keys { place: "in «firmatari»", known: &["nome", "qualifica"], name: Some("qualifica") },
    Keys { place: "in «pesi»", known: &["unita", "totale", "ambito"], name: None },
    Keys { place: "in un'area", known: &["nome", "responsabile", "periodi"], name: Some("nome") },
    Keys {
        place: "in un periodo",
        known: &["etichetta", "anni", "obiettivi"],
        name: Some("etichetta"),
    },
    Keys { place: "in un obiettivo", known: OBJECTIVE_KEYS, name: Some("servizio") },
    Keys {
        place: "in un obiettivo dell'elenco «obiettivi»",
        known: &[
            "area",
            "periodo",
            "codice",
            "servizio",
            "trasversale",
            "tipologia",
            "descrizione",
            "risultato",
            "indicatore",
            "peso",
            "altro",
        ],
        name: Some("servizio"),
    },
];

const OBJECTIVE_KEYS: &[&str] = &[
    "codice",
    "servizio",
    "trasversale",
    "tipologia",
    "descrizione",
    "risultato",
    "indicatore",
    "peso",
    "altro",
];

/// Whether an objective, in the nested form or as a row, has a key of that name.
fn is_own(name: &str) -> bool {
    SECTIONS[ROW].known.contains(&name)
}

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
    let mut reader = Reader { fields: Fields { findings, all: &SECTIONS } };
    reader.plan(root)
}

struct Reader<'f> {
    fields: Fields<'f>,
}

impl Reader<'_> {
    fn plan(&mut self, root: &Spanned<Node>) -> Option<RawPlan> {
        let s = self.fields.section(root, &SECTIONS[PLAN])?;
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
            kinds: self.kinds(&s),
            weights: self.rule(&s),
            areas: self.items(&s, "aree", Self::area).unwrap_or_default(),
            rows: self.items(&s, "obiettivi", |r, node| r.objective(node, ROW)).unwrap_or_default(),
            content: self.content(&s),
        })
    }

    /// Whether there is a list of objectives at all: `Wrong` says that there is, read or not.
    fn content(&self, section: &Section<'_>) -> Field {
        let mut empty = Field::Absent;
        for key in ["aree", "obiettivi"] {
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
    fn items<T>(
        &mut self,
        section: &Section<'_>,
        key: &str,
        read: impl Fn(&mut Self, &Spanned<Node>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.fields.list(section, key)?;
        let items: Vec<_> = list.iter().filter_map(|node| read(self, node)).collect();
        (list.is_empty() || !items.is_empty()).then_some(items)
    }

    fn resolution(&mut self, section: &Section<'_>) -> Option<RawResolution> {
        let node = section.get("delibera")?;
        if node.value == Node::Nothing {
            return None;
        }
        let s = self.fields.section(node, &SECTIONS[RESOLUTION])?;
        Some(RawResolution {
            body: self.fields.text(&s, "organo"),
            number: self.fields.text(&s, "numero"),
            date: self.fields.text(&s, "data"),
        })
    }

    /// `A`, or `allegato: A` with a `titolo`.
    fn reference(&mut self, node: &Spanned<Node>) -> Option<RawReference> {
        if let Node::Scalar(_) = node.value {
            let label = self.fields.text_of("allegati", node);
            return Some(RawReference { span: node.span, label, title: Field::Absent });
        }
        if let Some((label, title)) = self.labelled(node) {
            return Some(RawReference { span: node.span, label: Field::Given(label), title });
        }
        let s = self.fields.section(node, &SECTIONS[REFERENCE])?;
        let (label, title) = (self.fields.text(&s, "allegato"), self.fields.text(&s, "titolo"));
        Some(RawReference { span: node.span, label, title })
    }

    /// `B: Schede di dettaglio`: a label that is no key of ours, with its title.
    fn labelled(&mut self, node: &Spanned<Node>) -> Option<(super::Words, Field)> {
        let Node::Map(entries) = &node.value else { return None };
        let [(label, title)] = entries.as_slice() else { return None };
        // A longer word is rather a key that is spelt wrong.
        let is_label = (1..=LONGEST_LABEL).contains(&label.value.chars().count());
        is_label.then(|| (label.clone(), self.fields.text_of(&label.value, title)))
    }

    /// `Il Segretario`, or `qualifica: Il Segretario` with a `nome`.
    fn signer(&mut self, node: &Spanned<Node>) -> Option<RawSigner> {
        if let Node::Scalar(_) = node.value {
            let role = self.fields.text_of("firmatari", node);
            return Some(RawSigner { span: node.span, name: Field::Absent, role });
        }
        let s = self.fields.section(node, &SECTIONS[SIGNER])?;
        let (name, role) = (self.fields.text(&s, "nome"), self.fields.text(&s, "qualifica"));
        Some(RawSigner { span: node.span, name, role })
    }

    fn kinds(&mut self, section: &Section<'_>) -> Option<Vec<(super::Words, Field)>> {
        let node = section.get("tipologie").filter(|node| node.value != Node::Nothing)?;
        let map = self.fields.map(node, "in «tipologie»")?;
        Some(map.all(&mut self.fields))
    }

    fn rule(&mut self, section: &Section<'_>) -> RawRule {
        let Some(node) = section.get("pesi") else { return RawRule::default() };
        if let Node::Scalar(_) | Node::Nothing = node.value {
            return RawRule { whole: self.fields.text_of("pesi", node), ..RawRule::default() };
        }
        let Some(s) = self.fields.section(node, &SECTIONS[RULE]) else { return RawRule::default() };
        RawRule {
            whole: Field::Absent,
            unit: self.fields.text(&s, "unita"),
            total: self.fields.text(&s, "totale"),
            scope: self.fields.text(&s, "ambito"),
        }
    }

    fn area(&mut self, node: &Spanned<Node>) -> Option<RawArea> {
        let s = self.fields.section(node, &SECTIONS[AREA])?;
        Some(RawArea {
            span: s.span,
            name: self.fields.text(&s, "nome"),
            manager: self.fields.text(&s, "responsabile"),
            periods: match s.get("obiettivi") {
                // A finding has said that the level of the periods is missing.
                Some(_) => None,
                None => self.items(&s, "periodi", Self::period),
            },
        })
    }

    fn period(&mut self, node: &Spanned<Node>) -> Option<RawPeriod> {
        let s = self.fields.section(node, &SECTIONS[PERIOD])?;
        Some(RawPeriod {
            span: s.span,
            label: self.fields.text(&s, "etichetta"),
            years: self.fields.texts(&s, "anni"),
            objectives: self.items(&s, "obiettivi", |r, node| r.objective(node, OBJECTIVE)),
        })
    }

    fn objective(&mut self, node: &Spanned<Node>, keys: usize) -> Option<RawObjective> {
        let s = self.fields.section(node, &SECTIONS[keys])?;
        Some(RawObjective {
            span: s.span,
            area: self.fields.text(&s, "area"),
            period: self.fields.text(&s, "periodo"),
            code: self.fields.text(&s, "codice"),
            service: self.fields.text(&s, "servizio"),
            cross_cutting: self.fields.text(&s, "trasversale"),
            kind: self.fields.text(&s, "tipologia"),
            description: self.fields.text(&s, "descrizione"),
            result: self.fields.text(&s, "risultato"),
            indicator: self.fields.text(&s, "indicatore"),
            weight: self.fields.text(&s, "peso"),
            extra: self.extra(&s),
        })
    }

    fn extra(&mut self, section: &Section<'_>) -> Vec<(super::Words, Field)> {
        let Some(node) = section.get("altro") else { return Vec::new() };
        if node.value == Node::Nothing {
            return Vec::new();
        }
        let Some(map) = self.fields.map(node, "in «altro»") else { return Vec::new() };
        let (own, further): (Vec<_>, Vec<_>) =
            map.all(&mut self.fields).into_iter().partition(|(key, _)| is_own(&key.value));
        for (key, _) in own {
            let message =
                format!("«{}» è una chiave dell'obiettivo, non un dato in più.", key.value);
            self.fields.findings.push(
                Diagnostic::new(Code::UnknownKey, key.span, message)
                    .hint("Scriverla fuori da «altro», con lo stesso rientro di «descrizione»."),
            );
        }
        further
    }
}
