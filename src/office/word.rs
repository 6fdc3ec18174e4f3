//! Tables of Word documents (.docx, ECMA-376-1, 17.4), as they show once every tracked change
//! is accepted. What a table cannot hold (text boxes, notes, pictures) is told.

use super::limits::Limits;
use super::package::{Package, entity};
use super::word_lists::{Labels, labels};
use super::{CellKind, Grid, GridCell, GridRow};
use crate::diag::{Code, Diagnostic, Findings};
use crate::raw::Words;
use crate::source::{CellPlace, FileId, SourceMap, Span};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest nesting of elements: a document written by a program has some thirty.
const DEEPEST: usize = 500;

/// Reads the tables of a document, each with the paragraphs above it.
pub(super) fn read_word(
    name: &str,
    bytes: &[u8],
    sources: &mut SourceMap,
    findings: &mut Findings,
) -> Option<Vec<Grid>> {
    let file = sources.add(name, "");
    let start = Span::new(file, 0..0);
    let mut package = Package::open(bytes, "un documento di Word .docx", start, findings)?;
    let text = |package: &mut Package<'_>, name: &str| {
        package.part(name).and_then(|bytes| String::from_utf8(bytes).ok())
    };
    let Some(document) = text(&mut package, "word/document.xml") else {
        findings.push(
            Diagnostic::new(Code::Unreadable, start, "Il file non è un documento di Word.")
                .hint("Aprirlo con il programma che l'ha scritto e salvarlo come .docx."),
        );
        return None;
    };
    if package.has("word/vbaProject.bin") {
        let message = "Il documento contiene delle macro: non sono state eseguite.";
        findings.push(
            Diagnostic::new(Code::MacrosIgnored, start, message)
                .hint("I testi sono stati letti come si vedono."),
        );
    }
    let styles = text(&mut package, "word/styles.xml").unwrap_or_default();
    let numbering = text(&mut package, "word/numbering.xml").unwrap_or_default();
    let notes = ["word/footnotes.xml", "word/endnotes.xml"]
        .map(|part| text(&mut package, part).map(|xml| notes(&xml)).unwrap_or_default());
    let [footnotes, endnotes] = notes;
    let document_reader = Document {
        file,
        sources,
        findings,
        limits: Limits::default(),
        list_styles: list_styles(&styles),
        labels: labels(&numbering),
        footnotes,
        endnotes,
        grids: Vec::new(),
        above: Vec::new(),
        depths: Vec::new(),
        paragraphs: 0,
        tables: Vec::new(),
        table_count: 0,
        paragraph: Paragraph::default(),
        skipped: None,
        deleted: 0,
        boxed: Vec::new(),
        counts: Counts::default(),
    };
    document_reader.read(&document)
}

/// A paragraph while its runs come in.
#[derive(Default)]
struct Paragraph {
    text: String,
    is_item: bool,
    /// The mark of an item, where it is not a dash, and how deep it lies.
    label: Option<String>,
    level: usize,
    /// How deep it is as a heading; 0 where it is none.
    depth: u8,
    /// Its end was deleted: the next one goes on in it.
    joins: bool,
    run_is_hidden: bool,
    hidden: String,
    in_text: bool,
    in_properties: bool,
}

