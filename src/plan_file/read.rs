//! Tree → [`RawPlan`]: reads the plan itself, with all that stands outside its objectives.

use super::declared_names::DeclaredNames;
use super::fields::{MapSection, ValueReader};
use super::node::TreeNode;
use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{Key, Section};
use crate::raw::{Field, RawPlan, RawReference, RawResolution, RawRule, RawSigner, Words};
use crate::source::Spanned;

/// Characters of a label that needs no key, such as «B», «12» or «B1».
// A longer word is most likely a misspelt key.
const LONGEST_LABEL: usize = 3;

/// Reads the plan at the root of a tree; `None` if there is none.
pub(super) fn plan(root: &Spanned<TreeNode>, findings: &mut Findings) -> Option<RawPlan> {
    if root.value == TreeNode::Nothing {
        findings.push(
            Diagnostic::new(Code::Missing, root.span, "Il file è vuoto.")
                .hint("Un piano ha almeno un titolo e un'area con i suoi obiettivi: si può partire da una copia di un piano che c'è già."),
        );
        return None;
    }
    let names = DeclaredNames::of(root);
    let keys = names.keys();
    let mut reader = PlanReader { fields: ValueReader { findings, keys: &keys }, names: &names };
    reader.plan(root)
}

/// Reader of the sections of one plan.
pub(super) struct PlanReader<'f> {
    /// Reader of values, which reports what does not fit.
    pub fields: ValueReader<'f>,
    /// Names that the plan declares.
    pub names: &'f DeclaredNames<'f>,
}

impl<'f> PlanReader<'f> {
    fn plan(&mut self, root: &'f Spanned<TreeNode>) -> Option<RawPlan> {
        let s = self.fields.section(root, Section::Plan)?;
        Some(RawPlan {
            span: root.span,
            title: self.fields.text(&s, Key::Title),
            entity: self.fields.text(&s, Key::Entity),
            years: self.fields.texts(&s, Key::Years),
            date: self.fields.text(&s, Key::Date),
            resolution: self.resolution(&s),
            annex: self.fields.text(&s, Key::Annex),
            annexes: self.items(&s, Key::Annexes, Self::reference).unwrap_or_default(),
            signers: self.items(&s, Key::Signers, Self::signer).unwrap_or_default(),
            premise: self.fields.text(&s, Key::Premise),
            closing: self.fields.text(&s, Key::Closing),
            classification: self.fields.text(&s, Key::Classification),
            kinds: self.entries(&s, Key::Kinds),
            weights: self.rule(&s),
            assessment: self.assessment(&s),
            levels: self.names.has_levels.then(|| self.fields.texts(&s, Key::Levels)),
            codes: self.fields.text(&s, Key::Codes),
            fields: self.entries(&s, Key::Fields).unwrap_or_default(),
            areas: self.items(&s, Key::Areas, Self::area).unwrap_or_default(),
            groups: self.groups(&s).unwrap_or_default(),
            rows: self
                .items(&s, Key::Objectives, |r, node| r.objective(node, Section::Row))
                .unwrap_or_default(),
            content: self.content(&s),
        })
    }

    /// Returns `Absent` or `Empty` if the plan has no list of objectives, else `Wrong`, be the
    /// list readable or not.
    fn content(&self, section: &MapSection<'_>) -> Field {
        let mut empty = Field::Absent;
        for key in [Key::Areas, Key::Groups, Key::Objectives] {
            match section.get(key) {
                Some(node)
                    if node.value == TreeNode::Nothing
                        || node.value == TreeNode::List(Vec::new()) =>
                {
                    empty = Field::Empty(node.span);
                }
                None if !section.is_unread(key.name()) => {}
                _ => return Field::Wrong,
            }
        }
        empty
    }

