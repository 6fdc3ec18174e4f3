//! Areas, periods and objectives, from the nested form and from flat rows.

use super::Validator;
use crate::diag::{Code, Diagnostic};
use crate::input::{Field, RawArea, RawObjective, RawPeriod, Words, folded};
use crate::model::{
    Area, Assignment, Extra, Gaps, Indicator, Objective, ObjectiveKind, Period, Text, Values,
    WeightRule, years_in,
};
use crate::source::{Span, Spanned};
use std::collections::BTreeMap;

/// What there is to validate, and the plan's own rules.
pub(super) struct Outline<'k> {
    pub areas: Vec<RawArea>,
    pub rows: Vec<RawObjective>,
    pub kinds: &'k [ObjectiveKind],
    pub rule: WeightRule,
}

/// What is sound of it.
#[derive(Default)]
pub(super) struct Content {
    pub areas: Vec<Area>,
    pub periods: Vec<Period>,
    pub objectives: Vec<Objective>,
    pub gaps: Gaps,
}

/// The place of a row: its area and period by index, if both are known.
type Group = Option<(usize, usize)>;

struct Builder<'v, 'a, 'k> {
    validator: &'v mut Validator<'a>,
    content: Content,
    kinds: &'k [ObjectiveKind],
    rule: WeightRule,
    /// Areas by name, and periods by area and label.
    area_index: Names,
    period_index: BTreeMap<usize, Names>,
    /// The first place of each code.
    codes: BTreeMap<String, Span>,
    /// How many rows of the file name each area, sound or not.
    rows_of_area: BTreeMap<usize, usize>,
}

impl<'a> Validator<'a> {
    pub(super) fn objectives(&mut self, outline: Outline<'_>) -> Content {
        let mut builder = Builder {
            validator: self,
            content: Content::default(),
            kinds: outline.kinds,
            rule: outline.rule,
            area_index: Names::default(),
            period_index: BTreeMap::new(),
            codes: BTreeMap::new(),
            rows_of_area: BTreeMap::new(),
        };
        // An area that only gives its name and manager waits for rows that name it.
        let mut waiting = Vec::new();
        for area in outline.areas {
            waiting.extend(builder.area(area));
        }
        for row in outline.rows {
            builder.row(row);
        }
        for (index, name) in waiting {
            if !builder.rows_of_area.contains_key(&index) {
                builder.without_objectives(&name, "L'area");
            }
        }
        builder.content
    }
}

