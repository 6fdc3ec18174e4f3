//! Tables in the arrangements that offices use, with the plans made of them.

use crate::diag::Findings;
use crate::job::{PlanFormat, read_plan};
use crate::model::{Heading, Key};
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{Field, RawPlan, RawValues};
use crate::recognise::{RecognitionHints, recognise};
use crate::source::{GridPosition, SourceMap};

/// Makes a grid of one sheet; a tab separates cells, an empty text is no cell, `<3>` before a
/// text merges it over three columns, `<1x2>` over one column and two rows.
fn sheet(sources: &mut SourceMap, name: Option<&str>, lines: &str) -> Grid {
    let file = sources.add(name.unwrap_or("testo"), "");
    let mut rows = Vec::new();
    for (index, line) in (0..).zip(lines.lines()) {
        let mut cells = Vec::new();
        for (column, text) in (0..).zip(line.split('\t')) {
            let (spans, text) = match text.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                Some((spans, text)) => (spans, text),
                None => ("1", text),
            };
            let (col_span, row_span) = spans.split_once('x').unwrap_or((spans, "1"));
            if text.is_empty() {
                continue;
            }
            let place = GridPosition::Sheet { sheet: "F".into(), row: index, column };
            let span = sources.add_cell(file, place, text);
            let kind = if text.starts_with("0,") { CellKind::BareNumber } else { CellKind::Text };
            cells.push(GridCell {
                column,
                col_span: col_span.parse().expect("a number"),
                row_span: row_span.parse().expect("a number"),
                text: crate::raw::Words::new(text.to_owned(), span),
                kind,
            });
        }
        if !cells.is_empty() {
            rows.push(GridRow { index, is_head: false, cells });
        }
    }
    let name = name.map(|name| {
        let place = GridPosition::Sheet { sheet: name.into(), row: 0, column: 0 };
        crate::raw::Words::new(name.to_owned(), sources.add_cell(file, place, name))
    });
    Grid { name, rows, ..Grid::default() }
}

/// Lines on the recognised plan: title, then every objective, then the findings.
fn recognised(sheets: &[(Option<&str>, &str)], map: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let grids: Vec<Grid> =
        sheets.iter().map(|(name, lines)| sheet(&mut sources, *name, lines)).collect();
    let map: Vec<Heading> = map
        .iter()
        .map(|(field, words)| Heading { field: (*field).into(), words: (*words).into() })
        .collect();
    let start = sources.start();
    let found = recognise(
        &grids,
        &RecognitionHints { map: &map, ..Default::default() },
        start,
        &mut findings,
    );
    let said = findings.iter().map(|f| format!("{} «{}»", f.code.name(), sources.text(f.span())));
    (found.map_or_else(Vec::new, |found| told(&found.plan)), said.collect())
}

fn told(plan: &RawPlan) -> Vec<String> {
    let text = |field: &Field| match field {
        Field::Given(words) => words.value.clone(),
        Field::Absent => "-".to_owned(),
        Field::Empty(_) => "()".to_owned(),
        Field::Wrong => "!".to_owned(),
    };
    let mut out = vec![text(&plan.title)];
    for area in &plan.areas {
        for period in area.periods.iter().flatten() {
            for o in period.objectives.iter().flatten() {
                let who = match &o.fields[Key::CrossCutting] {
                    Field::Absent => text(&o.fields[Key::Service]),
                    title => format!(">{}", text(title)),
                };
                let keys =
                    [Key::Kind, Key::Description, Key::ExpectedResult, Key::Indicator, Key::Weight];
                let texts = keys.map(|key| text(&o.fields[key])).join("|");
                let extra: String = o
                    .extra
                    .iter()
                    .map(|(key, value)| match value {
                        RawValues::One(value) => format!("|{}={}", key.value, text(value)),
                        RawValues::ByYear(years) => format!("|{}={years:?}", key.value),
                    })
                    .collect();
                let place = format!("{}/{}", text(&area.name), text(&period.label));
                out.push(format!("{place}: {who}|{texts}{extra}"));
            }
        }
    }
    out
}

