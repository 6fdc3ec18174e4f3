//! Documents that say the same and show or sound otherwise.

use crate::job::label_cells;
use crate::manifest::AnnexFormat;
use crate::verify::Verdict;
use crate::verify::office::compare;
use crate::verify::office::tests::{
    BODY, DOCUMENT, part, repacked, replaced, rewritten, told, with_parts,
};

/// Text of the first weight of the plan, in table 1, row 3, column 6.
const WEIGHT: &str = "<w:r><w:t xml:space=\"preserve\">30</w:t></w:r>";
const PLACE: &str = "(tabella 1, riga 3, colonna 6)";
const STYLES: &str = "word/styles.xml";
const SETTINGS: &str = "word/settings.xml";
const LINKS: &str = "word/_rels/document.xml.rels";

#[track_caller]
fn document(returned: &[u8], verdict: Verdict, said: &str) {
    assert_eq!(told(AnnexFormat::Docx, DOCUMENT, returned), (verdict, said.to_owned()));
}

/// Returns the document whose first weight has properties of a run.
fn looking(properties: &str) -> Vec<u8> {
    let run = format!("<w:r><w:rPr>{properties}</w:rPr><w:t>30</w:t></w:r>");
    replaced(DOCUMENT, BODY, WEIGHT, &run)
}

#[test]
fn text_that_is_not_read_as_it_is_written_is_named() {
    let unseen = "è quasi del colore dello sfondo, e si vede poco o nulla";
    let cases = [
        ("<w:color w:val=\"FFFFFF\"/>", unseen),
        ("<w:color w:val=\"F0F0F0\"/>", unseen),
        ("<w:color w:val=\"000000\" w:themeColor=\"background1\"/>", unseen),
        ("<w:color w:val=\"123456\"/><w:shd w:val=\"clear\" w:fill=\"123456\"/>", unseen),
        ("<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>", unseen),
        ("<w:strike/>", "è barrato"),
        ("<w:dstrike/>", "è barrato"),
        ("<w:specVanish/>", "è nascosto"),
        ("<w:sz w:val=\"2\"/>", "è alto 1 punto (era 9 punti)"),
        ("<w:w w:val=\"1\"/>", "ha le lettere larghe il 1 %"),
        ("<w:vertAlign w:val=\"superscript\"/>", "è un apice"),
        ("<w:caps/>", "si vede in maiuscolo"),
        ("<w:rtl/>", "si legge in un'altra direzione"),
        ("<w:foo/>", "ha un altro aspetto, per una proprietà che qui non si conosce («foo»)"),
        (
            "<w14:numForm w14:val=\"oldStyle\"/>",
            "ha un altro aspetto, per una proprietà che qui non si conosce («numForm»)",
        ),
    ];
    for (properties, said) in cases {
        let said = format!("il testo «30» {said} {PLACE}");
        document(&looking(properties), Verdict::Changed, &said);
    }
    document(&looking("<w:b/>"), Verdict::Look, &format!("il testo «30» è in neretto {PLACE}"));
    document(
        &looking("<w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/>"),
        Verdict::Changed,
        &format!(
            "il testo «30» è in un carattere di simboli, «Wingdings», e mostra altri segni {PLACE}\nil testo «30» è in un altro carattere, «Wingdings» (era «Calibri») {PLACE}"
        ),
    );
}

#[test]
fn a_style_hides_as_direct_properties_do() {
    let style = |kind: &str, id: &str, rest: &str| {
        format!("<w:style w:type=\"{kind}\" w:styleId=\"{id}\">{rest}</w:style>")
    };
    let hidden = "<w:rPr><w:vanish/></w:rPr>";
    let added =
        style("character", "A", "<w:basedOn w:val=\"B\"/>") + &style("character", "B", hidden);
    let run = looking("<w:rStyle w:val=\"A\"/>");
    let by_style = replaced(&run, STYLES, "</w:styles>", &(added + "</w:styles>"));
    document(&by_style, Verdict::Changed, &format!("il testo «30» è nascosto {PLACE}"));
    let head = "<w:tblStylePr w:type=\"firstRow\">";
    let of_table = replaced(DOCUMENT, STYLES, head, &format!("{head}{hidden}"));
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &of_table);
    assert_eq!(verdict, Verdict::Changed);
    assert!(
        said.starts_with("più testi: ognuno è nascosto (tabella 1, riga 1, colonna 1: «SERVIZIO"),
        "{said}"
    );
    // Styles of other names and to the same effect are no difference.
    let renamed = repacked(DOCUMENT, |_, part| match String::from_utf8(part) {
        Ok(text) => text.replace("\"TableText\"", "\"Tabellatesto\"").into_bytes(),
        Err(error) => error.into_bytes(),
    });
    document(&renamed, Verdict::Look, &rewritten("stili e impaginazione"));
}

