//! The command line as typed.

use super::given_args::GivenArgs;
use super::handout_args::{DistributionArgs, GatheringArgs};
use super::many::BatchShare;
use crate::compare::SettledMatch;
use crate::italian::days::parse_day;
use crate::italian::years::parse_year;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use crate::model::Heading;
use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

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

/// `genera`.
#[derive(Debug, Args)]
pub(crate) struct GenerateArgs {
    /// Il file del piano (.yaml o .json) o una tabella (.xlsx, .xls, .ods, .fods, .csv, .tsv, .docx, .odt, .txt); «-» legge un piano dallo standard input. Se manca, l'unico piano della cartella in cui si è. Con --insieme, più file
    #[arg(value_name = "PIANO", conflicts_with = "many", help_heading = "Argomenti")]
    pub plans: Vec<PathBuf>,
    /// Più file, per esempio uno per ogni area, fanno un piano solo: le aree nell'ordine dei file
    #[arg(long = "insieme", conflicts_with = "many", help_heading = "Opzioni")]
    pub together: bool,
    /// Al posto di PIANO, più piani in una volta: una cartella (con le sue sottocartelle), un elenco (un file .txt con un percorso per riga, o «-») o più file. Ogni piano ha la sua cartella in quella di --uscita; un errore in uno non ferma gli altri
    #[arg(long = "molti", value_name = "PIANI", num_args = 1.., help_heading = "Opzioni")]
    pub many: Vec<PathBuf>,
    /// Con --molti, fa soltanto la parte I di N dei piani, per esempio 2/4: le altre le fanno altri computer o altri processi, anche insieme e nella stessa cartella
    #[arg(long = "parte", value_name = "I/N", value_parser = BatchShare::parse, conflicts_with = "plans", help_heading = "Opzioni")]
    pub share: Option<BatchShare>,
    /// Con --molti, mostra anche gli avvisi e le note, non soltanto gli errori
    #[arg(long = "avvisi", conflicts_with = "plans", help_heading = "Opzioni")]
    pub warnings: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    /// La cartella in cui scrivere gli allegati [se manca: output]
    #[arg(long = "uscita", value_name = "CARTELLA", help_heading = "Opzioni")]
    pub folder: Option<PathBuf>,
    /// I formati da scrivere, separati da virgole [se manca: pdf,xlsx,docx]
    #[arg(
        long = "formati",
        value_name = "FORMATI",
        value_delimiter = ',',
        value_parser = format,
        help_heading = "Opzioni"
    )]
    pub formats: Vec<AnnexFormat>,
    /// La data da scrivere nelle proprietà dei file, per esempio 30.06.2020
    #[arg(long = "data", value_name = "DATA", value_parser = date, help_heading = "Opzioni")]
    pub date: Option<NaiveDate>,
    /// Il profilo d'archivio del PDF: a2a-ua1, a2u o a2b [se manca: a2a-ua1]
    #[arg(
        long = "profilo",
        value_name = "PROFILO",
        value_parser = archive_profiles(),
        hide_possible_values = true,
        help_heading = "Opzioni"
    )]
    pub profile: Option<ArchiveProfile>,
    /// Scrive anche le impronte SHA-256: un file .sha256 accanto a ogni file, e l'elenco SHA256SUMS
    #[arg(long = "impronte", help_heading = "Opzioni")]
    pub sums: bool,
    /// Sostituisce anche i file che non risultano fatti dallo stesso piano, o che qualcuno ha firmato o cambiato
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
    /// Gli allegati che questi modificano: il loro manifesto, o la cartella che lo contiene
    #[arg(
        long = "modifica",
        value_name = "MANIFESTO",
        conflicts_with = "many",
        help_heading = "Opzioni"
    )]
    pub varies: Option<PathBuf>,
    /// La versione del documento, per i metadati del manifesto [se manca: 1]
    #[arg(
        long = "versione-documento",
        value_name = "VERSIONE",
        default_value = "1",
        hide_default_value = true,
        value_parser = document_version,
        help_heading = "Opzioni"
    )]
    pub version: String,
    #[command(flatten)]
    pub report: ReportArgs,
}

impl GenerateArgs {
    /// Returns the folder for the annexes.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.as_deref().unwrap_or(Path::new("output"))
    }
}

/// `controlla`.
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// Il file del piano (.yaml o .json) o una tabella (.xlsx, .xls, .ods, .fods, .csv, .tsv, .docx, .odt, .txt); «-» legge un piano dallo standard input. Se manca, l'unico piano della cartella in cui si è. Con --insieme, più file
    #[arg(value_name = "PIANO", help_heading = "Argomenti")]
    pub plans: Vec<PathBuf>,
    /// Più file, per esempio uno per ogni area, fanno un piano solo: le aree nell'ordine dei file
    #[arg(long = "insieme", help_heading = "Opzioni")]
    pub together: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `confronta`.
