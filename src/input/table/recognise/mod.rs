//! Tables become a plan: where the heads stand, which column holds which field, which rows
//! name an area or a period. What is read how is reported; what cannot be placed is a finding.

mod facts;
mod found;
mod heads;
mod lines;
#[cfg(test)]
mod tests;
mod walk;

pub use heads::Heading;

use super::Grid;
use crate::diag::{Code, Diagnostic, Findings};
use crate::input::{Field, RawPlan, RawRule, Words};
use crate::source::Span;
use heads::{Lexicon, squeezed};
use walk::Walk;

/// A plan from tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// What was found.
    pub plan: RawPlan,
    /// What was recognised how, for people: a sentence each, in Italian.
    pub report: Vec<String>,
}

/// Sheets of our own workbooks that hold nothing but what «Dati» and «Leggimi» say as well.
const DERIVED: [&str; 4] = ["Pesi", "Verifiche", "Valutazione", "Istruzioni"];

/// Recognises a plan in `grids`. `layout` are the headings of the layout's columns, `map` those
/// that the user says; `start` is the beginning of the file.
///
/// Nothing comes back where no table has a head; what else is wrong goes to `findings`.
pub fn recognise(
    grids: &[Grid],
    layout: &[Heading],
    map: &[Heading],
    start: Span,
    findings: &mut Findings,
) -> Option<Recognised> {
    let mut plan = empty(start);
    let (keyed, tables): (Vec<&Grid>, Vec<&Grid>) = grids.iter().partition(|g| facts::is_facts(g));
    for grid in &keyed {
        facts::facts(grid, &mut plan, findings);
    }
    check_map(&tables, map, findings);
    let lexicon = Lexicon::new(layout, map);
    let mut walk = Walk::new(&lexicon, findings);
    if let Field::Given(title) = &plan.title {
        walk.title = Some(title.clone());
    }
    let data = tables.iter().find(|grid| is_data(grid));
    walk.is_ours = data.is_some();
    let is_derived = |grid: &Grid| {
        let name = grid.name.as_ref().map_or("", |name| name.value.as_str());
        !keyed.is_empty() && DERIVED.contains(&name)
    };
    let (mut headed, mut headless) = (0, Vec::new());
    for grid in tables.iter().copied() {
        let ours = data.is_some_and(|data| !std::ptr::eq(*data, grid));
        if ours || is_derived(grid) {
            let name = grid.name.as_ref().map_or("", |name| name.value.as_str());
            walk.report.push(format!("Foglio «{name}»: si ricava dagli altri, non è stato letto."));
        } else if !walk.table(grid) {
            headless.push(grid);
        } else if !grid.rows.is_empty() {
            headed += 1;
        }
    }
    walk.finish();
    let Walk { title, found, report, is_ours, .. } = walk;
    if headed == 0 {
        findings.push(no_head(&headless, start));
        return None;
    }
    for grid in headless {
        findings.push(skipped(grid, start));
    }
    plan.title = match title {
        Some(title) => Field::Given(title),
        None => {
            findings.push(no_title(start));
            Field::Wrong
        }
    };
    found::objectives(found, is_ours, &mut plan, findings);
    Some(Recognised { plan, report })
}

/// Whether a sheet is our «Dati»: its head begins with the keys that we write.
fn is_data(grid: &Grid) -> bool {
    let heads = grid.rows.first().map(|row| row.cells.iter().map(|cell| cell.text.value.as_str()));
    heads.is_some_and(|heads| heads.take(4).eq(["n", "area", "responsabile", "periodo"]))
}

fn empty(start: Span) -> RawPlan {
    RawPlan {
        span: start,
        title: Field::Absent,
        entity: Field::Absent,
        years: Vec::new(),
        date: Field::Absent,
        resolution: None,
        annex: Field::Absent,
        annexes: Vec::new(),
        signers: Vec::new(),
        premise: Field::Absent,
        closing: Field::Absent,
        classification: Field::Absent,
        kinds: None,
        weights: RawRule::default(),
        areas: Vec::new(),
        rows: Vec::new(),
        content: Field::Absent,
    }
}

/// A heading that the user names must be there.
fn check_map(grids: &[&Grid], map: &[Heading], findings: &mut Findings) {
    let texts = || grids.iter().flat_map(|g| &g.rows).flat_map(|row| &row.cells);
    for heading in map {
        let wanted = squeezed(&heading.words);
        if texts().any(|cell| squeezed(&cell.text.value) == wanted) {
            continue;
        }
        let place = texts().next().map(|cell| cell.text.span);
        let Some(place) = place else { continue };
        let message = format!("Nessuna colonna ha l'intestazione «{}».", heading.words);
        let hint = format!(
            "In --mappa \"{}=…\" ci va l'intestazione com'è scritta nella tabella.",
            heading.field
        );
        findings.push(Diagnostic::new(Code::NoHead, place, message).hint(hint));
    }
}

fn first_cell(grid: &Grid) -> Option<&Words> {
    grid.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.text).next()
}

fn no_head(grids: &[&Grid], start: Span) -> Diagnostic {
    let place = grids.iter().find_map(|grid| first_cell(grid)).map_or(start, |text| text.span);
    Diagnostic::new(Code::NoHead, place, "Nel file non si trova la riga delle intestazioni.").hint(
        "Sopra la tabella ci vuole una riga con i nomi delle colonne: almeno la descrizione dell'obiettivo e un'altra, per esempio «Servizio», «Descrizione», «Risultato atteso», «Indicatore», «Peso».",
    )
}

fn skipped(grid: &Grid, start: Span) -> Diagnostic {
    let place = first_cell(grid).map_or(start, |text| text.span);
    let what = match &grid.name {
        Some(name) => format!("Il foglio «{}»", name.value),
        None => "Una tabella".to_owned(),
    };
    let message = format!("{what} non ha una riga di intestazioni e non è stato letto.");
    let message =
        if grid.name.is_none() { message.replace("stato letto", "stata letta") } else { message };
    Diagnostic::new(Code::SheetSkipped, place, message)
        .hint("Se contiene obiettivi, scrivere sopra le righe i nomi delle colonne.")
}

fn no_title(start: Span) -> Diagnostic {
    Diagnostic::new(Code::Missing, start, "Nel file non c'è il titolo del piano.").hint(
        "Scriverlo da solo in una riga sopra la tabella, per esempio «PIANO OBIETTIVI 2024-2026».",
    )
}
