//! Lines of YAML: indentation, dashes of lists, keys with their values.

use super::scalar::{Scalar, ScalarKind, inline, quoted, scalar};
use crate::raw::Field;
use crate::text::unify_line_breaks;

/// Longest line of text, in characters.
const WIDTH: usize = 96;
/// Columns of indentation a level.
const STEP: usize = 2;
/// Longest key, in characters, that may stand before its colon (YAML 1.2.2, 7.4.2); a longer
/// one is written after «? ».
const LONGEST_KEY: usize = 1_000;

/// Text of YAML that grows line by line.
#[derive(Default)]
pub(super) struct YamlPage {
    text: String,
    indent: usize,
    /// `true` if the next line begins an item of a list.
    dash: bool,
}

/// Need of a value.
#[derive(Clone, Copy)]
pub(super) enum Need {
    /// The value may be absent.
    Optional,
    /// A comment with these words stands in place of an absent value.
    Mandatory(&'static str),
}

/// Spelling of a value where it stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::plan_file) enum ScalarSpelling {
    /// Behind a key in this column; long texts in lines below it.
    Block(usize),
    /// On one line.
    Line,
    /// In quotes.
    Quoted,
}

/// Spells `text` as a value; `is_number` if bare figures may stand for it.
pub(in crate::plan_file) fn spelled(text: &str, is_number: bool, how: ScalarSpelling) -> String {
    let kind = if is_number { ScalarKind::Number } else { ScalarKind::Words };
    let text = unify_line_breaks(text);
    match how {
        ScalarSpelling::Quoted => quoted(&text),
        ScalarSpelling::Line => inline(&text, kind),
        ScalarSpelling::Block(column) => {
            let room = WIDTH.saturating_sub(column + 16);
            match scalar(&text, kind, room, WIDTH.saturating_sub(column + STEP)) {
                Scalar::Inline(value) => value,
                Scalar::Block { mark, lines } => {
                    let indent = column + STEP;
                    let line = |line: &String| {
                        let indent = if line.is_empty() { 0 } else { indent };
                        format!("\n{:indent$}{line}", "")
                    };
                    mark.to_owned() + &lines.iter().map(line).collect::<String>()
                }
            }
        }
    }
}

impl YamlPage {
    /// Returns a page for the entry of a list.
    pub(super) fn of_entry() -> Self {
        YamlPage { indent: STEP, dash: true, ..YamlPage::default() }
    }

    /// Returns the whole text.
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// Writes lines of comment; an empty one separates paragraphs.
    pub(crate) fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.begin();
            self.text.push_str(if line.is_empty() { "#" } else { "# " });
            self.end(line);
        }
    }

    /// Writes an empty line.
    pub(crate) fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes a key whose value follows one level deeper.
    pub(crate) fn group(&mut self, key: &str, content: impl FnOnce(&mut Self)) {
        let key = self.key(key);
        self.line(&key);
        self.indent += STEP;
        content(self);
        self.indent -= STEP;
    }

    /// Writes a list under `key`, with an empty line between its items if they are `spaced`.
    pub(crate) fn list<T>(
        &mut self,
        key: &str,
        items: &[T],
        spaced: bool,
        item: impl Fn(&mut Self, &T),
    ) {
        self.group(key, |page| {
            for (i, value) in items.iter().enumerate() {
                if spaced && i > 0 {
                    page.blank();
                }
                page.indent += STEP;
                page.dash = true;
                item(page, value);
                page.indent -= STEP;
            }
        });
    }

    /// Writes a list of short words on one line.
    pub(crate) fn row<'t>(
        &mut self,
        key: &str,
        words: impl Iterator<Item = &'t str>,
        kind: ScalarKind,
    ) {
        let words: Vec<_> = words.map(|word| inline(word, kind)).collect();
        self.begin();
        self.end(&format!("{key}: [{}]", words.join(", ")));
    }

    /// Writes a key with its text.
    pub(crate) fn field(&mut self, key: &str, field: &Field, need: Need) {
        self.entry(key, field, ScalarKind::Words, need);
    }

    /// Writes a key with its number.
    pub(crate) fn number(&mut self, key: &str, field: &Field) {
        self.entry(key, field, ScalarKind::Number, Need::Optional);
    }

    fn entry(&mut self, key: &str, field: &Field, kind: ScalarKind, need: Need) {
        match (field, need) {
            (Field::Given(words), _) if !words.value.trim().is_empty() => {
                self.value(key, &unify_line_breaks(&words.value), kind);
            }
            (_, Need::Mandatory(what)) => self.missing(key, what),
            (Field::Absent, Need::Optional) => {}
            // A value that could not be read is not lost silently: a comment asks for it.
            (Field::Wrong, Need::Optional) => self.missing(key, ""),
            (Field::Given(_) | Field::Empty(_), Need::Optional) => self.bare(key),
        }
    }

    /// Writes a key without a value.
    pub(crate) fn bare(&mut self, key: &str) {
        let key = self.key(key);
        self.line(&key);
    }

    /// Writes a key without a value, and a comment on the value that is missing.
    pub(crate) fn missing(&mut self, key: &str, what: &str) {
        let colon = if what.is_empty() { "" } else { ": " };
        let key = self.key(key);
        self.line(&format!("{key}  # da completare{colon}{what}"));
    }

    /// Writes a line as it is, such as «tipologie: {}».
    pub(crate) fn line(&mut self, line: &str) {
        self.begin();
        self.end(line);
    }

    fn value(&mut self, key: &str, text: &str, kind: ScalarKind) {
        let key = self.key(key);
        self.begin();
        let room = WIDTH.saturating_sub(self.indent + key.chars().count() + 1);
        match scalar(text, kind, room, WIDTH - self.indent - STEP) {
            Scalar::Inline(value) => self.end(&format!("{key} {value}")),
            Scalar::Block { mark, lines } => {
                self.end(&format!("{key} {mark}"));
                for line in lines {
                    // No blanks at line ends, which editors remove, and which would then show as a
                    // change.
                    let indent = if line.is_empty() { 0 } else { self.indent + STEP };
                    self.end(&format!("{:indent$}{line}", ""));
                }
            }
        }
    }

    /// Returns `key` with its colon, as a line of this level begins.
    fn key(&self, key: &str) -> String {
        if key.chars().count() > LONGEST_KEY {
            format!("? {key}\n{:indent$}:", "", indent = self.indent)
        } else {
            format!("{key}:")
        }
    }

    fn begin(&mut self) {
        let dash = if std::mem::take(&mut self.dash) { "- " } else { "" };
        let indent = self.indent - dash.len();
        self.text.push_str(&format!("{:indent$}{dash}", ""));
    }

    fn end(&mut self, rest: &str) {
        self.text.push_str(rest);
        self.text.push('\n');
    }
}
