//! The layout inside the program: the files of `layouts/piano-obiettivi`.

use super::folder::{Files, TextFile};
use std::collections::BTreeMap;

/// The default layout's files, embedded when the program was built.
pub(super) fn files() -> Files {
    Files {
        settings: TextFile {
            name: "layouts/piano-obiettivi/layout.toml".to_owned(),
            text: include_str!("../../layouts/piano-obiettivi/layout.toml").to_owned(),
        },
        templates: templates(),
        folder: None,
    }
}

/// A font of the program's own.
pub(super) fn font(path: &str) -> Option<&'static [u8]> {
    match path {
        "font/Carlito-Regular.ttf" => {
            Some(include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Regular.ttf"))
        }
        "font/Carlito-Bold.ttf" => {
            Some(include_bytes!("../../layouts/piano-obiettivi/font/Carlito-Bold.ttf"))
        }
        _ => None,
    }
}

/// The default layout's templates, by name: what a layout does not write itself is written as here.
pub(super) fn templates() -> BTreeMap<String, TextFile> {
    macro_rules! embedded {
        ($($name:literal)*) => {
            [$(($name, include_str!(concat!("../../layouts/piano-obiettivi/", $name, ".hbs")))),*]
        };
    }
    let all = embedded!("titolo" "didascalia" "testata" "piede" "area" "periodo" "segue" "tabella" "servizio" "trasversale" "totale" "file");
    let file = |(name, text): (&str, &str)| {
        let path = format!("layouts/piano-obiettivi/{name}.hbs");
        (name.to_owned(), TextFile { name: path, text: text.to_owned() })
    };
    all.into_iter().map(file).collect()
}
