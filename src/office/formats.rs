//! Numbers and dates of a spreadsheet as their cells display them with Italian settings.

use super::format_codes::{is_within_limits, system_code, with_digits};
use super::format_languages::FormatLanguage;
use crate::italian::decimals::parse_decimal;
use crate::office::CellKind;
use rust_decimal::Decimal;
use ssfmt::{DateSystem, FormatOptions, Locale, NumberFormat, format_code_from_id};
use std::collections::BTreeMap;

/// Number formats of a workbook, and the cell styles that use them.
#[derive(Default)]
pub(super) struct NumberFormats {
    /// Format codes defined in the file, by format.
    codes: BTreeMap<u32, String>,
    /// Format of each style.
    styles: Vec<u32>,
    read: BTreeMap<u32, CellFormat>,
}

impl NumberFormats {
    /// Adds a format defined in the file.
    pub(crate) fn add_code(&mut self, id: u32, code: String) {
        // These follow the settings of the computer, whatever the program wrote as their code.
        let is_system_date = matches!(id, 14 | 22) && code.contains(['y', 'Y']);
        if !is_system_date {
            self.codes.insert(id, code);
        }
    }

    /// Adds the next style and the format that it uses.
    pub(crate) fn add_style(&mut self, id: u32) {
        self.styles.push(id);
    }

    /// Returns the format code of the cells of a style.
    pub(crate) fn code_of_style(&self, style: usize) -> &str {
        let id = self.styles.get(style).copied().unwrap_or(0);
        self.codes.get(&id).map_or_else(|| built_in_code(id), |code| code.trim())
    }

    /// Parses the formats that styles use; beyond a limit they count as unknown.
    pub(crate) fn read(&mut self) {
        /// Most formats that are parsed: Excel allows some 250.
        const MOST: usize = 1_000;
        for id in &self.styles {
            // Styles share formats, and parsing is the slow part: each format is parsed once.
            if self.read.len() < MOST && !self.read.contains_key(id) {
                let code = self.codes.get(id);
                let format =
                    code.map_or_else(|| CellFormat::built_in(*id), |code| CellFormat::new(code));
                self.read.insert(*id, format);
            }
        }
    }

    /// Returns the format of the cells of a style.
    pub(crate) fn of_style(&self, style: usize) -> &CellFormat {
        match self.styles.get(style) {
            Some(id) => self.read.get(id).unwrap_or(&CellFormat::Unknown),
            // A cell without a style, or with one that the file lacks, shows as the program's
            // default.
            None => &CellFormat::General,
        }
    }
}

/// Display format of a number.
pub(super) enum CellFormat {
    /// Plain number.
    General,
    /// Format code (ECMA-376-1, 18.8.31), and the language of its months and days.
    Code(NumberFormat, FormatLanguage),
    /// Format code with a decimal point that the library does not translate: of powers of ten, of
    /// parts of a second.
    WithPoint(NumberFormat, FormatLanguage),
    /// Format code with «General» beside words or conditions.
    WithGeneral(String),
    /// Format code that cannot be read.
    Unknown,
}

impl CellFormat {
    /// Parses a format code.
    fn new(code: &str) -> Self {
        let code = code.trim();
        if code.is_empty() || code == "@" || code.eq_ignore_ascii_case("general") {
            return CellFormat::General;
        }
        if code.trim_matches(';').is_empty() || !is_within_limits(code) {
            return CellFormat::Unknown;
        }
        if code.to_lowercase().contains("general") {
            return CellFormat::WithGeneral(code.to_owned());
        }
        let code = system_code(code).unwrap_or(code);
        let Ok(format) = NumberFormat::parse(code) else { return CellFormat::Unknown };
        let (upper, language) = (code.to_uppercase(), FormatLanguage::of_code(code));
        if ["E+", "E-", "S.0"].iter().any(|part| upper.contains(part)) {
            CellFormat::WithPoint(format, language)
        } else {
            CellFormat::Code(format, language)
        }
    }

    /// Returns a built-in format (18.8.30).
    fn built_in(id: u32) -> Self {
        CellFormat::new(built_in_code(id))
    }

