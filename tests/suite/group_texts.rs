//! Texts, fields and totals of groups where several blocks show the same group.

use crate::blocks::{PLAN, of_one_level, outline};
use crate::support::{checked, checked_layout, rows, texts};
use allegati::annex::Block;

/// Columns of the layouts here: descriptions and weights.
const COLUMNS: &str = "base = \"piano-obiettivi\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\ntotale-generale = true\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n[[colonne]]\ncampo = \"peso\"\nintestazione = \"PESO\"\n";

/// Plan of two groups, each with texts and with an inner group that has texts.
const TEXTS: &str = "titolo: P\npesi: nessuno\nlivelli: [gruppo, parte]\ngruppi:\n  - gruppo: G1\n    premessa: Apre G1\n    chiusura: Chiude G1\n    gruppi:\n      - parte: P1\n        premessa: Apre P1\n        obiettivi:\n          - {descrizione: uno, peso: 30}\n  - gruppo: G2\n    gruppi:\n      - parte: P2\n        chiusura: Chiude P2\n        obiettivi:\n          - {descrizione: due, peso: 70}\n";

/// Levels of a heading and a band.
const LEVELS: &str = "[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\n[[livelli]]\ncampo = \"parte\"\nposto = \"fascia\"\n";

fn table(level: &str) -> String {
    let level = if level.is_empty() { String::new() } else { format!("livello = \"{level}\"\n") };
    format!("[[blocchi]]\n{level}tipo = \"tabella\"\n")
}

#[test]
fn texts_of_groups_stand_once_although_several_tables_show_them() {
    let of_document = table("");
    let of_both = format!("{}{}", table(""), table("gruppo").repeat(2));
    for blocks in ["", &of_document, &of_both] {
        let layout = format!("{COLUMNS}{LEVELS}{blocks}");
        let (annex, said) = checked(TEXTS, &[("layout.toml", &layout)]);
        let annex = annex.expect(&said);
        let cells = rows(&annex).concat();
        let all: Vec<_> = texts(&annex).into_iter().chain(cells).collect();
        for text in ["Apre G1", "Chiude G1", "Apre P1", "Chiude P2"] {
            let count = all.iter().filter(|words| *words == text).count();
            assert_eq!(count, 1, "{text} with {blocks:?}: {all:?}");
        }
    }
}

#[test]
fn the_total_of_the_plan_stands_once() {
    let grand = |blocks: &str| {
        let layout = format!("{COLUMNS}{LEVELS}{blocks}");
        let (annex, said) = checked(TEXTS, &[("layout.toml", &layout)]);
        let rows = rows(&annex.expect(&said));
        let is_grand = |row: &&Vec<String>| row[0].contains("GENERALE");
        let at = rows.iter().position(|row| is_grand(&row)).expect("a total");
        (rows.iter().filter(is_grand).count(), rows[at][1].clone(), rows[at - 1][0].clone())
    };
    let total = |before: &str| (1, "100".to_owned(), before.to_owned());
    assert_eq!(grand(""), total("Chiude P2"));
    // In the last of several tables; in the table of the whole plan, if there is one.
    assert_eq!(grand(&table("gruppo").repeat(2)), total("due"));
    assert_eq!(grand(&format!("{}{}", table(""), table("gruppo"))), total("due"));
}

#[test]
fn a_small_table_is_a_table_or_an_error_at_its_place() {
    let plan = TEXTS.replace("Apre P1", "\"Apre P1\\n\\n| A | B |\\n|---|---|\\n| 1 | 2 |\"");
    let layout = format!("{COLUMNS}{LEVELS}");
    let (annex, said) = checked(&plan, &[("layout.toml", &layout)]);
    assert!(annex.is_none(), "{said}");
    assert!(said.contains("errore[tabella-fuori-posto]"), "{said}");
    assert!(said.contains("piano.yaml:10:19"), "{said}");
    // The same text under a heading.
    let headed = layout.replace("\"fascia\"", "\"titolo\"");
    let (annex, said) = checked(&plan, &[("layout.toml", &headed)]);
    let outline = outline(&annex.expect(&said));
    assert!(outline.contains(&"A | B … 1 | 2".to_owned()), "{outline:?}");
    // Strokes that make no table are words.
    let words = TEXTS.replace("Apre P1", "\"| A | B |\\n| 1 | 2 |\"");
    assert!(checked(&words, &[("layout.toml", &layout)]).0.is_some());
}

