//! Content of a paragraph, run by run: words that are shown, and everything else by name
//! (ECMA-376-1, 17.3.3, 17.13.5, 17.16).

use super::ShownParagraph;
use super::aspect::Aspects;
use super::drawings::{drawing, shape};
use super::elements::{attributes, control, unknown};
use super::extras::TextExtra;
use super::fields::{OpenFields, counter};
use super::paragraph_look::{Looks, ParagraphLayers};
use crate::italian::quotation::quote_name;
use crate::office::relationships::PartLink;
use crate::office::xml_tree::PartNode;
use std::rc::Rc;

/// Marks that programs leave in a text and no reader sees.
pub(super) const MARKS: [&str; 16] = [
    "pPr",
    "proofErr",
    "bookmarkStart",
    "bookmarkEnd",
    "permStart",
    "permEnd",
    "commentRangeStart",
    "commentRangeEnd",
    "moveFromRangeStart",
    "moveFromRangeEnd",
    "moveToRangeStart",
    "moveToRangeEnd",
    "customXmlInsRangeStart",
    "customXmlInsRangeEnd",
    "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
];
/// Elements of a run that no reader sees, or that stand for a note's own number.
const UNSEEN_IN_RUN: [&str; 7] = [
    "rPr",
    "lastRenderedPageBreak",
    "footnoteRef",
    "endnoteRef",
    "separator",
    "continuationSeparator",
    "annotationRef",
];

/// Reader of the content of one paragraph.
pub(super) struct InlineReader<'r> {
    pub looks: &'r mut Looks,
    pub fields: &'r mut OpenFields,
    pub links: &'r [PartLink],
    pub layers: ParagraphLayers,
    pub shown: ShownParagraph,
    /// Aspects of pictures, to be added to the paragraph's.
    pub sizes: Aspects,
    /// Set after a page break before everything else.
    pub starts_page: bool,
    /// Bytes of text before the first page break that is behind any.
    pub page_end: Option<usize>,
}

/// Names a break inside a text.
pub(super) fn page_break() -> TextExtra {
    TextExtra::other("un salto di pagina o di colonna".to_owned())
}