    /// Returns the text that a cell of this format displays for a number; `None` if that is
    /// unknown.
    pub(crate) fn displayed(&self, value: f64, is_1904: bool) -> Option<String> {
        match self {
            CellFormat::General => Some(plain(value)),
            CellFormat::Code(format, language) if value.abs() < LARGEST => {
                Some(formatted(format, *language, value, is_1904))
            }
            CellFormat::WithPoint(format, language) => {
                let text = formatted(format, *language, value, is_1904);
                Some(match text.rsplit_once('.') {
                    Some((before, after)) => format!("{before},{after}"),
                    None => text,
                })
            }
            CellFormat::WithGeneral(code) => {
                let format = NumberFormat::parse(&with_digits(code, value)?).ok()?;
                Some(formatted(&format, FormatLanguage::Italian, value, is_1904))
            }
            CellFormat::Code(..) | CellFormat::Unknown => None,
        }
    }

    /// Returns the displayed text of a number and its kind.
    ///
    /// A number whose format shows nothing, or cannot be read, is a bare number: its displayed
    /// form is unknown.
    pub(crate) fn show(&self, value: f64, is_1904: bool) -> (String, CellKind) {
        // A format such as «;;;» hides the number; the plan still needs it.
        let displayed = self.displayed(value, is_1904).filter(|text| !text.is_empty());
        let Some(text) = displayed else { return bare(value) };
        let kind = match self {
            CellFormat::Code(format, _) | CellFormat::WithPoint(format, _)
                if format.is_date_format() =>
            {
                CellKind::Date
            }
            CellFormat::Code(format, _) | CellFormat::WithPoint(format, _) => {
                kind_of_number(value, &text, multiplies(format, value, &text))
            }
            CellFormat::WithGeneral(_) => kind_of_number(value, &text, false),
            CellFormat::General | CellFormat::Unknown => CellKind::Number,
        };
        (text, kind)
    }
}

/// Largest value to format: above it a double does not hold every whole number.
const LARGEST: f64 = 1e15;

/// Returns the code of a built-in format; dates and money follow the settings of the computer,
/// here Italian ones.
fn built_in_code(id: u32) -> &'static str {
    match id {
        5 | 6 | 42 => "#,##0 \"€\"",
        7 | 8 | 44 => "#,##0.00 \"€\"",
        14 => "dd/mm/yyyy",
        15 => "dd-mmm-yy",
        16 => "dd-mmm",
        22 => "dd/mm/yyyy h:mm",
        37 | 38 | 41 => "#,##0",
        39 | 40 | 43 => "#,##0.00",
        _ => format_code_from_id(id).unwrap_or_default(),
    }
}

/// Returns `true` if a format displays `value` in hundredths; in one of several sections, some may.
fn multiplies(format: &NumberFormat, value: f64, text: &str) -> bool {
    let mut sections = format.sections().iter().map(|section| section.has_percent());
    let first = sections.next().unwrap_or_default();
    let is_one = sections.all(|other| other == first);
    // A small share may show as nothing.
    if is_one { first } else { value.abs() < 1.0 || shows_hundredths(value, text) }
}

/// Returns the kind of a number that is displayed as `text`, in Italian or English notation; a
/// percentage is displayed in hundredths.
pub(super) fn kind_of_number(value: f64, text: &str, is_percentage: bool) -> CellKind {
    // A sign that the format adds as a word, `0"%"`, multiplies nothing.
    let percent = if is_percentage { 100.0 } else { 1.0 };
    let Some(exact) = parse_decimal(&plain(value * percent)) else { return CellKind::Number };
    let digits = |mark: char| displayed_number(text, mark);
    match (digits('.'), digits(',')) {
        (None, None) => CellKind::Number,
        displayed if displayed.0 == Some(exact) || displayed.1 == Some(exact) => {
            let is_word = !is_percentage && text.trim_end().ends_with('%');
            if is_word { CellKind::WithPercentWord } else { CellKind::Number }
        }
        _ => CellKind::Shortened(exact),
    }
}

