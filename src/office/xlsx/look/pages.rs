//! Pages of a sheet as they are printed: paper, scale, margins, what is printed around the cells
//! (ECMA-376-1, 18.3.1.62 to 18.3.1.70).

use super::fact::{LookFact, LookKind};
use super::tree::XmlTree;

/// Scale in percent below which nothing can be read.
pub(super) const SMALLEST: u32 = 40;
/// Scale in percent above which a page holds a few words.
const LARGEST: u32 = 200;

/// Pages of a sheet, of which two elements speak.
#[derive(Default)]
pub(super) struct PrintedPages {
    /// `true` if the sheet is made to fit on pages.
    is_fitted: bool,
    /// Number of pages across, and down; zero for as many as needed.
    pages: Option<(u32, u32)>,
    /// Scale in percent.
    scale: Option<u32>,
}

impl PrintedPages {
    /// Takes the properties of the sheet.
    pub(crate) fn set_fit(&mut self, properties: &XmlTree) {
        let setup = properties.child("pageSetUpPr");
        self.is_fitted = setup.and_then(|setup| setup.truth("fitToPage")) == Some(true);
    }

    /// Takes the setup of the pages.
    pub(crate) fn set_up(&mut self, setup: &XmlTree, facts: &mut Vec<LookFact>) {
        // What is left out is one page.
        let pages = |name| setup.number(name).unwrap_or(1);
        self.pages = Some((pages("fitToWidth"), pages("fitToHeight")));
        self.scale = setup.number("scale");
        let is_tiny = self.scale.is_some_and(|scale| scale < SMALLEST);
        let words = "le pagine si stampano tanto rimpicciolite che non si leggono";
        facts.extend(is_tiny.then(|| LookFact::new(LookKind::View, words)));
        facts.extend(page_numbers(setup));
        facts.extend(paper(setup));
        let is_on = |name| setup.truth(name) == Some(true);
        let shows_errors = setup.attribute("errors").is_none_or(|how| how == "displayed");
        for (is_so, words) in [
            (is_on("draft"), "si stampa in bozza, senza grafici"),
            (!shows_errors, "gli errori delle formule si stampano come altro"),
            (is_on("blackAndWhite"), "si stampa in bianco e nero, senza sfondi"),
        ] {
            facts.extend(is_so.then(|| LookFact::new(LookKind::View, words)));
        }
    }

    /// Returns how large the sheet is printed, as far as the file says so.
    pub(crate) fn fit(&self) -> Option<LookFact> {
        let (across, down) = self.pages.unwrap_or((1, 1));
        let words = match (self.is_fitted, across, down) {
            (true, 0, 0) | (false, ..) => match self.scale.filter(|_| !self.is_fitted) {
                Some(scale) if scale > LARGEST => format!("ingrandita al {scale} %"),
                Some(scale) if scale != 100 => format!("al {scale} %"),
                _ => "a grandezza naturale".to_owned(),
            },
            (true, 1, 0) => "in una pagina di larghezza".to_owned(),
            (true, across, 0) => format!("in {across} pagine di larghezza"),
            (true, 0, down) => format!("in un numero fisso di pagine di altezza, {down}"),
            (true, across, down) => {
                format!("in un numero fisso di pagine, {across} di larghezza e {down} di altezza")
            }
        };
        self.pages.map(|_| LookFact::new(LookKind::Paper, "la grandezza della stampa").with(words))
    }
}

/// Returns the paper, if the setup names one.
fn paper(setup: &XmlTree) -> Option<LookFact> {
    let (width, height) = (setup.attribute("paperWidth"), setup.attribute("paperHeight"));
    let size = match (width, height, setup.attribute("paperSize")) {
        (None, None, None) => return None,
        (None, None, Some("8")) => "A3".to_owned(),
        (None, None, Some("9")) => "A4".to_owned(),
        (None, None, Some("11")) => "A5".to_owned(),
        (None, None, Some("1")) => "Letter".to_owned(),
        (None, None, Some(number)) => format!("numero {number}"),
        (width, height, _) => {
            format!("{} per {}", width.unwrap_or_default(), height.unwrap_or_default())
        }
    };
    let side = match setup.attribute("orientation") {
        Some("landscape") => "orizzontale",
        _ => "verticale",
    };
    Some(LookFact::new(LookKind::Paper, "la carta").with(format!("{size} {side}")))
}

