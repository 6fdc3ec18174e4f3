//! Italian words for differences in appearance.

use super::findings::Scope;
use super::measures::{centimetres, points};
use super::property_words::property;
use crate::office::{Aspects, IndentSide, LookAspect, WidthKind};
use crate::verify::Verdict;
use crate::verify::office::wording::quote;

/// Describes a difference in an aspect: of a text, to stand behind it, or of its `frame`.
///
/// Returns `None` if another aspect says the same.
pub(super) fn describe(
    aspect: &LookAspect,
    old: &Aspects,
    new: &Aspects,
    frame: bool,
) -> Option<(Verdict, Scope, String)> {
    let value = |look: &Aspects| look.get(aspect).cloned().unwrap_or_default();
    let (was, is) = (value(old), value(new));
    if frame {
        let (verdict, scope, words) = of_frame(aspect, &was, &is);
        if matches!(aspect, LookAspect::Indent(_)) && is_beyond_cell(&is, new) {
            let words = format!("{words}, più della larghezza della cella");
            return Some((Verdict::Changed, scope, words));
        }
        return Some((verdict, scope, words));
    }
    // Text near its background has another colour too.
    let contrast: u32 = new.get(&LookAspect::Contrast).and_then(|n| n.parse().ok()).unwrap_or(2100);
    if matches!(aspect, LookAspect::Colour | LookAspect::Background) && contrast < 300 {
        let before = old.get(&LookAspect::Contrast).and_then(|n| n.parse().ok()).unwrap_or(2100);
        if contrast < before {
            return None;
        }
    }
    let (verdict, words) = of_text(aspect, &was, &is);
    Some((verdict, Scope::Text, words))
}

fn of_text(aspect: &LookAspect, was: &str, is: &str) -> (Verdict, String) {
    let look = |words: String| (Verdict::Look, words);
    let changed = |words: String| (Verdict::Changed, words);
    let switched = |verb: &str, what: &str| {
        if is.is_empty() { format!("non {verb} più {what}") } else { format!("{verb} {what}") }
    };
    match aspect {
        LookAspect::Hidden => {
            changed(if is.is_empty() { "non è più nascosto" } else { "è nascosto" }.to_owned())
        }
        LookAspect::Strike => {
            changed(if is.is_empty() { "non è più barrato" } else { "è barrato" }.to_owned())
        }
        LookAspect::Contrast => {
            changed("è quasi del colore dello sfondo, e si vede poco o nulla".to_owned())
        }
        LookAspect::Size => size(was, is),
        LookAspect::Symbols if is.is_empty() => {
            look(format!("non è più nel carattere di simboli «{was}»"))
        }
        LookAspect::Symbols => {
            changed(format!("è in un carattere di simboli, «{is}», e mostra altri segni"))
        }
        LookAspect::Scale => changed(format!("ha le lettere larghe il {} %", number_or(is, "100"))),
        LookAspect::LetterSpacing => {
            changed(format!("ha le lettere distanziate di {}", points(&halved(is))))
        }
        LookAspect::Raised => {
            changed(format!("è spostato dalla riga di {}", points(number_or(is, "0"))))
        }
        LookAspect::Index => changed(match is {
            "superscript" => "è un apice".to_owned(),
            "subscript" => "è un pedice".to_owned(),
            _ => "non è più un apice o un pedice".to_owned(),
        }),
        LookAspect::Capitals => changed(switched("si vede", "in maiuscolo")),
        LookAspect::RightToLeft => changed("si legge in un'altra direzione".to_owned()),
        LookAspect::Font => look(format!("è in un altro carattere, «{is}» (era «{was}»)")),
        LookAspect::Colour => look(format!("è di un altro colore, {is} (era {was})")),
        LookAspect::Background => look(format!("ha un altro sfondo, {is} (era {was})")),
        LookAspect::Bold => look(switched("è", "in neretto")),
        LookAspect::Italic => look(switched("è", "in corsivo")),
        LookAspect::Underline => look(switched("è", "sottolineato")),
        LookAspect::Language if is.is_empty() => look("non ha più una lingua segnata".to_owned()),
        LookAspect::Language => look(format!("è segnato come di un'altra lingua, {}", quote(is))),
        other => changed(format!("ha un altro aspetto, {}", property(other, is))),
    }
}

fn size(was: &str, is: &str) -> (Verdict, String) {
    let number = |size: &str| size.parse().unwrap_or(20);
    // Below four points nobody reads what is printed.
    let is_tiny = number(is) < 8 && number(is) < number(was);
    let verdict = if is_tiny { Verdict::Changed } else { Verdict::Look };
    (verdict, format!("è alto {} (era {})", points(is), points(was)))
}

