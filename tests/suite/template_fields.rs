//! Fields of groups in templates: each prints its value, or an error stands at its name; a field is
//! printed only where its value was.

use crate::support::{checked, checked_layout, texts};

const LAYOUT: &str = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n";
const PLAN: &str = "titolo: PROVA
livelli: [gruppo]
campi: {stato: testo, costo: importo, quota: importo}
pesi: nessuno
anni: [2026, 2027]
gruppi:
  - gruppo: G1
    obiettivi:
      - {codice: C1, servizio: SERV, tipologia: S, descrizione: uno, risultato: RIS, indicatore: IND, peso: 10, responsabile: RESP, stato: ST, costo: 12500, quota: {2026: 10, 2027: 20}, altro: {nota: NOTA, valore pubblico: VP}}
  - gruppo: G2
    obiettivi:
      - {descrizione: due, stato: primo valore}
      - {descrizione: tre, stato: secondo valore}
";

/// Returns the first text of the group G1 and the report, with `before` as `prima.hbs`.
fn printed(before: &str) -> (String, String) {
    let (annex, said) = checked(PLAN, &[("layout.toml", LAYOUT), ("prima.hbs", before)]);
    let text = annex.map_or_else(Vec::new, |annex| texts(&annex));
    (text.get(2).cloned().unwrap_or_default(), said)
}

#[test]
fn every_field_prints_its_value_as_a_column_does() {
    for (field, value) in [
        ("codice", "C1"),
        ("servizio", "SERV"),
        ("tipologia", "S"),
        ("risultato", "RIS"),
        ("indicatore", "IND"),
        ("peso", "10"),
        ("responsabile", "RESP"),
        ("costo", "12.500,00\u{a0}€"),
        ("quota.2026", "10,00\u{a0}€"),
        ("quota.2027", "20,00\u{a0}€"),
        ("nota", "NOTA"),
        ("[valore pubblico]", "VP"),
        ("gruppo", "G1"),
    ] {
        let (text, said) = printed(&format!("[{{{{campo.{field}}}}}]"));
        assert_eq!(text, format!("[{value}]"), "{said}");
        let name = field.trim_matches(['[', ']']).split('.').next().expect("a name");
        let is_left = said.contains(&format!("«{name}»"));
        assert_eq!(is_left, name == "quota", "{name}: {said}");
    }
    let (text, said) =
        printed("{{campo.quota.2026}} {{campo.quota.2027}} {{maiuscolo campo.nota}}");
    assert_eq!(text, "10,00\u{a0}€ 20,00\u{a0}€ NOTA");
    assert!(!said.contains("«quota»") && !said.contains("«nota»"), "{said}");
}

#[test]
fn a_field_that_the_group_does_not_say_alike_is_an_error_at_its_name() {
    let (_, said) = printed("Stato:\n{{campo.stato}}");
    let message = "Nel gruppo «G2» gli obiettivi non dicono lo stesso in «stato»: «primo valore» e «secondo valore».";
    assert!(said.contains(message) && said.contains("prima.hbs:2:1"), "{said}");
    let (_, said) = printed("{{#if nome}}x {{maiuscolo campo.stato}}{{/if}}");
    assert!(said.contains(message) && said.contains("prima.hbs:1:15"), "{said}");
}

#[test]
fn a_field_counts_as_printed_only_where_it_was() {
    let (text, said) = printed("{{#if campo.stato}}[{{campo.stato}}]{{else}}vari{{/if}}");
    assert_eq!(text, "[ST]");
    assert!(
        said.contains("I modelli del layout scrivono «stato» solo per altri obiettivi"),
        "{said}"
    );
    assert!(said.contains("piano.yaml:12:"), "{said}");
    // A condition is no print.
    let (_, said) = printed("{{#if campo.nota}}c'è{{/if}}");
    assert!(said.contains("Il layout non ha una colonna per «nota»"), "{said}");
    let (_, said) = printed("{{#if (eq campo.nota \"altro\")}}{{campo.nota}}{{/if}}");
    assert!(said.contains("Il layout non ha una colonna per «nota»"), "{said}");
}

