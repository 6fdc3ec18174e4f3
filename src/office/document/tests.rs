//! Documents as Word and LibreOffice write them, and what is read of them.

use crate::diag::Findings;
use crate::office::{TableFormat, read_tables};
use crate::source::SourceMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:m=\"m\" xmlns:w14=\"w14\" xmlns:r=\"r\"";
const KINDS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Makes a Word document with styles, lists and comments.
fn word(body: &str, styles: &str, lists: &str) -> Vec<u8> {
    let part = |root: &str, content: &str| format!("<w:{root} {WORD}>{content}</w:{root}>");
    let link = |kind: &str, target: &str| {
        format!("<Relationship Id=\"{kind}\" Type=\"{KINDS}/{kind}\" Target=\"{target}\"/>")
    };
    let links = |links: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
        )
    };
    let kinds = ["styles", "numbering", "comments", "header"];
    let of_document: String = kinds.iter().map(|kind| link(kind, &format!("{kind}.xml"))).collect();
    let comment = format!("<w:comment w:id=\"7\">{}</w:comment>", p(&t("da rivedere")));
    package(&[
        ("_rels/.rels", links(&link("officeDocument", "word/document2.xml"))),
        ("word/_rels/document2.xml.rels", links(&of_document)),
        ("word/document2.xml", part("document", &format!("<w:body>{body}</w:body>"))),
        ("word/styles.xml", part("styles", styles)),
        ("word/numbering.xml", part("numbering", lists)),
        ("word/comments.xml", part("comments", &comment)),
        ("word/header.xml", part("hdr", &p(&t("PIANO DEGLI OBIETTIVI")))),
    ])
}

fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn styled(text: &str, properties: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

fn p(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

fn item(list: &str, level: u32, text: &str) -> String {
    let list = format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
    format!("<w:p><w:pPr>{list}</w:pPr>{}</w:p>", t(text))
}

fn table(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!("<w:tc>{cell}</w:tc>")).collect();
    format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
}

/// Reads a document: paragraphs, then cells, then codes with what the findings quote.
fn read(bytes: &[u8], format: TableFormat) -> (Vec<String>, Vec<String>, Vec<String>) {
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let read = read_tables("d", bytes, format, &mut sources, &mut findings);
    let (grids, _) = read.unwrap_or_else(|| panic!("unreadable: {findings:?}"));
    let paragraphs = grids.iter().flat_map(|grid| &grid.paragraphs).map(|p| p.value.clone());
    let cells = grids.iter().flat_map(|grid| &grid.rows).flat_map(|row| &row.cells);
    let quoted = |message: &str| {
        let quote = message.split_once('«').and_then(|(_, rest)| rest.split_once('»'));
        quote.map(|(quote, _)| format!(" {quote}")).unwrap_or_default()
    };
    let said = findings.iter().map(|f| format!("{}{}", f.code.name(), quoted(&f.message)));
    (paragraphs.collect(), cells.map(|cell| cell.text.value.clone()).collect(), said.collect())
}

/// Holds what is read of a cell of Word, and what is said of it.
#[track_caller]
fn cell(content: &str, text: &str, said: &[&str]) {
    let style = |kind: &str, id: &str, rest: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{rest}</w:style>")
    };
    let styles = [
        style("character", "Nascosto", "<w:rPr><w:vanish/></w:rPr>"),
        style("character", "Figlio", "<w:basedOn w:val=\"Nascosto\"/>"),
        style("character", "Barrato", "<w:rPr><w:strike/></w:rPr>"),
        style("paragraph", "Riservato", "<w:rPr><w:vanish/></w:rPr>"),
    ];
    let document = word(&table(&[content.to_owned()]), &styles.concat(), "");
    let (_, cells, found) = read(&document, TableFormat::Word);
    assert_eq!(
        (cells.concat().as_str(), found),
        (text, said.iter().map(ToString::to_string).collect())
    );
}

