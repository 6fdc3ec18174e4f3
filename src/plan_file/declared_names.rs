//! Names of levels and fields that a plan declares: they are keys of its groups and rows.
//! `validate` decides whether a name is allowed.

use super::nearest::nearest;
use super::node::{TreeEntry, TreeNode};
use super::sections::{SectionKeys, usual_keys};
use crate::model::{Key, Section};
use crate::source::Spanned;

/// Upper bound of the names that become keys, far above what `validate` allows; it reports
/// the excess.
const MOST_NAMES: usize = 200;

/// Names under `livelli` and `campi`.
#[derive(Default)]
pub(super) struct DeclaredNames<'t> {
    /// `true` if the plan names its levels.
    pub has_levels: bool,
    /// Names of levels, outermost first.
    pub levels: Vec<&'t str>,
    /// Names of fields.
    pub fields: Vec<&'t str>,
}

impl<'t> DeclaredNames<'t> {
    /// Finds the names in the plan at `root`; reports nothing that is wrong with them.
    pub(crate) fn of(root: &'t Spanned<TreeNode>) -> Self {
        let TreeNode::Map(entries) = &root.value else { return DeclaredNames::default() };
        let levels = entry(entries, Key::Levels);
        DeclaredNames {
            has_levels: levels.is_some(),
            levels: levels.map_or_else(Vec::new, level_names),
            fields: entry(entries, Key::Fields).map_or_else(Vec::new, field_names),
        }
    }

    /// Returns the keys that each section knows in this plan.
    pub(crate) fn keys(&self) -> SectionKeys<'t> {
        let mut keys: SectionKeys<'t> = usual_keys();
        if self.has_levels {
            // Rows have them only if the plan names them among its levels, which are added below.
            let usual_levels = [Key::Area.name(), Key::Period.name()];
            let rows = keys.entry(Section::Row).or_default();
            rows.retain(|name| !usual_levels.contains(name));
            for section in [Section::Group, Section::Row] {
                add(&mut keys, section, &self.levels);
            }
        }
        // A field of a group holds for all its objectives, so groups know the fields too.
        for section in [Section::Group, Section::Objective, Section::Row, Section::Indicator] {
            add(&mut keys, section, &self.fields);
        }
        keys
    }
}

/// Returns the texts of a list, or the only one.
fn level_names(node: &Spanned<TreeNode>) -> Vec<&str> {
    match &node.value {
        TreeNode::List(names) => names.iter().filter_map(scalar).take(MOST_NAMES).collect(),
        _ => scalar(node).into_iter().collect(),
    }
}

fn field_names(node: &Spanned<TreeNode>) -> Vec<&str> {
    match &node.value {
        TreeNode::Map(fields) => {
            fields.iter().map(|(key, _)| key.value.as_str()).take(MOST_NAMES).collect()
        }
        _ => Vec::new(),
    }
}

fn scalar(node: &Spanned<TreeNode>) -> Option<&str> {
    match &node.value {
        TreeNode::Scalar(name) => Some(name),
        _ => None,
    }
}

fn add<'t>(keys: &mut SectionKeys<'t>, section: Section, names: &[&'t str]) {
    let known = keys.entry(section).or_default();
    for name in names {
        if !known.contains(name) {
            known.push(name);
        }
    }
}

/// Returns the value under `key`, or under a misspelling of it.
// A misspelt «livelli» is reported as such; its names must not be reported as unknown too.
fn entry(entries: &[TreeEntry], key: Key) -> Option<&Spanned<TreeNode>> {
    let known: Vec<&str> = Section::Plan.keys().map(Key::name).collect();
    let exact = entries.iter().find(|(k, _)| k.value == key.name());
    let is_meant = |name: &str| !known.contains(&name) && nearest(name, &known) == Some(key.name());
    exact.or_else(|| entries.iter().find(|(k, _)| is_meant(&k.value))).map(|(_, value)| value)
}
