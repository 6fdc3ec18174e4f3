//! Findings on texts that may be the premise of a plan, or who signs it.

use super::proposals::ProposedSigner;
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::raw::Words;

/// Signers that a remedy names; a command of more would not be typed.
const MOST_SIGNERS: usize = 3;

/// Bytes of a premise that a remedy repeats.
const LONGEST_PREMISE: usize = 300;

/// Returns the finding on paragraphs that may be the premise.
pub(super) fn premise_finding(paragraphs: &[Words]) -> Option<Diagnostic> {
    let (first, others) = paragraphs.split_first()?;
    let message = format!(
        "Il testo sopra la tabella, {}, sembra una premessa: non entra nel piano se nessuno lo conferma.",
        quote_start(&first.value)
    );
    let mut finding = Diagnostic::new(Code::Proposal, first.span, message);
    for other in others {
        finding = finding.also(other.span, "segue");
    }
    let text = first.value.trim();
    let is_short = others.is_empty() && text.len() <= LONGEST_PREMISE && is_plain(text);
    let hint = if is_short {
        format!(
            "Se lo è: --imposta \"premessa={text}\". «importa» lo scrive nel piano come commento, da confermare."
        )
    } else {
        "Se lo è, usare «importa»: lo scrive nel piano come commento, da confermare.".to_owned()
    };
    Some(finding.hint(hint))
}

/// Returns the finding on lines that may say who signs.
pub(super) fn signers_finding(signers: &[ProposedSigner]) -> Option<Diagnostic> {
    let first = signers.first()?;
    let message = format!(
        "Sotto la tabella sembra firmare {}: non entra fra i «firmatari» se nessuno lo conferma.",
        quote_start(&first.capacity.value)
    );
    let mut finding = Diagnostic::new(Code::Proposal, first.capacity.span, message);
    let texts = signers.iter().flat_map(|s| [Some(&s.capacity), s.name.as_ref()]).flatten();
    for words in texts.skip(1) {
        finding = finding.also(words.span, quote_start(&words.value));
    }
    let options = options(signers);
    let hint = if signers.len() <= MOST_SIGNERS && options.iter().all(|option| is_plain(&option.1))
    {
        let options: Vec<String> =
            options.iter().map(|(key, value)| format!("--imposta \"{key}={value}\"")).collect();
        format!(
            "Se è giusto: {}. «importa» lo scrive nel piano come commento, da confermare.",
            options.join(" ")
        )
    } else {
        "Se è giusto, usare «importa»: li scrive nel piano come commento, da confermare.".to_owned()
    };
    Some(finding.hint(hint))
}

/// Returns keys and values that give the signers to a plan.
fn options(signers: &[ProposedSigner]) -> Vec<(String, String)> {
    let list = Key::Signers.name();
    let mut options = Vec::new();
    for (number, ProposedSigner { capacity, name }) in (1..).zip(signers) {
        let key = |part: Key| format!("{list}.{number}.{}", part.name());
        options.push((key(Key::Capacity), capacity.value.clone()));
        options.extend(name.as_ref().map(|name| (key(Key::Name), name.value.clone())));
    }
    options
}

/// Returns `true` for a text that a shell takes between quotation marks as it is.
fn is_plain(text: &str) -> bool {
    !text.chars().any(|c| "\"$`\\!".contains(c) || c.is_control())
}
