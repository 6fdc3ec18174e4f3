//! The verdicts in Italian sentences, and in JSON for other programs.

use crate::cli::terminal::harmless;
use crate::italian::plural::counted_unless_zero;
use crate::italian::quotation::quote_name;
use crate::job::{JudgedFile, SentFile, Verification};
use crate::verify::{ClaimedSigner, Reason, Verdict};
use chrono::DateTime;
use serde_json::{Value, json};

/// Caution that follows every report with signatures.
const NOT_VOUCHED_FOR: &str = "I nomi dei firmatari e le ore sono quelli scritti nelle firme. Se le firme sono valide, lo dice il programma di firma: qui si controlla che cosa è stato firmato.\n";
const NO_SIGNATURE: &str = "nessuna";

/// Report on all verdicts, in the order of the command line.
pub(crate) struct VerdictReport<'a>(pub &'a Verification);

impl VerdictReport<'_> {
    /// Returns the worst verdict; [`Verdict::Intact`] if there is none.
    pub(crate) fn worst(&self) -> Verdict {
        self.verdicts().max().unwrap_or(Verdict::Intact)
    }

    fn verdicts(&self) -> impl Iterator<Item = Verdict> {
        self.0.files.iter().map(|file| file.judged.outcome.verdict())
    }

    /// Returns the end of the report for people, after the verdicts.
    pub(crate) fn closing(&self) -> String {
        let mut out = String::new();
        for note in &self.0.notes {
            out.push_str(&format!("{}\n", harmless(note)));
        }
        if self.0.files.iter().any(|file| !file.judged.outcome.signers.is_empty()) {
            out.push_str(NOT_VOUCHED_FOR);
        }
        out + &self.count()
    }

    fn count(&self) -> String {
        let all = [
            (Verdict::Intact, "intatto", "intatti"),
            (Verdict::Look, "da guardare", "da guardare"),
            (Verdict::Changed, "modificato", "modificati"),
            (Verdict::Unknown, "non riconosciuto", "non riconosciuti"),
        ];
        let part = |(verdict, singular, plural)| {
            let count = self.verdicts().filter(|found| *found == verdict).count();
            counted_unless_zero(count, singular, plural)
        };
        let parts: Vec<_> = all.into_iter().filter_map(part).collect();
        let judged =
            if parts.is_empty() { "nessun file controllato".to_owned() } else { parts.join(", ") };
        let unread = counted_unless_zero(self.0.unread, "file non letto", "file non letti");
        let unread = unread.map(|unread| format!(" {unread}.")).unwrap_or_default();
        format!("Esito: {judged}.{unread}\n")
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
    let verdict = outcome.verdict();
    let member = file.judged.member.as_ref();
    let member = member.map(|name| format!(", {}", quote_name(name))).unwrap_or_default();
    let name = format!("{}{member}", file.name);
    let mut out = format!("{}: {}\n", harmless(&name), verdict_text(verdict));
    // Names and signatures come from outside: they could steer the terminal.
    let mut line = |text: &str| out.push_str(&format!("  {}\n", harmless(text)));
    if let Some(sentence) = identity(file) {
        line(&sentence);
    }
    for reason in &outcome.reasons {
        line(&format!("- {}", reason_text(reason)));
    }
    match &outcome.signers[..] {
        [] if verdict < Verdict::Changed => line(&format!("Firme: {NO_SIGNATURE}.")),
        [] => {}
        signers => {
            let names: Vec<_> = signers.iter().map(signer_text).collect();
            line(&format!("Firme: {}.", names.join("; ")));
        }
    }
    out
}

/// Returns the sentence that says which original the file is; `None` if it is not known.
fn identity(file: &JudgedFile) -> Option<String> {
    let SentFile { name, role } = file.sent.as_ref()?;
    let envelopes = match file.judged.envelopes {
        0 => "",
        1 => ", in una busta di firma",
        _ => ", in più buste di firma una nell'altra",
    };
    let stamp = if file.judged.stamps > 0 { ", con una marca temporale" } else { "" };
    let outcome = &file.judged.outcome;
    let likeness = match (outcome.reasons.is_empty(), file.judged.grown) {
        (true, true) if outcome.signers.is_empty() => {
            ", con un'aggiunta in fondo che non cambia nulla"
        }
        (true, true) => ", con le firme e nient'altro",
        (true, false) => ", byte per byte",
        (false, _) => "",
    };
    let is = if outcome.verdict() < Verdict::Changed { "È" } else { "Viene da" };
    Some(format!("{is} «{name}» ({role}){likeness}{envelopes}{stamp}."))
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

fn reason_text(reason: &Reason) -> String {
    match reason.page {
        Some(page) => format!("pagina {page}: {}", reason.text),
        None => reason.text.clone(),
    }
}

/// Returns a signer with the time that the signature declares, as people read it.
fn signer_text(signer: &ClaimedSigner) -> String {
    let time = signer.declared.as_ref().map(|time| match DateTime::parse_from_rfc3339(time) {
        Ok(time) if time.offset().utc_minus_local() == 0 => {
            time.format("%d.%m.%Y, ore %H:%M UTC").to_string()
        }
        Ok(time) => time.format("%d.%m.%Y, ore %H:%M (%:z)").to_string(),
        Err(_) => time.clone(),
    });
    // In quotes, so that a name cannot look like a time, or like two signers.
    let subject = quote_name(&signer.subject);
    match time {
        Some(time) => format!("{subject}, {time}"),
        None => subject,
    }
}

fn verdict_text(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "INTATTO",
        Verdict::Look => "DA GUARDARE",
        Verdict::Changed => "MODIFICATO",
        Verdict::Unknown => "NON RICONOSCIUTO",
    }
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
