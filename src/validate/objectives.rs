//! Objectives, wherever they stand.

use super::Validator;
use super::groups::Names;
use super::values::Kinds;
use crate::diag::{Code, Diagnostic};
use crate::model::{
    Area, Assignment, Extra, FieldKind, Gaps, GroupFacts, Indicator, Key, Level, Objective,
    ObjectiveKind, Period, Text, WeightRule,
};
use crate::raw::{Field, RawArea, RawExtra, RawGroup, RawIndicator, RawObjective};
use crate::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// The most indicators of an objective.
const MOST_INDICATORS: usize = 50;

/// What there is to validate, and the plan's own rules.
pub(super) struct Outline<'k> {
    pub areas: Vec<RawArea>,
    pub groups: Vec<RawGroup>,
    pub rows: Vec<RawObjective>,
    pub kinds: &'k [ObjectiveKind],
    pub rule: WeightRule,
    /// The levels that the plan names, if it does.
    pub levels: Option<&'k [Level]>,
    pub fields: BTreeMap<String, FieldKind>,
    pub years: &'k BTreeSet<u16>,
}

/// What is sound of it.
#[derive(Default)]
pub(super) struct Content {
    pub areas: Vec<Area>,
    pub periods: Vec<Period>,
    pub groups: Vec<GroupFacts>,
    pub objectives: Vec<Objective>,
    pub gaps: Gaps,
}

/// Where an objective stands, and what it takes over from there.
#[derive(Clone, Default)]
pub(super) struct Place {
    pub area: Option<usize>,
    pub period: Option<usize>,
    /// The group of the level `servizio`.
    pub service: Option<Text>,
    /// What its groups say, outermost first.
    pub extra: Vec<Extra>,
    /// Whether a finding has said that something of it cannot be told.
    pub lost: bool,
}

impl Place {
    /// Adds what `extra` says, in the place of what was said of the same field before.
    pub fn say(&mut self, extra: Extra) {
        say(&mut self.extra, extra);
    }
}

fn say(all: &mut Vec<Extra>, extra: Extra) {
    match all.iter_mut().find(|other| other.key.value == extra.key.value) {
        Some(other) => *other = extra,
        None => all.push(extra),
    }
}

pub(super) struct Builder<'v, 'a, 'k> {
    pub validator: &'v mut Validator<'a>,
    pub content: Content,
    pub kinds: &'k [ObjectiveKind],
    pub rule: WeightRule,
    pub levels: Option<&'k [Level]>,
    pub fields: Kinds<'k>,
    /// Areas by name, and periods by label, of each area where areas are the outer level.
    pub area_index: Names,
    pub period_index: BTreeMap<Option<usize>, Names>,
    /// The area and the period of objectives that have none.
    pub nameless: (Option<usize>, Option<usize>),
    /// The first place of each code.
    codes: BTreeMap<String, Span>,
    /// How many rows of the file name each area, sound or not.
    pub rows_of_area: BTreeMap<usize, usize>,
    /// How many fields objectives have taken over from their groups.
    pub taken_over: usize,
}

impl<'a> Validator<'a> {
    pub(super) fn objectives(&mut self, outline: Outline<'_>) -> Content {
        let strange = BTreeMap::new();
        let mut builder = Builder {
            validator: self,
            content: Content::default(),
            kinds: outline.kinds,
            rule: outline.rule,
            levels: outline.levels,
            fields: Kinds { fields: outline.fields, years: outline.years, strange },
            area_index: Names::default(),
            period_index: BTreeMap::new(),
            nameless: (None, None),
            codes: BTreeMap::new(),
            rows_of_area: BTreeMap::new(),
            taken_over: 0,
        };
        builder.all(outline.areas, outline.groups, outline.rows);
        let Builder { mut content, fields, .. } = builder;
        content.groups.retain(|facts| !facts.objectives.is_empty());
        self.strange_years(fields);
        content
    }
}