/// Returns `true` if a text with the sign of percentages shows hundredths of `value`, and not the value
/// itself with a sign behind it: LibreOffice calls a cell of a conditional format a plain number.
pub(super) fn shows_hundredths(value: f64, text: &str) -> bool {
    let Some(exact) = parse_decimal(&plain(value)).filter(|_| text.trim_end().ends_with('%'))
    else {
        return false;
    };
    let hundredths = exact.saturating_mul(Decimal::ONE_HUNDRED);
    let shown = [displayed_number(text, '.'), displayed_number(text, ',')];
    let is_nearer = |shown: Decimal| (shown - hundredths).abs() < (shown - exact).abs();
    shown.into_iter().flatten().any(is_nearer)
}

/// Returns the number in a displayed text such as «1.234,50 €», where `mark` stands between
/// thousands; `None` if it has none or several.
fn displayed_number(text: &str, mark: char) -> Option<Decimal> {
    let is_digit = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let length = text[start..].find(|c| !is_digit(c)).unwrap_or(text.len() - start);
    let (before, after) = (&text[..start], &text[start + length..]);
    let digits = text[start..start + length].replace(mark, "");
    let number =
        parse_decimal(&digits).filter(|_| !after.contains(|c: char| c.is_ascii_digit()))?;
    // Accountants put a negative number in brackets.
    Some(if before.contains(['-', '(']) { -number } else { number })
}

/// Returns a number whose displayed form is unknown; a whole one is taken as it stands.
pub(super) fn bare(value: f64) -> (String, CellKind) {
    let kind = if value.fract() == 0.0 { CellKind::Number } else { CellKind::BareNumber };
    (plain(value), kind)
}

/// Moves a number slightly away from zero, so that 0,285 as a whole percentage is 29% as in
/// Excel, although the double is slightly less.
fn nudged(value: f64) -> f64 {
    let value = rounded(value);
    // A whole number has nothing to round, and conditions such as «[=30]» compare it exactly.
    if value.fract() == 0.0 { value } else { value * (1.0 + 4.0 * f64::EPSILON) }
}

/// Rounds to fifteen digits, the precision of spreadsheets.
fn rounded(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}

/// Returns the shortest decimal of a number, with a comma: 0,1 + 0,2 is 0,3.
pub(super) fn plain(value: f64) -> String {
    // Adding zero turns -0 into 0.
    let rounded = rounded(value) + 0.0;
    let is_readable = rounded == 0.0 || (1e-9..1e21).contains(&rounded.abs());
    let text = if is_readable { format!("{rounded}") } else { format!("{rounded:E}") };
    text.replace('.', ",")
}

