//! Schema of plans: it refuses what the loader refuses, as far as a schema can, and no more.

use super::{SMALL, load, small};
use crate::support::{reference_plan, root};
use allegati::plan_file::SCHEMA;
use jsonschema::Validator;
use serde_json::Value;

fn schema() -> Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let of_schemas = jsonschema::meta::validate(&schema).map_err(|e| e.to_string());
    assert_eq!(of_schemas, Ok(()));
    jsonschema::draft202012::new(&schema).expect("a schema")
}

/// Validates a plan against the schema as an editor does, in YAML 1.2.
fn accepts(schema: &Validator, yaml: &str) -> bool {
    let value: Value = serde_saphyr::from_str(yaml).expect("YAML");
    schema.is_valid(&value)
}

#[test]
fn the_reference_plan_fits_in_both_forms() {
    let schema = schema();
    let nested = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    assert!(accepts(&schema, &nested));
    let json = root().join("tests/suite/fixtures/piano-di-riferimento.json");
    let json = std::fs::read_to_string(json).expect("a fixture");
    assert!(schema.is_valid(&serde_json::from_str(&json).expect("JSON")));
    let row = "{area: A, periodo: P, trasversale: T, descrizione: d, altro: {nota: x}}";
    assert!(accepts(&schema, &format!("titolo: X\nobiettivi:\n  - {row}\n")));
}

#[test]
fn what_the_loader_refuses_the_schema_refuses() {
    let schema = schema();
    assert!(accepts(&schema, SMALL));
    for (old, new) in REFUSED {
        let yaml = small(old, new);
        assert!(load(yaml.clone()).findings.has_errors(), "{new}");
        assert!(!accepts(&schema, &yaml), "{new}");
    }
}

#[test]
fn what_the_loader_takes_the_schema_takes() {
    let schema = schema();
    for (old, new) in TAKEN {
        let yaml = small(old, new);
        assert!(!load(yaml.clone()).findings.has_errors(), "{new}");
        assert!(accepts(&schema, &yaml), "{new}");
    }
}

/// Plan of levels, fields and groups, to be spoilt by one replacement.
const LEVELS: &str = "\
titolo: X
anni: [2025, 2026]
livelli: [missione, periodo]
campi: {costo: importo, target: percentuale}
gruppi:
  - missione: A
    premessa: Prima
    totale: 100
    responsabile: Anna
    costo: {2025: 1, 2026: 2}
    gruppi:
      - periodo: P
        anni: [2025]
        obiettivi:
          - descrizione: a
            costo: '€ 12,50'
            indicatori: [{testo: uno, peso: 60}, {testo: due, peso: 40, target: {2025: 1}}]
obiettivi:
  - {missione: B, descrizione: b}
";

#[test]
fn levels_are_taken_and_refused_as_the_loader_does() {
    let schema = schema();
    let of = |old: &str, new: &str| {
        assert_eq!(LEVELS.matches(old).count(), 1, "{old:?} stands once");
        LEVELS.replace(old, new)
    };
    assert!(accepts(&schema, LEVELS));
    load(LEVELS).sound();
    for (old, new) in [
        ("livelli: [missione, periodo]\n", ""),
        ("importo", "soldi"),
        ("periodo]", "missione]"),
        ("periodo]", "a, b, c, d, e, f]"),
        ("descrizione: b", "risultato: b"),
        ("testo: due, ", ""),
        ("'€ 12,50'", "[1]"),
        ("{2025: 1, 2026: 2}", "{a: 1}"),
        ("descrizione: b", "descrizione: b, servizio: S, trasversale: T"),
        ("totale: 100", "totale: cento"),
        ("premessa: Prima", "premessa: [a]"),
    ] {
        let yaml = of(old, new);
        assert!(load(yaml.clone()).findings.has_errors(), "{new}");
        assert!(!accepts(&schema, &yaml), "{new}");
    }
    for (old, new) in [
        ("livelli: [missione, periodo]", "livelli: [missione, periodo, area]"),
        ("descrizione: b", "descrizione: b, altro: {nota: {2025: x}}"),
        ("descrizione: b", "descrizione: b, servizio: S, costo: "),
        ("totale: 100", "totale:"),
        ("totale: 100", "totale: –"),
        ("totale: 100", "totale: n.a."),
        ("titolo: X", "titolo: X\npesi: {ambito: [periodo, missione]}"),
    ] {
        let yaml = of(old, new);
        assert!(!load(yaml.clone()).findings.has_errors(), "{new}");
        assert!(accepts(&schema, &yaml), "{new}");
    }
}

