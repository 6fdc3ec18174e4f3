//! Single cells: weights, kinds, cross-cutting titles, merged and wrong cells.

use super::sample::{Read, Sample};
use crate::diag::{Code, Severity};
use crate::model::Unit;

const HEAD: &str = "PIANO OBIETTIVI\nAREA UNO\nServizio|Tipologia|Obiettivo|Risultato atteso|Peso|Note\nANNO 2024\n";

fn read(rows: &str) -> Read {
    Sample::sheet("Foglio1", &format!("{HEAD}{rows}")).read()
}

fn weights(read: &Read) -> Vec<Option<String>> {
    let weight =
        |o: &crate::model::Objective| o.weight.as_ref().map(|w| w.value.decimal().to_string());
    read.plan().objectives.iter().map(weight).collect()
}

#[test]
fn weights_in_many_ways() {
    let all = read("a|S|x||30|\na|S|y||30%|\na|S|z||30,00|\na|S|w||10 punti|");
    assert_eq!(weights(&all), ["30", "30", "30.00", "10"].map(|w| Some(w.to_owned())));
    assert_eq!((all.codes(), all.plan().weights.unit), (vec![], Unit::Percent));
    let points = read("a|S|x||60 punti|\na|S|y||40 Punti|");
    assert_eq!((points.codes(), points.plan().weights.unit), (vec![], Unit::Points));
    assert!(points.says("I pesi sono in punti."));
}

#[test]
fn a_fraction_of_unknown_show_is_a_doubt_and_stays() {
    let all = read("a|S|x||#0,3|\na|S|y||0,7|\na|S|z||#30|");
    assert_eq!(all.codes(), [Code::DoubtfulWeight, Code::DoubtfulWeight]);
    assert_eq!(all.first_place(), "!Foglio1!E5");
    assert_eq!(
        all.findings[0].message,
        "Il peso «0,3» può essere 30%: il file non dice come si mostra."
    );
    // A text beside 30 has no format to tell it.
    assert_eq!(
        all.findings[1].message,
        "Il peso «0,7» è molto più piccolo degli altri: può essere 70."
    );
    assert_eq!(weights(&all)[0].as_deref(), Some("0.3"));
}

#[test]
fn words_for_a_weight_are_left_for_validation() {
    let all = read("a|S|x||vedi allegato|");
    assert_eq!(all.codes(), []);
    assert_eq!(all.complaints[0].code, Code::WeightNotANumber);
    let place = all
        .sources
        .file(all.complaints[0].span().file())
        .cell(all.complaints[0].span().range().start);
    assert_eq!(place.map(ToString::to_string).as_deref(), Some("!Foglio1!E5"));
}

#[test]
fn an_error_value_is_not_told_twice() {
    let all = read("a|S|x|!#RIF!|30|\na|S|y||!#DIV/0!|");
    assert_eq!((all.codes(), all.complaints.len()), (vec![Code::ErrorValue; 2], 0));
    assert_eq!(weights(&all), [Some("30".to_owned()), None]);
}

#[test]
fn kinds_and_titles() {
    let all = read("a|sviluppo|x||30|\nOBIETTIVO TRASVERSALE >T|M|y||70|");
    let kinds: Vec<_> =
        all.plan().objectives.iter().map(|o| o.kind.as_ref().map(|k| k.value)).collect();
    assert_eq!(kinds, [Some(0), Some(1)]);
    assert_eq!(all.short()[1], "AREA UNO/ANNO 2024/>T/y/70");
}

#[test]
fn further_columns_are_kept_with_a_note() {
    let all = read("a|S|x||100|fatto\\nbene\nb|S|y||  |altro");
    assert_eq!(all.codes(), [Code::ColumnAsField]);
    assert_eq!(all.first_place(), "!Foglio1!F3");
    let extra = &all.plan().objectives[0].extra[0];
    let value = extra.one().map(|d| d.written.value.as_str());
    assert_eq!((extra.key.value.as_str(), value), ("Note", Some("fatto\nbene")));
}

#[test]
fn merged_cells_hold_for_their_rows_but_a_weight_for_one() {
    let all = read("2v a|S|x|2v r|2v 60|\n|M|y|||\nb|S|z||40|");
    assert_eq!(
        all.short(),
        ["AREA UNO/ANNO 2024/a/x/60", "AREA UNO/ANNO 2024/a/y/", "AREA UNO/ANNO 2024/b/z/40",]
    );
    let result =
        |i: usize| all.plan().objectives[i].expected_result.as_ref().map(|r| r.value.as_str());
    assert_eq!([result(0), result(1), result(2)], [Some("r"), Some("r"), None]);
    assert_eq!(all.codes(), [Code::DoubtfulWeight]);
}

#[test]
fn loose_rows_are_never_joined() {
    let all = read("a|S|x||100|\n||e il seguito|||\n|M|y||5|\nb|S||r|6|");
    assert_eq!(all.codes(), [Code::LooseRow, Code::DoubtfulLine, Code::LooseRow]);
    assert_eq!(all.findings[0].severity, Severity::Error);
    assert!(all.findings[0].message.contains("solo la descrizione"));
    assert_eq!(
        all.findings[1].hints,
        ["Se il servizio è lo stesso, niente; se no, scriverlo nella riga."]
    );
    assert_eq!(all.short(), ["AREA UNO/ANNO 2024/a/x/100", "AREA UNO/ANNO 2024/a/y/5"]);
    assert_eq!(all.complaints, []);
}

#[test]
fn texts_beside_the_table_are_told() {
    let all = read("a|S|x||100||fuori\na|S|y||  ||anche questo");
    assert_eq!(all.codes(), [Code::ColumnAsField]);
    assert_eq!(all.first_place(), "!Foglio1!G5");
    let extra = &all.plan().objectives[1].extra[0];
    let value = extra.one().map(|d| d.written.value.as_str());
    assert_eq!((extra.key.value.as_str(), value), ("colonna G", Some("anche questo")));
}
