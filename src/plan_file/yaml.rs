//! YAML (1.2.2) as a tree, by the events of the parser: what an alias calls, how much a file
//! may hold, and which words of a text a tag, an anchor or a comment would swallow.

use super::tree::Node;
use super::{Notation, syntax};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span, Spanned};
use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, Tag};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A plan has at most eighteen levels, six of them groups.
const MOST_LEVELS: usize = 20;
/// A plan of 100,000 objectives of ten fields has some two million.
const MOST_NODES: usize = 3_000_000;
/// The most keys a group may have: far more than any plan's, few enough to say so at once.
const MOST_KEYS: usize = 1_000;
/// Anchors, and aliases.
const MOST_NAMES: usize = 1_000;
/// How many nodes, and how many bytes of text, may be kept for aliases and repeated by them.
const MOST_REPEATED: usize = 100_000;
const MOST_REPEATED_BYTES: usize = 64 * 1024 * 1024;
/// The most characters of a text: some thirty pages, three times what a cell of a
/// spreadsheet can hold.
const LONGEST_TEXT: usize = 100_000;

/// What is read.
pub(super) struct Source<'t> {
    pub file: FileId,
    /// As the file has it.
    pub text: &'t str,
    pub format: Notation,
    /// What stands for a vertical tab in what the parser reads.
    pub tab: Option<char>,
}

/// Where the parser cannot go on.
pub(super) struct Stop {
    /// The byte.
    pub at: usize,
    pub why: Why,
}

/// Why the parser cannot go on.
pub(super) enum Why {
    /// More than a file may hold.
    Limit,
    /// What the parser says.
    Syntax(String),
}

impl Stop {
    fn limit(at: usize) -> Self {
        Stop { at, why: Why::Limit }
    }

    fn syntax(at: usize, said: &str) -> Self {
        Stop { at, why: Why::Syntax(said.to_owned()) }
    }

    /// The parser counts in characters where it stops.
    fn of(error: &ScanError, text: &str) -> Self {
        let mark = error.marker();
        let count = || text.char_indices().nth(mark.index()).map_or(text.len(), |(i, _)| i);
        let at = mark.byte_offset().unwrap_or_else(count);
        match error.kind() {
            ErrorKind::RecursionLimitExceeded => Stop::limit(at),
            kind => Stop { at, why: Why::Syntax(kind.to_string()) },
        }
    }
}

/// Reads the one document of `text`, which is that of `source` as far as it can be read;
/// nothing if a text is longer than a text may be. What the file says that is not part of
/// the tree goes to `findings`.
pub(super) fn read(
    source: &Source<'_>,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Spanned<Node>>, Stop> {
    let mut builder = Builder::new(source, findings);
    for event in Parser::new_from_str_with_options(text, options()) {
        let (event, span) = event.map_err(|error| Stop::of(&error, text))?;
        builder.event(event, &span)?;
    }
    Ok(builder.finish())
}

fn options() -> Options {
    granit_parser::options! {
        emit_comments: false,
        emit_anchor_events: true,
        flow_nesting_limit: MOST_LEVELS,
    }
}

/// A list or a group that is not closed yet.
struct Open {
    at: Span,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Spanned<Node>>),
    /// With the key that waits for its value.
    Map(Vec<(Spanned<String>, Spanned<Node>)>, Option<Spanned<String>>),
}

struct Builder<'s, 't> {
    source: &'s Source<'t>,
    findings: &'s mut Vec<Diagnostic>,
    open: Vec<Open>,
    root: Option<Spanned<Node>>,
    nodes: usize,
    aliases: usize,
    repeated: usize,
    repeated_bytes: usize,
    /// What each anchor names.
    anchors: BTreeMap<usize, Spanned<Node>>,
    /// The anchors of texts, and where they stand.
    named: Vec<(usize, Span)>,
    /// The anchors that an alias calls.
    called: BTreeSet<usize>,
    /// The anchor of the text that was read last.
    last: usize,
    /// Whether a text is longer than it may be.
    is_long: bool,
}

impl<'s, 't> Builder<'s, 't> {
    fn new(source: &'s Source<'t>, findings: &'s mut Vec<Diagnostic>) -> Self {
        Builder {
            source,
            findings,
            open: Vec::new(),
            root: None,
            nodes: 0,
            aliases: 0,
            repeated: 0,
            repeated_bytes: 0,
            anchors: BTreeMap::new(),
            named: Vec::new(),
            called: BTreeSet::new(),
            last: 0,
            is_long: false,
        }
    }

