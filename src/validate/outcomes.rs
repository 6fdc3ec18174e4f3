//! Results of objectives and indicators.

use super::Reported;
use super::assessment::{decimal, ranges, unfit};
use super::builder::PlanBuilder;
use super::validator::Validator;
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::years::parse_year;
use crate::model::{
    AboveFull, Achieved, AssessmentRule, Key, Method, Outcome, Outcomes, Percentage, Text,
};
use crate::raw::{Field, RawFields, RawOutcome};
use crate::source::{Span, Spanned};
use crate::text::fold_words;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const INVALID: Code = Code::InvalidOutcome;

impl PlanBuilder<'_, '_, '_> {
    /// Validates the results of an objective of these years; of several for one year the first holds.
    pub(super) fn outcomes(&mut self, raw: Vec<RawOutcome>, years: &BTreeSet<u16>) -> Outcomes {
        let mut outcomes = Outcomes::new();
        for raw in raw {
            let year = year_of(self.validator, &raw, years);
            let outcome = outcome(self.validator, raw, self.rules.assessment);
            if let (Ok(year), Ok(outcome)) = (year, outcome) {
                outcomes.entry(year).or_insert(outcome);
            }
        }
        outcomes
    }
}

/// Remedy for a key among years that is none.
pub(super) const YEAR_KEYS: &str = "ogni chiave è un anno di quattro cifre: {2025: 50, 2026: 60}. Un numero con la virgola va fra virgolette: {2025: \"33,3\"}.";

/// Returns the year that a result is of: the one it names, else the only one of its objective.
fn year_of(
    validator: &mut Validator<'_>,
    raw: &RawOutcome,
    years: &BTreeSet<u16>,
) -> Result<Option<u16>, Reported> {
    let listed: Vec<String> = years.iter().map(u16::to_string).collect();
    let listed = listed.join(", ");
    let (place, message, hint) = match &raw.year {
        Some(words) => match parse_year(words.value.trim()) {
            Some(year) if years.contains(&year) || years.is_empty() => return Ok(Some(year)),
            Some(year) => (
                words.span,
                format!("L'esito è del {year}, ma l'obiettivo non è di quell'anno."),
                format!("Gli anni dell'obiettivo sono: {listed}."),
            ),
            None => (
                words.span,
                format!("«{}» non è un anno.", words.value.trim()),
                format!("Fra gli esiti degli anni {YEAR_KEYS}"),
            ),
        },
        None if years.len() < 2 => return Ok(years.first().copied()),
        None => (
            validator.beginning(raw.span),
            format!("L'esito non dice di quale anno è, e l'obiettivo è di più anni: {listed}."),
            format!(
                "Scrivere sotto «esito» ogni anno con il suo: {}: …",
                years.first().unwrap_or(&0)
            ),
        ),
    };
    validator.push(Diagnostic::new(Code::MisplacedOutcome, place, message).hint(hint));
    Err(Reported)
}

fn outcome(
    validator: &mut Validator<'_>,
    raw: RawOutcome,
    rule: &AssessmentRule,
) -> Result<Outcome, Reported> {
    let RawOutcome { span, mut fields, ranges: raw_ranges, .. } = raw;
    let place = validator.beginning(span);
    let value = validator.optional(fields.take(Key::Value));
    let target = fields.take(Key::Target);
    let target_words = validator.optional(target.clone());
    let target = decimal(validator, target, INVALID);
    let ranges = ranges(validator, raw_ranges, (INVALID, rule.above_full));
    let method = validator.optional(fields.take(Key::Method));
    let stated = stated(validator, &mut fields, rule);
    let evidence = validator.optional(fields.take(Key::Evidence));
    let notes = validator.optional(fields.take(Key::Notes));
    let target = target?.map(|target| target.value);
    let method = chosen(validator, method, ranges?, target)?;
    let measure = Measure { value: value.as_ref(), target, place };
    let reckoned = method.map(|method| measure.reckoned(validator, &method)).transpose()?.flatten();
    let achieved = settled(validator, stated?, reckoned);
    if let Some(Spanned { value: Achieved::Percent(percentage), span }) = achieved
        && percentage > Percentage::FULL
        && rule.above_full == AboveFull::Full
    {
        let percentage = without_trailing_zeros(percentage.decimal().round_dp(2));
        let message = format!("L'esito è {percentage} %: sopra il 100 % conta come 100.");
        validator.push(Diagnostic::new(Code::OutcomeAboveFull, span, message).hint(
            "Se nell'ente conta di più, scriverlo nel piano: «valutazione: {oltre-cento: conta}».",
        ));
    }
    let achieved = achieved.map(|achieved| achieved.value);
    Ok(Outcome { value, target: target_words, achieved, evidence, notes, span })
}

