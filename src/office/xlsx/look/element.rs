//! Elements of a sheet besides its cells: conditions, validations, links, views, printed lines.

use super::fact::{LookFact, LookKind};
use super::pages::{PrintedPages, SMALLEST, margins, options};
use super::rules::{conditions, validation, written};
use super::style::StyleTable;
use super::tree::XmlTree;
use crate::office::symbol_fonts::is_symbol_font;
use crate::office::xlsx::reference::cell_position;
use std::collections::BTreeSet;

/// Elements of a sheet that lead to other parts, found while it is read.
#[derive(Default)]
pub(super) struct SheetElements {
    /// Identifiers of the relationships to external targets of links, with their cells.
    pub links: Vec<(String, String)>,
    /// Identifiers of the relationships to drawings and tables that the sheet shows.
    pub parts: BTreeSet<String>,
    /// Names of the elements read so far.
    seen: BTreeSet<String>,
    /// Pages as they are printed.
    pages: PrintedPages,
}

/// Elements that every program writes as it likes and that show nothing, or whose effect is read
/// elsewhere: rows and columns by their sizes, drawings and tables by their relationships.
const SILENT: [&str; 12] = [
    "dimension",
    "sheetCalcPr",
    "protectedRanges",
    "phoneticPr",
    "ignoredErrors",
    "cellWatches",
    "smartTags",
    "legacyDrawing",
    "legacyDrawingHF",
    "customProperties",
    "webPublishItems",
    "oddHeader",
];

/// Extensions that show nothing.
const SILENT_EXTENSIONS: [&str; 3] = ["ignoredErrors", "PLV", "extCalcPr"];

impl SheetElements {
    /// Reads an element of a sheet.
    pub(crate) fn read(
        &mut self,
        element: &XmlTree,
        styles: &StyleTable,
        facts: &mut Vec<LookFact>,
    ) {
        const REPEATED: [&str; 2] = ["conditionalFormatting", "AlternateContent"];
        let is_new = self.seen.insert(element.name.clone());
        if !is_new && !REPEATED.contains(&element.name.as_str()) {
            facts.push(LookFact::new(LookKind::Foreign, element.name.as_str()));
        }
        match element.name.as_str() {
            "sheetPr" => self.pages.set_fit(element),
            "sheetViews" => element.all("sheetView").for_each(|view| facts.extend(views(view))),
            "pageSetup" => self.pages.set_up(element, facts),
            "pageMargins" => facts.extend(margins(element)),
            "printOptions" => facts.extend(options(element)),
            "sheetFormatPr" => facts.extend(default_height(element)),
            "mergeCells" => facts.extend(element.all("mergeCell").map(|merge| {
                LookFact::new(LookKind::Merge, "").at(merge.attribute("ref").unwrap_or_default())
            })),
            "drawing" => self.parts.extend(element.attribute("id").map(str::to_owned)),
            "tableParts" => {
                let ids = element.all("tablePart").filter_map(|part| part.attribute("id"));
                self.parts.extend(ids.map(str::to_owned));
            }
            "sheetProtection" => facts.extend(protection(element)),
            "rowBreaks" | "colBreaks" => facts.extend(breaks(element)),
            "conditionalFormatting" => facts.extend(conditions(element, styles)),
            "dataValidations" => {
                let has_prompts = element.truth("disablePrompts") != Some(true);
                let rules = element.all("dataValidation");
                facts.extend(rules.flat_map(|rule| validation(rule, has_prompts)));
            }
            "hyperlinks" => element.all("hyperlink").for_each(|link| self.link(link, facts)),
            "headerFooter" => facts.extend(running_texts(element)),
            "autoFilter" => facts.extend(criteria(element)),
            "AlternateContent" => {
                let branches = element.children.iter().flat_map(|branch| &branch.children);
                // Programs show no drawing that stands in an alternative.
                let shown = branches.filter(|element| element.name != "drawing");
                shown.for_each(|element| self.read(element, styles, facts));
            }
            "extLst" => {
                let contents = element.children.iter().flat_map(|ext| &ext.children);
                let shown = contents.filter(|content| {
                    let is_silent = SILENT_EXTENSIONS.contains(&content.name.as_str());
                    !is_silent && !content.children.is_empty()
                });
                facts.extend(shown.map(extra));
            }
            name if SILENT.contains(&name) => {}
            _ => facts.push(extra(element)),
        }
    }

    /// Returns what is known of the pages once all elements have been read.
    pub(super) fn pages(&self) -> Option<LookFact> {
        self.pages.fit()
    }

