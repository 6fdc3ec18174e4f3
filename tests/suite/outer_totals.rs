//! Totals of groups with headings inside them, and of the whole plan: each column that is added up
//! has one, in a table that has the column or below.

use crate::support::{checked, rows};

const PLAN: &str = "titolo: P\npesi: nessuno\nlivelli: [area, g]\ncampi: {mq: numero, ut: numero}\ngruppi:\n  - area: A\n    gruppi:\n      - g: UNO\n        obiettivi:\n          - {codice: a1, descrizione: a, mq: 5000, peso: 60}\n          - {codice: a2, descrizione: b, mq: 100, peso: 40}\n      - g: DUE\n        obiettivi:\n          - {codice: b1, descrizione: c, ut: 7, peso: 100}\n  - area: B\n    gruppi:\n      - g: TRE\n        obiettivi:\n          - {codice: c1, descrizione: d, ut: 8, peso: 100}\n";

const LEVELS: &str = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"area\"\nposto = \"titolo\"\ntotale = true\ntesto = \"SETTORE\\n{{nome}}\\nResponsabile: dott. X\"\n[[livelli]]\ncampo = \"g\"\nposto = \"titolo\"\n";

const COLUMNS: &str = "[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\ntotali = false\ntotale-generale = true\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OB\"\n[[colonne]]\ncampo = \"mq\"\nintestazione = \"METRI QUADRATI\"\nsomma = true\nsolo = { g = \"UNO\" }\n[[colonne]]\ncampo = \"ut\"\nintestazione = \"UTENTI\"\nsomma = true\nsolo = { g = [\"DUE\", \"TRE\"] }\n[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO\"\n";

/// Returns the rows of the annex with a total, and the number of the others before each.
fn totals(blocks: &str) -> Vec<String> {
    let layout = format!("{LEVELS}{blocks}{COLUMNS}");
    let (annex, said) = checked(PLAN, &[("layout.toml", &layout)]);
    let rows = rows(&annex.unwrap_or_else(|| panic!("{said}")));
    let numbered = rows.iter().enumerate();
    let totals = numbered.filter(|(_, row)| row[0].starts_with("TOTALE"));
    totals.map(|(at, row)| format!("{at} {}", row.join(" | "))).collect()
}

#[test]
fn a_column_that_the_last_table_lacks_has_its_total_below() {
    assert_eq!(
        totals(""),
        [
            "5 TOTALE SETTORE A | 7 | 200",
            "6 TOTALE SETTORE A – METRI QUADRATI | 5100",
            "9 TOTALE SETTORE B | 8 | 100",
            "10 TOTALE GENERALE | 15 | 300",
            "11 TOTALE GENERALE – METRI QUADRATI | 5100",
        ]
    );
}

#[test]
fn a_table_of_the_whole_plan_leaves_the_other_totals_below() {
    let blocks = "[[blocchi]]\ntipo = \"tabella\"\ncolonne = [\"codice\", \"peso\"]\n[[blocchi]]\ntipo = \"gruppi\"\n[[blocchi]]\nlivello = \"g\"\ntipo = \"tabella\"\ncolonne = [\"descrizione\", \"mq\", \"ut\"]\n";
    let columns = "[[colonne]]\ncampo = \"codice\"\nintestazione = \"COD\"\n";
    let layout = format!("{LEVELS}{blocks}{COLUMNS}{columns}");
    let (annex, said) = checked(PLAN, &[("layout.toml", &layout)]);
    let rows = rows(&annex.unwrap_or_else(|| panic!("{said}")));
    let general: Vec<_> = rows.iter().filter(|row| row[0].contains("GENERALE")).collect();
    assert_eq!(
        general,
        [
            &["TOTALE GENERALE", "300"],
            &["TOTALE GENERALE – METRI QUADRATI", "5100"],
            &["TOTALE GENERALE – UTENTI", "15"],
        ]
    );
}

#[test]
fn sheets_alone_have_their_totals_below() {
    let blocks = "[[blocchi]]\nlivello = \"g\"\ntipo = \"schede\"\n";
    assert_eq!(
        totals(blocks),
        [
            "9 TOTALE SETTORE A – METRI QUADRATI | 5100",
            "10 TOTALE SETTORE A – UTENTI | 7",
            "11 TOTALE SETTORE A – PESO | 200",
            "15 TOTALE SETTORE B – UTENTI | 8",
            "16 TOTALE SETTORE B – PESO | 100",
            "17 TOTALE GENERALE – METRI QUADRATI | 5100",
            "18 TOTALE GENERALE – UTENTI | 15",
            "19 TOTALE GENERALE – PESO | 300",
        ]
    );
}