    fn event(&mut self, event: Event<'_>, at: &granit_parser::Span) -> Result<(), Stop> {
        let place = self.source.place(at);
        match event {
            Event::DocumentStart(..) => self.document(place),
            Event::Scalar(text, style, anchor, tag) => {
                // No word of a text can stand before «>-».
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                self.tag(tag.as_deref(), at, if is_block { "str" } else { "" })?;
                self.last = if is_block { 0 } else { anchor };
                let node = self.scalar(text, style, place);
                self.node(node, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), at, "seq")?;
                self.start(Content::List(Vec::new()), anchor, place)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), at, "map")?;
                self.start(Content::Map(Vec::new(), None), anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    let anchor = open.anchor;
                    let node = self.source.closed(open);
                    self.node(node, anchor)
                }
                None => Ok(()),
            },
            Event::Anchor(anchor, _) => {
                self.named.extend((anchor == self.last).then_some((anchor, place)));
                Ok(())
            }
            Event::Alias(anchor) => self.alias(anchor, place),
            _ => Ok(()),
        }
    }

    /// A plan is one document; even an empty one has a root.
    fn document(&self, place: Span) -> Result<(), Stop> {
        match &self.root {
            None => Ok(()),
            // Behind the sign that parts them.
            Some(_) => Err(Stop::syntax(place.range().end, MORE_DOCUMENTS)),
        }
    }

    /// A tag would swallow a word of the plan without a trace, but for the `own` one of YAML
    /// (10.1), which says what is there anyway.
    fn tag(&mut self, tag: Option<&Tag>, at: &granit_parser::Span, own: &str) -> Result<(), Stop> {
        let Some((tag, span)) = tag.zip(at.tag_span()) else { return Ok(()) };
        // «! |-» says of a text that it is one.
        if tag.original() == "!" && own == "str" {
            return Ok(());
        }
        if !tag.is_yaml_core_schema() {
            // A block begins on the next line.
            let stop = if own == "str" { &span } else { at };
            return Err(Stop::syntax(self.source.place(stop).range().start, UNKNOWN_TAG));
        }
        if !tag.is_yaml_core_schema_tag(own) {
            let place = self.source.place(&span);
            let word = &self.source.text[place.range()];
            self.findings.push(syntax::lost_word(place, word));
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, at: Span) -> Spanned<Node> {
        if style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
            return Spanned::new(Node::Nothing, at);
        }
        if let Some(finding) = too_long(&text, at) {
            self.findings.push(finding);
            self.is_long = true;
        }
        if style == ScalarStyle::Plain && self.source.format == Notation::Yaml {
            self.findings.extend(self.source.cut_short(at));
        }
        let text = match self.source.tab {
            Some(stand_in) => text.replace(stand_in, "\u{B}"),
            None => text.into_owned(),
        };
        Spanned::new(Node::Scalar(text), at)
    }

    fn start(&mut self, content: Content, anchor: usize, at: Span) -> Result<(), Stop> {
        self.last = 0;
        self.open.push(Open { at, anchor, content });
        if self.open.len() > MOST_LEVELS { Err(Stop::limit(at.range().start)) } else { Ok(()) }
    }

    /// What `anchor` names, once more: it stands where it is called.
    fn alias(&mut self, anchor: usize, at: Span) -> Result<(), Stop> {
        let limit = Stop::limit(at.range().start);
        // What names itself is not closed yet.
        let Some(named) = self.anchors.get(&anchor) else { return Err(limit) };
        let node = repeated(named, at);
        self.aliases += 1;
        if self.aliases > MOST_NAMES || !self.may_repeat(&node) {
            return Err(limit);
        }
        self.called.insert(anchor);
        self.node(node, 0)
    }

    /// Counts `node` among what is repeated, unless that is too much.
    fn may_repeat(&mut self, node: &Spanned<Node>) -> bool {
        let (nodes, bytes) = size(node);
        let (nodes, bytes) = (self.repeated + nodes, self.repeated_bytes + bytes);
        let fits = nodes <= MOST_REPEATED && bytes <= MOST_REPEATED_BYTES;
        if fits {
            (self.repeated, self.repeated_bytes) = (nodes, bytes);
        }
        fits
    }

    /// Puts a whole node where it belongs.
    fn node(&mut self, node: Spanned<Node>, anchor: usize) -> Result<(), Stop> {
        self.nodes += 1;
        // What is too much to keep is too much to repeat.
        if anchor != 0 && self.anchors.len() <= MOST_NAMES && self.may_repeat(&node) {
            self.anchors.insert(anchor, node.clone());
        }
        let start = node.span.range().start;
        let mut is_many = self.nodes > MOST_NODES || self.anchors.len() > MOST_NAMES;
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(entries, waiting)) => match waiting.take() {
                None => *waiting = Some(self.source.key(node)),
                Some(key) => {
                    entries.push((key, node));
                    is_many |= entries.len() > MOST_KEYS;
                }
            },
        }
        if is_many { Err(Stop::limit(start)) } else { Ok(()) }
    }

    /// A file that says nothing is nothing. An anchor that no alias calls was meant as the
    /// first word of a text.
    fn finish(self) -> Option<Spanned<Node>> {
        for (anchor, place) in &self.named {
            if !self.called.contains(anchor) {
                let word = &self.source.text[place.range()];
                self.findings.push(syntax::lost_word(*place, word));
            }
        }
        let start = Span::new(self.source.file, 0..0);
        let root = self.root.unwrap_or(Spanned::new(Node::Nothing, start));
        (!self.is_long).then_some(root)
    }
}

