//! Title and body of the plan, as lines above the tables give them, or else the file itself.

use super::line_parts::{parts_of_line, title_before_area};
use super::report::RecognitionReport;
use super::word_forms::{letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::model::Key;
use crate::model::workbook_words::{OLDER_PLAN_NOTE, PLAN_NOTE};
use crate::office::Grid;
use crate::raw::{Field, RawPlan, Words};
use crate::source::Span;

/// Names of the file that hold tables, for what no table says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct FileNames {
    /// Title in the file's properties; `None` if they have none.
    pub title: Option<Words>,
    /// Name without folder and extension; `None` for standard input.
    pub stem: Option<Words>,
}

/// Lines that name the plan or the body whose plan it is.
#[derive(Default)]
pub(super) struct PlanNames {
    /// Line that begins as titles do.
    pub title: Option<Words>,
    /// First other line above a table: the title if no line looks more like one.
    pub first_line: Option<Words>,
    /// Line that begins as the names of bodies do.
    pub entity: Option<Words>,
    /// Line that says which annex the plan is: the title if no other line is one.
    pub annex: Option<Words>,
    /// Area that the title over the tables names: theirs if nothing else names one.
    pub area: Option<Words>,
    /// `true` for our own workbook, which has a row for the title.
    pub is_ours: bool,
}

impl PlanNames {
    /// Returns `true` if the line is the title once more, or our own line above it.
    pub(crate) fn is_title(&self, line: &Words) -> bool {
        repeats(&self.title, line) || [PLAN_NOTE, OLDER_PLAN_NOTE].contains(&line.value.trim())
    }

    /// Returns `true` if the line repeats the first line, the body, or both body and title.
    pub(crate) fn is_first_line(&self, line: &Words) -> bool {
        repeats(&self.first_line, line)
            || repeats(&self.annex, line)
            || repeats(&self.entity, parts_of_line(line).first().unwrap_or(line))
    }

    /// Returns the line that the title is taken from, as far as the lines are known.
    pub(crate) fn title_so_far(&self) -> Option<&Words> {
        self.title.as_ref().or(self.titling_annex()).or(self.first_line.as_ref())
    }

    /// Returns the line of the annex if it names the plan as well: «ALLEGATO A – PIANO OBIETTIVI».
    fn titling_annex(&self) -> Option<&Words> {
        let names_plan = |line: &&Words| {
            let words = words(&line.value);
            let is_of_other = ["al", "alla", "del", "della"];
            reads_like_title(&line.value)
                && !words.iter().any(|word| is_of_other.contains(&word.as_str()))
        };
        self.annex.as_ref().filter(names_plan)
    }

    /// Takes a line that begins as titles do; returns it if it enters the plan nowhere.
    pub(crate) fn take_title(&mut self, line: &Words) -> Option<Words> {
        if is_annex(line) && self.annex.is_none() {
            self.annex = Some(line.clone());
            return None;
        }
        let Some(title) = &self.title else {
            self.title = Some(line.clone());
            return None;
        };
        // Each sheet may name its own area in the title: the plan's is what they share.
        let shared = title_before_area(title).unwrap_or_else(|| title.clone());
        let is_same = title_before_area(line)
            .is_some_and(|other| letters(&other.value) == letters(&shared.value));
        if is_same {
            self.title = Some(shared);
            return None;
        }
        // The first title is the plan's: later ones head parts of the file.
        Some(line.clone())
    }

    /// Sets title and body of `plan`, unless «Leggimi» or the user gives them; `file` names what
    /// no line does.
    pub(crate) fn give_to(
        &mut self,
        plan: &mut RawPlan,
        grids: &[Grid],
        file: &FileNames,
        report: &mut RecognitionReport,
    ) {
        let title = self.title.take();
        if let Field::Given(given) = &plan.title {
            report.findings.extend(outdone(given, title, Key::Title));
        } else {
            let line =
                title.or_else(|| self.titling_annex().cloned()).or_else(|| self.first_line.take());
            let other = || self.title_of_file(grids, file, report);
            let annex = || self.annex.clone();
            plan.title = match line.or_else(other).or_else(annex) {
                Some(title) => Field::Given(title),
                None => missing_title(plan.span, report),
            };
        }
        if let Field::Given(title) = &plan.title {
            // Inserted, not added: people check title and body first.
            report.lines.insert(0, format!("Titolo: {}.", quote_start(&title.value)));
        }
        let annex = self.annex.take().filter(|line| !repeats(&given_title(plan), line));
        for line in [annex, self.first_line.take()].into_iter().flatten() {
            report.leave_out(&[line], "sopra la tabella");
        }
        let entity = self.entity.take();
        if let Field::Given(given) = &plan.entity {
            report.findings.extend(outdone(given, entity, Key::Entity));
        } else if let Some(entity) = entity {
            report.lines.insert(1, format!("Ente: {}.", quote_start(&entity.value)));
            plan.entity = Field::Given(entity);
        }
    }

