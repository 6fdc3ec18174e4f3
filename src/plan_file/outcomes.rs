//! Tree → results of objectives, and the rule that judges them.

use super::fields::{MapSection, is_year};
use super::node::TreeNode;
use super::read::PlanReader;
use crate::diag::{Code, Diagnostic};
use crate::model::{Key, Section};
use crate::raw::{RawAssessment, RawFields, RawOutcome, RawRange, Words};
use crate::source::Spanned;

impl<'f> PlanReader<'f> {
    /// Reads `esito`: a percentage, the keys of one result, or those of each year.
    pub(super) fn outcomes(&mut self, section: &MapSection<'f>) -> Vec<RawOutcome> {
        let is_unread = section.is_unread(Key::Outcome.name());
        let Some(node) = section.get(Key::Outcome).filter(|_| !is_unread) else {
            return Vec::new();
        };
        match &node.value {
            // One year among the keys is enough: the others are then reported as wrong years.
            TreeNode::Map(entries) if entries.iter().any(|(year, _)| is_year(&year.value)) => {
                let years = self.fields.map(node, "in «esito»");
                let years = years.iter().flat_map(MapSection::entries);
                years.filter_map(|(year, node)| self.outcome_of(year, node)).collect()
            }
            _ => self.outcome(None, node).into_iter().collect(),
        }
    }

    fn outcome_of(&mut self, year: &Words, node: &'f Spanned<TreeNode>) -> Option<RawOutcome> {
        // A year without a result has none yet; a key that is no year, such as the half of «33,3»
        // between braces, is reported as a wrong year.
        let is_lost = node.value == TreeNode::Nothing && !is_year(&year.value);
        let fields = RawFields::default();
        match is_lost {
            true => Some(RawOutcome {
                span: year.span,
                year: Some(year.clone()),
                fields,
                ranges: Vec::new(),
            }),
            false => self.outcome(Some(year.clone()), node),
        }
    }

    fn outcome(&mut self, year: Option<Words>, node: &'f Spanned<TreeNode>) -> Option<RawOutcome> {
        let span = node.span;
        match node.value {
            TreeNode::Nothing => None,
            TreeNode::Scalar(_) => {
                let percentage = self.fields.text_of(Key::Outcome.name(), node);
                let fields = RawFields::from_iter([(Key::Percentage, percentage)]);
                Some(RawOutcome { span, year, fields, ranges: Vec::new() })
            }
            TreeNode::List(_) | TreeNode::Map(_) => {
                let s = self.fields.section(node, Section::Outcome)?;
                let fields = self.plain_fields(&s, Section::Outcome);
                Some(RawOutcome { span, year, fields, ranges: self.ranges(&s) })
            }
        }
    }

    /// Reads `valutazione`.
    pub(super) fn assessment(&mut self, section: &MapSection<'f>) -> Option<RawAssessment> {
        let node = section.get(Key::Assessment).filter(|node| node.value != TreeNode::Nothing)?;
        let s = self.fields.section(node, Section::Assessment)?;
        let fields = self.plain_fields(&s, Section::Assessment);
        Some(RawAssessment { span: s.span, fields, ranges: self.ranges(&s) })
    }

    fn ranges(&mut self, section: &MapSection<'f>) -> Vec<RawRange> {
        let ranges = self.items(section, Key::Ranges, |reader, node| {
            let s = reader.fields.section(node, Section::Range)?;
            Some(RawRange { span: s.span, fields: reader.plain_fields(&s, Section::Range) })
        });
        if ranges.as_ref().is_some_and(Vec::is_empty)
            && let Some(node) = section.get(Key::Ranges)
        {
            let message = "«fasce» è una lista vuota: non si sa quanto vale un esito.";
            let finding = Diagnostic::new(Code::InvalidAssessment, node.span, message);
            self.fields.findings.push(finding.hint(
                "Scrivere le fasce, per esempio «- {massimo: 49, vale: 0}», o togliere la chiave.",
            ));
        }
        ranges.unwrap_or_default()
    }

    fn plain_fields(&mut self, section: &MapSection<'f>, kind: Section) -> RawFields {
        kind.plain_keys().map(|key| (key, self.fields.text(section, key))).collect()
    }
}
