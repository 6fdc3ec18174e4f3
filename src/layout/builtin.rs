//! The layout inside the program: the files of `layouts/piano-obiettivi`.

use super::folder::{Files, TextFile};
use crate::digest::Digest;
use std::collections::BTreeMap;

/// The default layout's files by their path in its folder, embedded when the program was built.
pub(super) const FILES: [(&str, &[u8]); 20] = {
    macro_rules! embedded {
        ($($path:literal)*) => {
            [$(($path, include_bytes!(concat!("../../layouts/piano-obiettivi/", $path)))),*]
        };
    }
    embedded!(
        "layout.toml" "titolo.hbs" "didascalia.hbs" "testata.hbs" "piede.hbs" "area.hbs"
        "periodo.hbs" "segue.hbs" "tabella.hbs" "servizio.hbs" "trasversale.hbs" "totale.hbs"
        "file.hbs" "inizio.hbs" "prima.hbs" "dopo.hbs" "fine.hbs" "font/Carlito-Regular.ttf" "font/Carlito-Bold.ttf" "font/OFL.txt"
    )
};

/// The default layout.
pub(super) fn files() -> Files {
    let settings = text("layout.toml", find("layout.toml").expect("embedded above"));
    Files { settings, templates: templates(), folder: None }
}

/// A font of the program's own.
pub(super) fn font(path: &str) -> Option<&'static [u8]> {
    find(path).filter(|_| path.ends_with(".ttf"))
}

/// The default layout's templates, by name: what a layout does not write itself is written as here.
pub(super) fn templates() -> BTreeMap<String, TextFile> {
    let template = |&(path, bytes): &(&str, &'static [u8])| {
        Some((path.strip_suffix(".hbs")?.to_owned(), text(path, bytes)))
    };
    FILES.iter().filter_map(template).collect()
}

fn find(path: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(name, _)| *name == path).map(|(_, bytes)| *bytes)
}

fn text(path: &str, bytes: &[u8]) -> TextFile {
    let text = std::str::from_utf8(bytes).expect("the layout's texts are UTF-8");
    let name = format!("layouts/piano-obiettivi/{path}");
    TextFile { name, text: text.to_owned(), digest: Digest::of(bytes) }
}
