//! The command line as typed.

mod around;
mod comparing;
mod looks;
mod making;
mod shared;
mod values;

use super::handout_args::{DistributionArgs, GatheringArgs};
#[cfg(feature = "web")]
pub(super) use around::OpenArgs;
pub(super) use around::{
    CompletionArgs, CompletionTarget, Described, ExplainArgs, GuideArgs, NewArgs, SchemaArgs,
};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
pub(super) use comparing::{CompareArgs, ImportArgs, VerifyArgs};
pub(super) use looks::{ExtractArgs, LayoutArgs, LayoutCheckArgs, LayoutCommand};
pub(super) use making::{AchievementArgs, CheckArgs, GenerateArgs};
pub(super) use shared::{PlanArgs, ReportArgs, layout_or_usual};
use std::ffi::{OsStr, OsString};
use std::path::Path;

/// Headings of the help, in Italian.
const HELP: &str = "{about-with-newline}\nUso: {usage}\n\n{all-args}{after-help}";

/// Order of the options on the program itself, below all others.
const LAST: usize = 999;

/// Il piano degli obiettivi diventa i suoi tre allegati: PDF, XLSX e DOCX.
#[derive(Debug, Parser)]
#[command(
    name = "allegati",
    version,
    help_template = HELP,
    override_usage = "allegati COMANDO [OPZIONI]",
    subcommand_help_heading = "Comandi",
    subcommand_value_name = "COMANDO",
    disable_help_subcommand = true,
    // The flags that clap makes by itself explain themselves in English.
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "Esempio: allegati genera inputs/piano-obiettivi-2020-2022.yaml",
)]
struct CommandLine {
    #[command(subcommand)]
    command: Option<Command>,
    /// Mostra questo aiuto
    #[arg(short = 'h', long = "aiuto", visible_alias = "help", action = clap::ArgAction::Help, global = true, display_order = LAST, help_heading = "Opzioni")]
    help: Option<bool>,
    /// Mostra la versione del programma
    #[arg(short = 'V', long = "versione", visible_alias = "version", action = clap::ArgAction::Version, display_order = LAST, help_heading = "Opzioni")]
    version: Option<bool>,
}

