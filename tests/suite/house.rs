//! The invariants of the house, read off the `use` lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A room and the rooms of ours that it may name; tests inside a room are not held.
const MAY_USE: &[(&str, &[&str])] = &[
    ("src/source.rs", &["source"]),
    ("src/text.rs", &["text"]),
    ("src/italian", &["italian", "text"]),
    ("src/digest.rs", &["digest"]),
    ("src/file_kind.rs", &["file_kind"]),
    ("src/file_name.rs", &["file_name"]),
    ("src/held_file.rs", &["held_file"]),
    ("src/parallel.rs", &["parallel"]),
    ("src/diag", &["diag", "source", "text", "italian"]),
    ("src/model", &["model", "source", "italian"]),
    ("src/raw", &["raw", "model", "source"]),
    (
        "src/plan_file",
        &["plan_file", "file_kind", "model", "raw", "diag", "source", "text", "italian"],
    ),
    ("src/office", &["office", "file_kind", "diag", "digest", "source", "italian"]),
    (
        "src/recognise",
        &["recognise", "office", "raw", "model", "diag", "source", "text", "italian"],
    ),
    (
        "src/collect",
        &[
            "collect", "dataset", "digest", "office", "raw", "model", "diag", "source", "text",
            "italian",
        ],
    ),
    ("src/combine", &["combine", "raw", "model", "diag", "source", "text", "italian"]),
    ("src/validate", &["validate", "raw", "model", "diag", "source", "text", "italian"]),
    ("src/check", &["check", "model", "group", "diag", "source", "text", "italian"]),
    ("src/settings", &["settings", "manifest", "model", "raw", "diag", "source", "italian"]),
    ("src/group.rs", &["group", "model"]),
    ("src/compare", &["compare", "group", "likeness", "model", "source", "text", "italian"]),
    ("src/likeness", &["text"]),
    ("src/outcome", &["outcome", "compare", "group", "model", "diag", "source", "text", "italian"]),
    ("src/layout", &["layout", "model", "source", "diag", "annex", "dataset", "digest", "italian"]),
    ("src/annex", &["annex"]),
    ("src/dataset", &["dataset", "annex", "diag", "model", "italian"]),
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
    ("src/chart", &["chart", "annex", "layout", "typeset"]),
    ("src/render", &["render", "annex", "dataset", "typeset", "italian"]),
    ("src/manifest", &["manifest", "model", "dataset", "annex", "digest", "file_name"]),
    ("src/publish", &["publish", "digest", "file_name", "held_file"]),
    (
        "src/verify/office",
        &[
            "verify", "manifest", "diag", "annex", "dataset", "likeness", "office", "source",
            "italian",
        ],
    ),
    (
        "src/verify",
        &[
            "verify",
            "manifest",
            "diag",
            "model",
            "annex",
            "digest",
            "file_kind",
            "italian",
            "parallel",
        ],
    ),
    (
        "src/job",
        &[
            "job",
            "annex",
            "chart",
            "check",
            "collect",
            "combine",
            "compare",
            "compose",
            "dataset",
            "diag",
            "digest",
            "file_name",
            "group",
            "held_file",
            "italian",
            "layout",
            "manifest",
            "model",
            "office",
            "outcome",
            "parallel",
            "plan_file",
            "raw",
            "recognise",
            "render",
            "settings",
            "source",
            "text",
            "typeset",
            "validate",
            "verify",
        ],
    ),
    ("src/guide.rs", &["guide"]),
    ("src/delivery.rs", &["delivery", "job", "publish"]),
    ("src/main.rs", &["cli"]),
    (
        "src/cli",
        &[
            "cli",
            "compare",
            "delivery",
            "diag",
            "guide",
            "italian",
            "job",
            "layout",
            "manifest",
            "model",
            "parallel",
            "plan_file",
            "publish",
            "render",
            "settings",
            "source",
            "verify",
            "web",
        ],
    ),
    (
        "src/web",
        &[
            "web",
            "compare",
            "delivery",
            "diag",
            "guide",
            "italian",
            "job",
            "layout",
            "manifest",
            "model",
            "plan_file",
            "publish",
            "source",
            "verify",
        ],
    ),
];

/// Words that may stand in one place of the code only.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("printpdf", &["src/render/pdf/skeleton.rs"]),
    ("lopdf", &["src/render/pdf", "src/verify/pdf"]),
    ("hayro", &["src/verify/pdf/second_opinion", "src/verify/pdf/page_drawing.rs"]),
    ("rust_xlsxwriter", &["src/render/xlsx"]),
    ("docx_rs", &["src/render/docx/skeleton"]),
    ("resvg", &["src/layout/picture"]),
    ("use png", &["src/layout/picture"]),
    ("handlebars::", &["src/layout/templates"]),
    ("rasn", &["src/verify/cms"]),
    ("similar::", &["src/compare", "src/render/docx/revisions", "src/verify/office"]),
    ("pathfinding::", &["src/likeness/assignment.rs"]),
    ("indicatif::", &["src/cli"]),
    ("clap::", &["src/cli"]),
    ("axum::", &["src/web"]),
    ("tokio::", &["src/web"]),
    ("maud::", &["src/web/pages"]),
    ("open::that", &["src/cli/open_page.rs", "src/cli/guide.rs"]),
    ("pulldown_cmark", &["src/guide.rs"]),
    ("rayon::", &["src/parallel.rs", "src/cli/many"]),
    ("thread_local!", &[]),
    ("/proc/", &[]),
];

