//! Headings that offices write for the fields of an objective: a new field needs a line here
//! at most.

use crate::model::Key;

/// Headings by their field, besides its key, with commas between them; case, accents, plurals,
/// brackets and small words do not count.
pub(super) const SYNONYMS: [(Key, &str); 12] = [
    (
        Key::Position,
        "numero, nr, num, n ordine, n ord, n progressivo, progressivo, n obiettivo, \
         numero obiettivo",
    ),
    (
        Key::Area,
        "aree, settore, area settore, ripartizione, direzione, dipartimento, \
         area organizzativa, area funzionale, area di riferimento, nome area, \
         denominazione area, area di appartenenza, centro di responsabilità, \
         descrizione area, descrizione settore, descrizione centro responsabilità, \
         denominazione settore, descrizione cdr, descr cdr, des cdr, descr area, descr settore",
    ),
    (
        Key::Manager,
        "responsabile area, responsabile settore, dirigente, dirigente responsabile, \
         titolare po, titolare di posizione organizzativa, titolare eq, titolare incarico eq, \
         responsabile eq, responsabile po, eq, po, elevata qualificazione, incarico eq, \
         posizione organizzativa, titolare elevata qualificazione, titolare incarico",
    ),
    (
        Key::Period,
        "anno, anni, annualità, periodo di riferimento, anno di riferimento, esercizio, \
         triennio, arco temporale, annualità di riferimento, semestre",
    ),
    (
        Key::Code,
        "cod, codice obiettivo, cod obiettivo, id, id obiettivo, codice scheda, cod ob, cod obb",
    ),
    (
        Key::Service,
        "servizio organizzativo, servizio ufficio, ufficio, ufficio servizio, \
         unità organizzativa, unità operativa, servizio competente, servizio interessato, \
         servizio responsabile, servizio coinvolto, servizio assegnatario, struttura, \
         struttura organizzativa, uo, descrizione servizio, descr servizio, des servizio, \
         denominazione servizio",
    ),
    (Key::CrossCutting, "obiettivo trasversale, titolo trasversale, titolo obiettivo trasversale"),
    (
        Key::Kind,
        "tipo, tipi, tipologia obiettivo, tipo obiettivo, sviluppo mantenimento, \
         tipologia sviluppo mantenimento, s m, natura obiettivo",
    ),
    (
        Key::Description,
        "descrizione obiettivo, obiettivo, obiettivo gestionale, obiettivo operativo, \
         obiettivo assegnato, testo obiettivo, descrizione sintetica, descrizione attività, \
         obiettivo descrizione, denominazione obiettivo, descr obiettivo, des obiettivo",
    ),
    (
        Key::ExpectedResult,
        "risultato atteso, risultato finale, esito atteso, target, valore atteso, \
         risultato da raggiungere, risultato previsto, atteso",
    ),
    (
        Key::Indicator,
        "indicatore risultato, indicatore performance, indicatore misurazione, \
         indicatore misura, indicatore obiettivo, indicatore raggiungimento, kpi",
    ),
    (
        Key::Weight,
        "peso obiettivo, pesi, pesi obiettivi, peso percentuale, peso percentuale obiettivo, \
         peso in punti, ponderazione, peso obiettivo area, pesatura, peso attribuito, \
         peso ponderale, peso valore percentuale",
    ),
];

/// Headings that hold a field only where no surer one does: «Punti» may be those of an evaluation
/// beside the weights, the title of an objective stands beside its description.
pub(super) const WEAK_SYNONYMS: [(Key, &str); 3] = [
    (
        Key::Weight,
        "punti, punteggio, coeff, coefficiente, coefficiente ponderazione, punti assegnati, \
         punteggio assegnato, punteggio massimo, rilevanza, rilevanza percentuale, incidenza, \
         incidenza percentuale, valore ponderale, ponderaz",
    ),
    (Key::Description, "titolo obiettivo, titolo, oggetto"),
    (Key::ExpectedResult, "prodotto atteso, output atteso, outcome atteso"),
];

/// First words of longer headings, with the field that these are about.
pub(super) const FIRST_WORDS: [(&str, Key); 8] = [
    ("peso", Key::Weight),
    ("pesi", Key::Weight),
    ("indicatore", Key::Indicator),
    ("risultato", Key::ExpectedResult),
    ("descrizione", Key::Description),
    ("tipologia", Key::Kind),
    ("servizio", Key::Service),
    ("obiettivo", Key::Description),
];