    /// Returns the title that a sheet's name, the file's properties or its name give, with a
    /// finding, since none of them was written to be printed.
    fn title_of_file(
        &self,
        grids: &[Grid],
        file: &FileNames,
        report: &mut RecognitionReport,
    ) -> Option<Words> {
        // Who fills in our own form has overlooked the row of the title.
        if self.is_ours {
            return None;
        }
        let property = || file.title.clone().filter(|title| words(&title.value).len() > 1);
        let stem = || file.stem.clone().filter(|stem| reads_like_title(&stem.value));
        let (title, place) = title_of_header(grids)
            .map(|header| (header, "dall'intestazione di pagina"))
            .or_else(|| Some((title_of_sheet(grids)?, "dal nome del foglio")))
            .or_else(|| Some((property()?, "dalle proprietà del file")))
            .or_else(|| Some((stem()?, "dal nome del file")))?;
        let quote = quote_start(&title.value);
        let message =
            format!("Il titolo {quote} viene {place}: nessuna riga sopra le tabelle lo dice.");
        report.lacks.push(
            Diagnostic::new(Code::DeducedTitle, title.span, message)
                .hint(format!("Se non è questo, indicarlo: --titolo \"{}\".", example(&title))),
        );
        Some(title)
    }
}

/// Returns the first header of pages that reads like a title.
fn title_of_header(grids: &[Grid]) -> Option<Words> {
    let mut headers = grids.iter().flat_map(|grid| &grid.page_headers);
    headers.find(|header| reads_like_title(&header.value)).cloned()
}

/// Returns the only name among those of sheets that reads like a title: «PEG 2025».
fn title_of_sheet(grids: &[Grid]) -> Option<Words> {
    let names = grids.iter().filter_map(|grid| grid.name.as_ref());
    let mut names = names.filter(|name| reads_like_title(&name.value));
    names.next().filter(|_| names.next().is_none()).cloned()
}

/// Words of which a title has one; a file called «tabella» would give a title that says nothing.
const SUBJECTS: [&str; 7] =
    ["piano", "pdo", "peg", "piao", "obiettivi", "performance", "programma"];

fn reads_like_title(text: &str) -> bool {
    let words = words(text);
    words.len() > 1 && words.iter().any(|word| SUBJECTS.contains(&word.as_str()))
}

/// Returns a title to change in a remedy; the quotation marks of a shell stand around it.
fn example(title: &Words) -> String {
    let plain = title.value.chars().filter(|c| !"\"$`\\".contains(*c) && !c.is_control());
    plain.collect()
}

/// Returns a note on a line of the file that does not hold, since the user gives another value.
fn outdone(given: &Words, line: Option<Words>, key: Key) -> Option<Diagnostic> {
    let line = line.filter(|line| letters(&line.value) != letters(&given.value))?;
    let message = format!(
        "La riga {} non entra nel piano: come «{}» vale {}, che è stato indicato.",
        quote_start(&line.value),
        key.name(),
        quote_start(&given.value)
    );
    Some(
        Diagnostic::new(Code::OutdoneLine, line.span, message)
            .also(given.span, "il valore indicato"),
    )
}

/// Returns the title of the plan, as far as it is known.
fn given_title(plan: &RawPlan) -> Option<Words> {
    match &plan.title {
        Field::Given(title) => Some(title.clone()),
        _ => None,
    }
}

fn is_annex(line: &Words) -> bool {
    words(&line.value).first().is_some_and(|word| word == "allegato" || word == "all")
}

fn repeats(known: &Option<Words>, line: &Words) -> bool {
    known.as_ref().is_some_and(|known| letters(&known.value) == letters(&line.value))
}

fn missing_title(start: Span, report: &mut RecognitionReport) -> Field {
    report.lacks.push(Diagnostic::new(Code::Missing, start, "Manca il titolo del piano.").hint(
        "Indicarlo: --titolo \"PIANO OBIETTIVI 2024-2026\". Oppure scriverlo nel file: in una riga sopra la tabella, da solo, o nella riga «titolo» del modulo.",
    ));
    Field::Wrong
}
