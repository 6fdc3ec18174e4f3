//! Bands: lines that name the area or the period of the rows below them.

use super::declared_levels::DeclaredGroups;
use super::word_forms::{letters, words};
use crate::model::Key;
use crate::raw::{Field, RawObjective, Words};

/// Name that holds for the rows below it.
#[derive(Clone, Debug)]
struct Band {
    words: Words,
    /// `true` once a row took the name, or a column stated the same.
    is_used: bool,
}

/// Label and value of a line that holds for the rows below it.
#[derive(Clone, Debug)]
struct BandFact {
    label: Words,
    value: Words,
    /// `true` once a row took the value.
    is_used: bool,
}

/// Names that hold at the current row of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct GridBands {
    area: Option<Band>,
    period: Option<Band>,
    /// `true` if areas stand under periods.
    period_first: bool,
    /// Person who leads the area.
    manager: Option<BandFact>,
    /// Values that lines state for all rows of the area: «Centro di costo: 01.02.001».
    facts: Vec<BandFact>,
    /// Depth of the heading that named the area above a table of a document, 0 for a paragraph;
    /// `None` if the area was named elsewhere.
    pub area_depth: Option<u8>,
    /// Depth of the heading that named the service above a table of a document.
    pub service_depth: Option<u8>,
    /// First word of the lines that head parts of an area; blank if there were none.
    pub part: String,
    /// First line left out right below the area: others like it are parts of the area as well.
    pub subtitle: Option<String>,
    /// Groups of a layout's own levels.
    pub declared: DeclaredGroups,
}

impl GridBands {
    /// Begins an area; returns the bands that ended unused, or `None` if the area goes on.
    pub(crate) fn begin_area(&mut self, words: Words) -> Option<Vec<Words>> {
        let new = letters(&words.value);
        let known = self.area.as_ref().map(|band| letters(&band.words.value));
        // A band is written again on a new page, perhaps with «segue» behind it.
        if known.is_some_and(|known| known == new || format!("{known}segue") == new) {
            return None;
        }
        let mut ended = vec![self.area.replace(Band { words, is_used: false })];
        self.subtitle = None;
        // The manager named so far led the area before, and the same holds for other facts.
        let mut lost = self.end_facts();
        lost.extend(self.end_manager());
        // Under areas, the period of the area before does not hold for the next.
        if !self.period_first {
            ended.push(self.period.take());
        }
        lost.extend(unused(ended));
        Some(lost)
    }

    /// Begins the manager of an area; returns the one before if no row used it.
    pub(crate) fn begin_manager(&mut self, label: Words, value: Words) -> Option<Words> {
        let lost = self.end_manager();
        self.manager = Some(BandFact { label, value, is_used: false });
        lost
    }

    /// Returns heading and name of the person who leads the area of a row; `column` is what the
    /// row's own column states.
    pub(crate) fn manager(&mut self, column: Option<(Words, Words)>) -> Option<(Words, Words)> {
        // The manager of the area before does not lead this one.
        let column = column.filter(|(_, name)| !ends(&self.area, name));
        if let Some(manager) = &mut self.manager {
            let stated = column.as_ref().map(|(_, name)| letters(&name.value));
            // A band that states the same as the column is not lost when the row ignores it.
            manager.is_used |= stated.is_none_or(|name| name == letters(&manager.value.value));
        }
        let band = || self.manager.as_ref().map(|m| (m.label.clone(), m.value.clone()));
        column.or_else(band)
    }

    /// Removes the manager; returns the name if no row used it.
    fn end_manager(&mut self) -> Option<Words> {
        self.manager.take().filter(|manager| !manager.is_used).map(|manager| manager.value)
    }

    /// Returns the name of the area that holds.
    pub(crate) fn area_name(&self) -> Option<&str> {
        self.area.as_ref().map(|band| band.words.value.as_str())
    }

    /// Returns the name of the period that holds.
    pub(crate) fn period_name(&self) -> Option<&str> {
        self.period.as_ref().map(|band| band.words.value.as_str())
    }

    /// Returns `true` if the manager that holds is a line with the name alone.
    pub(crate) fn is_manager_placed(&self) -> bool {
        self.manager.as_ref().is_some_and(|manager| manager.label.span == manager.value.span)
    }

    /// Returns the name of the manager that holds.
    pub(crate) fn manager_name(&self) -> Option<&str> {
        self.manager.as_ref().map(|manager| manager.value.value.as_str())
    }

    /// Returns `true` if an area holds that no row took so far.
    pub(crate) fn is_area_unused(&self) -> bool {
        self.area.as_ref().is_some_and(|band| !band.is_used)
    }

    /// Returns `true` if the area that holds stands before `place`.
    pub(crate) fn is_area_before(&self, place: &Words) -> bool {
        self.area.as_ref().is_some_and(|band| starts_after(place, &band.words))
    }

