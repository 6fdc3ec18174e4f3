//! Plans that name their own levels and fields.

use super::{Loaded, load, load_as};
use allegati::job::PlanFormat;
use allegati::model::{DatumValue, Level, Objective, Plan, Values};

/// Plan with every key of levels and fields.
const PLAN: &str = "\
titolo: PIANO DELLA PERFORMANCE 2025-2027
anni: [2025, 2026, 2027]
livelli: [missione, programma, periodo]
campi: {costo: importo, scadenza: data, target: percentuale}
gruppi:
  - missione: 01 SERVIZI ISTITUZIONALI
    premessa: |-
      Finalità della missione
    chiusura: Fine della missione
    gruppi:
      - programma: 02 Segreteria generale
        responsabile: dott.ssa Bianchi
        totale: 100
        obiettivi:
          - codice: '007'
            descrizione: Ridurre i tempi
            costo: 12500.50
            scadenza: 2025-12-31
            target: {2025: 50, 2026: '60 %', 2027: 75}
            peso: 60
            indicatori:
              - {testo: Numero di atti digitali, peso: 60}
              - testo: Tempo medio
                peso: 40
                target: {2025: 30, 2026: 25}
          - descrizione: Fare
            responsabile: dott. Neri
            servizio: PROTOCOLLO
            costo: '€ 1.500,00'
            altro: {nota: {2025: x}}
        gruppi:
          - periodo: ANNO 2026
            obiettivi:
              - {descrizione: Dire, trasversale: TUTTI}
  - programma: 09 Senza missione
    obiettivi:
      - descrizione: Baciare
";

fn objective<'p>(plan: &'p Plan, description: &str) -> &'p Objective {
    let found = plan.objectives.iter().find(|o| o.description.value == description);
    found.expect("an objective of that description")
}

/// Writes each further field with its spelling and its meaning.
fn extra(objective: &Objective) -> Vec<String> {
    let value = |extra: &allegati::model::Extra| {
        let datum = |datum: &allegati::model::Datum| {
            let meaning = match datum.value {
                DatumValue::Text => String::new(),
                DatumValue::Number(number) => format!(" n {number}"),
                DatumValue::Money(number) => format!(" € {number}"),
                DatumValue::Percent(number) => format!(" % {number}"),
                DatumValue::Date(day) => format!(" d {day}"),
                DatumValue::Mark => " segno".to_owned(),
            };
            format!("{}{meaning}", datum.written.value)
        };
        match &extra.values {
            Values::Empty => "-".to_owned(),
            Values::One(one) => datum(one),
            Values::ByYear(years) => {
                let years = years.iter().map(|(year, value)| format!("{year} {}", datum(value)));
                years.collect::<Vec<_>>().join(", ")
            }
        }
    };
    objective.extra.iter().map(|e| format!("{}: {}", e.key.value, value(e))).collect()
}

#[test]
fn levels_fields_indicators_and_facts_are_what_the_plan_says() {
    // A field that only an objective gives has to be declared, or be under «altro».
    let text = PLAN.replace("target: percentuale}", "target: percentuale, responsabile: testo}");
    let plan = load(text).sound();
    let level = |name: &str| Level::Field(name.to_owned());
    assert_eq!(plan.levels, [level("missione"), level("programma"), Level::Period]);
    let fields: Vec<_> = plan.fields.iter().map(|field| field.name.value.as_str()).collect();
    assert_eq!(fields, ["costo", "scadenza", "target", "responsabile"]);
    assert_eq!(
        extra(objective(&plan, "Ridurre i tempi")),
        [
            "missione: 01 SERVIZI ISTITUZIONALI",
            "programma: 02 Segreteria generale",
            "responsabile: dott.ssa Bianchi",
            "costo: 12500.50 € 12500.50",
            "scadenza: 2025-12-31 d 2025-12-31",
            "target: 2025 50 % 50, 2026 60 % % 60, 2027 75 % 75",
        ]
    );
    assert_eq!(
        extra(objective(&plan, "Fare")),
        [
            "missione: 01 SERVIZI ISTITUZIONALI",
            "programma: 02 Segreteria generale",
            "responsabile: dott. Neri",
            "costo: € 1.500,00 € 1500.00",
            "nota: 2025 x",
        ]
    );
    assert_eq!(extra(objective(&plan, "Baciare")), ["programma: 09 Senza missione"]);
    let first = objective(&plan, "Ridurre i tempi");
    let indicators: Vec<_> = first
        .indicators
        .iter()
        .map(|i| (i.text.value.as_str(), i.weight.as_ref().map(|w| w.value.decimal().to_string())))
        .collect();
    let want = [
        ("Numero di atti digitali", Some("60".to_owned())),
        ("Tempo medio", Some("40".to_owned())),
    ];
    assert_eq!(indicators, want);
    assert_eq!(first.indicators[1].extra[0].values.all().len(), 2);
    assert_eq!((first.assignment.is_none(), plan.areas.len()), (true, 1));
    assert_eq!(plan.areas[0].name, None);
    let labels: Vec<_> = plan.objectives.iter().map(|o| plan.periods[o.period].words()).collect();
    assert_eq!(labels, ["", "", "ANNO 2026", ""]);
    let facts: Vec<_> = plan
        .groups
        .iter()
        .map(|facts| {
            let total = facts.stated_total.as_ref().map(|t| t.value.decimal().to_string());
            let premise = facts.premise.as_ref().map(|text| text.value.as_str());
            (facts.level.name(), facts.objectives.clone(), premise, total)
        })
        .collect();
    let want = [
        ("missione", 0..3, Some("Finalità della missione"), None),
        ("programma", 0..3, None, Some("100".to_owned())),
    ];
    assert_eq!(facts, want);
}

