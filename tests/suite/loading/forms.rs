//! Forms of a plan that load to the same plan.

use super::{load, load_as, small};
use crate::support::{reference_plan, root};
use allegati::group::group_plan;
use allegati::job::PlanFormat;
use allegati::model::{Assignment, Level, Objective, Plan, Text};
use serde_json::{Value, json};
use std::fmt::Write;

fn reference() -> Plan {
    load(std::fs::read(reference_plan()).expect("the reference plan")).sound()
}

fn fixture(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/suite/fixtures").join(name)).expect("a fixture")
}

fn words(text: &Option<Text>) -> &str {
    text.as_ref().map_or("-", |t| &t.value)
}

/// Writes everything that a plan holds, without source positions.
fn dump(plan: &Plan) -> String {
    let mut out = format!("{}\nente {}\n", plan.title.value, words(&plan.entity));
    let day =
        |d: &Option<_>| format!("{:?}", d.as_ref().map(|d: &allegati::source::Spanned<_>| d.value));
    let _ = writeln!(out, "anni {:?} data {}", plan.years, day(&plan.date));
    if let Some(r) = &plan.resolution {
        let _ = writeln!(out, "delibera {} {} {}", words(&r.body), words(&r.number), day(&r.date));
    }
    let _ = writeln!(out, "allegato {}", words(&plan.annex));
    for other in &plan.annexes {
        let _ = writeln!(out, "allegati {} {}", other.label.value, words(&other.title));
    }
    for signer in &plan.signers {
        let _ = writeln!(out, "firma {} {}", words(&signer.name), signer.role.value);
    }
    let texts = [&plan.premise, &plan.closing, &plan.classification].map(words);
    let _ = writeln!(out, "{texts:?}\n{:?}\n{:?}", plan.kinds, plan.weights);
    for area in &plan.areas {
        let _ = writeln!(out, "area {} {}", area.words(), words(&area.manager));
    }
    for period in &plan.periods {
        let _ = writeln!(out, "periodo {} {:?}", period.words(), period.years);
    }
    for objective in &plan.objectives {
        let _ = writeln!(out, "{}", dump_objective(plan, objective));
    }
    out
}

fn dump_objective(plan: &Plan, o: &Objective) -> String {
    let extra: Vec<_> = o
        .extra
        .iter()
        .map(|e| (&e.key.value, e.one().map_or("-", |d| d.written.value.as_str())))
        .collect();
    format!(
        "{} / {} / {} / {:?} / {extra:?}",
        plan.areas[o.area].words(),
        plan.periods[o.period].words(),
        words(&o.code),
        cells(plan, o),
    )
}

/// Cells of the table.
fn cells(plan: &Plan, o: &Objective) -> [String; 6] {
    let first = match &o.assignment {
        Some(Assignment::Service(name)) => name.value.clone(),
        Some(Assignment::CrossCutting { title }) => {
            format!("OBIETTIVO TRASVERSALE >{}", title.value)
        }
        None => String::new(),
    };
    let kind = o.kind.as_ref().map_or("", |k| &plan.kinds[k.value].code);
    let text = |t: &Option<Text>| t.as_ref().map_or(String::new(), |t| t.value.clone());
    let weight = o.weight.as_ref().map_or(String::new(), |w| w.value.decimal().to_string());
    let description = o.description.value.clone();
    [
        first,
        kind.to_owned(),
        description,
        text(&o.expected_result),
        text(&o.indicators.first().map(|i| i.text.clone())),
        weight,
    ]
}

#[test]
fn the_reference_plan_is_the_reference_text_cell_by_cell() {
    let plan = reference();
    let groups: usize =
        group_plan(&plan, &Level::DEFAULT).roots.iter().map(|area| area.groups().len()).sum();
    assert_eq!((plan.areas.len(), groups, plan.objectives.len()), (5, 10, 32));
    let text: Vec<Value> =
        serde_json::from_str(&fixture("testo-di-riferimento.json")).expect("JSON");
    assert_eq!(text.len(), 32);
    for (objective, row) in plan.objectives.iter().zip(&text) {
        let joined = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(
            json!(cells(&plan, objective).map(|cell| joined(&cell))),
            row["celle"],
            "{}",
            row["riga"]
        );
        assert_eq!(plan.areas[objective.area].words(), row["area"].as_str().expect("a text"));
        assert_eq!(
            plan.periods[objective.period].words(),
            row["periodo"].as_str().expect("a text")
        );
    }
}

