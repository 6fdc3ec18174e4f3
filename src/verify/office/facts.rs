//! Comparison of what workbooks show besides the texts of their cells.

use super::content::OfficeContent;
use super::moved_facts::moved_facts;
use super::row_matching::RowMaps;
use super::wording::{change, quote, range_list, reason};
use crate::office::{CellArea, LookFact, LookKind, SheetLook};
use crate::verify::{Reason, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Compares the facts about both workbooks and about the sheets that both have.
pub(super) fn compare(
    before: &OfficeContent,
    after: &OfficeContent,
    rows: &RowMaps,
    reasons: &mut Vec<Reason>,
) {
    let (Some(old), Some(new)) = (&before.inventory.look, &after.inventory.look) else { return };
    of_place("", &old.facts, &new.facts, reasons);
    for sheet in &new.sheets {
        let known = old.sheets.iter().find(|old| old.name == sheet.name);
        let facts = known.map(|known| moved_facts(&known.facts, rows.get(&sheet.name)));
        of_place(&sheet.name, &facts.unwrap_or_default(), &sheet.facts, reasons);
        // A sheet that shows nothing in its cells has not been reported as a new one.
        if known.is_none() && sheet.cells.is_empty() {
            let text = format!("c'è un foglio in più, «{}», senza testi", sheet.name);
            reasons.push(reason(Verdict::Changed, text));
        }
    }
    let names = |sheets: &[SheetLook]| -> Vec<String> {
        sheets.iter().map(|sheet| sheet.name.clone()).collect()
    };
    let (old, new) = (names(&old.sheets), names(&new.sheets));
    let common: BTreeSet<_> = old.iter().filter(|name| new.contains(name)).collect();
    let order = |names: &[String]| -> Vec<String> {
        names.iter().filter(|name| common.contains(name)).cloned().collect()
    };
    if order(&old) != order(&new) {
        let text = format!("i fogli sono in un altro ordine: {}", order(&new).join(", "));
        reasons.push(reason(Verdict::Look, text));
    }
}

/// Content by which a fact is found again.
type FactKey<'f> = (LookKind, &'f str, &'f str);

/// Facts about one sheet, or about the workbook if the name is empty.
struct FactsOfPlace<'f> {
    sheet: &'f str,
    old: BTreeMap<FactKey<'f>, &'f CellArea>,
    new: BTreeMap<FactKey<'f>, &'f CellArea>,
    /// Facts that are no more and have been named with those in their place.
    replaced: BTreeSet<FactKey<'f>>,
}

fn of_place(sheet: &str, old: &[LookFact], new: &[LookFact], reasons: &mut Vec<Reason>) {
    let (old, new) = (old.iter().map(keyed).collect(), new.iter().map(keyed).collect());
    let mut facts = FactsOfPlace { sheet, old, new, replaced: BTreeSet::new() };
    facts.added(reasons);
    facts.gone(reasons);
}

impl<'f> FactsOfPlace<'f> {
    fn report(&self, key: FactKey<'_>, area: &CellArea, how: &str, reasons: &mut Vec<Reason>) {
        let place = placed(self.sheet, area);
        let place = if place.is_empty() { place } else { place + ": " };
        reasons.push(reason(verdict(key), format!("{place}{}{how}", words(key))));
    }

    /// Reports what is new or concerns other cells.
    fn added(&mut self, reasons: &mut Vec<Reason>) {
        /// Most new facts that are each paired with one that is no more: a bound on time.
        const PAIRED: usize = 300;
        let fresh = self.new.keys().filter(|key| !self.old.contains_key(key)).count();
        for (&key, area) in &self.new.clone() {
            match self.old.get(&key) {
                Some(known) if known == area => {}
                Some(known) if key.0 == LookKind::Object => {
                    if is_moved(known, area) {
                        self.report(key, area, ", che prima stava altrove", reasons);
                    }
                }
                Some(known) if key.0 == LookKind::TableHead => {
                    let was = format!(", che prima era di altre celle ({})", range_list(&known.0));
                    self.report(key, area, &was, reasons);
                }
                Some(known) => {
                    let (more, less) = (area.without(known), known.without(area));
                    if !more.0.is_empty() {
                        self.report(key, &more, "", reasons);
                    }
                    if !less.0.is_empty() && key.0 != LookKind::Covered {
                        self.report(key, &less, gone_words(key.0), reasons);
                    }
                }
                None => match (fresh <= PAIRED).then(|| self.predecessor(key, area)).flatten() {
                    Some(was) => {
                        self.replaced.insert(was);
                        let change = match is_name(key.0) {
                            true => format!(": {}", change(was.2, key.2)),
                            false => format!(", al posto di {}", quote(was.1)),
                        };
                        let shown = if is_name(key.0) { (key.0, key.1, "") } else { key };
                        self.report(shown, area, &change, reasons);
                    }
                    // Every sheet has some; only another one is a difference.
                    None if key.0 == LookKind::Paper => {}
                    None => self.report(key, area, "", reasons),
                },
            }
        }
    }

