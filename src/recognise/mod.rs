//! Grids → [`RawPlan`]: finds the heads, areas, periods and objectives of tables that
//! offices write, and says what it took for what. Nothing is guessed without a word, and
//! nothing is dropped without one.

mod columns;
mod facts;
mod further;
mod groups;
mod head;
mod line;
mod own;
mod own_levels;
mod plan;
mod report;
mod row;
mod totals;
mod value;
mod vocabulary;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use crate::diag::{Code, Diagnostic, Findings};
use crate::italian::quotation::quote_start;
use crate::model::{Heading, LevelHead};
use crate::office::Grid;
use crate::raw::{Field, RawPlan, Words};
use crate::source::Span;
use head::HeadCell;
use plan::Entry;
use report::first_place;
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{Role, Vocabulary};
use words::letters;

/// What tables say.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The plan.
    pub plan: RawPlan,
    /// What was taken for what, in Italian, a line each.
    pub report: Vec<String>,
}

/// Recognises the plan in the tables of one file, which begins at `start`.
///
/// `layout` are the headings of the layout's columns, and `levels` what it groups by, if that
/// is not area and period; `map` are the headings that the user says, which go before
/// everything else. Everything doubtful goes to `findings`. Gives nothing where no
/// table has objectives, which a finding says.
pub fn recognise(
    grids: &[Grid],
    layout: &[Heading],
    levels: Option<&[LevelHead]>,
    map: &[Heading],
    start: Span,
    findings: &mut Findings,
) -> Option<Recognised> {
    let vocabulary = Vocabulary::new(layout, map);
    let mut reading = Reading::new(&vocabulary, findings);
    reading.levels = levels.map(<[LevelHead]>::to_vec);
    reading.repeated = repeated_lines(grids);
    let mut plan = plan::blank_plan(start);
    for grid in own::choose(grids, map, &mut plan, &mut reading) {
        reading.grid(grid);
    }
    let carried = std::mem::take(&mut reading.carried).unused();
    reading.headless.extend(left_out(&carried, "fuori dalle tabelle"));
    reading.mapping(map, grids.iter().find_map(first_place).unwrap_or(start));
    reading.finish(plan)
}

/// The lines above or in several grids with a name: of the file, not of a grid.
fn repeated_lines(grids: &[Grid]) -> BTreeSet<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for grid in grids.iter().filter(|grid| grid.name.is_some()) {
        let lone = grid.rows.iter().take(MOST_ABOVE).filter(|row| row.cells.len() == 1);
        let lines: BTreeSet<_> = lone.map(|row| letters(&row.cells[0].text.value)).collect();
        lines.into_iter().for_each(|line| *seen.entry(line).or_default() += 1);
    }
    seen.into_iter().filter(|(_, times)| *times > 1).map(|(line, _)| line).collect()
}

/// How many rows may stand above a head, for lines that sheets share.
const MOST_ABOVE: usize = 20;

/// What was found so far.
struct Reading<'a> {
    vocabulary: &'a Vocabulary,
    findings: &'a mut Findings,
    repeated: BTreeSet<String>,
    title: Option<Words>,
    /// A line above the table that is the title if nothing looks more like one.
    first_line: Option<Words>,
    entity: Option<Words>,
    /// What the layout groups by, if that is not area and period.
    levels: Option<Vec<LevelHead>>,
    entries: Vec<Entry>,
    /// What «Leggimi» says of groups.
    groups: Vec<facts::GroupSaid>,
    /// Weights that say «punti», and all.
    points: (usize, usize),
    point_word: Option<Span>,
    report: Vec<String>,
    /// What there is to say of grids without a head, if others have one.
    headless: Vec<Diagnostic>,
    /// Further columns that were told of.
    told: BTreeSet<String>,
    /// The columns that the report has told last.
    said_columns: Option<String>,
    /// The headings of all heads.
    headings: Vec<Words>,
    heads: usize,
    /// The row that is most like a head, with how many fields it names.
    nearly: Option<(usize, Vec<HeadCell>)>,
    /// How many tables without a name were read.
    table: usize,
    /// Cells that merged ones above have lent to the rows below.
    lent: usize,
    /// Whether there is more than any plan has, which a finding has said.
    is_full: bool,
    /// Area and period where a table without a name goes on from the one before.
    carried: walk::Place,
}

