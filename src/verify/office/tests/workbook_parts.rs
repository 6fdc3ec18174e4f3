//! Workbooks of which parts other than cells differ: names, prints, charts, relationships, and the archive.

use super::workbooks::{PLAN, edited};
use super::*;

const BOOK: &str = "xl/workbook.xml";
const CHART: &str = "xl/charts/chart1.xml";
const TYPES: &str = "[Content_Types].xml";
const SAME: &str =
    "dice le stesse cose, cella per cella, ma un altro programma lo ha salvato di nuovo";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The workbook with one more part, and replacements in others.
fn with_part(name: &str, content: &str, changes: &[(&str, &str, &str)]) -> Vec<u8> {
    let mut new = ZipWriter::new_append(Cursor::new(edited(changes))).expect("a package");
    new.start_file(name, SimpleFileOptions::default()).expect("begun");
    new.write_all(content.as_bytes()).expect("written");
    new.finish().expect("ended").into_inner()
}

#[test]
fn names_and_settings_are_compared() {
    for (part, from, to, verdict, said) in [
        (
            BOOK,
            "Dati!$M:$M",
            "Dati!$A:$A",
            Verdict::Changed,
            "il nome «Dati_peso»: era «Dati!M:M», ora è «Dati!A:A»",
        ),
        (
            BOOK,
            "Piano!$A$1:$F$49",
            "Piano!$A$1:$F$10",
            Verdict::Look,
            "l'area di stampa del foglio «Piano»: era «Piano!A1:F49», ora è «Piano!A1:F10»",
        ),
        (
            BOOK,
            "<calcPr ",
            "<calcPr calcMode=\"manual\" ",
            Verdict::Look,
            "le formule non si ricalcolano da sole",
        ),
        (
            "docProps/core.xml",
            "PIANO OBIETTIVI 2020-2022",
            "PIANO",
            Verdict::Look,
            "il titolo del file: era «PIANO OBIETTIVI 2020-2022», ora è «PIANO»",
        ),
        (
            "docProps/core.xml",
            "</cp:coreProperties>",
            "<dc:description>NON APPROVATO</dc:description></cp:coreProperties>",
            Verdict::Look,
            "il commento del file («NON APPROVATO»)",
        ),
        (
            WEIGHTS,
            "<col min=\"1\"",
            "<col style=\"18\" min=\"1\"",
            Verdict::Look,
            "foglio «Pesi», celle A1:A1048576: le celle vuote hanno uno sfondo, #FFF2CC",
        ),
        (
            PLAN,
            "<sheetView ",
            "<sheetView zoomScale=\"10\" ",
            Verdict::Look,
            "foglio «Piano»: il foglio è tanto rimpicciolito che non si legge",
        ),
        (
            PLAN,
            "<sheetView ",
            "<sheetView showZeros=\"0\" ",
            Verdict::Look,
            "foglio «Piano»: gli zeri non si vedono",
        ),
        (
            PLAN,
            " fitToHeight=\"0\"",
            "",
            Verdict::Look,
            "foglio «Piano»: la grandezza della stampa: era «in una pagina di larghezza», ora è «in un numero fisso di pagine, 1 di larghezza e 1 di altezza»",
        ),
        (
            PLAN,
            "<headerFooter>",
            "<headerFooter differentFirst=\"1\">",
            Verdict::Look,
            "foglio «Piano»: il piè di pagina «altri sulla prima pagina»",
        ),
        (
            PLAN,
            "Pag. &amp;P",
            "Peso 90 &amp;P",
            Verdict::Look,
            "foglio «Piano»: il piè di pagina «Peso 90 &P di &N», al posto di «Pag. &P di &N»",
        ),
        (
            "xl/worksheets/sheet4.xml",
            "location=\"'Dati'!A11\"",
            "location=\"'Dati'!A12\"",
            Verdict::Look,
            "foglio «Verifiche», cella H4: un collegamento a «Dati!A12», al posto di «Dati!A11»",
        ),
        (
            "xl/tables/table1.xml",
            "name=\"peso\"",
            "name=\"pesi\"",
            Verdict::Changed,
            "foglio «Dati»: la colonna «pesi» della tabella, al posto di «la colonna «peso» della tabella»",
        ),
    ] {
        workbook(&edited(&[(part, from, to)]), verdict, said);
    }
}