fn formatted(format: &NumberFormat, language: FormatLanguage, value: f64, is_1904: bool) -> String {
    let is_date = format.is_date_format();
    // A date just before midnight must not move to the next day.
    let value = if is_date { value } else { nudged(value) };
    let date_system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
    let locale = language.locale();
    // Points and commas between the parts of a date are no marks of numbers.
    let locale = if is_date {
        Locale { decimal_separator: '.', thousands_separator: ',', ..locale }
    } else {
        locale
    };
    format.format(value, &FormatOptions { date_system, locale }).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_its_format_shortens_keeps_its_value() {
        for (value, code, text, exact) in [
            (0.333, "0%", "33%", "33.3"),
            (0.285, "0%", "29%", "28.5"),
            (1.005, "0.00", "1,01", "1.005"),
            (30.4, "0", "30", "30.4"),
            (-1234.56, "#,##0 \"€\"", "-1.235 €", "-1234.56"),
            (12_000.0, "0,", "12", "12000"),
        ] {
            let kind = CellKind::Shortened(exact.parse().expect("decimal"));
            assert_eq!(CellFormat::new(code).show(value, false), (text.into(), kind), "{code}");
        }
    }

    #[test]
    fn a_sign_of_percentages_multiplies_or_not() {
        for (value, text, shows) in [
            (0.335, "33.5%", true),
            (0.8, "80,0%", true),
            (0.333, "33%", true),
            (80.0, "80.0%", false),
            (20.0, "20%", false),
            (0.5, "0,5", false),
            (0.0, "0,0%", false),
        ] {
            assert_eq!(shows_hundredths(value, text), shows, "{value} {text}");
        }
    }

    #[test]
    fn numbers_show_as_in_the_cell() {
        for (value, code, text, kind) in [
            (30.0, "General", "30", CellKind::Number),
            (0.1 + 0.2, "General", "0,3", CellKind::Number),
            (33.33, "", "33,33", CellKind::Number),
            (-0.0, "General", "0", CellKind::Number),
            (30.0, "@", "30", CellKind::Number),
            (0.3, "0%", "30%", CellKind::Number),
            (0.333, "0.0%", "33,3%", CellKind::Number),
            (7.0, "000", "007", CellKind::Number),
            (1234.5, "#,##0.00", "1.234,50", CellKind::Number),
            (
                1234.5,
                "_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-",
                "1.234,50 €",
                CellKind::Number,
            ),
            (30.0, "0\" punti\"", "30 punti", CellKind::Number),
            (44012.0, "dd/mm/yyyy", "30/06/2020", CellKind::Date),
            (44012.0, "[$-410]d\\ mmmm\\ yyyy;@", "30 giugno 2020", CellKind::Date),
            (44012.0, "[$-409]d-mmm-yyyy;@", "30-Jun-2020", CellKind::Date),
            (44012.0, "[$-en-GB]d mmmm yyyy", "30 June 2020", CellKind::Date),
            (44012.0, "[$-F800]dddd\\,\\ mmmm\\ dd", "martedì 30 giugno 2020", CellKind::Date),
            (44012.0, "[$-407]d mmmm yyyy", "30 Juni 2020", CellKind::Date),
            (44012.0, "d.m.yyyy", "30.6.2020", CellKind::Date),
            (44012.0, "dddd, d mmmm", "martedì, 30 giugno", CellKind::Date),
            (0.040_666_7, "mm:ss.0", "58:33,6", CellKind::Date),
            (1234.0, "0.00E+00", "1,23E+03", CellKind::Number),
            (20.0, "0\"%\"", "20%", CellKind::WithPercentWord),
            (80.0, "[>1]0.0#\"%\";0.0#%", "80,0%", CellKind::WithPercentWord),
            (1.5, "[>1]0.0#\"%\";0.0#%", "1,5%", CellKind::WithPercentWord),
            (0.015, "[>1]0.0#\"%\";0.0#%", "1,5%", CellKind::Number),
            (1.5, "[>=10]0.0#\"%\";0.0#%", "150,0%", CellKind::Number),
            (44012.4, "[$-F400]h:mm:ss\\ AM/PM", "09:36:00", CellKind::Date),
            (30.5, "General\" punti\"", "30,5 punti", CellKind::Number),
            (30.0, "[=0]\"\";General", "30", CellKind::Number),
        ] {
            assert_eq!(CellFormat::new(code).show(value, false), (text.into(), kind), "{code}");
        }
    }

    #[test]
    fn built_in_dates_and_money_are_italian() {
        for (value, id, text) in [
            (44012.0, 14, "30/06/2020"),
            (44012.5, 22, "30/06/2020 12:00"),
            (0.3, 9, "30%"),
            (0.335, 10, "33,50%"),
            (12.5, 44, "12,50 €"),
            (30.0, 1, "30"),
            (30.0, 0, "30"),
        ] {
            assert_eq!(CellFormat::built_in(id).show(value, false).0, text, "{id}");
        }
        assert_eq!(CellFormat::built_in(14).show(42550.0, true).0, "30/06/2020");
    }

    #[test]
    fn what_a_format_hides_or_cannot_show_is_the_bare_number() {
        for (value, code) in [(0.3, ";;;"), (-0.5, "dd/mm/yyyy"), (0.3, "[Red")] {
            let (text, kind) = CellFormat::new(code).show(value, false);
            assert_eq!(kind, CellKind::BareNumber, "{code}: {text}");
            assert_eq!(text.replace(',', ".").parse::<f64>().ok(), Some(value), "{code}");
        }
        let blank = CellFormat::new("[=0]\"\";General").displayed(0.0, false);
        assert_eq!(blank.as_deref(), Some(""));
        let huge = (1e300, "1E300".to_owned());
        assert_eq!(CellFormat::new("0.00").show(huge.0, false).0, huge.1);
    }
}
