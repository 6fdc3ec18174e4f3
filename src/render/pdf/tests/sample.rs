//! Sample annexes.

use crate::annex::sample::{HEADS, empty_annex};
use crate::annex::*;

pub(super) use crate::annex::sample::{TITLE, heading, reference_rows};

/// Returns an annex without blocks, styled like the default layout, with a hidden signature.
pub(super) fn empty() -> Annex {
    let mark = SignatureMark::Hidden;
    let signature =
        Signature { field: "Firma1".into(), role: None, name: None, mark, origin: None };
    Annex { signatures: vec![signature], ..empty_annex() }
}

pub(super) fn text(style: StyleName, text: &str) -> Block {
    Block::Text(TextBlock { style, content: paragraphs(text), introduces: false, origin: None })
}

pub(super) fn cell(role: CellRole, text: &str) -> Cell {
    let style = match role {
        CellRole::ColumnHead => StyleName::Head,
        CellRole::Band => StyleName::Band,
        CellRole::RowHead | CellRole::Data | CellRole::Text => StyleName::Cell,
    };
    Cell::new(role, style, text, None)
}

/// Returns a row of content whose first cell is its row head.
pub(super) fn row(texts: &[impl AsRef<str>]) -> Row {
    let role = |i| if i == 0 { CellRole::RowHead } else { CellRole::Data };
    Row::new(texts.iter().enumerate().map(|(i, text)| cell(role(i), text.as_ref())))
}

pub(super) fn band(text: &str, columns: u16) -> Row {
    Row::new([Cell { col_span: columns, ..cell(CellRole::Band, text) }])
}

/// Returns a total of one cell across `columns`.
pub(super) fn total(text: &str, columns: u16) -> Row {
    let cell = Cell::new(CellRole::Data, StyleName::Total, text, None);
    Row::new([Cell { col_span: columns, ..cell }])
}

/// Returns a table with these heads, columns of equal width, and no bodies.
pub(super) fn table(heads: &[&str]) -> TableParts {
    let column =
        |i| Column { field: format!("c{i}"), width: Width::Share(1.0), align: Align::Left };
    TableParts {
        caption: "Obiettivi".into(),
        columns: (0..heads.len()).map(column).collect(),
        row_head: Some(0),
        head: vec![Row::new(heads.iter().map(|h| cell(CellRole::ColumnHead, h)))],
        ..TableParts::default()
    }
}

/// Returns an annex of one table with one body of `rows`.
pub(super) fn one_table(heads: &[&str], rows: Vec<Row>) -> Annex {
    let mut annex = empty();
    let mut table = table(heads);
    let bands = vec![band("ANNO 2024", heads.len() as u16)];
    table.bodies.push(Body { bands, rows, ..Body::default() });
    annex.blocks = vec![heading(1, TITLE), heading(2, "AREA UNICA"), Block::Table(table.table())];
    annex
}

/// Returns the reference plan as an annex.
pub(super) fn reference() -> Annex {
    let mut annex = empty();
    annex.blocks.push(heading(1, TITLE));
    let rows = reference_rows();
    for area in rows.chunk_by(|a, b| a.area == b.area) {
        annex.blocks.push(heading(2, &area[0].area));
        let mut table = table(&HEADS);
        for (column, share) in table.columns.iter_mut().zip([14.0, 9.5, 25.0, 20.0, 21.5, 10.0]) {
            column.width = Width::Share(share);
        }
        table.columns[1].align = Align::Center;
        table.columns[5].align = Align::Center;
        for period in area.chunk_by(|a, b| a.period == b.period) {
            let bands = vec![band(&period[0].period, 6)];
            let rows = period.iter().map(|objective| row(&objective.cells)).collect();
            table.bodies.push(Body { bands, rows, ..Body::default() });
        }
        annex.blocks.push(Block::Table(table.table()));
    }
    annex
}

/// Returns a signature by a named signer.
pub(super) fn signature(field: &str, name: &str, mark: SignatureMark) -> Signature {
    let role = Some("Il Segretario".to_owned());
    Signature { field: field.into(), role, name: Some(name.into()), mark, origin: None }
}
