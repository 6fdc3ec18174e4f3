//! Errors of the loader on a small plan: code, place, the words under the caret, message.

use super::{SMALL, load, load_as, small};
use allegati::job::PlanFormat;

/// Returns the findings of the small plan with one replacement.
fn said(old: &str, new: &str) -> Vec<String> {
    load(small(old, new)).said()
}

#[test]
fn the_small_plan_is_sound() {
    let plan = load(SMALL).sound();
    assert_eq!(plan.objectives.len(), 1);
}

#[test]
fn an_encoding_that_is_not_utf8_is_named() {
    let windows: Vec<u8> = small("AREA UNICA", "QUALIT\u{C0}").chars().map(|c| c as u8).collect();
    assert_eq!(
        load(windows).said(),
        ["codifica-errata 3:17 «À» Il file non è scritto in UTF-8: sembra Windows-1252."]
    );
    let wide: Vec<u8> = SMALL.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let want = ["codifica-errata 1:1 «» Il file non è scritto in UTF-8: sembra UTF-16."];
    assert_eq!(load(wide.clone()).said(), want);
    let marked: Vec<u8> = [0xFF, 0xFE].into_iter().chain(wide).collect();
    assert_eq!(load(marked).said(), want);
}

#[test]
fn an_unknown_key_is_one_finding_even_where_it_stood_for_a_mandatory_one() {
    assert_eq!(
        said("descrizione", "descrizzione"),
        [
            "chiave-sconosciuta 9:13 «descrizzione» La chiave «descrizzione» in un obiettivo non esiste."
        ]
    );
    assert_eq!(
        said("aree", "area"),
        ["chiave-sconosciuta 2:1 «area» La chiave «area» nel piano non esiste."]
    );
    assert_eq!(
        said("periodi", "periodo"),
        ["chiave-sconosciuta 4:5 «periodo» La chiave «periodo» in un'area non esiste."]
    );
    let loaded = load(small("titolo", "Titolo"));
    assert_eq!(
        loaded.said(),
        ["chiave-sconosciuta 1:1 «Titolo» La chiave «Titolo» nel piano non esiste."]
    );
    let hints: Vec<_> = loaded.findings.iter().flat_map(|f| f.hints.clone()).collect();
    assert_eq!(hints, ["Forse si intendeva «titolo»."]);
}

#[test]
fn a_key_that_is_not_there_is_missing() {
    assert_eq!(
        said("titolo: PIANO OBIETTIVI 2024\n", ""),
        ["campo-mancante 1:1 «aree:» Manca «titolo»: il piano deve averlo."]
    );
    assert_eq!(
        said("            descrizione: Fare una cosa\n", ""),
        [
            "campo-mancante 7:13 «servizio: SEGRETERIA» Manca «descrizione»: ogni obiettivo deve averlo."
        ]
    );
    assert_eq!(
        said("servizio: SEGRETERIA", "codice: 1"),
        [
            "campo-mancante 7:13 «codice: 1» Manca «servizio»: ogni obiettivo (al suo posto può avere «trasversale») deve averlo."
        ]
    );
    assert_eq!(
        said("nome: AREA UNICA", "responsabile: Anna"),
        ["campo-mancante 3:5 «responsabile: Anna» Manca «nome»: ogni area deve averlo."]
    );
    assert_eq!(
        said("etichetta: ANNO 2024", "anni: [2024]"),
        ["campo-mancante 5:9 «anni: [2024]» Manca «etichetta»: ogni periodo deve averlo."]
    );
    assert_eq!(
        load("titolo: X\n").said(),
        ["campo-mancante 1:1 «titolo: X» Manca «aree»: il piano deve averlo."]
    );
    for empty in ["", "\n\n", "# niente\n", "\u{FEFF}"] {
        let codes: Vec<_> = load(empty).findings.iter().map(|f| f.message.clone()).collect();
        assert_eq!(codes, ["Il file è vuoto."], "{empty:?}");
    }
    assert_eq!(load_as("", PlanFormat::JSON).findings.iter().count(), 1);
}

