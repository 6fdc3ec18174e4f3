//! Tree → areas, periods, groups and objectives.

use super::declared_names::DeclaredNames;
use super::fields::MapSection;
use super::node::TreeNode;
use super::read::PlanReader;
use crate::diag::{Code, Diagnostic};
use crate::model::{Key, Section};
use crate::raw::{
    Field, RawArea, RawExtra, RawFacts, RawGroup, RawIndicator, RawObjective, RawPeriod, RawValues,
    Words,
};
use crate::source::Spanned;

impl<'f> PlanReader<'f> {
    /// Reads an entry of `aree`.
    pub(super) fn area(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawArea> {
        let s = self.fields.section(node, Section::Area)?;
        Some(RawArea {
            span: s.span,
            name: self.fields.text(&s, Key::Name),
            manager: self.fields.text(&s, Key::Manager),
            facts: self.facts(&s),
            periods: match s.get(Key::Objectives) {
                // `ValueReader::section` has reported that the level of the periods is missing.
                Some(_) => None,
                None => self.items(&s, Key::Periods, Self::period),
            },
        })
    }

    fn period(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawPeriod> {
        let s = self.fields.section(node, Section::Period)?;
        Some(RawPeriod {
            span: s.span,
            label: self.fields.text(&s, Key::Label),
            years: self.fields.texts(&s, Key::Years),
            facts: self.facts(&s),
            objectives: self
                .items(&s, Key::Objectives, |r, node| r.objective(node, Section::Objective)),
        })
    }

    fn facts(&mut self, section: &MapSection<'f>) -> RawFacts {
        RawFacts {
            premise: self.fields.text(section, Key::Premise),
            closing: self.fields.text(section, Key::Closing),
            total: self.fields.text(section, Key::Total),
        }
    }

    /// Reads the entries of `gruppi`, whose keys are known only if the plan has `livelli`.
    pub(super) fn groups(&mut self, section: &MapSection<'f>) -> Option<Vec<RawGroup>> {
        if self.names.has_levels {
            return self.items(section, Key::Groups, Self::group);
        }
        let (key, _) = section.entries().find(|(key, _)| key.value == Key::Groups.name())?;
        let message = "Il piano ha «gruppi», ma non dice di quali livelli.";
        self.fields.findings.push(
            Diagnostic::new(Code::Missing, key.span, message)
                .hint("Aggiungere i livelli, dal più esterno: «livelli: [missione, programma]»."),
        );
        None
    }

    fn group(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawGroup> {
        let s = self.fields.section(node, Section::Group)?;
        Some(RawGroup {
            span: s.span,
            levels: self.levels(&s),
            facts: self.facts(&s),
            years: self.fields.texts(&s, Key::Years),
            extra: self.extra(&s, Section::Group),
            objectives: self
                .items(&s, Key::Objectives, |r, node| r.objective(node, Section::Objective)),
            groups: self.items(&s, Key::Groups, Self::group),
        })
    }

    /// Reads the labels that a section gives at the levels of the plan, in the order of the
    /// levels.
    fn levels(&mut self, section: &MapSection<'f>) -> Vec<(Words, Field)> {
        let mut levels: Vec<(Words, Field)> = Vec::new();
        for name in &self.names.levels {
            let entry = section.entries().find(|(key, _)| key.value == **name);
            let key = match entry {
                Some((key, _)) => key.clone(),
                // A misspelt level is there, though without a value: a group is then not «of no
                // level».
                None if section.is_unread(name) => Words::new((*name).to_owned(), section.span),
                None => continue,
            };
            if levels.iter().all(|(earlier, _)| earlier.value != key.value) {
                levels.push((key, self.fields.text_named(section, name)));
            }
        }
        levels
    }

    /// Reads an objective with the keys of `kind`, which is [`Section::Objective`] or
    /// [`Section::Row`].
    pub(super) fn objective(
        &mut self,
        node: &'f Spanned<TreeNode>,
        kind: Section,
    ) -> Option<RawObjective> {
        let s = self.fields.section(node, kind)?;
        let mut levels = if kind == Section::Row { self.levels(&s) } else { Vec::new() };
        let area = self.usual_level(&s, &mut levels, Key::Area);
        let period = self.usual_level(&s, &mut levels, Key::Period);
        let plain_keys = Section::Objective.plain_keys();
        Some(RawObjective {
            span: s.span,
            area,
            period,
            fields: plain_keys.map(|key| (key, self.plain(&s, key))).collect(),
            indicators: self.items(&s, Key::Indicators, Self::indicator),
            outcomes: self.outcomes(&s),
            extra: [self.years(&s), self.extra(&s, kind)].concat(),
            levels,
        })
    }

    /// Reads a key of one text; absent if it has one for each year.
    fn plain(&mut self, section: &MapSection<'f>, key: Key) -> Field {
        match section.get(key) {
            Some(node) if is_by_year(key, node) => Field::Absent,
            _ => self.fields.text(section, key),
        }
    }

    /// Reads the keys that have a text for each year.
    fn years(&mut self, section: &MapSection<'f>) -> Vec<RawExtra> {
        let of_years = |key: &Words, node: &Spanned<TreeNode>| {
            Key::named(&key.value).is_some_and(|key| is_by_year(key, node))
        };
        let found = section.entries().filter(|(key, node)| of_years(key, node));
        found.map(|(key, node)| (key.clone(), self.values(section, key, node))).collect()
    }

    /// Reads `area` or `periodo`, which are no further level even if the plan names them
    /// among its levels.
    fn usual_level(
        &mut self,
        section: &MapSection<'f>,
        levels: &mut Vec<(Words, Field)>,
        level: Key,
    ) -> Field {
        match levels.iter().position(|(key, _)| key.value == level.name()) {
            Some(at) => levels.remove(at).1,
            // No level of this plan: if the key is there, it was reported as unknown.
            None if self.names.has_levels => Field::Absent,
            None => self.fields.text(section, level),
        }
    }

    /// Reads `Numero di atti`, or `testo: Numero di atti` with its weight and fields.
    fn indicator(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawIndicator> {
        if let TreeNode::Scalar(_) | TreeNode::Nothing = node.value {
            let text = self.fields.text_of(Key::Indicators.name(), node);
            return Some(RawIndicator {
                span: node.span,
                text,
                weight: Field::Absent,
                outcomes: Vec::new(),
                extra: Vec::new(),
            });
        }
        let s = self.fields.section(node, Section::Indicator)?;
        Some(RawIndicator {
            span: s.span,
            text: self.fields.text(&s, Key::IndicatorText),
            weight: self.fields.text(&s, Key::Weight),
            outcomes: self.outcomes(&s),
            extra: self.extra(&s, Section::Indicator),
        })
    }

    /// Reads the fields that the plan declares, in the order of the file, then those under
    /// `altro`.
    fn extra(&mut self, section: &MapSection<'f>, kind: Section) -> Vec<RawExtra> {
        let DeclaredNames { levels, fields, .. } = self.names;
        let is_field = |key: &str| {
            let declared =
                fields.contains(&key) || kind != Section::Indicator && key == Key::Manager.name();
            declared && !levels.contains(&key)
        };
        let mut extra = Vec::new();
        for (key, node) in section.entries().filter(|(key, _)| is_field(&key.value)) {
            extra.push((key.clone(), self.values(section, key, node)));
        }
        extra.extend(self.author_fields(section));
        extra
    }

    fn values(
        &mut self,
        section: &MapSection<'f>,
        key: &Words,
        node: &'f Spanned<TreeNode>,
    ) -> RawValues {
        if section.is_unread(&key.value) {
            RawValues::One(Field::Wrong)
        } else {
            self.fields.values_of(&key.value, node)
        }
    }

    /// Reads the fields under `altro`.
    fn author_fields(&mut self, section: &MapSection<'f>) -> Vec<RawExtra> {
        let Some(node) = section.get(Key::Extra).filter(|node| node.value != TreeNode::Nothing)
        else {
            return Vec::new();
        };
        let Some(map) = self.fields.map(node, "in «altro»") else { return Vec::new() };
        let mut fields = Vec::new();
        for (key, node) in map.entries() {
            if self.is_objective_key(&key.value) {
                self.misplaced_key(key);
            } else {
                fields.push((key.clone(), self.values(&map, key, node)));
            }
        }
        fields
    }

    /// Returns `true` if an objective, in the nested form or as a row, has a key of that name.
    fn is_objective_key(&self, name: &str) -> bool {
        // A plan with levels of its own drops both from the keys of its rows.
        let is_usual_level = [Key::Area, Key::Period].iter().any(|key| key.name() == name);
        // The manager of an objective and the words of a column «Esito» may stand under «altro»,
        // where importing puts them.
        let is_imported = [Key::Manager, Key::Outcome].iter().any(|key| key.name() == name);
        is_usual_level || !is_imported && self.fields.known(Section::Row).contains(&name)
    }

    fn misplaced_key(&mut self, key: &Words) {
        let message = format!("«{}» è una chiave dell'obiettivo, non un dato in più.", key.value);
        self.fields.findings.push(
            Diagnostic::new(Code::UnknownKey, key.span, message)
                .hint("Scriverla fuori da «altro», con lo stesso rientro di «descrizione»."),
        );
    }
}

/// Returns `true` if `node` has a value of `key` for each year.
fn is_by_year(key: Key, node: &Spanned<TreeNode>) -> bool {
    key.is_by_year() && matches!(node.value, TreeNode::Map(_))
}
