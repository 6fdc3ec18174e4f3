//! The guide and the README: every page is listed, every link leads somewhere, every command exists.

use crate::support::{run, stderr};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const GUIDE: &str = "docs/guida/src";

/// Returns the pages of the guide and the README, from the root of the project.
fn pages() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(root().join(GUIDE)).expect("the guide");
    let names = folder.map(|entry| entry.expect("a page").file_name());
    let paths = names.map(|name| Path::new(GUIDE).join(name));
    // Beside the pages lies the folder of their pictures.
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|e| e == "md")).collect();
    pages.push("README.md".into());
    pages.sort();
    pages
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(page: &Path) -> String {
    std::fs::read_to_string(root().join(page)).expect("a page")
}

/// Returns the targets of the links of a page.
fn links(text: &str) -> Vec<&str> {
    let starts = text.match_indices("](").map(|(at, sign)| at + sign.len());
    starts.filter_map(|start| text[start..].split_once(')')).map(|(link, _)| link).collect()
}

/// Splits a command line as a shell does: quotation marks keep blanks together.
fn arguments(line: &str) -> Vec<String> {
    let parts = line.split('"').enumerate();
    let mut arguments = vec![String::new()];
    for (i, part) in parts {
        if i % 2 == 1 {
            arguments.last_mut().expect("one at least").push_str(part);
            continue;
        }
        for (j, word) in part.split(' ').enumerate() {
            if j > 0 {
                arguments.push(String::new());
            }
            arguments.last_mut().expect("one at least").push_str(word);
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

#[test]
fn every_page_of_the_guide_is_in_its_contents() {
    let summary = text(&Path::new(GUIDE).join("SUMMARY.md"));
    let listed: BTreeSet<PathBuf> =
        links(&summary).into_iter().map(|link| Path::new(GUIDE).join(link)).collect();
    let there: BTreeSet<PathBuf> = pages()
        .into_iter()
        .filter(|page| page.starts_with(GUIDE) && !page.ends_with("SUMMARY.md"))
        .collect();
    assert_eq!(listed, there);
}

#[test]
fn links_lead_somewhere() {
    for page in pages() {
        for link in links(&text(&page)) {
            let is_outside = link.starts_with("https://") || link.starts_with('#');
            let target =
                page.parent().expect("a folder").join(link.split('#').next().unwrap_or(link));
            assert!(is_outside || root().join(target).exists(), "{}: {link}", page.display());
        }
    }
}

#[test]
fn commands_are_those_of_the_program() {
    let home = tempfile::tempdir().expect("a folder");
    let mut commands = 0;
    for page in pages() {
        let text = text(&page);
        // Commands stand by themselves, indented as code.
        let code = text.lines().filter(|line| line.starts_with("    "));
        let lines = code.map(str::trim).filter(|line| line.starts_with("allegati "));
        for line in lines {
            // «FILE…» and «CODICE» stand for what the reader writes.
            let mut arguments = arguments(line.trim_end_matches('…'));
            arguments.remove(0);
            arguments.push("--aiuto".to_owned());
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let output = run(home.path(), &arguments);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{}: {line}\n{}",
                page.display(),
                stderr(&output)
            );
            commands += 1;
        }
    }
    assert!(commands > 20, "{commands}");
}