#[test]
fn json_says_the_same() {
    let text = PLAN.replace("responsabile: dott. Neri\n            ", "");
    let value: serde_json::Value = serde_saphyr::from_str(&text).expect("YAML");
    let json = load_as(value.to_string(), PlanFormat::JSON).sound();
    let yaml = load(text).sound();
    let all = |plan: &Plan| plan.objectives.iter().flat_map(extra).collect::<Vec<_>>();
    // JSON has no decimals that are zero.
    let same = |list: Vec<String>| list.join("\n").replace("12500.50", "12500.5");
    assert_eq!(same(all(&json)), same(all(&yaml)));
}

#[test]
fn rows_name_their_levels() {
    let plan = load(
        "titolo: X\nlivelli: [area, missione, servizio, periodo]\naree:\n  - nome: AREA A\n    responsabile: Anna\nobiettivi:\n\
         \x20 - {area: AREA A, missione: M1, servizio: UNO, periodo: ANNO 2025, descrizione: a}\n\
         \x20 - {missione: M2, descrizione: b}\n",
    )
    .sound();
    let row = |description| {
        let o = objective(&plan, description);
        let service = o.assignment.as_ref().map(|a| a.text().value.clone());
        let area = &plan.areas[o.area];
        (area.words().to_owned(), plan.periods[o.period].words().to_owned(), service, extra(o))
    };
    let of = |missione: &str| vec![format!("missione: {missione}")];
    assert_eq!(
        row("a"),
        ("AREA A".to_owned(), "ANNO 2025".to_owned(), Some("UNO".to_owned()), of("M1"))
    );
    assert_eq!(row("b"), (String::new(), String::new(), None, of("M2")));
}

#[test]
fn an_area_below_several_groups_is_one_and_so_is_an_outer_period() {
    let plan = load(
        "titolo: X\nlivelli: [periodo, area]\ngruppi:\n\
         \x20 - periodo: ANNO 2025\n    gruppi:\n\
         \x20     - {area: A, responsabile: Anna, obiettivi: [{descrizione: a}]}\n\
         \x20     - {area: B, obiettivi: [{descrizione: b}]}\n\
         \x20 - periodo: ANNO 2026\n    gruppi:\n\
         \x20     - {area: A, obiettivi: [{descrizione: c}]}\n",
    )
    .sound();
    assert_eq!((plan.areas.len(), plan.periods.len()), (2, 2));
    assert_eq!(plan.areas[0].manager.as_ref().map(|m| m.value.as_str()), Some("Anna"));
    assert_eq!(objective(&plan, "c").area, 0);
}

/// Returns the findings of a plan of groups with this `head`.
fn said(head: &str, groups: &str) -> Vec<String> {
    load(format!("titolo: X\n{head}\ngruppi:\n{groups}\n")).said()
}

const LEVELS: &str = "livelli: [missione, programma]";