#[derive(Debug, Args)]
pub(crate) struct CompareArgs {
    /// La versione di prima: un piano, una tabella, un allegato .xlsx o .docx, la cartella con gli allegati e il loro manifesto, o «-»
    #[arg(value_name = "PRIMA", help_heading = "Argomenti")]
    pub before: PathBuf,
    /// La versione nuova, in uno qualsiasi degli stessi modi
    #[arg(value_name = "DOPO", help_heading = "Argomenti")]
    pub after: PathBuf,
    /// L'obiettivo di prima e quello nuovo che sono lo stesso, per esempio 12=14; se uno non ha corrispondente, 12=nessuno o nessuno=14; si può ripetere
    #[arg(long = "abbina", value_name = "PRIMA=DOPO", value_parser = settled_match, help_heading = "Opzioni")]
    pub settled: Vec<SettledMatch>,
    /// La cartella in cui scrivere il testo a fronte, in PDF, XLSX e DOCX con il loro manifesto; con --tutto, anche quello che non cambia
    #[arg(long = "uscita", value_name = "CARTELLA", help_heading = "Opzioni")]
    pub folder: Option<PathBuf>,
    /// Con --uscita, i formati da scrivere, separati da virgole [se manca: pdf,xlsx,docx]
    #[arg(long = "formati", value_name = "FORMATI", value_delimiter = ',', value_parser = format, requires = "folder", help_heading = "Opzioni")]
    pub formats: Vec<AnnexFormat>,
    /// Con --uscita, il layout del testo a fronte: un nome del programma o una cartella [se manca: raffronto]
    #[arg(
        long = "layout-raffronto",
        value_name = "LAYOUT",
        default_value = "raffronto",
        hide_default_value = true,
        help_heading = "Opzioni"
    )]
    pub comparison_layout: String,
    /// Con --uscita, scrive anche il documento Word del piano nuovo con le revisioni, da accettare o rifiutare in Word o in LibreOffice
    #[arg(long = "revisioni", requires = "folder", help_heading = "Opzioni")]
    pub revisions: bool,
    /// Con --uscita, sostituisce anche i file che non risultano fatti dallo stesso confronto, o che qualcuno ha firmato o cambiato
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `consuntivo`.
#[derive(Debug, Args)]
pub(crate) struct AchievementArgs {
    /// Il piano, con gli esiti degli obiettivi; «-» legge un piano dallo standard input
    #[arg(value_name = "PIANO", help_heading = "Argomenti")]
    pub plan: PathBuf,
    /// Le cartelle di lavoro con il foglio «Valutazione» compilato, per esempio una per area, o la cartella in cui sono
    #[arg(value_name = "RISULTATI", help_heading = "Argomenti")]
    pub results: Vec<PathBuf>,
    /// La cartella in cui scrivere il prospetto, in PDF, XLSX e DOCX con il loro manifesto
    #[arg(long = "uscita", value_name = "CARTELLA", help_heading = "Opzioni")]
    pub folder: PathBuf,
    /// L'anno di cui si dicono gli esiti; si può ripetere [se manca: tutti quelli che ne hanno]
    #[arg(long = "anno", value_name = "ANNO", value_parser = year, help_heading = "Opzioni")]
    pub years: Vec<u16>,
    /// Il giorno a cui si riferisce uno stato di attuazione, per esempio 30.06.2024
    #[arg(long = "data", value_name = "DATA", value_parser = date, help_heading = "Opzioni")]
    pub date: Option<NaiveDate>,
    /// Il piano approvato: un piano, un allegato, un manifesto o la loro cartella; dice se pesi e obiettivi sono ancora quelli
    #[arg(long = "rispetto-a", value_name = "APPROVATO", help_heading = "Opzioni")]
    pub approved: Option<PathBuf>,
    /// I formati da scrivere, separati da virgole [se manca: pdf,xlsx,docx]
    #[arg(long = "formati", value_name = "FORMATI", value_delimiter = ',', value_parser = format, help_heading = "Opzioni")]
    pub formats: Vec<AnnexFormat>,
    /// Il layout del prospetto: un nome del programma o una cartella [se manca: consuntivo]
    #[arg(
        long = "layout-consuntivo",
        value_name = "LAYOUT",
        default_value = "consuntivo",
        hide_default_value = true,
        help_heading = "Opzioni"
    )]
    pub annex_layout: String,
    /// Sostituisce anche i file che non risultano fatti dallo stesso piano, o che qualcuno ha firmato o cambiato
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
    #[command(flatten)]
    pub input: PlanArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

/// `verifica`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// Il manifesto scritto da «genera», o la cartella in cui si trova
    #[arg(value_name = "MANIFESTO", help_heading = "Argomenti")]
    pub manifest: PathBuf,
    /// I file tornati: firmati (.pdf, .p7m) o corretti (.xlsx, .docx)
    #[arg(value_name = "FILE", required = true, help_heading = "Argomenti")]
    pub files: Vec<PathBuf>,
    /// Il piano da cui rifare un file che non c'è più [se manca: quello accanto al manifesto]
    #[arg(long = "piano", value_name = "PIANO", help_heading = "Opzioni")]
    pub plan: Option<PathBuf>,
    /// Il layout con cui rifarlo [se manca: quello accanto al manifesto, o del programma]
    #[arg(long, value_name = "LAYOUT", help_heading = "Opzioni")]
    pub layout: Option<String>,
    /// Scrive l'esito in JSON, per altri programmi
    #[arg(long, help_heading = "Opzioni")]
    pub json: bool,
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