#[test]
fn json_is_the_same_plan_with_spaces_tabs_or_nothing_between() {
    let want = dump(&reference());
    let json = fixture("piano-di-riferimento.json");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    let tabs: String = json
        .lines()
        .map(|l| "\t".repeat(l.len() - l.trim_start().len()) + l.trim_start() + "\n")
        .collect();
    for text in [json, tabs, value.to_string()] {
        assert_eq!(dump(&load_as(text, PlanFormat::JSON).sound()), want);
    }
}

#[test]
fn a_byte_order_mark_and_other_line_ends_change_nothing() {
    let want = dump(&reference());
    let yaml = std::fs::read_to_string(reference_plan()).expect("the reference plan");
    for text in [
        format!("\u{FEFF}{yaml}"),
        yaml.replace('\n', "\r\n"),
        format!("\u{FEFF}{}", yaml.replace('\n', "\r\n")),
        yaml.replace('\n', "\r"),
    ] {
        assert_eq!(dump(&load(text).sound()), want);
    }
}

#[test]
fn flat_rows_make_the_same_groups() {
    let want = reference();
    let nested: Value = serde_json::from_str(&fixture("piano-di-riferimento.json")).expect("JSON");
    let mut rows = Vec::new();
    let list = |v: &Value| v.as_array().cloned().unwrap_or_default();
    for area in list(&nested["aree"]) {
        for period in list(&area["periodi"]) {
            for mut row in list(&period["obiettivi"]) {
                row["area"] = area["nome"].clone();
                row["periodo"] = period["etichetta"].clone();
                rows.push(row);
            }
        }
    }
    let flat = json!({
        "titolo": nested["titolo"], "anni": nested["anni"], "allegati": nested["allegati"], "obiettivi": rows,
    });
    assert_eq!(dump(&load_as(flat.to_string(), PlanFormat::JSON).sound()), dump(&want));
    // Rows of an area may come in any order: groups keep that of first appearance.
    rows.sort_by_key(|row| row["periodo"].as_str().map(str::to_owned));
    let mixed = json!({"titolo": "X", "obiettivi": rows});
    let plan = load_as(mixed.to_string(), PlanFormat::JSON).sound();
    let tree = group_plan(&plan, &Level::DEFAULT);
    let sizes: Vec<Vec<usize>> = tree
        .roots
        .iter()
        .map(|a| a.groups().iter().map(|p| p.direct_objectives().len()).collect())
        .collect();
    let expected: Vec<Vec<usize>> = group_plan(&want, &Level::DEFAULT)
        .roots
        .iter()
        .map(|a| a.groups().iter().map(|p| p.direct_objectives().len()).collect())
        .collect();
    assert_eq!(sizes, expected);
}

/// Loads the description from `written`.
fn description(written: &str) -> String {
    load(small("Fare una cosa", written)).sound().objectives[0].description.value.clone()
}

#[test]
fn texts_that_look_like_something_else_stay_as_written() {
    for text in [
        "007",
        "33.330",
        "33,33",
        "yes",
        "no",
        "True",
        "null e altro",
        "2020-06-30",
        "1e3",
        "0x1F",
        ".5",
        "12:30",
        "1_000",
        ".inf",
        "+3",
        "«così»",
        "AREA/SUAP",
        "art. 1, c. 2",
        "100%",
    ] {
        assert_eq!(description(text), text);
        let plan = format!(
            "{{\"titolo\": \"{text}\", \"obiettivi\": [{{\"area\": \"A\", \"periodo\": \"P\", \"servizio\": \"S\", \"descrizione\": \"{text}\"}}]}}"
        );
        assert_eq!(load_as(plan, PlanFormat::JSON).sound().title.value, text);
    }
    let weight = |written: &str| {
        let plan = load(small("peso: 100", &format!("peso: {written}"))).sound();
        plan.objectives[0].weight.as_ref().map(|w| w.value.decimal().to_string())
    };
    for (written, want) in [
        ("33.330", "33.330"),
        ("33,33", "33.33"),
        ("'33,33'", "33.33"),
        ("007", "7"),
        ("0", "0"),
        ("30 %", "30"),
    ] {
        assert_eq!(weight(written).as_deref(), Some(want));
    }
    for absent in ["", "~", "null", "''"] {
        assert_eq!(weight(absent), None);
    }
}

#[test]
fn escapes_of_json_are_read() {
    let json = r#"{"titolo": "a \ud83d\ude00 \u00e8 \"b\" \\ \/ c\nd", "obiettivi": [{"area": "A", "periodo": "P", "servizio": "S", "descrizione": "d"}]}"#;
    assert_eq!(load_as(json, PlanFormat::JSON).sound().title.value, "a 😀 è \"b\" \\ / c\nd");
}

