//! Choices of the user that shaped the files.

use crate::annex::Date;
use crate::model::Heading;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Everything that shaped the bytes apart from the plan and the layout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Day in the files' properties, as 2020-06-30; `null` if there is none.
    #[serde(rename = "data")]
    pub date: Option<String>,
    /// Archive profile of the PDF, as `genera` names it.
    #[serde(rename = "profilo")]
    pub profile: String,
    /// Formats that were written.
    #[serde(rename = "formati")]
    pub formats: Vec<String>,
    /// Sheets of the workbook, in their order.
    #[serde(rename = "fogli")]
    pub sheets: Vec<String>,
    /// Headings of table columns that the user gave, each as «campo=Intestazione».
    #[serde(rename = "mappa")]
    pub map: Vec<String>,
}

impl Choices {
    /// Returns `date` as the manifest writes it.
    pub(super) fn date_text(date: &Date) -> String {
        format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
    }

    /// Returns a heading as the manifest writes it.
    pub(super) fn map_text(heading: &Heading) -> String {
        format!("{}={}", heading.field, heading.words)
    }

    /// Returns the day in the files' properties; `None` if there is none.
    pub fn day(&self) -> Option<NaiveDate> {
        self.date.as_deref().and_then(|date| date.parse().ok())
    }

    /// Returns the headings that the user gave.
    pub fn headings(&self) -> Vec<Heading> {
        let pairs = self.map.iter().filter_map(|text| text.split_once('='));
        pairs
            .map(|(field, words)| Heading { field: field.to_owned(), words: words.to_owned() })
            .collect()
    }
}
