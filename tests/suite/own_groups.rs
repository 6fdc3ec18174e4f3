//! Groups of a plan's own levels: codes that restart, objectives that repeat, groups of texts only.

use crate::support::{checked, rows, texts};

const LAYOUT: &str = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"missione\"\nposto = \"titolo\"\n[[livelli]]\ncampo = \"programma\"\nposto = \"fascia\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"codice\"\nintestazione = \"N.\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n";

fn said(plan: &str) -> String {
    checked(plan, &[("layout.toml", LAYOUT)]).1
}

/// Returns a plan of one mission with two programmes of these objectives.
fn programmes(first: &str, second: &str) -> String {
    format!(
        "titolo: P\npesi: nessuno\nlivelli: [missione, programma]\ngruppi:\n  - missione: M\n    gruppi:\n      - programma: A\n        obiettivi: [{first}]\n      - programma: B\n        obiettivi: [{second}]\n"
    )
}

#[test]
fn codes_are_unique_within_their_innermost_group() {
    let (one, two) = ("{codice: 1, descrizione: uno}", "{codice: 2, descrizione: due}");
    let other = "{codice: 1, descrizione: tre}";
    assert!(!said(&programmes(&format!("{one}, {two}"), other)).contains("codice-ripetuto"));
    let twice = said(&programmes(&format!("{one}, {other}"), two));
    assert!(twice.contains("errore[codice-ripetuto]"), "{twice}");
    assert!(
        twice.contains("Il codice «1» è già di un altro obiettivo dello stesso gruppo."),
        "{twice}"
    );
    // Numbers that go on from group to group and one of them twice.
    let slip = said(&programmes(
        &format!("{one}, {two}"),
        "{codice: 3, descrizione: tre}, {codice: 2, descrizione: quattro}",
    ));
    assert!(slip.contains("avviso[codice-ripetuto]"), "{slip}");
    assert!(slip.contains("Il codice «2» è anche di un obiettivo di un altro gruppo."), "{slip}");
    let areas = "titolo: P\npesi: nessuno\naree:\n  - nome: A\n    periodi: [{etichetta: ANNO 2020, obiettivi: [{servizio: S, codice: 1, descrizione: uno}]}]\n  - nome: B\n    periodi: [{etichetta: ANNO 2020, obiettivi: [{servizio: S, codice: 1, descrizione: due}]}]\n";
    assert!(!said(areas).contains("codice-ripetuto"));
}

#[test]
fn objectives_repeat_within_their_innermost_group_only() {
    let one = "{descrizione: Aggiornamento del sito}";
    assert!(!said(&programmes(one, one)).contains("obiettivo-ripetuto"));
    let twice = said(&programmes(&format!("{one}, {one}"), "{descrizione: altro}"));
    assert!(twice.contains("compare 2 volte nello stesso gruppo"), "{twice}");
}

#[test]
fn periods_of_different_groups_may_share_years() {
    let plan = |second: &str| {
        format!(
            "titolo: P\npesi: nessuno\nlivelli: [missione, periodo]\ngruppi:\n  - missione: M\n    gruppi: [{{periodo: ANNO 2025, obiettivi: [{{descrizione: a}}]}}]\n  - missione: {second}\n"
        )
    };
    let other =
        said(&plan("N\n    gruppi: [{periodo: ANNI 2025-2026, obiettivi: [{descrizione: b}]}]"));
    assert!(!other.contains("periodi-sovrapposti"), "{other}");
}

#[test]
fn a_group_may_have_texts_only() {
    let plan = "titolo: P\npesi: nessuno\nlivelli: [missione, programma]\ngruppi:\n  - missione: A\n    premessa: TESTO DI A\n    obiettivi: []\n  - missione: B\n    gruppi:\n      - programma: B0\n        premessa: TESTO DI B0\n      - programma: B1\n        obiettivi:\n          - {codice: 1, descrizione: due}\n      - programma: B2\n        chiusura: FINE DI B2\n  - missione: C\n    chiusura: FINE DI C\n    gruppi:\n      - programma: C1\n        premessa: TESTO DI C1\n";
    let (annex, said) = checked(plan, &[("layout.toml", LAYOUT)]);
    let annex = annex.expect(&said);
    assert_eq!(texts(&annex)[1..], ["A", "TESTO DI A", "B", "C", "C1", "TESTO DI C1", "FINE DI C"]);
    assert_eq!(
        rows(&annex),
        [
            vec!["N.", "OBIETTIVO"],
            vec!["B0"],
            vec!["TESTO DI B0"],
            vec!["B1"],
            vec!["1", "due"],
            vec!["B2"],
            vec!["FINE DI B2"]
        ]
    );
    let empty = checked("titolo: P\nlivelli: [missione]\ngruppi:\n  - missione: A\n  - missione: B\n    obiettivi: [{descrizione: x}]\n", &[("layout.toml", LAYOUT)]).1;
    assert!(empty.contains("Il gruppo «A» non ha obiettivi."), "{empty}");
    let areas = "titolo: P\npesi: nessuno\naree:\n  - nome: A\n    premessa: TESTO DI A\n  - nome: B\n    periodi: [{etichetta: ANNO 2020, obiettivi: [{servizio: S, descrizione: due}]}]\n";
    let (annex, said) = checked(areas, &[("layout.toml", "base = \"piano-obiettivi\"\n")]);
    assert_eq!(texts(&annex.expect(&said))[1..], ["A", "TESTO DI A", "B"]);
}