#[test]
fn a_key_with_nothing_behind_it_is_empty_and_not_also_missing() {
    assert_eq!(
        said("descrizione: Fare una cosa", "descrizione: \"  \""),
        ["campo-vuoto 9:26 «\"  \"» «descrizione» è vuoto: ogni obiettivo deve averlo."]
    );
    assert_eq!(
        said("servizio: SEGRETERIA", "trasversale: ''"),
        ["campo-vuoto 7:26 «''» «trasversale» è vuoto: l'obiettivo deve averlo."]
    );
    assert_eq!(
        load("titolo: X\naree: []\n").said().len(),
        1,
        "{:?}",
        load("titolo: X\naree: []\n").said()
    );
    assert_eq!(
        load("titolo: X\naree:\n").said(),
        ["campo-vuoto 2:5 «» «aree» è vuoto: il piano deve averlo."]
    );
}

#[test]
fn a_type_that_does_not_fit_is_said_once() {
    assert_eq!(
        said("descrizione: Fare una cosa", "descrizione: {a: b}"),
        [
            "tipo-non-adatto 9:26 «{a: b}» «descrizione» vuole un testo, ma qui c'è un gruppo di chiavi."
        ]
    );
    assert_eq!(
        said("          - servizio", "            servizio"),
        [
            "tipo-non-adatto 7:13 «servizio: SEGRETERIA\n            tipologia: S\n            descrizione: Fare una cosa\n            risultato: Fatto\n            indicatore: Relazione\n            peso: 100» «obiettivi» vuole un elenco, ma qui c'è un gruppo di chiavi."
        ]
    );
    assert_eq!(
        load("titolo: X\naree:\n  - nome: A\n    periodi: [ANNO 2020]\n").said(),
        [
            "tipo-non-adatto 4:15 «ANNO 2020» In un periodo ci vogliono delle chiavi, ma qui c'è un testo."
        ]
    );
    assert_eq!(
        load("Piano\n").said(),
        ["tipo-non-adatto 1:1 «Piano» Nel piano ci vogliono delle chiavi, ma qui c'è un testo."]
    );
}

#[test]
fn weights_are_numbers_from_zero_to_the_total() {
    for (weight, code, message) in [
        ("trenta", "peso-non-numerico", "Il peso «trenta» non è un numero."),
        ("1e3", "peso-non-numerico", "Il peso «1e3» non è un numero."),
        ("-5", "peso-negativo", "Il peso «-5» è negativo."),
        (
            "100,01",
            "peso-oltre-il-totale",
            "Il peso «100,01» supera da solo il totale previsto, 100.",
        ),
    ] {
        assert_eq!(
            said("peso: 100", &format!("peso: {weight}")),
            [format!("{code} 12:19 «{weight}» {message}")]
        );
    }
    assert_eq!(
        said("peso: 100", "peso: [100]"),
        ["tipo-non-adatto 12:19 «[100]» «peso» vuole un numero, ma qui c'è un elenco."]
    );
}

#[test]
fn an_unknown_kind_lists_the_known_ones() {
    let loaded = load(small("tipologia: S", "tipologia: X"));
    assert_eq!(
        loaded.said(),
        ["tipologia-sconosciuta 8:24 «X» «X» non è una tipologia del piano."]
    );
    let hints: Vec<_> = loaded.findings.iter().flat_map(|f| f.hints.clone()).collect();
    assert_eq!(hints, ["Le tipologie sono: S (sviluppo), M (mantenimento)."]);
    let own = small("aree:", "tipologie: {X: straordinario}\naree:").replace("gia: S", "gia: X");
    assert_eq!(load(own).sound().kinds[0].label, "straordinario");
}

