//! Optimal line breaks of a paragraph (Knuth and Plass, «Breaking Paragraphs into Lines», 1981),
//! for ragged lines: cost is the empty part of each line and the price of breaking there.

use super::breakable_words::{BreakableWord, SplitKind};

/// End of a line: after a word, or at one of its splits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    /// Index of the word.
    pub(super) word: usize,
    /// Index into the splits of the word; `None` after the whole word.
    pub(super) split: Option<usize>,
}

/// Cost of any line, in units of the square of its empty part: prefers fewer lines.
const LINE: f32 = 0.35;
/// Cost of a hyphen that follows a hyphen, or leaves part of a word alone on the last line.
const HYPHEN_AGAIN: f32 = 0.25;
/// Cost of breaking after a mark inside a word.
const MARK: f32 = 0.04;
/// Cost of separating words that belong together.
const SEPARATED_PAIR: f32 = 1.5;
/// Cost of breaking a word at any letter.
const ANYWHERE: f32 = 4.0;
/// Cost of a line wider than its room: more than all other costs of a paragraph together.
const OVERFULL: f32 = 1e6;
/// Fill below which a last line looks lost, as part of its room, and the cost of one.
const SHORT_LAST: (f32, f32) = (0.2, 0.12);

/// Width of a hyphen in font units, and its cost.
pub(super) struct Hyphen {
    pub(super) width: f32,
    pub(super) cost: f32,
}

/// Possible break with the lengths that decide, in font units from the first word.
struct BreakNode {
    place: Break,
    /// End of a line that ends here, an added hyphen included.
    end: f32,
    /// Beginning of the line after it.
    next: f32,
    cost: f32,
    hyphen: bool,
}

/// Finds the cheapest breaks for lines at most `room` wide; the last one is after the last word.
/// Breaks for which `banned` returns `true` are not taken.
pub(super) fn best_breaks(
    words: &[BreakableWord],
    room: f32,
    hyphen: &Hyphen,
    banned: impl Fn(Break) -> bool,
) -> Vec<Break> {
    let nodes = nodes(words, hyphen, banned);
    // For each node the cheapest way to end a line there, and the node before.
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(nodes.len());
    for (here, node) in nodes.iter().enumerate() {
        best.push(cheapest(&nodes[..here], &best, node, room, here + 1 == nodes.len()));
    }
    trace(&nodes, &best)
}

const START: usize = usize::MAX;

fn cheapest(
    before: &[BreakNode],
    best: &[(f32, usize)],
    node: &BreakNode,
    room: f32,
    last: bool,
) -> (f32, usize) {
    let mut cheapest: Option<(f32, usize)> = None;
    // Nearest breaks first: once a line is too wide, all farther ones are wider still.
    for at in (0..before.len()).rev().chain([START]) {
        let from = before.get(at);
        let width = node.end - from.map_or(0.0, |n| n.next);
        if width > room && cheapest.is_some() {
            break;
        }
        let so_far = best.get(at).map_or(0.0, |(cost, _)| *cost);
        let cost = so_far + line_cost(from, node, width, room, last);
        if cheapest.is_none_or(|(least, _)| cost < least) {
            cheapest = Some((cost, at));
        }
    }
    cheapest.expect("the start of the paragraph comes before every break")
}

fn line_cost(from: Option<&BreakNode>, to: &BreakNode, width: f32, room: f32, last: bool) -> f32 {
    let mut cost = LINE + to.cost;
    let empty = (room - width) / room;
    if width > room {
        // `empty` is negative: of two lines that are too wide, the wider costs more.
        cost += OVERFULL * (1.0 - empty);
    } else if !last {
        cost += empty * empty;
    } else if from.is_some() && width < SHORT_LAST.0 * room {
        cost += SHORT_LAST.1;
    }
    if from.is_some_and(|n| n.hyphen) && (to.hyphen || last) {
        cost += HYPHEN_AGAIN;
    }
    cost
}

fn nodes(
    words: &[BreakableWord],
    hyphen: &Hyphen,
    banned: impl Fn(Break) -> bool,
) -> Vec<BreakNode> {
    let mut nodes = Vec::with_capacity(words.len() * 2);
    let mut x = 0.0;
    for (i, word) in words.iter().enumerate() {
        let mut parts = word.shaped.prefixes();
        for (j, split) in word.splits.iter().enumerate() {
            let part = parts.up_to(split.at);
            let place = Break { word: i, split: Some(j) };
            if banned(place) {
                continue;
            }
            let (cost, added) = match split.kind {
                SplitKind::Hyphen => (hyphen.cost, hyphen.width),
                SplitKind::Mark => (MARK, 0.0),
                SplitKind::Anywhere => (ANYWHERE, 0.0),
            };
            let next = x + part.width as f32;
            // A cut word ends without the kerning towards its next letter.
            let end = next - part.kerning as f32 + added;
            nodes.push(BreakNode { place, end, next, cost, hyphen: added > 0.0 });
        }
        let end = x + word.shaped.width as f32;
        x = end + word.blanks.width as f32;
        let cost = match word {
            BreakableWord { is_joined: true, .. } => ANYWHERE,
            BreakableWord { keeps_next: true, .. } => SEPARATED_PAIR,
            _ => 0.0,
        };
        let place = Break { word: i, split: None };
        nodes.push(BreakNode { place, end, next: x, cost, hyphen: false });
    }
    nodes
}

fn trace(nodes: &[BreakNode], best: &[(f32, usize)]) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut at = nodes.len().wrapping_sub(1);
    while let Some(node) = nodes.get(at) {
        breaks.push(node.place);
        at = best[at].1;
    }
    breaks.reverse();
    breaks
}