/// The depth of the built-in headings, whose styles are called so in every Word, or
/// «Titolo2» in files of Italian ones.
fn heading_depth(style: &str) -> u8 {
    let number = style.strip_prefix("Heading").or_else(|| style.strip_prefix("Titolo"));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// A table while its rows come in.
#[derive(Default)]
struct OpenTable {
    rows: Vec<GridRow>,
    row: u32,
    /// The cells of the row, and whether it was deleted or heads every page.
    cells: Vec<GridCell>,
    is_deleted: bool,
    is_head: bool,
    column: u32,
    cell: Option<OpenCell>,
    /// The cell that a column is merged into from above: its row and its place in it.
    merged: BTreeMap<u32, (usize, usize)>,
}

#[derive(Default)]
struct OpenCell {
    text: String,
    /// The level of the list's first item and the depth of its last, where the last paragraph
    /// was an item of a list.
    list: Option<(usize, usize)>,
    /// Whether the last paragraph was joined with the next.
    joins: bool,
    span: u32,
    /// `Some(true)` where cells merged vertically begin, `Some(false)` where they go on.
    merge: Option<bool>,
    /// Whether a table within it has given it texts.
    has_table: bool,
    notes: Vec<String>,
    asides: Vec<(Code, String)>,
}

#[derive(Default)]
struct Counts {
    insertions: usize,
    deletions: usize,
    pictures: usize,
}

struct Document<'s> {
    file: FileId,
    sources: &'s mut SourceMap,
    findings: &'s mut Findings,
    limits: Limits,
    list_styles: BTreeSet<String>,
    labels: Labels,
    footnotes: BTreeMap<String, String>,
    endnotes: BTreeMap<String, String>,
    grids: Vec<Grid>,
    above: Vec<Words>,
    depths: Vec<u8>,
    paragraphs: u32,
    tables: Vec<OpenTable>,
    table_count: u32,
    paragraph: Paragraph,
    /// How deep the element began whose content is not read.
    skipped: Option<usize>,
    /// How many elements of deleted content are open.
    deleted: usize,
    /// Paragraphs set aside while a text box is read.
    boxed: Vec<(Paragraph, String)>,
    counts: Counts,
}

/// Why a document cannot be read: a finding of its own, or that it is damaged.
type Stop = Option<Box<Diagnostic>>;

