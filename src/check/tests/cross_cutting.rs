//! Cross-cutting objectives across areas, and objectives across periods.

use super::sample::Sample;

type Row<'a> = (&'a str, [&'a str; 3], &'a str);

const TEXTS: [&str; 3] = ["Formare il personale", "Almeno due corsi", "Attestati dei corsi"];

/// Each row in an area of its own, its period «ANNO 2020»: rows on lines 4, 7, 10 …
fn areas(rows: &[Row]) -> Vec<String> {
    const NAMES: [&str; 5] = ["UNO", "DUE", "TRE", "QUATTRO", "CINQUE"];
    let mut sample = Sample::new(&[2020]);
    sample.plan.weights.total = None;
    for ((name, texts, weight), area) in rows.iter().zip(NAMES) {
        sample = sample.area(area).period("ANNO 2020").row(name, *texts, weight);
    }
    sample.report()
}

#[test]
fn the_odd_weight_or_text_is_the_culprit() {
    let usual = (">FORMAZIONE", TEXTS, "30");
    assert_eq!(areas(&[usual; 4]), [""; 0]);
    assert_eq!(
        areas(&[usual, usual, (">Formazione", TEXTS, "30.5")]),
        ["trasversale-diverso: 10 30.5 | 4 30 | 7 30"]
    );
    let [description, _, indicator] = TEXTS;
    let other = (">FORMAZIONE", [description, "Tre corsi in aula", indicator], "30.0");
    assert_eq!(
        areas(&[usual, other, usual]),
        ["trasversale-diverso: 7 Tre corsi in aula | 4 Almeno due corsi | 10 Almeno due corsi"]
    );
}

#[test]
fn without_a_majority_nobody_is_the_culprit() {
    let rows = [(">FORMAZIONE", TEXTS, "10"), (">FORMAZIONE", TEXTS, "20")];
    assert_eq!(areas(&rows), ["trasversale-diverso: 4 10 | 7 20"]);
    let rows = [rows[0], rows[1], (">FORMAZIONE", TEXTS, "30")];
    assert_eq!(areas(&rows), ["trasversale-diverso: 4 10 | 7 20 | 10 30"]);
}

#[test]
fn other_periods_services_parts_and_absences_differ_by_right() {
    let two = Sample::new(&[2020, 2021])
        .area("UNO")
        .period("ANNO 2020")
        .row(">FORMAZIONE", TEXTS, "100")
        .area("DUE")
        .period("ANNO 2021")
        .row(">FORMAZIONE", ["Formare tutti", "Tre corsi", "Registri"], "100");
    assert_eq!(two.report(), [""; 0]);
    assert_eq!(areas(&[("FORMAZIONE", TEXTS, "10"), ("FORMAZIONE", TEXTS, "20")]), [""; 0]);
    assert_eq!(areas(&[(">FORMAZIONE", TEXTS, "10"), (">FORMAZIONE", TEXTS, "")]), [""; 0]);
    let parts = Sample::new(&[2020])
        .area("UNO")
        .period("ANNO 2020")
        .row(">FORMAZIONE", TEXTS, "50")
        .row(">FORMAZIONE", ["Formare i nuovi assunti", "Un corso", "Registro"], "50")
        .area("DUE")
        .period("ANNO 2020")
        .row(">FORMAZIONE", ["Aggiornare i tecnici", "Due giornate", "Verbale"], "100");
    assert_eq!(parts.report(), [""; 0]);
}

#[test]
fn titles_that_a_small_word_or_a_slip_parts_are_compared_as_one() {
    let usual = (">FORMAZIONE DEL PERSONALE", TEXTS, "30");
    assert_eq!(
        areas(&[usual, usual, (">FORMAZIONE PERSONALE", TEXTS, "20")]),
        [
            "titolo-simile: 10 FORMAZIONE PERSONALE | 4 FORMAZIONE DEL PERSONALE \
             | 7 FORMAZIONE DEL PERSONALE",
            "trasversale-diverso: 10 20 | 4 30 | 7 30"
        ]
    );
    assert_eq!(
        areas(&[usual, usual, (">FORMAZIONE DEL PERSOANLE", TEXTS, "20")]),
        ["refuso: 10 PERSOANLE | 4 PERSONALE", "trasversale-diverso: 10 20 | 4 30 | 7 30"]
    );
    let others = [(">PROGETTO FASE", TEXTS, "30"), (">PROGETTO FASE I", TEXTS, "20")];
    assert_eq!(areas(&others), [""; 0]);
}

#[test]
fn a_slip_is_not_told_again_as_another_text() {
    let slip = ["Formare il persnale", TEXTS[1], TEXTS[2]];
    let usual = (">FORMAZIONE", TEXTS, "30");
    assert_eq!(
        areas(&[usual, (">FORMAZIONE", slip, "30"), usual]),
        ["refuso: 7 persnale | 4 personale"]
    );
}

#[test]
fn a_sentence_that_the_same_objective_has_in_another_period() {
    let short = "Relazione del responsabile di area";
    let long = "Relazione del responsabile di area. In assenza di richieste è raggiunto.";
    let plan = |second: [&'static str; 2], indicators: [&str; 2]| {
        Sample::new(&[2020, 2021])
            .area("UNO")
            .period("ANNO 2020")
            .row("UFFICIO", ["Rispondere alle note", "Trenta giorni", indicators[0]], "100")
            .period("ANNO 2021")
            .row(second[0], [second[1], "Trenta giorni", indicators[1]], "100")
            .report()
    };
    let same = ["UFFICIO", "Rispondere alle note"];
    let found = "In assenza di richieste è raggiunto.";
    assert_eq!(plan(same, [short, long]), [format!("frase-mancante: 4 {short} | 6 {found}")]);
    assert_eq!(plan(same, [long, short]), [format!("frase-mancante: 6 {short} | 4 {found}")]);
    assert_eq!(plan(["UFFICIO", "Censire gli alberi"], [short, long]), [""; 0]);
    assert_eq!(plan(["CED", "Rispondere alle note"], [short, long]), [""; 0]);
    let phrase = "Relazione del responsabile di area con gli allegati";
    assert_eq!(plan(same, [short, phrase]), [""; 0]);
}
