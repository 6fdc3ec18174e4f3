//! The invariants of the house, read off the `use` lines.

use std::path::{Path, PathBuf};

/// A room and the rooms of ours that it may name; tests inside a room are not held.
const MAY_USE: &[(&str, &[&str])] = &[
    ("src/source.rs", &["source"]),
    ("src/text.rs", &["text"]),
    ("src/italian", &["italian", "text"]),
    ("src/digest.rs", &["digest"]),
    ("src/file_kind.rs", &["file_kind"]),
    ("src/file_name.rs", &["file_name"]),
    ("src/parallel.rs", &["parallel"]),
    ("src/diag", &["diag", "source"]),
    ("src/model", &["model", "source", "italian"]),
    ("src/raw.rs", &["raw", "source"]),
    ("src/plan_file", &["plan_file", "file_kind", "raw", "diag", "source", "text", "italian"]),
    ("src/office", &["office", "file_kind", "raw", "diag", "source", "italian"]),
    (
        "src/recognise",
        &["recognise", "office", "raw", "model", "diag", "source", "text", "italian"],
    ),
    ("src/validate", &["validate", "raw", "model", "diag", "source", "text", "italian"]),
    ("src/check", &["check", "model", "group", "diag", "source", "text", "italian"]),
    ("src/group.rs", &["group", "model"]),
    ("src/layout", &["layout", "source", "diag", "annex", "dataset", "digest", "italian"]),
    ("src/annex", &["annex"]),
    ("src/dataset", &["dataset", "annex", "diag", "model"]),
    (
        "src/compose",
        &[
            "compose",
            "file_name",
            "group",
            "layout",
            "annex",
            "dataset",
            "diag",
            "model",
            "source",
            "italian",
        ],
    ),
    ("src/typeset", &["typeset", "annex", "italian"]),
    ("src/render", &["render", "annex", "dataset", "typeset", "italian"]),
    ("src/manifest", &["manifest", "model", "dataset", "annex", "digest", "file_name"]),
    ("src/publish", &["publish", "digest", "file_name"]),
    (
        "src/verify/office",
        &["verify", "manifest", "diag", "annex", "dataset", "office", "source", "italian"],
    ),
    ("src/verify", &["verify", "manifest", "diag", "model", "annex", "digest", "file_kind"]),
    (
        "src/job",
        &[
            "job",
            "annex",
            "check",
            "compose",
            "dataset",
            "diag",
            "digest",
            "file_name",
            "group",
            "layout",
            "manifest",
            "model",
            "office",
            "parallel",
            "plan_file",
            "raw",
            "recognise",
            "render",
            "source",
            "typeset",
            "validate",
            "verify",
        ],
    ),
    ("src/main.rs", &["cli"]),
    (
        "src/cli",
        &[
            "cli",
            "diag",
            "italian",
            "job",
            "layout",
            "manifest",
            "model",
            "parallel",
            "plan_file",
            "publish",
            "render",
            "source",
            "verify",
        ],
    ),
];

/// Words that may stand in one place of the code only.
const ONLY_IN: [(&str, &[&str]); 12] = [
    ("printpdf", &["src/render/pdf/skeleton.rs"]),
    ("lopdf", &["src/render/pdf", "src/verify/pdf"]),
    ("rust_xlsxwriter", &["src/render/xlsx"]),
    ("docx_rs", &["src/render/docx/skeleton"]),
    ("resvg", &["src/layout/picture"]),
    ("use png", &["src/layout/picture"]),
    ("handlebars::", &["src/layout/templates.rs"]),
    ("rasn", &["src/verify/cms.rs"]),
    ("similar::", &["src/verify/office"]),
    ("SystemTime", &["src/cli", "src/publish"]),
    ("std::env::", &["src/cli", "src/main.rs", "src/publish"]),
    ("fs::write", &["src/publish"]),
];

#[test]
fn rooms_use_only_what_the_house_allows() {
    let mut wrong = Vec::new();
    for (room, allowed) in MAY_USE {
        for path in sources(room).into_iter().filter(|path| room_of(path) == Some(room)) {
            for used in rooms_named(&read(&path)) {
                if !allowed.contains(&used.as_str()) {
                    wrong.push(format!("{} uses {used}", path.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The smallest room that a file lies in.
fn room_of(path: &Path) -> Option<&'static str> {
    let rooms = MAY_USE.iter().map(|(room, _)| *room);
    rooms.filter(|room| path.starts_with(root().join(room))).max_by_key(|room| room.len())
}

#[test]
fn every_room_is_held() {
    let known =
        |path: &PathBuf| MAY_USE.iter().any(|(room, _)| path.starts_with(root().join(room)));
    let strangers: Vec<_> =
        sources("src").into_iter().filter(|p| !known(p) && !p.ends_with("src/lib.rs")).collect();
    assert_eq!(strangers, Vec::<PathBuf>::new());
}

#[test]
fn backends_and_the_outside_world_have_one_place() {
    let mut wrong = Vec::new();
    for (word, places) in ONLY_IN {
        for path in sources("src") {
            let allowed = places.iter().any(|p| path.starts_with(root().join(p)));
            let code = code_only(&read(&path));
            if !allowed && code.contains(word) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// The rooms behind every `crate::` in the code, in order of appearance.
fn rooms_named(text: &str) -> Vec<String> {
    let code = code_only(text);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    code.split("crate::").skip(1).map(name).collect()
}

/// The text without comments and without its tests.
fn code_only(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn sources(place: &str) -> Vec<PathBuf> {
    let path = root().join(place);
    if path.is_file() {
        return vec![path];
    }
    let mut out = Vec::new();
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true => folders.push(path),
                // What only tests compile may look at the world.
                false if path.ends_with("tests.rs") || path.iter().any(|part| part == "tests") => {}
                false if path.extension().is_some_and(|e| e == "rs") => out.push(path),
                false => {}
            }
        }
    }
    out.sort();
    out
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source file")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