impl Document<'_> {
    fn read(mut self, xml: &str) -> Option<Vec<Grid>> {
        let start = Span::new(self.file, 0..0);
        if let Err(stop) = self.walk(xml) {
            let damaged = || {
                Box::new(
                    Diagnostic::new(Code::Unreadable, start, "Il documento è danneggiato.")
                        .hint("Aprirlo con Word o LibreOffice e salvarlo di nuovo."),
                )
            };
            self.findings.push(*stop.unwrap_or_else(damaged));
            return None;
        }
        if self.grids.is_empty() {
            self.findings.push(
                Diagnostic::new(Code::NoHead, start, "Il documento non contiene tabelle.").hint(
                    "Gli obiettivi devono stare in una tabella di Word, con le intestazioni delle colonne nella prima riga.",
                ),
            );
            return None;
        }
        if !self.above.is_empty() {
            let above = std::mem::take(&mut self.above);
            let depths = std::mem::take(&mut self.depths);
            self.grids.push(Grid { paragraphs: above, heading_depths: depths, ..Grid::default() });
        }
        self.say_counts(start);
        Some(self.grids)
    }

    fn say_counts(&mut self, start: Span) {
        let Counts { insertions, deletions, pictures } = self.counts;
        if insertions + deletions > 0 {
            let message = format!(
                "Il documento ha revisioni non ancora accettate: è stato letto come se lo fossero (inserimenti: {insertions}, eliminazioni: {deletions})."
            );
            self.findings
                .push(Diagnostic::new(Code::TrackedChanges, start, message).hint(
                    "Se qualche revisione va rifiutata, farlo in Word e importare di nuovo.",
                ));
        }
        if pictures > 0 {
            let message =
                format!("Il documento contiene immagini, che non sono state lette: {pictures}.");
            self.findings.push(
                Diagnostic::new(Code::PicturesIgnored, start, message)
                    .hint("Se mostrano del testo, riscriverlo nella tabella."),
            );
        }
    }

    fn walk(&mut self, xml: &str) -> Result<(), Stop> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0;
        loop {
            match reader.read_event().map_err(|_| None)? {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(None);
                    }
                    self.start(&tag, depth)?;
                }
                Event::Empty(tag) => {
                    self.start(&tag, depth + 1)?;
                    self.end(tag.local_name().as_ref(), depth + 1)?;
                }
                Event::End(tag) => {
                    self.end(tag.local_name().as_ref(), depth)?;
                    depth -= 1;
                }
                Event::Text(text) => self.text(&text.xml10_content()),
                Event::CData(text) => self.text(&text.xml10_content()),
                Event::GeneralRef(name) => self.text(&entity(&name).ok_or(None)?),
                Event::Eof if depth == 0 => return Ok(()),
                Event::Eof => return Err(None),
                _ => {}
            }
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, depth: usize) -> Result<(), Stop> {
        if self.skipped.is_some() {
            return Ok(());
        }
        let value = || attribute(tag, "val");
        match tag.local_name().as_ref() {
            // The same content for programs that do not know the first choice.
            "Fallback" | "sectPrChange" | "pPrChange" | "rPrChange" | "tblPrChange" => {
                self.skipped = Some(depth);
            }
            "tbl" => self.tables.push(OpenTable::default()),
            "tr" => self.start_row(),
            "tc" => self.start_cell(),
            "gridBefore" => {
                let columns = value().and_then(|n| n.parse().ok()).unwrap_or(0u32);
                if let Some(table) = self.tables.last_mut() {
                    table.column = table.column.saturating_add(columns.min(1_001));
                }
            }
            "tblHeader" if is_on(tag) => {
                if let Some(table) = self.tables.last_mut() {
                    table.is_head = true;
                }
            }
            "gridSpan" => {
                let columns = value().and_then(|n| n.parse().ok()).unwrap_or(1u32);
                self.with_cell(|cell| cell.span = columns.clamp(1, 1_001));
            }
            "vMerge" => {
                let restarts = value().as_deref() == Some("restart");
                self.with_cell(|cell| cell.merge = Some(restarts));
            }
            "p" => self.paragraph = Paragraph::default(),
            "pPr" => self.paragraph.in_properties = true,
            "pStyle" => {
                let style = value().unwrap_or_default();
                self.paragraph.is_item |= self.list_styles.contains(&style);
                self.paragraph.depth = heading_depth(&style);
            }
            "ilvl" => self.paragraph.level = value().and_then(|n| n.parse().ok()).unwrap_or(0),
            "numId" => {
                let list = value().unwrap_or_default();
                self.paragraph.is_item = list != "0";
                self.paragraph.label = self.labels.get(&(list, self.paragraph.level)).cloned();
            }
            "r" => self.paragraph.run_is_hidden = false,
            "vanish" if !self.paragraph.in_properties => {
                self.paragraph.run_is_hidden = is_on(tag);
            }
            "ins" | "moveTo" => self.counts.insertions += 1,
            "del" | "moveFrom" if self.paragraph.in_properties => {
                self.paragraph.joins = true;
                self.counts.deletions += 1;
            }
            "del" | "moveFrom" | "cellDel" => self.start_deletion(tag),
            "t" => self.paragraph.in_text = true,
            "tab" if !self.paragraph.in_properties => self.push("\t"),
            "br" if !matches!(attribute(tag, "type").as_deref(), Some("page" | "column")) => {
                self.push("\n");
            }
            "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("\u{2011}"),
            "softHyphen" => self.push("\u{AD}"),
            "sym" => {
                let code = attribute(tag, "char").and_then(|c| u32::from_str_radix(&c, 16).ok());
                let c = code.and_then(char::from_u32).unwrap_or('\u{FFFD}');
                self.push(c.encode_utf8(&mut [0; 4]));
            }
            "footnoteReference" => self.note(tag, |d| &d.footnotes),
            "endnoteReference" => self.note(tag, |d| &d.endnotes),
            "blip" | "imagedata" => self.counts.pictures += 1,
            "txbxContent" => {
                let outer = std::mem::take(&mut self.paragraph);
                self.boxed.push((outer, String::new()));
            }
            _ => {}
        }
        Ok(())
    }

    fn start_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            (table.column, table.is_deleted, table.is_head) = (0, false, false);
            table.cells.clear();
        }
    }

    fn start_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cell = Some(OpenCell { span: 1, ..OpenCell::default() });
        }
    }

    /// A deletion: of a row within its properties, else of what is inside it.
    fn start_deletion(&mut self, tag: &BytesStart<'_>) {
        self.counts.deletions += 1;
        let table = self.tables.last_mut();
        match table {
            Some(table) if table.cell.is_none() && tag.local_name().as_ref() == "del" => {
                table.is_deleted = true;
            }
            _ => self.deleted += 1,
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Result<(), Stop> {
        if let Some(from) = self.skipped {
            if depth == from {
                self.skipped = None;
            }
            return Ok(());
        }
        match name {
            "t" => self.paragraph.in_text = false,
            "pPr" => self.paragraph.in_properties = false,
            "del" | "moveFrom" | "cellDel" => self.deleted = self.deleted.saturating_sub(1),
            "p" => self.end_paragraph()?,
            "tc" => self.end_cell(),
            "tr" => self.end_row()?,
            "tbl" => self.end_table(),
            "txbxContent" => self.end_box(),
            _ => {}
        }
        Ok(())
    }

    fn with_cell(&mut self, change: impl FnOnce(&mut OpenCell)) {
        if let Some(cell) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            change(cell);
        }
    }

    fn text(&mut self, text: &str) {
        if self.paragraph.in_text && self.skipped.is_none() {
            self.push(text);
        }
    }

    /// Adds to the paragraph, unless it is deleted.
    fn push(&mut self, text: &str) {
        if self.deleted > 0 || self.skipped.is_some() {
        } else if self.paragraph.run_is_hidden {
            self.paragraph.hidden.push_str(text);
        } else {
            self.paragraph.text.push_str(text);
        }
    }

    fn note(&mut self, tag: &BytesStart<'_>, notes: fn(&Self) -> &BTreeMap<String, String>) {
        let id = attribute(tag, "id").unwrap_or_default();
        let text = notes(self).get(&id).cloned().unwrap_or_default();
        self.with_cell(|cell| cell.notes.push(text));
    }

    fn end_paragraph(&mut self) -> Result<(), Stop> {
        let paragraph = std::mem::take(&mut self.paragraph);
        if let Some((_, text)) = self.boxed.last_mut() {
            text.push_str(&paragraph.text);
            text.push(' ');
            return Ok(());
        }
        if self.tables.is_empty() {
            return self.outside(&paragraph);
        }
        // A paragraph of a table within a cell belongs to that cell.
        let is_nested = self.tables.len() > 1 && !paragraph.text.trim().is_empty();
        if let Some(cell) = self.tables.first_mut().and_then(|table| table.cell.as_mut()) {
            cell.has_table |= is_nested;
            cell.add(&paragraph);
        }
        Ok(())
    }

    /// A paragraph outside tables.
    fn outside(&mut self, paragraph: &Paragraph) -> Result<(), Stop> {
        self.paragraphs += 1;
        let text = paragraph.text.trim();
        if !text.is_empty() {
            let place = CellPlace::Paragraph(self.paragraphs);
            let span = self.sources.add_cell(self.file, place, text);
            self.limits.cell(0, text, span).map_err(Some)?;
            self.above.push(Words::new(text.to_owned(), span));
            self.depths.push(paragraph.depth);
        }
        Ok(())
    }

    fn end_box(&mut self) {
        let Some((outer, text)) = self.boxed.pop() else { return };
        self.paragraph = outer;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        if self.tables.is_empty() {
            let place = CellPlace::Paragraph(self.paragraphs + 1);
            let span = self.sources.add_cell(self.file, place, &text);
            self.findings.push(aside(Code::NotPlaced, "una casella di testo", &text, span));
        } else {
            self.with_cell(|cell| cell.asides.push((Code::NotPlaced, text)));
        }
    }

    fn end_cell(&mut self) {
        let depth = self.tables.len();
        let Some(table) = self.tables.last_mut() else { return };
        let Some(cell) = table.cell.take() else { return };
        if depth > 1 {
            // The texts of a table within a cell have gone to that cell.
            return;
        }
        let (row, column) = (table.row, table.column);
        table.column = table.column.saturating_add(cell.span);
        let at = (table.rows.len(), table.cells.len());
        if cell.merge == Some(false)
            && let Some(&(row, index)) = table.merged.get(&column)
            && let Some(above) = table.rows.get_mut(row).and_then(|r| r.cells.get_mut(index))
        {
            above.row_span += 1;
            if cell.text.trim().is_empty() {
                return;
            }
        }
        match cell.merge {
            Some(true) => drop(table.merged.insert(column, at)),
            None => drop(table.merged.remove(&column)),
            Some(false) => {}
        }
        let place =
            CellPlace::Table { table: self.table_count + 1, row: row + 1, column: column + 1 };
        let span = self.sources.add_cell(self.file, place, &cell.text);
        if cell.has_table {
            let message = "La cella contiene un'altra tabella: i suoi testi sono stati letti uno dopo l'altro.";
            self.findings.push(
                Diagnostic::new(Code::NestedTable, span, message).hint(
                    "Controllare il testo della cella; se serve, riscriverlo come un elenco.",
                ),
            );
        }
        for note in &cell.notes {
            self.findings.push(aside(Code::NotPlaced, "una nota a piè di pagina", note, span));
        }
        for (code, text) in &cell.asides {
            let what =
                if *code == Code::NotPlaced { "una casella di testo" } else { "testo nascosto" };
            self.findings.push(aside(*code, what, text, span));
        }
        table.cells.push(GridCell {
            column,
            col_span: cell.span,
            row_span: 1,
            text: Words::new(cell.text, span),
            kind: CellKind::Text,
        });
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        let is_outer = self.tables.len() == 1;
        let Some(table) = self.tables.last_mut() else { return Ok(()) };
        let cells = std::mem::take(&mut table.cells);
        if table.is_deleted || !is_outer {
            return Ok(());
        }
        for cell in cells.iter().filter(|cell| !cell.text.value.trim().is_empty()) {
            self.limits.cell(cell.column, &cell.text.value, cell.text.span).map_err(Some)?;
        }
        table.rows.push(GridRow { index: table.row, is_head: table.is_head, cells });
        table.row += 1;
        Ok(())
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if !self.tables.is_empty() {
            return;
        }
        self.table_count += 1;
        let above = std::mem::take(&mut self.above);
        let depths = std::mem::take(&mut self.depths);
        self.grids.push(Grid {
            name: None,
            paragraphs: above,
            heading_depths: depths,
            rows: table.rows,
        });
    }
}

