//! Workbooks whose cells hold the same values and look otherwise, one change at a time.

use super::*;

pub(super) const PLAN: &str = "xl/worksheets/sheet1.xml";
const STYLES: &str = "xl/styles.xml";
/// The weight of the first objective.
const WEIGHT: &str = "<c r=\"F5\" s=\"7\"><v>30</v></c>";

/// The workbook with replacements in its parts.
pub(super) fn edited(changes: &[(&str, &str, &str)]) -> Vec<u8> {
    changes.iter().fold(WORKBOOK.to_vec(), |book, (part, from, to)| replaced(&book, part, from, to))
}

/// The workbook whose first weight has a style of its own, made of a font, a number format and
/// attributes of its alignment.
fn styled(font: &str, format: &str, alignment: &str) -> Vec<u8> {
    let fonts = format!("<font>{font}<name val=\"Calibri\"/></font></fonts>");
    let formats = format!("<numFmt numFmtId=\"200\" formatCode=\"{format}\"/></numFmts>");
    let style = format!(
        "<xf numFmtId=\"200\" fontId=\"8\" fillId=\"0\" borderId=\"1\" xfId=\"0\"><alignment {alignment}/></xf></cellXfs>"
    );
    edited(&[
        (STYLES, "</fonts>", &fonts),
        (STYLES, "</numFmts>", &formats),
        (STYLES, "</cellXfs>", &style),
        (PLAN, WEIGHT, "<c r=\"F5\" s=\"21\"><v>30</v></c>"),
    ])
}

/// A font as the weight has it.
const FONT: &str = "<sz val=\"9\"/><color rgb=\"FF000000\"/>";
const STRUCK: &str = "il testo è barrato";
const WRAP: &str = "horizontal=\"center\" vertical=\"top\" wrapText=\"1\"";

#[track_caller]
fn at_weight(returned: &[u8], verdict: Verdict, what: &str) {
    workbook(returned, verdict, &format!("foglio «Piano», cella F5: {what}"));
}

#[test]
fn formats_that_show_another_figure_are_named() {
    assert_eq!(
        told_of(&styled(FONT, "0", WRAP)),
        (Verdict::Look, rewritten("stili e righe, colonne e celle"))
    );
    let (verdict, said) = told_of(&styled(FONT, "[=30]&quot;90&quot;;0", WRAP));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("era «30», ora è «90» (foglio «Piano», cella F5)"), "{said}");
    let (verdict, said) = told_of(&styled(FONT, ";;;", WRAP));
    assert_eq!(verdict, Verdict::Changed);
    let hidden = "il formato della cella nasconde il suo contenuto, che non è stato letto: F5 «30»";
    assert!(said.contains("era «30», ora è (vuoto)") && said.contains(hidden), "{said}");
    for format in ["[White]0", "[DBNum1]0", "0*9", "[$-2000401]0"] {
        let what = format!("il formato del numero è un altro, «{format}»");
        at_weight(&styled(FONT, format, WRAP), Verdict::Look, &what);
    }
    let hidden = edited(&[(PLAN, WEIGHT, "<c r=\"F5\" s=\"7\"><v>30.4</v></c>")]);
    let what = "si vede ancora «30», ma il valore era 30, ora è 30,4";
    at_weight(&hidden, Verdict::Changed, what);
    let text = edited(&[(PLAN, WEIGHT, "<c r=\"F5\" s=\"7\" t=\"str\"><v>30</v></c>")]);
    let what = "si vede ancora «30», ma il valore era 30, ora è un testo";
    at_weight(&text, Verdict::Changed, what);
}

