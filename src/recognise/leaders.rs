//! Lines that name who leads an area, or something else that is stated of it, in another place than
//! right behind its name.

use super::grid_scope::GridScope;
use super::labels::placed_line;
use super::lone_line::LoneLine;
use super::persons::is_titled_person;
use super::table_rows::{lone, texts};
use super::word_forms::letters;
use crate::raw::Words;

impl GridScope<'_, '_> {
    /// Takes a person with a title, «ing. Riva», as who leads the area: below its name while it has no rows
    /// yet, and above a further head if the first stood so. Returns `false` for any other line.
    pub(crate) fn take_leader(&mut self, line: &Words, is_above_head: bool) -> bool {
        let is_first = self.bands.is_area_unused() && self.bands.manager_name().is_none();
        let is_next = is_above_head && self.bands.is_manager_placed();
        let leads = (is_first || is_next) && is_titled_person(&line.value);
        if leads {
            self.begin_manager_of(line, 0..line.value.len());
        }
        leads
    }

    /// Returns the index of the row that names an area, if those from row `at` on state of it what others
    /// stated above the area before: «Responsabile: ing. Riva», «Missione 01».
    pub(crate) fn area_below(&self, at: usize) -> Option<usize> {
        let rows = &self.grid.rows;
        let mut lines = (at..rows.len()).filter(|at| texts(&rows[*at]).next().is_some());
        let area = lines.find(|at| {
            let line = lone(&rows[*at]).map(|cell| cell.text.value.as_str());
            !line.is_some_and(|line| self.recurs_above_area(line))
        })?;
        let line = lone(&rows[area])?;
        let is_area = area > at && placed_line(&line.text.value) == LoneLine::Area;
        (is_area && !self.bands.is_area_unused()).then_some(area)
    }

    /// Returns `true` for a line that states of an area what was stated of the area that holds.
    fn recurs_above_area(&self, line: &str) -> bool {
        match placed_line(line) {
            // The same name once more signs what stands above.
            LoneLine::Manager(name) => self
                .bands
                .manager_name()
                .is_some_and(|known| letters(known) != letters(&line[name])),
            LoneLine::Labelled(label, _) => self.bands.has_fact(&line[label]),
            _ => false,
        }
    }
}
