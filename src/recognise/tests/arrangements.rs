//! Areas and periods from columns, bands, sheets, headings, and mixed.

use super::sample::Sample;
use crate::diag::Code;

const WANTED: [&str; 3] = [
    "AREA TECNICA/ANNO 2024/Lavori/Strade/60",
    "AREA TECNICA/ANNO 2025/>PAGAMENTI/Tempi/40",
    "AREA SOCIALE/ANNO 2024/Sociale/Nido/100",
];

fn hold(sample: Sample) -> super::sample::Read {
    let read = sample.read();
    assert_eq!(read.short(), WANTED, "{:?}", read.findings);
    assert_eq!(read.codes(), []);
    assert_eq!(read.complaints, []);
    assert_eq!(read.plan().title.value, "PIANO OBIETTIVI");
    read
}

#[test]
fn columns() {
    let read = hold(Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\n\
         N.|Area|Anno|Servizi|Obiettivi|PESO %\n\
         1|AREA TECNICA|ANNO 2024|Lavori|Strade|60\n\
         2||ANNO 2025|Obiettivo trasversale > PAGAMENTI|Tempi|40\n\
         3|AREA SOCIALE|ANNO 2024|Sociale|Nido|100",
    ));
    assert!(read.says("testata alla riga 3"), "{:?}", read.report);
    assert!(read.says("numeri d'ordine non entrano"));
}

#[test]
fn columns_merged_down() {
    hold(Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\
         Area|Anno|Servizi|Obiettivi|PESO %\n\
         2v AREA TECNICA|ANNO 2024|Lavori|Strade|60\n\
         |ANNO 2025|Obiettivo trasversale > PAGAMENTI|Tempi|40\n\
         AREA SOCIALE|ANNO 2024|Sociale|Nido|100",
    ));
}

#[test]
fn bands() {
    let read = hold(Sample::sheet(
        "Foglio1",
        "3>PIANO OBIETTIVI\n\
         3>AREA TECNICA\n\
         Servizi|Obiettivi|PESO %\n\
         3>ANNO 2024\n\
         Lavori|Strade|60\n\
         ANNO 2025\n\
         Obiettivo trasversale > PAGAMENTI|Tempi|40\n\
         AREA SOCIALE|AREA SOCIALE|AREA SOCIALE\n\
         Servizi|Obiettivi|PESO %\n\
         ANNO 2024|ANNO 2024|ANNO 2024\n\
         Sociale|Nido|100",
    ));
    assert!(read.says("aree: righe 2, 8"), "{:?}", read.report);
    assert!(read.says("testate ripetute: riga 9"));
}

#[test]
fn sheets() {
    let head = "PIANO OBIETTIVI\nServizi|Obiettivi|PESO %\n";
    let read = hold(
        Sample::sheet(
            "AREA TECNICA",
            &format!(
                "{head}ANNO 2024\nLavori|Strade|60\nANNO 2025\nTrasversale: PAGAMENTI|Tempi|40"
            ),
        )
        .and_sheet("AREA SOCIALE", &format!("{head}ANNO 2024\nSociale|Nido|100")),
    );
    assert!(read.says("L'area viene dal nome del foglio: «AREA SOCIALE»."), "{:?}", read.report);
}

#[test]
fn sheets_by_period_with_areas_below() {
    let head = "PIANO OBIETTIVI\nServizi|Obiettivi|PESO %\n";
    let read = Sample::sheet(
        "ANNO 2024",
        &format!("{head}AREA TECNICA\nLavori|Strade|60\nAREA SOCIALE\nSociale|Nido|100"),
    )
    .and_sheet("ANNO 2025", &format!("{head}AREA TECNICA\nTrasversale: PAGAMENTI|Tempi|40"))
    .read();
    assert_eq!(read.short(), [WANTED[0], WANTED[2], WANTED[1]]);
    assert_eq!((read.codes(), read.complaints), (vec![], vec![]));
}

#[test]
fn headings_of_a_document() {
    let head = "Servizi|Obiettivi|PESO %\n";
    hold(
        Sample::new()
            .and_table(
                &["PIANO OBIETTIVI", "AREA TECNICA"],
                &format!("{head}3>ANNO 2024\nLavori|Strade|60\n3>ANNO 2025\nTrasversale: PAGAMENTI|Tempi|40"),
            )
            .and_table(&["AREA SOCIALE"], &format!("{head}3>ANNO 2024\nSociale|Nido|100")),
    );
}

#[test]
fn headings_in_a_table_of_their_own() {
    let head = "Servizi|Obiettivi|PESO %\n";
    hold(
        Sample::new()
            .and_table(&["PIANO OBIETTIVI"], "AREA TECNICA")
            .and_table(&[], &format!("{head}3>ANNO 2024\nLavori|Strade|60\n3>ANNO 2025\nTrasversale: PAGAMENTI|Tempi|40"))
            .and_table(&["AREA SOCIALE - ANNO 2024"], &format!("{head}Sociale|Nido|100")),
    );
}