    /// Reads the entries of the list under `key` with `read`; an entry that cannot be read is
    /// left out with its finding. `None` if there is no list, or no entry of it could be read.
    pub(super) fn items<T>(
        &mut self,
        section: &MapSection<'f>,
        key: Key,
        read: impl Fn(&mut Self, &'f Spanned<TreeNode>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let list = self.fields.list(section, key)?;
        let items: Vec<_> = list.iter().filter_map(|node| read(self, node)).collect();
        // A list of which nothing could be read must not pass for an empty one: findings on it
        // exist.
        (list.is_empty() || !items.is_empty()).then_some(items)
    }

    fn resolution(&mut self, section: &MapSection<'f>) -> Option<RawResolution> {
        let node = section.get(Key::Resolution)?;
        if node.value == TreeNode::Nothing {
            return None;
        }
        let s = self.fields.section(node, Section::Resolution)?;
        Some(RawResolution {
            body: self.fields.text(&s, Key::AdoptingBody),
            number: self.fields.text(&s, Key::Number),
            date: self.fields.text(&s, Key::Date),
        })
    }

    /// Reads `A`, or `allegato: A` with a `titolo`.
    fn reference(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawReference> {
        if let TreeNode::Scalar(_) = node.value {
            let label = self.fields.text_of(Key::Annexes.name(), node);
            return Some(RawReference { span: node.span, label, title: Field::Absent });
        }
        // Before the section is read, which would report the label as an unknown key.
        if let Some((label, title)) = self.labelled(node) {
            return Some(RawReference { span: node.span, label: Field::Given(label), title });
        }
        let s = self.fields.section(node, Section::Reference)?;
        let (label, title) = (self.fields.text(&s, Key::Annex), self.fields.text(&s, Key::Title));
        Some(RawReference { span: node.span, label, title })
    }

    /// Reads `B: Schede di dettaglio`, a label in place of a key, with its title.
    fn labelled(&mut self, node: &'f Spanned<TreeNode>) -> Option<(Words, Field)> {
        let TreeNode::Map(entries) = &node.value else { return None };
        let [(label, title)] = entries.as_slice() else { return None };
        let is_label = (1..=LONGEST_LABEL).contains(&label.value.chars().count());
        is_label.then(|| (label.clone(), self.fields.text_of(&label.value, title)))
    }

    /// Reads `Il Segretario`, or `qualifica: Il Segretario` with a `nome`.
    fn signer(&mut self, node: &'f Spanned<TreeNode>) -> Option<RawSigner> {
        if let TreeNode::Scalar(_) = node.value {
            let role = self.fields.text_of(Key::Signers.name(), node);
            return Some(RawSigner { span: node.span, name: Field::Absent, role });
        }
        let s = self.fields.section(node, Section::Signer)?;
        let (name, role) = (self.fields.text(&s, Key::Name), self.fields.text(&s, Key::Capacity));
        Some(RawSigner { span: node.span, name, role })
    }

    /// Reads the author's own keys under `key`, with their texts.
    fn entries(&mut self, section: &MapSection<'f>, key: Key) -> Option<Vec<(Words, Field)>> {
        let node = section.get(key).filter(|node| node.value != TreeNode::Nothing)?;
        let map = self.fields.map(node, &format!("in «{}»", key.name()))?;
        Some(map.texts(&mut self.fields))
    }

    fn rule(&mut self, section: &MapSection<'f>) -> RawRule {
        let Some(node) = section.get(Key::Weights) else { return RawRule::default() };
        if let TreeNode::Scalar(_) | TreeNode::Nothing = node.value {
            let whole = self.fields.text_of(Key::Weights.name(), node);
            return RawRule { whole, ..RawRule::default() };
        }
        let Some(s) = self.fields.section(node, Section::WeightRule) else {
            return RawRule::default();
        };
        RawRule {
            whole: Field::Absent,
            unit: self.fields.text(&s, Key::Unit),
            total: self.fields.text(&s, Key::Total),
            scope: self.fields.texts(&s, Key::Scope),
        }
    }
}
