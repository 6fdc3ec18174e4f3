//! What the YAML parser complains about, in Italian. Its own words are English and change
//! with its versions, and it often notices a slip a line late: so the lines around the
//! place are looked at first for the slips that people make.

use super::read::is_key;
use crate::diag::{Code, Diagnostic};
use crate::source::{FileId, Span};
use std::ops::Range;

/// A slip: where, what, and the remedy.
struct Slip {
    place: Range<usize>,
    message: String,
    hint: &'static str,
}

/// What is wrong at byte `at` of `text`, where the parser said `said`.
pub(super) fn complaint(file: FileId, text: &str, at: usize, said: &str) -> Diagnostic {
    let spot = Spot::new(text, at, said);
    let finders = [
        Spot::tab,
        Spot::no_break_space,
        Spot::two_documents,
        Spot::quotes,
        Spot::escape,
        Spot::bracket,
        Spot::bullet,
        Spot::glued,
        Spot::no_colon,
        Spot::sign,
        Spot::tag,
        Spot::colon,
        Spot::indentation,
        Spot::stray_line,
    ];
    let slip = finders.iter().find_map(|find| find(&spot)).unwrap_or_else(|| spot.unknown());
    Diagnostic::new(Code::Syntax, Span::new(file, slip.place), slip.message).hint(slip.hint)
}

/// A first word that YAML takes for something else than text.
pub(super) fn lost_word(place: Span, word: &str) -> Diagnostic {
    Diagnostic::new(Code::Syntax, place, lost(word)).hint(IN_QUOTES)
}

fn lost(word: &str) -> String {
    let sign = &word[..1];
    format!("Qui un testo non può cominciare con «{sign}»: «{word}» andrebbe perso.")
}

const IN_QUOTES: &str =
    "Mettere tutto il testo fra apici: '…'; un apostrofo dentro si scrive due volte.";

/// A line of the file: where it starts, and its text.
#[derive(Clone, Copy)]
struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    /// Where its content begins, behind indentation and dashes.
    fn content(self) -> usize {
        self.start + self.text.len() - self.body().len()
    }

    fn body(self) -> &'t str {
        let mut body = self.text.trim_start_matches([' ', '\t', '\u{A0}']);
        while let Some(rest) = body.strip_prefix("- ") {
            body = rest.trim_start();
        }
        body
    }

    /// The key that the line begins with, or what could be one.
    fn first_word(self) -> &'t str {
        let body = self.body();
        &body[..body.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(body.len())]
    }

    /// Where the value behind the key begins, or the content where there is no key.
    fn value(self) -> usize {
        let (word, body) = (self.first_word(), self.body());
        match body[word.len()..].strip_prefix(": ") {
            Some(rest) => self.start + self.text.len() - rest.trim_start().len(),
            None => self.content(),
        }
    }

    fn says(self) -> &'t str {
        &self.text[(self.value() - self.start).min(self.text.len())..]
    }
}

/// Where the parser stopped: its line, and the lines with content around it.
struct Spot<'t> {
    text: &'t str,
    at: usize,
    said: &'t str,
    line: Line<'t>,
    above: Option<Line<'t>>,
    below: Option<Line<'t>>,
}

