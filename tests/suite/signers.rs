//! What signing programs append to the reference annex, as they wrote it (`tests/fuzz/seeds`).

use crate::support::root;
use allegati::verify::{Verdict, pdf};

/// Returns the reference annex, and it with the revision that a program appended.
fn signed_by(program: &str) -> [Vec<u8>; 2] {
    let read = |path: String| std::fs::read(root().join(path)).expect("a file of the project");
    let annex = read("output/piano-obiettivi-2020-2022.pdf".to_owned());
    let revision = read(format!("tests/fuzz/seeds/{program}.bin"));
    [annex.clone(), [annex, revision].concat()]
}

#[test]
fn what_signers_write_is_intact_and_the_signer_named() {
    for program in ["invisibile", "visibile", "dss", "itext", "openpdf", "libreoffice", "poppler"] {
        let [annex, returned] = signed_by(program);
        let outcome = pdf::compare(&annex, &returned);
        assert_eq!(outcome.reasons, [], "{program}");
        let signers: Vec<_> = outcome.signers.iter().map(|signer| &signer.subject).collect();
        assert_eq!(signers, ["Mario Rossi (Comune di Esempio)"], "{program}");
    }
}

#[test]
fn a_visible_signature_by_libreoffice_is_shown_with_its_page() {
    let [annex, returned] = signed_by("libreoffice-visibile");
    let outcome = pdf::compare(&annex, &returned);
    assert_eq!(outcome.verdict(), Verdict::Look, "{:?}", outcome.reasons);
    assert!(outcome.reasons.iter().all(|reason| reason.page == Some(1)), "{:?}", outcome.reasons);
}

/// Replaces `from`, which is there once in the revision, by text of the same length.
fn altered(program: &str, from: &str, to: &str) -> [Vec<u8>; 2] {
    assert_eq!(from.len(), to.len());
    let [annex, mut returned] = signed_by(program);
    let is_there = |window: &[u8]| window == from.as_bytes();
    let places: Vec<_> = (annex.len()..returned.len() - from.len())
        .filter(|at| is_there(&returned[*at..*at + from.len()]))
        .collect();
    assert_eq!(places.len(), 1, "{program}: {from}");
    returned[places[0]..places[0] + from.len()].copy_from_slice(to.as_bytes());
    [annex, returned]
}

#[test]
fn what_a_program_writes_is_allowed_in_no_other_form() {
    let cases = [
        ("libreoffice", "/DV 592 0 R", "/DV 593 0 R", "(DV)"),
        ("libreoffice", "/DV 592 0 R", "/DV (592 R)", "(DV)"),
        ("libreoffice", "/DV 592 0 R", "/AS /Off   ", "(AS)"),
        ("poppler", "/AS /N ", "/AS /D ", "(AS)"),
        ("poppler", "/AS /N ", "/AS 1  ", "(AS)"),
        ("poppler", "/AS /N /V 593 0 R", "/AS /N /W 593 0 R", "(AS)"),
    ];
    for (program, from, to, key) in cases {
        let [annex, returned] = altered(program, from, to);
        let outcome = pdf::compare(&annex, &returned);
        let texts: Vec<_> = outcome.reasons.iter().map(|reason| reason.text.as_str()).collect();
        assert!(texts.iter().any(|text| text.ends_with(key)), "{program}: {to}: {texts:?}");
    }
}
