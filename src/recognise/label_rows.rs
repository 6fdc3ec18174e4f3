//! Rows of labels above a row of values: «Area | Responsabile | Assessore» over «Area Tecnica | ing. Gai |
//! Ada Sole». Each value belongs to the label above it, whatever its words.

use super::band_rows::{HeadField, Statement, head_field};
use super::grid_scope::GridScope;
use super::labels::is_label;
use super::lone_line::{LoneLine, lone_line};
use super::period_lines::names_period;
use super::persons::has_honorific;
use super::table_head::head_at;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::{is_listed, words};
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;

/// First words of labels besides those of lines: offices that lead no area.
const OFFICES: &str = "sindaco segretario segretaria vice vicesegretario vicesindaco sostituto sostituta sostituzione delegato \
  collaboratore collaboratori";
/// Words of a label.
const MOST_WORDS: usize = 5;

/// Value under its label.
pub(super) struct ValueUnderLabel<'g> {
    pub field: HeadField,
    pub label: &'g Words,
    pub value: &'g Words,
}

impl<'g> ValueUnderLabel<'g> {
    /// Returns the value as a statement on the rows below.
    pub(crate) fn statement(self) -> Statement<'g> {
        Statement::Pair(self.field, self.label, self.value)
    }
}

/// Returns `true` if the first row of several texts from `at` on is a head.
pub(super) fn precedes_head(rows: &[GridRow], at: usize, scope: &GridScope<'_, '_>) -> bool {
    let mut below = (at..rows.len()).filter(|at| texts(&rows[*at]).next().is_some());
    below
        .find(|at| lone(&rows[*at]).is_none())
        .is_some_and(|at| head_at(rows, at, &scope.context.vocabulary).is_some())
}

/// Returns the values of the row below `at`, the area first, each with its label; `None` unless row `at`
/// holds labels and nothing else, and a single row of values below them.
pub(super) fn labelled_values<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<Vec<ValueUnderLabel<'g>>> {
    let labels: Vec<&GridCell> = texts(&rows[at]).collect();
    let below = rows.get(at + 1).filter(|row| row.index == rows[at].index + 1)?;
    let is_known = |cell: &GridCell| is_known_label(&cell.text.value, vocabulary);
    let is_pair = labels.len() > 1 && is_known(labels[0]) && is_known(labels[1]);
    let known = labels.iter().filter(|label| is_known(label)).count();
    let is_row_of_labels = is_pair && known * 2 > labels.len() && labels.iter().all(is_short);
    let has_field = |label: &&GridCell| head_field(&label.text.value, vocabulary).is_some();
    // Labels of objectives make a form of the rows.
    let is_of_objective = |label: &&GridCell| names_measure(&label.text.value, vocabulary);
    if labels.iter().any(is_of_objective)
        || !is_row_of_labels
        || !labels.iter().any(has_field)
        || !are_values(below, &labels)
    {
        return None;
    }
    if texts(below).any(is_known)
        || head_at(rows, at + 1, vocabulary).is_some()
        || goes_on(rows, at + 2, &labels, vocabulary)
    {
        return None;
    }
    let mut found: Vec<ValueUnderLabel<'g>> = texts(below)
        .filter_map(|value| {
            let label = labels.iter().find(|label| is_under(value, label))?;
            let (label, value) = (&label.text, &value.text);
            let field = field_of(label, value, vocabulary);
            Some(ValueUnderLabel { field, label, value })
        })
        .collect();
    // The name of an area ends what was stated of the one before.
    found.sort_by_key(|value| value.field != HeadField::Area);
    Some(found)
}

/// Returns the field of a value: what is no period under «Anno» is a further field.
fn field_of(label: &Words, value: &Words, vocabulary: &HeadingVocabulary) -> HeadField {
    head_field(&label.value, vocabulary)
        .filter(|field| *field != HeadField::Period || names_period(&value.value))
        .unwrap_or(HeadField::Fact)
}

fn is_known_label(text: &str, vocabulary: &HeadingVocabulary) -> bool {
    let spelled = words(text);
    let first = spelled.first().map_or("", String::as_str);
    let is_office = is_listed(OFFICES, first) && spelled.len() <= 3 && !has_honorific(text);
    let is_line = matches!(lone_line(text), LoneLine::Area | LoneLine::AreaWith(_));
    // «Servizi sociali» is a value as well.
    let is_fact = is_label(text) && spelled.len() == 1 || is_numbered(&spelled);
    !is_line && (head_field(text, vocabulary).is_some() || is_fact || is_office)
}

fn names_measure(text: &str, vocabulary: &HeadingVocabulary) -> bool {
    let measures = [Key::Weight, Key::Indicator, Key::ExpectedResult, Key::Description];
    let role = vocabulary.of(text).map(|(role, _)| role);
    measures.iter().any(|key| role == Some(ColumnRole::Key(*key)))
}

fn is_numbered(spelled: &[String]) -> bool {
    matches!(spelled.join(" ").as_str(), "centro di costo" | "centro costo" | "cdc" | "cdr")
}

/// Returns `true` for a few words without figures, as labels are.
fn is_short(cell: &&GridCell) -> bool {
    let text = &cell.text.value;
    words(text).len() <= MOST_WORDS
        && !text.contains(|c: char| c.is_ascii_digit())
        && !has_honorific(text)
}

fn are_values(row: &GridRow, labels: &[&GridCell]) -> bool {
    texts(row).next().is_some() && texts(row).all(|value| labels.iter().any(|l| is_under(value, l)))
}

fn is_under(value: &GridCell, label: &GridCell) -> bool {
    (label.column..label.column.saturating_add(label.col_span.max(1))).contains(&value.column)
}

/// Returns `true` if a further row of values makes a table of the rows above.
fn goes_on(
    rows: &[GridRow],
    at: usize,
    labels: &[&GridCell],
    vocabulary: &HeadingVocabulary,
) -> bool {
    let next = at.checked_sub(1).and_then(|last| rows.get(last)).map(|row| row.index + 1);
    let Some(row) = rows.get(at).filter(|row| Some(row.index) == next) else { return false };
    texts(row).count() > 1
        && are_values(row, labels)
        && head_at(rows, at, vocabulary).is_none()
        && !texts(row).all(|cell| is_known_label(&cell.text.value, vocabulary))
}
