//! Running text: paragraphs and lists, read from what an author types and written as that.

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// Lines that the author broke by hand; at least one, none empty.
    Paragraph(Vec<String>),
    /// Items that the author marked each with a label.
    List(Vec<ListItem>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The mark as the author wrote it, without the blank after it: `-`, `1.`, `a)`.
    pub label: String,
    /// The words after the mark.
    pub text: String,
    /// The list inside this item.
    pub items: Vec<ListItem>,
}

impl ListItem {
    /// Creates an item without a list inside.
    pub fn new(label: &str, text: &str) -> Self {
        ListItem { label: label.to_owned(), text: text.to_owned(), items: Vec::new() }
    }

    /// Lists all items in reading order, each with its depth: 0 for items of the list itself.
    pub fn flat(items: &[ListItem]) -> Vec<(usize, &ListItem)> {
        let mut out = Vec::new();
        // A stack and no recursion, although depth is bounded for lists that were read: items can
        // be built by hand to any depth.
        let mut waiting: Vec<_> = items.iter().rev().map(|item| (0, item)).collect();
        while let Some((depth, item)) = waiting.pop() {
            out.push((depth, item));
            waiting.extend(item.items.iter().rev().map(|inner| (depth + 1, inner)));
        }
        out
    }
}

/// Most lists within each other: Word has no more levels (ECMA-376-1, 17.9.3).
const MOST_DEPTH: usize = 9;
/// Indent of an item for each list that it lies in.
const STEP: &str = "  ";

/// Reads an author's text: a blank line parts paragraphs, any other line break
/// stays a line break, and consecutive lines that begin with «- » are a list. An item that
/// is indented further than the one above is in a list inside that one; there «1. » and
/// «a) » mark items as well.
///
/// `text` has `\n` as its only line break. Other blanks around a line are not content.
pub fn paragraphs(text: &str) -> Vec<Paragraphs> {
    let mut out: Vec<Paragraphs> = Vec::new();
    // The indents of the items that the next may lie in; none where the next line begins anew.
    let mut open: Vec<usize> = Vec::new();
    let mut goes_on = false;
    for raw in text.split('\n') {
        let (line, indent) = (raw.trim(), indent(raw));
        let depth = open.iter().take_while(|above| **above < indent).count();
        // Deeper items join the deepest list: the text is kept, only its indent is lost.
        let depth = depth.min(MOST_DEPTH - 1);
        match (item(line, depth > 0), out.last_mut()) {
            (Some(item), Some(Paragraphs::List(items))) if goes_on => {
                open.truncate(depth);
                open.push(indent);
                list_at(items, depth).push(item);
            }
            (Some(item), _) => {
                open = vec![indent];
                out.push(Paragraphs::List(vec![item]));
            }
            (None, last) => {
                open.clear();
                match last {
                    _ if line.is_empty() => {}
                    Some(Paragraphs::Paragraph(lines)) if goes_on => lines.push(line.to_owned()),
                    _ => out.push(Paragraphs::Paragraph(vec![line.to_owned()])),
                }
            }
        }
        goes_on = !line.is_empty();
    }
    // Most texts are one paragraph, and an annex has millions.
    out.shrink_to_fit();
    out
}

