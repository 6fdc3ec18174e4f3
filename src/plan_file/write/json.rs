//! A plan in YAML → the same plan in JSON, for programs that edit its values.

use super::super::node::TreeNode;
use super::super::{PlanNotation, tree};
use crate::diag::Findings;
use crate::source::{SourceMap, Spanned};
use serde::ser::{Error, Serialize, SerializeMap, Serializer};
use std::collections::BTreeSet;

/// Writes a plan in YAML as JSON: the same keys in the same order, every scalar as a text in the
/// characters that it is written with, so that `0.50` stays what it is; comments are left out.
///
/// Returns `None` for a text that is not whole YAML, or repeats a key.
pub fn plan_json(yaml: &str) -> Option<String> {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let file = sources.add("", yaml);
    let root = tree::parse(file, yaml, PlanNotation::Yaml, &mut findings)?;
    let is_whole = !findings.has_errors();
    is_whole.then(|| serde_json::to_string(&JsonNode(&root.value)).ok()).flatten()
}

/// Node that is written as JSON.
struct JsonNode<'t>(&'t TreeNode);

impl Serialize for JsonNode<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            TreeNode::Nothing => serializer.serialize_none(),
            TreeNode::Scalar(text) => serializer.serialize_str(text),
            TreeNode::List(items) => {
                let items = items.iter().map(|Spanned { value, .. }| JsonNode(value));
                serializer.collect_seq(items)
            }
            TreeNode::Map(entries) => {
                // JSON has no rule on repeated keys: most programs keep one of them without a word.
                let keys: BTreeSet<&str> = entries.iter().map(|(key, _)| &*key.value).collect();
                if keys.len() < entries.len() {
                    return Err(S::Error::custom("a key is repeated"));
                }
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, value) in entries {
                    map.serialize_entry(&key.value, &JsonNode(&value.value))?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plan_json;

    #[test]
    fn values_keep_their_characters_and_keys_their_order() {
        let yaml =
            "titolo: >-\n  PIANO\n  2025\nanni: [2025, 2026]\npesi:\n  totale: 33.30\nente: ~\n";
        let json = r#"{"titolo":"PIANO 2025","anni":["2025","2026"],"pesi":{"totale":"33.30"},"ente":null}"#;
        assert_eq!(plan_json(yaml).as_deref(), Some(json));
        for refused in ["titolo: [aperta", "titolo: A\ntitolo: B\n"] {
            assert_eq!(plan_json(refused), None, "{refused}");
        }
    }
}
