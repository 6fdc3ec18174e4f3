//! Faults of YAML's grammar, explained in Italian.

use super::fault_kinds::{
    is_bad_escape, is_bad_indentation, is_open_bracket, is_reserved_sign, is_unclosed_quote,
};
use super::parse_stop::{StopReason, YamlStop};
use super::sections::is_key;
use super::source_line::{SourceLine, lines};
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use granit_parser::ErrorKind;
use std::ops::Range;

/// Lines around a place that are searched for a fault: enough for a comment or a blank line
/// in between.
const NEIGHBOURS: usize = 5;

/// Fault of the grammar with its remedy.
struct SyntaxFault {
    /// Bytes of the file.
    place: Range<usize>,
    message: String,
    hint: &'static str,
}

/// Explains why the parser stopped in `text`.
pub(super) fn complaint(file: FileId, text: &str, stop: &YamlStop) -> Diagnostic {
    let spot = FaultSpot::new(text, stop);
    // The parser often notices a fault a line late and in other terms than people think of:
    // the faults that people make are looked for first, by what the lines look like.
    let finders = [
        FaultSpot::tab,
        FaultSpot::no_break_space,
        FaultSpot::two_documents,
        FaultSpot::quotes,
        FaultSpot::escape,
        FaultSpot::bracket,
        FaultSpot::bullet,
        FaultSpot::glued,
        FaultSpot::no_colon,
        FaultSpot::sign,
        FaultSpot::tag,
        FaultSpot::colon,
        FaultSpot::indentation,
        FaultSpot::stray_line,
    ];
    let fault = finders.iter().find_map(|find| find(&spot)).unwrap_or_else(|| spot.unknown());
    Diagnostic::new(Code::Syntax, Span::new(file, fault.place), fault.message).hint(fault.hint)
}

/// Reports a first word that YAML takes for something else than text.
pub(super) fn lost_word(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::Syntax, place, lost(word)).hint(IN_QUOTES)
}

fn lost(word: &str) -> String {
    let sign = &word[..1];
    format!("Qui un testo non può cominciare con «{sign}»: «{word}» andrebbe perso.")
}

const IN_QUOTES: &str =
    "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.";

/// Place where the parser stopped, with its line and the next lines with content.
struct FaultSpot<'t> {
    text: &'t str,
    at: usize,
    reason: &'t StopReason,
    line: SourceLine<'t>,
    above: Option<SourceLine<'t>>,
    below: Option<SourceLine<'t>>,
}

