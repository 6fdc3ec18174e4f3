//! YAML and JSON → a tree of nodes, each with its place. Keeps what a parser usually
//! throws away: repeated keys, numbers as they were written, comments that cut a text short.

use super::printable::printable;
use super::{Format, json, syntax};
use crate::diag::{Code, Diagnostic, Findings};
use crate::source::{FileId, Span, Spanned};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{
    AliasLimits, DuplicateKeyPolicy, MergeKeyPolicy, NonFiniteFloatPolicy,
};
use serde_saphyr::{Error, Location, Options, Spanned as Located};
use std::collections::BTreeSet;

/// A value of the tree.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// Nothing: `~`, `null` or an empty place.
    Nothing,
    /// A scalar. One that YAML takes for a number or a truth value is as it was written.
    Scalar(String),
    /// A list.
    List(Vec<Spanned<Node>>),
    /// Keys and values in order; keys may repeat.
    Map(Vec<(Spanned<String>, Spanned<Node>)>),
}

/// Parses `text`; a plan is one document. What is wrong with its syntax is a finding; YAML is
/// then read once more without the lines at fault, so that one run says everything. Findings
/// of the kind [`Code::Syntax`] tell that the tree is not whole.
pub(super) fn parse(
    file: FileId,
    text: &str,
    format: Format,
    findings: &mut Findings,
) -> Option<Spanned<Node>> {
    if format == Format::Json
        && !text.trim().is_empty()
        && let Some(finding) = json::complaint(file, text)
    {
        findings.push(finding);
        return None;
    }
    let sound = printable(file, text, findings);
    let mut readable = Readable::new(&sound.text);
    let root = loop {
        match serde_saphyr::from_str_with_options::<Located<Parsed>>(&readable.text, options()) {
            Ok(root) => break root,
            Err(error) => {
                let (finding, at) = complaint(&error, file, &readable.text);
                let again = format == Format::Yaml && readable.pass_over(&finding, at);
                if again || readable.passed.is_empty() {
                    findings.push(finding);
                }
                if !again {
                    return None;
                }
            }
        }
    };
    let mut source = Source {
        file,
        text,
        format,
        tab: sound.tab,
        properties: Vec::new(),
        called: BTreeSet::new(),
        comments: Vec::new(),
        long: Vec::new(),
    };
    let root = source.node(root);
    findings.extend(source.lost_words());
    findings.extend(source.comments);
    let sound = source.long.is_empty();
    findings.extend(source.long);
    sound.then_some(root)
}

/// A text without the lines that a parser stopped at; every byte keeps its place.
struct Readable {
    text: String,
    /// Where the lines begin that are passed over.
    passed: BTreeSet<usize>,
}

impl Readable {
    /// Slips after so many are rather one that was not understood.
    const MOST: usize = 10;
    /// Bytes of a file that is read again: no plan typed by hand is longer.
    const LONGEST: usize = 512 * 1024;

    fn new(text: &str) -> Self {
        Readable { text: text.to_owned(), passed: BTreeSet::new() }
    }

    /// Blanks the line of a syntax finding, or that of byte `at` where the parser stopped if
    /// the first is blank already. False where that would not help.
    fn pass_over(&mut self, finding: &Diagnostic, at: usize) -> bool {
        let fits = finding.code == Code::Syntax
            && self.text.len() <= Self::LONGEST
            && self.passed.len() < Self::MOST;
        let starts = [finding.span().range().start, at]
            .map(|at| self.text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1));
        let Some(start) = starts.into_iter().find(|start| !self.passed.contains(start)) else {
            return false;
        };
        // Slips right below one another are one.
        let near = self.passed.range(..start).next_back().is_some_and(|&last| {
            self.text[last..start].bytes().filter(|&b| b == b'\n').count() < 2
        });
        let end = self.text[start..].find(['\n', '\r']).map_or(self.text.len(), |i| start + i);
        if !fits || near || start == end {
            return false;
        }
        self.passed.insert(start);
        let keep = syntax::key_end(&self.text[start..end]);
        self.text.replace_range(start + keep..end, &" ".repeat(end - start - keep));
        true
    }
}

