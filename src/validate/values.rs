//! Values of fields by the kind of their field: one, or one for each year.

use super::Reported;
use super::head::day;
use super::outcomes::YEAR_KEYS;
use super::validator::Validator;
use super::weights::{StatedWeight, weight};
use crate::diag::{Code, Diagnostic};
use crate::italian::decimals::{ReadNumber, parse_number};
use crate::italian::plural::enumeration;
use crate::italian::units::without_euro;
use crate::italian::years::parse_year;
use crate::model::{
    Datum, DatumValue, Extra, FieldKind, FieldSetup, Key, Text, Values, WeightRule,
};
use crate::raw::{Field, RawExtra, RawValues, Words};
use crate::source::{Span, Spanned};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of the declared fields, and the years of the plan that values may be of.
pub(super) struct FieldKinds<'p> {
    kinds: BTreeMap<String, FieldKind>,
    years: &'p BTreeSet<u16>,
    /// Years outside the plan's, with their places.
    strange: BTreeMap<u16, Vec<Span>>,
    /// Words in place of values, with their places, by field.
    marks: BTreeMap<String, Vec<Text>>,
}

impl<'p> FieldKinds<'p> {
    /// Returns the kinds of `fields` in a plan of those years.
    pub(crate) fn new(fields: &[FieldSetup], years: &'p BTreeSet<u16>) -> Self {
        let kinds = fields.iter().map(|field| (field.name.value.clone(), field.kind)).collect();
        FieldKinds { kinds, years, strange: BTreeMap::new(), marks: BTreeMap::new() }
    }

    /// Validates a field of the author's own.
    pub(crate) fn extra(
        &mut self,
        validator: &mut Validator<'_>,
        (key, values): RawExtra,
    ) -> Result<Extra, Reported> {
        let kind = self.kinds.get(&key.value).copied().unwrap_or(FieldKind::Text);
        let values = match values {
            RawValues::One(Field::Wrong) => return Err(Reported),
            RawValues::One(field) => match validator.optional(field) {
                Some(text) => Values::One(datum(validator, text, kind).ok_or(Reported)?),
                None => Values::Empty,
            },
            RawValues::ByYear(years) => self.by_year(validator, years, |validator, field| {
                let text = validator.optional(field);
                text.map(|text| datum(validator, text, kind).ok_or(Reported)).transpose()
            })?,
        };
        Ok(self.noted(Extra { key, values }))
    }

    /// Returns the field of words in place of the only weight.
    pub(crate) fn weight_mark(&mut self, written: Words) -> Extra {
        let key = Spanned::new(Key::Weight.name().to_owned(), written.span);
        let values = Values::One(Datum { written, value: DatumValue::Mark });
        self.noted(Extra { key, values })
    }

    /// Notes the words of a field that stand in place of values.
    fn noted(&mut self, extra: Extra) -> Extra {
        let all = extra.values.all().into_iter();
        let marks = all.filter(|datum| datum.value == DatumValue::Mark);
        for mark in marks.map(|datum| datum.written.clone()) {
            self.marks.entry(extra.key.value.clone()).or_default().push(mark);
        }
        extra
    }

    /// Validates the weights of each year, as `rule` wants them.
    pub(crate) fn weights(
        &mut self,
        validator: &mut Validator<'_>,
        key: Words,
        entries: Vec<(Words, Field)>,
        rule: &WeightRule,
    ) -> Result<Extra, Reported> {
        let values = self.by_year(validator, entries, |validator, field| {
            let written = if let Field::Given(words) = &field { Some(words.clone()) } else { None };
            let value = match weight(validator, field, rule)? {
                StatedWeight::Absent => None,
                StatedWeight::Number(weight) => {
                    written.zip(Some(DatumValue::Number(weight.value.decimal())))
                }
                StatedWeight::Mark(mark) => Some((mark, DatumValue::Mark)),
            };
            Ok(value.map(|(written, value)| Datum { written, value }))
        })?;
        Ok(self.noted(Extra { key, values }))
    }

