//! Arguments that several commands share.

use super::values::heading;
use crate::cli::given_args::GivenArgs;
use crate::model::Heading;
use clap::Args;

/// Arguments of every command that reads and checks a plan.
#[derive(Debug, Args)]
pub(crate) struct PlanArgs {
    /// Il layout: un nome del programma o una cartella [se manca: quello di allegati.toml, o piano-obiettivi]
    #[arg(long, value_name = "LAYOUT", help_heading = "Opzioni")]
    pub layout: Option<String>,
    /// Che cosa contiene una colonna della tabella, per esempio peso=Punti; si può ripetere
    #[arg(long = "mappa", value_name = "CAMPO=INTESTAZIONE", value_parser = heading, help_heading = "Opzioni")]
    pub map: Vec<Heading>,
    #[command(flatten)]
    pub given: GivenArgs,
    /// Tratta gli avvisi come errori
    #[arg(long = "rigoroso", help_heading = "Opzioni")]
    pub strict: bool,
}

/// Returns the layout to use, `named` being what somebody asked for.
pub(crate) fn layout_or_usual(named: Option<&String>) -> String {
    named.map_or_else(|| crate::layout::DEFAULT.to_owned(), String::clone)
}

/// Arguments on the report of findings.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct ReportArgs {
    /// Mostra le segnalazioni per esteso, ognuna con la sua riga del testo
    #[arg(long = "tutto", conflicts_with = "json", help_heading = "Opzioni")]
    pub full: bool,
    /// Scrive le segnalazioni in JSON, per altri programmi
    #[arg(long, help_heading = "Opzioni")]
    pub json: bool,
}
