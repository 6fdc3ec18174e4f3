//! Languages of the parts of a package, by their namespaces (ECMA-376-1, A; ECMA-376-4, A): a program
//! finds nothing in a part whose elements are of another.

use roxmltree::{Document, Node};
use std::ops::Range;

/// Beginnings of namespaces, transitional and strict.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/";
const STRICT: &str = "http://purl.oclc.org/ooxml/";

/// Languages of ECMA-376: a short name, and the rest of the namespace in either form.
const LANGUAGES: [(&str, &str, &str); 13] = [
    ("s", "spreadsheetml/2006/main", "spreadsheetml/main"),
    ("w", "wordprocessingml/2006/main", "wordprocessingml/main"),
    ("r", "officeDocument/2006/relationships", "officeDocument/relationships"),
    ("a", "drawingml/2006/main", "drawingml/main"),
    ("c", "drawingml/2006/chart", "drawingml/chart"),
    ("xdr", "drawingml/2006/spreadsheetDrawing", "drawingml/spreadsheetDrawing"),
    ("cdr", "drawingml/2006/chartDrawing", "drawingml/chartDrawing"),
    ("wp", "drawingml/2006/wordprocessingDrawing", "drawingml/wordprocessingDrawing"),
    ("pic", "drawingml/2006/picture", "drawingml/picture"),
    ("dgm", "drawingml/2006/diagram", "drawingml/diagram"),
    ("lc", "drawingml/2006/lockedCanvas", "drawingml/lockedCanvas"),
    ("m", "officeDocument/2006/math", "officeDocument/math"),
    ("vt", "officeDocument/2006/docPropsVTypes", "officeDocument/docPropsVTypes"),
];
/// Languages with one form only.
const OTHERS: [(&str, &str); 12] = [
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("rel", "http://schemas.openxmlformats.org/package/2006/relationships"),
    ("ct", "http://schemas.openxmlformats.org/package/2006/content-types"),
    ("sl", "http://schemas.openxmlformats.org/schemaLibrary/2006/main"),
    ("xml", "http://www.w3.org/XML/1998/namespace"),
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("v", "urn:schemas-microsoft-com:vml"),
    ("o", "urn:schemas-microsoft-com:office:office"),
    ("w10", "urn:schemas-microsoft-com:office:word"),
    ("x", "urn:schemas-microsoft-com:office:excel"),
    ("oxsd", "http://www.w3.org/2001/XMLSchema"),
    ("xm", "http://schemas.microsoft.com/office/excel/2006/main"),
];
/// Beginnings of the namespaces of extensions that programs write, which others pass over.
const EXTENSIONS: [&str; 6] = [
    "http://schemas.microsoft.com/office/",
    "http://openoffice.org/",
    "http://schemas.libreoffice.org/",
    "http://customooxmlschemas.google.com/",
    "http://schemas.openxmlformats.org/schemaLibrary/",
    "urn:oasis:names:tc:opendocument:xmlns:",
];
/// Elements below which extensions stand.
const OPEN: [&str; 2] = ["ext", "AlternateContent"];

/// Element of an extension that Excel writes beside those of the standard.
const BESIDE: &str = "revisionPtr";

/// Languages that a part may have.
pub(super) struct PartLanguages {
    /// Language of the root.
    root: &'static str,
    /// Languages of elements outside extensions; empty for all that are known.
    inside: &'static [&'static str],
}

/// Languages of parts, by the beginning or the end of their names.
const PARTS: [(&str, &str, &[&str]); 14] = [
    ("[content_types].xml", "ct", &["ct"]),
    ("xl/workbook", "s", &["s", "mc"]),
    ("xl/worksheets/", "s", &["s", "mc"]),
    ("xl/chartsheets/", "s", &["s", "mc"]),
    ("xl/styles", "s", &["s", "mc"]),
    ("xl/sharedstrings", "s", &["s", "mc"]),
    ("xl/tables/", "s", &["s", "mc"]),
    ("xl/comments", "s", &["s", "mc"]),
    ("xl/calcchain", "s", &["s", "mc"]),
    ("xl/drawings/drawing", "xdr", &["xdr", "a", "c", "mc"]),
    ("xl/charts/chart", "c", &["c", "a", "mc"]),
    ("xl/theme/", "a", &["a", "mc"]),
    ("word/theme/", "a", &["a", "mc"]),
    ("word/", "w", &[]),
];

impl PartLanguages {
    /// Returns the languages of a part by its name in lower case; `None` for one that programs add for
    /// themselves, in languages of their own.
    pub(super) fn of(part: &str) -> Option<PartLanguages> {
        if part.ends_with(".rels") {
            return Some(PartLanguages { root: "rel", inside: &["rel"] });
        }
        let is_known =
            |start: &str| part.starts_with(start) && (start != "word/" || is_main_word_part(part));
        let (_, root, inside) = PARTS.iter().find(|(start, ..)| is_known(start))?;
        Some(PartLanguages { root, inside })
    }
}

fn is_main_word_part(part: &str) -> bool {
    const NAMES: [&str; 10] = [
        "document",
        "styles",
        "settings",
        "fonttable",
        "websettings",
        "numbering",
        "footnotes",
        "endnotes",
        "header",
        "footer",
    ];
    let name = part.trim_start_matches("word/");
    NAMES.iter().any(|known| name.starts_with(known)) && !name.contains('/')
}

