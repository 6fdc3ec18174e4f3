//! Two versions of a plan side by side, as a plan that a layout prints: a row for each objective,
//! and below it one for each field with the old and the new words.

use super::comparison_row::{SideBySideRow, extra, indicator};
use super::fields::{Shown, side_by_side};
use super::sentences::{act, counts, renamed_group, total};
use super::{
    Certainty, FieldChange, FieldValue, GroupRename, KeptObjective, ObjectiveFate, OrderChange,
    PlanChanges, TotalChange,
};
use crate::group::words;
use crate::italian::decimals::without_trailing_zeros;
use crate::model::{
    Area, AssessmentRule, Level, Objective, Outcomes, Period, Plan, Text, Unit, WeightRule,
};
use crate::source::Span;
use crate::text::folded;

/// Field with the number of an objective; layouts name it.
const NUMBER: &str = "numero";

/// Heads of the rows that are about no objective.
const HEAD: &str = "Dati del piano";
const TOTALS: &str = "Somma dei pesi";

/// Returns the comparison as a plan; with [`Shown::All`], what did not change as well.
pub fn comparison_plan(before: &Plan, after: &Plan, changes: &PlanChanges, shown: Shown) -> Plan {
    let (areas, objectives) = (Vec::new(), Vec::new());
    let renamed = &changes.renamed[..];
    let mut rows = ComparisonRows { before, after, shown, renamed, areas, objectives };
    rows.add_head(changes);
    rows.add_totals(changes);
    changes.objectives.iter().for_each(|fate| rows.add_fate(fate));
    let place = after.title.span;
    let text = |words: String| Text::new(words, place);
    Plan {
        title: text(format!("{}\nTesto a fronte", after.title.value)),
        entity: after.entity.clone(),
        years: after.years.clone(),
        date: after.date.clone(),
        resolution: after.resolution.clone(),
        annex: after.annex.clone(),
        annexes: Vec::new(),
        signers: after.signers.clone(),
        premise: Some(text(opening(before, after, changes))),
        closing: None,
        classification: after.classification.clone(),
        kinds: Vec::new(),
        weights: WeightRule { unit: Unit::Points, total: None, scope: Vec::new() },
        assessment: AssessmentRule::default(),
        levels: vec![Level::Area],
        unique_codes: false,
        fields: Vec::new(),
        groups: Vec::new(),
        overridden: Vec::new(),
        areas: rows.areas,
        periods: vec![Period { label: None, years: after.years.clone() }],
        objectives: rows.objectives,
    }
}

/// Returns the acts of both texts and the summary of changes.
fn opening(before: &Plan, after: &Plan, changes: &PlanChanges) -> String {
    let mut lines = vec![
        format!("Testo vigente: {}", act(before)),
        format!("Testo modificato: {}", act(after)),
        String::new(),
        format!("Obiettivi: {}.", counts(changes.counts())),
    ];
    let totals = changes.totals.iter().filter(|total| total.is_touched());
    let totals: Vec<String> = totals.map(|change| format!("- {}", total(change))).collect();
    if !totals.is_empty() {
        lines.extend(["Somma dei pesi, prima e dopo:".to_owned()]);
        lines.extend(totals);
    }
    lines.join("\n")
}

/// Rows of the comparison so far.
struct ComparisonRows<'p> {
    before: &'p Plan,
    after: &'p Plan,
    shown: Shown,
    /// Groups that have another name.
    renamed: &'p [GroupRename],
    areas: Vec<Area>,
    objectives: Vec<Objective>,
}

