//! Totals of columns: amounts without a year, words in place of numbers, rows that add nothing up,
//! totals that the plan states.

use crate::support::{checked, rows};

/// Returns a layout with the columns «descrizione» and those of `columns`, and totals.
fn layout(columns: &str) -> String {
    format!(
        "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"tabella\"\nposto = \"titolo\"\ntotale = true\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\ntotale-generale = true\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n{columns}"
    )
}

const BY_YEAR: &str =
    "[[colonne]]\ncampo = \"costo\"\nintestazione = \"{{anno}}\"\nper-anno = true\nsomma = true\n";
const FORMS: &str = "[[colonne]]\ncampo = \"costo\"\nintestazione = \"COSTO\"\nsomma = true\nsolo = { forma = \"soldi\" }\n[[colonne]]\ncampo = \"nota\"\nintestazione = \"NOTA\"\nsolo = { forma = \"note\" }\n";

fn made(plan: &str, columns: &str) -> (Vec<Vec<String>>, String) {
    let (annex, said) = checked(plan, &[("layout.toml", &layout(columns))]);
    (annex.map_or_else(Vec::new, |annex| rows(&annex)), said)
}

#[test]
fn an_amount_without_a_year_is_told_and_belongs_to_no_year() {
    let plan = "titolo: P\nanni: [2020, 2021, 2022]\npesi: nessuno\nlivelli: [tabella]\ncampi: {costo: importo}\ngruppi:\n  - tabella: T1\n    obiettivi:\n      - {descrizione: uno, costo: {2020: 10, 2021: 20, 2022: 30}}\n      - {descrizione: due, costo: 300}\n";
    let (rows, said) = made(plan, BY_YEAR);
    let ten = ["10,00\u{a0}€", "20,00\u{a0}€", "30,00\u{a0}€"];
    assert_eq!(rows[0], ["OBIETTIVO", "2020", "2021", "2022"]);
    assert_eq!(rows[1], [&["uno"][..], &ten].concat());
    assert_eq!(rows[2], ["due", "300,00\u{a0}€"]);
    assert_eq!(rows[3], [&["TOTALE"][..], &ten].concat());
    assert!(said.contains("«300,00\u{a0}€» non dice di quale anno è: si stampa in una sola cella sotto tutti gli anni, e nessun totale lo conta."), "{said}");
    assert!(said.contains("piano.yaml:10:"), "{said}");
    // Between other columns of the same year there is no place for it.
    let other = "[[colonne]]\ncampo = \"utenti\"\nintestazione = \"U\"\nper-anno = true\nsopra = \"ANNO {{anno}}\"\n";
    let together = format!("{BY_YEAR}sopra = \"ANNO {{{{anno}}}}\"\n{other}");
    let (rows, said) = made(plan, &together);
    assert_eq!(rows[3], ["due", "", "", "", "", "", ""], "{said}");
    assert!(said.contains("negli allegati non si stampa"), "{said}");
    // A plan of one year needs no years.
    let (rows, said) = made(
        &plan.replace("2020, 2021, 2022]", "2020]").replace("2021: 20, 2022: 30", ""),
        BY_YEAR,
    );
    assert_eq!(rows[3], ["TOTALE", "310,00\u{a0}€"]);
    assert!(!said.contains("valore-senza-anno"), "{said}");
}

#[test]
fn words_in_place_of_numbers_are_printed_and_told_once() {
    let plan = "titolo: P\npesi: nessuno\nlivelli: [tabella]\ncampi: {costo: importo, fine: data}\ngruppi:\n  - tabella: T1\n    obiettivi:\n      - {descrizione: a, costo: 5, fine: n.a.}\n      - {descrizione: b, costo: n.a., fine: 31/12/2025}\n      - {descrizione: c, costo: –}\n      - {descrizione: d, costo: X}\n      - {descrizione: e, costo: P.TI 4}\n";
    let columns = "[[colonne]]\ncampo = \"costo\"\nintestazione = \"COSTO\"\nsomma = true\n[[colonne]]\ncampo = \"fine\"\nintestazione = \"FINE\"\n";
    let (rows, said) = made(plan, columns);
    let costs: Vec<&str> = rows[1..].iter().map(|row| row[1].as_str()).collect();
    assert_eq!(costs, ["5,00\u{a0}€", "n.a.", "–", "X", "P.TI 4", "5,00\u{a0}€", "5,00\u{a0}€"]);
    assert_eq!((&*rows[1][2], &*rows[2][2]), ("n.a.", "31.12.2025"));
    assert_eq!(said.matches("nota[valore-a-parole]").count(), 2, "{said}");
    assert!(said.contains("Nel campo «costo» «n.a.», «–», «X» e «P.TI 4» non sono un importo in euro: si stampano come sono scritti e nessun totale li conta."), "{said}");
    // A number that was written wrongly is no mark.
    let (_, said) = made(&plan.replace("costo: X", "costo: 1O0"), columns);
    assert!(said.contains("errore[valore-non-valido]"), "{said}");
}