impl InlineReader<'_> {
    /// Reads the elements of a paragraph, or of an element inside it.
    pub(crate) fn content(&mut self, node: &PartNode) {
        for (index, child) in node.children.iter().enumerate() {
            if child.name == "pPr" && index > 0 {
                self.shown.extras.push(unknown(child));
            }
            self.element(child);
        }
    }

    fn element(&mut self, node: &PartNode) {
        let extras = &mut self.shown.extras;
        match node.name.as_str() {
            "r" => return self.run(node),
            name if MARKS.contains(&name) => return,
            "ins" => extras.push(change(node, "un'aggiunta")),
            "moveTo" => extras.push(change(node, "un testo spostato qui")),
            "del" => return extras.push(change(node, "un'eliminazione")),
            "moveFrom" => return extras.push(change(node, "un testo spostato altrove")),
            "hyperlink" => extras.push(self::link(node, self.links)),
            "fldSimple" => return self.simple_field(node),
            "sdt" => {
                extras.extend(control(node.child("sdtPr")));
                node.child("sdtContent").into_iter().for_each(|content| self.content(content));
                return;
            }
            "mc:AlternateContent" => return self.alternatives(node, Self::element),
            "bdo" | "dir" => extras.push(TextExtra::other(format!(
                "un testo scritto in una direzione forzata («{}»)",
                node.words()
            ))),
            _ => extras.push(unknown(node)),
        }
        self.content(node);
    }

    /// Reads the first alternative and names the others.
    fn alternatives(&mut self, node: &PartNode, read: impl Fn(&mut Self, &PartNode)) {
        self.shown.extras.push(alternatives(node));
        let first = node.child("mc:Choice").into_iter().flat_map(|choice| &choice.children);
        first.for_each(|child| read(self, child));
    }

    fn simple_field(&mut self, node: &PartNode) {
        let code = node.attribute("instr").unwrap_or_default();
        let is_number = node.words().chars().all(|c| c.is_ascii_digit());
        self.shown.extras.extend(locked(node));
        match counter(code).filter(|_| is_number) {
            Some(shown) => {
                let look = self.looks.run(None, &self.layers);
                self.push(shown, &look);
            }
            None => {
                self.shown.extras.push(field(code));
                self.content(node);
            }
        }
    }

    fn run(&mut self, node: &PartNode) {
        let properties = node.child("rPr");
        self.shown.extras.extend(properties.into_iter().flat_map(changes_of));
        self.shown.extras.extend(attributes(node));
        let look = self.looks.run(properties, &self.layers);
        for (index, child) in node.children.iter().enumerate() {
            // Programs differ in which of two properties they take.
            if child.name == "rPr" && index > 0 {
                self.shown.extras.push(unknown(child));
            }
            self.run_element(child, &look);
        }
    }

    fn run_element(&mut self, node: &PartNode, look: &Rc<Aspects>) {
        match node.name.as_str() {
            name if UNSEEN_IN_RUN.contains(&name) => {}
            "t" => {
                self.shown.extras.extend(attributes(node));
                self.shown.extras.extend(node.children.first().map(unknown));
                // Blanks at the ends count only where the file says so (XML, 2.10).
                let is_kept = node.attribute("xml:space") == Some("preserve");
                let trimmed = node.text.trim_matches([' ', '\t', '\r', '\n']);
                self.push(if is_kept { &node.text } else { trimmed }, look);
            }
            "tab" => self.push("\t", look),
            // LibreOffice writes so that a paragraph begins a page.
            "br" if node.attribute("type") == Some("page")
                && self.shown.text.is_empty()
                && !self.starts_page =>
            {
                self.starts_page = true;
            }
            // And so that the next one does.
            "br" if node.attribute("type") == Some("page")
                && !self.shown.text.is_empty()
                && self.page_end.is_none() =>
            {
                self.page_end = Some(self.shown.text.len());
            }
            "br" if matches!(node.attribute("type"), Some("page" | "column")) => {
                self.shown.extras.push(page_break());
            }
            "br" | "cr" => self.push("\n", look),
            "noBreakHyphen" => self.push("\u{2011}", look),
            "softHyphen" => self.push("\u{AD}", look),
            "sym" => self.symbol(node, look),
            "instrText" => {
                if !self.fields.add_code(&node.text) {
                    let words = format!("un codice di campo fuori posto («{}»)", node.text);
                    self.shown.extras.push(TextExtra::other(words));
                    // LibreOffice shows it as text.
                    self.push(&node.text, look);
                }
            }
            "fldChar" => self.field_mark(node, look),
            "drawing" => self.drawing(node),
            "pict" | "object" => self.shown.extras.push(shape(node)),
            "footnoteReference" | "endnoteReference" => {
                self.shown.extras.push(TextExtra::other("un rimando a una nota".to_owned()));
            }
            "commentReference" => {
                self.shown.extras.push(TextExtra::other("un rimando a un commento".to_owned()));
            }
            "mc:AlternateContent" => {
                self.alternatives(node, |reader, child| reader.run_element(child, look));
            }
            _ => self.shown.extras.push(unknown(node)),
        }
    }

    fn field_mark(&mut self, node: &PartNode, look: &Rc<Aspects>) {
        self.shown.extras.extend(node.child("ffData").map(unknown));
        self.shown.extras.extend(locked(node));
        match node.attribute("fldCharType") {
            Some("begin") => self.fields.begin(),
            Some("separate") => self.fields.separate(),
            _ => {
                let (code, result) = self.fields.end().unwrap_or_default();
                // Pages are counted anew wherever the file is opened, in digits of any kind.
                let is_number = result.trim().chars().all(|c| c.is_ascii_digit());
                match counter(&code).filter(|_| is_number) {
                    Some(shown) => self.push(shown, look),
                    None => self.shown.extras.push(field(&code)),
                }
            }
        }
    }

    fn symbol(&mut self, node: &PartNode, look: &Rc<Aspects>) {
        let code = node.attribute("char").unwrap_or_default();
        let font = node.attribute("font").unwrap_or_default();
        self.shown.extras.push(TextExtra::other(format!("il segno {code} del carattere «{font}»")));
        let sign = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        let sign = sign.unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push(sign.encode_utf8(&mut [0; 4]), look);
    }

    fn drawing(&mut self, node: &PartNode) {
        match drawing(node, self.shown.pictures.len(), self.links) {
            Ok(picture) => {
                self.shown.pictures.push(picture.part);
                self.shown.extras.push(picture.extra);
                self.sizes.extend(picture.size);
            }
            Err(extra) => self.shown.extras.push(extra),
        }
    }

    fn push(&mut self, text: &str, look: &Rc<Aspects>) {
        if !self.fields.show_text() {
            self.fields.add_result(text);
            return;
        }
        if text.is_empty() {
            return;
        }
        self.shown.text.push_str(text);
        let end = self.shown.text.len();
        match self.shown.looks.last_mut() {
            Some((last, same)) if Rc::ptr_eq(same, look) => *last = end,
            _ => self.shown.looks.push((end, Rc::clone(look))),
        }
    }
}