#[test]
fn text_that_a_style_hides_is_left_out() {
    let hidden = |id: &str| styled(" segreto", &format!("<w:rStyle w:val=\"{id}\"/>"));
    cell(&p(&(t("Noto") + &hidden("Nascosto"))), "Noto", &["testo-nascosto segreto"]);
    cell(&p(&(t("Noto") + &hidden("Figlio"))), "Noto", &["testo-nascosto segreto"]);
    let shown = styled(" noto", "<w:rStyle w:val=\"Nascosto\"/><w:vanish w:val=\"0\"/>");
    cell(&p(&(t("Già") + &shown)), "Già noto", &[]);
    let paragraph =
        |runs: &str| p(&format!("<w:pPr><w:pStyle w:val=\"Riservato\"/></w:pPr>{runs}"));
    cell(&(paragraph(&t("via")) + &p(&t("resta"))), "resta", &["testo-nascosto via"]);
    // A style of characters that hides as well turns the switch over (17.7.3).
    cell(&paragraph(&hidden("Nascosto")), " segreto", &[]);
}

#[test]
fn struck_raised_and_symbol_text_is_read_as_it_is_seen() {
    let struck = t("entro il ") + &styled("30.06", "<w:dstrike/>") + &t(" 31.12");
    cell(&p(&struck), "entro il 31.12", &["testo-barrato 30.06"]);
    let by_style = t("Sì") + &styled(" no", "<w:rStyle w:val=\"Barrato\"/>");
    cell(&p(&by_style), "Sì", &["testo-barrato no"]);
    let raised = t("10") + &styled("3", "<w:vertAlign w:val=\"superscript\"/>");
    cell(&p(&raised), "10³", &[]);
    let sign = "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>";
    let letters = styled("à", "<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>");
    cell(&p(&(sign.to_owned() + &letters)), "✓→", &[]);
    cell(&p(&styled("area", "<w:caps/>")), "AREA", &[]);
}

#[test]
fn breaks_part_words_and_hyphens_do_not() {
    let run = |inner: &str| format!("<w:r>{inner}</w:r>");
    for kind in ["page", "column", "textWrapping"] {
        let parted = t("Prima") + &run(&format!("<w:br w:type=\"{kind}\"/>")) + &t("Seconda");
        cell(&p(&parted), "Prima\nSeconda", &[]);
    }
    let hyphens =
        t("e") + &run("<w:noBreakHyphen/>") + &t("mail") + &run("<w:softHyphen/>") + &t("s");
    cell(&p(&hyphens), "e-mails", &[]);
    let outside = p(&(t("PREMESSA") + &run("<w:br w:type=\"page\"/>") + &t("AREA")));
    let (paragraphs, ..) = read(&word(&(outside + &table(&[p("")])), "", ""), TableFormat::Word);
    assert_eq!(paragraphs, ["PREMESSA", "AREA"]);
}

fn field(code: &str, data: &str, result: &str) -> String {
    let mark = |kind: &str, data: &str| {
        format!("<w:r><w:fldChar w:fldCharType=\"{kind}\">{data}</w:fldChar></w:r>")
    };
    let code = format!("<w:r><w:instrText> {code} </w:instrText></w:r>");
    mark("begin", data) + &code + &mark("separate", "") + result + &mark("end", "")
}

