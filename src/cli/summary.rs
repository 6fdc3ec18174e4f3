//! Counts of findings in words.

use super::terminal::harmless;
use crate::diag::{Findings, Severity};
use crate::italian::plural::{counted_unless_zero, enumeration};

/// Returns the line that counts all findings.
pub(crate) fn summary(findings: &Findings) -> String {
    let counted = |severity, singular, plural| {
        counted_unless_zero(findings.count(severity), singular, plural)
    };
    let parts = [
        counted(Severity::Error, "errore", "errori"),
        counted(Severity::Warning, "avviso", "avvisi"),
        counted(Severity::Note, "nota", "note"),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "Nessuna segnalazione.\n".to_owned();
    }
    format!("Segnalazioni: {}.\n", enumeration(&parts))
}

/// Returns the account of how tables were recognised, a line each; it quotes their cells.
pub(crate) fn recognition_text(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", harmless(line))).collect()
}
