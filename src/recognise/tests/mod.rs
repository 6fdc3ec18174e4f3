//! Tables as offices write them, recognised.

mod arrangements;
mod band_rows;
mod cases;
mod cells;
mod doubtful_rows;
mod forms;
mod given;
mod heads;
mod hostile;
mod level_columns;
mod lines;
mod lone_rows;
mod marks;
mod neighbours;
mod offices;
mod other_tables;
mod own_workbook;
mod people;
mod proposals;
mod reference;
mod repeated_sheets;
mod sample;
mod senders;
mod shapes;
mod shared_objective;
mod titles;
