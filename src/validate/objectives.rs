//! Objectives, in groups or as rows.

use super::Reported;
use super::builder::{GroupContext, PlanBuilder};
use super::weights::{self, StatedWeight};
use crate::diag::{Code, Diagnostic};
use crate::model::{Area, Assignment, Key, Objective, Period, Text};
use crate::raw::{Field, RawObjective};
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

impl PlanBuilder<'_, '_, '_> {
    /// Adds an objective that stands in the groups of `context`.
    pub(super) fn objective(&mut self, mut raw: RawObjective, context: &GroupContext) {
        let place = self.validator.beginning(raw.span);
        let mut field = |key| raw.fields.take(key);
        let code = self.code(field(Key::Code), context);
        let (service, title) = (field(Key::Service), field(Key::CrossCutting));
        let assignment = self.assignment(service, title, place, context);
        let kind = field(Key::Kind);
        let unknown_kind = matches!(kind, Field::Given(_) | Field::Wrong);
        let kind = self.kind(kind);
        let description = self.validator.required(
            field(Key::Description),
            place,
            Key::Description.name(),
            "ogni obiettivo",
        );
        let (result, indicator) = (field(Key::ExpectedResult), field(Key::Indicator));
        let unread = [&result, &indicator].iter().any(|f| matches!(f, Field::Wrong))
            || raw.indicators.is_none();
        let expected_result = self.validator.optional(result);
        let weight = field(Key::Weight);
        let years = self.years(context);
        let indicators = self.indicators(indicator, raw.indicators, &years);
        let outcomes = self.outcomes(raw.outcomes, &years);
        let weight = weights::weight(self.validator, weight, &self.rules.weights);
        let has_weights = raw.extra.iter().any(|(key, _)| key.value == Key::Weight.name());
        let extra = self.extra(raw.extra, &context.extra);
        // An objective without its place, its service or its task cannot be printed. It is left
        // out, and the gap keeps checks from judging its period as if it were complete.
        let (Some((area, period)), Ok(assignment), Some(description)) =
            (self.indices(context), assignment, description)
        else {
            self.parts.gaps.left_out.insert(self.parts.objectives.len());
            self.parts.gaps.groups.extend(context.area.zip(context.period));
            return;
        };
        if weight.is_err() || has_weights && extra.is_err() {
            self.parts.gaps.groups.insert((area, period));
        }
        let unsound = extra.is_err() || indicators.is_err();
        if weight.is_err() || unread || unsound || (unknown_kind && kind.is_none()) {
            self.parts.gaps.objectives.insert(self.parts.objectives.len());
        }
        let (weight, mark) = weight.unwrap_or(StatedWeight::Absent).parted();
        let mut extra = extra.unwrap_or_default();
        extra.extend(mark.map(|mark| self.fields.weight_mark(mark)));
        self.parts.objectives.push(Objective {
            area,
            period,
            code,
            assignment,
            kind,
            description,
            expected_result,
            indicators: indicators.unwrap_or_default(),
            weight,
            extra,
            outcomes,
            span: raw.span,
        });
    }

    /// Returns the years of an objective: those of its period, else those of the plan.
    fn years(&self, context: &GroupContext) -> BTreeSet<u16> {
        let own = context.period.map(|period| &self.parts.periods[period].years);
        own.filter(|years| !years.is_empty()).unwrap_or(self.rules.years).clone()
    }

    /// Returns the area and the period of a place; `None` if they are mandatory and unknown.
    fn indices(&mut self, place: &GroupContext) -> Option<(usize, usize)> {
        if place.lost {
            return None;
        }
        if self.rules.levels.is_none() {
            return place.area.zip(place.period);
        }
        Some((
            place.area.unwrap_or_else(|| self.nameless_area()),
            place.period.unwrap_or_else(|| self.nameless_period()),
        ))
    }

    fn nameless_area(&mut self) -> usize {
        // One area without a name stands for all: every objective has the index of an area.
        let areas = &mut self.parts.areas;
        *self.index.nameless_area.get_or_insert_with(|| {
            areas.push(Area { name: None, manager: None });
            areas.len() - 1
        })
    }

    fn nameless_period(&mut self) -> usize {
        let periods = &mut self.parts.periods;
        *self.index.nameless_period.get_or_insert_with(|| {
            periods.push(Period { label: None, years: BTreeSet::new() });
            periods.len() - 1
        })
    }

    /// Validates a code, which no other objective of the innermost group may have.
    fn code(&mut self, field: Field, context: &GroupContext) -> Option<Text> {
        let code = self.validator.optional(field)?;
        let words = code.value.trim().to_owned();
        let message =
            format!("Il codice «{words}» è già di un altro obiettivo dello stesso gruppo.");
        let key = (context.labels(self.rules.levels.unwrap_or_default()), words);
        if let Some(&first) = self.codes.get(&key) {
            let finding = Diagnostic::new(Code::RepeatedCode, code.span, message)
                .at("di nuovo qui")
                .also(first, "la prima volta qui")
                .hint("Dare a ogni obiettivo il suo codice.");
            self.validator.push(finding);
        } else {
            self.codes.insert(key, code.span);
        }
        Some(code)
    }

    fn assignment(
        &mut self,
        service: Field,
        cross_cutting: Field,
        place: Span,
        context: &GroupContext,
    ) -> Result<Option<Assignment>, Reported> {
        match (service, cross_cutting) {
            (Field::Given(service), Field::Given(title)) => {
                let finding = Diagnostic::new(
                    Code::TwoAssignments,
                    title.span,
                    "L'obiettivo ha sia «servizio» sia «trasversale».",
                )
                .also(service.span, "il servizio")
                .hint("Lasciarne uno solo: la prima colonna della tabella ne mostra uno.");
                self.validator.push(finding);
                Err(Reported)
            }
            (Field::Wrong, _) | (_, Field::Wrong) => Err(Reported),
            // In a plan with levels of its own a group may name the service, or nothing does.
            (Field::Absent | Field::Empty(_), Field::Absent | Field::Empty(_))
                if self.rules.levels.is_some() =>
            {
                Ok(context.service.clone().map(Assignment::Service))
            }
            (Field::Absent, title @ Field::Empty(_)) => {
                self.validator.required(title, place, Key::CrossCutting.name(), "l'obiettivo");
                Err(Reported)
            }
            (service, Field::Absent | Field::Empty(_)) => {
                let owner = "ogni obiettivo (al suo posto può avere «trasversale»)";
                let service = self.validator.required(service, place, Key::Service.name(), owner);
                service.map(|service| Some(Assignment::Service(service))).ok_or(Reported)
            }
            (_, Field::Given(title)) => {
                let title = self.validator.text(title).ok_or(Reported)?;
                Ok(Some(Assignment::CrossCutting { title }))
            }
        }
    }

    fn kind(&mut self, field: Field) -> Option<Spanned<usize>> {
        let text = self.validator.optional(field)?;
        let wanted = text.value.trim();
        match self.rules.kinds.iter().position(|kind| kind.code == wanted) {
            Some(index) => Some(Spanned::new(index, text.span)),
            None => {
                let known: Vec<_> =
                    self.rules.kinds.iter().map(|k| format!("{} ({})", k.code, k.label)).collect();
                let message = format!("«{wanted}» non è una tipologia del piano.");
                let finding = Diagnostic::new(Code::UnknownKind, text.span, message);
                self.validator
                    .push(finding.hint(format!("Le tipologie sono: {}.", known.join(", "))));
                None
            }
        }
    }
}
