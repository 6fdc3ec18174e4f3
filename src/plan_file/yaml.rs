//! YAML (1.2.2) → tree, by the events of the parser. Resolves aliases, bounds the size of a
//! file, and reports words that a tag, an anchor or a comment would swallow.

use super::node::{TreeEntry, TreeNode};
use super::parse_stop::{StopReason, YamlStop};
use super::yaml_text::YamlText;
use super::{PlanNotation, syntax};
use crate::diag::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use granit_parser::{Event, Options, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting: a plan has at most eighteen levels, six of them groups.
const MOST_LEVELS: usize = 20;
/// Most nodes: a plan of 100,000 objectives of ten fields has some two million.
const MOST_NODES: usize = 3_000_000;
/// Most keys of a map: far more than any plan has, few enough to be reported at once.
const MOST_KEYS: usize = 1_000;
/// Most anchors, and most aliases: no plan typed by hand has as many.
const MOST_NAMES: usize = 1_000;
/// Most nodes that are kept for aliases and repeated by them.
// Bounds the «billion laughs»: aliases of aliases that make gigabytes of a small file.
const MOST_REPEATED: usize = 100_000;
/// Most bytes of text that are kept for aliases and repeated by them.
const MOST_REPEATED_BYTES: usize = 64 * 1024 * 1024;
/// Longest text, in characters: some thirty pages, three times what a cell of a spreadsheet
/// can hold.
const LONGEST_TEXT: usize = 100_000;

/// Parses the one document of `text`, which is the readable part of `source`. Reports words
/// of the file that do not enter the tree. `None` if a text is longer than a text may be.
pub(super) fn read(
    source: &YamlText<'_>,
    text: &str,
    findings: &mut Vec<Diagnostic>,
) -> Result<Option<Spanned<TreeNode>>, YamlStop> {
    let mut builder = TreeBuilder::new(source, findings);
    for event in Parser::new_from_str_with_options(text, options()) {
        let (event, span) = event.map_err(|error| YamlStop::of(&error, text))?;
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

/// List or map that is not closed yet.
struct OpenNode {
    at: Span,
    anchor: usize,
    content: OpenContent,
}

/// Nodes of a list or a map that is not closed yet.
enum OpenContent {
    List(Vec<Spanned<TreeNode>>),
    /// Entries, and the key that waits for its value.
    Map(Vec<TreeEntry>, Option<Spanned<String>>),
}

/// Builder of the tree from the events of the parser.
struct TreeBuilder<'s, 't> {
    source: &'s YamlText<'t>,
    findings: &'s mut Vec<Diagnostic>,
    open: Vec<OpenNode>,
    root: Option<Spanned<TreeNode>>,
    nodes: usize,
    aliases: usize,
    repeated: usize,
    repeated_bytes: usize,
    /// TreeNode of each anchor.
    anchors: BTreeMap<usize, Spanned<TreeNode>>,
    /// Anchors of texts, with their places.
    named: Vec<(usize, Span)>,
    /// Anchors that an alias calls.
    called: BTreeSet<usize>,
    /// Anchor of the text that was read last; 0 if it has none.
    last: usize,
    /// `true` if a text is longer than it may be.
    is_long: bool,
}

impl<'s, 't> TreeBuilder<'s, 't> {
    fn new(source: &'s YamlText<'t>, findings: &'s mut Vec<Diagnostic>) -> Self {
        TreeBuilder {
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

    fn event(&mut self, event: Event<'_>, at: &granit_parser::Span) -> Result<(), YamlStop> {
        let place = self.source.place(at);
        match event {
            Event::DocumentStart(..) => self.document(place),
            Event::Scalar(text, style, anchor, tag) => {
                // A tag before «>-» cannot be a word of the text, which begins below.
                let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
                self.tag(tag.as_deref(), at, if is_block { "str" } else { "" })?;
                self.last = if is_block { 0 } else { anchor };
                let node = self.scalar(text, style, place);
                self.node(node, anchor)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), at, "seq")?;
                self.start(OpenContent::List(Vec::new()), anchor, place)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.tag(tag.as_deref(), at, "map")?;
                self.start(OpenContent::Map(Vec::new(), None), anchor, place)
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    let anchor = open.anchor;
                    let node = self.closed(open);
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

    /// Returns a list or a map that has all its nodes.
    fn closed(&self, open: OpenNode) -> Spanned<TreeNode> {
        match open.content {
            OpenContent::List(items) => {
                let ends = items.first().zip(items.last());
                let span =
                    self.source.around(open.at, ends.map(|(first, last)| (first.span, last.span)));
                Spanned::new(TreeNode::List(items), span)
            }
            OpenContent::Map(entries, _) => {
                let ends = entries.first().zip(entries.last());
                let ends = ends.map(|((first, _), (_, last))| (first.span, last.span));
                Spanned::new(TreeNode::Map(entries), self.source.around(open.at, ends))
            }
        }
    }

    /// Accepts one document only; even an empty one has a root.
    fn document(&self, place: Span) -> Result<(), YamlStop> {
        match &self.root {
            None => Ok(()),
            // The place is behind the sign between the documents.
            Some(_) => Err(YamlStop { at: place.range().end, reason: StopReason::SecondDocument }),
        }
    }

    /// Reports a tag, which would swallow a word of the plan without a trace. `own` is the
    /// tag of YAML (10.1) that a value of this kind has anyway.
    fn tag(
        &mut self,
        tag: Option<&Tag>,
        at: &granit_parser::Span,
        own: &str,
    ) -> Result<(), YamlStop> {
        let Some((tag, span)) = tag.zip(at.tag_span()) else { return Ok(()) };
        // «! |-» only declares a text to be a text.
        if tag.original() == "!" && own == "str" {
            return Ok(());
        }
        if !tag.is_yaml_core_schema() {
            // A block begins on the next line.
            let stop = if own == "str" { &span } else { at };
            let at = self.source.place(stop).range().start;
            return Err(YamlStop { at, reason: StopReason::UnknownTag });
        }
        if !tag.is_yaml_core_schema_tag(own) {
            let place = self.source.place(&span);
            let word = &self.source.text[place.range()];
            self.findings.push(syntax::lost_word(place, word));
        }
        Ok(())
    }

    fn scalar(&mut self, text: Cow<'_, str>, style: ScalarStyle, at: Span) -> Spanned<TreeNode> {
        if style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL") {
            return Spanned::new(TreeNode::Nothing, at);
        }
        if let Some(finding) = too_long(&text, at) {
            self.findings.push(finding);
            self.is_long = true;
        }
        if style == ScalarStyle::Plain && self.source.notation == PlanNotation::Yaml {
            self.findings.extend(self.source.cut_short(at));
        }
        // Put back only now: the parser refuses the character itself.
        let text = match self.source.tab {
            Some(stand_in) => text.replace(stand_in, "\u{B}"),
            None => text.into_owned(),
        };
        Spanned::new(TreeNode::Scalar(text), at)
    }

    fn start(&mut self, content: OpenContent, anchor: usize, at: Span) -> Result<(), YamlStop> {
        // An anchor of a collection is no word of a text.
        self.last = 0;
        self.open.push(OpenNode { at, anchor, content });
        if self.open.len() > MOST_LEVELS { Err(YamlStop::limit(at.range().start)) } else { Ok(()) }
    }

    /// Adds the node of `anchor` once more, at the place of the alias.
    fn alias(&mut self, anchor: usize, at: Span) -> Result<(), YamlStop> {
        let limit = YamlStop::limit(at.range().start);
        // An anchor that is called inside its own node has no node yet.
        let Some(named) = self.anchors.get(&anchor) else { return Err(limit) };
        let node = repeated(named, at);
        self.aliases += 1;
        if self.aliases > MOST_NAMES || !self.may_repeat(&node) {
            return Err(limit);
        }
        self.called.insert(anchor);
        self.node(node, 0)
    }

    /// Counts `node` as repeated; returns `false` if that exceeds a limit.
    fn may_repeat(&mut self, node: &Spanned<TreeNode>) -> bool {
        let (nodes, bytes) = size(node);
        let (nodes, bytes) = (self.repeated + nodes, self.repeated_bytes + bytes);
        let fits = nodes <= MOST_REPEATED && bytes <= MOST_REPEATED_BYTES;
        if fits {
            (self.repeated, self.repeated_bytes) = (nodes, bytes);
        }
        fits
    }

    /// Adds a whole node to the innermost open one.
    fn node(&mut self, node: Spanned<TreeNode>, anchor: usize) -> Result<(), YamlStop> {
        self.nodes += 1;
        // A node that is too large to keep is too large to repeat.
        if anchor != 0 && self.anchors.len() <= MOST_NAMES && self.may_repeat(&node) {
            self.anchors.insert(anchor, node.clone());
        }
        let start = node.span.range().start;
        let mut is_many = self.nodes > MOST_NODES || self.anchors.len() > MOST_NAMES;
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(OpenContent::List(items)) => items.push(node),
            Some(OpenContent::Map(entries, waiting)) => match waiting.take() {
                None => *waiting = Some(self.source.key(node)),
                Some(key) => {
                    entries.push((key, node));
                    is_many |= entries.len() > MOST_KEYS;
                }
            },
        }
        if is_many { Err(YamlStop::limit(start)) } else { Ok(()) }
    }

    /// Returns the tree. An anchor that no alias calls was meant as the first word of a text
    /// and is reported.
    fn finish(self) -> Option<Spanned<TreeNode>> {
        for (anchor, place) in &self.named {
            if !self.called.contains(anchor) {
                let word = &self.source.text[place.range()];
                self.findings.push(syntax::lost_word(*place, word));
            }
        }
        let start = Span::new(self.source.file, 0..0);
        let root = self.root.unwrap_or(Spanned::new(TreeNode::Nothing, start));
        (!self.is_long).then_some(root)
    }
}

/// Returns a copy of `node` in which everything has the place `at`.
fn repeated(node: &Spanned<TreeNode>, at: Span) -> Spanned<TreeNode> {
    let value = match &node.value {
        TreeNode::Nothing => TreeNode::Nothing,
        TreeNode::Scalar(text) => TreeNode::Scalar(text.clone()),
        TreeNode::List(items) => {
            TreeNode::List(items.iter().map(|item| repeated(item, at)).collect())
        }
        TreeNode::Map(entries) => TreeNode::Map(
            entries
                .iter()
                .map(|(key, value)| (Spanned::new(key.value.clone(), at), repeated(value, at)))
                .collect(),
        ),
    };
    Spanned::new(value, at)
}

/// Counts the nodes in `node`, itself included, and their bytes of text.
fn size(node: &Spanned<TreeNode>) -> (usize, usize) {
    let add = |(nodes, bytes), (n, b)| (nodes + n, bytes + b);
    match &node.value {
        TreeNode::Nothing => (1, 0),
        TreeNode::Scalar(text) => (1, text.len()),
        TreeNode::List(items) => items.iter().map(size).fold((1, 0), add),
        TreeNode::Map(entries) => entries
            .iter()
            .map(|(key, value)| add(size(value), (1, key.value.len())))
            .fold((1, 0), add),
    }
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