impl<'t> FaultSpot<'t> {
    fn new(text: &'t str, stop: &'t YamlStop) -> Self {
        let at = stop.at;
        let start = text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
        let line = SourceLine { start, text: &text[start..end] };
        let has_content = |line: &SourceLine<'_>| {
            let body = line.text.trim();
            !body.is_empty() && !body.starts_with('#')
        };
        let above = lines(&text[..start], 0).rev().take(NEIGHBOURS).find(has_content);
        let below = lines(&text[end..], end).skip(1).take(NEIGHBOURS).find(has_content);
        FaultSpot { text, at, reason: &stop.reason, line, above, below }
    }

    /// Returns `true` if the parser reports one of these faults.
    fn is(&self, test: impl FnOnce(&ErrorKind) -> bool) -> bool {
        self.reason.kind().is_some_and(test)
    }

    /// Iterates over the lines that may hold the fault: the parser's own and the one above.
    fn suspects(&self) -> impl Iterator<Item = SourceLine<'t>> {
        std::iter::once(self.line).chain(self.above)
    }

    fn char_at(&self, at: usize) -> Range<usize> {
        at..at + self.text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8)
    }

    fn fault(
        &self,
        place: Range<usize>,
        message: impl Into<String>,
        hint: &'static str,
    ) -> Option<SyntaxFault> {
        Some(SyntaxFault { place, message: message.into(), hint })
    }

    fn tab(&self) -> Option<SyntaxFault> {
        let indented = |line: SourceLine<'_>| {
            let indent = line.text.len() - line.text.trim_start().len();
            line.text[..indent].find('\t').map(|i| line.start + i)
        };
        // A tab is looked for below too: the parser may stop at the key whose block it begins.
        let near = [Some(self.line), self.below, self.above];
        let at = near.into_iter().flatten().find_map(indented)?;
        self.fault(
            at..at + 1,
            "Il rientro contiene un carattere di tabulazione.",
            "Sostituirlo con spazi: due per ogni livello.",
        )
    }

    fn no_break_space(&self) -> Option<SyntaxFault> {
        let in_structure = |line: SourceLine<'_>| {
            let body = line.text.trim_start_matches([' ', '\u{A0}', '-']);
            let indent = &line.text[..line.text.len() - body.len()];
            let word = line.first_word().len();
            let behind = line.body()[word..].starts_with(":\u{A0}");
            indent
                .find('\u{A0}')
                .map(|i| line.start + i)
                .or_else(|| behind.then(|| line.content() + word + 1))
        };
        let at = self.suspects().find_map(in_structure)?;
        self.fault(
            self.char_at(at),
            "Qui c'è uno spazio unificatore (U+00A0) invece di uno spazio normale.",
            "Cancellarlo e scrivere uno spazio con la tastiera: di solito arriva con un copia e incolla.",
        )
    }

    fn two_documents(&self) -> Option<SyntaxFault> {
        let marker =
            |line: &SourceLine<'_>| line.text.starts_with("---") || line.text.starts_with("...");
        if !matches!(self.reason, StopReason::SecondDocument) {
            return None;
        }
        let line = lines(&self.text[..self.at], 0).rev().find(marker)?;
        let sign = &line.text[..3];
        self.fault(
            line.start..line.start + 3,
            format!("La riga «{sign}» chiude il piano, ma il file continua."),
            "Un file contiene un solo piano: togliere la riga, o dividere il file.",
        )
    }

    fn quotes(&self) -> Option<SyntaxFault> {
        let place = self.char_at(self.at);
        if self.is(is_unclosed_quote) {
            let hint = match self.text[place.clone()].chars().next() {
                Some('\'') => {
                    "Chiudere l'apice alla fine del testo; se è un apostrofo, mettere tutto il testo fra virgolette doppie: \"'…\"."
                }
                _ => {
                    "Chiuderle alla fine del testo; se sono parte del testo, metterlo tutto fra apici: '\"…'."
                }
            };
            return self.fault(
                place,
                "Le virgolette o gli apici aperti qui non si chiudono.",
                hint,
            );
        }
        let message = "Il testo fra virgolette o apici finisce prima di qui, ma la riga continua.";
        if self.is(|kind| *kind == ErrorKind::InvalidTrailingSingleQuotedScalar) {
            return self.fault(
                place,
                message,
                "Dentro gli apici l'apostrofo si scrive due volte ('L''obiettivo'); oppure si usano le virgolette doppie.",
            );
        }
        if self.is(|kind| *kind == ErrorKind::InvalidTrailingDoubleQuotedScalar) {
            return self.fault(
                place,
                message,
                "Se le virgolette sono parte del testo, metterlo tutto fra apici: '\"Parola\" e altro'.",
            );
        }
        None
    }

    fn escape(&self) -> Option<SyntaxFault> {
        if !self.is(is_bad_escape) {
            return None;
        }
        let at = bad_escape(&self.text[self.at..]).map_or(self.at, |i| self.at + i);
        self.fault(
            at..at + 1,
            "La barra rovesciata «\\» non può stare qui da sola.",
            "Fra virgolette doppie si scrive due volte («\\\\»); fra apici una sola.",
        )
    }

    fn bracket(&self) -> Option<SyntaxFault> {
        let before = self.text[..self.at].trim_end();
        if before.ends_with([']', '}'])
            && self.is(|kind| *kind == ErrorKind::ExpectedBlockMappingKey)
            && before.len() > self.line.start
        {
            return self.fault(
                self.char_at(self.at),
                "Dopo la parentesi chiusa la riga continua.",
                "Un testo che comincia con una parentesi va fra apici: '[…] …'.",
            );
        }
        if self.is(|kind| *kind == ErrorKind::MisplacedFlowCollectionEnd) {
            return self.fault(
                self.char_at(self.at),
                "Questa parentesi chiude qualcosa che non è stato aperto.",
                "Toglierla; se è parte di un testo, mettere tutto il testo fra apici.",
            );
        }
        let unclosed = |line: &SourceLine<'_>| {
            let value = line.value_text();
            value.starts_with('[') && !value.contains(']')
                || value.starts_with('{') && !value.contains('}')
        };
        if !self.is(is_open_bracket) {
            return None;
        }
        let back = lines(&self.text[..self.line.start + self.line.text.len()], 0).rev();
        // The parser points at the place where it gave up, often lines below the open bracket.
        let open = back.take(NEIGHBOURS).find(unclosed);
        let at = open.map_or(self.at, SourceLine::value);
        self.fault(
            self.char_at(at),
            "La parentesi aperta qui non si chiude.",
            "Chiuderla; se è parte di un testo, mettere tutto il testo fra apici.",
        )
    }

    /// Finds «–» and «•», which Word makes of a dash.
    fn bullet(&self) -> Option<SyntaxFault> {
        let bulleted = |line: &SourceLine<'t>| {
            let body = line.text.trim_start();
            let sign = body.chars().next().filter(|c| "–—•·−*".contains(*c))?;
            body[sign.len_utf8()..]
                .starts_with(' ')
                .then(|| (line.start + line.text.len() - body.len(), sign))
        };
        let (at, sign) = self.suspects().find_map(|line| bulleted(&line))?;
        self.fault(
            at..at + sign.len_utf8(),
            format!("Una voce dell'elenco comincia con «{sign}»."),
            "Scrivere il trattino della tastiera e uno spazio: «- ».",
        )
    }

    /// Finds `-nome:` and `titolo:PIANO`.
    fn glued(&self) -> Option<SyntaxFault> {
        for line in self.suspects() {
            let body = line.text.trim_start();
            let at = line.start + line.text.len() - body.len();
            if let Some(rest) = body.strip_prefix('-')
                && rest.starts_with(char::is_alphabetic)
            {
                return self.fault(
                    at..at + 1,
                    "Dopo il trattino manca uno spazio.",
                    "Scrivere «- » e poi la chiave.",
                );
            }
            let word = line.first_word();
            let behind = &line.body()[word.len()..];
            if is_key(word)
                && behind.starts_with(':')
                && behind[1..].starts_with(|c: char| !c.is_whitespace())
            {
                let at = line.content();
                return self.fault(
                    at..at + word.len() + 1,
                    format!("Dopo «{word}:» manca uno spazio."),
                    "Fra i due punti e il valore ci vuole uno spazio.",
                );
            }
        }
        None
    }

    /// Finds `descrizione Fare` and `titolo = PIANO`.
    fn no_colon(&self) -> Option<SyntaxFault> {
        let bare = |line: SourceLine<'t>| {
            let word = line.first_word();
            let rest = &line.body()[word.len()..];
            (is_key(word) && rest.starts_with([' ', '='])).then_some((line, word))
        };
        let (line, word) = self.suspects().find_map(bare)?;
        let at = line.content();
        self.fault(
            at..at + word.len(),
            format!("Dopo «{word}» mancano i due punti."),
            "La chiave si scrive con «:» e uno spazio prima del valore; se la riga continua il testo di sopra, rientrarla di più.",
        )
    }

    /// Finds a text that begins with a sign that YAML keeps for itself.
    fn sign(&self) -> Option<SyntaxFault> {
        let signs = ['&', '*', '!', '%', '@', '`', '>', '|', '?', '-'];
        let sign = self.text[self.at..].chars().next().filter(|c| signs.contains(c))?;
        if !matches!(self.reason, StopReason::UnknownTag) && !self.is(is_reserved_sign) {
            return None;
        }
        self.fault(
            self.at..self.at + 1,
            format!("Qui un testo non può cominciare con «{sign}»."),
            IN_QUOTES,
        )
    }

    /// Finds `!Fare`, a tag that would swallow the word; the parser points behind it.
    fn tag(&self) -> Option<SyntaxFault> {
        let at = self.line.value();
        if !self.text[at..].starts_with('!') {
            return None;
        }
        let end = self.text[at..].find(char::is_whitespace).map_or(self.text.len(), |i| at + i);
        self.fault(at..end, lost(&self.text[at..end]), IN_QUOTES)
    }

    /// Finds a colon too many: in a text, or in a line that is indented too much.
    fn colon(&self) -> Option<SyntaxFault> {
        if !self.is(|kind| *kind == ErrorKind::MappingValueNotAllowed) {
            return None;
        }
        let line = self.line;
        let word = line.first_word();
        let first = line.content() + word.len() == self.at;
        if first && self.above.is_some_and(|above| above.content() < line.content()) {
            return self.fault(
                line.content()..line.content() + word.len(),
                format!(
                    "La riga di «{word}» è rientrata più di quella sopra, che ha già un valore."
                ),
                "Allinearla alle altre dello stesso livello, con spazi.",
            );
        }
        let hint = if line.value_text().starts_with(['“', '”', '„', '«', '‘', '’']) {
            "Le virgolette curve non bastano: un testo che contiene «: » va fra apici diritti ('…'), oppure a capo dopo «>-»."
        } else {
            "Un testo che contiene «: » va fra apici ('…'), oppure a capo dopo «>-»; se sono due chiavi, una per riga."
        };
        self.fault(self.char_at(self.at), "Qui non ci può essere un «:».", hint)
    }

    fn indentation(&self) -> Option<SyntaxFault> {
        if !self.is(is_bad_indentation) {
            return None;
        }
        let at = self.line.content();
        self.fault(
            at..at + self.line.body().trim_end().len(),
            "Il rientro di questa riga non corrisponde a quello delle righe vicine.",
            "Allinearla alle altre dello stesso livello, con spazi; ogni riga è «chiave: valore» oppure comincia con «- ».",
        )
    }

    fn stray_line(&self) -> Option<SyntaxFault> {
        if !self
            .is(|kind| matches!(kind, ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey))
        {
            return None;
        }
        let at = self.line.content();
        self.fault(
            at..at + self.line.body().trim_end().len(),
            "Questa riga non ha la forma «chiave: valore».",
            "Se continua il testo di sopra, rientrarla più della sua chiave; se è una chiave, scrivere «:» e uno spazio prima del valore.",
        )
    }

    fn unknown(&self) -> SyntaxFault {
        SyntaxFault {
            place: self.char_at(self.at),
            message: "Da qui in poi il file non si legge come YAML.".to_owned(),
            hint: "Controllare questa riga e quella sopra: rientri, virgolette, parentesi, «:» e «-».",
        }
    }
}

/// Finds the first escape of a double-quoted text that YAML 1.2.2, 5.7, does not know.
fn bad_escape(quoted: &str) -> Option<usize> {
    let mut rest = quoted.char_indices();
    while let Some((i, c)) = rest.next() {
        if c != '\\' {
            continue;
        }
        let (_, letter) = rest.next()?;
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        let known = "0abt\tnvfre \"/\\N_LP\n\r".contains(letter) || digits > 0;
        // Two bytes are those of `\x`; any other letter has no digits to look at.
        if !known || digits > 0 && !hexadecimal(&quoted[i + 2..], digits) {
            return Some(i);
        }
    }
    None
}

/// Returns `true` if `text` begins with `count` hexadecimal digits.
fn hexadecimal(text: &str, count: usize) -> bool {
    text.bytes().take(count).filter(u8::is_ascii_hexdigit).count() == count
}
