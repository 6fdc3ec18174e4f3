//! Arguments of `distribuisci` and `raccogli`.

use super::args::{PlanArgs, ReportArgs};
use crate::model::RecipientKind;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// `distribuisci`.
#[derive(Debug, Args)]
pub(crate) struct DistributionArgs {
    /// Il piano; «-» legge un piano dallo standard input
    #[arg(value_name = "PIANO", help_heading = "Argomenti")]
    pub plan: PathBuf,
    /// Per chi è ogni file: area o responsabile
    #[arg(long = "per", value_name = "CAMPO", value_parser = recipients(), hide_possible_values = true, help_heading = "Opzioni")]
    pub by: RecipientKind,
    /// La cartella in cui scrivere i file da compilare
    #[arg(long = "uscita", value_name = "CARTELLA", help_heading = "Opzioni")]
    pub folder: PathBuf,
    /// Chiede obiettivi nuovi, non esiti: righe vuote per descrizione, risultato, indicatore e peso
    #[arg(long = "proposte", help_heading = "Opzioni")]
    pub proposals: bool,
    /// Con --proposte, quante righe vuote ha ogni file [se manca: 20]
    #[arg(
        long = "righe",
        value_name = "NUMERO",
        default_value_t = 20,
        hide_default_value = true,
        value_parser = clap::value_parser!(u32).range(1..=1000),
        requires = "proposals",
        help_heading = "Opzioni"
    )]
    pub rows: u32,
    /// Sostituisce anche i file che ci sono già e che dicono altro
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `raccogli`.
#[derive(Debug, Args)]
pub(crate) struct GatheringArgs {
    /// Il piano da cui «distribuisci» ha fatto i file
    #[arg(value_name = "PIANO", help_heading = "Argomenti")]
    pub plan: PathBuf,
    /// La cartella con i file tornati; il loro nome non conta, e possono esserci anche altri file
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub folder: PathBuf,
    /// Il file in cui scrivere il piano con gli esiti, o con le proposte [se manca: dice soltanto che cosa è tornato]
    #[arg(short = 'o', long = "uscita", value_name = "PIANO", help_heading = "Opzioni")]
    pub target: Option<PathBuf>,
    /// Mette gli esiti tornati al posto di quelli che il piano ha già, per esempio di giugno, e dice quali
    #[arg(long = "aggiorna", help_heading = "Opzioni")]
    pub update: bool,
    /// Sostituisce il file di --uscita, se c'è già
    #[arg(long = "sostituisci", requires = "target", help_heading = "Opzioni")]
    pub replace: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

fn recipients() -> impl TypedValueParser<Value = RecipientKind> {
    let names = RecipientKind::ALL.map(RecipientKind::name);
    PossibleValuesParser::new(names).map(|name| {
        let kind = RecipientKind::ALL.into_iter().find(|kind| kind.name() == name);
        kind.unwrap_or(RecipientKind::Area)
    })
}
