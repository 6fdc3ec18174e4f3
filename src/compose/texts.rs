//! Data of the layout's templates, and the texts that they render.

use super::format::{date, one_line, years};
use super::origin::origin;
use super::running_lines::{PAGE_COUNT, PAGE_NUMBER, pieces};
use super::scope::HeadingScope;
use super::shared_fields::{PrintedFields, SharedFields};
use super::stray_tables::StrayTables;
use super::table_column::TableColumn;
use crate::annex::Running;
use crate::diag::Diagnostic;
use crate::group::{Group, GroupKey};
use crate::italian::acts::{act_of, to_act_of};
use crate::italian::years::THIS_CENTURY;
use crate::layout::{GroupFields, Layout, Slot, WrittenText};
use crate::model::{Assignment, ObjectiveKind, Plan, Resolution, Text};
use crate::source::Span;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Result of composing; a text that cannot be composed ends the work with its finding.
pub(super) type ComposeResult<T> = Result<T, Box<Diagnostic>>;

/// The plan as templates see it; absent values are empty texts.
#[derive(Serialize)]
struct PlanData<'a> {
    #[serde(rename = "titolo")]
    title: &'a str,
    #[serde(rename = "ente")]
    entity: &'a str,
    #[serde(rename = "anni")]
    years: String,
    #[serde(rename = "data")]
    date: String,
    #[serde(rename = "allegato")]
    annex: &'a str,
    #[serde(rename = "classificazione")]
    classification: &'a str,
    #[serde(rename = "delibera")]
    resolution: String,
    #[serde(rename = "atto")]
    act: String,
    #[serde(rename = "all_atto")]
    to_act: String,
    #[serde(rename = "organo")]
    body: &'a str,
    #[serde(rename = "numero")]
    number: &'a str,
    #[serde(rename = "data_delibera")]
    resolution_date: String,
    #[serde(rename = "tipologie")]
    kinds: String,
    #[serde(rename = "unita")]
    unit: &'static str,
}

/// Data of one slot: the plan, the fields of a group, and names of the slot itself.
#[derive(Serialize)]
struct TemplateData<'a> {
    #[serde(rename = "piano")]
    plan: &'a PlanData<'a>,
    /// Fields shared by the objectives of a group, for texts that belong to one.
    #[serde(flatten)]
    fields: Option<&'a GroupFields<'a>>,
    #[serde(flatten)]
    own: BTreeMap<&'a str, &'a str>,
}

/// The field of each column with its heading, as it reads above a plan of the usual kinds and
/// weights. A column with something above it has the words of both as well; one for each
/// year has a heading for each.
pub(super) fn usual_headings(layout: &Layout) -> Vec<(String, String)> {
    let usual = usual();
    let mut headings = Vec::new();
    for (i, column) in layout.columns.iter().enumerate() {
        let years: Vec<Option<u16>> =
            if column.by_year { THIS_CENTURY.map(Some).collect() } else { vec![None] };
        for year in years {
            let (column, words) = (TableColumn { index: i, setup: column, year }, year_words(year));
            let own = BTreeMap::from([("anno", words.as_str())]);
            let data = TemplateData { plan: &usual, fields: None, own };
            let written = || column.setup.heading.value.clone();
            let lower = layout.templates.heading(i, &data).unwrap_or_else(|_| written());
            let upper = column.setup.group.as_ref();
            let upper = upper.and_then(|_| layout.templates.group(i, &data).ok());
            if let Some(upper) = &upper {
                headings.push((column.name(), format!("{upper} {lower}")));
            }
            // A bare year says nothing of the field.
            if upper.is_none() || !column.setup.by_year {
                headings.push((column.name(), lower));
            }
        }
    }
    headings
}

