//! Workbook as a program reads it: stored results, and the plan read back from it.

use crate::support::{composition_of, reference_plan, root, small_plan};
use allegati::compose::Composition;
use allegati::job;
use allegati::job::PlanFormat;
use allegati::model::workbook_words::{COLUMN_HEADS, FACT_HEADS, PLAN_NOTE, fact_path};
use allegati::model::{Assignment, Datum, DatumValue, Extra, Level, Plan, Text, Values};
use allegati::render::xlsx::xlsx;
use allegati::source::SourceMap;
use allegati::validate::validate_plan;
use calamine::{Data, Range, Reader, Xlsx};
use serde_json::{Map, Value, json};
use std::io::Cursor;

/// Head of the weights in the words of the annex.
const PESO: &str = "Peso dell'obiettivo per l'area";

type Workbook = Xlsx<Cursor<Vec<u8>>>;

fn workbook(composition: &Composition) -> Workbook {
    Xlsx::new(Cursor::new(xlsx(&composition.annex, &composition.dataset).expect("a workbook")))
        .expect("readable")
}

fn sheet(book: &mut Workbook, name: &str) -> Range<Data> {
    book.worksheet_range(name).expect("the sheet")
}

fn reference_text() -> String {
    std::fs::read_to_string(reference_plan()).expect("the reference plan")
}

/// Returns the cells of a row as they show.
fn row(range: &Range<Data>, row: u32) -> Vec<String> {
    let width = range.end().map_or(0, |end| end.1);
    (0..=width)
        .map(|c| range.get_value((row, c)).map_or(String::new(), |v| v.to_string()))
        .collect()
}

#[test]
fn the_totals_are_stored_beside_their_formulas() {
    let mut book = workbook(&composition_of(&reference_text(), "piano-obiettivi"));
    let weights = sheet(&mut book, "Pesi");
    let rows: Vec<_> = (6..11).map(|r| row(&weights, r)).collect();
    for (i, cells) in rows.iter().enumerate() {
        let (sum, excess, verdict) = if i == 2 {
            ("90", "-10", "▼ sotto il totale")
        } else {
            ("100", "0", "✓ corretto")
        };
        assert_eq!(
            (&*cells[1], &*cells[2], &*cells[3], &*cells[6]),
            ("100", "100", "0", "✓ corretto")
        );
        assert_eq!((&*cells[7], &*cells[9], &*cells[12]), (sum, excess, verdict), "{}", cells[0]);
    }
    assert_eq!((&*rows[2][10], &*rows[2][11]), ("4", "1"));
    let formulas = book.worksheet_formula("Pesi").expect("formulas");
    assert_eq!(
        formulas.get_value((6, 1)).map(String::as_str),
        Some(
            "IF(E7=0,\"–\",ROUND(SUMPRODUCT(EXACT(Dati_area&\"\",$A7&\"\")*EXACT(Dati_periodo&\"\",B$5&\"\")*(Dati_n<>\"N.\")*(Dati_descrizione<>\"\")*ISNUMBER(Dati_peso),Dati_peso),10))"
        )
    );
    let names: Vec<_> = book.defined_names().iter().map(|(name, _)| name.clone()).collect();
    for name in ["Dati_n", "Dati_area", "Dati_periodo", "Dati_peso", "Totale_atteso"] {
        assert!(names.iter().any(|n| n == name), "{name} in {names:?}");
    }
    // Rows that are added below the last one count.
    let weights = book.defined_names().iter().find(|(name, _)| name == "Dati_peso");
    assert_eq!(weights.map(|(_, range)| range.as_str()), Some("Dati!$J$1:$J$1033"));
}

