//! Findings on results, where an account of them is asked for.

use super::{
    Achievement, ScoredObjective, UnassessableGroup, YearAchievement, degree_words, outcome_in,
    rounded,
};
use crate::diag::{Code, Diagnostic, Severity};
use crate::italian::cited_acts::{CitedAct, cited_acts};
use crate::italian::decimals::without_trailing_zeros;
use crate::italian::quotation::quote_words;
use crate::model::{Achieved, AssessmentRule, IndicatorWeights, Outcome, Plan};
use chrono::{Datelike, NaiveDate};

/// Returns what is wrong with the results of the years of `achievement`.
pub fn outcome_findings(plan: &Plan, achievement: &Achievement) -> Vec<Diagnostic> {
    let is_empty =
        |year: &YearAchievement| year.objectives.iter().all(|one| one.achieved.is_none());
    if achievement.years.iter().all(is_empty) {
        return vec![without_results(plan)];
    }
    let mut findings: Vec<Diagnostic> = achievement
        .years
        .iter()
        .filter(|year| is_empty(year))
        .filter_map(|year| empty_year(plan, year))
        .collect();
    for year in achievement.years.iter().filter(|year| !is_empty(year)) {
        let lacking = year.objectives.iter().filter(|one| one.lacks_result);
        findings.extend(lacking.map(|one| missing(plan, one, year.year)));
        let is_lost = |one: &&ScoredObjective| one.counted.is_some() && one.weight.is_none();
        findings.extend(year.objectives.iter().filter(is_lost).map(|one| weightless(plan, one)));
        findings.extend(year.objectives.iter().filter_map(|one| overridden(plan, one, year.year)));
        findings.extend(year.objectives.iter().filter_map(|one| unclear(plan, one, year.year)));
        findings.extend(year.unassessable.iter().map(|group| unassessable(plan, group)));
    }
    let objectives = plan.objectives.iter();
    let all = objectives.flat_map(|objective| {
        let of_indicators = objective.indicators.iter().map(|indicator| &indicator.outcomes);
        [&objective.outcomes].into_iter().chain(of_indicators).flat_map(|all| all.values())
    });
    findings.extend(all.flat_map(evidence));
    findings
}

fn without_results(plan: &Plan) -> Diagnostic {
    let message =
        "Nessun obiettivo ha un esito in questi anni: non c'è nulla da mettere nel prospetto.";
    let mut finding = Diagnostic::new(Code::MissingOutcome, plan.title.span, message)
        .hint("Scrivere gli esiti negli obiettivi, per esempio «esito: 80», o indicare un altro anno con --anno.");
    finding.severity = Severity::Error;
    finding
}

/// Reports a year without a result beside others that have some.
fn empty_year(plan: &Plan, year: &YearAchievement) -> Option<Diagnostic> {
    let message = format!("Nessun obiettivo ha un esito del {}.", year.year?);
    let finding = Diagnostic::new(Code::MissingOutcome, plan.title.span, message);
    Some(finding.hint("Se l'anno non è ancora finito, indicare gli altri con --anno."))
}

/// Returns the warning of a document whose day is in none of the years that it is of.
pub fn day_outside_years(
    plan: &Plan,
    achievement: &Achievement,
    day: NaiveDate,
) -> Option<Diagnostic> {
    let years: Vec<u16> = achievement.years.iter().filter_map(|year| year.year).collect();
    let is_within = years.iter().any(|year| i32::from(*year) == day.year());
    if is_within || years.is_empty() {
        return None;
    }
    let named: Vec<String> = years.iter().map(u16::to_string).collect();
    let message = format!(
        "Lo stato di attuazione è al {}, ma gli esiti sono del {}.",
        day.format("%d.%m.%Y"),
        named.join(", ")
    );
    Some(
        Diagnostic::new(Code::DayOutsideYears, plan.title.span, message)
            .hint("Correggere --data, o indicare l'anno giusto con --anno."),
    )
}

/// Reports a result that counts for nothing.
fn weightless(plan: &Plan, one: &ScoredObjective) -> Diagnostic {
    let description = &plan.objectives[one.index].description;
    let message = format!(
        "L'obiettivo {} ha un esito e non ha un peso: non entra nel grado di raggiungimento.",
        quote_words(&description.value)
    );
    let mut finding = Diagnostic::new(Code::RowWithoutWeight, description.span, message)
        .hint("Scrivere il peso, se l'ente ne dà uno agli obiettivi.");
    finding.severity = Severity::Warning;
    finding
}

