//! Results of objectives and the rule that judges them: values, findings and hostile words.

use super::{load, small};
use allegati::model::{AboveFull, Achieved, NotAssessableRule, Outcomes};

/// Loads the small plan with `outcome` behind its weight; indentation is that of an objective's keys.
fn outcome(outcome: &str) -> super::Loaded {
    load(small("            peso: 100\n", &format!("            peso: 100\n{outcome}")))
}

/// Writes the results of a plan's only objective: year, value and percentage.
fn results(outcomes: &Outcomes) -> Vec<String> {
    let line = |(year, outcome): (&Option<u16>, &allegati::model::Outcome)| {
        let achieved = match outcome.achieved {
            Some(Achieved::Percent(percentage)) => percentage.decimal().to_string(),
            Some(Achieved::NotAssessable) => "n.v.".to_owned(),
            None => "–".to_owned(),
        };
        format!("{year:?} {achieved}")
    };
    outcomes.iter().map(line).collect()
}

#[test]
fn a_percentage_is_stated_or_follows_from_the_value() {
    for (esito, percentage) in [
        ("80", "80"),
        ("80%", "80"),
        ("33,30 %", "33.30"),
        ("0", "0"),
        ("0,5 %", "0.5"),
        ("non valutabile", "n.v."),
        ("N.V.", "n.v."),
        ("{percentuale: 80, evidenza: Relazione, note: Entro i termini}", "80"),
        ("{punti: 40}", "40"),
        ("{valore: 45, atteso: 60, metodo: proporzionale}", "75"),
        ("{valore: 45, atteso: 60}", "75"),
        ("{valore: 60, atteso: 60, metodo: soglia}", "100"),
        ("{valore: 59.9, atteso: 60, metodo: soglia}", "0"),
        ("{valore: Sì, metodo: si-no}", "100"),
        ("{valore: NO, metodo: Sì-no}", "0"),
        (
            "{valore: 31, fasce: [{massimo: 30, vale: 100}, {minimo: 31, massimo: 60, vale: 50}]}",
            "50",
        ),
        (
            "{valore: 30,5, fasce: [{massimo: 30, vale: 100}, {minimo: 31, massimo: 60, vale: 50}]}",
            "100",
        ),
        ("{valore: 2, atteso: 3, percentuale: 67}", "67"),
        ("{valore: in corso}", "–"),
    ] {
        let esito = esito.replace("30,5", "\"30,5\"");
        let plan = outcome(&format!("            esito: {esito}\n")).sound();
        let expected = [format!("Some(2024) {percentage}")];
        assert_eq!(results(&plan.objectives[0].outcomes), expected, "{esito}");
    }
}

#[test]
fn words_that_are_no_result_are_reported_where_they_stand() {
    for (esito, said) in [
        ("ottanta", "esito-non-valido 13:20 «ottanta» «ottanta» non va bene nell'esito."),
        ("-5", "esito-non-valido 13:20 «-5» «-5» non va bene nell'esito."),
        ("\"=80\"", "esito-non-valido 13:20 «\"=80\"» «=80» non va bene nell'esito."),
        ("1001", "esito-non-valido 13:20 «1001» «1001» non va bene nell'esito."),
        ("\"0,8\"", "numero-dubbio 13:20 «\"0,8\"» L'esito «0,8» è stato letto come 0,8 %."),
        ("110", "esito-oltre-cento 13:20 «110» L'esito è 110 %: sopra il 100 % conta come 100."),
        (
            "{valore: dieci, atteso: 3}",
            "esito-non-valido 13:29 «dieci» «dieci» non va bene nell'esito.",
        ),
        (
            "{valore: forse, metodo: si-no}",
            "esito-non-valido 13:29 «forse» «forse» non va bene nell'esito.",
        ),
        (
            "{valore: 3, metodo: soglia}",
            "esito-non-valido 13:40 «soglia» Il metodo «soglia» vuole «atteso».",
        ),
        (
            "{valore: 3, metodo: a occhio}",
            "esito-non-valido 13:40 «a occhio» «a occhio» non va bene nell'esito.",
        ),
        (
            "{valore: 3, atteso: 4, percentuale: 90}",
            "esito-contraddetto 13:56 «90» + 13:29 «3» L'esito dice 90 %, ma il valore misurato dà 75 %.",
        ),
        (
            "{2023: 100}",
            "esito-fuori-posto 13:21 «2023» L'esito è del 2023, ma l'obiettivo non è di quell'anno.",
        ),
    ] {
        let loaded = outcome(&format!("            esito: {esito}\n"));
        assert_eq!(loaded.said(), [said], "{esito}");
    }
    // Numbers whose quotient no decimal holds.
    let huge = outcome("            esito: {valore: 123456789012345, atteso: 0.0000000000001}\n");
    assert!(huge.findings.has_errors());
    assert!(outcome("            esito: {valore: 1, atteso: 0}\n").findings.has_errors());
}