#[test]
fn an_objective_without_weight_has_no_score() {
    let mut book = workbook(&composition_of(&reference_text(), "piano-obiettivi"));
    let scores = sheet(&mut book, "Valutazione");
    let rows = 4..52;
    // One of 2020, and one of 2021 and 2022, whose years are judged one by one.
    let without: Vec<_> = rows.clone().filter(|r| row(&scores, *r)[11] == "senza peso").collect();
    let years: Vec<_> = without.iter().map(|r| row(&scores, *r)[1].clone()).collect();
    assert_eq!(years, ["2021", "2022", "2020"]);
    assert!(without.iter().all(|r| row(&scores, *r)[8] == "–"));
    let others = rows.filter(|r| !without.contains(r));
    assert!(others.map(|r| row(&scores, r)[11].clone()).all(|score| score == "–"));
}

#[test]
fn results_are_judged_year_by_year_and_none_counts_as_zero() {
    let mut book = workbook(&composition_of(&reference_text(), "piano-obiettivi"));
    let scores = sheet(&mut book, "Valutazione");
    assert_eq!(
        row(&scores, 3)[..12],
        [
            "N.",
            "Anno",
            "Area",
            "Periodo",
            "Servizio",
            "Obiettivo",
            "Risultato atteso",
            "Indicatore",
            "Peso",
            "Valore raggiunto",
            "Raggiunto %",
            "Punteggio"
        ]
    );
    let all = "✓ Tutti gli obiettivi di «Dati» hanno qui la loro riga.";
    assert_eq!(row(&scores, 2)[0], all);
    let social: Vec<_> = (55..70)
        .map(|r| row(&scores, r))
        .filter(|cells| cells[2] == "AREA SERVIZI SOCIALI")
        .map(|cells| [1, 5, 8, 10, 11].map(|c| cells[c].clone()))
        .collect();
    assert_eq!(
        social,
        [
            ["2020", "valutati 0 di 3", "100", "–", "–"],
            ["2021", "valutati 0 di 3", "90", "–", "–"],
            ["2022", "valutati 0 di 3", "90", "–", "–"],
        ]
    );
}

#[test]
fn a_plan_with_values_of_years_is_judged_by_them() {
    let text = std::fs::read_to_string(root().join("tests/suite/fixtures/annuali/piano.yaml"));
    let mut book = workbook(&composition_of(&text.expect("the plan"), "piano-obiettivi"));
    let scores = sheet(&mut book, "Valutazione");
    let heads = row(&scores, 3);
    let at = |name: &str| heads.iter().position(|head| head == name).expect("the column");
    let (year, target) = (at("Anno"), at("Valore atteso"));
    let first = row(&scores, 4);
    assert_eq!((&*first[year], &*first[target]), ("2026", "Costo: 120.000,00 €\nUtenti: 80"));
}

#[test]
fn other_rules_add_up_in_other_ways() {
    let plan = |rule: &str| reference_text().replace("\naree:", &format!("\npesi: {rule}\naree:"));
    let cells = |rule: &str, r| {
        let mut book = workbook(&composition_of(&plan(rule), "piano-obiettivi"));
        row(&sheet(&mut book, "Pesi"), r)
    };
    let by_area = cells("{totale: 200, ambito: area}", 8);
    assert_eq!(by_area[..4], ["AREA SERVIZI SOCIALI", "190", "200", "-10"]);
    let by_period = cells("{totale: 500, ambito: periodo}", 6);
    assert_eq!(by_period[..3], ["Tutte le aree", "500", "500"]);
    assert_eq!(by_period[7..10], ["490", "500", "-10"]);
    let whole = cells("{totale: 990, ambito: piano}", 6);
    assert_eq!(whole[..4], ["Tutte le aree", "990", "990", "0"]);
    let none = cells("nessuno", 8);
    assert_eq!(none[..4], ["AREA SERVIZI SOCIALI", "100", "3", "0"]);
}

/// Makes a plan of two levels in which each objective has that weight.
fn of_levels(weight: &str) -> String {
    format!(
        "titolo: X\nlivelli: [missione, programma]\nobiettivi:\n\
         \x20 - {{missione: \"01\", programma: P, descrizione: a, peso: {weight}}}\n\
         \x20 - {{missione: \"01\", programma: P, descrizione: b, peso: {weight}}}\n\
         \x20 - {{missione: \"02\", descrizione: c}}\n"
    )
}

