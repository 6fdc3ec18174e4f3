//! The verdicts in Italian sentences, and in JSON for other programs.

use crate::cli::terminal::harmless;
use crate::job::{CAUTION, JudgedFile, Verification, reason_words, verdict_words};
use crate::verify::Verdict;
use serde_json::{Value, json};

/// Report on all verdicts, in the order of the command line.
pub(crate) struct VerdictReport<'a>(pub &'a Verification);

impl VerdictReport<'_> {
    /// Returns the worst verdict; [`Verdict::Intact`] if there is none. A broken chain of versions is to be
    /// looked at, whatever the files are.
    pub(crate) fn worst(&self) -> Verdict {
        let least = if self.0.has_broken_chain { Verdict::Look } else { Verdict::Intact };
        self.verdicts().max().unwrap_or(Verdict::Intact).max(least)
    }

    fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.0.files.iter().map(|file| file.judged.outcome.verdict())
    }

    /// Returns the end of the report for people, after the verdicts.
    pub(crate) fn closing(&self) -> String {
        let mut out: String =
            self.0.notes.iter().map(|note| format!("{}\n", harmless(note))).collect();
        if self.0.has_signatures() {
            out.push_str(&format!("{CAUTION}\n"));
        }
        out + &self.0.count() + "\n"
    }

    /// Returns the report for programs, in JSON.
    pub(crate) fn json(&self) -> String {
        let files: Vec<_> = self.0.files.iter().map(json_entry).collect();
        // Without a file there is no verdict, not even a good one.
        let worst = (!self.0.files.is_empty()).then(|| verdict_key(self.worst()));
        let report = json!({ "esito": worst, "file": files, "note": self.0.notes });
        let text = serde_json::to_string_pretty(&report).expect("strings and numbers only");
        text + "\n"
    }
}

/// Returns the verdict on a file for people.
pub(crate) fn human(file: &JudgedFile) -> String {
    let outcome = &file.judged.outcome;
    let verdict = verdict_words(outcome.verdict());
    let reasons = outcome.reasons.iter().map(|reason| format!("- {}", reason_words(reason)));
    let lines = file.identity().into_iter().chain(reasons).chain(file.signatures());
    // Names and signatures come from outside: they could steer the terminal.
    let lines: String = lines.map(|line| format!("  {}\n", harmless(&line))).collect();
    format!("{}: {verdict}\n{lines}", harmless(&file.full_name()))
}

fn json_entry(file: &JudgedFile) -> Value {
    let outcome = &file.judged.outcome;
    let mut entry = json!({
        "file": file.name,
        "verdetto": verdict_key(outcome.verdict()),
        "originale": file.sent.as_ref().map(|sent| &sent.name),
        "ruolo": file.sent.as_ref().map(|sent| &sent.role),
        "buste": file.judged.envelopes,
        "firme": outcome.signers.iter().map(|signer| json!({
            "soggetto": signer.subject,
            "ora-dichiarata": signer.declared,
        })).collect::<Vec<_>>(),
        "motivi": outcome.reasons.iter().map(|reason| json!({
            "verdetto": verdict_key(reason.verdict),
            "testo": reason.text,
            "pagina": reason.page,
        })).collect::<Vec<_>>(),
    });
    if let Some(member) = &file.judged.member {
        entry["nell-archivio"] = json!(member);
    }
    entry
}

/// Returns the verdict as a value for programs.
fn verdict_key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intatto",
        Verdict::Look => "da-guardare",
        Verdict::Changed => "modificato",
        Verdict::Unknown => "non-riconosciuto",
    }
}
