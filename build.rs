//! Finds the layouts that go into the program: every folder of `layouts/` with a
//! `layout.toml`, and all that lies in it, with its digest: fonts are large; and the guide. Gives the
//! program on Windows the stack that it has elsewhere.

#![expect(clippy::disallowed_methods, reason = "a build script writes into OUT_DIR")]

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=layouts");
    println!("cargo::rerun-if-changed=docs");
    println!("cargo::rerun-if-changed=build.rs");
    // Windows gives the main thread 1 or 2 MiB; deep nesting is bounded for the 8 MiB of others.
    match (variable("CARGO_CFG_TARGET_OS").as_str(), variable("CARGO_CFG_TARGET_ENV").as_str()) {
        ("windows", "msvc") => println!("cargo::rustc-link-arg-bins=/STACK:8388608"),
        ("windows", _) => println!("cargo::rustc-link-arg-bins=-Wl,--stack,8388608"),
        _ => {}
    }
    let layouts = Path::new("layouts");
    let sound = |name: &String| layouts.join(name).join("layout.toml").is_file();
    let entries: String = names(layouts).into_iter().filter(sound).map(|n| entry(&n)).collect();
    let out = std::env::var_os("OUT_DIR").expect("cargo names the folder");
    fs::write(Path::new(&out).join("layouts.rs"), format!("&[{entries}]")).expect("written");
    fs::write(Path::new(&out).join("guide.rs"), format!("&[{}]", guide())).expect("written");
}

/// The files of the guide as an expression of `src/guide.rs`: its pages, its pictures, and the papers that
/// it refers to.
fn guide() -> String {
    let folder = Path::new("docs/guida/src");
    let mut pages = Vec::new();
    collect(folder, "docs/guida/src/", &mut pages);
    let papers = ["docs/manifesto.md", "docs/segnalazioni.md", "docs/verifica.md"];
    let layouts = ["layouts/README.md", "layouts/RICETTE.md"];
    pages.extend(papers.iter().chain(&layouts).map(|path| (*path).to_owned()));
    let line = |path: &String| {
        let bytes = format!("include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{path}\"))");
        format!("GuideFile {{ path: {path:?}, bytes: {bytes} }},")
    };
    pages.iter().map(line).collect()
}

/// A variable that cargo sets.
fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}

/// A layout as an expression of `src/layout/builtin.rs`.
fn entry(name: &str) -> String {
    let mut files = Vec::new();
    collect(&Path::new("layouts").join(name), "", &mut files);
    let line = |path: &String| {
        let place = format!("layouts/{name}/{path}");
        let digest = Sha256::digest(fs::read(&place).expect("it was found"));
        let bytes = format!("include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{place}\"))");
        format!("Embedded {{ path: {path:?}, bytes: {bytes}, digest: {:?} }},", digest.as_slice())
    };
    let lines: String = files.iter().map(line).collect();
    format!("Builtin {{ name: {name:?}, files: &[{lines}] }},")
}

/// The files under `folder` by their path in the layout, in the order of their names.
fn collect(folder: &Path, within: &str, files: &mut Vec<String>) {
    for name in names(folder) {
        let path = format!("{within}{name}");
        match folder.join(&name) {
            inner if inner.is_dir() => collect(&inner, &format!("{path}/"), files),
            _ => files.push(path),
        }
    }
}

/// What lies in `folder`, sorted, without what systems and editors leave there.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder of layouts").flatten();
    let names = entries.map(|e| e.file_name().into_string().expect("a name in UTF-8"));
    let mut names: Vec<_> = names.filter(|n| !n.starts_with('.') && !n.ends_with('~')).collect();
    names.sort();
    names
}