/// Returns the words that each level writes before and after the name of a group; empty if the
/// template does not repeat the name as it is.
pub(super) fn around_names(layout: &Layout) -> Vec<(String, String)> {
    let usual = usual();
    // Any character would do that no template writes itself: it marks where the name goes.
    let name = PAGE_NUMBER.to_string();
    let own = BTreeMap::from([("nome", name.as_str())]);
    let data = TemplateData { plan: &usual, fields: None, own };
    let around = |(depth, level): (usize, &crate::layout::LevelSetup)| {
        level.text.as_ref()?;
        let text = layout.templates.level(depth, &data).ok()?.text;
        let (before, after) = text.split_once(PAGE_NUMBER)?;
        Some((before.trim_start().to_owned(), after.trim_end().to_owned()))
    };
    layout.levels.iter().enumerate().map(|level| around(level).unwrap_or_default()).collect()
}

/// Returns a plan of the usual kinds and weights.
fn usual() -> PlanData<'static> {
    PlanData {
        title: "",
        entity: "",
        years: String::new(),
        date: String::new(),
        annex: "",
        classification: "",
        resolution: String::new(),
        act: String::new(),
        to_act: String::new(),
        body: "",
        number: "",
        resolution_date: String::new(),
        kinds: "S sviluppo\nM mantenimento".to_owned(),
        unit: "percentuale",
    }
}

/// Renderer of the layout's texts for one plan.
pub(super) struct LayoutTexts<'a> {
    plan: &'a Plan,
    layout: &'a Layout,
    data: PlanData<'a>,
    /// Fields of objectives that were printed so far.
    printed: RefCell<PrintedFields>,
    /// Small tables that the texts rendered so far hold where none can stand.
    pub stray: StrayTables,
}

impl<'a> LayoutTexts<'a> {
    pub(crate) fn new(plan: &'a Plan, layout: &'a Layout) -> Self {
        let (printed, stray) = (RefCell::default(), StrayTables::default());
        LayoutTexts { plan, layout, data: plan_data(plan), printed, stray }
    }

    /// Returns the fields of objectives that the texts rendered so far have printed.
    pub(crate) fn printed(&self) -> PrintedFields {
        self.printed.borrow().clone()
    }

    /// Renders a text that names nothing but the plan.
    pub(crate) fn plain(&self, slot: Slot) -> ComposeResult<String> {
        let text = self.layout.templates.render(slot, &self.data(None, BTreeMap::new()))?.text;
        if !slot.holds_tables() {
            let title = &self.plan.title;
            let named = [(title.value.as_str(), Some(title.span))];
            self.stray.note(&text, self.layout.templates.span(slot), &named);
        }
        Ok(text)
    }

    /// Renders the name of a group, as its level writes it, which is at `depth` in the layout; `manager`
    /// leads it, and its objectives say `common` alike.
    pub(crate) fn group(
        &self,
        group: &Group<'_>,
        depth: usize,
        manager: &str,
        common: &SharedFields<'_>,
    ) -> ComposeResult<String> {
        let label = group.label;
        let named = [(label.map_or("", |label| label.value.as_str()), label.map(|l| l.span))];
        let (text, place) = self.group_text(group, depth, manager, common)?;
        self.stray.note(&text, place, &named);
        Ok(text)
    }

    /// Returns the name of a group and the place of the template that wrote it.
    fn group_text(
        &self,
        group: &Group<'_>,
        depth: usize,
        manager: &str,
        common: &SharedFields<'_>,
    ) -> ComposeResult<(String, Span)> {
        let place = self.layout.levels[depth].field.span;
        if let Some(template) = &self.layout.levels[depth].text {
            let name = group.label.map_or("", |label| label.value.trim());
            let own = BTreeMap::from([("nome", name), ("responsabile", manager)]);
            let data = self.data(Some(&common.fields), own);
            let written = self.layout.templates.level(depth, &data)?;
            return Ok((self.noted(written, common), template.span));
        }
        let of_slot = |slot| self.layout.templates.span(slot);
        Ok(match group.key {
            GroupKey::Area(index) => {
                let area = &self.plan.areas[index];
                let manager = words(area.manager.as_ref());
                let own = [("nome", area.words()), ("responsabile", manager)];
                (self.of_group(Slot::Area, own, common)?, of_slot(Slot::Area))
            }
            GroupKey::Words(words) => (words.unwrap_or_default().to_owned(), place),
            GroupKey::Period(index) => {
                let period = &self.plan.periods[index];
                let years = years(&period.years);
                let own = [("etichetta", period.words()), ("anni", years.as_str())];
                (self.of_group(Slot::Period, own, common)?, of_slot(Slot::Period))
            }
        })
    }