#[test]
fn weights_are_added_up_by_the_levels_of_the_plan() {
    let mut book = workbook(&composition_of(&of_levels("30"), "piano-obiettivi"));
    let weights = sheet(&mut book, "Pesi");
    let heads = ["Missione", "Programma", "Peso totale", "Atteso", "Differenza", "Obiettivi"];
    assert_eq!(row(&weights, 5)[..6], heads);
    assert_eq!(
        row(&weights, 6)[..8],
        ["01", "P", "60", "100", "-40", "2", "0", "▼ sotto il totale"]
    );
    assert_eq!(row(&weights, 7)[..8], ["02", "", "0", "100", "-100", "1", "1", "○ senza pesi"]);
    let data = sheet(&mut book, "Dati");
    assert_eq!(row(&data, 0)[..5], ["N.", "Missione", "Programma", "Descrizione obiettivo", PESO]);
    assert_eq!(row(&data, 1)[..5], ["1", "01", "P", "a", "30"]);
}

#[test]
fn a_plan_without_weights_counts_its_objectives() {
    let mut book = workbook(&composition_of(&of_levels(""), "piano-obiettivi"));
    let weights = sheet(&mut book, "Pesi");
    assert_eq!(row(&weights, 5)[..3], ["Missione", "Programma", "Obiettivi"]);
    assert_eq!(row(&weights, 6)[..3], ["01", "P", "2"]);
    let scores = sheet(&mut book, "Valutazione");
    let heads = ["Programma", "Obiettivo", "Valore raggiunto", "Raggiunto %", "Nella media"];
    assert_eq!(row(&scores, 3)[2..7], heads);
    assert_eq!(row(&scores, 4)[2..4], ["P", "a"]);
}

#[test]
fn the_first_sheet_says_what_the_others_are_for() {
    let mut book = workbook(&composition_of(&reference_text(), "piano-obiettivi"));
    let about = sheet(&mut book, "Leggimi");
    let lines: Vec<_> = (2..7).map(|r| row(&about, r)).collect();
    let names: Vec<_> = lines.iter().map(|cells| cells[0].as_str()).collect();
    assert_eq!(names, ["Piano", "Pesi", "Dati", "Verifiche", "Valutazione"]);
    assert!(lines[2][1].starts_with("Una riga per ogni obiettivo: è il foglio in cui si corregge"));
    let columns = explained(&about, COLUMN_HEADS);
    assert!(columns.contains(&vec![PESO.to_owned(), "peso".to_owned()]), "{columns:?}");
    assert_eq!(explained(&about, FACT_HEADS)[0][0], "Titolo");
    let plan = sheet(&mut book, "Piano");
    assert_eq!(row(&plan, 0)[0], PLAN_NOTE);
    assert_eq!(row(&plan, 1)[0], "PIANO OBIETTIVI 2020-2022");
}

#[test]
fn columns_that_do_not_fit_the_page_stand_apart() {
    let further: String = (1..9).map(|n| format!(", nota {n}: parole")).collect();
    let plan = small_plan("PIANO", "Testo").replace(
        "descrizione:",
        &format!("altro: {{{}}}\n            descrizione:", &further[2..]),
    );
    let composition = composition_of(&plan, "piano-obiettivi");
    let bytes = xlsx(&composition.annex, &composition.dataset).expect("a workbook");
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut part = |name: &str| {
        let mut text = String::new();
        let mut part = package.by_name(name).expect("the part");
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        text
    };
    let book = part("xl/workbook.xml");
    // Whole columns, so that rows that are added are printed.
    assert!(book.contains("name=\"_xlnm.Print_Area\" localSheetId=\"3\">Dati!$A:$"), "{book}");
    let data = part("xl/worksheets/sheet4.xml");
    assert!(data.contains("outlineLevel=\"1\"") && !data.contains("hidden="), "{data:.2000}");
}