impl OpenCell {
    fn add(&mut self, paragraph: &Paragraph) {
        if !paragraph.hidden.trim().is_empty() {
            self.asides.push((Code::HiddenText, paragraph.hidden.clone()));
        }
        let text = &paragraph.text;
        if text.trim().is_empty() {
            return;
        }
        // Items stand line by line; an empty line parts paragraphs, as in a plan.
        let between = match (self.text.is_empty(), paragraph.is_item) {
            (true, _) => "",
            _ if self.joins => "",
            (false, true) => "\n",
            (false, false) => "\n\n",
        };
        self.text.push_str(between);
        if !self.joins {
            self.list = paragraph.is_item.then(|| self.begin_item(paragraph));
        }
        self.text.push_str(text);
        self.joins = paragraph.joins;
    }

    /// Writes the mark of an item as an author would; the list's first level and its depth.
    fn begin_item(&mut self, item: &Paragraph) -> (usize, usize) {
        let (first, deepest) =
            self.list.map_or((item.level, 0), |(first, depth)| (first, depth + 1));
        let depth = item.level.saturating_sub(first).min(deepest);
        // A number by itself would be words of the text.
        let label = item.label.as_deref().filter(|_| depth > 0).unwrap_or("-");
        self.text.push_str(&"  ".repeat(depth));
        self.text.push_str(label);
        self.text.push(' ');
        (first, depth)
    }
}