    /// Renders the heading where the table `name` goes on with the groups `levels` in force;
    /// `None` if it is empty.
    pub(crate) fn continued(&self, name: &str, levels: &[String]) -> ComposeResult<Option<String>> {
        let levels = levels.join(" – ");
        let own = [("nome", name), ("livelli", levels.as_str())];
        let text = one_line(&self.render(Slot::Continued, own)?);
        Ok((!text.is_empty()).then_some(text))
    }

    /// The paragraphs of `slot`, which stands beside the table under the heading `name`;
    /// `manager` leads its group, whose objectives say `common` alike.
    pub(crate) fn beside(
        &self,
        slot: Slot,
        name: &str,
        manager: &str,
        common: &SharedFields<'_>,
    ) -> ComposeResult<String> {
        self.of_group(slot, [("nome", name), ("responsabile", manager)], common)
    }

    /// Returns what the texts of blocks under the heading of `scope` may name.
    fn heading_data<'d>(&'d self, scope: &'d HeadingScope<'_, '_>) -> TemplateData<'d> {
        let own = BTreeMap::from([("nome", scope.name), ("responsabile", scope.manager)]);
        self.data(Some(&scope.common.fields), own)
    }

    /// Renders the text of block `block` under the heading of `scope`, or the value of its row `row`.
    pub(crate) fn block(
        &self,
        block: usize,
        row: usize,
        scope: &HeadingScope<'_, '_>,
    ) -> ComposeResult<String> {
        let data = self.heading_data(scope);
        Ok(self.noted(self.layout.templates.block(block, row, &data)?, scope.common))
    }

    /// Renders the label of the row `row` of block `block`.
    pub(crate) fn label(
        &self,
        block: usize,
        row: usize,
        scope: &HeadingScope<'_, '_>,
    ) -> ComposeResult<String> {
        let data = self.heading_data(scope);
        Ok(self.noted(self.layout.templates.label(block, row, &data)?, scope.common))
    }

    /// Renders the label of a total of `name`, which is empty if the name stands right above.
    pub(crate) fn total(&self, name: &str) -> ComposeResult<String> {
        self.render(Slot::Total, [("nome", name)])
    }

    /// Renders the summary of the table under the heading `name`.
    pub(crate) fn table(&self, name: &str) -> ComposeResult<String> {
        self.render(Slot::TableCaption, [("nome", name)])
    }

    /// Renders the heading of a column.
    pub(crate) fn heading(&self, column: &TableColumn<'_>) -> ComposeResult<String> {
        let year = year(column);
        let data = self.data(None, BTreeMap::from([("anno", year.as_str())]));
        self.layout.templates.heading(column.index, &data)
    }

    /// Renders the description of the logo in one line.
    pub(crate) fn logo(&self) -> ComposeResult<String> {
        let data = self.data(None, BTreeMap::new());
        self.layout.templates.logo(&data).map(|text| one_line(&text))
    }

    /// Renders the common heading above the heading of a column, if the layout has one.
    pub(crate) fn group_heading(&self, column: &TableColumn<'_>) -> ComposeResult<Option<String>> {
        let year = year(column);
        let data = self.data(None, BTreeMap::from([("anno", year.as_str())]));
        let group = column.setup.group.as_ref();
        group.map(|_| self.layout.templates.group(column.index, &data)).transpose()
    }

    /// Renders the service or the cross-cutting title of an objective.
    pub(crate) fn assignment(&self, assignment: &Assignment) -> ComposeResult<String> {
        let (slot, name) = match assignment {
            Assignment::Service(_) => (Slot::Service, "servizio"),
            Assignment::CrossCutting { .. } => (Slot::CrossCutting, "titolo"),
        };
        let value = assignment.text();
        let data = self.data(None, BTreeMap::from([(name, value.value.as_str())]));
        let text = self.layout.templates.render(slot, &data)?.text;
        let named = [(value.value.as_str(), Some(value.span))];
        self.stray.note(&text, self.layout.templates.span(slot), &named);
        Ok(text)
    }

