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
    use crate::plan_file::read::SECTIONS;
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
            "/$defs/gruppo",
            "/$defs/voce-di-indicatori",
        ];
        // Levels and fields are keys that the plan itself declares.
        let open = ["obiettivo", "riga", "gruppo", "voce-di-indicatori"];
        let of_loader = |keys: &[&str]| keys.iter().map(|k| (*k).to_owned()).collect();
        let want: BTreeMap<String, Object> = places
            .iter()
            .zip(&SECTIONS)
            .map(|(place, section)| {
                let closed = !open.iter().any(|name| place.ends_with(&format!("/{name}")));
                ((*place).to_owned(), (of_loader(section.known), closed))
            })
            .collect();
        assert_eq!(found, want);
    }

    #[test]
    fn a_plan_that_declares_nothing_has_the_usual_keys_only() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        for (usual, of) in [
            ("solo-chiavi-dell-obiettivo", "obiettivo"),
            ("solo-chiavi-della-riga", "riga"),
            ("solo-chiavi-dell-indicatore", "voce-di-indicatori"),
        ] {
            let names: Vec<&str> = schema["$defs"][usual]["propertyNames"]["enum"]
                .as_array()
                .map(|names| names.iter().filter_map(Value::as_str).collect())
                .unwrap_or_default();
            let keys: Vec<&str> = schema["$defs"][of]["properties"]
                .as_object()
                .map(|keys| keys.keys().map(String::as_str).collect())
                .unwrap_or_default();
            let sorted =
                |names: &[&str]| names.iter().map(|n| n.to_string()).collect::<BTreeSet<_>>();
            assert_eq!(sorted(&names), sorted(&keys), "{of}");
        }
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
