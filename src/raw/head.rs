//! Head of a plan, put together from single values: rows of «Leggimi», options of the command line.

use super::{Field, RawPlan, RawReference, RawResolution, RawSigner};
use crate::model::{HeadKey, Key, years_in};
use crate::source::{Span, Words, offset_in, slice};

/// Head of a plan that single values state.
#[derive(Clone, Debug, PartialEq)]
pub struct StatedHead {
    /// Plan without objectives.
    pub plan: RawPlan,
    /// Area of the objectives that have none.
    pub area: Field,
    /// Period of the objectives that have none.
    pub period: Field,
    /// Service of the objectives that have neither a service nor a cross-cutting title.
    pub service: Field,
    /// Manager of the areas that have none.
    pub manager: Field,
}

/// Error of a value that does not have the form that its key needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnfitValue;

/// Two different values for one key of a plan's head.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// Value that holds.
    pub here: Words,
    /// Value that was stated besides.
    pub stated: Words,
}

impl StatedHead {
    /// Returns a head without values, of a file that begins at `span`.
    pub fn blank(span: Span) -> Self {
        StatedHead {
            plan: RawPlan::blank(span),
            area: Field::Absent,
            period: Field::Absent,
            service: Field::Absent,
            manager: Field::Absent,
        }
    }

    /// Sets the value of `key`, which stands at `place`; signers are added to those there are.
    ///
    /// # Errors
    /// [`UnfitValue`] for words that the key cannot have.
    pub fn set(&mut self, key: &HeadKey, place: Span, words: &Words) -> Result<(), UnfitValue> {
        match key {
            HeadKey::Whole(key) => self.set_whole(*key, words),
            HeadKey::Part(Key::Resolution, part) => self.plan.set_resolution(*part, words),
            HeadKey::Part(_, part) => self.plan.set_rule(*part, words),
            HeadKey::Entry(list, number, part) => {
                self.plan.set_entry(*list, *number, *part, place, words)
            }
            HeadKey::Named(list, name) => {
                let entry = (Words::new(name.clone(), place), Field::Given(words.clone()));
                match list {
                    Key::Fields => self.plan.fields.push(entry),
                    _ => self.plan.kinds.get_or_insert_default().push(entry),
                }
                Ok(())
            }
        }
    }

    fn set_whole(&mut self, key: Key, words: &Words) -> Result<(), UnfitValue> {
        let plan = &mut self.plan;
        let field = match key {
            Key::Title => &mut plan.title,
            Key::Entity => &mut plan.entity,
            Key::Date => &mut plan.date,
            Key::Annex => &mut plan.annex,
            Key::Premise => &mut plan.premise,
            Key::Closing => &mut plan.closing,
            Key::Classification => &mut plan.classification,
            Key::Weights => &mut plan.weights.whole,
            Key::Codes => &mut plan.codes,
            Key::Area => &mut self.area,
            Key::Period => &mut self.period,
            Key::Service => &mut self.service,
            Key::Manager => &mut self.manager,
            _ => return plan.set_list(key, words),
        };
        *field = Field::Given(words.clone());
        Ok(())
    }

    /// Takes the values of `other` that are missing here; returns those that are different.
    pub fn complete(&mut self, other: StatedHead) -> Vec<Contradiction> {
        let mut found = self.plan.complete(other.plan);
        let defaults = [
            (&mut self.area, other.area),
            (&mut self.period, other.period),
            (&mut self.service, other.service),
            (&mut self.manager, other.manager),
        ];
        found.extend(defaults.into_iter().filter_map(|(here, other)| complete(here, other)));
        found
    }
}

impl RawPlan {
    /// Takes the values of the head of `other` that are missing here; returns those that are
    /// different.
    pub fn complete(&mut self, other: RawPlan) -> Vec<Contradiction> {
        let mut pairs = vec![
            (&mut self.title, other.title),
            (&mut self.entity, other.entity),
            (&mut self.date, other.date),
            (&mut self.annex, other.annex),
            (&mut self.premise, other.premise),
            (&mut self.closing, other.closing),
            (&mut self.classification, other.classification),
            (&mut self.codes, other.codes),
            (&mut self.weights.whole, other.weights.whole),
            (&mut self.weights.unit, other.weights.unit),
            (&mut self.weights.total, other.weights.total),
        ];
        if let Some(other) = other.resolution {
            let here = self.resolution.get_or_insert_default();
            pairs.push((&mut here.body, other.body));
            pairs.push((&mut here.number, other.number));
            pairs.push((&mut here.date, other.date));
        }
        let mut found: Vec<Contradiction> =
            pairs.into_iter().filter_map(|(here, other)| complete(here, other)).collect();
        let same_years = |a: &[Words], b: &[Words]| years(a) == years(b);
        found.extend(complete_list(&mut self.years, other.years, same_years));
        found.extend(complete_list(&mut self.weights.scope, other.weights.scope, same_words));
        if let Some(levels) = other.levels {
            let here = self.levels.get_or_insert_default();
            found.extend(complete_list(here, levels, same_words));
        }
        found.extend(complete_entries(&mut self.fields, other.fields));
        if let Some(kinds) = other.kinds {
            found.extend(complete_entries(self.kinds.get_or_insert_default(), kinds));
        }
        found.extend(complete_signers(&mut self.signers, other.signers));
        found.extend(complete_references(&mut self.annexes, other.annexes));
        found
    }