#[test]
fn what_stands_twice_shows_both_places() {
    assert_eq!(
        said(
            "            risultato: Fatto\n",
            "            risultato: Fatto\n            risultato: Altro\n"
        ),
        ["chiave-ripetuta 11:13 «risultato» + 10:13 «risultato» La chiave «risultato» è ripetuta."]
    );
    let area = SMALL.lines().skip(2).collect::<Vec<_>>().join("\n");
    assert_eq!(
        load(format!("{SMALL}{area}\n")).said(),
        [
            "area-ripetuta 13:11 «AREA UNICA» + 3:11 «AREA UNICA» L'area «AREA UNICA» compare due volte."
        ]
    );
    let period = SMALL.lines().skip(4).collect::<Vec<_>>().join("\n");
    assert_eq!(
        load(format!("{SMALL}{period}\n")).said(),
        [
            "periodo-ripetuto 13:20 «ANNO 2024» + 5:20 «ANNO 2024» Il periodo «ANNO 2024» compare due volte nella stessa area."
        ]
    );
    let row = "          - {codice: A1, servizio: S, descrizione: d}\n";
    assert_eq!(
        load(format!("{SMALL}{row}{row}")).said(),
        [
            "codice-ripetuto 14:22 «A1» + 13:22 «A1» Il codice «A1» è già di un altro obiettivo dello stesso gruppo."
        ]
    );
    assert_eq!(
        said("servizio: SEGRETERIA", "servizio: SEGRETERIA\n            trasversale: TUTTI"),
        [
            "servizio-e-trasversale 8:26 «TUTTI» + 7:23 «SEGRETERIA» L'obiettivo ha sia «servizio» sia «trasversale»."
        ]
    );
}

#[test]
fn areas_and_periods_have_objectives() {
    assert_eq!(
        load(format!("{SMALL}  - nome: VUOTA\n")).said(),
        ["gruppo-vuoto 13:11 «VUOTA» L'area «VUOTA» non ha obiettivi."]
    );
    assert_eq!(
        load(format!("{SMALL}      - etichetta: ANNO 2025\n        obiettivi: []\n")).said(),
        ["gruppo-vuoto 13:20 «ANNO 2025» Il periodo «ANNO 2025» non ha obiettivi."]
    );
}

#[test]
fn dates_exist_and_are_written_as_dates() {
    for (date, message) in [
        ("31.06.2020", "«31.06.2020» è una data che non esiste."),
        ("2021-02-29", "«2021-02-29» è una data che non esiste."),
        ("30.06.20", "«30.06.20» non è scritto come una data."),
        ("30 giugno 2020", "«30 giugno 2020» non è scritto come una data."),
    ] {
        let want = format!("data-non-valida 2:7 «{date}» {message}");
        assert_eq!(said("aree:", &format!("data: {date}\naree:")), [want]);
        let want = format!("data-non-valida 3:9 «{date}» {message}");
        assert_eq!(said("aree:", &format!("delibera:\n  data: {date}\naree:")), [want]);
    }
    for date in ["30.06.2020", "30/06/2020", "30-6-2020", "2020-06-30"] {
        let plan = load(small("aree:", &format!("data: {date}\naree:"))).sound();
        assert_eq!(plan.date.map(|d| d.value.to_string()), Some("2020-06-30".to_owned()));
    }
    let blank = load(small("aree:", "data:\ndelibera: {organo: Giunta, numero: , data: }\naree:"));
    let resolution = blank.sound().resolution.expect("a resolution");
    assert_eq!((resolution.number, resolution.date), (None, None));
}

#[test]
fn years_have_four_digits() {
    assert_eq!(
        said("aree:", "anni: [2024, duemila]\naree:"),
        ["anno-non-valido 2:14 «duemila» «duemila» non è un anno."]
    );
    let plan = load(small("aree:", "anni: 2024-2026\naree:")).sound();
    assert_eq!(plan.years.into_iter().collect::<Vec<_>>(), [2024, 2025, 2026]);
}