fn options() -> Options {
    serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        ignore_binary_tag_for_string: true,
        // A tag or a merge key would swallow words of the plan without a trace.
        reject_unsupported_tags: true,
        merge_keys: MergeKeyPolicy::AsOrdinary,
        with_snippet: false,
        alias_limits: alias_limits(),
        budget: serde_saphyr::budget! {
            // A plan of 100,000 objectives of ten fields has some two million events.
            max_events: 3_000_000,
            max_nodes: 3_000_000,
            // A plan has at most eighteen levels, six of them groups; each takes some 32 kB of
            // stack in a debug build.
            max_depth: 20,
            flow_nesting_limit: 20,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_total_scalar_bytes: 64 * 1024 * 1024,
        },
    }
}

fn alias_limits() -> AliasLimits {
    serde_saphyr::alias_limits! { max_total_replayed_events: 100_000, max_replay_stack_depth: 8 }
}

/// What the parser hands over, before bare scalars are cut from the source.
enum Parsed {
    Nothing,
    /// A number or truth value, whose spelling only the source knows.
    Bare,
    Text(String),
    List(Vec<Located<Parsed>>),
    Map(Vec<(Located<Parsed>, Located<Parsed>)>),
}

impl<'de> Deserialize<'de> for Parsed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ParsedVisitor)
    }
}

/// The most keys a group may have: far more than any plan's, few enough to say so at once.
const MOST_KEYS: usize = 1_000;
/// What the visitor says then; no one reads it.
const TOO_MANY_KEYS: &str = "too many keys";

struct ParsedVisitor;

impl<'de> Visitor<'de> for ParsedVisitor {
    type Value = Parsed;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E>(self) -> Result<Parsed, E> {
        Ok(Parsed::Nothing)
    }

