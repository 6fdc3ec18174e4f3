//! The names that a plan gives: those of its levels and of its fields are keys of its groups
//! and rows. Whether they can be is for `validate`.

use super::fields::nearest;
use super::read::{GROUP, INDICATOR, OBJECTIVE, PLAN, ROW, SECTIONS};
use super::tree::Node;
use crate::source::Spanned;

/// Names beyond so many are keys of no section: `validate` says that there are too many.
const MOST: usize = 200;

/// The names under `livelli` and `campi`.
#[derive(Default)]
pub(super) struct Names<'t> {
    /// Whether the plan names its levels.
    pub has_levels: bool,
    pub levels: Vec<&'t str>,
    pub fields: Vec<&'t str>,
}

impl<'t> Names<'t> {
    /// Looks them up in the plan at `root`, without a word on what is wrong with them.
    pub fn of(root: &'t Spanned<Node>) -> Self {
        let Node::Map(entries) = &root.value else { return Names::default() };
        let scalar = |node: &'t Spanned<Node>| match &node.value {
            Node::Scalar(name) => Some(name.as_str()),
            _ => None,
        };
        let levels = entry(entries, "livelli");
        Names {
            has_levels: levels.is_some(),
            levels: match levels.map(|node| (node, &node.value)) {
                Some((_, Node::List(names))) => {
                    names.iter().filter_map(scalar).take(MOST).collect()
                }
                Some((node, _)) => scalar(node).into_iter().collect(),
                None => Vec::new(),
            },
            fields: match entry(entries, "campi").map(|node| &node.value) {
                Some(Node::Map(fields)) => {
                    fields.iter().map(|(key, _)| key.value.as_str()).take(MOST).collect()
                }
                _ => Vec::new(),
            },
        }
    }

    /// The keys that each section knows with these names on top.
    pub fn keys(&self) -> Vec<Vec<&'t str>> {
        let mut keys: Vec<Vec<&'t str>> = SECTIONS.iter().map(|s| s.known.to_vec()).collect();
        if self.has_levels {
            keys[ROW].retain(|name| !["area", "periodo"].contains(name));
            for section in [GROUP, ROW] {
                add(&mut keys[section], &self.levels);
            }
        }
        for section in [GROUP, OBJECTIVE, ROW, INDICATOR] {
            add(&mut keys[section], &self.fields);
        }
        keys
    }
}

fn add<'t>(keys: &mut Vec<&'t str>, names: &[&'t str]) {
    for name in names {
        if !keys.contains(name) {
            keys.push(name);
        }
    }
}

/// What stands under `key`, or under one that seems to be that key: then what follows from
/// its names need not be said as well.
fn entry<'t>(
    entries: &'t [(Spanned<String>, Spanned<Node>)],
    key: &str,
) -> Option<&'t Spanned<Node>> {
    let known = SECTIONS[PLAN].known;
    let exact = entries.iter().find(|(k, _)| k.value == key);
    let near = |k: &str| !known.contains(&k) && nearest(k, known) == Some(key);
    exact.or_else(|| entries.iter().find(|(k, _)| near(&k.value))).map(|(_, value)| value)
}
