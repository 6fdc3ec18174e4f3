//! Kinds of lines that stand alone: areas, periods, titles, totals, page numbers, prose.

use super::area_lines::{area_parts, begins_area, continued, is_unnamed_area};
use super::area_parts::{AreaParts, parts_by_signs, parts_of_leader};
use super::labels::{is_responsibility, is_unfilled, is_unit, labelled};
use super::line_signs::SIGNS;
use super::offices::{OfficeRank, office_rank};
use super::period_lines::is_period;
use super::persons::{is_leader, is_office, is_signature, name_of_leader};
use super::remarks::is_remark;
use super::staff_lines::names_staff;
use super::total_lines::is_total;
use super::word_forms::{has_year, is_listed, is_small, letters, words};
use std::ops::Range;

/// Kind of a line, by its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LoneLine {
    /// «Pag. 3 di 9».
    PageNumber,
    /// «TOTALE».
    Total,
    /// «ANNO 2021 E 2022».
    Period,
    /// «AREA TECNICA».
    Area,
    /// «AREA TECNICA - ANNO 2024 - Responsabile: Anna Verdi».
    AreaWith(AreaParts),
    /// «Segreteria generale - ANNO 2024»: an area, where a name may be one.
    NameWith(AreaParts),
    /// «PIANO OBIETTIVI 2020-2022».
    Title,
    /// «OBIETTIVI ANNO 2025»: a title where there is none yet, else a period.
    YearTitle,
    /// «COMUNE DI BELFIORE».
    Entity,
    /// «Responsabile: Anna Verdi»: range of the name in bytes.
    Manager(Range<usize>),
    /// «Responsabile: Anna Verdi – Assessore Bianchi»; the area is blank.
    ManagerWith(AreaParts),
    /// «Centro di costo: 01.02.001»: ranges of label and value in bytes.
    Labelled(Range<usize>, Range<usize>),
    /// Year among other words: a period, where only bands stand.
    Dated,
    /// Name, perhaps of an area.
    Name,
    /// Note or sentence.
    Prose,
}

/// Bytes of a name: longer lines are prose.
const LONGEST_NAME: usize = 160;
/// Words of a name that may end with a full stop, as an abbreviation does.
const LONGEST_LABEL: usize = 4;
/// Words of a name: longer lines are prose.
const MOST_WORDS: usize = 14;

const ENTITY_WORDS: [&str; 6] = ["comune", "unione", "provincia", "citta", "comunita", "consorzio"];
const TITLE_WORDS: [&str; 8] =
    ["piano", "pdo", "peg", "piao", "programma", "allegato", "scheda", "schede"];
/// First words of lines that name a part of a plan, and no area.
const NO_AREAS: &str = "obiettivi obiettivo progetti progetto attivita interventi azioni tabella tabelle tab \
  prospetto figura";
/// Returns the kind of a line. The order of the questions matters: a total may name an area,
/// and a title a period.
pub(super) fn lone_line(text: &str) -> LoneLine {
    // A numbered heading is what its words say, and keeps its number as part of its name.
    let start = end_of_number(text);
    let at = |range: Range<usize>| start + range.start..start + range.end;
    if let Some(name) = continued(text) {
        return continued_line(text, name);
    }
    match kind_of_line(&text[start..]) {
        LoneLine::AreaWith(parts) => {
            let mut parts = parts.shifted(start);
            if start > 0 {
                parts.area.start = 0;
            }
            LoneLine::AreaWith(parts)
        }
        LoneLine::Manager(name) => LoneLine::Manager(at(name)),
        LoneLine::ManagerWith(parts) => LoneLine::ManagerWith(parts.shifted(start)),
        kind @ (LoneLine::Area | LoneLine::Period | LoneLine::Title | LoneLine::YearTitle) => kind,
        _ => kind_of_line(text),
    }
}

/// Returns the kind of «segue AREA TECNICA», whose name stands at `name`.
fn continued_line(text: &str, name: Range<usize>) -> LoneLine {
    let whole = AreaParts { area: name.clone(), ..AreaParts::default() };
    match lone_line(&text[name.clone()]) {
        LoneLine::Area => LoneLine::AreaWith(whole),
        LoneLine::AreaWith(found) => LoneLine::AreaWith(found.shifted(name.start)),
        LoneLine::Name => LoneLine::NameWith(whole),
        LoneLine::NameWith(found) => LoneLine::NameWith(found.shifted(name.start)),
        // The same period or title goes on.
        _ => LoneLine::Prose,
    }
}

