//! Names that are taken for areas by their place alone: above a table, between its rows, on a sheet.

use super::area_lines::begins_area;
use super::line_parts::area_of_line;
use super::word_forms::{is_listed, letters, words};
use crate::diag::{Code, Diagnostic};
use crate::italian::quotation::quote_start;
use crate::raw::Words;
use std::collections::BTreeSet;

/// Beginnings of the words that the units of a municipality are called by.
const UNITS: &str = "acquist affar agricolt ambient amministr anagraf anzian appalt archivi archivio area aree asil \
  attivit avvocat aziend bibliotec bilanc cimiter circoscriz cittadin civil commerc committenz comunicaz contabil contratt \
  controllo controlli cultur demograf digital dipartiment direzion distrett economat economi ecolog edilizi educa elettor \
  entrat europ famigli farmac finanz funzion giovan govern igien impiego infanzi informatic infrastruttur innovaz \
  istituz istruz lavor legal manutenz minor mobilit municip muse opere organizzaz partecipat patrimon persona \
  pianific polit polizi posizion produtt programmaz protez protocollo quartier ragioner ripartiz risors salut sanit scolast \
  scuol segretar segreter servi settore settori sicurezz social sport statist strad staff strateg strutt svilupp tecnica tecnici tecnico \
  territor trasparenz trasporti trasporto tribut turis uffic unita urbanist verde viabilit vigilanz welfare \
  coordinament consigli demani direttor diurn espropri gabinett opportunit presidenz produzion sistemi";
/// Words that such units are called by as a whole.
const UNIT_WORDS: &str = "caccia casa ced cra gare messi nidi nido rsa suap sue urp zona";

/// First words of lines that say something else than a unit, whatever follows.
const OTHERS: &str = "a ai al alla approvato con da dal dalla elaborato fonte gli i il in la le lo per \
  predisposto questo redatto si visto ambito bozza cap capitolo cdc cdr codice data dipendente dipendenti fase fasi gruppo \
  dati indicatore indicatori missione obiettivi obiettivo parte performance seguono priorita progetto progetti \
  programma prospettiva referente sede sig sigra tabella tipologia titolo";

/// Words of what is worked on, planned or measured, in lines that have the words of a unit too: «Qualità
/// dei servizi», «Bilancio di previsione».
const WORKED_ON: &str = "accertamento agili assegnata assegnate assegnati assegnato consolidato contributi coinvolte \
  coinvolti corso derivata dotazione efficacia efficienza erogati funzionari indispensabili intervento istruttori \
  istruzioni mantenimento miglioramento operatori ordinaria ordinario previsione qualita rischio soddisfazione \
  spese trasparente utenti";

/// First words of units that begin what is worked on as well: «Attività ordinaria», «Servizi erogati»,
/// «Comunicazione».
const ABOUT_WORK: &str = "ambiente amministrazione attivita bilancio commercio comunicazione controlli controllo \
  cultura digitalizzazione entrate funzioni gestione innovazione lavori opere organizzazione patrimonio sicurezza trasparenza \
  personale politica politiche programmazione risorse servizi strategia strategie sviluppo";

/// Names of areas that were doubted already: each is, once.
#[derive(Default)]
pub(super) struct DoubtedAreas {
    names: BTreeSet<String>,
}

impl DoubtedAreas {
    /// Returns the finding on a line that its place alone makes an area; `is_unlike` if the area before
    /// says to be one.
    pub(crate) fn line(&mut self, name: &Words, is_unlike: bool) -> Option<Diagnostic> {
        let first = words(&name.value).into_iter().next().unwrap_or_default();
        let is_sure = names_unit(&name.value) && !(is_unlike && is_listed(ABOUT_WORK, &first));
        self.doubt(name, is_sure, "si legge come il nome di un'area per il posto in cui sta")
    }

    /// Returns the finding on the name of a sheet that is an area since nothing else names one.
    pub(crate) fn sheet(&mut self, name: &Words) -> Option<Diagnostic> {
        let is_sure = names_unit(&name.value);
        self.doubt(
            name,
            is_sure,
            "è il nome del foglio, e vale come area perché nessuna riga ne dice una",
        )
    }

    fn doubt(&mut self, name: &Words, is_sure: bool, why: &str) -> Option<Diagnostic> {
        if is_sure || !self.names.insert(letters(&name.value)) {
            return None;
        }
        let message = format!("{} {why}.", quote_start(&name.value));
        Some(Diagnostic::new(Code::DoubtfulLine, name.span, message).hint(
            "Se è un'area, niente; se no, scrivere l'area al suo posto, o indicarla: --area \"AREA TECNICA\".",
        ))
    }
}

/// Returns `true` if a word of a name is one that units of a body are called by.
pub(super) fn names_unit(name: &str) -> bool {
    let is_unit = |word: &String| {
        is_listed(UNIT_WORDS, word) || UNITS.split(' ').any(|unit| word.starts_with(unit))
    };
    let spelled = words(name);
    // «I Settore» is the first, «I servizi» are many.
    let is_first = matches!(spelled.as_slice(), [i, second, ..] if i == "i" && begins_area(second));
    let is_other = spelled.first().is_some_and(|first| is_listed(OTHERS, first)) && !is_first;
    let is_worked_on = spelled.iter().any(|word| is_listed(WORKED_ON, word));
    begins_area(name)
        || area_of_line(name).is_some()
        || !is_other && !is_worked_on && spelled.iter().any(is_unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_told_from_other_lines() {
        for name in [
            "Polizia locale",
            "Segreteria generale",
            "SUAP",
            "Lavori pubblici",
            "Servizi demografici",
            "AREA 1",
            "Tributi",
            "Affari generali",
            "Ragioneria",
            "Unità di staff",
            "Tecnica",
            "I Settore Affari Generali",
            "Direttore Generale",
            "Gabinetto del Sindaco",
            "Produzione",
            "RSA San Giuseppe",
            "Centro Diurno",
            "Sistemi informativi",
            "Demanio",
            "Caccia e pesca",
            "Pari opportunità",
            "CdR 2 - Area Tecnica",
            "Coordinamento pedagogico",
            "Zona Nord",
        ] {
            assert!(names_unit(name), "{name}");
        }
        for name in [
            "BOZZA DEL 12/01",
            "USO INTERNO",
            "PARTE PRIMA",
            "Gli importi sono in euro",
            "F",
            "ai sensi dell'art. 169 TUEL",
            "Export",
            "Giunta",
            "Rossi",
            "Pesatura",
            "rev1",
            "Politica di qualità",
            "Bilancio di previsione",
            "Lavori agili",
            "Servizi erogati",
            "Qualità dei servizi",
            "Contributi ai cittadini",
            "Spese di personale",
            "Uffici coinvolti",
            "Istruzioni",
            "Il settore ha 5 dipendenti",
            "La Direzione si riserva di modificare gli obiettivi",
            "Area di miglioramento",
            "Area degli Istruttori",
            "Aree di intervento",
        ] {
            assert!(!names_unit(name), "{name}");
        }
    }
}