#[test]
fn texts_of_the_evaluation_follow_the_data() {
    let mut book = workbook(&composition_of(&reference_text(), "piano-obiettivi"));
    let formulas = book.worksheet_formula("Valutazione").expect("formulas");
    let objective = formulas.get_value((4, 5)).expect("a formula");
    // Both ranges move together when a row is inserted above them.
    let found = "INDEX(Dati!$G$1:$G$1033,MATCH($A5,Dati_n,0))&\"\"";
    assert_eq!(*objective, format!("IFERROR(IF({found}=\"\",\"–\",{found}),\"✗ vedi «Dati»\")"));
    let scores = sheet(&mut book, "Valutazione");
    assert!(row(&scores, 4)[5].len() > 20, "the text is stored");
}

#[test]
fn an_objective_with_several_indicators_has_a_row_for_each_with_its_part_of_the_weight() {
    let plan = "titolo: P\nanni: [2026]\naree:\n  - nome: UNO\n    periodi:\n      - etichetta: ANNO 2026\n        anni: [2026]\n        obiettivi:\n          - servizio: S\n            descrizione: Ponti\n            peso: 60\n            indicatori:\n              - {testo: Metri, peso: 75, altro: {target: {2026: 10}}}\n              - {testo: Giorni, peso: 25, altro: {target: {2026: 5}}}\n          - servizio: S\n            descrizione: Strade\n            peso: 40\n            indicatori:\n              - {testo: Buche}\n              - {testo: Reclami}\n";
    let mut book = workbook(&composition_of(plan, "piano-obiettivi"));
    let scores = sheet(&mut book, "Valutazione");
    let heads = row(&scores, 3);
    let at = |name: &str| heads.iter().position(|head| head == name).expect("the column");
    let columns = ["N.", "Indicatore", "Valore atteso", "Peso"].map(at);
    let rows: Vec<_> = (4..8).map(|r| columns.map(|c| row(&scores, r)[c].clone())).collect();
    assert_eq!(
        rows,
        [
            ["1", "Metri", "10", "45"],
            ["1", "Giorni", "5", "15"],
            ["2", "Buche", "", "20"],
            ["2", "Reclami", "", "20"],
        ]
    );
}

#[test]
fn who_leads_an_objective_is_named_before_who_leads_its_area() {
    let plan = "titolo: P\nanni: [2026]\naree:\n  - nome: UNO\n    responsabile: Anna Verdi\n    periodi:\n      - etichetta: ANNO 2026\n        anni: [2026]\n        obiettivi:\n          - {servizio: S, descrizione: Ponti, peso: 60, altro: {responsabile: Luca Neri}}\n          - {servizio: S, descrizione: Strade, peso: 40}\n";
    let mut book = workbook(&composition_of(plan, "piano-obiettivi"));
    let scores = sheet(&mut book, "Valutazione");
    let at = row(&scores, 3).iter().position(|head| head == "Responsabile").expect("the column");
    assert_eq!([4, 5].map(|r| row(&scores, r)[at].clone()), ["Luca Neri", "Anna Verdi"]);
    let data = row(&sheet(&mut book, "Dati"), 0);
    assert!(data.contains(&"Responsabile di area".to_owned()), "{data:?}");
}

#[test]
fn findings_lead_to_their_objective() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_allegati"))
        .args(["genera", "--formati", "xlsx", "--uscita"])
        .arg(tempfile::tempdir().expect("temporary folder").path().join("o"))
        .arg(reference_plan())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    let file = root().join("output/piano-obiettivi-2020-2022.xlsx");
    let mut book: Workbook =
        Xlsx::new(Cursor::new(std::fs::read(file).expect("the annex"))).expect("readable");
    let findings = sheet(&mut book, "Verifiche");
    assert_eq!(findings.height(), 17);
    let found = (3..17).map(|r| row(&findings, r)).find(|cells| cells[1] == "totale-diverso");
    let found = found.expect("the total of 90");
    assert_eq!(
        found[..4],
        ["avviso", "totale-diverso", "AREA SERVIZI SOCIALI", "ANNO 2021 E 2022"]
    );
    let note = (3..17).map(|r| row(&findings, r)).find(|cells| cells[0] == "nota").expect("a note");
    assert_eq!((&*note[7], &*note[1]), ("n. 19", "obiettivo-senza-peso"));
}

