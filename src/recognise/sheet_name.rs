//! Area and period that the name of a sheet gives.

use super::area_lines::AreaParts;
use super::cell_value::slice;
use super::lone_line::{LoneLine, lone_line};
use super::word_forms::letters;
use crate::raw::Words;

/// Beginnings of sheet names that name no area: those that programs give, and those of the
/// plan itself.
const NO_AREAS: &str =
    "foglio sheet tabella table piano obiettivi obiettivo dati pdo peg piao elenco";

/// Names from a sheet's name, used where neither band nor column gives one.
#[derive(Default)]
pub(super) struct SheetName {
    /// Area; `None` if the name gives none.
    pub area: Option<Words>,
    /// Period; `None` if the name gives none.
    pub period: Option<Words>,
    /// `true` once the report has stated that a name was taken from here.
    pub is_reported: bool,
}

impl SheetName {
    /// Reads a sheet's name.
    pub(crate) fn new(name: &Words) -> Self {
        let mut names = SheetName::default();
        match lone_line(&name.value) {
            LoneLine::Period => names.period = Some(name.clone()),
            LoneLine::AreaWith(AreaParts { area, period, .. })
            | LoneLine::NameWith(AreaParts { area, period, .. }) => {
                names.area = Some(slice(name, area.start, area.len()));
                names.period = period.map(|period| slice(name, period.start, period.len()));
            }
            LoneLine::Area | LoneLine::Name | LoneLine::Dated | LoneLine::Entity => {
                let first = letters(&name.value);
                // By beginnings: programs number their sheets, «Foglio1», «Sheet2».
                let is_area = !NO_AREAS.split(' ').any(|word| first.starts_with(word));
                names.area = is_area.then(|| name.clone());
            }
            _ => {}
        }
        names
    }
}
