//! The name of the annexes' files.

use super::texts::LayoutTexts;
use crate::diag::{Code, Diagnostic};
use crate::file_name::{BadFileName, FileName};
use crate::layout::{Layout, Slot};
use crate::model::Plan;

/// The name of the files without extension, by the layout's template; `stem` is the plan file's.
///
/// # Errors
/// A finding at the template where the name is no file name on every system.
pub fn file_name(plan: &Plan, layout: &Layout, stem: &str) -> Result<String, Box<Diagnostic>> {
    let name = LayoutTexts::new(plan, layout).file_name(stem)?;
    let Some(cause) = not_a_file_name(&name) else { return Ok(name) };
    let place = layout.templates.span(Slot::FileName);
    let message = format!("«{}» non può essere il nome di un file: {cause}.", name.escape_debug());
    let hint = "Correggere il modello file.hbs, o il testo del piano che usa: lettere, cifre, trattini e spazi; al massimo 100 caratteri.";
    Err(Box::new(Diagnostic::new(Code::FileName, place, message).hint(hint)))
}

/// Explains why `name` is no file name on every system, before an extension is added.
fn not_a_file_name(name: &str) -> Option<String> {
    const MOST: usize = 100;
    let bad = FileName::try_from(name).err();
    match bad {
        Some(BadFileName::Empty) => Some("è vuoto".to_owned()),
        _ if name.chars().count() > MOST => Some(format!("ha più di {MOST} caratteri")),
        Some(BadFileName::TooLong) => Some("occupa più di 255 byte".to_owned()),
        Some(BadFileName::Character(c)) => Some(format!("contiene «{}»", c.escape_debug())),
        // A point in front hides a file on Linux and macOS.
        _ if name.starts_with(['.', ' ']) || bad == Some(BadFileName::End) => {
            Some("comincia o finisce con un punto o uno spazio".to_owned())
        }
        Some(BadFileName::Reserved) => Some("Windows lo tiene per sé".to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_hold_on_every_system() {
        for good in ["piano-obiettivi-2020-2022", "Allegato A", "COMUNE", "è"] {
            assert_eq!(not_a_file_name(good), None, "{good:?}");
        }
        for bad in [
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "CON",
            "com1",
            "LPT9.x",
            "x ",
            "a:b",
            "\n",
            "-".repeat(101).as_str(),
        ] {
            assert!(not_a_file_name(bad).is_some(), "{bad:?}");
        }
    }
}
