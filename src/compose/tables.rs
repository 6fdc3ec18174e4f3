//! Tables: column heads, bands, rows, totals.

use super::composer::Composer;
use super::fields::by_indicator;
use super::format::one_line;
use super::merged::merge;
use super::origin::origin;
use super::scope::HeadingScope;
use super::table_column::{TableColumn, span};
use super::texts::ComposeResult;
use super::totals::Ending;
use crate::annex::{Body, Cell, CellRole, ContinuedHeading, Row, StyleName, Table, TableParts};
use crate::diag::{Code, Diagnostic};
use crate::group::Group;
use crate::layout::LevelPlace;
use crate::model::{Objective, Text};

/// Parts of a group that a table shows.
#[derive(Clone, Copy)]
pub(super) struct ShownParts<'c> {
    /// Indexes of its columns among the layout's.
    pub columns: &'c [usize],
    /// `true` if it prints the texts of the groups that are its bands.
    pub has_texts: bool,
    /// `true` if it ends with the totals of the groups around it as well.
    pub has_outer_totals: bool,
}

/// A table while it is composed: its columns and the bodies so far.
struct Bodies<'c, 'a> {
    columns: &'c [TableColumn<'a>],
    /// `true` if the texts of bands are printed here.
    has_texts: bool,
    /// Name of the table.
    name: &'c str,
    bodies: Vec<Body>,
}

/// Bands above a body.
#[derive(Default)]
struct Bands {
    /// Number of bands that hold, the waiting ones included.
    open: usize,
    /// Bands that the next body opens with, and the texts of their groups.
    waiting: Vec<Row>,
    /// Names of the bands that hold, after those of the headings above the table.
    names: Vec<String>,
}

impl Bands {
    /// Counts the bands that hold and were opened by an earlier body.
    fn outer(&self) -> usize {
        let is_band = |row: &&Row| row.cells.iter().any(|cell| cell.role == CellRole::Band);
        self.open - self.waiting.iter().filter(is_band).count()
    }

    /// The same for the next body: what waits goes to it, for those behind it holds.
    fn take(&mut self) -> Bands {
        let waiting = std::mem::take(&mut self.waiting);
        Bands { open: self.open, waiting, names: self.names.clone() }
    }
}

impl<'a> Composer<'a> {
    /// The table of what stands under a heading (each level a band). It ends with the totals of
    /// `scope`.
    pub(crate) fn table(
        &self,
        scope: &HeadingScope<'_, 'a>,
        shown: ShownParts<'_>,
    ) -> ComposeResult<Table> {
        let HeadingScope { groups, loose, depth, name, closing, above, .. } = *scope;
        let columns = self.columns(&scope.objectives(), shown.columns)?;
        self.fits(&columns)?;
        let line = one_line(name);
        let has_texts = shown.has_texts;
        let mut bodies = Bodies { columns: &columns, has_texts, name: &line, bodies: Vec::new() };
        let bands = || Bands { names: above.to_vec(), ..Bands::default() };
        if !loose.is_empty() {
            let (rows, continued) = (self.rows(loose, &columns)?, self.continued(&line, &bands())?);
            bodies.bodies.push(Body { rows, continued, ..Body::default() });
        }
        for group in groups.iter().filter(|group| self.has_rows(group, depth, has_texts)) {
            self.banded(group, depth, bands(), &[], &mut bodies)?;
        }
        let bodies = bodies.bodies;
        let closing = if shown.has_outer_totals { closing } else { &closing[..scope.own] };
        let foot = closing.iter().map(|closing| self.total(closing, &columns));
        let parts = TableParts {
            caption: one_line(&self.texts.table(name)?),
            columns: columns.iter().map(|column| column.to_annex()).collect(),
            row_head: columns.iter().position(|c| self.layout.row_head == Some(c.index)),
            head: self.head(&columns)?,
            bodies,
            foot: foot.filter_map(Result::transpose).collect::<ComposeResult<_>>()?,
            ..TableParts::default()
        };
        Table::new(parts).map_err(|_| Box::new(self.too_many_cells()))
    }

    /// A row is made from the same columns as its table, so only a fault of the program leads here.
    pub(crate) fn too_many_cells(&self) -> Diagnostic {
        let message = "Una riga della tabella ha più celle che colonne.";
        Diagnostic::new(Code::Internal, self.layout.columns[0].field.span, message)
    }

