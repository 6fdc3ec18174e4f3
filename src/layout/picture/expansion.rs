//! How much there is once every element that refers to another has a copy of it, as a `use` has.

use super::Unfit;
use super::svg::{DEEPEST, too_complex};
use resvg::usvg::roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// The most elements after that, long ones counted several times.
const MOST: u64 = 100_000;
/// How many letters of its attributes make an element count once more.
const LETTERS: usize = 200;

/// How often a selector of a style sheet may be held against an element.
const MOST_MATCHES: usize = 5_000_000;

/// Whether the elements are few enough, and none refers to itself in a circle.
///
/// # Errors
/// [`Unfit`] otherwise.
pub(super) fn bounded(document: &Document<'_>) -> Result<(), Unfit> {
    let mut named = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            named.entry(id).or_insert(node);
        }
    }
    let styles = document.descendants().filter(|node| node.tag_name().name() == "style");
    let sheets: Vec<_> = styles.filter_map(|node| node.text()).collect();
    let selectors: usize = sheets.iter().map(|sheet| sheet.matches(['{', ',']).count()).sum();
    if selectors.saturating_mul(document.descendants().count()) > MOST_MATCHES {
        return Err(too_complex());
    }
    let rules = sheets.into_iter().flat_map(rules).collect();
    let known = BTreeMap::new();
    Expansion { named, rules, known, open: Vec::new() }.count(document.root_element()).map(drop)
}

struct Expansion<'a, 'input> {
    /// The elements by name; where two have the same, the first.
    named: BTreeMap<&'a str, Node<'a, 'input>>,
    rules: Vec<Rule<'a>>,
    /// Elements that are counted, by their number.
    known: BTreeMap<usize, u64>,
    /// Those that are being counted.
    open: Vec<usize>,
}

/// A rule of a style sheet that refers to something.
struct Rule<'a> {
    /// The elements that it holds for, as the sheet says it.
    selector: &'a str,
    declarations: &'a str,
}

fn rules(sheet: &str) -> impl Iterator<Item = Rule<'_>> {
    sheet.split('}').filter_map(|rule| {
        let (selector, declarations) = rule.split_once('{')?;
        declarations.contains("url(").then_some(Rule { selector, declarations })
    })
}

impl Rule<'_> {
    /// Whether it may hold for `node`: whether it names its kind, its name or a class of it.
    fn may_hold(&self, node: Node<'_, '_>) -> bool {
        let value = |name| node.attribute(name).unwrap_or_default();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut words = self.selector.split(|c| !is_part(c)).filter(|word| !word.is_empty());
        self.selector.contains('*')
            || words.any(|word| {
                let mut classes = value("class").split_whitespace();
                word == node.tag_name().name() || word == value("id") || classes.any(|c| c == word)
            })
    }
}

impl<'a, 'input> Expansion<'a, 'input> {
    fn count(&mut self, node: Node<'a, 'input>) -> Result<u64, Unfit> {
        let id = node.id().get_usize();
        if let Some(&known) = self.known.get(&id) {
            return Ok(known);
        }
        if self.open.contains(&id) || self.open.len() > 2 * DEEPEST {
            return Err(too_complex());
        }
        self.open.push(id);
        let letters: usize = node.attributes().map(|attribute| attribute.value().len()).sum();
        let mut count = 1 + (letters / LETTERS) as u64;
        for child in node.children().filter(|child| child.is_element()) {
            count = count.saturating_add(self.count(child)?);
        }
        for target in self.targets(node) {
            count = count.saturating_add(self.count(target)?);
        }
        if count > MOST {
            return Err(too_complex());
        }
        self.open.pop();
        self.known.insert(id, count);
        Ok(count)
    }

    /// The elements that `node` refers to.
    fn targets(&self, node: Node<'a, 'input>) -> Vec<Node<'a, 'input>> {
        let own = node.attributes().flat_map(|attribute| match attribute.name() {
            "href" => attribute.value().trim().strip_prefix('#').into_iter().collect(),
            _ => references(attribute.value()),
        });
        let rules = self.rules.iter().filter(|rule| rule.may_hold(node));
        let all = own.chain(rules.flat_map(|rule| references(rule.declarations)));
        all.filter_map(|id| self.named.get(id).copied()).collect()
    }
}

/// The names in `url(#name)`.
fn references(text: &str) -> Vec<&str> {
    text.split("url(").skip(1).filter_map(reference).collect()
}

/// The name at the beginning of `#name)`, in quotes or not.
fn reference(rest: &str) -> Option<&str> {
    let (inside, _) = rest.split_once(')')?;
    inside.trim_matches(['"', '\'', ' ']).strip_prefix('#')
}
