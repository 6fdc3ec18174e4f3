//! Tables inside a form: its indicators with their targets, its phases, the persons at work.

use super::form_heads::{head_beside, head_under, plain};
use super::form_rows::sure_role;
use super::form_titles::is_title;
use super::lone_line::{LoneLine, lone_line};
use super::month_initials::heading_names;
use super::table_rows::{lone, texts};
use super::vocabulary::{ColumnRole, HeadingVocabulary};
use super::word_forms::{is_listed, is_small, is_year, words};
use crate::italian::months;
use crate::model::Key;
use crate::office::{CellKind, GridCell, GridRow};
use crate::raw::Words;

/// First words of the first heading of such a table, or of the line above it.
const SUBJECTS: &str = "fase fasi attivita azione azioni cronoprogramma tempistica personale nominativo nominativi \
  cognome dipendente dipendenti partecipanti";
/// Words of the headings of such a table.
const HEADINGS: &str = "fase fasi attivita azione azioni cronoprogramma tempo tempi tempistica termine termini scadenza \
  data inizio fine mese mesi periodo anno responsabile referente esecutore peso pesi target valore valori baseline \
  partenza iniziale finale formula calcolo unita misura u m um fonte attuale atteso attesi attesa soglia categoria qualifica profilo \
  ruolo percentuale partecipazione impegno ore nominativo nominativi cognome nome dipendente dipendenti personale \
  coinvolto risorse umane note stato descrizione indicatore indicatori output risultato risultati n nr cat area";
/// Bytes of a heading.
const LONGEST_HEADING: usize = 60;

/// Table inside a form.
pub(super) struct InnerTable<'g> {
    /// Rows of the grid that it takes.
    pub rows: usize,
    /// Index of its last row in the grid.
    pub last: u32,
    /// Title, or else the first cell, unless the table holds indicators, whose cells have fields of
    /// their own.
    pub first: Option<Words>,
    /// Heads made for its cells, with the cells.
    pub values: Vec<(Words, &'g GridCell)>,
}

/// Returns the table that begins at row `at` of an open form.
pub(super) fn inner_table_at<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<InnerTable<'g>> {
    spanned(rows, at, vocabulary)
        .or_else(|| headed(rows, at, vocabulary))
        .or_else(|| titled(rows, at, vocabulary))
}

/// Returns `true` if the rows are a table of phases or persons and nothing else, below the line
/// `title` perhaps.
pub(super) fn is_inner_table(
    rows: &[GridRow],
    title: Option<&str>,
    vocabulary: &HeadingVocabulary,
) -> bool {
    // A grid without rows holds the paragraphs below the last table.
    let table = rows.first().and_then(|_| headed(rows, 0, vocabulary));
    let Some(table) = table else { return false };
    // «Indicatore | Valore atteso», whereas «Obiettivo | Indicatore» is a table of its own.
    let of_indicators = has_indicators(rows, 0, vocabulary)
        && !texts(&rows[0])
            .any(|cell| sure_role(cell, vocabulary) == Some(ColumnRole::Key(Key::Description)));
    let names_indicators = |text: &str| names_indicators(text, vocabulary);
    if of_indicators {
        return table.rows == rows.len() && title.is_none_or(names_indicators);
    }
    let names_subject = |text: &str| {
        text.len() <= LONGEST_HEADING
            && words(text).first().is_some_and(|first| is_listed(SUBJECTS, first))
    };
    table.first.is_some_and(|first| names_subject(&first.value))
        && table.rows == rows.len()
        && title.is_none_or(names_subject)
}

/// Returns `true` for a title that says that indicators follow.
pub(super) fn names_indicators(text: &str, vocabulary: &HeadingVocabulary) -> bool {
    let role = vocabulary.of(text.trim().trim_end_matches(':')).map(|(role, _)| role);
    role == Some(ColumnRole::Key(Key::Indicator))
}

/// Returns `true` if the table at row `at` holds indicators.
pub(super) fn has_indicators(rows: &[GridRow], at: usize, vocabulary: &HeadingVocabulary) -> bool {
    let first = texts(&rows[at]).next();
    first.and_then(|cell| sure_role(cell, vocabulary)) == Some(ColumnRole::Key(Key::Indicator))
}

/// Returns the table right of a label that is merged over several rows with values.
fn spanned<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<InnerTable<'g>> {
    let label = texts(&rows[at]).next().filter(|label| label.row_span > 1)?;
    let end = rows[at].index.saturating_add(label.row_span);
    let count = rows[at..].iter().take_while(|row| row.index < end).count();
    let body = &rows[at..at + count];
    let beside = |row: &'g GridRow| texts(row).filter(|cell| cell.column > label.column);
    let filled = body.iter().filter(|row| beside(row).next().is_some()).count();
    if filled < 2 {
        return None;
    }
    let is_indicator = has_indicators(rows, at, vocabulary);
    let mut values = Vec::new();
    let filled = body.iter().filter(|row| beside(row).next().is_some());
    for (number, row) in (1..).zip(filled) {
        for (at, cell) in beside(row).enumerate() {
            values.push((head_beside(&label.text, at, number, is_indicator, cell), cell));
        }
    }
    let first = (!is_indicator).then(|| label.text.clone());
    Some(InnerTable { rows: count, last: body.last()?.index, first, values })
}

