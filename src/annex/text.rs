//! Running text: paragraphs and lists, read from what an author types and written as that.

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Paragraphs {
    /// Lines that the author broke by hand; at least one, none empty.
    Paragraph(Vec<String>),
    /// A paragraph that begins right below a list, without a blank line.
    Below(Vec<String>),
    /// Items that the author marked each with a label.
    List(Vec<ListItem>),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The mark as the author wrote it, without the blank after it: `-`, `1.`, `a)`. Empty where
    /// the item above goes on, after a blank line or a list inside it.
    pub label: String,
    /// The words after the mark, in lines that the author broke by hand; at least one.
    pub lines: Vec<String>,
    /// The list inside this item.
    pub items: Vec<ListItem>,
}

impl ListItem {
    /// Creates an item of one line without a list inside.
    pub fn new(label: &str, text: &str) -> Self {
        ListItem { label: label.to_owned(), lines: vec![text.to_owned()], items: Vec::new() }
    }

    /// Returns the item as the author would type it at `depth`, without the list inside.
    pub fn typed(&self, depth: usize) -> String {
        let indent = STEP.repeat(depth);
        let text = self.lines.join(&format!("\n{indent}{STEP}"));
        match self.label.as_str() {
            "" => format!("{indent}{STEP}{text}"),
            label => format!("{indent}{label} {text}"),
        }
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
/// «a) » mark items as well. A line without a mark belongs to the item than which it is indented
/// further.
///
/// `text` has `\n` as its only line break. Other blanks around a line are not content.
pub fn paragraphs(text: &str) -> Vec<Paragraphs> {
    let mut reader = TextReader::default();
    text.split('\n').for_each(|line| reader.line(line));
    // Most texts are one paragraph, and an annex has millions.
    reader.out.shrink_to_fit();
    reader.out
}

/// Reader of a text, line by line.
#[derive(Default)]
struct TextReader {
    out: Vec<Paragraphs>,
    /// The indents of the items that the next line may belong to; none outside of lists.
    open: Vec<usize>,
    /// `true` if no blank line came after the last one.
    goes_on: bool,
}

impl TextReader {
    fn line(&mut self, raw: &str) {
        let (line, indent) = (raw.trim(), indent(raw));
        if line.is_empty() {
            self.goes_on = false;
            return;
        }
        let depth = self.open.iter().take_while(|above| **above < indent).count();
        match item(line, depth > 0) {
            Some(item) => self.item(item, depth, indent),
            None if depth > 0 => self.further_line(line, depth - 1),
            None => self.words(line),
        }
        self.goes_on = true;
    }

    fn item(&mut self, item: ListItem, depth: usize, indent: usize) {
        // Deeper items join the deepest list: the text is kept, only its indent is lost.
        let depth = depth.min(MOST_DEPTH - 1);
        match self.out.last_mut() {
            Some(Paragraphs::List(items)) if self.goes_on || depth > 0 => {
                self.open.truncate(depth);
                list_at(items, depth).push(item);
            }
            _ => {
                self.open.clear();
                self.out.push(Paragraphs::List(vec![item]));
            }
        }
        self.open.push(indent);
    }

    /// Adds a line of the last item at `depth`.
    fn further_line(&mut self, line: &str, depth: usize) {
        let Some(Paragraphs::List(items)) = self.out.last_mut() else { return self.words(line) };
        // Items have a list inside only while it is read: what comes after it comes below it.
        let after_list = self.open.len() > depth + 1;
        let list = list_at(items, depth.min(MOST_DEPTH - 1));
        match list.last_mut() {
            Some(last) if self.goes_on && !after_list => last.lines.push(line.to_owned()),
            _ => list.push(ListItem::new("", line)),
        }
        self.open.truncate(depth + 1);
    }

    fn words(&mut self, line: &str) {
        self.open.clear();
        match self.out.last_mut() {
            Some(Paragraphs::Paragraph(lines) | Paragraphs::Below(lines)) if self.goes_on => {
                lines.push(line.to_owned());
            }
            Some(Paragraphs::List(_)) if self.goes_on => {
                self.out.push(Paragraphs::Below(vec![line.to_owned()]));
            }
            _ => self.out.push(Paragraphs::Paragraph(vec![line.to_owned()])),
        }
    }
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
    let one = |p: &Paragraphs| match p {
        Paragraphs::Paragraph(lines) | Paragraphs::Below(lines) => lines.join("\n"),
        Paragraphs::List(items) => typed_list(items),
    };
    let mut out = String::new();
    for (i, p) in content.iter().enumerate() {
        // A list follows its paragraph without a blank line.
        let gap = match (i.checked_sub(1).map(|j| &content[j]), p) {
            (None, _) => "",
            (Some(Paragraphs::Paragraph(_) | Paragraphs::Below(_)), Paragraphs::List(_))
            | (Some(Paragraphs::List(_)), Paragraphs::Below(_)) => "\n",
            _ => "\n\n",
        };
        out.push_str(gap);
        out.push_str(&one(p));
    }
    out
}

/// Returns a list as the author would type it.
fn typed_list(items: &[ListItem]) -> String {
    let mut out = String::new();
    let mut above = None;
    for (depth, item) in ListItem::flat(items) {
        // Without a blank line a second paragraph of an item would be one more line of the first.
        let parted = item.label.is_empty() && above == Some(depth);
        out.push_str(match above {
            None => "",
            Some(_) if parted => "\n\n",
            Some(_) => "\n",
        });
        out.push_str(&item.typed(depth));
        above = Some(depth);
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
        for label in ["1234.", "ab)", "viiii.", "1", "-", ".", "è)", "1-"] {
            assert!(!is_number(label), "{label}");
        }
        assert!(["1.", "123)", "a)", "Z.", "iv)", "XII."].into_iter().all(is_number));
    }

    #[test]
    fn lines_without_a_mark_belong_to_the_item_that_they_are_indented_under() {
        let text = "Nel quadro:\n- primo filone:\n  seguito del primo\n- secondo filone:\n\n  \
                    capoverso del secondo\n  - sotto voce\n  A) altra voce\n  ripresa\nB) fuori";
        let of = |item: ListItem, items: Vec<ListItem>| ListItem { items, ..item };
        let first = ListItem {
            lines: vec!["primo filone:".into(), "seguito del primo".into()],
            ..dash("")
        };
        let inner = vec![dash("sotto voce"), ListItem::new("A)", "altra voce")];
        let wanted = vec![
            Paragraphs::Paragraph(vec!["Nel quadro:".into()]),
            Paragraphs::List(vec![
                first,
                dash("secondo filone:"),
                of(ListItem::new("", "capoverso del secondo"), inner),
                ListItem::new("", "ripresa"),
            ]),
            Paragraphs::Below(vec!["B) fuori".into()]),
        ];
        assert_eq!(paragraphs(text), wanted);
        assert_eq!(plain_text(&wanted), text);
        assert_eq!(paragraphs(&plain_text(&wanted)), wanted);
        // A blank line ends a list, unless the next line is indented under an item.
        let lists = |text| paragraphs(text).len();
        assert_eq!((lists("- uno\n\n- due"), lists("- uno\n\n  - due")), (2, 1));
        assert_eq!(lists("- uno\nsenza rientro"), 2);
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
