//! The verdicts in words, and in JSON for other programs.

use super::sent::Sending;
use crate::cli::terminal::harmless;
use crate::verify::judge::Judged;
use crate::verify::{ClaimedSigner, Reason, Verdict};
use chrono::DateTime;
use serde_json::{Value, json};

/// What is always said where there are signatures.
const NOT_VOUCHED_FOR: &str = "I nomi dei firmatari e le ore sono quelli scritti nelle firme. Se le firme sono valide, lo dice il programma di firma: qui si controlla che cosa è stato firmato.\n";
const NO_SIGNATURE: &str = "nessuna";

/// All verdicts, in the order of the command line.
#[derive(Default)]
pub struct Report {
    files: Vec<Entry>,
    notes: Vec<String>,
}

struct Entry {
    name: String,
    judged: Judged,
    /// Name and role of the file that was sent.
    sent: Option<(String, String)>,
}

impl Report {
    /// Adds what is to be said of the file `name`.
    pub fn add(&mut self, name: &str, judged: Judged, sending: &Sending<'_>) {
        let made = judged.sent.map(|index| sending.made(index));
        let sent = made.map(|made| (made.name.as_str().to_owned(), made.role.clone()));
        self.files.push(Entry { name: name.to_owned(), judged, sent });
    }

    /// Adds what is to be said of all.
    pub fn notes(&mut self, notes: Vec<String>) {
        self.notes = notes;
    }

    /// The worst verdict of all.
    pub fn worst(&self) -> Verdict {
        let verdicts = self.files.iter().map(|entry| entry.judged.outcome.verdict());
        verdicts.max().unwrap_or(Verdict::Intact)
    }

    /// The report for people.
    pub fn human(&self) -> String {
        let mut out: String = self.files.iter().map(Entry::human).collect();
        for note in &self.notes {
            out.push_str(&format!("{}\n", harmless(note)));
        }
        if self.files.iter().any(|entry| !entry.judged.outcome.signers.is_empty()) {
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
        let count = |verdict| {
            self.files.iter().filter(|entry| entry.judged.outcome.verdict() == verdict).count()
        };
        let part = |(verdict, one, many)| match count(verdict) {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {many}")),
        };
        let parts: Vec<_> = all.into_iter().filter_map(part).collect();
        format!("Esito: {}.\n", parts.join(", "))
    }

    /// The report for programs.
    pub fn json(&self) -> String {
        let files: Vec<_> = self.files.iter().map(Entry::json).collect();
        // Of no file there is no verdict.
        let worst = (!self.files.is_empty()).then(|| key(self.worst()));
        let report = json!({ "esito": worst, "file": files, "note": self.notes });
        let text = serde_json::to_string_pretty(&report).expect("strings and numbers only");
        text + "\n"
    }
}

impl Entry {
    fn human(&self) -> String {
        let verdict = self.judged.outcome.verdict();
        let mut out = format!("{}: {}\n", harmless(&self.name), words(verdict));
        let mut line = |text: &str| out.push_str(&format!("  {}\n", harmless(text)));
        if let Some(what) = self.what() {
            line(&what);
        }
        for reason in &self.judged.outcome.reasons {
            line(&format!("- {}", sentence(reason)));
        }
        match &self.judged.outcome.signers[..] {
            [] if verdict < Verdict::Changed => line(&format!("Firme: {NO_SIGNATURE}.")),
            [] => {}
            signers => {
                let names: Vec<_> = signers.iter().map(signer).collect();
                line(&format!("Firme: {}.", names.join("; ")));
            }
        }
        out
    }

    /// What the file is, in a sentence.
    fn what(&self) -> Option<String> {
        let (name, role) = self.sent.as_ref()?;
        let envelopes = match self.judged.envelopes {
            0 => "",
            1 => ", in una busta di firma",
            _ => ", in più buste di firma una nell'altra",
        };
        let outcome = &self.judged.outcome;
        let how = match (outcome.reasons.is_empty(), self.judged.grown) {
            (true, true) if outcome.signers.is_empty() => {
                ", con un'aggiunta in fondo che non cambia nulla"
            }
            (true, true) => ", con le firme e nient'altro",
            (true, false) => ", byte per byte",
            (false, _) => "",
        };
        let is = if outcome.verdict() < Verdict::Changed { "È" } else { "Viene da" };
        Some(format!("{is} «{name}» ({role}){how}{envelopes}."))
    }

    fn json(&self) -> Value {
        let outcome = &self.judged.outcome;
        json!({
            "file": self.name,
            "verdetto": key(outcome.verdict()),
            "originale": self.sent.as_ref().map(|(name, _)| name),
            "ruolo": self.sent.as_ref().map(|(_, role)| role),
            "buste": self.judged.envelopes,
            "firme": outcome.signers.iter().map(|signer| json!({
                "soggetto": signer.subject,
                "ora-dichiarata": signer.declared,
            })).collect::<Vec<_>>(),
            "motivi": outcome.reasons.iter().map(|reason| json!({
                "verdetto": key(reason.verdict),
                "testo": reason.text,
                "pagina": reason.page,
            })).collect::<Vec<_>>(),
        })
    }
}

fn sentence(reason: &Reason) -> String {
    match reason.page {
        Some(page) => format!("pagina {page}: {}", reason.text),
        None => reason.text.clone(),
    }
}

/// A signer with the time that the signature declares, as people read it.
fn signer(signer: &ClaimedSigner) -> String {
    let time = signer.declared.as_ref().map(|time| match DateTime::parse_from_rfc3339(time) {
        Ok(time) if time.offset().utc_minus_local() == 0 => {
            time.format("%d.%m.%Y, ore %H:%M UTC").to_string()
        }
        Ok(time) => time.format("%d.%m.%Y, ore %H:%M (%:z)").to_string(),
        Err(_) => time.clone(),
    });
    match time {
        Some(time) => format!("{}, {time}", signer.subject),
        None => signer.subject.clone(),
    }
}

fn words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "INTATTO",
        Verdict::Look => "DA GUARDARE",
        Verdict::Changed => "MODIFICATO",
        Verdict::Unknown => "NON RICONOSCIUTO",
    }
}

/// The verdict as a value for programs.
fn key(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "intatto",
        Verdict::Look => "da-guardare",
        Verdict::Changed => "modificato",
        Verdict::Unknown => "non-riconosciuto",
    }
}
