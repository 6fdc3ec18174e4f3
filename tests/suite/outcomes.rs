//! Reckoning of results: percentages, scores and totals, with values reckoned by hand.

use allegati::diag::Findings;
use allegati::job::{self, PlanFormat};
use allegati::model::Plan;
use allegati::outcome::{Achievement, AchievementTotal, achievement, rounded, years_with_results};
use allegati::source::SourceMap;
use allegati::validate::validate_plan;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn plan(yaml: &str) -> Plan {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let raw = job::read_plan("piano", bytes, PlanFormat::YAML, &mut sources, &mut findings);
    let plan = validate_plan(raw.expect("YAML"), &sources, &mut findings).plan;
    assert!(!findings.has_errors(), "{findings:?}");
    plan
}

/// Makes a plan of 2024 with two areas; each objective is a weight and its result.
fn two_areas<S: std::fmt::Display>(rule: &str, first: &[(S, S)], second: &[(S, S)]) -> Plan {
    let mut yaml = format!("titolo: X\nvalutazione: {rule}\naree:\n");
    for (name, manager, objectives) in [("A", "Rossi", first), ("B", "Bianchi", second)] {
        yaml += &format!("  - nome: {name}\n    responsabile: {manager}\n    periodi:\n");
        yaml += "      - etichetta: ANNO 2024\n        obiettivi:\n";
        for (at, (weight, result)) in objectives.iter().enumerate() {
            yaml += &format!(
                "          - {{servizio: S, descrizione: Obiettivo {at}, peso: {weight}, esito: {result}}}\n"
            );
        }
    }
    plan(&yaml)
}

fn reckoned(plan: &Plan) -> Achievement {
    achievement(plan, &years_with_results(plan))
}

/// Writes weight, judged weight, score and degree of a total, rounded as the plan wants it.
fn shown(plan: &Plan, total: &AchievementTotal) -> String {
    let number = |number| rounded(number, &plan.assessment).to_string();
    let degree = total.degree().map_or("–".to_owned(), number);
    format!("{} {} {} {degree}", number(total.weight), number(total.judged), number(total.score))
}

/// Writes the totals of the areas, then that of the body.
fn totals(plan: &Plan) -> Vec<String> {
    let achievement = reckoned(plan);
    let year = &achievement.years[0];
    let named = year.groups.iter().map(|named| shown(plan, &named.total));
    named.chain([shown(plan, &year.whole)]).collect()
}

#[test]
fn nothing_partial_full_and_more_than_full() {
    // A: 30 × 0 + 40 × 0,5 + 30 × 1 = 50; B: 100 × 1,2, which counts as 100.
    let results = [("30", "0"), ("40", "50"), ("30", "100")];
    let capped = two_areas("{}", &results, &[("100", "120")]);
    assert_eq!(
        totals(&capped),
        ["100.00 100.00 50.00 50.00", "100.00 100.00 100.00 100.00", "200.00 200.00 150.00 75.00"]
    );
    let counts = two_areas("{oltre-cento: conta}", &results, &[("100", "120")]);
    assert_eq!(totals(&counts)[1..], ["100.00 100.00 120.00 120.00", "200.00 200.00 170.00 85.00"]);
}

#[test]
fn what_cannot_be_assessed_is_left_out_or_counts_as_full() {
    let results = [("20", "non valutabile"), ("30", "50"), ("50", "100")];
    // Weights 37,5 and 62,5: 18,75 + 62,5.
    let left_out = two_areas("{non-valutabili: esclusi}", &results, &[("100", "80")]);
    let own = reckoned(&left_out);
    let weights: Vec<_> = own.years[0].objectives.iter().map(|one| one.weight).collect();
    assert_eq!(weights[0], None);
    assert_eq!(weights[1].map(|w| w.normalize().to_string()).as_deref(), Some("37.5"));
    assert_eq!(
        totals(&left_out),
        ["100.00 100.00 81.25 81.25", "100.00 100.00 80.00 80.00", "200.00 200.00 161.25 80.63"]
    );
    // 20 + 15 + 50.
    let full = two_areas("{non-valutabili: pieni}", &results, &[("100", "80")]);
    assert_eq!(totals(&full)[0], "100.00 100.00 85.00 85.00");
    // An area of which nothing can be assessed has no degree, and the body has that of the others.
    let none = two_areas("{}", &[("100", "n.v.")], &[("100", "80")]);
    assert_eq!(
        totals(&none),
        ["0.00 0.00 0.00 –", "100.00 100.00 80.00 80.00", "100.00 100.00 80.00 80.00"]
    );
    let year = &reckoned(&none).years[0];
    let lost: Vec<_> =
        year.unassessable.iter().map(|group| format!("{} {}", group.name, group.weight)).collect();
    assert_eq!(lost, ["A – ANNO 2024 100"]);
    let degrees = year.groups.iter().map(|named| named.total.degree_words(&none.assessment));
    assert_eq!(degrees.collect::<Vec<_>>(), ["non valutabile", "80,00%"]);
    assert!(own.years[0].unassessable.is_empty());
}

#[test]
fn a_missing_result_is_no_zero() {
    let plan = two_areas("{}", &[("40", "50"), ("60", "")], &[("100", "100")]);
    assert_eq!(totals(&plan)[0], "100.00 40.00 20.00 50.00");
    let own = reckoned(&plan);
    assert_eq!(own.years[0].groups[0].total.lacking, 1);
    assert!(own.years[0].objectives[1].lacks_result);
}