#[test]
fn a_group_out_of_place_is_one_finding() {
    let one = "  - {missione: A, obiettivi: [{descrizione: a}]}";
    assert_eq!(
        said("ente: Y", one),
        ["campo-mancante 3:1 «gruppi» Il piano ha «gruppi», ma non dice di quali livelli."]
    );
    assert_eq!(
        said("livello: [missione]", one),
        ["chiave-sconosciuta 2:1 «livello» La chiave «livello» nel piano non esiste."]
    );
    assert_eq!(
        said(LEVELS, "  - {misione: A, obiettivi: [{descrizione: a}]}"),
        [
            "chiave-sconosciuta 4:6 «misione» La chiave «misione» in un gruppo di «gruppi» non esiste."
        ]
    );
    assert_eq!(
        said(LEVELS, "  - {obiettivi: [{descrizione: a}]}"),
        [
            "gruppo-fuori-posto 4:5 «{obiettivi: [{descrizione: a}]}» Il gruppo non dice di quale livello è."
        ]
    );
    assert_eq!(
        said(LEVELS, "  - {missione: A, programma: B, obiettivi: [{descrizione: a}]}"),
        [
            "gruppo-fuori-posto 4:19 «programma» + 4:6 «missione» Il gruppo è di due livelli, «missione» e «programma»."
        ]
    );
    assert_eq!(
        said(LEVELS, "  - {programma: A, gruppi: [{missione: B, obiettivi: [{descrizione: a}]}]}"),
        [
            "gruppo-fuori-posto 4:30 «missione» Un gruppo di livello «missione» non può stare dentro uno di livello «programma»."
        ]
    );
    assert_eq!(
        said(LEVELS, &format!("{one}\n{}", one.replace('A', "a"))),
        ["gruppo-ripetuto 5:16 «a» + 4:16 «A» Il gruppo «a» compare due volte."]
    );
    assert_eq!(
        said(LEVELS, "  - missione: A"),
        ["gruppo-vuoto 4:15 «A» Il gruppo «A» non ha obiettivi."]
    );
    assert_eq!(
        said(LEVELS, "  - {missione: A, anni: [2025], obiettivi: [{descrizione: a}]}"),
        ["gruppo-fuori-posto 4:26 «2025» Solo un gruppo di livello «periodo» ha «anni»."]
    );
}

#[test]
fn names_that_cannot_be_are_told() {
    let plan = |head: &str| load(format!("titolo: X\n{head}\nobiettivi: [{{descrizione: a}}]\n"));
    let said = |head: &str| plan(head).said();
    assert_eq!(
        said("livelli: [missione, peso, missione]"),
        [
            "livello-non-valido 2:21 «peso» «peso» non può essere il nome di un livello: vuol dire già un'altra cosa.",
            "livello-non-valido 2:27 «missione» + 2:11 «missione» «missione» è già fra i livelli.",
        ]
    );
    assert_eq!(
        said("livelli: [a, b, c, d, e, f, g]"),
        ["limite-superato 2:29 «g» I livelli sono 7: possono essere al massimo 6."]
    );
    assert_eq!(
        said(
            "livelli: [missione]\ncampi: {missione: testo, costo: soldi, peso: numero, 2025: testo}"
        ),
        [
            "campo-non-valido 3:9 «missione» «missione» non può essere il nome di un campo: vuol dire già un'altra cosa.",
            "campo-non-valido 3:33 «soldi» «soldi» non è un tipo di campo.",
            "campo-non-valido 3:40 «peso» «peso» non può essere il nome di un campo: vuol dire già un'altra cosa.",
            "campo-non-valido 3:54 «2025» «2025» non può essere il nome di un campo: contiene un segno che un nome non può avere, o è fatto di sole cifre.",
        ]
    );
    let areas = "livelli: [missione]\naree: [{nome: A, periodi: [{etichetta: P, obiettivi: [{descrizione: a}]}]}]";
    assert_eq!(
        said(areas),
        [
            "livello-non-valido 3:8 «{nome: A, periodi: [{etichetta: P, obiettivi: [{descrizione: a}]}]}» Il piano ha «aree», ma l'area non è fra i suoi livelli."
        ]
    );
}

/// Returns the findings of one value of a field of that kind.
fn value(kind: &str, value: &str) -> (Vec<String>, Loaded) {
    let loaded = load(format!(
        "titolo: X\nanni: [2025]\nlivelli: missione\ncampi: {{campo: {kind}}}\nobiettivi:\n  - descrizione: a\n    campo: {value}\n"
    ));
    (loaded.said(), loaded)
}

#[test]
fn values_are_read_by_the_kind_of_their_field() {
    for (kind, written, want) in [
        ("importo", "12500.50", "campo: 12500.50 € 12500.50"),
        ("importo", "12.500,50 €", "campo: 12.500,50 € € 12500.50"),
        ("importo", "€ 1.234.567", "campo: € 1.234.567 € 1234567"),
        ("importo", "-30 euro", "campo: -30 euro € -30"),
        ("numero", "33,3", "campo: 33,3 n 33.3"),
        ("percentuale", "50 %", "campo: 50 % % 50"),
        ("data", "31/12/2025", "campo: 31/12/2025 d 2025-12-31"),
        ("data", "31.12.2025", "campo: 31.12.2025 d 2025-12-31"),
        ("testo", "'007'", "campo: 007"),
        ("importo", "", "campo: -"),
    ] {
        let plan = value(kind, written).1.sound();
        assert_eq!(extra(&plan.objectives[0]), [want], "{kind} {written}");
    }
}

