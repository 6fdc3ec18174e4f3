//! Tables beyond all measure: reading ends, never panics and reports everything.

use super::sample::{Read, Sample};
use crate::diag::Code;

fn read(text: &str) -> Read {
    Sample::sheet("Foglio1", text).read()
}

const HEAD: &str = "PIANO OBIETTIVI\nAREA UNO\nServizio|Obiettivo|Peso\nANNO 2024\n";

#[test]
fn as_many_rows_as_a_table_may_have() {
    let all = read(&format!("{HEAD}{}", "a|x|1\n".repeat(30_000)));
    assert_eq!((all.codes(), all.plan().objectives.len()), (vec![], 30_000));
    let more = read(&format!("{HEAD}{}", "a|x|1\n".repeat(30_002)));
    assert_eq!(more.codes(), [Code::LimitExceeded]);
}

#[test]
fn two_hundred_columns() {
    let heads: Vec<_> = (0..200).map(|i| format!("Colonna {i}")).collect();
    let cells = vec!["v"; 200].join("|");
    let text = format!(
        "PIANO\nAREA UNO\nServizio|Obiettivo|{}\nANNO 2024\na|x|{cells}\n",
        heads.join("|")
    );
    let all = read(&text);
    assert_eq!(all.plan().objectives[0].extra.len(), 200);
    assert_eq!(all.codes(), [Code::ColumnAsField; 200]);
}

#[test]
fn a_thousand_heads() {
    let all = read(&format!("{HEAD}{}", "Servizio|Obiettivo|Peso\na|x|1\n".repeat(1_000)));
    assert_eq!(all.plan().objectives.len(), 1_000);
    assert!(all.says("e altre 988"), "{:?}", all.report);
}

#[test]
fn a_thousand_heads_that_disagree() {
    let pair = "Servizio|Obiettivo|Peso\na|x|1\nPeso|Servizio|Obiettivo\n1|b|y\n";
    let all = read(&format!("{HEAD}{}", pair.repeat(500)));
    assert_eq!(all.plan().objectives.len(), 1_000);
    assert_eq!(all.short()[1], "AREA UNO/ANNO 2024/b/y/1");
}

#[test]
fn everything_merged() {
    let all = read("60000>60000v tutto");
    assert_eq!((all.plan.is_none(), all.codes().contains(&Code::NoHead)), (true, true));
    let wide = format!(
        "4000000000>PIANO\nAREA UNO\n4000000000v Servizio|4000000000>Obiettivo\n4000000000>ANNO 2024\na|x\n{}",
        "b|y\n".repeat(1_000)
    );
    assert!(read(&wide).plan.is_some_and(|plan| plan.objectives.len() <= 1_001));
}

#[test]
fn bands_without_end() {
    let bands: String = (0..20_000).map(|i| format!("AREA {i}\nANNO 2024\n")).collect();
    let all = read(&format!("{HEAD}a|x|1\n{bands}"));
    assert_eq!(all.codes(), [Code::NotPlaced]);
    assert_eq!(all.findings[0].labels.len(), 21);
}

#[test]
fn nothing_at_all() {
    assert_eq!(Sample::new().read().codes(), [Code::NoHead]);
    assert_eq!(Sample::sheet("Foglio1", "").read().codes(), [Code::NoHead]);
    assert_eq!(Sample::new().and_table(&[], "").read().codes(), [Code::NoHead]);
}

/// Pseudo-random tables of the pieces that tables are made of: no panic, and every text is in
/// the plan, in the report or in a finding.
#[test]
fn nothing_is_lost() {
    let pieces = [
        "",
        "",
        "Servizio",
        "Obiettivo",
        "Peso",
        "Note",
        "Area",
        "AREA UNO",
        "ANNO 2024",
        "TOTALE",
        "100",
        "30%",
        "---",
        "Pag. 2 di 3",
        "2>AREA DUE",
        "2v x",
        "3>unito",
        "Il Segretario",
        "1",
        "Sviluppo",
        "Trasversale: T",
        "PIANO OBIETTIVI",
        "Responsabile: Anna",
        "#0,3",
    ];
    let mut seed = 7_u32;
    let mut next = |n: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % n
    };
    for round in 0..2_000 {
        let mut text = String::new();
        if round % 2 == 0 {
            text.push_str(HEAD);
        }
        let mut marks = Vec::new();
        for row in 0..next(12) {
            let width = 1 + next(5);
            let mut cells: Vec<String> =
                (0..width).map(|_| pieces[next(pieces.len())].to_owned()).collect();
            let mark = format!("testo{round}n{row}");
            cells[next(width)] = mark.clone();
            marks.push(mark);
            text.push_str(&cells.join("|"));
            text.push('\n');
        }
        let all = Sample::sheet("Foglio1", &text).read();
        // A file without any plan has one error for it.
        let Some(plan) = all.plan.as_ref().map(|plan| format!("{plan:?}")) else { continue };
        for mark in marks {
            let told = plan.contains(&mark) || is_told(&all, &mark);
            assert!(told, "{mark} is lost in\n{text}\n{:?}\n{:?}", all.findings, all.report);
        }
    }
}

/// Returns `true` if a finding is about the row of the text, or the report or a finding quotes it.
fn is_told(all: &Read, mark: &str) -> bool {
    let cell = |span: crate::source::Span| {
        all.sources.file(span.file()).cell(span.range().start).map(|cell| cell.line())
    };
    let span = all
        .sources
        .file(all.sources.start().file())
        .text()
        .find(mark)
        .map(|at| crate::source::Span::new(all.sources.start().file(), at..at + mark.len()));
    let row = span.and_then(cell);
    let findings = all.findings.iter().chain(&all.complaints);
    let mut places = findings.flat_map(|f| f.labels.iter().map(|label| cell(label.span)));
    all.findings.iter().any(|f| format!("{f:?}").contains(mark))
        || all.says(mark)
        || places.any(|place| place == row)
        || all.findings.iter().any(|f| {
            f.message.contains("da questa riga in poi")
                || f.message.contains("non ha una colonna per il servizio")
                || f.code == Code::NoHead
        })
}
