//! Tables: grid, head rows that repeat, bands, and rows that stay whole.

use super::finish::{PartWriter, TableFacts, XmlFrames};
use super::lengths::{line_height, paragraph_gap, text_height, text_width, twips, unsigned_twips};
use super::list_labels::DocxListLabels;
use super::rows::{GridSlot, SlotContent, height_at_most, slots, upright_heights};
use super::short_spans::with_short_spans;
use super::skeleton::style;
use super::skeleton::{CellShape, Merge, RowShape, TableShape};
use super::{skeleton, text};
use crate::annex::{Align, Annex, Cell, CellRole, PlacedCell, Pt, Row, StyleName, Styles, Table};
use crate::render::RenderError;
use crate::typeset::column_widths;
use quick_xml::escape::escape;

/// Maximum number of columns that Word opens.
const MOST_COLUMNS: usize = 63;

impl super::DocxWriter<'_> {
    /// Writes a table.
    ///
    /// # Errors
    /// [`RenderError::NoRoom`] if the columns do not fit the page.
    pub(crate) fn table(&mut self, table: &Table, out: &mut PartWriter) -> Result<(), RenderError> {
        let widths = widths(table, text_width(&self.annex.page))?;
        let edges = edges(&widths);
        let room = rows_height(table, &widths, self.annex);
        let cut = with_short_spans(table, &widths, self.annex, room);
        let table = cut.as_ref().unwrap_or(table);
        let columns = column_names(table);
        let [caption, description] = [table.caption(), &columns].map(escape);
        let shape = TableShape {
            grid: edges.windows(2).map(|edge| edge[1] - edge[0]).collect(),
            facts: TableFacts {
                has_caption: !caption.is_empty(),
                has_description: !description.is_empty(),
                first_row: !table.head().is_empty(),
                first_column: table.row_head() == Some(0),
            },
        };
        let words = [&*caption, &*description].into_iter().filter(|words| !words.is_empty());
        let (annex, labels) = (self.annex, self.labels);
        let rows = DocxRows { table, annex, labels, widths, edges };
        let frames = (&mut self.rows, &mut self.cells);
        let frame = self.tables.of(shape, TableShape::frame)?;
        frame.around(out, words, |out| rows.write(out, frames))
    }
}

/// Returns the width of each column in a text `available` wide.
///
/// # Errors
/// [`RenderError::NoRoom`] if there are too many columns, or the fixed ones leave no room.
fn widths(table: &Table, available: Pt) -> Result<Vec<Pt>, RenderError> {
    let many = table.columns().len();
    if many > MOST_COLUMNS {
        let why = format!("{many} colonne, ma Word ne ammette {MOST_COLUMNS}");
        return Err(RenderError::no_room(why));
    }
    Ok(column_widths(table, available)?)
}

/// Returns the edges of the columns in twips.
fn edges(widths: &[Pt]) -> Vec<usize> {
    // Edges are rounded, not widths, whose rounding errors would add up.
    let mut at = 0.0;
    let ends = widths.iter().map(|width| {
        at += width.0;
        usize::try_from(twips(Pt(at))).unwrap_or(0)
    });
    std::iter::once(0).chain(ends).collect()
}

fn column_names(table: &Table) -> String {
    let heads = table.head().iter().flat_map(|row| &row.cells);
    // A description is a single line of text.
    let names: Vec<_> = heads.map(|cell| cell.text().replace('\n', " ")).collect();
    names.join("; ")
}

/// Rows of one table.
struct DocxRows<'a> {
    table: &'a Table,
    annex: &'a Annex,
    labels: &'a DocxListLabels<'a>,
    widths: Vec<Pt>,
    edges: Vec<usize>,
}

/// Role of a row in its table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowPart {
    /// First head row, coloured by the table style.
    FirstHead,
    /// Further head row.
    Head,
    /// Band.
    Band,
    /// Any other row.
    Row,
}

/// Row with its role and its bond to the next one.
struct PlannedRow<'a> {
    row: &'a Row,
    part: RowPart,
    /// Set if the row stays on one page with the next.
    keep: bool,
}