impl ComparisonRows<'_> {
    fn add_head(&mut self, changes: &PlanChanges) {
        let is_merged = |rename: &&GroupRename| {
            changes.merged.iter().any(|merger| merger.after.words == rename.after.words)
        };
        let renamed = changes.renamed.iter().filter(|rename| !is_merged(rename));
        let renamed = renamed.map(|rename| FieldChange {
            label: format!("Nome ({})", renamed_group(rename)),
            before: Some(rename.before.clone()),
            after: Some(rename.after.clone()),
        });
        let merged = changes.merged.iter().map(|merger| FieldChange {
            label: format!("Gruppi riuniti ({})", merger.level),
            before: Some(FieldValue {
                words: merger
                    .before
                    .iter()
                    .map(|name| name.words.as_str())
                    .collect::<Vec<_>>()
                    .join("\n"),
                place: merger.before[0].place,
            }),
            after: Some(merger.after.clone()),
        });
        let merged = merged.map(|field| {
            let mut row = SideBySideRow::of(field);
            row.change = "riuniti in uno solo".to_owned();
            row
        });
        let fields = changes.head.iter().cloned().map(SideBySideRow::of).chain(merged);
        let fields = fields.chain(renamed.map(SideBySideRow::of)).collect();
        let title = Text::new("Piano".to_owned(), self.after.title.span);
        self.add(HEAD, String::new(), title, fields);
    }

    fn add_totals(&mut self, changes: &PlanChanges) {
        for change in &changes.totals {
            if !change.is_touched() && self.shown == Shown::Changes {
                continue;
            }
            let name = Text::new(group_name(change), self.after.title.span);
            let sum = |side: &Option<super::ComparedTotal>| {
                let sum = side.as_ref()?.sum;
                let words = without_trailing_zeros(sum).to_string();
                Some(FieldValue { words, place: None })
            };
            let label = "Totale".to_owned();
            let field =
                FieldChange { label, before: sum(&change.before), after: sum(&change.after) };
            let wrong = change.after.filter(|total| !total.holds()).and_then(|total| total.wanted);
            let mut field = SideBySideRow::of(field);
            if let Some(wanted) = wrong {
                field.change += &format!("; la regola vuole {}", without_trailing_zeros(wanted));
            }
            self.add(TOTALS, String::new(), name, vec![field]);
        }
    }

    fn add_fate(&mut self, fate: &ObjectiveFate) {
        let all = Shown::All;
        match fate {
            ObjectiveFate::Added { after: at, part_of } => {
                let plan = self.after;
                let note = match part_of {
                    Some(old) => {
                        format!("parte dell'obiettivo {} di prima, che è stato diviso", old + 1)
                    }
                    None => "obiettivo aggiunto".to_owned(),
                };
                let fields =
                    side_by_side(None, Some((plan, &plan.objectives[*at])), &plan.levels, all);
                self.add_objective(
                    plan,
                    *at,
                    format!("{}", at + 1),
                    SideBySideRow::note("Obiettivo", note),
                    fields,
                );
            }
            ObjectiveFate::Removed { before: at, merged_into } => {
                let plan = self.before;
                let note = match merged_into {
                    Some(new) => format!("unito all'obiettivo {}", new + 1),
                    None => "obiettivo tolto".to_owned(),
                };
                let fields =
                    side_by_side(Some((plan, &plan.objectives[*at])), None, &plan.levels, all);
                self.add_objective(
                    plan,
                    *at,
                    format!("(era {})", at + 1),
                    SideBySideRow::note("Obiettivo", note),
                    fields,
                );
            }
            ObjectiveFate::Kept(kept) => self.add_kept(kept),
        }
    }

    fn add_objective(
        &mut self,
        plan: &Plan,
        at: usize,
        number: String,
        note: SideBySideRow,
        fields: Vec<FieldChange>,
    ) {
        let fields = std::iter::once(note).chain(fields.into_iter().map(SideBySideRow::of));
        let objective = &plan.objectives[at];
        // The new plan has the new names already.
        let renamed = if std::ptr::eq(plan, self.before) { self.renamed } else { &[] };
        let name = objective_group(plan, objective, renamed);
        self.add(&name, number, objective.description.clone(), fields.collect());
    }

    fn add_kept(&mut self, kept: &KeptObjective) {
        let (old, new) = (&self.before.objectives[kept.before], &self.after.objectives[kept.after]);
        if self.shown == Shown::Changes && !kept.is_change() {
            return;
        }
        let levels = &self.after.levels;
        let fields = match self.shown {
            Shown::Changes => kept.fields.clone(),
            Shown::All => {
                side_by_side(Some((self.before, old)), Some((self.after, new)), levels, Shown::All)
            }
        };
        let mut rows: Vec<SideBySideRow> = Vec::new();
        if kept.certainty == Certainty::Doubtful {
            let words = format!("dubbio: parole in comune {}%", kept.likeness);
            rows.push(SideBySideRow::note("Abbinamento", words));
        }
        rows.extend(kept.moves.iter().cloned().map(SideBySideRow::of));
        match kept.order {
            OrderChange::Same => {}
            OrderChange::Moved => {
                let words = "in un altro posto fra gli obiettivi del suo gruppo".to_owned();
                rows.push(SideBySideRow::note("Posto", words));
            }
            OrderChange::Swapped(with) => {
                let words = format!("scambiato di posto con l'obiettivo {}", with + 1);
                rows.push(SideBySideRow::note("Posto", words));
            }
        }
        rows.extend(fields.into_iter().map(SideBySideRow::of));
        let was = if kept.before == kept.after {
            String::new()
        } else {
            format!(" (era {})", kept.before + 1)
        };
        let name = objective_group(self.after, new, &[]);
        self.add(&name, format!("{}{was}", kept.after + 1), new.description.clone(), rows);
    }

    /// Adds a row of the group `name`; none without fields.
    fn add(&mut self, name: &str, number: String, description: Text, fields: Vec<SideBySideRow>) {
        if fields.is_empty() {
            return;
        }
        let place = description.span;
        let indicators = fields.into_iter().map(|field| indicator(field, place)).collect();
        let objective = Objective {
            area: self.area(name, place),
            period: 0,
            code: None,
            assignment: None,
            kind: None,
            description,
            expected_result: None,
            indicators,
            weight: None,
            extra: extra(NUMBER, number, place).into_iter().collect(),
            outcomes: Outcomes::new(),
            span: place,
        };
        self.objectives.push(objective);
    }

    /// Returns the index of the area of that name.
    fn area(&mut self, name: &str, place: Span) -> usize {
        let known = self.areas.iter().position(|area| area.words() == name);
        known.unwrap_or_else(|| {
            let name = (!name.is_empty()).then(|| Text::new(name.to_owned(), place));
            self.areas.push(Area { name, manager: None });
            self.areas.len() - 1
        })
    }
}

fn group_name(change: &TotalChange) -> String {
    let name = if change.group.is_empty() { "Piano".to_owned() } else { change.group.join(", ") };
    change.year.map_or(name.clone(), |year| format!("{name}, {year}"))
}

/// Returns the names of the groups of an objective, outermost first, by their new names.
fn objective_group(plan: &Plan, objective: &Objective, renamed: &[GroupRename]) -> String {
    let name = |level: &Level| {
        let own = folded(&words(plan, objective, level.name())?.value);
        let is_own = |rename: &&GroupRename| {
            rename.level == level.name() && folded(&rename.before.words) == own
        };
        let new = renamed.iter().find(is_own).map(|rename| folded(&rename.after.words));
        Some(new.unwrap_or(own))
    };
    let names: Vec<String> = plan.levels.iter().filter_map(name).collect();
    if names.is_empty() { "Obiettivi".to_owned() } else { names.join(", ") }
}
