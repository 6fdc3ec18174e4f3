//! What the layout's templates are told about the plan.

use super::{Composed, one_line};
use crate::annex::{Piece, Running};
use crate::group::{Group, Key};
use crate::layout::{Layout, Slot};
use crate::model::{Assignment, ObjectiveKind, Plan, Text, Unit};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Stand for the page number and the page count until pages exist. Noncharacters:
/// no text of a plan can hold them, since the loader refuses them.
const PAGE_NUMBER: char = '\u{FDD0}';
const PAGE_COUNT: char = '\u{FDD1}';

/// The plan as templates see it; what it does not say is an empty text.
#[derive(Serialize)]
struct PlanData<'a> {
    titolo: &'a str,
    ente: &'a str,
    anni: String,
    data: String,
    allegato: &'a str,
    classificazione: &'a str,
    delibera: bool,
    organo: &'a str,
    numero: &'a str,
    data_delibera: String,
    tipologie: String,
    unita: &'static str,
}

/// The plan beside what one slot may name.
#[derive(Serialize)]
struct Data<'a> {
    piano: &'a PlanData<'a>,
    #[serde(flatten)]
    own: BTreeMap<&'a str, &'a str>,
}

/// The heading of each column, as it reads above a plan of the usual kinds and weights.
pub(super) fn usual_headings(layout: &Layout) -> Vec<String> {
    let usual = PlanData {
        titolo: "",
        ente: "",
        anni: String::new(),
        data: String::new(),
        allegato: "",
        classificazione: "",
        delibera: false,
        organo: "",
        numero: "",
        data_delibera: String::new(),
        tipologie: "S sviluppo\nM mantenimento".to_owned(),
        unita: "percentuale",
    };
    let data = Data { piano: &usual, own: BTreeMap::new() };
    let columns = layout.columns.iter().enumerate();
    let heading = |(i, column): (usize, &crate::layout::ColumnSetup)| {
        layout.templates.heading(i, &data).unwrap_or_else(|_| column.heading.value.clone())
    };
    columns.map(heading).collect()
}

/// Writes the layout's texts for one plan.
pub(super) struct Texts<'a> {
    plan: &'a Plan,
    layout: &'a Layout,
    data: PlanData<'a>,
}

impl<'a> Texts<'a> {
    pub fn new(plan: &'a Plan, layout: &'a Layout) -> Self {
        Texts { plan, layout, data: plan_data(plan) }
    }

    /// A text that names nothing but the plan.
    pub fn plain(&self, slot: Slot) -> Composed<String> {
        self.render(slot, [])
    }

    /// The name of a group, as its level writes it.
    pub fn group(&self, group: &Group<'_>) -> Composed<String> {
        match group.key {
            Key::Area(index) => {
                let area = &self.plan.areas[index];
                let manager = words(area.manager.as_ref());
                self.render(Slot::Area, [("nome", area.words()), ("responsabile", manager)])
            }
            Key::Words(words) => Ok(words.unwrap_or_default().to_owned()),
            Key::Period(index) => {
                let period = &self.plan.periods[index];
                let years = years(&period.years);
                self.render(Slot::Period, [("etichetta", period.words()), ("anni", &years)])
            }
        }
    }

    /// The heading `name` where its table goes on; `None` where its template is empty.
    pub fn continued(&self, name: &str) -> Composed<Option<String>> {
        let text = one_line(&self.render(Slot::Continued, [("nome", name)])?);
        Ok((!text.is_empty()).then_some(text))
    }

    /// The paragraphs of `slot`, which stands beside the table under the heading `name`;
    /// `manager` leads its area, where it is an area's.
    pub fn beside(&self, slot: Slot, name: &str, manager: &str) -> Composed<String> {
        self.render(slot, [("nome", name), ("responsabile", manager)])
    }

    /// What the table under the heading `name` holds.
    pub fn table(&self, name: &str) -> Composed<String> {
        self.render(Slot::TableCaption, [("nome", name)])
    }

    /// The heading of column `column`.
    pub fn heading(&self, column: usize) -> Composed<String> {
        let data = Data { piano: &self.data, own: BTreeMap::new() };
        self.layout.templates.heading(column, &data)
    }