impl Builder<'_, '_, '_> {
    pub(super) fn objective(&mut self, mut raw: RawObjective, place_of: &Place) {
        let place = self.validator.beginning(raw.span);
        let mut field = |key| raw.fields.take(key);
        let code = self.code(field(Key::Code));
        let (service, title) = (field(Key::Service), field(Key::CrossCutting));
        let assignment = self.assignment(service, title, place, place_of);
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
        let indicators = self.indicators(indicator, raw.indicators);
        let weight = self.validator.weight(weight, &self.rule);
        let extra = self.extra(raw.extra, &place_of.extra);
        let (Some((area, period)), Ok(assignment), Some(description)) =
            (self.indices(place_of), assignment, description)
        else {
            self.content.gaps.left_out.insert(self.content.objectives.len());
            self.content.gaps.groups.extend(place_of.area.zip(place_of.period));
            return;
        };
        if weight.is_err() {
            self.content.gaps.groups.insert((area, period));
        }
        let unsound = extra.is_err() || indicators.is_err();
        if weight.is_err() || unread || unsound || (unknown_kind && kind.is_none()) {
            self.content.gaps.objectives.insert(self.content.objectives.len());
        }
        self.content.objectives.push(Objective {
            area,
            period,
            code,
            assignment,
            kind,
            description,
            expected_result,
            indicators: indicators.unwrap_or_default(),
            weight: weight.ok().flatten(),
            extra: extra.unwrap_or_default(),
            span: raw.span,
        });
    }

    /// The area and the period of `place`; `None` where they are mandatory and not known.
    fn indices(&mut self, place: &Place) -> Option<(usize, usize)> {
        if place.lost {
            return None;
        }
        if self.levels.is_none() {
            return place.area.zip(place.period);
        }
        Some((
            place.area.unwrap_or_else(|| self.nameless_area()),
            place.period.unwrap_or_else(|| self.nameless_period()),
        ))
    }

    fn nameless_area(&mut self) -> usize {
        let areas = &mut self.content.areas;
        *self.nameless.0.get_or_insert_with(|| {
            areas.push(Area { name: None, manager: None });
            areas.len() - 1
        })
    }

    fn nameless_period(&mut self) -> usize {
        let periods = &mut self.content.periods;
        *self.nameless.1.get_or_insert_with(|| {
            periods.push(Period { label: None, years: BTreeSet::new() });
            periods.len() - 1
        })
    }

    /// `indicatore`, or those of `indicatori`.
    fn indicators(
        &mut self,
        one: Field,
        many: Option<Vec<RawIndicator>>,
    ) -> Result<Vec<Indicator>, ()> {
        let many = many.unwrap_or_default();
        if let (Field::Given(text), Some(first)) = (&one, many.first()) {
            let message = "L'obiettivo ha sia «indicatore» sia «indicatori».";
            let finding = Diagnostic::new(Code::DuplicateKey, first.span, message);
            let finding = finding.also(text.span, "l'altro indicatore");
            self.validator
                .push(finding.hint("Scriverli tutti sotto «indicatori», ognuno dopo «- »."));
        }
        if let Some(first) = many.get(MOST_INDICATORS) {
            let message = format!(
                "Gli indicatori sono {}: possono essere al massimo {MOST_INDICATORS}.",
                many.len()
            );
            let finding = Diagnostic::new(Code::LimitExceeded, first.span, message);
            self.validator.push(finding.hint("Dividere l'obiettivo in più obiettivi."));
        }
        let one = self.validator.optional(one).map(|text| {
            let span = text.span;
            Indicator { text, weight: None, extra: Vec::new(), span }
        });
        let mut all: Vec<Indicator> = one.into_iter().collect();
        let mut sound = true;
        for raw in many.into_iter().take(MOST_INDICATORS) {
            match self.indicator(raw) {
                Ok(indicator) => all.push(indicator),
                Err(()) => sound = false,
            }
        }
        if sound { Ok(all) } else { Err(()) }
    }

    fn indicator(&mut self, raw: RawIndicator) -> Result<Indicator, ()> {
        let place = self.validator.beginning(raw.span);
        let text = self.validator.required(raw.text, place, "testo", "ogni indicatore");
        let any = WeightRule { total: None, ..self.rule.clone() };
        let weight = self.validator.weight(raw.weight, &any);
        let extra = self.extra(raw.extra, &[]);
        let text = text.ok_or(())?;
        Ok(Indicator { text, weight: weight?, extra: extra?, span: raw.span })
    }

    /// What an objective says itself, behind what it takes over.
    pub(super) fn extra(
        &mut self,
        own: Vec<RawExtra>,
        taken_over: &[Extra],
    ) -> Result<Vec<Extra>, ()> {
        let mut all = taken_over.to_vec();
        let mut sound = true;
        for raw in own {
            match self.validator.extra(raw, &mut self.fields) {
                Ok(extra) => say(&mut all, extra),
                Err(()) => sound = false,
            }
        }
        if sound { Ok(all) } else { Err(()) }
    }

    fn code(&mut self, field: Field) -> Option<Text> {
        let code = self.validator.optional(field)?;
        let key = code.value.trim().to_owned();
        if let Some(&first) = self.codes.get(&key) {
            let finding = Diagnostic::new(
                Code::RepeatedCode,
                code.span,
                format!("Il codice «{key}» è già di un altro obiettivo."),
            )
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
        group: &Place,
    ) -> Result<Option<Assignment>, ()> {
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
                Err(())
            }
            (Field::Wrong, _) | (_, Field::Wrong) => Err(()),
            (Field::Absent | Field::Empty(_), Field::Absent | Field::Empty(_))
                if self.levels.is_some() =>
            {
                Ok(group.service.clone().map(Assignment::Service))
            }
            (Field::Absent, title @ Field::Empty(_)) => {
                self.validator.required(title, place, "trasversale", "l'obiettivo");
                Err(())
            }
            (service, Field::Absent | Field::Empty(_)) => {
                let owner = "ogni obiettivo (al suo posto può avere «trasversale»)";
                let service = self.validator.required(service, place, "servizio", owner);
                service.map(|service| Some(Assignment::Service(service))).ok_or(())
            }
            (_, Field::Given(title)) => {
                let title = self.validator.text(title).ok_or(())?;
                Ok(Some(Assignment::CrossCutting { title }))
            }
        }
    }

    fn kind(&mut self, field: Field) -> Option<Spanned<usize>> {
        let text = self.validator.optional(field)?;
        let wanted = text.value.trim();
        match self.kinds.iter().position(|kind| kind.code == wanted) {
            Some(index) => Some(Spanned::new(index, text.span)),
            None => {
                let known: Vec<_> =
                    self.kinds.iter().map(|k| format!("{} ({})", k.code, k.label)).collect();
                let message = format!("«{wanted}» non è una tipologia del piano.");
                let finding = Diagnostic::new(Code::UnknownKind, text.span, message);
                self.validator
                    .push(finding.hint(format!("Le tipologie sono: {}.", known.join(", "))));
                None
            }
        }
    }
}
