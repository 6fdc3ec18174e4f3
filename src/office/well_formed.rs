//! Parts that a conforming reader takes as we do: XML without a fault (XML 1.0), in the languages of
//! ECMA-376. Office and LibreOffice stop at a fault, or read the part in another way.

use super::namespaces::{PartLanguages, foreign_name};
use super::package::{Package, PackageError};
use roxmltree::{Document, Node, ParsingOptions, TextPos};
use std::io::Read;

/// Most elements of a part: a sheet of 100,000 objectives has some millions.
const MOST_NODES: u32 = 20_000_000;

/// Part that a conforming reader does not take as we do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaultyPart {
    /// Name of the part in lower case.
    pub part: String,
    /// Line of the fault, from 1.
    pub line: u32,
    /// Column of the fault in characters, from 1.
    pub column: u32,
    /// Kind of the fault.
    pub kind: PartFault,
}

/// Reason why a conforming reader, or a program, does not take a part as we do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartFault {
    /// No sound XML.
    Unsound,
    /// Element or attribute of a language that the part cannot have, by its name.
    Foreign(String),
    /// Comment or instruction inside a text: some programs read the text up to there.
    Divided,
}

/// Finds the first fault of each part in XML.
///
/// # Errors
/// [`PackageError`] if a part does not unpack.
pub(super) fn read_faults(bytes: &[u8]) -> Result<Vec<FaultyPart>, PackageError> {
    let mut package = Package::open(bytes)?;
    let names: Vec<_> = package.names().map(str::to_owned).collect();
    let is_xml = |name: &&String| [".xml", ".rels"].iter().any(|end| name.ends_with(end));
    let mut faults = Vec::new();
    for name in names.iter().filter(is_xml) {
        let mut text = String::new();
        // A part that is no text has been refused by the reader that needs it.
        if package.part(name)?.read_to_string(&mut text).is_err() {
            faults.push(FaultyPart {
                part: name.clone(),
                line: 1,
                column: 1,
                kind: PartFault::Unsound,
            });
            continue;
        }
        let fault = fault_of(name, &text);
        faults.extend(fault.map(|(place, kind)| FaultyPart {
            part: name.clone(),
            line: place.row,
            column: place.col,
            kind,
        }));
    }
    Ok(faults)
}

/// Returns the first fault of a part, with its place.
fn fault_of(name: &str, text: &str) -> Option<(TextPos, PartFault)> {
    let start = TextPos::new(1, 1);
    if !has_plain_declaration(text) {
        return Some((start, PartFault::Unsound));
    }
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => return Some((error.pos(), PartFault::Unsound)),
    };
    let has_declaration_inside = document.descendants().any(|node| {
        node.pi().is_some_and(|instruction| instruction.target.eq_ignore_ascii_case("xml"))
    });
    if has_declaration_inside {
        return Some((start, PartFault::Unsound));
    }
    if let Some(node) = document.descendants().find(divides_a_text) {
        return Some((document.text_pos_at(node.range().start), PartFault::Divided));
    }
    let (range, foreign) = foreign_name(&document, &PartLanguages::of(name)?)?;
    Some((document.text_pos_at(range.start), PartFault::Foreign(foreign)))
}

/// Returns `true` for a comment or an instruction inside a text.
fn divides_a_text(node: &Node<'_, '_>) -> bool {
    let is_text = |node: Node<'_, '_>| node.text().is_some_and(|text| !text.trim().is_empty());
    let beside = [node.prev_sibling(), node.next_sibling()];
    (node.is_comment() || node.is_pi())
        && beside.into_iter().flatten().any(|node| node.is_text() && is_text(node))
}

/// Returns `true` if a part begins with no declaration, or one of XML 1.0 without anything before it.
fn has_plain_declaration(text: &str) -> bool {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let Some(rest) = text.strip_prefix("<?xml") else {
        // White space before a declaration makes it none.
        return text.starts_with('<');
    };
    let Some((declaration, _)) = rest.split_once("?>") else { return false };
    let mut words = declaration.split_ascii_whitespace();
    let is_version = |word: &str| matches!(word, "version=\"1.0\"" | "version='1.0'");
    let is_other = |word: &str| {
        let value =
            |name: &str| word.strip_prefix(name).map(|value| value.trim_matches(['"', '\'']));
        value("standalone=").is_some_and(|value| matches!(value, "yes" | "no"))
            || value("encoding=").is_some_and(|value| {
                ["UTF-8", "UTF-16", "US-ASCII"]
                    .iter()
                    .any(|known| value.eq_ignore_ascii_case(known))
            })
    };
    declaration.starts_with(|c: char| c.is_ascii_whitespace())
        && words.next().is_some_and(is_version)
        && words.all(is_other)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    fn fault(text: &str) -> Option<(u32, u32, PartFault)> {
        let (place, kind) = fault_of("xl/sharedstrings.xml", text)?;
        Some((place.row, place.col, kind))
    }

    #[test]
    fn sound_parts_have_no_fault() {
        for head in [
            "",
            "\u{FEFF}",
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='utf-8'?>\n",
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n",
        ] {
            let text =
                format!("{head}<sst xmlns=\"{MAIN}\"><!-- a --><si><t>a &amp; b</t></si></sst>\n");
            assert_eq!(fault(&text), None, "{head:?}");
        }
    }

    #[test]
    fn faults_at_which_programs_stop_are_found() {
        for text in [
            " <sst/>",
            "\n<?xml version=\"1.0\"?><sst/>",
            "<?xml version=\"2.0\"?><sst/>",
            "<?xml version=\"1.1\"?><sst/>",
            "<?xml version=\"1.0\" standalone=\"x\"?><sst/>",
            "<?xml version=\"1.0\" encoding=\"latin1\"?><sst/>",
            "<?xmlversion=\"1.0\"?><sst/>",
            "<?xml version=\"1.0\"?><?xml version=\"1.0\"?><sst/>",
            "<sst><?XML a?></sst>",
            "<sst>\u{2}</sst>",
            "<sst>&#2;</sst>",
            "<sst>]]></sst>",
            "<sst a=\"1\" a=\"2\"/>",
            "<sst a=\"<\"/>",
            "<sst a=\"1\"b=\"2\"/>",
            "<sst><!-- a -- b --></sst>",
            "<sst/>x",
            "<sst/><sst/>",
            "<sst>&x;</sst>",
            "<!DOCTYPE sst><sst/>",
            "<x:sst/>",
            "<sst><a></sst></a>",
            "",
        ] {
            let text = text.replacen("<sst", &format!("<sst xmlns=\"{MAIN}\""), 1);
            let found = fault(&text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.2, PartFault::Unsound, "{text}");
        }
        for inside in ["3<!-- -->0", "<?x y?>30", "a<!-- b --> "] {
            let text = format!("<sst xmlns=\"{MAIN}\"><si><t>{inside}</t></si></sst>");
            assert_eq!(fault(&text).map(|found| found.2), Some(PartFault::Divided), "{inside}");
        }
        let text = format!("<sst xmlns=\"{MAIN}\">\n<si a='1' a='2'/></sst>");
        assert_eq!(fault(&text).map(|(line, column, _)| (line, column)), Some((2, 11)));
    }
}
