//! The reference plan, its findings in full.

use super::sample::Sample;
use crate::source::Span;

/// The line of the reference text that a place of the reference plan stands for; a
/// period's line is that of its first row.
fn seed_line(sample: &Sample) -> impl Fn(Span) -> usize {
    const ROWS: &str = include_str!("../../../tests/suite/fixtures/testo-di-riferimento.json");
    let rows: serde_json::Value = serde_json::from_str(ROWS).unwrap();
    let lines = rows.as_array().unwrap().iter().map(|row| row["riga"].as_u64().unwrap());
    let ends = sample.plan.objectives.iter().map(|o| o.span.range().end);
    let table: Vec<(usize, u64)> = ends.zip(lines).collect();
    move |span| {
        let row = table.iter().find(|(end, _)| span.range().end <= *end);
        usize::try_from(row.unwrap().1).unwrap()
    }
}

#[test]
fn the_reference_plan_has_these_findings_and_no_other() {
    let sample = Sample::reference();
    let expected = [
        "titolo-simile: 9 DIGITALIZZAZIONE ATTI DI LIQUIDAZIONE \
         | 24 DIGITALIZZAZIONE E ATTI DI LIQUIDAZIONE | 35 DIGITALIZZAZIONE E ATTI DI LIQUIDAZIONE \
         | 50 DIGITALIZZAZIONE E ATTI DI LIQUIDAZIONE | 69 DIGITALIZZAZIONE E ATTI DI LIQUIDAZIONE",
        "refuso: 23 ciretri | 27 ciretri",
        "refuso: 26 limit | 19 limiti",
        "refuso: 28 almento | 40 almento | 47 almento | 14 almeno | 53 almeno",
        "articolo-discorde: 34 della atto",
        "totale-diverso: 37 ANNO 2021 E 2022 | 41 PROGETTO-OBIETTIVO TRASVERSALE SPECIFICO",
        "obiettivo-senza-peso: 41 PROGETTO-OBIETTIVO TRASVERSALE SPECIFICO",
        "refuso: 49 odiversa | 54 odiversa | 66 odiversa | 67 odiversa | 71 odiversa | 72 odiversa",
        "refuso: 49 tesmpistica | 54 tesmpistica | 66 tesmpistica | 67 tesmpistica \
         | 71 tesmpistica | 72 tesmpistica | 49 tempistica",
        "obiettivo-senza-peso: 51 PROGETTI-OBIETTIVO SPECIFICI ART. 67, CO",
        "frase-mancante: 66 Breve relazione dell'Assessore di riferi \
         | 71 Si precisa che in assenza di formali not",
        "refuso: 67 TENCICI | 72 TECNICI",
        "trasversale-diverso: 69 Breve relazione dell'Assessore di riferi \
         | 9 Attestazione da parte del servizio econo | 24 Attestazione da parte del servizio econo \
         | 35 Attestazione da parte del servizio econo | 50 Attestazione da parte del servizio econo \
         | 67 Breve relazione dell'Assessore di riferi",
        "trasversale-diverso: 73 40 | 14 30 | 28 30 | 40 30 | 56 30",
    ];
    assert_eq!(sample.report_by(seed_line(&sample)), expected);
}

#[test]
fn a_clerk_understands_what_is_said() {
    let findings = Sample::reference().findings();
    let said = |code: &str| {
        let found = findings.iter().filter(move |d| d.code.name() == code);
        found.map(|d| (d.message.as_str(), d.hints.join(" "))).collect::<Vec<_>>()
    };
    assert_eq!(
        said("totale-diverso"),
        [(
            "Nel gruppo AREA SERVIZI SOCIALI, ANNO 2021 E 2022 i pesi sommano a «90» invece di 100: \
             mancano 10.",
            "Il peso mancante potrebbe essere quello di «PROGETTO-OBIETTIVO TRASVERSALE SPECIFICO \
             ART. 67, CO. 5, …»: indicare «peso: 10», oppure correggere gli altri."
                .to_owned()
        )]
    );
    let notes: Vec<&str> = said("obiettivo-senza-peso").into_iter().map(|(m, _)| m).collect();
    assert!(notes[0].ends_with("rimanda all'Allegato A."), "{}", notes[0]);
    assert!(notes[1].ends_with("rimanda all'Allegato B."), "{}", notes[1]);
    let (_, pasted) = &said("trasversale-diverso")[0];
    assert!(pasted.contains("copiato dall'obiettivo «Tempestivo riscontro"), "{pasted}");
}

#[test]
fn every_message_is_one_line_that_quotes_and_every_finding_has_a_remedy() {
    for d in Sample::reference().findings() {
        assert!(!d.message.contains('\n') && d.message.ends_with('.'), "{}", d.message);
        assert!(d.message.contains('«') && d.message.contains('»'), "{}", d.message);
        assert!(!d.hints.is_empty(), "{}", d.message);
    }
}
