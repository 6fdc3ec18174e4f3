//! Each kind of change, by an example.

use super::*;

/// Service, description and weight of an objective.
type Row<'t> = (&'t str, &'t str, u32);

/// Plan whose areas hold objectives.
fn of_areas(areas: &[(&str, &[Row<'_>])]) -> Plan {
    let mut yaml = "titolo: PIANO\nanni: [2024]\naree:\n".to_owned();
    for (area, objectives) in areas {
        yaml += &format!(
            "  - nome: {area}\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n"
        );
        for (service, description, weight) in *objectives {
            yaml += &format!(
                "          - servizio: {service}\n            descrizione: >-\n              {description}\n            peso: {weight}\n"
            );
        }
    }
    plan(&yaml)
}

const ROADS: &str = "Manutenzione delle strade comunali e dei marciapiedi del centro storico";
const TREES: &str = "Censimento degli alberi nei parchi pubblici e loro potatura annuale";
const SCHOOL: &str = "Apertura pomeridiana della biblioteca scolastica per gli alunni delle medie";
const TAXES: &str = "Recupero dell'evasione tributaria mediante incrocio delle banche dati";

const SPORT: &str =
    "Convenzione con le società sportive per la gestione della palestra di via Dante";

fn changes(before: &Plan, after: &Plan) -> Vec<String> {
    told(&compare_plans(before, after, &[]))
}

#[test]
fn the_same_plan_has_no_changes() {
    let plan = reference();
    let changes = compare_plans(&plan, &plan, &[]);
    assert!(changes.is_empty());
    assert_eq!(changes.counts().unchanged, plan.objectives.len());
    assert!(changes.totals.iter().all(|total| !total.is_change()));
}

#[test]
fn added_removed_and_changed_objectives_are_told_apart() {
    let old = of_areas(&[("TECNICA", &[("STRADE", ROADS, 60), ("VERDE", TREES, 40)])]);
    let longer = format!("{TREES} entro giugno");
    let new = of_areas(&[("TECNICA", &[("SCUOLA", SCHOOL, 70), ("VERDE", &longer, 30)])]);
    let description = format!("Descrizione: {TREES} > {longer}");
    assert_eq!(changes(&old, &new), ["removed 1", "added 1", "2>2", &description, "Peso: 40 > 30"]);
}

#[test]
fn moves_swaps_and_new_names_are_no_removals() {
    let old = of_areas(&[
        ("TECNICA", &[("STRADE", ROADS, 40), ("VERDE", TREES, 30), ("TRIBUTI", TAXES, 30)]),
        ("SOCIALE", &[("SCUOLA", SCHOOL, 100)]),
    ]);
    let swapped = of_areas(&[
        ("TECNICA", &[("TRIBUTI", TAXES, 30), ("VERDE", TREES, 30), ("STRADE", ROADS, 40)]),
        ("SOCIALE", &[("SCUOLA", SCHOOL, 100)]),
    ]);
    assert_eq!(changes(&old, &swapped), ["3>1 swapped with 3", "1>3 swapped with 1"]);
    let moved = of_areas(&[
        ("TECNICA", &[("STRADE", ROADS, 40), ("VERDE", TREES, 30)]),
        ("SOCIALE", &[("SCUOLA", SCHOOL, 100), ("TRIBUTI", TAXES, 30)]),
    ]);
    assert_eq!(changes(&old, &moved), ["3>4", "Area: TECNICA > SOCIALE"]);
    let renamed = of_areas(&[
        (
            "LAVORI E AMBIENTE",
            &[("STRADE", ROADS, 40), ("VERDE", TREES, 30), ("TRIBUTI", TAXES, 30)],
        ),
        ("SOCIALE", &[("SCUOLA", SCHOOL, 100)]),
    ]);
    assert_eq!(changes(&old, &renamed), ["area TECNICA > LAVORI E AMBIENTE"]);
}

#[test]
fn areas_that_are_one_now_are_told_as_merged() {
    let old = of_areas(&[
        ("TECNICA", &[("STRADE", ROADS, 60), ("VERDE", TREES, 40)]),
        ("SOCIALE", &[("SCUOLA", SCHOOL, 100)]),
        ("TRIBUTI", &[("TRIBUTI", TAXES, 100)]),
    ]);
    let all = [("STRADE", ROADS, 60), ("VERDE", TREES, 40), ("SCUOLA", SCHOOL, 100)];
    let new = of_areas(&[("TECNICA E SOCIALE", &all), ("TRIBUTI", &[("TRIBUTI", TAXES, 100)])]);
    let mergers = |before: &Plan, after: &Plan| {
        let changes = compare_plans(before, after, &[]);
        changes.merged.iter().map(sentences::merger).collect::<Vec<_>>()
    };
    let merged = "area «TECNICA» e area «SOCIALE», ora insieme in «TECNICA E SOCIALE»";
    assert_eq!(mergers(&old, &new), [merged]);
    assert!(mergers(&new, &old).is_empty() && mergers(&old, &old).is_empty());
    // Said once: the objectives have not moved, and each area had a total of its own.
    assert_eq!(changes(&old, &new), ["area TECNICA > TECNICA E SOCIALE"]);
    let found = compare_plans(&old, &new, &[]);
    assert_eq!((found.counts().moved, found.counts().unchanged), (0, 4));
    let totals: Vec<String> =
        found.totals.iter().filter(|t| t.is_touched()).map(sentences::total).collect();
    assert_eq!(
        totals,
        [
            "TECNICA E SOCIALE, ANNO 2024: nessuno → 200, invece di 100",
            "TECNICA, ANNO 2024: 100 → nessuno",
            "SOCIALE, ANNO 2024: 100 → nessuno"
        ]
    );
    // One of them may keep its name.
    let new = of_areas(&[("SOCIALE", &all), ("TRIBUTI", &[("TRIBUTI", TAXES, 100)])]);
    assert_eq!(mergers(&old, &new), ["area «TECNICA» e area «SOCIALE», ora insieme in «SOCIALE»"]);
    assert_eq!(changes(&old, &new), Vec::<String>::new());
    assert!(!compare_plans(&old, &new, &[]).is_empty());
}

#[test]
fn alike_objectives_that_exchange_their_areas_have_moved() {
    let (north, south) = (format!("{ROADS} a nord"), format!("{ROADS} a sud"));
    let of = |first: &str, second: &str| {
        of_areas(&[("TECNICA", &[("STRADE", first, 100)]), ("SOCIALE", &[("STRADE", second, 100)])])
    };
    assert_eq!(
        changes(&of(&north, &south), &of(&south, &north)),
        ["2>1", "Area: SOCIALE > TECNICA", "1>2", "Area: TECNICA > SOCIALE"]
    );
    // Where words have changed too, it may be either.
    let (north_now, south_now) = (format!("{north} entro giugno"), format!("{south} entro maggio"));
    let doubtful = |old: &Plan, new: &Plan| compare_plans(old, new, &[]).counts().doubtful;
    assert_eq!(doubtful(&of(&north, &south), &of(&south_now, &north_now)), 2);
    assert_eq!(doubtful(&of(&north, &south), &of(&north_now, &south_now)), 0);
    // The same objective of several areas stays where it is.
    assert_eq!(doubtful(&of(&north, &north), &of(&north_now, &south_now)), 0);
}

#[test]
fn a_divided_objective_and_merged_ones_are_counted_as_such() {
    let both = format!("{ROADS}; {TREES}");
    let one = of_areas(&[("TECNICA", &[("STRADE", &both, 60), ("TRIBUTI", TAXES, 40)])]);
    let two = of_areas(&[(
        "TECNICA",
        &[("STRADE", ROADS, 30), ("STRADE", TREES, 30), ("TRIBUTI", TAXES, 40)],
    )]);
    let counts = |old: &Plan, new: &Plan| sentences::counts(compare_plans(old, new, &[]).counts());
    assert_eq!(counts(&one, &two).split(';').next(), Some("1 diviso, 1 uguale"));
    assert_eq!(counts(&two, &one).split(';').next(), Some("2 uniti, 1 uguale"));
}

#[test]
fn groups_in_another_order_and_periods_of_other_years_are_told() {
    let (roads, school) = ([("STRADE", ROADS, 100)], [("SCUOLA", SCHOOL, 100)]);
    let old = of_areas(&[("TECNICA", &roads), ("SOCIALE", &school)]);
    let new = of_areas(&[("SOCIALE", &school), ("TECNICA", &roads)]);
    assert_eq!(changes(&old, &new), ["Ordine delle aree: TECNICA; SOCIALE > SOCIALE; TECNICA"]);
    // An area that comes or goes changes the order of none.
    let more =
        of_areas(&[("SPORT", &[("SPORT", TAXES, 100)]), ("TECNICA", &roads), ("SOCIALE", &school)]);
    assert_eq!(changes(&old, &more), ["added 1"]);
    let periods = |first: &str, second: &str| {
        let of = |label: &str| {
            let [kind, words] =
                if label.contains("2024") { ["STRADE", ROADS] } else { ["SCUOLA", SCHOOL] };
            format!(
                "      - {label}\n        obiettivi:\n          - {{servizio: {kind}, descrizione: {words}, peso: 100}}\n"
            )
        };
        plan(&format!(
            "titolo: PIANO\naree:\n  - nome: TECNICA\n    periodi:\n{}{}",
            of(first),
            of(second)
        ))
    };
    let [own, next] = ["etichetta: ANNO 2024", "etichetta: ANNO 2025"];
    assert_eq!(
        changes(&periods(own, next), &periods(next, own)),
        ["Ordine dei periodi di TECNICA: ANNO 2024; ANNO 2025 > ANNO 2025; ANNO 2024"]
    );
    let longer = "etichetta: ANNO 2024\n        anni: [2024, 2025]";
    assert_eq!(
        changes(&periods(own, next), &periods(longer, next)),
        ["Anni di TECNICA, ANNO 2024: 2024 > 2024, 2025"]
    );
    // A new name hides no other years, unless it says them itself.
    let named = "etichetta: BIENNIO\n        anni: [2024, 2025]";
    assert_eq!(
        changes(&periods(own, next), &periods(named, next)),
        ["Anni di TECNICA, BIENNIO: 2024 > 2024, 2025", "periodo ANNO 2024 > BIENNIO",]
    );
    let whole = "etichetta: ANNI 2024 E 2025";
    assert_eq!(
        changes(&periods(own, next), &periods(whole, next)),
        ["periodo ANNO 2024 > ANNI 2024 E 2025"]
    );
}

#[test]
fn a_new_name_of_a_period_is_told_with_its_area_unless_all_have_it() {
    let areas = |first: &str, second: &str| {
        let area = |area: &str, label: &str, service: &str, description: &str| {
            format!(
                "  - nome: {area}\n    periodi:\n      - etichetta: {label}\n        obiettivi:\n          - {{servizio: {service}, descrizione: {description}, peso: 100}}\n"
            )
        };
        let areas =
            [area("TECNICA", first, "STRADE", ROADS), area("SOCIALE", second, "SCUOLA", SCHOOL)];
        plan(&format!("titolo: PIANO\naree:\n{}", areas.concat()))
    };
    let old = areas("ANNO 2024", "ANNO 2024");
    let renamed = |new: &Plan| {
        let changes = compare_plans(&old, new, &[]);
        changes.renamed.iter().map(sentences::rename).collect::<Vec<_>>()
    };
    let one = "periodo di SOCIALE «ANNO 2024», ora «BIENNIO»";
    assert_eq!(renamed(&areas("ANNO 2024", "BIENNIO")), [one]);
    assert_eq!(renamed(&areas("BIENNIO", "BIENNIO")), ["periodo «ANNO 2024», ora «BIENNIO»"]);
}

#[test]
fn another_order_of_a_list_is_told_as_an_order() {
    let of = |head: &str, indicators: [&str; 3]| {
        plan(&format!(
            "titolo: PIANO\n{head}aree:\n  - nome: A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: Uno due tre\n            indicatori: [{}]\n",
            indicators.join(", ")
        ))
    };
    let signers = |[first, second, third]: [&str; 3]| {
        let signer = |name: &str| format!("  - {{nome: {name}, qualifica: Capo}}\n");
        format!("firmatari:\n{}{}{}", signer(first), signer(second), signer(third))
    };
    let annexes = |[first, second]: [&str; 2]| {
        format!("allegati:\n  - allegato: {first}\n  - allegato: {second}\n")
    };
    let head = |list, letters, kinds: &str| {
        format!("{}{}tipologie: {kinds}\n", signers(list), annexes(letters))
    };
    let old = head(["Rossi", "Verdi", "Neri"], ["A", "B"], "{S: sviluppo, M: mantenimento}");
    let new = head(["Neri", "Rossi", "Verdi"], ["B", "A"], "{M: mantenimento, S: sviluppo}");
    assert_eq!(
        changes(&of(&old, ["uno", "due", "tre"]), &of(&new, ["tre", "uno", "quattro"])),
        [
            "Ordine degli altri allegati: A; B > B; A",
            "Ordine dei firmatari: Rossi, Capo; Verdi, Capo; Neri, Capo > Neri, Capo; Rossi, Capo; Verdi, Capo",
            "Ordine delle tipologie: S; M > M; S",
            "1>1",
            "Indicatore di risultato 3: due > quattro",
            "Ordine degli indicatori, con i numeri di prima: 1, 2, 3 > 3, 1, 2",
        ]
    );
}

#[test]
fn managers_that_a_table_repeats_are_compared_row_by_row() {
    let of = |area: &str, rows: [&str; 3]| {
        let row = |(n, (manager, text)): (usize, (&str, &str))| {
            let manager = if manager.is_empty() {
                String::new()
            } else {
                format!("            responsabile: {manager}\n")
            };
            format!("          - servizio: S{n}\n            descrizione: {text}\n{manager}")
        };
        let rows = rows.into_iter().zip([ROADS, TREES, SCHOOL]).enumerate().map(row);
        let manager =
            if area.is_empty() { String::new() } else { format!("    responsabile: {area}\n") };
        plan(&format!(
            "titolo: PIANO\naree:\n  - nome: A\n{manager}    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n{}",
            rows.collect::<String>()
        ))
    };
    let named = of("Rossi", ["", "", ""]);
    let repeated = of("", ["Rossi", "Rossi", "Rossi"]);
    assert!(changes(&named, &repeated).is_empty());
    assert!(changes(&repeated, &named).is_empty());
    let row = ["2>2", "Responsabile: Rossi > Blu"];
    assert_eq!(changes(&named, &of("", ["Rossi", "Blu", "Rossi"])), row);
    assert_eq!(changes(&named, &of("", ["Blu", "Blu", "Blu"])), ["Responsabile di A: Rossi > Blu"]);
    let emptied = ["2>2", "Responsabile: Rossi > -"];
    assert_eq!(changes(&named, &of("", ["Rossi", "", "Rossi"])), emptied);
}

#[test]
fn divided_and_merged_objectives_name_each_other() {
    let both = format!("{ROADS}; {TREES}");
    let whole = of_areas(&[("TECNICA", &[("SERVIZI", &both, 60), ("SCUOLA", SCHOOL, 40)])]);
    let parts = of_areas(&[(
        "TECNICA",
        &[("SERVIZI", ROADS, 30), ("SERVIZI", TREES, 30), ("SCUOLA", SCHOOL, 40)],
    )]);
    let divided = changes(&whole, &parts);
    assert!(
        divided.iter().any(|line| line.starts_with("added") && line.ends_with("part of 1")),
        "{divided:?}"
    );
    let merged = changes(&parts, &whole);
    assert!(
        merged.iter().any(|line| line.starts_with("removed") && line.ends_with("into 1")),
        "{merged:?}"
    );
}

#[test]
fn codes_join_objectives_only_where_they_hold() {
    let coded = |rows: &[(&str, &str)]| {
        let mut yaml = "titolo: PIANO\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n".to_owned();
        for (code, description) in rows {
            yaml += &format!(
                "          - codice: {code}\n            servizio: S\n            descrizione: >-\n              {description}\n"
            );
        }
        plan(&yaml)
    };
    let old = coded(&[("A1", ROADS), ("A2", TREES), ("A3", SCHOOL)]);
    // One objective before the others, and all counted anew.
    let renumbered = coded(&[("A1", TAXES), ("A2", ROADS), ("A3", TREES), ("A4", SCHOOL)]);
    assert_eq!(
        changes(&old, &renumbered),
        ["added 1", "1>2", "Codice: A1 > A2", "2>3", "Codice: A2 > A3", "3>4", "Codice: A3 > A4"]
    );
    // Words wholly rewritten: the code alone says that it is the same objective.
    let rewritten = coded(&[("A1", ROADS), ("A2", TAXES), ("A3", SCHOOL)]);
    let description = format!("Descrizione: {TREES} > {TAXES}");
    assert_eq!(changes(&old, &rewritten), ["2?>2", &description]);
}

#[test]
fn plans_that_share_nothing_are_unrelated() {
    let old = of_areas(&[("TECNICA", &[("STRADE", ROADS, 100)])]);
    let new = of_areas(&[("SOCIALE", &[("SCUOLA", SCHOOL, 100)])]);
    assert!(compare_plans(&old, &new, &[]).is_unrelated);
    let given = [SettledMatch::Same { before: 0, after: 0 }];
    let settled = compare_plans(&old, &new, &given);
    assert!(!settled.is_unrelated);
    assert_eq!(settled.kept().next().map(|kept| kept.certainty), Some(Certainty::ByHand));
}

#[test]
fn the_head_is_compared_entry_by_entry() {
    let head = |lines: &str| {
        plan(&format!(
            "{lines}\naree:\n  - nome: A\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n          - servizio: S\n            descrizione: Uno due tre\n"
        ))
    };
    let old = head(
        "titolo: PIANO 2024\nanni: [2024]\nfirmatari:\n  - nome: Anna Bianchi\n    qualifica: Il segretario",
    );
    let new = head(
        "titolo: PIANO 2024, variazione\nanni: [2024]\ndelibera:\n  numero: '12'\nfirmatari:\n  - nome: Ugo Neri\n    qualifica: Il sindaco\n  - nome: Anna Bianchi\n    qualifica: Il segretario",
    );
    assert_eq!(
        changes(&old, &new),
        [
            "Titolo: PIANO 2024 > PIANO 2024, variazione",
            "Deliberazione, numero: - > 12",
            "Firmatario: - > Ugo Neri, Il sindaco",
        ]
    );
}

#[test]
fn totals_follow_their_groups() {
    let old = of_areas(&[("TECNICA", &[("STRADE", ROADS, 60), ("VERDE", TREES, 40)])]);
    let new = of_areas(&[("LAVORI", &[("STRADE", ROADS, 60), ("VERDE", TREES, 35)])]);
    let changes = compare_plans(&old, &new, &[]);
    let [total] = &changes.totals[..] else { panic!("one group") };
    assert_eq!(total.group, ["LAVORI", "ANNO 2024"]);
    let sums = [&total.before, &total.after].map(|t| t.map(|t| (t.sum.to_string(), t.holds())));
    assert_eq!(sums, [Some(("100".to_owned(), true)), Some(("95".to_owned(), false))]);
}

#[test]
fn other_levels_and_other_units_part_no_objectives() {
    let old = of_areas(&[("TECNICA", &[("STRADE", ROADS, 60), ("VERDE", TREES, 40)])]);
    let new = plan(&format!(
        "titolo: PIANO\nanni: [2024]\nlivelli: [missione]\npesi: {{unita: punti, totale: 200, ambito: missione}}\ngruppi:\n  - missione: AMBIENTE\n    obiettivi:\n      - servizio: STRADE\n        descrizione: {ROADS}\n        peso: 60\n      - servizio: VERDE\n        descrizione: {TREES}\n        peso: 40\n"
    ));
    for (before, after) in [(&old, &new), (&new, &old)] {
        let told = changes(before, after);
        let is_fate = |line: &String| line.starts_with("added") || line.starts_with("removed");
        assert!(!told.iter().any(is_fate), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("Regola sui pesi, unità: ")), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("Livelli: ")), "{told:?}");
        assert_eq!(compare_plans(before, after, &[]).kept().count(), 2);
    }
}

#[test]
fn texts_of_a_hundred_thousand_characters_are_compared_word_by_word() {
    let word = |n: usize| format!("parola{} ", n * n % 977);
    let long = |shift: usize| (0..9_000).map(|n| word(n + shift)).collect::<String>();
    let (first, second) = (long(0), long(1));
    let other = (0..9_000).map(|n| format!("altra{n} ")).collect::<String>();
    for (before, after) in [(&first, &second), (&first, &other), (&first, &first)] {
        let difference = differences(before, after);
        let join = |runs: Vec<WordRun>| runs.into_iter().map(WordRun::words).collect::<String>();
        assert!(join(difference.before().collect()) == *before, "the old text");
        assert!(join(difference.after().collect()) == *after, "the new text");
    }
    // One word at the beginning, and one at the end.
    assert_eq!(differences(&first, &second).0.len(), 3);
}

#[test]
fn codes_that_were_given_anew_match_nothing() {
    let coded = |rows: &[(&str, &str)]| {
        let mut yaml = "titolo: PIANO\nanni: [2024]\naree:\n  - nome: TECNICA\n    periodi:\n      - etichetta: ANNO 2024\n        obiettivi:\n".to_owned();
        for (code, description) in rows {
            yaml += &format!(
                "          - codice: \"{code}\"\n            servizio: UFFICIO\n            descrizione: >-\n              {description}\n            peso: 25\n"
            );
        }
        plan(&yaml)
    };
    let old = coded(&[("1", ROADS), ("2", TREES), ("3", SCHOOL), ("4", TAXES)]);
    // Each text has changed a little, and each code is that of another objective.
    let changed =
        [TREES, SCHOOL, TAXES, ROADS].map(|text| format!("{text} entro il mese di giugno"));
    let codes = ["1", "2", "3", "4"];
    let rows: Vec<(&str, &str)> =
        codes.into_iter().zip(changed.iter().map(String::as_str)).collect();
    let changes = compare_plans(&old, &coded(&rows), &[]);
    let pairs: Vec<_> = changes.kept().map(|k| (k.before, k.after, k.certainty)).collect();
    let sure = |before, after| (before, after, Certainty::Sure);
    assert_eq!(pairs, [sure(1, 0), sure(2, 1), sure(3, 2), sure(0, 3)]);
}

#[test]
fn an_objective_may_be_divided_in_many() {
    let whole = [ROADS, TREES, SCHOOL, TAXES].join("; ");
    let one = of_areas(&[("TECNICA", &[("STRADE", &whole, 60), ("SPORT", SPORT, 40)])]);
    let four = of_areas(&[(
        "TECNICA",
        &[
            ("STRADE", ROADS, 15),
            ("VERDE", TREES, 15),
            ("SCUOLA", SCHOOL, 15),
            ("TRIBUTI", TAXES, 15),
            ("SPORT", SPORT, 40),
        ],
    )]);
    let is_part = |line: &&String| line.ends_with("part of 1");
    assert_eq!(changes(&one, &four).iter().filter(is_part).count(), 3);
    let is_merged = |line: &&String| line.ends_with("into 1");
    assert_eq!(changes(&four, &one).iter().filter(is_merged).count(), 3);
}

#[test]
fn a_person_says_that_an_objective_is_none_of_the_other_plan() {
    let old = of_areas(&[("TECNICA", &[("STRADE", ROADS, 60), ("VERDE", TREES, 40)])]);
    let longer = format!("{TREES} entro giugno");
    let new = of_areas(&[("TECNICA", &[("STRADE", ROADS, 70), ("VERDE", &longer, 30)])]);
    let told_with = |settled: &[SettledMatch]| told(&compare_plans(&old, &new, settled));
    let apart = told_with(&[SettledMatch::Removed(1)]);
    assert_eq!(apart, ["1>1", "Peso: 60 > 70", "removed 2", "added 2"]);
    assert_eq!(told_with(&[SettledMatch::Added(1)]), apart);
}
