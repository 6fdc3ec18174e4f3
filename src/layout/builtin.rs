//! Layouts embedded in the program: the folders of `layouts/` at build time.

use super::files::{FileContents, LayerFiles, SETTINGS, TextFile};
use super::{DEFAULT, MOST_BASES, Slot};
use crate::digest::Digest;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Layout embedded in the program.
#[derive(Debug)]
pub(super) struct Builtin {
    /// Name for `--layout` and `base`.
    pub name: &'static str,
    files: &'static [Embedded],
}

/// File of an embedded layout.
#[derive(Debug)]
struct Embedded {
    /// Path in the layout's folder.
    path: &'static str,
    bytes: &'static [u8],
    /// SHA-256 of the file, computed by the build script.
    digest: [u8; 32],
}

impl Embedded {
    fn contents(&self) -> FileContents {
        FileContents { bytes: Cow::Borrowed(self.bytes), digest: Digest::known(self.digest) }
    }
}

/// All embedded layouts, by name.
pub(super) static ALL: &[Builtin] = include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// Keys of a `layout.toml` on the layout as a whole.
#[derive(Debug, Default, Deserialize)]
struct LayoutHead {
    base: Option<String>,
    descrizione: Option<String>,
}

/// Finds the layout of that name.
pub(super) fn find(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.name == name)
}

/// Returns the default layout.
fn default() -> &'static Builtin {
    // A constant and a folder of the repository: without it no test would pass.
    find(DEFAULT).expect("the program is built with its default layout")
}

/// Returns a font of the default layout, which every layout may use.
pub(super) fn font(path: &str) -> Option<FileContents> {
    // Without the filter `normale = "layout.toml"` would find that file here and be reported as a
    // damaged font, not as a missing one.
    default().contents(path).filter(|_| path.ends_with(".ttf"))
}

/// Returns the templates of the default layout, which stand in for those that a layout lacks.
pub(super) fn templates() -> BTreeMap<String, TextFile> {
    default().templates()
}

/// Returns the heading of pages on which a table goes on, which all but the default layout share.
pub(super) fn heading_of_going_on() -> TextFile {
    let mut sharing = ALL.iter().filter(|builtin| builtin.name != DEFAULT);
    let heading = sharing.find_map(|builtin| builtin.templates().remove(Slot::Continued.name()));
    heading.expect("the program is built with layouts that have one")
}

impl Builtin {
    /// Returns the settings and templates.
    pub(crate) fn files(&'static self) -> LayerFiles {
        let settings = self.embedded(SETTINGS).map(|file| self.text(file));
        LayerFiles {
            settings: settings.expect("the build script looked for it"),
            templates: self.templates(),
        }
    }

    /// Returns the file at `path` in the layout's folder.
    pub(crate) fn contents(&self, path: &str) -> Option<FileContents> {
        self.embedded(path).map(Embedded::contents)
    }

    fn embedded(&self, path: &str) -> Option<&'static Embedded> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Returns the purpose of the layout in one line; empty if it has none.
    pub(crate) fn description(&self) -> String {
        self.head().descrizione.unwrap_or_default()
    }

    /// Returns the files of the layout and of its bases by path; the layout's own win.
    pub(crate) fn with_bases(&self) -> BTreeMap<&'static str, &'static [u8]> {
        let files = |of: &Builtin| of.files.iter().map(|file| (file.path, file.bytes));
        let mut all: BTreeMap<_, _> = files(self).collect();
        let mut base = self.base();
        // The limit also ends a circle of bases, which `Layers` would report when the layout is
        // loaded.
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