#[test]
fn rows_cells_and_paragraphs_that_hide_their_text_are_named() {
    let row = "<w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"2135\"";
    let with =
        |property: &str| replaced(DOCUMENT, BODY, row, &row.replace("<w:cantSplit/>", property));
    document(&with("<w:hidden/>"), Verdict::Changed, "la riga è nascosta (tabella 1, riga 3)");
    let low = with("<w:trHeight w:val=\"1\" w:hRule=\"exact\"/>");
    let words =
        "la riga è alta 0,0 cm in ogni caso, e può nascondere del testo (tabella 1, riga 3)";
    document(&low, Verdict::Changed, words);

    let start = "<w:pPr><w:pStyle w:val=\"TableText\"/><w:jc w:val=\"center\"/></w:pPr>";
    let weight = format!("{start}{WEIGHT}");
    let paragraph = |property: &str| {
        let other = weight
            .replace("<w:jc w:val=\"center\"/>", &format!("<w:jc w:val=\"center\"/>{property}"));
        replaced(DOCUMENT, BODY, &weight, &other)
    };
    document(
        &paragraph("<w:spacing w:line=\"1\" w:lineRule=\"exact\"/>"),
        Verdict::Changed,
        &format!("le righe sono alte 0,0 cm in ogni caso {PLACE}"),
    );
    document(
        &paragraph("<w:ind w:left=\"31680\"/>"),
        Verdict::Changed,
        &format!(
            "il rientro a sinistra era 0,0 cm, ora è 55,9 cm, più della larghezza della cella {PLACE}"
        ),
    );
    let cell = format!("<w:tcW w:w=\"1525\" w:type=\"dxa\"/></w:tcPr><w:p>{weight}");
    let merged =
        replaced(DOCUMENT, BODY, &cell, &cell.replace("</w:tcPr>", "<w:vMerge/></w:tcPr>"));
    document(
        &merged,
        Verdict::Changed,
        &format!("l'unione della cella con altre era (niente), ora è «seguito» {PLACE}"),
    );
}

#[test]
fn what_stands_beside_words_is_named() {
    let shape = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>1</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
    let header = replaced(DOCUMENT, "word/header1.xml", "</w:p>", &format!("{shape}</w:p>"));
    let words = "contiene una casella di testo («1») (testata, capoverso 1)";
    document(&header, Verdict::Changed, words);
    let cases = [
        (
            format!("<w:fldSimple w:instr=\"IF 1 = 1 90 30\">{WEIGHT}</w:fldSimple>"),
            "contiene un campo, che un programma calcola e riscrive («IF 1 = 1 90 30»)",
        ),
        (
            format!(
                "<w:sdt><w:sdtPr><w:dataBinding/></w:sdtPr><w:sdtContent>{WEIGHT}</w:sdtContent></w:sdt>"
            ),
            "contiene un controllo che può mostrare altro, legato a dati del file",
        ),
        (
            format!("<w:bdo w:val=\"rtl\">{WEIGHT}</w:bdo>"),
            "contiene un testo scritto in una direzione forzata («30»)",
        ),
        (
            format!("<w:foo>{WEIGHT}</w:foo>"),
            "contiene un elemento che gli allegati non hanno, «foo» («30»)",
        ),
    ];
    for (content, said) in cases {
        let returned = replaced(DOCUMENT, BODY, WEIGHT, &content);
        document(&returned, Verdict::Changed, &format!("{said} {PLACE}"));
    }
    let choice = format!(
        "<mc:AlternateContent><mc:Choice Requires=\"zz\">{WEIGHT}</mc:Choice><mc:Fallback><w:r><w:t>90</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    );
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, WEIGHT, &choice));
    assert_eq!(verdict, Verdict::Changed, "{said}");
    let alternatives =
        format!("contiene contenuti diversi a seconda del programma: «30», «90» {PLACE}");
    assert!(said.contains(&alternatives) && said.contains("era «30», ora è «90»"), "{said}");
    let inserted = format!("<w:ins w:author=\"Anna\">{WEIGHT}</w:ins>");
    document(
        &replaced(DOCUMENT, BODY, WEIGHT, &inserted),
        Verdict::Look,
        &format!("contiene un'aggiunta non ancora accettata, di «Anna» («30») {PLACE}"),
    );
}

