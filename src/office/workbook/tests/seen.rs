//! What a person sees of a sheet: struck words, signs, what formats hide, what stands above cells.

use super::read;
use super::workbook::{container, ods, package, record, rels, xlsx};
use crate::office::workbook::WorkbookFormat::{Ods, Xls, Xlsx};

#[test]
fn formats_and_fonts_of_conditions_are_none_of_cells() {
    let styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0&quot; ore&quot;\"/><numFmt numFmtId=\"14\" formatCode=\"m/d/yyyy\"/></numFmts><fonts><font/></fonts><cellXfs><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/></cellXfs><dxfs><dxf><font><strike/></font><numFmt numFmtId=\"14\" formatCode=\"0.00%\"/></dxf><dxf><numFmt numFmtId=\"170\" formatCode=\"0%\"/></dxf></dxfs><extLst><ext><dxfs><dxf><numFmt numFmtId=\"14\" formatCode=\"0\"/></dxf></dxfs></ext></extLst>";
    let sheet =
        "<sheetData><row><c s=\"0\"><v>46086</v></c><c s=\"1\"><v>3</v></c></row></sheetData>";
    let reading = read(&xlsx(sheet, "", styles), Xlsx);
    assert_eq!(reading.cells, ["F!A1 Date \"05/03/2026\"", "F!B1 Number \"3 ore\""]);
}

#[test]
fn struck_text_of_excel_is_left_out_and_named() {
    let styles = "<fonts><font><strike val=\"0\"/></font><font><strike/></font></fonts><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs>";
    let strings = "<si><r><t xml:space=\"preserve\">entro il </t></r><r><rPr><strike/></rPr><t>30.06</t></r><r><rPr><strike val=\"0\"/></rPr><t xml:space=\"preserve\"> 31.12, 10</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>3</t></r><r><rPr><rFont val=\"Wingdings\"/></rPr><t>ü</t></r></si>";
    let sheet = "<sheetData><row r=\"1\"><c t=\"s\"><v>0</v></c></row><row r=\"2\"><c s=\"1\" t=\"inlineStr\"><is><t>via</t></is></c><c s=\"1\"><v>30</v></c></row><row r=\"3\"><c s=\"1\"><v>20</v></c><c><v>1</v></c></row></sheetData>";
    let reading = read(&xlsx(sheet, strings, styles), Xlsx);
    assert_eq!(reading.cells, ["F!A1 Text \"entro il 31.12, 10³✓\"", "F!B3 Number \"1\""]);
    assert_eq!(
        reading.findings,
        [
            "testo-barrato F!A1: «30.06» è barrato e non è stato letto.",
            "testo-barrato F!A2: I testi di 2 celle di questa riga sono barrati: non sono stati letti («via», «30»).",
            "testo-barrato F!A3: «20» è barrato e non è stato letto.",
        ]
    );
}

#[test]
fn what_formats_add_is_read_and_what_they_hide_is_named() {
    let styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"&quot;SERVIZIO &quot;@\"/><numFmt numFmtId=\"171\" formatCode=\";;;\"/><numFmt numFmtId=\"172\" formatCode=\"0;-0;;@\"/></numFmts><cellXfs><xf/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/></cellXfs>";
    let sheet = "<sheetViews><sheetView showZeros=\"0\"/></sheetViews><sheetData><row><c s=\"1\" t=\"str\"><v>Tributi</v></c><c s=\"2\" t=\"str\"><v>segreto</v></c><c s=\"2\"><v>7</v></c><c s=\"3\"><v>0</v></c><c><v>0</v></c><c s=\"3\" t=\"str\"><v>x</v></c></row></sheetData>";
    let reading = read(&xlsx(sheet, "", styles), Xlsx);
    assert_eq!(reading.cells, ["F!A1 Text \"SERVIZIO Tributi\"", "F!F1 Text \"x\""]);
    assert_eq!(
        reading.findings,
        [
            "testo-nascosto F!B1: Il formato di 4 celle nasconde il loro contenuto, che non è stato letto: B1 «segreto», C1 «7», D1 «0», E1 «0»."
        ]
    );
}

