//! [`RawPlan`] → [`Plan`]: runs every check and never stops at the first.

mod groups;
mod head;
mod levels;
mod number;
mod objectives;
mod text;
mod values;
mod weights;

use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{Gaps, Level, Plan, Text};
use crate::raw::{Field, RawPlan};
use crate::source::{SourceMap, Span, Spanned};

/// A plan, and what its errors leave open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validated {
    /// The plan; with errors among the findings, what is sound of it. Then it is good for
    /// further checks only, and a title that is missing reads «senza titolo».
    pub plan: Plan,
    /// What its errors leave open.
    pub gaps: Gaps,
}

/// Validates a plan; everything wrong goes to `findings`. Where they tell already that lines
/// could not be read, nothing is said to be missing: it may stand there.
pub fn validate_plan(raw: RawPlan, sources: &SourceMap, findings: &mut Findings) -> Validated {
    let is_whole = !findings.has(Code::Syntax);
    let mut validator = Validator { sources, findings, is_whole };
    let kinds = validator.kinds(raw.kinds);
    let beginning = validator.beginning(raw.span);
    let levels = validator.levels(raw.levels.as_deref());
    let weights = validator.rule(raw.weights, levels.as_deref().unwrap_or(&Level::DEFAULT));
    let fields = validator.fields(raw.fields, levels.as_deref().unwrap_or_default());
    let years = validator.years(raw.years);
    let content = if levels.is_some() { "gruppi" } else { "aree" };
    validator.required(raw.content, beginning, content, "il piano");
    let title = validator.required(raw.title, beginning, "titolo", "il piano");
    let placeholder = || Spanned::new("senza titolo".to_owned(), beginning);
    let objectives::Content { areas, periods, groups, objectives, gaps } =
        validator.objectives(objectives::Outline {
            areas: raw.areas,
            groups: raw.groups,
            rows: raw.rows,
            kinds: &kinds,
            rule: weights.clone(),
            levels: levels.as_deref(),
            fields: levels::kinds(&fields),
            years: &years,
        });
    let plan = Plan {
        title: title.unwrap_or_else(placeholder),
        entity: validator.optional(raw.entity),
        years,
        date: validator.date(raw.date),
        resolution: raw.resolution.map(|r| validator.resolution(r)),
        annex: validator.optional(raw.annex),
        annexes: raw.annexes.into_iter().filter_map(|r| validator.reference(r)).collect(),
        signers: raw.signers.into_iter().filter_map(|s| validator.signer(s)).collect(),
        premise: validator.optional(raw.premise),
        closing: validator.optional(raw.closing),
        classification: validator.optional(raw.classification),
        kinds,
        weights,
        levels: levels.unwrap_or_else(|| Level::DEFAULT.to_vec()),
        fields,
        groups,
        areas,
        periods,
        objectives,
    };
    Validated { plan, gaps }
}

struct Validator<'a> {
    sources: &'a SourceMap,
    findings: &'a mut Findings,
    /// Whether all lines of the file could be read.
    is_whole: bool,
}

impl Validator<'_> {
    fn push(&mut self, finding: Diagnostic) {
        let absent = [Code::Missing, Code::Empty, Code::NoObjectives];
        if self.is_whole || !absent.contains(&finding.code) {
            self.findings.push(finding);
        }
    }

    /// A text that may be absent.
    fn optional(&mut self, field: Field) -> Option<Text> {
        match field {
            Field::Given(words) => self.text(words),
            Field::Absent | Field::Empty(_) | Field::Wrong => None,
        }
    }

    /// A text that must be there; `owner` («l'area») begins at `place`.
    fn required(&mut self, field: Field, place: Span, key: &str, owner: &str) -> Option<Text> {
        match field {
            Field::Given(words) => self.text(words),
            Field::Wrong => None,
            Field::Absent => {
                self.missing(place, key, owner);
                None
            }
            Field::Empty(span) => {
                let message = format!("«{key}» è vuoto: {owner} deve averlo.");
                let finding = Diagnostic::new(Code::Empty, span, message);
                self.push(finding.hint(format!(
                    "Scrivere che cosa va in «{key}»; quello che segue un «#» è un commento."
                )));
                None
            }
        }
    }

    fn missing(&mut self, place: Span, key: &str, owner: &str) {
        let message = format!("Manca «{key}»: {owner} deve averlo.");
        let finding = Diagnostic::new(Code::Missing, place, message);
        self.push(finding.hint(format!("Aggiungere una riga «{key}: …» con lo stesso rientro.")));
    }

    /// The first line of something that takes many: enough to say where it begins.
    fn beginning(&self, span: Span) -> Span {
        let text = self.sources.text(span);
        span.part(0..text.lines().next().unwrap_or("").len())
    }
}
