//! Options that give what no table says.

use crate::italian::nearest::nearest;
use crate::model::{GivenValue, HeadKey, Key};
use clap::Args;

/// Values for the head of a plan.
#[derive(Debug, Args)]
pub(crate) struct GivenArgs {
    /// Il titolo del piano, se il file non lo dice
    #[arg(long = "titolo", value_name = "TITOLO", value_parser = text, help_heading = "Opzioni")]
    title: Option<String>,
    /// L'ente, se il file non lo dice
    #[arg(long = "ente", value_name = "ENTE", value_parser = text, help_heading = "Opzioni")]
    entity: Option<String>,
    /// L'area degli obiettivi che non l'hanno
    #[arg(long = "area", value_name = "AREA", value_parser = text, help_heading = "Opzioni")]
    area: Option<String>,
    /// Il periodo degli obiettivi che non l'hanno, per esempio "ANNO 2026"
    #[arg(long = "periodo", value_name = "PERIODO", value_parser = text, help_heading = "Opzioni")]
    period: Option<String>,
    /// Un'altra voce del piano che il file non dice, per esempio "delibera=Giunta n. 12 del 31.01.2026"; si può ripetere
    #[arg(long = "imposta", value_name = "CHIAVE=VALORE", value_parser = value, help_heading = "Opzioni")]
    values: Vec<GivenValue>,
}

impl GivenArgs {
    /// Returns the values by their keys.
    pub(crate) fn values(&self) -> Vec<GivenValue> {
        let own = [
            (Key::Title, &self.title),
            (Key::Entity, &self.entity),
            (Key::Area, &self.area),
            (Key::Period, &self.period),
        ];
        let own = own.into_iter().filter_map(|(key, value)| {
            Some(GivenValue { key: key.name().to_owned(), value: value.clone()? })
        });
        own.chain(self.values.iter().cloned()).collect()
    }
}

fn text(words: &str) -> Result<String, String> {
    let words = words.trim();
    if words.is_empty() { Err("è vuoto".to_owned()) } else { Ok(words.to_owned()) }
}

/// Reads a key of the plan's head and its value: «ente=Comune di Esempio».
fn value(words: &str) -> Result<GivenValue, String> {
    let parts = words.split_once('=').map(|(key, value)| (key.trim(), value.trim()));
    let Some((key, value)) = parts.filter(|(key, value)| !key.is_empty() && !value.is_empty())
    else {
        return Err(
            "non ha la forma chiave=valore, per esempio \"ente=Comune di Esempio\"".to_owned()
        );
    };
    if HeadKey::parse(key).is_none() {
        return Err(unknown(key, value));
    }
    Ok(GivenValue { key: key.to_owned(), value: value.to_owned() })
}

fn unknown(key: &str, value: &str) -> String {
    let names = HeadKey::names();
    let message = format!("non va bene: «{key}» non è una voce del piano che si può indicare");
    match nearest(key, names.iter().map(String::as_str)) {
        Some(near) => format!("{message}; forse --imposta \"{near}={value}\""),
        None => format!("{message}. Le voci sono: {}", names.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_names_the_nearest() {
        assert_eq!(
            value("premesa=Visto il bilancio = 2").expect_err("no such key"),
            "non va bene: «premesa» non è una voce del piano che si può indicare; forse --imposta \"premessa=Visto il bilancio = 2\""
        );
        let known = value(" delibera.numero = 12 ").expect("a key");
        assert_eq!((known.key.as_str(), known.value.as_str()), ("delibera.numero", "12"));
        assert!(value("ente=").is_err() && value("ente").is_err());
    }
}
