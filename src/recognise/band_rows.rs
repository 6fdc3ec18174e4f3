//! Rows of several cells that name an area, its manager or its period, and are no objectives.

use super::grid_report::TakenAs;
use super::grid_scope::{GridScope, with_quality};
use super::labels::is_label;
use super::lone_line::{LoneLine, lone_line};
use super::offices::without_quality;
use super::part_meanings::{MeaningBeside, meaning_beside};
use super::period_lines::names_period;
use super::persons::{has_honorific, is_person};
use super::table_rows::{is_figure, texts};
use super::vocabulary::{ColumnRole, HeadingRank, HeadingVocabulary};
use super::word_forms::{letters, words};
use crate::model::Key;
use crate::office::{GridCell, GridRow};
use crate::raw::Words;
use std::ops::Range;

/// Letters of a word that may name an area: «A2» and «11» are codes.
const LEAST_OF_WORD: usize = 3;
/// Words before a sum.
const MOST_OF_LABEL: usize = 4;

/// Part of a row that states something about the rows below.
pub(super) enum Statement<'g> {
    /// Cell that says by itself what it is: «AREA TECNICA», «Responsabile: ing. Riva».
    Line(&'g Words, LoneLine),
    /// Field and its value, «Area:» and «Tecnica».
    Pair(HeadField, &'g Words, &'g Words),
    /// Line with the name of the person who leads the area beside it, and the bytes of the name.
    Person(&'g Words, Range<usize>),
    /// Text beside an area of which nothing says what it is.
    Other(&'g Words),
    /// Words before a sum: «peso complessivo».
    Label(&'g Words),
    /// Sum beside the name of an area.
    Figure(&'g Words),
}

/// Field that a label names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HeadField {
    /// Area of the rows below.
    Area,
    /// Period of the rows below.
    Period,
    /// Person who leads the area.
    Manager,
    /// Body whose plan it is.
    Entity,
    /// Title of the plan.
    Title,
    /// Further field of the objectives of the area: «Assessore».
    Fact,
}

/// Returns what a row such as «AREA TECNICA | Responsabile: ing. Riva» or «Area: | Tecnica» states;
/// `None` if a cell is something else. Two cells without a colon are a statement only above a head.
pub(super) fn statements<'g>(
    row: &'g GridRow,
    is_above_head: bool,
    vocabulary: &HeadingVocabulary,
) -> Option<Vec<Statement<'g>>> {
    let cells: Vec<&GridCell> = texts(row).collect();
    let kinds: Vec<LoneLine> = cells.iter().map(|cell| lone_line(&cell.text.value)).collect();
    if let [LoneLine::Name | LoneLine::NameWith(_), LoneLine::Manager(name)] = kinds.as_slice()
        && names_leader(cells[0], cells[1], name, is_above_head)
    {
        let lines = cells.iter().zip(kinds);
        return Some(lines.map(|(cell, kind)| Statement::Line(&cell.text, kind)).collect());
    }
    let mut found = Vec::new();
    let mut cells = cells.into_iter().zip(kinds).peekable();
    while let Some((cell, kind)) = cells.next() {
        let label = head_field(&cell.text.value, vocabulary);
        let value = cells.peek().map(|(value, _)| *value).filter(|value| {
            let is_label = head_field(&value.text.value, vocabulary).is_some()
                || is_office_label(&value.text.value);
            let is_heading = vocabulary
                .of(&value.text.value)
                .is_some_and(|(_, rank)| rank < HeadingRank::FirstWord);
            !is_label && !is_heading
        });
        let names_area = found.iter().any(Statement::is_area);
        let sum = cells.peek().map(|(sum, _)| *sum).filter(|sum| is_figure(sum));
        found.push(match (label, value) {
            (Some(field), Some(value))
                if field != HeadField::Period || names_period(&value.text.value) =>
            {
                cells.next();
                Statement::Pair(field, &cell.text, &value.text)
            }
            (None, Some(value)) if is_above_head && is_label(&cell.text.value) => {
                cells.next();
                Statement::Pair(HeadField::Fact, &cell.text, &value.text)
            }
            _ if is_stated(&kind) => Statement::Line(&cell.text, kind),
            // Two persons beside an area: nothing says that the second leads it too.
            _ if names_area
                && found.iter().any(|statement| matches!(statement, Statement::Person(..)))
                && names_one(&cell.text.value) =>
            {
                Statement::Other(&cell.text)
            }
            _ if names_area && has_honorific(&cell.text.value) => {
                Statement::Person(&cell.text, 0..cell.text.value.len())
            }
            // «AREA TECNICA | P.O. Rossi Mario | CdC 12»
            _ if names_area && let Some(meaning) = meaning_beside(&cell.text.value) => {
                match meaning {
                    MeaningBeside::Manager(name) => Statement::Person(&cell.text, name),
                    MeaningBeside::Fact(label, value) => {
                        Statement::Line(&cell.text, LoneLine::Labelled(label, value))
                    }
                }
            }
            // «peso complessivo | 100» beside the name of an area
            _ if names_area && sum.is_some() && labels_sum(&cell.text.value) => {
                Statement::Label(&cell.text)
            }
            _ if names_area && is_figure(cell) => Statement::Figure(&cell.text),
            _ => return None,
        });
    }
    states_more_than_names(&found, is_above_head).then_some(found)
}

/// Returns `true` if two cells are an area and the person who leads it, and no number and text of an
/// objective: «11 | Responsabile della transizione digitale: nomina».
fn names_leader(
    area: &GridCell,
    manager: &GridCell,
    name: &Range<usize>,
    is_above_head: bool,
) -> bool {
    let has_word = words(&area.text.value)
        .iter()
        .any(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= LEAST_OF_WORD);
    has_word && (is_above_head || is_person(&manager.text.value[name.clone()]))
}

/// Returns `true` for a cell that names a person, and no more.
fn names_one(text: &str) -> bool {
    has_honorific(text) || matches!(meaning_beside(text), Some(MeaningBeside::Manager(_)))
}

/// Returns `true` for the bare label of an office that leads no area, which is no value of another label.
fn is_office_label(text: &str) -> bool {
    matches!(
        letters(text).as_str(),
        "assessore"
            | "assessora"
            | "assessorato"
            | "vice"
            | "sostituto"
            | "sostituta"
            | "referente"
    )
}

/// Returns `true` for the words before a sum of weights.
fn labels_sum(text: &str) -> bool {
    let words = words(text);
    words.len() <= MOST_OF_LABEL
        && words.iter().any(|word| matches!(word.as_str(), "peso" | "pesi" | "totale"))
}

/// Returns `true` for a cell that says by itself what it is.
fn is_stated(kind: &LoneLine) -> bool {
    matches!(
        kind,
        LoneLine::Area
            | LoneLine::AreaWith(_)
            | LoneLine::Period
            | LoneLine::Manager(_)
            | LoneLine::ManagerWith(_)
            | LoneLine::Labelled(..)
    )
}

/// Returns `true` if labels or persons show that the row is no objective: a column of areas or of
/// managers holds names, without a label in the cell.
fn states_more_than_names(found: &[Statement<'_>], is_above_head: bool) -> bool {
    let has_colon = |label: &Words| label.value.trim_end().ends_with(':');
    let begins_with_area =
        matches!(found.first(), Some(Statement::Line(_, LoneLine::Area | LoneLine::AreaWith(_))));
    found.iter().any(|statement| match statement {
        Statement::Line(_, kind) => {
            matches!(kind, LoneLine::Manager(_) | LoneLine::ManagerWith(_) | LoneLine::Labelled(..))
        }
        Statement::Pair(field, label, _) => {
            // No service is called «Area».
            let is_bare_area = *field == HeadField::Area && found.len() == 1;
            is_above_head || begins_with_area || has_colon(label) || is_bare_area
        }
        Statement::Person(..) | Statement::Label(_) => true,
        Statement::Figure(_) | Statement::Other(_) => false,
    })
}

/// Returns the field that a label names.
pub(super) fn head_field(label: &str, vocabulary: &HeadingVocabulary) -> Option<HeadField> {
    match letters(label).as_str() {
        "ente" | "amministrazione" | "denominazioneente" => return Some(HeadField::Entity),
        "documento" | "titolo" | "titolodocumento" | "titolodeldocumento" | "titolopiano"
        | "titolodelpiano" => return Some(HeadField::Title),
        _ => {}
    }
    let (role, rank) = vocabulary.of(&without_quality(label))?;
    // Running text may begin with «Area» too; a first word alone is too little for a pair.
    match role {
        _ if rank >= HeadingRank::FirstWord => None,
        ColumnRole::Key(Key::Area) => Some(HeadField::Area),
        ColumnRole::Key(Key::Period) => Some(HeadField::Period),
        ColumnRole::Key(Key::Manager) => Some(HeadField::Manager),
        // Other fields of a plan are those of objectives.
        _ => None,
    }
}

impl Statement<'_> {
    /// Returns `true` if the statement names an area.
    pub(crate) fn is_area(&self) -> bool {
        matches!(
            self,
            Statement::Line(_, LoneLine::Area | LoneLine::AreaWith(_))
                | Statement::Pair(HeadField::Area, ..)
        )
    }

    /// Returns `true` for a cell that says by itself what it is.
    pub(crate) fn is_line(&self) -> bool {
        matches!(self, Statement::Line(..))
    }

    /// Makes the statement hold for the rows below.
    pub(crate) fn take(self, scope: &mut GridScope<'_, '_>) {
        match self {
            Statement::Line(words, LoneLine::Name) => scope.begin_area(words.clone()),
            Statement::Line(words, LoneLine::NameWith(parts)) => {
                scope.take_line(words, LoneLine::AreaWith(parts));
            }
            Statement::Line(words, kind) => {
                scope.take_line(words, kind);
            }
            Statement::Pair(HeadField::Area, _, value) => scope.begin_area(value.clone()),
            Statement::Pair(HeadField::Period, _, value) => scope.begin_period(value.clone()),
            Statement::Pair(HeadField::Manager, label, value) => {
                scope.begin_manager(label.clone(), with_quality(value.clone(), &label.value));
            }
            Statement::Pair(HeadField::Fact, label, value) => {
                scope.account_for(TakenAs::Fact, label);
                scope.bands.begin_fact(label.clone(), value.clone());
            }
            Statement::Pair(HeadField::Title, _, value) => scope.take_title(value),
            Statement::Pair(HeadField::Entity, _, value) => {
                scope.take_first_line(value.clone(), LoneLine::Entity);
            }
            Statement::Person(line, name) => scope.begin_manager_of(line, name),
            Statement::Other(words) => scope.leave_out(words.clone()),
            Statement::Label(words) | Statement::Figure(words) => {
                scope.account_for(TakenAs::Total, words)
            }
        }
    }
}