#[test]
fn what_stands_above_the_cells_of_excel_is_named() {
    let links =
        rels(&[("drawing", "../d.xml"), ("comments", "../c.xml"), ("threadedComment", "../t.xml")]);
    let drawing = "<wsDr><twoCellAnchor><from><col>1</col><row>0</row></from><sp><cNvPr id=\"1\"/><txBody><p><r><t>Nota</t></r></p><p><r><t>bene</t></r></p></txBody></sp></twoCellAnchor><oneCellAnchor><from><col>0</col><row>4</row></from><pic><cNvPr/></pic></oneCellAnchor><twoCellAnchor><sp><cNvPr hidden=\"1\"/><txBody><p><r><t>no</t></r></p></txBody></sp></twoCellAnchor></wsDr>";
    let comments = "<comments><commentList><comment ref=\"A1\"><text><r><t>[Threaded comment] in inglese</t></r></text></comment></commentList></comments>";
    let threads = "<ThreadedComments><threadedComment ref=\"A1\"><text>Da vedere</text></threadedComment><threadedComment ref=\"A1\"><text>Visto</text></threadedComment></ThreadedComments>";
    let sheet = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref=\"H:H\"/></mergeCells><headerFooter><oddHeader>&amp;C&amp;\"Arial\"PIANO &amp;P</oddHeader><oddFooter>Pagina &amp;P</oddFooter></headerFooter></worksheet>";
    let book_links = rels(&[("worksheet", "worksheets/s.xml")]);
    let book = "<workbook><sheets><sheet name=\"F\" r:id=\"r0\"/><sheet name=\"Modulo\" r:id=\"\" state=\"veryHidden\"/></sheets></workbook>";
    let utf16: Vec<u8> =
        format!("\u{FEFF}{sheet}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let file = package(&[
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", book_links.as_bytes()),
        ("xl/worksheets/s.xml", &utf16),
        ("xl/worksheets/_rels/s.xml.rels", links.as_bytes()),
        ("xl/d.xml", drawing.as_bytes()),
        ("xl/c.xml", comments.as_bytes()),
        ("xl/t.xml", threads.as_bytes()),
    ]);
    let reading = read(&file, Xlsx);
    assert_eq!(reading.cells, ["F!A1 Number \"1\""]);
    assert_eq!(
        reading.findings,
        [
            "testo-di-pagina F!A1: L'intestazione di pagina «PIANO» non entra nel piano.",
            "commento-tralasciato F!A1: La cella ha un commento, che non entra nel piano: «Da vedere – Visto».",
            "testo-non-collocato F!B1: «Nota bene» è una casella di testo sopra le celle e non è stato letto.",
            "immagini-tralasciate F!A5: Il foglio contiene un'immagine, che non entra nel piano (A5).",
            "foglio-nascosto Modulo!A1: Il foglio «Modulo» non ha celle: è stato tralasciato.",
        ]
    );
}

/// Cells and findings that a spreadsheet gives in both of its forms.
const TABLE: &str = "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:default-cell-style-name=\"via\"/><table:table-row><table:table-cell office:value-type=\"date\" office:date-value=\"2026-06-30\"/><table:table-cell office:value-type=\"string\" office:string-value=\"l&apos;attributo\"/><table:table-cell office:value-type=\"float\" office:value=\"5\"><text:p>5</text:p></table:table-cell><table:table-cell office:value-type=\"string\"><text:p>entro <text:span text:style-name=\"T1\">giugno </text:span>luglio, m<text:span text:style-name=\"T2\">2</text:span></text:p></table:table-cell><table:table-cell office:value-type=\"string\" office:string-value=\"segreto\"><text:p/></table:table-cell><table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>Tizio</dc:creator><text:p>Da vedere</text:p></office:annotation><draw:custom-shape><text:p>Nota</text:p></draw:custom-shape><draw:frame><draw:image><text:p/></draw:image></draw:frame><text:p>x</text:p></table:table-cell></table:table-row>";

const STYLES: &str = "<office:automatic-styles><style:style style:name=\"base\" style:family=\"table-cell\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style><style:style style:name=\"via\" style:family=\"table-cell\" style:parent-style-name=\"base\"/><style:style style:name=\"T1\" style:family=\"text\"><style:text-properties style:text-line-through-type=\"single\"/></style:style><style:style style:name=\"T2\" style:family=\"text\"><style:text-properties style:text-position=\"33% 58%\"/></style:style><style:style style:name=\"ta\" style:family=\"table\" style:master-page-name=\"P\"/></office:automatic-styles><office:master-styles><style:master-page style:name=\"P\"><style:header><text:p>PIANO <text:page-number>1</text:page-number></text:p></style:header><style:footer style:display=\"false\"><text:p>no</text:p></style:footer></style:master-page></office:master-styles>";

