//! Values of cells, displayed as the file says or as Calc does.

use crate::office::CellKind;
use crate::office::cell_styles::ShownCell;
use crate::office::formats::{bare, kind_of_number, shows_hundredths};
use crate::office::package::PackageError;
use crate::office::shown_text::{ShownText, TextEffects};
use crate::office::workbook::remarks::CellRemark;
use crate::office::workbook::value::{NO_RESULT, error_text, truth_text};
use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::XmlVersion;
use quick_xml::events::BytesStart;

/// Cell that is being read.
#[derive(Default)]
pub(super) struct OdsCell {
    /// Number of adjacent copies; 0 means 1, as for the spans.
    pub repeated: u32,
    pub rows: u32,
    pub columns: u32,
    /// Name of its style; empty if it states none.
    pub style: String,
    /// Number of paragraphs.
    pub paragraphs: usize,
    /// Text of the paragraphs.
    pub text: ShownText,
    length: usize,
    /// Kind of the value; `None` if the cell is empty.
    kind: Option<CellKind>,
    is_percentage: bool,
    value: Option<f64>,
    truth: Option<bool>,
    /// Date, time or text that an attribute states.
    stated: Option<String>,
    has_formula: bool,
}

impl OdsCell {
    /// Reads the start tag of a cell.
    pub(crate) fn new(tag: &BytesStart<'_>) -> Self {
        let mut cell = OdsCell::default();
        // A single pass over the attributes: tables have more cells than anything else.
        for attribute in tag.attributes().with_checks(false).flatten() {
            let value = &*attribute.value;
            match attribute.key.local_name().as_ref() {
                "number-columns-repeated" => cell.repeated = value.parse().unwrap_or(1),
                "number-rows-spanned" => cell.rows = value.parse().unwrap_or(1),
                "number-columns-spanned" => cell.columns = value.parse().unwrap_or(1),
                "style-name" => cell.style = value.to_owned(),
                "formula" => cell.has_formula = true,
                "value" => cell.value = value.trim().parse().ok(),
                "boolean-value" => cell.truth = Some(value == "true"),
                "date-value" => cell.stated = Some(date(value)),
                "time-value" => cell.stated = Some(time(value)),
                "string-value" => {
                    let text = attribute.normalized_value(XmlVersion::Implicit1_0);
                    cell.stated = text.ok().map(|text| text.into_owned());
                }
                // LibreOffice writes `office:value-type="string"` for an error and its own
                // attribute `calcext:value-type="error"` after it.
                "value-type" if cell.kind != Some(CellKind::Error) => {
                    cell.kind = Some(kind_of(value));
                    cell.is_percentage = value == "percentage";
                }
                _ => {}
            }
        }
        cell
    }

    /// Adds to the text.
    ///
    /// # Errors
    /// [`PackageError::TooLarge`] if the text exceeds every limit of spreadsheet programs.
    pub(crate) fn push(&mut self, text: &str, effects: TextEffects) -> Result<(), PackageError> {
        /// Longest text of a cell, in bytes; programs accept at most 32,767 characters.
        const LONGEST: usize = 1024 * 1024;
        self.length += text.len();
        self.text.push(text, effects);
        if self.length > LONGEST { Err(PackageError::TooLarge) } else { Ok(()) }
    }
}

fn kind_of(value_type: &str) -> CellKind {
    match value_type {
        "float" | "percentage" | "currency" => CellKind::Number,
        "date" | "time" => CellKind::Date,
        "error" => CellKind::Error,
        _ => CellKind::Text,
    }
}

/// Returns what a cell shows: its text, or the value if a program stored no text for it.
pub(super) fn shown(mut cell: OdsCell) -> ShownCell {
    let (text, remarks) = std::mem::take(&mut cell.text).finish();
    if !remarks.is_empty() {
        let kind = cell.kind.filter(|_| !text.is_empty()).unwrap_or(CellKind::Text);
        let remarks = remarks.into_iter().map(CellRemark::Text).collect();
        return ShownCell { text, kind: Some(kind), remarks };
    }
    if let Some(truth) = cell.truth {
        return ShownCell::plain(truth_text(truth).to_owned(), CellKind::Text);
    }
    let number = cell.value.filter(|value| value.is_finite());
    let is_blank = text.is_empty() && cell.kind != Some(CellKind::Error);
    if is_blank && let Some((stored, kind)) = stored(&cell, number) {
        // An empty paragraph is what the format of the cell shows of its value.
        return match cell.paragraphs {
            0 => ShownCell::plain(stored, kind),
            _ => ShownCell::without_text(CellRemark::HiddenByFormat(stored)),
        };
    }
    match cell.kind {
        Some(CellKind::Error) => {
            ShownCell::plain(error_text(text.trim()).to_owned(), CellKind::Error)
        }
        // A program that writes files without computing leaves formulas without results: a blank
        // cell would hide that.
        None if cell.has_formula && text.is_empty() => {
            ShownCell::plain(NO_RESULT.to_owned(), CellKind::Error)
        }
        Some(CellKind::Number) => {
            let is_english = number.is_some_and(|value| is_english(&text, value));
            let text = if is_english { with_other_signs(&text) } else { text };
            let kind = number.map_or(CellKind::Number, |value| {
                let is_percentage = cell.is_percentage || shows_hundredths(value, &text);
                kind_of_number(value, &text, is_percentage)
            });
            ShownCell::plain(text, kind)
        }
        Some(CellKind::Date) => {
            let stated = cell.stated.filter(|date| is_month_first(&text, date));
            ShownCell::plain(stated.unwrap_or(text), CellKind::Date)
        }
        kind => ShownCell::plain(text, kind.unwrap_or(CellKind::Text)),
    }
}