    /// Finds the fact that a new one replaces: the same name, or the same cells.
    fn predecessor(&self, key: FactKey<'f>, area: &CellArea) -> Option<FactKey<'f>> {
        let is_gone = |was: &FactKey<'f>| {
            was.0 == key.0 && !self.new.contains_key(was) && !self.replaced.contains(was)
        };
        let is_same = |was: &FactKey<'f>, cells: &CellArea| match is_name(key.0) {
            true => was.1 == key.1,
            false => cells == area,
        };
        let found = self.old.iter().find(|(was, cells)| is_gone(was) && is_same(was, cells));
        found.map(|(was, _)| *was)
    }

    /// Reports what is no more, many facts of one kind in one sentence.
    fn gone(&self, reasons: &mut Vec<Reason>) {
        /// Most facts of one kind that are named one by one.
        const NAMED: usize = 3;
        let mut by_kind: BTreeMap<LookKind, Vec<(FactKey<'_>, &CellArea)>> = BTreeMap::new();
        // A chart that is gone took its texts along.
        let has_chart = self.new.keys().any(|key| matches!(key.0, LookKind::ChartRange));
        for (&key, area) in &self.old {
            let of_chart =
                matches!(key.0, LookKind::ChartText | LookKind::ChartRange | LookKind::ChartForm);
            let is_gone = !self.new.contains_key(&key) && !self.replaced.contains(&key);
            if is_gone && !is_lost_by_programs(key.0) && (has_chart || !of_chart) {
                by_kind.entry(key.0).or_default().push((key, area));
            }
        }
        for facts in by_kind.into_values() {
            for (key, area) in facts.iter().take(NAMED) {
                self.report(*key, area, gone_words(key.0), reasons);
            }
            if let Some((key, _)) = facts.get(NAMED) {
                let more = facts.len() - NAMED;
                let text = format!(
                    "foglio «{}»: non ci sono più altri {more} elementi di quel tipo",
                    self.sheet
                );
                reasons.push(reason(verdict(*key), text));
            }
        }
    }
}

fn keyed(fact: &LookFact) -> (FactKey<'_>, &CellArea) {
    ((fact.kind, &fact.text, &fact.detail), &fact.area)
}

/// Returns `true` if an object stands farther away than programs move it when they save a file.
fn is_moved(known: &CellArea, area: &CellArea) -> bool {
    let corner = |area: &CellArea| area.0.first().map(|(first, _)| *first);
    corner(known)
        .zip(corner(area))
        .is_some_and(|(was, is)| was.0.abs_diff(is.0) > 3 || was.1.abs_diff(is.1) > 1)
}

/// Returns the words behind a fact that is no more.
fn gone_words(kind: LookKind) -> &'static str {
    match kind {
        LookKind::Merge => ", che ora non lo sono più",
        _ => ": non c'è più",
    }
}

/// Returns `true` for facts whose text is a name and whose rest is its meaning.
fn is_name(kind: LookKind) -> bool {
    matches!(kind, LookKind::Name | LookKind::Print | LookKind::Paper | LookKind::Title)
}

/// Returns `true` for facts that programs lose when they save a file again: Calc and openpyxl drop
/// descriptions of charts and tables, tips and styles of tables, Google messages of rules.
fn is_lost_by_programs(kind: LookKind) -> bool {
    matches!(
        kind,
        LookKind::AltText
            | LookKind::LinkTip
            | LookKind::Title
            | LookKind::Paper
            | LookKind::ValidationError
            | LookKind::TableStyle
            | LookKind::Covered
            | LookKind::ChartValue
    )
}

