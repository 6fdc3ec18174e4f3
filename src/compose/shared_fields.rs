//! Values that all objectives of a group share in the fields that templates name, and the
//! account of those that were printed.

use super::composer::Composer;
use super::fields::{FieldContent, split_year};
use super::texts::ComposeResult;
use crate::group::Group;
use crate::italian::quotation::quote_words;
use crate::layout::GroupFields;
use crate::model::{Extra, GroupFacts, Objective};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Values of the objectives of a group for its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedFields<'a> {
    /// Values by field.
    pub fields: GroupFields<'a>,
    /// Places of the objectives; that of the group itself if it has none.
    pub objectives: Vec<Span>,
    /// Places of the values that the group states though not all of its objectives do, by field.
    pub stated: BTreeMap<&'a str, Span>,
}

impl SharedFields<'_> {
    /// Returns the places whose values a text prints that names `field`.
    pub(crate) fn places(&self, field: &str) -> &[Span] {
        self.stated.get(field).map_or(&self.objectives, std::slice::from_ref)
    }
}

/// Fields of objectives that texts of the layout have printed.
#[derive(Clone, Debug, Default)]
pub(super) struct PrintedFields(BTreeMap<String, BTreeSet<Span>>);

impl PrintedFields {
    /// Adds a field of each of the objectives at these places.
    pub(crate) fn add(&mut self, field: &str, objectives: &[Span]) {
        self.0.entry(field.to_owned()).or_default().extend(objectives);
    }

    /// Returns `true` if the field of the objective at that place was printed.
    pub(crate) fn has(&self, field: &str, objective: Span) -> bool {
        self.0.get(field).is_some_and(|places| places.contains(&objective))
    }

    /// Returns `true` if the field of any objective was printed.
    pub(crate) fn has_any(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }
}

impl<'a> Composer<'a> {
    /// Returns the values that all objectives of `group` share.
    pub(crate) fn common(&self, group: &Group<'a>) -> ComposeResult<SharedFields<'a>> {
        if let Some(facts) = self.without_objectives_of(group) {
            return Ok(self.stated(facts));
        }
        let label = group.label.map(|label| quote_words(&label.value));
        let name = label.map_or("Nel gruppo".to_owned(), |label| format!("Nel gruppo {label}"));
        let mut shared = self.shared(&name, &group.objectives())?;
        for (field, _) in self.layout.templates.fields() {
            let (name, year) = split_year(self.plan, field);
            // What the group itself says goes before what its objectives say.
            if let Some(stated) = self.overridden(group, name) {
                let text = FieldContent::values(Some(&stated.values), year, stated.key.span).text;
                shared.fields.set(field, text);
                shared.stated.insert(field, stated.key.span);
            }
        }
        Ok(shared)
    }

    /// Returns the value that `group` states in `field` though not all of its objectives have it.
    pub(crate) fn overridden(&self, group: &Group<'a>, field: &str) -> Option<&'a Extra> {
        // Asked for each field that a template names: few plans have any.
        if self.plan.overridden.is_empty() {
            return None;
        }
        let first = group.objectives().first().map(|objective| objective.span)?;
        let mut of_group = self.plan.overridden.iter().filter(|stated| {
            let start = self.plan.objectives.get(stated.objectives.start);
            stated.level == group.level && start.is_some_and(|start| start.span == first)
        });
        of_group.find_map(|stated| Some(&stated.field).filter(|extra| extra.key.value == field))
    }

    /// Returns the facts of `group` if it has no objectives.
    pub(crate) fn without_objectives_of(&self, group: &Group<'a>) -> Option<&'a GroupFacts> {
        group.texts.last().copied().filter(|_| group.objectives().is_empty())
    }

    /// Returns the values that `facts` state of a group without objectives.
    fn stated(&self, facts: &GroupFacts) -> SharedFields<'a> {
        let mut fields = GroupFields::default();
        for (field, _) in self.layout.templates.fields() {
            let (name, year) = split_year(self.plan, field);
            fields.set(field, self.words_of_group(facts, name, year));
        }
        // The place of such a group stands for those of its objectives.
        SharedFields { fields, objectives: vec![facts.span], stated: BTreeMap::new() }
    }

    /// Returns the values that `objectives` share; messages name them by `name`.
    pub(crate) fn shared(
        &self,
        name: &str,
        objectives: &[&'a Objective],
    ) -> ComposeResult<SharedFields<'a>> {
        let mut fields = GroupFields::default();
        for (field, _) in self.layout.templates.fields() {
            match self.alike(objectives, field)? {
                Ok(text) => fields.set(field, text),
                Err((one, other)) => {
                    let shown = |text: &str| match text.trim() {
                        "" => "niente".to_owned(),
                        words => quote_words(words),
                    };
                    let (one, other) = (shown(&one), shown(&other));
                    let reason = format!(
                        "{name} gli obiettivi non dicono lo stesso in «{field}»: {one} e {other}."
                    );
                    fields.set_differing(field, reason);
                }
            }
        }
        let objectives = objectives.iter().map(|objective| objective.span).collect();
        Ok(SharedFields { fields, objectives, stated: BTreeMap::new() })
    }

    /// Returns the text that all `objectives` have in `field`, or the first two that differ.
    pub(crate) fn alike(
        &self,
        objectives: &[&Objective],
        field: &str,
    ) -> ComposeResult<Result<String, (String, String)>> {
        let (name, year) = split_year(self.plan, field);
        let mut first: Option<String> = None;
        for objective in objectives {
            let text = self.field_text(objective, name, year)?;
            match &first {
                None => first = Some(text),
                // A value that some objectives lack is not shared: the text would speak for them too.
                Some(one) if one.trim() != text.trim() => return Ok(Err((one.clone(), text))),
                Some(_) => {}
            }
        }
        Ok(Ok(first.unwrap_or_default()))
    }
}
