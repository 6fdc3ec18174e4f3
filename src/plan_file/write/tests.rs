//! Plans with every key, written and loaded.

use super::plan_yaml;
use crate::diag::Findings;
use crate::job::{PlanFormat, read_plan};
use crate::model::{Key, Section};
use crate::plan_file::PlanNotation;
use crate::plan_file::node::TreeNode;
use crate::plan_file::tree::parse;
use crate::raw::RawPlan;
use crate::source::{SourceMap, Spanned};

/// Every key that a nested plan can have.
const FULL: &str = "\
titolo: PIANO OBIETTIVI 2024
ente: Comune di Esempio
anni: [2024, 2025]
data: 30.06.2024
delibera:
  organo: Giunta
  numero: 12
  data:
allegato: B
allegati:
  - allegato: A
  - allegato: C
    titolo: 'Schede: il dettaglio'
firmatari:
  - nome: Anna Verdi
    qualifica: Il Segretario
premessa: |-
  Il piano:
  - uno
  - due
chiusura: Fine
classificazione: '01.02'
tipologie:
  S: sviluppo
  'N': nuovo
pesi:
  unita: punti
  totale: 1000
  ambito: piano
valutazione:
  scala: 5
  fasce:
    - nome: zero
      massimo: 50
      vale: 0
    - minimo: 50
      vale: 100
  non-valutabili: pieni
codici: unici

# Le aree, con i loro periodi e, in ogni periodo, gli obiettivi. Di un obiettivo sono
# obbligatori «servizio» (oppure «trasversale», con il titolo) e «descrizione».
aree:
  - nome: AREA UNICA
    responsabile: Mario Neri
    premessa: Prima
    chiusura: Dopo
    totale: 100
    periodi:
      - etichetta: ANNO 2024
        anni: [2024]
        premessa: Prima
        chiusura: Dopo
        totale: 100
        obiettivi:
          - codice: '007'
            servizio: SEGRETERIA
            responsabile: Carla Blu
            tipologia: S
            descrizione: >-
              Una descrizione che non sta in una riga perché ha più parole di quante ce ne
              possono stare: e con i due punti
            risultato: Fatto
            indicatore: Relazione
            peso: 33,30
            esito:
              valore: sì
              metodo: si-no
              percentuale: 100
              evidenza: Determinazione n. 12 del 31.12.2024
            altro:
              nota: x
              vuota:

          - trasversale: TUTTI
            descrizione: d
            esito:
              2024: 33,30
";

/// Every key that a plan with levels of its own can have, in groups and in rows.
const LEVELS: &str = "\
titolo: PIANO DELLA PERFORMANCE
anni: [2025, 2026]
livelli: [missione, periodo, area]
campi:
  costo: importo
  scadenza: data
  target: percentuale
  fase: testo

# I gruppi, uno dentro l'altro secondo i livelli, e in essi gli obiettivi.
gruppi:
  - missione: 01 SERVIZI
    premessa: |-
      Prima
      - uno
    chiusura: Dopo
    totale: 100
    responsabile: dott.ssa Bianchi
    costo: 12.500,50
    altro:
      nota: x
    obiettivi:
      - descrizione: Fare
    gruppi:
      - periodo: ANNO 2025
        anni: [2025]
        obiettivi:
          - codice: '007'
            servizio: SEGRETERIA
            descrizione: Dire
            indicatori:
              - testo: Numero di atti
                peso: 40
                target: {2025: 50, 2026: 60}
                altro:
                  fonte: Protocollo
              - testo: Tempo
            peso: 100
            costo: 100
            scadenza: 31.12.2025
            target: {2025: 50, 2026: 60 %}
            fase:
              2025: Avvio
              2026:
            altro:
              stima:
                2025: 3

obiettivi:
  - area: AREA UNICA
    periodo: ANNO 2026
    missione: '02'
    descrizione: Baciare
";

fn loaded(yaml: &str) -> RawPlan {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let plan = read_plan("p", yaml.into(), PlanFormat::YAML, &mut sources, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    plan.expect("a plan")
}

#[test]
fn a_plan_in_our_own_style_is_written_unchanged() {
    for text in [FULL, LEVELS] {
        let written = plan_yaml(&loaded(text), "piano.yaml");
        let plan = written.split_once("\n\n").map(|(_, plan)| plan);
        assert_eq!(plan, Some(text));
    }
}

#[test]
fn keys_stand_in_the_order_of_the_vocabulary() {
    let mut sources = SourceMap::default();
    let file = sources.add("p", plan_yaml(&loaded(FULL), "piano.yaml"));
    let text = sources.file(file).text();
    let root = parse(file, text, PlanNotation::Yaml, &mut Findings::default()).expect("YAML");
    // The flat form is not written.
    let nested = ["livelli", "campi", "gruppi", "obiettivi"];
    let keys = |section: &Section| section.keys().map(Key::name).collect();
    let mut waiting: Vec<Vec<&str>> = Section::ALL[..8].iter().map(keys).collect();
    waiting[0].retain(|key| !nested.contains(key));
    waiting[7].retain(|key| *key != "indicatori");
    let mut maps = Vec::new();
    collect(&root, &mut maps);
    for known in waiting {
        let in_order = |map: &Vec<String>| {
            let kept: Vec<_> = known.iter().filter(|k| map.iter().any(|m| m == *k)).collect();
            kept.len() == map.len() && kept.into_iter().eq(map.iter())
        };
        let longest = maps.iter().filter(|map| in_order(map)).map(Vec::len).max();
        let either = usize::from(known.contains(&"trasversale"));
        assert_eq!(longest, Some(known.len() - either), "{known:?}");
    }
}

/// Collects the keys of every map of a tree.
fn collect(node: &Spanned<TreeNode>, maps: &mut Vec<Vec<String>>) {
    match &node.value {
        TreeNode::Map(entries) => {
            maps.push(entries.iter().map(|(key, _)| key.value.clone()).collect());
            entries.iter().for_each(|(_, value)| collect(value, maps));
        }
        TreeNode::List(items) => items.iter().for_each(|item| collect(item, maps)),
        TreeNode::Nothing | TreeNode::Scalar(_) => {}
    }
}
