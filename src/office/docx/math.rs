//! Formulas of Word as one line of text (ECMA-376-1, 22.1): `a / b × 100`.

use crate::office::package::PackageError;
use crate::office::raised::{lowered, raised};
use crate::office::xml::{Xml, attribute, text};
use crate::office::xml_tree::PartNode;
use quick_xml::events::Event;
use std::io::BufRead;

/// Most elements of a formula: large ones have some hundreds.
const MOST_NODES: usize = 100_000;

/// Formula on one line.
pub(in crate::office) struct LinearFormula {
    pub text: String,
    /// `false` if the line may be read in another way than the formula.
    pub is_certain: bool,
}

/// Reads the rest of a formula whose start tag has been read.
///
/// # Errors
/// [`PackageError`] if the part is damaged or the formula too large.
pub(super) fn read_formula(xml: &mut Xml<impl BufRead>) -> Result<LinearFormula, PackageError> {
    Ok(linear_formula(&read_tree(xml)?))
}

/// Writes the formula in an element on one line.
pub(in crate::office) fn linear_formula(tree: &PartNode) -> LinearFormula {
    let mut writer = LineWriter { is_certain: true };
    let text = writer.content(tree).text;
    LinearFormula { text, is_certain: writer.is_certain }
}

/// Reads an element with its content, by local names.
///
/// # Errors
/// [`PackageError`] if the part is damaged or the formula too large.
pub(in crate::office) fn read_tree(xml: &mut Xml<impl BufRead>) -> Result<PartNode, PackageError> {
    let (mut open, mut node, mut count) = (Vec::new(), PartNode::default(), 0);
    loop {
        let event = xml.event()?;
        let child = match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let mut child =
                    PartNode { name: tag.local_name().as_ref().to_owned(), ..PartNode::default() };
                child.attributes.extend(
                    attribute(tag, "val").map(|value| ("val".to_owned(), value.into_owned())),
                );
                child
            }
            Event::End(_) => match open.pop() {
                Some(mut parent) => {
                    std::mem::swap(&mut parent, &mut node);
                    node.children.push(parent);
                    continue;
                }
                None => return Ok(node),
            },
            Event::Eof => return Err(PackageError::Damaged),
            event => {
                node.text.push_str(&text(event)?.unwrap_or_default());
                continue;
            }
        };
        count += 1;
        if count > MOST_NODES {
            return Err(PackageError::TooLarge);
        }
        match event {
            Event::Start(_) => open.push(std::mem::replace(&mut node, child)),
            _ => node.children.push(child),
        }
    }
}

/// Part of a line.
#[derive(Default)]
struct LinePart {
    text: String,
    /// `true` for a fraction, which neighbours must not be taken into.
    is_fraction: bool,
}

struct LineWriter {
    is_certain: bool,
}