/// Reports a result that comes from indicators of which it is not known how much each counts.
fn unclear(plan: &Plan, one: &ScoredObjective, year: Option<u16>) -> Option<Diagnostic> {
    let objective = &plan.objectives[one.index];
    let IndicatorWeights::Unclear(at) = IndicatorWeights::of(&objective.indicators) else {
        return None;
    };
    let has_own = outcome_in(&objective.outcomes, year).is_some_and(|own| own.achieved.is_some());
    if has_own || one.achieved.is_none() {
        return None;
    }
    let description = &objective.description;
    let message = format!(
        "Il grado{} dell'obiettivo {} non si può calcolare: i pesi dei suoi indicatori non ci sono tutti.",
        of_year(year),
        quote_words(&description.value)
    );
    let mut finding = Diagnostic::new(Code::IndicatorWithoutWeight, description.span, message)
        .also(objective.indicators[at].text.span, "l'indicatore")
        .hint("Scrivere il peso di ogni indicatore, o di nessuno; oppure l'esito dell'obiettivo.");
    finding.severity = Severity::Error;
    Some(finding)
}

fn of_year(year: Option<u16>) -> String {
    year.map_or_else(String::new, |year| format!(" del {year}"))
}

/// Reports an own result of an objective that is not the one of its indicators.
fn overridden(plan: &Plan, one: &ScoredObjective, year: Option<u16>) -> Option<Diagnostic> {
    let (own, others) = one.achieved.zip(one.overridden)?;
    let is_same = match (own, others) {
        (Achieved::Percent(own), Achieved::Percent(others)) => {
            // A person who wrote «67» for 66,5 has rounded.
            let decimals = own.decimal().scale();
            let rule = AssessmentRule { decimals, ..plan.assessment.clone() };
            own.decimal() == rounded(others.decimal(), &rule)
        }
        (own, others) => own == others,
    };
    if is_same {
        return None;
    }
    let objective = &plan.objectives[one.index];
    let message = format!(
        "L'esito{} dell'obiettivo {} è {}, quello dei suoi indicatori sarebbe {}.",
        of_year(year),
        quote_words(&objective.description.value),
        degree_words(own, &plan.assessment),
        degree_words(others, &plan.assessment)
    );
    let place = outcome_in(&objective.outcomes, year)?.span;
    let mut indicators = objective.indicators.iter();
    let other = indicators.find_map(|indicator| outcome_in(&indicator.outcomes, year))?.span;
    Some(
        Diagnostic::new(Code::ContradictedOutcome, place, message)
            .also(other, "l'esito di un indicatore")
            .hint("Vale l'esito dell'obiettivo: se deve venire dagli indicatori, toglierlo."),
    )
}

/// Reports a group of which nothing can be assessed.
fn unassessable(plan: &Plan, group: &UnassessableGroup) -> Diagnostic {
    let group_words = match group.name.as_str() {
        "" => String::new(),
        name => format!(" in {}", quote_words(name)),
    };
    let rest = if plan.is_weighted() {
        let weight = without_trailing_zeros(group.weight);
        format!("il peso {weight} non passa a nessuno e resta fuori dal totale dell'ente")
    } else {
        "resta fuori dal totale dell'ente".to_owned()
    };
    let message = format!("Nessun obiettivo è valutabile{group_words}: {rest}.");
    let place = plan.objectives[group.first].description.span;
    Diagnostic::new(Code::UnassessableGroup, place, message).hint(
        "Se nel sistema dell'ente contano come raggiunti, scrivere nel piano «valutazione: {non-valutabili: pieni}».",
    )
}

fn missing(plan: &Plan, one: &ScoredObjective, year: Option<u16>) -> Diagnostic {
    let description = &plan.objectives[one.index].description;
    let own = outcome_in(&plan.objectives[one.index].outcomes, year);
    let (what, hint) = if own.is_some_and(|own| own.achieved.is_none() && own.value.is_some()) {
        (
            "la percentuale dell'esito",
            "C'è il valore raggiunto: scrivere la percentuale, o «atteso» e «metodo» da cui ricavarla.",
        )
    } else if one.achieved.is_some() {
        ("l'esito di uno degli indicatori", "Finché manca, quell'indicatore conta zero.")
    } else {
        ("l'esito", "Finché manca, l'obiettivo resta fuori dal grado di raggiungimento.")
    };
    let (of_year, name) = (of_year(year), quote_words(&description.value));
    let message = format!("Manca {what}{of_year} dell'obiettivo {name}.");
    Diagnostic::new(Code::MissingOutcome, description.span, message).hint(hint)
}

/// Reports the acts that are named without their number or their date.
fn evidence(outcome: &Outcome) -> Vec<Diagnostic> {
    let Some(text) = &outcome.evidence else { return Vec::new() };
    let finding = |act: &CitedAct<'_>| {
        let lacks = match (act.has_number, act.has_date) {
            (true, true) => return None,
            (false, true) => "il numero",
            (true, false) => "la data",
            (false, false) => "il numero e la data",
        };
        let message = format!("L'evidenza nomina un atto ({}) senza {lacks}.", act.name);
        Some(
            Diagnostic::new(Code::IncompleteEvidence, text.span, message)
                .hint("Scriverla per esteso, per esempio: determinazione n. 12 del 31.12.2024."),
        )
    };
    cited_acts(&text.value).iter().filter_map(finding).collect()
}
