//! `raccogli`: puts the workbooks together that came back filled in.

use super::ExitOutcome;
use super::args::layout_or_usual;
use super::failure;
use super::handout_args::GatheringArgs;
use super::make_options::plan_options;
use super::office::Office;
use super::plan_files::{not_yaml, workbooks};
use super::plan_input::read_plan_input;
use super::progress::Progress;
use super::summary::{findings_text, summary};
use super::terminal::{fail, harmless, print, print_error, terminal_on_stderr, terminal_on_stdout};
use crate::diag::{json_report, wrapped};
use crate::italian::plural::counted;
use crate::job::{
    Gathering, GatheringAccount, JobReport, KnownResults, LayoutChoice, RecipientAccount, gather,
};
use crate::model::FormPurpose;
use crate::publish::{self, Output};
use serde::Serialize;
use std::path::Path;

/// Tells what came back, and writes the plan if asked.
pub(crate) fn run(mut args: GatheringArgs) -> ExitOutcome {
    let mut office = match Office::of_files(std::slice::from_ref(&args.plan)) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_plan(&mut args.input);
    if let Some(message) = args.target.as_deref().and_then(not_yaml) {
        return fail(&message);
    }
    if let Some(target) = args.target.as_deref().filter(|target| target.exists() && !args.replace) {
        return fail(&format!(
            "«{}» c'è già e non è stato toccato. Indicare un altro file con --uscita, oppure aggiungere --sostituisci.",
            target.display()
        ));
    }
    let (files, others) = match workbooks(&args.folder) {
        Ok(found) => found,
        Err(message) => return fail(&message),
    };
    let returned = files.iter().map(|path| read_plan_input(path)).collect();
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let options = plan_options(&args.input, &office, None);
    let known = if args.update { KnownResults::GiveWay } else { KnownResults::Hold };
    let plan = read_plan_input(&args.plan);
    let gathered = gather(plan, returned, layout, (&options, known), &|step| progress.step(step));
    // The line would stand among the findings.
    drop(progress);
    told(&args, gathered, &others)
}

fn told(args: &GatheringArgs, gathered: Gathering, others: &[String]) -> ExitOutcome {
    let Gathering { report, account, plan } = gathered;
    let purpose = account.as_ref().map(|account| account.purpose);
    if args.update && purpose == Some(FormPurpose::Proposals) {
        return fail(
            "--aggiorna mette esiti nuovi al posto di quelli del piano, e i file della cartella sono di proposte: togliere --aggiorna.",
        );
    }
    let outcome = match (&account, &plan) {
        (Some(account), Some(_)) if account.is_whole() => ExitOutcome::Done,
        (Some(_), Some(_)) => ExitOutcome::Look,
        _ => ExitOutcome::Invalid,
    };
    let target = args.target.as_deref();
    let written = target.zip(plan.as_ref()).map(|(target, plan)| write(target, &plan.yaml));
    if let Some(Err(message)) = written {
        return fail(&message);
    }
    let target = target.filter(|_| written.is_some());
    let JobReport { findings, sources, .. } = &report;
    if args.report.json {
        let account = GatheringReport::of(account.as_ref(), target);
        return print(&json_report(findings, sources, &account), outcome);
    }
    let full = args.report.full;
    print_error(&findings_text(findings, sources, full, terminal_on_stderr()));
    let mut text =
        account.as_ref().map_or_else(String::new, |account| account_text(account, others));
    match (target, plan) {
        (Some(target), Some(plan)) => {
            text += &format!("Piano scritto in {}.\n", harmless(&target.display().to_string()));
            if plan.is_rewritten {
                text += &line(REWRITTEN);
            }
        }
        (None, None) => text += "Il piano non è stato scritto.\n",
        _ => {}
    }
    print(&(text + &summary(findings, full)), outcome)
}