impl DocxRows<'_> {
    fn write(
        &self,
        out: &mut PartWriter,
        (rows, cells): (&mut XmlFrames<RowShape>, &mut XmlFrames<CellShape>),
    ) -> Result<(), RenderError> {
        let headings = headings_height(&self.annex.styles);
        let (mut heads, mut bands) = (0.0, 0.0);
        // Only heads run from the bottom to the top, and they come first.
        let mut upright = upright_heights(self.table.head(), self.annex).into_iter();
        for planned in planned_rows(self.table) {
            let places = slots(planned.row, self.table.columns().len());
            let least = upright.next().unwrap_or(Pt(0.0));
            let height = height_at_most(&places, &self.widths, self.annex).0.max(least.0);
            let room = text_height(&self.annex.page).0 - headings - heads - bands;
            // Heads repeat on every page; bands stay with the first row below them only.
            match planned.part {
                RowPart::FirstHead | RowPart::Head => heads += height,
                RowPart::Band => bands += height,
                RowPart::Row => bands = 0.0,
            }
            // LibreOffice loses the text of a row that may not split and is taller than a page.
            let repeats = matches!(planned.part, RowPart::FirstHead | RowPart::Head);
            let shape = RowShape { whole: height <= room, repeats, least: unsigned_twips(least) };
            rows.of(shape, RowShape::frame)?.around(out, [], |out| {
                places.iter().try_for_each(|at| self.cell(at, &planned, out, cells))
            })?;
        }
        Ok(())
    }

    fn cell(
        &self,
        slot: &GridSlot,
        planned: &PlannedRow,
        out: &mut PartWriter,
        frames: &mut XmlFrames<CellShape>,
    ) -> Result<(), RenderError> {
        let width = self.edges[slot.columns.end] - self.edges[slot.columns.start];
        let mut shape = CellShape::empty(width, slot.columns.len());
        let words = match &slot.content {
            SlotContent::Continued => {
                shape.merge = Merge::Continue;
                Vec::new()
            }
            SlotContent::Empty => Vec::new(),
            SlotContent::Cell(placed) => self.fill(&mut shape, placed, planned),
        };
        // Rows stay together only if all of their paragraphs do.
        shape.paragraphs.iter_mut().for_each(|paragraph| paragraph.keep = planned.keep);
        frames.of(shape, CellShape::frame)?.fill(out, words)
    }

    /// Gives `shape` the properties of a cell and returns the cell's texts.
    fn fill(
        &self,
        shape: &mut CellShape,
        placed: &PlacedCell<'_>,
        planned: &PlannedRow,
    ) -> Vec<String> {
        let cell = placed.cell;
        let style = &self.annex.styles[cell.style];
        // The table style fills the first head row; a direct fill would repeat it
        // (17.7.6.6).
        let by_style = planned.part == RowPart::FirstHead && cell.style == StyleName::Head;
        shape.fill = cell.fill.or(style.fill.filter(|_| !by_style));
        shape.merge = if placed.rows.len() > 1 { Merge::Restart } else { Merge::No };
        (shape.vertical, shape.rotated) = (cell.vertical, cell.rotated);
        shape.identified = cell.identity.is_some();
        let identity = cell.identity.iter().map(|name| escape(name).into_owned());
        let style_id = style::cell_id(cell);
        let gap = paragraph_gap(&self.annex.styles, cell.style);
        let gap = Some(unsigned_twips(gap)).filter(|gap| *gap > 0);
        let mut content = text::paragraphs(&cell.content, style_id, self.labels, gap);
        let words: Vec<String> = if cell.marks.is_empty() {
            content.iter().flat_map(|(_, lines)| skeleton::words(*lines)).collect()
        } else {
            let lines = text::marked_lines(cell, content.iter().map(|(_, lines)| *lines));
            for ((paragraph, _), lines) in content.iter_mut().zip(&lines) {
                paragraph.mark(lines);
            }
            let parts = lines.iter().flatten().flatten().map(|(_, part)| part);
            skeleton::words(parts).collect()
        };
        let words = identity.chain(words).collect();
        // Else the one paragraph of `CellShape::empty` stays, as a cell needs one (17.4.65).
        if !content.is_empty() {
            shape.paragraphs = content.into_iter().map(|(paragraph, _)| paragraph).collect();
        }
        // A direct alignment equal to the style's would outlive a change of the style in Word.
        let align = Some(self.align(placed)).filter(|align| *align != style.align);
        for paragraph in &mut shape.paragraphs {
            (paragraph.style, paragraph.align) = (style_id, align);
        }
        words
    }

    /// Returns the alignment of a cell: its own, or its column's; heads and cells over several
    /// columns follow their style.
    fn align(&self, placed: &PlacedCell<'_>) -> Align {
        let cell = placed.cell;
        let of_column =
            matches!(cell.role, CellRole::Data | CellRole::RowHead) && placed.columns.len() == 1;
        cell.align.unwrap_or(if of_column {
            self.table.columns()[placed.columns.start].align
        } else {
            self.annex.styles[cell.style].align
        })
    }
}

/// Returns the height of title and heading.
fn headings_height(styles: &Styles) -> f32 {
    // Both may have to stand on one page with the head, a band and a row, since each stays with
    // the next. A row that leaves no room for them may split.
    let height = |name| {
        let style = &styles[name];
        style.space_before.0 + line_height(styles, name).0 + style.space_after.0
    };
    height(StyleName::Title) + height(StyleName::Heading)
}