/// Reads «percentuale» or «punti».
fn stated(
    validator: &mut Validator<'_>,
    fields: &mut RawFields,
    rule: &AssessmentRule,
) -> Result<Option<Spanned<Achieved>>, Reported> {
    let percentage = percentage(validator, fields.take(Key::Percentage));
    let points = decimal(validator, fields.take(Key::Points), INVALID)?;
    let of_points = points.map(|points| {
        let percentage = points.value.checked_div(rule.scale).and_then(hundredfold);
        let achieved = percentage.and_then(Percentage::new).map(Achieved::Percent);
        let words = points.map(|points| points.to_string().replace('.', ","));
        achieved.map(|achieved| Spanned::new(achieved, words.span)).ok_or_else(|| {
            unfit(validator, &words, INVALID, "il punteggio nella scala del piano, da zero in su");
            Reported
        })
    });
    let of_points = of_points.transpose()?;
    let percentage = percentage?;
    if let (Some(percentage), Some(points)) = (&percentage, &of_points) {
        let message = "L'esito ha sia «percentuale» sia «punti».";
        validator.push(
            Diagnostic::new(INVALID, points.span, message)
                .also(percentage.span, "la percentuale")
                .hint("Lasciarne uno solo."),
        );
    }
    Ok(percentage.or(of_points))
}

fn percentage(
    validator: &mut Validator<'_>,
    field: Field,
) -> Result<Option<Spanned<Achieved>>, Reported> {
    if let Field::Given(words) = &field
        && is_not_assessable(&words.value)
    {
        return Ok(Some(Spanned::new(Achieved::NotAssessable, words.span)));
    }
    let has_sign = matches!(&field, Field::Given(words) if words.value.trim().ends_with('%'));
    let Some(number) = decimal(validator, field, INVALID)? else { return Ok(None) };
    let Some(percentage) = Percentage::new(number.value) else {
        let words = number.map(|number| number.to_string().replace('.', ","));
        unfit(validator, &words, INVALID, "una percentuale da 0 a 100, per esempio 80");
        return Err(Reported);
    };
    if !has_sign && number.value > Decimal::ZERO && number.value <= Decimal::ONE {
        let words = without_trailing_zeros(number.value);
        let full = without_trailing_zeros(number.value * Decimal::ONE_HUNDRED);
        let message = format!("L'esito «{words}» è stato letto come {words} %.");
        validator.push(Diagnostic::new(Code::DoubtfulNumber, number.span, message).hint(format!(
            "Se è il {full} %, scrivere {full}; se è davvero {words} %, scriverlo con il segno."
        )));
    }
    Ok(Some(number.map(|_| Achieved::Percent(percentage))))
}

fn is_not_assessable(words: &str) -> bool {
    ["non valutabile", "non valutato", "n v", "nv"].contains(&fold_words(words).as_str())
}

/// Returns the method of a result; with a target alone the value counts in proportion to it.
fn chosen(
    validator: &mut Validator<'_>,
    written: Option<Text>,
    ranges: crate::model::Ranges,
    target: Option<Decimal>,
) -> Result<Option<Method>, Reported> {
    let has_ranges = !ranges.all().is_empty();
    let Some(written) = written else {
        let usual = if has_ranges {
            Some(Method::Ranges(ranges))
        } else {
            target.map(|_| Method::Proportional)
        };
        return Ok(usual);
    };
    let lacks = |validator: &mut Validator<'_>, key: Key| {
        let message = format!("Il metodo «{}» vuole «{}».", written.value.trim(), key.name());
        validator.push(
            Diagnostic::new(INVALID, written.span, message)
                .hint(format!("Aggiungere «{}» all'esito.", key.name())),
        );
        Err(Reported)
    };
    match fold_words(&written.value).as_str() {
        "proporzionale" | "soglia" if target.is_none() => lacks(validator, Key::Target),
        "proporzionale" => Ok(Some(Method::Proportional)),
        "soglia" => Ok(Some(Method::Threshold)),
        "si no" => Ok(Some(Method::YesNo)),
        "fasce" if !has_ranges => lacks(validator, Key::Ranges),
        "fasce" => Ok(Some(Method::Ranges(ranges))),
        _ => {
            let want = "«proporzionale», «soglia», «si-no» oppure «fasce»";
            unfit(validator, &written, INVALID, want);
            Err(Reported)
        }
    }
}