    fn set_list(&mut self, key: Key, words: &Words) -> Result<(), UnfitValue> {
        match key {
            Key::Years => self.years = comma_list(words),
            Key::Levels => self.levels = Some(comma_list(words)),
            Key::Signers => self.signers.extend(lines(words).map(signer)),
            Key::Annexes => self.annexes = comma_list(words).into_iter().map(reference).collect(),
            Key::Resolution => self.resolution = Some(resolution(words).ok_or(UnfitValue)?),
            _ => return Err(UnfitValue),
        }
        Ok(())
    }

    fn set_resolution(&mut self, part: Key, words: &Words) -> Result<(), UnfitValue> {
        let resolution = self.resolution.get_or_insert_default();
        let field = match part {
            Key::AdoptingBody => &mut resolution.body,
            Key::Number => &mut resolution.number,
            _ => &mut resolution.date,
        };
        *field = Field::Given(words.clone());
        Ok(())
    }

    fn set_rule(&mut self, part: Key, words: &Words) -> Result<(), UnfitValue> {
        match part {
            Key::Unit => self.weights.unit = Field::Given(words.clone()),
            Key::Total => self.weights.total = Field::Given(words.clone()),
            _ => self.weights.scope = comma_list(words),
        }
        Ok(())
    }

    fn set_entry(
        &mut self,
        list: Key,
        number: usize,
        part: Key,
        place: Span,
        words: &Words,
    ) -> Result<(), UnfitValue> {
        let field = if list == Key::Signers {
            let empty = RawSigner { span: place, name: Field::Absent, role: Field::Absent };
            let signer = nth(&mut self.signers, number, empty).ok_or(UnfitValue)?;
            if part == Key::Name { &mut signer.name } else { &mut signer.role }
        } else {
            let empty = RawReference { span: place, label: Field::Absent, title: Field::Absent };
            let annex = nth(&mut self.annexes, number, empty).ok_or(UnfitValue)?;
            if part == Key::Annex { &mut annex.label } else { &mut annex.title }
        };
        *field = Field::Given(words.clone());
        Ok(())
    }
}

/// Takes `other` where `here` has no value; returns both if they are different.
fn complete(here: &mut Field, other: Field) -> Option<Contradiction> {
    let Field::Given(stated) = other else { return None };
    match here {
        Field::Given(here) if here.value.trim() == stated.value.trim() => None,
        Field::Given(here) => Some(Contradiction { here: here.clone(), stated }),
        Field::Absent | Field::Empty(_) => {
            *here = Field::Given(stated);
            None
        }
        // A finding has reported the value.
        Field::Wrong => None,
    }
}

/// Takes `other` where `here` is empty; returns an entry of both if they are not the `same`.
fn complete_list(
    here: &mut Vec<Words>,
    other: Vec<Words>,
    same: impl Fn(&[Words], &[Words]) -> bool,
) -> Option<Contradiction> {
    let (Some(first), Some(stated)) = (here.first(), other.first()) else {
        if here.is_empty() {
            *here = other;
        }
        return None;
    };
    (!same(here, &other)).then(|| Contradiction { here: first.clone(), stated: stated.clone() })
}

fn same_words(a: &[Words], b: &[Words]) -> bool {
    a.iter().map(|w| w.value.trim()).eq(b.iter().map(|w| w.value.trim()))
}

fn years(list: &[Words]) -> Vec<u16> {
    let all: Vec<&str> = list.iter().map(|words| words.value.as_str()).collect();
    years_in(&all.join(", ")).into_iter().collect()
}

