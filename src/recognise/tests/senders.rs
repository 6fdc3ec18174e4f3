//! Arrangements that offices send besides those of one kind each.

use super::sample::Sample;
use crate::diag::Code;

#[test]
fn a_person_in_brackets_behind_the_area_leads_it() {
    let all = Sample::sheet(
        "F",
        "PIANO OBIETTIVI 2025\nServizio|Obiettivo|Indicatore|Peso\n4>AREA SOCIALE (dott.ssa Po)\ns|a|i|100\nAREA TECNICA|arch. Riva\ns|b|i|100\n4>AREA TRE – Resp. com. Blu\ns|c|i|100",
    )
    .read();
    assert_eq!(all.codes(), [], "{:?}", all.findings);
    assert_eq!(
        all.short(),
        ["AREA SOCIALE/2025/s/a/100", "AREA TECNICA/2025/s/b/100", "AREA TRE/2025/s/c/100"]
    );
    let plan = all.plan();
    let managers: Vec<_> = plan.areas.iter().map(|area| area.manager.clone()).collect();
    let managers: Vec<_> = managers.into_iter().flatten().map(|m| m.value).collect();
    assert_eq!(managers, ["dott.ssa Po", "arch. Riva", "com. Blu"]);
}

#[test]
fn labels_between_two_tables_of_a_sheet_begin_an_area() {
    for colon in [":", ""] {
        let table = "Servizio|Obiettivo|Indicatore|Peso\ns|";
        let text = format!(
            "PIANO 2025\nSettore{colon}|AREA UNO\nResponsabile{colon}|Anna Verdi\n{table}a|i|100\n\nSettore{colon}|AREA DUE\nResponsabile{colon}|Ugo Blu\nAnno{colon}|2025\n{table}b|i|100"
        );
        let all = Sample::sheet("F", &text).read();
        assert_eq!(all.codes(), [], "{:?}", all.findings);
        assert_eq!(all.short(), ["AREA UNO/2025/s/a/100", "AREA DUE/2025/s/b/100"]);
    }
}

#[test]
fn months_below_one_heading_are_further_fields() {
    for months in ["G|F|M|A|M|G|L|A|S|O|N|D", "gen|feb|mar|apr|mag|giu|lug|ago|set|ott|nov|dic"] {
        for heading in ["12>Cronoprogramma 2025", "Cronoprogramma 2025"] {
            let text = format!(
                "PIANO 2025\nArea|Servizio|Obiettivo|Peso|{heading}\n||||{months}\nAREA UNO|s|a|100||||||X||||||"
            );
            let all = Sample::sheet("F", &text).read();
            let codes: Vec<Code> =
                all.codes().into_iter().filter(|code| *code != Code::ColumnAsField).collect();
            assert_eq!(codes, [], "{months} {heading}: {:?}", all.findings);
            assert_eq!(all.short(), ["AREA UNO/2025/s/a/100"]);
            let extra = &all.plan().objectives[0].extra;
            let keys: Vec<&str> = extra.iter().map(|extra| &*extra.key.value).collect();
            let june = if months.starts_with('G') { "giugno" } else { "giu" };
            assert_eq!(keys, [format!("Cronoprogramma 2025 {june}")]);
        }
    }
}

#[test]
fn years_merged_below_one_heading_are_values_of_years() {
    let all = Sample::sheet(
        "F",
        "PIANO 2025-2027\nArea|Servizio|Obiettivo|Indicatore|3>Valori attesi|Peso\n||||2025|2026|2027\nAREA UNO|s|a|i|1%|2%|3%|100",
    )
    .read();
    assert_eq!(all.short(), ["AREA UNO/2025-2027/s/a/100"], "{:?}", all.findings);
    let text = format!("{:?}", all.plan().objectives[0]);
    assert!(["1%", "2%", "3%"].iter().all(|value| text.contains(value)), "{text}");
}

#[test]
fn a_level_on_its_first_row_holds_for_those_below() {
    let all = Sample::sheet(
        "F",
        "PIANO 2025\nLinea strategica|Area|Servizio|Obiettivo|Note|Peso\nLinea 1|AREA UNO|s|a|n|60\n||s|b||40\nLinea 2|AREA DUE|s|c||100",
    )
    .read();
    let extra = |at: usize| {
        let extra = all.plan().objectives[at].extra.iter();
        let text = |e: &crate::model::Extra| e.one().map(|d| d.written.value.clone());
        extra.filter_map(text).collect::<Vec<_>>().join(", ")
    };
    assert_eq!([extra(0), extra(1), extra(2)], ["Linea 1, n", "Linea 1", "Linea 2"]);
    assert!(all.says("Sotto «Linea strategica» una cella vuota vale come quella sopra."));
}

#[test]
fn a_motto_between_the_rows_is_no_area() {
    let all = Sample::sheet(
        "F",
        "PIANO 2025\nServizio|Obiettivo|Indicatore|Peso\n4>AREA UNO\n4>Città sicura: una comunità protetta\ns|a|i|100",
    )
    .read();
    assert_eq!(all.codes(), [Code::LooseRow], "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2025/s/a/100"]);
}

#[test]
fn a_centre_of_responsibility_is_an_area() {
    for label in ["C.D.R.", "Centro di responsabilità"] {
        let text = format!(
            "PIANO 2025\nServizio|Obiettivo|Indicatore|Peso\n4>{label}: Affari Generali - Responsabile: dott. Po\ns|a|i|100\n4>{label}: Tecnica\ns|b|i|100"
        );
        let all = Sample::sheet("F", &text).read();
        assert_eq!(all.codes(), [], "{label}: {:?}", all.findings);
        assert_eq!(all.short(), ["Affari Generali/2025/s/a/100", "Tecnica/2025/s/b/100"]);
    }
}

#[test]
fn phases_below_a_form_of_a_document_are_its_own() {
    let form = |n: u32| {
        format!(
            "Area|AREA UNO\nServizio|s\nObiettivo|a{n}\nIndicatore|i\nRisultato atteso|r\nPeso|50"
        )
    };
    let phases = "N.|Fase|Scadenza\n1|Analisi|31/03/2025\n2|Collaudo|31/12/2025";
    let all = Sample::new()
        .and_table(&["PIANO 2025"], &form(1))
        .and_table(&[], phases)
        .and_table(&[], &form(2))
        .and_table(&["Fasi di attuazione"], phases)
        .read();
    assert!(!all.codes().contains(&Code::SheetSkipped), "{:?}", all.findings);
    assert_eq!(all.short(), ["AREA UNO/2025/s/a1/50", "AREA UNO/2025/s/a2/50"]);
    for objective in &all.plan().objectives {
        let keys: Vec<&str> = objective.extra.iter().map(|extra| &*extra.key.value).collect();
        assert_eq!(keys, ["Fase 1", "Fase 1 – Scadenza", "Fase 2", "Fase 2 – Scadenza"]);
    }
}

#[test]
fn what_is_filled_in_by_hand_is_no_objective() {
    let all = Sample::sheet(
        "F",
        "PIANO 2025\nAREA UNO\nServizio|Obiettivo|Indicatore|Peso\ns|a|i|100\n\nData|Firma\n\nCapitolo|Descrizione|Stanziamento|Impegnato\n1023|Acquisti|100|50",
    )
    .read();
    assert_eq!(all.short(), ["AREA UNO/2025/s/a/100"], "{:?}", all.findings);
}