#[test]
fn periods_above_areas() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\
         Servizi|Obiettivi|PESO %\n\
         ANNO 2024\nAREA TECNICA\nLavori|Strade|60\nAREA SOCIALE\nSociale|Nido|100\n\
         ANNO 2025\nAREA TECNICA\nTrasversale: PAGAMENTI|Tempi|40",
    )
    .read();
    assert_eq!(read.short(), [WANTED[0], WANTED[2], WANTED[1]]);
    assert_eq!((read.codes(), read.complaints), (vec![], vec![]));
}

#[test]
fn an_area_without_a_telling_word() {
    let read = Sample::sheet(
        "Foglio1",
        "Comune di Belfiore\nPiano performance\nPolizia locale\n\
         Servizi|Obiettivi|PESO %\nI SEMESTRE 2024\nVigili|Strade|100\n\
         Biblioteca|  |  \nI SEMESTRE 2024\nLettura|Libri|100",
    )
    .read();
    assert_eq!(
        read.short(),
        [
            "Polizia locale/I SEMESTRE 2024/Vigili/Strade/100",
            "Biblioteca/I SEMESTRE 2024/Lettura/Libri/100"
        ]
    );
    assert_eq!(read.codes(), []);
    let entity = read.plan().entity.as_ref().map(|entity| entity.value.as_str());
    assert_eq!(
        (entity, read.plan().title.value.as_str()),
        (Some("Comune di Belfiore"), "Piano performance")
    );
}

#[test]
fn managers_belong_to_areas() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\
         Area|Responsabile|Anno|Servizi|Obiettivi|PESO %\n\
         AREA TECNICA|Anna Verdi|2024|Lavori|Strade|60\n\
         |||Lavori|Ponti|40\n\
         AREA SOCIALE|Ugo Neri|2024|Sociale|Nido|100",
    )
    .read();
    assert_eq!(read.codes(), []);
    let managers: Vec<_> =
        read.plan().areas.iter().map(|a| a.manager.as_ref().map(|m| m.value.as_str())).collect();
    assert_eq!(managers, [Some("Anna Verdi"), Some("Ugo Neri")]);
    assert_eq!(read.plan().objectives[1].extra, []);
}

#[test]
fn managers_that_change_inside_an_area_stay_with_their_rows() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\
         Area|Anno|Servizi|Obiettivi|Responsabile\n\
         AREA TECNICA|2024|Lavori|Strade|Anna Verdi\n\
         AREA TECNICA|2024|Lavori|Ponti|Ugo Neri",
    )
    .read();
    assert_eq!(read.plan().areas[0].manager, None);
    let extra = &read.plan().objectives[1].extra[0];
    assert_eq!(
        (extra.key.value.as_str(), extra.one().map(|d| d.written.value.as_str())),
        ("Responsabile", Some("Ugo Neri"))
    );
    assert!(read.says("I responsabili cambiano"));
}

#[test]
fn groups_that_are_taken_up_again_are_joined() {
    let read = Sample::sheet(
        "Foglio1",
        "PIANO OBIETTIVI\n\
         Area|Anno|Servizi|Obiettivi\n\
         AREA UNO|2024|a|Strade\nAREA DUE|2024|b|Nido\nAREA UNO|2024|c|Ponti",
    )
    .read();
    assert_eq!(
        read.short(),
        ["AREA UNO/2024/a/Strade/", "AREA DUE/2024/b/Nido/", "AREA UNO/2024/c/Ponti/"]
    );
    assert_eq!((read.plan().areas.len(), read.complaints.len()), (2, 0));
}

#[test]
fn without_area_period_and_title_each_is_said_once() {
    let read = Sample::sheet("Foglio1", "Servizi|Obiettivi|PESO %\na|Strade|60\nb|Ponti|40").read();
    assert_eq!(read.codes(), [Code::Missing, Code::Missing, Code::Missing]);
    assert_eq!(read.complaints, []);
    assert_eq!(read.first_place(), "!Foglio1!A2");
}

#[test]
fn a_table_without_a_head_goes_on_with_the_columns_before() {
    let read = hold(
        Sample::new()
            .and_table(
                &["PIANO OBIETTIVI", "AREA TECNICA"],
                "Servizi|Obiettivi|PESO %\n3>ANNO 2024\nLavori|Strade|60",
            )
            .and_table(&[], "3>ANNO 2025\nTrasversale: PAGAMENTI|Tempi|40")
            .and_table(&["AREA SOCIALE", "ANNO 2024"], "Sociale|Nido|100"),
    );
    assert!(read.says("continua la tabella precedente"), "{:?}", read.report);
}
