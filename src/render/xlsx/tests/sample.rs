//! Annexes to render.

use crate::annex::sample::{empty_annex, reference_rows};
use crate::annex::*;

pub(super) use crate::annex::sample::{HEADS, TITLE, heading};

/// An annex with nothing in it, in the looks of the default layout.
pub(super) fn empty() -> Annex {
    let style = |weight, size, fill, align, space| Style {
        weight,
        size: Pt(size),
        leading: 1.2,
        color: Rgb(0, 0, 0),
        fill,
        align,
        space_before: Pt(space),
        space_after: Pt(space),
    };
    let grey = |v| Some(Rgb(v, v, v));
    let (normal, bold) = (FontWeight::Regular, FontWeight::Bold);
    let table = [
        style(bold, 14.0, None, Align::Center, 4.0),
        style(bold, 12.0, None, Align::Left, 6.0),
        style(normal, 10.0, None, Align::Left, 4.0),
        style(normal, 10.0, None, Align::Right, 2.0),
        style(bold, 8.0, grey(217), Align::Center, 0.0),
        style(bold, 9.0, grey(242), Align::Left, 0.0),
        style(normal, 9.0, None, Align::Left, 0.0),
        style(bold, 9.0, None, Align::Left, 0.0),
        style(bold, 10.0, None, Align::Center, 0.0),
        style(normal, 9.0, None, Align::Center, 0.0),
        style(normal, 10.0, None, Align::Center, 0.0),
        style(bold, 10.0, None, Align::Left, 0.0),
        style(bold, 12.0, None, Align::Center, 0.0),
    ];
    // Margins and looks of this sample differ from the shared one: the expected widths, heights
    // and page breaks of these tests were worked out for them.
    let (mut annex, side, end) = (empty_annex(), Mm(12.0), Mm(15.0));
    annex.page.margins = Margins { top: end, right: side, bottom: end, left: side };
    annex.styles = Styles { table, rule_color: Rgb(0, 0, 0), padding_y: Pt(2.0), ..annex.styles };
    annex
}

pub(super) fn row(role: CellRole, style: StyleName, texts: &[impl AsRef<str>]) -> Row {
    Row::new(texts.iter().map(|text| Cell::new(role, style, text.as_ref(), None)))
}

pub(super) fn columns(shares: &[f32]) -> Vec<Column> {
    let column = |(i, &share): (usize, &f32)| Column {
        field: format!("campo{i}"),
        width: Width::Share(share),
        align: if share < 10.0 { Align::Center } else { Align::Left },
    };
    shares.iter().enumerate().map(column).collect()
}

pub(super) fn table(heads: &[&str], shares: &[f32]) -> TableParts {
    TableParts {
        caption: String::new(),
        columns: columns(shares),
        row_head: Some(0),
        head: vec![row(CellRole::ColumnHead, StyleName::Head, heads)],
        ..TableParts::default()
    }
}

pub(super) fn band(text: &str, columns: u16) -> Row {
    let mut band = row(CellRole::Band, StyleName::Band, &[text]);
    band.cells[0].col_span = columns;
    band
}

pub(super) fn objective(cells: &[impl AsRef<str>]) -> Row {
    let mut row = row(CellRole::Data, StyleName::Cell, cells);
    if let Some(last) = row.cells.last_mut() {
        last.number = last.text().parse().ok().map(|mantissa| Number { mantissa, scale: 0 });
        last.align = Some(Align::Right);
    }
    row
}

/// Returns the reference plan as an annex.
pub(super) fn reference() -> Annex {
    let mut annex = empty();
    annex.blocks.push(heading(1, TITLE));
    for area in reference_rows().chunk_by(|a, b| a.area == b.area) {
        annex.blocks.push(heading(2, &area[0].area));
        let mut table = table(&HEADS, &[15.0, 9.0, 27.0, 22.0, 19.0, 8.0]);
        for period in area.chunk_by(|a, b| a.period == b.period) {
            let rows = period.iter().map(|row| objective(&row.cells)).collect();
            let bands = vec![band(&period[0].period, 6)];
            table.bodies.push(Body { bands, rows, ..Body::default() });
        }
        annex.blocks.push(Block::Table(table.table()));
    }
    annex
}

/// An annex of one table with one objective.
pub(super) fn single(cells: &[&str]) -> Annex {
    let mut annex = empty();
    let mut table = table(&HEADS[..cells.len()], &vec![20.0; cells.len()]);
    table.bodies.push(Body { rows: vec![objective(cells)], ..Body::default() });
    annex.blocks = vec![heading(1, TITLE), Block::Table(table.table())];
    annex
}
