//! Sample annexes: the reference plan, and small ones.

use crate::annex::sample::{HEADS, TITLE, empty_annex, reference_rows};
use crate::annex::*;

pub(crate) use crate::annex::sample::heading;

/// Shares of the text's width that the columns have.
pub(crate) const SHARES: [f32; 6] = [14.0, 9.5, 25.0, 20.0, 21.5, 10.0];

/// Returns the reference plan, with the text of the original, in the default styles.
pub(crate) fn reference() -> Annex {
    let mut annex = empty(TITLE);
    annex.blocks.push(heading(1, TITLE));
    for area in reference_rows().chunk_by(|a, b| a.area == b.area) {
        annex.blocks.push(heading(2, &area[0].area));
        let mut table = table(&area[0].area);
        for period in area.chunk_by(|a, b| a.period == b.period) {
            let rows = period.iter().map(|r| row(r.cells.iter().map(|text| cell(text)))).collect();
            let bands = vec![band(&period[0].period)];
            table.bodies.push(Body { bands, rows, ..Body::default() });
        }
        annex.blocks.push(Block::Table(table.table()));
    }
    annex
}

/// Returns a data cell.
pub(crate) fn cell(text: &str) -> Cell {
    Cell::new(CellRole::Data, StyleName::Cell, text, None)
}

/// Returns a band across the default columns.
pub(crate) fn band(text: &str) -> Row {
    let band = Cell::new(CellRole::Band, StyleName::Band, text, None);
    row([Cell { col_span: 6, ..band }])
}

/// Returns a row of `cells`.
pub(crate) fn row(cells: impl IntoIterator<Item = Cell>) -> Row {
    Row::new(cells)
}

/// Returns a table of the default columns, without rows.
pub(crate) fn table(caption: &str) -> TableParts {
    let column = |(i, share): (usize, f32)| Column {
        field: format!("campo{i}"),
        width: Width::Share(share),
        align: if i == 1 || i == 5 { Align::Center } else { Align::Left },
    };
    let head = HEADS.map(|text| Cell::new(CellRole::ColumnHead, StyleName::Head, text, None));
    TableParts {
        caption: format!("Obiettivi: {caption}"),
        columns: SHARES.into_iter().enumerate().map(column).collect(),
        row_head: Some(0),
        head: vec![row(head)],
        ..TableParts::default()
    }
}

/// Returns an annex without content, in the default styles, with every property but the date.
pub(crate) fn empty(title: &str) -> Annex {
    let mut annex = empty_annex();
    annex.meta = Meta {
        title: title.to_owned(),
        author: Some("Unione dei Comuni".into()),
        subject: Some("Piano degli obiettivi".into()),
        producer: "allegati 0.1.0".into(),
        ..annex.meta
    };
    let pieces = vec![Piece::Text(title.to_owned())];
    annex.page.header = Some(Running { pieces, origin: None });
    annex
}
