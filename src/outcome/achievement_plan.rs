//! Achievement of a plan as a plan that a layout prints: the objectives of each group, year by year,
//! with their scores, and a summary in front.

use super::achievement_row::achievement_row;
use super::summary::{summary, total_words};
use super::{Achievement, AchievementTotal, ScoredObjective, YearAchievement};
use crate::group::words;
use crate::model::{
    Area, AssessmentRule, FieldKind, FieldSetup, GroupFacts, Level, Objective, Period, Plan, Text,
    WeightRule,
};
use crate::source::Spanned;
use chrono::NaiveDate;
use indexmap::IndexMap;

/// Fields of a row beside the usual ones, with the kind of their values; layouts name them.
pub(super) const FIELDS: [(&str, FieldKind); 8] = [
    ("numero", FieldKind::Text),
    ("raggiunto", FieldKind::Text),
    ("conta", FieldKind::Number),
    ("grado", FieldKind::Percent),
    ("vale", FieldKind::Percent),
    ("punteggio", FieldKind::Number),
    ("evidenza", FieldKind::Text),
    ("note", FieldKind::Text),
];

/// Fields of a row that a plan without weights has nothing for.
pub const WEIGHT_FIELDS: [&str; 3] = ["peso", "conta", "punteggio"];

/// Title of the document; behind it the day of an interim one.
const TITLE: &str = "Prospetto del grado di raggiungimento degli obiettivi";

/// Returns the achievement as a plan; `state_of` is the day of an interim document.
pub fn achievement_plan(
    plan: &Plan,
    achievement: &Achievement,
    state_of: Option<NaiveDate>,
) -> Plan {
    let mut rows =
        AchievementRows { plan, areas: Vec::new(), groups: Vec::new(), objectives: Vec::new() };
    for (name, years) in by_group(plan, achievement) {
        let label = (!name.is_empty()).then(|| Text::new(name, plan.title.span));
        rows.areas.push(Area { name: label, manager: None });
        for (period, objectives) in years.into_iter().enumerate() {
            rows.add(period, achievement.years[period].year, &objectives);
        }
    }
    let place = plan.title.span;
    let text = |words: String| Text::new(words, place);
    let day = state_of.map(|day| day.format("Stato di attuazione al %d.%m.%Y").to_string());
    let title = day.as_deref().unwrap_or(TITLE);
    let period = |year: &YearAchievement| Period {
        label: year.year.map(|year| text(format!("ANNO {year}"))),
        years: year.year.into_iter().collect(),
    };
    let field = |(name, kind): (&str, FieldKind)| FieldSetup {
        name: Spanned::new(name.to_owned(), place),
        kind,
    };
    Plan {
        title: text(format!("{}\n{title}", plan.title.value)),
        years: achievement.years.iter().filter_map(|year| year.year).collect(),
        annexes: Vec::new(),
        premise: Some(text(summary(plan, achievement))),
        closing: None,
        // The rows are judged, and no total of weights is expected any more.
        weights: WeightRule { unit: plan.weights.unit, total: None, scope: Vec::new() },
        assessment: AssessmentRule::default(),
        levels: Level::DEFAULT.to_vec(),
        unique_codes: false,
        fields: FIELDS.into_iter().map(field).collect(),
        groups: rows.groups,
        overridden: Vec::new(),
        areas: rows.areas,
        periods: achievement.years.iter().map(period).collect(),
        objectives: rows.objectives,
        entity: plan.entity.clone(),
        date: plan.date.clone(),
        resolution: plan.resolution.clone(),
        annex: plan.annex.clone(),
        signers: plan.signers.clone(),
        classification: plan.classification.clone(),
        kinds: plan.kinds.clone(),
    }
}

/// Rows of the document so far.
struct AchievementRows<'p> {
    plan: &'p Plan,
    areas: Vec<Area>,
    groups: Vec<GroupFacts>,
    objectives: Vec<Objective>,
}

impl AchievementRows<'_> {
    /// Adds the objectives of the last group in a year, and their total below them.
    fn add(&mut self, period: usize, year: Option<u16>, own: &[&ScoredObjective]) {
        if own.is_empty() {
            return;
        }
        let start = self.objectives.len();
        let area = self.areas.len() - 1;
        let rows = own.iter().map(|one| achievement_row(self.plan, one, year, (area, period)));
        self.objectives.extend(rows);
        let place = self.plan.title.span;
        let total = AchievementTotal::of(own.iter().copied());
        self.groups.push(GroupFacts {
            level: Level::Period,
            objectives: start..self.objectives.len(),
            place: None,
            fields: Vec::new(),
            premise: None,
            closing: Some(Text::new(total_words(&total, self.plan), place)),
            stated_total: None,
            span: place,
        });
    }
}

/// Returns the groups in the order of the plan, each with its objectives of every year.
fn by_group<'a>(
    plan: &Plan,
    achievement: &'a Achievement,
) -> IndexMap<String, Vec<Vec<&'a ScoredObjective>>> {
    let years = achievement.years.iter().map(|year| &year.objectives).enumerate();
    let mut all: Vec<(usize, &ScoredObjective)> =
        years.flat_map(|(at, objectives)| objectives.iter().map(move |one| (at, one))).collect();
    all.sort_by_key(|(at, one)| (one.index, *at));
    let mut groups = IndexMap::new();
    for (at, one) in all {
        let none = || vec![Vec::new(); achievement.years.len()];
        groups.entry(group_name(plan, one.index)).or_insert_with(none)[at].push(one);
    }
    groups
}

/// Returns the names of the groups of an objective but for its period, outermost first.
fn group_name(plan: &Plan, index: usize) -> String {
    let levels = plan.levels.iter().filter(|level| **level != Level::Period);
    let name = |level: &Level| {
        let text = words(plan, &plan.objectives[index], level.name())?;
        Some(text.value.trim().to_owned())
    };
    levels.filter_map(name).collect::<Vec<_>>().join(" – ")
}
