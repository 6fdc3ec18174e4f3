//! Summary of an achievement in words and small tables.

use super::{
    Achievement, AchievementTotal, NamedTotal, UnassessableGroup, YearAchievement, rounded,
};
use crate::italian::decimals::{with_all_decimals, without_trailing_zeros};
use crate::italian::plural::counted;
use crate::model::{AssessmentRule, Key, Level, Plan};
use rust_decimal::Decimal;

/// Returns the tables of every year, and the rule by which results are judged.
pub(super) fn summary(plan: &Plan, achievement: &Achievement) -> String {
    let mut parts = Vec::new();
    for year in &achievement.years {
        let of_year = year.year.map_or_else(String::new, |year| format!(", anno {year}"));
        parts.push(format!("Riepilogo{of_year}"));
        let level = plan.levels.iter().find(|level| **level != Level::Period);
        let head = level.map_or("Gruppo".to_owned(), |level| head_of(level.name()));
        parts.push(table(&head, &year.groups, Some(&year.whole), plan));
        if !year.managers.is_empty() {
            let head = Key::Manager.label();
            parts.push(table(head, &year.managers, None, plan));
        }
        parts.extend(lacking(year));
        parts.extend(year.unassessable.iter().map(|group| unassessable(group, plan)));
    }
    parts.push(rule_words(plan));
    let mut objectives = achievement.years.iter().flat_map(|year| &year.objectives);
    if objectives.any(|one| one.overridden.is_some()) {
        parts.push(
            "Un obiettivo che ha un esito proprio vale quello, e non la media dei suoi indicatori."
                .to_owned(),
        );
    }
    parts.join("\n\n")
}

/// Returns the name of a level as a heading.
fn head_of(level: &str) -> String {
    if let Some(key) = Key::named(level) {
        return key.label().to_owned();
    }
    let mut letters = level.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn table(
    head: &str,
    named: &[NamedTotal],
    whole: Option<&AchievementTotal>,
    plan: &Plan,
) -> String {
    let row = |cells: &[&str]| format!("| {} |", cells.join(" | "));
    let mut lines = if plan.is_weighted() {
        let heads = [&cell(head), "Obiettivi", "Peso", "Punteggio", "Grado di raggiungimento"];
        vec![row(&heads), "|---|---:|---:|---:|---:|".to_owned()]
    } else {
        let heads = [&cell(head), "Obiettivi", "Grado di raggiungimento"];
        vec![row(&heads), "|---|---:|---:|".to_owned()]
    };
    let line = |name: &str, total: &AchievementTotal| {
        let TotalWords { objectives, weight, score, degree } =
            TotalWords::of(total, &plan.assessment);
        match plan.is_weighted() {
            true => row(&[&cell(name), &objectives, &weight, &score, &degree]),
            false => row(&[&cell(name), &objectives, &degree]),
        }
    };
    lines.extend(named.iter().map(|named| line(&named.name, &named.total)));
    lines.extend(whole.map(|whole| line("Totale dell'ente", whole)));
    lines.join("\n")
}

/// Returns words that a cell of a small table holds: on one line, with no bar that would end it.
fn cell(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('|', "\\|")
}

fn lacking(year: &YearAchievement) -> Option<String> {
    let lacking = year.whole.lacking;
    (lacking > 0).then(|| {
        format!(
            "Senza l'esito, o con gli esiti di una parte soltanto degli indicatori: {}. Il grado di raggiungimento è di ciò che ha un esito; fra più indicatori quello che non l'ha conta zero.",
            counted(lacking, "obiettivo", "obiettivi")
        )
    })
}

fn unassessable(group: &UnassessableGroup, plan: &Plan) -> String {
    let name = if group.name.is_empty() { "piano" } else { &group.name };
    let rest = if plan.is_weighted() {
        let weight = without_trailing_zeros(rounded(group.weight, &plan.assessment));
        format!("Il peso, {weight}, non passa a nessuno e resta fuori dal totale dell'ente.")
    } else {
        "Resta fuori dal totale dell'ente.".to_owned()
    };
    format!("Nessun obiettivo è valutabile: {name}. {rest}")
}

/// Figures of a total, as they are printed.
struct TotalWords {
    objectives: String,
    weight: String,
    score: String,
    degree: String,
}

impl TotalWords {
    fn of(total: &AchievementTotal, rule: &AssessmentRule) -> Self {
        let number = |number: Decimal| with_all_decimals(rounded(number, rule));
        TotalWords {
            objectives: total.objectives.to_string(),
            weight: without_trailing_zeros(rounded(total.weight, rule)),
            score: number(total.score),
            degree: total.degree_words(rule),
        }
    }
}

/// Returns a total on one line.
pub(super) fn total_words(total: &AchievementTotal, plan: &Plan) -> String {
    let TotalWords { weight, score, degree, .. } = TotalWords::of(total, &plan.assessment);
    if plan.is_weighted() {
        return format!(
            "Totale: peso {weight}, punteggio {score}, grado di raggiungimento {degree}"
        );
    }
    let objectives = counted(total.objectives, "obiettivo", "obiettivi");
    format!("Totale: {objectives}, grado di raggiungimento {degree}")
}

/// Returns the rule in words, so that each figure can be reckoned again.
fn rule_words(plan: &Plan) -> String {
    let score = if plan.is_weighted() {
        "Il punteggio è il peso per il grado, diviso cento; il grado di raggiungimento è il punteggio sul peso degli obiettivi che hanno un esito."
    } else {
        "Il piano non ha pesi: il grado di raggiungimento è la media di quelli degli obiettivi che hanno un esito."
    };
    let sentences =
        std::iter::once(score.to_owned()).chain(plan.assessment.sentences(plan.is_weighted()));
    sentences.collect::<Vec<_>>().join(" ")
}
