//! Messages about files that are not the original with revisions appended.

use super::description::describe;
use super::object::Object;
use super::original::Original;
use super::revision::RevisionFault;
use crate::verify::{Reason, Verdict, VerificationOutcome};
use memchr::memmem::find;

/// Makes an outcome of one reason.
pub(super) fn only(verdict: Verdict, text: impl Into<String>) -> VerificationOutcome {
    on_page(verdict, text, None)
}

fn on_page(verdict: Verdict, text: impl Into<String>, page: Option<u32>) -> VerificationOutcome {
    VerificationOutcome {
        reasons: vec![Reason { page, ..Reason::new(verdict, text) }],
        signers: Vec::new(),
    }
}

/// Explains how a file differs that does not begin with the original.
pub(super) fn differing(ours: &Original, original: &[u8], returned: &[u8]) -> VerificationOutcome {
    if original.starts_with(returned) {
        let lacking = original.len() - returned.len();
        let lacking = match lacking {
            1 => "manca l'ultimo byte".to_owned(),
            _ => format!("mancano gli ultimi {lacking} byte"),
        };
        return only(Verdict::Changed, format!("il file è troncato: {lacking}"));
    }
    if !returned.starts_with(b"%PDF-") {
        return only(
            Verdict::Unknown,
            "non è un PDF, o qualcosa è stato scritto prima del suo inizio",
        );
    }
    let equal = original.iter().zip(returned).take_while(|(a, b)| a == b).count();
    let identified = has_our_id(ours, returned);
    match ours.object_at(equal) {
        // All our files begin with the same fonts, so an equal beginning shows little.
        _ if !identified && equal < original.len() / 2 => {
            only(Verdict::Unknown, "niente mostra che sia stato fatto da questo documento")
        }
        _ if equal < original.len() / 10 && original.len() != returned.len() => only(
            Verdict::Changed,
            "il file è stato riscritto da un altro programma: le pagine non si possono confrontare",
        ),
        Some(number) => {
            let (role, page) = describe(ours, &ours.state(original), number);
            on_page(Verdict::Changed, format!("diverso dall'originale: {role}"), page)
        }
        None => only(Verdict::Changed, "diverso dall'originale: l'indice in fondo al file"),
    }
}

/// Returns `true` if the original's identifier occurs in the bytes, in hexadecimal or plain.
fn has_our_id(ours: &Original, bytes: &[u8]) -> bool {
    let id = ours.trailer.get("ID").and_then(|id| id.as_array()?.first()?.as_text());
    let Some(id) = id.filter(|id| !id.is_empty()) else { return false };
    let upper: String = id.iter().map(|byte| format!("{byte:02X}")).collect();
    [id, upper.as_bytes(), upper.to_lowercase().as_bytes()]
        .iter()
        .any(|id| find(bytes, id).is_some())
}

/// Explains why appended bytes are no revision.
pub(super) fn fault_reason(ours: &Original, bytes: &[u8], fault: &RevisionFault) -> Reason {
    let (text, page) = match fault {
        RevisionFault::Malformed(at) => {
            let text =
                format!("in fondo al file c'è qualcosa che una firma non scrive (al byte {at})");
            (text, None)
        }
        RevisionFault::Hidden(at) => {
            let text = format!(
                "tra i dati aggiunti sono nascoste parole della struttura di un PDF, o un archivio (al byte {at})"
            );
            (text, None)
        }
        RevisionFault::Astray(number) => {
            let state = ours.state(bytes);
            if state.load(*number) == Object::Null {
                let text = format!(
                    "nella parte aggiunta un oggetto, il numero {number}, non è quello che dice il suo indice"
                );
                (text, None)
            } else {
                let (role, page) = describe(ours, &state, *number);
                (format!("in fondo al file è ridefinito di nascosto: {role}"), page)
            }
        }
        RevisionFault::Start => ("la parte aggiunta non è dove il file dice".to_owned(), None),
        RevisionFault::SecondSection => {
            ("in fondo al file c'è un secondo indice nascosto".to_owned(), None)
        }
    };
    Reason { page, ..Reason::new(Verdict::Changed, text) }
}