#[test]
fn the_layout_chooses_the_sheets() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let default = root().join("layouts/piano-obiettivi/layout.toml");
    let text = std::fs::read_to_string(default).expect("the default layout");
    let line = text.lines().find(|line| line.starts_with("fogli")).expect("the sheets").to_owned();
    std::fs::write(
        folder.path().join("layout.toml"),
        text.replace(&line, "fogli = [\"Dati\", \"Piano\"]"),
    )
    .expect("written");
    let annex = composition_of(&small_plan("PIANO", "Testo"), &folder.path().display().to_string());
    let mut book = workbook(&annex);
    assert_eq!(book.sheet_names(), ["Dati", "Piano"]);
    // Without «Leggimi» nothing would say what a column holds but its name.
    let heads = row(&sheet(&mut book, "Dati"), 0);
    assert_eq!(heads[..4], ["n", "area", "periodo", "servizio"]);
    let all = composition_of(&small_plan("PIANO", "Testo"), "piano-obiettivi");
    let names = ["Leggimi", "Piano", "Pesi", "Dati", "Verifiche", "Valutazione"];
    assert_eq!(workbook(&all).sheet_names(), names);
}

/// Writes fields with the meaning of their values, whatever their spelling.
fn fields(extra: &[Extra]) -> Vec<String> {
    let datum = |datum: &Datum| match datum.value {
        DatumValue::Text | DatumValue::Mark => format!("{:?}", datum.written.value),
        DatumValue::Number(number) => format!("numero {}", number.normalize()),
        DatumValue::Money(number) => format!("importo {}", number.normalize()),
        DatumValue::Percent(number) => format!("percentuale {}", number.normalize()),
        DatumValue::Date(day) => format!("data {day}"),
    };
    let field = |extra: &Extra| match &extra.values {
        Values::Empty => None,
        Values::One(one) => Some(format!("{}: {}", extra.key.value, datum(one))),
        Values::ByYear(years) => {
            let years = years.iter().map(|(year, value)| format!("{year} {}", datum(value)));
            Some(format!("{}: {}", extra.key.value, years.collect::<Vec<_>>().join(", ")))
        }
    };
    let mut fields: Vec<String> = extra.iter().filter_map(field).collect();
    fields.sort();
    fields
}

/// Writes everything that a plan holds, a line each, without source positions.
pub(crate) fn told(plan: &Plan) -> Vec<String> {
    let text = |text: &Option<Text>| text.as_ref().map(|text| text.value.clone());
    let mut out = vec![
        format!("{:?}", plan.title.value),
        format!("{:?} {:?}", text(&plan.entity), plan.years),
        format!("{:?}", plan.date.as_ref().map(|d| d.value)),
        format!("{:?} {:?}", text(&plan.annex), text(&plan.classification)),
        format!("{:?} {:?}", text(&plan.premise), text(&plan.closing)),
        format!("{:?}", plan.weights),
    ];
    // The JSON that it is read back through keeps no order of keys.
    let mut kinds: Vec<_> = plan.kinds.iter().map(|kind| (&kind.code, &kind.label)).collect();
    kinds.sort();
    out.push(format!("{kinds:?}"));
    if let Some(act) = &plan.resolution {
        let date = act.date.as_ref().map(|d| d.value);
        out.push(format!("{:?} {:?} {date:?}", text(&act.body), text(&act.number)));
    }
    out.extend(plan.annexes.iter().map(|a| format!("{:?} {:?}", a.label.value, text(&a.title))));
    out.extend(plan.signers.iter().map(|s| format!("{:?} {:?}", text(&s.name), s.role.value)));
    let levels: Vec<&str> = plan.levels.iter().map(Level::name).collect();
    let declared = plan.fields.iter().map(|field| format!("{} {:?}", field.name.value, field.kind));
    out.push(format!("{levels:?} {:?}", declared.collect::<Vec<_>>()));
    out.extend(plan.groups.iter().map(|group| {
        let total = group.stated_total.as_ref().map(|total| total.value.decimal().normalize());
        let texts = (text(&group.premise), text(&group.closing));
        format!("{} {:?} {texts:?} {total:?}", group.level.name(), group.objectives)
    }));
    for o in &plan.objectives {
        let (area, period) = (&plan.areas[o.area], &plan.periods[o.period]);
        let kind = o.kind.as_ref().map(|kind| plan.kinds[kind.value].code.clone());
        let who = match &o.assignment {
            Some(Assignment::Service(name)) => ("servizio", name.value.as_str()),
            Some(Assignment::CrossCutting { title }) => ("trasversale", title.value.as_str()),
            None => ("", ""),
        };
        out.push(format!("{:?} {:?}", area.words(), text(&area.manager)));
        out.push(format!("{:?} {:?}", period.words(), period.years));
        out.push(format!("{who:?} {kind:?} {:?}", text(&o.code)));
        out.push(format!("{:?} {:?}", o.description.value, text(&o.expected_result)));
        let weight = o.weight.as_ref().map(|weight| weight.value.decimal().normalize());
        out.push(format!("{weight:?} {:?}", fields(&o.extra)));
        out.extend(o.indicators.iter().map(|i| {
            let weight = i.weight.as_ref().map(|weight| weight.value.decimal().normalize());
            format!("{:?} {weight:?} {:?}", i.text.value, fields(&i.extra))
        }));
    }
    out
}