/// Returns the offset behind the number of a heading: «1. », «2.1 », «IV) », «A. »; 0 without one.
pub(super) fn end_of_number(text: &str) -> usize {
    let Some((number, rest)) = text.split_once(' ') else { return 0 };
    let name = number.trim_end_matches(['.', ')']);
    let behind = rest.trim_start_matches(['-', '–', '—']);
    let has_sign = name.len() < number.len() || name.contains('.') || behind.len() < rest.len();
    let is_count = name.split('.').all(|part| {
        let is_digits = part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        let is_roman = part.len() <= 5 && part.bytes().all(|b| b"IVXLC".contains(&b));
        let is_letter = part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
        !part.is_empty() && (is_digits || is_roman || is_letter)
    });
    if has_sign && is_count { text.len() - behind.trim_start().len() } else { 0 }
}

/// Returns the kind of a line without a number before it.
fn kind_of_line(text: &str) -> LoneLine {
    if text.len() > LONGEST_NAME {
        return LoneLine::Prose;
    }
    let words = words(text);
    let first = words.first().map_or("", String::as_str);
    // First, since «3 di 9» would pass for a name.
    if is_page_number(&words) {
        return LoneLine::PageNumber;
    }
    if is_total(text) {
        return LoneLine::Total;
    }
    if is_period(&words) {
        let is_title = matches!(first, "obiettivi" | "obiettivo");
        return if is_title { LoneLine::YearTitle } else { LoneLine::Period };
    }
    // Before areas, which would take period and manager as parts of the name.
    if let Some(parts) = area_parts(text) {
        return LoneLine::AreaWith(parts);
    }
    if let Some(line) = line_of_leader(text) {
        return line;
    }
    if TITLE_WORDS.contains(&first) {
        return LoneLine::Title;
    }
    // «Area» alone is a label that nobody has filled in.
    if is_unnamed_area(&words) {
        return LoneLine::Prose;
    }
    if begins_area(text) {
        return LoneLine::Area;
    }
    // «Città sicura: …» is what objectives are about.
    let second = words.get(1).map_or("", String::as_str);
    if (ENTITY_WORDS.contains(&first) || names_company(text))
        && (!text.contains(':') || is_small(second))
    {
        return LoneLine::Entity;
    }
    if let Some((label, value)) =
        labelled(text, first).filter(|(label, _)| names_responsibility(&text[label.clone()]))
    {
        return LoneLine::Labelled(label, value);
    }
    // «Responsabile del monitoraggio: dott. Neri» names no area with its manager.
    if is_leader(first)
        && office_rank(text) != OfficeRank::Leads
        && let Some((label, value)) = labelled(text, first)
    {
        return LoneLine::Labelled(label, value);
    }
    // Before labels, which «Servizi demografici – Responsabile: Anna Verdi» would pass for.
    if let Some(parts) = named_parts(text) {
        return LoneLine::NameWith(parts);
    }
    if let Some((label, value)) = labelled(text, first) {
        return LoneLine::Labelled(label, value);
    }
    if is_sentence(text, &words)
        || is_unfilled(text, first)
        || is_signature(text, &words)
        || names_staff(text, &words)
    {
        return LoneLine::Prose;
    }
    if has_year(text) { LoneLine::Dated } else { LoneLine::Name }
}

/// Returns the kind of a line that begins with who leads an area.
fn line_of_leader(text: &str) -> Option<LoneLine> {
    let Some(parts) = parts_of_leader(text) else {
        return name_of_leader(text, false).map(LoneLine::Manager);
    };
    let has_more = parts.period.is_some() || !parts.facts.is_empty() || !parts.rest.is_empty();
    match &parts.manager {
        Some(name) if parts.area.is_empty() && !has_more => Some(LoneLine::Manager(name.clone())),
        _ if parts.area.is_empty() => Some(LoneLine::ManagerWith(parts)),
        _ => Some(LoneLine::AreaWith(parts)),
    }
}

