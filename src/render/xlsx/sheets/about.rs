//! «Leggimi»: what the plan says outside its objectives, and what each sheet is.

use super::write::{fit_row, words};
use super::{DataSheets, SheetHead};
use crate::dataset::WorkbookSheet;
use crate::render::RenderError;
use rust_xlsxwriter::Worksheet;

const WIDTHS: [f64; 2] = [28.0, 100.0];

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
    for (c, head) in (0..).zip(["chiave", "valore"]) {
        sheet.write_string_with_format(0, c, head, &book.formats.head())?;
    }
    let mut row = 1;
    for (name, value) in book.dataset.facts.pairs() {
        pair(book, sheet, row, &name, &value)?;
        row += 1;
    }
    row += 1;
    sheet.write_string_with_format(row, 0, "I fogli", &book.formats.title())?;
    for kind in &book.dataset.sheets {
        row += 1;
        let by_levels = *kind == WorkbookSheet::Weights && !book.dataset.rule.columns.is_empty();
        let purpose = if by_levels { WEIGHTS_BY_LEVELS } else { purpose(*kind) };
        pair(book, sheet, row, kind.name(), purpose)?;
    }
    row += 2;
    pair(book, sheet, row, "Regola sui totali", &rule(book))?;
    pair(book, sheet, row + 1, "Programma", &book.annex.meta.producer)?;
    Ok(SheetHead { head: Some(0), columns: 0, repeats: false, wide: false })
}

fn pair(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    row: u32,
    name: &str,
    value: &str,
) -> Result<(), RenderError> {
    let format = book.formats.words();
    words(sheet, (row, 0), name, format, None)?;
    words(sheet, (row, 1), value, format, None)?;
    fit_row(sheet, row, book.formats.size, [name, value].into_iter().zip(WIDTHS))
}

const WEIGHTS_BY_LEVELS: &str = "I pesi sommati per i livelli della regola, confrontati con il totale previsto: i conti si rifanno quando cambia «Dati».";

fn purpose(sheet: WorkbookSheet) -> &'static str {
    match sheet {
        WorkbookSheet::Plan => "L'allegato come si legge e si stampa.",
        WorkbookSheet::Weights => {
            "I pesi sommati per area e periodo, confrontati con il totale previsto: i conti si rifanno quando cambia «Dati»."
        }
        WorkbookSheet::Data => {
            "Una riga per ogni obiettivo, una colonna per ogni campo del piano: da qui si filtra e si calcola."
        }
        WorkbookSheet::Findings => {
            "Che cosa c'è da guardare nel piano: errori di somma, refusi, testi diversi dove dovrebbero essere uguali."
        }
        WorkbookSheet::Evaluation => {
            "Per la fine dell'anno: una riga per ogni obiettivo e anno; si compilano le celle colorate, il punteggio si calcola da sé."
        }
        WorkbookSheet::About => {
            "Questo foglio: che cosa il piano dice fuori dagli obiettivi, e a che cosa servono gli altri fogli."
        }
    }
}

fn rule(book: &DataSheets<'_>) -> String {
    let rule = &book.dataset.rule;
    let columns = &book.dataset.columns;
    let levels: Vec<&str> = rule.columns.iter().map(|c| columns[*c].as_str()).collect();
    let each = match (levels.as_slice(), rule.by_area, rule.by_period) {
        ([], true, true) => "di ogni periodo di ogni area".to_owned(),
        ([], true, false) => "di ogni area".to_owned(),
        ([], false, true) => "di ogni periodo".to_owned(),
        ([], false, false) => "di tutto il piano".to_owned(),
        (levels, ..) => format!("di ogni gruppo ({})", levels.join(", ")),
    };
    match rule.expected {
        _ if !book.dataset.is_weighted() => "Il piano non ha pesi.".to_owned(),
        Some(expected) => {
            let total = expected.to_f64().to_string().replace('.', ",");
            format!(
                "La somma dei pesi {each} deve fare {total}. Un obiettivo senza peso non conta come zero: resta fuori."
            )
        }
        None => "Il piano non prevede un totale per i pesi.".to_owned(),
    }
}
