//! Indicators of an objective, and fields of the author's own.

use super::Reported;
use super::builder::{PlanBuilder, set_field};
use super::weights;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_words;
use crate::model::{Extra, Indicator, IndicatorWeights, Key, Outcomes, WeightRule};
use crate::raw::{Field, RawExtra, RawIndicator, RawValues};
use std::collections::BTreeSet;

/// Most indicators of an objective: ten times what plans were seen to have.
const MOST_INDICATORS: usize = 50;

impl PlanBuilder<'_, '_, '_> {
    /// Validates `indicatore`, or the entries of `indicatori`.
    pub(super) fn indicators(
        &mut self,
        single: Field,
        several: Option<Vec<RawIndicator>>,
        years: &BTreeSet<u16>,
    ) -> Result<Vec<Indicator>, Reported> {
        let several = several.unwrap_or_default();
        if let (Field::Given(text), Some(first)) = (&single, several.first()) {
            let message = "L'obiettivo ha sia «indicatore» sia «indicatori».";
            let finding = Diagnostic::new(Code::DuplicateKey, first.span, message);
            let finding = finding.also(text.span, "l'altro indicatore");
            self.validator
                .push(finding.hint("Scriverli tutti sotto «indicatori», ognuno dopo «- »."));
        }
        if let Some(first) = several.get(MOST_INDICATORS) {
            let message = format!(
                "Gli indicatori sono {}: possono essere al massimo {MOST_INDICATORS}.",
                several.len()
            );
            let finding = Diagnostic::new(Code::LimitExceeded, first.span, message);
            self.validator.push(finding.hint("Dividere l'obiettivo in più obiettivi."));
        }
        // Both are kept: leaving one out would hide its errors until the next run.
        let single = self.validator.optional(single).map(|text| {
            let span = text.span;
            Indicator { text, weight: None, extra: Vec::new(), outcomes: Outcomes::new(), span }
        });
        let mut indicators: Vec<Indicator> = single.into_iter().collect();
        let mut sound = true;
        for raw in several.into_iter().take(MOST_INDICATORS) {
            match self.indicator(raw, years) {
                Ok(indicator) => indicators.push(indicator),
                Err(Reported) => sound = false,
            }
        }
        if !sound {
            return Err(Reported);
        }
        if let IndicatorWeights::Unclear(at) = IndicatorWeights::of(&indicators) {
            self.validator.push(unclear_weight(&indicators[at]));
        }
        Ok(indicators)
    }

    fn indicator(
        &mut self,
        raw: RawIndicator,
        years: &BTreeSet<u16>,
    ) -> Result<Indicator, Reported> {
        let place = self.validator.beginning(raw.span);
        let text =
            self.validator.required(raw.text, place, Key::IndicatorText.name(), "ogni indicatore");
        // The weights of indicators have no total that a single one could exceed.
        let any = WeightRule { total: None, ..self.rules.weights.clone() };
        let weight = weights::weight(self.validator, raw.weight, &any);
        let outcomes = self.outcomes(raw.outcomes, years);
        let extra = self.extra(raw.extra, &[]);
        let text = text.ok_or(Reported)?;
        let (weight, mark) = weight?.parted();
        let mut extra = extra?;
        extra.extend(mark.map(|mark| self.fields.weight_mark(mark)));
        Ok(Indicator { text, weight, extra, outcomes, span: raw.span })
    }

    /// Validates the fields of an objective, and adds them behind those it takes over.
    pub(super) fn extra(
        &mut self,
        own: Vec<RawExtra>,
        taken_over: &[Extra],
    ) -> Result<Vec<Extra>, Reported> {
        let mut fields = taken_over.to_vec();
        let mut sound = true;
        for raw in own {
            let read = match raw {
                (key, RawValues::ByYear(entries)) if key.value == Key::Weight.name() => {
                    self.fields.weights(self.validator, key, entries, &self.rules.weights)
                }
                raw => self.fields.extra(self.validator, raw),
            };
            match read {
                Ok(extra) => set_field(&mut fields, extra),
                Err(Reported) => sound = false,
            }
        }
        if sound { Ok(fields) } else { Err(Reported) }
    }
}

/// Reports an indicator whose weight leaves open how much each one of the objective counts.
fn unclear_weight(indicator: &Indicator) -> Diagnostic {
    let name = quote_words(&indicator.text.value);
    let message = match &indicator.weight {
        None => format!("L'indicatore {name} non ha un peso, e altri dell'obiettivo lo hanno."),
        Some(_) => format!("L'indicatore {name} ha peso zero, come tutti quelli dell'obiettivo."),
    };
    Diagnostic::new(Code::IndicatorWithoutWeight, indicator.text.span, message).hint(
        "Scrivere il peso di ogni indicatore; oppure di nessuno, e allora contano tutti allo stesso modo.",
    )
}