fn placed(sheet: &str, area: &CellArea) -> String {
    match (sheet.is_empty(), area.0.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("foglio «{sheet}»"),
        (false, false) => format!("foglio «{sheet}», {}", range_list(&area.0)),
    }
}

/// Effects of a condition by which a cell shows another figure, or none that can be read.
const HIDING: [&str; 5] = [
    "formato «",
    "testo minuscolo",
    "testo che non si legge",
    "→ nessun effetto",
    "valore, che non si vede",
];

/// Returns the verdict on a fact that only one of the workbooks has.
fn verdict((kind, text, _): FactKey<'_>) -> Verdict {
    match kind {
        LookKind::Condition if HIDING.iter().any(|words| text.contains(words)) => Verdict::Changed,
        LookKind::Doubled
        | LookKind::Foreign
        | LookKind::OtherSheet
        | LookKind::Object
        | LookKind::ChartText
        | LookKind::ChartRange
        | LookKind::ChartValue
        | LookKind::ChartLoss
        | LookKind::TableHead
        | LookKind::Name => Verdict::Changed,
        _ => Verdict::Look,
    }
}

/// Describes a fact.
fn words((kind, text, detail): FactKey<'_>) -> String {
    let quoted = quote(text);
    match kind {
        LookKind::Doubled if text.is_empty() => {
            "scritto due volte o fuori posto: un programma mostra l'uno, un altro l'altro"
                .to_owned()
        }
        LookKind::Doubled => format!("{text} c'è due volte"),
        LookKind::Foreign => {
            let what = match text {
                "c" => "una cella scritta in un modo",
                "row" => "una riga scritta in un modo",
                "t" => "un testo scritto in un modo",
                "numFmt" => "un formato di numero scritto in un modo",
                "xf" | "alignment" => "uno stile di cella scritto in un modo",
                "font" | "name" | "sz" | "color" | "b" | "i" | "strike" | "vertAlign" => {
                    "un carattere scritto in un modo"
                }
                _ => "un elemento",
            };
            format!(
                "{what} che alcuni programmi non leggono, o leggono in un altro modo ({quoted})"
            )
        }
        LookKind::OtherSheet => format!("un foglio di un altro tipo, {quoted}"),
        LookKind::Condition => format!("un formato condizionale, {quoted}"),
        LookKind::Validation => {
            format!("una regola per chi scrive, con il suo messaggio, {quoted}")
        }
        LookKind::ValidationError => format!("il messaggio di una regola per chi scrive, {quoted}"),
        LookKind::Link => format!("un collegamento a {quoted}"),
        LookKind::LinkTip => format!("la spiegazione di un collegamento, {quoted}"),
        LookKind::Comment => format!("un commento, {quoted}"),
        LookKind::Phonetic => format!("una lettura sopra il testo, {quoted}"),
        LookKind::Merge => "celle unite".to_owned(),
        LookKind::Header => format!("la testata {quoted}"),
        LookKind::Footer => format!("il piè di pagina {quoted}"),
        LookKind::Object | LookKind::View | LookKind::Calculation | LookKind::Extra => {
            text.to_owned()
        }
        LookKind::Covered => "un oggetto copre il testo".to_owned(),
        LookKind::AltText => format!("una descrizione per chi non vede, {quoted}"),
        LookKind::ChartText => format!("un testo del grafico, {quoted}"),
        LookKind::ChartRange => format!("il grafico mostra {quoted}"),
        LookKind::ChartValue => {
            format!("il grafico conserva il valore {quoted}, diverso dalle celle")
        }
        LookKind::ChartLoss => format!("nel grafico {text}"),
        LookKind::ChartForm => format!("la forma del grafico, {text}"),
        LookKind::TableHead => text.to_owned(),
        LookKind::TableStyle => format!("lo stile della tabella, {quoted}"),
        LookKind::Filter => "un filtro nasconde delle righe".to_owned(),
        LookKind::Background => format!("le celle vuote hanno uno sfondo, {text}"),
        LookKind::Name | LookKind::Print | LookKind::Paper | LookKind::Title => {
            let meaning =
                if detail.is_empty() { String::new() } else { format!(" ({})", quote(detail)) };
            format!("{text}{meaning}")
        }
    }
}