fn aside(code: Code, what: &str, text: &str, place: Span) -> Diagnostic {
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let message = format!("«{shown}» è {what} e non è stato letto.");
    Diagnostic::new(code, place, message)
        .hint("Se serve, scriverlo nel testo della cella, in Word, e importare di nuovo.")
}

/// The paragraph styles that make an item of a list.
fn list_styles(xml: &str) -> BTreeSet<String> {
    let mut reader = Reader::from_str(xml);
    let (mut styles, mut style) = (BTreeSet::new(), None);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "styleId"),
                "numId" => styles.extend(style.clone()),
                _ => {}
            },
            Event::Eof => break,
            _ => {}
        }
    }
    styles
}

/// The texts of notes, by their numbers.
fn notes(xml: &str) -> BTreeMap<String, String> {
    let mut reader = Reader::from_str(xml);
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    let (mut id, mut in_text) = (None, false);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "footnote" | "endnote" => id = attribute(&tag, "id"),
                "t" => in_text = true,
                _ => {}
            },
            Event::End(tag) => in_text &= tag.local_name().as_ref() != "t",
            Event::Text(text) if in_text => {
                if let Some(id) = &id {
                    notes.entry(id.clone()).or_default().push_str(&text.xml10_content());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    notes
}

/// Whether a switch is on: it is there, and not said to be off.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The value of an attribute by its local name: prefixes are the author's choice.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|a| a.key.local_name().as_ref() == name)?;
    Some(found.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}
