//! Repetitions, periods, absent fields, annexes.

use super::sample::Sample;
use super::{described, group};

#[test]
fn the_same_objective_twice_in_a_group() {
    let sample = group()
        .row("UFFICIO", ["Censire gli alberi", "Entro l'anno", "Relazione"], "50")
        .row("Ufficio", ["censire  gli alberi.", "Entro l'anno", "Elenco"], "50")
        .period("ANNO 2020 BIS")
        .row("UFFICIO", ["Censire gli alberi", "Entro l'anno", "Relazione"], "100");
    let repeated: Vec<_> =
        sample.report().into_iter().filter(|r| r.starts_with("obiettivo-r")).collect();
    assert_eq!(repeated, ["obiettivo-ripetuto: 5 censire gli alberi. | 4 Censire gli alberi"]);
}

#[test]
fn periods_outside_the_plan_once_for_all_areas() {
    let one = |s: Sample| described(s.period("ANNO 2023"), "Censire", "100");
    let sample = one(one(Sample::new(&[2020, 2021]).area("UNO")).area("DUE"));
    assert_eq!(sample.report(), ["anno-fuori-piano: 3 ANNO 2023 | 6 ANNO 2023"]);
    assert_eq!(
        sample.findings()[0].message,
        "Il periodo «ANNO 2023» comprende l'anno 2023, fuori dagli anni del piano."
    );
    assert_eq!(one(Sample::new(&[]).area("UNO")).report(), [""; 0]);
}

#[test]
fn periods_that_share_a_year() {
    let sample = Sample::new(&[2020, 2021, 2022]).area("UNO").period("ANNO 2020 E 2021");
    let sample = described(described(sample, "Uno", "100").period("ANNI 2021-2022"), "Due", "100");
    let sample = described(sample.area("DUE").period("ANNO 2020"), "Tre", "100");
    assert_eq!(sample.report(), ["periodi-sovrapposti: 5 ANNI 2021-2022 | 3 ANNO 2020 E 2021"]);
    assert!(sample.findings()[0].message.ends_with("comprendono entrambi il 2021."));
}

#[test]
fn results_and_indicators_are_missed_where_no_annex_gives_them() {
    let sample = group()
        .row("UFFICIO", ["Censire gli alberi", "Entro l'anno", ""], "50")
        .row("UFFICIO", ["Pulire le strade", "", ""], "20")
        .row("UFFICIO", ["Progetto di cui all'Allegato A", "", ""], "20")
        .row("UFFICIO", ["Progetto come da scheda allegata", "", ""], "5")
        .row("UFFICIO", ["Progetto, v. all. A", "Fatto", ""], "5")
        .row("UFFICIO", ["Tutto", "Fatto", "Relazione"], "0")
        .listing(&["A"]);
    assert_eq!(
        sample.report(),
        [
            "risultato-o-indicatore-assente: 4 Censire gli alberi",
            "risultato-o-indicatore-assente: 5 Pulire le strade"
        ]
    );
    let messages: Vec<_> = sample.findings().into_iter().map(|d| d.message).collect();
    assert!(messages[0].ends_with("manca l'indicatore."), "{}", messages[0]);
    assert!(
        messages[1].ends_with("mancano il risultato atteso e l'indicatore."),
        "{}",
        messages[1]
    );
}

#[test]
fn a_plan_that_never_has_indicators_says_so_once_and_gaps_are_not_absences() {
    let rows = || {
        group().row("UFFICIO", ["Censire gli alberi", "Entro l'anno", ""], "50").row(
            "UFFICIO",
            ["Pulire le strade", "Fatto", ""],
            "50",
        )
    };
    assert_eq!(rows().report(), ["risultato-o-indicatore-assente: 1 PIANO"]);
    let mut open = rows().row("UFFICIO", ["Contare", "", "Relazione"], "0");
    open.gaps.objectives.extend([0, 1, 2]);
    assert_eq!(open.report(), [""; 0]);
}

fn annexes(text: &str, listed: &[&str]) -> Vec<String> {
    described(group(), text, "100").listing(listed).report()
}

#[test]
fn annexes_that_the_list_lacks() {
    for (text, label) in [
        ("Come da Allegato A", "A"),
        ("PROGETTI SECONDO ALLEGATO B)", "B"),
        ("Progetto di cui all'allegato n. 1.", "1"),
        ("Si veda all. A, punto 3", "A"),
        ("Vedi Allegato II alla presente deliberazione", "II"),
        ("DI CUI ALLEGATO A", "A"),
    ] {
        let listed = ["C"];
        let expected = [format!("allegato-non-elencato: 4 {label}")];
        assert_eq!(annexes(text, &listed), expected, "{text}");
        assert_eq!(annexes(text, &[&format!("Allegato {}", label.to_lowercase())]), [""; 0]);
    }
    assert_eq!(
        annexes("Allegati A, B e C; allegato B", &["A"]),
        ["allegato-non-elencato: 4 B | 4 B", "allegato-non-elencato: 4 C"]
    );
    let mut own = described(group(), "Vedi Allegato A", "100");
    own.plan.annex = own.plan.premise.clone().or(own.plan.areas[0].name.clone());
    own.plan.annex.as_mut().unwrap().value = "A".into();
    assert_eq!(own.report(), [""; 0]);
}

#[test]
fn what_only_looks_like_an_annex() {
    for text in [
        "Principio contabile allegato 4/2 al D.Lgs. 118/2011",
        "Allegato 1 al D.Lgs. 118/2011",
        "Allegato XI della direttiva",
        "Documento allegato a questa nota e allegato al bilancio",
        "DOCUMENTO ALLEGATO A DELIBERA, ALLEGATO E PARTE INTEGRANTE",
        "Domanda con allegati 3 preventivi",
        "all'Area Sociale, ALL'ALBO",
    ] {
        assert_eq!(annexes(text, &["C"]), [""; 0], "{text}");
    }
}
