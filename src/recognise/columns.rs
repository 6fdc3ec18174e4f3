//! Which column holds which field, and what to say where two claim one.

use super::head::{Head, HeadCell};
use super::vocabulary::{Rank, Role};
use crate::diag::{Code, Diagnostic, Findings, Severity};
use crate::italian::quotation::quote_start;
use crate::raw::Words;
use std::collections::BTreeMap;
use std::ops::Range;

/// A column of the table.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Column {
    pub columns: Range<u32>,
    pub heading: Words,
    pub role: Role,
    /// Whether the user, the layout or the program knows the heading.
    pub known: bool,
}

/// The columns of the table, from the left.
#[derive(Clone, Debug, PartialEq, Default)]
pub(super) struct Columns {
    list: Vec<Column>,
}

impl Columns {
    /// Gives each column of `head` its field. Two that claim the same one: the surer has it,
    /// the other becomes a further field; neither surer is an error.
    pub fn of(head: &Head, findings: &mut Findings) -> Self {
        let mut by_role: BTreeMap<Role, Vec<&HeadCell>> = BTreeMap::new();
        for cell in &head.cells {
            let role = role_of(head, cell);
            by_role.entry(role).or_default().push(cell);
        }
        let mut list = Vec::new();
        for (role, mut cells) in by_role {
            cells.sort_by_key(|cell| (rank(cell), cell.columns.start));
            let (first, others) = cells.split_first().expect("a field is there with its cell");
            list.push(Column {
                columns: first.columns.clone(),
                heading: first.text.clone(),
                role: role.clone(),
                known: first.meaning.is_some(),
            });
            for other in others {
                let key = other.text.value.clone();
                let rival = rank(other) == rank(first);
                findings.push(claim(&role, first, other, rival));
                let role = Role::Extra(key);
                // Its finding has said what becomes of it.
                let (columns, heading) = (other.columns.clone(), other.text.clone());
                list.push(Column { columns, heading, role, known: true });
            }
        }
        list.sort_by_key(|column| column.columns.start);
        Columns { list }
    }

    /// The columns as they are given, from the left.
    pub fn given(list: Vec<Column>) -> Self {
        Columns { list }
    }

    pub fn iter(&self) -> std::slice::Iter<'_, Column> {
        self.list.iter()
    }

    /// The index of the column that grid column `column` belongs to.
    pub fn at(&self, column: u32) -> Option<usize> {
        let after = self.list.partition_point(|c| c.columns.start <= column);
        let index = after.checked_sub(1)?;
        self.list[index].columns.contains(&column).then_some(index)
    }

    pub fn get(&self, index: usize) -> &Column {
        &self.list[index]
    }

    pub fn has(&self, role: &Role) -> bool {
        self.list.iter().any(|column| column.role == *role)
    }

    /// The heading of a field's column.
    pub fn heading(&self, role: &Role) -> Option<&Words> {
        self.list.iter().find(|column| column.role == *role).map(|column| &column.heading)
    }
}

/// «Anni» beside a period are its years, alone they are the period.
fn role_of(head: &Head, cell: &HeadCell) -> Role {
    match &cell.meaning {
        Some((Role::Years, _)) if !head.fields().contains(&Role::Period) => Role::Period,
        Some((role, _)) => role.clone(),
        None => Role::Extra(cell.text.value.clone()),
    }
}

fn rank(cell: &HeadCell) -> Option<Rank> {
    cell.meaning.as_ref().map(|(_, rank)| *rank)
}

fn claim(role: &Role, first: &HeadCell, other: &HeadCell, rival: bool) -> Diagnostic {
    let name = role.name();
    let (one, two) = (quote_start(&first.text.value), quote_start(&other.text.value));
    if rival {
        let hint = match role {
            Role::Extra(_) => "Dare a ogni colonna un'intestazione sua.".to_owned(),
            _ => format!(
                "Dare a ogni colonna un'intestazione sua, o dire quale vale con --mappa \"{name}=…\"."
            ),
        };
        let message = format!("Due colonne, {one} e {two}, valgono entrambe per «{name}».");
        return Diagnostic::new(Code::DuplicateHead, other.text.span, message)
            .also(first.text.span, "l'altra colonna")
            .hint(hint);
    }
    let message =
        format!("La colonna {two} non vale per «{name}», che è già in {one}: va sotto «altro».");
    let mut finding = Diagnostic::new(Code::DuplicateHead, other.text.span, message)
        .also(first.text.span, format!("questa vale per «{name}»"))
        .hint(format!("Se è il contrario: --mappa \"{name}={}\".", other.text.value));
    finding.severity = Severity::Warning;
    finding
}
