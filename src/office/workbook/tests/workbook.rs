//! Results of single features of the formats.

use super::read;
use crate::office::workbook::WorkbookFormat::{Ods, Xls, Xlsx};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

/// A zip of parts, each a name and its bytes.
pub(super) fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

/// The relationships of a part: type, target.
pub(super) fn rels(list: &[(&str, &str)]) -> String {
    let one = |(i, (kind, target)): (usize, &(&str, &str))| {
        format!("<Relationship Id=\"r{i}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = list.iter().enumerate().map(one).collect();
    format!("<Relationships>{all}</Relationships>")
}

/// A workbook of one sheet «F», with its shared texts and styles.
pub(super) fn xlsx(sheet: &str, strings: &str, styles: &str) -> Vec<u8> {
    let links = rels(&[
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "/xl/sharedStrings.xml"),
        ("styles", "../xl/styles.xml"),
    ]);
    let book = "<workbook><sheets><sheet name=\"F\" r:id=\"r0\"/></sheets></workbook>";
    package(&[
        ("_rels/.rels", rels(&[("officeDocument", "/xl/workbook.xml")]).as_bytes()),
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst>{strings}</sst>").as_bytes()),
        ("xl/styles.xml", format!("<styleSheet>{styles}</styleSheet>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>").as_bytes()),
    ])
}

/// A spreadsheet of one table «F».
pub(super) fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"h\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"F\">{table}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    package(&[("content.xml", content.as_bytes())])
}

#[test]
fn cells_without_a_place_follow_one_another() {
    let sheet = "<sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c t=\"str\"><v> a_x000D_\nb </v></c></row></sheetData>";
    assert_eq!(
        read(&xlsx(sheet, "", ""), Xlsx).cells,
        [
            "F!A1 Number \"1\"",
            "F!C1 Number \"2\"",
            "F!C5 Number \"3\"",
            "F!D5 Number \"4\"",
            "F!A6 Text \" a\\nb \"",
        ]
    );
}

#[test]
fn every_type_of_cell_shows_its_value() {
    let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0&quot; punti&quot;\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs><cellXfs><xf/><xf numFmtId=\"164\"/><xf numFmtId=\"14\"/><xf numFmtId=\"9\"/></cellXfs>";
    let strings = "<si><t>uno</t></si><si><r><t>d</t></r><r><t>ue</t></r><rPh><t>no</t></rPh></si>";
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>30</v></c><c r=\"C1\" s=\"2\"><v>44012</v></c><c r=\"D1\" s=\"3\"><v>0.3</v></c><c r=\"E1\" t=\"d\" s=\"2\"><v>2020-06-30T00:00:00</v></c><c r=\"F1\" t=\"b\"><v>0</v></c><c r=\"G1\" t=\"e\"><v>#NAME?</v></c><c r=\"H1\" t=\"inlineStr\"><is><t>a &lt; b</t></is></c><c r=\"I1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"J1\"><f>A1</f></c><c r=\"K1\"><v>3e400</v></c><c r=\"L1\" s=\"99\"><v>0.1</v></c></row></sheetData>";
    let reading = read(&xlsx(sheet, strings, styles), Xlsx);
    assert_eq!(
        reading.cells,
        [
            "F!A1 Text \"due\"",
            "F!B1 Number \"30 punti\"",
            "F!C1 Date \"30/06/2020\"",
            "F!D1 Number \"30%\"",
            "F!E1 Date \"30/06/2020\"",
            "F!F1 Text \"FALSO\"",
            "F!G1 Error \"#NOME?\"",
            "F!H1 Text \"a < b\"",
            "F!J1 Error \"formula senza risultato\"",
            "F!K1 BareNumber \"3e400\"",
            "F!L1 Number \"0,1\"",
        ]
    );
    assert_eq!(reading.findings, [""; 0]);
}