impl<'t> Spot<'t> {
    fn new(text: &'t str, at: usize, said: &'t str) -> Self {
        let start = text[..at].rfind(['\n', '\r']).map_or(0, |i| i + 1);
        let end = text[at..].find(['\n', '\r']).map_or(text.len(), |i| at + i);
        let line = Line { start, text: &text[start..end] };
        let meant = |line: &Line<'_>| {
            let body = line.text.trim();
            !body.is_empty() && !body.starts_with('#')
        };
        let above = lines(&text[..start], 0).rev().take(NEAR).find(meant);
        let below = lines(&text[end..], end).skip(1).take(NEAR).find(meant);
        Spot { text, at, said, line, above, below }
    }

    fn says(&self, words: &[&str]) -> bool {
        words.iter().any(|w| self.said.contains(w))
    }

    /// The parser's own line, then the one above: it may have noticed a line late.
    fn suspects(&self) -> impl Iterator<Item = Line<'t>> {
        std::iter::once(self.line).chain(self.above)
    }

    fn char_at(&self, at: usize) -> Range<usize> {
        at..at + self.text[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8)
    }

    fn slip(
        &self,
        place: Range<usize>,
        message: impl Into<String>,
        hint: &'static str,
    ) -> Option<Slip> {
        Some(Slip { place, message: message.into(), hint })
    }

    fn tab(&self) -> Option<Slip> {
        let indented = |line: Line<'_>| {
            let indent = line.text.len() - line.text.trim_start().len();
            line.text[..indent].find('\t').map(|i| line.start + i)
        };
        let near = [Some(self.line), self.below, self.above];
        let at = near.into_iter().flatten().find_map(indented)?;
        self.slip(
            at..at + 1,
            "Il rientro contiene un carattere di tabulazione.",
            "Sostituirlo con spazi: due per ogni livello.",
        )
    }

    fn no_break_space(&self) -> Option<Slip> {
        let in_structure = |line: Line<'_>| {
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
        self.slip(
            self.char_at(at),
            "Qui c'è uno spazio unificatore (U+00A0) invece di uno spazio normale.",
            "Cancellarlo e scrivere uno spazio con la tastiera: di solito arriva con un copia e incolla.",
        )
    }

    fn two_documents(&self) -> Option<Slip> {
        let marker = |line: &Line<'_>| line.text.starts_with("---") || line.text.starts_with("...");
        if !self.says(&["multiple YAML documents"]) {
            return None;
        }
        let line = lines(&self.text[..self.at], 0).rev().find(marker)?;
        let sign = &line.text[..3];
        self.slip(
            line.start..line.start + 3,
            format!("La riga «{sign}» chiude il piano, ma il file continua."),
            "Un file contiene un solo piano: togliere la riga, o dividere il file.",
        )
    }

    fn quotes(&self) -> Option<Slip> {
        let place = self.char_at(self.at);
        if self.says(&["unclosed quote", "document indicator", "multiline quoted scalar"]) {
            let hint = match self.text[place.clone()].chars().next() {
                Some('\'') => {
                    "Chiudere l'apice alla fine del testo; se è un apostrofo, mettere tutto il testo fra virgolette doppie: \"'…\"."
                }
                _ => {
                    "Chiuderle alla fine del testo; se sono parte del testo, metterlo tutto fra apici: '\"…'."
                }
            };
            return self.slip(place, "Le virgolette o gli apici aperti qui non si chiudono.", hint);
        }
        let message = "Il testo fra virgolette o apici finisce prima di qui, ma la riga continua.";
        if self.says(&["content after single-quoted"]) {
            return self.slip(
                place,
                message,
                "Dentro gli apici l'apostrofo si scrive due volte ('L''obiettivo'); oppure si usano le virgolette doppie.",
            );
        }
        if self.says(&["content after double-quoted"]) {
            return self.slip(
                place,
                message,
                "Se le virgolette sono parte del testo, metterlo tutto fra apici: '\"Parola\" e altro'.",
            );
        }
        None
    }

    fn escape(&self) -> Option<Slip> {
        if !self.says(&["escape character", "hexadecimal number", "character escape code"]) {
            return None;
        }
        let at = bad_escape(&self.text[self.at..]).map_or(self.at, |i| self.at + i);
        self.slip(
            at..at + 1,
            "La barra rovesciata «\\» non può stare qui da sola.",
            "Fra virgolette doppie si scrive due volte («\\\\»); fra apici una sola.",
        )
    }

    fn bracket(&self) -> Option<Slip> {
        let before = self.text[..self.at].trim_end();
        if before.ends_with([']', '}'])
            && self.says(&["expected key"])
            && before.len() > self.line.start
        {
            return self.slip(
                self.char_at(self.at),
                "Dopo la parentesi chiusa la riga continua.",
                "Un testo che comincia con una parentesi va fra apici: '[…] …'.",
            );
        }
        let open =
            self.says(&["unclosed bracket", "flow", "mismatched bracket", "illegal placement"]);
        if self.says(&["misplaced bracket"]) {
            return self.slip(
                self.char_at(self.at),
                "Questa parentesi chiude qualcosa che non è stato aperto.",
                "Toglierla; se è parte di un testo, mettere tutto il testo fra apici.",
            );
        }
        let unclosed = |line: &Line<'_>| {
            let says = line.says();
            says.starts_with('[') && !says.contains(']')
                || says.starts_with('{') && !says.contains('}')
        };
        let back = lines(&self.text[..self.line.start + self.line.text.len()], 0).rev().take(NEAR);
        let at = open.then(|| back.into_iter().find(unclosed).map_or(self.at, Line::value))?;
        self.slip(
            self.char_at(at),
            "La parentesi aperta qui non si chiude.",
            "Chiuderla; se è parte di un testo, mettere tutto il testo fra apici.",
        )
    }

    /// «–» and «•», which Word makes of a dash.
    fn bullet(&self) -> Option<Slip> {
        let bulleted = |line: &Line<'t>| {
            let body = line.text.trim_start();
            let sign = body.chars().next().filter(|c| "–—•·−*".contains(*c))?;
            body[sign.len_utf8()..]
                .starts_with(' ')
                .then(|| (line.start + line.text.len() - body.len(), sign))
        };
        let (at, sign) = self.suspects().find_map(|line| bulleted(&line))?;
        self.slip(
            at..at + sign.len_utf8(),
            format!("Una voce dell'elenco comincia con «{sign}»."),
            "Scrivere il trattino della tastiera e uno spazio: «- ».",
        )
    }

    /// `-nome:` and `titolo:PIANO`.
    fn glued(&self) -> Option<Slip> {
        for line in self.suspects() {
            let body = line.text.trim_start();
            let at = line.start + line.text.len() - body.len();
            if let Some(rest) = body.strip_prefix('-')
                && rest.starts_with(char::is_alphabetic)
            {
                return self.slip(
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
                return self.slip(
                    at..at + word.len() + 1,
                    format!("Dopo «{word}:» manca uno spazio."),
                    "Fra i due punti e il valore ci vuole uno spazio.",
                );
            }
        }
        None
    }

    /// `descrizione Fare` and `titolo = PIANO`.
    fn no_colon(&self) -> Option<Slip> {
        let bare = |line: Line<'t>| {
            let word = line.first_word();
            let rest = &line.body()[word.len()..];
            (is_key(word) && rest.starts_with([' ', '='])).then_some((line, word))
        };
        let (line, word) = self.suspects().find_map(bare)?;
        let at = line.content();
        self.slip(
            at..at + word.len(),
            format!("Dopo «{word}» mancano i due punti."),
            "La chiave si scrive con «:» e uno spazio prima del valore; se la riga continua il testo di sopra, rientrarla di più.",
        )
    }

    /// A text that begins with a sign that YAML keeps for itself.
    fn sign(&self) -> Option<Slip> {
        let signs = ['&', '*', '!', '%', '@', '`', '>', '|', '?', '-'];
        let sign = self.text[self.at..].chars().next().filter(|c| signs.contains(c))?;
        let said = [
            "anchor",
            "unexpected character",
            "block scalar",
            "mapping keys",
            "block sequence entries",
            "tag",
        ];
        if !self.says(&said) {
            return None;
        }
        self.slip(
            self.at..self.at + 1,
            format!("Qui un testo non può cominciare con «{sign}»."),
            IN_QUOTES,
        )
    }

    /// `!Fare`: a tag, which would swallow the word. The parser points behind it.
    fn tag(&self) -> Option<Slip> {
        let at = self.line.value();
        if !self.text[at..].starts_with('!') {
            return None;
        }
        let end = self.text[at..].find(char::is_whitespace).map_or(self.text.len(), |i| at + i);
        self.slip(at..end, lost(&self.text[at..end]), IN_QUOTES)
    }

    /// A colon too many: in a text, or because the line is indented too much.
    fn colon(&self) -> Option<Slip> {
        if !self.says(&["mapping values are not allowed"]) {
            return None;
        }
        let line = self.line;
        let word = line.first_word();
        let first = line.content() + word.len() == self.at;
        if first && self.above.is_some_and(|above| above.content() < line.content()) {
            return self.slip(
                line.content()..line.content() + word.len(),
                format!(
                    "La riga di «{word}» è rientrata più di quella sopra, che ha già un valore."
                ),
                "Allinearla alle altre dello stesso livello, con spazi.",
            );
        }
        let hint = if line.says().starts_with(['“', '”', '„', '«', '‘', '’']) {
            "Le virgolette curve non bastano: un testo che contiene «: » va fra apici diritti ('…'), oppure a capo dopo «>-»."
        } else {
            "Un testo che contiene «: » va fra apici ('…'), oppure a capo dopo «>-»; se sono due chiavi, una per riga."
        };
        self.slip(self.char_at(self.at), "Qui non ci può essere un «:».", hint)
    }

    fn indentation(&self) -> Option<Slip> {
        if !self.says(&["expected '-' indicator", "indentation", "expected key", "indented"]) {
            return None;
        }
        let at = self.line.content();
        self.slip(
            at..at + self.line.body().trim_end().len(),
            "Il rientro di questa riga non corrisponde a quello delle righe vicine.",
            "Allinearla alle altre dello stesso livello, con spazi; ogni riga è «chiave: valore» oppure comincia con «- ».",
        )
    }

    fn stray_line(&self) -> Option<Slip> {
        if !self.says(&["simple key"]) {
            return None;
        }
        let at = self.line.content();
        self.slip(
            at..at + self.line.body().trim_end().len(),
            "Questa riga non ha la forma «chiave: valore».",
            "Se continua il testo di sopra, rientrarla più della sua chiave; se è una chiave, scrivere «:» e uno spazio prima del valore.",
        )
    }

    fn unknown(&self) -> Slip {
        Slip {
            place: self.char_at(self.at),
            message: "Da qui in poi il file non si legge come YAML.".to_owned(),
            hint: "Controllare questa riga e quella sopra: rientri, virgolette, parentesi, «:» e «-».",
        }
    }
}