/// Returns the number that the first page has, if it is not 1.
fn page_numbers(setup: &XmlTree) -> Option<LookFact> {
    let is_own = setup.truth("useFirstPageNumber") == Some(true);
    // One that the file does not say is 1 (ECMA-376-1, 18.3.1.63); Calc writes it for every sheet.
    let first = setup.attribute("firstPageNumber").filter(|first| is_own && *first != "1")?;
    Some(LookFact::new(LookKind::View, format!("la prima pagina ha il numero {first}")))
}

/// Returns the margins that leave no room for the text, or that printers cannot keep.
pub(super) fn margins(element: &XmlTree) -> Vec<LookFact> {
    /// Margin in inches of which a page has no room for two.
    const WIDEST: f64 = 2.5;
    /// Margin in inches that no printer of an office reaches.
    const NARROWEST: f64 = 0.1;
    let sides = [
        ("left", "a sinistra", NARROWEST),
        ("right", "a destra", NARROWEST),
        ("top", "in alto", NARROWEST),
        ("bottom", "in basso", NARROWEST),
        ("header", "sopra la testata", 0.0),
        ("footer", "sotto il piè di pagina", 0.0),
    ];
    let odd = sides.into_iter().filter_map(|(name, side, least)| {
        let width = element.number::<f64>(name)?;
        let is_usual = (least..=WIDEST).contains(&width);
        let size = format!("{:.1}", width * 2.54).replace('.', ",");
        let words = format!("il margine di stampa {side} è di {size} cm");
        (!is_usual).then(|| LookFact::new(LookKind::View, words))
    });
    odd.collect()
}

/// Returns what is printed around the cells.
pub(super) fn options(element: &XmlTree) -> Vec<LookFact> {
    let options = [
        ("headings", "si stampano anche i numeri delle righe e le lettere delle colonne"),
        ("gridLines", "si stampa anche la griglia"),
    ];
    let printed = options.into_iter().filter(|(name, _)| element.truth(name) == Some(true));
    printed.map(|(_, words)| LookFact::new(LookKind::View, words)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(properties: &str, setup: &str) -> Option<String> {
        let tree = |text: &str| XmlTree::root(text.as_bytes()).expect("a part");
        let mut pages = PrintedPages::default();
        pages.set_fit(&tree(properties));
        pages.set_up(&tree(setup), &mut Vec::new());
        pages.fit().map(|fact| fact.detail)
    }

    #[test]
    fn pages_are_as_large_as_two_elements_say() {
        let fitted = "<sheetPr><pageSetUpPr fitToPage='1'/></sheetPr>";
        for (properties, setup, words) in [
            (fitted, "<p fitToHeight='0'/>", "in una pagina di larghezza"),
            (
                fitted,
                "<p fitToHeight='0' fitToWidth='1' scale='100'/>",
                "in una pagina di larghezza",
            ),
            (fitted, "<p fitToHeight='0' fitToWidth='3'/>", "in 3 pagine di larghezza"),
            (fitted, "<p/>", "in un numero fisso di pagine, 1 di larghezza e 1 di altezza"),
            ("<sheetPr/>", "<p fitToHeight='0'/>", "a grandezza naturale"),
            ("<sheetPr/>", "<p scale='400'/>", "ingrandita al 400 %"),
            ("<sheetPr/>", "<p scale='80'/>", "al 80 %"),
        ] {
            assert_eq!(fit(properties, setup).as_deref(), Some(words), "{setup}");
        }
    }
}