/// Returns `true` for the name of a company or another body: «ACQUE S.P.A.», «ASP Valli».
fn names_company(text: &str) -> bool {
    const FORMS: &str = "spa srl scarl scpa srls sapa snc onlus ets";
    const BODIES: &str = "asp ipab ater aler cciaa";
    let last = text.split_whitespace().next_back().map(letters).unwrap_or_default();
    let first = text.split_whitespace().next().map(letters).unwrap_or_default();
    let is_named = text.split_whitespace().count() > 1;
    is_named && (is_listed(FORMS, &last) || is_listed(BODIES, &first))
}

fn names_responsibility(label: &str) -> bool {
    is_responsibility(label) || is_unit(label)
}

/// Returns `true` for a note, or more words than a name has.
fn is_sentence(text: &str, words: &[String]) -> bool {
    let ends = text.trim_end().ends_with(['.', ';', ':']) && words.len() > LONGEST_LABEL;
    is_remark(text) || ends || words.len() > MOST_WORDS
}

/// Returns `true` for «Pag. 3», «pagina 3 di 9», «3 di 9».
fn is_page_number(words: &[String]) -> bool {
    let is_number = |word: &str| word.len() <= 4 && word.bytes().all(|b| b.is_ascii_digit());
    let is_page = |word: &str| ["pag", "pagina", "p"].contains(&word);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [word, n] => is_page(word) && is_number(n),
        [n, "di", of] => is_number(n) && is_number(of),
        [word, n, "di", of] => is_page(word) && is_number(n) && is_number(of),
        [word, n, of] => is_page(word) && is_number(n) && is_number(of),
        _ => false,
    }
}