    fn link(&mut self, link: &XmlTree, facts: &mut Vec<LookFact>) {
        let cells = link.attribute("ref").unwrap_or_default();
        if let Some(place) = link.attribute("location").filter(|place| !place.is_empty()) {
            let place = place.replace(['\'', '$'], "");
            facts.push(LookFact::new(LookKind::Link, place).at(cells));
        }
        if let Some(tip) = link.attribute("tooltip").filter(|tip| !tip.is_empty()) {
            facts.push(LookFact::new(LookKind::LinkTip, tip).at(cells));
        }
        self.links.extend(link.attribute("id").map(|id| (id.to_owned(), cells.to_owned())));
    }
}

/// Returns the fact that a sheet has an element that annexes do not have.
fn extra(element: &XmlTree) -> LookFact {
    let name = match element.name.as_str() {
        "picture" => "un'immagine di sfondo",
        "oleObjects" => "degli oggetti incorporati",
        "controls" => "dei controlli",
        "customSheetViews" => "delle viste personalizzate",
        "dataConsolidate" => "dei dati riuniti da altri fogli",
        "sparklineGroups" => "dei grafici nelle celle (sparkline)",
        "conditionalFormattings" => "altri formati condizionali",
        "dataValidations" => "altre regole per i dati",
        "scenarios" => "degli scenari, con altri valori per le celle",
        "slicerList" | "timelineRefs" => "dei filtri a pulsanti",
        other => {
            return LookFact::new(
                LookKind::Extra,
                format!("un elemento che qui non si conosce («{other}»)"),
            );
        }
    };
    // The content counts as well: another picture is another fact.
    LookFact::new(LookKind::Extra, name)
}

/// Returns the fact that a sheet is protected.
fn protection(element: &XmlTree) -> Option<LookFact> {
    let is_on = element.truth("sheet") == Some(true);
    is_on.then(|| LookFact::new(LookKind::Extra, "la protezione del foglio"))
}

/// Returns the places at which a person has begun a new page.
fn breaks(element: &XmlTree) -> Option<LookFact> {
    let own = element.all("brk").filter(|brk| brk.truth("man") == Some(true)).count();
    let lines = if element.name == "rowBreaks" { "righe" } else { "colonne" };
    let words = format!("pagine che cominciano dove una persona ha voluto, fra le {lines}: {own}");
    (own > 0).then(|| LookFact::new(LookKind::View, words))
}

fn views(view: &XmlTree) -> Vec<LookFact> {
    let mut words = Vec::new();
    if view.truth("showZeros") == Some(false) {
        words.push("gli zeri non si vedono".to_owned());
    }
    if view.truth("showFormulas") == Some(true) {
        words.push("si vedono le formule al posto dei risultati".to_owned());
    }
    if view.truth("rightToLeft") == Some(true) {
        words.push("le colonne vanno da destra a sinistra".to_owned());
    }
    if view.number("zoomScale").is_some_and(|scale: u32| scale > 0 && scale < SMALLEST) {
        words.push("il foglio è tanto rimpicciolito che non si legge".to_owned());
    }
    let origin = view.attribute("topLeftCell").and_then(cell_position);
    let pane = view.child("pane");
    let is_frozen = pane.is_some_and(|pane| {
        pane.attribute("state").is_some_and(|state| state.starts_with("frozen"))
    });
    // Panes that are frozen while the sheet is scrolled cut off what stands before them for good.
    if is_frozen && origin.is_some_and(|origin| origin != (0, 0)) {
        words.push("le prime righe o colonne non si possono raggiungere".to_owned());
    }
    let frozen = |side| pane.and_then(|pane| pane.number::<f64>(side)).unwrap_or(0.0);
    if is_frozen && (frozen("ySplit") > 25.0 || frozen("xSplit") > 12.0) {
        words.push("i riquadri bloccati non lasciano scorrere il foglio".to_owned());
    }
    words.into_iter().map(|words| LookFact::new(LookKind::View, words)).collect()
}

fn default_height(format: &XmlTree) -> Option<LookFact> {
    /// Height in points below which no text can be read.
    const LOWEST: f64 = 6.0;
    let is_low = format.number("defaultRowHeight").is_some_and(|height: f64| height < LOWEST);
    let is_hidden = format.truth("zeroHeight") == Some(true) || is_low;
    is_hidden.then(|| LookFact::new(LookKind::View, "le righe senza un'altezza loro non si vedono"))
}

