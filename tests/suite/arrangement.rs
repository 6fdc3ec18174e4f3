//! What stands where: texts beside blocks, groups without objectives, cells over years, the top of
//! the first page.

use crate::blocks::{PLAN, of_one_level, outline};
use crate::support::{checked, rows};
use allegati::annex::Annex;

const SHEETS: &str = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"schede\"\n";

/// Returns the layout of one level with blocks of its own, and texts beside the table.
fn with_texts_beside(blocks: &str) -> Option<Annex> {
    let files = [
        ("layout.toml", &*of_one_level(blocks)),
        ("prima.hbs", "Prima di {{nome}}."),
        ("dopo.hbs", "Dopo {{nome}}."),
    ];
    checked(PLAN, &files).0
}

#[test]
fn texts_beside_the_table_stand_around_the_blocks_in_its_place() {
    let note = |words: &str| {
        format!("[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"testo\"\ntesto = \"{words}\"\n")
    };
    let of = |blocks: &str| outline(&with_texts_beside(blocks).expect("an annex"));
    let plain = of("");
    assert_eq!(plain[2], "Prima di G1.");
    assert_eq!(plain.last().map(String::as_str), Some("Dopo G1."));
    let around = of(&format!("{}{SHEETS}{SHEETS}{}", note("Nota."), note("Fine.")));
    assert_eq!(around[2..4], ["Nota.", "Prima di G1."]);
    assert_eq!(around[around.len() - 2..], ["Dopo G1.", "Fine."]);
    assert_eq!(around.iter().filter(|line| line.contains("di G1")).count(), 1);
}

