//! Workbooks of which something is missing that no cell shows, and those that a program rewrote.

use super::*;

const SAME: &str =
    "dice le stesse cose, cella per cella, ma un altro programma lo ha salvato di nuovo";
const BOOK: &str = "xl/workbook.xml";
const STYLES: &str = "xl/styles.xml";
const DRAWING: &str = "xl/drawings/drawing1.xml";
const CHART: &str = "xl/charts/chart1.xml";

#[track_caller]
fn says(part: &str, from: &str, to: &str, verdict: Verdict, words: &str) {
    let (found, said) = told(AnnexFormat::Xlsx, WORKBOOK, &replaced(WORKBOOK, part, from, to));
    assert_eq!(found, verdict, "{said}");
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_chart_that_is_not_shown_is_missed() {
    let gone = "un grafico: non c'è più";
    let shown = "<drawing r:id=\"rId1\"/>";
    says(WEIGHTS, shown, "", Verdict::Changed, gone);
    says(WEIGHTS, shown, &format!("<!--{shown}-->"), Verdict::Changed, gone);
    says(WEIGHTS, shown, "<drawing r:id=\"rId7\"/>", Verdict::Changed, gone);
    let place = "in un posto che non si legge";
    says(DRAWING, "<xdr:row>12</xdr:row>", "", Verdict::Changed, place);
    says(DRAWING, "<xdr:row>12</xdr:row>", "<xdr:row>-1</xdr:row>", Verdict::Changed, place);
    let plot = between(WORKBOOK, CHART, "<c:plotArea>", "</c:plotArea>");
    says(CHART, &plot, "", Verdict::Changed, "il posto di un grafico, vuoto");
}

#[test]
fn values_without_axes_or_names_are_named() {
    let axis = "<c:axId val=\"50010001\"/>";
    says(CHART, axis, "", Verdict::Changed, "nel grafico i valori non hanno i loro assi");
    let names = between(WORKBOOK, CHART, "<c:cat>", "</c:cat>");
    says(CHART, &names, "", Verdict::Changed, "nel grafico la serie 1 non ha i nomi dei valori");
    let usual = axis;
    let with =
        format!("<c:extLst><c:ext><c:showDLblsOverMax val=\"0\"/></c:ext></c:extLst>{usual}");
    says(CHART, usual, &with, Verdict::Look, &rewritten("grafico"));
}

#[test]
fn signs_count_in_names_and_in_shared_formulas() {
    let words =
        "il nome «Dati_peso»: era «Dati!M:M», ora è «Dati!M:M, contato dalla cella che lo usa»";
    says(BOOK, "Dati!$M:$M", "Dati!M:M", Verdict::Changed, words);
    let formula = "<f>IF(E7=0,\"–\",ROUND(SUMIFS(Dati_peso,Dati_area,$A7,Dati_periodo,B$5),9))</f>";
    let invalid = formula.replace("Dati_area", "Dati$_area");
    says(WEIGHTS, formula, &invalid, Verdict::Changed, "una formula è un'altra");
    let next = formula.replace("E7", "E8").replace("$A7", "$A8");
    let shared = |master: &str| {
        let of = master.replace("<f>", "<f t=\"shared\" ref=\"B7:B8\" si=\"0\">");
        let first = replaced(WORKBOOK, WEIGHTS, formula, &of);
        let returned = replaced(&first, WEIGHTS, &next, "<f t=\"shared\" si=\"0\"/>");
        told(AnnexFormat::Xlsx, WORKBOOK, &returned)
    };
    // Excel shares formulas by itself, which changes nothing.
    assert_eq!(shared(formula), (Verdict::Look, SAME.to_owned()));
    let (verdict, said) = shared(&formula.replace("$A7", "$A$7"));
    assert_eq!(verdict, Verdict::Changed);
    assert!(said.contains("foglio «Pesi»: una formula è un'altra (B8)"), "{said}");
}

#[test]
fn what_guides_those_who_write_is_missed() {
    let protection = between(WORKBOOK, EVALUATION, "<sheetProtection", "/>");
    let words = "foglio «Valutazione»: la protezione del foglio: non c'è più";
    says(EVALUATION, &protection, "", Verdict::Look, words);
    let prompt = "showInputMessage=\"1\" showErrorMessage=\"1\"";
    says(EVALUATION, prompt, "showErrorMessage=\"1\"", Verdict::Look, "Una percentuale da 0 a 100");
    let words = "senza fermare chi scrive altro";
    says(EVALUATION, prompt, "showInputMessage=\"1\"", Verdict::Look, words);
    let table = between(WORKBOOK, DATA, "<tableParts", "</tableParts>");
    says(DATA, &table, "", Verdict::Changed, "la colonna «anni» della tabella: non c'è più");
    let breaks = between(WORKBOOK, EVALUATION, "<rowBreaks", "</rowBreaks>");
    let words = "pagine che cominciano dove una persona ha voluto, fra le righe: 1: non c'è più";
    says(EVALUATION, &breaks, "", Verdict::Look, words);
}

#[test]
fn effects_of_conditions_are_read_by_what_they_show() {
    let font = "<dxf><font><b/>";
    says(STYLES, font, "<dxf><font><sz val=\"1\"/><b/>", Verdict::Changed, "testo minuscolo");
    let pattern = "<dxf><font><b/><color rgb=\"FF9C0006\"/></font><fill><patternFill>";
    let none = pattern.replace("<patternFill>", "<patternFill patternType=\"none\">");
    says(STYLES, pattern, &none, Verdict::Look, "testo #9C0006");
    let dark = ("<bgColor rgb=\"FFFFC7CE\"/>", "<bgColor rgb=\"FF9C0016\"/>");
    says(STYLES, dark.0, dark.1, Verdict::Changed, "testo che non si legge");
}

#[test]
fn a_package_that_programs_do_not_open_is_changed() {
    let main = between(WORKBOOK, "_rels/.rels", "<Relationship ", "/>");
    let words = "non dice qual è la sua parte principale";
    says("_rels/.rels", &main, "", Verdict::Changed, words);
    let languages = "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
    let words = "chiede linguaggi che i programmi non conoscono";
    for asking in ["mc:Ignorable=\"x99\"", "xmlns:q=\"urn:q\" mc:MustUnderstand=\"q\"", "q:a=\"1\""]
    {
        let root = format!("<workbook {languages} {asking} ");
        says(BOOK, "<workbook ", &root, Verdict::Changed, words);
    }
    let known = format!("<workbook {languages} xmlns:x15=\"urn:x15\" mc:Ignorable=\"x15\" ");
    let kind = rewritten("nomi e impostazioni della cartella");
    says(BOOK, "<workbook ", &known, Verdict::Look, &kind);
}

#[test]
fn attributes_in_another_order_are_the_same() {
    let moved = ("<c:order val=\"0\"/>", "\n <c:order  val='0' ></c:order>");
    says(CHART, moved.0, moved.1, Verdict::Look, SAME);
}