/// Returns the texts of headers and footers, with sizes and colours that hide them.
fn running_texts(element: &XmlTree) -> Vec<LookFact> {
    let is_used = |name: &str| match name {
        "evenHeader" | "evenFooter" => element.truth("differentOddEven") == Some(true),
        "firstHeader" | "firstFooter" => element.truth("differentFirst") == Some(true),
        _ => true,
    };
    let used = element.children.iter().filter(|text| is_used(&text.name));
    let facts = used.filter_map(|text| {
        let is_header = text.name.ends_with("Header");
        let kind = if is_header { LookKind::Header } else { LookKind::Footer };
        let shown = running_text(&text.text);
        (!shown.is_empty()).then(|| LookFact::new(kind, shown))
    });
    // Excel and Calc show nothing on such pages where their texts are empty.
    let first = element.truth("differentFirst") == Some(true);
    let even = element.truth("differentOddEven") == Some(true);
    let others = [(first, "altri sulla prima pagina"), (even, "altri sulle pagine pari")];
    let others = others.into_iter().filter(|(is_so, _)| *is_so);
    facts.chain(others.map(|(_, words)| LookFact::new(LookKind::Footer, words))).collect()
}

/// Returns the text of a header or footer (18.3.1.46) without fonts; numbers of pages as «&P».
fn running_text(code: &str) -> String {
    /// Most line breaks of a text that stays on its edge of the page.
    const MOST: usize = 4;
    let (mut shown, mut rest) = (String::new(), code);
    if code.matches('\n').count() > MOST {
        shown.push_str("(molti a capo) ");
    }
    while let Some((before, command)) = rest.split_once('&') {
        shown.push_str(before);
        let (length, text) = running_command(command);
        shown.push_str(&text);
        // A command that is cut off takes what is left.
        rest = command.get(length..).unwrap_or_default();
    }
    shown.push_str(rest);
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the length of a command in a header or footer, and what it shows.
fn running_command(command: &str) -> (usize, String) {
    let Some(first) = command.chars().next() else { return (0, String::new()) };
    match first {
        '"' => {
            let end = command[1..].find('"').map_or(command.len(), |end| end + 2);
            let is_symbol =
                is_symbol_font(command[1..end].split([',', '"']).next().unwrap_or_default());
            (end, if is_symbol { "(simboli) ".to_owned() } else { String::new() })
        }
        '0'..='9' => {
            let end = command.find(|c: char| !c.is_ascii_digit()).unwrap_or(command.len());
            // Letters as high as a page show no word.
            let words = match command[..end].parse::<u32>() {
                Ok(size) if size < 5 => "(minuscolo) ",
                Ok(size) if size < 100 => "",
                _ => "(enorme) ",
            };
            (end, words.to_owned())
        }
        'K' => {
            // A colour of the theme has a sign in the place of digits.
            let color = command.get(1..7).and_then(super::color::hex);
            let is_light = color.is_none_or(|color| color.iter().all(|part| *part > 0xC0));
            (7, if is_light { "(colore chiaro) ".to_owned() } else { String::new() })
        }
        'B' | 'I' | 'U' | 'E' | 'O' | 'H' | 'X' | 'Y' => (1, String::new()),
        'S' => (1, "(barrato) ".to_owned()),
        'L' | 'C' | 'R' => (1, " ".to_owned()),
        '&' => (1, "&".to_owned()),
        other => (other.len_utf8(), format!("&{other}")),
    }
}

/// Returns the criteria of a filter, by which rows are hidden.
pub(super) fn criteria(filter: &XmlTree) -> Vec<LookFact> {
    let columns = filter.all("filterColumn").filter(|column| !column.children.is_empty());
    let area = filter.attribute("ref").unwrap_or_default();
    let facts = columns.map(|column| LookFact::new(LookKind::Filter, written(column)).at(area));
    facts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_without_their_fonts() {
        for (code, shown) in [
            ("&R&K000000&8&\"Calibri,Regular\"Pag. &P di &N", "Pag. &P di &N"),
            ("&R&\"Calibri,Regular\"&8 &K000000Pag. &P di &N", "Pag. &P di &N"),
            ("&R&8Pag. &P di &N", "Pag. &P di &N"),
            ("&LA && B&C&GC", "A & B &GC"),
            ("&R&KFFFFFF&8Pag. &P", "(colore chiaro) Pag. &P"),
            ("&R&K00+000&8Pag. &P", "(colore chiaro) Pag. &P"),
            ("&R&\"Wingdings,Regular\"Pag. &P", "(simboli) Pag. &P"),
            ("&R&400Pag. &P", "(enorme) Pag. &P"),
            ("&R\n\n\n\n\n\nPag. &P", "(molti a capo) Pag. &P"),
            ("&", ""),
            ("&K1", "(colore chiaro)"),
        ] {
            assert_eq!(running_text(code), shown, "{code}");
        }
    }
}
