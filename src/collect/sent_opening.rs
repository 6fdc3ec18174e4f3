//! Lines above the table of a workbook that was sent: the plan, who got it, what is asked.

use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::{quote_change, quote_start};
use crate::raw::Words;
use crate::source::Span;
use crate::text::fold_words;

/// Lines above the table of a workbook that was sent, in their order.
pub struct SentOpening<'o> {
    /// Title of the plan as its annexes have it.
    pub title: &'o str,
    /// Title as the plan has it, which a layout may print in its own way.
    pub own_title: &'o str,
    /// Area or person that got the workbook.
    pub recipient: &'o str,
    /// Note on what is asked.
    pub note: &'o str,
}

impl SentOpening<'_> {
    /// Returns which of the lines are not among the cells `above` the table; `start` is the beginning of the file.
    pub(super) fn changes(&self, above: &[Words], start: Span) -> Vec<Diagnostic> {
        let is_line = |words: &Words, line: &str| fold_words(&words.value) == fold_words(line);
        let has = |line: &str| above.iter().any(|words| is_line(words, line));
        let lines = [self.title, self.own_title, self.recipient, self.note];
        let is_known = |words: &&Words| lines.into_iter().any(|line| is_line(words, line));
        // Another line is no other spelling of the one that is gone.
        let now = |at: usize| above.get(at).filter(|words| !is_known(words));
        let mut found = Vec::new();
        if !has(self.title) && !has(self.own_title) {
            found.push(self.other_title(now(0), start));
        }
        if !has(self.recipient) {
            found.push(self.other_recipient(now(1), start));
        }
        if !has(self.note) {
            found.push(other_note(now(2), start));
        }
        found
    }

    fn other_title(&self, now: Option<&Words>, start: Span) -> Diagnostic {
        let Some(now) = now else {
            let message = format!(
                "Sopra la tabella non c'è più il titolo del piano, {}.",
                quote_start(self.title)
            );
            return Diagnostic::new(Code::ChangedCell, start, message)
                .hint("Controllare che il file sia di questo piano.");
        };
        let (own, other) = quote_change(self.title, now.value.trim());
        let message = format!(
            "Il file sembra di un altro piano: sopra la tabella c'è {other}, il piano è {own}."
        );
        Diagnostic::new(Code::OtherPlan, now.span, message).hint(
            "Se è di un altro piano o di un altro ente, toglierlo; se il titolo è stato cambiato dopo l'invio, non c'è nulla da fare.",
        )
    }

    fn other_recipient(&self, now: Option<&Words>, start: Span) -> Diagnostic {
        let message = format!(
            "Sopra la tabella il nome di chi compila è cambiato: era «{}», ora {}.",
            self.recipient,
            now.map_or_else(
                || "non c'è".to_owned(),
                |now| format!("è {}", quote_start(now.value.trim()))
            )
        );
        Diagnostic::new(Code::ChangedCell, now.map_or(start, |words| words.span), message)
            .hint("Il file è di chi dice il foglio «Invio»: controllare chi lo ha compilato.")
    }
}

fn other_note(now: Option<&Words>, start: Span) -> Diagnostic {
    let message = format!(
        "Sopra la tabella le istruzioni per chi compila sono cambiate: {}.",
        now.map_or_else(
            || "non ci sono più".to_owned(),
            |now| format!("ora c'è {}", quote_start(now.value.trim()))
        )
    );
    Diagnostic::new(Code::ChangedCell, now.map_or(start, |words| words.span), message)
        .hint("Chi ha compilato può averne seguite altre: chiedere perché.")
}
