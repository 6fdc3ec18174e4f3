//! Slips, each once, and what is none.

use super::group;
use super::sample::Sample;

/// Descriptions on lines 4, 5, …; every other field the same.
fn texts(texts: &[&str]) -> Vec<String> {
    let mut sample = group();
    sample.plan.weights.total = None;
    let row = |sample: Sample, (n, text): (usize, &&str)| {
        sample.row(&format!("UFFICIO {n}"), [text, "Fatto", "Relazione"], "1")
    };
    texts.iter().enumerate().fold(sample, row).report()
}

#[test]
fn equal_texts_but_for_a_slip() {
    assert_eq!(
        texts(&[
            "Verifica di almeno tre pratiche edilizie",
            "Verifica di almento tre pratiche edilizie"
        ]),
        ["refuso: 5 almento | 4 almeno"]
    );
    assert_eq!(
        texts(&["Spese nei limit fissati dalla legge", "Spese nei limiti fissati dalla legge"]),
        ["refuso: 4 limit | 5 limiti"]
    );
    assert_eq!(
        texts(&[
            "Redazione del piano delle manutezioni stradali",
            "Redazione del piano delle manutenzioni stradali",
            "Redazione del piano delle manutenzioni idrauliche",
        ]),
        ["refuso: 4 manutezioni | 5 manutenzioni"]
    );
}

#[test]
fn what_differs_by_right_is_no_slip() {
    for pair in [
        ["Adozione dell'atto di nomina dei membri", "Adozione dell'atti di nomina dei membri"],
        ["Invio della nota agli enti aderenti", "Invio della note agli enti aderenti"],
        ["Gara per il lotto 12 della rete idrica", "Gara per il lotto 13 della rete idrica"],
        ["Gara per il lotto XVII della rete", "Gara per il lotto XVIII della rete"],
        ["Fondi per lo 0,75% della spesa 2020", "Fondi per lo 0,85% della spesa 2021"],
        ["Asfaltatura della via Marini in centro", "Asfaltatura della via Martini in centro"],
        ["Rispetto della tempestività nei pagamenti", "RISPETTO DELLA TEMPESTIVITA' NEI PAGAMENTI"],
        [
            "Documento formato dal responsabile di area",
            "Documento firmato dal responsabile di area",
        ],
        [
            "Affidamento del servizio di pulizia interna",
            "Affidamento del servizio di polizia interna",
        ],
        ["Elenco dei contatti con i fornitori", "Elenco dei contratti con i fornitori"],
        ["Sala per la mostra", "Sale per la mostra"],
        ["CASA", "CASSA"],
    ] {
        assert_eq!(texts(&pair), [""; 0], "{pair:?}");
    }
}

#[test]
fn two_words_that_both_stand_elsewhere_are_two_words() {
    assert_eq!(
        texts(&[
            "Elenco dei costi per ogni sede comunale",
            "Elenco dei corsi per ogni sede comunale",
            "Riduzione dei costi di gestione",
            "Iscrizione ai corsi di lingua",
        ]),
        [""; 0]
    );
}

#[test]
fn a_word_that_italian_cannot_spell_beside_one_that_it_can() {
    assert_eq!(
        texts(&["Rispetto della tempistica di legge", "Nota con altra tesmpistica indicata"]),
        ["refuso: 5 tesmpistica | 4 tempistica"]
    );
    assert_eq!(texts(&["Acquisto dei libri", "Dato acquisito agli atti d'ufficio"]), [""; 0]);
}

#[test]
fn slips_that_stand_alone() {
    assert_eq!(
        texts(&["Secondo i nuovi ciretri del contratto", "Ciretri di scelta odiversa tempistica"]),
        ["refuso: 4 ciretri | 5 Ciretri", "refuso: 5 odiversa"]
    );
}

#[test]
fn words_of_every_act_are_no_names() {
    assert_eq!(
        texts(&["Convocazione del Consiglio comunale", "Convocazione del Consiglo comunale"]),
        ["refuso: 5 Consiglo | 4 Consiglio"]
    );
    assert_eq!(texts(&["Publicazione del bando"]), ["refuso: 4 Publicazione"]);
    assert_eq!(texts(&["Siti del Commune di Terre"]), ["refuso: 4 Commune"]);
    assert_eq!(texts(&["Costi intervenuti, dati risultanti e risconto del ministro"]), [""; 0]);
}

#[test]
fn frequent_words_are_words_each_for_itself() {
    for pair in [
        ["Riscossione del canone di concessione", "Riscossione del cantone di concessione"],
        ["Verifica della rilevazione annuale", "Verifica della rivelazione annuale"],
        ["Atti del preposto alla cassa economale", "Atti del proposto alla cassa economale"],
    ] {
        assert_eq!(texts(&pair), [""; 0], "{pair:?}");
    }
}

#[test]
fn a_word_written_twice() {
    assert_eq!(
        texts(&["Revisione dello dello statuto e della  della sede"]),
        ["refuso: 4 dello dello", "refuso: 4 della della"]
    );
    let right = "Via via, mano mano, Bella Bella, XX XX, 3 3, la, la, dove dov'è";
    assert_eq!(texts(&[right]), [""; 0]);
}

#[test]
fn words_run_together() {
    assert_eq!(
        texts(&["Relazione sullo stato dell'Unione", "Relazione sullostato dell'Unione"]),
        ["refuso: 5 sullostato | 4 sullo stato"]
    );
    assert_eq!(texts(&["Servizi on-line ai cittadini", "Servizi online ai cittadini"]), [""; 0]);
    assert_eq!(texts(&["Lotto 1 2 della rete", "Lotto 12 della rete"]), [""; 0]);
}

#[test]
fn the_name_of_an_area_without_its_space() {
    let plan = |names: [&str; 3]| {
        let sample = Sample::new(&[]);
        names.into_iter().fold(sample, |sample, name| {
            sample.area(name).period("ANNO").row("UFFICIO", [name, "Fatto", "Relazione"], "100")
        })
    };
    let said = |names| {
        let all = plan(names).report();
        all.into_iter().filter(|line| line.contains("AREASERVIZI")).collect::<Vec<_>>()
    };
    assert_eq!(
        said(["AREA TECNICA", "AREA AMMINISTRATIVA", "AREASERVIZI SOCIALI"]),
        ["refuso: 8 AREASERVIZI | 2 AREA TECNICA"]
    );
    assert_eq!(said(["AREA TECNICA", "SETTORE", "AREASERVIZI SOCIALI"]), [""; 0]);
    assert_eq!(plan(["AREA TECNICA", "AREA", "AREALE"]).report(), [""; 0]);
}

#[test]
fn articles_that_do_not_agree() {
    assert_eq!(
        texts(&["Estremi della atto di nomina", "Estremi della  atto", "Estremi dell'atto"]),
        ["articolo-discorde: 4 della atto | 5 della atto"]
    );
    let right = "Della Orlando S.p.A., della auto di servizio, alla Unione, della euro-progettazione, \
                 della organizzazione, della mano, della area";
    assert_eq!(texts(&[right]), [""; 0]);
}
