//! Commands that compare and write values as Italian offices write them.

use super::fault::fault;
use super::group_fields::marked;
use crate::italian::decimals::parse_number;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output, RenderContext,
    RenderError, Renderable, ScopedJson,
};
use rust_decimal::Decimal;
use std::cmp::Ordering;

/// Adds the commands to `registry`, in place of those of handlebars with the same names.
pub(super) fn register(registry: &mut Handlebars<'static>) {
    registry.register_helper("maiuscolo", Box::new(UpperCase));
    registry.register_helper("len", Box::new(letters));
    for comparison in COMPARISONS {
        registry.register_helper(comparison.name, Box::new(comparison));
    }
}

/// Puts in place of conditions what writes both of their branches.
pub(super) fn register_both_branches(registry: &mut Handlebars<'static>) {
    for name in ["if", "unless"] {
        registry.register_helper(name, Box::new(both_branches));
    }
}

/// Writes the part for a condition that holds, and then the one for a condition that does not.
fn both_branches<'reg, 'rc>(
    helper: &Helper<'rc>,
    registry: &'reg Handlebars<'reg>,
    context: &'rc Context,
    state: &mut RenderContext<'reg, 'rc>,
    out: &mut dyn Output,
) -> HelperResult {
    let parts = [helper.template(), helper.inverse()];
    parts.into_iter().flatten().try_for_each(|part| part.render(registry, context, state, out))
}

/// `maiuscolo`: writes a text in capitals.
struct UpperCase;

impl HelperDef for UpperCase {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        let (_, text) = marked(helper, context)?;
        Ok(ScopedJson::Derived(JsonValue::String(text.to_uppercase())))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let (mark, text) = marked(helper, context)?;
        Ok(out.write(&(mark + &text.to_uppercase()))?)
    }
}

/// `len`: counts letters, not bytes.
fn letters(
    helper: &Helper<'_>,
    _: &Handlebars<'_>,
    _: &Context,
    _: &mut RenderContext<'_, '_>,
    out: &mut dyn Output,
) -> HelperResult {
    let text = helper.param(0).and_then(|value| value.value().as_str()).unwrap_or_default();
    Ok(out.write(&text.chars().count().to_string())?)
}

/// A comparison of two values.
#[derive(Clone, Copy)]
struct Comparison {
    name: &'static str,
    /// Result for an order; `None` for two values that differ and have no order.
    holds: fn(Option<Ordering>) -> bool,
    /// `true` if both values must have an order.
    needs_order: bool,
}

const COMPARISONS: [Comparison; 6] = [
    Comparison { name: "eq", holds: |o| o == Some(Ordering::Equal), needs_order: false },
    Comparison { name: "ne", holds: |o| o != Some(Ordering::Equal), needs_order: false },
    Comparison { name: "gt", holds: |o| o == Some(Ordering::Greater), needs_order: true },
    Comparison { name: "gte", holds: |o| o.is_some_and(Ordering::is_ge), needs_order: true },
    Comparison { name: "lt", holds: |o| o == Some(Ordering::Less), needs_order: true },
    Comparison { name: "lte", holds: |o| o.is_some_and(Ordering::is_le), needs_order: true },
];

impl Comparison {
    fn result(&self, helper: &Helper<'_>) -> Result<bool, RenderError> {
        let value = |at| helper.param(at).map_or(&JsonValue::Null, |param| param.value());
        let (left, right) = (value(0), value(1));
        let order = compare(left, right);
        // A blank value is neither more nor less than anything; other words may be a number that
        // was written in a way which nobody foresaw.
        let blank = |value: &JsonValue| value.as_str().is_none_or(|text| text.trim().is_empty());
        let strange = [left, right].into_iter().find(|value| !blank(value));
        match strange.filter(|_| order.is_none() && self.needs_order) {
            Some(words) if left.is_number() || right.is_number() => {
                let words = words.as_str().unwrap_or_default();
                Err(fault(
                    format!("«{}» confronta «{words}», che non è un numero.", self.name),
                    "Confrontare con un numero solo ciò che è un numero, o mettere fra virgolette tutti e due i valori.",
                ))
            }
            _ => Ok((self.holds)(order)),
        }
    }
}

impl HelperDef for Comparison {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, RenderError> {
        Ok(ScopedJson::Derived(JsonValue::Bool(self.result(helper)?)))
    }

    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        registry: &'reg Handlebars<'reg>,
        context: &'rc Context,
        state: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let holds = self.result(helper)?;
        if !helper.is_block() {
            return Ok(out.write(&holds.to_string())?);
        }
        let part = if holds { helper.template() } else { helper.inverse() };
        part.map_or(Ok(()), |part| part.render(registry, context, state, out))
    }
}

/// Compares two values; a number and a text that is one are compared as numbers.
fn compare(left: &JsonValue, right: &JsonValue) -> Option<Ordering> {
    match (left, right) {
        (JsonValue::Bool(left), JsonValue::Bool(right)) => Some(left.cmp(right)),
        (JsonValue::String(left), JsonValue::String(right)) => Some(left.cmp(right)),
        _ => Some(number(left)?.cmp(&number(right)?)),
    }
}

/// Returns the number that a value is, or that its words write: «2014», «12.500,00 €», «33,3%».
fn number(value: &JsonValue) -> Option<Decimal> {
    let words = match value {
        JsonValue::Number(number) => return Decimal::from_str_exact(&number.to_string()).ok(),
        JsonValue::String(words) => words.trim(),
        _ => return None,
    };
    let plain = words.strip_suffix(['€', '%']).or(words.strip_prefix('€')).unwrap_or(words).trim();
    parse_number(plain).italian()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_are_numbers_are_compared_as_numbers() {
        let text = |words: &str| JsonValue::String(words.to_owned());
        let year = JsonValue::from(2014);
        assert_eq!(compare(&text("2014"), &year), Some(Ordering::Equal));
        assert_eq!(compare(&year, &text("2015")), Some(Ordering::Less));
        let amount = JsonValue::from(12_500);
        assert_eq!(compare(&text("12.500,00\u{a0}€"), &amount), Some(Ordering::Equal));
        assert_eq!(compare(&text("12.500,50 €"), &amount), Some(Ordering::Greater));
        assert_eq!(compare(&text("33,3%"), &JsonValue::from(33)), Some(Ordering::Greater));
        assert_eq!(compare(&text("2014, 2015"), &year), None);
        assert_eq!(compare(&text("b"), &text("a")), Some(Ordering::Greater));
    }
}
