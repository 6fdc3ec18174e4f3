//! Findings about totals and weights in plans of any levels.

use allegati::check::check_plan;
use allegati::diag::Findings;
use allegati::job;
use allegati::job::PlanFormat;
use allegati::source::SourceMap;
use allegati::validate::validate_plan;

/// Writes each finding of that code: its places with the text there, then its message.
fn said(yaml: &str, codes: &[&str]) -> Vec<String> {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let raw = job::read_plan("p", yaml.into(), PlanFormat::YAML, &mut sources, &mut findings);
    let valid = validate_plan(raw.expect("a plan"), &sources, &mut findings);
    findings.extend(check_plan(&valid.plan, &valid.gaps, &sources));
    findings.sort();
    let of = findings.iter().filter(|finding| codes.contains(&finding.code.name()));
    let line = |finding: &allegati::diag::Diagnostic| {
        let places = finding.labels.iter().map(|label| {
            format!("{} «{}»", sources.position(label.span).line, sources.text(label.span))
        });
        format!("{} {}", places.collect::<Vec<_>>().join(" + "), finding.message)
    };
    of.map(line).collect()
}

const STATED: &[&str] = &["totale-dichiarato", "peso-non-numerico"];

#[test]
fn a_stated_total_is_held_against_the_sum() {
    let plan = |weight: &str| {
        format!(
            "titolo: X\npesi: nessuno\nlivelli: [missione, programma]\ngruppi:\n\
             \x20 - missione: M\n    totale: 190\n    gruppi:\n\
             \x20     - programma: P\n        totale: 100,0\n        obiettivi:\n\
             \x20         - {{descrizione: a, peso: 60}}\n\
             \x20         - {{descrizione: b, peso: {weight}}}\n\
             \x20     - programma: Q\n        obiettivi:\n\
             \x20         - {{descrizione: c, peso: 90}}\n"
        )
    };
    assert_eq!(said(&plan("40"), STATED), [""; 0]);
    assert_eq!(
        said(&plan("30.5"), STATED),
        [
            "6 «190» + 5 «missione: M» Nel gruppo M il totale dichiarato è «190», ma i pesi sommano a 180,5: la differenza è 9,5.",
            "9 «100,0» + 8 «programma: P» Nel gruppo P il totale dichiarato è «100», ma i pesi sommano a 90,5: la differenza è 9,5.",
        ]
    );
    assert_eq!(
        said(&plan(""), STATED)[1],
        "9 «100,0» + 8 «programma: P» + 12 «b» Nel gruppo P il totale dichiarato è «100», ma i pesi sommano a 60: la differenza è 40."
    );
    // A weight that was not accepted is one finding.
    let wrong = said(&plan("quaranta"), STATED);
    assert_eq!(wrong, ["12 «quaranta» Il peso «quaranta» non è un numero."]);
    let left_out = plan("40").replace("{descrizione: b, peso: 40}", "{peso: 40}");
    assert_eq!(said(&left_out, STATED), [""; 0]);
}

#[test]
fn areas_and_periods_state_totals_too() {
    let yaml = "titolo: X\naree:\n  - nome: A\n    totale: 200\n    periodi:\n      - etichetta: ANNO 2024\n        totale: 90\n        obiettivi:\n          - {servizio: S, descrizione: a, peso: 100}\n";
    assert_eq!(
        said(yaml, STATED),
        [
            "4 «200» + 3 «nome: A» Nel gruppo A il totale dichiarato è «200», ma i pesi sommano a 100: la differenza è 100.",
            "7 «90» + 6 «etichetta: ANNO 2024» Nel gruppo ANNO 2024 il totale dichiarato è «90», ma i pesi sommano a 100: la differenza è 10.",
        ]
    );
}

#[test]
fn weights_of_indicators_make_a_hundred() {
    let row = |indicators: &str| {
        let yaml = format!(
            "titolo: X\nlivelli: [missione]\nobiettivi:\n  - descrizione: Fare\n    indicatori: [{indicators}]\n"
        );
        said(&yaml, &["pesi-degli-indicatori"])
    };
    assert_eq!(row("uno, due"), [""; 0]);
    assert_eq!(row("{testo: uno, peso: 33.3}, {testo: due, peso: '66,7'}"), [""; 0]);
    assert_eq!(
        row("{testo: uno, peso: 30}, {testo: due, peso: 40}, tre"),
        [
            "5 «30» + 5 «40» + 5 «tre» Nell'obiettivo «Fare» i pesi degli indicatori sommano a «70» invece di 100: mancano 30."
        ]
    );
    assert_eq!(
        row("{testo: uno, peso: 101}"),
        [
            "5 «101» Nell'obiettivo «Fare» i pesi degli indicatori sommano a «101» invece di 100: è in più 1."
        ]
    );
}