fn of_frame(aspect: &LookAspect, was: &str, is: &str) -> (Verdict, Scope, String) {
    let look = |scope, words: String| (Verdict::Look, scope, words);
    let changed = |scope, words: String| (Verdict::Changed, scope, words);
    let cell = Scope::Paragraph;
    let or_nothing =
        |words: &str| if words.is_empty() { "(niente)".to_owned() } else { quote(words) };
    let both = |what: &str| format!("{what} era {}, ora è {}", or_nothing(was), or_nothing(is));
    let measured = |what: &str| {
        format!(
            "{what} era {}, ora è {}",
            centimetres(number_or(was, "0")),
            centimetres(number_or(is, "0"))
        )
    };
    match aspect {
        LookAspect::Hidden if is.is_empty() => {
            look(Scope::Row, "la riga non è più nascosta".to_owned())
        }
        LookAspect::Hidden => changed(Scope::Row, "la riga è nascosta".to_owned()),
        LookAspect::FixedHeight if is.is_empty() => {
            look(Scope::Row, "la riga non ha più un'altezza fissa".to_owned())
        }
        LookAspect::FixedHeight => changed(
            Scope::Row,
            format!("la riga è alta {} in ogni caso, e può nascondere del testo", centimetres(is)),
        ),
        LookAspect::LeastHeight => look(Scope::Row, measured("l'altezza della riga")),
        LookAspect::HeadRow if is.is_empty() => {
            look(Scope::Row, "la riga non è più un'intestazione della tabella".to_owned())
        }
        LookAspect::HeadRow => {
            look(Scope::Row, "la riga è un'intestazione della tabella".to_owned())
        }
        LookAspect::Caption => look(Scope::Table, both("il titolo della tabella per chi non vede")),
        LookAspect::Description => {
            look(Scope::Table, both("la descrizione della tabella per chi non vede"))
        }
        LookAspect::TableWidth => look(Scope::Table, measured("la larghezza della tabella")),
        LookAspect::TableIndent => look(Scope::Table, measured("il rientro della tabella")),
        LookAspect::Label => changed(cell, both("il numero o il segno davanti al testo")),
        LookAspect::Alignment => {
            look(cell, format!("il testo è allineato in un altro modo, {}", alignment(is)))
        }
        LookAspect::Indent(IndentSide::Left) => look(cell, measured("il rientro a sinistra")),
        LookAspect::Indent(IndentSide::Right) => look(cell, measured("il rientro a destra")),
        LookAspect::Indent(IndentSide::First) => {
            look(cell, measured("il rientro della prima riga"))
        }
        LookAspect::LineHeight => line_height(is),
        LookAspect::Gap(_) => look(cell, measured("lo spazio prima o dopo il testo")),
        LookAspect::Outline => {
            look(cell, format!("il livello di titolo era {}, ora è {}", outline(was), outline(is)))
        }
        LookAspect::RightToLeft => {
            changed(cell, "il testo si legge in un'altra direzione".to_owned())
        }
        LookAspect::Background => {
            look(cell, format!("lo sfondo è di un altro colore, {is} (era {was})"))
        }
        LookAspect::Width(_) => width(was, is),
        LookAspect::Merge => changed(cell, both("l'unione della cella con altre")),
        LookAspect::Borders => look(cell, "i bordi sono altri".to_owned()),
        LookAspect::Padding(_) => look(cell, measured("il margine dentro la cella")),
        LookAspect::Picture(_, WidthKind::Own) => {
            look(cell, measured("la larghezza dell'immagine"))
        }
        LookAspect::Picture(_, WidthKind::Columns) => {
            look(cell, measured("l'altezza dell'immagine"))
        }
        other => changed(scope_of(other), format!("l'aspetto è un altro, {}", property(other, is))),
    }
}

/// Returns `true` if an indent is as large as the cell around the text, which it moves out.
fn is_beyond_cell(indent: &str, look: &Aspects) -> bool {
    let number = |value: Option<&str>| value.and_then(|value| value.parse::<i64>().ok());
    let width = |kind| number(look.get(&LookAspect::Width(kind)).map(String::as_str));
    let width = width(WidthKind::Own).or_else(|| width(WidthKind::Columns));
    let indent = number(Some(indent)).unwrap_or(0).abs();
    width.is_some_and(|width| width > 0 && indent >= width)
}

/// Names an alignment (17.18.44).
fn alignment(value: &str) -> &str {
    match value {
        "" => "a sinistra",
        "right" => "a destra",
        "center" => "al centro",
        "both" => "da tutti e due i lati",
        _ => "distribuito sulla riga",
    }
}

/// Names a heading level; files count them from 0.
fn outline(value: &str) -> String {
    let level = value.parse::<u32>().map(|level| level.saturating_add(1));
    level.map_or_else(|_| "quello di un testo".to_owned(), |level| level.to_string())
}

fn line_height(is: &str) -> (Verdict, Scope, String) {
    let (rule, height) = is.split_once(' ').unwrap_or(("auto", "240"));
    let words = match rule {
        "exact" => format!("le righe sono alte {} in ogni caso", centimetres(height)),
        _ => "le righe sono distanziate in un altro modo".to_owned(),
    };
    let height: u32 = height.parse().unwrap_or(0);
    // Lines lower than half of the usual height cover each other.
    let verdict = if height < 120 { Verdict::Changed } else { Verdict::Look };
    (verdict, Scope::Paragraph, words)
}

fn width(was: &str, is: &str) -> (Verdict, Scope, String) {
    let number = |value: &str| value.parse().unwrap_or(0_i64);
    let verdict = if number(is) * 3 < number(was) { Verdict::Changed } else { Verdict::Look };
    let words = format!("la cella è larga {}, non più {}", centimetres(is), centimetres(was));
    (verdict, Scope::Paragraph, words)
}

/// Returns the extent that a property without a name of its own concerns.
fn scope_of(aspect: &LookAspect) -> Scope {
    match aspect {
        LookAspect::Other(name) if name.starts_with("tblPrEx") || name.starts_with("grid") => {
            Scope::Row
        }
        LookAspect::Other(name) if name.starts_with("tbl") || name == "bidiVisual" => Scope::Table,
        _ => Scope::Paragraph,
    }
}

/// Returns a value, `usual` if there is none.
fn number_or<'v>(value: &'v str, usual: &'v str) -> &'v str {
    if value.is_empty() { usual } else { value }
}

/// Returns a measure in twips in half points.
fn halved(twips: &str) -> String {
    let twips: f64 = twips.parse().unwrap_or(0.0);
    format!("{}", twips / 10.0)
}
