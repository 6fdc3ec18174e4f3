//! Every test that looks at the program from outside its rooms. See `tests/README.md`.

mod golden;
mod house;
mod layouts;
mod loading;