/// Returns the table under a row of headings.
fn headed<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<InnerTable<'g>> {
    let mut head: Vec<&GridCell> = texts(&rows[at]).collect();
    // «N. | Fase | Termine»: the numbers count the rows.
    let counts =
        |cell: &&GridCell| sure_role(cell, vocabulary) == Some(ColumnRole::Key(Key::Position));
    let is_subject_or_indicator = |cell: &GridCell| {
        is_subject(cell) || sure_role(cell, vocabulary) == Some(ColumnRole::Key(Key::Indicator))
    };
    let is_counted =
        head.len() > 2 && head.first().is_some_and(counts) && is_subject_or_indicator(head[1]);
    if is_counted {
        head.remove(0);
    }
    if !is_head(&head, vocabulary) {
        return None;
    }
    let body = body(rows, at + 1, vocabulary);
    let is_indicator = sure_role(head[0], vocabulary) == Some(ColumnRole::Key(Key::Indicator));
    // «Indicatori | Descrizione | Valore atteso» over cells that begin in the second column.
    let begins_right = |row: &GridRow| texts(row).all(|cell| cell.column >= head[1].column);
    let named = if is_indicator && body.iter().all(begins_right) { head[1] } else { head[0] };
    let names = heading_names(&head, plain);
    let mut values = Vec::new();
    for (number, row) in (1..).zip(body) {
        for cell in texts(row) {
            let is_number = cell.text.value.trim().trim_end_matches('.') == number.to_string();
            if is_counted && cell.column < head[0].column && is_number {
                continue;
            }
            let heading =
                head.iter().zip(&names).rfind(|(heading, _)| heading.column <= cell.column);
            let made = heading.map_or_else(
                || head_beside(&head[0].text, 1, number, is_indicator, cell),
                |(heading, name)| {
                    head_under(named, (heading, name), number, is_indicator, vocabulary)
                },
            );
            values.push((made, cell));
        }
    }
    let first = (!is_indicator).then(|| head[0].text.clone());
    Some(InnerTable { rows: 1 + body.len(), last: body.last()?.index, first, values })
}

/// Returns the table below a line that names its subject: «Personale coinvolto».
fn titled<'g>(
    rows: &'g [GridRow],
    at: usize,
    vocabulary: &HeadingVocabulary,
) -> Option<InnerTable<'g>> {
    let title = lone(&rows[at]).filter(|cell| is_subject(cell))?;
    if let Some(table) = rows.get(at + 1).and_then(|_| headed(rows, at + 1, vocabulary)) {
        return Some(InnerTable { rows: 1 + table.rows, first: Some(title.text.clone()), ..table });
    }
    let body = body(rows, at + 1, vocabulary);
    let mut values = Vec::new();
    for (number, row) in (1..).zip(body) {
        for (at, cell) in texts(row).enumerate() {
            values.push((head_beside(&title.text, at, number, false, cell), cell));
        }
    }
    let first = Some(title.text.clone());
    Some(InnerTable { rows: 1 + body.len(), last: body.last()?.index, first, values })
}

/// Returns the rows of a table from row `at`: several texts each, the first no label of the form.
fn body<'g>(rows: &'g [GridRow], at: usize, vocabulary: &HeadingVocabulary) -> &'g [GridRow] {
    let is_body = |(i, row): &(usize, &GridRow)| {
        let follows = at + i > 0 && row.index == rows[at + i - 1].index + 1;
        let first = texts(row).next();
        follows
            && lone(row).is_none()
            && first.is_some_and(|cell| {
                // «N. ore» beside a figure is what is measured.
                let is_measured = sure_role(cell, vocabulary).is_none() && has_figure(row);
                (!is_heading(cell, vocabulary) || is_measured) && !is_title(&cell.text.value)
            })
    };
    let rest = rows.get(at..).unwrap_or_default();
    &rest[..rest.iter().enumerate().take_while(is_body).count()]
}

/// Returns `true` if a text behind the first of a row begins with a figure.
fn has_figure(row: &GridRow) -> bool {
    texts(row)
        .skip(1)
        .any(|cell| cell.text.value.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// Returns `true` for a row of headings, and not of labels with their values.
fn is_head(cells: &[&GridCell], vocabulary: &HeadingVocabulary) -> bool {
    let [first, second, ..] = cells else { return false };
    let is_short = |cell: &&GridCell| cell.text.value.len() <= LONGEST_HEADING;
    let role = sure_role(first, vocabulary);
    let is_indicator = role == Some(ColumnRole::Key(Key::Indicator));
    let headings = cells.iter().filter(|cell| is_heading(cell, vocabulary)).count();
    let may_be_pairs = matches!(cells.len(), 2 | 4);
    cells.iter().all(is_short)
        && (is_indicator || role.is_none())
        && if may_be_pairs {
            (is_indicator || is_subject(first))
                && is_heading(second, vocabulary)
                && headings + 1 >= cells.len()
        } else {
            headings * 2 >= cells.len()
        }
}

/// Returns `true` if every word of a cell is one of headings, or it names a field of a plan.
fn is_heading(cell: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    let words = words(&cell.text.value);
    let is_month =
        |word: &str| months::NAMES.contains(&word) || months::ABBREVIATIONS.contains(&word);
    let is_known = |word: &String| {
        is_year(word) || is_small(word) || is_listed(HEADINGS, word) || is_month(word)
    };
    let is_text = cell.kind == CellKind::Text || words.iter().all(|word| is_year(word));
    let is_sign = cell.text.value.trim() == "%";
    is_sign
        || is_text && !words.is_empty() && words.iter().all(is_known)
        || sure_role(cell, vocabulary).is_some()
}

fn is_subject(cell: &GridCell) -> bool {
    let is_line = matches!(lone_line(&cell.text.value), LoneLine::Name | LoneLine::Prose);
    let first = words(&cell.text.value).into_iter().next().unwrap_or_default();
    is_line && cell.text.value.len() <= LONGEST_HEADING && is_listed(SUBJECTS, &first)
}
