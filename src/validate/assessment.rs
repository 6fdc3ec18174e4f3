//! Rule by which results are judged.

use super::Reported;
use super::validator::Validator;
use super::values::number;
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::decimals::{with_all_decimals, without_trailing_zeros};
use crate::model::{
    AboveFull, AssessmentRule, Key, NotAssessableRule, Percentage, Ranges, ResultRange, Text,
};
use crate::raw::{Field, RawAssessment, RawRange};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;

/// Code of findings on the rule.
const RULE: Code = Code::InvalidAssessment;

/// Validates `valutazione`; parts that it lacks have defaults.
pub(super) fn assessment(
    validator: &mut Validator<'_>,
    raw: Option<RawAssessment>,
) -> AssessmentRule {
    let mut rule = AssessmentRule::default();
    let Some(RawAssessment { span, mut fields, ranges: raw_ranges }) = raw else { return rule };
    let scale = decimal(validator, fields.take(Key::Scale), RULE).unwrap_or(None);
    match scale {
        Some(scale) if scale.value <= Decimal::ZERO => {
            unfit(validator, &words(scale), RULE, "un numero sopra lo zero");
        }
        scale => rule.scale = scale.map_or(rule.scale, |scale| scale.value),
    }
    let above = [("conta", AboveFull::Counts), ("non conta", AboveFull::Full)];
    let above = choice(validator, fields.take(Key::AboveFull), &above);
    rule.above_full = above.unwrap_or(rule.above_full);
    let treatments = [("esclusi", NotAssessableRule::LeftOut), ("pieni", NotAssessableRule::Full)];
    let treatment = choice(validator, fields.take(Key::NotAssessable), &treatments);
    rule.not_assessable = treatment.unwrap_or(rule.not_assessable);
    rule.decimals = decimals(validator, fields.take(Key::Rounding)).unwrap_or(rule.decimals);
    if let Ok(ranges) = ranges(validator, raw_ranges, (RULE, rule.above_full)) {
        check_beginning(validator, &ranges, validator.beginning(span));
        check_end(validator, &ranges, (rule.above_full, validator.beginning(span)));
        rule.ranges = ranges;
    }
    rule
}

fn decimals(validator: &mut Validator<'_>, field: Field) -> Option<u32> {
    let written = validator.optional(field)?;
    let most = AssessmentRule::MOST_DECIMALS;
    let decimals = written.value.trim().parse().ok().filter(|decimals| *decimals <= most);
    if decimals.is_none() {
        unfit(validator, &written, RULE, &format!("quanti decimali restano, da 0 a {most}"));
    }
    decimals
}

/// Validates ranges of results.
///
/// # Errors
/// [`Reported`] if one of them is not sound, or two overlap.
pub(super) fn ranges(
    validator: &mut Validator<'_>,
    raw: Vec<RawRange>,
    (code, above): (Code, AboveFull),
) -> Result<Ranges, Reported> {
    let places: Vec<_> = raw.iter().map(|range| validator.beginning(range.span)).collect();
    let read: Vec<_> = raw.into_iter().map(|raw| range(validator, raw, (code, above))).collect();
    let read = read.into_iter().collect::<Result<Vec<_>, Reported>>()?;
    let ranges = Ranges::new(read).map_err(|at| {
        let message = "Una fascia ha gli estremi a rovescio, o si sovrappone a un'altra.";
        validator.push(
            Diagnostic::new(code, places[at], message)
                .hint("Fra due fasce al massimo un estremo è in comune: da 50 a 90, da 90 a 100."),
        );
        Reported
    })?;
    match ranges.hole().zip(places.first()) {
        Some((hole, place)) => {
            report_hole(validator, hole, (code, *place));
            Err(Reported)
        }
        None => Ok(ranges),
    }
}

fn report_hole(
    validator: &mut Validator<'_>,
    (end, start): (Decimal, Decimal),
    (code, place): (Code, Span),
) {
    let [end, start] = [end, start].map(without_trailing_zeros);
    let message = format!("Fra le fasce c'è un buco: da {end} a {start} non si sa quanto vale.");
    validator.push(Diagnostic::new(code, place, message).hint(
        "Aggiungere la fascia che manca, o far cominciare una fascia dove finisce quella prima.",
    ));
}

