//! Findings on misprints: one for each, with all its places.

use super::letter_errors::{is_roman_numeral, is_spelt_like_italian};
use super::lexicon::meant;
use super::near_texts::Misspelling;
use super::tokens::{Token, tokens};
use super::{Context, with_places};
use crate::diag::{Code, Diagnostic};
use crate::model::Text;
use crate::source::Span;
use indexmap::IndexMap;
use std::collections::BTreeSet;

pub(super) fn check(context: &Context) -> Vec<Diagnostic> {
    let reported: BTreeSet<usize> = context.misspellings.iter().map(|m| m.wrong).collect();
    let compared = context.misspellings.iter().map(|m| against_equal_texts(context, m));
    // One finding for each word: the comparison of whole texts is the strongest proof and comes
    // first.
    let words = (0..context.corpus.words.len()).filter(|word| !reported.contains(word));
    let single = words.filter_map(|word| {
        against_near_word(context, word).or_else(|| against_lexicon(context, word))
    });
    compared.chain(single).chain(in_pairs(context)).collect()
}

/// Word of a text in a row.
struct WordPosition<'p> {
    word: &'p str,
    span: Span,
}

/// Returns word `at` of wording `wording` in each of its rows.
fn places<'p>(context: &Context<'p>, wording: usize, at: usize) -> Vec<WordPosition<'p>> {
    let wording = &context.corpus.wordings[wording];
    let texts = wording.rows.iter().filter_map(|&row| context.text(row, wording.field));
    let place = |text: &'p Text| {
        let range = tokens(&text.value).get(at)?.range.clone();
        Some(WordPosition { word: &text.value[range.clone()], span: context.place(text, range) })
    };
    texts.filter_map(place).collect()
}

/// Returns all positions of a word, in the order of the rows.
fn uses<'p>(context: &Context<'p>, word: usize) -> Vec<WordPosition<'p>> {
    let uses = &context.corpus.words[word].uses;
    let mut list: Vec<_> = uses.iter().flat_map(|&(id, at)| places(context, id, at)).collect();
    list.sort_by_key(|place| place.span);
    list
}

/// Makes a finding about the word at `wrong`, which has at least one position.
fn misprint(wrong: &[WordPosition], message: impl Fn(&str) -> String) -> Option<Diagnostic> {
    let (first, again) = wrong.split_first()?;
    let note = if again.is_empty() { String::new() } else { format!("{} volte", wrong.len()) };
    let finding = Diagnostic::new(Code::Misspelling, first.span, message(first.word)).at(note);
    Some(with_places(finding, again.iter().map(|place| place.span), "anche qui"))
}

fn against_equal_texts(context: &Context, misspelling: &Misspelling) -> Diagnostic {
    let found = |wording: usize, at: usize| places(context, wording, at);
    let twins = &misspelling.twins;
    let wrong: BTreeSet<_> = twins.iter().map(|t| (t.wrong, t.at)).collect();
    let mut wrong: Vec<WordPosition> =
        wrong.into_iter().flat_map(|(id, at)| found(id, at)).collect();
    wrong.sort_by_key(|place| place.span);
    let right: BTreeSet<_> = twins.iter().map(|t| (t.right, t.at)).collect();
    let mut right: Vec<WordPosition> =
        right.into_iter().filter_map(|(id, at)| found(id, at).into_iter().next()).collect();
    right.sort_by_key(|place| place.span);
    let meant = right.first().map_or("", |place| place.word);
    let message =
        |word: &str| format!("«{word}» sembra un refuso: lo stesso testo altrove ha «{meant}».");
    let finding = misprint(&wrong, message).expect("a misspelling has a twin, a wording has a row");
    let found = wrong.first().map_or("", |place| place.word);
    let finding = finding.replaceable(found, meant);
    let finding = finding.hint(format!("Se è un refuso, scrivere «{meant}»."));
    with_places(finding, right.iter().map(|p| p.span), &format!("qui si legge «{meant}»"))
}

/// Finds words that no Italian word is spelled like, one letter away from one that is.
fn against_near_word(context: &Context, word: usize) -> Option<Diagnostic> {
    let words = &context.corpus.words;
    let (misprinted, near) = (&words[word], &context.near_words[word]);
    // Short words resemble too many others.
    if misprinted.folded.chars().count() < 7
        || !misprinted.common
        || is_spelt_like_italian(&misprinted.folded)
    {
        return None;
    }
    let candidates =
        near.iter().copied().filter(|&near| is_spelt_like_italian(&words[near].folded));
    // The most frequent neighbour is the most likely meaning.
    let right = candidates.max_by_key(|&near| words[near].uses.len())?;
    let right = uses(context, right).into_iter().next()?;
    let message =
        |word: &str| format!("«{word}» sembra un refuso: il piano usa altrove «{}».", right.word);
    let misprints = uses(context, word);
    let finding = misprint(&misprints, message)?.replaceable(misprints[0].word, right.word);
    let hint = format!("Se è un refuso, scrivere «{}».", right.word);
    Some(finding.hint(hint).also(right.span, format!("qui si legge «{}»", right.word)))
}