/// Returns `true` if a text shows the value in the English way, «1,250.50»: read as Italian it would be
/// another number, or none.
fn is_english(text: &str, value: f64) -> bool {
    let figures = text.trim().trim_end_matches('%').trim_end();
    let value = if figures.len() < text.trim().len() { value * 100.0 } else { value };
    let is_value = |thousands: char, decimals: char| {
        let plain = figures.replace(thousands, "").replace(decimals, ".");
        let places = plain.split_once('.').map_or(0, |(_, places)| places.len());
        plain.parse::<f64>().is_ok() && plain == format!("{value:.places$}")
    };
    is_value(',', '.') && !is_value('.', ',')
}

/// Swaps points and commas.
fn with_other_signs(text: &str) -> String {
    let swap = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    text.chars().map(swap).collect()
}

/// Returns `true` if a text gives month and day of a date, «30/06/2026», in the order of another
/// country: «6/30/2026» would be read as another day.
fn is_month_first(text: &str, date: &str) -> bool {
    let numbers = |text: &str| {
        let numbers = text.split('/').map(|part| part.trim().parse::<u32>().ok());
        numbers.collect::<Option<Vec<u32>>>()
    };
    match (numbers(text).as_deref(), numbers(date).as_deref()) {
        (Some([first, second, _]), Some([day, month, _])) => {
            (first, second) == (month, day) && day != month
        }
        _ => false,
    }
}

/// Returns the value that the attributes of a cell state, and its kind.
fn stored(cell: &OdsCell, number: Option<f64>) -> Option<(String, CellKind)> {
    match number {
        // The file stores 0,3 for 30%, and states the type, so that there is no doubt.
        Some(value) if cell.is_percentage => Some((bare(value * 100.0).0 + "%", CellKind::Number)),
        Some(value) => Some(bare(value)),
        None => {
            let stated = cell.stated.clone().filter(|text| !text.trim().is_empty())?;
            Some((stated, cell.kind.unwrap_or(CellKind::Text)))
        }
    }
}

/// Writes a date of ISO 8601 as Calc does with Italian settings; another text stays as it is.
fn date(text: &str) -> String {
    let text = text.trim();
    if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return day.format("%d/%m/%Y").to_string();
    }
    let moment = NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), "%Y-%m-%dT%H:%M:%S%.f");
    moment.map_or(text.to_owned(), |moment| moment.format("%d/%m/%Y %H:%M").to_string())
}

/// Writes a duration of ISO 8601, «PT10H30M00S», as Calc does; another text stays as it is.
fn time(text: &str) -> String {
    let read = || {
        let (hours, rest) = text.trim().strip_prefix("PT")?.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let number = |digits: &str| digits.parse::<u32>().ok();
        let (hours, minutes, seconds) = (number(hours)?, number(minutes)?, number(seconds)?);
        Some(format!("{hours:02}:{minutes:02}:{seconds:02}"))
    };
    read().unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_the_english_way_are_known_by_their_values() {
        for (text, value) in [
            ("33.50", 33.5),
            ("1,250", 1250.0),
            ("1,250.50", 1250.5),
            ("12.5%", 0.125),
            ("1.250", 1.25),
        ] {
            assert!(is_english(text, value), "{text}");
        }
        for (text, value) in [
            ("33,50", 33.5),
            ("1.250", 1250.0),
            ("30", 30.0),
            ("12,5%", 0.125),
            ("-", 0.0),
            ("33,3", 33.333),
        ] {
            assert!(!is_english(text, value), "{text}");
        }
        assert_eq!(with_other_signs("1,250.50"), "1.250,50");
    }

    #[test]
    fn dates_and_times_are_italian() {
        assert_eq!(date("2026-06-30"), "30/06/2026");
        assert_eq!(date("2026-06-30T10:30:00"), "30/06/2026 10:30");
        assert_eq!(date("domani"), "domani");
        assert!(
            is_month_first("3/5/2026", "05/03/2026") && is_month_first("6/30/26", "30/06/2026")
        );
        assert!(
            !is_month_first("05/03/26", "05/03/2026") && !is_month_first("marzo", "05/03/2026")
        );
        assert_eq!(time("PT10H30M05S"), "10:30:05");
        assert_eq!(time("PT30H05M00.5S"), "30:05:00");
        assert_eq!(time("10:30"), "10:30");
    }
}
