//! Columns whose width is «auto».

use crate::support::{annex_of, reference_annex, root};
use allegati::annex::{Annex, Block, Mm, Pt, Table, Width};
use allegati::typeset::{Typesetter, column_widths, resolve_auto_widths};

fn tables(annex: &Annex) -> impl Iterator<Item = &Table> {
    annex.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Width between the margins of the default layout.
fn available() -> Pt {
    Mm(297.0 - 28.0).into()
}

/// Computes the height of all rows except bands, as they are set.
fn length(annex: &Annex) -> f32 {
    let setter = Typesetter::new(&annex.fonts).expect("Carlito");
    let mut sum = 0.0;
    for table in tables(annex) {
        let widths = column_widths(table, available()).expect("room");
        for row in table.head().iter().chain(table.bodies().iter().flat_map(|body| &body.rows)) {
            let cells = row.cells.iter().zip(&widths);
            let heights =
                cells.map(|(cell, width)| setter.cell_height(cell, *width, &annex.styles).0);
            sum += heights.fold(0.0, f32::max);
        }
    }
    sum
}

/// Composes the reference annex with these widths.
fn with(widths: &[Width]) -> Annex {
    let mut annex = reference_annex();
    for block in &mut annex.blocks {
        let Block::Table(table) = block else { continue };
        table.set_widths(widths.iter().copied());
    }
    annex
}

fn widths(annex: &Annex) -> Vec<Width> {
    tables(annex).next().expect("a table").columns().iter().map(|column| column.width).collect()
}

#[test]
fn no_other_widths_make_the_reference_tables_shorter() {
    let mut annex = with(&[Width::Auto; 6]);
    resolve_auto_widths(&mut annex);
    let found = widths(&annex);
    assert!(tables(&annex).all(|table| table.columns().iter().map(|c| c.width).eq(found.clone())));
    let shortest = length(&annex);
    assert!(shortest < length(&reference_annex()));
    assert!(shortest < 0.8 * length(&with(&[Width::Share(1.0); 6])));
    let shares: Vec<f32> = found
        .iter()
        .map(|width| match width {
            Width::Share(share) => *share,
            other => panic!("{other:?} is not settled"),
        })
        .collect();
    assert!((shares.iter().sum::<f32>() - available().0).abs() < 0.1);
    // A fiftieth of the page from any column to any other.
    for from in 0..6 {
        for to in (0..6).filter(|to| *to != from) {
            let mut moved = shares.clone();
            moved[from] -= available().0 / 50.0;
            moved[to] += available().0 / 50.0;
            let moved: Vec<_> = moved.into_iter().map(Width::Share).collect();
            let longer = length(&with(&moved));
            // The slack is what hyphens would save in a column narrower than its widest word.
            assert!(longer > 0.97 * shortest, "{from} → {to}: {longer} < {shortest}");
        }
    }
}

#[test]
fn fixed_columns_stay_and_shares_keep_their_proportion() {
    let fixed = Width::Fixed(Mm(30.0));
    let asked =
        [fixed, Width::Auto, Width::Share(2.0), Width::Share(1.0), Width::Auto, Width::Auto];
    let mut annex = with(&asked);
    resolve_auto_widths(&mut annex);
    let found = widths(&annex);
    assert_eq!(found[0], fixed);
    let (Width::Share(two), Width::Share(one)) = (found[2], found[3]) else { panic!("{found:?}") };
    assert!((two - 2.0 * one).abs() < 0.01, "{two} {one}");
    let mut untouched = with(&[Width::Share(1.0); 6]);
    resolve_auto_widths(&mut untouched);
    assert_eq!(widths(&untouched), [Width::Share(1.0); 6]);
}

#[test]
fn a_layout_asks_for_them_by_a_word() {
    let folder = tempfile::tempdir().expect("temporary folder");
    let default = root().join("layouts/piano-obiettivi/layout.toml");
    let text = std::fs::read_to_string(default).expect("the default layout");
    let text = text.replace("larghezza = 9.5", "larghezza = \"auto\"");
    std::fs::write(folder.path().join("layout.toml"), text).expect("written");
    let plan = crate::support::small_plan("PIANO", "Testo");
    let annex = annex_of(&plan, &folder.path().display().to_string());
    assert_eq!(widths(&annex)[1], Width::Auto);
}

#[test]
fn a_cell_below_one_that_spans_rows_counts_in_its_own_column() {
    let mut annex = with(&[Width::Auto; 6]);
    let long = "Relazione sullo stato di attuazione. ".repeat(20);
    for block in &mut annex.blocks {
        let Block::Table(table) = block else { continue };
        let mut parts = table.clone().into_parts();
        for body in &mut parts.bodies {
            body.totals.clear();
            let mut first = body.rows[0].clone();
            for cell in &mut first.cells {
                cell.content = allegati::annex::paragraphs("breve");
            }
            let mut second = first.clone();
            first.cells[0].row_span = 2;
            // Without the covered one, the long text is the second row's first cell.
            second.cells.remove(0);
            second.cells[0].content = allegati::annex::paragraphs(&long);
            body.rows = vec![first, second];
        }
        *table = Table::new(parts).expect("a column for each cell");
    }
    resolve_auto_widths(&mut annex);
    let shares: Vec<f32> = widths(&annex)
        .into_iter()
        .map(|width| match width {
            Width::Share(share) => share,
            other => panic!("{other:?} is not settled"),
        })
        .collect();
    assert!(shares[1] > 3.0 * shares[0], "{shares:?}");
}
