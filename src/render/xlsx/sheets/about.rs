//! «Leggimi»: the purpose of each sheet, what the plan says outside its objectives, and the field that
//! each column of «Dati» holds.

use super::row_heights::{TITLE, fit_title};
use super::write::words;
use super::{DataSheets, SheetHead};
use crate::dataset::WorkbookSheet;
use crate::dataset::workbook_words::{COLUMN_HEADS, FACT_HEADS, fact_words};
use crate::render::RenderError;
use rust_xlsxwriter::{Url, Worksheet};

const WIDTHS: [f64; 2] = [30.0, 80.0];
/// Height of a row that nothing is measured for, in points (Excel's default).
const USUAL_ROW: f32 = 15.0;
/// Row of the first sheet that is explained.
const FIRST_SHEET: u32 = 2;

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn about(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    for (c, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(c, width)?;
    }
    sheet.write_string_with_format(
        0,
        0,
        "Che cosa c'è in questa cartella",
        &book.formats.title(),
    )?;
    fit_title(sheet, 0)?;
    let height = TITLE + USUAL_ROW;
    let mut lines = SheetLines { book, sheet, row: FIRST_SHEET, height };
    for kind in book.dataset.sheets.iter().filter(|kind| **kind != WorkbookSheet::About) {
        lines.purpose(*kind)?;
    }
    lines.blank();
    lines.heads("Il piano", FACT_HEADS)?;
    for (path, value) in book.dataset.facts.pairs() {
        lines.pair(&fact_words(&path), &value)?;
    }
    // A blank row: what follows is no fact of the plan.
    lines.blank();
    lines.pair("Come si sommano i pesi", &rule(book))?;
    lines.pair("Programma", &book.annex.meta.producer)?;
    if !book.dataset.heads.is_empty() && book.dataset.sheets.contains(&WorkbookSheet::Data) {
        lines.blank();
        lines.heads("Le colonne del foglio «Dati»", COLUMN_HEADS)?;
        for (column, name) in book.dataset.columns.iter().enumerate() {
            lines.pair(book.dataset.head(column), name)?;
        }
    }
    Ok(SheetHead { upright: Some(lines.height), ..SheetHead::default() })
}

/// Lines of the sheet from top to bottom.
struct SheetLines<'s, 'a> {
    book: &'s DataSheets<'a>,
    sheet: &'s mut Worksheet,
    /// Row of the next line.
    row: u32,
    /// Height of the rows above it, in points.
    height: f32,
}

impl SheetLines<'_, '_> {
    fn blank(&mut self) {
        self.row += 1;
        self.height += USUAL_ROW;
    }

    /// Writes the title of a part and the heads of its two columns.
    fn heads(&mut self, title: &str, heads: [&str; 2]) -> Result<(), RenderError> {
        let formats = &self.book.formats;
        self.sheet.write_string_with_format(self.row, 0, title, &formats.title())?;
        fit_title(self.sheet, self.row)?;
        for (c, head) in (0..).zip(heads) {
            self.sheet.write_string_with_format(self.row + 1, c, head, &formats.head())?;
        }
        self.row += 2;
        self.height += TITLE + USUAL_ROW;
        Ok(())
    }

    fn pair(&mut self, name: &str, value: &str) -> Result<(), RenderError> {
        let format = self.book.formats.words();
        words(self.sheet, (self.row, 0), name, format, None)?;
        words(self.sheet, (self.row, 1), value, format, None)?;
        self.fit(name, value)
    }

    /// Writes the name of a sheet, which leads to it, and its purpose.
    fn purpose(&mut self, kind: WorkbookSheet) -> Result<(), RenderError> {
        let by_levels =
            kind == WorkbookSheet::Weights && !self.book.dataset.rule.columns.is_empty();
        let text = if by_levels { WEIGHTS_BY_LEVELS } else { purpose(kind) };
        let calculates = |kind: &WorkbookSheet| {
            matches!(kind, WorkbookSheet::Weights | WorkbookSheet::Evaluation)
        };
        let calculated = self.book.dataset.sheets.iter().any(calculates);
        let text = match kind {
            WorkbookSheet::Data if calculated => &format!("{text} {CALCULATED}"),
            _ => text,
        };
        let format = self.book.formats.words();
        let link = Url::new(format!("internal:'{}'!A1", kind.name())).set_text(kind.name());
        self.sheet.write_url_with_format(self.row, 0, link, &self.book.formats.link())?;
        words(self.sheet, (self.row, 1), text, format, None)?;
        self.fit(kind.name(), text)
    }

    fn fit(&mut self, name: &str, value: &str) -> Result<(), RenderError> {
        let texts = [name, value].into_iter().zip(WIDTHS);
        self.height += self.book.heights.fit(self.sheet, self.row, texts)?;
        self.row += 1;
        Ok(())
    }
}

const CALCULATED: &str = "Gli altri fogli fanno i conti su questo, e trovano ogni obiettivo dal suo numero, che non si cambia.";
const WEIGHTS_BY_LEVELS: &str = "I pesi sommati per i livelli della regola, a confronto con il totale previsto. I conti seguono il foglio «Dati».";

fn purpose(sheet: WorkbookSheet) -> &'static str {
    match sheet {
        WorkbookSheet::Plan => {
            "L'allegato da leggere e stampare. Resta com'era: le correzioni si fanno in «Dati», e qui non arrivano."
        }
        WorkbookSheet::Chart => "Il grafico del riepilogo, con le sue cifre.",
        WorkbookSheet::Weights => {
            "I pesi sommati per area e periodo, a confronto con il totale previsto. I conti seguono il foglio «Dati»."
        }
        WorkbookSheet::Data => {
            "Una riga per ogni obiettivo: è il foglio in cui si corregge, si aggiunge, si ordina, si filtra."
        }
        WorkbookSheet::Findings => {
            "Che cosa c'è da guardare nel piano, com'era all'inizio: somme che non tornano, refusi, testi diversi dove dovrebbero essere uguali."
        }
        WorkbookSheet::Evaluation => {
            "Per la fine dell'anno: una riga per ogni obiettivo e anno. Si compilano le celle colorate, il punteggio si calcola da sé."
        }
        WorkbookSheet::About => "A che cosa servono gli altri fogli.",
    }
}

fn rule(book: &DataSheets<'_>) -> String {
    let rule = &book.dataset.rule;
    let levels: Vec<&str> = rule.columns.iter().map(|c| book.dataset.head(*c)).collect();
    let each = match (levels.as_slice(), rule.by_area, rule.by_period) {
        ([], true, true) => "di ogni periodo di ogni area".to_owned(),
        ([], true, false) => "di ogni area".to_owned(),
        ([], false, true) => "di ogni periodo".to_owned(),
        ([], false, false) => "di tutto il piano".to_owned(),
        (levels, ..) => format!("di ogni gruppo ({})", levels.join(", ")),
    };
    match rule.expected {
        _ if !book.dataset.is_weighted() => {
            "Gli obiettivi non hanno un peso da sommare.".to_owned()
        }
        Some(expected) => {
            let total = expected.to_f64().to_string().replace('.', ",");
            let other = if book.dataset.sheets.contains(&WorkbookSheet::Weights) {
                ", se accanto a «Totale atteso» in «Pesi» non se ne scrive un altro"
            } else {
                ""
            };
            format!(
                "La somma dei pesi {each} deve fare {total}{other}. Un obiettivo senza peso non conta come zero: resta fuori."
            )
        }
        None => "Il piano non prevede un totale per i pesi.".to_owned(),
    }
}
