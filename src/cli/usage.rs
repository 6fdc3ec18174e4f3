//! Messages on a wrong command line, in Italian: the messages of clap are English.

use super::ExitOutcome;
use super::args::command_line;
use super::terminal::{harmless, print, print_error};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Next steps.
const WELCOME: &str = "\
Per cominciare:
  allegati apri              apre la pagina che fa tutto il lavoro nel browser, senza comandi
  allegati nuovo CARTELLA    prepara un modulo da compilare e un piano di esempio
  allegati genera PIANO      fa i tre allegati di un piano, o di una tabella di Excel, Calc o Word
Tutti i comandi: allegati --aiuto. La guida: allegati guida
";

/// Says what to do next, to whoever gives no command.
pub(crate) fn welcome() -> ExitOutcome {
    print_error(WELCOME);
    // A script must notice that nothing was done.
    ExitOutcome::Failed
}

/// Prints the help or the version if the user asks for it, else the fault of the command line.
pub(crate) fn show(error: &clap::Error) -> ExitOutcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print(&format!("{}\n", error.render().to_string().trim_end()), ExitOutcome::Done)
        }
        // Help that was not asked for is an error: a script must notice that nothing was done.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            print_error(&error.render().to_string());
            ExitOutcome::Failed
        }
        _ => {
            let message = harmless(&message(error));
            print_error(&format!("errore: {message}\n\nPer l'aiuto: allegati --aiuto\n"));
            ExitOutcome::Failed
        }
    }
}

fn message(error: &clap::Error) -> String {
    // clap writes dots after an argument that may be repeated; a sentence needs none.
    let named = |kind| context(error, kind).replace("...", "");
    let arg = named(ContextKind::InvalidArg);
    let other = named(ContextKind::PriorArg);
    let value = context(error, ContextKind::InvalidValue);
    let text = match error.kind() {
        ErrorKind::UnknownArgument if arg.starts_with("--") => format!("«{arg}» non è un'opzione."),
        ErrorKind::UnknownArgument if arg.starts_with('-') => format!(
            "«{arg}» non è un'opzione; un nome che comincia con «-» si scrive con «./» davanti."
        ),
        ErrorKind::UnknownArgument => {
            format!(
                "«{arg}» è di troppo: un nome con spazi va fra virgolette, per esempio \"il mio piano.yaml\"."
            )
        }
        ErrorKind::InvalidSubcommand => {
            let name = context(error, ContextKind::InvalidSubcommand);
            if context(error, ContextKind::Usage).contains("allegati layout") {
                let names = layout_command_names().join(", ");
                format!("«{name}» non va bene: dopo «layout» ci vuole uno di questi: {names}.")
            } else {
                format!("«{name}» non è un comando: i comandi sono {}.", command_names().join(", "))
            }
        }
        ErrorKind::MissingSubcommand => {
            format!("Manca il comando: i comandi sono {}.", command_names().join(", "))
        }
        ErrorKind::MissingRequiredArgument => format!("Manca {arg}."),
        ErrorKind::InvalidValue if value.is_empty() => format!("Manca il valore di {arg}."),
        ErrorKind::InvalidValue => {
            let valid = context(error, ContextKind::ValidValue);
            format!("«{value}» non va bene per {arg}: i valori possibili sono {valid}.")
        }
        ErrorKind::ValueValidation => {
            // The validators of `args` speak Italian already.
            let cause = std::error::Error::source(error).map(ToString::to_string);
            format!("«{value}» {}.", cause.unwrap_or_else(|| format!("non va bene per {arg}")))
        }
        ErrorKind::ArgumentConflict if arg != other => {
            format!("{arg} e {other} non vanno insieme.")
        }
        ErrorKind::ArgumentConflict => {
            format!("L'opzione {arg} è ripetuta o contraddice un'altra.")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("Il numero dei valori di {arg} non va bene.")
        }
        ErrorKind::InvalidUtf8 => "La riga di comando contiene caratteri non leggibili.".to_owned(),
        _ => "La riga di comando non è corretta.".to_owned(),
    };
    match suggestion(error) {
        Some(near) => format!("{text} Forse si intendeva «{near}»."),
        None => text,
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let commands = match error.get(ContextKind::SuggestedSubcommand) {
        Some(ContextValue::Strings(names)) => names.as_slice(),
        _ => &[],
    };
    // clap suggests the English aliases as well; the help names the Italian commands.
    let ours = [command_names(), layout_command_names()].concat();
    let italian = |name: &&String| ours.contains(name);
    let command = commands.iter().find(italian);
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let other = kinds.into_iter().map(|kind| context(error, kind)).find(|text| !text.is_empty());
    command.or(commands.first()).cloned().or(other)
}

/// Returns the names of the commands.
fn command_names() -> Vec<String> {
    names(&command_line())
}

/// Returns the names of the commands after `layout`.
fn layout_command_names() -> Vec<String> {
    command_line().find_subcommand("layout").map(names).unwrap_or_default()
}

fn names(command: &clap::Command) -> Vec<String> {
    command.get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    }
}