#[test]
fn a_group_without_objectives_has_its_blocks_and_says_what_it_cannot_print() {
    let plan = format!(
        "{PLAN}  - gruppo: G2\n    responsabile: dott. Neri\n    premessa: Solo testi.\n    obiettivi: []\n"
    );
    let note =
        "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"testo\"\ntesto = \"Nota di {{nome}}.\"\n";
    let (annex, said) = checked(&plan, &[("layout.toml", &of_one_level(note))]);
    let lines = outline(&annex.expect(&said));
    assert_eq!(lines[lines.len() - 3..], ["2 G2", "Solo testi.", "Nota di G2."]);
    let told = "Il gruppo non ha obiettivi che prendano da lui «responsabile»: non si stampa.";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_group_around_others_has_no_table_of_no_objectives() {
    let layout = of_one_level(
        "[[blocchi]]\nlivello = \"parte\"\ntipo = \"tabella\"\ncolonne = [\"descrizione\"]\n",
    )
    .replace("[[livelli]]", "[[livelli]]\ncampo = \"parte\"\nposto = \"titolo\"\n[[livelli]]");
    let plan = "titolo: P\npesi: nessuno\nlivelli: [parte, gruppo]\ngruppi:\n  - parte: P1\n    premessa: Solo testi.\n    obiettivi: []\n  - parte: P2\n    gruppi:\n      - gruppo: G1\n        obiettivi:\n          - {descrizione: uno}\n";
    let (annex, said) = checked(plan, &[("layout.toml", &layout)]);
    let lines = outline(&annex.expect(&said));
    assert_eq!(lines[1..4], ["2 P1", "Solo testi.", "2 P2"]);
}

#[test]
fn a_text_of_a_band_is_told_where_no_table_has_bands() {
    let bands = of_one_level(SHEETS).replace(
        "posto = \"titolo\"\n",
        "posto = \"titolo\"\n[[livelli]]\ncampo = \"parte\"\nposto = \"fascia\"\n",
    );
    let plan = "titolo: P\npesi: nessuno\nlivelli: [gruppo, parte]\ngruppi:\n  - gruppo: G1\n    gruppi:\n      - parte: P1\n        premessa: Testo della fascia.\n        obiettivi:\n          - {descrizione: uno}\n";
    let (_, said) = checked(plan, &[("layout.toml", &bands)]);
    let told =
        "Le fasce stanno solo nelle tabelle, e il layout non ne ha: questo testo non si stampa.";
    assert!(said.contains(told), "{said}");
}

#[test]
fn a_value_without_a_year_may_be_one_cell_over_all_years() {
    let column =
        "[[colonne]]\ncampo = \"atteso\"\nintestazione = \"ATTESO {{anno}}\"\nper-anno = true\n";
    let plan = PLAN
        .replace("titolo: P\n", "titolo: P\nanni: [2026, 2027]\ncampi: {atteso: testo}\n")
        .replace("{descrizione: uno}", "{descrizione: uno, atteso: sempre}")
        .replace("{descrizione: due}", "{descrizione: due, atteso: {2026: poco, 2027: molto}}");
    let rows_of = |column: &str| {
        let (annex, said) = checked(&plan, &[("layout.toml", &of_one_level(column))]);
        rows(&annex.expect(&said))
    };
    let once = rows_of(&format!("{column}unisci-anni = true\n"));
    assert_eq!(once[1..], [vec!["uno", "", "sempre"], vec!["due", "", "poco", "molto"]]);
    assert_eq!(rows_of(column)[1], ["uno", "", "sempre", "sempre"]);
    let single = column.replace("per-anno = true", "unisci-anni = true");
    let (_, said) = checked(&plan, &[("layout.toml", &of_one_level(&single))]);
    assert!(said.contains("Qui ci vuole anche per-anno = true nella stessa colonna."), "{said}");
}

#[test]
fn the_parts_at_the_top_may_stand_side_by_side() {
    let own = "[[affiancati]]\nparti = [\"didascalia\"]\n[[affiancati]]\nparti = [\"ente\", \"titolo\"]\nlarghezza = 3\n";
    let plan = PLAN.replace("titolo: P\n", "titolo: P\nente: Comune di Prova\nallegato: B\n");
    let files =
        [("layout.toml", &*of_one_level(own)), ("didascalia.hbs", "Allegato {{piano.allegato}}")];
    let (annex, said) = checked(&plan, &files);
    let annex = annex.expect(&said);
    assert_eq!(outline(&annex)[..3], ["Allegato B", "Comune di Prova", "1 P"]);
    assert_eq!(annex.masthead_columns(), [(0..1, 0.0..0.25), (1..3, 0.25..1.0)]);
    for (wrong, told) in [
        (
            "parti = [\"stemma\"]",
            "Qui ci vuole un elenco di parti fra: logo, ente, didascalia, titolo.",
        ),
        ("parti = [\"titolo\", \"titolo\"]", "Qui ci vuole ogni parte una volta sola."),
        (
            "parti = [\"logo\"]",
            "Il logo è fra gli elementi affiancati, ma il layout non ne ha uno.",
        ),
    ] {
        let own = of_one_level(&format!("[[affiancati]]\n{wrong}\n"));
        let (_, said) = checked(&plan, &[("layout.toml", &own)]);
        assert!(said.contains(told), "{wrong}: {said}");
    }
}

#[test]
fn a_value_of_the_head_that_nothing_writes_is_told() {
    let plan = PLAN.replace(
        "titolo: P\n",
        "titolo: P\nente: Comune di Prova\ndelibera: {organo: Giunta, numero: '77'}\n",
    );
    let layout = of_one_level("");
    let (_, said) = checked(&plan, &[("layout.toml", &layout)]);
    assert!(!said.contains("Nessun testo del layout scrive"), "{said}");
    let caption = ("didascalia.hbs", "Delibera n. {{piano.numero}}");
    let (_, said) = checked(&plan, &[("layout.toml", &layout), caption]);
    assert!(said.contains("Nessun testo del layout scrive «organo»: non si stampa."), "{said}");
    assert_eq!(said.matches("Nessun testo del layout scrive").count(), 1, "{said}");
}

#[test]
fn a_day_of_the_act_that_nothing_writes_is_told() {
    let plan =
        PLAN.replace("titolo: P\n", "titolo: P\ndelibera: {numero: '77', data: 2026-04-08}\n");
    let layout = of_one_level("");
    let told = "Nessun testo del layout scrive «data»: non si stampa.";
    let caption = |text: &'static str| [("layout.toml", layout.as_str()), ("didascalia.hbs", text)];
    let (_, said) = checked(&plan, &caption("Delibera n. {{piano.numero}}"));
    assert!(said.contains(told), "{said}");
    assert!(said.contains("{{piano.data_delibera}}"), "{said}");
    for written in ["n. 77 del {{piano.data_delibera}}", "n. 77 dell'8 Aprile 2026"] {
        let (_, said) = checked(&plan, &caption(written));
        assert!(!said.contains("Nessun testo del layout scrive"), "{written}: {said}");
    }
}

#[test]
fn codes_are_unique_in_the_whole_plan_if_it_says_so() {
    let groups = "  - gruppo: G1\n    obiettivi:\n      - {codice: '1', descrizione: uno}\n  - gruppo: G2\n    obiettivi:\n      - {codice: '1', descrizione: due}\n";
    let plan = |rule: &str| {
        format!("titolo: P\npesi: nessuno\nlivelli: [gruppo]\n{rule}gruppi:\n{groups}")
    };
    let layout = of_one_level("");
    let said = |rule: &str| checked(&plan(rule), &[("layout.toml", &layout)]).1;
    assert!(!said("").contains("codice-ripetuto"));
    assert!(!said("codici: per gruppo\n").contains("codice-ripetuto"));
    let unique = said("codici: unici\n");
    assert!(unique.contains("errore") && unique.contains("[codice-ripetuto]"), "{unique}");
    assert!(said("codici: tutti\n").contains("«tutti» non va bene nella regola sui codici."));
}