    /// Returns `true` if a fact with this label holds: the next of its kind is a part of the same area.
    pub(crate) fn has_fact(&self, label: &str) -> bool {
        self.facts.iter().any(|fact| letters(&fact.label.value) == letters(label))
    }

    /// Begins a fact; one with the same label ends.
    pub(crate) fn begin_fact(&mut self, label: Words, value: Words) {
        self.facts.retain(|fact| letters(&fact.label.value) != letters(&label.value));
        self.facts.push(BandFact { label, value, is_used: false });
    }

    /// Returns label and value of each fact that a row takes over; one that has a service of its own
    /// takes no other.
    pub(crate) fn take_facts(&mut self, service: Option<&str>) -> Vec<(Words, Words)> {
        for fact in &mut self.facts {
            let is_taken = !is_service(&fact.label.value)
                || service.is_none_or(|own| letters(own) == letters(&fact.value.value));
            fact.is_used |= is_taken;
        }
        self.facts.iter().map(|fact| (fact.label.clone(), fact.value.clone())).collect()
    }

    /// Removes the facts; returns those that no row used.
    fn end_facts(&mut self) -> Vec<Words> {
        let facts = std::mem::take(&mut self.facts);
        facts.into_iter().filter(|fact| !fact.is_used).map(|fact| fact.value).collect()
    }

    /// Begins a period; returns the bands that ended unused, or `None` if the period goes on.
    pub(crate) fn begin_period(&mut self, words: Words) -> Option<Vec<Words>> {
        let new = letters(&words.value);
        if self.period.as_ref().is_some_and(|band| letters(&band.words.value) == new) {
            return None;
        }
        let mut ended = Vec::new();
        // A period before any area shows that areas stand under periods, not the other way round.
        if self.area.is_none() {
            self.period_first = true;
        } else if self.period_first {
            ended.push(self.area.take());
        }
        // A band without rows must not vanish silently: the caller reports those that ended unused.
        ended.push(self.period.replace(Band { words, is_used: false }));
        Some(unused(ended))
    }

    /// Returns the area of a row; `column` is what the row's own column states.
    pub(crate) fn area(&mut self, column: Option<&Words>) -> Option<Words> {
        name_for_row(&mut self.area, column)
    }

    /// Returns the period of a row; `column` is what the row's own column states.
    pub(crate) fn period(&mut self, column: Option<&Words>) -> Option<Words> {
        name_for_row(&mut self.period, column)
    }

    /// Removes area and period; returns those that no row used.
    pub(crate) fn end(&mut self) -> Vec<Words> {
        let mut lost = unused(vec![self.area.take(), self.period.take()]);
        lost.extend(self.end_facts());
        lost.extend(self.end_manager());
        lost
    }

    /// Returns everything that no row used.
    pub(crate) fn unused(mut self) -> (Vec<Words>, Vec<Words>) {
        (self.end(), self.declared.unused())
    }
}

/// Returns `true` for the label of a service: «Servizio», «Uffici assegnati».
pub(super) fn is_service(label: &str) -> bool {
    let first = words(label).into_iter().next().unwrap_or_default();
    matches!(first.as_str(), "servizio" | "servizi" | "ufficio" | "uffici")
}

/// Gives a row what a line states for all rows: the service or a further field, unless the row has
/// its own.
pub(super) fn put_fact(objective: &mut RawObjective, label: Words, value: Words) {
    if is_service(&label.value) {
        let has_own = [Key::Service, Key::CrossCutting]
            .iter()
            .any(|key| objective.fields[*key] != Field::Absent);
        if !has_own {
            objective.fields[Key::Service] = Field::Given(value);
        }
        return;
    }
    let mut keys = objective.extra.iter().map(|(key, _)| letters(&key.value));
    if !keys.any(|key| key == letters(&label.value)) {
        objective.extra.push((label, Field::Given(value).into()));
    }
}

fn unused(bands: Vec<Option<Band>>) -> Vec<Words> {
    bands.into_iter().flatten().filter(|band| !band.is_used).map(|band| band.words).collect()
}

/// Returns `true` if a band stands below the cell that filled the column: it ends what the cell
/// stated for the rows below.
fn ends(band: &Option<Band>, column: &Words) -> bool {
    band.as_ref().is_some_and(|band| starts_after(&band.words, column))
}

/// Returns `true` if a text stands behind another of the same file.
fn starts_after(text: &Words, other: &Words) -> bool {
    let start = |words: &Words| words.span.range().start;
    text.span.file() == other.span.file() && start(text) > start(other)
}

fn name_for_row(band: &mut Option<Band>, column: Option<&Words>) -> Option<Words> {
    let Some(column) = column.filter(|column| !ends(band, column)) else {
        let band = band.as_mut()?;
        band.is_used = true;
        return Some(band.words.clone());
    };
    if let Some(band) = band.as_mut().filter(|band| !band.is_used) {
        // A band that states the same as the column is not lost when the row ignores it.
        band.is_used = letters(&band.words.value) == letters(&column.value);
    }
    Some(column.clone())
}
