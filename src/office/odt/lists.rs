//! Lists of an OpenDocument text and the numbers of their items (OpenDocument 1.3, part 3, 5.3,
//! 16.30).

use crate::office::document::{ParagraphLabel, numeral};
use crate::office::xml::{attribute, number};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Level of a list.
#[derive(Clone, Default)]
struct OdtLevel {
    is_bullet: bool,
    /// Format of numbers: `1`, `a`, `A`, `i`, `I`; empty for none.
    format: String,
    prefix: String,
    suffix: String,
    /// Number of levels that the label shows, its own the last.
    shown: u32,
    start: u32,
    /// Label with numbers of levels as `%1%`, in files of newer programs.
    pattern: Option<String>,
    is_close: bool,
}

/// Levels of lists by style and level, from 1; the outline of headings has no name.
#[derive(Default)]
pub(super) struct ListStyles {
    levels: BTreeMap<(String, u32), OdtLevel>,
    /// Style and level being read.
    open: Option<(String, u32)>,
}

impl ListStyles {
    /// Begins a style of lists, or the outline.
    pub(crate) fn start(&mut self, tag: &BytesStart<'_>) {
        let is_outline = tag.local_name().as_ref() == "outline-style";
        let name = attribute(tag, "name").filter(|_| !is_outline).unwrap_or_default();
        self.open = Some((name.into_owned(), 0));
    }

    /// Takes up an element inside a style of lists.
    pub(crate) fn level(&mut self, tag: &BytesStart<'_>) {
        let Some((style, level)) = &mut self.open else { return };
        let value = |name| attribute(tag, name).map(|value| value.into_owned());
        let name = tag.local_name();
        let is_bullet =
            matches!(name.as_ref(), "list-level-style-bullet" | "list-level-style-image");
        match name.as_ref() {
            "list-level-style-bullet"
            | "list-level-style-image"
            | "list-level-style-number"
            | "outline-level-style" => {
                *level = number(tag, "level").unwrap_or(1);
                let read = OdtLevel {
                    is_bullet,
                    format: value("num-format").unwrap_or_default(),
                    prefix: value("num-prefix").unwrap_or_default(),
                    suffix: value("num-suffix").unwrap_or_default(),
                    shown: number(tag, "display-levels").unwrap_or(1),
                    start: number(tag, "start-value").unwrap_or(1),
                    pattern: value("num-list-format"),
                    is_close: false,
                };
                self.levels.insert((style.clone(), *level), read);
            }
            "list-level-label-alignment" => {
                let is_close = value("label-followed-by").as_deref() == Some("nothing");
                let key = (style.clone(), *level);
                self.levels.get_mut(&key).into_iter().for_each(|level| level.is_close = is_close);
            }
            "style" | "page-layout" | "body" => self.open = None,
            _ => {}
        }
    }

    fn get(&self, style: &str, level: u32) -> Option<&OdtLevel> {
        self.levels.get(&(style.to_owned(), level))
    }

    /// Writes the label of an item with the numbers of its levels, from the first; `Err` with a
    /// format that is not known.
    fn label(&self, style: &str, counts: &[u32]) -> Result<Option<ParagraphLabel>, String> {
        let level = u32::try_from(counts.len()).unwrap_or(u32::MAX);
        let Some(own) = self.get(style, level) else { return Ok(None) };
        if own.is_bullet {
            return Ok(Some(ParagraphLabel::Bullet));
        }
        if own.format.is_empty() {
            return Ok(None);
        }
        let written = |at: u32| {
            let format = self.get(style, at).map_or("", |level| level.format.as_str());
            let count = counts.get(at as usize - 1).copied().unwrap_or(1);
            numeral(count, name_of(format)).ok_or_else(|| format.to_owned())
        };
        let text = match &own.pattern {
            Some(pattern) => {
                let mut text = pattern.clone();
                for at in 1..=level {
                    let sign = format!("%{at}%");
                    if text.contains(&sign) {
                        text = text.replace(&sign, &written(at)?);
                    }
                }
                text
            }
            None => {
                let first = level.saturating_sub(own.shown.max(1)) + 1;
                let numbers: Result<Vec<_>, _> = (first..=level).map(written).collect();
                let numbers = numbers?.into_iter().filter(|number| !number.is_empty());
                let numbers = numbers.collect::<Vec<_>>().join(".");
                format!("{}{numbers}{}", own.prefix, own.suffix)
            }
        };
        let gap = if own.is_close { "" } else { " " };
        Ok(Some(ParagraphLabel::Number(text + gap)))
    }
}