#[test]
fn tables_are_heard_by_their_titles() {
    let caption = "<w:tblCaption w:val=\"Obiettivi: AREA AFFARI GENERALI\"/>";
    document(
        &replaced(DOCUMENT, BODY, caption, "<w:tblCaption w:val=\"Altro\"/>"),
        Verdict::Look,
        "il titolo della tabella per chi non vede era «Obiettivi: AREA AFFARI GENERALI», ora è «Altro» (tabella 1)",
    );
    // LibreOffice leaves out the titles and descriptions of all tables.
    let silent = repacked(DOCUMENT, |name, part| match name {
        BODY => {
            let text = String::from_utf8(part).expect("UTF-8");
            text.replace("<w:tblCaption w:val", "<w:tblOverlap w:x")
                .replace("<w:tblDescription w:val", "<w:tblStyleRowBandSize w:x")
                .into_bytes()
        }
        _ => part,
    });
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &silent);
    assert_eq!(verdict, Verdict::Look);
    assert!(
        said.ends_with("; ha tolto titolo e descrizione delle tabelle, che sente chi non vede"),
        "{said}"
    );
}

#[test]
fn pages_and_parts_that_lead_elsewhere_are_named() {
    let cases = [
        (
            BODY,
            "w:w=\"16838\"",
            "w:w=\"5000\"",
            "sezione 1, larghezza della pagina: prima 29,7 cm, ora 8,8 cm",
        ),
        (
            SETTINGS,
            "<w:zoom",
            "<w:updateFields/><w:zoom",
            "impostazioni, campi ricalcolati all'apertura: prima niente, ora «sì»",
        ),
        (
            LINKS,
            "header1.xml",
            "header2.xml",
            "il testo era «PIANO OBIETTIVI 2020-2022», ora è (vuoto) (testata, capoverso 1)",
        ),
        (
            BODY,
            "<w:titlePg/>",
            "",
            "il testo era (vuoto), ora è «PIANO OBIETTIVI 2020-2022» (testata della prima pagina, capoverso 1)",
        ),
        (
            "word/fontTable.xml",
            "Carlito",
            "Wingdings",
            "più testi: ognuno è in un carattere di simboli, «Calibri, o Wingdings»",
        ),
        (
            "docProps/core.xml",
            "PIANO OBIETTIVI",
            "ALTRO PIANO",
            "proprietà, titolo: prima «PIANO OBIETTIVI 2020-2022», ora «ALTRO PIANO 2020-2022»",
        ),
        (
            "docProps/core.xml",
            "</cp:coreProperties>",
            "<cp:category>NON APPROVATO</cp:category></cp:coreProperties>",
            "proprietà, categoria: prima niente, ora «NON APPROVATO»",
        ),
        (BODY, "<w:tbl>", "<w:p/><w:tbl>", "c'è un capoverso vuoto in più (capoverso 3)"),
    ];
    for (part, from, to, said) in cases {
        let (verdict, told) =
            told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, part, from, to));
        assert!(verdict >= Verdict::Look && told.starts_with(said), "{told}");
    }
}

#[test]
fn the_main_part_is_the_one_that_the_package_names() {
    let other = "customXml/document.xml";
    let moved = replaced(
        DOCUMENT,
        "_rels/.rels",
        "Target=\"word/document.xml\"",
        &format!("Target=\"{other}\""),
    );
    // The old part stays, and another one of the same text is opened.
    let with_both = {
        let body = String::from_utf8(part(DOCUMENT, BODY)).expect("UTF-8");
        let links = String::from_utf8(part(DOCUMENT, LINKS)).expect("UTF-8");
        let links = links.replace("Target=\"", "Target=\"../word/");
        with_parts(
            &moved,
            &[
                (other, body.replace(">30<", ">90<").as_bytes()),
                ("customXml/_rels/document.xml.rels", links.as_bytes()),
            ],
        )
    };
    let outcome = compare(AnnexFormat::Docx, DOCUMENT, &with_both, label_cells);
    let said: Vec<_> = outcome.reasons.iter().map(|reason| reason.text.as_str()).collect();
    assert_eq!(outcome.verdict(), Verdict::Changed);
    assert!(
        said[0].contains("il campo «peso» era «30», ora è «90» (tabella 1, riga 3, colonna 6)"),
        "{said:?}"
    );
    let both = "file, parte che si apre: prima niente, ora «customXml/document.xml»";
    assert!(said.contains(&both), "{said:?}");
}