#[test]
fn what_calc_shows_is_read_of_both_its_forms() {
    let body = format!(
        "<office:body><office:spreadsheet><table:table table:name=\"F\" table:style-name=\"ta\">{TABLE}</table:table></office:spreadsheet></office:body>"
    );
    let flat = format!(
        "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">{STYLES}{body}</office:document>"
    );
    let styles = format!("<office:document-styles>{STYLES}</office:document-styles>");
    let content = format!("<office:document-content>{body}</office:document-content>");
    let zipped = package(&[("styles.xml", styles.as_bytes()), ("content.xml", content.as_bytes())]);
    for file in [flat.as_bytes(), &zipped] {
        let reading = read(file, Ods);
        assert_eq!(
            reading.cells,
            [
                "F!A1 Date \"30/06/2026\"",
                "F!B1 Text \"l'attributo\"",
                "F!D1 Text \"entro luglio, m²\"",
                "F!F1 Text \"x\"",
            ]
        );
        assert_eq!(
            reading.findings,
            [
                "testo-di-pagina F!A1: L'intestazione di pagina «PIANO» non entra nel piano.",
                "testo-barrato F!D1: «giugno» è barrato e non è stato letto.",
                "commento-tralasciato F!F1: La cella ha un commento, che non entra nel piano: «Da vedere».",
                "testo-non-collocato F!F1: «Nota» è una casella di testo sopra le celle e non è stato letto.",
                "testo-barrato F!C1: «5» è barrato e non è stato letto.",
                "testo-nascosto F!E1: Il formato della cella nasconde il suo contenuto, che non è stato letto: E1 «segreto».",
                "immagini-tralasciate F!F1: Il foglio contiene un'immagine, che non entra nel piano (F1).",
            ]
        );
    }
    let without_text = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\" office:value-type=\"float\" office:value=\"1\"><text:p/></table:table-cell></table:table-row>";
    assert!(read(&ods(without_text), Ods).findings[0].starts_with("limite-superato"));
}

#[test]
fn fonts_and_comments_of_old_workbooks() {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let end = record(0x000A, &[]);
    let font = |flags: u8, height: u8| {
        record(0x0031, &[200, 0, flags, 0, 0, 0, 0, 0, height, 0, 0, 0, 0, 0, 1, 0, b'A'])
    };
    let fonts = [font(0, 0), font(8, 0), font(0, 1), font(0, 0), font(8, 0)].concat();
    let style = |font: u8| record(0x00E0, &[font, 0, 0, 0]);
    let globals = |start: u8| {
        let sheet = record(0x0085, &[start, 0, 0, 0, 0, 0, 1, 0, b'F']);
        [begin.clone(), fonts.clone(), style(0), style(5), sheet, end.clone()].concat()
    };
    let start = u8::try_from(globals(0).len()).expect("a small start");
    let cells = [
        record(0x0014, &[9, 0, 0, b'&', b'C', b'P', b'I', b'A', b'N', b'O', b'&', b'P']),
        // «m2», the figure raised; «via» in a style whose font 5 is the fifth, as there is no font 4.
        record(0x00D6, &[0, 0, 0, 0, 0, 0, 2, 0, 0, b'm', b'2', 1, 0, 1, 0, 2, 0]),
        record(0x0204, &[0, 0, 1, 0, 1, 0, 3, 0, 0, b'v', b'i', b'a']),
        record(0x005D, &[0x15, 0, 0x12, 0, 0x19, 0, 7, 0]),
        record(0x01B6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
        record(0x003C, &[0, b'o', b'k']),
        record(
            0x00EC,
            &[0, 0, 0x10, 0xF0, 18, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0],
        ),
        record(0x005D, &[0x15, 0, 0x12, 0, 0x06, 0, 8, 0]),
        record(0x01B6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]),
        record(0x003C, &[0, b's', b'u']),
        record(0x001C, &[0, 0, 0, 0, 0, 0, 7, 0]),
    ];
    let stream = [globals(start), begin, cells.concat(), end].concat();
    let reading = read(&container("/Workbook", &stream), Xls);
    assert_eq!(reading.cells, ["F!A1 Text \"m²\""]);
    assert_eq!(
        reading.findings,
        [
            "testo-di-pagina F!A1: L'intestazione di pagina «PIANO» non entra nel piano.",
            "commento-tralasciato F!A1: La cella ha un commento, che non entra nel piano: «ok».",
            "testo-non-collocato F!D5: «su» è una casella di testo sopra le celle e non è stato letto.",
            "testo-barrato F!B1: «via» è barrato e non è stato letto.",
        ]
    );
}

