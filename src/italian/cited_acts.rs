//! Acts that a text names, as offices cite them: «D.D. n. 7 del 31.12.24», «DGC 12/2024», «nota prot. 123».

use super::months::month_number;
use super::years::parse_year;
use crate::text::fold;

/// Act that a text names, with what is there to find it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitedAct<'t> {
    /// Words of its name, as they are written.
    pub name: &'t str,
    /// `true` if a number stands with it.
    pub has_number: bool,
    /// `true` if a day, or a year at least, stands with it.
    pub has_date: bool,
}

/// Names of acts, and abbreviations that stand for nothing else.
const NAMES: [&str; 43] = [
    "deliberazione",
    "deliberazioni",
    "delibera",
    "delibere",
    "delib",
    "dgc",
    "dcc",
    "dgm",
    "dcm",
    "dgp",
    "dcp",
    "dgr",
    "dgu",
    "dcu",
    "dcs",
    "determinazione",
    "determinazioni",
    "determina",
    "determine",
    "determ",
    "deter",
    "det",
    "ddg",
    "dds",
    "ddr",
    "decreto",
    "decreti",
    "decr",
    "ordinanza",
    "ordinanze",
    "ord",
    "verbale",
    "verbali",
    "verb",
    "contratto",
    "contratti",
    "convenzione",
    "convenzioni",
    "conv",
    "provvedimento",
    "provvedimenti",
    "prot",
    "rep",
];
/// Names that are of acts where a number or a date follows: DD (*determinazione dirigenziale*), DS (*decreto
/// sindacale*), GC, CC, GM (*Giunta*, *Consiglio*), OS (*ordinanza sindacale*), PG (*protocollo generale*), RG
/// (*registro generale*). In capitals: «dd» stands for «in data» in the north-east.
const SHORT_NAMES: [&str; 10] = ["DD", "DS", "GC", "CC", "GM", "OS", "PG", "RG", "DT", "OD"];
/// Names of registers, which are of acts where a number follows: there are «protocolli d'intesa».
const REGISTERS: [&str; 3] = ["protocollo", "repertorio", "registro"];
/// Marks of a number.
const NUMBER_MARKS: [&str; 9] = ["n", "nr", "nro", "num", "numero", "nn", "prot", "rep", "pg"];
/// Words before a day.
const DAY_MARKS: [&str; 9] = ["del", "dell", "dal", "data", "dd", "il", "li", "in", "d"];
/// Words whose number is not that of an act.
const OTHER_MARKS: [&str; 14] = [
    "art", "artt", "articolo", "pag", "pagg", "pagina", "comma", "commi", "punto", "all",
    "allegato", "lotto", "ore", "euro",
];

/// Returns the acts that `text` names, in their order. Several in one breath, as in «verbale di
/// deliberazione», are one; a semicolon or a line break that another act follows begins anew.
pub fn cited_acts(text: &str) -> Vec<CitedAct<'_>> {
    let mut acts: Vec<CitedAct<'_>> = Vec::new();
    let mut is_new = true;
    let parts = parts(text);
    for (at, part) in parts.iter().enumerate() {
        let next = parts[at + 1..].iter().find(|part| !matches!(part, CitedPart::Break));
        let before = at.checked_sub(1).and_then(|before| parts.get(before));
        match *part {
            CitedPart::Break => is_new = true,
            CitedPart::Word(name) if is_act(name, next) => {
                if is_new || acts.is_empty() {
                    acts.push(CitedAct { name, has_number: false, has_date: false });
                }
                is_new = false;
            }
            CitedPart::Word(_) => {}
            CitedPart::Figures(figures) => {
                let Some(act) = acts.last_mut() else { continue };
                let said = said_by(figures, (before, next));
                act.has_number |= said.0;
                act.has_date |= said.1;
            }
        }
    }
    acts
}

/// Part of a text that cites acts.
#[derive(Clone, Copy)]
enum CitedPart<'t> {
    /// Letters, with the points between them: «D.D», «del».
    Word(&'t str),
    /// Figures, with the marks between them: «12/2024», «31.12.24».
    Figures(&'t str),
    /// Semicolon or line break.
    Break,
}

fn parts(text: &str) -> Vec<CitedPart<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            run(rest, |c| c.is_ascii_digit(), &['.', '/', '-', '\'', '’'])
        } else if first.is_alphabetic() {
            run(rest, char::is_alphabetic, &['.'])
        } else {
            first.len_utf8()
        };
        let (part, behind) = rest.split_at(length);
        if first.is_ascii_digit() {
            parts.push(CitedPart::Figures(part));
        } else if first.is_alphabetic() {
            parts.push(CitedPart::Word(part));
        } else if matches!(first, ';' | '\n') {
            parts.push(CitedPart::Break);
        }
        rest = behind;
    }
    parts
}

/// Returns the length of the run at the beginning of `text`: of characters of its kind, and of marks between
/// two of them, with one blank behind the point of an initial («D. D.»).
fn run(text: &str, is_own: impl Fn(char) -> bool, marks: &[char]) -> usize {
    let is_initial = |end: usize| {
        let mut letters = text[..end].chars().rev();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_none_or(|before| !before.is_alphabetic())
    };
    let mut end = 0;
    loop {
        let own = text[end..].find(|c| !is_own(c)).unwrap_or(text.len() - end);
        end += own;
        let behind = text[end..].trim_start_matches(marks);
        let gap = text.len() - end - behind.len();
        let unspaced = behind.strip_prefix(' ').filter(|_| gap == 1 && is_initial(end));
        let next = unspaced.filter(|next| {
            let mut letters = next.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next() == Some('.')
        });
        let next = next.unwrap_or(behind);
        if next.len() == text.len() - end || !next.starts_with(&is_own) {
            return end;
        }
        end = text.len() - next.len();
    }
}