#[test]
fn what_programs_add_by_themselves_is_no_difference() {
    let saved = repacked(DOCUMENT, |name, part| {
        let Ok(text) = String::from_utf8(part.clone()) else { return part };
        match name {
            BODY => as_word_writes(&text),
            STYLES => text.replacen("<w:style ", "<w:latentStyles w:count=\"376\"/><w:style ", 1).replace(
                "<w:qFormat/>",
                "<w:uiPriority w:val=\"1\"/><w:qFormat/><w:rsid w:val=\"00A1\"/>",
            ),
            SETTINGS => text.replace(
                "<w:zoom",
                "<w:proofState w:spelling=\"clean\"/><w:rsids><w:rsidRoot w:val=\"00A1\"/></w:rsids><w:zoom",
            ),
            _ => text,
        }
        .into_bytes()
    });
    document(
        &saved,
        Verdict::Look,
        &rewritten("stili, impaginazione e impostazioni e caratteri del documento"),
    );
}

/// Returns a main part as Word writes it: sessions, identifiers, spelling, marks, runs in pieces.
fn as_word_writes(body: &str) -> String {
    let run = "<w:r w:rsidRPr=\"00B2\"><w:rPr><w:noProof/><w:lang w:val=\"it-IT\" w:eastAsia=\"en-US\"/></w:rPr>";
    let body = body.replace(
        WEIGHT,
        "<w:proofErr w:type=\"spellStart\"/><w:r><w:t>3</w:t></w:r><w:r w:rsidR=\"00A1\"><w:lastRenderedPageBreak/><w:t>0</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>",
    );
    body.replace("<w:p>", "<w:p w14:paraId=\"12345678\" w14:textId=\"77777777\" w:rsidR=\"00A1\" w:rsidRDefault=\"00A1\">")
        .replace("<w:tr>", "<w:tr w:rsidR=\"00A1\" w14:paraId=\"12345679\" w14:textId=\"77777777\">")
        .replace("<w:r><w:t", &format!("{run}<w:t"))
        .replacen("</w:pPr>", "</w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>", 1)
        .replace("<w:tcPr><w:tcW", "<w:tcPr><w:cnfStyle w:val=\"001000000000\"/><w:tcW")
        .replace("<w:titlePg/>", "<w:titlePg/><w:docGrid w:linePitch=\"360\"/>")
}

#[test]
fn parts_in_another_encoding_or_with_declarations_are_refused() {
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-8\"";
    let latin = declared.replace("UTF-8", "windows-1252");
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, declared, &latin));
    assert_eq!(
        (verdict, said.as_str()),
        (
            Verdict::Unknown,
            "il file non si legge: ha una parte scritta in una codifica di caratteri che qui non si legge"
        )
    );
    let with_dtd = replaced(DOCUMENT, BODY, "<w:document", "<!DOCTYPE w:document []><w:document");
    assert_eq!(told(AnnexFormat::Docx, DOCUMENT, &with_dtd).0, Verdict::Unknown);
}

#[test]
fn what_programs_show_in_different_ways_is_named() {
    let at = |text: &str| replaced(DOCUMENT, BODY, WEIGHT, text);
    let code = at("<w:r><w:instrText>3</w:instrText><w:t>30</w:t></w:r>");
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &code);
    assert_eq!(verdict, Verdict::Changed, "{said}");
    let place = format!("contiene un codice di campo fuori posto («3») {PLACE}");
    assert!(said.contains(&place) && said.contains("era «30», ora è «330»"), "{said}");
    let unseen = "è quasi del colore dello sfondo, e si vede poco o nulla";
    for color in ["#FFFFFF", "00FFFFFF", "+00000", "white"] {
        let returned = looking(&format!("<w:color w:val=\"{color}\"/>"));
        document(&returned, Verdict::Changed, &format!("il testo «30» {unseen} {PLACE}"));
    }
    let odd = looking("<w:vanish w:val=\"f\"/>");
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &odd);
    assert_eq!(verdict, Verdict::Changed, "{said}");
    assert!(said.contains("il testo «30» ha un altro aspetto, perché una proprietà è scritta in un modo che i programmi leggono diversamente («vanish»)"), "{said}");
}

