//! Facts of a plan outside its objectives.

use super::format::date;
use crate::dataset::{ActFacts, GroupTexts, PlanFacts, SignerFacts, StructureFacts, WeightFacts};
use crate::italian::decimals::with_all_decimals;
use crate::model::{FieldKind, GroupFacts, Level, Objective, Plan, Resolution, Text, WeightRule};

/// Collects the facts of `plan` in the form in which annexes print them.
pub(super) fn facts(plan: &Plan) -> PlanFacts {
    let signer = |signer: &crate::model::Signer| SignerFacts {
        name: words(signer.name.as_ref()),
        capacity: signer.role.value.clone(),
    };
    PlanFacts {
        title: plan.title.value.clone(),
        entity: words(plan.entity.as_ref()),
        years: plan.years.clone(),
        date: plan.date.as_ref().map(|day| date(Some(day.value))),
        act: act(plan),
        premise: words(plan.premise.as_ref()),
        closing: words(plan.closing.as_ref()),
        signers: plan.signers.iter().map(signer).collect(),
        kinds: plan.kinds.iter().map(|kind| (kind.code.clone(), kind.label.clone())).collect(),
        weights: weights(&plan.weights),
        structure: structure(plan),
    }
}

fn words(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.value.clone())
}

fn act(plan: &Plan) -> ActFacts {
    let blank = Resolution::default();
    let resolution = plan.resolution.as_ref().unwrap_or(&blank);
    let other =
        |annex: &crate::model::Reference| (annex.label.value.clone(), words(annex.title.as_ref()));
    ActFacts {
        body: words(resolution.body.as_ref()),
        number: words(resolution.number.as_ref()),
        date: resolution.date.as_ref().map(|day| date(Some(day.value))),
        annex: words(plan.annex.as_ref()),
        classification: words(plan.classification.as_ref()),
        annexes: plan.annexes.iter().map(other).collect(),
    }
}

fn weights(rule: &WeightRule) -> WeightFacts {
    let scope = match rule.scope.as_slice() {
        [] => "piano".to_owned(),
        [Level::Area, Level::Period] => "area e periodo".to_owned(),
        levels => level_names(levels).join(", "),
    };
    let total = rule.total.map_or("nessuno".to_owned(), |total| with_all_decimals(total.decimal()));
    WeightFacts { unit: rule.unit.names().key.to_owned(), total, scope }
}

fn structure(plan: &Plan) -> StructureFacts {
    let levels = if names_levels(plan) { level_names(&plan.levels) } else { Vec::new() };
    let fields = plan.fields.iter();
    let fields = fields.map(|field| (field.name.value.clone(), field_kind(field.kind).to_owned()));
    StructureFacts {
        levels,
        unique_codes: plan.unique_codes,
        fields: fields.collect(),
        groups: plan.groups.iter().map(group).collect(),
    }
}

fn group(group: &GroupFacts) -> GroupTexts {
    GroupTexts {
        level: group.level.name().to_owned(),
        objectives: group.objectives.clone(),
        premise: words(group.premise.as_ref()),
        closing: words(group.closing.as_ref()),
        total: group.stated_total.as_ref().map(|total| with_all_decimals(total.value.decimal())),
    }
}

fn level_names(levels: &[Level]) -> Vec<String> {
    levels.iter().map(|level| level.name().to_owned()).collect()
}

/// Returns `true` if the levels of `plan` must be written down: they are not the usual ones, or
/// an objective lacks what every objective has in a plan that names no levels.
fn names_levels(plan: &Plan) -> bool {
    let is_incomplete = |o: &Objective| {
        let place = plan.areas[o.area].name.as_ref().zip(plan.periods[o.period].label.as_ref());
        o.assignment.is_none() || place.is_none()
    };
    plan.levels != Level::DEFAULT || plan.objectives.iter().any(is_incomplete)
}

/// Returns the word of a plan's file for the content of a field.
fn field_kind(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "testo",
        FieldKind::Number => "numero",
        FieldKind::Money => "importo",
        FieldKind::Percent => "percentuale",
        FieldKind::Date => "data",
    }
}
