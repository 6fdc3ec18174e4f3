//! Files of others' making, one of each kind that was once refused or read wrongly: what
//! `importa` says of each, and the plan that it makes.

use crate::golden;
use crate::support::{program, root, stderr, stdout};

/// Returns what `importa` says of a file, its exit status and the plan without its head.
fn account(file: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let source = root().join("tests/suite/fixtures/altrui").join(file);
    std::fs::copy(source, folder.path().join(file)).expect("a copy");
    let mut command = program();
    command.current_dir(folder.path()).env("COLUMNS", "100");
    let output = command.args(["importa", file, "-o", "piano.yaml"]).output().expect("a run");
    let plan = std::fs::read_to_string(folder.path().join("piano.yaml")).unwrap_or_default();
    let plan = plan.split_once("\n\n").map_or("", |(_, plan)| plan);
    let status = output.status.code().expect("a status");
    format!("{}{}esce con {status}\n\n{plan}", stderr(&output), stdout(&output))
}

#[test]
fn each_kind_is_read_as_a_person_reads_it_or_named() {
    let folder = root().join("tests/suite/fixtures/altrui");
    let files = std::fs::read_dir(folder).expect("the files");
    let names = files.map(|file| file.expect("a file").file_name().into_string().expect("a name"));
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names.len(), 45);
    for name in names {
        golden::hold(&format!("altrui/{name}.txt"), &account(&name));
    }
}
