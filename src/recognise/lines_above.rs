//! Lines above a head, told apart once its columns are known.

use super::area_doubts::names_unit;
use super::cell_value::slice;
use super::document_lines::{
    depth_of, is_heading_of_area, is_service_heading, is_unlike, possible_remark,
};
use super::doubtful_rows::{begin_service, heads_part};
use super::grid_report::TakenAs;
use super::grid_scope::GridScope;
use super::headed_columns::HeadedColumns;
use super::lone_line::LoneLine;
use super::persons::is_titled_person;
use super::proposals::is_premise;
use super::subtitles::{area_of_list, heads_list, remarks_on_table};
use super::total_lines::is_rule;
use crate::raw::Words;

/// Knowledge that the lines above a head are told apart by.
pub(super) struct LinesAbove<'c> {
    /// Columns under the head.
    pub columns: &'c HeadedColumns,
    /// `true` if something surer than its place names the area.
    pub has_area: bool,
    /// Area that the table above left in force; `None` in a sheet.
    pub held: Option<String>,
}

impl LinesAbove<'_> {
    /// Takes all lines, from the top.
    pub(crate) fn take_all(&self, lines: Vec<(Words, LoneLine)>, scope: &mut GridScope<'_, '_>) {
        let may_name = |(words, kind): &(Words, LoneLine)| {
            !is_apart(kind) && !is_titled_person(&words.value) && !self.names_nothing(words, scope)
        };
        let last = lines.iter().rposition(may_name);
        for (at, (words, kind)) in lines.into_iter().enumerate() {
            scope.keep_caption(&words, &kind);
            // The last line before the table names its area, if nothing surer does and other
            // sheets do not repeat it.
            let names_area =
                Some(at) == last && !self.has_area && !scope.context.is_repeated(&words.value);
            self.take(words, kind, names_area, scope);
        }
    }

    /// Takes a line; `names_area` if it stands where an area is named.
    fn take(&self, words: Words, kind: LoneLine, names_area: bool, scope: &mut GridScope<'_, '_>) {
        match kind {
            LoneLine::Name | LoneLine::Prose if scope.take_leader(&words, false) => {}
            // Rules come first: a line of dashes has no letters, and would be a name like any other.
            _ if is_rule(&words.value) => scope.account_for(TakenAs::Rule, &words),
            LoneLine::Name => self.take_name(words, names_area, scope),
            LoneLine::Area | LoneLine::AreaWith(_) => {
                scope.bands.area_depth = depth_of(&words, scope);
                scope.take_line(&words, kind);
            }
            LoneLine::NameWith(parts) if names_area => {
                scope.doubt_area(&slice(&words, parts.area.start, parts.area.len()));
                scope.take_line(&words, LoneLine::AreaWith(parts));
            }
            LoneLine::NameWith(_) => scope.take_first_line(words, LoneLine::Dated),
            LoneLine::Entity if names_area && scope.is_of_union(&words) => scope.begin_area(words),
            LoneLine::Dated | LoneLine::Entity => scope.take_first_line(words, kind),
            // No weight stands above the head, so a total there sums up nothing that could be
            // compared.
            LoneLine::Prose if is_premise(&words.value) && scope.found.entries.is_empty() => {
                scope.account_for(TakenAs::LeftOut, &words);
                scope.report.proposals.add_premise(words);
            }
            LoneLine::Prose | LoneLine::Total => scope.leave_out(words),
            _ => {
                scope.take_line(&words, kind);
            }
        }
    }

    /// Takes a line with the words of a name.
    fn take_name(&self, words: Words, names_area: bool, scope: &mut GridScope<'_, '_>) {
        let depth = depth_of(&words, scope);
        // Headings of one depth name areas, or none does: below «Area Tecnica» a paragraph is part of
        // it.
        let is_part = scope.bands.area_depth.is_some() && scope.bands.area_depth != depth;
        if self.names_nothing(&words, scope) {
            scope.leave_out(words);
        } else if self.columns.lack_service()
            && scope.bands.area_name().is_some()
            && is_service_heading(&words, scope)
        {
            scope.bands.service_depth = depth;
            begin_service(&words, scope);
        } else if is_part {
            scope.leave_out(words);
        } else if names_area {
            let is_unlike = self.held.as_ref().is_some_and(|held| is_unlike(&words, held, scope));
            scope.bands.area_depth = depth;
            let words = area_of_list(&words).unwrap_or(words);
            if is_unlike {
                scope.report.findings.push(possible_remark(&words));
                scope.begin_area(words);
            } else {
                scope.begin_placed_area(words);
            }
        } else {
            scope.keep_subtitle(&words);
            scope.take_first_line(words, LoneLine::Name);
        }
    }

    /// Returns `true` for a line that heads a list or remarks on the table above, and names no area.
    fn names_nothing(&self, words: &Words, scope: &GridScope<'_, '_>) -> bool {
        // Where areas are written in small letters, such a line is one more.
        let remarks = |held: &String| {
            let is_alike = held.starts_with(char::is_lowercase) && names_unit(&words.value);
            remarks_on_table(&words.value) && !is_alike
        };
        heads_part(&words.value)
            || !is_heading_of_area(words, scope)
                && (heads_list(&words.value) || self.held.as_ref().is_some_and(remarks))
    }
}

/// Returns `true` for a line that says what it is, and never names an area alone.
fn is_apart(kind: &LoneLine) -> bool {
    matches!(
        kind,
        LoneLine::Period
            | LoneLine::YearTitle
            | LoneLine::PageNumber
            | LoneLine::Manager(_)
            | LoneLine::ManagerWith(_)
            | LoneLine::Labelled(..)
    )
}
