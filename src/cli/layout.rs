//! `layout`: lists the shipped layouts, copies one, or checks one.

use super::ExitOutcome;
use super::args::{ExtractArgs, LayoutArgs, LayoutCheckArgs, LayoutCommand};
use super::failure;
use super::summary::{RecognitionAccount, findings_text, summary};
use super::terminal::{harmless, print, print_error, terminal_on_stdout};
use crate::diag::json_report;
use crate::italian::nearest::nearest;
use crate::job::{JobReport, check_layout};
use crate::layout::{shipped, shipped_files};
use crate::publish::{self, Output, PublishError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Runs the command after `layout`.
pub(crate) fn run(args: &LayoutArgs) -> ExitOutcome {
    match &args.command {
        LayoutCommand::List => print(&list(), ExitOutcome::Done),
        LayoutCommand::Extract(args) => extract(args),
        LayoutCommand::Check(args) => check(args),
    }
}

fn list() -> String {
    let layouts = shipped();
    let width = layouts.iter().map(|layout| layout.name.chars().count()).max().unwrap_or(0);
    let line = |l: &crate::layout::Shipped| format!("{:<width$}  {}\n", l.name, l.description);
    let lines: String = layouts.iter().map(line).collect();
    format!("{lines}\nPer averne una copia da adattare: allegati layout estrai NOME CARTELLA\n")
}

fn extract(args: &ExtractArgs) -> ExitOutcome {
    let Some(files) = shipped_files(&args.name) else {
        return fail(&unknown(&args.name));
    };
    let existing = files.keys().map(|path| args.folder.join(path)).find(|path| path.exists());
    // A copy that was adapted is work of hours: it is replaced on demand only.
    if let Some(existing) = existing.filter(|_| !args.replace) {
        return fail(&format!(
            "«{}» c'è già e non è stato toccato nulla. Indicare un'altra cartella, oppure aggiungere --sostituisci.",
            existing.display()
        ));
    }
    match write_layout(&args.folder, &files) {
        Ok(()) => print(&extracted(args), ExitOutcome::Done),
        Err(error) => fail(&failure::message(&error, "")),
    }
}

fn unknown(name: &str) -> String {
    let layouts = shipped();
    let near = nearest(name, layouts.iter().map(|layout| layout.name));
    let hint = near.map(|near| format!(" Forse si intendeva «{near}».")).unwrap_or_default();
    format!("«{name}» non è un layout del programma.{hint}\n\nPer l'elenco: allegati layout elenca")
}

fn extracted(args: &ExtractArgs) -> String {
    let folder = harmless(&args.folder.display().to_string());
    // `--layout` takes the name of a shipped layout for that layout, not for a folder.
    let is_shipped = shipped_files(&folder).is_some();
    let named = if is_shipped { format!("./{folder}") } else { folder.clone() };
    let named = if named.contains(' ') { format!("\"{named}\"") } else { named };
    format!(
        "Il layout «{}» è in {folder}: com'è fatta la pagina lo dice layout.toml, i testi sono i file .hbs.\n\
         Dopo una modifica, per sapere se va bene: allegati layout controlla {named}\n\
         Per usarlo: allegati genera PIANO --layout {named}\n",
        args.name
    )
}

/// Writes the files of a layout, by their path in it, into `folder`.
///
/// # Errors
/// Returns the cause, like [`publish::publish`].
pub(crate) fn write_layout(
    folder: &Path,
    files: &BTreeMap<&'static str, &'static [u8]>,
) -> Result<(), PublishError> {
    let mut sets: BTreeMap<PathBuf, Vec<Output>> = BTreeMap::new();
    for (path, bytes) in files {
        let (within, name) = path.rsplit_once('/').unwrap_or(("", path));
        let output = Output { name: name.to_owned(), bytes: bytes.to_vec() };
        sets.entry(PathBuf::from(within)).or_default().push(output);
    }
    // The inner folders first: `layout.toml`, which makes a folder a layout, comes with the last.
    for (within, outputs) in sets.iter().rev() {
        publish::publish(&folder.join(within), outputs)?;
    }
    Ok(())
}

/// Checks a layout, and prints its findings.
fn check(args: &LayoutCheckArgs) -> ExitOutcome {
    let JobReport { sources, findings, .. } = check_layout(&args.layout);
    let report = if args.report.json {
        json_report(&findings, &sources, &RecognitionAccount::default())
    } else {
        let full = args.report.full;
        findings_text(&findings, &sources, full, terminal_on_stdout()) + &summary(&findings, full)
    };
    print(&report, ExitOutcome::of(&findings))
}

fn fail(message: &str) -> ExitOutcome {
    // The line ends of the message stay; one in a name is made visible.
    let lines: Vec<_> = message.split('\n').map(harmless).collect();
    print_error(&format!("errore: {}\n", lines.join("\n")));
    ExitOutcome::Failed
}