fn load(text: &str, format: PlanFormat) -> Plan {
    let (mut sources, mut findings) = (SourceMap::default(), allegati::diag::Findings::default());
    let bytes = text.as_bytes().to_vec();
    let raw = job::read_plan("piano", bytes, format, &mut sources, &mut findings);
    let plan = validate_plan(raw.expect("a readable plan"), &sources, &mut findings).plan;
    assert!(!findings.has_errors(), "{findings:?}");
    plan
}

/// Returns the rows of «Leggimi» below these heads.
fn explained(about: &Range<Data>, heads: [&str; 2]) -> Vec<Vec<String>> {
    let all = |r: &u32| row(about, *r)[..2] == heads;
    let start = (0..200).find(all).expect("the heads");
    (start + 1..).map(|r| row(about, r)).take_while(|cells| !cells[0].is_empty()).collect()
}

/// Reads the plan in «Leggimi» and «Dati» as the nested form that the loader reads.
fn read_back(book: &mut Workbook) -> String {
    let mut plan = Map::new();
    let about = sheet(book, "Leggimi");
    for cells in explained(&about, FACT_HEADS) {
        let path = fact_path(&cells[0]);
        let path: Vec<&str> = path.split('.').collect();
        match path.as_slice() {
            [key] => drop(plan.insert((*key).to_owned(), json!(cells[1]))),
            [key, field] => {
                let group = plan.entry(*key).or_insert_with(|| json!({}));
                group[*field] = json!(cells[1]);
            }
            [key, number, field] => {
                let list = plan.entry(*key).or_insert_with(|| json!([]));
                let list = list.as_array_mut().expect("a list");
                let at: usize = number.parse().expect("a number");
                list.resize(list.len().max(at), json!({}));
                list[at - 1][*field] = json!(cells[1]);
            }
            other => panic!("{other:?}"),
        }
    }
    plan.insert("aree".to_owned(), Value::Array(areas(&sheet(book, "Dati"), &about)));
    Value::Object(plan).to_string()
}