#[test]
fn fields_show_their_values() {
    let choice = "<w:ffData><w:name w:val=\"t\"/><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"S\"/><w:listEntry w:val=\"M\"/></w:ddList></w:ffData>";
    cell(&p(&field("FORMDROPDOWN", choice, "")), "M", &[]);
    let check = |rest: &str| {
        format!("<w:ffData><w:checkBox><w:default w:val=\"0\"/>{rest}</w:checkBox></w:ffData>")
    };
    let boxes = field("FORMCHECKBOX", &check("<w:checked/>"), "")
        + &t(" sì ")
        + &field("FORMCHECKBOX", &check(""), "");
    cell(&p(&boxes), "☒ sì ☐", &[]);
    // The result of a field within the code of another is no text.
    let inner = field("MERGEFIELD x", "", &t("segreto"));
    let outer = format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF</w:instrText></w:r>{inner}<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        t("vero")
    );
    cell(&p(&outer), "vero", &[]);
    cell(&p(&(t("n. ") + &field("AUTONUM", "", ""))), "n. ", &["numero-automatico AUTONUM"]);
    let control = |properties: &str, content: &str| {
        format!(
            "<w:sdt><w:sdtPr><w:rPr><w:vanish/></w:rPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )
    };
    let prompt = control("<w:showingPlcHdr/>", &p(&t("Fare clic qui")));
    cell(&prompt, "", &["campo-non-compilato Fare clic qui"]);
    cell(&p(&control("<w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox>", "")), "☒", &[]);
}