#[test]
fn a_layout_without_levels_has_the_fields_of_the_whole_plan() {
    let layout =
        LAYOUT.replace("[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\n", "livelli = []\n");
    let plan = "titolo: P\nlivelli: []\npesi: nessuno\nobiettivi:\n  - {descrizione: uno, altro: {nota: N}}\n  - {descrizione: due, altro: {nota: N}}\n";
    let (annex, said) =
        checked(plan, &[("layout.toml", &layout), ("prima.hbs", "[{{campo.nota}}]")]);
    assert_eq!(texts(&annex.expect(&said))[1], "[N]");
}

#[test]
fn years_and_amounts_are_compared_with_numbers() {
    let heads = |heading: &str| {
        let column = format!(
            "[[colonne]]\ncampo = \"quota\"\nper-anno = true\nintestazione = \"{heading}\"\n"
        );
        let (annex, said) = checked(PLAN, &[("layout.toml", &format!("{LAYOUT}{column}"))]);
        (annex.map(|annex| crate::support::rows(&annex)[0].clone()), said)
    };
    let (row, said) =
        heads("{{#if (eq anno 2026)}}primo{{else if (gt anno 2026)}}dopo il 2026{{/if}}");
    assert_eq!(row.expect(&said), ["OBIETTIVO", "primo", "dopo il 2026"]);
    let (text, _) = printed("{{#if (gte campo.costo 12500)}}tanto{{else}}poco{{/if}}");
    assert_eq!(text, "tanto");
    let (_, said) = printed("a {{#if (gt campo.nota 3)}}x{{/if}}");
    assert!(
        said.contains("«gt» confronta «NOTA», che non è un numero.")
            && said.contains("prima.hbs:1:3"),
        "{said}"
    );
    let (text, _) = printed("{{len campo.stato}} {{len \"è\"}}");
    assert_eq!(text, "2 1");
}

#[test]
fn checking_a_layout_finds_what_making_finds() {
    let said = |before: &str| checked_layout(&[("layout.toml", LAYOUT), ("prima.hbs", before)]);
    assert!(
        said("{{campo.costo.2020}} {{campo.peso}} {{campo.[valore pubblico]}}")
            .contains("Nessuna segnalazione")
    );
    let wrong = said("{{#if nome}}{{else if (eq nome)}}x{{/if}}");
    assert!(wrong.contains("Il comando «eq» vuole due valori, qui ne ha 1."), "{wrong}");
    let wrong = said("{{#if nome}}{{else if nme}}x{{/if}}");
    assert!(wrong.contains("Il modello usa «nme», che qui non esiste."), "{wrong}");
    let wrong = said("{{#if (gt nome 3)}}{{#if (lt piano.ente 3)}}x{{/if}}{{/if}}");
    assert!(!wrong.contains("mismatch") && !wrong.contains("required"), "{wrong}");
    let column = "[[colonne]]\ncampo = \"servizio\"\nintestazione = \"S\"\nsomma = true\n[[colonne]]\ncampo = \"costo\"\nintestazione = \"C\"\nsolo = { tipo = \"a\" }\n";
    let wrong = checked_layout(&[
        (
            "layout.toml",
            &format!("{LAYOUT}{column}").replace("[tabella]", "[tabella]\ntotali = true"),
        ),
        ("servizio.hbs", "{{servizio}} x"),
    ]);
    assert!(wrong.contains("La colonna «servizio» non si può sommare"), "{wrong}");
    for name in ["piano-obiettivi", "peg-obiettivi", "piano-performance", "piao-sezione"] {
        let done = crate::support::run(crate::support::root(), &["layout", "controlla", name]);
        assert_eq!(crate::support::stdout(&done), "Nessuna segnalazione.\n", "{name}");
    }
}

#[test]
fn a_branch_that_no_example_takes_is_checked() {
    let said = |before: &str| checked_layout(&[("layout.toml", LAYOUT), ("prima.hbs", before)]);
    let wrong = said("Gruppo\n{{#if (eq nome \"Z\")}}{{#if (gt piano.ente 3)}}x{{/if}}{{/if}}");
    assert!(wrong.contains("«gt» confronta «Esempio», che non è un numero"), "{wrong}");
    assert!(wrong.contains("prima.hbs:2"), "{wrong}");
    let wrong = said("{{#unless nome}}piano \u{1F600}{{/unless}}");
    assert!(wrong.contains("«\u{1F600}»"), "{wrong}");
    assert_eq!(said("{{#if (eq nome \"Z\")}}zeta{{else}}altro{{/if}}"), "Nessuna segnalazione.\n");
}