#[test]
fn the_rule_on_weights_is_one_that_is_known() {
    for (rule, place, value) in [
        ("pesi: {unita: chili}", "2:15", "chili"),
        ("pesi: {totale: cento}", "2:16", "cento"),
        ("pesi: {totale: 79228162514264337593543950335}", "2:16", "79228162514264337593543950335"),
        ("pesi: {ambito: comune}", "2:16", "comune"),
        ("pesi: forse", "2:7", "forse"),
    ] {
        let want = format!(
            "regola-pesi-non-valida {place} «{value}» «{value}» non va bene nella regola sui pesi."
        );
        assert_eq!(said("aree:", &format!("{rule}\naree:")), [want]);
    }
    let thousand = small("aree:", "pesi: {unita: punti, totale: '1000', ambito: piano}\naree:");
    assert!(load(thousand.replace("peso: 100", "peso: 1000")).sound().weights.total.is_some());
    for none in ["pesi: nessuno", "pesi: {totale: nessuno}"] {
        let plan =
            load(small("aree:", &format!("{none}\naree:")).replace(": 100", ": 999")).sound();
        assert_eq!(plan.weights.total, None);
    }
    for silent in ["pesi:", "pesi: {unita: }", "tipologie:"] {
        let total = load(small("aree:", &format!("{silent}\naree:"))).sound().weights.total;
        assert_eq!(total.map(|t| t.decimal().to_string()), Some("100".to_owned()));
    }
}

#[test]
fn characters_that_no_document_may_hold_are_named_at_their_place() {
    for (written, shown, point, what) in [
        ("\"Fare\\u0007 cosa\"", "9:31 «\\u0007»", "U+0007", "un carattere di controllo"),
        ("\"Fare \\a cosa\"", "9:32 «\\a»", "U+0007", "un carattere di controllo"),
        (
            "Fa\u{202E}re",
            "9:28 «\u{202E}»",
            "U+202E",
            "un segno che rovescia la direzione di lettura",
        ),
        (
            "'àè\u{2066}'",
            "9:29 «\u{2066}»",
            "U+2066",
            "un segno che rovescia la direzione di lettura",
        ),
        (
            ">-\n              Prima riga\n              qui\u{FDD0}",
            "11:18 «\u{FDD0}»",
            "U+FDD0",
            "un valore che non è un carattere",
        ),
    ] {
        let want = format!("carattere-vietato {shown} Il testo contiene {what} ({point}).");
        assert_eq!(said("Fare una cosa", written), [want], "{written:?}");
    }
}

#[test]
fn what_yaml_keeps_out_of_a_file_is_named_and_the_rest_is_read() {
    let plan = small("Fare una cosa", "Fa\u{7F}re\u{1B} una\u{9F}\u{7F}")
        .replace("Fatto", "Fatto\u{FFFF}");
    assert_eq!(
        load(plan.replace("peso: 100", "peso: cento")).said(),
        [
            "carattere-vietato 9:28 «\u{7F}» Il testo contiene un carattere di controllo (U+007F).",
            "carattere-vietato 9:31 «\u{1B}» Il testo contiene un carattere di controllo (U+001B).",
            "carattere-vietato 9:36 «\u{9F}» Il testo contiene un carattere di controllo (U+009F).",
            "carattere-vietato 10:29 «\u{FFFF}» Il testo contiene un valore che non è un carattere (U+FFFF).",
            "peso-non-numerico 12:19 «cento» Il peso «cento» non è un numero.",
        ]
    );
}

#[test]
fn an_invisible_character_is_a_warning_and_stays() {
    let loaded = load(small("Fare una cosa", "Fare\u{200B} una\u{AD} cosa"));
    assert_eq!(
        loaded.said(),
        [
            "carattere-invisibile 9:30 «\u{200B}» Il testo contiene un carattere che non si vede (U+200B).",
            "carattere-invisibile 9:35 «\u{AD}» Il testo contiene un carattere che non si vede (U+00AD).",
        ]
    );
    assert!(!loaded.findings.has_errors());
    let plan = loaded.plan.expect("a warning forbids nothing");
    assert_eq!(plan.objectives[0].description.value, "Fare\u{200B} una\u{AD} cosa");
}