#[test]
fn a_value_of_another_kind_is_an_error_and_a_doubtful_one_a_warning() {
    for (kind, written, want) in [
        (
            "importo",
            "n.a.",
            "valore-a-parole 7:12 «n.a.» Nel campo «campo» «n.a.» non è un importo in euro: si stampa com'è scritto e nessun totale lo conta.",
        ),
        ("importo", "12x", "valore-non-valido 7:12 «12x» «12x» non è un importo in euro."),
        ("numero", "50 %", "valore-non-valido 7:12 «50 %» «50 %» non è un numero."),
        ("percentuale", "1,2,3", "valore-non-valido 7:12 «1,2,3» «1,2,3» non è una percentuale."),
        (
            "data",
            "31.02.2025",
            "valore-non-valido 7:12 «31.02.2025» «31.02.2025» non è una data che esiste.",
        ),
        (
            "importo",
            "'1.500'",
            "numero-dubbio 7:12 «'1.500'» «1.500» può voler dire 1500 oppure 1,5: è stato letto come 1500.",
        ),
        (
            "numero",
            "1.500",
            "numero-dubbio 7:12 «1.500» «1.500» può voler dire 1500 oppure 1,5: è stato letto come 1,5.",
        ),
        (
            "numero",
            "{2025: 1, 2026: 2}",
            "anno-fuori-piano 7:22 «2026» Un valore è dell'anno 2026, fuori dagli anni del piano.",
        ),
        ("numero", "{2025: 1, 20256: 2}", "anno-non-valido 7:22 «20256» «20256» non è un anno."),
        (
            "testo",
            "{a: b}",
            "tipo-non-adatto 7:12 «{a: b}» «campo» vuole un testo, ma qui c'è un gruppo di chiavi.",
        ),
        (
            "numero",
            "{2025: 1, 2025: 2}",
            "chiave-ripetuta 7:22 «2025» + 7:13 «2025» La chiave «2025» è ripetuta.",
        ),
    ] {
        assert_eq!(value(kind, written).0, [want], "{kind} {written}");
    }
}

#[test]
fn indicators_are_one_key_or_the_other() {
    let rows = |keys: &str| {
        load(format!(
            "titolo: X\nlivelli: [missione]\nobiettivi:\n  - descrizione: a\n    {keys}\n"
        ))
        .said()
    };
    assert_eq!(
        rows("indicatore: uno\n    indicatori: [due]"),
        [
            "chiave-ripetuta 6:18 «due» + 5:17 «uno» L'obiettivo ha sia «indicatore» sia «indicatori»."
        ]
    );
    assert_eq!(
        rows("indicatori: [{peso: 40}]"),
        ["campo-mancante 5:18 «{peso: 40}» Manca «testo»: ogni indicatore deve averlo."]
    );
    assert_eq!(
        rows("indicatori:\n      - Numero di atti:\n        peso: 40"),
        ["chiave-sconosciuta 6:9 «Numero di atti» «Numero di atti» sta al posto di una chiave."]
    );
    assert_eq!(
        rows("indicatori: uno"),
        ["tipo-non-adatto 5:17 «uno» «indicatori» vuole un elenco, ma qui c'è un testo."]
    );
    let many = vec!["x"; 51].join(", ");
    assert_eq!(
        rows(&format!("indicatori: [{many}]")),
        ["limite-superato 5:168 «x» Gli indicatori sono 51: possono essere al massimo 50."]
    );
}

#[test]
fn areas_and_periods_have_texts_and_totals_of_their_own() {
    let facts = "premessa: p\n    chiusura: c\n    totale: 90";
    let text = super::small("nome: AREA UNICA", &format!("nome: AREA UNICA\n    {facts}"));
    let text = text.replace("etichetta: ANNO 2024", "etichetta: ANNO 2024\n        totale: cento");
    let loaded = load(text);
    assert_eq!(
        loaded.said(),
        ["peso-non-numerico 9:17 «cento» Il totale «cento» non è un numero."]
    );
    let plan = loaded.plan.expect("a plan");
    let facts: Vec<_> =
        plan.groups.iter().map(|f| (f.level.name(), f.objectives.clone())).collect();
    assert_eq!(facts, [("area", 0..1)]);
}

#[test]
fn a_small_file_does_not_make_a_large_plan() {
    let fields: String = (0..900).map(|i| format!("      f{i}: x\n")).collect();
    let rows = "      - {descrizione: x}\n".repeat(3_000);
    let text = format!(
        "titolo: X\nlivelli: [missione]\ngruppi:\n  - missione: M\n    altro:\n{fields}    obiettivi:\n{rows}"
    );
    assert_eq!(
        load(text).said(),
        [
            "limite-superato 4:5 «missione: M» I campi che gli obiettivi prendono dai loro gruppi sono troppi."
        ]
    );
}
