//! Arguments of `genera`, `controlla` and `consuntivo`.

use super::shared::{PlanArgs, ReportArgs};
use super::values::{archive_profiles, date, document_version, format, year};
use crate::cli::many::BatchShare;
use crate::manifest::{AnnexFormat, ArchiveProfile};
use chrono::NaiveDate;
use clap::Args;
use std::path::{Path, PathBuf};

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
    /// Il piano approvato: un piano, l'allegato XLSX o DOCX, un manifesto o la loro cartella; dice se pesi e obiettivi sono ancora quelli
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
