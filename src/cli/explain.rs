//! `spiega`: what a code means.

use super::ExitOutcome;
use super::args::ExplainArgs;
use super::terminal::{harmless, print, print_error};
use crate::diag::Code;
use crate::italian::nearest::nearest;

/// Explains one code, or lists them all.
pub(crate) fn run(args: &ExplainArgs) -> ExitOutcome {
    match args.code.as_deref() {
        None => print(&list(), ExitOutcome::Done),
        Some(name) => match Code::parse(name) {
            Some(code) => print(&format!("{}\n", article(code)), ExitOutcome::Done),
            None => unknown(name),
        },
    }
}

fn article(code: Code) -> String {
    format!("{} ({})\n\n{}", code.name(), code.severity().name(), code.explanation())
}

fn list() -> String {
    let names = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let line = |code: &Code| {
        format!("{:<8}{:<names$}  {}\n", code.severity().name(), code.name(), code.gist())
    };
    let lines: String = Code::ALL.iter().map(line).collect();
    format!("{lines}\nPer la spiegazione di uno: allegati spiega CODICE\n")
}

fn unknown(name: &str) -> ExitOutcome {
    let near = nearest(name, Code::ALL.iter().map(|c| c.name()));
    let hint = near.map(|n| format!(" Forse si intendeva «{n}».")).unwrap_or_default();
    let name = harmless(name);
    print_error(&format!(
        "errore: «{name}» non è un codice.{hint}\n\nPer l'elenco: allegati spiega\n"
    ));
    ExitOutcome::Failed
}