#[test]
fn conditional_formats_of_excel_since_2010_are_named() {
    let sheet = "<sheetData><row r=\"1\"><c t=\"str\"><v>uno</v></c><c t=\"str\"><v>due</v></c></row></sheetData><extLst><ext><x14:conditionalFormattings><x14:conditionalFormatting><x14:cfRule type=\"expression\"><xm:f>TRUE</xm:f><x14:dxf><font><strike/></font></x14:dxf></x14:cfRule><xm:sqref>A1 C1</xm:sqref></x14:conditionalFormatting><x14:conditionalFormatting><x14:cfRule type=\"dataBar\"/><xm:sqref>A1:B1</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>";
    assert_eq!(
        read(&xlsx(sheet, "", ""), Xlsx).findings,
        [
            "formato-condizionale F!A1: Una formattazione condizionale può barrare il contenuto della cella (A1), che è stato letto com'è scritto.",
        ]
    );
}

#[test]
fn conditional_formats_of_calc_are_named() {
    let style = |name: &str, shown: &str, properties: &str| {
        format!(
            "<style:style style:name=\"{name}\" style:display-name=\"{shown}\" style:family=\"table-cell\">{properties}</style:style>"
        )
    };
    let styles = [
        style("a_5f_1", "a_1", "<style:text-properties style:text-line-through-type=\"single\"/>"),
        style("b", "b", "<style:text-properties fo:color=\"#ffffff\"/>"),
        style("c", "c", "<style:text-properties fo:color=\"#FFFFFF\"/><style:table-cell-properties fo:background-color=\"#ff0000\"/>"),
    ]
    .concat();
    let rule = |range: &str, style: &str| {
        format!(
            "<calcext:conditional-format calcext:target-range-address=\"{range}\"><calcext:condition calcext:apply-style-name=\"{style}\" calcext:value=\"formula-is(1)\"/></calcext:conditional-format>"
        )
    };
    let cell =
        "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
    let table = format!(
        "<table:table-row>{cell}{cell}{cell}</table:table-row><calcext:conditional-formats>{}{}{}</calcext:conditional-formats>",
        rule("F.A1:F.A3", "a_1"),
        rule("F.B1", "b"),
        rule("F.C1:F.C1", "c")
    );
    let content = format!(
        "<office:document-content><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"F\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let reading = read(&package(&[("content.xml", content.as_bytes())]), Ods);
    assert_eq!(
        reading.findings,
        [
            "formato-condizionale F!A1: Una formattazione condizionale può barrare il contenuto della cella (A1), che è stato letto com'è scritto.",
            "formato-condizionale F!B1: Una formattazione condizionale può nascondere il contenuto della cella (B1), che è stato letto.",
        ]
    );
}

#[test]
fn conditional_formats_that_change_what_cells_say_are_named() {
    let styles = "<cellXfs><xf/></cellXfs><dxfs count=\"5\"><dxf><font><strike/><color rgb=\"FFFF0000\"/></font></dxf><dxf><font><color theme=\"0\"/></font><border><left><color rgb=\"FFFFFFFF\"/></left></border></dxf><dxf><numFmt numFmtId=\"170\" formatCode=\"0%\"/></dxf><dxf><font><color rgb=\"FFFFFFFF\"/></font><fill><patternFill><bgColor rgb=\"FFFF0000\"/></patternFill></fill></dxf><dxf><border><left><color rgb=\"FFFFFFFF\"/></left></border></dxf></dxfs>";
    let rule = |cells: &str, style: u32| {
        format!(
            "<conditionalFormatting sqref=\"{cells}\"><cfRule type=\"expression\" dxfId=\"{style}\" priority=\"1\"><formula>TRUE</formula></cfRule></conditionalFormatting>"
        )
    };
    let cells = "<sheetData><row r=\"1\"><c t=\"str\"><v>uno</v></c><c><v>2</v></c></row><row r=\"2\"><c t=\"str\"><v>tre</v></c><c><v>4</v></c></row></sheetData>";
    let sheet = format!(
        "{cells}{}{}{}{}{}",
        rule("A1:A9 C1", 0),
        rule("B2", 1),
        rule("A1:B9", 2),
        rule("A1:B9", 3),
        rule("A1:B9", 4)
    );
    let reading = read(&xlsx(&sheet, "", styles), Xlsx);
    assert_eq!(
        reading.findings,
        [
            "formato-condizionale F!A1: Una formattazione condizionale può barrare il contenuto di 2 celle (A1, A2), che è stato letto com'è scritto.",
            "formato-condizionale F!B2: Una formattazione condizionale può nascondere il contenuto della cella (B2), che è stato letto.",
            "formato-condizionale F!B1: Una formattazione condizionale può mostrare in un altro formato il contenuto di 2 celle (B1, B2), che è stato letto nel formato della cella.",
        ]
    );
}
