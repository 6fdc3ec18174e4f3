//! Lone rows of a table that have the words of a name, and may yet name no area: services, parts of
//! an area, names with a year.

use super::area_lines::names_area;
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::labels::numbered_label;
use super::line_parts::area_of_line;
use super::lone_line::{LoneLine, end_of_number};
use super::period_lines::states_period;
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::word_forms::{is_listed, is_year, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::office::GridRow;
use crate::raw::Words;

/// First words of services.
const SERVICE_WORDS: &str = "servizio servizi ufficio uffici";
/// First word of a service alone: «Servizi» and «Ufficio» begin the names of areas too.
const SERVICE: &str = "servizio";
/// First words of lines that head a part of an area.
const PARTS: &str = "obiettivi obiettivo linea linee asse assi indirizzo indirizzi";
/// Words of kinds of objectives: «OBIETTIVI DI MANTENIMENTO» never names an area.
const KINDS: &str = "mantenimento sviluppo miglioramento innovativi innovazione ordinari strategici \
  operativi gestionali specifici individuali performance";

/// First words of lines that head no group of objectives.
const NO_GROUPS: &str = "fase fasi cronoprogramma tempistica tempi modalita indicatori obiettivo";
/// Words behind those: «Fasi di attuazione», «Obiettivo n. 2».
const LINKS: &str = "di d del dell della delle dei n nr num attuazione";
/// Words of what is done to reach an objective.
const DOINGS: &str = "attuazione realizzazione svolgimento";
/// First words of lines that head what an area is given: «Risorse assegnate», whereas «Risorse umane»
/// is an area.
const GIVEN: &str = "risorse personale budget dotazione dotazioni";

/// Rows that may stand above a head in the midst of a table, and the head.
const MOST_ABOVE_HEAD: usize = 6;

/// Place of a lone row.
pub(super) struct LonePlace {
    /// `true` if the next row is that of an objective.
    pub precedes_objective: bool,
    /// `true` if the table has no column for the service.
    pub lacks_service: bool,
    /// Field of the only column that the row stands in; `None` for a row over several.
    pub column: Option<Key>,
    /// `true` if the area that holds stands above the head.
    pub is_under_one_area: bool,
}

/// Returns `true` if the next row that is not blank has several texts and is no head: below the
/// name of an area stands its period or its head as a rule, and below a table nothing.
pub(super) fn precedes_objective(row: &GridRow, scope: &GridScope<'_, '_>) -> bool {
    let rows = &scope.grid.rows;
    let after = rows.partition_point(|other| other.index <= row.index);
    let next = (after..rows.len()).find(|at| texts(&rows[*at]).next().is_some());
    next.is_some_and(|at| {
        lone(&rows[at]).is_none() && head_at(rows, at, &scope.context.vocabulary).is_none()
    })
}

/// Returns `true` if a row and those below it, of two texts at most, lead to a head: «Settore |
/// Tecnico» above it names the area.
pub(super) fn leads_to_head(row: &GridRow, scope: &GridScope<'_, '_>) -> bool {
    let rows = &scope.grid.rows;
    let from = rows.partition_point(|other| other.index < row.index);
    let is_head = |at: usize| head_at(rows, at, &scope.context.vocabulary).is_some();
    let mut below = (from..rows.len()).take(MOST_ABOVE_HEAD);
    let end = below.find(|at| texts(&rows[*at]).count() > 2 || is_head(*at));
    end.is_some_and(|at| at > from && is_head(at))
}

impl LonePlace {
    /// Returns `true` for a row that may be the beginning of an objective.
    fn is_in_value(&self) -> bool {
        matches!(self.column, Some(Key::Description | Key::Service))
    }
}

/// Meaning of a lone row that has the words of a name.
enum RowSense {
    /// Service of the objectives below.
    Service,
    /// Part of the area that holds: «OBIETTIVI SPECIFICI», «Linea strategica 1».
    Part,
    /// Anything: nothing tells whether it is an area.
    Doubt,
}

/// Takes a lone row that names no area, or leaves it out, or stops; returns `false` for any other
/// row.
pub(super) fn take_doubtful(
    words: &Words,
    kind: &LoneLine,
    place: &LonePlace,
    scope: &mut GridScope<'_, '_>,
) -> bool {
    // Title and body are written again on a new page.
    let names = &scope.found.names;
    if names.is_title(words) || names.is_first_line(words) {
        return false;
    }
    if let (LoneLine::Name, false, Some(label)) =
        (kind, place.is_in_value(), numbered_label(&words.value))
    {
        return scope.take_line(words, label);
    }
    let sense = match kind {
        // The years of a period among other words name no period by themselves, and few areas.
        LoneLine::Dated if !place.is_in_value() && states_period(&words.value) => {
            Some(RowSense::Doubt)
        }
        LoneLine::Name => sense_of_name(&words.value, place, scope),
        _ => None,
    };
    let Some(sense) = sense else { return false };
    match sense {
        RowSense::Service => begin_service(words, scope),
        RowSense::Doubt if place.precedes_objective => scope.report.findings.push(in_doubt(words)),
        RowSense::Part => {
            scope.bands.part = first_word(&words.value);
            scope.leave_out(words.clone());
        }
        RowSense::Doubt => scope.leave_out(words.clone()),
    }
    true
}

/// Returns `true` for a line that heads another table, or a part of an objective: «Fasi di
/// attuazione», «Risorse assegnate».
pub(super) fn heads_part(text: &str) -> bool {
    // «Obiettivi strategici – Settore Tecnico» names the area of what follows.
    if area_of_line(text).is_some() {
        return false;
    }
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // «Tempi e orari della città» is an area, «Tempi di attuazione» is none.
    let (first, is_about) = match words.as_slice() {
        [] => return false,
        [only] => (*only, true),
        [first, second, rest @ ..] => {
            let is_number = second.bytes().all(|b| b.is_ascii_digit());
            let is_done = rest.iter().any(|word| is_listed(DOINGS, word));
            (*first, is_number || is_done || is_listed(LINKS, second))
        }
    };
    let is_given = words.get(1).is_some_and(|second| second.starts_with("assegnat"));
    is_about && is_listed(NO_GROUPS, first)
        || is_given && is_listed(GIVEN, first)
        || is_listed(PARTS, first) && names_kind(text)
}

/// Returns `true` for the name of a service or an office.
pub(super) fn names_service(text: &str) -> bool {
    is_listed(SERVICE_WORDS, &first_word(&text[end_of_number(text)..]))
}

/// Begins the service of the objectives below.
pub(super) fn begin_service(words: &Words, scope: &mut GridScope<'_, '_>) {
    scope.account_for(TakenAs::Fact, words);
    scope.bands.part = first_word(&words.value);
    let label = Words::new("Servizio".to_owned(), words.span);
    scope.bands.begin_fact(label, words.clone());
}

/// Returns the meaning of a row with the words of a name; `None` for the name of an area.
fn sense_of_name(text: &str, place: &LonePlace, scope: &GridScope<'_, '_>) -> Option<RowSense> {
    let first = first_word(text);
    if heads_part(text) && !place.is_in_value() {
        return Some(RowSense::Part);
    }
    if is_listed(PARTS, &first) && names_kind(text) && place.column != Some(Key::Description) {
        return Some(RowSense::Part);
    }
    // Above a form stands its area, or its own title.
    let is_doubtful = (text.contains(':') || scope.is_of_bare_forms) && !place.is_in_value();
    let area = scope.bands.area_name().or(scope.sheet.area.as_ref().map(|name| &*name.value));
    let Some(area) = area else { return is_doubtful.then_some(RowSense::Doubt) };
    // Where the areas have any names, so may this one.
    if !names_area(area) {
        return is_doubtful.then_some(RowSense::Doubt);
    }
    let is_service = is_listed(SERVICE_WORDS, &first);
    // An area without objectives of its own so far has them in its parts, which begin alike.
    let is_below = scope.bands.is_area_unused() || scope.bands.part == first;
    if is_service && place.lacks_service && (is_below || first == SERVICE) {
        return Some(RowSense::Service);
    }
    let is_part = is_listed(PARTS, &first);
    match place.column {
        // Among descriptions, other names are those of objectives; among services, of services.
        Some(Key::Description) => return None,
        Some(Key::Service) if !is_part => return None,
        _ => {}
    }
    if is_below && (is_service || is_part) || is_part && place.is_under_one_area {
        return Some(RowSense::Part);
    }
    let is_doubtful = first == SERVICE || is_part || text.contains(':') || scope.is_of_bare_forms;
    is_doubtful.then_some(RowSense::Doubt)
}

fn names_kind(text: &str) -> bool {
    words(text).iter().any(|word| is_listed(KINDS, word))
}

fn first_word(text: &str) -> String {
    words(text).into_iter().next().unwrap_or_default()
}

/// Returns the finding on a row that nothing says what it is.
fn in_doubt(words: &Words) -> Diagnostic {
    let has_year = super::word_forms::words(&words.value).iter().any(|word| is_year(word));
    let what = if has_year { "un'area, un periodo o altro" } else { "un'area o altro" };
    let message = format!(
        "La riga {} sta da sola fra gli obiettivi, e non si capisce se è {what}.",
        quote_start(&words.value)
    );
    Diagnostic::new(Code::LooseRow, words.span, message).hint(
        "Se è un'area, scriverla in due celle affiancate, «Area:» e il nome; se è un periodo, scriverlo da solo, per esempio «ANNO 2025»; altrimenti toglierla, o metterla in una colonna con la sua intestazione.",
    )
}
