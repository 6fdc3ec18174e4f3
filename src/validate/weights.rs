//! Weights and the rule on their totals.

use super::Reported;
use super::validator::Validator;
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::parse_number;
use crate::italian::units::without_euro;
use crate::model::{Level, Unit, Weight, WeightError, WeightRule};
use crate::raw::{Field, RawRule, Words};
use crate::source::Spanned;

/// Validates the rule of a plan of these levels; parts that it lacks have defaults.
pub(super) fn rule(validator: &mut Validator<'_>, raw: RawRule, levels: &[Level]) -> WeightRule {
    let hundred = Weight::parse("100").expect("a hundred is a weight");
    let mut rule = WeightRule { unit: Unit::Percent, total: Some(hundred), scope: levels.to_vec() };
    if let Field::Given(words) = raw.whole {
        if is_none(&words.value) {
            rule.total = None;
        } else {
            bad_rule(validator, &words, "«nessuno», oppure le chiavi unita, totale e ambito");
        }
    }
    let units = [Unit::Percent, Unit::Points, Unit::Coefficient, Unit::Money]
        .map(|unit| (unit.names().key, unit));
    rule.unit = choice(validator, raw.unit, &units).unwrap_or(rule.unit);
    if rule.unit == Unit::Money {
        // Costs have no total that they must reach.
        rule.total = None;
    }
    if let Some(scope) = scope(validator, &raw.scope, levels) {
        rule.scope = scope;
    }
    if let Field::Given(words) = raw.total {
        match Weight::parse(&words.value) {
            Ok(total) => rule.total = Some(total),
            Err(_) if is_none(&words.value) => rule.total = None,
            Err(_) => bad_rule(validator, &words, "un numero, oppure «nessuno»"),
        }
    }
    rule
}

/// Validates `ambito`: levels of the plan, or the words that stand for some of them.
fn scope(validator: &mut Validator<'_>, raw: &[Words], levels: &[Level]) -> Option<Vec<Level>> {
    let mut scope: Vec<&Level> = Vec::new();
    for words in raw {
        let wanted = words.value.trim();
        let usual = wanted.to_lowercase();
        let of = |name: &str| levels.iter().find(|level| level.name() == name);
        match usual.as_str() {
            "piano" if of(wanted).is_none() => {}
            "area e periodo" => {
                scope.extend(Level::DEFAULT.iter().filter_map(|level| of(level.name())))
            }
            _ => match of(wanted).or_else(|| of(&usual)) {
                Some(level) => scope.push(level),
                None => bad_scope(validator, words, levels),
            },
        }
    }
    let named = |level: &&Level| scope.contains(level);
    (!raw.is_empty()).then(|| levels.iter().filter(named).cloned().collect())
}

fn bad_scope(validator: &mut Validator<'_>, words: &Words, levels: &[Level]) {
    let both = (levels == Level::DEFAULT).then(|| "«area e periodo»".to_owned());
    let names = levels.iter().map(|level| format!("«{}»", level.name()));
    let names: Vec<_> = both.into_iter().chain(names).chain(["«piano»".to_owned()]).collect();
    bad_rule(validator, words, &names.join(", "));
}

fn choice<T: Copy>(
    validator: &mut Validator<'_>,
    field: Field,
    choices: &[(&str, T)],
) -> Option<T> {
    let Field::Given(words) = field else { return None };
    let wanted = words.value.trim().to_lowercase();
    let found = choices.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<_> = choices.iter().map(|(name, _)| format!("«{name}»")).collect();
        bad_rule(validator, &words, &names.join(", "));
    }
    found
}

fn bad_rule(validator: &mut Validator<'_>, words: &Words, want: &str) {
    let message = format!("«{}» non va bene nella regola sui pesi.", words.value);
    validator.push(
        Diagnostic::new(Code::InvalidRule, words.span, message)
            .hint(format!("Qui ci vuole {want}.")),
    );
}

/// Validates the total of weights or of amounts that the source prints.
pub(super) fn stated_total(validator: &mut Validator<'_>, field: Field) -> Option<Spanned<Weight>> {
    let Field::Given(words) = field else { return None };
    let quoted = words.value.trim();
    // Of an amount «12.500» has points between thousands; as a weight it is read before.
    let amount = || {
        let amount = parse_number(without_euro(quoted)).italian();
        amount.ok_or(WeightError::NotANumber).and_then(|amount| Weight::parse(&amount.to_string()))
    };
    let weight = Weight::parse(quoted).or_else(|_| amount());
    if weight.is_err() {
        validator.push(not_a_total(validator, &words));
    }
    weight.ok().map(|weight| Spanned::new(weight, words.span))
}

/// Reports `words` that are no total: as a note where they say that there is none.
fn not_a_total(validator: &Validator<'_>, words: &Words) -> Diagnostic {
    let quoted = words.value.trim();
    if is_mark(quoted) {
        let message = format!("Il totale dichiarato «{quoted}» non è un numero: non si confronta.");
        return Diagnostic::new(Code::ValueMark, words.span, message)
            .hint("Se è voluto non occorre nulla: il totale lo calcola il programma.");
    }
    let leave_out = if validator.sources.is_table(words.span) {
        "lasciare vuota la cella"
    } else {
        "togliere la voce"
    };
    let message = format!("Il totale «{quoted}» non è un numero.");
    Diagnostic::new(Code::WeightNotANumber, words.span, message).hint(format!(
        "Scriverlo in cifre come nella tabella, per esempio 100 oppure 33,33; se non c'è, {leave_out}."
    ))
}

