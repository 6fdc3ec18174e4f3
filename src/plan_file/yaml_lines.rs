//! Lines of a plan in YAML: where keys, values and entries of lists begin and end.

use crate::model::Key;
use std::ops::Range;

/// Text of a plan, by its lines.
pub(super) struct YamlLines<'y> {
    /// Text.
    pub yaml: &'y str,
}

impl YamlLines<'_> {
    /// Returns the beginning of the line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.yaml[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Returns the end of the line, its line end included.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.yaml[at..].find('\n').map_or(self.yaml.len(), |end| at + end + 1)
    }

    /// Returns the column of the key before `at`: dashes of lists count as blanks. `None` if
    /// something else stands before the key, such as a brace.
    pub(super) fn key_column(&self, line_start: usize) -> Option<usize> {
        let line = &self.yaml[line_start..];
        let column = line.len() - line.trim_start_matches([' ', '-']).len();
        let is_key = !line[column..].starts_with(['{', '[', '?', '#', '"', '\'']);
        is_key.then_some(column)
    }

    /// Returns the beginning of the last line before `place` that has one of `keys` in the entry at `entry`;
    /// `None` if they stand in braces.
    pub(super) fn line_of(
        &self,
        keys: &[Key],
        entry: &Range<usize>,
        place: usize,
    ) -> Option<usize> {
        let first = self.line_start(entry.start);
        let keys: Vec<String> = keys.iter().map(|key| format!("{}:", key.name())).collect();
        let mut line = self.line_start(place);
        loop {
            let text = self.yaml[line..].trim_start_matches([' ', '-']);
            if keys.iter().any(|key| text.starts_with(key)) {
                return Some(line);
            }
            line = self.line_start(line.checked_sub(1).filter(|above| *above >= first)?);
        }
    }

    /// Returns the beginning of the line of a value's key, and the byte behind its colon; `None` for a
    /// value without a key on a line of its own.
    pub(super) fn key_of(&self, place: &Range<usize>) -> Option<(usize, usize)> {
        let mut line = self.line_start(place.start);
        // A block begins behind the line of its key.
        while self.yaml[line..place.start].trim().is_empty() && line > 0 {
            line = self.line_start(line - 1);
        }
        self.key_column(line)?;
        let before = &self.yaml[line..place.start];
        let colon = before.find(':')?;
        // Anything else between them, such as a brace, makes the place a part of the value.
        is_blank_start(&before[colon + 1..]).then_some((line, line + colon + 1))
    }

    /// Returns the place of a key in braces with its value and the comma behind it, or else the one before it;
    /// `None` for the only key.
    pub(super) fn in_braces(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let value = self.with_quotes(place);
        let before = self.yaml[..value.start].trim_end().strip_suffix(':')?;
        let start = before.rfind([',', '{', '\n'])?;
        let rest = &self.yaml[value.end..];
        let behind = rest.len() - rest.trim_start().len();
        match (self.yaml[start..].chars().next(), rest[behind..].chars().next()) {
            (Some(','), Some(',' | '}')) => Some(start..value.end),
            (Some('{'), Some(',')) => {
                let rest = &rest[behind + 1..];
                let blanks = rest.len() - rest.trim_start_matches(' ').len();
                Some(start + 1..value.end + behind + 1 + blanks)
            }
            _ => None,
        }
    }

    /// Returns the place of a value with the quotes around it.
    pub(super) fn with_quotes(&self, place: &Range<usize>) -> Range<usize> {
        let before = self.yaml[..place.start].chars().next_back();
        let behind = self.yaml[place.end..].chars().next();
        match (before, behind) {
            (Some('"'), Some('"')) | (Some('\''), Some('\'')) => place.start - 1..place.end + 1,
            _ => place.clone(),
        }
    }

    /// Returns the lines of an entry of a list, with the comments right above it and the empty line
    /// behind it; `None` if it does not begin a line with its dash.
    pub(super) fn entry(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let mut start = self.line_start(place.start);
        let dash = self.yaml[start..place.start].trim();
        if dash != "-" {
            return None;
        }
        while start > 0 {
            let above = self.line_start(start - 1);
            if !self.yaml[above..start].trim_start().starts_with('#') {
                break;
            }
            start = above;
        }
        let end = self.line_end(place.end);
        let next = self.line_end(end.min(self.yaml.len()));
        let is_blank = end < next && self.yaml[end..next].trim().is_empty();
        Some(start..if is_blank { next } else { end })
    }
}

/// Returns `true` for what may stand between the colon of a key and its whole value: blanks, a quote, or the
/// sign of a block with its line end.
fn is_blank_start(between: &str) -> bool {
    let start = between.trim();
    let start = start.strip_suffix(['"', '\'']).unwrap_or(start).trim_end();
    start.is_empty() || start.starts_with(['>', '|'])
}