/// Returns the height that a page has for rows, at least, below title, heading and head.
fn rows_height(table: &Table, widths: &[Pt], annex: &Annex) -> Pt {
    let height = |row| height_at_most(&slots(row, widths.len()), widths, annex).0;
    let heads: f32 = table.head().iter().map(height).sum();
    Pt(text_height(&annex.page).0 - headings_height(&annex.styles) - heads)
}

/// Returns all rows in order.
fn planned_rows(table: &Table) -> Vec<PlannedRow<'_>> {
    // Heads and bands stay with the next row by their style; texts below a band and rows before
    // totals stay by a property of their own, so that no total stands alone.
    fn each<'a>(part: RowPart) -> impl Fn(&'a Row) -> PlannedRow<'a> {
        let text = |cell: &Cell| cell.role == CellRole::Text;
        move |row| PlannedRow {
            row,
            part,
            keep: part == RowPart::Band && row.cells.iter().any(text),
        }
    }
    fn totals<'a>(out: &mut Vec<PlannedRow<'a>>, rows: &'a [Row]) {
        for total in rows {
            if let Some(before) = out.last_mut() {
                before.keep = true;
            }
            out.push(each(RowPart::Row)(total));
        }
    }
    let mut out: Vec<_> = table.head().iter().map(each(RowPart::Head)).collect();
    if let Some(first) = out.first_mut() {
        first.part = RowPart::FirstHead;
    }
    for body in table.bodies() {
        out.extend(body.bands.iter().map(each(RowPart::Band)));
        let below = body.rows.iter().skip(1).map(Some).chain([None]);
        out.extend(body.rows.iter().zip(below).map(|(row, below)| PlannedRow {
            // Rows that a cell holds together stay on one page.
            keep: below.is_some_and(|below| !below.continued().is_empty()),
            ..each(RowPart::Row)(row)
        }));
        totals(&mut out, &body.totals);
    }
    totals(&mut out, table.foot());
    if let (true, [.., above, _]) = (table.pairs_last_rows(), out.as_mut_slice()) {
        above.keep = true;
    }
    if let Some((last, above)) = out.split_last_mut() {
        above.iter_mut().for_each(|row| row.keep |= table.is_whole());
        last.keep |= table.introduces();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Column, Mm, TableParts, Width};

    fn table(widths: &[Width]) -> Table {
        let column =
            |width: &Width| Column { field: "campo".into(), width: *width, align: Align::Left };
        let columns = widths.iter().map(column).collect();
        TableParts { columns, ..TableParts::default() }.table()
    }

    #[test]
    fn widths_add_up_in_twips() {
        let mixed = table(&[Width::Share(1.0), Width::Fixed(Mm(25.4)), Width::Share(2.0)]);
        let found = widths(&mixed, Pt(372.0)).unwrap();
        assert_eq!(edges(&found), [0, 2000, 3440, 7440]);
        assert!(matches!(widths(&mixed, Pt(72.0)), Err(RenderError::NoRoom { .. })));
        let many = table(&[Width::Share(1.0); 64]);
        assert!(matches!(widths(&many, Pt(372.0)), Err(RenderError::NoRoom { .. })));
    }

    #[test]
    fn no_total_stands_alone() {
        let row = Row::default();
        let body = crate::annex::Body {
            bands: vec![row.clone()],
            rows: vec![row.clone(); 3],
            totals: vec![row.clone(); 2],
            ..crate::annex::Body::default()
        };
        let bare = crate::annex::Body { totals: vec![], ..body.clone() };
        let foot = vec![row.clone()];
        let parts =
            TableParts { head: vec![row], bodies: vec![body, bare], foot, ..TableParts::default() };
        let table = parts.table();
        let kept: Vec<_> = planned_rows(&table).iter().map(|a| u8::from(a.keep)).collect();
        assert_eq!(kept, [0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0]);
    }

    #[test]
    fn the_last_row_stays_with_the_one_above_where_pages_say_what_goes_on() {
        let kept = |rows, heading: Option<&str>| {
            let at_rows = heading.map(str::to_owned);
            let continued = crate::annex::ContinuedHeading { at_rows, ..Default::default() };
            let rows = vec![Row::default(); rows];
            let body = crate::annex::Body { rows, continued, ..crate::annex::Body::default() };
            let table = TableParts { bodies: vec![body], ..TableParts::default() }.table();
            planned_rows(&table).iter().map(|row| row.keep).collect::<Vec<_>>()
        };
        assert_eq!(kept(4, Some("AREA (segue)")), [false, false, true, false]);
        assert_eq!(kept(4, None), [false; 4]);
        assert_eq!(kept(2, Some("AREA (segue)")), [false; 2]);
    }
}
