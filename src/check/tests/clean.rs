//! A plan in good Italian gives no findings; a very long one takes no long time.

use super::sample::Sample;

/// Service or title, description, result, indicator: what offices write, with many
/// words that are near one another by right.
const ROWS: [[&str; 4]; 42] = [
    [
        "SEGRETERIA",
        "Redazione dell'atto di indirizzo per la Giunta",
        "Atto approvato entro il 30.06.2023",
        "Estremi dell'atto",
    ],
    [
        "SEGRETERIA",
        "Raccolta degli atti di indirizzo della Giunta",
        "Atti raccolti entro il 31.12.2023",
        "Estremi degli atti",
    ],
    [
        "SEGRETERIA",
        "Invio della nota ai consiglieri comunali",
        "Nota inviata entro 10 giorni dalla richiesta",
        "Protocollo della nota",
    ],
    [
        "SEGRETERIA",
        "Invio delle note ai consiglieri comunali",
        "Note inviate entro 10 giorni dalla richiesta",
        "Protocollo delle note",
    ],
    [
        "PROTOCOLLO",
        "Fascicolazione dei documenti in entrata",
        "Documenti fascicolati almeno al 90%",
        "Numero dei documenti fascicolati",
    ],
    [
        "PROTOCOLLO",
        "Fascicolazione dei documenti in uscita",
        "Documenti fascicolati almeno al 95%",
        "Numero dei documenti fascicolati",
    ],
    [
        "CONTRATTI",
        "Tenuta del repertorio dei contratti",
        "Contratto repertoriato entro 5 giorni dalla stipula",
        "Estratto del repertorio",
    ],
    [
        "COMUNICAZIONE",
        "Tenuta della rubrica dei contatti",
        "Contatto inserito entro 5 giorni dalla richiesta",
        "Estratto della rubrica",
    ],
    [
        "LAVORI PUBBLICI",
        "Lavori di manutenzione della rete idrica, lotto I",
        "Fine dei lavori del lotto I entro il 31.10.2023",
        "Certificato di regolare esecuzione del lotto I",
    ],
    [
        "LAVORI PUBBLICI",
        "Lavori di manutenzione della rete idrica, lotto II",
        "Fine dei lavori del lotto II entro il 31.10.2023",
        "Certificato di regolare esecuzione del lotto II",
    ],
    [
        "LAVORI PUBBLICI",
        "Lavori di manutenzione della rete idrica, lotto III",
        "Fine dei lavori del lotto III entro il 30.11.2023",
        "Certificato di regolare esecuzione del lotto III",
    ],
    [
        "LAVORI PUBBLICI",
        "Asfaltatura del tratto comunale di via Marini",
        "Apertura al traffico entro il 15.09.2023",
        "Verbale di fine dei lavori in via Marini",
    ],
    [
        "LAVORI PUBBLICI",
        "Asfaltatura del tratto comunale di via Martini",
        "Apertura al traffico entro il 15.10.2023",
        "Verbale di fine dei lavori in via Martini",
    ],
    [
        "VERDE PUBBLICO",
        "Cura delle aree verdi del centro",
        "Sei sfalci ogni anno",
        "Verbali degli sfalci",
    ],
    [
        "VERDE PUBBLICO",
        "Cura dell'area verde del centro",
        "Otto sfalci ogni anno",
        "Verbali degli sfalci",
    ],
    [
        "PATRIMONIO",
        "Concessione della sala civica alle associazioni",
        "Risposta entro 15 giorni dalla domanda",
        "Elenco delle domande",
    ],
    [
        "PATRIMONIO",
        "Concessione delle sale civiche alle associazioni",
        "Risposta entro 20 giorni dalla domanda",
        "Elenco delle domande",
    ],
    [
        "POLIZIA LOCALE",
        "Affidamento del servizio di polizia stradale in convenzione",
        "Convenzione firmata entro il 31.03.2023",
        "Testo firmato della convenzione",
    ],
    [
        "ECONOMATO",
        "Affidamento del servizio di pulizia stradale in convenzione",
        "Convenzione firmata entro il 30.04.2023",
        "Testo formato della convenzione",
    ],
    [
        "RAGIONERIA",
        "Rendiconto ai sensi del D.Lgs. 118/2011, allegato 4/2 al decreto",
        "Approvazione entro i termini di legge",
        "Estremi della delibera",
    ],
    [
        "RAGIONERIA",
        "Verifica degli equilibri di bilancio",
        "Verifica entro il 31 luglio 2023",
        "Estremi della delibera",
    ],
    [
        "RAGIONERIA",
        "Variazione degli stanziamenti di bilancio",
        "Variazioni approvate entro il 30 novembre 2023",
        "Estremi delle delibere",
    ],
    [
        "TRIBUTI",
        "Previsione delle entrate tributarie",
        "Previsione entro il 15 novembre 2023",
        "Prospetto delle entrate",
    ],
    [
        "TRIBUTI",
        "Revisione delle entrate tributarie",
        "Revisione entro il 30 novembre 2023",
        "Prospetto delle entrate",
    ],
    [
        "TRIBUTI",
        "Accertamento dell'imposta per l'anno 2018",
        "Accertamenti per almeno 50.000 euro",
        "Ruolo dell'imposta 2018",
    ],
    [
        "TRIBUTI",
        "Accertamento dell'imposta per l'anno 2019",
        "Accertamenti per almeno 60.000 euro",
        "Ruolo dell'imposta 2019",
    ],
    [
        "PERSONALE",
        "Costituzione del fondo secondo il CCNL 16/11/2022",
        "Determinazione adottata entro il 31 maggio 2023",
        "Estremi della determinazione",
    ],
    [
        "PERSONALE",
        "Selezione dell'istruttore amministrativo",
        "Graduatoria entro il 30.09.2023",
        "Graduatoria approvata",
    ],
    [
        "PERSONALE",
        "Selezione degli istruttori amministrativi",
        "Graduatorie entro il 30.09.2023",
        "Graduatorie approvate",
    ],
    [
        "PERSONALE",
        "Tempistiche e criteri per il lavoro agile",
        "Criterio condiviso con i dipendenti",
        "Regolamento adottato",
    ],
    [
        "INFORMATICA",
        "Acquisto dei certificati di firma",
        "Certificato acquistato per ogni dipendente",
        "Fattura dell'acquisto",
    ],
    [
        "INFORMATICA",
        "Archiviazione dei certificati acquisiti",
        "Certificato acquisito per ogni dipendente",
        "Elenco degli acquisiti",
    ],
    [
        "INFORMATICA",
        "Copia di sicurezza dei dati al 31.12.2022",
        "Copia verificata ogni mese",
        "Verbale della verifica",
    ],
    [
        "MENSA",
        "Controllo della qualità della mensa",
        "Un controllo ogni mese",
        "Schede dei controlli",
    ],
    [
        "CULTURA",
        "Mostra sul mare e sul monte",
        "Una mostra aperta per due mesi",
        "Numero dei visitatori",
    ],
    [
        "CULTURA",
        "Mostre sul mare e sui monti",
        "Due mostre aperte per un mese",
        "Numero delle visite",
    ],
    [
        "SOCIALE",
        "Assegno ai nuclei familiari ai sensi della L. 448/1998",
        "Istanza evasa entro 30 giorni",
        "Elenco delle istanze",
    ],
    [
        "SOCIALE",
        "Assegni di maternità ai sensi della L. 448/1998",
        "Istanze evase entro 30 giorni",
        "Elenco delle istanze",
    ],
    ["SPORT", "Corsi di ginnastica per adulti", "Due corsi attivati", "Iscritti ai corsi"],
    ["SPORT", "Costi di gestione degli impianti", "Costi ridotti del 2%", "Prospetto dei costi"],
    [
        ">PREVENZIONE DELLA CORRUZIONE",
        "Attuazione delle misure del piano",
        "Misure attuate entro il 31.12.2023",
        "Relazione sulle misure",
    ],
    [
        ">TRASPARENZA",
        "Pubblicazione dei dati previsti dal D.Lgs. 33/2013",
        "Pubblicazione entro 30 giorni",
        "Collegamento alla pagina",
    ],
];