#[test]
fn totals_are_taken_over_any_levels() {
    let plan = |rule: &str| {
        let yaml = format!(
            "titolo: X\nlivelli: [missione, programma]\n{rule}\nobiettivi:\n\
             \x20 - {{missione: M, programma: P, descrizione: a, peso: 60}}\n\
             \x20 - {{missione: M, programma: Q, descrizione: b, peso: 40}}\n\
             \x20 - {{missione: N, programma: P, descrizione: c, peso: 40}}\n\
             \x20 - {{programma: P, descrizione: d, peso: 100}}\n"
        );
        said(&yaml, &["totale-diverso", "regola-pesi-non-valida"])
    };
    let sums = |rule: &str| -> Vec<String> {
        let of = |line: String| line.split(" invece").next().unwrap_or_default().to_owned();
        plan(rule).into_iter().map(of).collect()
    };
    assert_eq!(sums("pesi: {ambito: missione}"), ["7 «N» Nel gruppo N i pesi sommano a «40»"]);
    let both = [
        "5 «P» Nel gruppo M, P i pesi sommano a «60»",
        "6 «Q» Nel gruppo M, Q i pesi sommano a «40»",
        "7 «P» Nel gruppo N, P i pesi sommano a «40»",
    ];
    assert_eq!(sums("pesi: {ambito: [programma, missione]}"), both);
    // Each innermost group, if the plan does not say.
    assert_eq!(sums("ente: Y"), both);
    assert_eq!(
        sums("pesi: {ambito: programma}"),
        ["5 «P» Nel gruppo P i pesi sommano a «200»", "6 «Q» Nel gruppo Q i pesi sommano a «40»",]
    );
    assert_eq!(sums("pesi: {ambito: piano, totale: 240}"), [""; 0]);
    assert_eq!(
        plan("pesi: {ambito: area, totale: nessuno}"),
        ["3 «area» «area» non va bene nella regola sui pesi."]
    );
}

#[test]
fn a_group_that_an_error_leaves_open_is_not_added_up() {
    let yaml = "titolo: X\nlivelli: [missione]\nobiettivi:\n\
         \x20 - {missione: M, descrizione: a, peso: 60}\n\
         \x20 - {missione: M, descrizione: b, peso: molto}\n\
         \x20 - {missione: N, peso: 60}\n\
         \x20 - {missione: N, descrizione: c, peso: 40}\n";
    assert_eq!(said(yaml, &["totale-diverso"]), [""; 0]);
}

#[test]
fn a_sign_in_place_of_a_total_is_a_note() {
    let plan = |total: &str| {
        format!(
            "titolo: X\npesi: nessuno\nlivelli: [g]\ngruppi:\n  - g: UNO\n    totale: {total}\n    obiettivi: [{{descrizione: a, peso: 60}}]\n"
        )
    };
    for sign in ["–", "n.a."] {
        let expected =
            format!("6 «{sign}» Il totale dichiarato «{sign}» non è un numero: non si confronta.");
        assert_eq!(said(&plan(sign), &["valore-a-parole", "peso-non-numerico"]), [expected]);
    }
    let wrong = said(&plan("cento"), &["valore-a-parole", "peso-non-numerico"]);
    assert_eq!(wrong, ["6 «cento» Il totale «cento» non è un numero."]);
}

/// Returns a plan of groups with a total each; objectives have the fields `a` and `b`.
fn of_two_columns(weights: bool, groups: &[(&str, [(&str, &str); 2])]) -> String {
    let mut plan =
        "titolo: X\npesi: nessuno\nlivelli: [g]\ncampi: {a: numero, b: numero}\ngruppi:\n"
            .to_owned();
    for (at, (total, rows)) in groups.iter().enumerate() {
        plan += &format!("  - g: G{at}\n    totale: {total}\n    obiettivi:\n");
        for (a, b) in rows {
            let weight = if weights { ", peso: 50" } else { "" };
            plan += &format!("      - {{descrizione: d, a: {a}, b: {b}{weight}}}\n");
        }
    }
    plan
}

#[test]
fn stated_totals_are_of_one_column_in_every_group() {
    let rows = [("10", "1"), ("20", "2")];
    let of_one = of_two_columns(false, &[("30", rows), ("30", rows), ("30", rows)]);
    assert_eq!(said(&of_one, STATED), [""; 0]);
    let of_another = of_two_columns(false, &[("30", rows), ("3", rows), ("30", rows)]);
    assert_eq!(
        said(&of_another, STATED),
        [
            "12 «3» Nel gruppo G1 il totale dichiarato è «3», la somma di «b», ma negli altri gruppi è quella di «a», che qui fa 30."
        ]
    );
}

#[test]
fn a_stated_total_may_be_that_of_numbers_beside_weights() {
    let rows = [("10", "1"), ("20", "2")];
    assert_eq!(said(&of_two_columns(true, &[("30", rows)]), STATED), [""; 0]);
    assert_eq!(
        said(&of_two_columns(true, &[("31", rows)]), STATED),
        [
            "7 «31» + 6 «g: G0» Nel gruppo G0 il totale dichiarato è «31», ma i pesi sommano a 100: la differenza è 69."
        ]
    );
    assert_eq!(
        said(&of_two_columns(true, &[("100", rows), ("30", rows)]), STATED),
        [
            "12 «30» Nel gruppo G1 il totale dichiarato è «30», la somma di «a», ma negli altri gruppi è quella dei pesi, che qui fa 100."
        ]
    );
}