/// `importa`.
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// La tabella (.xlsx, .xls, .ods, .fods, .csv, .tsv, .docx, .odt, .txt) o il piano da riscrivere; più file, per esempio uno per ogni area, fanno un piano solo
    #[arg(value_name = "FILE", required = true, help_heading = "Argomenti")]
    pub files: Vec<PathBuf>,
    /// Il file in cui scrivere il piano; «-» lo mostra [se manca: il nome della tabella, con .yaml; di più file: piano.yaml]
    #[arg(short = 'o', long = "uscita", value_name = "PIANO", help_heading = "Opzioni")]
    pub target: Option<PathBuf>,
    /// Il piano (.yaml) da cui il file è stato fatto: si scrive quel piano con le modifiche del file al loro posto; commenti e ordine restano dove nulla cambia
    #[arg(long = "rispetto-a", value_name = "PIANO", help_heading = "Opzioni")]
    pub base: Option<PathBuf>,
    /// Con --rispetto-a, l'obiettivo del piano e quello del file che sono lo stesso, per esempio 12=14; se uno non ha corrispondente, 12=nessuno o nessuno=14; si può ripetere
    #[arg(long = "abbina", value_name = "PIANO=FILE", value_parser = settled_match, requires = "base", help_heading = "Opzioni")]
    pub settled: Vec<SettledMatch>,
    /// Sostituisce il piano, se c'è già
    #[arg(long = "sostituisci", help_heading = "Opzioni")]
    pub replace: bool,
    /// Il layout, per le intestazioni delle sue colonne: un nome del programma o una cartella
    #[arg(long, value_name = "LAYOUT", help_heading = "Opzioni")]
    pub layout: Option<String>,
    /// Che cosa contiene una colonna della tabella, per esempio peso=Punti; si può ripetere
    #[arg(long = "mappa", value_name = "CAMPO=INTESTAZIONE", value_parser = heading, help_heading = "Opzioni")]
    pub map: Vec<Heading>,
    #[command(flatten)]
    pub given: GivenArgs,
    #[command(flatten)]
    pub report: ReportArgs,
}

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

/// `nuovo`.
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// La cartella da preparare: una che non c'è ancora, o che è vuota
    #[arg(value_name = "CARTELLA", help_heading = "Argomenti")]
    pub folder: PathBuf,
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

/// Reads a field and the heading of its column: «peso=Punti 2024».
fn heading(words: &str) -> Result<Heading, String> {
    let parts = words.split_once('=').map(|(field, words)| (field.trim(), words.trim()));
    match parts {
        Some((field, words)) if !field.is_empty() && !words.is_empty() => {
            Ok(Heading { field: field.to_owned(), words: words.to_owned() })
        }
        _ => Err("non ha la forma campo=Intestazione, per esempio \"peso=Punti 2024\"".to_owned()),
    }
}

/// Reads a match of objectives by their numbers from 1: «12=14», «12=nessuno», «nessuno=14».
fn settled_match(words: &str) -> Result<SettledMatch, String> {
    SettledMatch::parse(words).ok_or_else(|| {
        "non ha la forma numero=numero, per esempio 12=14, con i numeri da 1; oppure 12=nessuno, o nessuno=14".to_owned()
    })
}

/// Reads the version of a document: at most 40 bytes, which is a word or two.
fn document_version(words: &str) -> Result<String, String> {
    let words = words.trim();
    if words.is_empty() || words.len() > 40 || words.contains(char::is_control) {
        return Err("non va bene come versione: scriverla per esempio come 2".to_owned());
    }
    Ok(words.to_owned())
}

/// Returns the format with that extension, in capitals or not, with blanks around it or not.
fn format(words: &str) -> Result<AnnexFormat, String> {
    let found = AnnexFormat::of_extension(&words.trim().to_ascii_lowercase());
    found.ok_or_else(|| "non è un formato: sono pdf, xlsx e docx, separati da virgole".to_owned())
}

fn archive_profiles() -> impl TypedValueParser<Value = ArchiveProfile> {
    let names = ArchiveProfile::ALL.map(ArchiveProfile::name);
    PossibleValuesParser::new(names).map(|name| ArchiveProfile::of_name(&name).unwrap_or_default())
}

/// Reads a day as 2020-06-30, 30.06.2020 or 30/06/2020.
fn year(words: &str) -> Result<u16, String> {
    let year = parse_year(words.trim());
    year.ok_or_else(|| "l'anno si scrive con quattro cifre, per esempio 2024".to_owned())
}

fn date(words: &str) -> Result<NaiveDate, String> {
    parse_day(words).ok_or_else(|| "non è una data esistente: scriverla come 30.06.2020".to_owned())
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

    #[test]
    fn formats_are_read_as_people_write_them() {
        assert_eq!(format(" PDF ").ok(), Some(AnnexFormat::Pdf));
        assert_eq!(format("odt").ok(), None);
    }
}