#[test]
fn an_objective_of_several_years_has_a_result_of_each() {
    let plan = |esito: &str| {
        let text = small("ANNO 2024", "ANNO 2024 E 2025");
        load(text.replace(
            "            peso: 100\n",
            &format!("            peso: 100\n            esito: {esito}\n"),
        ))
    };
    let sound = plan("{2025: {percentuale: 90, note: In ritardo}, 2024: 100}").sound();
    let outcomes = &sound.objectives[0].outcomes;
    assert_eq!(results(outcomes), ["Some(2024) 100", "Some(2025) 90"]);
    let notes = outcomes[&Some(2025)].notes.as_ref().map(|notes| notes.value.as_str());
    assert_eq!(notes, Some("In ritardo"));
    let said = "esito-fuori-posto 13:20 «90» L'esito non dice di quale anno è, e l'obiettivo è di più anni: 2024, 2025.";
    assert_eq!(plan("90").said(), [said]);
}

#[test]
fn the_rule_of_a_plan_is_read_and_checked() {
    let rule = |rule: &str| {
        load(small(
            "titolo: PIANO OBIETTIVI 2024\n",
            &format!("titolo: PIANO OBIETTIVI 2024\nvalutazione: {rule}\n"),
        ))
    };
    let plan = rule("{scala: 5, oltre-cento: conta, non-valutabili: pieni, arrotondamento: 1, fasce: [{minimo: 90, vale: 100, nome: pieno}, {massimo: 90, vale: 0}]}").sound();
    let own = &plan.assessment;
    assert_eq!(own.scale.to_string(), "5");
    assert_eq!(own.above_full, AboveFull::Counts);
    assert_eq!(own.not_assessable, NotAssessableRule::Full);
    assert_eq!(own.decimals, 1);
    let worth: Vec<String> =
        own.ranges.all().iter().map(|range| range.worth.decimal().to_string()).collect();
    assert_eq!(worth, ["0", "100"]);
    for (text, said) in [
        (
            "{scala: 0}",
            "regola-valutazione-non-valida 2:22 «0» «0» non va bene nella regola di valutazione.",
        ),
        (
            "{oltre-cento: forse}",
            "regola-valutazione-non-valida 2:28 «forse» «forse» non va bene nella regola di valutazione.",
        ),
        (
            "{arrotondamento: 7}",
            "regola-valutazione-non-valida 2:31 «7» «7» non va bene nella regola di valutazione.",
        ),
        (
            "{fasce: [{minimo: 50, vale: 1}]}",
            "regola-valutazione-non-valida 2:14 «{fasce: [{minimo: 50, vale: 1}]}» Le fasce cominciano da 50: sotto non si sa quanto vale.",
        ),
        (
            "{fasce: [{minimo: 0, massimo: 60, vale: 1}, {minimo: 50, vale: 2}]}",
            "regola-valutazione-non-valida 2:58 «{minimo: 50, vale: 2}» Una fascia ha gli estremi a rovescio, o si sovrappone a un'altra.",
        ),
    ] {
        assert_eq!(rule(text).said(), [said], "{text}");
    }
}

#[test]
fn points_are_of_the_scale_of_the_plan() {
    let text = small(
        "titolo: PIANO OBIETTIVI 2024\n",
        "titolo: PIANO OBIETTIVI 2024\nvalutazione: {scala: 5}\n",
    );
    let text = text.replace(
        "            peso: 100\n",
        "            peso: 100\n            esito: {punti: 4}\n",
    );
    assert_eq!(results(&load(text).sound().objectives[0].outcomes), ["Some(2024) 80"]);
}

#[test]
fn a_column_called_esito_stays_what_it_was() {
    let plan = outcome("            altro: {esito: raggiunto}\n").sound();
    assert!(plan.objectives[0].outcomes.is_empty());
    assert_eq!(plan.objectives[0].extra[0].key.value, "esito");
}