/// Value of a result with what it is held against.
struct Measure<'t> {
    value: Option<&'t Text>,
    target: Option<Decimal>,
    /// Place of the result.
    place: Span,
}

impl Measure<'_> {
    /// Returns the percentage that the value makes by `method`; `None` without a value.
    fn reckoned(
        &self,
        validator: &mut Validator<'_>,
        method: &Method,
    ) -> Result<Option<Spanned<Percentage>>, Reported> {
        let Some(value) = self.value else { return Ok(None) };
        let at = |percentage| Ok(Some(Spanned::new(percentage, value.span)));
        if *method == Method::YesNo {
            return match fold_words(&value.value).as_str() {
                "si" => at(Percentage::FULL),
                "no" => at(Percentage::NONE),
                _ => {
                    unfit(validator, value, INVALID, "«sì» oppure «no», come vuole il metodo");
                    Err(Reported)
                }
            };
        }
        let number = decimal(validator, Field::Given(value.clone()), INVALID)?;
        let Some(number) = number else { return Ok(None) };
        let target = self.target;
        let percentage = match method {
            Method::Proportional => {
                let part = target.and_then(|target| number.value.checked_div(target));
                part.and_then(hundredfold).and_then(Percentage::new)
            }
            Method::Threshold => {
                let is_reached = target.is_some_and(|target| number.value >= target);
                Some(if is_reached { Percentage::FULL } else { Percentage::NONE })
            }
            Method::Ranges(ranges) => ranges.of(number.value).map(|range| range.worth),
            Method::YesNo => None,
        };
        let Some(percentage) = percentage else {
            let (message, hint) = match method {
                Method::Ranges(_) => (
                    format!("Il valore «{}» non sta in nessuna delle fasce.", value.value.trim()),
                    "Correggere il valore, o aggiungere la fascia che manca.",
                ),
                _ => (
                    format!(
                        "Il valore «{}» rispetto all'atteso non dà una percentuale fra 0 e {}.",
                        value.value.trim(),
                        Percentage::MOST
                    ),
                    "Controllare «valore» e «atteso»: l'atteso è un numero sopra lo zero.",
                ),
            };
            let finding = Diagnostic::new(INVALID, value.span, message).hint(hint);
            validator.push(finding.also(self.place, "l'esito"));
            return Err(Reported);
        };
        at(percentage)
    }
}

/// Returns the percentage that is stated, else the one that was reckoned; reports a contradiction.
fn settled(
    validator: &mut Validator<'_>,
    stated: Option<Spanned<Achieved>>,
    reckoned: Option<Spanned<Percentage>>,
) -> Option<Spanned<Achieved>> {
    let Some(stated) = stated else { return reckoned.map(|found| found.map(Achieved::Percent)) };
    if let (Achieved::Percent(own), Some(found)) = (stated.value, reckoned) {
        let own = own.decimal();
        // Whoever wrote «67» for two thirds has rounded.
        let found_number = found.value.decimal().round_dp_with_strategy(
            own.scale(),
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        );
        if found_number != own {
            let message = format!(
                "L'esito dice {} %, ma il valore misurato dà {} %.",
                without_trailing_zeros(own),
                without_trailing_zeros(found.value.decimal().round_dp(2))
            );
            validator.push(
                Diagnostic::new(Code::ContradictedOutcome, stated.span, message)
                    .also(found.span, "il valore misurato")
                    .hint("Vale la percentuale scritta: correggere quello che non è giusto, o togliere la percentuale."),
            );
        }
    }
    Some(stated)
}

fn hundredfold(number: Decimal) -> Option<Decimal> {
    // Divisions leave zeros behind.
    Some(number.checked_mul(Decimal::ONE_HUNDRED)?.normalize())
}