/// What is said of a file with more documents than one, in the parser's way.
const MORE_DOCUMENTS: &str = "multiple YAML documents";
/// And of a tag that is not YAML's own.
const UNKNOWN_TAG: &str = "unsupported tag";

/// `node` with everything in it standing at `at`.
fn repeated(node: &Spanned<Node>, at: Span) -> Spanned<Node> {
    let value = match &node.value {
        Node::Nothing => Node::Nothing,
        Node::Scalar(text) => Node::Scalar(text.clone()),
        Node::List(items) => Node::List(items.iter().map(|item| repeated(item, at)).collect()),
        Node::Map(entries) => Node::Map(
            entries
                .iter()
                .map(|(key, value)| (Spanned::new(key.value.clone(), at), repeated(value, at)))
                .collect(),
        ),
    };
    Spanned::new(value, at)
}

/// How many nodes there are in `node`, itself included, and how many bytes of text.
fn size(node: &Spanned<Node>) -> (usize, usize) {
    let add = |(nodes, bytes), (n, b)| (nodes + n, bytes + b);
    match &node.value {
        Node::Nothing => (1, 0),
        Node::Scalar(text) => (1, text.len()),
        Node::List(items) => items.iter().map(size).fold((1, 0), add),
        Node::Map(entries) => entries
            .iter()
            .map(|(key, value)| add(size(value), (1, key.value.len())))
            .fold((1, 0), add),
    }
}

impl Source<'_> {
    /// What the parser's span covers, without the line ends that close a block.
    fn place(&self, at: &granit_parser::Span) -> Span {
        let range = at.byte_range().unwrap_or_default();
        let raw = self.text.get(range.clone()).unwrap_or("");
        Span::new(self.file, range.start..range.start + raw.trim_end().len())
    }

    fn closed(&self, open: Open) -> Spanned<Node> {
        match open.content {
            Content::List(items) => {
                let ends = items.first().zip(items.last());
                let span = self.around(open.at, ends.map(|(first, last)| (first.span, last.span)));
                Spanned::new(Node::List(items), span)
            }
            Content::Map(entries, _) => {
                let ends = entries.first().zip(entries.last());
                let ends = ends.map(|((first, _), (_, last))| (first.span, last.span));
                Spanned::new(Node::Map(entries), self.around(open.at, ends))
            }
        }
    }

    /// From the first to the last of what a collection holds; the parser gives its start only.
    /// Brackets around it belong to it.
    fn around(&self, own: Span, ends: Option<(Span, Span)>) -> Span {
        let start = own.range().start;
        let Some((first, last)) = ends else { return own };
        let end = last.range().end;
        if self.text[start..].starts_with(['[', '{']) && start <= end {
            let rest = self.text[end..].trim_start();
            let closed = usize::from(rest.starts_with([']', '}']));
            let blanks = self.text.len() - end - rest.len();
            Span::new(self.file, start..end + closed * (blanks + 1))
        } else if first.range().start <= end {
            Span::new(self.file, first.range().start..end)
        } else {
            own
        }
    }

    fn key(&self, node: Spanned<Node>) -> Spanned<String> {
        let span = node.span;
        node.map(|node| match node {
            Node::Scalar(text) => text,
            _ => self.text[span.range()].to_owned(),
        })
    }

    /// A text without quotes behind which a comment stands that could belong to it: «lotto #3».
    /// Two blanks before the sign and one behind it are how comments are written.
    fn cut_short(&self, scalar: Span) -> Option<Diagnostic> {
        let end = scalar.range().end;
        let rest = &self.text[end..];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        if blanks == 0 || !rest[blanks..].starts_with('#') {
            return None;
        }
        let comment = rest[blanks..].lines().next()?;
        let raw = &self.text[scalar.range()];
        let is_meant = blanks >= 2 && (comment.starts_with("# ") || comment == "#");
        if is_meant || raw.chars().count() <= 2 || is_number_or_truth(raw) {
            return None;
        }
        let lost = comment.trim_end();
        let place = Span::new(self.file, end + blanks..end + blanks + lost.len());
        let message = format!("«{lost}» è un commento: non fa parte del testo e non si stampa.");
        Some(Diagnostic::new(Code::CommentAfterText, place, message).hint(
            "Se fa parte del testo, mettere tutto il testo fra apici ('…'); se è un commento, scriverlo su una riga sua.",
        ))
    }
}

/// Whether YAML reads `text` as something else than a text.
fn is_number_or_truth(text: &str) -> bool {
    const TRUTHS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "y", "n"];
    text.parse::<f64>().is_ok() || TRUTHS.contains(&text.to_ascii_lowercase().as_str())
}

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
