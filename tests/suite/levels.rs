//! Plans of other levels and fields than the usual ones: columns for each year and for some
//! tables only, rows for each indicator, totals at several levels, texts of groups.

use crate::golden;
use crate::support::{annex_of, root};
use allegati::annex::{Annex, Block, CellRole, Row, Table, dump};

/// The annex of `tests/suite/fixtures/NAME`.
fn annex(name: &str) -> Annex {
    let folder = root().join("tests/suite/fixtures").join(name);
    let plan = std::fs::read_to_string(folder.join("piano.yaml")).expect("the plan");
    annex_of(&plan, &folder.join("layout").display().to_string())
}

fn tables(annex: &Annex) -> Vec<&Table> {
    let tables = annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

fn words(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell| cell.text()).collect()
}

/// The words of each cell with the columns and rows that it spans.
fn spans(row: &Row) -> Vec<(String, u16, u16)> {
    row.cells.iter().map(|cell| (cell.text(), cell.col_span, cell.row_span)).collect()
}

fn heads(table: &Table) -> Vec<String> {
    words(table.head.last().expect("a head"))
}

/// Headings and paragraphs, in order.
fn texts(annex: &Annex) -> Vec<String> {
    let text = |block: &Block| match block {
        Block::Heading(heading) => Some(heading.text.clone()),
        Block::Text(text) => Some(allegati::annex::plain_text(&text.content)),
        _ => None,
    };
    annex.blocks.iter().filter_map(text).collect()
}

#[test]
fn the_annexes_of_other_levels_are_as_they_were_read() {
    for name in ["annuali", "aree", "indicatori"] {
        golden::hold(&format!("annesso-{name}.txt"), &dump(&annex(name)));
    }
}

#[test]
fn columns_of_a_year_stand_together_below_it() {
    let annex = annex("annuali");
    let head = &tables(&annex)[0].head;
    let upper: Vec<_> =
        spans(&head[0]).into_iter().map(|(text, columns, _)| (text, columns)).collect();
    let year = |year| (format!("ANNO {year}"), 2);
    let own = |text: &str| (text.to_owned(), 1);
    let asked =
        [own("SETTORE"), own("INTERVENTO"), own("AVVIO"), year(2026), year(2027), year(2028)];
    assert_eq!(upper, asked);
    assert_eq!(words(&head[1]), ["COSTO", "UTENTI"].repeat(3));
}

#[test]
fn values_are_written_as_offices_write_them() {
    let annex = annex("annuali");
    let body = &tables(&annex)[0].bodies[0];
    let (help, transport) = (words(&body.rows[0]), words(&body.rows[2]));
    let asked = ["01.03.2026", "120.000,00 €", "80", "125.000,50 €", "95", "125.000,50 €", "110"];
    assert_eq!(help[2..], asked);
    // One value is the same in every year.
    assert_eq!(transport[2..], ["", "30.000,00 €", "", "30.000,00 €", "", "30.000,00 €", ""]);
}

#[test]
fn every_level_that_asks_for_it_ends_with_its_total() {
    let annex = annex("annuali");
    let tables = tables(&annex);
    let totals = |rows: &[Row]| rows.iter().map(words).collect::<Vec<_>>();
    let first = ["TOTALE", "158.000,00 €", "120", "155.000,50 €", "155", "164.500,50 €", "170"];
    assert_eq!(totals(&tables[0].bodies[0].totals), [first]);
    let families = ["TOTALE", "0,00 €", "0", "64.000,00 €", "12.500", "64.000,00 €", "13.000"];
    assert_eq!(totals(&tables[0].bodies[1].totals), [families]);
    let persons = [
        "TOTALE AMBITO SERVIZI ALLA PERSONA",
        "158.000,00 €",
        "120",
        "219.000,50 €",
        "12.655",
        "228.500,50 €",
        "13.170",
    ];
    assert_eq!(totals(&tables[0].foot), [persons]);
    let foot = totals(&tables[1].foot);
    assert_eq!(foot[1][0], "TOTALE GENERALE");
    assert_eq!(foot[1][5], "243.751,25 €");
}

