//! Impossible dates and deadlines outside their period.

use super::{described, group};

fn said(text: &str) -> Vec<String> {
    described(group(), text, "100").report()
}

#[test]
fn dates_that_no_calendar_has() {
    for (text, date) in [
        ("Approvare il 31.06.2020", "31.06.2020"),
        ("Approvare entro il 30/02/2020.", "30/02/2020"),
        ("Al 31-9-2020 (scadenza)", "31-9-2020"),
        ("Entro il 31 giugno 2020", "31 giugno 2020"),
        ("Entro il 29 febbraio dell'anno 2021", "29 febbraio dell'anno 2021"),
        ("Ogni 31 Novembre", "31 Novembre"),
        ("Il 12.13.2020", "12.13.2020"),
        ("Entro il 31.04.20", "31.04.20"),
        ("Dal 2020-02-30", "2020-02-30"),
    ] {
        assert_eq!(said(text), [format!("data-impossibile: 4 {date}")], "{text}");
    }
    let all = "Il 29.02.2020, il 1° marzo 2020, il 31 dicembre, n. 99.99.2020.1, art. 31.6, 3.14.20, \
               n. 31/6/2020, prot. 31/02/2020, versione 1.31.2020, art. 31.13.2020, 2020-02-29";
    assert_eq!(said(all), [""; 0]);
}

#[test]
fn deadlines_outside_the_years_of_the_period() {
    for (text, date) in [
        ("Fare entro il 31.12.2021", "31.12.2021"),
        ("Fare entro e non oltre il 30 giugno 2019", "30 giugno 2019"),
        ("Fare entro il mese di marzo 2021", "marzo 2021"),
        ("Fare entro dicembre 2021", "dicembre 2021"),
        ("Fare ENTRO LA FINE DELL'ANNO 2022", "2022"),
        ("Fare entro il termine del 1° gennaio 2021", "1° gennaio 2021"),
        ("Fare entro il 2021", "2021"),
        ("Fare entro il 31/12/26", "31/12/26"),
        ("Fare entro il primo semestre 2026", "primo semestre 2026"),
        ("Fare entro il II trimestre dell'anno 2021", "II trimestre dell'anno 2021"),
        ("Fare non oltre il 31.03.2026", "31.03.2026"),
    ] {
        let expected = [format!("scadenza-fuori-periodo: 4 {date} | 3 ANNO 2020")];
        assert_eq!(said(text), expected, "{text}");
    }
}

#[test]
fn other_dates_are_no_deadlines() {
    for text in [
        "Fare entro il 30.06.2020",
        "Dati dall'ingresso del Comune al 31.12.2019",
        "Spesa di cui alla Legge 27.12.2006 n. 296 e CCNL 21/05/2019",
        "Fare entro i termini di approvazione del bilancio 2021",
        "Fare entro i termini di cui alla legge 27.12.2006 n. 296",
        "Fare entro 30 giorni dal 31.12.2019",
        "Fare entro il 30 giugno",
        "Fare entro il primo semestre",
        "Fare entro il secondo semestre 2020 e non oltre il 31/12/20",
        "Servizi entro l'anno scolastico 2021/2022",
        "Fare entro l'anno 2019/2020",
        "Fare entro il termine di 60 giorni dalla nota del 15.11.2019",
    ] {
        assert_eq!(said(text), [""; 0], "{text}");
    }
}

#[test]
fn a_period_without_years_has_no_deadlines_to_miss() {
    let sample = super::sample::Sample::new(&[]).area("AREA").period("Primo periodo");
    assert_eq!(described(sample, "Fare entro il 31.12.2031", "100").report(), [""; 0]);
}

#[test]
fn the_words_around_the_tables_have_dates_too_but_no_period() {
    let mut sample = group();
    let mut premise = sample.plan.title.clone();
    premise.value = "Entro il 31.12.2031, anzi il 31.11.2031".into();
    sample.plan.premise = Some(premise);
    assert_eq!(sample.report(), ["data-impossibile: 1 PIANO"]);
    assert_eq!(sample.findings()[0].message, "La data «31.11.2031» non esiste.");
}

#[test]
fn odd_characters_are_read_as_they_are() {
    assert_eq!(
        said("Il ３１.06.２０２０, İ ẞ \u{301}x ½ Ⅷ all. Ⅷ 1º 🏛"),
        ["data-impossibile: 4 ３１.06.２０２０"]
    );
}
