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
    ] {
        assert_eq!(said(text), [format!("data-impossibile: 4 {date}")], "{text}");
    }
    let all =
        "Il 29.02.2020, il 1° marzo 2020, il 31 dicembre, n. 99.99.2020.1, art. 31.6, 3.14.20";
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