    /// The bodies below `group`, which stands under `bands`; the last one ends with `outer`.
    fn banded(
        &self,
        group: &Group<'a>,
        depth: usize,
        mut bands: Bands,
        outer: &[Ending<'a>],
        out: &mut Bodies<'_, 'a>,
    ) -> ComposeResult<()> {
        let width = out.columns.len();
        if group.label.is_some()
            && let Some(band) = self.band(group, depth, width)?
        {
            bands.names.push(one_line(&band.cells[0].text()));
            bands.waiting.push(band);
            bands.open += 1;
        }
        let has_texts = self.has_texts(depth, out.has_texts);
        let premises = self.premises(group).filter(|_| has_texts).map(|text| across(text, width));
        let is_text = group.objectives().is_empty() && group.groups().is_empty();
        // The texts of a group without objectives are its rows: bands stand above rows only.
        let mut texts = Vec::new();
        if is_text { &mut texts } else { &mut bands.waiting }.extend(premises);
        let closings = self.closings(group).filter(|_| has_texts).map(Ending::Text);
        let total = self.closing(group, depth)?.map(Ending::Total);
        let mut endings: Vec<_> = total.into_iter().chain(closings).collect();
        endings.extend(outer.iter().cloned());
        if group.groups().is_empty() {
            let mut rows = self.rows(group.direct_objectives(), out.columns)?;
            rows.extend(texts);
            let totals = endings.iter().map(|ending| self.ending(ending, out.columns));
            let totals = totals.filter_map(Result::transpose).collect::<ComposeResult<_>>()?;
            let (outer, continued) = (bands.outer(), self.continued(out.name, &bands)?);
            out.bodies.push(Body { outer, bands: bands.waiting, rows, totals, continued });
            return Ok(());
        }
        // The endings of an outer group stand in the last body inside it, which is the only one
        // that they follow directly on the page.
        let with_rows = |inner: &&Group<'a>| self.has_rows(inner, depth + 1, out.has_texts);
        let inner: Vec<_> = group.groups().iter().filter(with_rows).collect();
        for (at, group) in inner.iter().enumerate() {
            let endings = if at + 1 == inner.len() { endings.as_slice() } else { &[] };
            self.banded(group, depth + 1, bands.take(), endings, out)?;
        }
        Ok(())
    }

    /// Returns `true` if the texts of groups of the level at `depth` stand in a table that prints
    /// texts: those of groups with a heading stand under it.
    fn has_texts(&self, depth: usize, has_texts: bool) -> bool {
        has_texts && self.layout.levels[depth].place == LevelPlace::Band
    }

    /// Returns `true` if `group`, whose level is at `depth`, has objectives or texts for a table.
    fn has_rows(&self, group: &Group<'a>, depth: usize, has_texts: bool) -> bool {
        self.has_texts(depth, has_texts) || !group.objectives().is_empty()
    }

    /// The headings of pages that begin with a body under `bands`, in the table `name`.
    fn continued(&self, name: &str, bands: &Bands) -> ComposeResult<ContinuedHeading> {
        // Bands that the page shows itself are not said above them.
        let before = bands.names.len() - (bands.open - bands.outer());
        Ok(ContinuedHeading {
            at_bands: self.texts.continued(name, &bands.names[..before])?,
            at_rows: self.texts.continued(name, &bands.names)?,
            at_start: None,
        })
    }

    fn ending(
        &self,
        ending: &Ending<'a>,
        columns: &[TableColumn<'a>],
    ) -> ComposeResult<Option<Row>> {
        match ending {
            Ending::Total(closing) => self.total(closing, columns),
            Ending::Text(text) => Ok(Some(across(text, columns.len()))),
        }
    }

    /// The band of `group`; `None` if the layout writes nothing.
    fn band(&self, group: &Group<'a>, depth: usize, width: usize) -> ComposeResult<Option<Row>> {
        let text = self.group_name(group, depth)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let origin = group.label.map(|label| origin(label.span));
        let mut cell = Cell::new(CellRole::Band, StyleName::Band, &text, origin);
        cell.align = Some(self.layout.styles[StyleName::Band].align);
        cell.col_span = span(width);
        Ok(Some(Row::new([cell])))
    }

    /// A row for each objective, or one for each of its indicators.
    pub(crate) fn rows(
        &self,
        objectives: &[&'a Objective],
        columns: &[TableColumn<'a>],
    ) -> ComposeResult<Vec<Row>> {
        let of_indicators = |column: &TableColumn<'_>| by_indicator(&column.setup.field.value);
        let has_indicators = columns.iter().any(of_indicators);
        let (mut rows, mut goes_on) = (Vec::new(), Vec::new());
        for objective in objectives {
            // An objective without indicators keeps one row: its other cells must be printed.
            let count = if has_indicators { objective.indicators.len().max(1) } else { 1 };
            for at in 0..count {
                let cells = columns.iter().map(|column| self.cell(objective, at, column));
                let mut cells = cells.collect::<ComposeResult<Vec<_>>>()?;
                self.span_years(objective, at, columns, &mut cells)?;
                rows.push(Row::new(cells));
                goes_on.push(at > 0);
            }
        }
        merge(&mut rows, &goes_on, columns);
        Ok(rows)
    }
}

/// Creates a row with a text of a group across all columns.
fn across(text: &Text, width: usize) -> Row {
    let mut cell = Cell::new(CellRole::Text, StyleName::Cell, &text.value, Some(origin(text.span)));
    // Otherwise the text would take the alignment of the table's first column.
    cell.align = Some(crate::annex::Align::Left);
    cell.col_span = span(width);
    Row::new([cell])
}
