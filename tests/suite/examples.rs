//! Example plans in their layouts keep the promises of the README.

use crate::support::{names, root, run, stderr, stdout};

/// Layouts of the program that have an example of their own.
const LAYOUTS: [&str; 3] = ["peg-obiettivi", "piano-performance", "piao-sezione"];

fn example(layout: &str) -> String {
    root().join(format!("inputs/esempio-{layout}.yaml")).display().to_string()
}

#[test]
fn every_example_makes_its_annexes_without_a_finding_and_the_same_bytes_again() {
    for layout in LAYOUTS {
        let (one, two) =
            (tempfile::tempdir().expect("folder"), tempfile::tempdir().expect("folder"));
        for folder in [&one, &two] {
            let done = run(folder.path(), &["genera", &example(layout), "--layout", layout]);
            assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
            assert!(stdout(&done).ends_with("Nessuna segnalazione.\n"), "{}", stderr(&done));
        }
        let made = names(&one.path().join("output"));
        assert!(made.len() >= 3, "{made:?}");
        for name in made {
            let bytes = |folder: &tempfile::TempDir| {
                std::fs::read(folder.path().join("output").join(&name)).expect("an annex")
            };
            assert!(bytes(&one) == bytes(&two), "{name} differs from run to run");
        }
    }
}

#[test]
fn every_example_says_that_it_is_one() {
    for layout in LAYOUTS {
        let text = std::fs::read_to_string(example(layout)).expect("the example");
        assert!(text.contains("Esempio con testi inventati"), "{layout}");
    }
}

#[test]
fn the_workbook_of_every_example_gives_its_plan_back() {
    for layout in LAYOUTS {
        let folder = tempfile::tempdir().expect("folder");
        let dump = |plan: &str| {
            let text = std::fs::read_to_string(plan).expect("a plan");
            allegati::annex::dump(&crate::support::annex_of(&text, layout))
        };
        run(folder.path(), &["genera", &example(layout), "--layout", layout]);
        let workbook = format!("output/esempio-{layout}.xlsx");
        let back = run(folder.path(), &["importa", &workbook, "-o", "piano.yaml"]);
        assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
        let again = folder.path().join("piano.yaml").display().to_string();
        assert_eq!(dump(&again), dump(&example(layout)), "{layout}");
    }
}

/// Writes headings and tables of an annex, cell by cell.
fn tables(plan: &str, layout: &str) -> Vec<String> {
    let text = std::fs::read_to_string(plan).expect("a plan");
    let annex = crate::support::annex_of(&text, layout);
    let rows = |table: &allegati::annex::Table| {
        let bodies = table.bodies().iter().flat_map(|body| {
            body.bands.iter().chain(&body.rows).chain(&body.totals).collect::<Vec<_>>()
        });
        let rows: Vec<_> = table.head().iter().chain(bodies).chain(table.foot()).collect();
        let cell = |cell: &allegati::annex::Cell| {
            format!("{} {}×{}", cell.text(), cell.col_span, cell.row_span)
        };
        rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
    };
    let blocks = annex.blocks.iter().flat_map(|block| match block {
        allegati::annex::Block::Heading(heading) => vec![heading.text.clone()],
        allegati::annex::Block::Table(table) => rows(table),
        _ => Vec::new(),
    });
    blocks.collect()
}

#[test]
fn the_document_of_every_example_gives_its_tables_back() {
    for layout in LAYOUTS {
        let folder = tempfile::tempdir().expect("folder");
        run(folder.path(), &["genera", &example(layout), "--layout", layout]);
        let document = format!("output/esempio-{layout}.docx");
        let back =
            run(folder.path(), &["importa", &document, "--layout", layout, "-o", "piano.yaml"]);
        assert_eq!(back.status.code(), Some(0), "{}", stderr(&back));
        let again = folder.path().join("piano.yaml").display().to_string();
        assert_eq!(tables(&again, layout), tables(&example(layout), layout), "{layout}");
    }
}
