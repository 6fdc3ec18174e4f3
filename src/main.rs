//! The command line of `allegati`.

fn main() {}