impl Builder<'_, '_, '_> {
    /// Adds an area; gives it back by index and name if it lists no periods.
    fn area(&mut self, raw: RawArea) -> Option<(usize, Text)> {
        let place = self.validator.beginning(raw.span);
        let name = self.validator.required(raw.name, place, "nome", "ogni area");
        let manager = self.validator.optional(raw.manager);
        let index = name.clone().map(|name| self.new_area(name, manager));
        let listed = raw.periods.as_ref().is_some_and(|p| !p.is_empty());
        let unread = raw.periods.is_none();
        for period in raw.periods.into_iter().flatten() {
            self.period(period, index);
        }
        let waits = !listed && !unread;
        index.zip(name).filter(|_| waits)
    }

    fn new_area(&mut self, name: Text, manager: Option<Text>) -> usize {
        let index = self.content.areas.len();
        if let Some(first) = self.area_index.add(&name.value, index) {
            let message = format!("L'area «{}» compare due volte.", name.value.trim());
            let remedy = "Riunire i periodi sotto una sola area, o correggere il nome.";
            let first = self.content.areas[first].name.as_ref();
            let finding = Diagnostic::new(Code::RepeatedArea, name.span, message);
            self.validator.push(twice(finding, first, &name, remedy));
        }
        self.content.areas.push(Area { name: Some(name), manager });
        index
    }

    fn period(&mut self, raw: RawPeriod, area: Option<usize>) {
        let place = self.validator.beginning(raw.span);
        let label = self.validator.required(raw.label, place, "etichetta", "ogni periodo");
        let years = self.validator.years(raw.years);
        let index = match (&label, area) {
            (Some(label), Some(area)) => Some(self.new_period(label.clone(), years, area)),
            _ => None,
        };
        match (&raw.objectives, &label) {
            (Some(list), Some(label)) if list.is_empty() => {
                self.without_objectives(label, "Il periodo")
            }
            _ => {}
        }
        for objective in raw.objectives.into_iter().flatten() {
            self.objective(objective, area.zip(index));
        }
    }

    fn new_period(
        &mut self,
        label: Text,
        years: std::collections::BTreeSet<u16>,
        area: usize,
    ) -> usize {
        let index = self.content.periods.len();
        if let Some(first) = self.period_index.entry(area).or_default().add(&label.value, index) {
            let message =
                format!("Il periodo «{}» compare due volte nella stessa area.", label.value.trim());
            let remedy = "Riunire gli obiettivi sotto un solo periodo, o correggere l'etichetta.";
            let first = self.content.periods[first].label.as_ref();
            let finding = Diagnostic::new(Code::RepeatedPeriod, label.span, message);
            self.validator.push(twice(finding, first, &label, remedy));
        }
        let years = if years.is_empty() { years_in(&label.value) } else { years };
        self.content.periods.push(Period { label: Some(label), years });
        index
    }

    fn without_objectives(&mut self, name: &Text, what: &str) {
        let message = format!("{what} «{}» non ha obiettivi.", name.value.trim());
        let finding = Diagnostic::new(Code::NoObjectives, name.span, message);
        self.validator.push(finding.hint("Aggiungere gli obiettivi, o togliere la voce."));
    }

    /// A row of the flat form: it names its area and period.
    fn row(&mut self, mut raw: RawObjective) {
        let place = self.validator.beginning(raw.span);
        let owner = "ogni obiettivo dell'elenco";
        let area = std::mem::take(&mut raw.area);
        let area = self.validator.required(area, place, "area", owner);
        let period = std::mem::take(&mut raw.period);
        let period = self.validator.required(period, place, "periodo", owner);
        let area = area.map(|name| self.area_named(name));
        if let Some(area) = area {
            *self.rows_of_area.entry(area).or_default() += 1;
        }
        let group = area.zip(period).map(|(area, label)| (area, self.period_named(label, area)));
        self.objective(raw, group);
    }

    fn area_named(&mut self, name: Text) -> usize {
        match self.area_index.get(&name.value) {
            Some(index) => index,
            None => self.new_area(name, None),
        }
    }

    fn period_named(&mut self, label: Text, area: usize) -> usize {
        let known = self.period_index.get(&area);
        match known.and_then(|labels| labels.get(&label.value)) {
            Some(index) => index,
            None => self.new_period(label, Default::default(), area),
        }
    }

    fn objective(&mut self, raw: RawObjective, group: Group) {
        let place = self.validator.beginning(raw.span);
        let code = self.code(raw.code);
        let assignment = self.assignment(raw.service, raw.cross_cutting, place);
        let unknown_kind = matches!(raw.kind, Field::Given(_) | Field::Wrong);
        let kind = self.kind(raw.kind);
        let description =
            self.validator.required(raw.description, place, "descrizione", "ogni obiettivo");
        let unread = [&raw.result, &raw.indicator].iter().any(|f| matches!(f, Field::Wrong));
        let expected_result = self.validator.optional(raw.result);
        let indicator = self.validator.optional(raw.indicator).map(|text| {
            let span = text.span;
            Indicator { text, weight: None, extra: Vec::new(), span }
        });
        let weight = self.validator.weight(raw.weight, &self.rule);
        let extra = raw.extra.into_iter().map(|(key, value)| self.extra(key, value)).collect();
        let (Some((area, period)), Some(assignment), Some(description)) =
            (group, assignment, description)
        else {
            self.content.gaps.groups.extend(group);
            return;
        };
        if weight.is_err() {
            self.content.gaps.groups.insert((area, period));
        }
        if weight.is_err() || unread || (unknown_kind && kind.is_none()) {
            self.content.gaps.objectives.insert(self.content.objectives.len());
        }
        self.content.objectives.push(Objective {
            area,
            period,
            code,
            assignment: Some(assignment),
            kind,
            description,
            expected_result,
            indicators: indicator.into_iter().collect(),
            weight: weight.ok().flatten(),
            extra,
            span: raw.span,
        });
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
    ) -> Option<Assignment> {
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
                None
            }
            (Field::Wrong, _) | (_, Field::Wrong) => None,
            (Field::Absent, title @ Field::Empty(_)) => {
                self.validator.required(title, place, "trasversale", "l'obiettivo");
                None
            }
            (service, Field::Absent | Field::Empty(_)) => {
                let owner = "ogni obiettivo (al suo posto può avere «trasversale»)";
                self.validator.required(service, place, "servizio", owner).map(Assignment::Service)
            }
            (_, Field::Given(title)) => {
                self.validator.text(title).map(|title| Assignment::CrossCutting { title })
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

    fn extra(&mut self, key: Words, value: Field) -> Extra {
        Extra { key, values: Values::words(self.validator.optional(value)) }
    }
}

/// Names and their indices. «I Semestre» and «I SEMESTRE» are one period, but joining them
/// would change the text of one.
#[derive(Default)]
struct Names {
    exact: BTreeMap<String, usize>,
    lower: BTreeMap<String, usize>,
}

impl Names {
    fn get(&self, name: &str) -> Option<usize> {
        self.exact.get(&folded(name)).copied()
    }

    /// Adds `name`; gives back the index of one that differs in nothing or in capitals only.
    fn add(&mut self, name: &str, index: usize) -> Option<usize> {
        let name = folded(name);
        let first = *self.lower.entry(name.to_lowercase()).or_insert(index);
        self.exact.entry(name).or_insert(index);
        (first != index).then_some(first)
    }
}

/// `finding` on a name that stands `again` after its `first` place.
fn twice(finding: Diagnostic, first: Option<&Text>, again: &Text, remedy: &str) -> Diagnostic {
    let finding = finding.at("di nuovo qui");
    let Some(first) = first else { return finding.hint(remedy) };
    let hint = match folded(&first.value) == folded(&again.value) {
        true => remedy.to_owned(),
        false => format!(
            "Cambiano solo le maiuscole: scrivere «{}» in tutti e due i punti.",
            first.value.trim()
        ),
    };
    finding.also(first.span, "la prima volta qui").hint(hint)
}