#[test]
fn charts_and_shapes_are_compared_by_what_they_show() {
    let title = "Peso totale per area e periodo";
    let (verdict, said) = told_of(&edited(&[(CHART, title, "Peso totale per area")]));
    assert_eq!(verdict, Verdict::Changed);
    let what = "foglio «Pesi»: un testo del grafico, «Peso totale per area», al posto di «Peso totale per area e periodo»";
    assert_eq!(said, what);
    let cache = "<c:v>AREA AFFARI GENERALI</c:v>";
    let what = "foglio «Pesi»: il grafico conserva il valore «AREA SPORT», diverso dalle celle";
    workbook(&edited(&[(CHART, cache, "<c:v>AREA SPORT</c:v>")]), Verdict::Changed, what);
    let shape = "<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:row>2</xdr:row></xdr:from><xdr:to><xdr:col>1</xdr:col><xdr:row>3</xdr:row></xdr:to><xdr:sp><xdr:txBody><a:p><a:r><a:t>90</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>";
    let (verdict, said) = told_of(&edited(&[("xl/drawings/drawing1.xml", "</xdr:wsDr>", shape)]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("cella A3: una casella con il testo «90»"), "{said}");
    assert!(said.contains("cella A3: un oggetto copre il testo"), "{said}");
}

#[test]
fn relationships_and_types_that_lead_elsewhere_are_named() {
    let second = format!(
        "<Relationship Id=\"rId90\" Type=\"{OFFICE}/styles\" Target=\"theme/theme1.xml\"/></Relationships>"
    );
    let list = "xl/_rels/workbook.xml.rels";
    let (verdict, said) = told_of(&edited(&[(list, "</Relationships>", &second)]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("due rimandi dello stesso nome o tipo (styles)"), "{said}");
    let (verdict, said) = told_of(&edited(&[(TYPES, "sheet.main+xml", "template.main+xml")]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("«xl/workbook.xml» è dichiarata di un altro tipo"), "{said}");
    let extension = "<Relationship Id=\"rId91\" Type=\"http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes\" Target=\"customXml/panes.xml\"/></Relationships>";
    let root = [("_rels/.rels", "</Relationships>", extension)];
    workbook(
        &with_part("customXml/panes.xml", "<x/>", &root),
        Verdict::Changed,
        "contiene dei componenti aggiuntivi della rete",
    );
}

#[test]
fn parts_of_programs_that_save_or_sign_change_nothing() {
    let origin = "<Relationship Id=\"rId90\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin\" Target=\"_xmlsignatures/origin.sigs\"/></Relationships>";
    let signed =
        with_part("_xmlsignatures/origin.sigs", "", &[("_rels/.rels", "</Relationships>", origin)]);
    let own = "parti che ogni programma aggiunge per sé";
    workbook(&signed, Verdict::Look, &rewritten(&format!("rimandi fra le parti e {own}")));
    for (name, kind) in [
        ("xl/persons/person.xml", own),
        ("xl/charts/style1.xml", "grafico"),
        ("xl/charts/colors1.xml", "grafico"),
        ("xl/richData/rdrichvalue.xml", own),
        ("xl/featurePropertyBag/featurePropertyBag.xml", own),
        ("docProps/custom.xml", "anteprima e proprietà aggiunte del file"),
        ("docProps/thumbnail.jpeg", "anteprima e proprietà aggiunte del file"),
        ("docProps/altro.xml", ""),
        ("customXml/item1.xml", own),
    ] {
        let said = if kind.is_empty() { SAME.to_owned() } else { rewritten(kind) };
        workbook(&with_part(name, "<x/>", &[]), Verdict::Look, &said);
    }
    workbook(&with_part("xl/cartella/", "", &[]), Verdict::Look, SAME);
    let scrolled = edited(&[
        (PLAN, "topLeftCell=\"A3\"", "topLeftCell=\"A30\""),
        (BOOK, "<workbookView ", "<workbookView activeTab=\"3\" "),
        (
            BOOK,
            "<bookViews>",
            "<xr:revisionPtr xmlns:xr=\"http://schemas.microsoft.com/office/spreadsheetml/2014/revision\" documentId=\"8\"/><bookViews>",
        ),
    ]);
    let kinds = "vista dei fogli e nomi e impostazioni della cartella";
    workbook(&scrolled, Verdict::Look, &rewritten(kinds));
}

#[test]
fn names_of_macros_are_no_names_of_cells() {
    let (verdict, said) = told_of(&edited(&[(
        BOOK,
        "<definedName name=\"Dati_peso\"",
        "<definedName name=\"Dati_peso\" vbProcedure=\"1\"",
    )]));
    assert_eq!(verdict, Verdict::Changed, "{said}");
    assert!(said.contains("come macro"), "{said}");
}

#[test]
fn archives_with_bytes_of_no_part_are_named() {
    let odd = "è un archivio con byte che non sono di nessuna parte, o con un indice che non dice il vero: un programma vi legge una cosa, un altro un'altra";
    let mut tail = WORKBOOK.to_vec();
    tail.extend([0; 10]);
    let mut hidden = ZipWriter::new(Cursor::new(Vec::new()));
    hidden.start_file("xl/workbook.xml", SimpleFileOptions::default()).expect("begun");
    let local = hidden.finish().expect("ended").into_inner();
    let local = &local[..local.len() - 22];
    let mut front = local.to_vec();
    front.extend(WORKBOOK);
    let with_field = |id: u16, data: &[u8]| {
        let mut new = ZipWriter::new_append(Cursor::new(WORKBOOK.to_vec())).expect("a package");
        let mut options = zip::write::FileOptions::<zip::write::ExtendedFileOptions>::default();
        options.add_extra_field(id, data, false).expect("a field");
        new.start_file("customXml/item1.xml", options).expect("begun");
        new.write_all(b"<x/>").expect("written");
        new.finish().expect("ended").into_inner()
    };
    for returned in [tail, front, with_field(0x9876, b"NON APPROVATO")] {
        let (verdict, said) = told_of(&returned);
        assert_eq!((verdict, said.contains(odd)), (Verdict::Changed, true), "{said}");
    }
}

#[test]
fn names_of_parts_are_written_in_one_way() {
    let list = "xl/_rels/workbook.xml.rels";
    let said = "un rimando scrive il nome di una parte con altre maiuscole, «xl/styles.xml» (styles): alcuni programmi non la trovano";
    let other = edited(&[(list, "Target=\"styles.xml\"", "Target=\"Styles.xml\"")]);
    workbook(&other, Verdict::Changed, said);
    let whole = edited(&[(list, "Target=\"styles.xml\"", "Target=\"/xl/styles.xml\"")]);
    workbook(&whole, Verdict::Look, &rewritten("rimandi fra le parti"));
}

#[test]
fn prints_are_compared() {
    let margins = "left=\"0.5511811023622047\"";
    for (from, to, said) in [
        (
            "fitToPage=\"1\"",
            "fitToPage=\"0\"",
            "la grandezza della stampa: era «in una pagina di larghezza», ora è «a grandezza naturale»",
        ),
        (
            "fitToHeight=\"0\"",
            "fitToHeight=\"0\" fitToWidth=\"3\"",
            "la grandezza della stampa: era «in una pagina di larghezza», ora è «in 3 pagine di larghezza»",
        ),
        (
            "paperSize=\"9\"",
            "paperSize=\"11\"",
            "la carta: era «A4 orizzontale», ora è «A5 orizzontale»",
        ),
        (margins, "left=\"0\"", "il margine di stampa a sinistra è di 0,0 cm"),
        (margins, "left=\"5\"", "il margine di stampa a sinistra è di 12,7 cm"),
        (
            "footer=\"0.3346456692913386\"",
            "footer=\"-3\"",
            "il margine di stampa sotto il piè di pagina è di -7,6 cm",
        ),
        (
            "<pageMargins",
            "<printOptions headings=\"1\"/><pageMargins",
            "si stampano anche i numeri delle righe e le lettere delle colonne",
        ),
        (
            "fitToHeight=\"0\"",
            "fitToHeight=\"0\" firstPageNumber=\"7\" useFirstPageNumber=\"1\"",
            "la prima pagina ha il numero 7",
        ),
        (
            "&amp;8&amp;",
            "&amp;400&amp;",
            "il piè di pagina «(enorme) Pag. &P di &N», al posto di «Pag. &P di &N»",
        ),
    ] {
        let said = format!("foglio «Piano»: {said}");
        workbook(&edited(&[(PLAN, from, to)]), Verdict::Look, &said);
    }
    let wide = edited(&[(PLAN, "width=\"14.42578125\"", "width=\"255\"")]);
    let said = "foglio «Piano», colonna F: la colonna è molto più larga, e il resto del foglio è lontano o, stampato, piccolo";
    workbook(&wide, Verdict::Look, said);
}