impl<'a> Reading<'a> {
    fn new(vocabulary: &'a Vocabulary, findings: &'a mut Findings) -> Self {
        Reading {
            vocabulary,
            findings,
            repeated: BTreeSet::new(),
            title: None,
            first_line: None,
            entity: None,
            levels: None,
            entries: Vec::new(),
            groups: Vec::new(),
            lent: 0,
            is_full: false,
            points: (0, 0),
            point_word: None,
            report: Vec::new(),
            headless: Vec::new(),
            told: BTreeSet::new(),
            said_columns: None,
            headings: Vec::new(),
            heads: 0,
            nearly: None,
            table: 0,
            carried: walk::Place::default(),
        }
    }

    /// Complains of choices whose heading no table has.
    fn mapping(&mut self, map: &[Heading], start: Span) {
        let known: BTreeSet<String> = self.headings.iter().map(|w| letters(&w.value)).collect();
        let nearly = self.nearly.iter().flat_map(|(_, cells)| cells.iter().map(|cell| &cell.text));
        let mut listed: Vec<String> = Vec::new();
        for heading in self.headings.iter().chain(nearly) {
            let words = quote_start(&heading.value);
            if !listed.contains(&words) && listed.len() < 40 {
                listed.push(words);
            }
        }
        for Heading { field, words: heading } in
            map.iter().filter(|h| !known.contains(&letters(&h.words)))
        {
            let message = format!(
                "Nessuna tabella ha l'intestazione {} (--mappa \"{field}=…\").",
                quote_start(heading)
            );
            let hint = match listed.is_empty() {
                true => "Nel file non si trovano intestazioni.".to_owned(),
                false => format!("Le intestazioni trovate sono: {}.", listed.join(", ")),
            };
            self.findings.push(Diagnostic::new(Code::NoHead, start, message).hint(hint));
        }
    }

    fn finish(mut self, mut plan: RawPlan) -> Option<Recognised> {
        if self.heads > 0 {
            self.findings.extend(std::mem::take(&mut self.headless));
        }
        if self.entries.is_empty() {
            self.nothing(plan.span);
            return None;
        }
        self.titles(&mut plan);
        if self.points.0 > 0 && self.points.0 == self.points.1 && plan.weights.unit == Field::Absent
        {
            let unit = |span| Field::Given(Words::new("punti".to_owned(), span));
            plan.weights.unit = self.point_word.map_or(Field::Absent, unit);
            self.report.push("I pesi sono in punti.".to_owned());
        }
        // A head of ours names the unit of its weights: «PESO (PUNTI)».
        let names_points = |head: &&Words| {
            let words = letters(&head.value);
            words.contains("peso") && words.contains("punti")
        };
        if plan.weights.unit == Field::Absent
            && let Some(head) = self.headings.iter().find(names_points)
        {
            plan.weights.unit = Field::Given(Words::new("punti".to_owned(), head.span));
            self.report.push("I pesi sono in punti.".to_owned());
        }
        if plan.levels.is_none() {
            plan.levels = self.levels.as_ref().map(|l| groups::levels(l, &self.entries, plan.span));
        }
        if plan.fields.is_empty() {
            plan.fields = further::amounts(self.entries.iter().map(|entry| &entry.objective));
        }
        self.report.extend(plan::settle(&mut self.entries, self.levels.is_some()));
        plan::assemble(&mut plan, self.entries);
        self.findings.extend(groups::attach(&mut plan, self.groups));
        Some(Recognised { plan, report: self.report })
    }

    fn titles(&mut self, plan: &mut RawPlan) {
        if plan.title == Field::Absent {
            plan.title = match self.title.take().or_else(|| self.first_line.take()) {
                Some(title) => {
                    self.report.insert(0, format!("Titolo: {}.", quote_start(&title.value)));
                    Field::Given(title)
                }
                None => self.no_title(plan.span),
            };
        }
        if let Some(line) = self.first_line.take() {
            self.left_out(&[line], "sopra la tabella");
        }
        if let (Field::Absent, Some(entity)) = (&plan.entity, self.entity.take()) {
            self.report.insert(1, format!("Ente: {}.", quote_start(&entity.value)));
            plan.entity = Field::Given(entity);
        }
    }

