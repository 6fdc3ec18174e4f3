//! Grids made of a few lines of text, for the tests of recognition.

use crate::diag::{Code, Diagnostic, Findings};
use crate::model::{Assignment, HeadKey, Heading, LevelHead, Plan, Values};
use crate::office::{CellKind, Grid, GridCell, GridRow};
use crate::raw::{RawPlan, StatedHead, Words};
use crate::recognise::{FileNames, Recognised, RecognitionHints, recognise};
use crate::source::{FileId, GridPosition, SourceMap, Span};
use crate::validate::validate_plan;

/// Tables of one file.
pub(super) struct Sample {
    pub sources: SourceMap,
    file: FileId,
    pub grids: Vec<Grid>,
    pub map: Vec<Heading>,
    given: Option<StatedHead>,
    levels: Vec<LevelHead>,
    file_names: FileNames,
}

/// Result of recognising a sample.
pub(super) struct Read {
    pub plan: Option<Plan>,
    /// Plan before its validation, and what was proposed besides.
    pub raw: Option<(RawPlan, RawPlan)>,
    pub report: Vec<String>,
    /// Findings of the recognition.
    pub findings: Vec<Diagnostic>,
    /// Findings of the validation after it.
    pub complaints: Vec<Diagnostic>,
    pub sources: SourceMap,
}

/// Returns the headings of the default layout.
pub(super) fn headings() -> Vec<Heading> {
    let heading = |field: &str, words: &str| Heading { field: field.into(), words: words.into() };
    vec![
        heading("servizio", "SERVIZIO ORGANIZZATIVO"),
        heading("tipologia", "TIPOLOGIA OBIETTIVO\nS sviluppo\nM mantenimento"),
        heading("descrizione", "DESCRIZIONE OBIETTIVO"),
        heading("risultato", "RISULTATO ATTESO"),
        heading("indicatore", "INDICATORE DI RISULTATO"),
        heading("peso", "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)"),
    ]
}

impl Sample {
    pub(crate) fn new() -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add("p.xlsx", "");
        Sample {
            sources,
            file,
            grids: Vec::new(),
            map: Vec::new(),
            given: None,
            levels: Vec::new(),
            file_names: FileNames::default(),
        }
    }

    /// Makes one sheet; `|` separates cells, line ends separate rows. `N>text` spans N columns,
    /// `Nv text` N rows, `#0,3` is a number of which nothing is known, `~33.3~33%` one that is displayed shortened,
    /// `!#RIF!` an error.
    pub(crate) fn sheet(name: &str, text: &str) -> Self {
        Sample::new().and_sheet(name, text)
    }

    pub(crate) fn and_sheet(mut self, name: &str, text: &str) -> Self {
        let place = |row, column| GridPosition::Sheet { sheet: name.into(), row, column };
        let name = self.sources.add_cell(self.file, place(0, 0), name);
        let value = self.sources.text(name).to_owned();
        let mut grid = Grid { name: Some(Words::new(value, name)), ..Grid::default() };
        grid.rows = rows(text, |row, column, text| {
            self.sources.add_cell(self.file, place(row, column), text)
        });
        self.grids.push(grid);
        self
    }

    /// Makes a table of a document below some paragraphs.
    pub(crate) fn and_table(mut self, above: &[&str], text: &str) -> Self {
        let table = u32::try_from(self.grids.len()).expect("few") + 1;
        let words = |(i, text): (u32, &&str)| {
            let span = self.sources.add_cell(self.file, GridPosition::Paragraph(i), text);
            Words::new((*text).to_owned(), span)
        };
        let above = (1..).zip(above).map(words).collect();
        let place = |row, column| GridPosition::Table { table, row: row + 1, column: column + 1 };
        let rows = rows(text, |row, column, text| {
            self.sources.add_cell(self.file, place(row, column), text)
        });
        self.grids.push(Grid { paragraphs: above, rows, ..Grid::default() });
        self
    }

    pub(crate) fn mapped(mut self, field: &str, heading: &str) -> Self {
        self.map.push(Heading { field: field.into(), words: heading.into() });
        self
    }

    /// Groups by levels of the layout's own, which print their words before each name.
    pub(crate) fn grouped_by(mut self, levels: &[(&str, &str)]) -> Self {
        let level = |(name, before): &(&str, &str)| LevelHead {
            name: (*name).to_owned(),
            before: (*before).to_owned(),
            after: String::new(),
        };
        self.levels = levels.iter().map(level).collect();
        self
    }

    /// Gives a value for the plan's head.
    pub(crate) fn given(mut self, key: &str, value: &str) -> Self {
        let words = self.words(&format!("--{key}"), value);
        let key = HeadKey::parse(key).expect("a key of the head");
        let head = self.given.get_or_insert_with(|| StatedHead::blank(words.span));
        head.set(&key, words.span, &words).expect("a fit value");
        self
    }

    /// Sets the file's name, without extension, and the title in its properties.
    pub(crate) fn of_file(mut self, stem: &str, title: &str) -> Self {
        let title = (!title.is_empty()).then(|| self.words("titolo", title));
        self.file_names = FileNames { title, stem: Some(self.words("nome", stem)) };
        self
    }

    fn words(&mut self, file: &str, value: &str) -> Words {
        let file = self.sources.add(file, value);
        Words::new(value.to_owned(), Span::new(file, 0..value.len()))
    }

    pub(crate) fn read(self) -> Read {
        let mut findings = Findings::default();
        let (headings, start) = (headings(), self.sources.start());
        let hints = RecognitionHints {
            layout: &headings,
            map: &self.map,
            given: self.given.as_ref(),
            levels: (!self.levels.is_empty()).then_some(self.levels.as_slice()),
            file: self.file_names,
            ..RecognitionHints::default()
        };
        let recognised = recognise(&self.grids, &hints, start, &mut findings);
        let mut complaints = Findings::default();
        let raw = recognised.as_ref().map(|read| (read.plan.clone(), read.proposed.clone()));
        let (plan, report) = match recognised {
            Some(Recognised { plan, report, .. }) => {
                (Some(validate_plan(plan, &self.sources, &mut complaints).plan), report)
            }
            None => (None, Vec::new()),
        };
        let (findings, complaints) =
            (findings.into_iter().collect(), complaints.into_iter().collect());
        Read { plan, raw, report, findings, complaints, sources: self.sources }
    }
}