impl LineWriter {
    /// Writes the elements inside one.
    fn content(&mut self, node: &PartNode) -> LinePart {
        let parts: Vec<_> = node.children.iter().map(|child| self.element(child)).collect();
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.text.is_empty()).collect();
        if let [only] = parts.as_slice() {
            return LinePart { text: spaced(&only.text), is_fraction: only.is_fraction };
        }
        let mut line = String::new();
        for (index, part) in parts.iter().enumerate() {
            let before = index.checked_sub(1).and_then(|at| parts[at].text.chars().next_back());
            let after = parts.get(index + 1).and_then(|part| part.text.chars().next());
            // Beside a letter, a digit or a bracket only brackets show where a fraction ends.
            let touches = |c: Option<char>, bracket: char| {
                c.is_some_and(|c| c.is_alphanumeric() || c == bracket)
            };
            let is_apart = !touches(before, ')') && !touches(after, '(');
            let text = if part.is_fraction && !is_apart {
                format!("({})", part.text)
            } else {
                part.text.clone()
            };
            line.push_str(&text);
        }
        LinePart { text: spaced(&line), is_fraction: false }
    }

    fn child(&mut self, node: &PartNode, name: &str) -> String {
        node.child(name).map(|child| self.content(child).text).unwrap_or_default()
    }

    fn element(&mut self, node: &PartNode) -> LinePart {
        let text = match node.name.as_str() {
            "t" => node.text.clone(),
            "f" => return self.fraction(node),
            "sSup" => self.scripts(node, "", "sup"),
            "sSub" => self.scripts(node, "sub", ""),
            "sSubSup" => self.scripts(node, "sub", "sup"),
            "sPre" => {
                let (sub, sup) = (self.child(node, "sub"), self.child(node, "sup"));
                format!("{}{}{}", script(&sub, '_'), script(&sup, '^'), self.child(node, "e"))
            }
            "rad" => {
                let is_hidden = setting(node, "radPr", "degHide")
                    .is_some_and(|v| !matches!(v, "0" | "false" | "off"));
                let degree = if is_hidden { String::new() } else { self.child(node, "deg") };
                root_of(&degree, &self.child(node, "e"))
            }
            "d" => self.delimited(node),
            "nary" => {
                let sign = setting(node, "naryPr", "chr").unwrap_or("∫");
                let (sub, sup) = (self.child(node, "sub"), self.child(node, "sup"));
                format!(
                    "{sign}{}{} {}",
                    script(&sub, '_'),
                    script(&sup, '^'),
                    self.child(node, "e")
                )
            }
            "func" => {
                let (name, argument) = (self.child(node, "fName"), self.child(node, "e"));
                let gap = if argument.starts_with(['(', '[', '{']) { "" } else { " " };
                format!("{name}{gap}{argument}")
            }
            "limLow" => {
                format!("{}{}", self.child(node, "e"), script(&self.child(node, "lim"), '_'))
            }
            "limUpp" => {
                format!("{}{}", self.child(node, "e"), script(&self.child(node, "lim"), '^'))
            }
            "m" | "eqArr" => self.rows(node),
            "acc" | "bar" | "groupChr" | "borderBox" => {
                self.is_certain = false;
                self.child(node, "e")
            }
            "phant"
                if setting(node, "phantPr", "show")
                    .is_some_and(|v| matches!(v, "0" | "false" | "off")) =>
            {
                String::new()
            }
            "br" => " ".to_owned(),
            "del" | "moveFrom" => String::new(),
            name if name.ends_with("Pr") => String::new(),
            _ => return self.content(node),
        };
        LinePart { text, is_fraction: false }
    }

    fn fraction(&mut self, node: &PartNode) -> LinePart {
        let (above, below) = (self.child(node, "num"), self.child(node, "den"));
        if setting(node, "fPr", "type") == Some("noBar") {
            self.is_certain = false;
            return LinePart { text: format!("({above} ¦ {below})"), is_fraction: false };
        }
        LinePart { text: format!("{} / {}", operand(&above), operand(&below)), is_fraction: true }
    }

    fn scripts(&mut self, node: &PartNode, sub: &str, sup: &str) -> String {
        let base = self.child(node, "e");
        let (sub, sup) = (self.child(node, sub), self.child(node, sup));
        format!("{}{}{}", operand(&base), script(&sub, '_'), script(&sup, '^'))
    }

    fn delimited(&mut self, node: &PartNode) -> String {
        let sign = |name, usual| setting(node, "dPr", name).unwrap_or(usual);
        let (open, close) = (sign("begChr", "("), sign("endChr", ")"));
        let parts = node.children.iter().filter(|child| child.name == "e");
        let parts: Vec<_> = parts.map(|part| self.content(part).text).collect();
        format!("{open}{}{close}", parts.join(sign("sepChr", "|")))
    }

    /// Writes a matrix or equations below each other.
    fn rows(&mut self, node: &PartNode) -> String {
        self.is_certain = false;
        let rows = node.children.iter().filter(|child| matches!(child.name.as_str(), "mr" | "e"));
        let row = |writer: &mut Self, row: &PartNode| match row.name.as_str() {
            "mr" => {
                let cells: Vec<_> =
                    row.children.iter().map(|cell| writer.content(cell).text).collect();
                cells.join(", ")
            }
            _ => writer.content(row).text.replace('&', ""),
        };
        let rows: Vec<_> = rows.map(|node| row(self, node)).collect();
        rows.join("; ")
    }
}

/// Returns a setting among the properties of an element.
fn setting<'n>(node: &'n PartNode, properties: &str, name: &str) -> Option<&'n str> {
    let setting = node.child(properties)?.child(name)?;
    Some(setting.value().unwrap_or_default())
}

/// Returns the operand of a fraction, a root or a power, in brackets where it has operators.
pub(super) fn operand(text: &str) -> String {
    let text = text.trim();
    let is_compound = text.contains(|c: char| "+-−±×÷·*/=<>≤≥≈≠".contains(c));
    if is_compound && !is_bracketed(text) { format!("({text})") } else { text.to_owned() }
}

/// Returns `true` if a bracket at the beginning closes at the end.
fn is_bracketed(text: &str) -> bool {
    let mut depth = 0_i64;
    let closes = text.char_indices().find(|(_, c)| {
        depth += i64::from(*c == '(') - i64::from(*c == ')');
        depth == 0
    });
    text.starts_with('(') && closes.is_some_and(|(at, _)| at + 1 == text.len())
}

