//! Sections: the pages, and the headers and footers that they show (ECMA-376-1, 17.6, 17.10).

use super::settings::unknown_property;
use crate::office::docx::properties::DocxProperties;
use crate::office::relationships::PartLink;
use crate::office::xml_tree::PartNode;
use std::collections::BTreeMap;

/// Properties of sections that no reader sees, or that are read elsewhere.
const UNSEEN: [&str; 10] = [
    "headerReference",
    "footerReference",
    "titlePg",
    "paperSrc",
    "printerSettings",
    "noEndnote",
    "footnotePr",
    "endnotePr",
    "type",
    "orient",
];

/// Section of a document.
pub(super) struct SectionParts {
    properties: DocxProperties,
    /// Relationship of each header and footer, by element and pages: `headerReference`, `first`.
    references: BTreeMap<(String, String), String>,
}

impl SectionParts {
    pub(crate) fn of(node: &PartNode) -> Self {
        let references = node.children.iter().filter(|child| child.name.ends_with("Reference"));
        let references = references.map(|child| {
            let pages = child.attribute("type").unwrap_or("default").to_owned();
            ((child.name.clone(), pages), child.attribute("r:id").unwrap_or_default().to_owned())
        });
        SectionParts {
            properties: DocxProperties::of(Some(node)),
            references: references.collect(),
        }
    }

    /// Adds what the pages of the section look like.
    fn add_facts(&self, subject: &str, facts: &mut BTreeMap<(String, String), String>) {
        let mut add = |name: &str, value: String| {
            facts.insert((subject.to_owned(), name.to_owned()), value);
        };
        for (name, words) in PAGE {
            let (property, attribute) = name.split_once('/').unwrap_or((name, "val"));
            let value = self.properties.number(property, attribute).unwrap_or(0);
            add(words, value.to_string());
        }
        add("colonne di testo", self.properties.number("cols", "num").unwrap_or(1).to_string());
        let known = |name: &str| {
            let head = name.split('/').next().unwrap_or(name);
            UNSEEN.contains(&head.trim_end_matches('+'))
                || matches!(name, "pgSz" | "pgMar" | "cols")
        };
        for (name, value) in self.properties.all().filter(|(name, _)| !known(name)) {
            let word = self.properties.get(name, "val").unwrap_or_default();
            let is_usual = match name {
                "formProt" | "bidi" | "rtlGutter" => self.properties.switch(name) == Some(false),
                "textDirection" => word == "lrTb",
                "vAlign" => word == "top",
                // Lines and letters are spread over a grid only if its type says so (17.6.5).
                "docGrid" => {
                    matches!(self.properties.get(name, "type"), None | Some("default"))
                }
                "pgNumType" => matches!(value.as_str(), "" | "fmt=decimal"),
                _ => false,
            };
            if !is_usual {
                let known = KNOWN.iter().find(|(known, _)| name.starts_with(known));
                match known {
                    Some((_, words)) => add(words, value),
                    None => add(&unknown_property(name), value),
                }
            }
        }
    }
}

/// Properties of sections that are worth a name in Italian, by the beginning of their names.
const KNOWN: [(&str, &str); 9] = [
    ("lnNumType", "numeri di riga"),
    ("pgNumType", "numeri di pagina"),
    ("pgBorders", "bordi della pagina"),
    ("bidi", "pagine da destra a sinistra"),
    ("rtlGutter", "rilegatura a destra"),
    ("textDirection", "direzione del testo"),
    ("vAlign", "posto del testo nell'altezza della pagina"),
    ("docGrid", "griglia del testo"),
    ("formProt", "protezione dei moduli"),
];

/// Measures of pages with their names in Italian.
const PAGE: [(&str, &str); 9] = [
    ("pgSz/w", "larghezza della pagina"),
    ("pgSz/h", "altezza della pagina"),
    ("pgMar/top", "margine in alto"),
    ("pgMar/bottom", "margine in basso"),
    ("pgMar/left", "margine a sinistra"),
    ("pgMar/right", "margine a destra"),
    ("pgMar/header", "distanza della testata"),
    ("pgMar/footer", "distanza del piè di pagina"),
    ("pgMar/gutter", "rilegatura"),
];

/// Adds the pages of all sections, and returns the headers and footers that they show, by name;
/// every kind of page has one, its own or that of all pages.
pub(super) fn running_parts(
    sections: &[SectionParts],
    links: &[PartLink],
    even_pages: bool,
    facts: &mut BTreeMap<(String, String), String>,
) -> Vec<(String, String)> {
    facts.insert(("documento".into(), "numero delle sezioni".into()), sections.len().to_string());
    let (mut parts, mut inherited) = (Vec::new(), BTreeMap::new());
    for (index, section) in sections.iter().enumerate() {
        section.add_facts(&format!("sezione {}", index + 1), facts);
        // A section goes on with the headers of the one before (17.10.5).
        for (key, id) in &section.references {
            let target = links.iter().find(|link| link.id == *id);
            inherited.extend(target.map(|link| (key.clone(), link.target.clone())));
        }
        let has_title = section.properties.switch("titlePg") == Some(true);
        for kind in ["headerReference", "footerReference"] {
            for (pages, is_apart) in [("default", true), ("first", has_title), ("even", even_pages)]
            {
                let pages_shown = if is_apart { pages } else { "default" };
                let part = inherited.get(&(kind.to_owned(), pages_shown.to_owned())).cloned();
                parts.extend(part.map(|part| (name(kind, pages, index), part)));
            }
        }
    }
    parts
}

fn name(kind: &str, pages: &str, section: usize) -> String {
    let what = if kind == "headerReference" { "testata" } else { "piè di pagina" };
    let pages = match pages {
        "first" => " della prima pagina",
        "even" => " delle pagine pari",
        _ => "",
    };
    let section = if section == 0 { String::new() } else { format!(", sezione {}", section + 1) };
    format!("{what}{pages}{section}")
}
