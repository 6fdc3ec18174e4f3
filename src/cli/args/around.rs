//! Arguments of the commands around the work: `nuovo`, `apri`, `guida`, `completamento`, `spiega`, `schema`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// `nuovo`.
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// La cartella da preparare: una che non c'è ancora, o che è vuota
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub folder: PathBuf,
}

/// `apri`.
#[cfg(feature = "web")]
#[derive(Debug, Args)]
pub(crate) struct OpenArgs {
    /// Il piano o la tabella da aprire subito; più file, uno per area, fanno un piano solo
    #[arg(value_name = "FILE", help_heading = "Argomenti")]
    pub files: Vec<PathBuf>,
    /// Il layout con cui si comincia: un nome del programma o una cartella
    #[arg(long, value_name = "LAYOUT", help_heading = "Opzioni")]
    pub layout: Option<String>,
    /// Non apre il browser: scrive l'indirizzo della pagina
    #[arg(long = "senza-browser", help_heading = "Opzioni")]
    pub without_browser: bool,
    /// La porta su cui la pagina risponde [se manca: 8437, o una libera]
    #[arg(
        long = "porta",
        value_name = "PORTA",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "Opzioni"
    )]
    pub port: u16,
}

/// `guida`.
#[derive(Debug, Args)]
pub(crate) struct GuideArgs {
    /// Il file in cui scrivere la guida [se manca: nella cartella dei file temporanei dell'utente]
    #[arg(short = 'o', long = "uscita", value_name = "FILE", help_heading = "Opzioni")]
    pub target: Option<PathBuf>,
    /// Non apre il browser: dice soltanto dov'è la guida
    #[arg(long = "senza-browser", help_heading = "Opzioni")]
    pub without_browser: bool,
}

/// `completamento`.
#[derive(Debug, Args)]
pub(crate) struct CompletionArgs {
    /// La shell, o «man» per la pagina del manuale
    #[arg(value_name = "SHELL", hide_possible_values = true, help_heading = "Argomenti")]
    pub target: CompletionTarget,
}

/// Program that needs to know the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompletionTarget {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
    /// PowerShell.
    #[value(name = "powershell")]
    PowerShell,
    /// The manual.
    Man,
}

/// `spiega`.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// Il codice, per esempio totale-diverso; senza codice li elenca tutti
    #[arg(value_name = "CODICE", help_heading = "Argomenti")]
    pub code: Option<String>,
}

/// `schema`.
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Di che cosa: piano o manifesto [se manca: piano]
    #[arg(
        value_name = "FILE",
        default_value = "piano",
        hide_default_value = true,
        hide_possible_values = true,
        help_heading = "Argomenti"
    )]
    pub of: Described,
}

/// A file that has a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Described {
    /// The plan.
    #[value(name = "piano")]
    Plan,
    /// The manifest.
    #[value(name = "manifesto")]
    Manifest,
}