    /// What the logo shows, in a line.
    pub fn logo(&self) -> Composed<String> {
        let data = Data { piano: &self.data, own: BTreeMap::new() };
        self.layout.templates.logo(&data).map(|text| one_line(&text))
    }

    /// What stands above the heading of column `column`, where something does.
    pub fn group_heading(&self, column: usize) -> Composed<Option<String>> {
        let data = Data { piano: &self.data, own: BTreeMap::new() };
        let group = self.layout.columns[column].group.as_ref();
        group.map(|_| self.layout.templates.group(column, &data)).transpose()
    }

    /// Who works on an objective.
    pub fn assignment(&self, assignment: &Assignment) -> Composed<String> {
        match assignment {
            Assignment::Service(name) => {
                self.render(Slot::Service, [("servizio", name.value.as_str())])
            }
            Assignment::CrossCutting { title } => {
                self.render(Slot::CrossCutting, [("titolo", title.value.as_str())])
            }
        }
    }

    /// The files' name, `stem` being that of the plan's file.
    pub fn file_name(&self, stem: &str) -> Composed<String> {
        self.render(Slot::FileName, [("file", stem)])
    }

    /// A running line, `None` where its template is empty.
    pub fn running(&self, slot: Slot) -> Composed<Option<Running>> {
        let (page, pages) = (PAGE_NUMBER.to_string(), PAGE_COUNT.to_string());
        let text = self.render(slot, [("pagina", page.as_str()), ("pagine", &pages)])?;
        let origin = Some(super::cells::origin(self.layout.templates.span(slot)));
        let pieces = pieces(&one_line(&text));
        Ok((!pieces.is_empty()).then_some(Running { pieces, origin }))
    }

    fn render<const N: usize>(&self, slot: Slot, own: [(&str, &str); N]) -> Composed<String> {
        let data = Data { piano: &self.data, own: BTreeMap::from(own) };
        self.layout.templates.render(slot, &data)
    }
}

fn plan_data(plan: &Plan) -> PlanData<'_> {
    let act = plan.resolution.as_ref();
    PlanData {
        titolo: &plan.title.value,
        ente: words(plan.entity.as_ref()),
        anni: years(&plan.years),
        data: date(plan.date.as_ref().map(|d| d.value)),
        allegato: words(plan.annex.as_ref()),
        classificazione: words(plan.classification.as_ref()),
        delibera: act.is_some(),
        organo: words(act.and_then(|a| a.body.as_ref())),
        numero: words(act.and_then(|a| a.number.as_ref())),
        data_delibera: date(act.and_then(|a| a.date.as_ref()).map(|d| d.value)),
        tipologie: kinds(&plan.kinds),
        unita: match plan.weights.unit {
            Unit::Percent => "percentuale",
            Unit::Points => "punti",
            Unit::Coefficient => "coefficienti",
            Unit::Money => "euro",
        },
    }
}

/// Each kind with what it stands for, one a line.
fn kinds(kinds: &[ObjectiveKind]) -> String {
    kinds.iter().map(|k| format!("{} {}", k.code, k.label)).collect::<Vec<_>>().join("\n")
}

fn words(text: Option<&Text>) -> &str {
    text.map_or("", |t| t.value.as_str())
}

/// A date as offices write it: 31.12.2020.
pub(super) fn date(date: Option<NaiveDate>) -> String {
    date.map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default()
}

pub(super) fn years(years: &BTreeSet<u16>) -> String {
    years.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    for part in text.split_inclusive([PAGE_NUMBER, PAGE_COUNT]) {
        let words = part.trim_end_matches([PAGE_NUMBER, PAGE_COUNT]);
        if !words.is_empty() {
            out.push(Piece::Text(words.to_owned()));
        }
        match part.chars().next_back() {
            Some(PAGE_NUMBER) => out.push(Piece::PageNumber),
            Some(PAGE_COUNT) => out.push(Piece::PageCount),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_lines_fall_into_pieces() {
        let text = format!("Pag. {PAGE_NUMBER} di {PAGE_COUNT}");
        let want = [
            Piece::Text("Pag. ".into()),
            Piece::PageNumber,
            Piece::Text(" di ".into()),
            Piece::PageCount,
        ];
        assert_eq!(pieces(&text), want);
        assert_eq!(pieces(""), []);
    }
}
