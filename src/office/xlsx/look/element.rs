//! Elements of a sheet besides its cells: conditions, validations, links, views, printed lines.

use super::fact::{LookFact, LookKind};
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
    /// Names of the elements read so far.
    seen: BTreeSet<String>,
    /// Number of pages that all rows are printed on, if it does not grow with them.
    fixed_pages: Option<u32>,
}

/// Elements that every program writes as it likes and that show nothing, or whose effect is read
/// elsewhere: rows and columns by their sizes, drawings and tables by their relationships.
const SILENT: [&str; 19] = [
    "dimension",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "phoneticPr",
    "printOptions",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
    "cellWatches",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "tableParts",
    "customProperties",
    "webPublishItems",
    "oddHeader",
    "scenarios",
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
            "sheetPr" => {
                let setup = element.child("pageSetUpPr");
                let is_fitted = setup.and_then(|setup| setup.truth("fitToPage")) == Some(true);
                self.fixed_pages = is_fitted.then_some(1);
            }
            "sheetViews" => element.all("sheetView").for_each(|view| facts.extend(views(view))),
            "pageSetup" => {
                let is_tiny = element.number("scale").is_some_and(|scale: u32| scale < SMALLEST);
                let words = "le pagine si stampano tanto rimpicciolite che non si leggono";
                facts.extend(is_tiny.then(|| LookFact::new(LookKind::View, words)));
                facts.extend(page_numbers(element));
                // Zero is as many pages as the rows need; what is left out is one.
                if self.fixed_pages.is_some()
                    && let Some(pages) = element.number("fitToHeight")
                {
                    self.fixed_pages = Some(pages).filter(|pages| *pages > 0);
                }
            }
            "pageMargins" => {
                let is_wide = |side| element.number(side).is_some_and(|width: f64| width > WIDEST);
                let words = "i margini di stampa lasciano poco spazio al testo";
                let is_so = ["left", "right", "top", "bottom"].into_iter().any(is_wide);
                facts.extend(is_so.then(|| LookFact::new(LookKind::View, words)));
            }
            "sheetFormatPr" => facts.extend(default_height(element)),
            "mergeCells" => facts.extend(element.all("mergeCell").map(|merge| {
                LookFact::new(LookKind::Merge, "").at(merge.attribute("ref").unwrap_or_default())
            })),
            "conditionalFormatting" => facts.extend(conditions(element, styles)),
            "dataValidations" => {
                facts.extend(element.all("dataValidation").flat_map(validation));
            }
            "hyperlinks" => element.all("hyperlink").for_each(|link| self.link(link, facts)),
            "headerFooter" => facts.extend(running_texts(element)),
            "autoFilter" => facts.extend(criteria(element)),
            "AlternateContent" => {
                let branches = element.children.iter().flat_map(|branch| &branch.children);
                branches.for_each(|element| self.read(element, styles, facts));
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

    /// Returns the fact that all rows are printed on a fixed number of pages, small or not.
    pub(super) fn fixed_pages(&self) -> Option<LookFact> {
        let pages = self.fixed_pages?;
        let words = format!("tutte le righe si stampano su un numero di pagine fisso, {pages}");
        Some(LookFact::new(LookKind::View, words))
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
        "slicerList" | "timelineRefs" => "dei filtri a pulsanti",
        other => return LookFact::new(LookKind::Extra, format!("un elemento «{other}»")),
    };
    // The content counts as well: another picture is another fact.
    LookFact::new(LookKind::Extra, name)
}

/// Scale in percent below which nothing can be read.
const SMALLEST: u32 = 40;

/// Margin in inches of which a page has no room for two.
const WIDEST: f64 = 2.5;

/// Returns the number that the first page has, if it is not 1.
fn page_numbers(setup: &XmlTree) -> Option<LookFact> {
    let first = setup.attribute("firstPageNumber").unwrap_or("1");
    let is_own = setup.truth("useFirstPageNumber") == Some(true) && first != "1";
    is_own.then(|| LookFact::new(LookKind::View, format!("la prima pagina ha il numero {first}")))
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

/// Returns the rules of a conditional format, each with its effect.
fn conditions(element: &XmlTree, styles: &StyleTable) -> Vec<LookFact> {
    let area = element.attribute("sqref").unwrap_or_default();
    let rules = element.all("cfRule").map(|rule| {
        let kind = rule.attribute("type").unwrap_or_default();
        let mut words = vec![kind.to_owned()];
        // Attributes that programs write with their defaults count only where they matter.
        let relevant: &[&str] = match kind {
            "cellIs" => &["operator"],
            "top10" => &["rank", "percent", "bottom"],
            "aboveAverage" => &["aboveAverage", "equalAverage", "stdDev"],
            "timePeriod" => &["timePeriod"],
            "containsText" | "notContainsText" | "beginsWith" | "endsWith" => &["text"],
            _ => &[],
        };
        let values = relevant.iter().filter_map(|name| rule.attribute(name));
        words.extend(values.map(str::to_owned));
        words.extend(rule.all("formula").map(|formula| formula.text.clone()));
        for scale in ["colorScale", "dataBar", "iconSet"] {
            words.extend(rule.child(scale).map(written));
        }
        let effect = rule.number::<usize>("dxfId").and_then(|id| styles.conditional.get(id));
        let effect = effect.map(|effect| format!(" → {effect}")).unwrap_or_default();
        LookFact::new(LookKind::Condition, words.join(" ") + &effect).at(area)
    });
    rules.collect()
}

/// Writes an element with all its attributes on one line.
fn written(element: &XmlTree) -> String {
    let elements = std::iter::once(element).chain(element.below());
    let words = elements.map(|element| {
        let values = element.attributes.iter().map(|(name, value)| format!(" {name}={value}"));
        format!("{}{}", element.name, values.collect::<String>())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// Returns the rule for cells with the message that is shown beside them, and the message for
/// what breaks the rule.
fn validation(rule: &XmlTree) -> Vec<LookFact> {
    let kind = rule.attribute("type").unwrap_or("none");
    let formula = |name: &str| rule.child(name).map(|f| f.text.replace(['$', '\''], ""));
    let operator = rule.attribute("operator").unwrap_or("between");
    let texts = |names: [&str; 2]| -> Vec<String> {
        let texts = names.into_iter().filter_map(|name| rule.attribute(name));
        let texts = texts.map(|text| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let mut words = texts(["promptTitle", "prompt"]);
    if kind != "none" {
        words.push(kind.to_owned());
        words.extend(formula("formula1"));
        if kind != "list" && kind != "custom" {
            words.push(operator.to_owned());
            let has_two = operator.ends_with("etween");
            words.extend(formula("formula2").filter(|_| has_two));
        }
    }
    let messages = [
        (LookKind::Validation, words),
        (LookKind::ValidationError, texts(["errorTitle", "error"])),
    ];
    let area = rule.attribute("sqref").unwrap_or_default();
    let said = messages.into_iter().filter(|(_, words)| !words.is_empty());
    said.map(|(kind, words)| LookFact::new(kind, words.join(", ")).at(area)).collect()
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
            let is_tiny = command[..end].parse::<u32>().is_ok_and(|size| size < 5);
            (end, if is_tiny { "(minuscolo) ".to_owned() } else { String::new() })
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
            ("&R\n\n\n\n\n\nPag. &P", "(molti a capo) Pag. &P"),
            ("&", ""),
            ("&K1", "(colore chiaro)"),
        ] {
            assert_eq!(running_text(code), shown, "{code}");
        }
    }
}