#[test]
fn texts_that_cannot_be_read_are_named() {
    const BLANK: &str = "il testo ha quasi il colore dello sfondo, e non si legge";
    // As in a document: what cannot be read is as good as gone.
    for color in [
        "rgb=\"FFFFFFFF\"",
        "rgb=\"FFFAFAFA\"",
        "theme=\"0\"",
        "theme=\"1\" tint=\"0.98\"",
        "indexed=\"9\"",
        "indexed=\"65\"",
    ] {
        let font = format!("<sz val=\"9\"/><color {color}/>");
        at_weight(&styled(&font, "0", WRAP), Verdict::Changed, BLANK);
    }
    let tiny = "il testo è minuscolo (corpo 1), e non si legge";
    at_weight(&styled("<sz val=\"1\"/>", "0", WRAP), Verdict::Changed, tiny);
    for (font, what) in [
        ("<vertAlign val=\"superscript\"/><sz val=\"9\"/>", "il testo è in apice o in pedice"),
        ("<sz val=\"9\"/><charset val=\"2\"/>", "il carattere è un altro, «Calibri (simboli)»"),
        ("<sz val=\"9\"/><color rgb=\"FFFF0000\"/>", "il testo ha un altro colore"),
    ] {
        at_weight(&styled(font, "0", WRAP), Verdict::Look, what);
    }
    for (alignment, what) in [
        (
            "horizontal=\"fill\" vertical=\"top\" wrapText=\"1\"",
            "il testo si ripete fino a riempire la cella",
        ),
        (
            "horizontal=\"center\" vertical=\"top\" textRotation=\"180\" wrapText=\"1\"",
            "il testo è ruotato in un altro modo",
        ),
        (
            "horizontal=\"center\" vertical=\"top\"",
            "il testo non va più a capo, e si può vedere solo in parte",
        ),
        (
            "horizontal=\"left\" vertical=\"top\" wrapText=\"1\"",
            "il testo è allineato in un altro modo",
        ),
    ] {
        at_weight(&styled(FONT, "0", alignment), Verdict::Look, what);
    }
    at_weight(&styled("<strike/><sz val=\"9\"/>", "0", WRAP), Verdict::Changed, STRUCK);
    let black = "<a:sysClr val=\"windowText\" lastClr=\"000000\"/>";
    let theme = edited(&[("xl/theme/theme1.xml", black, "<a:srgbClr val=\"FFFFFF\"/>")]);
    let (verdict, said) = told_of(&theme);
    assert!(verdict == Verdict::Changed && said.contains(BLANK), "{said}");
}

#[test]
fn runs_of_a_text_have_fonts_of_their_own() {
    let plain = "<si><t>SERVIZI INFORMATICI</t></si>";
    let rich = |font: &str| {
        let runs = format!(
            "<si><r><t xml:space=\"preserve\">SERVIZI </t></r><r><rPr>{font}</rPr><t>INFORMATICI</t></r></si>"
        );
        edited(&[("xl/sharedStrings.xml", plain, &runs)])
    };
    let (_, said) = told_of(&rich("<color rgb=\"FFFFFFFF\"/>"));
    let place = "foglio «Piano», celle A5:A6, A9: ";
    assert!(said.starts_with(&format!("{place}il testo ha quasi il colore")), "{said}");
    let (verdict, said) = told_of(&rich("<strike/>"));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.starts_with(&format!("{place}{STRUCK}")), "{said}");
}

#[test]
fn blanks_that_only_some_programs_keep_are_named() {
    let plain = "<si><t>SERVIZI INFORMATICI</t></si>";
    let divided = "<si><r><t>SERVIZI </t></r><r><t>INFORMATICI</t></r></si>";
    let (verdict, said) = told_of(&edited(&[("xl/sharedStrings.xml", plain, divided)]));
    assert_eq!(verdict, Verdict::Changed, "{said}");
    let kept = divided.replacen("<t>", "<t xml:space=\"preserve\">", 1);
    let (verdict, said) = told_of(&edited(&[("xl/sharedStrings.xml", plain, &kept)]));
    assert_eq!(verdict, Verdict::Look);
    assert!(said.starts_with("dice le stesse cose, cella per cella"), "{said}");
}