/// Writes a root; its degree is empty for the square.
pub(super) fn root_of(degree: &str, radicand: &str) -> String {
    let radicand = match radicand.trim() {
        text if text.chars().count() > 1
            && !text.chars().all(|c| c.is_ascii_digit())
            && !is_bracketed(text) =>
        {
            format!("({text})")
        }
        text => text.to_owned(),
    };
    match degree.trim() {
        "" | "2" => format!("√{radicand}"),
        "3" => format!("∛{radicand}"),
        "4" => format!("∜{radicand}"),
        degree => match raised(degree) {
            Some(degree) => format!("{degree}√{radicand}"),
            None => format!("√[{degree}]{radicand}"),
        },
    }
}

/// Writes what is raised or lowered, by its sign where Unicode lacks the letters.
fn script(text: &str, sign: char) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let written = if sign == '^' { raised(text) } else { lowered(text) };
    written.unwrap_or_else(|| match text.chars().count() {
        1 => format!("{sign}{text}"),
        _ => format!("{sign}({text})"),
    })
}

/// Puts blanks around operators between operands, as formulas are shown.
fn spaced(line: &str) -> String {
    let chars: Vec<char> = line.chars().collect();
    let mut spaced = String::new();
    for (index, c) in chars.iter().enumerate() {
        let before = spaced.chars().next_back();
        let is_operator = "×÷=≤≥≈≠+−±".contains(*c);
        // A sign at the beginning, or behind another or a bracket, belongs to its operand.
        let is_between = before.is_some_and(|c| !"([{×÷=≤≥≈≠+−±/".contains(c))
            && spaced.trim_end().chars().next_back().is_some_and(|c| !"×÷=≤≥≈≠+−±/".contains(c));
        if is_operator && is_between {
            if before != Some(' ') {
                spaced.push(' ');
            }
            spaced.push(*c);
            if chars.get(index + 1).is_some_and(|next| !next.is_whitespace()) {
                spaced.push(' ');
            }
        } else {
            spaced.push(*c);
        }
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn hold(xml: &str, line: &str, is_certain: bool) {
        let xml = format!("<m:oMath>{xml}</m:oMath>");
        let mut xml = Xml::new(xml.as_bytes());
        xml.event().expect("a start");
        let formula = read_formula(&mut xml).expect("a formula");
        assert_eq!((formula.text.as_str(), formula.is_certain), (line, is_certain));
    }

    fn run(text: &str) -> String {
        format!("<m:r><m:rPr><m:sty m:val=\"p\"/></m:rPr><m:t>{text}</m:t></m:r>")
    }

    fn fraction(above: &str, below: &str) -> String {
        format!("<m:f><m:fPr><m:ctrlPr/></m:fPr><m:num>{above}</m:num><m:den>{below}</m:den></m:f>")
    }

    #[test]
    fn formulas_are_written_on_a_line() {
        let simple = fraction(&run("pratiche evase"), &run("pratiche ricevute"));
        hold(
            &format!("{simple}{}", run(" × 100")),
            "pratiche evase / pratiche ricevute × 100",
            true,
        );
        hold(&format!("{simple}{}", run("×100")), "pratiche evase / pratiche ricevute × 100", true);
        let sums = fraction(&run("a+b"), &run("c"));
        hold(&fraction(&sums, &run("d")), "((a + b) / c) / d", true);
        hold(&format!("{}{}", run("2"), fraction(&run("a"), &run("b"))), "2(a / b)", true);
        let power = |base: &str, exponent: &str| {
            format!("<m:sSup><m:e>{base}</m:e><m:sup>{}</m:sup></m:sSup>", run(exponent))
        };
        hold(&power(&run("10"), "3"), "10³", true);
        hold(&power(&sums, "k"), "((a + b) / c)^k", true);
        let root = format!(
            "<m:rad><m:radPr><m:degHide m:val=\"1\"/></m:radPr><m:deg/><m:e>{}</m:e></m:rad>",
            run("x+1")
        );
        hold(&root, "√(x + 1)", true);
        let sum = format!(
            "<m:nary><m:naryPr><m:chr m:val=\"∑\"/></m:naryPr><m:sub>{}</m:sub><m:sup>{}</m:sup><m:e>{}</m:e></m:nary>",
            run("i=1"),
            run("n"),
            run("x")
        );
        hold(&sum, "∑_(i = 1)ⁿ x", true);
        let matrix = format!(
            "<m:d><m:e><m:m><m:mr><m:e>{}</m:e><m:e>{}</m:e></m:mr></m:m></m:e></m:d>",
            run("a"),
            run("b")
        );
        hold(&matrix, "(a, b)", false);
    }
}