/// Adds the entries of `other` whose names are missing here; returns those of another value.
fn complete_entries(
    here: &mut Vec<(Words, Field)>,
    other: Vec<(Words, Field)>,
) -> Vec<Contradiction> {
    let mut found = Vec::new();
    for (name, value) in other {
        match here.iter_mut().find(|(known, _)| known.value == name.value) {
            Some((_, known)) => found.extend(complete(known, value)),
            None => here.push((name, value)),
        }
    }
    found
}

fn complete_signers(here: &mut Vec<RawSigner>, other: Vec<RawSigner>) -> Vec<Contradiction> {
    if here.is_empty() {
        *here = other;
        return Vec::new();
    }
    let pairs = here.iter_mut().zip(&other).flat_map(|(here, other)| {
        [(&mut here.role, other.role.clone()), (&mut here.name, other.name.clone())]
    });
    let mut found: Vec<_> = pairs.filter_map(|(here, other)| complete(here, other)).collect();
    let states_roles = other.iter().any(|signer| signer.role != Field::Absent);
    if found.is_empty() && states_roles && here.len() != other.len() {
        found.extend(ends(&here[here.len() - 1].role, &other[other.len() - 1].role));
    }
    found
}

fn complete_references(
    here: &mut Vec<RawReference>,
    other: Vec<RawReference>,
) -> Vec<Contradiction> {
    if here.is_empty() {
        *here = other;
        return Vec::new();
    }
    let pairs = here.iter_mut().zip(&other).flat_map(|(here, other)| {
        [(&mut here.label, other.label.clone()), (&mut here.title, other.title.clone())]
    });
    let mut found: Vec<_> = pairs.filter_map(|(here, other)| complete(here, other)).collect();
    let states_labels = other.iter().any(|annex| annex.label != Field::Absent);
    if found.is_empty() && states_labels && here.len() != other.len() {
        found.extend(ends(&here[here.len() - 1].label, &other[other.len() - 1].label));
    }
    found
}

/// Returns the last entries of two lists of different lengths as a contradiction.
fn ends(here: &Field, stated: &Field) -> Option<Contradiction> {
    match (here, stated) {
        (Field::Given(here), Field::Given(stated)) => {
            Some(Contradiction { here: here.clone(), stated: stated.clone() })
        }
        _ => None,
    }
}

/// Returns the lines of a value that are not blank.
fn lines(words: &Words) -> impl Iterator<Item = Words> {
    let parts = words.value.lines().map(str::trim).filter(|line| !line.is_empty());
    parts.map(|line| slice(words, offset_in(&words.value, line), line.len()))
}

/// Returns the signer that a line names by capacity alone, as a plan may.
fn signer(capacity: Words) -> RawSigner {
    RawSigner { span: capacity.span, name: Field::Absent, role: Field::Given(capacity) }
}

/// Returns the annex that its letter or number names, as a plan may.
fn reference(label: Words) -> RawReference {
    RawReference { span: label.span, label: Field::Given(label), title: Field::Absent }
}

/// Returns the act that «Giunta n. 12 del 31.01.2025» names; `None` for other words.
fn resolution(words: &Words) -> Option<RawResolution> {
    let text = words.value.as_str();
    let part = |part: &str| {
        let part = part.trim().trim_end_matches(',');
        Field::Given(slice(words, offset_in(text, part), part.len()))
    };
    let (body, rest) = text.split_once(" n. ").or_else(|| text.split_once(" n."))?;
    let (number, date) = match rest.split_once(" del ") {
        Some((number, date)) => (number, Some(date)),
        None => (rest, None),
    };
    let is_number = number.trim().chars().all(|c| c.is_ascii_alphanumeric() || "/-.".contains(c));
    if body.trim().is_empty() || number.trim().is_empty() || !is_number {
        return None;
    }
    let date = date.map_or(Field::Absent, part);
    Some(RawResolution { body: part(body), number: part(number), date })
}

/// Splits «2020, 2021, 2022» into three years, «area, periodo» into two levels.
pub fn comma_list(words: &Words) -> Vec<Words> {
    let parts = words.value.split(',').map(str::trim).filter(|part| !part.is_empty());
    let entry = |part: &str| {
        let at = offset_in(&words.value, part);
        Words::new(part.to_owned(), words.span.part(at..at + part.len()))
    };
    parts.map(entry).collect()
}

/// Returns entry `number`, counted from 1, of a list, which grows to hold it if it is the next.
fn nth<T>(list: &mut Vec<T>, number: usize, empty: T) -> Option<&mut T> {
    let at = number.checked_sub(1)?;
    // Only the next entry may be added: «firmatari.9000000» must not allocate nine million.
    if at == list.len() {
        list.push(empty);
    }
    list.get_mut(at)
}
