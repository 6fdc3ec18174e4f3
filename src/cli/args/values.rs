//! Values of arguments as they are typed.

use crate::compare::SettledMatch;
use crate::italian::days::parse_day;
use crate::italian::years::parse_year;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::Heading;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// Reads a field and the heading of its column: «peso=Punti 2024».
pub(super) fn heading(words: &str) -> Result<Heading, String> {
    let parts = words.split_once('=').map(|(field, words)| (field.trim(), words.trim()));
    match parts {
        Some((field, words)) if !field.is_empty() && !words.is_empty() => {
            Ok(Heading { field: field.to_owned(), words: words.to_owned() })
        }
        _ => Err("non ha la forma campo=Intestazione, per esempio \"peso=Punti 2024\"".to_owned()),
    }
}

/// Reads a match of objectives by their numbers from 1: «12=14», «12=nessuno», «nessuno=14».
pub(super) fn settled_match(words: &str) -> Result<SettledMatch, String> {
    SettledMatch::parse(words).ok_or_else(|| {
        "non ha la forma numero=numero, per esempio 12=14, con i numeri da 1; oppure 12=nessuno, o nessuno=14".to_owned()
    })
}

/// Reads the version of a document: at most 40 bytes, which is a word or two.
pub(super) fn document_version(words: &str) -> Result<String, String> {
    let words = words.trim();
    if words.is_empty() || words.len() > 40 || words.contains(char::is_control) {
        return Err("non va bene come versione: scriverla per esempio come 2".to_owned());
    }
    Ok(words.to_owned())
}

/// Returns the format with that extension, in capitals or not, with blanks around it or not.
pub(super) fn format(words: &str) -> Result<AnnexFormat, String> {
    let found = AnnexFormat::of_extension(&words.trim().to_ascii_lowercase());
    found.ok_or_else(|| "non è un formato: sono pdf, xlsx e docx, separati da virgole".to_owned())
}

/// Reads the name of an archive profile.
pub(super) fn archive_profiles() -> impl TypedValueParser<Value = ArchiveProfile> {
    let names = ArchiveProfile::ALL.map(ArchiveProfile::name);
    PossibleValuesParser::new(names).map(|name| ArchiveProfile::of_name(&name).unwrap_or_default())
}

/// Reads a year of four digits.
pub(super) fn year(words: &str) -> Result<u16, String> {
    let year = parse_year(words.trim());
    year.ok_or_else(|| "l'anno si scrive con quattro cifre, per esempio 2024".to_owned())
}

/// Reads a day as 2020-06-30, 30.06.2020 or 30/06/2020.
pub(super) fn date(words: &str) -> Result<NaiveDate, String> {
    parse_day(words).ok_or_else(|| "non è una data esistente: scriverla come 30.06.2020".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_read_as_people_write_them() {
        assert_eq!(format(" PDF ").ok(), Some(AnnexFormat::Pdf));
        assert_eq!(format("odt").ok(), None);
    }
}
