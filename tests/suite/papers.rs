//! The papers of the repository: what they say of the program is what the program is.

use crate::support::root;
use serde_json::Value;

fn paper(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect("the paper is there")
}

#[test]
fn version_and_licence_are_the_same_everywhere() {
    let publiccode: Value = serde_saphyr::from_str(&paper("publiccode.yml")).expect("YAML");
    assert_eq!(publiccode["softwareVersion"], env!("CARGO_PKG_VERSION"));
    assert_eq!(publiccode["legal"]["license"], env!("CARGO_PKG_LICENSE"));
    let newest = format!("## [{}] - ", env!("CARGO_PKG_VERSION"));
    let changes = paper("CHANGELOG.md");
    let released = changes.lines().find(|line| line.starts_with("## [") && line.contains("] - "));
    assert!(released.is_some_and(|line| line.starts_with(&newest)), "{released:?}");
    assert!(paper("LICENSE").starts_with("EUROPEAN UNION PUBLIC LICENCE v. 1.2"));
}

/// The publiccode.yml standard, version 0.4: keys that must be there, and texts with a bound.
#[test]
fn publiccode_has_what_the_standard_asks() {
    let publiccode: Value = serde_saphyr::from_str(&paper("publiccode.yml")).expect("YAML");
    let required = [
        "/publiccodeYmlVersion",
        "/name",
        "/url",
        "/platforms/0",
        "/categories/0",
        "/developmentStatus",
        "/softwareType",
        "/description/it/shortDescription",
        "/description/it/longDescription",
        "/description/it/features/0",
        "/legal/license",
        "/maintenance/type",
        "/maintenance/contacts/0/name",
        "/localisation/localisationReady",
        "/localisation/availableLanguages/0",
    ];
    let missing: Vec<_> =
        required.into_iter().filter(|at| publiccode.pointer(at).is_none()).collect();
    assert_eq!(missing, Vec::<&str>::new());
    let length =
        |at| publiccode.pointer(at).and_then(Value::as_str).map(|text| text.chars().count());
    assert!(length("/description/it/shortDescription").is_some_and(|n| n <= 150));
    let long = length("/description/it/longDescription");
    assert!(long.is_some_and(|n| (150..=10_000).contains(&n)), "{long:?}");
}

#[test]
fn every_decision_is_in_the_index() {
    let index = paper("docs/adr/README.md");
    let entries = std::fs::read_dir(root().join("docs/adr")).expect("the decisions").flatten();
    let names = entries.map(|entry| entry.file_name().into_string().expect("UTF-8"));
    let missing: Vec<_> =
        names.filter(|name| name != "README.md" && !index.contains(name.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
}
