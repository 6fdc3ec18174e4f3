//! Values of `layout.toml`, each with its place: merged layouts come from several files.

use crate::source::{FileId, Span};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Value with its place.
#[derive(Clone, Debug)]
pub(super) struct TomlNode {
    pub place: Span,
    pub value: TomlValue,
}

/// Value of any type.
#[derive(Clone, Debug)]
pub(super) enum TomlValue {
    Text(String),
    Number(f32),
    Flag(bool),
    List(Vec<TomlNode>),
    Table(TomlTable),
    /// Date, or number that is no measure: no key takes one.
    Other,
}

/// Keys with their values.
pub(super) type TomlTable = BTreeMap<String, TomlEntry>;

/// Value with the place of its key.
#[derive(Clone, Debug)]
pub(super) struct TomlEntry {
    pub key: Span,
    pub node: TomlNode,
}

/// Copies the values of `table`, which was read from `file`.
pub(super) fn nodes(table: &DeTable<'_>, file: FileId) -> TomlTable {
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = key.get_ref();
        let entry = TomlEntry { key: Span::new(file, key.span()), node: node(value, file) };
        (name.clone().into_owned(), entry)
    };
    table.iter().map(entry).collect()
}

fn node(value: &toml::Spanned<DeValue<'_>>, file: FileId) -> TomlNode {
    let range: Range<usize> = value.span();
    let read = match value.get_ref() {
        DeValue::String(text) => TomlValue::Text(text.clone().into_owned()),
        DeValue::Boolean(flag) => TomlValue::Flag(*flag),
        DeValue::Array(list) => {
            TomlValue::List(list.iter().map(|value| node(value, file)).collect())
        }
        DeValue::Table(table) => TomlValue::Table(nodes(table, file)),
        other => number(other).map_or(TomlValue::Other, TomlValue::Number),
    };
    TomlNode { place: Span::new(file, range), value: read }
}

fn number(value: &DeValue<'_>) -> Option<f32> {
    // Hexadecimal, octal and binary integers are TOML, but nobody measures a margin in them.
    let number: f32 = match value {
        DeValue::Integer(n) if n.radix() == 10 => n.as_str().parse().ok()?,
        DeValue::Float(n) => n.as_str().parse().ok()?,
        _ => return None,
    };
    // `inf` and `nan` are TOML, and a number of too many digits becomes infinite.
    number.is_finite().then_some(number)
}
