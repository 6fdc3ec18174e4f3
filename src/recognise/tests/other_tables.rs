//! Tables of other things below the objectives of one sheet, and objectives below blank rows.

use super::sample::{Read, Sample};
use crate::diag::Code;

const ABOVE: &str = "Comune di Omega\nPiano obiettivi 2025\nAREA UNO\nServizio|Obiettivo|Indicatore|Peso\na|x|i|60\nb|y|j|40\n";

fn read(below: &str) -> Read {
    Sample::sheet("Foglio1", &format!("{ABOVE}{below}")).read()
}

/// Returns the findings on tables that were left out.
fn left_out(read: &Read) -> Vec<&str> {
    let findings = read.findings.iter().filter(|finding| finding.code == Code::SheetSkipped);
    findings.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn a_table_under_another_head_is_left_out_with_its_place() {
    for (below, rows) in [
        (
            "\n\nDipendente|Profilo|Categoria\nRossi Mario|Istruttore|C\nVerdi Anna|Funzionario|D",
            "le righe 9-11 («Dipendente», «Profilo», «Categoria»)",
        ),
        (
            "\nServizio|N. obiettivi|Peso totale\na|1|60\nb|1|40",
            "le righe 8-10 («Servizio», «N. obiettivi», «Peso totale»)",
        ),
        (
            "\nRisorse assegnate\nCapitolo|Descrizione|Stanziamento\n101/1|Strade|12000",
            "le righe 8-10 («Capitolo», «Descrizione», «Stanziamento»)",
        ),
        (
            "\nCodice|Descrizione|Importo|Note\n101/1|Strade|12000|urgente",
            "le righe 8-9 («Codice», «Descrizione», «Importo», «Note»)",
        ),
        (
            "Revisione|Data|Motivo\n1|10/03/2025|Variazione",
            "le righe 7-8 («Revisione», «Data», «Motivo»)",
        ),
        (
            "\nAutomezzo|Anno|Km percorsi\nFiat Panda|2011|98000\nIveco|2009|120500",
            "le righe 8-10 («Automezzo», «Anno», «Km percorsi»)",
        ),
        ("\nS|Sviluppo\nM|Mantenimento", "le righe 8-9 («S», «Sviluppo»)"),
        (
            "\nNota:|I pesi sono concordati\nVerifica|30/06/2025|Finale|31/12/2025",
            "le righe 8-9 («Nota:», «I pesi sono concordati»)",
        ),
    ] {
        let all = read(below);
        assert_eq!(all.short(), ["AREA UNO/2025/a/x/60", "AREA UNO/2025/b/y/40"], "{below}");
        let said = left_out(&all);
        assert_eq!(said.len(), 1, "{below}: {:?}", all.findings);
        assert!(said[0].contains(rows), "{}", said[0]);
        assert_eq!(all.codes(), [Code::SheetSkipped], "{below}");
    }
}

#[test]
fn another_table_goes_on_below_a_blank_row_and_objectives_end_it() {
    let all = read(
        "\nDipendente|Profilo|Categoria\nRossi|Istruttore|C\n\nVerdi|Funzionario|D\n\nc|z|k|0",
    );
    assert_eq!(all.short().len(), 3, "{:?}", all.short());
    assert_eq!(all.short()[2], "AREA UNO/2025/c/z/0");
    assert_eq!(left_out(&all).len(), 2, "{:?}", all.findings);
}

#[test]
fn blank_rows_inside_the_table_end_nothing() {
    for (below, wanted) in [
        ("\nc|Formazione del personale|k|0", "AREA UNO/2025/c/Formazione del personale/0"),
        // Without a weight, yet under no other head.
        (
            "\nTributi|Recupero dell'evasione|n. avvisi",
            "AREA UNO/2025/Tributi/Recupero dell'evasione/",
        ),
        (
            "\nCultura|Programma degli spettacoli|numero spettacoli",
            "AREA UNO/2025/Cultura/Programma degli spettacoli/",
        ),
        ("\nAREA DUE\nc|z|k|100", "AREA DUE/2025/c/z/100"),
        ("\nAREA DUE|Responsabile ing. Riva\nc|z|k|100", "AREA DUE/2025/c/z/100"),
        ("\nServizio|Obiettivo|Peso\nc|z|100", "AREA UNO/2025/c/z/100"),
        ("\nNote|Revisione del regolamento|k|0", "AREA UNO/2025/Note/Revisione del regolamento/0"),
    ] {
        let all = read(below);
        assert_eq!(left_out(&all), Vec::<&str>::new(), "{below}");
        assert_eq!(all.short().len(), 3, "{below}: {:?}", all.short());
        assert_eq!(all.short()[2], wanted);
    }
}

#[test]
fn rows_apart_without_the_weight_of_those_above_are_doubtful() {
    let all = read("\nCruscotto|Formula|Fonte\nTempi medi|giorni / atti|protocollo");
    assert_eq!(all.short().len(), 4, "{:?}", all.short());
    assert_eq!(all.codes(), [Code::DoubtfulRows]);
    let said = &all.findings[0].message;
    assert!(said.starts_with("Le righe 8-9 sono sotto una riga vuota"), "{said}");
    // A row that has its weight, or follows the others, is an objective.
    assert_eq!(read("\nCultura|Mostre|numero|5").codes(), []);
    assert_eq!(read("Cultura|Mostre|numero").codes(), []);
}

#[test]
fn who_signs_beside_a_date_is_proposed() {
    let all = read("\nIl Responsabile|Data|Il Presidente\ning. Xodo|12/01/2025|dott. Zeta");
    assert_eq!(all.short().len(), 2, "{:?}", all.short());
    let (_, proposed) = all.raw.as_ref().expect("a plan");
    assert_eq!(proposed.signers.len(), 2);
    assert_eq!(all.codes(), [Code::NotPlaced, Code::Proposal]);
}

#[test]
fn tables_of_what_was_reached_are_left_out() {
    let head = "Servizio|Obiettivo|Risultato atteso|Indicatore|Peso";
    let objectives = format!("{head}\nLavori|Ponte|r|i|60\nVerde|Parco|r|i|40");
    let wanted = ["AREA UNO/2025/Lavori/Ponte/60", "AREA UNO/2025/Verde/Parco/40"];
    for results in [
        "Servizio|Obiettivo|Stato di attuazione al 30/06|%\nLavori|Ponte|in corso|50\nVerde|Parco|fatto|100",
        "Servizio|Obiettivo|Risultato conseguito|Grado di raggiungimento\nLavori|Ponte|fatto|90%",
        "Obiettivo|Indicatore|Valore al 30/06|Valore al 31/12\nPonte|i|5|10",
    ] {
        for line in ["Monitoraggio", "Stato di attuazione al 30 giugno 2025"] {
            let word = Sample::new()
                .and_table(&["PIANO 2025", "AREA UNO"], &objectives)
                .and_table(&[line], results)
                .read();
            assert_eq!(word.short(), wanted, "{line} {results}");
            assert_eq!(word.codes(), [Code::NotPlaced, Code::SheetSkipped], "{results}");
            let sheet = format!("PIANO 2025\nAREA UNO\n{objectives}\n\n{line}\n{results}");
            let sheet = Sample::sheet("Foglio1", &sheet).read();
            assert_eq!(sheet.short(), wanted, "{line} {results}");
            assert!(sheet.codes().contains(&Code::SheetSkipped), "{:?}", sheet.findings);
        }
        let sheets = Sample::sheet("Foglio1", &format!("PIANO 2025\nAREA UNO\n{objectives}"))
            .and_sheet("Monitoraggio", results)
            .read();
        assert_eq!(
            (sheets.short(), sheets.codes()),
            (wanted.map(str::to_owned).to_vec(), vec![Code::SheetSkipped])
        );
    }
}

#[test]
fn a_table_with_weights_and_a_state_is_of_objectives() {
    let all = Sample::sheet(
        "Area Uno",
        "PIANO 2025\nServizio|Obiettivo|Indicatore|Peso\nLavori|Ponte|i|100",
    )
    .and_sheet(
        "Area Due",
        "PIANO 2025\nServizio|Obiettivo|Peso|Stato di attuazione\nNido|Posti|100|ok",
    )
    .read();
    assert_eq!(all.short(), ["Area Uno/2025/Lavori/Ponte/100", "Area Due/2025/Nido/Posti/100"]);
}