impl Read {
    pub(crate) fn plan(&self) -> &Plan {
        self.plan.as_ref().unwrap_or_else(|| panic!("no plan: {:?}", self.findings))
    }

    pub(crate) fn codes(&self) -> Vec<Code> {
        self.findings.iter().map(|finding| finding.code).collect()
    }

    /// Returns the cell of the first finding.
    pub(crate) fn first_place(&self) -> String {
        let span = self.findings[0].span();
        let cell = self.sources.file(span.file()).cell(span.range().start);
        cell.map(ToString::to_string).unwrap_or_default()
    }

    /// Returns each objective in short: area, period, service or title, description, weight.
    pub(crate) fn short(&self) -> Vec<String> {
        let plan = self.plan();
        let one = |objective: &crate::model::Objective| {
            let assigned = match &objective.assignment {
                Some(Assignment::Service(name)) => name.value.clone(),
                Some(Assignment::CrossCutting { title }) => format!(">{}", title.value),
                None => String::new(),
            };
            let weight = objective.weight.as_ref().map(|w| w.value.decimal().to_string());
            format!(
                "{}/{}/{assigned}/{}/{}",
                plan.areas[objective.area].words(),
                plan.periods[objective.period].words(),
                objective.description.value,
                weight.unwrap_or_default()
            )
        };
        plan.objectives.iter().map(one).collect()
    }

    /// Returns description, result, indicators, weight and further fields of each objective.
    pub(crate) fn fields(&self) -> Vec<String> {
        let further = |extra: &crate::model::Extra| match &extra.values {
            Values::One(datum) => format!(" {}={}", extra.key.value, datum.written.value),
            Values::ByYear(years) => {
                let years =
                    years.iter().map(|(year, datum)| format!("{year}:{}", datum.written.value));
                format!(" {}={}", extra.key.value, years.collect::<Vec<_>>().join(","))
            }
            Values::Empty => String::new(),
        };
        let one = |objective: &crate::model::Objective| {
            let result = objective.expected_result.as_ref().map_or("", |text| text.value.as_str());
            let indicators = objective.indicators.iter().map(|indicator| {
                let extra: String = indicator.extra.iter().map(further).collect();
                let weight = indicator.weight.as_ref().map(|w| format!(" ({})", w.value.decimal()));
                format!("{}{}{extra}", indicator.text.value, weight.unwrap_or_default())
            });
            let indicators = indicators.collect::<Vec<_>>().join("; ");
            let weight = objective.weight.as_ref().map(|w| w.value.decimal().to_string());
            let extra: String = objective.extra.iter().map(further).collect();
            let weight = weight.unwrap_or_default();
            format!("{}/{result}/{indicators}/{weight}{extra}", objective.description.value)
        };
        self.plan().objectives.iter().map(one).collect()
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        self.report.iter().any(|line| line.contains(words))
    }
}

fn rows(text: &str, mut add: impl FnMut(u32, u32, &str) -> crate::source::Span) -> Vec<GridRow> {
    let mut rows = Vec::new();
    for (index, line) in (0..).zip(text.lines()) {
        let mut cells = Vec::new();
        let mut column = 0;
        for piece in line.split('|') {
            let mut cell = cell(piece.trim(), column, &mut |text| add(index, column, text));
            column += cell.col_span;
            cell.text.value = cell.text.value.replace("\\n", "\n");
            if !cell.text.value.is_empty() {
                cells.push(cell);
            }
        }
        if !cells.is_empty() {
            rows.push(GridRow { index, is_head: false, cells });
        }
    }
    rows
}

fn cell(piece: &str, column: u32, add: &mut impl FnMut(&str) -> crate::source::Span) -> GridCell {
    let mut text = piece;
    let (mut col_span, mut row_span, mut kind) = (1, 1, CellKind::Text);
    if let Some((n, rest)) = text.split_once('>').and_then(|(n, r)| Some((n.parse().ok()?, r))) {
        (col_span, text) = (n, rest);
    }
    if let Some((n, rest)) = text.split_once("v ").and_then(|(n, r)| Some((n.parse().ok()?, r))) {
        (row_span, text) = (n, rest);
    }
    if let Some(rest) = text.strip_prefix('#') {
        (kind, text) = (CellKind::BareNumber, rest);
    } else if let Some(rest) = text.strip_prefix('!') {
        (kind, text) = (CellKind::Error, rest);
    }
    if let Some((exact, rest)) = text.strip_prefix('~').and_then(|text| text.split_once('~')) {
        (kind, text) = (CellKind::Shortened(exact.parse().expect("a decimal")), rest);
    }
    GridCell { column, col_span, row_span, text: Words::new(text.to_owned(), add(text)), kind }
}