#[test]
fn rows_and_columns_without_size_are_hidden() {
    let row = "<row r=\"5\" spans=\"1:6\" ht=\"39\" customHeight=\"1\">";
    let with_height = |height| edited(&[(PLAN, row, &row.replace("39", height))]);
    let hidden = "il foglio ha righe nascoste con un contenuto (5): sono state lette come le altre (foglio «Piano», cella A5)";
    workbook(&with_height("0"), Verdict::Look, hidden);
    let low = "foglio «Piano», riga 5: la riga è tanto bassa che il testo non si vede, o si vede solo in parte";
    workbook(&with_height("3"), Verdict::Look, low);
    // Calc fits rows that nobody has set to their lines when it saves.
    let fitted = |height: &str| {
        let fitted = row.replace("39", height).replace("customHeight=\"1\"", "customHeight=\"0\"");
        told_of(&edited(&[(PLAN, row, &fitted)]))
    };
    assert_eq!(fitted("25").1, rewritten("righe, colonne e celle"));
    assert_eq!(fitted("12").1, low);
    let width = "width=\"14.42578125\"";
    let with_width = |new| edited(&[(PLAN, width, new)]);
    let hidden = "il foglio ha colonne nascoste con un contenuto (F): sono state lette come le altre (foglio «Piano», cella F2)";
    workbook(&with_width("width=\"0\""), Verdict::Look, hidden);
    let narrow = "foglio «Piano», colonna F: la colonna è tanto stretta che il testo non si vede, o si vede solo in parte";
    workbook(&with_width("width=\"1\""), Verdict::Look, narrow);
    workbook(&with_width("width=\"12\""), Verdict::Look, narrow);
    let long = between(WORKBOOK, DATA, "<row r=\"2\" ", ">");
    let of_height = |height: &str| {
        let start = long.split(" ht=").next().unwrap_or_default();
        edited(&[(DATA, &long, &format!("{start} {height}>"))])
    };
    let what = "foglio «Dati», riga 2: la riga è tanto bassa che il testo non si vede, o si vede solo in parte";
    workbook(&of_height("ht=\"12\" customHeight=\"1\""), Verdict::Look, what);
    // Calc states the usual height for rows that it has not measured.
    let unmeasured = "<row r=\"1\" spans=\"1:13\" ht=\"15\" customHeight=\"0\">";
    let unmeasured = edited(&[(DATA, "<row r=\"1\" spans=\"1:13\">", unmeasured)]);
    workbook(&unmeasured, Verdict::Look, &rewritten("righe, colonne e celle"));
    let format = "<sheetFormatPr defaultRowHeight=\"15\"";
    let none = edited(&[(PLAN, format, &format!("{format} zeroHeight=\"1\""))]);
    let what = "foglio «Piano»: le righe senza un'altezza loro non si vedono";
    workbook(&none, Verdict::Look, what);
}