    fn visit_none<E>(self) -> Result<Parsed, E> {
        Ok(Parsed::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Parsed, E> {
        Ok(Parsed::Bare)
    }

    fn visit_str<E>(self, text: &str) -> Result<Parsed, E> {
        Ok(Parsed::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Parsed, E> {
        Ok(Parsed::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Parsed, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Parsed::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Parsed, A::Error> {
        let mut map = Vec::new();
        while let Some(key) = entries.next_key()? {
            map.push((key, entries.next_value()?));
            if map.len() > MOST_KEYS {
                return Err(serde::de::Error::custom(TOO_MANY_KEYS));
            }
        }
        Ok(Parsed::Map(map))
    }
}

/// Whether a node can begin at `at`: after a sign of structure or another property; else
/// what stands there goes on with a text.
fn begins_node(text: &str, at: usize) -> bool {
    let mut before = text[..at].trim_end_matches(' ');
    loop {
        if before.is_empty() || before.ends_with([':', '-', '[', ',', '{', '?', '\n', '\r']) {
            return true;
        }
        let start = before.rfind([' ', '\n', '\r']).map_or(0, |i| i + 1);
        if !before[start..].starts_with(['&', '!']) {
            return false;
        }
        before = before[..start].trim_end_matches(' ');
    }
}

struct Source<'t> {
    file: FileId,
    text: &'t str,
    format: Format,
    /// What stands for a vertical tab in what the parser hands over.
    tab: Option<char>,
    /// The anchors and tags before scalars, each with the place of its scalar.
    properties: Vec<(Span, Span)>,
    /// The places that an alias has called.
    called: BTreeSet<Span>,
    /// Findings on texts that a comment cuts short.
    comments: Vec<Diagnostic>,
    /// Findings on texts that are longer than a text may be.
    long: Vec<Diagnostic>,
}

impl Source<'_> {
    fn node(&mut self, parsed: Located<Parsed>) -> Spanned<Node> {
        let span = self.span(parsed.referenced);
        // An alias stands where it is used; what it says is written where it was defined.
        let defined = self.span(parsed.defined);
        if defined != span {
            self.called.insert(defined);
        } else if !matches!(parsed.value, Parsed::List(_) | Parsed::Map(_)) {
            self.properties.extend(self.property(span).map(|property| (property, span)));
        }
        if let Parsed::Text(text) = &parsed.value {
            self.long.extend(too_long(text, span));
            if defined == span && self.format == Format::Yaml {
                self.comments.extend(self.cut_short(span));
            }
        }
        match parsed.value {
            Parsed::Nothing => Spanned::new(Node::Nothing, span),
            Parsed::Bare => Spanned::new(Node::Scalar(self.text[defined.range()].to_owned()), span),
            Parsed::Text(text) => {
                let text = match self.tab {
                    Some(stand_in) => text.replace(stand_in, "\u{B}"),
                    None => text,
                };
                Spanned::new(Node::Scalar(text), span)
            }
            Parsed::List(items) => {
                let items: Vec<_> = items.into_iter().map(|item| self.node(item)).collect();
                let span =
                    self.around(span, items.first().map(|i| i.span), items.last().map(|i| i.span));
                Spanned::new(Node::List(items), span)
            }
            Parsed::Map(entries) => {
                let entries: Vec<_> = entries
                    .into_iter()
                    .map(|(key, value)| (self.key(key), self.node(value)))
                    .collect();
                let first = entries.first().map(|(key, _)| key.span);
                let span = self.around(span, first, entries.last().map(|(_, value)| value.span));
                Spanned::new(Node::Map(entries), span)
            }
        }
    }

    /// The word right before a scalar that begins with «&» or «!»: no part of the text for YAML.
    fn property(&self, scalar: Span) -> Option<Span> {
        const LONGEST: usize = 256;
        let before = &self.text[..scalar.range().start];
        let word = before.trim_end_matches(' ');
        let tail =
            word.bytes().rev().take(LONGEST).take_while(|b| !b.is_ascii_whitespace()).count();
        let start = word.len() - tail;
        let begins = self.text.as_bytes().get(start).filter(|b| tail > 0 && b"&!".contains(b));
        // «'nota: !': …» ends a key.
        let ends_key = ["'", "\"", "':", "\":"].iter().any(|end| word.ends_with(end));
        let word = Span::new(self.file, start..word.len());
        (begins.is_some() && !ends_key && begins_node(before, start)).then_some(word)
    }

    /// A text without quotes behind which a comment stands that could belong to it: «lotto #3».
    /// Two blanks before the sign and one behind it are how comments are written.
    fn cut_short(&self, scalar: Span) -> Option<Diagnostic> {
        let raw = &self.text[scalar.range()];
        let end = scalar.range().end;
        let rest = self.text[end..].lines().next()?;
        let comment = rest.trim_start();
        let blanks = rest.len() - comment.len();
        let is_plain = !raw.starts_with(['\'', '"', '|', '>']) && raw.chars().count() > 2;
        let is_meant = blanks >= 2 && (comment.starts_with("# ") || comment == "#");
        if !comment.starts_with('#') || blanks == 0 || is_meant || !is_plain {
            return None;
        }
        let lost = comment.trim_end();
        let place = Span::new(self.file, end + blanks..end + blanks + lost.len());
        let message = format!("«{lost}» è un commento: non fa parte del testo e non si stampa.");
        Some(Diagnostic::new(Code::CommentAfterText, place, message).hint(
            "Se fa parte del testo, mettere tutto il testo fra apici ('…'); se è un commento, scriverlo su una riga sua.",
        ))
    }

    /// A tag, or an anchor that no alias calls, was meant as the first word of a text.
    fn lost_words(&self) -> impl Iterator<Item = Diagnostic> {
        let lost = self.properties.iter().filter(|(property, scalar)| {
            self.text[property.range()].starts_with('!') || !self.called.contains(scalar)
        });
        lost.map(|(property, _)| syntax::lost_word(*property, &self.text[property.range()]))
    }

    fn key(&mut self, key: Located<Parsed>) -> Spanned<String> {
        let node = self.node(key);
        let written = self.text[node.span.range()].to_owned();
        node.map(|node| match node {
            Node::Scalar(text) => text,
            _ => written,
        })
    }

    /// From the first to the last of what a collection holds; the parser gives its start only.
    /// Brackets around it belong to it.
    fn around(&self, own: Span, first: Option<Span>, last: Option<Span>) -> Span {
        let start = own.range().start;
        let bracketed = self.text[start..].starts_with(['[', '{']);
        match (first, last) {
            (Some(_), Some(last)) if bracketed && start <= last.range().end => {
                let end = last.range().end;
                let rest = self.text[end..].trim_start();
                let closed = usize::from(rest.starts_with([']', '}']));
                let blanks = self.text.len() - end - rest.len();
                Span::new(self.file, start..end + closed * (blanks + 1))
            }
            (Some(first), Some(last)) if first.range().start <= last.range().end => {
                Span::new(self.file, first.range().start..last.range().end)
            }
            _ => own,
        }
    }

    fn span(&self, location: Location) -> Span {
        let span = location.span();
        let at = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let start = at(span.byte_offset());
        let raw = self.text.get(start..start + at(span.byte_len())).unwrap_or("");
        // A block scalar's span takes in the line ends that close it.
        Span::new(self.file, start..start + raw.trim_end().len())
    }
}

/// The most characters of a text: some thirty pages, three times what a cell of a
/// spreadsheet can hold.
const LONGEST_TEXT: usize = 100_000;

fn too_long(text: &str, place: Span) -> Option<Diagnostic> {
    if text.len() <= LONGEST_TEXT {
        return None;
    }
    let count = text.chars().count();
    let message = format!("Il testo ha {count} caratteri: ne può avere al massimo {LONGEST_TEXT}.");
    let finding = Diagnostic::new(Code::LimitExceeded, place, message)
        .hint("Dividerlo in più obiettivi, oppure farne un documento a parte e richiamarlo.");
    (count > LONGEST_TEXT).then_some(finding)
}

/// What the parser stopped at, and the byte where it did.
fn complaint(error: &Error, file: FileId, text: &str) -> (Diagnostic, usize) {
    let error = error.without_snippet();
    let start = error.location().map_or(0, |at| offset(text, at));
    let said = error.to_string();
    let finding = if said.contains("surrogate") {
        lone_surrogate(file, text, start)
    } else if LIMITS.iter().any(|words| said.contains(words)) {
        limit(file, start)
    } else {
        syntax::complaint(file, text, start, &said)
    };
    (finding, start)
}

/// What a limit of the parser's or of ours says of itself, inside an alias or not.
const LIMITS: [&str; 5] =
    ["recursion limit", "nesting", "budget breached", "limit exceeded", TOO_MANY_KEYS];

fn limit(file: FileId, at: usize) -> Diagnostic {
    let message = "Il file è troppo complesso: troppi livelli, richiami, chiavi o valori.";
    Diagnostic::new(Code::LimitExceeded, Span::new(file, at..at), message).hint(
        "Un piano ha pochi livelli: area, periodo, obiettivo. Controllare che il file sia quello giusto.",
    )
}

/// Half a character, as `\ud83d` without its other half.
fn lone_surrogate(file: FileId, text: &str, from: usize) -> Diagnostic {
    let is_surrogate = |at: usize| {
        let digits = text.get(at + 2..at + 6)?;
        let unit = u16::from_str_radix(digits, 16).ok()?;
        (0xD800..=0xDFFF).contains(&unit).then_some((at, unit))
    };
    let found = text[from..].match_indices("\\u").filter_map(|(i, _)| is_surrogate(from + i));
    let lone = found.collect::<Vec<_>>();
    // The first that is no half of a pair.
    let pair_starts = |i: usize| {
        lone.get(i + 1)
            .is_some_and(|next| next.0 == lone[i].0 + 6 && lone[i].1 < 0xDC00 && next.1 >= 0xDC00)
    };
    let mut i = 0;
    while i < lone.len() && pair_starts(i) {
        i += 2;
    }
    let (at, unit) = lone.get(i).copied().unwrap_or((from, 0xD800));
    let end = (at + 6).min(text.len());
    Diagnostic::new(
        Code::ForbiddenCharacter,
        Span::new(file, at..end),
        format!("«\\u{unit:04x}» è solo metà di un carattere (U+{unit:04X})."),
    )
    .hint("Riscrivere il carattere per intero, o toglierlo.")
}

/// The byte offset of a location, which for errors is known in characters only.
fn offset(text: &str, at: Location) -> usize {
    let chars = usize::try_from(at.span().offset()).unwrap_or(usize::MAX);
    text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i)
}
