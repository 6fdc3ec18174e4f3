//! Days as people type them.

use super::years::PLAUSIBLE;
use chrono::{Datelike, NaiveDate};

/// Returns the day that `words` name: «30.06.2024», with other separators, or year first.
pub fn parse_day(words: &str) -> Option<NaiveDate> {
    // The day before the month, as in Italy: 03/04/2020 is in April.
    let formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y"];
    let day = formats.iter().find_map(|f| NaiveDate::parse_from_str(words, f).ok());
    // `%Y` reads «20» as the year 20.
    day.filter(|day| u16::try_from(day.year()).is_ok_and(|year| PLAUSIBLE.contains(&year)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_exist() {
        let day = NaiveDate::from_ymd_opt(2020, 6, 30);
        assert_eq!(parse_day("30.06.2020"), day);
        assert_eq!(parse_day("2020-06-30"), day);
        for wrong in ["31.06.2020", "30.06.20", "31.12.1899", "2200-01-01"] {
            assert_eq!(parse_day(wrong), None, "{wrong}");
        }
    }
}