#[test]
fn cells_that_stand_twice_are_named() {
    let second = "<row r=\"5\"><c r=\"F5\" s=\"7\"><v>90</v></c></row></sheetData>";
    let (verdict, said) = told_of(&edited(&[(PLAN, "</sheetData>", second)]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("cella F5: quello che si vede era «30», ora è «90»"), "{said}");
    assert!(said.contains("cella F5, riga 5: scritto due volte o fuori posto"), "{said}");
    for cell in [
        "<c r=\"F5\" s=\"7\"><v></v><v>30</v></c>",
        "<c r=\"F5\" s=\"7\"><q:v xmlns:q=\"urn:q\">30</q:v></c>",
        "<q:c xmlns:q=\"urn:q\" r=\"F5\" s=\"7\"><v>30</v></q:c>",
        "<c r=\"F5\" s=\"7\" t=\"inlineStr\"><is><t>30</t></is><v>90</v></c>",
    ] {
        let (verdict, said) = told_of(&edited(&[(PLAN, WEIGHT, cell)]));
        assert_eq!(verdict, Verdict::Changed, "{cell}: {said}");
    }
}

#[test]
fn conditions_are_compared_by_their_effect() {
    let rule = "<conditionalFormatting sqref=\"F5\"><cfRule type=\"expression\" dxfId=\"1\" priority=\"9\"><formula>TRUE</formula></cfRule></conditionalFormatting><pageMargins";
    let with = |effect: &str| {
        let effects = format!("{effect}</dxfs>");
        edited(&[(STYLES, "</dxfs>", &effects), (PLAN, "<pageMargins", rule)])
    };
    at_weight(
        &with("<dxf><numFmt numFmtId=\"200\" formatCode=\"&quot;90&quot;\"/></dxf>"),
        Verdict::Changed,
        "un formato condizionale, «se è vera la formula TRUE → formato «\"90\"»»",
    );
    at_weight(
        &with("<dxf><font><color rgb=\"FFFFFFFF\"/></font></dxf>"),
        Verdict::Look,
        "un formato condizionale, «se è vera la formula TRUE → testo #FFFFFF»",
    );
}

/// The sentence on an element that programs read in different ways.
fn irregular(name: &str) -> String {
    format!("che alcuni programmi non leggono, o leggono in un altro modo («{name}»)")
}

#[test]
fn spellings_that_programs_read_in_different_ways_are_named() {
    const BODY_FONT: &str = "<font><sz val=\"9\"/><color rgb=\"FF000000\"/>";
    for (font, name) in [
        ("<font><sz val=\"9\"/><color rgb=\"FF000000\" theme=\"0\"/>", "color"),
        ("<font><sz val=\"9\"/><color auto=\"1\" rgb=\"FF000000\"/>", "color"),
        ("<font><sz val=\"9\"/><sz val=\"9\"/><color rgb=\"FF000000\"/>", "sz"),
        ("<font><strike val=\"f\"/><sz val=\"9\"/><color rgb=\"FF000000\"/>", "strike"),
    ] {
        let (verdict, said) = told_of(&edited(&[(STYLES, BODY_FONT, font)]));
        assert_eq!(verdict, Verdict::Changed, "{font}: {said}");
        assert!(said.contains(&irregular(name)), "{font}: {said}");
    }
    let theme = ("xl/theme/theme1.xml", "<a:sysClr val=\"windowText\" lastClr=\"000000\"/>");
    let white = edited(&[(theme.0, theme.1, "<a:prstClr val=\"white\"/>")]);
    workbook(&white, Verdict::Changed, &format!("un elemento {}", irregular("dk1")));
    let base = "<font><sz val=\"11\"/><color theme=\"1\"/>";
    let tiny = edited(&[(STYLES, base, "<font><sz val=\"1\"/><color theme=\"1\"/>")]);
    let (_, said) = told_of(&tiny);
    assert!(
        said.contains("il carattere di base, in cui si misurano le colonne, è di corpo 1:"),
        "{said}"
    );
}

#[test]
fn what_covers_cuts_or_fills_cells_is_named() {
    const FORMULA: &str = "<f>";
    let (_, said) =
        told_of(&edited(&[("xl/worksheets/sheet2.xml", FORMULA, "<f t=\"array\" ref=\"A1:B9\">")]));
    assert!(said.contains("una formula che riempie anche altre celle"), "{said}");
    let row = "<c r=\"F5\" s=\"7\"><v>30</v></c>";
    let blank =
        format!("{row}<c r=\"Z5\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> </t></is></c>");
    at_cell(&edited(&[(PLAN, row, &blank)]), "Z5", "soli spazi, che coprono il testo accanto");
}

#[track_caller]
fn at_cell(returned: &[u8], cell: &str, what: &str) {
    let (_, said) = told_of(returned);
    assert!(said.contains(&format!("foglio «Piano», cella {cell}: {what}")), "{said}");
}

#[test]
fn texts_in_formulas_count_letter_by_letter() {
    for (old, new, differs) in [
        ("IF(A1=\"x\",\"senza peso\",1)", "if( A1 = \"x\", \"senza peso\", 1 )", false),
        ("IF(A1=\"x\",\"senza peso\",1)", "IF(A1=\"x\",\"senzapeso\",1)", true),
        ("IF(A1=\"x\",\"senza peso\",1)", "IF(A1=\"x\",\"Senza peso\",1)", true),
    ] {
        assert_eq!(crate::verify::office::formulas::differs(old, new), differs, "{new}");
    }
}

#[test]
fn places_and_kinds_of_cells_are_written_in_one_way() {
    let odd = "una cella scritta in un modo che alcuni programmi non leggono, o leggono in un altro modo («c»)";
    for cell in [
        "<c r=\"F5\" s=\"7\" t=\"S\"><v>30</v></c>",
        "<c r=\"F5\" s=\"7\" t=\"n \"><v>30</v></c>",
        "<c r=\"$F5\" s=\"7\"><v>30</v></c>",
        "<c r=\"f5\" s=\"7\"><v>30</v></c>",
    ] {
        let (verdict, said) = told_of(&edited(&[(PLAN, WEIGHT, cell)]));
        assert_eq!(verdict, Verdict::Changed, "{cell}: {said}");
        assert!(said.contains(odd), "{cell}: {said}");
    }
    let escaped =
        edited(&[("xl/sharedStrings.xml", "SERVIZI INFORMATICI", "_x0053_ERVIZI INFORMATICI")]);
    let odd = "foglio «Piano», celle A5:A6, A9: un testo scritto in un modo che alcuni programmi non leggono, o leggono in un altro modo («t»)";
    let (verdict, said) = told_of(&escaped);
    assert!(verdict == Verdict::Changed && said.contains(odd), "{said}");
}

#[test]
fn a_fill_of_the_named_style_is_shown_by_some_programs() {
    let base = "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"";
    let filled = edited(&[(STYLES, base, &base.replace("fillId=\"0\"", "fillId=\"2\""))]);
    let (verdict, said) = told_of(&filled);
    assert_eq!(verdict, Verdict::Look);
    assert!(said.contains("lo stile si legge in due modi"), "{said}");
}

#[test]
fn a_formula_in_the_place_of_another_is_quoted() {
    let formula = between(WORKBOOK, WEIGHTS, "<c r=\"B7\"", "</c>");
    let text = between(WORKBOOK, WEIGHTS, "<f>IF(E7", "</f>");
    let other = edited(&[(WEIGHTS, &formula, &formula.replace(&text, "<f>45*2</f>"))]);
    let (verdict, said) = told_of(&other);
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.starts_with("foglio «Pesi»: una formula è un'altra (B7): era «IF(E7"), "{said}");
    assert!(said.ends_with("ora è «45*2»"), "{said}");
    // A result that its format rounds to the old one.
    let count = between(WORKBOOK, WEIGHTS, "<c r=\"E7\"", "</c>");
    let near = edited(&[(WEIGHTS, &count, &count.replace("<v>3</v>", "<v>3.4</v>"))]);
    let what = "foglio «Pesi», cella E7: si vede ancora «3», ma il risultato era 3, ora è 3,4";
    assert_eq!(told_of(&near), (Verdict::Look, what.to_owned()));
}