#[test]
fn tables_that_add_nothing_up_have_no_total() {
    let plan = "titolo: P\npesi: nessuno\nlivelli: [tabella]\ncampi: {costo: importo, forma: testo, nota: testo}\ngruppi:\n  - tabella: T1\n    forma: soldi\n    totale: \"8.435.337,00\"\n    obiettivi:\n      - {descrizione: uno, costo: \"€ 10,00\"}\n      - {descrizione: tre, costo: \"8.435.327,00\"}\n  - tabella: T2\n    forma: note\n    obiettivi:\n      - {descrizione: due, nota: ciao}\n";
    let (rows, said) = made(plan, FORMS);
    let sum = "8.435.337,00\u{a0}€";
    assert_eq!(
        rows[3..],
        [
            vec!["TOTALE", sum],
            vec!["OBIETTIVO", "NOTA"],
            vec!["due", "ciao"],
            vec!["TOTALE GENERALE – COSTO", sum]
        ]
    );
    // The field of a condition is used, and the stated total is that of the costs.
    assert!(said.contains("Nessuna segnalazione"), "{said}");
    let (_, said) = made(&plan.replace("\"8.435.337,00\"", "99"), FORMS);
    assert!(said.contains("Nel gruppo T1 il totale dichiarato è «99», ma i valori di «costo» sommano a 8435337: la differenza è 8435238."), "{said}");
    let (_, said) = made(&plan.replace("forma: note\n", "forma: note\n    totale: 99\n"), FORMS);
    assert!(said.contains("Nel gruppo T2 il totale dichiarato è «99», ma nessun obiettivo del gruppo ha un peso o un numero da sommare."), "{said}");
}

#[test]
fn weights_of_some_rows_only_and_years_that_run_backwards_are_told() {
    let plan = "titolo: PIANO DEL BIENNIO 2022-2016\npesi: nessuno\nlivelli: [tabella]\ngruppi:\n  - tabella: T1\n    premessa: Il triennio 2024-2025\n    obiettivi:\n      - {descrizione: uno, peso: 10}\n      - {descrizione: due}\n  - tabella: T2\n    obiettivi:\n      - {descrizione: tre}\n";
    let (_, said) = made(plan, "[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO\"\n");
    assert_eq!(said.matches("nota[obiettivo-senza-peso]").count(), 1, "{said}");
    assert!(
        said.contains("L'obiettivo «due» non ha peso, mentre altri dello stesso gruppo lo hanno."),
        "{said}"
    );
    assert!(said.contains("Gli anni «2022-2016» vanno all'indietro."), "{said}");
    assert!(said.contains("Gli anni «2024-2025» sono 2, ma il testo dice triennio."), "{said}");
}

#[test]
fn a_column_may_depend_on_any_field() {
    let plan = "titolo: P\npesi: nessuno\nlivelli: [tabella]\ngruppi:\n  - tabella: T1\n    obiettivi:\n      - {descrizione: uno, tipologia: S, risultato: R}\n";
    let (rows, _) = made(
        plan,
        "[[colonne]]\ncampo = \"peso\"\nintestazione = \"P\"\n[[colonne]]\ncampo = \"risultato\"\nintestazione = \"R\"\nsolo = { tipologia = \"S\" }\n",
    );
    assert_eq!(rows[1], ["uno", "", "R"]);
}