fn against_lexicon(context: &Context, word: usize) -> Option<Diagnostic> {
    let meant = meant(&context.corpus.words[word].folded)?;
    let misprints = uses(context, word);
    let finding = misprint(&misprints, |word| {
        format!("«{word}» sembra un refuso: forse si intendeva «{meant}».")
    })?;
    let found = misprints[0].word;
    let finding = finding.replaceable(found, &written_as(found, &meant));
    Some(finding.hint("Rileggere la parola e correggerla, se è un refuso."))
}

/// Returns `word`, which has small letters, with the capitals of `model`.
fn written_as(model: &str, word: &str) -> String {
    let first_is_capital = model.chars().next().is_some_and(char::is_uppercase);
    if first_is_capital && !model.chars().any(char::is_lowercase) {
        return word.to_uppercase();
    }
    let mut letters = word.chars();
    match letters.next().filter(|_| first_is_capital) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => word.to_owned(),
    }
}

/// Returns findings on two consecutive words: «della atto», «dello dello».
fn in_pairs(context: &Context) -> Vec<Diagnostic> {
    let mut discordances: IndexMap<String, Vec<Span>> = IndexMap::new();
    let mut repetitions: IndexMap<String, Vec<Span>> = IndexMap::new();
    for text in context.plan.objectives.iter().flat_map(super::texts_of) {
        for pair in tokens(&text.value).windows(2) {
            let found = if is_discordant(&text.value, pair) {
                &mut discordances
            } else if is_repeated(&text.value, pair) {
                &mut repetitions
            } else {
                continue;
            };
            let range = pair[0].range.start..pair[1].range.end;
            let words = text.value[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            let spans = found.entry(words).or_default();
            // The search for a place takes time in proportion to its text: places past the limit are only
            // counted.
            let is_shown = spans.len() <= super::MOST_PLACES;
            spans.push(if is_shown { context.place(text, range) } else { text.span });
        }
    }
    let articles = discordances.iter().map(|(words, spans)| discordant(words, spans));
    articles.chain(repetitions.iter().map(|(words, spans)| repeated(words, spans))).collect()
}

fn is_repeated(text: &str, pair: &[Token]) -> bool {
    // Repetition is idiomatic: «quasi quasi», «pian piano», «a mano a mano».
    const TWICE: &[&str] =
        &["ben", "mano", "ora", "passo", "piano", "poco", "pian", "quasi", "su", "via"];
    let [first, again] = pair else { return false };
    first.folded == again.folded
        && first.folded.chars().count() > 1
        && first.folded.chars().all(char::is_alphabetic)
        && !is_roman_numeral(&first.folded)
        && !TWICE.contains(&first.folded.as_ref())
        && text[first.range.end..again.range.start].chars().all(char::is_whitespace)
        // A name may repeat («Bella Bella»); a word in capitals throughout is none.
        && !is_name(&text[first.range.clone()])
}

fn is_name(word: &str) -> bool {
    word.chars().take(2).filter(|c| c.is_uppercase()).count() == 1
}

fn repeated(words: &str, spans: &[Span]) -> Diagnostic {
    let word = words.split(' ').next().unwrap_or(words);
    let message = format!("«{words}»: la parola è scritta due volte di seguito.");
    let finding = Diagnostic::new(Code::Misspelling, spans[0], message)
        .hint(format!("Se è un refuso, scrivere «{word}» una volta sola."));
    with_places(finding, spans[1..].iter().copied(), "anche qui").replaceable(words, word)
}

fn is_discordant(text: &str, pair: &[Token]) -> bool {
    const FEMININE: &[&str] = &["alla", "dalla", "della", "nella", "sulla"];
    // Feminine in spite of the ending («auto»), or the first half of a compound («euro»).
    const EXCEPTIONS: &[&str] = &["audio", "auto", "euro"];
    let [article, noun] = pair else { return false };
    let raw = &text[noun.range.clone()];
    FEMININE.contains(&article.folded.as_ref())
        && text[article.range.end..noun.range.start].chars().all(char::is_whitespace)
        && !text[noun.range.end..].starts_with(['-', '\'', '’'])
        // Small letters only: a name («della Ausilio») needs no agreement.
        && raw.starts_with(['a', 'e', 'i', 'o', 'u'])
        && raw.ends_with('o')
        && raw.len() > 3
        && !EXCEPTIONS.contains(&raw)
}

fn discordant(words: &str, spans: &[Span]) -> Diagnostic {
    let elided = words.replacen("a ", "'", 1);
    let message = format!("«{words}»: l'articolo non si accorda con la parola che segue.");
    let finding = Diagnostic::new(Code::ArticleDisagrees, spans[0], message)
        .hint(format!("Forse «{elided}»; oppure manca una parola."));
    with_places(finding, spans[1..].iter().copied(), "anche qui")
}
