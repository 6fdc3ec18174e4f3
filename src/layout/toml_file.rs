//! Syntax of `layout.toml`.

use super::fields::SettingsReader;
use super::node::{TomlTable, nodes};
use crate::diag::Findings;
use crate::source::{FileId, Span};
use toml::de::DeTable;

/// Parses a `layout.toml`; `None` after a finding on its syntax.
pub(super) fn parse_settings(
    file: FileId,
    text: &str,
    findings: &mut Findings,
) -> Option<TomlTable> {
    // Recovery shows every syntax error in one run; the table is then incomplete and not used.
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let place = Span::new(file, error.span().unwrap_or(0..0));
        SettingsReader { findings }.complain(place, syntax_error(error.message()), "È un file TOML: righe «chiave = valore», testi fra virgolette, gruppi fra parentesi quadre.");
    }
    errors.is_empty().then(|| nodes(table.get_ref(), file))
}

/// Translates an error of the parser.
///
/// The parser offers no kinds of errors, only English messages that change with its versions:
/// hence the search for words, and a general message for the rest.
fn syntax_error(message: &str) -> &'static str {
    let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
    if says(&["duplicate"]) {
        "La stessa chiave, o lo stesso gruppo, compare due volte."
    } else if says(&["string", "quote"]) {
        "Un testo non è chiuso, o non è fra virgolette diritte."
    } else if says(&["array", "table", "bracket", "`]`", "`}`"]) {
        "Una parentesi quadra o graffa non si apre o non si chiude dove dovrebbe."
    } else if says(&["key", "`=`", "equals"]) {
        "La riga non ha la forma «chiave = valore»."
    } else {
        "Il file del layout non è scritto bene."
    }
}