/// How many bytes of a line to keep when its value cannot be read: the dashes, and the key
/// with its colon where a plan knows it.
pub(super) fn key_end(line: &str) -> usize {
    let line = Line { start: 0, text: line };
    let word = line.first_word();
    let colon = line.body()[word.len()..].starts_with(": ");
    if is_key(word) && colon {
        line.content() + word.len() + 1
    } else {
        // «-nome: …»: the dash belongs to the list, whatever follows it.
        line.content() + usize::from(line.body().starts_with('-'))
    }
}

/// How many lines around a place are looked at: enough for a comment or a blank in between.
const NEAR: usize = 5;

fn lines(text: &str, from: usize) -> impl DoubleEndedIterator<Item = Line<'_>> {
    let begin = text.as_ptr() as usize;
    // A line is a slice of `text`, so their addresses tell where it starts.
    text.lines()
        .map(move |line| Line { start: from + (line.as_ptr() as usize - begin), text: line })
}

/// The first escape of a double-quoted text that YAML 1.2.2, 5.7, does not know.
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
        // The two bytes of `\\x` are passed by; any other letter has no digits to look at.
        if !known || digits > 0 && !hexadecimal(&quoted[i + 2..], digits) {
            return Some(i);
        }
    }
    None
}

/// Whether `text` begins with `count` hexadecimal digits.
fn hexadecimal(text: &str, count: usize) -> bool {
    text.bytes().take(count).filter(u8::is_ascii_hexdigit).count() == count
}
