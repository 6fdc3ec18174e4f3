//! State of the validation of areas, groups and objectives.

use super::name_index::NameIndex;
use super::validator::Validator;
use super::values::FieldKinds;
use crate::model::{
    Area, AssessmentRule, Datum, DatumValue, Extra, Gaps, GroupFacts, GroupPlace, Key, Level,
    Objective, ObjectiveKind, OverriddenValue, Period, Text, Values, WeightRule,
};
use crate::raw::Words;
use crate::source::Span;
use crate::text::folded;
use std::collections::{BTreeMap, BTreeSet};

/// Declarations of the plan that its objectives depend on.
pub(super) struct PlanRules<'k> {
    /// Kinds of objective.
    pub kinds: &'k [ObjectiveKind],
    /// Rule on weights.
    pub weights: WeightRule,
    /// Levels that the plan names, if it does.
    pub levels: Option<&'k [Level]>,
    /// Rule by which results are judged.
    pub assessment: &'k AssessmentRule,
    /// Years of the plan.
    pub years: &'k BTreeSet<u16>,
}

/// Sound parts of a plan, as far as they were built.
#[derive(Default)]
pub(super) struct PlanParts {
    /// Areas in the order of the source.
    pub areas: Vec<Area>,
    /// Periods in the order of the source.
    pub periods: Vec<Period>,
    /// Groups that have facts of their own.
    pub groups: Vec<GroupFacts>,
    /// Values of groups that their objectives do not all take over.
    pub overridden: Vec<OverriddenValue>,
    /// Objectives in the order of the source.
    pub objectives: Vec<Objective>,
    /// Parts that errors leave open.
    pub gaps: Gaps,
}

/// Groups around an objective, and the fields that it takes over from them.
#[derive(Clone, Default)]
pub(super) struct GroupContext {
    /// Index of the area.
    pub area: Option<usize>,
    /// Index of the period.
    pub period: Option<usize>,
    /// Label of the group of the level `servizio`.
    pub service: Option<Text>,
    /// Fields of the groups, outermost first.
    pub extra: Vec<Extra>,
    /// `true` if a finding leaves one of the groups open.
    pub lost: bool,
}

impl GroupContext {
    /// Returns the identity of the innermost group.
    pub(crate) fn labels(&self, levels: &[Level]) -> GroupLabels {
        let own = |level: &Level| {
            let extra = self.extra.iter().find(|extra| extra.key.value == level.name());
            let service = self.service.as_ref().filter(|_| level.name() == Key::Service.name());
            let label = extra.and_then(Extra::one).map(|datum| &datum.written).or(service);
            label.map(|label| folded(&label.value))
        };
        (self.area, self.period, levels.iter().map(own).collect())
    }

    /// Returns the place of the group among those of the plan; `None` if a finding leaves it open.
    pub(crate) fn place(&self, levels: &[Level]) -> Option<GroupPlace> {
        let label = |level: &Level| {
            let name = level.name();
            let extra = self.extra.iter().find(|extra| extra.key.value == name);
            let own = extra.and_then(Extra::one).map(|datum| datum.written.clone());
            let service = self.service.clone().filter(|_| name == Key::Service.name());
            Some((name.to_owned(), own.or(service)?))
        };
        let labels = levels.iter().filter_map(label).collect();
        (!self.lost).then_some(GroupPlace { area: self.area, period: self.period, labels })
    }

    /// Sets a field, in place of the value of an outer group.
    pub(crate) fn set(&mut self, extra: Extra) {
        set_field(&mut self.extra, extra);
    }

    /// Adds the label of a group.
    pub(crate) fn add_label(&mut self, key: Words, label: Text) {
        if key.value == Key::Service.name() {
            self.service = Some(label);
        } else {
            let value = DatumValue::Text;
            let values = Values::One(Datum { written: label, value });
            self.set(Extra { key, values });
        }
    }
}

/// Sets a field among `fields`, in place of an earlier value.
pub(super) fn set_field(fields: &mut Vec<Extra>, extra: Extra) {
    match fields.iter_mut().find(|field| field.key.value == extra.key.value) {
        Some(field) => *field = extra,
        None => fields.push(extra),
    }
}

/// Indices of areas and periods, by which rows and groups find them again.
#[derive(Default)]
pub(super) struct AreaPeriodIndex {
    /// Areas by name.
    pub areas: NameIndex,
    /// Periods by label; of each area if areas are the outer level.
    pub periods: BTreeMap<Option<usize>, NameIndex>,
    /// Area of objectives that have none.
    pub nameless_area: Option<usize>,
    /// Period of objectives that have none.
    pub nameless_period: Option<usize>,
    /// Areas that rows or groups of the file name, with sound objectives or not.
    pub named_areas: BTreeSet<usize>,
}

/// Identity of an innermost group: area, period and labels of the plan's own levels.
pub(super) type GroupLabels = (Option<usize>, Option<usize>, Vec<Option<String>>);

/// Builder of the parts of a plan.
pub(super) struct PlanBuilder<'v, 'a, 'k> {
    /// Validator of single values.
    pub validator: &'v mut Validator<'a>,
    /// Declarations of the plan.
    pub rules: PlanRules<'k>,
    /// Kinds of the declared fields.
    pub fields: FieldKinds<'k>,
    /// Parts that were built.
    pub parts: PlanParts,
    /// Indices of areas and periods.
    pub index: AreaPeriodIndex,
    /// First place of each code in its group.
    pub codes: BTreeMap<(GroupLabels, String), Span>,
    /// Number of fields that objectives have taken over from their groups.
    pub taken_over: usize,
}

impl<'v, 'a, 'k> PlanBuilder<'v, 'a, 'k> {
    /// Returns a builder without parts.
    pub(crate) fn new(
        validator: &'v mut Validator<'a>,
        rules: PlanRules<'k>,
        fields: FieldKinds<'k>,
    ) -> Self {
        PlanBuilder {
            validator,
            rules,
            fields,
            parts: PlanParts::default(),
            index: AreaPeriodIndex::default(),
            codes: BTreeMap::new(),
            taken_over: 0,
        }
    }

    /// Returns the parts, and reports what is known only at the end.
    pub(crate) fn finish(self) -> PlanParts {
        let PlanBuilder { mut parts, fields, validator, .. } = self;
        // A finding has reported groups without objectives and texts; a total of none prints nowhere.
        parts.groups.retain(|facts| {
            let has_text = facts.premise.is_some() || facts.closing.is_some();
            !facts.objectives.is_empty() || facts.place.is_some() && has_text
        });
        fields.report(validator);
        parts
    }
}