/// Weight as a plan states it.
pub(super) enum StatedWeight {
    Absent,
    Number(Spanned<Weight>),
    /// Words in place of a number.
    Mark(Words),
}

impl StatedWeight {
    /// Parts the number from the words that stand in place of one.
    pub(crate) fn parted(self) -> (Option<Spanned<Weight>>, Option<Words>) {
        match self {
            StatedWeight::Absent => (None, None),
            StatedWeight::Number(weight) => (Some(weight), None),
            StatedWeight::Mark(words) => (None, Some(words)),
        }
    }
}

/// Validates a weight, which may be absent.
pub(super) fn weight(
    validator: &mut Validator<'_>,
    field: Field,
    rule: &WeightRule,
) -> Result<StatedWeight, Reported> {
    let words = match field {
        Field::Absent | Field::Empty(_) => return Ok(StatedWeight::Absent),
        Field::Wrong => return Err(Reported),
        Field::Given(words) => words,
    };
    let quoted = words.value.trim();
    let (code, message, hint) = match Weight::parse(quoted) {
        Err(WeightError::NotANumber) if is_mark(quoted) => {
            let mark = Field::Given(Words::new(quoted.to_owned(), words.span));
            return Ok(validator.optional(mark).map_or(StatedWeight::Absent, StatedWeight::Mark));
        }
        Ok(weight) => match rule.total.filter(|total| weight > *total) {
            None => return Ok(StatedWeight::Number(Spanned::new(weight, words.span))),
            Some(total) => (
                Code::WeightAboveTotal,
                format!(
                    "Il peso «{quoted}» supera da solo il totale previsto, {}.",
                    total.decimal()
                ),
                if validator.sources.is_table(words.span) {
                    "Correggere il peso, oppure indicare il totale giusto, per esempio: --imposta pesi.totale=1000"
                } else {
                    "Correggere il peso, oppure il totale nella voce «pesi» del piano."
                }
                .to_owned(),
            ),
        },
        Err(WeightError::Negative) => (
            Code::WeightNegative,
            format!("Il peso «{quoted}» è negativo."),
            "Scrivere un numero da zero in su.".to_owned(),
        ),
        Err(WeightError::TooManyDigits) => (
            Code::WeightNotANumber,
            format!("Il peso «{quoted}» ha troppe cifre."),
            "Scriverlo con 15 cifre al massimo, decimali compresi.".to_owned(),
        ),
        Err(WeightError::NotANumber) => (
            Code::WeightNotANumber,
            format!("Il peso «{quoted}» non è un numero."),
            not_a_number(quoted, without_value(validator, &words)),
        ),
    };
    validator.push(Diagnostic::new(code, words.span, message).hint(hint));
    Err(Reported)
}

/// Returns `true` for words that stand in place of a weight: signs, one letter or two («n.a.», «X»),
/// «non previsto», or words before figures («P.TI 4»). Other words are numbers spelled out, or
/// stand in the wrong place. The schema of plans has the same rule as a pattern.
fn is_mark(words: &str) -> bool {
    let is_digit = |c: char| c.is_numeric();
    if words.contains(char::is_control) {
        return false;
    }
    let before_figures = words.split(is_digit).next().unwrap_or_default();
    let letters = before_figures.chars().filter(|c| c.is_alphabetic()).count();
    if words.contains(is_digit) {
        return letters > 1 && words.starts_with(char::is_alphabetic);
    }
    letters <= 2 || words.to_lowercase().starts_with("non ")
}

/// Returns how a value is left out where `words` stand: in a cell or behind a key.
fn without_value(validator: &Validator<'_>, words: &Words) -> &'static str {
    if validator.sources.is_table(words.span) {
        "lasciare vuota la cella"
    } else {
        "togliere il peso"
    }
}

/// Returns the remedy for words that are no weight.
fn not_a_number(words: &str, leave_out: &str) -> String {
    let is_digit = |c: char| c.is_ascii_digit();
    if words.ends_with(['.', ',']) && words.starts_with(is_digit) {
        "Togliere il segno in fondo: dopo l'ultima cifra non ci vuole nulla.".to_owned()
    } else if words.starts_with(['.', ',']) {
        "Scrivere anche lo zero: 0,5.".to_owned()
    } else if words.starts_with(is_digit) && words.ends_with(char::is_alphabetic) {
        "Scrivere soltanto il numero; l'unità (percentuale, punti, coefficiente) si indica una volta sola, in «pesi» con «unita».".to_owned()
    } else {
        format!(
            "Scriverlo in cifre, per esempio 30 oppure 33,33; se l'obiettivo non ha peso, {leave_out}."
        )
    }
}

fn is_none(words: &str) -> bool {
    ["nessuno", "nessuna", "no"].contains(&words.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::is_mark;

    #[test]
    fn marks_are_told_from_numbers_that_are_spelled_wrongly() {
        for mark in ["–", "---", "n.a.", "N/D", "X", "P.TI 4", "punti 4", "Non previsto"] {
            assert!(is_mark(mark), "{mark}");
        }
        for wrong in ["trenta", "1e3", "3O", "O5", "x 4", "punti\n4", ".5", "(30)", "molto", "0x1F"]
        {
            assert!(!is_mark(wrong), "{wrong}");
        }
    }
}
