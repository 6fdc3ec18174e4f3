//! Words in place of weights, codes that are unique in a plan, and totals against their own column.

use crate::support::{checked, rows};

const LAYOUT: &str = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\ntotali = true\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO\"\n[[colonne]]\ncampo = \"indicatore\"\nintestazione = \"INDICATORE\"\n[[colonne]]\ncampo = \"indicatore.peso\"\nintestazione = \"PESO IND.\"\n";

#[test]
fn words_in_place_of_a_weight_are_printed_and_left_out_of_sums() {
    let plan = "titolo: P\npesi: {totale: 60}\nlivelli: [gruppo]\ngruppi:\n  - gruppo: G\n    obiettivi:\n      - {descrizione: a, peso: 20, indicatori: [{testo: uno, peso: n.a.}]}\n      - {descrizione: b, peso: '–'}\n      - {descrizione: c, peso: P.TI 4}\n      - {descrizione: d, peso: 40}\n";
    let (annex, said) = checked(plan, &[("layout.toml", LAYOUT)]);
    let weights = rows(&annex.expect(&said));
    let weights: Vec<_> = weights.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(weights, ["PESO", "20", "–", "P.TI 4", "40", "60"]);
    assert_eq!(said.matches("valore-a-parole").count(), 1, "{said}");
    assert!(!said.contains("obiettivo-senza-peso") && !said.contains("totale-diverso"), "{said}");
    let by_year = plan.replace("peso: '–'", "peso: {2026: 5, 2027: n.a.}");
    let said = |plan: &str| checked(plan, &[("layout.toml", LAYOUT)]).1;
    assert!(!said(&by_year).contains("errore["), "{}", said(&by_year));
    for wrong in ["trenta", "3O", "molto"] {
        let said = said(&plan.replace("P.TI 4", wrong));
        assert!(said.contains("errore[peso-non-numerico]"), "{said}");
    }
}

#[test]
fn a_unique_code_is_one_even_with_the_same_description() {
    let plan = |rule: &str| {
        format!(
            "titolo: P\npesi: nessuno\n{rule}livelli: [gruppo]\ngruppi:\n  - gruppo: G\n    obiettivi:\n      - {{codice: A1, descrizione: a}}\n  - gruppo: H\n    obiettivi:\n      - {{codice: A1, descrizione: a}}\n"
        )
    };
    let said = |rule| checked(&plan(rule), &[("layout.toml", LAYOUT)]).1;
    assert!(!said("").contains("codice-ripetuto"), "{}", said(""));
    assert!(said("codici: unici\n").contains("errore[codice-ripetuto]"));
}

#[test]
fn a_stated_total_is_that_of_its_own_column() {
    let said = |total: &str| {
        let plan = format!(
            "titolo: P\npesi: nessuno\nlivelli: [gruppo]\ncampi: {{costo: importo, ore: numero}}\ngruppi:\n  - gruppo: G\n    totale: {total}\n    obiettivi:\n      - {{descrizione: a, peso: 60, costo: 100, ore: 7}}\n      - {{descrizione: b, peso: 40, costo: 200, ore: 8}}\n"
        );
        checked(&plan, &[("layout.toml", LAYOUT)]).1.contains("totale-dichiarato")
    };
    let totals = ["100", "300", "15", "300 €", "100 €", "1.300 €"];
    assert_eq!(totals.map(said), [false, true, false, false, true, true]);
}

#[test]
fn words_in_place_of_the_weight_of_a_year_are_left_out_of_its_sum() {
    let plan = "titolo: P\npesi: nessuno\nanni: [2026, 2027]\nlivelli: [gruppo]\ngruppi:\n  - gruppo: G\n    obiettivi:\n      - {descrizione: a, peso: {2026: 60, 2027: '–'}}\n      - {descrizione: b, peso: {2026: 40, 2027: 100}}\n";
    let layout = LAYOUT.replace(
        "campo = \"peso\"\nintestazione = \"PESO\"",
        "campo = \"peso\"\nintestazione = \"{{anno}}\"\nper-anno = true",
    );
    let (annex, said) = checked(plan, &[("layout.toml", &layout)]);
    let rows = rows(&annex.expect(&said));
    let weights: Vec<_> = rows.iter().map(|row| [&row[1], &row[2]]).collect();
    assert_eq!(weights, [["2026", "2027"], ["60", "–"], ["40", "100"], ["100", "100"]]);
}