/// Returns the indent of a line, in blanks; a tab counts as four.
fn indent(line: &str) -> usize {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks.map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// Returns the list at `depth` below the last item of `items`.
fn list_at(items: &mut Vec<ListItem>, depth: usize) -> &mut Vec<ListItem> {
    let mut list = items;
    for _ in 0..depth {
        // `open` holds an indent for each list that the new item lies in, so each has an item.
        list = &mut list.last_mut().expect("an item lies in one that is there").items;
    }
    list
}

/// Parses a line as an item; an item `inside` another may have a number or a letter.
fn item(line: &str, inside: bool) -> Option<ListItem> {
    let (label, words) = line.split_once(' ')?;
    (label == "-" || (inside && is_number(label))).then(|| ListItem::new(label, words.trim_start()))
}

/// Returns `true` if `label` counts: `12.`, `b)`, `iv.`.
fn is_number(label: &str) -> bool {
    let Some(name) = label.strip_suffix(['.', ')']) else { return false };
    let is_roman = |name: &str| name.len() <= 4 && name.bytes().all(|b| b"ivxIVX".contains(&b));
    match name.len() {
        0 => false,
        1 => name.bytes().all(|b| b.is_ascii_alphanumeric()),
        2 | 3 if name.bytes().all(|b| b.is_ascii_digit()) => true,
        _ => is_roman(name),
    }
}

/// Returns the text of paragraphs as the author would type it: the reverse of [`paragraphs`].
pub fn plain_text(content: &[Paragraphs]) -> String {
    let line = |(depth, item): (usize, &ListItem)| {
        format!("{}{} {}", STEP.repeat(depth), item.label, item.text)
    };
    let one = |p: &Paragraphs| match p {
        Paragraphs::Paragraph(lines) => lines.join("\n"),
        Paragraphs::List(items) => {
            ListItem::flat(items).into_iter().map(line).collect::<Vec<_>>().join("\n")
        }
    };
    let mut out = String::new();
    for (i, p) in content.iter().enumerate() {
        // A list follows its paragraph without a blank line; what follows a list has one.
        let gap = match (i.checked_sub(1).map(|j| &content[j]), p) {
            (None, _) => "",
            (Some(Paragraphs::Paragraph(_)), Paragraphs::List(_)) => "\n",
            _ => "\n\n",
        };
        out.push_str(gap);
        out.push_str(&one(p));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dash(text: &str) -> ListItem {
        ListItem::new("-", text)
    }

    #[test]
    fn paragraphs_lists_and_hand_made_breaks_are_told_apart() {
        let text = "Premessa:\n- uno\n- due\n\nUn capoverso\nsu due righe\n\n\nUltimo -non lista";
        let got = paragraphs(text);
        assert_eq!(
            got,
            vec![
                Paragraphs::Paragraph(vec!["Premessa:".into()]),
                Paragraphs::List(vec![dash("uno"), dash("due")]),
                Paragraphs::Paragraph(vec!["Un capoverso".into(), "su due righe".into()]),
                Paragraphs::Paragraph(vec!["Ultimo -non lista".into()]),
            ]
        );
        assert_eq!(paragraphs(&plain_text(&got)), got);
        assert_eq!(paragraphs(" \n\n"), vec![]);
    }

    #[test]
    fn deeper_items_are_a_list_inside_the_one_above() {
        let text =
            "- uno\n    - a\n    - b\n        1. x\n        2) y\n  - c\n- due\n\ta) d\n - e";
        let of = |item: ListItem, items: Vec<ListItem>| ListItem { items, ..item };
        let numbers = vec![ListItem::new("1.", "x"), ListItem::new("2)", "y")];
        let wanted = vec![Paragraphs::List(vec![
            of(dash("uno"), vec![dash("a"), of(dash("b"), numbers), dash("c")]),
            of(dash("due"), vec![ListItem::new("a)", "d"), dash("e")]),
        ])];
        assert_eq!(paragraphs(text), wanted);
        let again = "- uno\n  - a\n  - b\n    1. x\n    2) y\n  - c\n- due\n  a) d\n  - e";
        assert_eq!(plain_text(&wanted), again);
        assert_eq!(paragraphs(again), wanted);
    }

    #[test]
    fn numbers_that_stand_by_themselves_stay_words() {
        let lines = |text: &str| text.split('\n').map(|line| line.trim().to_owned()).collect();
        for text in ["1. uno\n2. due", "Fasi:\n  a) una\n  b) altra", "entro il\n  31. dicembre"] {
            assert_eq!(paragraphs(text), [Paragraphs::Paragraph(lines(text))], "{text:?}");
        }
        // As before lists could lie in others: no mark, so no item.
        let text = "- uno\n  e poi\n- due\n\n  - tre";
        assert_eq!(
            paragraphs(text),
            [
                Paragraphs::List(vec![dash("uno")]),
                Paragraphs::Paragraph(vec!["e poi".into()]),
                Paragraphs::List(vec![dash("due")]),
                Paragraphs::List(vec![dash("tre")]),
            ]
        );
        for label in ["1234.", "ab)", "viiii.", "1", "-", ".", "è)", "1-"] {
            assert!(!is_number(label), "{label}");
        }
        assert!(["1.", "123)", "a)", "Z.", "iv)", "XII."].into_iter().all(is_number));
    }

    #[test]
    fn lists_lie_within_each_other_as_deep_as_word_allows() {
        let text: String = (0..30).map(|i| format!("{}- {i}\n", " ".repeat(i))).collect();
        let got = paragraphs(&text);
        let [Paragraphs::List(items)] = &got[..] else { panic!("{got:?}") };
        let depths: Vec<_> = ListItem::flat(items).into_iter().map(|(depth, _)| depth).collect();
        assert_eq!(depths[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 8]);
        assert_eq!(paragraphs(&plain_text(&got)), got);
    }
}