#[test]
fn ranges_say_what_a_percentage_counts_for() {
    let rule = "{fasce: [{massimo: 49, vale: 0}, {minimo: 50, massimo: 89, vale: 70}, {minimo: 90, massimo: 100, vale: 100}]}";
    // 0 + 25 × 0,7 + 25 × 0,7 + 25 × 1 = 60; 89,5 has not reached 90 yet.
    let results = [("25", "49.9"), ("25", "50"), ("25", "89.5"), ("25", "90")];
    let plan = two_areas(rule, &results, &[("100", "150")]);
    assert_eq!(totals(&plan)[..2], ["100.00 100.00 60.00 60.00", "100.00 100.00 100.00 100.00"]);
}

#[test]
fn only_the_end_is_rounded() {
    // Three thirds of 66,666… are 66,67; three rounded ones would be 66,66 or 66,69.
    let third = "{valore: 2, atteso: 3}";
    let results = [("33.33", third), ("33.33", third), ("33.34", third)];
    let plan = two_areas("{}", &results, &[("100", "100")]);
    assert_eq!(totals(&plan)[0], "100.00 100.00 66.67 66.67");
    let whole = two_areas("{arrotondamento: 0}", &results, &[("100", "0.5 %")]);
    // A half goes up.
    assert_eq!(totals(&whole), ["100 100 67 67", "100 100 1 1", "200 200 67 34"]);
}

#[test]
fn indicators_make_the_result_of_their_objective() {
    let yaml = |indicators: &str| {
        plan(&format!(
            "titolo: X\naree:\n  - nome: A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: D\n            peso: 50\n            indicatori: {indicators}\n"
        ))
    };
    let score = |plan: &Plan| {
        let one = reckoned(plan).years[0].objectives[0].clone();
        let number = one.score.map(|score| rounded(score, &plan.assessment).to_string());
        (number, one.lacks_result)
    };
    // 50 × (60 × 1 + 40 × 0,5) / 100 = 40.
    let both = yaml("[{testo: a, peso: 60, esito: 100}, {testo: b, peso: 40, esito: 50}]");
    assert_eq!(score(&both), (Some("40.00".into()), false));
    // Alike without weights: 50 × (100 + 50) / 200.
    let alike = yaml("[{testo: a, esito: 100}, {testo: b, esito: 50}]");
    assert_eq!(score(&alike), (Some("37.50".into()), false));
    let one = yaml("[{testo: a, esito: 100}, b]");
    assert_eq!(score(&one), (Some("25.00".into()), true));
    let left_out = yaml("[{testo: a, esito: 100}, {testo: b, esito: n.v.}]");
    assert_eq!(score(&left_out), (Some("50.00".into()), false));
}

#[test]
fn years_are_judged_on_their_own() {
    let yaml = "titolo: X\nanni: [2024, 2025]\naree:\n  - nome: A\n    periodi:\n      - etichetta: BIENNIO 2024-2025\n        obiettivi:\n          - {servizio: S, descrizione: D, peso: {2024: 40, 2025: 100}, esito: {2024: 50, 2025: 90}}\n          - {servizio: S, descrizione: E, peso: {2024: 60}, esito: {2024: 100}}\n";
    let plan = plan(yaml);
    let own = reckoned(&plan);
    let wholes: Vec<_> = own.years.iter().map(|year| shown(&plan, &year.whole)).collect();
    assert_eq!(wholes, ["100.00 100.00 80.00 80.00", "100.00 100.00 90.00 90.00"]);
    // An objective that has no weight in a year is none of that year.
    let lacking: Vec<_> = own.years.iter().map(|year| year.whole.lacking).collect();
    assert_eq!(lacking, [0, 0]);
    let managers = two_areas("{}", &[("100", "50")], &[("100", "70")]);
    let named = &reckoned(&managers).years[0].managers;
    let named: Vec<_> = named.iter().map(|n| format!("{} {}", n.name, n.total.score)).collect();
    assert_eq!(named, ["Rossi 50", "Bianchi 70"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn totals_add_up_and_stay_within_full(
        first in prop::collection::vec((1..100_u32, 0..130_u32), 1..6),
        second in prop::collection::vec((1..100_u32, 0..130_u32), 1..6),
        left_out in prop::bool::ANY,
    ) {
        // Results from 120 on stand for what cannot be assessed.
        let rows = |all: &[(u32, u32)]| -> Vec<(String, String)> {
            let result = |result: &u32| match result {
                120.. => "n.v.".to_owned(),
                result => format!("{result} %"),
            };
            all.iter().map(|(weight, own)| (weight.to_string(), result(own))).collect()
        };
        let rule =
            if left_out { "{non-valutabili: esclusi}" } else { "{non-valutabili: pieni}" };
        let plan = two_areas(rule, &rows(&first), &rows(&second));
        let own = reckoned(&plan);
        for year in &own.years {
            let near = |a: Decimal, b: Decimal| (a - b).abs() < Decimal::new(1, 15);
            let sum: Decimal = year.groups.iter().map(|named| named.total.score).sum();
            prop_assert!(near(sum, year.whole.score));
            for named in &year.groups {
                let (total, all) = (named.total, Decimal::ONE_HUNDRED);
                prop_assert!(total.degree().is_none_or(|degree| degree >= Decimal::ZERO && degree <= all + Decimal::new(1, 15)));
                // Weights of what is left out pass to the others, so that none is lost.
                let stated: u32 = year.objectives.iter()
                    .map(|one| &plan.objectives[one.index])
                    .filter(|o| plan.areas[o.area].words() == named.name)
                    .filter_map(|o| o.weight.as_ref()?.value.decimal().to_string().parse::<u32>().ok())
                    .sum();
                prop_assert!(total.weight.is_zero() || near(total.weight, stated.into()));
            }
        }
    }
}
