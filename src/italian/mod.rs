//! Notation of Italian offices: acts, days, months, years, decimals, plurals, units, quotations and the
//! nearest known name.

pub mod acts;
pub mod cited_acts;
pub mod days;
pub mod decimals;
pub mod first_names;
pub mod months;
pub mod nearest;
pub mod plural;
pub mod quotation;
pub mod units;
pub mod years;
