//! A table: its grid, head rows that repeat, bands, rows that stay whole.

use super::rows::{Grid, Place, Placed, height_at_most};
use super::text::Labels;
use super::{RenderError, finish, page, style, text, twips};
use crate::annex::{Align, Annex, Cell, CellRole, Pt, Row, StyleName, Styles, Table};
use crate::typeset::column_widths;
use docx_rs::{
    BuildXML, Paragraph, Table as WordTable, TableCell, TableLayoutType, TableRow, VAlignType,
    VMergeType, WidthType,
};

/// Word opens no table of more columns.
const MOST_COLUMNS: usize = 63;

/// A table as XML.
///
/// # Errors
/// [`RenderError::NoRoom`] where the columns do not fit the page.
pub fn table(table: &Table, annex: &Annex, labels: &Labels) -> Result<String, RenderError> {
    let widths = widths(table, page::text_width(&annex.page))?;
    let edges = edges(&widths);
    let grid: Vec<_> = edges.windows(2).map(|edge| edge[1] - edge[0]).collect();
    let facts = finish::TableFacts {
        caption: &table.caption,
        description: &column_names(table),
        first_row: !table.head.is_empty(),
        first_column: table.row_head == Some(0),
    };
    let writer = Writer { table, annex, labels, widths, edges };
    let frame = WordTable::new(Vec::new())
        .style(style::TABLE)
        .layout(TableLayoutType::Fixed)
        .width(grid.iter().sum(), WidthType::Dxa)
        .set_grid(grid);
    finish::table(&frame.build(), &facts, writer.rows()?)
}

/// Whether `table` has room, and no more cells in a row than columns.
///
/// # Errors
/// [`RenderError::NoRoom`] otherwise.
pub fn check(table: &Table, annex: &Annex) -> Result<(), RenderError> {
    widths(table, page::text_width(&annex.page))?;
    let mut grid = Grid::new(table.columns.len());
    asked(table).iter().try_for_each(|asked| grid.place(asked.row).map(drop))
}

/// The width of each column where `text_width` is the width of all.
///
/// # Errors
/// [`RenderError::NoRoom`] where there are too many columns, or the fixed ones leave nothing.
fn widths(table: &Table, text_width: Pt) -> Result<Vec<Pt>, RenderError> {
    if table.columns.len() > MOST_COLUMNS {
        let many = table.columns.len();
        return Err(RenderError::NoRoom(format!(
            "{many} colonne, ma Word ne ammette {MOST_COLUMNS}"
        )));
    }
    Ok(column_widths(table, text_width)?)
}

/// Where columns begin and end, in twips: rounded here, so that the widths add up.
fn edges(widths: &[Pt]) -> Vec<usize> {
    let mut at = 0.0;
    let ends = widths.iter().map(|width| {
        at += width.0;
        usize::try_from(twips(Pt(at))).unwrap_or(0)
    });
    std::iter::once(0).chain(ends).collect()
}

/// The name of the objective and field that a place shows.
fn identity<'a>(placed: &Placed<'a>) -> Option<&'a str> {
    match placed.place {
        Place::Cell(cell) => cell.identity.as_deref(),
        Place::Continued | Place::Empty => None,
    }
}

fn column_names(table: &Table) -> String {
    let heads = table.head.iter().flat_map(|row| &row.cells);
    let names: Vec<_> = heads.map(|cell| cell.text().replace('\n', " ")).collect();
    names.join("; ")
}

/// Writes the rows of one table.
struct Writer<'a> {
    table: &'a Table,
    annex: &'a Annex,
    labels: &'a Labels<'a>,
    widths: Vec<Pt>,
    edges: Vec<usize>,
}

/// What a row is to its table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The first of the head rows, which the table style colours.
    FirstHead,
    /// A further head row.
    Head,
    /// A band.
    Band,
    /// Any other row.
    Row,
}

/// A row with what is asked of it beyond its cells.
struct Asked<'a> {
    row: &'a Row,
    part: Part,
    /// Whether it stays on one page with the next row.
    keep: bool,
}

impl Asked<'_> {
    fn is_head(&self) -> bool {
        matches!(self.part, Part::FirstHead | Part::Head)
    }
}

