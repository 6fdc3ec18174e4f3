//! Arguments of `confronta`, `verifica` and `importa`.

use super::shared::{PlanArgs, ReportArgs};
use super::values::{format, heading, settled_match};
use crate::cli::given_args::GivenArgs;
use crate::compare::SettledMatch;
use crate::manifest::AnnexFormat;
use crate::model::Heading;
use clap::Args;
use std::path::PathBuf;

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