#[test]
fn a_small_table_of_a_template_is_an_error_at_the_template() {
    let table = "| A | B |\n|---|---|\n| 1 | 2 |";
    let places = |layout: &str, file: &str| {
        let mut files = vec![("layout.toml", layout)];
        files.extend((!file.is_empty()).then_some((file, table)));
        let (annex, said) = checked(TEXTS, &files);
        assert!(annex.is_none(), "{said}");
        let lines = said.lines().filter(|line| line.contains("--> "));
        let names =
            lines.map(|line| line.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        (said.matches("errore[tabella-fuori-posto]").count(), names.collect::<Vec<_>>())
    };
    let layout = format!("{COLUMNS}{LEVELS}");
    for file in ["titolo.hbs", "testata.hbs", "piede.hbs", "tabella.hbs"] {
        let (count, places) = places(&layout, file);
        assert_eq!(count, 1, "{file} {places:?}");
        assert!(places.contains(&format!("{file}:1:1")), "{file} {places:?}");
    }
    let headed = layout.replace("\"fascia\"", "\"titolo\"");
    let sheets = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"schede\"\ntitolo = \"\"\"\n| A | B |\n|---|---|\n| 1 | 2 |\"\"\"\n";
    let (count, named) = places(&format!("{headed}{sheets}"), "");
    assert_eq!(count, 1, "{named:?}");
    assert!(named.iter().any(|place| place.starts_with("layout.toml:")), "{named:?}");
    let level = headed.replacen(
        "posto = \"titolo\"\n",
        "posto = \"titolo\"\ntesto = \"\"\"\n| A | B |\n|---|---|\n| 1 | 2 |\"\"\"\n",
        1,
    );
    let (count, named) = places(&level, "");
    assert_eq!(count, 1, "{named:?}");
    assert!(named.iter().any(|place| place.starts_with("layout.toml:")), "{named:?}");
}

#[test]
fn a_group_without_objectives_prints_its_fields_or_they_are_reported() {
    let plan = format!(
        "{}  - gruppo: G2\n    premessa: Nessun obiettivo\n    referente: Anna\n    gruppi: []\n",
        PLAN.replace("livelli: [gruppo]", "livelli: [gruppo]\ncampi: {referente: testo}")
    );
    let facts = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"dati\"\nrighe = [{ etichetta = \"Referente di {{nome}}\", testo = \"{{campo.referente}}\" }]\n";
    let (annex, said) = checked(&plan, &[("layout.toml", &of_one_level(facts))]);
    let outline = outline(&annex.expect(&said));
    assert!(!said.contains("campo-non-stampato"), "{said}");
    // The label is a template as well.
    let printed = "Referente di G2 | Anna … Referente di G2 | Anna".to_owned();
    assert!(outline.contains(&printed), "{outline:?}");
    let (_, said) = checked(&plan, &[("layout.toml", &of_one_level(""))]);
    assert!(said.contains("Il gruppo non ha obiettivi che prendano da lui «referente»"), "{said}");
}

#[test]
fn what_is_no_text_is_an_error_where_it_stands() {
    let said = |own: &str| {
        checked_layout(&[("layout.toml", &format!("base = \"piano-obiettivi\"\n{own}"))])
    };
    let bare = said("[[blocchi]]\ntipo = \"testo\"\ntesto = \"Vale {{eq 1 2}}.\"\n");
    assert!(bare.contains("«eq» è una condizione: da sola non scrive nulla."), "{bare}");
    assert!(bare.contains("layout.toml:4:9"), "{bare}");
    let asked = said(
        "[[blocchi]]\ntipo = \"testo\"\ntesto = \"{{#if (or (eq 1 2) piano.ente)}}x{{/if}}\"\n",
    );
    assert!(asked.contains("Nessuna segnalazione"), "{asked}");
    let label = said(
        "[[blocchi]]\ntipo = \"dati\"\nrighe = [{ etichetta = \"{{nome}}\", testo = \"x\" }]\n",
    );
    assert!(label.contains("Il modello usa «nome», che qui non esiste."), "{label}");
}

#[test]
fn the_example_shows_what_a_plan_would() {
    let said = |name: &str, text: &str| {
        checked_layout(&[("layout.toml", "base = \"piano-obiettivi\"\n"), (name, text)])
    };
    // Signs without a glyph in texts that stand in the place of the plan's own.
    for name in ["titolo.hbs", "area.hbs", "servizio.hbs", "trasversale.hbs"] {
        let found = said(name, "\u{1F600} x");
        assert!(found.contains("errore[carattere-senza-segno]"), "{name}: {found}");
    }
    // A fault that shows only where the text is written.
    let found = said("trasversale.hbs", "{{#if (gt titolo 3)}}{{titolo}}{{/if}}");
    assert!(!found.contains("errore"), "{found}");
    let found = said("trasversale.hbs", "{{#if (gt \"due\" 3)}}{{titolo}}{{/if}}");
    assert!(found.contains("che non è un numero"), "{found}");
}

#[test]
fn labels_stay_with_what_they_introduce_and_with_nothing_else() {
    let facts = "[[blocchi]]\nlivello = \"gruppo\"\ntipo = \"dati\"\nrighe = [{ etichetta = \"Gruppo\", testo = \"{{nome}}\" }]\n";
    let own = "  - gruppo: G3\n    premessa: Vuoto\n    gruppi: []\n";
    let bound = |levels: &str| {
        let layout = format!("{COLUMNS}{levels}{facts}");
        let (annex, said) = checked(&format!("{TEXTS}{own}"), &[("layout.toml", &layout)]);
        let annex = annex.expect(&said);
        let facts = annex.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if table.is_whole() => Some(table.introduces()),
            _ => None,
        });
        facts.collect::<Vec<_>>()
    };
    // A table follows, or a heading below; after the last nothing does.
    assert_eq!(bound(LEVELS), [true, true, false]);
    assert_eq!(bound(&LEVELS.replace("\"fascia\"", "\"titolo\"")), [true, true, false]);
}
