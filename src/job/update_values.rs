//! Edits of single values that keep their keys elsewhere: rules of the head, values of years.

use super::update_edits::PlanUpdate;
use crate::compare::{FieldChange, FieldValue, KIND, KeptObjective, TOTAL_RULE, pair_lists};
use crate::model::{Extra, Indicator, Key, Objective, Values};
use crate::plan_file::PlanEdit;
use crate::raw::{Field, Words};

impl PlanUpdate<'_> {
    /// Returns the value of a rule of that name, as the old plan writes it.
    pub(super) fn rule(&self, label: &str) -> Option<&Words> {
        let field = if label == TOTAL_RULE {
            &self.base.weights.total
        } else {
            let code = label.strip_prefix(KIND)?;
            let kinds = self.base.kinds.as_ref()?;
            &kinds.iter().find(|(own, _)| own.value == code)?.1
        };
        match field {
            Field::Given(words) => Some(words),
            _ => None,
        }
    }

    /// Returns the edit that brings a kind behind the last one.
    pub(super) fn new_kind<'c>(
        &self,
        code: &'c str,
        label: &'c FieldValue,
    ) -> Option<PlanEdit<'c>> {
        let (key, last) = self.base.kinds.as_ref()?.last()?;
        let Field::Given(words) = last else { return None };
        let entry = self.range(key.span)?.start..self.range(words.span)?.end;
        Some(PlanEdit::AddKey { entry, key: code, text: &label.words, is_number: false })
    }

    /// Returns the edit of the value of a year that the field of an objective, or of one of its indicators, does
    /// not have yet.
    pub(super) fn new_year<'c>(
        &self,
        kept: &KeptObjective,
        change: &'c FieldChange,
    ) -> Option<PlanEdit<'c>> {
        let FieldChange { label, before: None, after: Some(after) } = change else { return None };
        let (name, year) = label.rsplit_once(' ')?;
        let year: u16 = year.parse().ok()?;
        let (old, new) = (&self.before.objectives[kept.before], &self.after.objectives[kept.after]);
        let extras = extras(old, new);
        let (_, extra) = extras.into_iter().find(|(known, _)| known == name)?;
        let Values::ByYear(years) = &extra.values else { return None };
        let (_, nearest) = years.range(..year).next_back().or_else(|| years.last_key_value())?;
        // Values of a group are those of its other objectives as well.
        let place = Some(nearest.written.span).filter(|place| old.span.contains(*place))?;
        Some(PlanEdit::AddYear { behind: self.range(place)?, year, text: &after.words })
    }
}

/// Returns the fields of the author's own by the names that changes have for them.
fn extras<'p>(old: &'p Objective, new: &Objective) -> Vec<(String, &'p Extra)> {
    let name = |extra: &Extra| {
        let key = extra.key.value.as_str();
        Key::named(key).map_or(key, |key| key.label()).to_owned()
    };
    let mut fields: Vec<(String, &Extra)> = old.extra.iter().rev().map(|e| (name(e), e)).collect();
    let words = |indicator: &Indicator| indicator.text.value.clone();
    let is_only = old.indicators.len().max(new.indicators.len()) == 1;
    for (before, after) in pair_lists(&old.indicators, &new.indicators, words) {
        let Some((before, after)) = before.zip(after) else { continue };
        let number = if is_only { String::new() } else { format!(" {}", after + 1) };
        let of = format!("{}{number}, ", Key::Indicator.label());
        let extra = old.indicators[before].extra.iter();
        fields.extend(extra.map(|extra| (format!("{of}{}", name(extra)), extra)));
    }
    fields
}