fn clean_plan() -> Sample {
    let mut sample = Sample::new(&[2023, 2024]);
    for (area, rows) in ROWS.chunks(21).enumerate() {
        sample = sample.area(&format!("AREA {}", area + 1)).period("ANNO 2023");
        sample.plan.weights.total = None;
        for [name, description, result, indicator] in rows {
            sample = sample.row(name, [description, result, indicator], "5");
        }
    }
    sample
}

#[test]
fn a_plan_in_good_italian_has_no_findings() {
    assert_eq!(clean_plan().report(), [""; 0]);
}

#[test]
fn the_next_year_with_its_own_dates_adds_none() {
    let mut sample = clean_plan();
    for (area, rows) in ROWS.chunks(21).enumerate() {
        sample = sample.area(&format!("AREA {} BIS", area + 1)).period("ANNO 2024");
        for row in rows {
            let [name, description, result, indicator] =
                row.map(|text| text.replace("2023", "2024"));
            sample = sample.row(&name, [&description, &result, &indicator], "5");
        }
    }
    assert_eq!(sample.report(), [""; 0]);
}

/// A word of two to five syllables, for each number another.
fn word(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "re", "mi", "to", "lu", "stra", "con", "ve", "ni", "do", "ga", "per", "sa", "ti",
        "mo", "zi",
    ];
    number += 16;
    let mut word = String::new();
    while number > 0 {
        word.push_str(SYLLABLES[number % 16]);
        number /= 16;
    }
    word + "ne"
}

/// Comparing every pair would take a quarter of an hour, which no assertion need measure.
#[test]
fn twenty_thousand_objectives_are_not_compared_pair_by_pair() {
    let mut sample = Sample::new(&[2023]);
    for row in 0..20_000 {
        if row % 10 == 0 {
            sample = sample.area(&format!("AREA {row}")).period("ANNO 2023");
        }
        let w = |n: usize| word((row * 7919 + n * 104_729) % 5000);
        let texts = [
            format!("Redazione di {} e {} per gli uffici di {} nel {}", w(1), w(2), w(3), w(row)),
            format!("Almeno {row} {} approvati entro il 31.12.2023 con {} e {}", w(4), w(5), w(6)),
            format!("Relazione del responsabile su {} e {} con numero {row}", w(7), w(8)),
        ];
        let name = if row % 10 == 9 { ">TRASPARENZA" } else { "UFFICIO" };
        sample = sample.row(name, [&texts[0], &texts[1], &texts[2]], "10");
    }
    let differing = sample.report().iter().filter(|r| r.starts_with("trasversale")).count();
    assert_eq!(differing, 3, "one for each text, not one for each of 2000 areas");
}