const REFUSED: [(&str, &str); 44] = [
    // Keys that no section knows, one for each.
    ("aree:", "datta: 1\naree:"),
    ("titolo", "Titolo"),
    ("aree:", "area:"),
    ("aree:", "delibera: {organi: Giunta}\naree:"),
    ("aree:", "allegati: [{allegatto: A}]\naree:"),
    ("aree:", "allegati: [{allegato: A, titoli: B}]\naree:"),
    ("aree:", "firmatari: [{nome: A, qualifica: B, ruolo: C}]\naree:"),
    ("aree:", "pesi: {unità: punti}\naree:"),
    ("nome: AREA UNICA", "nome: AREA UNICA\n    periodo: 2024"),
    ("etichetta: ANNO 2024", "etichetta: ANNO 2024\n        note: x"),
    ("tipologia: S", "tipologie: S"),
    ("tipologia: S", "area: A"),
    ("tipologia: S", "costo: 12"),
    ("indicatore: Relazione", "indicatori: [{testo: uno, costo: 12}]"),
    // What is mandatory and missing, or empty.
    ("titolo: PIANO OBIETTIVI 2024\n", ""),
    ("titolo: PIANO OBIETTIVI 2024", "titolo:"),
    ("titolo: PIANO OBIETTIVI 2024", "titolo: '  '"),
    ("            descrizione: Fare una cosa\n", ""),
    ("servizio: SEGRETERIA", "codice: 1"),
    ("servizio: SEGRETERIA", "servizio:"),
    ("servizio: SEGRETERIA", "trasversale: ''"),
    ("servizio: SEGRETERIA", "servizio: SEGRETERIA\n            trasversale: TUTTI"),
    ("nome: AREA UNICA", "responsabile: Anna"),
    ("etichetta: ANNO 2024", "anni: [2024]"),
    ("aree:", "firmatari: [{nome: Anna}]\naree:"),
    ("aree:", "tipologie: {S: }\naree:"),
    // Types.
    ("descrizione: Fare una cosa", "descrizione: {a: b}"),
    ("risultato: Fatto", "risultato: [Fatto]"),
    ("          - servizio", "            servizio"),
    ("peso: 100", "peso: [100]"),
    ("peso: 100", "peso: 100\n            altro: [a]"),
    ("peso: 100", "peso: 100\n            altro: {a: {b: c}}"),
    ("aree:", "delibera: 12\naree:"),
    ("aree:", "allegati: A\naree:"),
    ("aree:", "firmatari: {qualifica: A}\naree:"),
    // Values.
    ("peso: 100", "peso: trenta"),
    ("peso: 100", "peso: -5"),
    ("peso: 100", "peso: '-5'"),
    ("aree:", "data: 30.06.20\naree:"),
    ("aree:", "delibera: {data: 30 giugno 2020}\naree:"),
    ("aree:", "anni: [2024, duemila]\naree:"),
    ("aree:", "pesi: {unita: chili}\naree:"),
    ("aree:", "pesi: {ambito: missione}\naree:"),
    ("aree:", "pesi: forse\naree:"),
];

const TAKEN: [(&str, &str); 29] = [
    ("peso: 100", "peso: '–'"),
    ("peso: 100", "peso: n.a."),
    ("peso: 100", "peso: P.TI 4"),
    ("aree:", "ente: Comune\nanni: 2024-2026\ndata: 30/06/2024\naree:"),
    ("aree:", "anni: [2024, '2025-2026', ]\ndata:\naree:"),
    ("aree:", "anni: 2024\nallegato: B\naree:"),
    ("aree:", "delibera: {organo: Giunta, numero: 12, data: 2024-06-30}\naree:"),
    ("aree:", "delibera: {organo: , numero: , data: }\naree:"),
    ("aree:", "delibera:\naree:"),
    ("aree:", "allegati: [A, 1, {allegato: B, titolo: Schede}, C: Altre schede]\naree:"),
    ("aree:", "allegati:\nfirmatari: []\naree:"),
    ("aree:", "firmatari: [Il Segretario, {nome: Anna, qualifica: Il Sindaco}]\naree:"),
    ("aree:", "premessa: |-\n  - uno\n  - due\nchiusura:\nclassificazione: 1.2\naree:"),
    ("aree:", "tipologie: {S: sviluppo, 1: altro}\naree:"),
    ("aree:", "tipologie:\npesi:\naree:"),
    ("aree:", "pesi: nessuno\naree:"),
    ("aree:", "pesi: {unita: punti, totale: '1000', ambito: piano}\naree:"),
    ("aree:", "pesi: {unita: , totale: nessuno, ambito: }\naree:"),
    ("peso: 100", "peso: 33,33"),
    ("peso: 100", "peso: '30 %'"),
    ("peso: 100", "peso: 0"),
    ("peso: 100", "peso:"),
    ("peso: 100", "peso: 100\n            altro: {nota: , codice interno: 007, sì: true}"),
    ("servizio: SEGRETERIA", "servizio:\n            trasversale: TUTTI"),
    ("servizio: SEGRETERIA", "servizio: SEGRETERIA\n            trasversale:"),
    ("indicatore: Relazione", "indicatore:\n            codice: 12"),
    ("nome: AREA UNICA", "nome: 2024\n    responsabile:"),
    ("nome: AREA UNICA", "nome: 2024\n    premessa: p\n    chiusura:\n    totale: 100"),
    ("indicatore: Relazione", "indicatori: [Relazione, {testo: b, peso: 100, altro: {c: d}}]"),
];
