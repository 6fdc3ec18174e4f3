//! Tables of other things below the objectives of one grid: staff, budget, revisions, legends.

use super::band_rows::{Statement, statements};
use super::footer::names_group;
use super::head_times::are_times;
use super::headed_columns::HeadedColumns;
use super::left_out_table::OtherTable;
use super::other_headings::{
    is_heading, is_legend, is_note, is_other_word, is_short_text, stands_over_figures, states_group,
};
use super::proposals::names_signer;
use super::result_tables::{is_head_of_results, reports_results};
use super::staff_lines::names_staff_row;
use super::stray_labels::form_below;
use super::table_head::{TableHead, head_at};
use super::table_rows::{is_figure, lone, texts};
use super::total_lines::is_total;
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::{letters, words};
use crate::diag::{Code, Diagnostic};
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};

/// Rows of a stretch of which one may be the head, below lines that stand alone.
const MOST_ABOVE: usize = 2;

/// Table that the rows below belong to, if they are objectives.
pub(super) struct OwnTable<'t> {
    /// Head in force.
    pub head: &'t TableHead,
    /// Columns under it.
    pub columns: &'t HeadedColumns,
    /// `true` if each objective so far has a weight.
    pub is_weighted: bool,
    /// `true` if the rows above are those of another table.
    pub follows_other: bool,
}

