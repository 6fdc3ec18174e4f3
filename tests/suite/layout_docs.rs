//! `layouts/README.md` against the code: every key, template, name and command is explained,
//! and nothing that is not there.

use crate::support::root;
use allegati::diag::Findings;
use allegati::layout::{GROUPS, HELPERS, Slot, load_layout, plan_names};
use allegati::source::SourceMap;
use std::collections::BTreeMap;

/// Row of a table of the document.
struct Row {
    key: String,
    default: String,
    example: String,
}

fn document() -> String {
    std::fs::read_to_string(root().join("layouts/README.md")).expect("the document on layouts")
}

/// Reads the rows of the tables of keys by their group; `""` is the file as a whole.
fn explained() -> BTreeMap<String, Vec<Row>> {
    let mut groups: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    let mut group = String::new();
    let mut in_keys = false;
    for line in document().lines() {
        if line.starts_with('#') {
            let name = line.trim_start_matches('#').trim();
            group = if name == "Il layout" { String::new() } else { name.to_owned() };
            in_keys = false;
        }
        in_keys |= line.starts_with("| chiave |");
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        if let (true, [key, _, default, example]) = (in_keys && line.starts_with("| `"), &cells[..])
        {
            let code = |text: &str| text.trim_matches('`').to_owned();
            let row =
                Row { key: code(key), default: (*default).to_owned(), example: code(example) };
            groups.entry(group.clone()).or_default().push(row);
        }
    }
    groups
}

#[test]
fn every_key_is_explained_in_its_group_with_a_default_and_an_example() {
    let explained = explained();
    let mut wrong = Vec::new();
    for group in GROUPS {
        let known = || group.keys.iter().chain(group.over);
        let rows = explained.get(group.name).map_or(&[][..], Vec::as_slice);
        for key in known().filter(|key| rows.iter().all(|row| row.key != **key)) {
            wrong.push(format!("{} does not explain «{key}»", group.name));
        }
        for row in rows {
            let Row { key, default, example } = row;
            if known().all(|known| known != key) {
                wrong.push(format!("{} explains «{key}», which is no key", group.name));
            }
            let shown = toml::from_str::<toml::Table>(example).is_ok_and(|e| e.keys().eq([key]));
            if default.is_empty() || !shown {
                wrong.push(format!("{}: «{key}» has no default or no example", group.name));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    let groups: Vec<_> = GROUPS.iter().map(|group| group.name).collect();
    let strangers = explained.keys().filter(|name| !groups.contains(&name.as_str()));
    assert_eq!(strangers.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_template_name_and_command_is_explained() {
    let text = document();
    let mut missing = Vec::new();
    for slot in Slot::ALL {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{}.hbs` |", slot.name())));
        let names = row.and_then(|row| row.rsplit('|').nth(1)).unwrap_or("«no row»");
        let named: Vec<_> = names.split(['`', ',', ' ']).filter(|name| !name.is_empty()).collect();
        if named != slot.names() {
            missing.push(format!("{}.hbs: {named:?} instead of {:?}", slot.name(), slot.names()));
        }
    }
    let words = plan_names().chain(HELPERS.map(str::to_owned));
    let words = words.filter(|word| !text.contains(&format!("`{word}`")));
    missing.extend(words.map(|word| format!("{word} is not explained")));
    assert_eq!(missing, [""; 0]);
}

#[test]
fn the_layout_of_ten_lines_is_one() {
    let text = document();
    let begin = text.find("```toml\n").expect("the example") + "```toml\n".len();
    let example = &text[begin..begin + text[begin..].find("```").expect("its end")];
    let folder = tempfile::tempdir().expect("temporary folder");
    std::fs::write(folder.path().join("layout.toml"), example).expect("written");
    let drawing = root().join("tests/suite/fixtures/logo/layout/stemma.svg");
    std::fs::copy(drawing, folder.path().join("stemma.svg")).expect("copied");
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let path = folder.path().display().to_string();
    let layout = load_layout(&path, &mut sources, &mut findings);
    assert!(!findings.has_errors(), "{findings:?}");
    let layout = layout.expect("a sound layout");
    let fields: Vec<_> = layout.columns.iter().map(|c| c.field.value.as_str()).collect();
    assert_eq!(fields[..3], ["servizio", "codice", "tipologia"]);
    assert!(layout.logo.is_some());
}
