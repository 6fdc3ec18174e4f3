//! Totals, fractions, rows without weight.

use super::sample::Sample;
use super::{described, group};
use crate::diag::Severity;
use crate::model::{Level, Unit, Weight};

fn weighing(weights: &[&str]) -> Sample {
    const TEXTS: [&str; 4] = ["Asfaltare", "Censire gli alberi", "Formare", "Vedi Allegato B"];
    weights.iter().zip(TEXTS).fold(group(), |s, (weight, text)| described(s, text, weight))
}

fn codes(sample: &Sample) -> Vec<&'static str> {
    sample.findings().iter().map(|d| d.code.name()).collect()
}

#[test]
fn totals_are_exact() {
    assert_eq!(codes(&weighing(&["33.33", "33.33", "33.34"])), [""; 0]);
    let short = weighing(&["33.33", "33.33", "33.33"]);
    assert_eq!(short.report(), ["totale-diverso: 3 ANNO 2020"]);
    let message = &short.findings()[0].message;
    assert_eq!(
        message,
        "Nel gruppo AREA, ANNO 2020 i pesi sommano a «99,99» invece di 100: mancano 0,01."
    );
    let over = &weighing(&["60", "60.50"]).findings()[0];
    assert!(over.message.ends_with("«120,5» invece di 100: sono in più 20,5."), "{}", over.message);
}

#[test]
fn rows_without_weight_are_named_where_they_could_make_the_total_up() {
    let sample = weighing(&["50", "", "20"]).listing(&["B"]);
    assert_eq!(
        sample.report(),
        [
            "totale-diverso: 3 ANNO 2020 | 5 Censire gli alberi",
            "obiettivo-senza-peso: 5 Censire gli alberi"
        ]
    );
    assert_eq!(sample.findings()[1].severity, Severity::Note);
    let complete = weighing(&["50", "50", "", ""]).listing(&["B"]);
    assert_eq!(codes(&complete), ["obiettivo-senza-peso", "obiettivo-senza-peso"]);
    assert_eq!(
        complete.findings()[1].message,
        "L'obiettivo «Vedi Allegato B» non ha peso e resta fuori dal totale; rimanda all'Allegato B."
    );
}

#[test]
fn a_plan_without_weights_is_left_alone_but_not_one_group_among_others() {
    assert_eq!(codes(&weighing(&["", "", ""])), [""; 0]);
    let sample = described(weighing(&["", ""]).area("ALTRA").period("ANNO 2020"), "Uno", "100");
    assert_eq!(sample.report(), ["totale-diverso: 3 ANNO 2020"]);
    assert!(sample.findings()[0].message.contains("nessun obiettivo ha un peso"));
}

#[test]
fn fractions_are_one_finding_and_no_wrong_total() {
    let sample = weighing(&["0.5", "0.3", "0.2"]).area("ALTRA").period("ANNO 2020");
    let sample = described(described(sample, "Uno", "0.4"), "Due", "0.6");
    assert_eq!(sample.report(), ["pesi-in-frazione: 3 ANNO 2020 | 8 ANNO 2020"]);
    let mut points = weighing(&["0.5", "0.3", "0.2"]);
    points.plan.weights.unit = Unit::Coefficient;
    points.plan.weights.total = Weight::parse("1").ok();
    assert_eq!(codes(&points), [""; 0]);
}

#[test]
fn the_rule_is_the_plans() {
    let two_periods = || described(weighing(&["60"]).period("ANNO 2020 BIS"), "Altro", "40");
    let with = |scope: &[Level]| {
        let mut sample = two_periods();
        sample.plan.weights.scope = scope.to_vec();
        sample.report().into_iter().filter(|r| r.starts_with("totale")).collect::<Vec<_>>()
    };
    assert_eq!(
        with(&Level::DEFAULT),
        ["totale-diverso: 3 ANNO 2020", "totale-diverso: 5 ANNO 2020 BIS"]
    );
    assert_eq!(with(&[Level::Area]), [""; 0]);
    assert_eq!(with(&[]), [""; 0]);
    assert_eq!(with(&[Level::Period]).len(), 2);
    let mut areas = described(weighing(&["60"]).area("ALTRA").period("Anno 2020"), "Altro", "40");
    areas.plan.weights.scope = vec![Level::Period];
    assert_eq!(codes(&areas), [""; 0]);
    let mut none = weighing(&["7", ""]);
    none.plan.weights.total = None;
    assert_eq!(codes(&none), ["obiettivo-senza-peso"]);
}

#[test]
fn groups_that_errors_leave_open_are_not_added_up() {
    let mut sample = weighing(&["50", ""]);
    sample.gaps.groups.insert((0, 0));
    assert_eq!(codes(&sample), [""; 0]);
    for scope in [vec![Level::Area], vec![]] {
        let mut sample = weighing(&["50"]);
        sample.plan.weights.scope = scope.to_vec();
        sample.gaps.groups.insert((0, 7));
        assert_eq!(codes(&sample), [""; 0], "a period without rows is left open: {scope:?}");
    }
}