/// Type names that are defined more than once, each with the reason.
const SHARED_NAMES: &[(&str, &str)] = &[];

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

/// Returns the smallest room that a file lies in.
fn room_of(path: &Path) -> Option<&'static str> {
    let rooms = MAY_USE.iter().map(|(room, _)| *room);
    rooms.filter(|room| path.starts_with(root().join(room))).max_by_key(|room| room.len())
}

#[test]
fn every_rule_is_about_a_room_that_is_there() {
    let rooms = MAY_USE.iter().map(|(room, _)| *room);
    let places = ONLY_IN.iter().flat_map(|(_, places)| places.iter().copied());
    let gone: Vec<_> = rooms.chain(places).filter(|place| sources(place).is_empty()).collect();
    assert_eq!(gone, Vec::<&str>::new());
}

#[test]
fn every_file_lies_in_a_room() {
    let is_held = |path: &Path| room_of(path).is_some() || path.ends_with("src/lib.rs");
    let strangers: Vec<_> = sources("src").into_iter().filter(|path| !is_held(path)).collect();
    assert_eq!(strangers, Vec::<PathBuf>::new());
}

#[test]
fn backend_crates_are_named_in_one_place() {
    let mut wrong = Vec::new();
    for (word, places) in ONLY_IN {
        for path in sources("src") {
            let is_allowed = places.iter().any(|place| path.starts_with(root().join(place)));
            if !is_allowed && code_only(&read(&path)).contains(word) {
                wrong.push(format!("{} names {word}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_type_name_is_defined_once() {
    let mut places: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in sources("src") {
        for name in code_only(&read(&path)).lines().filter_map(type_name) {
            places.entry(name.to_owned()).or_default().push(path.display().to_string());
        }
    }
    places.retain(|name, places| {
        places.len() > 1 && !SHARED_NAMES.iter().any(|(shared, _)| shared == name)
    });
    assert_eq!(places, BTreeMap::new());
}

/// Returns the name of the type that a line at the margin defines.
fn type_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub").map_or(line, |rest| match rest.strip_prefix('(') {
        Some(scope) => scope.split_once(')').map_or(rest, |(_, rest)| rest),
        None => rest,
    });
    let line = line.strip_prefix(' ').unwrap_or(line);
    let kinds = ["struct ", "enum ", "trait ", "type ", "union "];
    let name = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
    name.split(|c: char| !c.is_alphanumeric() && c != '_').next()
}

#[test]
fn doc_comments_begin_with_what_they_document() {
    let mut wrong = Vec::new();
    for path in sources_and_tests("src") {
        let text = read(&path);
        let mut in_comment = false;
        for (number, line) in text.lines().enumerate() {
            let comment = line.trim_start().strip_prefix("///");
            let first = comment.filter(|_| !in_comment).map(str::trim_start);
            in_comment = comment.is_some();
            let opening = first.and_then(|text| text.split(' ').next());
            if opening.is_some_and(|word| PRONOUNS.contains(&word)) {
                wrong.push(format!("{}:{}: {}", path.display(), number + 1, line.trim()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Words that a doc comment cannot begin with and still stand alone.
const PRONOUNS: [&str; 12] = [
    "Of", "That", "Those", "Its", "It", "Nobody", "Nothing", "What", "Whether", "Who", "Whoever",
    "They",
];

/// Returns the rooms behind every `crate::` in the code, in order of appearance.
fn rooms_named(text: &str) -> Vec<String> {
    let code = code_only(text);
    let name = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    code.split("crate::").skip(1).map(name).collect()
}

/// Returns the text without comments and without its tests.
fn code_only(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the source files of a file or folder of the project, those of tests left out: only
/// what ships is held.
fn sources(place: &str) -> Vec<PathBuf> {
    let is_test =
        |path: &PathBuf| path.ends_with("tests.rs") || path.iter().any(|part| part == "tests");
    let mut found = sources_and_tests(place);
    found.retain(|path| !is_test(path));
    found
}

fn sources_and_tests(place: &str) -> Vec<PathBuf> {
    let path = root().join(place);
    if path.is_file() {
        return vec![path];
    }
    let mut found = Vec::new();
    let mut folders = vec![path];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a source file")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
