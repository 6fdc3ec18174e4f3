//! `importa --rispetto-a`: an edited file's changes in the plan that it was made from.

use super::write_plan;
use crate::cli::ExitOutcome;
use crate::cli::args::{ImportArgs, layout_or_usual};
use crate::cli::compare::with_option;
use crate::cli::office::Office;
use crate::cli::plan_input::read_plan_input;
use crate::cli::progress::Progress;
use crate::cli::summary::{findings_text, summary};
use crate::cli::terminal::{
    fail, harmless, print, print_error, terminal_on_stderr, terminal_on_stdout,
};
use crate::compare::sentences::counts;
use crate::diag::{json_report, wrapped};
use crate::italian::plural::counted;
use crate::job::{self, JobReport, LayoutChoice, PlanOptions, PlanText, UpdateResult, UpdatedPlan};
use serde::Serialize;
use std::path::Path;

/// Writes the plan in `base` with the changes of `edited` to `target`.
pub(super) fn run(
    args: &ImportArgs,
    office: &Office,
    base: &Path,
    edited: &Path,
    target: &Path,
) -> ExitOutcome {
    let progress = Progress::of_steps();
    let options = PlanOptions {
        map: args.map.clone(),
        given: args.given.values(),
        defaults: office.defaults(),
        ..PlanOptions::default()
    };
    let layout = LayoutChoice::Named(layout_or_usual(args.layout.as_ref()));
    let [old, new] = [base, edited].map(read_plan_input);
    let UpdatedPlan { report, result } =
        job::update(old, new, layout, &options, &args.settled, &|step| progress.step(step));
    drop(progress);
    match result {
        UpdateResult::NoYaml => fail(&format!(
            "«{}» non è un piano in YAML: con --rispetto-a si indica il piano (.yaml) da cui il file è stato fatto.",
            base.display()
        )),
        UpdateResult::Unrelated => fail(&format!(
            "«{}» e «{}» non hanno obiettivi in comune: forse il file non è stato fatto da quel piano. Non è stato scritto nulla.",
            base.display(),
            edited.display()
        )),
        UpdateResult::BadMatch(message) => fail(&with_option(&message)),
        UpdateResult::Refused => refused(args, &report),
        UpdateResult::Updated(plan) => written(args, base, target, *plan, &report),
    }
}

/// Reports errors: nothing is written.
fn refused(args: &ImportArgs, report: &JobReport) -> ExitOutcome {
    let errors = report.findings.clone().errors();
    if args.report.json {
        let text = json_report(&errors, &report.sources, &WrittenPlan::default());
        return print(&text, ExitOutcome::Invalid);
    }
    let full = args.report.full;
    print_error(&findings_text(&errors, &report.sources, full, terminal_on_stderr()));
    print_error(&summary(&errors, full));
    print_error("Il piano non è stato scritto.\n");
    ExitOutcome::Invalid
}

/// Keys of the report beside the findings.
#[derive(Default, Serialize)]
#[serde(rename_all = "kebab-case")]
struct WrittenPlan {
    /// Path of the plan; `None` if none was written.
    piano: Option<String>,
    /// Changes that a person has to write.
    da_scrivere: Vec<String>,
    /// Names of what the edited file does not state.
    non_letti: Vec<String>,
    /// Matches of objectives that are in doubt.
    abbinamenti_dubbi: Vec<String>,
}

fn written(
    args: &ImportArgs,
    base: &Path,
    target: &Path,
    plan: PlanText,
    report: &JobReport,
) -> ExitOutcome {
    let PlanText { yaml, counts: found, left, unread, doubts } = plan;
    let is_done = left.is_empty() && doubts.is_empty();
    let outcome = if is_done { ExitOutcome::Done } else { ExitOutcome::Look };
    let aside = report.set_aside();
    print_error(&findings_text(&aside, &report.sources, args.report.full, terminal_on_stderr()));
    if target.as_os_str() == "-" {
        print_error(&(doubts_text(&doubts) + &left_text(&left) + &unread_text(&unread)));
        return print(&yaml, outcome);
    }
    if let Err(message) = write_plan(target, yaml) {
        return fail(&message);
    }
    let path = harmless(&target.display().to_string());
    if args.report.json {
        let written = WrittenPlan {
            piano: Some(path),
            da_scrivere: left,
            non_letti: unread,
            abbinamenti_dubbi: doubts,
        };
        return print(&json_report(&report.findings, &report.sources, &written), outcome);
    }
    let base = harmless(&base.display().to_string());
    let told = format!("Piano scritto in {path}. Rispetto a {base}, obiettivi: {}.", counts(found));
    let told = wrapped(&told, terminal_on_stdout().width, "", "  ");
    print(&(told + &doubts_text(&doubts) + &left_text(&left) + &unread_text(&unread)), outcome)
}

/// Names what stayed as it was because the edited file does not state it; empty without anything.
fn unread_text(unread: &[String]) -> String {
    if unread.is_empty() {
        return String::new();
    }
    let text = format!(
        "Rimasto com'era, perché il file corretto non lo dice o qui non vi si legge: {}. Se è stato corretto lì, lo dice «allegati verifica», e va scritto a mano.",
        harmless(&unread.join("; "))
    );
    wrapped(&text, terminal_on_stdout().width, "", "  ")
}

/// Returns the changes that a person has to write, a line each; empty without any.
fn left_text(left: &[String]) -> String {
    if left.is_empty() {
        return String::new();
    }
    let many = counted(left.len(), "modifica", "modifiche");
    let head = format!("Da scrivere a mano, perché non hanno un posto certo nel piano: {many}.");
    list(&head, left)
}

/// Returns the matches that a person has to look at, a line each; empty without any.
fn doubts_text(doubts: &[String]) -> String {
    if doubts.is_empty() {
        return String::new();
    }
    let many = counted(doubts.len(), "obiettivo", "obiettivi");
    let head = format!("Da controllare, perché potrebbe non essere lo stesso: {many}.");
    list(&head, doubts)
}

fn list(head: &str, entries: &[String]) -> String {
    let width = terminal_on_stdout().width;
    let lines = entries.iter().map(|line| wrapped(&harmless(line), width, "- ", "  "));
    wrapped(head, width, "", "  ") + &lines.collect::<String>()
}
