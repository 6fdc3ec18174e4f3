//! The layouts inside the program: the folders of `layouts/`, embedded when it was built.

use super::folder::{Contents, Files, Home, TextFile};
use super::{DEFAULT, MOST_BASES};
use crate::digest::Digest;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A layout inside the program.
#[derive(Debug)]
pub(super) struct Builtin {
    /// What `--layout` and `base` call it.
    pub name: &'static str,
    files: &'static [Embedded],
}

/// A file of a layout inside the program.
#[derive(Debug)]
struct Embedded {
    /// Its path in the layout's folder.
    path: &'static str,
    bytes: &'static [u8],
    /// Of its bytes.
    digest: [u8; 32],
}

impl Embedded {
    fn contents(&self) -> Contents {
        Contents { bytes: Cow::Borrowed(self.bytes), digest: Digest::known(self.digest) }
    }
}

/// All of them, in the order of their names.
pub(super) static ALL: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// What a `layout.toml` says of the layout as a whole.
#[derive(Debug, Default, Deserialize)]
struct LayoutHead {
    base: Option<String>,
    descrizione: Option<String>,
}

/// The layout of that name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.name == name)
}

/// The default layout.
fn default() -> &'static Builtin {
    find(DEFAULT).expect("the program is built with its default layout")
}

/// A font of the default layout, which every other may use.
pub(super) fn font(path: &str) -> Option<Contents> {
    default().contents(path).filter(|_| path.ends_with(".ttf"))
}

/// The default layout's templates, by name: what a layout does not write itself is written as here.
pub(super) fn templates() -> BTreeMap<String, TextFile> {
    default().templates()
}

impl Builtin {
    /// Its settings and templates.
    pub fn files(&'static self) -> Files {
        let settings = self.embedded(SETTINGS).map(|file| self.text(file));
        Files {
            settings: settings.expect("the build script looked for it"),
            templates: self.templates(),
            home: Home::Program(self),
        }
    }

    /// The file at `path` in its folder.
    pub fn contents(&self, path: &str) -> Option<Contents> {
        self.embedded(path).map(Embedded::contents)
    }

    fn embedded(&self, path: &str) -> Option<&'static Embedded> {
        self.files.iter().find(|file| file.path == path)
    }

    /// What it is for, in a line; empty if it does not say.
    pub fn description(&self) -> String {
        self.head().descrizione.unwrap_or_default()
    }

    /// Its files and those of the layouts it builds on, by their path: of each the nearest.
    pub fn with_bases(&self) -> BTreeMap<&'static str, &'static [u8]> {
        let files = |of: &Builtin| of.files.iter().map(|file| (file.path, file.bytes));
        let mut all: BTreeMap<_, _> = files(self).collect();
        let mut base = self.base();
        for _ in 0..MOST_BASES {
            let Some(under) = base else { break };
            for (path, bytes) in files(under) {
                all.entry(path).or_insert(bytes);
            }
            base = under.base();
        }
        all
    }

    fn base(&self) -> Option<&'static Builtin> {
        self.head().base.and_then(|name| find(&name))
    }

    fn head(&self) -> LayoutHead {
        let settings = self.embedded(SETTINGS);
        let text = settings.and_then(|file| std::str::from_utf8(file.bytes).ok());
        text.and_then(|text| toml::from_str(text).ok()).unwrap_or_default()
    }

    fn templates(&self) -> BTreeMap<String, TextFile> {
        let template =
            |file: &Embedded| Some((file.path.strip_suffix(".hbs")?.to_owned(), self.text(file)));
        self.files.iter().filter_map(template).collect()
    }

    fn text(&self, file: &Embedded) -> TextFile {
        let text = std::str::from_utf8(file.bytes).expect("the layout's texts are UTF-8");
        let name = format!("layouts/{}/{}", self.name, file.path);
        TextFile { name, text: text.to_owned(), digest: Digest::known(file.digest) }
    }
}

const SETTINGS: &str = "layout.toml";
