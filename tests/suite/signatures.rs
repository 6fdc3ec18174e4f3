//! Signature fields of the layout together with the plan's signers.

use crate::support::{annex_of, small_plan};
use allegati::annex::Signature;

/// Composes the signatures of a plan with `signers` in the default layout with `fields` for its `[[firma]]`.
fn signatures(signers: &str, fields: &str) -> Vec<Signature> {
    let folder = tempfile::tempdir().expect("temporary folder");
    let from = crate::support::root().join("layouts/piano-obiettivi/layout.toml");
    let text = std::fs::read_to_string(from).expect("the default layout");
    let own = "[[firma]]\nnome = \"Firma1\"\nposto = \"riga\"\n";
    assert!(text.contains(own));
    // A key of the whole file stands above all groups.
    let (top, group) = if fields.starts_with('[') { ("", fields) } else { (fields, "") };
    let text = top.to_owned() + &text.replace(own, group);
    std::fs::write(folder.path().join("layout.toml"), text).expect("written");
    let plan = small_plan("PIANO", "Testo") + signers;
    annex_of(&plan, &folder.path().display().to_string()).signatures
}

/// Writes each signature as «field: role, name (mark)».
fn told(signatures: &[Signature]) -> Vec<String> {
    let one = |s: &Signature| {
        let word = |word: &Option<String>| word.clone().unwrap_or("-".to_owned());
        format!("{}: {}, {} ({:?})", s.field, word(&s.role), word(&s.name), s.mark)
    };
    signatures.iter().map(one).collect()
}

const TWO: &str = "firmatari:\n  - nome: Anna Rossi\n    qualifica: Il Presidente\n  - nome: Ugo Verdi\n    qualifica: Il Segretario\n";

#[test]
fn without_signers_there_is_one_field_that_shows_nothing() {
    let default = annex_of(&small_plan("PIANO", "Testo"), "piano-obiettivi").signatures;
    assert_eq!(told(&default), ["Firma1: -, - (Hidden)"]);
    assert_eq!(signatures("", ""), default);
    assert_eq!(signatures("", "firma = []\n"), []);
}

#[test]
fn signers_take_the_fields_in_order_and_get_more_where_they_are_more() {
    let default = annex_of(&(small_plan("PIANO", "Testo") + TWO), "piano-obiettivi").signatures;
    assert_eq!(
        told(&default),
        ["Firma1: Il Presidente, Anna Rossi (Line)", "Firma2: Il Segretario, Ugo Verdi (Line)"]
    );
    let own = signatures(TWO, "[[firma]]\nnome = \"Firma2\"\nposto = \"riquadro\"\n");
    assert_eq!(
        told(&own),
        ["Firma2: Il Presidente, Anna Rossi (Box)", "Firma1: Il Segretario, Ugo Verdi (Box)"]
    );
}

#[test]
fn a_field_that_names_a_capacity_waits_for_who_has_it() {
    let fields = "[[firma]]\nnome = \"A\"\nqualifica = \"il segretario\"\nposto = \"riga\"\n[[firma]]\nnome = \"B\"\nposto = \"invisibile\"\n[[firma]]\nnome = \"C\"\nqualifica = \"Il Revisore\"\nposto = \"riga\"\n";
    assert_eq!(
        told(&signatures(TWO, fields)),
        [
            "A: il segretario, Ugo Verdi (Line)",
            "B: Il Presidente, Anna Rossi (Hidden)",
            "C: Il Revisore, - (Line)",
        ]
    );
}
