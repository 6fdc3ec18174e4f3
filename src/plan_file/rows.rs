//! Tree → areas, periods, groups and objectives.

use super::fields::Section;
use super::names::Names;
use super::read::{AREA, GROUP, INDICATOR, OBJECTIVE, PERIOD, ROW, Reader};
use super::tree::Node;
use crate::diag::{Code, Diagnostic};
use crate::raw::{
    Field, RawArea, RawExtra, RawFacts, RawGroup, RawIndicator, RawObjective, RawPeriod, RawValues,
    Words,
};
use crate::source::Spanned;

/// Who answers for a group or an objective: a field that a row may also have under `altro`.
const MANAGER: &str = "responsabile";

impl<'f> Reader<'f> {
    pub(super) fn area(&mut self, node: &'f Spanned<Node>) -> Option<RawArea> {
        let s = self.fields.section(node, AREA)?;
        Some(RawArea {
            span: s.span,
            name: self.fields.text(&s, "nome"),
            manager: self.fields.text(&s, MANAGER),
            facts: self.facts(&s),
            periods: match s.get("obiettivi") {
                // A finding has said that the level of the periods is missing.
                Some(_) => None,
                None => self.items(&s, "periodi", Self::period),
            },
        })
    }

    fn period(&mut self, node: &'f Spanned<Node>) -> Option<RawPeriod> {
        let s = self.fields.section(node, PERIOD)?;
        Some(RawPeriod {
            span: s.span,
            label: self.fields.text(&s, "etichetta"),
            years: self.fields.texts(&s, "anni"),
            facts: self.facts(&s),
            objectives: self.items(&s, "obiettivi", |r, node| r.objective(node, OBJECTIVE)),
        })
    }

    fn facts(&mut self, section: &Section<'f>) -> RawFacts {
        RawFacts {
            premise: self.fields.text(section, "premessa"),
            closing: self.fields.text(section, "chiusura"),
            total: self.fields.text(section, "totale"),
        }
    }

    /// The entries of `gruppi`; without `livelli` nobody knows the keys in them.
    pub(super) fn groups(&mut self, section: &Section<'f>) -> Option<Vec<RawGroup>> {
        if self.names.has_levels {
            return self.items(section, "gruppi", Self::group);
        }
        let (key, _) = section.entries().find(|(key, _)| key.value == "gruppi")?;
        let message = "Il piano ha «gruppi», ma non dice di quali livelli.";
        self.fields.findings.push(
            Diagnostic::new(Code::Missing, key.span, message)
                .hint("Aggiungere i livelli, dal più esterno: «livelli: [missione, programma]»."),
        );
        None
    }

    fn group(&mut self, node: &'f Spanned<Node>) -> Option<RawGroup> {
        let s = self.fields.section(node, GROUP)?;
        Some(RawGroup {
            span: s.span,
            levels: self.levels(&s),
            facts: self.facts(&s),
            years: self.fields.texts(&s, "anni"),
            extra: self.extra(&s, GROUP),
            objectives: self.items(&s, "obiettivi", |r, node| r.objective(node, OBJECTIVE)),
            groups: self.items(&s, "gruppi", Self::group),
        })
    }

    /// What a section says at the levels of the plan, in the order of the levels.
    fn levels(&mut self, section: &Section<'f>) -> Vec<(Words, Field)> {
        let mut levels: Vec<(Words, Field)> = Vec::new();
        for name in &self.names.levels {
            let entry = section.entries().find(|(key, _)| key.value == **name);
            let key = match entry {
                Some((key, _)) => key.clone(),
                None if section.is_unread(name) => Words::new((*name).to_owned(), section.span),
                None => continue,
            };
            if levels.iter().all(|(other, _)| other.value != key.value) {
                levels.push((key, self.fields.text(section, name)));
            }
        }
        levels
    }

