//! Charts of how far the objectives of each group were reached.

use crate::annex::{Annex, Block, Number, TextBlock};
use crate::chart::{BarChart, ChartBar, bar_chart};
use crate::dataset::{ChartFigures, Dataset, FigureSeries, WorkbookSheet};
use crate::model::{Key, Level, Plan};
use crate::outcome::{Achievement, NamedTotal, YearAchievement, rounded};
use indexmap::IndexSet;
use rust_decimal::prelude::ToPrimitive;

/// Most bars that a chart still shows on a page.
const MOST_BARS: usize = 30;

/// Adds a chart behind the table of each year in the summary.
pub(super) fn add_charts(annex: &mut Annex, plan: &Plan, achievement: &Achievement) {
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    let mut tables = (0..annex.blocks.len()).filter(|at| is_table(&annex.blocks[*at]));
    let mut places = Vec::new();
    for year in &achievement.years {
        places.push(tables.next());
        // The table of who answers comes behind that of the groups.
        if !year.managers.is_empty() {
            tables.next();
        }
    }
    let years = achievement.years.iter().zip(places);
    let charts: Vec<_> = years
        .filter_map(|(year, place)| {
            let picture = bar_chart(annex, &chart(plan, year)?)?;
            Some((place? + 1, picture))
        })
        .collect();
    // From the last on, so that the places of the others stay.
    for (place, picture) in charts.into_iter().rev() {
        annex.blocks.insert(place, Block::Picture(picture));
        keep_together(&mut annex.blocks, place - 1);
    }
}

/// Adds the sheet with the figures of all years and their chart, behind the document itself.
pub(super) fn add_figures(dataset: &mut Dataset, plan: &Plan, achievement: &Achievement) {
    let years = &achievement.years;
    let groups = years.iter().flat_map(|year| &year.groups);
    let names: IndexSet<&str> = groups.map(|named| named.name.as_str()).collect();
    let is_drawn = years.iter().any(|year| chart(plan, year).is_some());
    let level = plan.levels.iter().find(|level| **level != Level::Period);
    let Some(level) = level.filter(|_| is_drawn) else { return };
    let value = |year: &YearAchievement, name: &str| {
        let named = year.groups.iter().find(|named| named.name == name)?;
        let degree = rounded(named.total.degree()?, &plan.assessment);
        Some(Number { mantissa: degree.mantissa(), scale: degree.scale() })
    };
    let series = |year: &YearAchievement| FigureSeries {
        name: year.year.map_or_else(|| "Grado".to_owned(), |year| format!("Anno {year}")),
        values: names.iter().map(|name| value(year, name)).collect(),
    };
    dataset.figures = ChartFigures {
        title: format!("Grado di raggiungimento per {}", level.name()),
        head: Key::named(level.name())
            .map_or_else(|| level.name().to_owned(), |key| key.label().to_owned()),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
        series: years.iter().map(series).collect(),
    };
    let behind = dataset.sheets.iter().position(|sheet| *sheet == WorkbookSheet::Plan);
    dataset.sheets.insert(behind.map_or(0, |at| at + 1), WorkbookSheet::Chart);
}

/// Keeps a table with the chart behind it, and with the title above it, which is the last paragraph there.
fn keep_together(blocks: &mut Vec<Block>, table: usize) {
    if let Block::Table(table) = &mut blocks[table] {
        table.set_introduces(true);
    }
    let above = table.checked_sub(1).map(|above| &mut blocks[above]);
    let Some(Block::Text(text)) = above else { return };
    let title = text.content.split_off(text.content.len().saturating_sub(1));
    let title = Block::Text(TextBlock { content: title, introduces: true, ..text.clone() });
    if text.content.is_empty() {
        blocks[table - 1] = title;
    } else {
        blocks.insert(table, title);
    }
}

/// Returns the chart of a year; `None` if there is nothing to compare.
fn chart(plan: &Plan, year: &YearAchievement) -> Option<BarChart> {
    let bar = |named: &NamedTotal| {
        let degree = named.total.degree().map(|degree| rounded(degree, &plan.assessment));
        ChartBar {
            name: named.name.clone(),
            length: degree.and_then(|degree| degree.to_f32()),
            figure: named.total.degree_words(&plan.assessment),
        }
    };
    let bars: Vec<ChartBar> = year.groups.iter().map(bar).collect();
    let drawn = bars.iter().filter(|bar| bar.length.is_some()).count();
    let level = plan.levels.iter().find(|level| **level != Level::Period)?;
    let of_year = year.year.map_or_else(String::new, |year| format!(", anno {year}"));
    let title = format!("Grado di raggiungimento per {}{of_year}", level.name());
    (drawn > 1 && bars.len() <= MOST_BARS).then_some(BarChart { title, bars })
}
