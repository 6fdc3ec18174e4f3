//! Account of the changes on a terminal.

use crate::cli::terminal::harmless;
use crate::compare::sentences::doubt;
use crate::diag::{Terminal, wrapped};
use crate::job::{AccountEntry, AccountSection, ComparisonAccount};

/// Returns the account; with `full`, totals that did not change as well.
pub(super) fn text(account: &ComparisonAccount<'_>, full: bool, terminal: Terminal) -> String {
    let how = if account.comparison.changes.is_unrelated {
        " Con --abbina si dice quali obiettivi sono gli stessi."
    } else {
        ""
    };
    let verdict = account.verdict().map(|verdict| format!("{verdict}{how}"));
    let item = |text: String| Line { depth: 0, text };
    let before = account.opening().into_iter().chain(verdict).map(item);
    let sections = account.sections(full).into_iter().flat_map(section);
    let lines = before.chain(sections).chain(account.unread().into_iter().map(item));
    lines.map(|line| line.text(terminal)).collect()
}

fn section(section: AccountSection<'_>) -> Vec<Line> {
    let title = Line { depth: 0, text: format!("{}:", section.title) };
    std::iter::once(title).chain(section.entries.into_iter().flat_map(entry)).collect()
}

/// Returns an entry with its places behind it, and what stands below it.
fn entry(entry: AccountEntry<'_>) -> Vec<Line> {
    let AccountEntry { words, places, below, doubt: pair } = entry;
    let places =
        if places.is_empty() { String::new() } else { format!(" ({})", places.join("; ")) };
    let below = pair.and_then(doubt).into_iter().chain(below);
    let below = below.map(|text| Line { depth: 2, text });
    std::iter::once(Line { depth: 1, text: words + &places }).chain(below).collect()
}

/// Line of the account, which may be wrapped.
struct Line {
    /// 0 for the opening and titles, 1 for entries, 2 for what stands below one.
    depth: usize,
    text: String,
}

impl Line {
    fn text(&self, terminal: Terminal) -> String {
        let (first, others) = [("", "  "), ("- ", "  "), ("    ", "      ")][self.depth.min(2)];
        wrapped(&harmless(&self.text), terminal.width, first, others)
    }
}