    pub(super) fn objective(
        &mut self,
        node: &'f Spanned<Node>,
        keys: usize,
    ) -> Option<RawObjective> {
        let s = self.fields.section(node, keys)?;
        let mut levels = if keys == ROW { self.levels(&s) } else { Vec::new() };
        let area = self.usual_level(&s, &mut levels, "area");
        let period = self.usual_level(&s, &mut levels, "periodo");
        Some(RawObjective {
            span: s.span,
            area,
            period,
            code: self.fields.text(&s, "codice"),
            service: self.fields.text(&s, "servizio"),
            cross_cutting: self.fields.text(&s, "trasversale"),
            kind: self.fields.text(&s, "tipologia"),
            description: self.fields.text(&s, "descrizione"),
            result: self.fields.text(&s, "risultato"),
            indicator: self.fields.text(&s, "indicatore"),
            indicators: self.items(&s, "indicatori", Self::indicator),
            weight: self.fields.text(&s, "peso"),
            extra: self.extra(&s, keys),
            levels,
        })
    }

    /// `area` or `periodo`, which have fields of their own, whether the plan names them among
    /// its levels or not.
    fn usual_level(
        &mut self,
        section: &Section<'f>,
        levels: &mut Vec<(Words, Field)>,
        name: &str,
    ) -> Field {
        match levels.iter().position(|(key, _)| key.value == name) {
            Some(at) => levels.remove(at).1,
            None if self.names.has_levels => Field::Absent,
            None => self.fields.text(section, name),
        }
    }

    /// `Numero di atti`, or `testo: Numero di atti` with what belongs to it.
    fn indicator(&mut self, node: &'f Spanned<Node>) -> Option<RawIndicator> {
        if let Node::Scalar(_) | Node::Nothing = node.value {
            let text = self.fields.text_of("indicatori", node);
            let weight = Field::Absent;
            return Some(RawIndicator { span: node.span, text, weight, extra: Vec::new() });
        }
        let s = self.fields.section(node, INDICATOR)?;
        Some(RawIndicator {
            span: s.span,
            text: self.fields.text(&s, "testo"),
            weight: self.fields.text(&s, "peso"),
            extra: self.extra(&s, INDICATOR),
        })
    }

    /// The fields that the plan declares, in the order in which they stand, then those under
    /// `altro`.
    fn extra(&mut self, section: &Section<'f>, number: usize) -> Vec<RawExtra> {
        let Names { levels, fields, .. } = self.names;
        let is_field = |key: &str| {
            let declared = fields.contains(&key) || number != INDICATOR && key == MANAGER;
            declared && !levels.contains(&key)
        };
        let mut extra = Vec::new();
        for (key, node) in section.entries().filter(|(key, _)| is_field(&key.value)) {
            let values = match section.is_unread(&key.value) {
                true => RawValues::One(Field::Wrong),
                false => self.fields.values_of(&key.value, node),
            };
            extra.push((key.clone(), values));
        }
        extra.extend(self.further(section));
        extra
    }

    fn further(&mut self, section: &Section<'f>) -> Vec<RawExtra> {
        let Some(node) = section.get("altro").filter(|node| node.value != Node::Nothing) else {
            return Vec::new();
        };
        let Some(map) = self.fields.map(node, "in «altro»") else { return Vec::new() };
        let mut further = Vec::new();
        for (key, node) in map.entries() {
            if self.is_own(&key.value) {
                self.own_key(key);
            } else if map.is_unread(&key.value) {
                further.push((key.clone(), RawValues::One(Field::Wrong)));
            } else {
                further.push((key.clone(), self.fields.values_of(&key.value, node)));
            }
        }
        further
    }

    /// Whether an objective, in the nested form or as a row, has a key of that name.
    fn is_own(&self, name: &str) -> bool {
        let usual = ["area", "periodo"].contains(&name);
        usual || name != MANAGER && self.fields.all[ROW].known.contains(&name)
    }

    fn own_key(&mut self, key: &Words) {
        let message = format!("«{}» è una chiave dell'obiettivo, non un dato in più.", key.value);
        self.fields.findings.push(
            Diagnostic::new(Code::UnknownKey, key.span, message)
                .hint("Scriverla fuori da «altro», con lo stesso rientro di «descrizione»."),
        );
    }
}