fn link(node: &PartNode, links: &[PartLink]) -> TextExtra {
    let id = node.attribute("r:id");
    let target = links.iter().find(|link| Some(link.id.as_str()) == id);
    let anchor = node.attribute("anchor").map(|anchor| format!("#{anchor}")).unwrap_or_default();
    let target = target.map(|link| link.target.as_str()).unwrap_or_default();
    let tip = node.attribute("tooltip").filter(|tip| !tip.trim().is_empty());
    let tip = tip.map(|tip| format!(", spiegato con {}", quote_name(tip))).unwrap_or_default();
    TextExtra::link(format!("un collegamento a «{target}{anchor}»{tip}"))
}

/// Names a field that keeps its written result (17.16.18, `fldLock`).
fn locked(node: &PartNode) -> Option<TextExtra> {
    let is_open = node.attribute("fldLock").is_none_or(|lock| matches!(lock, "0" | "false"));
    (!is_open).then(|| TextExtra::other("un campo bloccato, che non si ricalcola".to_owned()))
}

fn field(code: &str) -> TextExtra {
    let code = code.split_whitespace().collect::<Vec<_>>().join(" ");
    TextExtra::other(format!("un campo, che un programma calcola e riscrive («{code}»)"))
}

/// Names a change that nobody has accepted yet, with its author.
pub(super) fn change(node: &PartNode, what: &str) -> TextExtra {
    let author = node.attribute("author").filter(|author| !author.is_empty());
    let author = author.map(|author| format!(", di «{author}»")).unwrap_or_default();
    let words = node.words();
    let words = if words.is_empty() { String::new() } else { format!(" («{words}»)") };
    let accepted = if what.starts_with("un testo") {
        ", non ancora accettato"
    } else {
        " non ancora accettata"
    };
    TextExtra::change(format!("{what}{accepted}{author}{words}"))
}

/// Names the changes among properties: of the look, of a mark, of a row or a cell.
pub(super) fn changes_of(properties: &PartNode) -> Vec<TextExtra> {
    let what = |name: &str| match name {
        "rPrChange" | "pPrChange" | "tblPrChange" | "trPrChange" | "tcPrChange"
        | "tblPrExChange" | "tblGridChange" | "sectPrChange" | "numberingChange" => {
            Some("una modifica dell'aspetto")
        }
        "ins" | "cellIns" | "moveTo" => Some("un'aggiunta"),
        "del" | "cellDel" | "moveFrom" => Some("un'eliminazione"),
        "cellMerge" => Some("un'unione di celle"),
        _ => None,
    };
    let changes = properties.children.iter().filter_map(|node| Some((node, what(&node.name)?)));
    let named = changes.map(|(node, what)| {
        let bare = PartNode { attributes: node.attributes.clone(), ..PartNode::default() };
        change(&bare, what)
    });
    named.collect()
}

/// Names a choice between contents, with the words of each.
pub(super) fn alternatives(node: &PartNode) -> TextExtra {
    let words: Vec<_> = node.children.iter().map(|child| format!("«{}»", child.words())).collect();
    let words = if words.is_empty() { String::new() } else { format!(": {}", words.join(", ")) };
    TextExtra::other(format!("contenuti diversi a seconda del programma{words}"))
}
