//! Marks in place of values, and headings that offices give to what a plan has no field for.

use super::sample::Sample;
use crate::diag::{Code, Severity};

#[test]
fn words_among_weights_that_are_none_are_told_once_and_signs_kept() {
    let rows = "D1|n.d.\nS|D2|–\nS|D3|nessuno\nS|D4|vedi sopra\nS|D5|40";
    let read =
        Sample::sheet("F", &format!("PIANO 2025\nAREA A\nServizio|Obiettivo|Peso\nS|{rows}"))
            .read();
    assert_eq!(read.codes(), [Code::CellMark]);
    assert_eq!(read.findings[0].labels.len(), 2);
    assert_eq!(read.findings[0].severity, Severity::Warning);
    assert!(read.findings[0].message.starts_with("«nessuno» non è un peso"));
    assert_eq!(read.first_place(), "!F!C6");
    let plan = read.plan();
    let written = plan.objectives.iter().map(|objective| objective.weight_mark());
    let written: Vec<_> =
        written.map(|mark| mark.map(|mark| mark.written.value.as_str())).collect();
    assert_eq!(written, [Some("n.d."), Some("–"), None, None, None]);
    assert!(plan.objectives[..4].iter().all(|objective| objective.weight.is_none()));
    // The same note as where a plan is written by hand.
    assert_eq!(read.complaints.iter().map(|note| note.code).collect::<Vec<_>>(), [Code::ValueMark]);
}

#[test]
fn idem_is_kept_in_texts_and_holds_for_names() {
    let lines = "PIANO 2025\nArea|Responsabile|Servizio|Obiettivo|Note|Peso\n\
        AREA A|dott. Rossi|Urp|D1|n1|60\nidem|\"|Urp|come sopra|idem|40";
    let read = Sample::sheet("F", lines).read();
    let marks: Vec<&str> = read
        .findings
        .iter()
        .filter(|finding| finding.code == Code::CellMark)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(
        marks,
        [
            "«come sopra» rimanda a un'altra cella: il testo resta com'è scritto (così anche in 1 altra cella).",
            "«idem» vale come il nome scritto sopra nella stessa colonna (così anche in 1 altra cella).",
        ]
    );
    assert_eq!(read.short()[1], "AREA A/2025/Urp/come sopra/40");
    assert_eq!(read.plan().areas.len(), 1);
    let manager = read.plan().areas[0].manager.as_ref().map(|words| words.value.as_str());
    assert_eq!(manager, Some("dott. Rossi"));
}

/// Returns the account's line on the head of a table with these headings, and the codes.
fn head(headings: &str) -> (String, Vec<Code>) {
    let cells = headings.lines().last().map_or(0, |line| line.split('|').count());
    let row = (0..cells).map(|i| format!("t{i}")).collect::<Vec<_>>().join("|");
    let read = Sample::sheet("F", &format!("PIANO 2025\nAREA A\n{headings}\n{row}")).read();
    let line = read.report.iter().find(|line| line.contains("testata")).cloned();
    (line.unwrap_or_default(), read.codes())
}

#[test]
fn headings_of_offices_are_known_or_kept_under_their_words() {
    for weight in ["Punti", "Punteggio", "Ponderazione", "Coeff.", "Peso ponderato"] {
        let (line, codes) = head(&format!("Servizio|Obiettivo|{weight}"));
        assert!(line.contains(&format!("«{weight}» → peso")), "{line}");
        assert_eq!(codes, [], "{weight}");
    }
    let (line, codes) = head("Servizio|Obiettivo|Target 2025|Peso");
    assert!(line.contains("«Target 2025» → risultato"), "{line}");
    assert_eq!(codes, []);
    let further = ["Centro di costo", "Fasi", "Tempi", "Personale coinvolto", "Note"];
    for heading in further {
        let (line, codes) = head(&format!("Servizio|Obiettivo|{heading}|Peso"));
        assert!(line.contains(&format!("«{heading}» → altro.{heading}")), "{line}");
        assert_eq!(codes, [Code::ColumnAsField], "{heading}");
    }
    let (line, codes) = head("Servizio|Titolo obiettivo|Descrizione|Peso");
    assert!(line.contains("«Titolo obiettivo» → altro.Titolo obiettivo"), "{line}");
    assert_eq!(codes, [Code::ColumnAsField]);
    let (line, _) = head("Servizio|Titolo obiettivo|Peso");
    assert!(line.contains("«Titolo obiettivo» → descrizione"), "{line}");
}

#[test]
fn a_head_split_by_years_gives_a_field_a_year() {
    for words in ["Valore atteso", "Risultati attesi", "Target"] {
        let headings = format!("2v Servizio|2v Obiettivo|3>{words}|2v Peso\n||2025|2026|2027");
        let (line, codes) = head(&headings);
        for year in [2025, 2026, 2027] {
            // A plan may have a result for each year.
            assert!(line.contains(&format!("→ risultato.{year}")), "{line}");
        }
        assert_eq!(codes, [], "{words}");
    }
}

#[test]
fn a_head_above_years_that_is_not_merged_gives_a_field_a_year() {
    let headings = "Servizio|Obiettivo|Valori|||Target||Peso\n||2025|2026|2027|2025|2026|";
    let (line, codes) = head(headings);
    for field in ["altro.Valori 2025", "altro.Valori 2026", "altro.Valori 2027"] {
        assert!(line.contains(field), "{line}");
    }
    assert!(line.contains("risultato.2025") && line.contains("risultato.2026"), "{line}");
    assert!(line.contains("«Peso» → peso"), "{line}");
    assert_eq!(codes, [Code::ColumnAsField; 3]);
    // Years under blank headings of nothing are those of a row.
    let (line, _) = head("Servizio|Obiettivo|Peso||\n|||2025|2026");
    assert!(!line.contains("2025"), "{line}");
}

#[test]
fn kinds_of_two_objectives_are_no_head() {
    let lines = "PIANO 2025\nAREA A\nServizio|Tipo|Descrizione|Peso\nU|M|D|10\nANNO 2026\n\
                 A|S|Obiettivo 80% di raccolta|40\nB|M|Titolo edilizio|60";
    let read = Sample::sheet("F", lines).read();
    let wanted = [
        "AREA A/2025/U/D/10",
        "AREA A/ANNO 2026/A/Obiettivo 80% di raccolta/40",
        "AREA A/ANNO 2026/B/Titolo edilizio/60",
    ];
    assert_eq!(read.short(), wanted);
}

#[test]
fn a_service_is_given_where_no_column_has_one() {
    let lines = "PIANO 2025\nAREA A\nObiettivo|Indicatore|Peso\nD1|I|100";
    assert_eq!(Sample::sheet("F", lines).read().codes(), [Code::LooseRow]);
    let read = Sample::sheet("F", lines).given("servizio", "SEGRETERIA").read();
    assert_eq!(read.codes(), []);
    assert_eq!(read.short(), ["AREA A/2025/SEGRETERIA/D1/100"]);
}
