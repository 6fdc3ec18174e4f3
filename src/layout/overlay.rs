//! Merging of a layout's settings into those of its base.
//!
//! Groups of keys are merged key by key; columns into the column of the same `campo`, or
//! inserted next to it; every other value replaces that of the base.

use super::fields::SettingsReader;
use super::node::{TomlEntry, TomlNode, TomlTable, TomlValue};
use crate::source::Span;
use std::collections::BTreeSet;

const COLUMNS: &str = "colonne";
const FIELD: &str = "campo";
const AFTER: &str = "dopo";
const HIDE: &str = "nascondi";
const RULES: &str = "tabella";
const KEEP: &str = "colonne-di-base";

/// Drops the columns of `base` that `own` does not name, if `own` asks for that, and puts the
/// rest into the order of `own`. Returns `false` after a finding.
pub(super) fn keep_own_columns(
    base: &mut TomlTable,
    own: &mut TomlTable,
    fields: &mut SettingsReader<'_>,
) -> bool {
    let Some(TomlValue::Table(rules)) = own.get_mut(RULES).map(|entry| &mut entry.node.value)
    else {
        return true;
    };
    match rules.remove(KEEP).map(|entry| entry.node) {
        None | Some(TomlNode { value: TomlValue::Flag(true), .. }) => return true,
        Some(TomlNode { value: TomlValue::Flag(false), .. }) => {}
        Some(TomlNode { place, .. }) => {
            return fields.wrong::<()>(KEEP, place, "true o false").is_some();
        }
    }
    let (Some(TomlValue::List(under)), Some(TomlValue::List(columns))) = (
        base.get_mut(COLUMNS).map(|entry| &mut entry.node.value),
        own.get(COLUMNS).map(|entry| &entry.node.value),
    ) else {
        return true;
    };
    // A column without `campo` has a finding of its own once the settings are read.
    let named = columns.iter().filter_map(|column| match &column.value {
        TomlValue::Table(table) => table.get(FIELD).and_then(words),
        _ => None,
    });
    let (mut kept, mut seen) = (Vec::new(), BTreeSet::new());
    for name in named.filter(|name| seen.insert(*name)) {
        match position(under, name) {
            Some(at) => kept.push(under.remove(at)),
            None => kept.extend(placeholder(columns, name)),
        }
    }
    *under = kept;
    true
}

/// Returns a copy of the column of the field `name` without the keys that place it.
fn placeholder(columns: &[TomlNode], name: &str) -> Option<TomlNode> {
    let mut node = columns.get(position(columns, name)?)?.clone();
    if let TomlValue::Table(table) = &mut node.value {
        // These keys place a column in its base; the base itself does not know them.
        table.remove(AFTER);
        table.remove(HIDE);
    }
    Some(node)
}

/// Merges `own` into `base`. Returns `false` after a finding.
pub(super) fn lay_over(
    base: &mut TomlTable,
    own: TomlTable,
    fields: &mut SettingsReader<'_>,
) -> bool {
    let mut sound = true;
    for (name, entry) in own {
        let under = base.get_mut(&name).map(|under| &mut under.node.value);
        match (under, entry.node.value) {
            (Some(TomlValue::Table(under)), TomlValue::Table(own)) => {
                sound &= lay_over(under, own, fields);
            }
            (Some(TomlValue::List(under)), TomlValue::List(own)) if name == COLUMNS => {
                let mut laid = MergedColumns::default();
                let mut lay = |column| lay_column(under, column, &mut laid, fields);
                sound &= own.into_iter().all(&mut lay);
            }
            (_, value) => {
                let node = TomlNode { value, ..entry.node };
                base.insert(name, TomlEntry { node, ..entry });
            }
        }
    }
    sound
}

/// Columns of a layout that have been merged into its base.
#[derive(Default)]
struct MergedColumns {
    /// Fields of the columns.
    fields: BTreeSet<String>,
    /// Index of the last of them in the base.
    last: Option<usize>,
}

/// Merges a column into the one of the same field, or inserts it where it asks to be.
/// Returns `false` after a finding.
///
/// A field that the layout names a second time gets a second column, after the first.
fn lay_column(
    columns: &mut Vec<TomlNode>,
    column: TomlNode,
    laid: &mut MergedColumns,
    fields: &mut SettingsReader<'_>,
) -> bool {
    let TomlNode { place, value: TomlValue::Table(mut own) } = column else {
        columns.push(column);
        return true;
    };
    let hidden = own.remove(HIDE);
    let after = own.remove(AFTER);
    let name = own.get(FIELD).and_then(words);
    let again = name.is_some_and(|name| !laid.fields.insert(name.to_owned()));
    let at = name.filter(|_| !again).and_then(|name| position(columns, name));
    match hidden.map(|entry| entry.node) {
        None | Some(TomlNode { value: TomlValue::Flag(false), .. }) => {}
        Some(TomlNode { value: TomlValue::Flag(true), place }) => {
            let Some(at) = at else { return unknown(FIELD, place, fields) };
            columns.remove(at);
            return true;
        }
        Some(TomlNode { place, .. }) => {
            return fields.wrong::<()>(HIDE, place, "true o false").is_some();
        }
    }
    let mut node = match at {
        Some(at) => columns.remove(at),
        None => TomlNode { place, value: TomlValue::Table(TomlTable::new()) },
    };
    if let TomlValue::Table(under) = &mut node.value {
        lay_over(under, own, fields);
    }
    // Looked up after the column itself was taken out, so that the index is that of the final
    // order.
    let to = match &after {
        Some(after) => match words(after).and_then(|name| position(columns, name)) {
            Some(before) => before + 1,
            None => return unknown(AFTER, after.node.place, fields),
        },
        None => at.unwrap_or_else(|| {
            let behind = laid.last.filter(|_| again).map(|last| last + 1);
            behind.map_or(columns.len(), |behind| behind.min(columns.len()))
        }),
    };
    laid.last = Some(to);
    columns.insert(to, node);
    true
}

fn unknown(key: &str, place: Span, fields: &mut SettingsReader<'_>) -> bool {
    fields.wrong::<()>(key, place, "il campo di una colonna del layout di base").is_some()
}

fn words(entry: &TomlEntry) -> Option<&str> {
    match &entry.node.value {
        TomlValue::Text(text) => Some(text),
        _ => None,
    }
}

fn position(columns: &[TomlNode], name: &str) -> Option<usize> {
    columns.iter().position(|column| match &column.value {
        TomlValue::Table(table) => table.get(FIELD).and_then(words) == Some(name),
        _ => false,
    })
}
