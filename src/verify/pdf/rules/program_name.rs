//! Names that programs give themselves in the properties of a document, and identifiers of its versions:
//! readers show both, and free text in them would speak for the document.

use super::speech::is_date;

/// Longest name of a program, which may name those before it, and longest identifier.
const LONGEST: [usize; 2] = [300, 100];
/// Words of the names of programs that write or sign PDFs, and of the notes that they add to them.
const WORDS: [&str; 67] = [
    "acrobat",
    "adobe",
    "agpl",
    "allegati",
    "apache",
    "apple",
    "apryse",
    "aruba",
    "arubasign",
    "autenti",
    "beta",
    "bit",
    "build",
    "business",
    "bvba",
    "by",
    "core",
    "dc",
    "development",
    "dike",
    "digital",
    "docusign",
    "dss",
    "editor",
    "endesive",
    "firma",
    "firmacerta",
    "foxit",
    "ghostscript",
    "gosign",
    "group",
    "infocert",
    "itext",
    "itextsharp",
    "java",
    "jsignpdf",
    "libreoffice",
    "library",
    "licensed",
    "linux",
    "lowagie",
    "macos",
    "modified",
    "mupdf",
    "namirial",
    "net",
    "nitro",
    "nv",
    "okular",
    "only",
    "openpdf",
    "pdf",
    "pdfbox",
    "pdfium",
    "pdfsig",
    "poppler",
    "pro",
    "pyhanko",
    "reader",
    "sign",
    "standard",
    "toolkit",
    "using",
    "version",
    "windows",
    "writer",
    "xmp",
];
/// Kinds of identifiers, in front of their figures.
const IDENTIFIERS: [&str; 6] =
    ["uuid:", "urn:uuid:", "xmp.did:", "xmp.iid:", "xmp.id:", "adobe:docid:"];
/// Words for what happened to a version, and for what a rendition is (ISO 16684-1, 8.7).
const EVENTS: [&str; 11] = [
    "",
    "/",
    "/metadata",
    "/content",
    "saved",
    "created",
    "converted",
    "derived",
    "produced",
    "default",
    "proof:pdf",
];

/// Returns `true` for words and version numbers of which programs make up their names, and the words of
/// `known`, the name that the original has.
pub(super) fn is_program_name(name: &str, known: &str) -> bool {
    let known = known.to_lowercase();
    let known: Vec<_> = words(&known).collect();
    let small = name.to_lowercase();
    let is_word = |word: &str| {
        WORDS.contains(&word) || known.contains(&word) || word.len() == 1 || is_version(word)
    };
    let is_shown = |c: char| c.is_ascii_graphic() || matches!(c, ' ' | '®' | '©' | '™');
    name.len() <= LONGEST[0] && name.chars().all(is_shown) && words(&small).all(is_word)
}

/// Returns `true` for a value by which programs tell versions of a file apart.
pub(super) fn is_version_mark(value: &str, known: &str) -> bool {
    let is_identifier = |value: &str| {
        let figures = IDENTIFIERS.iter().find_map(|kind| value.strip_prefix(kind)).unwrap_or(value);
        let is_figure = |c: char| c.is_ascii_hexdigit() || c == '-';
        figures.len() <= LONGEST[1]
            && figures.chars().all(is_figure)
            && figures.contains(|c: char| c.is_ascii_digit())
    };
    EVENTS.contains(&value)
        || is_identifier(value)
        || is_date(&value.replace(['T', ':', '.'], ""))
        || is_program_name(value, known)
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}

/// Returns `true` for a number, with a few letters as in «c137» or «jc003».
fn is_version(word: &str) -> bool {
    /// Most letters of a version.
    const LETTERS: usize = 2;
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    word.len() <= 10 && letters <= LETTERS && letters < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn programs_and_versions_are_told_from_sentences() {
        for name in [
            "allegati 0.2.0; pyHanko 0.38.0",
            "allegati 0.2.0; modified using iText® Core 9.2.0 (AGPL version) ©2000-2025 Apryse Group NV",
            "allegati 0.2.0; modified using OpenPDF 2.0.3",
            "Ufficio Tale 3",
            "Adobe XMP Core 5.6-c137 159.768541, 2014/04/10-10:00:00",
            "",
        ] {
            assert!(is_program_name(name, "Ufficio Tale 2"), "{name}");
        }
        for name in [
            "Il peso vale 90",
            "iText. Annullato con delibera 12",
            "pdf\u{202E}",
            "documento non valido",
        ] {
            assert!(!is_program_name(name, "allegati 0.2.0"), "{name}");
        }
    }

    #[test]
    fn marks_of_versions_are_told_from_sentences() {
        for value in [
            "uuid:ca54a2dd-03b0-45c6-bfaa-85760aee7fbb",
            "1",
            "saved",
            "2026-11-28T20:00:00+01:00",
            "Adobe Acrobat Pro DC 23.1",
        ] {
            assert!(is_version_mark(value, ""), "{value}");
        }
        for value in ["uuid:decade", "uuid:il peso vale 90", "Il-peso-vale-90", "1 non valida"] {
            assert!(!is_version_mark(value, ""), "{value}");
        }
    }
}
