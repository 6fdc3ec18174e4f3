//! Files that are not ours with revisions behind them, in the reader's words.

use super::object::Object;
use super::original::Original;
use super::parse::{find, is_white};
use super::revision::RevisionFault;
use crate::verify::{Reason, Verdict, VerificationOutcome};
use std::collections::BTreeSet;

/// An outcome of one reason.
pub(super) fn only(verdict: Verdict, text: impl Into<String>) -> VerificationOutcome {
    on_page(verdict, text, None)
}

fn on_page(verdict: Verdict, text: impl Into<String>, page: Option<u32>) -> VerificationOutcome {
    VerificationOutcome {
        reasons: vec![Reason { verdict, text: text.into(), page }],
        signers: Vec::new(),
    }
}

/// What is to be said of a file that does not begin with the original.
pub(super) fn differing(ours: &Original, original: &[u8], returned: &[u8]) -> VerificationOutcome {
    if original.starts_with(returned) {
        let lacking = original.len() - returned.len();
        return only(
            Verdict::Changed,
            format!("il file è troncato: mancano gli ultimi {lacking} byte"),
        );
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
        // Files of ours begin alike: fonts come first.
        _ if !identified && equal < original.len() / 2 => {
            only(Verdict::Unknown, "niente mostra che sia stato fatto da questo documento")
        }
        _ if equal < original.len() / 10 && original.len() != returned.len() => only(
            Verdict::Changed,
            "il file è stato riscritto da un altro programma: le pagine non si possono confrontare",
        ),
        Some(number) => {
            let (role, page) = ours.role(&ours.file(original), number);
            on_page(Verdict::Changed, format!("diverso dall'originale: {role}"), page)
        }
        None => only(Verdict::Changed, "diverso dall'originale: l'indice in fondo al file"),
    }
}

/// Whether the identifier of our file stands in the bytes, in hexadecimal digits or plain.
fn has_our_id(ours: &Original, bytes: &[u8]) -> bool {
    let id = ours.trailer.get("ID").and_then(|id| id.as_array()?.first()?.as_text());
    let Some(id) = id.filter(|id| !id.is_empty()) else { return false };
    let upper: String = id.iter().map(|byte| format!("{byte:02X}")).collect();
    [id, upper.as_bytes(), upper.to_lowercase().as_bytes()]
        .iter()
        .any(|id| find(bytes, id).is_some())
}

/// Where the next revision begins behind `end`; nothing if only line ends follow.
pub(super) fn next_revision(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = bytes.get(end..)?;
    let line_ends = rest.iter().all(|byte| matches!(byte, b'\r' | b'\n'));
    (!line_ends).then_some(end)
}

/// Whether something after `from` looks like the beginning of an object that is not one
/// of `starts`: programs that mend files would find it.
pub(super) fn hides_objects(bytes: &[u8], from: usize, starts: &BTreeSet<usize>) -> bool {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| find(rest, b"obj")) {
        at += found;
        if object_start(&bytes[..at]).is_some_and(|start| start >= from && !starts.contains(&start))
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Where two numbers begin that stand at the end of `bytes`.
fn object_start(bytes: &[u8]) -> Option<usize> {
    let mut end = bytes.len();
    for _ in 0..2 {
        let back = |end: usize, part: fn(u8) -> bool| {
            end - bytes[..end].iter().rev().take_while(|byte| part(**byte)).count()
        };
        let spaces = back(end, is_white);
        let digits = back(spaces, |byte| byte.is_ascii_digit());
        if spaces == end || digits == spaces {
            return None;
        }
        end = digits;
    }
    Some(end)
}

/// What is to be said of a revision that is none.
pub(super) fn words(ours: &Original, bytes: &[u8], broken: &RevisionFault) -> Reason {
    let (text, page) = match broken {
        RevisionFault::Malformed(at) => {
            let text =
                format!("in fondo al file c'è qualcosa che una firma non scrive (byte {at})");
            (text, None)
        }
        RevisionFault::Astray(number) => {
            let file = ours.file(bytes);
            let (role, page) = match file.load(*number) {
                Object::Null => ("un oggetto aggiunto", None),
                _ => ours.role(&file, *number),
            };
            (format!("in fondo al file è ridefinito di nascosto: {role}"), page)
        }
        RevisionFault::Start => ("la parte aggiunta non è dove il file dice".to_owned(), None),
        RevisionFault::SecondSection => {
            ("in fondo al file c'è un secondo indice nascosto".to_owned(), None)
        }
    };
    Reason { verdict: Verdict::Changed, text, page }
}
