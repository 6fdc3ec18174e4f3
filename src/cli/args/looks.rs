//! Arguments of `layout`.

use super::HELP;
use super::shared::ReportArgs;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `layout`.
#[derive(Debug, Args)]
pub(crate) struct LayoutArgs {
    #[command(subcommand)]
    pub command: LayoutCommand,
}

/// Command after `layout`.
#[derive(Debug, Subcommand)]
pub(crate) enum LayoutCommand {
    /// Elenca i layout del programma
    #[command(name = "elenca", visible_alias = "list", help_template = HELP, override_usage = "allegati layout elenca")]
    List,
    /// Scrive la copia di un layout del programma, da adattare
    #[command(name = "estrai", visible_alias = "extract", help_template = HELP, override_usage = "allegati layout estrai [OPZIONI] <NOME> <CARTELLA>")]
    Extract(ExtractArgs),
    /// Controlla un layout senza scrivere nulla
    #[command(name = "controlla", visible_alias = "check", help_template = HELP, override_usage = "allegati layout controlla [OPZIONI] <CARTELLA>")]
    Check(LayoutCheckArgs),
}

/// `layout estrai`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArgs {
    /// Il nome del layout, come lo mostra «allegati layout elenca»
    #[arg(value_name = "NOME", display_order = 1, help_heading = "Argomenti")]
    pub name: String,
    /// La cartella in cui scrivere la copia
    #[arg(value_name = "CARTELLA", display_order = 2, help_heading = "Argomenti")]
    pub folder: PathBuf,
    /// Sostituisce i file che ci sono già
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
}

/// `layout controlla`.
#[derive(Debug, Args)]
pub(crate) struct LayoutCheckArgs {
    /// La cartella del layout, o il nome di uno del programma
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub layout: String,
    #[command(flatten)]
    pub report: ReportArgs,
}