#[test]
fn texts_of_groups_and_of_the_layout_stand_around_their_table() {
    let annex = annex("annuali");
    let asked = [
        "PROGRAMMA TRIENNALE DEI SERVIZI ASSOCIATI",
        "AMBITO SERVIZI ALLA PERSONA",
        "Il programma dell'ambito ha due fini:\n- arrivare a chi oggi non chiede nulla\n- misurare quello che si fa",
        "Referente dell'ambito: dott.ssa Rosa Viola",
        "AMBITO SERVIZI ALLA PERSONA: costi al lordo dell'IVA.",
        "AMBITO AMBIENTE",
        "AMBITO AMBIENTE: costi al lordo dell'IVA.",
    ];
    assert_eq!(texts(&annex), asked);
    let body = &tables(&annex)[0].bodies[0];
    assert_eq!(words(&body.bands[0]), ["Progetto «Anziani a casa», capofila Comune di Qua"]);
    let last = body.rows.last().expect("the closing text");
    assert_eq!(words(last), ["I costi del trasporto sono gli stessi in ogni anno."]);
    assert_eq!((last.cells[0].role, last.cells[0].col_span), (CellRole::Text, 9));
}

#[test]
fn a_column_stands_only_in_the_tables_that_it_asks_for() {
    let annex = annex("aree");
    let tables = tables(&annex);
    let usual =
        ["SERVIZIO ORGANIZZATIVO", "QUANDO", "DESCRIZIONE OBIETTIVO", "INDICATORE DI RISULTATO"];
    let weight = "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN COEFFICIENTI)";
    let with = |more: &[&'static str]| [&usual[..], &[weight], more].concat();
    let found: Vec<_> = tables.iter().map(|table| heads(table)).collect();
    assert_eq!(found, [with(&[]), with(&["CUP", "IMPORTO"]), with(&["IMPORTO"])]);
    let foot: Vec<_> =
        tables.iter().map(|table| table.foot.iter().map(words).collect::<Vec<_>>()).collect();
    assert_eq!(foot[0], [["TOTALE", "1,00"]]);
    assert_eq!(foot[1], [["TOTALE", "1,0", "", "1.265.000,00 €"]]);
    assert_eq!(
        foot[2],
        [["TOTALE", "1", "3.500,25 €"], ["TOTALE GENERALE", "3,00", "1.268.500,25 €"]]
    );
}

#[test]
fn an_objective_has_a_row_for_each_indicator() {
    let annex = annex("indicatori");
    let body = &tables(&annex)[0].bodies[0];
    let first = spans(&body.rows[0]);
    let cell = |text: &str, rows| (text.to_owned(), 1, rows);
    // The office and its head stand once beside both objectives.
    assert_eq!(first[..3], [cell("Esercizio", 3), cell("ing. Teresa Rame", 3), cell("007", 2)]);
    assert_eq!(first[5..], ["Perdite percentuali", "70", "38%", "33,5%"].map(|text| cell(text, 1)));
    let second = ["Distretti esplorati", "30", "50%", "100%"].map(|text| cell(text, 1));
    assert_eq!(spans(&body.rows[1]), second);
    assert_eq!(words(&body.totals[0]), ["TOTALE", "75", ""]);
}

#[test]
fn bands_of_outer_levels_hold_for_every_body_below() {
    let annex = annex("indicatori");
    let table = tables(&annex)[0];
    let bands: Vec<_> = table
        .bodies
        .iter()
        .map(|body| (body.outer, body.bands.iter().flat_map(words).collect::<Vec<_>>()))
        .collect();
    let premise = "Il progetto riunisce gli interventi sulle reti di distribuzione.";
    let asked = [
        (0, vec!["Progetto Reti", premise, "ANNO 2026"]),
        (1, vec!["ANNO 2027"]),
        (0, vec!["Progetto Qualità", "ANNO 2026"]),
    ];
    assert_eq!(
        bands,
        asked.map(|(outer, words)| (outer, words.into_iter().map(str::to_owned).collect()))
    );
}
