//! Lines of YAML: indentation, dashes of lists, keys with their values.

use super::scalar::{Kind, Scalar, inline, scalar};
use crate::raw::Field;
use crate::text::unify_line_breaks;

/// Where a line of text ends, in characters.
const WIDTH: usize = 96;
/// Columns from a level to the next.
const STEP: usize = 2;
/// The most characters of a key before its colon (YAML 1.2.2, 7.4.2); a longer one is
/// written after «? ».
const LONGEST_KEY: usize = 1_000;

/// A text of YAML that grows.
#[derive(Default)]
pub(super) struct Page {
    text: String,
    indent: usize,
    /// Whether the next line begins an item of a list.
    dash: bool,
}

/// Whether something has to be there.
#[derive(Clone, Copy)]
pub(super) enum Need {
    /// It may be absent.
    Optional,
    /// If it is not there, this says what is to be written.
    Mandatory(&'static str),
}

impl Page {
    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }

    /// Lines of comment; an empty one parts paragraphs.
    pub fn comment(&mut self, text: &str) {
        for line in text.lines() {
            self.begin();
            self.text.push_str(if line.is_empty() { "#" } else { "# " });
            self.end(line);
        }
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A key whose value follows, one level deeper.
    pub fn group(&mut self, key: &str, content: impl FnOnce(&mut Self)) {
        let key = self.key(key);
        self.line(&key);
        self.indent += STEP;
        content(self);
        self.indent -= STEP;
    }

    /// A list under `key`, with an empty line between its items if they are `spaced`.
    pub fn list<T>(&mut self, key: &str, items: &[T], spaced: bool, item: impl Fn(&mut Self, &T)) {
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

    /// A list of short words on one line.
    pub fn row<'t>(&mut self, key: &str, words: impl Iterator<Item = &'t str>, kind: Kind) {
        let words: Vec<_> = words.map(|word| inline(word, kind)).collect();
        self.begin();
        self.end(&format!("{key}: [{}]", words.join(", ")));
    }

    /// A key with its text.
    pub fn field(&mut self, key: &str, field: &Field, need: Need) {
        self.entry(key, field, Kind::Words, need);
    }

    /// A key with its number.
    pub fn number(&mut self, key: &str, field: &Field) {
        self.entry(key, field, Kind::Number, Need::Optional);
    }

    fn entry(&mut self, key: &str, field: &Field, kind: Kind, need: Need) {
        match (field, need) {
            (Field::Given(words), _) if !words.value.trim().is_empty() => {
                self.value(key, &unify_line_breaks(&words.value), kind);
            }
            (_, Need::Mandatory(what)) => self.missing(key, what),
            (Field::Absent, Need::Optional) => {}
            (Field::Wrong, Need::Optional) => self.missing(key, ""),
            (Field::Given(_) | Field::Empty(_), Need::Optional) => self.bare(key),
        }
    }

    /// A key with nothing behind it.
    pub fn bare(&mut self, key: &str) {
        let key = self.key(key);
        self.line(&key);
    }

    /// A key with nothing behind it, and a comment on what is to be written there.
    pub fn missing(&mut self, key: &str, what: &str) {
        let colon = if what.is_empty() { "" } else { ": " };
        let key = self.key(key);
        self.line(&format!("{key}  # da completare{colon}{what}"));
    }

    /// A line as it is, such as «tipologie: {}».
    pub fn line(&mut self, line: &str) {
        self.begin();
        self.end(line);
    }

    fn value(&mut self, key: &str, text: &str, kind: Kind) {
        let key = self.key(key);
        self.begin();
        let room = WIDTH.saturating_sub(self.indent + key.chars().count() + 1);
        match scalar(text, kind, room, WIDTH - self.indent - STEP) {
            Scalar::Inline(value) => self.end(&format!("{key} {value}")),
            Scalar::Block { mark, lines } => {
                self.end(&format!("{key} {mark}"));
                for line in lines {
                    let indent = if line.is_empty() { 0 } else { self.indent + STEP };
                    self.end(&format!("{:indent$}{line}", ""));
                }
            }
        }
    }

    /// `key` with its colon, as a line of this level begins.
    fn key(&self, key: &str) -> String {
        match key.chars().count() > LONGEST_KEY {
            true => format!("? {key}\n{:indent$}:", "", indent = self.indent),
            false => format!("{key}:"),
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