#[test]
fn merged_cells_show_their_first_and_say_what_they_cover() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row><row r=\"2\"><c r=\"B2\"><v>3</v></c><c r=\"C2\"><v>4</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C2:XFD1048576\"/><mergeCell ref=\"F9:G9\"/></mergeCells>";
    let reading = read(&xlsx(sheet, "", ""), Xlsx);
    assert_eq!(reading.cells, ["F!A1 Number 2×2 \"1\"", "F!C2 Number \"4\""]);
    assert_eq!(
        reading.findings,
        [
            "celle-nascoste F!B1: I testi di 2 celle, da questa in poi, sono coperti da celle unite: non si vedono e non sono stati letti."
        ]
    );
}

#[test]
fn a_spreadsheet_keeps_what_its_cells_show() {
    let table = "<table:table-header-rows><table:table-row><table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\"><text:p>a<text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d</text:p><text:p>e &amp; <text:span>f</text:span></text:p><office:annotation><text:p>nota</text:p></office:annotation></table:table-cell><table:covered-table-cell/></table:table-row></table:table-header-rows><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row><table:table-row table:number-rows-repeated=\"2\" table:visibility=\"filter\"><table:table-cell/><table:table-cell office:value-type=\"percentage\" office:value=\"0.3\"/><table:table-cell office:value-type=\"float\" office:value=\"0.3\"/><table:table-cell table:formula=\"of:=1\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell><table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell></table:table-row>";
    let reading = read(&ods(table), Ods);
    let row = |n: u32| {
        [
            format!("F!B{n} Number \"30%\""),
            format!("F!C{n} BareNumber \"0,3\""),
            format!("F!D{n} Error \"formula senza risultato\""),
            format!("F!E{n} Text \"VERO\""),
            format!("F!F{n} Error \"#RIF!\""),
        ]
    };
    let first = ["F!A1 Text 1×2 \"a  b\\tc\\nd\\ne & f\"".to_owned()];
    assert_eq!(reading.cells, [&first[..], &row(1_000_002), &row(1_000_003)].concat());
    let last_two = reading.findings.iter().rev().take(2).rev().collect::<Vec<_>>();
    assert_eq!(
        last_two,
        [
            "celle-nascoste F!B1000002: Il foglio ha righe nascoste con un contenuto (1000002, 1000003): sono state lette come le altre.",
            "commento-tralasciato F!A1: La cella ha un commento, che non entra nel piano: «nota»."
        ]
    );
}

#[test]
fn a_file_is_read_for_what_it_is() {
    let book = xlsx("<sheetData><row><c><v>1</v></c></row></sheetData>", "", "");
    let reading = read(&book, Xls);
    assert_eq!(reading.cells, ["F!A1 Number \"1\""]);
    assert_eq!(
        reading.findings,
        [
            "estensione-diversa file: Il file ha un nome da .xls, ma è un .xlsx: è stato letto come tale."
        ]
    );
    for (bytes, what) in [
        (&b"<!DOCTYPE html><html><table>"[..], "una pagina web (HTML)"),
        (b"Area;Peso\nA;3\n", "un file di testo (CSV o simili)"),
        (b"\xEF\xBB\xBFCitt\xC3\xA0;3\n", "un file di testo (CSV o simili)"),
        (b"%PDF-1.7", "un PDF"),
        (b"{\\rtf1", "un documento RTF"),
        (b"\0\x01\x02", "in un formato che il programma non conosce"),
        (&package(&[("a.txt", b"a")]), "un archivio .zip"),
        (&package(&[("word/document.xml", b"<a/>")]), "un documento di Word (.docx)"),
        (&package(&[("xl/workbook.bin", b"a")]), "una cartella di lavoro binaria (.xlsb)"),
    ] {
        let reading = read(bytes, Xls);
        assert_eq!(
            reading.findings,
            [format!(
                "formato-non-adatto file: Il file non è un foglio di calcolo che il programma legge: è {what}."
            )]
        );
    }
}