#[test]
fn facts_name_the_cells_that_differ() {
    let rule = "sqref=\"D7:D11\"";
    let shorter = edited(&[(WEIGHTS, rule, "sqref=\"D7:D10\"")]);
    let condition = "un formato condizionale, «se è vera la formula OR(AND(ISNUMBER($D7),$D7<>0),LEFT($G7,1)=\"✗\") → testo #9C0006, sfondo #FFC7CE»";
    let said = format!("foglio «Pesi», cella D11: {condition}: non c'è più");
    workbook(&shorter, Verdict::Look, &said);
    let merged = edited(&[(PLAN, "<mergeCell ref=\"A4:F4\"/>", "")]);
    let (_, said) = told_of(&merged);
    let apart = "foglio «Piano», celle A4:F4: celle unite, che ora non lo sono più";
    assert!(said.contains(apart), "{said}");
    let spark = "<extLst><ext uri=\"x\" xmlns:x14=\"urn:x14\"><x14:sparklineGroups><x14:sparklineGroup><xm:f xmlns:xm=\"urn:xm\">Dati!M2:M9</xm:f></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>";
    let said = "foglio «Piano»: dei grafici nelle celle (sparkline)";
    workbook(&edited(&[(PLAN, "</worksheet>", spark)]), Verdict::Look, said);
}