#[test]
fn changes_comments_and_other_documents_are_told_where_they_stand() {
    let changed = t("Testo")
        + &format!("<w:ins>{}</w:ins>", t(" nuovo"))
        + "<w:del><w:r><w:delText> vecchio</w:delText></w:r></w:del><w:r><w:commentReference w:id=\"7\"/></w:r>";
    let said = [
        "revisioni-accettate nuovo",
        "revisioni-accettate vecchio",
        "commento-tralasciato da rivedere",
    ];
    cell(&p(&changed), "Testo nuovo", &said);
    cell(&("<w:altChunk r:id=\"a\"/>".to_owned() + &p(&t("x"))), "x", &["documento-incorporato"]);
    // Properties as they were before a change are none of the cell.
    let former =
        "<w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr></w:tcPrChange></w:tcPr>";
    let row = table(&[former.to_owned() + &p(&t("a")), p(&t("b"))]);
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    let (grids, _) =
        read_tables("d", &word(&row, "", ""), TableFormat::Word, &mut sources, &mut findings)
            .unwrap();
    assert_eq!(grids[0].rows[0].cells.iter().map(|c| c.column).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn headers_of_pages_and_text_outside_of_tables_are_told() {
    let body = p(&(t("AREA") + &styled(" via", "<w:vanish/>")))
        + &table(&[p(&t("x"))])
        + "<w:sectPr><w:headerReference r:id=\"header\"/></w:sectPr>";
    let (paragraphs, _, said) = read(&word(&body, "", ""), TableFormat::Word);
    assert_eq!(paragraphs, ["AREA"]);
    assert_eq!(said, ["testo-nascosto via", "testo-di-pagina PIANO DEGLI OBIETTIVI"]);
}

#[test]
fn a_table_in_a_text_box_is_a_table() {
    let shape = |content: &str| {
        p(&format!("<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"))
    };
    let (_, cells, said) =
        read(&word(&shape(&(table(&[p(&t("Peso"))]) + &p(""))), "", ""), TableFormat::Word);
    assert_eq!((cells, said), (vec!["Peso".to_owned()], vec![]));
    cell(&(shape(&p(&t("fuori"))) + &p(&t("x"))), "x", &["testo-non-collocato fuori"]);
}

#[test]
fn of_alternatives_the_first_that_word_understands_is_read() {
    let alternatives = |choices: &[&str]| {
        let choices = choices.iter().map(|requires| {
            format!("<mc:Choice Requires=\"{requires}\">{}</mc:Choice>", t(requires))
        });
        let content: String = choices.collect();
        p(&format!(
            "<mc:AlternateContent>{content}<mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            t("vecchio")
        ))
    };
    cell(&alternatives(&["wps"]), "wps", &[]);
    cell(&alternatives(&["w16du wp14"]), "w16du wp14", &[]);
    cell(&alternatives(&["zzz"]), "vecchio", &[]);
    cell(&alternatives(&["wps zzz"]), "vecchio", &[]);
    cell(&alternatives(&["zzz", "cx1", "wps"]), "cx1", &[]);
}

#[test]
fn pronunciation_is_no_text() {
    let ruby = format!(
        "<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
        t("alto"),
        t("base")
    );
    cell(&p(&(ruby + &t(" e altro"))), "base e altro", &[]);
}

/// Labels of LibreOffice for the same lists, but where it knows neither `lvlRestart` nor `isLgl`.
#[test]
fn automatic_numbers_are_those_that_programs_show() {
    let level = |at: u32, format: &str, text: &str, rest: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{rest}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let definition = |id: u32, levels: &[String]| {
        format!("<w:abstractNum w:abstractNumId=\"{id}\">{}</w:abstractNum>", levels.concat())
    };
    let list = |id: u32, definition: u32, rest: &str| {
        format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{definition}\"/>{rest}</w:num>")
    };
    let legal = "<w:lvlRestart w:val=\"0\"/><w:isLgl/>";
    let from = "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"10\"/></w:lvlOverride>";
    let lists = [
        definition(
            0,
            &[
                level(0, "decimal", "%1.", ""),
                level(1, "decimal", "%1.%2", ""),
                level(2, "lowerLetter", "%3)", ""),
            ],
        ),
        definition(
            1,
            &[level(0, "upperRoman", "Art. %1 -", ""), level(1, "decimal", "%1.%2", legal)],
        ),
        definition(2, &[level(0, "bullet", "o", ""), level(1, "chicago", "%2", "")]),
        list(1, 0, ""),
        list(2, 0, from),
        list(3, 1, ""),
        list(4, 2, ""),
    ];
    let items = [
        ("1", 0, "1. x"),
        ("1", 1, "1.1 x"),
        ("1", 2, "a) x"),
        ("1", 1, "1.2 x"),
        ("1", 0, "2. x"),
        ("1", 1, "2.1 x"),
        ("2", 0, "10. x"),
        ("2", 2, "a) x"),
        ("2", 1, "10.2 x"),
        ("1", 0, "11. x"),
        ("3", 0, "Art. I - x"),
        ("3", 1, "1.1 x"),
        ("3", 0, "Art. II - x"),
        ("3", 1, "2.2 x"),
        ("4", 0, "- x"),
        ("9", 0, "x"),
        ("0", 0, "x"),
    ];
    let cells: Vec<_> = items.iter().map(|(list, level, _)| item(list, *level, "x")).collect();
    let (_, cells, said) = read(&word(&table(&cells), "", &lists.concat()), TableFormat::Word);
    assert_eq!(cells, items.map(|(.., text)| text));
    assert_eq!(said, Vec::<String>::new());
    // Codes of rows are numbers and nothing else; a heading keeps its number as part of its name.
    let codes = table(&[item("1", 0, ""), item("1", 0, ""), item("4", 1, "x")]);
    let body = item("3", 0, "AREA TECNICA") + &codes;
    let (paragraphs, cells, said) = read(&word(&body, "", &lists.concat()), TableFormat::Word);
    assert_eq!(paragraphs, ["Art. I - AREA TECNICA"]);
    assert_eq!(cells, ["1.", "2.", "(chicago) x"]);
    assert_eq!(said, ["numero-automatico (chicago)"]);
}

#[test]
fn numbers_by_style_stand_at_the_level_of_the_style() {
    let style = "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let lists = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"1\"><w:start w:val=\"4\"/><w:numFmt w:val=\"decimal\"/><w:pStyle w:val=\"Heading2\"/><w:suff w:val=\"nothing\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let heading = p(&format!("<w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>{}", t("AREA")));
    let (paragraphs, ..) =
        read(&word(&(heading + &table(&[p("")])), style, lists), TableFormat::Word);
    assert_eq!(paragraphs, ["4)AREA"]);
}

/// Makes an OpenDocument text with styles of its own.
fn open_document(styles: &str, body: &str) -> String {
    format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
}

#[test]
fn opendocument_texts_are_read_like_word_s() {
    let style = |family: &str, name: &str, properties: &str| {
        format!(
            "<style:style style:family=\"{family}\" style:name=\"{name}\"><style:text-properties {properties}/></style:style>"
        )
    };
    let styles = [
        style("text", "B", "style:text-line-through-style=\"solid\" style:text-line-through-type=\"single\""),
        style("text", "A", "style:text-position=\"super 58%\""),
        style("paragraph", "N", "text:display=\"none\""),
        "<text:list-style style:name=\"L\"><text:list-level-style-number text:level=\"1\" style:num-format=\"I\" style:num-suffix=\".\"/><text:list-level-style-number text:level=\"2\" style:num-format=\"a\" style:num-suffix=\")\"/></text:list-style>".to_owned(),
    ];
    let span = |style: &str, text: &str| {
        format!("<text:span text:style-name=\"{style}\">{text}</text:span>")
    };
    let cell = |inner: &str| format!("<table:table-cell>{inner}</table:table-cell>");
    let p = |inner: &str| format!("<text:p>{inner}</text:p>");
    let item = |inner: &str| format!("<text:list-item>{inner}</text:list-item>");
    let list = format!(
        "<text:list text:style-name=\"L\">{}{}</text:list>",
        item(&p("uno")),
        item(&(p("due") + &format!("<text:list>{}</text:list>", item(&p("sotto")))))
    );
    let check = "<field:fieldmark field:type=\"vnd.oasis.opendocument.field.FORMCHECKBOX\"><field:param field:name=\"Checkbox_Checked\" field:value=\"true\"/></field:fieldmark>";
    let cells = [
        cell(&p(&format!("entro{} il{}", span("B", " ieri"), span("A", "2")))),
        cell(&format!("<text:p text:style-name=\"N\">via</text:p>{}", p("a<text:s text:c=\"2\"/>b<text:line-break/>c"))),
        cell(&list),
        cell(&p(&format!("{check}<text:note><text:note-citation>1</text:note-citation><text:note-body>{}</text:note-body></text:note>", p("nota")))),
        cell(&p("x<text:change text:change-id=\"c\"/><office:annotation><dc:creator>A</dc:creator><text:p>occhio</text:p></office:annotation>")),
        "<table:table-cell table:number-columns-spanned=\"2\"><text:p>larga</text:p></table:table-cell><table:covered-table-cell/>".to_owned(),
        cell(&p("ultima")),
    ];
    let body = format!(
        "<text:tracked-changes><text:changed-region xml:id=\"c\"><text:deletion>{}</text:deletion></text:changed-region></text:tracked-changes><text:h text:outline-level=\"1\">AREA</text:h><table:table><table:table-row>{}</table:table-row></table:table>",
        p("tolto"),
        cells.concat()
    );
    let content = open_document(&styles.concat(), &body);
    let package = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text".to_owned()),
        ("content.xml", content.clone()),
    ]);
    for file in [package, content.replace("document-content", "document").into_bytes()] {
        let (paragraphs, cells, said) = read(&file, TableFormat::Odt);
        assert_eq!(paragraphs, ["AREA"]);
        let wanted =
            ["entro il²", "a  b\nc", "I. uno\nII. due\n  a) sotto", "☒", "x", "larga", "ultima"];
        assert_eq!(cells, wanted);
        assert_eq!(
            said,
            [
                "testo-barrato ieri",
                "testo-nascosto via",
                "testo-non-collocato nota",
                "revisioni-accettate tolto",
                "commento-tralasciato occhio",
            ]
        );
    }
    let encrypted = self::package(&[("META-INF/manifest.xml", "<encryption-data/>".to_owned())]);
    let (mut sources, mut findings) = (SourceMap::default(), Findings::default());
    assert_eq!(read_tables("d", &encrypted, TableFormat::Odt, &mut sources, &mut findings), None);
    let said: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["Il file è protetto da una password."]);
}
