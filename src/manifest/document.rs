//! Metadata of the document, taken from the plan.

use crate::model::{Plan, Reference, Resolution, Signer, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Role of the body in its own document.
const AUTHOR: &str = "Autore";
/// Role of a person who signs.
const SIGNER: &str = "Firmatario";

/// Metadata of the document (AgID, *Linee guida sulla formazione, gestione e conservazione
/// dei documenti informatici*, Allegato 5), as far as the plan knows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    description = "I metadati del documento che il piano conosce (AgID, Linee guida sulla formazione, gestione e conservazione dei documenti informatici, Allegato 5).",
    deny_unknown_fields,
    rename = "documento"
)]
pub struct DocumentMetadata {
    /// *Oggetto*: the title of the plan.
    #[serde(rename = "oggetto")]
    #[schemars(description = "Oggetto: il titolo del piano.", length(min = 1))]
    pub subject: String,
    /// *Versione del documento*.
    #[serde(rename = "versione")]
    #[schemars(description = "Versione del documento.", length(min = 1))]
    pub version: String,
    /// *Soggetti* with their roles: the body, then the signers in their order.
    #[serde(rename = "agenti")]
    #[schemars(description = "Soggetti: l'ente e chi firma, nell'ordine.")]
    pub agents: Vec<Agent>,
    /// Act that the document is an annex of; absent if the plan does not name it.
    #[serde(rename = "delibera", skip_serializing_if = "Option::is_none", default)]
    // An option would allow `null` in the schema; the manifest leaves the key out instead.
    #[schemars(description = "L'atto a cui il documento è allegato.", with = "Act")]
    pub act: Option<Act>,
    /// Letter or number of this annex; absent if the plan does not give it.
    #[serde(rename = "allegato", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "La lettera o il numero di questo allegato.", with = "String")]
    pub annex: Option<String>,
    /// *Allegati*: the other annexes that the document refers to.
    #[serde(rename = "allegati")]
    #[schemars(description = "Gli altri allegati che il documento richiama.")]
    pub annexes: Vec<OtherAnnex>,
    /// *Classificazione*; absent if the plan does not give it.
    #[serde(rename = "classificazione", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "La classificazione.", with = "String")]
    pub classification: Option<String>,
}

/// A body or a person with a role in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields, rename = "agente", description = "L'ente o chi firma.")]
pub struct Agent {
    /// Role in the document: «Autore» or «Firmatario».
    #[serde(rename = "ruolo")]
    #[schemars(description = "La parte che ha nel documento.", extend("enum" = [AUTHOR, SIGNER]))]
    pub role: String,
    /// Name; absent if the plan does not give it.
    #[serde(rename = "denominazione", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "Il nome.", with = "String")]
    pub name: Option<String>,
    /// Capacity in which a signer signs; absent for the author.
    #[serde(rename = "qualifica", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "In quale veste.", with = "String")]
    pub capacity: Option<String>,
}

/// An act; each part may still be blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "atto",
    description = "L'atto a cui il documento è allegato."
)]
pub struct Act {
    /// Body that adopts it.
    #[serde(rename = "organo", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "L'organo.", with = "String")]
    pub body: Option<String>,
    /// Number of the act.
    #[serde(rename = "numero", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "Il numero.", with = "String")]
    pub number: Option<String>,
    /// Date of the act, as the annexes write it: 30.06.2020.
    #[serde(rename = "data", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "La data, come la scrive il piano.", with = "String")]
    pub date: Option<String>,
}

/// Another annex of the same act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(
    deny_unknown_fields,
    rename = "altro-allegato",
    description = "Un altro allegato dello stesso atto."
)]
pub struct OtherAnnex {
    /// Letter or number.
    #[serde(rename = "allegato")]
    #[schemars(description = "La lettera o il numero.")]
    pub label: String,
    /// Title; absent if the plan does not give it.
    #[serde(rename = "titolo", skip_serializing_if = "Option::is_none", default)]
    #[schemars(description = "Il titolo.", with = "String")]
    pub title: Option<String>,
}

impl DocumentMetadata {
    /// Returns the metadata that `plan` gives outside its objectives.
    pub(super) fn of(plan: &Plan, version: &str) -> Self {
        let author = text(plan.entity.as_ref()).map(Agent::author);
        let act = plan.resolution.as_ref().map(Act::of);
        DocumentMetadata {
            subject: plan.title.value.clone(),
            version: version.to_owned(),
            agents: author.into_iter().chain(plan.signers.iter().map(Agent::signer)).collect(),
            // A key whose parts are all blank names no act.
            act: act.filter(|act| *act != Act::default()),
            annex: text(plan.annex.as_ref()),
            annexes: plan.annexes.iter().map(OtherAnnex::of).collect(),
            classification: text(plan.classification.as_ref()),
        }
    }

    /// Returns the name of the body; `None` if the plan does not give it.
    pub fn body(&self) -> Option<&str> {
        self.agents.iter().find(|agent| agent.role == AUTHOR)?.name.as_deref()
    }

    /// Returns the role of the files in the act: «Allegato C».
    pub(super) fn role(&self) -> String {
        match &self.annex {
            Some(label) => format!("Allegato {label}"),
            None => "Allegato".to_owned(),
        }
    }
}

impl Agent {
    fn author(name: String) -> Self {
        Agent { role: AUTHOR.to_owned(), name: Some(name), capacity: None }
    }

    fn signer(signer: &Signer) -> Self {
        Agent {
            role: SIGNER.to_owned(),
            name: text(signer.name.as_ref()),
            capacity: Some(signer.role.value.clone()),
        }
    }
}

impl Act {
    fn of(resolution: &Resolution) -> Self {
        let date = resolution.date.as_ref().map(|date| date.value);
        Act {
            body: text(resolution.body.as_ref()),
            number: text(resolution.number.as_ref()),
            date: date.map(|date| date.format("%d.%m.%Y").to_string()),
        }
    }
}

impl OtherAnnex {
    fn of(reference: &Reference) -> Self {
        OtherAnnex { label: reference.label.value.clone(), title: text(reference.title.as_ref()) }
    }
}

/// Returns the words of a text; `None` if it is absent or empty.
fn text(text: Option<&Text>) -> Option<String> {
    // A key without a value has no place in the metadata: AgID's fields are there or not.
    text.map(|text| text.value.clone()).filter(|words| !words.is_empty())
}