    /// Validates values of years; `read` validates one.
    fn by_year(
        &mut self,
        validator: &mut Validator<'_>,
        entries: Vec<(Words, Field)>,
        read: impl Fn(&mut Validator<'_>, Field) -> Result<Option<Datum>, Reported>,
    ) -> Result<Values, Reported> {
        let mut sound = true;
        let mut years = BTreeMap::new();
        for (key, field) in entries {
            let year = self.year(validator, &key);
            sound &= year.is_some() && field != Field::Wrong;
            let datum = read(validator, field);
            sound &= datum.is_ok();
            years.extend(year.zip(datum.ok().flatten()));
        }
        match (sound, years.is_empty()) {
            (false, _) => Err(Reported),
            (true, true) => Ok(Values::Empty),
            (true, false) => Ok(Values::ByYear(years)),
        }
    }

    fn year(&mut self, validator: &mut Validator<'_>, key: &Words) -> Option<u16> {
        let words = key.value.as_str();
        let year = parse_year(words);
        match year {
            Some(year) if !self.years.is_empty() && !self.years.contains(&year) => {
                self.strange.entry(year).or_default().push(key.span);
            }
            Some(_) => {}
            None => {
                let message = format!("«{}» non è un anno.", words.trim());
                let finding = Diagnostic::new(Code::InvalidYear, key.span, message);
                validator.push(finding.hint(format!("Fra gli anni di un campo {YEAR_KEYS}")));
            }
        }
        year
    }

    /// Reports what concerns many values once for all of them.
    pub(crate) fn report(mut self, validator: &mut Validator<'_>) {
        for (name, marks) in std::mem::take(&mut self.marks) {
            // No plan declares its weights, which are numbers.
            let kind = self.kinds.get(&name).copied().unwrap_or(FieldKind::Number);
            report_marks(validator, &name, kind, &marks);
        }
        self.report_strange_years(validator);
    }

    /// Reports each year that the plan does not have, once for all values that name it.
    fn report_strange_years(self, validator: &mut Validator<'_>) {
        // A year that is missing under «anni» stands in every row: one finding says it all.
        for (year, places) in self.strange {
            let message = format!("Un valore è dell'anno {year}, fuori dagli anni del piano.");
            let finding = Diagnostic::new(Code::YearOutsidePlan, places[0], message)
                .hint("Correggere l'anno, oppure aggiungerlo alla voce «anni» del piano.");
            validator.push(also_at(finding, &places[1..]));
        }
    }
}

/// Adds places to a finding, as far as the screen has room for them.
fn also_at(finding: Diagnostic, places: &[Span]) -> Diagnostic {
    /// Most further places that are shown: more would fill the screen.
    const MOST: usize = 12;
    let shown = places.iter().take(MOST);
    let finding = shown.fold(finding, |finding, place| finding.also(*place, "anche qui"));
    match places.len().saturating_sub(MOST) {
        0 => finding,
        more => finding.hint(format!("Altri punti che non sono mostrati: {more}.")),
    }
}

/// Reports the words that stand in place of values of the field `name`; there is one at least.
fn report_marks(validator: &mut Validator<'_>, name: &str, kind: FieldKind, marks: &[Text]) {
    let (what, _) = wanted(kind);
    let said = match distinct_marks(marks).as_slice() {
        [only] => format!("{only} non è {what}: si stampa com'è scritto e nessun totale lo conta."),
        several => format!(
            "{} non sono {what}: si stampano come sono scritti e nessun totale li conta.",
            enumeration(several)
        ),
    };
    let message = format!("Nel campo «{name}» {said}");
    let finding = Diagnostic::new(Code::ValueMark, marks[0].span, message);
    let places: Vec<Span> = marks[1..].iter().map(|mark| mark.span).collect();
    validator.push(also_at(finding, &places).hint(
        "Se è voluto non occorre nulla; altrimenti scrivere il valore, o lasciare vuoto il campo.",
    ));
}

/// Returns the different words of `marks`, quoted, as many as a sentence has room for.
fn distinct_marks(marks: &[Text]) -> Vec<String> {
    const MOST: usize = 6;
    let mut words: Vec<String> = Vec::new();
    for mark in marks {
        let quoted = format!("«{}»", mark.value.trim());
        if !words.contains(&quoted) {
            words.push(quoted);
        }
    }
    if words.len() > MOST {
        words.truncate(MOST);
        words.push("altri segni".to_owned());
    }
    words
}

fn datum(validator: &mut Validator<'_>, written: Text, kind: FieldKind) -> Option<Datum> {
    let words = written.value.trim();
    let value = match kind {
        FieldKind::Text => Some(DatumValue::Text),
        FieldKind::Number => number(validator, &written, words, false).map(DatumValue::Number),
        FieldKind::Percent => {
            let plain = words.strip_suffix('%').unwrap_or(words).trim_end();
            number(validator, &written, plain, false).map(DatumValue::Percent)
        }
        FieldKind::Money => {
            number(validator, &written, without_euro(words), true).map(DatumValue::Money)
        }
        FieldKind::Date => day(words).map(DatumValue::Date),
    };
    let value = value.or_else(|| is_mark(words).then_some(DatumValue::Mark));
    if value.is_none() {
        not_of_kind(validator, &written, kind);
    }
    value.map(|value| Datum { written, value })
}

/// Reads `plain`, the words of `written` without their unit; reports a doubtful number.
pub(super) fn number(
    validator: &mut Validator<'_>,
    written: &Text,
    plain: &str,
    is_money: bool,
) -> Option<Decimal> {
    let (italian, decimals) = match parse_number(plain) {
        ReadNumber::Sound(number) => return Some(number),
        ReadNumber::None => return None,
        ReadNumber::Doubtful { italian, plain } => (italian, plain),
    };
    // Amounts have no tenths of a cent; elsewhere a point marks decimals, as in weights.
    let number = if is_money { italian } else { decimals };
    let shown = |number: Decimal| number.normalize().to_string().replace('.', ",");
    let message = format!(
        "«{}» può voler dire {} oppure {}: è stato letto come {}.",
        written.value.trim(),
        shown(italian),
        shown(decimals),
        shown(number),
    );
    validator.push(Diagnostic::new(Code::DoubtfulNumber, written.span, message).hint(format!(
        "Scrivere {italian} oppure {plain},00 se sono le migliaia; {} se sono i decimali.",
        shown(decimals)
    )));
    Some(number)
}

fn not_of_kind(validator: &mut Validator<'_>, written: &Text, kind: FieldKind) {
    let (what, example) = wanted(kind);
    let message = format!("«{}» non è {what}.", written.value.trim());
    validator.push(Diagnostic::new(Code::InvalidValue, written.span, message).hint(format!(
        "Il campo vuole {what}, per esempio {example}; se è un testo, dichiararlo testo sotto «campi»."
    )));
}

/// Returns what a field of that kind holds, and an example.
fn wanted(kind: FieldKind) -> (&'static str, &'static str) {
    match kind {
        FieldKind::Number => ("un numero", "1500, 1.500,50 oppure 33,3"),
        FieldKind::Money => ("un importo in euro", "12500,50, 12.500,50 oppure € 12.500,50"),
        FieldKind::Percent => ("una percentuale", "50, 33,3 oppure 50 %"),
        FieldKind::Text | FieldKind::Date => {
            ("una data che esiste", "31.12.2025 oppure 2025-12-31")
        }
    }
}

/// Returns `true` for words that stand in place of a number or a day: «n.a.», «–», «X», «P.TI 4».
/// Figures in front are a value that was written wrongly: «12O», «31.02.2025».
fn is_mark(words: &str) -> bool {
    let plain = without_euro(words);
    let has_figures = plain.chars().any(|c| c.is_ascii_digit());
    !has_figures || plain.starts_with(char::is_alphabetic)
}
