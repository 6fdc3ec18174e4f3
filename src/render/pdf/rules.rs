//! Rules of a page's tables: each stretch once, however many cells it borders.

use std::collections::BTreeMap;

/// Straight line between two points, in points from the top left corner of the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct RuledLine {
    pub(super) from: (f32, f32),
    pub(super) to: (f32, f32),
}

/// Left, top, right and bottom of a cell, in points.
pub(super) type Edges = [f32; 4];

/// Returns the rules around `cells`, joined where they touch: first the horizontal ones from top
/// to bottom, then the vertical ones from left to right.
pub(super) fn rules(cells: &[Edges]) -> Vec<RuledLine> {
    // Lines are keyed by their place, so that the sides of two neighbours fall together.
    let (mut across, mut upright) = (Stretches::new(), Stretches::new());
    for [left, top, right, bottom] in cells.iter().map(|cell| cell.map(units)) {
        for y in [top, bottom] {
            across.entry(y).or_default().push((left, right));
        }
        for x in [left, right] {
            upright.entry(x).or_default().push((top, bottom));
        }
    }
    let across = joined(across).map(|(y, (from, to))| RuledLine { from: (from, y), to: (to, y) });
    let upright = joined(upright).map(|(x, (from, to))| RuledLine { from: (x, from), to: (x, to) });
    across.chain(upright).collect()
}

/// Stretches by the line on which they lie, in whole units so that equal places compare equal.
type Stretches = BTreeMap<i32, Vec<(i32, i32)>>;

/// Converts to hundredths of a point.
fn units(points: f32) -> i32 {
    (points * 100.0).round() as i32
}

fn points(units: i32) -> f32 {
    units as f32 / 100.0
}

fn joined(lines: Stretches) -> impl Iterator<Item = (f32, (f32, f32))> {
    lines.into_iter().flat_map(|(at, mut stretches)| {
        stretches.sort_unstable();
        let mut out: Vec<(i32, i32)> = Vec::new();
        for (from, to) in stretches {
            match out.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => out.push((from, to)),
            }
        }
        out.into_iter().map(move |(from, to)| (points(at), (points(from), points(to))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_their_rules() {
        let rule = |x0, y0, x1, y1| RuledLine { from: (x0, y0), to: (x1, y1) };
        assert_eq!(
            rules(&[[0.0, 0.0, 10.0, 5.0], [10.0, 0.0, 20.0, 5.0], [0.0, 5.0, 20.0, 9.0]]),
            [
                rule(0.0, 0.0, 20.0, 0.0),
                rule(0.0, 5.0, 20.0, 5.0),
                rule(0.0, 9.0, 20.0, 9.0),
                rule(0.0, 0.0, 0.0, 9.0),
                rule(10.0, 0.0, 10.0, 5.0),
                rule(20.0, 0.0, 20.0, 9.0),
            ]
        );
    }
}