impl Writer<'_> {
    fn rows(&self) -> Result<String, RenderError> {
        let mut grid = Grid::new(self.table.columns.len());
        let headings = headings_height(&self.annex.styles);
        let (mut heads, mut bands) = (0.0, 0.0);
        let mut out = String::new();
        for asked in asked(self.table) {
            let places = grid.place(asked.row)?;
            let height = height_at_most(&places, &self.widths, self.annex).0;
            let room = page::text_height(&self.annex.page).0 - headings - heads - bands;
            match asked.part {
                Part::FirstHead | Part::Head => heads += height,
                Part::Band => bands += height,
                Part::Row => bands = 0.0,
            }
            let cells = places.iter().map(|placed| self.cell(placed, &asked)).collect();
            let row = TableRow::new(cells);
            // LibreOffice loses the text of a row that may not split and is taller than a page.
            let row = if height <= room { row.cant_split() } else { row };
            let identities: Vec<_> = places.iter().map(identity).collect();
            out.push_str(&finish::row(&row.build(), asked.is_head(), &identities)?);
        }
        Ok(out)
    }

    fn cell(&self, placed: &Placed, asked: &Asked) -> TableCell {
        let width = self.edges[placed.column + placed.columns] - self.edges[placed.column];
        let cell = TableCell::new().width(width, WidthType::Dxa);
        let cell = if placed.columns > 1 { cell.grid_span(placed.columns) } else { cell };
        match placed.place {
            Place::Continued => {
                cell.vertical_merge(VMergeType::Continue).add_paragraph(empty_paragraph())
            }
            Place::Empty => cell.add_paragraph(empty_paragraph()),
            Place::Cell(content) => self.filled(cell, content, placed, asked),
        }
    }

    fn filled(&self, word: TableCell, cell: &Cell, placed: &Placed, asked: &Asked) -> TableCell {
        let by_style = asked.part == Part::FirstHead && cell.style == StyleName::Head;
        let fill = self.annex.styles[cell.style].fill.filter(|_| !by_style);
        let word = fill.into_iter().fold(word, |word, fill| word.shading(style::shading(fill)));
        let word = if cell.row_span > 1 { word.vertical_merge(VMergeType::Restart) } else { word };
        // As in the PDF, column heads stand in the middle of their row.
        let middle = cell.role == CellRole::ColumnHead;
        let word = if middle { word.vertical_align(VAlignType::Center) } else { word };
        let mut paragraphs = text::paragraphs(&cell.content, self.labels);
        if paragraphs.is_empty() {
            paragraphs.push(Paragraph::new());
        }
        let dressed = paragraphs.into_iter().map(|p| self.dressed(p, cell, placed, asked));
        dressed.fold(word, TableCell::add_paragraph)
    }

    fn dressed(&self, p: Paragraph, cell: &Cell, placed: &Placed, asked: &Asked) -> Paragraph {
        let p = p.style(style::id(cell.style));
        let align = self.align(cell, placed);
        let own = self.annex.styles[cell.style].align;
        let p = if align == own { p } else { p.align(style::alignment(align)) };
        if asked.keep { p.keep_next(true) } else { p }
    }

    /// A cell's own alignment, or its column's; heads and what spans columns follow
    /// their style.
    fn align(&self, cell: &Cell, placed: &Placed) -> Align {
        let of_column =
            matches!(cell.role, CellRole::Data | CellRole::RowHead) && placed.columns == 1;
        cell.align.unwrap_or(if of_column {
            self.table.columns[placed.column].align
        } else {
            self.annex.styles[cell.style].align
        })
    }
}

/// A cell must end with a paragraph (17.4.65).
fn empty_paragraph() -> Paragraph {
    Paragraph::new().style(style::id(StyleName::Cell))
}

/// Title and heading may have to stand on one page with the head, a band and a row, since
/// each stays with the next: a row that leaves no room for them may split.
fn headings_height(styles: &Styles) -> f32 {
    let height = |name| {
        let style = &styles[name];
        style.space_before.0 + text::line_height(styles, name).0 + style.space_after.0
    };
    height(StyleName::Title) + height(StyleName::Heading)
}

/// All rows in order. Heads and bands stay with what follows by their style; here texts
/// below a band are, and the rows before totals, so that no total stands alone.
fn asked(table: &Table) -> Vec<Asked<'_>> {
    fn each<'a>(part: Part) -> impl Fn(&'a Row) -> Asked<'a> {
        let text = |cell: &Cell| cell.role == CellRole::Text;
        move |row| Asked { row, part, keep: part == Part::Band && row.cells.iter().any(text) }
    }
    fn totals<'a>(out: &mut Vec<Asked<'a>>, rows: &'a [Row]) {
        for total in rows {
            if let Some(before) = out.last_mut() {
                before.keep = true;
            }
            out.push(each(Part::Row)(total));
        }
    }
    let mut out: Vec<_> = table.head.iter().map(each(Part::Head)).collect();
    if let Some(first) = out.first_mut() {
        first.part = Part::FirstHead;
    }
    for body in &table.bodies {
        out.extend(body.bands.iter().map(each(Part::Band)));
        out.extend(body.rows.iter().map(each(Part::Row)));
        totals(&mut out, &body.totals);
    }
    totals(&mut out, &table.foot);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Column, Mm, Width};

    fn table(widths: &[Width]) -> Table {
        let column =
            |width: &Width| Column { field: "campo".into(), width: *width, align: Align::Left };
        Table {
            caption: String::new(),
            columns: widths.iter().map(column).collect(),
            row_head: None,
            continued: None,
            head: vec![],
            bodies: vec![],
            foot: vec![],
        }
    }

    #[test]
    fn widths_add_up_in_twips() {
        let mixed = table(&[Width::Share(1.0), Width::Fixed(Mm(25.4)), Width::Share(2.0)]);
        let found = widths(&mixed, Pt(372.0)).unwrap();
        assert_eq!(edges(&found), [0, 2000, 3440, 7440]);
        assert!(matches!(widths(&mixed, Pt(72.0)), Err(RenderError::NoRoom(_))));
        let many = table(&[Width::Share(1.0); 64]);
        assert!(matches!(widths(&many, Pt(372.0)), Err(RenderError::NoRoom(_))));
    }

    #[test]
    fn no_total_stands_alone() {
        let row = Row::default();
        let body = crate::annex::Body {
            outer: 0,
            bands: vec![row.clone()],
            rows: vec![row.clone(); 3],
            totals: vec![row.clone(); 2],
        };
        let bare = crate::annex::Body { outer: 0, totals: vec![], ..body.clone() };
        let foot = vec![row.clone()];
        let table = Table { head: vec![row], bodies: vec![body, bare], foot, ..table(&[]) };
        let kept: Vec<_> = asked(&table).iter().map(|a| u8::from(a.keep)).collect();
        assert_eq!(kept, [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0]);
    }
}
