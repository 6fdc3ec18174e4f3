//! Accounts of all grids of a file: those of grids that were read alike are one.

use crate::italian::quotation::quote_start;
use crate::office::Grid;

/// Lines on one grid, which [`joined`] joins with those of others.
pub(super) struct GridAccount {
    name: String,
    subject: Subject,
    /// Lines, of which some begin with the name.
    lines: Vec<String>,
}

/// Subject of an account.
enum Subject {
    /// Name of a sheet.
    Sheet(String),
    /// Number of a table.
    Table(usize),
}

impl GridAccount {
    /// Makes the account of a grid that is called `name`; `table` counts the tables without one.
    pub(crate) fn new(grid: &Grid, table: usize, name: String, lines: Vec<String>) -> Self {
        let subject = match &grid.name {
            Some(name) => Subject::Sheet(name.value.clone()),
            None => Subject::Table(table),
        };
        GridAccount { name, subject, lines }
    }
}

/// Returns the lines of all accounts; grids that follow one another and were read alike have one
/// account together.
pub(super) fn joined(accounts: &[GridAccount]) -> Vec<String> {
    let bare = |account: &GridAccount| -> Vec<String> {
        account.lines.iter().map(|line| line.replacen(&account.name, "", 1)).collect()
    };
    let mut lines = Vec::new();
    for alike in accounts.chunk_by(|a, b| bare(a) == bare(b)) {
        let [only] = alike else {
            let names = names_of(alike);
            let first = alike.first().into_iter().flat_map(|account| {
                account.lines.iter().map(|line| line.replacen(&account.name, &names, 1))
            });
            lines.extend(first);
            continue;
        };
        lines.extend(only.lines.iter().cloned());
    }
    lines
}

/// Returns the names of several grids: «Tabelle 2-7, ciascuna», «Fogli «A» e «B», ciascuno».
fn names_of(accounts: &[GridAccount]) -> String {
    let tables: Vec<usize> = accounts
        .iter()
        .filter_map(|account| match account.subject {
            Subject::Table(number) => Some(number),
            Subject::Sheet(_) => None,
        })
        .collect();
    if let (Some(first), Some(last)) = (tables.first(), tables.last()) {
        return format!("Tabelle {first}-{last}, ciascuna");
    }
    let sheets: Vec<String> = accounts
        .iter()
        .filter_map(|account| match &account.subject {
            Subject::Sheet(name) => Some(quote_start(name)),
            Subject::Table(_) => None,
        })
        .collect();
    format!("Fogli {}, ciascuno", sheets.join(", "))
}