#[test]
fn rows_that_are_struck_out_are_not_missing() {
    const BODY_FONT: &str = "<font><sz val=\"9\"/><color rgb=\"FF000000\"/>";
    let struck =
        edited(&[(STYLES, BODY_FONT, "<font><strike/><sz val=\"9\"/><color rgb=\"FF000000\"/>")]);
    let (verdict, said) = told_of(&struck);
    assert_eq!(verdict, Verdict::Changed);
    let cells = "foglio «Piano», celle A5:F7, A9:F11, A14:F16";
    assert!(
        said.starts_with(cells) && said.contains(STRUCK) && !said.contains("manca una riga"),
        "{said}"
    );
}

#[test]
fn a_format_that_shows_another_result_is_no_other_result() {
    let format = "<numFmt numFmtId=\"164\" formatCode=\"0\"/>";
    let zero = edited(&[(STYLES, format, &format.replace("\"0\"", "\"0;0;&quot;100&quot;\""))]);
    let (verdict, said) = told_of(&zero);
    assert_eq!(verdict, Verdict::Changed);
    assert!(!said.contains("formule sono altri"), "{said}");
    let what = "quello che si vede era «0», ora è «100», per il formato «0;0;\"100\"»";
    assert!(said.contains(what), "{said}");
    let long = format.replace("\"0\"", &format!("\"{}0\"", "0;".repeat(10_000)));
    let (verdict, said) = told_of(&edited(&[(STYLES, format, &long)]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("un formato di numero scritto in un modo"), "{said}");
}

#[test]
fn blanks_behind_a_text_that_push_it_out_are_named() {
    let what = "dietro al testo ci sono altri spazi o a capo";
    for blanks in [" ".repeat(120), "\u{A0}".to_owned(), "&#13;".to_owned(), "\t".to_owned()] {
        let cell = format!(
            "<c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">PIANO OBIETTIVI 2020-2022{blanks}</t></is></c>"
        );
        let title = between(WORKBOOK, PLAN, "<c r=\"A1\"", "</c>");
        let (verdict, said) = told_of(&edited(&[(PLAN, &title, &cell)]));
        assert_eq!(verdict, Verdict::Look, "{blanks:?}");
        assert!(said.contains(what), "{blanks:?}: {said}");
    }
}

#[test]
fn struck_words_in_an_empty_cell_or_a_new_row_are_there() {
    let written = |font: &str, words: &str| {
        format!("t=\"inlineStr\"><is><r><rPr>{font}</rPr><t>{words}</t></r></is></c>")
    };
    let blank = between(WORKBOOK, EVALUATION, "<c r=\"K5\"", "/>");
    for (font, verdict, what) in [
        ("<strike/>", Verdict::Changed, STRUCK),
        ("<color rgb=\"FFFFFFFF\"/>", Verdict::Changed, "il testo ha quasi il colore dello sfondo"),
        ("<sz val=\"1\"/>", Verdict::Changed, "il testo è minuscolo (corpo 1), e non si legge"),
        ("<b/>", Verdict::Look, "una cella era (vuoto)"),
    ] {
        let filled = blank.replace("/>", &format!(" {}", written(font, "NON APPROVATO")));
        let (found, said) = told_of(&edited(&[(EVALUATION, &blank, &filled)]));
        assert_eq!(found, verdict, "{font}: {said}");
        assert!(said.contains("una cella era (vuoto), ora è «NON APPROVATO»"), "{said}");
        assert!(said.contains(what), "{said}");
    }
    let struck = written("<strike/>", "OBIETTIVO RESPINTO");
    let row = format!("<row r=\"90\"><c r=\"D90\" {struck}</row></sheetData>");
    let (verdict, said) = told_of(&edited(&[(DATA, "</sheetData>", &row)]));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("«OBIETTIVO RESPINTO»"), "{said}");
}