    fn no_title(&mut self, start: Span) -> Field {
        self.findings.push(
            Diagnostic::new(Code::Missing, start, "Manca il titolo del piano.").hint(
                "Scriverlo in una riga sopra la tabella, da solo, per esempio «PIANO OBIETTIVI 2024-2026».",
            ),
        );
        Field::Wrong
    }

    /// Says that there is no objective, and why.
    fn nothing(&mut self, start: Span) {
        if self.heads > 0 {
            let message = "Sotto la riga di testata non c'è nessun obiettivo.";
            let place = self.headings.first().map_or(start, |heading| heading.span);
            let finding = Diagnostic::new(Code::NoObjectives, place, message);
            self.findings
                .push(finding.hint("Scrivere gli obiettivi sotto la testata, uno per riga."));
            return;
        }
        let hint = "Ci vuole una riga con i nomi delle colonne, fra cui la descrizione dell'obiettivo e almeno un altro campo: Servizio, Tipologia, Descrizione obiettivo, Risultato atteso, Indicatore, Peso.";
        let place = match &self.nearly {
            Some((_, cells)) => cells.first().map_or(start, |cell| cell.text.span),
            None => start,
        };
        let mut finding =
            Diagnostic::new(Code::NoHead, place, "Nel file non si trova una tabella di obiettivi.")
                .hint(hint);
        if let Some((_, cells)) = &self.nearly {
            let found: Vec<_> =
                cells.iter().take(40).map(|cell| quote_start(&cell.text.value)).collect();
            finding = finding.at("la riga che più le somiglia").hint(format!(
                "Questa riga ha {}. Se una è la descrizione: --mappa \"descrizione=…\" con la sua intestazione.",
                found.join(", ")
            ));
        }
        self.findings.push(finding);
    }

    fn left_out(&mut self, texts: &[Words], reason: &str) {
        self.findings.extend(left_out(texts, reason));
    }

    /// Adds to the headings found.
    fn met(&mut self, headings: impl Iterator<Item = Words>) {
        const MOST: usize = 500;
        let room = MOST.saturating_sub(self.headings.len());
        self.headings.extend(headings.take(room));
    }

    fn tell_further(&mut self, key: &str, heading: &Words) {
        if self.told.insert(key.to_owned()) {
            let message = format!("La colonna {} va sotto «altro».", quote_start(&heading.value));
            self.findings.push(
                Diagnostic::new(Code::ColumnAsField, heading.span, message)
                    .hint(format!("Se è un campo del piano: --mappa \"campo={}\".", heading.value)),
            );
        }
    }

    /// Whether the title was written before in the same words.
    fn is_title(&self, line: &Words) -> bool {
        self.title.as_ref().is_some_and(|title| letters(&title.value) == letters(&line.value))
    }
}

/// One warning on texts that do not come into the plan; `reason` says what they are.
fn left_out(texts: &[Words], reason: &str) -> Option<Diagnostic> {
    const MOST_PLACES: usize = 20;
    let (first, others) = texts.split_first()?;
    let quoted = quote_start(&first.value);
    let message = match others.len() {
        0 => format!("Il testo {quoted} non entra nel piano: {reason}."),
        1 => format!("Il testo {quoted} e un altro non entrano nel piano: {reason}."),
        n => format!("Il testo {quoted} e altri {n} non entrano nel piano: {reason}."),
    };
    let mut finding = Diagnostic::new(Code::NotPlaced, first.span, message);
    for other in others.iter().take(MOST_PLACES) {
        finding = finding.also(other.span, quote_start(&other.value));
    }
    Some(finding.hint("Se serve, metterlo in una colonna della tabella con la sua intestazione."))
}

/// Roles that say nothing of an objective by themselves.
fn is_about_group(role: &Role) -> bool {
    matches!(
        role,
        Role::Number | Role::Area | Role::Manager | Role::Period | Role::Years | Role::Kind
    )
}
