//! Pages and tags on values.

use super::paginate::Placed;
use super::*;
use crate::annex::*;

fn style(size: f32) -> Style {
    Style {
        weight: Weight::Regular,
        size: Pt(size),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill: None,
        align: Align::Left,
        space_before: Pt(0.0),
        space_after: Pt(4.0),
    }
}

fn font(bytes: &'static [u8]) -> Font {
    Font { data: std::borrow::Cow::Borrowed(bytes) }
}

fn cell(role: CellRole, text: &str) -> Cell {
    let name = match role {
        CellRole::ColumnHead => StyleName::Head,
        CellRole::Band => StyleName::Band,
        _ => StyleName::Cell,
    };
    Cell::new(role, name, text, None)
}

/// A table of two columns with a band over `texts`.
fn annex(texts: &[&str]) -> Annex {
    let mut band = cell(CellRole::Band, "ANNO 2024");
    band.col_span = 2;
    let column = |field: &str| Column {
        field: field.to_owned(),
        width: Width::Share(1.0),
        align: Align::Left,
    };
    let head = |text: &str| cell(CellRole::ColumnHead, text);
    let row = |text: &&str| Row {
        cells: vec![cell(CellRole::RowHead, "NOME"), cell(CellRole::Data, text)],
    };
    let table = Table {
        caption: "Prova".to_owned(),
        columns: vec![column("a"), column("b")],
        row_head: Some(0),
        head: vec![Row { cells: vec![head("PRIMA"), head("SECONDA")] }],
        bodies: vec![Body {
            bands: vec![Row { cells: vec![band] }],
            rows: texts.iter().map(row).collect(),
            totals: Vec::new(),
        }],
        foot: Vec::new(),
    };
    let heading =
        |level, text: &str| Block::Heading(Heading { level, text: text.to_owned(), origin: None });
    Annex {
        meta: Meta { title: "Piano".to_owned(), language: "it-IT".to_owned(), ..Meta::default() },
        page: Page {
            width: Mm(297.0),
            height: Mm(210.0),
            margins: Margins { top: Mm(20.0), right: Mm(14.0), bottom: Mm(17.0), left: Mm(14.0) },
            header: None,
            footer: None,
        },
        styles: Styles {
            table: StyleName::ALL.map(|_| style(9.0)),
            rule: Pt(0.5),
            rule_color: Rgb(0, 0, 0),
            padding_x: Pt(3.0),
            padding_y: Pt(2.0),
            hyphenate: true,
        },
        fonts: Fonts {
            main: Family {
                office_name: "Calibri".to_owned(),
                name: "Carlito".to_owned(),
                regular: font(include_bytes!(
                    "../../../layouts/piano-obiettivi/font/Carlito-Regular.ttf"
                )),
                bold: font(include_bytes!(
                    "../../../layouts/piano-obiettivi/font/Carlito-Bold.ttf"
                )),
            },
        },
        blocks: vec![heading(1, "PIANO"), heading(2, "AREA"), Block::Table(table)],
    }
}

fn pages(annex: &Annex) -> Vec<super::paginate::Page> {
    placed(annex).expect("pages").1
}

#[test]
fn a_row_that_fits_a_page_is_never_split_and_heads_repeat() {
    let text = "parola ".repeat(300);
    let annex = annex(&vec![text.as_str(); 20]);
    let pages = pages(&annex);
    assert!(pages.len() > 3);
    for (n, page) in pages.iter().enumerate() {
        let Placed::Row { row, repeated, .. } = page.placed[if n == 0 { 2 } else { 0 }] else {
            panic!("a head")
        };
        assert_eq!((row, repeated), (0, n > 0));
    }
    let rows: Vec<usize> = pages
        .iter()
        .flat_map(|p| &p.placed)
        .filter_map(|p| match p {
            Placed::Row { row, repeated: false, .. } => Some(*row),
            _ => None,
        })
        .collect();
    assert_eq!(rows, (0..22).collect::<Vec<_>>());
}

#[test]
fn a_row_no_page_holds_continues_between_lines_and_loses_none() {
    let text = "parola ".repeat(6_000);
    let annex = annex(&["breve", &text, "breve"]);
    let mut next = 0;
    let mut parts = 0;
    for placed in pages(&annex).iter().flat_map(|p| &p.placed) {
        if let Placed::Row { row: 3, lines, .. } = placed {
            assert_eq!(lines[1].start, next);
            assert!(lines[1].len() > 1);
            next = lines[1].end;
            parts += 1;
        }
    }
    let set = typesetter(&annex).expect("fonts");
    let flow::FlowBlock::Table(table) = &flow::measure(&annex, &set).expect("measured")[2] else {
        panic!("a table")
    };
    assert_eq!(next, table.rows[3].cells[1].text.lines.len());
    assert!(parts > 2);
}

#[test]
fn a_band_is_never_the_last_row_of_a_page() {
    for rows in 1..80 {
        let mut annex = annex(&vec!["testo"; rows]);
        let Block::Table(table) = &mut annex.blocks[2] else { panic!("a table") };
        let body = table.bodies[0].clone();
        table.bodies.push(body);
        for page in pages(&annex) {
            let Some(Placed::Row { row, .. }) = page.placed.last() else { panic!("a row") };
            assert!(![0, 1, rows + 2].contains(row), "{rows} rows");
        }
    }
}

#[test]
fn cells_name_their_heads() {
    let tags = dump_tags(&annex(&["testo"])).expect("tags");
    let want = "\
Document
  H1 1:0
  H2 1:1
  Table
    THead
      TR
        TH id=t2r0c0 scope=Some(\"Column\") colonne=1 righe=1 intestazioni=[]
          P 1:2
        TH id=t2r0c1 scope=Some(\"Column\") colonne=1 righe=1 intestazioni=[]
          P 1:3
    TBody
      TR
        TH id=t2r1c0 scope=Some(\"Column\") colonne=2 righe=1 intestazioni=[]
          P 1:4
      TR
        TH id=t2r2c0 scope=Some(\"Row\") colonne=1 righe=1 intestazioni=[\"t2r0c0\", \"t2r1c0\"]
          P 1:5
        TD scope=None colonne=1 righe=1 intestazioni=[\"t2r0c1\", \"t2r1c0\", \"t2r2c0\"]
          P 1:6
";
    let got: String = tags.lines().map(|l| l.trim_end().to_owned() + "\n").collect();
    assert_eq!(got, want);
}

#[test]
fn what_no_page_can_hold_is_said_not_clipped() {
    let mut annex = annex(&["testo"]);
    annex.page.width = Mm(30.0);
    assert!(matches!(pdf(&annex), Err(RenderError::NoRoom(_))));
    annex.page.width = Mm(297.0);
    annex.page.height = Mm(40.0);
    assert!(matches!(pdf(&annex), Err(RenderError::NoRoom(_))));
}

#[test]
fn the_file_ends_as_signers_need_it_and_is_the_same_on_every_run() {
    let annex = annex(&["testo"]);
    let (one, two) = (pdf(&annex).expect("a PDF"), pdf(&annex).expect("a PDF"));
    assert_eq!(one.pages, 1);
    assert!(one.bytes == two.bytes);
    assert!(one.bytes.ends_with(b"%%EOF\n"));
    assert!(!one.bytes.windows(12).any(|w| w == b"CreationDate"));
}
