//! The reference document's own text gives the plan that was typed by hand.

use super::sample::headings;
use crate::diag::Findings;
use crate::job::{PlanFormat, read_plan};
use crate::model::{Assignment, Plan};
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::Words;
use crate::recognise::{RecognitionHints, recognise};
use crate::source::{SourceMap, Span};
use crate::validate::validate_plan;

const TEXT: &str = include_str!("../../../tests/giudici/testo-di-riferimento.txt");
const YAML: &str = include_str!("../../../inputs/piano-obiettivi-2020-2022.yaml");

/// Splits lines into rows, and rows into cells at tabs.
fn grid(sources: &mut SourceMap) -> Grid {
    let file = sources.add("piano.txt", TEXT);
    let mut rows = Vec::new();
    let mut start = 0;
    for (index, line) in (0..).zip(TEXT.split('\n')) {
        let mut cells = Vec::new();
        let mut at = start;
        for (column, text) in (0..).zip(line.split('\t')) {
            let span = Span::new(file, at..at + text.len());
            at += text.len() + 1;
            if !text.is_empty() {
                let text = Words::new(text.to_owned(), span);
                cells.push(GridCell {
                    column,
                    col_span: 1,
                    row_span: 1,
                    text,
                    kind: CellKind::Text,
                });
            }
        }
        start += line.len() + 1;
        if !cells.is_empty() {
            rows.push(GridRow { index, is_head: false, cells });
        }
    }
    Grid { rows, ..Grid::default() }
}

type Fields = Vec<Option<String>>;

/// Lists everything that the plan states of its objectives, without places.
fn fields(plan: &Plan) -> Vec<Fields> {
    let text = |text: &crate::model::Text| Some(text.value.clone());
    plan.objectives
        .iter()
        .map(|o| {
            let (service, title) = match &o.assignment {
                Some(Assignment::Service(name)) => (text(name), None),
                Some(Assignment::CrossCutting { title }) => (None, text(title)),
                None => (None, None),
            };
            let period = &plan.periods[o.period];
            vec![
                plan.areas[o.area].name.as_ref().and_then(text),
                period.label.as_ref().and_then(text),
                Some(format!("{:?}", period.years)),
                service,
                title,
                o.kind.as_ref().map(|kind| plan.kinds[kind.value].code.clone()),
                text(&o.description),
                o.expected_result.as_ref().and_then(text),
                o.indicators.first().and_then(|i| text(&i.text)),
                o.weight.as_ref().map(|weight| weight.value.decimal().to_string()),
            ]
        })
        .collect()
}

#[test]
fn the_text_of_the_document_gives_the_plan_but_for_its_artefacts() {
    let mut sources = SourceMap::default();
    let mut findings = Findings::default();
    let grid = grid(&mut sources);
    let headings = headings();
    let hints = RecognitionHints { layout: &headings, ..RecognitionHints::default() };
    let read = recognise(&[grid], &hints, sources.start(), &mut findings).expect("a plan");
    assert_eq!(findings.iter().collect::<Vec<_>>(), Vec::<&crate::diag::Diagnostic>::new());
    let plan = validate_plan(read.plan, &sources, &mut findings).plan;
    assert_eq!(findings.iter().collect::<Vec<_>>(), Vec::<&crate::diag::Diagnostic>::new());

    let raw = read_plan("p.yaml", YAML.into(), PlanFormat::YAML, &mut sources, &mut findings);
    let typed = validate_plan(raw.expect("YAML"), &sources, &mut findings).plan;
    assert_eq!(plan.title.value, typed.title.value);
    let names = |plan: &Plan| plan.areas.iter().map(|a| a.words().to_owned()).collect::<Vec<_>>();
    let mended = |name: String| name.replace("AREASERVIZI", "AREA SERVIZI");
    assert_eq!(names(&plan).into_iter().map(mended).collect::<Vec<_>>(), names(&typed));
    assert_eq!((plan.areas.len(), plan.periods.len(), plan.objectives.len()), (5, 10, 32));
    let mend =
        |field: Option<String>| field.map(|text| mended(text).replace("RAGIONE RIA", "RAGIONERIA"));
    let (found, wanted) = (fields(&plan), fields(&typed));
    assert_eq!(found.len(), wanted.len());
    for (found, wanted) in found.into_iter().zip(wanted) {
        let found: Fields = found.into_iter().map(mend).collect();
        assert_eq!(found, wanted);
    }
    assert_eq!(
        read.report,
        [
            "Titolo: «PIANO OBIETTIVI 2020-2022».",
            "Gli altri dati (anni, data, delibera, allegati, firmatari, premessa, chiusura) si aggiungono al piano, o con --imposta.",
            "Tabella 1: 32 obiettivi.",
            "  testata alla riga 5: «SERVIZIO ORGANIZZATIVO» → servizio; «TIPOLOGIA OBIETTIVO S sviluppo M mantenimen to» → tipologia; «DESCRIZIONE OBIETTIVO» → descrizione; «RISULTATO ATTESO» → risultato; «INDICATORE DI RISULTATO» → indicatore; «PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTU…» → peso.",
            "  aree: righe 3, 16, 30, 43, 59.",
            "  periodi: righe 6, 11, 18, 25, 32, 36, 46, 52, 64, 70.",
            "  testate ripetute: righe 17, 31, 45, 61.",
            "  righe di soli trattini: righe 57, 62.",
        ]
    );
}