/// Returns the name that Office Open XML has for a format.
fn name_of(format: &str) -> &str {
    match format {
        "" => "none",
        "1" => "decimal",
        "a" => "lowerLetter",
        "A" => "upperLetter",
        "i" => "lowerRoman",
        "I" => "upperRoman",
        "01" => "decimalZero",
        other => other,
    }
}

/// List with the numbers reached at its levels.
#[derive(Clone, Default)]
struct CountedList {
    style: String,
    /// Last number of each level, from the first; 0 before any.
    counts: Vec<Option<u32>>,
}

/// Lists that are open, and those that others continue.
#[derive(Default)]
pub(super) struct OpenLists {
    /// Outermost open list.
    current: CountedList,
    /// Number of open lists within each other.
    depth: usize,
    /// Styles of the open lists.
    styles: Vec<String>,
    id: String,
    /// Finished lists by identifier, and the last one of each style.
    by_id: BTreeMap<String, CountedList>,
    by_style: BTreeMap<String, CountedList>,
    outline: Vec<Option<u32>>,
    /// Number that the open item begins with.
    start: Option<u32>,
    /// `true` until the first paragraph of an item.
    is_pending: bool,
}

impl OpenLists {
    /// Begins a list.
    pub(crate) fn start_list(&mut self, tag: &BytesStart<'_>) {
        let value = |name| attribute(tag, name).map(|value| value.into_owned());
        let style = value("style-name").or_else(|| self.styles.last().cloned()).unwrap_or_default();
        if self.depth == 0 {
            self.id = value("id").unwrap_or_default();
            let continued = match value("continue-list") {
                Some(id) => self.by_id.get(&id).cloned(),
                None if value("continue-numbering").as_deref() == Some("true") => {
                    self.by_style.get(&style).cloned()
                }
                None => None,
            };
            self.current = continued.unwrap_or_default();
            self.current.style.clone_from(&style);
        }
        self.styles.push(style);
        self.depth += 1;
    }

    /// Ends a list.
    pub(crate) fn end_list(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.styles.pop();
        self.is_pending = false;
        if self.depth == 0 {
            let list = std::mem::take(&mut self.current);
            self.by_id.insert(std::mem::take(&mut self.id), list.clone());
            self.by_style.insert(list.style.clone(), list);
        }
    }

    /// Begins an item; one without a label if `has_label` is not set.
    pub(crate) fn start_item(&mut self, tag: &BytesStart<'_>, has_label: bool) {
        self.is_pending = has_label;
        self.start = number(tag, "start-value");
    }

    /// Counts the paragraph that begins, and returns its label and its level, from 0.
    ///
    /// # Errors
    /// Format of numbers that is not known.
    pub(crate) fn label(
        &mut self,
        styles: &ListStyles,
    ) -> Result<Option<(ParagraphLabel, usize)>, String> {
        if !std::mem::take(&mut self.is_pending) || self.depth == 0 {
            return Ok(None);
        }
        let style = self.styles.last().cloned().unwrap_or_default();
        let start = self.start.take();
        let counts = count(&mut self.current.counts, self.depth, start, styles, &style);
        Ok(styles.label(&style, &counts)?.map(|label| (label, self.depth - 1)))
    }

    /// Counts a heading of the outline and returns its label.
    ///
    /// # Errors
    /// Format of numbers that is not known.
    pub(crate) fn heading(
        &mut self,
        level: usize,
        styles: &ListStyles,
    ) -> Result<Option<ParagraphLabel>, String> {
        self.is_pending = false;
        let counts = count(&mut self.outline, level.clamp(1, 10), None, styles, "");
        styles.label("", &counts)
    }
}

/// Counts on at a level, from 1, and returns the numbers up to it.
fn count(
    counts: &mut Vec<Option<u32>>,
    level: usize,
    start: Option<u32>,
    styles: &ListStyles,
    style: &str,
) -> Vec<u32> {
    let first = |at: usize| {
        u32::try_from(at)
            .ok()
            .and_then(|at| styles.get(style, at + 1))
            .map_or(1, |level| level.start)
    };
    counts.resize(level, None);
    if let Some(last) = counts.last_mut() {
        let next = last.map_or_else(|| first(level - 1), |count| count.saturating_add(1));
        *last = Some(start.unwrap_or(next));
    }
    // Levels above that no item has had yet count as begun, as LibreOffice shows them.
    let counts = counts.iter_mut().enumerate();
    counts.map(|(at, count)| *count.get_or_insert_with(|| first(at))).collect()
}