#[test]
fn paragraphs_and_lists_keep_their_lines() {
    let block = "|\n              Prima riga:\n              - uno\n              - due\n\n              Fine";
    assert_eq!(description(block), "Prima riga:\n- uno\n- due\n\nFine\n");
    assert_eq!(description(&block.replace('|', "|-")), "Prima riga:\n- uno\n- due\n\nFine");
    assert_eq!(
        description(">-\n              Prima\n              riga\n\n              seconda"),
        "Prima riga\nseconda"
    );
    assert_eq!(description("Prima\n              riga"), "Prima riga");
}

#[test]
fn every_kind_of_line_break_becomes_one() {
    for (written, what) in [
        ("a\u{B}b", "a vertical tab as Word leaves it"),
        ("'a\u{B}b'", "the same in quotes"),
        ("|-\n              a\u{B}b", "the same in a block"),
        ("a\u{85}b", "NEL"),
        ("a\u{2028}b", "LS"),
        ("a\u{2029}b", "PS"),
        ("\"a\\rb\"", "CR"),
        ("\"a\\r\\nb\"", "CRLF"),
        ("\"a\\vb\"", "VT"),
        ("\"a\\Nb\"", "NEL"),
        ("\"a\\Lb\"", "LS"),
        ("\"a\\Pb\"", "PS"),
    ] {
        assert_eq!(description(written), "a\nb", "{what}");
    }
}

#[test]
fn an_anchor_that_is_called_is_no_slip() {
    let yaml = small("Fare una cosa", "&testo Fare una cosa")
        .replace("risultato: Fatto", "risultato: *testo");
    let plan = load(yaml).sound();
    assert_eq!(
        plan.objectives[0].expected_result.as_ref().map(|t| t.value.as_str()),
        Some("Fare una cosa")
    );
}

#[test]
fn what_is_wrong_in_an_alias_is_shown_where_it_is_used() {
    let yaml = small("Relazione", "&molto molto").replace("peso: 100", "peso: *molto");
    assert_eq!(
        load(yaml).said(),
        ["peso-non-numerico 12:19 «*molto» Il peso «molto» non è un numero."]
    );
}

#[test]
fn annexes_are_listed_by_label_alone_with_keys_or_as_label_and_title() {
    let list = "allegati:\n  - A\n  - allegato: B\n    titolo: Schede\n  - C: Tabelle\n  - 12:\n";
    let plan = load(small("Fare una cosa", "Fare una cosa") + list).sound();
    let listed: Vec<_> = plan
        .annexes
        .iter()
        .map(|r| (r.label.value.as_str(), r.title.as_ref().map(|t| t.value.as_str())))
        .collect();
    assert_eq!(listed, [("A", None), ("B", Some("Schede")), ("C", Some("Tabelle")), ("12", None)]);
}

#[test]
fn what_yaml_takes_for_an_endless_number_stays_as_written() {
    for written in ["1E400", "12E2020", "-1e400", ".inf", "-.INF", ".NaN", "5E0321"] {
        assert_eq!(description(written), written);
    }
    let json = r#"{"titolo": 1e999, "obiettivi": [{"area": "A", "periodo": "P", "servizio": "S", "descrizione": "d"}]}"#;
    assert_eq!(load_as(json, PlanFormat::JSON).sound().title.value, "1e999");
}

#[test]
fn a_text_of_a_hundred_thousand_characters_is_the_longest() {
    let long = "à".repeat(100_000);
    assert_eq!(description(&long), long);
    let found = load(small("Fare una cosa", &(long + "x"))).said();
    assert_eq!(found.len(), 1);
    let want = "Il testo ha 100001 caratteri: ne può avere al massimo 100000.";
    assert!(found[0].starts_with("limite-superato ") && found[0].ends_with(want));
}

#[test]
fn a_key_of_ones_own_may_end_in_a_sign_of_yaml() {
    for (key, name) in [("nota !", "nota !"), ("'nota: !'", "nota: !"), ("voce &c", "voce &c")] {
        for (written, read) in [(" Fare", "Fare"), ("", "-")] {
            let plan = load(small(
                "peso: 100",
                &format!("peso: 100\n            altro:\n              {key}:{written}"),
            ));
            let plan = plan.sound();
            let extra: Vec<_> = plan.objectives[0]
                .extra
                .iter()
                .map(|e| (e.key.value.as_str(), e.one().map_or("-", |d| d.written.value.as_str())))
                .collect();
            assert_eq!(extra, [(name, read)]);
        }
    }
}