/// Command with its arguments.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prepara una cartella con un piano di esempio, un modulo da compilare e il layout
    #[command(name = "nuovo", visible_alias = "new", help_template = HELP, override_usage = "allegati nuovo <CARTELLA>")]
    New(NewArgs),
    /// Apre la pagina che fa tutto il lavoro nel browser, senza comandi
    #[cfg(feature = "web")]
    #[command(name = "apri", visible_alias = "open", help_template = HELP, override_usage = "allegati apri [OPZIONI] [FILE]...")]
    Open(OpenArgs),
    /// Legge una tabella di Excel, Calc o Word e ne scrive il piano in YAML
    #[command(name = "importa", visible_alias = "import", help_template = HELP, override_usage = "allegati importa [OPZIONI] <FILE>...")]
    Import(ImportArgs),
    /// Scrive i tre allegati di un piano
    #[command(name = "genera", visible_alias = "generate", help_template = HELP, override_usage = "allegati genera [OPZIONI] [PIANO]\n     allegati genera [OPZIONI] --insieme <FILE>...\n     allegati genera [OPZIONI] --molti <PIANI>...")]
    Generate(GenerateArgs),
    /// Controlla un piano senza scrivere nulla
    #[command(name = "controlla", visible_alias = "check", help_template = HELP, override_usage = "allegati controlla [OPZIONI] [PIANO]\n     allegati controlla [OPZIONI] --insieme <FILE>...")]
    Check(CheckArgs),
    /// Dice che cosa cambia fra due versioni di un piano, obiettivo per obiettivo
    #[command(name = "confronta", visible_alias = "compare", help_template = HELP, override_usage = "allegati confronta [OPZIONI] <PRIMA> <DOPO>")]
    Compare(CompareArgs),
    /// Scrive il prospetto del grado di raggiungimento degli obiettivi
    #[command(name = "consuntivo", visible_alias = "results", help_template = HELP, override_usage = "allegati consuntivo [OPZIONI] --uscita <CARTELLA> <PIANO> [RISULTATI]...")]
    Achievement(AchievementArgs),
    /// Scrive per ogni area, o per ogni responsabile, una cartella di lavoro da compilare con gli esiti, o con le proposte
    #[command(name = "distribuisci", visible_alias = "distribute", help_template = HELP, override_usage = "allegati distribuisci [OPZIONI] --per <CAMPO> --uscita <CARTELLA> <PIANO>")]
    Distribution(DistributionArgs),
    /// Riunisce i file tornati compilati e dice chi manca e che cosa è stato toccato
    #[command(name = "raccogli", visible_alias = "gather", help_template = HELP, override_usage = "allegati raccogli [OPZIONI] <PIANO> <CARTELLA>")]
    Gathering(GatheringArgs),
    /// Controlla i file che tornano firmati: sono quelli fatti, o qualcosa è cambiato?
    #[command(name = "verifica", visible_alias = "verify", help_template = HELP, override_usage = "allegati verifica [OPZIONI] <MANIFESTO> <FILE>...")]
    Verify(VerifyArgs),
    /// Spiega il codice di una segnalazione
    #[command(name = "spiega", visible_alias = "explain", help_template = HELP, override_usage = "allegati spiega [CODICE]")]
    Explain(ExplainArgs),
    /// Elenca i layout del programma, ne fa una copia da adattare, ne controlla uno
    #[command(
        name = "layout",
        help_template = HELP,
        override_usage = "allegati layout COMANDO",
        subcommand_help_heading = "Comandi",
        subcommand_value_name = "COMANDO",
        disable_help_subcommand = true,
        arg_required_else_help = true,
    )]
    Layout(LayoutArgs),
    /// Stampa il completamento dei comandi per una shell, o la pagina del manuale
    #[command(name = "completamento", visible_alias = "completion", help_template = HELP, override_usage = "allegati completamento <bash|zsh|fish|powershell|man>")]
    Completion(CompletionArgs),
    /// Apre la guida nel browser, senza rete, e dice dove l'ha messa
    #[command(name = "guida", visible_alias = "guide", help_template = HELP, override_usage = "allegati guida [OPZIONI]")]
    Guide(GuideArgs),
    /// Stampa lo schema JSON del piano, per gli editor, o quello del manifesto
    #[command(name = "schema", help_template = HELP, override_usage = "allegati schema [piano|manifesto]")]
    Schema(SchemaArgs),
}

/// Reads the command line.
///
/// # Errors
/// Error of clap; a request for help is one as well.
pub(crate) fn parse(
    args: impl IntoIterator<Item = OsString>,
) -> Result<Option<Command>, clap::Error> {
    let mut program = CommandLine::command();
    let mut args: Vec<OsString> = args.into_iter().collect();
    if cfg!(feature = "web") && args.get(1).is_some_and(|name| is_dropped_file(&program, name)) {
        args.insert(1, "apri".into());
    }
    let matches = program.try_get_matches_from_mut(args)?;
    Ok(CommandLine::from_arg_matches(&matches)?.command)
}

/// Returns the definition of the command line.
pub(crate) fn command_line() -> clap::Command {
    CommandLine::command()
}

/// Returns `true` for a file in the place of a command: that is how desktops start a program on whose
/// icon files were dropped.
fn is_dropped_file(program: &clap::Command, name: &OsStr) -> bool {
    program.find_subcommand(name).is_none() && Path::new(name).is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[cfg(feature = "web")]
    #[test]
    fn a_file_in_the_place_of_a_command_is_opened() {
        let plan = "inputs/piano-obiettivi-2020-2022.yaml";
        let typed = |words: &[&str]| parse(words.iter().map(|&word| OsString::from(word)));
        let Ok(Some(Command::Open(args))) = typed(&["allegati", plan, "LICENSE"]) else {
            panic!("the page is opened")
        };
        assert_eq!(args.files, [Path::new(plan), Path::new("LICENSE")]);
        // Neither a file that is not there nor a folder was dropped.
        for other in ["manca.yaml", "inputs"] {
            assert!(typed(&["allegati", other]).is_err(), "{other}");
        }
    }
}