#[test]
fn a_half_character_is_named() {
    let json = "{\"titolo\": \"a \\ud83d\\ude00 b \\udead c\", \"aree\": []}";
    assert_eq!(
        load_as(json, PlanFormat::JSON).said(),
        ["carattere-vietato 1:30 «\\udead» «\\udead» è solo metà di un carattere (U+DEAD)."]
    );
}

#[test]
fn one_run_says_everything_in_order() {
    let plan = small("aree:", "datta: 1\ndata: 31.06.2020\naree:")
        .replace("tipologia: S", "tipologia: Z")
        .replace("descrizione: Fare una cosa", "descrizione:")
        .replace("peso: 100", "peso: trenta");
    assert_eq!(
        load(plan).said(),
        [
            "chiave-sconosciuta 2:1 «datta» La chiave «datta» nel piano non esiste.",
            "data-non-valida 3:7 «31.06.2020» «31.06.2020» è una data che non esiste.",
            "tipologia-sconosciuta 10:24 «Z» «Z» non è una tipologia del piano.",
            "campo-vuoto 11:24 «» «descrizione» è vuoto: ogni obiettivo deve averlo.",
            "peso-non-numerico 14:19 «trenta» Il peso «trenta» non è un numero.",
        ]
    );
}

#[test]
fn flat_rows_name_their_area_and_period() {
    let rows = "titolo: X\nobiettivi:\n  - {area: A, servizio: S, descrizione: d}\n  - {area: , periodo: P, servizio: S, descrizione: d}\n";
    assert_eq!(
        load(rows).said(),
        [
            "campo-mancante 3:5 «{area: A, servizio: S, descrizione: d}» Manca «periodo»: ogni obiettivo dell'elenco deve averlo.",
            "campo-vuoto 4:10 «» «area» è vuoto: ogni obiettivo dell'elenco deve averlo.",
        ]
    );
}

#[test]
fn a_forgotten_dash_is_one_finding() {
    let second = "            peso: 60\n            servizio: ANAGRAFE\n            descrizione: Altro\n            peso: 40\n";
    assert_eq!(
        said("            peso: 100\n", second),
        [
            "chiave-ripetuta 13:13 «servizio» + 7:13 «servizio» Da «servizio» in poi le chiavi si ripetono: manca un trattino."
        ]
    );
}

#[test]
fn objectives_right_below_an_area_lack_their_period() {
    let plan = "titolo: P\naree:\n  - nome: A\n    obiettivi:\n      - servizio: S\n        descrizione: D\n";
    let loaded = load(plan);
    assert_eq!(
        loaded.said(),
        ["chiave-sconosciuta 4:5 «obiettivi» La chiave «obiettivi» in un'area non esiste."]
    );
    let hint = &loaded.findings.iter().next().expect("one finding").hints[0];
    assert!(hint.contains("«- etichetta: …»"), "{hint}");
}

#[test]
fn a_name_in_the_place_of_a_key_is_told() {
    let label = "- etichetta: ANNO 2024\n        obiettivi:\n";
    assert_eq!(
        said(label, "- ANNO 2024:\n        obiettivi:\n"),
        ["chiave-sconosciuta 5:9 «ANNO 2024» «ANNO 2024» sta al posto di una chiave."]
    );
}

#[test]
fn an_objectives_own_key_is_no_further_field() {
    assert_eq!(
        said("            peso: 100\n", "            peso: 100\n            altro: {codice: A1}\n"),
        [
            "chiave-sconosciuta 13:21 «codice» «codice» è una chiave dell'obiettivo, non un dato in più."
        ]
    );
}

