//! Values of fields: what they are by the kind of their field, one or one for each year.

use super::Validator;
use super::head::day;
use super::number::{Reading, read};
use crate::diag::{Code, Diagnostic};
use crate::italian::years::parse_year;
use crate::model::{Datum, DatumValue, Extra, FieldKind, Text, Values};
use crate::raw::{Field, RawExtra, RawValues, Words};
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};

/// The kinds of the fields, and the years of the plan that values may be of.
pub(super) struct Kinds<'p> {
    pub fields: BTreeMap<String, FieldKind>,
    pub years: &'p BTreeSet<u16>,
    /// Years outside those, with their places.
    pub strange: BTreeMap<u16, Vec<crate::source::Span>>,
}

impl Validator<'_> {
    /// A further field; `Err` where a value of it was not accepted.
    pub(super) fn extra(
        &mut self,
        (key, values): RawExtra,
        kinds: &mut Kinds<'_>,
    ) -> Result<Extra, ()> {
        let kind = kinds.fields.get(&key.value).copied().unwrap_or(FieldKind::Text);
        let values = match values {
            RawValues::One(Field::Wrong) => return Err(()),
            RawValues::One(field) => match self.optional(field) {
                Some(text) => Values::One(self.datum(text, kind).ok_or(())?),
                None => Values::Empty,
            },
            RawValues::ByYear(years) => self.by_year(years, kind, kinds)?,
        };
        Ok(Extra { key, values })
    }

    fn by_year(
        &mut self,
        entries: Vec<(Words, Field)>,
        kind: FieldKind,
        kinds: &mut Kinds<'_>,
    ) -> Result<Values, ()> {
        let mut sound = true;
        let mut years = BTreeMap::new();
        for (key, field) in entries {
            let year = self.year(&key, kinds);
            sound &= year.is_some() && field != Field::Wrong;
            let Some(text) = self.optional(field) else { continue };
            let datum = self.datum(text, kind);
            sound &= datum.is_some();
            years.extend(year.zip(datum));
        }
        match (sound, years.is_empty()) {
            (false, _) => Err(()),
            (true, true) => Ok(Values::Empty),
            (true, false) => Ok(Values::ByYear(years)),
        }
    }

    fn year(&mut self, key: &Words, kinds: &mut Kinds<'_>) -> Option<u16> {
        let words = key.value.as_str();
        let year = parse_year(words);
        match year {
            Some(year) if !kinds.years.is_empty() && !kinds.years.contains(&year) => {
                kinds.strange.entry(year).or_default().push(key.span);
            }
            Some(_) => {}
            None => {
                let message = format!("«{}» non è un anno.", words.trim());
                let finding = Diagnostic::new(Code::InvalidYear, key.span, message);
                self.push(finding.hint("Fra gli anni di un campo ogni chiave è un anno di quattro cifre: {2025: 50, 2026: 60}."));
            }
        }
        year
    }

    /// One finding for each year that the plan does not have, however many values name it.
    pub(super) fn strange_years(&mut self, kinds: Kinds<'_>) {
        const MOST: usize = 12;
        for (year, places) in kinds.strange {
            let message = format!("Un valore è dell'anno {year}, fuori dagli anni del piano.");
            let finding = Diagnostic::new(Code::YearOutsidePlan, places[0], message)
                .hint("Correggere l'anno, oppure aggiungerlo alla voce «anni» del piano.");
            let shown = places.iter().skip(1).take(MOST);
            let finding = shown.fold(finding, |finding, place| finding.also(*place, "anche qui"));
            self.push(match places.len().saturating_sub(1 + MOST) {
                0 => finding,
                more => finding.hint(format!("Altri punti che non sono mostrati: {more}.")),
            });
        }
    }

    fn datum(&mut self, written: Text, kind: FieldKind) -> Option<Datum> {
        let words = written.value.trim();
        let value = match kind {
            FieldKind::Text => Some(DatumValue::Text),
            FieldKind::Number => self.number(&written, words, false).map(DatumValue::Number),
            FieldKind::Percent => {
                let plain = words.strip_suffix('%').unwrap_or(words).trim_end();
                self.number(&written, plain, false).map(DatumValue::Percent)
            }
            FieldKind::Money => {
                self.number(&written, without_euro(words), true).map(DatumValue::Money)
            }
            FieldKind::Date => day(words).map(DatumValue::Date),
        };
        if value.is_none() {
            self.not_of_kind(&written, kind);
        }
        value.map(|value| Datum { written, value })
    }

    /// `plain` are the words of `written` without their unit.
    fn number(&mut self, written: &Text, plain: &str, is_money: bool) -> Option<Decimal> {
        let (italian, decimals) = match read(plain) {
            Reading::Sound(number) => return Some(number),
            Reading::None => return None,
            Reading::Doubtful { italian, plain } => (italian, plain),
        };
        // Nobody writes tenths of a cent; elsewhere a point is what it is in a weight.
        let number = if is_money { italian } else { decimals };
        let shown = |number: Decimal| number.normalize().to_string().replace('.', ",");
        let message = format!(
            "«{}» può voler dire {} oppure {}: è stato letto come {}.",
            written.value.trim(),
            shown(italian),
            shown(decimals),
            shown(number),
        );
        self.push(Diagnostic::new(Code::DoubtfulNumber, written.span, message).hint(format!(
            "Scrivere {italian} oppure {plain},00 se sono le migliaia; {} se sono i decimali.",
            shown(decimals)
        )));
        Some(number)
    }

    fn not_of_kind(&mut self, written: &Text, kind: FieldKind) {
        let (what, example) = match kind {
            FieldKind::Number => ("un numero", "1500, 1.500,50 oppure 33,3"),
            FieldKind::Money => ("un importo in euro", "12500,50, 12.500,50 oppure € 12.500,50"),
            FieldKind::Percent => ("una percentuale", "50, 33,3 oppure 50 %"),
            FieldKind::Text | FieldKind::Date => {
                ("una data che esiste", "31.12.2025 oppure 2025-12-31")
            }
        };
        let message = format!("«{}» non è {what}.", written.value.trim());
        self.push(Diagnostic::new(Code::InvalidValue, written.span, message).hint(format!(
            "Il campo vuole {what}, per esempio {example}; se è un testo, dichiararlo testo sotto «campi»."
        )));
    }
}

/// `words` without the sign or the name of the euro at one end.
fn without_euro(words: &str) -> &str {
    const NAMES: [&str; 4] = ["€", "EUR", "euro", "Euro"];
    let before = NAMES.iter().find_map(|name| words.strip_prefix(name));
    let plain = before.or_else(|| NAMES.iter().find_map(|name| words.strip_suffix(name)));
    plain.unwrap_or(words).trim()
}