#[test]
fn a_likeness_is_a_hint_and_a_misspelling_an_error() {
    let said = |plan: &str, field: &str| {
        let column = format!("[[colonne]]\ncampo = \"{field}\"\nintestazione = \"X\"\n");
        checked(plan, &[("layout.toml", &format!("{LAYOUT}{column}"))])
    };
    for field in ["tipo", "titolo", "area_tematica"] {
        let (annex, hint) = said(PLAN, field);
        assert!(annex.is_some(), "{field}: {hint}");
        assert!(
            hint.contains(&format!(
                "La colonna mostra il campo «{field}», che nessun obiettivo ha."
            )),
            "{hint}"
        );
        let own = PLAN.replace("stato: testo", &format!("stato: testo, {field}: testo"));
        let own = own.replace("stato: ST", &format!("stato: ST, {field}: SUO"));
        let (annex, hint) = said(&own, field);
        assert!(!hint.contains("nessun obiettivo ha"), "{hint}");
        assert!(
            crate::support::rows(&annex.expect(&hint))
                .iter()
                .any(|row| row.contains(&"SUO".to_owned()))
        );
    }
    let (annex, error) = said(PLAN, "descrizoine");
    assert!(annex.is_none() && error.contains("Forse si intendeva «descrizione»"), "{error}");
}

#[test]
fn the_resolution_is_named_by_what_is_known_of_it() {
    let printed = |resolution: &str| {
        let plan = format!("{PLAN}{resolution}");
        let before = "{{#if piano.delibera}}[{{piano.delibera}}]{{else}}nessuna{{/if}}";
        let (annex, said) = checked(&plan, &[("layout.toml", LAYOUT), ("inizio.hbs", before)]);
        let texts = texts(&annex.expect(&said));
        texts.into_iter().find(|text| text.starts_with('[') || text == "nessuna").expect("a text")
    };
    assert_eq!(printed(""), "nessuna");
    assert_eq!(printed("delibera: {organo: Giunta}\n"), "[deliberazione di Giunta]");
    let whole = "delibera: {organo: Giunta comunale, numero: \"14\", data: 12.03.2026}\n";
    assert_eq!(printed(whole), "[deliberazione di Giunta comunale n. 14 del 12.03.2026]");
}

#[test]
fn what_a_group_says_itself_goes_before_what_its_objectives_say() {
    let plan = |inner: &str| {
        format!(
            "titolo: P\nlivelli: [gruppo, parte]\ncampi: {{sede: testo}}\npesi: nessuno\ngruppi:\n  - gruppo: UNO\n    responsabile: R UNO\n    sede: S UNO\n    gruppi:\n      - parte: H1\n{inner}        obiettivi: [{{descrizione: a}}]\n"
        )
    };
    let inner = "        responsabile: R H1\n        sede: S H1\n";
    let layout = "base = \"piano-obiettivi\"\n[[livelli]]\ncampo = \"gruppo\"\nposto = \"titolo\"\ntesto = \"{{nome}} ({{responsabile}}, {{campo.sede}})\"\n[[livelli]]\ncampo = \"parte\"\nposto = \"titolo\"\ntesto = \"{{nome}} ({{responsabile}}, {{campo.sede}})\"\n[tabella]\ncolonne-di-base = false\ncolonna-titolo = \"descrizione\"\n[[colonne]]\ncampo = \"descrizione\"\nintestazione = \"OBIETTIVO\"\n";
    let titles = |inner: &str| {
        let (annex, said) = checked(&plan(inner), &[("layout.toml", layout)]);
        (texts(&annex.expect(&said))[1..3].to_vec(), said)
    };
    assert_eq!(titles(inner).0, ["UNO (R UNO, S UNO)", "H1 (R H1, S H1)"]);
    assert!(!titles(inner).1.contains("campo-non-stampato"), "{}", titles(inner).1);
    assert_eq!(titles("").0, ["UNO (R UNO, S UNO)", "H1 (R UNO, S UNO)"]);
    // A value that nobody takes over and no text names is told.
    let bare = layout.replacen("{{nome}} ({{responsabile}}, {{campo.sede}})", "{{nome}}", 1);
    let (_, said) = checked(&plan(inner), &[("layout.toml", &bare)]);
    for name in ["responsabile", "sede"] {
        let words = format!("Il gruppo dice «{name}», ma ognuno dei suoi obiettivi ha il proprio");
        assert!(said.contains(&words), "{said}");
    }
}