#[test]
fn a_rule_that_cannot_be_read_judges_no_weight() {
    assert_eq!(
        said("aree:", "pesi: {totale: -5}\naree:"),
        ["regola-pesi-non-valida 2:16 «-5» «-5» non va bene nella regola sui pesi."]
    );
}

#[test]
fn one_run_tells_every_slip_of_syntax_and_what_stands_around_them() {
    let plan = "titolo: P\nanni: duemila\naree:\n  - nome: A: B\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: uno: due\n            peso: tanto\n";
    assert_eq!(
        load(plan).said(),
        [
            "anno-non-valido 2:7 «duemila» «duemila» non è un anno.",
            "sintassi 4:12 «:» Qui non ci può essere un «:».",
            "sintassi 9:29 «:» Qui non ci può essere un «:».",
            "peso-non-numerico 10:19 «tanto» Il peso «tanto» non è un numero.",
        ]
    );
}

#[test]
fn a_comment_that_cuts_a_text_short_is_told() {
    for (value, lost) in [
        (
            "Fare lotto #3",
            Some(
                "commento-nel-testo 9:37 «#3» «#3» è un commento: non fa parte del testo e non si stampa.",
            ),
        ),
        (
            "Fare una cosa # presto",
            Some(
                "commento-nel-testo 9:40 «# presto» «# presto» è un commento: non fa parte del testo e non si stampa.",
            ),
        ),
        ("Fare una cosa  # presto", None),
        ("'Fare lotto #3'", None),
        ("Fare lotto#3", None),
    ] {
        let found = said("descrizione: Fare una cosa", &format!("descrizione: {value}"));
        assert_eq!(found, lost.into_iter().collect::<Vec<_>>(), "{value}");
    }
}

#[test]
fn names_that_differ_in_capitals_only_are_one_written_twice() {
    let flat = "titolo: P\nobiettivi:\n  - {area: AREA A, periodo: I SEMESTRE, servizio: S, descrizione: D}\n  - {area: Area A, periodo: I SEMESTRE, servizio: T, descrizione: E}\n  - {area: AREA A, periodo: I semestre, servizio: U, descrizione: F}\n";
    let loaded = load(flat);
    assert_eq!(
        loaded.said(),
        [
            "area-ripetuta 4:12 «Area A» + 3:12 «AREA A» L'area «Area A» compare due volte.",
            "periodo-ripetuto 5:29 «I semestre» + 3:29 «I SEMESTRE» Il periodo «I semestre» compare due volte nella stessa area.",
        ]
    );
    let hints: Vec<_> = loaded.findings.iter().map(|f| f.hints[0].as_str()).collect();
    assert_eq!(hints[0], "Cambiano solo le maiuscole: scrivere «AREA A» in tutti e due i punti.");
}

#[test]
fn a_bullet_of_word_is_no_dash() {
    let loaded = load("titolo: P\naree:\n  • nome: A\n");
    assert_eq!(
        loaded.said(),
        ["tipo-non-adatto 3:3 «• nome: A» «aree» vuole un elenco, ma qui c'è un gruppo di chiavi."]
    );
    let hint = &loaded.findings.iter().next().expect("one finding").hints[0];
    assert!(hint.ends_with("non con «•»."), "{hint}");
}

#[test]
fn a_file_that_is_no_text_is_called_what_it_is() {
    for (bytes, kind) in [
        (&b"%PDF-1.7\n\xE2"[..], "un PDF"),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1",
            "un documento di Word o di Excel di vecchio tipo, o protetto da password",
        ),
    ] {
        let want = format!("file-illeggibile 1:1 «» Il file è {kind}, non un piano.");
        assert_eq!(load(bytes).said(), [want]);
    }
    let old = load(b"\xD0\xCF\x11\xE0\xA1\xB1");
    let hint = &old.findings.iter().next().expect("one finding").hints[0];
    assert!(hint.contains("salvarlo come .docx"), "{hint}");
}