/// Returns the first element or attribute of a language that its part does not have, with its place.
pub(super) fn foreign_name(
    document: &Document<'_>,
    languages: &PartLanguages,
) -> Option<(Range<usize>, String)> {
    let mut is_strict = None;
    let mut open_end = 0;
    for node in document.descendants().filter(Node::is_element) {
        let tag = node.tag_name();
        let name = || tag.name().to_owned();
        let is_open = node.range().start < open_end;
        let language = tag.namespace().and_then(|namespace| language(namespace, &mut is_strict));
        let is_root = node == document.root_element();
        let fits = match language {
            Some(PartLanguage::Known(language)) if is_root => language == languages.root,
            Some(PartLanguage::Known(language)) => {
                is_open || languages.inside.is_empty() || languages.inside.contains(&language)
            }
            // Word writes its own effects beside those of the standard.
            Some(PartLanguage::Extension) => {
                is_open || tag.name() == BESIDE || (languages.inside.is_empty() && !is_root)
            }
            // Lists of extensions are open to all.
            None => is_open,
        };
        if !fits {
            return Some((node.range(), name()));
        }
        if OPEN.contains(&tag.name()) {
            open_end = open_end.max(node.range().end);
        }
        let foreign = node.attributes().find(|attribute| {
            attribute.namespace().is_some_and(|namespace| {
                is_foreign_attribute(attribute.name(), namespace, is_open, &mut is_strict)
            })
        });
        if let Some(attribute) = foreign {
            return Some((attribute.range(), attribute.name().to_owned()));
        }
    }
    None
}

/// Names of attributes that lead to other parts.
const LEADING: [&str; 3] = ["id", "embed", "link"];

fn is_foreign_attribute(
    name: &str,
    namespace: &str,
    is_open: bool,
    is_strict: &mut Option<bool>,
) -> bool {
    match language(namespace, is_strict) {
        Some(PartLanguage::Known("r" | "w" | "xml" | "o" | "v")) => false,
        Some(_) => LEADING.contains(&name) && !is_open,
        None => !is_open,
    }
}

/// Language of a name.
enum PartLanguage {
    Known(&'static str),
    Extension,
}

/// Returns the language of a namespace; `None` for one that no program writes, or that is of the other
/// form than the part's first.
fn language(namespace: &str, is_strict: &mut Option<bool>) -> Option<PartLanguage> {
    let in_form = |start: &str, is_strict: bool| {
        let rest = namespace.strip_prefix(start)?;
        let found = LANGUAGES.iter().find(|(_, transitional, strict)| {
            rest == if is_strict { *strict } else { *transitional }
        });
        found.map(|(name, ..)| (*name, is_strict))
    };
    if let Some((name, form)) = in_form(TRANSITIONAL, false).or_else(|| in_form(STRICT, true)) {
        return (*is_strict.get_or_insert(form) == form).then_some(PartLanguage::Known(name));
    }
    if let Some((name, _)) = OTHERS.iter().find(|(_, known)| *known == namespace) {
        return Some(PartLanguage::Known(name));
    }
    EXTENSIONS.iter().any(|start| namespace.starts_with(start)).then_some(PartLanguage::Extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    fn foreign(part: &str, text: &str) -> Option<String> {
        let document = Document::parse(text).expect("XML");
        foreign_name(&document, &PartLanguages::of(part)?).map(|(_, name)| name)
    }

    #[test]
    fn parts_are_in_the_languages_of_the_standard() {
        let strict =
            S.replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml").replace("2006/", "");
        for (root, child, found) in [
            (S, S, None),
            (&strict, &strict, None),
            ("urn:x", S, Some("worksheet")),
            (S, "urn:x", Some("row")),
            (S, &strict, Some("row")),
            (R, S, Some("worksheet")),
            ("http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", S, Some("worksheet")),
            (S, "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main", Some("row")),
            (S, "http://schemas.openxmlformats.org/drawingml/2006/main", Some("row")),
        ] {
            let text = format!("<worksheet xmlns=\"{root}\"><row xmlns=\"{child}\"/></worksheet>");
            assert_eq!(foreign("xl/worksheets/sheet1.xml", &text).as_deref(), found, "{text}");
        }
        let unnamed = foreign("xl/worksheets/sheet1.xml", "<worksheet/>");
        assert_eq!(unnamed.as_deref(), Some("worksheet"));
        assert_eq!(foreign("xl/persons/person.xml", "<a xmlns=\"urn:x\"/>"), None);
    }

    #[test]
    fn extensions_stand_where_the_standard_lets_them() {
        let text = format!(
            "<worksheet xmlns=\"{S}\"><extLst><ext><y:new xmlns:y=\"urn:y\" y:a=\"1\"/></ext></extLst></worksheet>"
        );
        assert_eq!(foreign("xl/worksheets/sheet1.xml", &text), None);
        let text = text.replace("<ext>", "<e>").replace("</ext>", "</e>");
        assert_eq!(foreign("xl/worksheets/sheet1.xml", &text).as_deref(), Some("new"));
    }

    #[test]
    fn attributes_lead_to_parts_in_one_language() {
        for (namespace, found) in [(R, None), ("urn:x", Some("id")), (S, Some("id"))] {
            let text = format!(
                "<workbook xmlns=\"{S}\" xmlns:r=\"{namespace}\"><sheet r:id=\"1\"/></workbook>"
            );
            assert_eq!(foreign("xl/workbook.xml", &text).as_deref(), found, "{namespace}");
        }
    }
}
