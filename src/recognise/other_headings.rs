//! Headings and rows of tables of other things than objectives, by their words.

use super::footer::names_group;
use super::lone_line::{LoneLine, lone_line};
use super::proposals::names_signer;
use super::table_rows::{is_figure, lone, texts};
use super::vocabulary::{HeadingRank, HeadingVocabulary};
use super::word_forms::{is_listed, is_year, letters, words};
use crate::office::{CellKind, GridCell, GridRow};

/// First words of headings that tables of objectives do not have.
const OTHER_WORDS: &str = "accertamento addetti annotazioni approvazione articolo assegnazione atto attivita azione \
  azioni capitolo categoria cognome competenza costo cronoprogramma data decorrenza delibera dipendente dipendenti \
  documento entrata euro fase fasi fine firma impiego importo impegno inizio inquadramento macroaggregato matricola \
  missione fattore processo comportamento modifica motivo motivazione n nome nominativo note numero oggetto ore percentuale peso \
  previsione profilo programma qualifica quantita residui revisione rev ruolo sigla \
  scadenza significato spesa stanziamento stato tempi tempistica termine titolo totale verifica versione voce";
/// Bytes of a heading: longer texts are those of objectives.
const LONGEST: usize = 60;
/// Words of a heading that its first word alone tells.
const MOST_WORDS: usize = 4;
/// Letters of an abbreviation that a legend explains.
const LONGEST_SIGN: usize = 4;

/// Returns `true` for a few words without figures, as headings are.
pub(super) fn is_short_text(cell: &GridCell) -> bool {
    let has_digits = |word: &String| word.bytes().any(|b| b.is_ascii_digit()) && !is_year(word);
    cell.kind == CellKind::Text
        && cell.text.value.len() <= LONGEST
        && !words(&cell.text.value).iter().any(has_digits)
}

/// Returns `true` for a row such as «Note: | I pesi sono provvisori».
pub(super) fn is_note(row: &GridRow) -> bool {
    let notes = ["nota", "note", "nb", "legenda", "avvertenza", "avvertenze"];
    let first = texts(row).next().map(|cell| words(&cell.text.value)).unwrap_or_default();
    matches!(first.as_slice(), [only] if notes.contains(&only.as_str()))
}

/// Returns `true` if a cell is a heading by its words.
pub(super) fn is_heading(cell: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    is_year(cell.text.value.trim())
        || is_known(cell, vocabulary)
        || is_other_word(&cell.text.value)
        || names_signer(&cell.text)
}

fn is_known(cell: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    // Texts of objectives begin with the first word of a heading as well.
    vocabulary.of(&cell.text.value).is_some_and(|(_, rank)| rank < HeadingRank::FirstWord)
}

/// Returns `true` if a cell names the group of the rows below, and heads no column.
pub(super) fn states_group(cell: &GridCell, vocabulary: &HeadingVocabulary) -> bool {
    let kind = lone_line(&cell.text.value);
    (names_group(&cell.text.value)
        || matches!(kind, LoneLine::Manager(_) | LoneLine::ManagerWith(_)))
        && kind != LoneLine::Total
        && !is_known(cell, vocabulary)
}

/// Returns `true` if a text begins as headings that tables of objectives do not have.
pub(super) fn is_other_word(text: &str) -> bool {
    let words = words(text);
    words.len() <= MOST_WORDS && words.first().is_some_and(|first| is_listed(OTHER_WORDS, first))
}

/// Returns `true` if a text of `head` stands over figures or dates alone.
pub(super) fn stands_over_figures(head: &GridRow, below: &[GridRow]) -> bool {
    let is_amount = |cell: &GridCell| {
        let text = cell.text.value.trim();
        is_figure(cell)
            || text.len() > 1 && text.bytes().all(|b| b.is_ascii_digit() || b"./-,".contains(&b))
    };
    let is_over_figures = |heading: &GridCell| {
        let under = below.iter().flat_map(texts).filter(|cell| cell.column == heading.column);
        let figures: Vec<bool> = under.map(is_amount).collect();
        figures.len() > 1 && figures.iter().all(|is_figure| *is_figure)
    };
    texts(head).any(is_over_figures)
}

/// Returns `true` if each row explains a sign: «S | Sviluppo».
pub(super) fn is_legend(rows: &[GridRow]) -> bool {
    let explains = |row: &GridRow| {
        let cells: Vec<&GridCell> = texts(row).collect();
        match cells.as_slice() {
            [sign, words] => abbreviates(&sign.text.value, &words.text.value),
            _ => false,
        }
    };
    let mut several = rows.iter().filter(|row| lone(row).is_none()).peekable();
    several.peek().is_some() && several.all(explains)
}

/// Returns `true` if the letters of a sign begin, and come in this order in, the words beside it.
fn abbreviates(sign: &str, text: &str) -> bool {
    let (sign, text) = (letters(sign), letters(text));
    let mut rest = text.chars();
    !sign.is_empty()
        && sign.len() <= LONGEST_SIGN
        && sign.len() < text.len()
        && sign.chars().next() == text.chars().next()
        && sign.chars().all(|letter| rest.any(|other| other == letter))
}