/// Returns the letters of a word as names of acts are compared.
fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphabetic()).collect()
}

fn is_act(word: &str, next: Option<&CitedPart<'_>>) -> bool {
    let letters = letters(word);
    let folded = fold(&letters);
    let is_numbered = match next {
        Some(CitedPart::Figures(_)) => true,
        Some(CitedPart::Word(next)) => NUMBER_MARKS.contains(&fold(next).as_str()),
        Some(CitedPart::Break) | None => false,
    };
    let is_dated =
        matches!(next, Some(CitedPart::Word(next)) if DAY_MARKS.contains(&fold(next).as_str()));
    NAMES.contains(&folded.as_str())
        || SHORT_NAMES.contains(&letters.as_str()) && (is_numbered || is_dated)
        || REGISTERS.contains(&folded.as_str()) && is_numbered
}

/// Returns whether figures say the number of an act, and whether its day or year.
fn said_by(
    figures: &str,
    (before, next): (Option<&CitedPart<'_>>, Option<&CitedPart<'_>>),
) -> (bool, bool) {
    let word = |part: Option<&CitedPart<'_>>| match part {
        Some(CitedPart::Word(word)) => fold(&letters(word)),
        _ => String::new(),
    };
    let (before, next) = (word(before), word(next));
    let groups: Vec<&str> = figures.split(|c: char| !c.is_ascii_digit()).collect();
    let groups: Vec<&str> = groups.into_iter().filter(|group| !group.is_empty()).collect();
    let is_year = |group: &str| parse_year(group).is_some() || group.len() == 2;
    if NUMBER_MARKS.contains(&before.as_str()) {
        return (true, groups.len() == 2 && groups.iter().any(|group| is_year(group)));
    }
    if OTHER_MARKS.contains(&before.as_str()) {
        return (false, false);
    }
    match groups.as_slice() {
        [_, _, _] => (false, true),
        [one] if parse_year(one).is_some() => (false, true),
        // The day of a month has its year behind it; «dicembre 24» is one.
        [_] if month_number(&next).is_some() => (false, false),
        [one] if month_number(&before).is_some() => (false, is_year(one)),
        [_, second] if DAY_MARKS.contains(&before.as_str()) => {
            (false, parse_year(second).is_some())
        }
        [first, second] if figures.contains(['/', '-']) => {
            (true, is_year(second) || parse_year(first).is_some())
        }
        _ => (true, false),
    }
}

#[cfg(test)]
mod tests {
    use super::cited_acts;

    #[test]
    fn acts_are_known_by_their_names_and_abbreviations() {
        for (text, lacks) in [
            ("Determinazione n. 12 del 31.12.2024", ""),
            ("Determinazione n. 12 del 31.12.24", ""),
            ("Determina n.12 del 31/12/'24", ""),
            ("determine nn. 12 e 13 del 2024", ""),
            ("Delibera G.C. 12/2020", ""),
            ("DGC 12/24", ""),
            ("D.G.C. n. 12 del 3 aprile 2024", ""),
            ("Determinazione del 31 dicembre 2024", "n"),
            ("Determinazione n. 7 del 31 dicembre", "d"),
            ("Determinazione n. 7 del 31/12", "d"),
            ("D.D. n. 7", "d"),
            ("D. D. n. 7", "d"),
            ("DD del 3.4.2024", "n"),
            ("DGC n. 12", "d"),
            ("Delibera G.C.", "nd"),
            ("G. C. n. 5 del 3.4.2024", ""),
            ("determina", "nd"),
            ("det. 5", "d"),
            ("PG 123", "d"),
            ("P.G. n. 123/2024", ""),
            ("nota prot. 123", "d"),
            ("nota prot. n. 2024 del 3.4.24", ""),
            ("prot.", "nd"),
            ("Protocollo n. 5", "d"),
            ("Rep. 12/2024", ""),
            ("Verbale, art. 5", "nd"),
            ("Verbale di deliberazione n. 12 del 3.4.2024", ""),
            ("Ordinanza n. 3 dd. 3.4.2024", ""),
        ] {
            let acts = cited_acts(text);
            assert_eq!(acts.len(), 1, "{text}");
            let number = if acts[0].has_number { "" } else { "n" };
            let date = if acts[0].has_date { "" } else { "d" };
            assert_eq!(format!("{number}{date}"), lacks, "{text}");
        }
    }

    #[test]
    fn other_words_are_no_acts_and_each_act_of_a_list_is_one() {
        for text in [
            "Relazione del responsabile",
            "Protocollo d'intesa",
            "Comando CC di Perugia (PG)",
            "dd. 3.4.2024",
        ] {
            assert_eq!(cited_acts(text), [], "{text}");
        }
        let acts = cited_acts("D.D. n. 7 del 3.4.24; DGC n. 12\ndel 5.6.24\nVerbale");
        let said: Vec<_> =
            acts.iter().map(|act| (act.name, act.has_number, act.has_date)).collect();
        assert_eq!(said, [("D.D", true, true), ("DGC", true, true), ("Verbale", false, false)]);
    }
}