/// A compound file with a stream of that name.
pub(super) fn container(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    file.create_stream(stream).expect("a stream").write_all(bytes).expect("written");
    file.into_inner().into_inner()
}

/// A record of an old workbook.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a small record");
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

#[test]
fn records_of_old_workbooks() {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let end = record(0x000A, &[]);
    let percent = record(0x00E0, &[0, 0, 9, 0]);
    let globals = |start: u8| {
        let sheet = record(0x0085, &[start, 0, 0, 0, 0, 0, 1, 0, b'F']);
        [begin.clone(), percent.clone(), sheet, end.clone()].concat()
    };
    let start = u8::try_from(globals(0).len()).expect("a small start");
    let at = |column: u8| [0, 0, column, 0, 0, 0];
    let tenth = 0.1_f64.to_le_bytes();
    let cells = [
        record(0x0203, &[&at(0)[..], &tenth].concat()),
        // Two numbers side by side: 0,25 and 0,5, the last column behind them.
        record(0x00BD, &[0, 0, 1, 0, 0, 0, 0x67, 0, 0, 0, 0, 0, 0xCB, 0, 0, 0, 2, 0]),
        record(0x0205, &[&at(3)[..], &[1, 0]].concat()),
        record(0x0205, &[&at(4)[..], &[0x17, 1]].concat()),
        record(0x0006, &[&at(5)[..], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]].concat()),
        record(0x0207, &[2, 0, 0, b's', 0xEC]),
        // A chart that stands in the sheet.
        [begin.clone(), record(0x0203, &[&at(6)[..], &tenth].concat()), end.clone()].concat(),
        record(0x0204, &[&at(7)[..], &[1, 0, 1, 0xAC, 0x20]].concat()),
    ];
    let stream = [globals(start), begin.clone(), cells.concat(), end.clone()].concat();
    let reading = read(&container("/Workbook", &stream), Xls);
    assert_eq!(
        reading.cells,
        [
            "F!A1 Number \"10%\"",
            "F!B1 Number \"25%\"",
            "F!C1 Number \"50%\"",
            "F!D1 Text \"VERO\"",
            "F!E1 Error \"#RIF!\"",
            "F!F1 Text \"sì\"",
            "F!H1 Text \"€\"",
        ]
    );
    let locked = [begin, record(0x002F, &[0; 6]), end].concat();
    assert_eq!(
        read(&container("/Workbook", &locked), Xls).findings,
        ["file-protetto file: Il file è protetto da una password."]
    );
}

#[test]
fn containers_of_old_are_told_apart() {
    for (stream, said) in [
        ("/EncryptedPackage", "file-protetto file: Il file è protetto da una password."),
        ("/Workbook", "file-danneggiato file: Il file è danneggiato o incompleto."),
        (
            "/Book",
            "formato-non-adatto file: Il file non è un foglio di calcolo che il programma legge: è una cartella di lavoro di Excel 95 o precedente.",
        ),
        (
            "/WordDocument",
            "formato-non-adatto file: Il file non è un foglio di calcolo che il programma legge: è un documento di Word (.doc).",
        ),
    ] {
        assert_eq!(read(&container(stream, b""), Xls).findings, [said]);
    }
}

#[test]
fn macros_are_ignored_and_said() {
    let links = rels(&[("worksheet", "s.xml"), ("vbaProject", "vbaProject.bin")]);
    let book = "<x:workbook xmlns:x=\"y\"><x:sheets><x:sheet name=\"È &amp; 'A'\" r:id=\"r0\"/></x:sheets></x:workbook>";
    let sheet = "<x:worksheet><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>";
    let file = package(&[
        ("XL/Workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", links.as_bytes()),
        ("xl/s.xml", sheet.as_bytes()),
    ]);
    let reading = read(&file, Xlsx);
    assert_eq!(reading.cells, ["È & 'A'!A1 Number \"1\""]);
    assert_eq!(
        reading.findings,
        ["macro-ignorate file: Il file contiene delle macro: non sono state eseguite."]
    );
}
