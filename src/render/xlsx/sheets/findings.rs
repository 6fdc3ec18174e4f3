//! «Verifiche»: what was found out about the plan, a row each.

use super::row_heights::fit_title;
use super::write::words;
use super::{DataSheets, SheetHead};
use crate::dataset::{DatasetFinding, GroupIndex, Key, WorkbookSheet};
use crate::render::RenderError;
use rust_xlsxwriter::{Url, Worksheet};

const HEADS: [(&str, f64); 8] = [
    ("Gravità", 9.0),
    ("Codice", 20.0),
    ("Area", 18.0),
    ("Periodo", 13.0),
    ("Obiettivo", 28.0),
    ("Segnalazione", 44.0),
    ("Rimedio", 40.0),
    ("N. in «Dati»", 9.0),
];
const HEAD_ROW: u32 = 2;
/// Date of the findings: a corrected weight does not take one away.
const ABOUT: &str =
    "Segnalazioni sul piano com'era quando è stata fatta la cartella: non seguono le correzioni.";
/// Column with the way to an objective.
const LINK_COLUMN: u16 = HEADS.len() as u16 - 1;
/// Characters of an objective's description that are repeated.
const BEGINNING: usize = 80;

/// Writes the sheet.
///
/// # Errors
/// As [`crate::render::xlsx::xlsx`].
pub(super) fn findings(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
) -> Result<SheetHead, RenderError> {
    let plain = book.formats.plain();
    sheet.write_string_with_format(0, 0, "Verifiche", &book.formats.title())?;
    fit_title(sheet, 0)?;
    sheet.write_string_with_format(1, 0, ABOUT, &plain)?;
    for (c, (head, width)) in (0..).zip(HEADS) {
        sheet.set_column_width(c, width)?;
        sheet.write_string_with_format(HEAD_ROW, c, head, &book.formats.head())?;
    }
    let findings = &book.dataset.findings;
    if findings.is_empty() {
        sheet.write_string_with_format(HEAD_ROW + 1, 0, "Nessuna segnalazione.", &plain)?;
    }
    book.heights.fit_heads(sheet, HEAD_ROW, HEADS.into_iter())?;
    for (row, finding) in (HEAD_ROW + 1..).zip(findings) {
        finding_row(book, sheet, row, finding)?;
    }
    if let Ok(last @ 1..) = u32::try_from(findings.len()) {
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + last, LINK_COLUMN)?;
    }
    Ok(SheetHead { head: Some(HEAD_ROW), repeats: true, ..SheetHead::default() })
}

fn finding_row(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    row: u32,
    finding: &DatasetFinding,
) -> Result<(), RenderError> {
    let data = book.dataset;
    let GroupIndex { area, period } = finding.group;
    let objective = finding.record.and_then(|record| data.records.get(record));
    let objective = objective.map_or("", |record| data.text(record, Key::Description));
    let short: String = objective.chars().take(BEGINNING).collect();
    let dots = if short.len() < objective.len() { "…" } else { "" };
    let cells = [
        finding.severity.name().to_owned(),
        finding.code.name().to_owned(),
        area.map_or(String::new(), |area| data.areas[area].clone()),
        period.map_or(String::new(), |period| data.periods[period].clone()),
        short + dots,
        finding.message.clone(),
        finding.remedy.clone(),
    ];
    for (c, text) in (0..).zip(&cells) {
        words(sheet, (row, c), text, book.formats.words(), None)?;
    }
    link(book, sheet, row, finding)?;
    let widths = HEADS.map(|(_, width)| width);
    book.heights.fit(sheet, row, cells.iter().map(String::as_str).zip(widths))?;
    Ok(())
}

/// A way to the objective's row, where there is one.
fn link(
    book: &DataSheets<'_>,
    sheet: &mut Worksheet,
    row: u32,
    finding: &DatasetFinding,
) -> Result<(), RenderError> {
    match finding.record {
        Some(record) if book.dataset.sheets.contains(&WorkbookSheet::Data) => {
            let url = Url::new(format!("internal:'Dati'!A{}", record + 2))
                .set_text(format!("n. {}", record + 1))
                .set_tip("Va alla riga dell'obiettivo, se «Dati» non è stato riordinato");
            sheet.write_url_with_format(row, LINK_COLUMN, url, &book.formats.link())?;
        }
        _ => drop(sheet.write_blank(row, LINK_COLUMN, &book.formats.words().blank)?),
    }
    Ok(())
}
