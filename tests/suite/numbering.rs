//! Numbers of the objects in a PDF: one section of the cross-reference table, without a gap.
//! Programs that sign count entries, and write over an object if a number is missing.

use crate::support::{annex_of, root, small_plan};
use allegati::annex::Annex;
use allegati::layout::shipped;
use allegati::render::pdf::{PdfOptions, Profile, pdf};

/// Asserts that the table of `bytes` has one section from 0 to the highest number, that each entry
/// after the head of the free list leads to its object, and that `/Size` counts the entries.
fn assert_contiguous(bytes: &[u8], name: &str) {
    let tail = String::from_utf8_lossy(&bytes[bytes.len() - 64..]);
    let (_, start) = tail.rsplit_once("startxref\n").expect("startxref");
    let start: usize = start.lines().next().and_then(|at| at.parse().ok()).expect("an offset");
    let table = std::str::from_utf8(&bytes[start..]).expect("a table in ASCII");
    let (table, trailer) = table.split_once("trailer\n").expect("a trailer");
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("xref"), "{name}");
    let entries: Vec<&str> = lines.clone().skip(1).collect();
    assert_eq!(lines.next(), Some(format!("0 {}", entries.len()).as_str()), "{name}");
    assert!(trailer.contains(&format!("/Size {}>>", entries.len())), "{name}: {trailer}");
    assert_eq!(entries.first(), Some(&"0000000000 65535 f "), "{name}");
    for (id, entry) in entries.iter().enumerate().skip(1) {
        let offset = entry.strip_suffix(" 00000 n ").and_then(|offset| offset.parse().ok());
        let offset: usize = offset.unwrap_or_else(|| panic!("{name}: «{entry}» of {id}"));
        let head = format!("{id} 0 obj\n");
        assert!(bytes[offset..].starts_with(head.as_bytes()), "{name}: {id}");
    }
}

fn assert_annex(annex: &Annex, profile: Profile, name: &str) {
    let file = pdf(annex, &PdfOptions { profile }).expect("a PDF");
    assert_contiguous(&file.bytes, &format!("{name}, {profile:?}"));
}

#[test]
fn every_layout_and_profile_uses_every_number() {
    let signers = "firmatari:\n  - nome: Anna Rossi\n    qualifica: Il Presidente\n  - nome: Ugo Verdi\n    qualifica: Il Segretario\n";
    let logo = root().join("tests/suite/fixtures/logo/layout").display().to_string();
    let layouts = shipped().into_iter().map(|layout| layout.name.to_owned()).chain([logo]);
    for layout in layouts {
        for signers in ["", signers] {
            let annex = annex_of(&(small_plan("PIANO", "Testo") + signers), &layout);
            for profile in [Profile::A2aUa1, Profile::A2u, Profile::A2b] {
                assert_annex(&annex, profile, &layout);
            }
        }
    }
}

#[test]
fn every_example_and_fixture_uses_every_number() {
    let fixture = |name: &str| {
        let folder = root().join("tests/suite/fixtures").join(name);
        (folder.join("piano.yaml"), folder.join("layout").display().to_string())
    };
    let example =
        |layout: &str| (root().join(format!("inputs/esempio-{layout}.yaml")), layout.to_owned());
    let plans = [
        fixture("annuali"),
        fixture("aree"),
        fixture("forme"),
        fixture("indicatori"),
        example("peg-obiettivi"),
        example("piano-performance"),
        example("piao-sezione"),
    ];
    for (plan, layout) in plans {
        let text = std::fs::read_to_string(&plan).expect("a plan");
        assert_annex(&annex_of(&text, &layout), Profile::default(), &plan.display().to_string());
    }
}

#[test]
fn the_reference_file_uses_every_number() {
    let file = root().join("output/piano-obiettivi-2020-2022.pdf");
    assert_contiguous(&std::fs::read(file).expect("the reference file"), "output");
}