#[test]
fn styles_of_the_same_name_are_named() {
    let style = |id: &str, name: &str, inside: &str| {
        let style = format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{inside}</w:style></w:styles>"
        );
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, STYLES, "</w:styles>", &style))
    };
    let doubled = ["<w:rPr/><w:rPr><w:vanish/></w:rPr>"];
    for (id, name, inside) in
        [("Altro", "Normal", ""), ("Altro", "x,NORMAL", ""), ("Altro", "x", doubled[0])]
    {
        let (verdict, said) = style(id, name, inside);
        assert_eq!(verdict, Verdict::Changed, "{said}");
        assert!(said.contains("stile definito due volte"), "{name}: {said}");
    }
    assert_ne!(style("Altro", "x", "").0, Verdict::Changed);
}

#[test]
fn colours_are_judged_as_every_program_shows_them() {
    let unseen =
        format!("il testo «30» è quasi del colore dello sfondo, e si vede poco o nulla {PLACE}");
    for properties in [
        "<w:color w:val=\"FFFFFF\" w:themeColor=\"text1\"/>",
        "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
        "<w:color w:val=\"000000\"/><w:shd w:val=\"clear\" w:fill=\"000000\" w:themeFill=\"background1\"/>",
        "<w:color w:val=\"000000\"/><w:shd w:fill=\"000000\"/>",
        "<w:color w:val=\"000000\"/><w:shd w:val=\"nil\" w:fill=\"000000\"/>",
    ] {
        document(&looking(properties), Verdict::Changed, &unseen);
    }
    // Programs write a theme's colour with its value beside it.
    for properties in [
        "<w:color w:val=\"000000\" w:themeColor=\"text1\"/>",
        "<w:shd w:val=\"nil\"/>",
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"auto\"/>",
    ] {
        document(&looking(properties), Verdict::Look, &rewritten("impaginazione"));
    }
    let start = "<w:pPr><w:pStyle w:val=\"TableText\"/><w:jc w:val=\"center\"/></w:pPr>";
    let shaded = start.replace(
        "<w:jc",
        "<w:shd w:val=\"clear\" w:fill=\"EEEEEE\" w:themeFill=\"background1\"/><w:jc",
    );
    let returned =
        replaced(DOCUMENT, BODY, &format!("{start}{WEIGHT}"), &format!("{shaded}{WEIGHT}"));
    document(
        &replaced(
            DOCUMENT,
            BODY,
            &format!("{start}{WEIGHT}"),
            &format!("{}{WEIGHT}", shaded.replace("EEEEEE", "CCCCCC")),
        ),
        Verdict::Look,
        &format!(
            "lo sfondo è di un altro colore, FFFFFF in Word e CCCCCC in LibreOffice (era FFFFFF) {PLACE}"
        ),
    );
    assert_eq!(told(AnnexFormat::Docx, DOCUMENT, &returned).0, Verdict::Look);
}

#[test]
fn a_text_behind_the_last_table_is_no_table() {
    let section = "<w:sectPr";
    let added = "<w:p><w:r><w:t>Letto e approvato</w:t></w:r></w:p><w:sectPr";
    let last = String::from_utf8(part(DOCUMENT, BODY)).expect("UTF-8");
    assert_eq!(last.matches(section).count(), 1);
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, section, added));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.starts_with("testo aggiunto: «Letto e approvato» (capoverso "), "{said}");
    assert!(!said.contains("tabella"), "{said}");
}

