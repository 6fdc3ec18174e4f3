//! Fields that a layout names and no objective has, or none can have.

use super::fields::{FIELDS, INDICATOR, of_indicator, split_year};
use crate::diag::{Code, Diagnostic};
use crate::italian::nearest::{is_misspelling, nearest};
use crate::layout::Layout;
use crate::model::{Extra, Key, Plan, Values};
use crate::source::Span;
use std::collections::BTreeSet;

/// A finding for each column, level, condition and template of `layout` that names a field
/// which no objective of `plan` has.
pub(super) fn unknown_fields(plan: &Plan, layout: &Layout) -> Vec<Diagnostic> {
    let further = further(plan);
    let mut all: Vec<&str> = FIELDS.into_iter().map(|key| key.name()).collect();
    for name in &further {
        // The manager of a group is one of its further fields.
        if !all.contains(&name.as_str()) {
            all.push(name);
        }
    }
    let is_known = |name: &str| all.contains(&name) || is_of_year(plan, name);
    let unknown = named(layout).into_iter().filter(|(_, name, _)| !is_known(name));
    let told = |(what, name, place)| match Key::named(name).filter(|key| key.is_reserved()) {
        Some(_) => reserved(what, name, place),
        None => finding(what, name, place, &all),
    };
    unknown.map(told).collect()
}

/// A finding for each field that `layout` names and that is spelled nearly as a usual one: a plan may
/// have it among its own, so without a plan it is no error.
pub fn likenesses(layout: &Layout) -> Vec<Diagnostic> {
    let usual = FIELDS.map(Key::name);
    let near = |(what, name, place): (&str, &str, Span)| {
        let (near, is_misspelt) = near(name, &usual)?;
        let is_own =
            !usual.contains(&name) && Key::named(name).is_none_or(|key| !key.is_reserved());
        let message = format!(
            "{what} «{name}», che non è fra quelli soliti: si stampa solo se il piano lo ha fra i suoi."
        );
        let hint = format!("Forse si intendeva «{near}».");
        let finding = Diagnostic::new(Code::EmptyColumn, place, message).hint(hint);
        (is_misspelt && is_own).then_some(finding)
    };
    named(layout).into_iter().filter_map(near).collect()
}

/// Returns `true` for the field of a year that some objective has a value for: `costo.2026`.
fn is_of_year(plan: &Plan, field: &str) -> bool {
    let (name, Some(year)) = split_year(plan, field) else { return false };
    let (own, is_own) = match of_indicator(name) {
        Some(name) => (name, false),
        None => (name, true),
    };
    let holds = |extra: &Extra| match &extra.values {
        Values::ByYear(years) => years.contains_key(&year),
        Values::One(_) => true,
        Values::Empty => false,
    };
    plan.objectives.iter().any(|objective| {
        let of_indicators = objective.indicators.iter().flat_map(|indicator| &indicator.extra);
        let of_objective = objective.extra.iter().filter(|_| is_own);
        let extras = of_objective.chain(of_indicators.filter(|_| !is_own));
        extras.filter(|extra| extra.key.value == own).any(holds)
    })
}

/// The fields of the objectives' own and of their indicators.
fn further(plan: &Plan) -> BTreeSet<String> {
    let own = plan.objectives.iter().flat_map(|o| &o.extra).map(|e| e.key.value.clone());
    // A field that the plan declares is known even where nobody has filled it in yet.
    let declared = plan.fields.iter().map(|field| field.name.value.clone());
    let indicators = plan.objectives.iter().flat_map(|o| &o.indicators);
    let of_indicators = indicators.flat_map(|indicator| {
        let names = indicator.extra.iter().map(|extra| extra.key.value.as_str());
        let weight = indicator.weight.as_ref().map(|_| Key::Weight.name());
        names.chain(weight).map(|name| format!("{INDICATOR}.{name}")).collect::<Vec<_>>()
    });
    let of_groups = plan.groups.iter().flat_map(|facts| &facts.fields);
    let of_groups = of_groups.map(|extra| extra.key.value.clone());
    own.chain(declared).chain(of_indicators).chain(of_groups).collect()
}

/// The fields that `layout` names, each with what names it.
fn named(layout: &Layout) -> Vec<(&'static str, &str, Span)> {
    let levels =
        layout.levels.iter().map(|level| ("Il livello raggruppa per il campo", &level.field));
    let columns =
        layout.shown_columns().map(|column| ("La colonna mostra il campo", &column.field));
    let only = layout.columns.iter().flat_map(|column| &column.only);
    let only = only.map(|only| ("La colonna dipende dal campo", &only.field));
    let settings = levels.chain(columns).chain(only);
    let settings = settings.map(|(what, field)| (what, field.value.as_str(), field.span));
    let texts = layout.templates.fields();
    settings.chain(texts.map(|(name, place)| ("Il modello nomina il campo", name, place))).collect()
}

/// Reports a name that means something else in every plan, so that no field can have it.
fn reserved(what: &str, name: &str, place: Span) -> Diagnostic {
    let message = format!("{what} «{name}», ma nel piano «{name}» vuol dire già un'altra cosa.");
    Diagnostic::new(Code::Column, place, message)
        .hint("Un campo non può chiamarsi così: scegliere un altro nome, nel piano e nel layout.")
}

fn finding(what: &str, name: &str, place: Span, all: &[&str]) -> Diagnostic {
    let message = format!("{what} «{name}», che nessun obiettivo ha.");
    // An office's own layout serves in years in which nobody fills a field in.
    let (code, hint) = match near(name, all) {
        Some((near, true)) => (Code::Column, format!("Forse si intendeva «{near}».")),
        Some((near, false)) => {
            (Code::EmptyColumn, format!("Resta vuoto. Forse si intendeva «{near}»."))
        }
        None => {
            (Code::EmptyColumn, format!("Resta vuoto. I campi del piano sono: {}.", all.join(", ")))
        }
    };
    Diagnostic::new(code, place, message).hint(hint)
}

/// The field of the same kind, of objectives or of indicators, that `name` is near to, and whether
/// `name` is a misspelling of it.
fn near(name: &str, all: &[&str]) -> Option<(String, bool)> {
    match of_indicator(name) {
        Some(name) => nearest_of(name, all.iter().filter_map(|other| of_indicator(other)))
            .map(|(near, is_misspelt)| (format!("{INDICATOR}.{near}"), is_misspelt)),
        None => nearest_of(name, all.iter().copied().filter(|other| of_indicator(other).is_none())),
    }
}

fn nearest_of<'f>(name: &str, all: impl Iterator<Item = &'f str>) -> Option<(String, bool)> {
    let near = nearest(name, all)?;
    Some((near.to_owned(), is_misspelling(name, near)))
}
