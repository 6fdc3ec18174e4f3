//! [`RawPlan`] → [`Plan`]: runs every check and never stops at the first.

mod areas;
mod assessment;
mod builder;
mod groups;
mod head;
mod indicators;
mod levels;
mod name_index;
mod objectives;
mod outcomes;
mod validator;
mod values;
mod weights;

use crate::diag::{Code, Findings};
use crate::model::{Gaps, Key, Level, Plan};
use crate::raw::RawPlan;
use crate::source::{SourceMap, Spanned};
use builder::{PlanBuilder, PlanParts, PlanRules};
use validator::{PLAN, Validator};
use values::FieldKinds;

/// Error of a value that was not accepted; a finding has been reported already.
#[derive(Debug)]
struct Reported;

/// Plan, with the parts that its errors leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validated {
    /// Plan. If there are errors among the findings, only its sound parts: good for further
    /// checks only, with «senza titolo» for a missing title.
    pub plan: Plan,
    /// Parts that errors leave open.
    pub gaps: Gaps,
}

/// Validates a plan; everything wrong goes to `findings`.
///
/// If they hold a syntax error, no value is reported as missing: it may stand in a line that
/// could not be read.
pub fn validate_plan(raw: RawPlan, sources: &SourceMap, findings: &mut Findings) -> Validated {
    let is_whole = !findings.has(Code::Syntax);
    let validator = &mut Validator { sources, findings, is_whole };
    let kinds = head::kinds(validator, raw.kinds);
    let beginning = validator.beginning(raw.span);
    let levels = levels::levels(validator, raw.levels.as_deref());
    let weights =
        weights::rule(validator, raw.weights, levels.as_deref().unwrap_or(&Level::DEFAULT));
    let fields = levels::fields(validator, raw.fields, levels.as_deref().unwrap_or_default());
    let years = head::years(validator, raw.years);
    // The message names the key that a plan of this form most likely lacks.
    let content = if levels.is_some() { Key::Groups } else { Key::Areas };
    validator.required(raw.content, beginning, content.name(), PLAN);
    let title = validator.required(raw.title, beginning, Key::Title.name(), PLAN);
    let placeholder = || Spanned::new("senza titolo".to_owned(), beginning);
    let assessment = assessment::assessment(validator, raw.assessment);
    let rules = PlanRules {
        kinds: &kinds,
        weights: weights.clone(),
        levels: levels.as_deref(),
        assessment: &assessment,
        years: &years,
    };
    let mut builder = PlanBuilder::new(validator, rules, FieldKinds::new(&fields, &years));
    builder.add_all(raw.areas, raw.groups, raw.rows);
    let PlanParts { areas, periods, groups, overridden, objectives, gaps } = builder.finish();
    let plan = Plan {
        title: title.unwrap_or_else(placeholder),
        entity: validator.optional(raw.entity),
        years,
        date: head::date(validator, raw.date),
        resolution: raw.resolution.map(|raw| head::resolution(validator, raw)),
        annex: validator.optional(raw.annex),
        annexes: raw
            .annexes
            .into_iter()
            .filter_map(|raw| head::reference(validator, raw))
            .collect(),
        signers: raw.signers.into_iter().filter_map(|raw| head::signer(validator, raw)).collect(),
        premise: validator.optional(raw.premise),
        closing: validator.optional(raw.closing),
        classification: validator.optional(raw.classification),
        kinds,
        weights,
        assessment,
        levels: levels.unwrap_or_else(|| Level::DEFAULT.to_vec()),
        unique_codes: head::unique_codes(validator, raw.codes),
        fields,
        groups,
        overridden,
        areas,
        periods,
        objectives,
    };
    Validated { plan, gaps }
}