const WANT: [&str; 4] = [
    "PIANO OBIETTIVI 2024",
    "AREA A/ANNO 2024: S1|S|D1|R1|I1|60",
    "AREA A/ANNO 2024: >TITOLO|M|D2|R2|I2|40",
    "AREA B/ANNO 2024: S3|S|D3|-|-|100",
];

#[test]
fn area_and_period_in_columns() {
    let lines = "PIANO OBIETTIVI 2024\n\nArea\tAnno\tServizio\tTipo\tObiettivo\tRisultati attesi\tIndicatori\tPESO %\nAREA A\tANNO 2024\tS1\tSviluppo\tD1\tR1\tI1\t60\n\t\tTrasversale: TITOLO\tM\tD2\tR2\tI2\t40\nTotale\t\t\t\t\t\t\t100\nAREA B\tANNO 2024\tS3\tS\tD3\t\t\t100%";
    let (plan, said) = recognised(&[(Some("Foglio1"), lines)], &[]);
    assert_eq!((plan, said), (WANT.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn area_and_period_as_bands_with_repeated_heads_rules_and_pages() {
    let head = "SERVIZIO ORGANIZZATIVO\tTIPOLOGIA OBIETTIVO S sviluppo M mantenimen to\tDESCRIZIONE OBIETTIVO\tRISULTATO ATTESO\tINDICATORE DI RISULTATO\tPESO DELL'OBIETTIVO PER L'AREA";
    let lines = format!(
        "AREA A\n{head}\n<6>ANNO 2024\nS1\tS\tD1\tR1\tI1\t60\nPIANO OBIETTIVI 2024\nPag. 2 di 3\nOBIETTIVO TRASVERSALE >TITOLO\tM\tD2\tR2\tI2\t40\n--\t---\t---\t--\t--\t---\n\nAREA B\n{head}\n---\t--\t--\t--\t--\t--\nANNO 2024\nS3\tS\tD3\t\t\t100"
    );
    assert_eq!(recognised(&[(None, &lines)], &[]), (WANT.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn a_sheet_for_each_area_and_merged_cells() {
    let head = "Periodo\tServizio\tTipologia\tDescrizione\tRisultato\tIndicatore\tPeso";
    let a = format!(
        "PIANO OBIETTIVI 2024\n{head}\n<1x2>ANNO 2024\tS1\tS\tD1\tR1\tI1\t60\n\tObiettivo trasversale - TITOLO\tM\tD2\tR2\tI2\t40"
    );
    let b = format!("PIANO OBIETTIVI 2024\n{head}\nANNO 2024\tS3\tS\tD3\t\t\t100");
    let sheets = [(Some("AREA A"), a.as_str()), (Some("AREA B"), b.as_str())];
    assert_eq!(recognised(&sheets, &[]), (WANT.map(str::to_owned).to_vec(), vec![]));
}

#[test]
fn what_has_no_field_is_kept_or_told() {
    let lines = "PIANO 2024\nAREA A\nServizio\tDescrizione\tPeso\tNote\tPeso\nANNO 2024\nS1\tD1\t60\tvedi\t5\tfuori\nNota: i pesi sono provvisori e possono cambiare\nANNO 2025";
    let (plan, said) = recognised(&[(None, lines)], &[("peso", "Peso")]);
    assert_eq!(
        plan,
        ["PIANO 2024", "AREA A/ANNO 2024: S1|-|D1|-|-|60|Note=vedi|Peso=5|colonna F=fuori"]
    );
    assert_eq!(
        said,
        [
            "intestazione-doppia «Peso»",
            "colonna-in-altro «Note»",
            "colonna-in-altro «fuori»",
            "testo-non-collocato «Nota: i pesi sono provvisori e possono cambiare»",
            "testo-non-collocato «ANNO 2025»",
        ]
    );
}

#[test]
fn the_user_says_which_column_holds_what() {
    let lines =
        "PIANO 2024\nAREA A\nServizio\tDescrizione\tPeso\tPunti\nANNO 2024\nS1\tD1\t60\t7\n";
    let (plan, said) = recognised(&[(None, lines)], &[("peso", "PUNTI")]);
    assert_eq!(plan[1], "AREA A/ANNO 2024: S1|-|D1|-|-|7|Peso=60");
    assert_eq!(said, ["colonna-in-altro «Peso»"]);
    let (_, said) = recognised(&[(None, lines)], &[("peso", "Peso 2024")]);
    assert_eq!(
        said,
        [
            "colonna-in-altro «Peso»",
            "colonna-in-altro «Punti»",
            "intestazioni-non-trovate «PIANO 2024»"
        ]
    );
}

#[test]
fn weights_in_points_doubtful_fractions_and_totals() {
    let head = "PIANO 2024\nAREA A\nServizio\tDescrizione\tPeso\nANNO 2024";
    let lines = format!("{head}\nS1\tD1\t60 punti\nS2\tD2\t40 punti\n\tTOTALE\t90");
    let (plan, said) = recognised(&[(None, &lines)], &[]);
    assert_eq!(plan[1..], ["AREA A/ANNO 2024: S1|-|D1|-|-|60", "AREA A/ANNO 2024: S2|-|D2|-|-|40"]);
    assert_eq!(said, ["totale-della-tabella «90»"]);
    let (plan, said) = recognised(&[(None, &format!("{head}\nS1\tD1\t0,3"))], &[]);
    assert_eq!(plan[1], "AREA A/ANNO 2024: S1|-|D1|-|-|0,3");
    assert_eq!(said, ["peso-dubbio «0,3»"]);
}

#[test]
fn without_heads_nothing_is_guessed() {
    let (plan, said) = recognised(&[(None, "PIANO\nuno\tdue\ntre\tquattro")], &[]);
    assert_eq!((plan, said), (vec![], vec!["intestazioni-non-trovate «uno»".to_owned()]));
    let good = "PIANO 2024\nAREA A\nServizio\tDescrizione\nANNO 2024\nS1\tD1";
    let (_, said) = recognised(&[(Some("Uno"), good), (Some("Due"), "a\tb\nc\td")], &[]);
    assert_eq!(said, ["tabella-tralasciata «a»"]);
}

/// Compares the reference document's text with the YAML, except for its two artefacts.
#[test]
fn the_reference_text_gives_the_reference_plan() {
    let text = include_str!("../../../tests/giudici/testo-di-riferimento.txt");
    let (got, said) = recognised(&[(None, text.trim_end())], &[]);
    let yaml = include_str!("../../../inputs/piano-obiettivi-2020-2022.yaml");
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let bytes = yaml.as_bytes().to_vec();
    let plan =
        read_plan("p", bytes, PlanFormat::YAML, &mut sources, &mut findings).expect("a plan");
    let want: Vec<String> = told(&plan)
        .into_iter()
        .map(|line| {
            let glued = line.replace("AREA SERVIZI SOCIALI/", "AREASERVIZI SOCIALI/");
            glued.replace("/RAGIONERIA/", "/RAGIONE RIA/")
        })
        .collect();
    assert_eq!(got, want);
    assert_eq!(said, [""; 0]);
}

#[test]
fn tables_side_by_side_are_read_one_after_the_other() {
    let (plan, findings) = recognised(
        &[(
            Some("F"),
            "PIANO OBIETTIVI 2026\nAREA TECNICA\nANNO 2026\n\nServizio\tDescrizione\tPeso\t\tServizio\tDescrizione\tPeso\nA\tuno\t50\t\tC\ttre\t20\nB\tdue\t10\t\tD\tquattro\t20\n",
        )],
        &[],
    );
    let at = |text: &str| plan.iter().position(|line| line.contains(text));
    let places = ["uno", "due", "tre", "quattro"].map(at);
    assert!(places.is_sorted() && places[0].is_some(), "{plan:?}");
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn an_objective_may_begin_as_a_total_does() {
    let (plan, _) = recognised(
        &[(
            None,
            "PIANO OBIETTIVI 2026\nAREA TECNICA\nANNO 2026\nDescrizione\tPeso\nTotale digitalizzazione dell'archivio\t50\nTotale informatizzazione protocollo\t50\nTotale area\t100\n",
        )],
        &[],
    );
    let of = |text: &str| plan.iter().any(|line| line.contains(text));
    assert!(of("Totale digitalizzazione") && of("Totale informatizzazione"), "{plan:?}");
    assert!(!of("Totale area"), "{plan:?}");
}
