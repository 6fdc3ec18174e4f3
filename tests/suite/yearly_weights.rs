//! Weights and results that a plan states year by year.

use crate::support::{checked, composition_of, rows, run, stderr, stdout};
use allegati::dataset::{Key, WeightSum};

const LAYOUT: &str = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"area\"\nposto = \"titolo\"\ntotale = true\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n[[colonne]]\ncampo = \"risultato\"\nintestazione = \"RISULTATO {{anno}}\"\nper-anno = true\n[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO {{anno}}\"\nper-anno = true\n";

/// Makes a plan of two objectives, the second with these weights.
fn plan(weights: &str) -> String {
    format!(
        "titolo: P\nanni: [2026, 2027]\nlivelli: [area]\ngruppi:\n  - area: AREA UNO\n    obiettivi:\n      - descrizione: Sportello\n        risultato: {{2026: Aperto, 2027: Chiuso}}\n        indicatore: Giorni\n        peso: {{2026: 60, 2027: '40,5'}}\n      - descrizione: Archivio\n        risultato: Riordinato\n        indicatore: Metri\n        peso: {weights}\n"
    )
}

#[test]
fn each_year_has_its_own_column_and_total() {
    let (annex, said) = checked(&plan("{2026: 40, 2027: '59,5'}"), &[("layout.toml", LAYOUT)]);
    let rows = rows(&annex.expect(&said));
    assert_eq!(
        rows[1..],
        [
            vec!["Sportello", "Aperto", "Chiuso", "60", "40,5"],
            vec!["Archivio", "Riordinato", "Riordinato", "40", "59,5"],
            vec!["TOTALE", "100", "100,0"],
        ]
    );
    assert!(!said.contains("totale-diverso"), "{said}");
}

#[test]
fn a_result_of_no_year_may_be_one_cell_over_all_years() {
    let joined = LAYOUT.replace(
        "{anno}}\"\nper-anno = true\n[[col",
        "{anno}}\"\nper-anno = true\nunisci-anni = true\n[[col",
    );
    let (annex, said) = checked(&plan("{2026: 40, 2027: '59,5'}"), &[("layout.toml", &joined)]);
    let rows = rows(&annex.expect(&said));
    assert_eq!(rows[1], ["Sportello", "Aperto", "Chiuso", "60", "40,5"]);
    assert_eq!(rows[2], ["Archivio", "Riordinato", "40", "59,5"]);
}

#[test]
fn a_sum_of_a_year_that_misses_the_total_is_told() {
    let (_, said) = checked(&plan("{2026: 40, 2027: 50}"), &[("layout.toml", LAYOUT)]);
    let told = "Nel gruppo AREA UNO, nel 2027, i pesi sommano a «90,5» invece di 100: mancano 9,5.";
    assert!(said.contains(told), "{said}");
    assert!(!said.contains("nel 2026"), "{said}");
    // A weight of no year is in no sum.
    let (_, said) = checked(&plan("40"), &[("layout.toml", LAYOUT)]);
    assert!(
        said.contains("Il peso «40» non dice di quale anno è: nessun totale lo conta."),
        "{said}"
    );
    assert!(said.contains("nel 2026, i pesi sommano a «60» invece di 100"), "{said}");
    // A negative weight is refused as ever.
    let (_, said) = checked(&plan("{2026: -1}"), &[("layout.toml", LAYOUT)]);
    assert!(said.contains("Il peso «-1» è negativo."), "{said}");
}

#[test]
fn a_column_of_all_years_is_told() {
    let one = LAYOUT.replace("PESO {{anno}}\"\nper-anno = true", "PESO\"");
    let (annex, said) = checked(&plan("{2026: 40, 2027: '59,5'}"), &[("layout.toml", &one)]);
    assert!(said.contains("la colonna «peso» non ne ha una per ogni anno"), "{said}");
    let rows = rows(&annex.expect(&said));
    assert_eq!(rows[1], ["Sportello", "Aperto", "Chiuso", "2026: 60\n2027: 40,5"]);
    assert_eq!(rows.len(), 3);
}

#[test]
fn the_workbook_adds_up_each_year() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("layout.toml"), LAYOUT).expect("a file");
    let name = folder.path().display().to_string();
    let data = composition_of(&plan("{2026: 40, 2027: 50}"), &name).dataset;
    let column = |name: &str| data.columns.iter().position(|column| column == name);
    let years = [(2026, "peso.2026"), (2027, "peso.2027")];
    let years = years.map(|(year, name)| (year, column(name).expect(name)));
    assert_eq!(data.rule.years, years);
    assert_eq!(data.rule.columns, [column(Key::Area.name()).expect("the area")]);
    let sums = |weights: &[WeightSum]| -> Vec<f64> {
        weights.iter().map(|weights| weights.sum.to_f64()).collect()
    };
    let groups: Vec<_> = data.groups.iter().map(|g| (&g.labels[..], sums(&g.weights))).collect();
    assert_eq!(groups, [(&["AREA UNO".to_owned()][..], vec![100.0, 90.5])]);
    assert!(data.is_weighted());
}

#[test]
fn columns_of_years_in_a_table_are_read_as_such() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = "Area;Periodo;Servizio;Descrizione;Risultato atteso 2026;Risultato atteso 2027;Indicatore;Peso 2026;Peso 2027\nAREA UNO;2026-2027;Anagrafe;Sportello;Aperto;Chiuso;Giorni;60;40,5\nAREA UNO;2026-2027;Archivio;Riordino;Fatto;Fatto;Metri;40;59,5\n";
    std::fs::write(folder.path().join("p.csv"), format!("PIANO 2026-2027\n{table}"))
        .expect("a file");
    let done = run(folder.path(), &["importa", "p.csv", "-o", "p.yaml"]);
    let plan = std::fs::read_to_string(folder.path().join("p.yaml"));
    let plan = plan.unwrap_or_else(|_| panic!("{}{}", stdout(&done), stderr(&done)));
    assert!(plan.contains("peso:\n") || plan.contains("peso: {2026: 60"), "{plan}");
    let first = plan.find("risultato:").expect("results");
    let lines: Vec<_> = plan[first..].lines().take(3).map(str::trim).collect();
    assert_eq!(lines, ["risultato:", "2026: Aperto", "2027: Chiuso"]);
}

#[test]
fn the_manifest_has_the_totals_of_each_year() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("mio")).expect("a folder");
    std::fs::write(folder.path().join("mio/layout.toml"), LAYOUT).expect("a file");
    std::fs::write(folder.path().join("p.yaml"), plan("{2026: 40}")).expect("a file");
    let done = run(folder.path(), &["genera", "p.yaml", "--layout", "mio", "--formati", "docx"]);
    let manifest = std::fs::read(folder.path().join("output/p.manifesto.json"));
    let manifest = manifest.unwrap_or_else(|_| panic!("{}{}", stdout(&done), stderr(&done)));
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("a manifest");
    let total = |year: u16, without: u32, weight: &str| {
        serde_json::json!({
            "area": "AREA UNO", "periodo": "", "anno": year, "obiettivi": 2,
            "senza-peso": without, "peso": weight
        })
    };
    let totals = serde_json::json!([total(2026, 0, "100"), total(2027, 1, "40.5")]);
    assert_eq!(manifest["totali"], totals);
}
