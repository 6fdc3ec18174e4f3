//! Widths of the columns of a table.

use crate::annex::{Pt, Table, Width};

/// Error of a table whose columns have no room.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum WidthError {
    /// Fixed columns wider than the table may be, or leaving nothing to the others.
    #[error("columns {wanted:?} wide where {available:?} are available")]
    TooWide {
        /// Sum of the fixed widths.
        wanted: Pt,
        /// Width between the margins.
        available: Pt,
    },
}

/// Computes the widths of the columns of `table`, rule to rule, in a text `available` wide: fixed
/// columns as they are, the rest divided by shares. All formats use these widths.
///
/// # Errors
/// [`WidthError::TooWide`] if fixed columns leave the others no room.
pub fn column_widths(table: &Table, available: Pt) -> Result<Vec<Pt>, WidthError> {
    let fixed = |width: &Width| match *width {
        Width::Fixed(mm) => Pt::from(mm).0.max(0.0),
        Width::Share(_) | Width::Auto => 0.0,
    };
    let share = |width: &Width| match *width {
        Width::Fixed(_) => 0.0,
        Width::Share(share) if share.is_finite() => share.max(0.0),
        Width::Share(_) => 0.0,
        Width::Auto => 1.0,
    };
    let widths = || table.columns().iter().map(|column| &column.width);
    let wanted: f32 = widths().map(fixed).sum();
    let shares: f32 = widths().map(share).sum();
    let rest = available.0 - wanted;
    // A hundredth of a point: more than the rounding of sums of millimetres.
    if rest < -0.01 || (rest <= 0.0 && shares > 0.0) {
        return Err(WidthError::TooWide { wanted: Pt(wanted), available });
    }
    let rest = rest.max(0.0);
    // Shares may all be 0, by which nothing can be divided.
    let part = |w| if shares > 0.0 { share(w) / shares * rest } else { 0.0 };
    Ok(widths().map(|w| Pt(fixed(w) + part(w))).collect())
}