#[test]
fn what_takes_room_without_words_is_named() {
    let blanks = format!("{}<w:sectPr", "<w:p/>".repeat(2_000));
    let (verdict, said) =
        told(AnnexFormat::Docx, DOCUMENT, &replaced(DOCUMENT, BODY, "<w:sectPr", &blanks));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("contiene centinaia di capoversi vuoti"), "{said}");
    let breaks = format!("{}</w:t>{}</w:r>", &WEIGHT[..WEIGHT.len() - 12], "<w:br/>".repeat(300));
    document(
        &replaced(DOCUMENT, BODY, WEIGHT, &breaks),
        Verdict::Look,
        &format!("dietro al testo ci sono altri spazi o a capo {PLACE}"),
    );
    let wide = format!("{}{}</w:t></w:r>", &WEIGHT[..WEIGHT.len() - 12], "\u{A0}".repeat(14));
    document(
        &replaced(DOCUMENT, BODY, WEIGHT, &wide),
        Verdict::Look,
        &format!("dietro al testo ci sono altri spazi o a capo {PLACE}"),
    );
    let start = "<w:pPr><w:pStyle w:val=\"TableText\"/><w:jc w:val=\"center\"/></w:pPr>";
    let bar = start.replace("<w:jc", "<w:tabs><w:tab w:val=\"bar\" w:pos=\"560\"/></w:tabs><w:jc");
    document(
        &replaced(DOCUMENT, BODY, &format!("{start}{WEIGHT}"), &format!("{bar}{WEIGHT}")),
        Verdict::Changed,
        &format!("l'aspetto è un altro, per le tabulazioni {PLACE}"),
    );
    let row = "<w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"2135\"";
    let shorter = row.replace("<w:cantSplit/>", "<w:cantSplit/><w:gridAfter w:val=\"1\"/>");
    document(
        &replaced(DOCUMENT, BODY, row, &shorter),
        Verdict::Changed,
        "l'aspetto è un altro, perché la riga finisce prima delle altre (tabella 1, riga 3)",
    );
}

#[test]
fn a_break_before_a_text_begins_a_page_as_the_property_does() {
    let heading = "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>";
    let property = heading.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>");
    let mark = "<w:r><w:br w:type=\"page\"/></w:r>";
    let first = |to: &str| {
        repacked(DOCUMENT, |name, content| match name {
            BODY => {
                let text = String::from_utf8(content).expect("a text");
                text.replacen(heading, to, 1).into_bytes()
            }
            _ => content,
        })
    };
    let of_property = first(&property);
    let compared = |returned: &[u8]| told(AnnexFormat::Docx, &of_property, returned);
    let same = (Verdict::Look, rewritten("impaginazione"));
    assert_eq!(compared(&first(&format!("{heading}{mark}"))), same);
    // LibreOffice moves the break to the end of the paragraph above.
    let above = |mark: &str| {
        let end = "</w:t></w:r></w:p>";
        repacked(DOCUMENT, |name, content| match name {
            BODY => {
                let text = String::from_utf8(content).expect("a text");
                let at = text.find(heading).expect("a heading");
                let behind = text[..at].rfind(end).expect("a paragraph above") + end.len();
                assert_eq!(behind, at, "the paragraph stands right above");
                let (start, rest) = text.split_at(at - "</w:p>".len());
                format!("{start}{mark}{rest}").into_bytes()
            }
            _ => content,
        })
    };
    assert_eq!(compared(&above(mark)), same);
    let between = above(&format!("{mark}<w:r><w:t>NO</w:t></w:r>"));
    assert!(compared(&between).1.contains("un salto di pagina"), "{between:?}");
    // Two breaks are a blank page.
    for twice in [format!("{property}{mark}"), format!("{heading}{mark}{mark}")] {
        let (verdict, said) = compared(&first(&twice));
        assert_eq!(verdict, Verdict::Changed, "{said}");
        assert!(said.contains("un salto di pagina"), "{said}");
    }
}

#[test]
fn rows_in_another_order_are_not_other_texts() {
    let body = String::from_utf8(part(DOCUMENT, BODY)).expect("UTF-8");
    let rows: Vec<_> = body.split_inclusive("</w:tr>").take(6).collect();
    let (third, fourth) = (rows[3], rows[4]);
    assert!(third.starts_with("<w:tr") && fourth.starts_with("<w:tr") && third != fourth);
    let exchanged =
        replaced(DOCUMENT, BODY, &format!("{third}{fourth}"), &format!("{fourth}{third}"));
    let (verdict, said) = told(AnnexFormat::Docx, DOCUMENT, &exchanged);
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.starts_with("tabella 1: le righe sono in un altro ordine"), "{said}");
    assert!(!said.contains("il testo era"), "{said}");
}