/// Returns the parts of a line that begins with a name: «Segreteria generale - ANNO 2024».
fn named_parts(text: &str) -> Option<AreaParts> {
    let parts = parts_by_signs(text)?;
    let name = &text[parts.area.clone()];
    let first = words(name).into_iter().next()?;
    // «Nomina del responsabile: Anna Verdi» has no sign before the office.
    let is_apart = text[parts.area.end..].trim_start().starts_with(|c: char| SIGNS.contains(c))
        || is_office(&first);
    let is_name = lone_line(name) == LoneLine::Name && !is_listed(NO_AREAS, &first);
    (is_name && is_apart).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(
        area: Range<usize>,
        period: Option<Range<usize>>,
        manager: Option<Range<usize>>,
    ) -> LoneLine {
        LoneLine::AreaWith(AreaParts { area, period, manager, ..AreaParts::default() })
    }

    fn name_with(
        area: Range<usize>,
        period: Option<Range<usize>>,
        manager: Option<Range<usize>>,
    ) -> LoneLine {
        LoneLine::NameWith(AreaParts { area, period, manager, ..AreaParts::default() })
    }

    #[test]
    fn kinds_of_lines() {
        for (text, wanted) in [
            ("ANNO 2020", LoneLine::Period),
            ("ANNO 2021 E 2022", LoneLine::Period),
            ("2021 E 2022", LoneLine::Period),
            ("I SEMESTRE 2024", LoneLine::Period),
            ("triennio 2024-2026", LoneLine::Period),
            ("Dal 1 gennaio al 30 giugno 2024", LoneLine::Period),
            ("Progetti PNRR 2024", LoneLine::Dated),
            ("PIANO OBIETTIVI 2020-2022", LoneLine::Title),
            ("AREA AFFARI GENERALI", LoneLine::Area),
            ("AREASERVIZI SOCIALI", LoneLine::Area),
            ("Settore tecnico", LoneLine::Area),
            ("Area", LoneLine::Prose),
            ("SETTORE:", LoneLine::Prose),
            ("Polizia locale", LoneLine::Name),
            ("UNIONE VALLI", LoneLine::Entity),
            ("ACQUE S.p.A.", LoneLine::Entity),
            ("Azienda Speciale Servizi S.r.l.", LoneLine::Entity),
            ("ASP Valli", LoneLine::Entity),
            ("M = mantenimento", LoneLine::Prose),
            ("Totale", LoneLine::Total),
            ("Nota: i pesi sono provvisori", LoneLine::Prose),
            ("TOTALE AREA", LoneLine::Total),
            ("Pag. 3 di 9", LoneLine::PageNumber),
            ("3 di 9", LoneLine::PageNumber),
            ("AREA TECNICA - ANNO 2024", with(0..12, Some(15..24), None)),
            ("AREA TECNICA (2020-2022)", with(0..12, Some(14..23), None)),
            ("AREA TECNICA – Responsabile dott. Rossi", with(0..12, None, Some(30..41))),
            ("AREA TECNICA - Responsabile: Anna Verdi", with(0..12, None, Some(29..39))),
            ("AREA RESPONSABILE SERVIZI SOCIALI", LoneLine::Area),
            (
                "AREA TECNICA - ANNO 2024 - Dirigente ing. Riva",
                with(0..12, Some(15..24), Some(37..46)),
            ),
            ("AREA TECNICA (Responsabile: ing. Riva)", with(0..12, None, Some(28..37))),
            ("SETTORE SERVIZI ALLA PERSONA", LoneLine::Area),
            ("AREA CONTROLLI E RESPONSABILE ANTICORRUZIONE", LoneLine::Area),
            ("Responsabile: Anna Verdi", LoneLine::Manager(14..24)),
            ("Responsabile P.O.: geom. Franco Villa", LoneLine::Manager(19..37)),
            ("Responsabile dott. Villa", LoneLine::Manager(13..24)),
            ("Responsabile del procedimento", LoneLine::Name),
            ("Responsabile del procedimento: Anna Verdi", LoneLine::Labelled(0..29, 31..41)),
            ("Responsabile:", LoneLine::Prose),
            ("1. AREA TECNICA", LoneLine::Area),
            ("IV) AREA TECNICA - ANNO 2024", with(0..16, Some(19..28), None)),
            ("4.1 Anno 2024", LoneLine::Period),
            ("1 - AREA TECNICA", LoneLine::Area),
            ("1 - Relazione", LoneLine::Name),
            ("AREA SOCIALE (dott.ssa Po)", with(0..12, None, Some(14..25))),
            ("AREA SOCIALE [rag. De Po]", with(0..12, None, Some(14..24))),
            ("AREA TECNICA – arch. Riva", with(0..12, None, Some(17..27))),
            ("AREA TECNICA: P.O. arch. Riva", with(0..12, None, Some(19..29))),
            ("AREA TECNICA - ANNO 2025 - arch. Riva", with(0..12, Some(15..24), Some(27..37))),
            ("Città sicura: una comunità più protetta", LoneLine::Name),
            ("1. Relazione", LoneLine::Name),
            ("Il Responsabile", LoneLine::Prose),
            ("dott. Ugo Blu", LoneLine::Prose),
            ("F.to Il Segretario comunale", LoneLine::Prose),
            ("Belfiore, lì 15/01/2025", LoneLine::Prose),
            ("Data ____________", LoneLine::Prose),
            ("Nomina del responsabile: Anna Verdi", LoneLine::Name),
            ("Segreteria generale - ANNO 2024", name_with(0..19, Some(22..31), None)),
            ("SERVIZI SOCIALI – Responsabile: Anna Verdi", name_with(0..15, None, Some(34..44))),
            ("Obiettivi strategici - 2024", LoneLine::Dated),
            ("Centro di costo: 01.02.001", LoneLine::Labelled(0..15, 17..26)),
            ("OBIETTIVI ANNO 2025", LoneLine::YearTitle),
            ("segue AREA TECNICA", with(6..18, None, None)),
            ("AREA TECNICA (segue)", with(0..12, None, None)),
            ("Segue: Polizia locale", name_with(7..21, None, None)),
            ("AREA TECNICA - segue - ANNO 2025", with(0..20, Some(23..32), None)),
            ("segue tabella", LoneLine::Prose),
            ("segue ANNO 2025", LoneLine::Prose),
            ("Prot. n. 1234/2025", LoneLine::Prose),
            ("Proroga al 30/06/2026", LoneLine::Prose),
            ("Data di approvazione: 12/01/2025", LoneLine::Prose),
            ("Dal 01/01/2025 al 31/12/2025", LoneLine::Period),
            ("Ufficio Piano 2025", LoneLine::Dated),
            ("Rossi Mario – istruttore", LoneLine::Prose),
            ("Segretario comunale dott. Neri", name_with(0..19, None, Some(20..30))),
        ] {
            assert_eq!(lone_line(text), wanted, "{text}");
        }
        assert_eq!(lone_line(&"parola ".repeat(40)), LoneLine::Prose);
    }
}
