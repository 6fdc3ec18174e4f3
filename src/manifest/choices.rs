//! Choices of the user that shaped the files.

use super::{AnnexFormat, ArchiveProfile};
use crate::annex::Date;
use crate::model::{GivenValue, Heading};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that shaped the bytes apart from the plan and the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "scelte",
    description = "Tutto il resto che ha dato forma ai file."
)]
pub struct Choices {
    /// Day in the files' properties, as 2020-06-30; `null` if there is none.
    #[serde(rename = "data")]
    #[schemars(
        description = "La data nelle proprietà dei file, se ce n'è una.",
        regex(pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    )]
    pub date: Option<String>,
    /// Archive profile of the PDF, as `genera` names it.
    #[serde(rename = "profilo")]
    #[schemars(
        description = "Il profilo d'archivio del PDF.",
        extend("enum" = ArchiveProfile::ALL.map(ArchiveProfile::name))
    )]
    pub profile: String,
    /// Formats that were written.
    #[serde(rename = "formati")]
    #[schemars(
        description = "I formati scritti.",
        length(min = 1),
        extend("uniqueItems" = true),
        extend("items" = { "enum": AnnexFormat::ALL.map(AnnexFormat::extension) })
    )]
    pub formats: Vec<String>,
    /// Sheets of the workbook, in their order.
    #[serde(rename = "fogli")]
    #[schemars(description = "I fogli dell'XLSX, nell'ordine.", extend("uniqueItems" = true))]
    pub sheets: Vec<String>,
    /// Headings of table columns that the user gave, each as «campo=Intestazione».
    #[serde(rename = "mappa")]
    #[schemars(
        description = "Le intestazioni indicate con --mappa, come «campo=Intestazione».",
        inner(regex(pattern = "="))
    )]
    pub map: Vec<String>,
    /// Values of the plan's head that the user gave, each as «chiave=valore»; left out if there
    /// are none.
    #[serde(rename = "imposta", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(
        description = "I valori indicati con --titolo, --ente, --area, --periodo e --imposta, come «chiave=valore».",
        inner(regex(pattern = "="))
    )]
    pub given: Vec<String>,
    /// Values of the plan's head that the plan took from an office's settings, each as «chiave=valore»;
    /// left out if there are none.
    #[serde(rename = "configurazione", default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(
        description = "I valori che il piano non dice, presi da allegati.toml, come «chiave=valore».",
        inner(regex(pattern = "="))
    )]
    pub defaults: Vec<String>,
}

impl Choices {
    /// Returns `date` as the manifest writes it.
    pub(super) fn date_text(date: &Date) -> String {
        // ISO 8601: the manifest is for programs, and no reader can exchange day and month.
        format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
    }

    /// Returns a heading as the manifest writes it.
    pub(super) fn map_text(heading: &Heading) -> String {
        format!("{}={}", heading.field, heading.words)
    }

    /// Returns a given value as the manifest writes it.
    pub(super) fn given_text(given: &GivenValue) -> String {
        format!("{}={}", given.key, given.value)
    }

    /// Returns the day in the files' properties; `None` if there is none.
    pub fn day(&self) -> Option<NaiveDate> {
        // A text that is no day is as none: the digests notice it when the files are made again.
        self.date.as_deref().and_then(|date| date.parse().ok())
    }

    /// Returns the headings that the user gave.
    pub fn headings(&self) -> Vec<Heading> {
        // The first sign divides: a heading may contain another, the name of a field does not.
        let pairs = self.map.iter().filter_map(|text| text.split_once('='));
        pairs
            .map(|(field, words)| Heading { field: field.to_owned(), words: words.to_owned() })
            .collect()
    }

    /// Returns the values of the plan's head that the user gave.
    pub fn given_values(&self) -> Vec<GivenValue> {
        values(&self.given)
    }

    /// Returns the values of the plan's head that came from an office's settings.
    pub fn default_values(&self) -> Vec<GivenValue> {
        values(&self.defaults)
    }
}

/// Returns values as [`Choices::given_text`] writes them.
fn values(texts: &[String]) -> Vec<GivenValue> {
    let pairs = texts.iter().filter_map(|text| text.split_once('='));
    pairs.map(|(key, value)| GivenValue { key: key.to_owned(), value: value.to_owned() }).collect()
}
