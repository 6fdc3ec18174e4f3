//! `genera`: the annexes of a plan, or of many.

#![expect(clippy::disallowed_methods, reason = "SOURCE_DATE_EPOCH is for reproducible builds")]

use super::ExitOutcome;
use super::args::{GenerateArgs, layout_or_usual};
use super::made_files::MadeFiles;
use super::make_options::make_options;
use super::many;
use super::office::Office;
use super::plan_input::read_plan_inputs;
use super::progress::Progress;
use super::publication::{PlanEnd, WrittenSet, choices, write_set};
use super::summary::{RecognitionAccount, findings_text, recognition_text, summary};
use super::terminal::{fail, harmless, print, print_error, terminal_on_stderr};
use super::varied_set::read_varied;
use crate::diag::json_report;
use crate::italian::plural::counted;
use crate::job::{JobReport, LayoutChoice, MadePlan, PlanInput, Step, make};
use crate::manifest::FileExtent;
use crate::publish::{self, Output};
use chrono::{DateTime, NaiveDate};
use serde::Serialize;
use std::path::Path;

/// Writes the annexes; findings go to standard error.
pub(crate) fn run(mut args: GenerateArgs) -> ExitOutcome {
    let named = if args.many.is_empty() { &args.plans } else { &args.many };
    let mut office = match Office::of_files(named) {
        Ok(office) => office,
        Err(outcome) => return outcome,
    };
    office.complete_generate(&mut args);
    // A day on the command line outdoes the environment, which is set for every run.
    let date = match args.date.map_or_else(date_from_environment, |date| Ok(Some(date))) {
        Ok(date) => date,
        Err(message) => return fail(&message),
    };
    if !args.many.is_empty() {
        return many::run(&args, &office, date);
    }
    let others = ", più piani con --molti";
    match read_plan_inputs(&args.plans, args.together, others) {
        Ok(files) => generate_plan(&args, &office, files, date),
        Err(message) => fail(&message),
    }
}

/// Returns the day in SOURCE_DATE_EPOCH, which holds seconds since 1970 (reproducible-builds.org,
/// «SOURCE_DATE_EPOCH»); `None` if it is not set.
fn date_from_environment() -> Result<Option<NaiveDate>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    let moment = seconds.and_then(|s| DateTime::from_timestamp(s, 0));
    match moment {
        Some(moment) => Ok(Some(moment.date_naive())),
        None => Err("La variabile SOURCE_DATE_EPOCH non contiene un numero di secondi.".to_owned()),
    }
}

fn generate_plan(
    args: &GenerateArgs,
    office: &Office,
    files: Vec<PlanInput>,
    date: Option<NaiveDate>,
) -> ExitOutcome {
    let progress = Progress::of_steps();
    let layout = LayoutChoice::Named(layout_or_usual(args.input.layout.as_ref()));
    let mut options = make_options(args, office, date);
    options.varies = match args.varies.as_deref().map(read_varied).transpose() {
        Ok(varies) => varies,
        Err(message) => return fail(&message),
    };
    let made = make(files, layout, &options, &|step| progress.step(step));
    let MadePlan { report, result } = made;
    progress.step(Step::Writing);
    let publish = |files: &[Output]| publish::publish(args.folder(), files).map(drop);
    let end = write_set(result, args.folder(), choices(args), publish);
    // The line would stand among the findings.
    drop(progress);
    let JobReport { findings, sources, recognition, .. } = &report;
    if args.report.json && !matches!(end, PlanEnd::Failed(_)) {
        let made = MadePlanReport {
            made: MadeFiles::of(args.folder(), &end),
            recognised: RecognitionAccount::of(recognition),
        };
        return print(&json_report(findings, sources, &made), ExitOutcome::of(findings));
    }
    let (full, terminal) = (args.report.full, terminal_on_stderr());
    print_error(&recognition_text(recognition, terminal));
    print_error(&findings_text(findings, sources, full, terminal));
    let summary = summary(findings, full);
    match end {
        PlanEnd::Written(set) => {
            print(&(set_text(args.folder(), &set) + &summary), ExitOutcome::of(findings))
        }
        PlanEnd::Failed(message) => fail(&message),
        PlanEnd::Refused => {
            print_error(&summary);
            print_error("Nessun allegato è stato scritto.\n");
            ExitOutcome::Invalid
        }
    }
}

/// Keys of `genera` beside the findings.
#[derive(Serialize)]
struct MadePlanReport<'a> {
    #[serde(flatten)]
    made: MadeFiles,
    #[serde(flatten)]
    recognised: RecognitionAccount<'a>,
}

/// Returns the files of a set, a line for each.
pub(super) fn set_text(folder: &Path, set: &WrittenSet) -> String {
    let path = |name: &str| harmless(&folder.join(name).display().to_string());
    let row = |(name, extent, size): &(String, FileExtent, usize)| {
        // Rounded up: no file has 0 KB.
        [path(name), extent_text(*extent), format!("{} KB", size.div_ceil(1024))]
    };
    let rows: Vec<_> = set.annexes.iter().map(row).collect();
    table(&rows) + &format!("Manifesto: {}\n", path(&set.manifest))
}

/// Returns «9 pagine», «1 foglio» or «5 tabelle».
fn extent_text(extent: FileExtent) -> String {
    let (n, singular, plural) = match extent {
        FileExtent::Pages(n) => (n, "pagina", "pagine"),
        FileExtent::Sheets(n) => (n, "foglio", "fogli"),
        FileExtent::Tables(n) => (n, "tabella", "tabelle"),
    };
    counted(n, singular, plural)
}

fn table(rows: &[[String; 3]]) -> String {
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let (path, extent, size) = (width(0), width(1), width(2));
    let line = |r: &[String; 3]| format!("{:<path$}  {:<extent$}  {:>size$}\n", r[0], r[1], r[2]);
    rows.iter().map(line).collect()
}
