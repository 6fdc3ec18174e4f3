//! Languages in which number formats name months and days: that of the computer, here Italian, unless
//! the format states another.

use crate::italian::months;
use ssfmt::Locale;

/// Language of months and days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum FormatLanguage {
    /// The computer's.
    #[default]
    Italian,
    /// «[$-409]»: programs that nobody has set to Italian write it.
    English,
    /// «[$-407]»: South Tyrol.
    German,
    /// «[$-40C]»: Aosta Valley.
    French,
}

impl FormatLanguage {
    /// Returns the language that a format code states: «[$-409]», «[$-en-US]».
    pub(crate) fn of_code(code: &str) -> Self {
        /// Part of the number of a language that leaves out its country ([MS-LCID]).
        const LANGUAGE: u32 = 0x3FF;
        let stated = code.split("[$").skip(1).find_map(|rest| {
            let token = rest.split(']').next()?;
            let (_, language) = token.split_once('-')?;
            let number = u32::from_str_radix(language, 16).map(|number| number & LANGUAGE);
            match (number, language.to_ascii_lowercase().get(..2)) {
                (Ok(0x09), _) | (Err(_), Some("en")) => Some(FormatLanguage::English),
                (Ok(0x07), _) | (Err(_), Some("de")) => Some(FormatLanguage::German),
                (Ok(0x0C), _) | (Err(_), Some("fr")) => Some(FormatLanguage::French),
                _ => None,
            }
        });
        stated.unwrap_or_default()
    }

    /// Returns names of months and days in the language; marks of numbers stay Italian.
    pub(crate) fn locale(self) -> Locale {
        let english = Locale::en_us();
        let (months, short_months, days, short_days) = match self {
            FormatLanguage::Italian => {
                (months::NAMES, months::ABBREVIATIONS, ITALIAN_DAYS, ITALIAN_SHORT)
            }
            FormatLanguage::English => (
                english.month_names_full,
                english.month_names_short,
                english.day_names_full,
                english.day_names_short,
            ),
            FormatLanguage::German => (GERMAN, GERMAN_SHORT, GERMAN_DAYS, GERMAN_SHORT_DAYS),
            FormatLanguage::French => (FRENCH, FRENCH_SHORT, FRENCH_DAYS, FRENCH_SHORT_DAYS),
        };
        Locale {
            decimal_separator: ',',
            thousands_separator: '.',
            currency_symbol: "€",
            month_names_full: months,
            month_names_short: short_months,
            day_names_full: days,
            day_names_short: short_days,
            ..english
        }
    }
}

const ITALIAN_DAYS: [&str; 7] =
    ["domenica", "lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato"];
const ITALIAN_SHORT: [&str; 7] = ["dom", "lun", "mar", "mer", "gio", "ven", "sab"];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const GERMAN_SHORT: [&str; 12] =
    ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"];
const GERMAN_DAYS: [&str; 7] =
    ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];
const GERMAN_SHORT_DAYS: [&str; 7] = ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const FRENCH_SHORT: [&str; 12] =
    ["janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"];
const FRENCH_DAYS: [&str; 7] =
    ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
const FRENCH_SHORT_DAYS: [&str; 7] = ["dim", "lun", "mar", "mer", "jeu", "ven", "sam"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_state_their_language() {
        for (code, language) in [
            ("d mmmm yyyy", FormatLanguage::Italian),
            ("[$-410]d mmmm", FormatLanguage::Italian),
            ("[$-809]d mmmm", FormatLanguage::English),
            ("[$-en-GB]d mmmm", FormatLanguage::English),
            ("[$-C07]d mmmm", FormatLanguage::German),
            ("[$-fr-FR]d mmmm", FormatLanguage::French),
            ("[$€-2] 0", FormatLanguage::Italian),
        ] {
            assert_eq!(FormatLanguage::of_code(code), language, "{code}");
        }
    }
}
