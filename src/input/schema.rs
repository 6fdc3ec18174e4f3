//! What a plan's file may hold, said to editors as a JSON Schema (draft 2020-12): they show
//! its titles and descriptions, and underline what the loader would refuse.
//!
//! It is a text of its own and not made from types: the raw plan is read by hand, so that
//! nothing of it could be derived, and most of the schema are its words. Tests hold it
//! against the loader's own table of keys.

/// The name that its file goes by, beside the plan.
pub const SCHEMA_NAME: &str = "schema-piano.json";

/// The schema.
pub const SCHEMA: &str = include_str!("schema-piano.json");

#[cfg(test)]
mod tests {
    use super::SCHEMA;
    use crate::input::read::SECTIONS;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    /// The keys of an object, what it requires, and whether it takes others.
    type Object = (BTreeSet<String>, bool);

    /// Every object that lists its keys, by its place in the schema.
    fn objects(value: &Value, place: &str, found: &mut BTreeMap<String, Object>) {
        if let Some(keys) = value.get("properties").and_then(Value::as_object)
            && value.get("type").is_some()
        {
            let closed = value.get("additionalProperties") == Some(&Value::Bool(false));
            found.insert(place.to_owned(), (keys.keys().cloned().collect(), closed));
        }
        let children: Vec<(String, &Value)> = match value {
            Value::Object(map) => map.iter().map(|(k, v)| (k.clone(), v)).collect(),
            Value::Array(list) => {
                list.iter().enumerate().map(|(i, v)| (i.to_string(), v)).collect()
            }
            _ => Vec::new(),
        };
        for (key, child) in children {
            objects(child, &format!("{place}/{key}"), found);
        }
    }

    #[test]
    fn every_section_of_the_loader_is_an_object_of_the_same_keys() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        let mut found = BTreeMap::new();
        objects(&schema, "", &mut found);
        let places = [
            "",
            "/properties/delibera",
            "/$defs/voce-di-allegati/anyOf/1",
            "/$defs/firmatario/anyOf/1",
            "/properties/pesi/anyOf/2",
            "/$defs/area",
            "/$defs/periodo",
            "/$defs/obiettivo",
            "/$defs/riga",
        ];
        let of_loader = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect();
        let want: BTreeMap<String, Object> = places
            .iter()
            .zip(&SECTIONS)
            .map(|(place, section)| ((*place).to_owned(), (of_loader(section.known), true)))
            .collect();
        assert_eq!(found, want);
    }

    #[test]
    fn every_key_has_a_title_and_a_description() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        let resolved = |key: &'_ Value| -> Value {
            let own = key.get("title").and(key.get("description")).is_some();
            let target = key["$ref"].as_str().filter(|_| !own).map(|at| &at[1..]);
            target.and_then(|at| schema.pointer(at)).unwrap_or(key).clone()
        };
        let mut found = BTreeMap::new();
        objects(&schema, "", &mut found);
        for (place, (keys, _)) in found {
            for key in keys {
                let said = resolved(&schema.pointer(&place).expect("found")["properties"][&key]);
                let words = |word: &str| said[word].as_str().is_some_and(|w| !w.is_empty());
                assert!(words("title") && words("description"), "{place} {key}");
            }
        }
    }
}