/// Lists areas, periods and objectives in the order of «Dati».
fn areas(data: &Range<Data>, about: &Range<Data>) -> Vec<Value> {
    let columns = explained(about, COLUMN_HEADS);
    let name = |head: String| columns.iter().find(|cells| cells[0] == head).expect("it")[1].clone();
    let heads: Vec<String> = row(data, 0).into_iter().map(name).collect();
    let mut areas: Vec<Value> = Vec::new();
    for r in 1..u32::try_from(data.height()).expect("few rows") {
        let cells: Vec<(String, String)> =
            heads.iter().cloned().zip(row(data, r)).filter(|(_, cell)| !cell.is_empty()).collect();
        let get = |name: &str| cells.iter().find(|(head, _)| head == name).map(|(_, v)| v.clone());
        let (area, period) = (get("area"), get("periodo"));
        if areas.last().is_none_or(|last| last["nome"] != json!(area)) {
            areas.push(json!({"nome": area, "periodi": []}));
            if let Some(manager) = get("responsabile") {
                areas.last_mut().expect("one")["responsabile"] = json!(manager);
            }
        }
        let periods = areas.last_mut().expect("one")["periodi"].as_array_mut().expect("a list");
        if periods.last().is_none_or(|last| last["etichetta"] != json!(period)) {
            periods.push(json!({"etichetta": period, "obiettivi": []}));
            if let Some(years) = get("anni") {
                let years: Vec<&str> = years.split(", ").collect();
                periods.last_mut().expect("one")["anni"] = json!(years);
            }
        }
        let mut objective = Map::new();
        let mut other = Map::new();
        for (head, cell) in &cells {
            match head.as_str() {
                "n" | "area" | "responsabile" | "periodo" | "anni" => {}
                "codice" | "servizio" | "trasversale" | "tipologia" | "descrizione"
                | "risultato" | "indicatore" | "peso" => {
                    objective.insert(head.clone(), json!(cell));
                }
                name => {
                    drop(other.insert(
                        name.strip_prefix("altro.").unwrap_or(name).to_owned(),
                        json!(cell),
                    ))
                }
            }
        }
        if !other.is_empty() {
            objective.insert("altro".to_owned(), Value::Object(other));
        }
        let periods = areas.last_mut().expect("one")["periodi"].as_array_mut().expect("a list");
        let objectives = periods.last_mut().expect("one")["obiettivi"].as_array_mut();
        objectives.expect("a list").push(Value::Object(objective));
    }
    areas
}

fn hold(plan: &str) {
    let mut book = workbook(&composition_of(plan, "piano-obiettivi"));
    let (want, got) = (told(&load(plan, PlanFormat::YAML)), read_back(&mut book));
    let got = told(&load(&got, PlanFormat::JSON));
    for (want, got) in want.iter().zip(&got) {
        assert!(want == got, "{want:.600}\n{got:.600}");
    }
    assert_eq!(got.len(), want.len());
}

#[test]
fn the_reference_plan_reads_back_from_its_workbook() {
    hold(&reference_text());
}

#[test]
fn every_kind_of_field_reads_back() {
    let long = "Relazione sull'attività svolta. ".repeat(930);
    let plan = format!(
        r##"titolo: "=PIANO"
ente: Unione
anni: [2024, 2025]
data: 31.12.2024
allegato: "007"
classificazione: "1.10"
delibera: {{organo: Giunta, numero: "0012", data: 2024-03-01}}
allegati: [A, {{allegato: B, titolo: Schede}}]
firmatari: [{{nome: Anna Rossi, qualifica: Il Presidente}}, Il Segretario]
premessa: "Uno\n\n- due\n- tre"
tipologie: {{S: sviluppo, X1: altro}}
pesi: {{unita: punti, totale: "1000", ambito: piano}}
aree:
  - nome: "@AREA"
    responsabile: "-Verdi"
    periodi:
      - etichetta: "2024"
        obiettivi:
          - codice: "007"
            servizio: "+39 051"
            tipologia: X1
            descrizione: "Fare:\n- uno\n- due\n\nFine\nspezzata"
            risultato: "1E5"
            indicatore: "{long}"
            peso: 33,33
            altro: {{note: "31/12/2024", Peso: "TRUE", data inizio: 01.02.2024, vuoto: "<r>x</r>"}}
          - trasversale: "'apice"
            descrizione: "	tabulazione"
            peso: 0,5
      - etichetta: ANNO 2025
        anni: [2025, 2026]
        obiettivi:
          - servizio: "#N/A"
            descrizione: 0,30
            altro: {{note: "12%"}}
"##
    );
    hold(&plan);
}