fn range(
    validator: &mut Validator<'_>,
    raw: RawRange,
    (code, above): (Code, AboveFull),
) -> Result<ResultRange, Reported> {
    let place = validator.beginning(raw.span);
    let mut fields = raw.fields;
    let name = validator.optional(fields.take(Key::Name));
    let least = decimal(validator, fields.take(Key::Least), code);
    let most = decimal(validator, fields.take(Key::Most), code);
    let worth = fields.take(Key::Worth);
    if let Field::Absent | Field::Empty(_) = worth {
        validator.required(worth, place, Key::Worth.name(), "ogni voce di «fasce»");
        return Err(Reported);
    }
    let worth = decimal(validator, worth, code)?.ok_or(Reported)?;
    let (greatest, want) = match above {
        AboveFull::Counts => (Percentage::MOST, "una percentuale, da 0 a 1000"),
        AboveFull::Full => (
            Percentage::FULL.decimal(),
            "una percentuale da 0 a 100; di più soltanto con «oltre-cento: conta»",
        ),
    };
    let percentage = Percentage::new(worth.value).filter(|worth| worth.decimal() <= greatest);
    let Some(percentage) = percentage else {
        unfit(validator, &words(worth), code, want);
        return Err(Reported);
    };
    let end = |end: Option<Spanned<Decimal>>| end.map(|end| end.value);
    Ok(ResultRange { name, least: end(least?), most: end(most?), worth: percentage })
}

/// Reports ranges of percentages that leave the lowest ones without a meaning.
fn check_beginning(validator: &mut Validator<'_>, ranges: &Ranges, place: Span) {
    let Some(ResultRange { least: Some(least), .. }) = ranges.all().first() else { return };
    if *least > Decimal::ZERO {
        let least = without_trailing_zeros(*least);
        let message = format!("Le fasce cominciano da {least}: sotto non si sa quanto vale.");
        validator.push(Diagnostic::new(RULE, place, message).hint(format!(
            "Aggiungere la fascia più bassa, per esempio «{{minimo: 0, massimo: {least}, vale: 0}}»."
        )));
    }
}

/// Reports ranges of percentages that leave full results without a meaning, or those above.
fn check_end(validator: &mut Validator<'_>, ranges: &Ranges, (above, place): (AboveFull, Span)) {
    let Some(ResultRange { most: Some(most), .. }) = ranges.all().last() else { return };
    let end = without_trailing_zeros(*most);
    if *most < Decimal::ONE_HUNDRED {
        let message = format!("Le fasce finiscono a {end}: sopra non si sa quanto vale.");
        validator.push(
            Diagnostic::new(RULE, place, message)
                .hint("Portare la fascia più alta fino a 100, o toglierne il massimo."),
        );
    } else if above == AboveFull::Counts {
        let message = format!(
            "Un esito oltre il 100% conta, ma le fasce finiscono a {end}: sopra vale come nell'ultima."
        );
        let mut finding = Diagnostic::new(RULE, place, message).hint(
            "Aggiungere una fascia per gli esiti più alti, o toglierne il massimo se l'ultima li comprende.",
        );
        finding.severity = Severity::Warning;
        validator.push(finding);
    }
}

/// Validates a number that may be absent, with or without «%».
///
/// # Errors
/// [`Reported`] for words that are none.
pub(super) fn decimal(
    validator: &mut Validator<'_>,
    field: Field,
    code: Code,
) -> Result<Option<Spanned<Decimal>>, Reported> {
    if field == Field::Wrong {
        return Err(Reported);
    }
    let Some(written) = validator.optional(field) else { return Ok(None) };
    let words = written.value.trim();
    let plain = words.strip_suffix('%').unwrap_or(words).trim_end();
    match number(validator, &written, plain, false) {
        Some(number) => Ok(Some(Spanned::new(number, written.span))),
        None => {
            unfit(validator, &written, code, "un numero in cifre, per esempio 90 oppure 33,3");
            Err(Reported)
        }
    }
}

fn choice<T: Copy>(
    validator: &mut Validator<'_>,
    field: Field,
    choices: &[(&str, T)],
) -> Option<T> {
    let written = validator.optional(field)?;
    let wanted = written.value.trim().to_lowercase();
    let found = choices.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<_> = choices.iter().map(|(name, _)| format!("«{name}»")).collect();
        unfit(validator, &written, RULE, &names.join(" oppure "));
    }
    found
}

/// Writes a number as messages quote it.
fn words(number: Spanned<Decimal>) -> Text {
    number.map(with_all_decimals)
}

/// Reports a value of the rule, or of a result if `code` says so.
pub(super) fn unfit(validator: &mut Validator<'_>, written: &Text, code: Code, want: &str) {
    let of = if code == RULE { "nella regola di valutazione" } else { "nell'esito" };
    let message = format!("«{}» non va bene {of}.", written.value.trim());
    validator
        .push(Diagnostic::new(code, written.span, message).hint(format!("Qui ci vuole {want}.")));
}
