//! Values of aspects that are the same to the eye: programs round measures when they save.

use crate::italian::plural::verb;
use crate::office::{LookAspect, WidthKind};

/// Returns `true` if a reader sees and hears no difference between two values of an aspect.
pub(super) fn is_same(aspect: &LookAspect, old: Option<&String>, new: Option<&String>) -> bool {
    if old == new {
        return true;
    }
    let number = |value: Option<&String>| value.and_then(|value| value.parse::<i64>().ok());
    let within = |usual: i64, most: i64| {
        let (old, new) = (number(old).unwrap_or(usual), number(new).unwrap_or(usual));
        (old - new).abs() <= most
    };
    match aspect {
        LookAspect::Indent(_) => within(0, 40),
        LookAspect::Gap(_) | LookAspect::TableIndent => within(0, 120),
        LookAspect::Padding(side) if side == "left" || side == "right" => within(108, 60),
        LookAspect::Padding(_) => within(0, 60),
        LookAspect::LeastHeight => within(0, 400),
        LookAspect::FixedHeight if old.is_some() && new.is_some() => within(0, 20),
        LookAspect::LetterSpacing => within(0, 2),
        LookAspect::Scale => within(100, 1),
        LookAspect::Picture(..) => within(0, 30),
        LookAspect::Width(kind) => {
            let (old, new) = (number(old).unwrap_or(0), number(new).unwrap_or(0));
            // Programs agree on stated widths to a few twips, and on columns less.
            let share = if *kind == WidthKind::Own { 20 } else { 10 };
            (old - new).abs() <= (old / share).max(60)
        }
        // Without a width of its own, a table is as wide as its columns.
        LookAspect::TableWidth => match (number(old), number(new)) {
            (Some(old), Some(new)) => (old - new).abs() <= old / 10,
            _ => true,
        },
        LookAspect::LineHeight => is_same_line(old, new),
        // Reported as text near its background, or not at all: colours have an aspect of their own.
        LookAspect::Contrast => {
            let (old, new) = (number(old).unwrap_or(2100), number(new).unwrap_or(2100));
            new >= 300 || new >= old
        }
        _ => false,
    }
}

fn is_same_line(old: Option<&String>, new: Option<&String>) -> bool {
    let parts = |value: Option<&String>| -> (String, i64) {
        let words = value.map_or("auto 240", String::as_str);
        let (rule, height) = words.split_once(' ').unwrap_or((words, "240"));
        (rule.to_owned(), height.parse().unwrap_or(240))
    };
    let (old, new) = (parts(old), parts(new));
    old.0 == new.0 && (old.1 - new.1).abs() <= 6
}

/// Writes a measure in twips in centimetres: «2,5 cm».
pub(super) fn centimetres(twips: &str) -> String {
    let twips: f64 = twips.parse().unwrap_or(0.0);
    format!("{:.1} cm", twips / 1440.0 * 2.54).replace('.', ",")
}

/// Writes a measure in half points in points: «4,5 punti».
pub(super) fn points(half: &str) -> String {
    let half: f64 = half.parse().unwrap_or(0.0);
    let points = format!("{}", half / 2.0).replace('.', ",");
    let noun = verb(&points, "punto", "punti");
    format!("{points} {noun}")
}
