//! Numbers and dates of a spreadsheet as their cell shows them to an Italian office.

use super::CellKind;
use ssfmt::{DateSystem, FormatOptions, Locale, NumberFormat};

/// What a number shows in a format, and what stands behind it. A format that cannot be read
/// leaves the bare number, of which nobody knows how it shows.
pub(super) fn shown(value: f64, code: &str, id: Option<u32>, is_1904: bool) -> (String, CellKind) {
    let code = match id {
        // The built-in dates take the order of the day and month from the computer they are
        // opened on (ECMA-376-1, 18.8.30).
        Some(14) => "dd/mm/yyyy",
        Some(22) => "dd/mm/yyyy hh:mm",
        _ => code,
    };
    if code.is_empty() || code.eq_ignore_ascii_case("general") {
        return (plain(value), CellKind::Number);
    }
    let date_system = if is_1904 { DateSystem::Date1904 } else { DateSystem::Date1900 };
    let options = FormatOptions { date_system, locale: italian() };
    match NumberFormat::parse(code) {
        Ok(format) => {
            let text = format.format(value, &options).trim().to_owned();
            let kind = if format.is_date_format() { CellKind::Date } else { CellKind::Number };
            (text, kind)
        }
        Err(_) => bare(value),
    }
}

/// A number of which the file does not say how it shows: whole ones show as they are.
pub(super) fn bare(value: f64) -> (String, CellKind) {
    let kind = if value.fract() == 0.0 { CellKind::Number } else { CellKind::BareNumber };
    (plain(value), kind)
}

/// The shortest decimal that is the number, with a comma; at most fifteen digits, as
/// spreadsheets show them: 0,1 + 0,2 is 0,3.
fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse::<f64>().unwrap_or(value);
    let text = if rounded.abs() < 1e21 { format!("{rounded}") } else { format!("{rounded:e}") };
    text.replace('.', ",")
}

fn italian() -> Locale {
    Locale {
        decimal_separator: ',',
        thousands_separator: '.',
        currency_symbol: "€",
        month_names_short: [
            "gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic",
        ],
        month_names_full: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        day_names_short: ["dom", "lun", "mar", "mer", "gio", "ven", "sab"],
        day_names_full: [
            "domenica",
            "lunedì",
            "martedì",
            "mercoledì",
            "giovedì",
            "venerdì",
            "sabato",
        ],
        ..Locale::en_us()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_as_in_the_cell() {
        for (value, code, text, kind) in [
            (30.0, "General", "30", CellKind::Number),
            (0.1 + 0.2, "General", "0,3", CellKind::Number),
            (33.33, "", "33,33", CellKind::Number),
            (0.3, "0%", "30%", CellKind::Number),
            (0.333, "0.0%", "33,3%", CellKind::Number),
            (7.0, "000", "007", CellKind::Number),
            (1234.5, "#,##0.00", "1.234,50", CellKind::Number),
            (30.0, "0\" punti\"", "30 punti", CellKind::Number),
            (44012.0, "dd/mm/yyyy", "30/06/2020", CellKind::Date),
            (44012.0, "d mmmm yyyy", "30 giugno 2020", CellKind::Date),
        ] {
            assert_eq!(shown(value, code, None, false), (text.into(), kind), "{code}");
        }
        assert_eq!(shown(44012.0, "mm-dd-yy", Some(14), false).0, "30/06/2020");
        assert_eq!(bare(30.0), ("30".into(), CellKind::Number));
        assert_eq!(bare(0.3), ("0,3".into(), CellKind::BareNumber));
    }
}
