//! Names of months over columns that have only their initials: three months begin with «M».

use super::word_forms::words;
use crate::italian::months;
use crate::office::GridCell;

/// Initials of the months, from January on.
const INITIALS: &str = "gfmamglasond";
/// Initials that tell which months they are, as far as they stand but once among all: «G F M».
const LEAST_INITIALS: usize = 3;

/// Returns the name of each heading: the months for initials in their order, and the heading itself with
/// the letters of its column where another heading is the same.
pub(super) fn heading_names(cells: &[&GridCell], plain: impl Fn(&str) -> String) -> Vec<String> {
    let mut names: Vec<String> = cells.iter().map(|cell| plain(&cell.text.value)).collect();
    if let Some((start, month)) = run_of_months(&names) {
        for (name, month) in names[start..].iter_mut().zip(&months::NAMES[month..]) {
            if name.chars().count() > 1 {
                break;
            }
            *name = (*month).to_owned();
        }
    }
    let is_repeated: Vec<bool> =
        names.iter().map(|name| names.iter().filter(|other| *other == name).count() > 1).collect();
    for ((name, cell), is_repeated) in names.iter_mut().zip(cells).zip(is_repeated) {
        if is_repeated {
            *name = format!("{name} (colonna {})", crate::source::column_letters(cell.column));
        }
    }
    names
}

/// Returns where a run of initials begins, and the month that it begins with, from 0; `None` if there is
/// none, or nothing tells which months they are.
fn run_of_months(names: &[String]) -> Option<(usize, usize)> {
    let initial = |name: &String| match words(name).as_slice() {
        [only] if only.len() == 1 => only.clone(),
        _ => " ".to_owned(),
    };
    let row: String = names.iter().map(initial).collect();
    let start = row.find(|c: char| c != ' ')?;
    let run = row[start..].trim_end();
    let mut places = INITIALS.match_indices(run);
    let (month, _) = places.next().filter(|_| run.len() >= LEAST_INITIALS)?;
    places.next().is_none().then_some((start, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(row: &str) -> Option<(usize, usize)> {
        run_of_months(&row.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn initials_are_months_where_their_order_says_so() {
        assert_eq!(run("Fasi G F M A M G L A S O N D"), Some((1, 0)));
        assert_eq!(run("Fasi G F M A M G"), Some((1, 0)));
        assert_eq!(run("Fasi Descrizione S O N D"), Some((2, 8)));
        assert_eq!(run("Fasi M A"), None);
        assert_eq!(run("Fasi A B C"), None);
    }
}
