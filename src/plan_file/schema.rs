//! JSON Schema (draft 2020-12) of a plan's file: editors show its titles and descriptions, and
//! underline what the loader would refuse.
//!
//! The schema is a file and not generated: nine tenths of it are words for editors, and its
//! patterns belong to places, not to keys. Tests hold its keys, their order and the titles of
//! an objective's keys against the vocabulary, so a new key cannot be left out.

/// Name of the schema's file, which lies in the folder of the plan.
pub const SCHEMA_NAME: &str = "schema-piano.json";

/// Text of the schema.
pub const SCHEMA: &str = include_str!("schema-piano.json");

#[cfg(test)]
mod tests {
    use super::SCHEMA;
    use crate::model::{Key, Section};
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    /// Keys of an object, and `true` if it takes no others.
    type Object = (BTreeSet<String>, bool);

    /// Collects every object that lists its keys, by its place in the schema.
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
            "/$defs/esito-di-un-anno",
            "/$defs/valutazione",
            "/$defs/fascia",
        ];
        // Levels and fields are keys that the plan itself declares.
        let open = ["obiettivo", "riga", "gruppo", "voce-di-indicatori"];
        let want: BTreeMap<String, Object> = places
            .iter()
            .zip(Section::ALL)
            .map(|(place, section)| {
                let closed = !open.iter().any(|name| place.ends_with(&format!("/{name}")));
                let keys = section.keys().map(|key| key.name().to_owned()).collect();
                ((*place).to_owned(), (keys, closed))
            })
            .collect();
        assert_eq!(found, want);
    }

    #[test]
    fn a_plan_that_declares_nothing_has_the_usual_keys_only() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        for (usual, section) in [
            ("solo-chiavi-dell-obiettivo", Section::Objective),
            ("solo-chiavi-della-riga", Section::Row),
            ("solo-chiavi-dell-indicatore", Section::Indicator),
        ] {
            let names: Vec<&str> = schema["$defs"][usual]["propertyNames"]["enum"]
                .as_array()
                .map(|names| names.iter().filter_map(Value::as_str).collect())
                .unwrap_or_default();
            let keys: Vec<&str> = section.keys().map(Key::name).collect();
            assert_eq!(names, keys, "{usual}");
        }
    }

    #[test]
    fn keys_of_an_objective_have_the_titles_of_the_vocabulary() {
        let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
        for key in Section::Objective.keys() {
            let reference = &schema["$defs"]["obiettivo"]["properties"][key.name()]["$ref"];
            let definition = reference.as_str().and_then(|at| schema.pointer(&at[1..]));
            let title = definition.and_then(|definition| definition["title"].as_str());
            assert_eq!(title, Some(key.label()), "{key:?}");
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
