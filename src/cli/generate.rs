//! `genera`: the annexes of a plan, or of many.

use super::Outcome;
use super::args::GenerateArgs;
use super::loaded::LoadedLayout;
use super::make::{End, Made, Set, Wanted};
use super::many;
use super::prepare::{self, Prepared};
use super::progress::Progress;
use super::terminal::{color_on_stderr, fail, harmless, print, print_error};
use crate::diag::human_report;
use crate::italian::plural::counted;
use crate::manifest::Extent;
use crate::parallel::Beside;
use crate::publish::{self, Output};
use chrono::{DateTime, NaiveDate};
use std::path::Path;
use std::sync::LazyLock;

/// Writes the annexes; findings go to standard error.
pub fn run(job: &GenerateArgs) -> Outcome {
    let date = match job.date.map_or_else(date_from_environment, |date| Ok(Some(date))) {
        Ok(date) => date,
        Err(message) => return fail(&message),
    };
    match &job.plan {
        Some(plan) => one(job, plan, date),
        None => many::run(job, date),
    }
}

/// SOURCE_DATE_EPOCH: seconds since 1970 (reproducible-builds.org, «SOURCE_DATE_EPOCH»).
fn date_from_environment() -> Result<Option<NaiveDate>, String> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    let seconds = value.to_str().and_then(|text| text.parse().ok());
    let moment = seconds.and_then(|s| DateTime::from_timestamp(s, 0));
    match moment {
        Some(moment) => Ok(Some(moment.date_naive())),
        None => Err("La variabile SOURCE_DATE_EPOCH non contiene un numero di secondi.".to_owned()),
    }
}

fn one(job: &GenerateArgs, plan: &Path, date: Option<NaiveDate>) -> Outcome {
    let progress = Progress::of_steps();
    let (beside, layout) = (&Beside::a_thread(), &LoadedLayout::lazy(&job.input.layout));
    let wanted = Wanted { job, layout, date, beside };
    let publish = |files: &[Output]| publish::publish_beside(&job.folder, files, beside).map(drop);
    let color = color_on_stderr();
    let tell = |prepared: &Prepared| {
        prepared.report.clone() + &human_report(&prepared.findings, &prepared.sources, color)
    };
    let make = || wanted.make(plan, &job.folder, publish, tell, &progress);
    let ((Made { prepared, end }, told), ()) = beside.both(make, || _ = LazyLock::force(layout));
    drop(progress);
    print_error(&told);
    let summary = prepare::summary(&prepared.findings);
    match end {
        End::Written(set) => print(&(report(&job.folder, &set) + &summary), prepared.outcome()),
        End::Failed(message) => fail(&message),
        End::Refused => {
            print_error(&summary);
            print_error("Nessun allegato è stato scritto.\n");
            Outcome::Invalid
        }
    }
}

/// The files of a set, a line for each.
fn report(folder: &Path, set: &Set) -> String {
    let shown = |name: &str| harmless(&folder.join(name).display().to_string());
    let row = |(name, extent, size): &(String, Extent, usize)| {
        [shown(name), words(*extent), format!("{} KB", size.div_ceil(1024))]
    };
    let rows: Vec<_> = set.annexes.iter().map(row).collect();
    table(&rows) + &format!("Manifesto: {}\n", shown(&set.manifest))
}

/// «9 pagine», «1 foglio», «5 tabelle».
fn words(extent: Extent) -> String {
    let (n, one, many) = match extent {
        Extent::Pages(n) => (n, "pagina", "pagine"),
        Extent::Sheets(n) => (n, "foglio", "fogli"),
        Extent::Tables(n) => (n, "tabella", "tabelle"),
    };
    counted(n, one, many)
}

fn table(rows: &[[String; 3]]) -> String {
    let width = |i: usize| rows.iter().map(|r| r[i].chars().count()).max().unwrap_or(0);
    let (path, extent, size) = (width(0), width(1), width(2));
    let line = |r: &[String; 3]| format!("{:<path$}  {:<extent$}  {:>size$}\n", r[0], r[1], r[2]);
    rows.iter().map(line).collect()
}