/// Returns the rows from `at` that belong to another table; `None` if they may be objectives.
///
/// A table of other things has a head of other words, or stands apart and fills other columns.
pub(super) fn other_table(
    rows: &[GridRow],
    at: usize,
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> Option<OtherTable> {
    let is_apart = is_apart(rows, at);
    // Rows that follow one another are looked at further only below a whole row of headings: each
    // of a long table would be searched to its end otherwise.
    if !is_apart
        && !texts(&rows[at]).all(|cell| is_heading(cell, vocabulary))
        && !is_head_of_results(rows, at, own.head, vocabulary)
    {
        return None;
    }
    if is_apart && let Some(rows) = form_below(rows, at, own, vocabulary) {
        let head = rows.start;
        return Some(OtherTable { rows, head, is_signed: false });
    }
    if begins_area(&rows[at], vocabulary) {
        return None;
    }
    let end = end_of_stretch(rows, at, own, vocabulary);
    if is_head_of_results(rows, at, own.head, vocabulary) {
        return Some(OtherTable { rows: at..end, head: at, is_signed: false });
    }
    let stretch = &rows[at..end];
    if is_apart && stretch.iter().all(names_staff_row) {
        return Some(OtherTable { rows: at..end, head: at, is_signed: false });
    }
    let heads = heads_of(stretch, is_apart)?;
    let is_lighter = own.is_weighted && !stretch.iter().any(|row| has_weight(row, own.columns));
    let head = heads.iter().copied().find(|head| {
        is_other_head(&stretch[*head..], own, vocabulary, Evidence { is_apart, is_lighter })
    });
    let goes_on = is_apart && is_lighter && (own.follows_other || is_legend(stretch));
    let head = head.or_else(|| heads.first().copied().filter(|_| goes_on))?;
    let is_signed = texts(&stretch[head]).any(|cell| names_signer(&cell.text));
    Some(OtherTable { rows: at..end, head: at + head, is_signed })
}

/// Returns a finding on the rows from `at` if they are read as objectives and may be none: they stand
/// apart, and have no weight while all objectives above have one.
pub(super) fn doubt(
    rows: &[GridRow],
    at: usize,
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> Option<Diagnostic> {
    let has_weights = own.columns.has(&ColumnRole::Key(Key::Weight)) && own.is_weighted;
    if !has_weights || !is_apart(rows, at) || lone(&rows[at]).is_some() {
        return None;
    }
    if begins_area(&rows[at], vocabulary) {
        return None;
    }
    let end = end_of_stretch(rows, at, own, vocabulary);
    let stretch = &rows[at..end];
    let is_plain =
        |row: &GridRow| !texts(row).next().is_some_and(|cell| is_total(&cell.text.value));
    let is_doubtful = !is_head_of_objectives(rows, at, own, vocabulary)
        && !stretch.iter().any(|row| has_weight(row, own.columns))
        && stretch.iter().all(is_plain);
    let first = texts(&rows[at]).next().filter(|_| is_doubtful)?;
    let number = |at: usize| rows[at].index + 1;
    let which = match (number(at), number(end - 1)) {
        (first, last) if first == last => format!("La riga {first} è"),
        (first, last) => format!("Le righe {first}-{last} sono"),
    };
    let message = format!(
        "{which} sotto una riga vuota, senza il peso che gli obiettivi sopra hanno: si leggono come obiettivi."
    );
    Some(Diagnostic::new(Code::DoubtfulRows, first.text.span, message).hint(
        "Se sono obiettivi, scrivere il peso; se sono altro, spostarle in un altro foglio o cancellarle.",
    ))
}

/// Returns `true` for «Settore | Tecnico», which names the area of the head below.
fn begins_area(row: &GridRow, vocabulary: &HeadingVocabulary) -> bool {
    let found = statements(row, true, vocabulary);
    found.is_some_and(|found| found.iter().any(Statement::is_area))
}

/// Circumstances that tell another table from objectives.
#[derive(Clone, Copy)]
struct Evidence {
    /// `true` below a blank row.
    is_apart: bool,
    /// `true` if the rows have no weights, and all objectives above do.
    is_lighter: bool,
}

/// Returns `true` if row `at` has no row directly above it.
fn is_apart(rows: &[GridRow], at: usize) -> bool {
    at.checked_sub(1).is_none_or(|above| {
        rows[at].index > rows[above].index + 1 || texts(&rows[above]).next().is_none()
    })
}

/// Returns the index behind the rows that follow one another from `at`, up to a head of
/// objectives, or a line that names a group.
fn end_of_stretch(
    rows: &[GridRow],
    at: usize,
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> usize {
    let ends = |next: &usize| {
        is_apart(rows, *next)
            || begins_area(&rows[*next], vocabulary)
            || texts(&rows[*next]).next().is_none()
            || lone(&rows[*next])
                .is_some_and(|cell| names_group(&cell.text.value) && !is_total(&cell.text.value))
            || is_head_of_objectives(rows, *next, own, vocabulary)
    };
    (at + 1..rows.len()).find(ends).unwrap_or(rows.len())
}

/// Returns the indices of the rows that may be the head of a stretch: the first ones of several
/// texts; `None` if a line above them names a group.
fn heads_of(stretch: &[GridRow], is_apart: bool) -> Option<Vec<usize>> {
    let several = |at: &usize| lone(&stretch[*at]).is_none();
    let most = if is_apart { MOST_ABOVE } else { 1 };
    let heads: Vec<usize> = (0..stretch.len()).filter(several).take(most).collect();
    let above = &stretch[..*heads.first()?];
    let names = |row: &GridRow| lone(row).is_some_and(|cell| names_group(&cell.text.value));
    (!above.iter().any(names)).then_some(heads)
}

/// Returns the cells of a row that stand where weights do.
fn weights<'g>(row: &'g GridRow, columns: &HeadedColumns) -> impl Iterator<Item = &'g GridCell> {
    texts(row).filter(|cell| columns.role_at(cell.column) == Some(&ColumnRole::Key(Key::Weight)))
}

/// Returns `true` if a row holds a figure where weights stand.
fn has_weight(row: &GridRow, columns: &HeadedColumns) -> bool {
    weights(row, columns).any(|cell| is_figure(cell) || cell.kind == CellKind::Error)
}

/// Returns `true` if a row holds words where weights stand, as a head does.
fn has_words_for_weight(row: &GridRow, columns: &HeadedColumns) -> bool {
    weights(row, columns).any(|cell| cell.kind == CellKind::Text && !is_figure(cell))
}

/// Returns `true` if `rows` begin with the head of another table.
fn is_other_head(
    rows: &[GridRow],
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
    evidence: Evidence,
) -> bool {
    let Some((first, below)) = rows.split_first() else { return false };
    let count = texts(first).count();
    let Evidence { is_apart, is_lighter } = evidence;
    if is_note(first) && count > 1 {
        return is_apart && is_lighter;
    }
    if count < 2
        || !texts(first).all(is_short_text)
        || texts(first).next().is_some_and(|cell| states_group(cell, vocabulary))
        || begins_area(first, vocabulary)
        || is_head_of_objectives(rows, 0, own, vocabulary)
    {
        return false;
    }
    let known = texts(first).filter(|cell| is_heading(cell, vocabulary)).count();
    let times: Vec<&GridCell> = texts(first).skip(1).collect();
    let is_over_times = is_apart && times.len() > 2 && are_times(&times);
    let has_rows = below.iter().any(|row| lone(row).is_none());
    // The first cell of an objective holds the name of a service, which is no heading.
    let is_first_known = texts(first).next().is_some_and(|cell| is_heading(cell, vocabulary));
    let is_mostly_known = is_first_known && known * 2 >= count && has_rows;
    // «Capitolo | Descrizione | Stanziamento | Impegnato»: one word of four is new.
    let are_words = texts(first).all(|cell| words(&cell.text.value).len() <= 2);
    let is_nearly_known =
        is_apart && is_first_known && are_words && count > 3 && known + 1 == count;
    if (known == count || is_nearly_known || is_over_times) && has_rows {
        true
    } else if is_lighter {
        is_apart && (is_mostly_known || stands_over_figures(first, below))
    } else {
        let is_weighed = own.columns.has(&ColumnRole::Key(Key::Weight));
        is_apart
            && is_mostly_known
            && known > 1
            && (!is_weighed || has_words_for_weight(first, own.columns))
    }
}

/// Returns `true` if the head of a table of objectives begins at row `at`.
fn is_head_of_objectives(
    rows: &[GridRow],
    at: usize,
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> bool {
    let Some(head) = head_at(rows, at, vocabulary) else { return false };
    if own.head.repeats(&head) {
        return true;
    }
    if is_head_of_parts(&head, own) || reports_results(&head) {
        return false;
    }
    // «Codice | Descrizione | Importo» describes no objectives, if those above have more.
    let roles = head.roles();
    let measures =
        [Key::Weight, Key::Indicator, Key::ExpectedResult, Key::Kind].map(ColumnRole::Key);
    let measured = |role: &ColumnRole| own.columns.has(role) && !roles.contains(role);
    measures.iter().any(|role| roles.contains(role))
        || !measures.iter().any(measured)
        || names_objective(&head)
        || !head.cells.iter().any(|cell| cell.meaning.is_none() && is_other_word(&cell.text.value))
}

/// Returns `true` for «Fase | Descrizione | Peso»: a head that names no objective and, unlike that in
/// force, no service.
fn is_head_of_parts(head: &TableHead, own: &OwnTable<'_>) -> bool {
    let service = ColumnRole::Key(Key::Service);
    let first = head.cells.first().map_or("", |cell| cell.text.value.as_str());
    own.columns.has(&service)
        && !head.roles().contains(&service)
        && is_other_word(first)
        && !names_objective(head)
}

/// Returns `true` if a heading says «obiettivo».
fn names_objective(head: &TableHead) -> bool {
    head.cells.iter().any(|cell| letters(&cell.text.value).contains("obiettiv"))
}

/// Returns `true` if the rows of a table of a document without a head of objectives begin with the
/// head of another table.
pub(super) fn begins_other_table(
    rows: &[GridRow],
    own: &OwnTable<'_>,
    vocabulary: &HeadingVocabulary,
) -> bool {
    let Some(heads) = heads_of(rows, true) else { return false };
    let is_lighter = !rows.iter().any(|row| has_weight(row, own.columns));
    if is_lighter && is_legend(rows) {
        return true;
    }
    heads.iter().any(|head| {
        is_other_head(&rows[*head..], own, vocabulary, Evidence { is_apart: true, is_lighter })
    })
}
