//! Verdicts in Italian sentences, for every face of the program. Names and signatures in them come
//! from outside: a face makes them harmless in its own way.

use super::{JudgedFile, SentFile, Verification};
use crate::italian::plural::counted_unless_zero;
use crate::italian::quotation::quote_name;
use crate::verify::{ClaimedSigner, Reason, Verdict};
use chrono::DateTime;

/// Caution that follows every report with signatures.
pub const CAUTION: &str = "I nomi dei firmatari e le ore sono quelli scritti nelle firme. Se le firme sono valide, lo dice il programma di firma: qui si controlla che cosa è stato firmato.";

/// Returns the verdict in capitals.
pub fn verdict_words(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Intact => "INTATTO",
        Verdict::Look => "DA GUARDARE",
        Verdict::Changed => "MODIFICATO",
        Verdict::Unknown => "NON RICONOSCIUTO",
    }
}

impl JudgedFile {
    /// Returns the name of the file, with its name in the archive that holds it.
    pub fn full_name(&self) -> String {
        let member = self.judged.member.as_ref();
        let member = member.map(|name| format!(", {}", quote_name(name))).unwrap_or_default();
        format!("{}{member}", self.name)
    }

    /// Returns the sentence that says which original the file is; `None` if it is not known.
    pub fn identity(&self) -> Option<String> {
        let SentFile { name, role } = self.sent.as_ref()?;
        let envelopes = match self.judged.envelopes {
            0 => "",
            1 => ", in una busta di firma",
            _ => ", in più buste di firma una nell'altra",
        };
        let stamp = if self.judged.stamps > 0 { ", con una marca temporale" } else { "" };
        let outcome = &self.judged.outcome;
        let likeness = match (outcome.reasons.is_empty(), self.judged.grown) {
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

    /// Returns the sentence on the signatures; `None` for a changed file without any.
    pub fn signatures(&self) -> Option<String> {
        let outcome = &self.judged.outcome;
        let names: Vec<_> = outcome.signers.iter().map(signer_words).collect();
        match names.as_slice() {
            [] if outcome.verdict() < Verdict::Changed => Some("Firme: nessuna.".to_owned()),
            [] => None,
            names => Some(format!("Firme: {}.", names.join("; "))),
        }
    }
}

impl Verification {
    /// Returns the sentence that counts the verdicts.
    pub fn count(&self) -> String {
        let all = [
            (Verdict::Intact, "intatto", "intatti"),
            (Verdict::Look, "da guardare", "da guardare"),
            (Verdict::Changed, "modificato", "modificati"),
            (Verdict::Unknown, "non riconosciuto", "non riconosciuti"),
        ];
        let verdicts = || self.files.iter().map(|file| file.judged.outcome.verdict());
        let part = |(verdict, singular, plural)| {
            let count = verdicts().filter(|found| *found == verdict).count();
            counted_unless_zero(count, singular, plural)
        };
        let parts: Vec<_> = all.into_iter().filter_map(part).collect();
        let judged =
            if parts.is_empty() { "nessun file controllato".to_owned() } else { parts.join(", ") };
        let unread = counted_unless_zero(self.unread, "file non letto", "file non letti");
        let unread = unread.map(|unread| format!(" {unread}.")).unwrap_or_default();
        format!("Esito: {judged}.{unread}")
    }

    /// Returns `true` if a file holds signatures, so that [`CAUTION`] is due.
    pub fn has_signatures(&self) -> bool {
        self.files.iter().any(|file| !file.judged.outcome.signers.is_empty())
    }
}

/// Returns a reason with its page.
pub fn reason_words(reason: &Reason) -> String {
    match reason.page {
        Some(page) => format!("pagina {page}: {}", reason.text),
        None => reason.text.clone(),
    }
}

/// Returns a signer with the time that the signature declares, as people read it.
fn signer_words(signer: &ClaimedSigner) -> String {
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
