//! Labels of the groups that each objective of a plan stands in.

use super::{Field, RawGroup, RawObjective, RawPlan, Words};
use crate::model::Key;

/// Labels of the groups of an objective, by the names of their levels.
pub type LevelLabels = Vec<(String, Words)>;

impl RawPlan {
    /// Returns each objective with the labels of its groups, in the order of
    /// [`RawPlan::objectives_mut`].
    pub fn objectives_with_groups(&self) -> Vec<(&RawObjective, LevelLabels)> {
        let mut out: Vec<(&RawObjective, LevelLabels)> = Vec::new();
        let (area, period) = (Key::Area.name(), Key::Period.name());
        for of_area in &self.areas {
            for of_period in of_area.periods.iter().flatten() {
                let labels = [given(area, &of_area.name), given(period, &of_period.label)];
                let labels: LevelLabels = labels.into_iter().flatten().collect();
                let own = of_period.objectives.iter().flatten();
                out.extend(own.map(|objective| (objective, labels.clone())));
            }
        }
        of_groups(&self.groups, &Vec::new(), &mut out);
        out.extend(self.rows.iter().map(|row| {
            let labels = [given(area, &row.area), given(period, &row.period)];
            (row, labels.into_iter().flatten().chain(named(&row.levels)).collect())
        }));
        out
    }
}

fn of_groups<'r>(
    groups: &'r [RawGroup],
    above: &LevelLabels,
    out: &mut Vec<(&'r RawObjective, LevelLabels)>,
) {
    for group in groups {
        let labels: LevelLabels = above.iter().cloned().chain(named(&group.levels)).collect();
        out.extend(group.objectives.iter().flatten().map(|objective| (objective, labels.clone())));
        of_groups(group.groups.as_deref().unwrap_or_default(), &labels, out);
    }
}

fn named(levels: &[(Words, Field)]) -> impl Iterator<Item = (String, Words)> {
    levels.iter().filter_map(|(name, field)| given(&name.value, field))
}

fn given(name: &str, field: &Field) -> Option<(String, Words)> {
    match field {
        Field::Given(words) => Some((name.to_owned(), words.clone())),
        _ => None,
    }
}