/// Note on a plan whose text has no room for what is new.
const REWRITTEN: &str = "È scritto da capo, perché il testo del piano non aveva un posto certo per quello che è arrivato: i suoi commenti non ci sono.";

/// Writes the plan.
fn write(target: &Path, yaml: &str) -> Result<(), String> {
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let output = Output { name, bytes: yaml.as_bytes().to_vec() };
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let written = publish::publish(folder.unwrap_or(Path::new(".")), &[output]);
    written.map(drop).map_err(|error| failure::message(&error, " con --uscita"))
}

fn line(text: &str) -> String {
    wrapped(&harmless(text), terminal_on_stdout().width, "", "  ")
}

/// Tells of each recipient what it sent back.
fn account_text(account: &GatheringAccount, others: &[String]) -> String {
    let of_recipient = |one: &RecipientAccount| line(&recipient_words(one, account.purpose));
    let mut text: String = account.recipients.iter().map(of_recipient).collect();
    let missing = account.recipients.iter().filter(|one| one.files.is_empty()).count();
    let back = account.recipients.len() - missing;
    let many = account.recipients.len();
    text += &line(&format!("Tornati: {back} su {many}, per {}.", account.by.name()));
    if account.changes > 0 {
        let many = counted(account.changes, "differenza", "differenze");
        text += &line(&format!("Rispetto a quello che era stato mandato: {many}."));
    }
    let unread: Vec<&str> = account.unread.iter().chain(others).map(String::as_str).collect();
    if !unread.is_empty() {
        text += &line(&format!("Non letti: {}.", unread.join(", ")));
    }
    text
}

fn recipient_words(one: &RecipientAccount, purpose: FormPurpose) -> String {
    let RecipientAccount { name, files, filled, rows, without_percentage, known } = one;
    let what = match (files.as_slice(), rows) {
        ([], _) => return format!("{name}: manca"),
        (_, Some(rows)) if rows == filled => {
            format!("completo, {}", counted(*rows, "riga", "righe"))
        }
        (_, Some(rows)) => format!("in parte, {} su {rows}", counted(*filled, "riga", "righe")),
        (_, None) => match purpose {
            FormPurpose::Results => counted(*filled, "riga", "righe"),
            FormPurpose::Proposals => counted(*filled, "proposta", "proposte"),
        },
    };
    let rest = [(*without_percentage, "senza percentuale"), (*known, "già nel piano")];
    let rest = rest.into_iter().filter(|(many, _)| *many > 0);
    let rest: String = rest.map(|(many, what)| format!(", {many} {what}")).collect();
    let what = what + &rest;
    format!("{name}: {what} ({})", files.join(", "))
}

/// Keys of the report beside the findings.
#[derive(Default, Serialize)]
#[serde(rename_all = "kebab-case")]
struct GatheringReport {
    /// Path of the plan; `None` if none was written.
    piano: Option<String>,
    /// Everyone who got a workbook.
    destinatari: Vec<RecipientReport>,
    /// Files that were not read.
    non_letti: Vec<String>,
}

/// Account of one recipient, for programs.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct RecipientReport {
    nome: String,
    file: Vec<String>,
    compilate: usize,
    senza_percentuale: usize,
    gia_nel_piano: usize,
    righe: Option<usize>,
}

impl GatheringReport {
    fn of(account: Option<&GatheringAccount>, target: Option<&Path>) -> Self {
        let recipient = |one: &RecipientAccount| RecipientReport {
            nome: one.name.clone(),
            file: one.files.clone(),
            compilate: one.filled,
            senza_percentuale: one.without_percentage,
            gia_nel_piano: one.known,
            righe: one.rows,
        };
        let piano = target.map(|target| target.display().to_string());
        let Some(account) = account else { return GatheringReport { piano, ..Self::default() } };
        GatheringReport {
            piano,
            destinatari: account.recipients.iter().map(recipient).collect(),
            non_letti: account.unread.clone(),
        }
    }
}