    /// Renders the name of the files; `stem` is that of the plan's file.
    pub(crate) fn file_name(&self, stem: &str) -> ComposeResult<String> {
        self.render(Slot::FileName, [("file", stem)])
    }

    /// Renders a running line; `None` if its template is empty.
    pub(crate) fn running(&self, slot: Slot) -> ComposeResult<Option<Running>> {
        let (page, pages) = (PAGE_NUMBER.to_string(), PAGE_COUNT.to_string());
        let text = self.render(slot, [("pagina", page.as_str()), ("pagine", &pages)])?;
        let origin = Some(origin(self.layout.templates.span(slot)));
        let pieces = pieces(&one_line(&text));
        Ok((!pieces.is_empty()).then_some(Running { pieces, origin }))
    }

    fn render<const N: usize>(&self, slot: Slot, own: [(&str, &str); N]) -> ComposeResult<String> {
        let data = self.data(None, BTreeMap::from(own));
        let text = self.layout.templates.render(slot, &data)?.text;
        // A value that is a table is noted where it stands itself.
        self.stray.note(
            &text,
            self.layout.templates.span(slot),
            &own.map(|(_, value)| (value, None)),
        );
        Ok(text)
    }

    /// Renders a text of a group whose objectives share `common`.
    fn of_group<const N: usize>(
        &self,
        slot: Slot,
        own: [(&str, &str); N],
        common: &SharedFields<'_>,
    ) -> ComposeResult<String> {
        let data = self.data(Some(&common.fields), BTreeMap::from(own));
        Ok(self.noted(self.layout.templates.render(slot, &data)?, common))
    }

    /// Notes the fields that a text of the group of `common` has printed, and returns its words.
    fn noted(&self, written: WrittenText, common: &SharedFields<'_>) -> String {
        let mut printed = self.printed.borrow_mut();
        written.fields.iter().for_each(|field| printed.add(field, common.places(field)));
        written.text
    }

    fn data<'d>(
        &'d self,
        fields: Option<&'d GroupFields<'d>>,
        own: BTreeMap<&'d str, &'d str>,
    ) -> TemplateData<'d> {
        TemplateData { plan: &self.data, fields, own }
    }
}

/// Returns the year of a column in figures; empty if it has none.
fn year(column: &TableColumn<'_>) -> String {
    year_words(column.year)
}

fn year_words(year: Option<u16>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

fn plan_data(plan: &Plan) -> PlanData<'_> {
    let act = plan.resolution.as_ref();
    let body = words(act.and_then(|act| act.body.as_ref()));
    PlanData {
        title: &plan.title.value,
        entity: words(plan.entity.as_ref()),
        years: years(&plan.years),
        date: date(plan.date.as_ref().map(|d| d.value)),
        annex: words(plan.annex.as_ref()),
        classification: words(plan.classification.as_ref()),
        resolution: act.map(resolution).unwrap_or_default(),
        act: act.map(|_| act_of(body)).unwrap_or_default(),
        to_act: act.map(|_| to_act_of(body)).unwrap_or_default(),
        body,
        number: words(act.and_then(|a| a.number.as_ref())),
        resolution_date: date(act.and_then(|a| a.date.as_ref()).map(|d| d.value)),
        kinds: kinds(&plan.kinds),
        unit: plan.weights.unit.names().plural,
    }
}

/// Writes what is known of the act that an annex belongs to.
fn resolution(act: &Resolution) -> String {
    let mut text = act_of(words(act.body.as_ref()));
    let day = date(act.date.as_ref().map(|day| day.value));
    let number = words(act.number.as_ref());
    for (before, value) in [(" n. ", number), (" del ", &day)] {
        if !value.is_empty() {
            text += before;
            text += value;
        }
    }
    text
}

/// Lists each kind with its label, one a line.
fn kinds(kinds: &[ObjectiveKind]) -> String {
    kinds.iter().map(|k| format!("{} {}", k.code, k.label)).collect::<Vec<_>>().join("\n")
}

fn words(text: Option<&Text>) -> &str {
    text.map_or("", |t| t.value.as_str())
}
