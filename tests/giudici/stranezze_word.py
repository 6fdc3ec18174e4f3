"""Documents with every oddity, made by python-docx and by hand in their XML.

Each holds one table; the oddity stands in the paragraphs of «Risultato atteso». What is required
beyond «as displayed or said» is an `Oddity`, as for workbooks.
"""

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from stranezze import HEADS, RESULT, Oddity, cells, plain

NAMES = nsdecls("w", "r", "m") + (
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
# A document with numbering of its own has these definitions besides.
LEVELS = {
    "decimal": "%1.", "lowerLetter": "%1)", "upperLetter": "%1.", "lowerRoman": "%1.", "upperRoman": "%1.",
    "bullet": "•", "decimalZero": "%1.",
}  # fmt: skip


def run(text, properties=""):
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content, properties=""):
    """A paragraph of runs."""
    return f"<w:p {NAMES}><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"


def item(text, number, level=0):
    """An item of a list."""
    return paragraph(run(text), properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def field(kind, result):
    """A field with its result."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    code = f'<w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>'
    return mark.format("begin") + code + mark.format("separate") + run(result) + mark.format("end")


def control(properties, content):
    """A control with content."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def form(data, result=""):
    """A field of a form as Word 2003 writes it."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="Campo"/><w:enabled/>{data}</w:ffData></w:fldChar></w:r>'
    kind = {"c": "FORMCHECKBOX", "d": "FORMDROPDOWN", "t": "FORMTEXT"}[data[3]]
    code = f"<w:r><w:instrText> {kind} </w:instrText></w:r>"
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return begin + code + separate + (run(result) if result else "") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def changed(kind, content):
    return f'<w:{kind} w:id="90" w:author="Anna" w:date="2026-01-01T00:00:00Z">{content}</w:{kind}>'


TEXTBOX = (
    '<w:r><w:pict><v:shape style="width:80pt;height:30pt"><v:textbox><w:txbxContent>'
    "<w:p><w:r><w:t>nella casella</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
SYMBOL = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
FRACTION = "<m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f><m:r><m:t>×100</m:t></m:r></m:oMath>"
ROOT = '<m:oMath><m:rad><m:radPr><m:degHide m:val="1"/></m:radPr><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad></m:oMath>'
POWER = "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>3</m:t></m:r></m:sup></m:sSup></m:oMath>"
NESTED = (
    '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="500"/></w:tblGrid><w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>interna</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)
SAID = {"said": cells(1)}


def never(text):
    return {"never": {("K1", RESULT): text}}


def is_shown(text):
    """What Word shows where LibreOffice's page has no such text."""
    return {"instead": {("K1", RESULT): text}}


# Name, paragraphs of the odd cells (one entry for each row), what is required.
PIECES = (
    ("semplice", [[paragraph(run("testo"))]], {}),
    ("grassetto", [[paragraph(run("in "), run("grassetto", "<w:b/>"), run(" e corsivo", "<w:i/>"))]], {}),
    ("due capoversi", [[paragraph(run("primo")), paragraph(run("secondo"))]], {}),
    ("barrato", [[paragraph(run("entro giugno ", "<w:strike/>"), run("entro dicembre"))]], SAID),
    ("doppio barrato", [[paragraph(run("via ", "<w:dstrike/>"), run("resta"))]], SAID),
    ("barrato tutto", [[paragraph(run("tutto via", "<w:strike/>"))]], SAID),
    ("barrato spento", [[paragraph(run("resta", '<w:strike w:val="0"/>'))]], {}),
    ("apice", [[paragraph(run("10"), run("3", '<w:vertAlign w:val="superscript"/>'))]], never("103")),
    ("pedice", [[paragraph(run("H"), run("2", '<w:vertAlign w:val="subscript"/>'), run("O"))]], never("H2O")),
    ("rialzato", [[paragraph(run("m"), run("2", '<w:position w:val="10"/>'))]], {}),
    ("nascosto", [[paragraph(run("si vede"), run(" no", "<w:vanish/>"))]], SAID),
    ("nascosto nel web", [[paragraph(run("si vede"), run(" sempre", "<w:webHidden/>"))]], is_shown("si vede sempre")),
    ("nascosto spento", [[paragraph(run("si vede", '<w:vanish w:val="false"/>'))]], {}),
    ("nascosto per stile", [[paragraph(run("si vede"), run(" no", '<w:rStyle w:val="Nascosto"/>'))]], SAID),
    ("barrato per stile", [[paragraph(run("resta "), run("via", '<w:rStyle w:val="Barrato"/>'))]], SAID),
    ("capoverso nascosto", [[paragraph(run("no"), properties='<w:pStyle w:val="CapoversoNascosto"/>'), paragraph(run("si vede"))]], SAID),
    ("maiuscole", [[paragraph(run("scritto minuscolo", "<w:caps/>"))]], {}),
    ("maiuscoletto", [[paragraph(run("Scritto", "<w:smallCaps/>"))]], is_shown("Scritto")),
    ("a capo", [[paragraph("<w:r><w:t>prima</w:t><w:br/><w:t>dopo</w:t></w:r>")]], {}),
    ("a capo di pagina", [[paragraph('<w:r><w:t>prima</w:t><w:br w:type="page"/><w:t>dopo</w:t></w:r>')]], is_shown("prima\ndopo")),
    ("ritorno", [[paragraph("<w:r><w:t>prima</w:t><w:cr/><w:t>dopo</w:t></w:r>")]], {}),
    ("tabulatore", [[paragraph("<w:r><w:t>prima</w:t><w:tab/><w:t>dopo</w:t></w:r>")]], {}),
    ("trattino fermo", [[paragraph("<w:r><w:t>ex</w:t><w:noBreakHyphen/><w:t>art</w:t></w:r>")]], {"instead": {("K1", RESULT): "ex-art"}}),
    ("trattino facoltativo", [[paragraph("<w:r><w:t>compa</w:t><w:softHyphen/><w:t>razione</w:t></w:r>")]], {}),
    ("simbolo", [[paragraph(SYMBOL.format("Wingdings", "F0FC"), run(" fatto"))]], is_shown("✓ fatto") | {"instead": {("K1", RESULT): "✓ fatto"}}),
    ("simbolo di Symbol", [[paragraph(SYMBOL.format("Symbol", "F0B3"), run(" 90%"))]], is_shown("≥ 90%")),
    ("carattere di simboli", [[paragraph(run("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), run(" fatto"))]], never("ü fatto") | is_shown("✓ fatto")),
    ("campo", [[paragraph(run("scade il "), field('DATE \\@ "d/M/yyyy"', "1/2/2026"))]], is_shown("scade il 1/2/2026")),
    ("campo di unione", [[paragraph(field("MERGEFIELD Nome", "«Nome»"))]], {}),
    ("campo semplice", [[paragraph(f'<w:fldSimple w:instr=" DOCPROPERTY Titolo ">{run("valore")}</w:fldSimple>')]], is_shown("valore")),
    ("collegamento", [[paragraph(run("v. "), f'<w:hyperlink w:anchor="qui">{run("sito")}</w:hyperlink>')]], {}),
    ("campo di modulo", [[paragraph(form('<w:textInput/>', "scritto"))]], {}),
    ("casella del modulo", [[paragraph(form('<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'), run(" SI"))]], is_shown("☒ SI")),
    ("casella vuota", [[paragraph(form('<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'), run(" SI"))]], is_shown("☐ SI")),
    ("elenco del modulo", [[paragraph(form('<w:ddList><w:result w:val="1"/><w:listEntry w:val="S"/><w:listEntry w:val="M"/></w:ddList>'))]], is_shown("M")),
    ("controllo", [[paragraph(control('<w:text/>', run("scritto")))]], {}),
    ("controllo vuoto", [[paragraph(control('<w:showingPlcHdr/><w:text/>', run("Fare clic qui")), run("resto"))]], {"instead": {("K1", RESULT): "resto"}, "own": True, **SAID}),
    ("casella nuova", [[paragraph(control('<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>', run("☒")), run(" fatto"))]], {}),
    ("inserito", [[paragraph(run("prima "), changed("ins", run("inserito")))]], {}),
    ("eliminato", [[paragraph(run("resta"), changed("del", "<w:r><w:delText> via</w:delText></w:r>"))]], {"instead": {("K1", RESULT): "resta"}}),
    ("spostato", [[paragraph(changed("moveFrom", run("da qui ")), changed("moveTo", run("a qui")))]], {"instead": {("K1", RESULT): "a qui"}}),
    ("frazione", [[paragraph(run("= "), FRACTION)]], {"instead": {("K1", RESULT): "= a / b×100"}}),
    ("radice", [[paragraph(ROOT)]], {"instead": {("K1", RESULT): "√x"}}),
    ("potenza", [[paragraph(POWER)]], {"instead": {("K1", RESULT): "103"}} | never("103")),
    ("casella di testo", [[paragraph(run("testo"), TEXTBOX)]], {"instead": {("K1", RESULT): "testo"}, **SAID}),
    ("alternativa", [[paragraph('<mc:AlternateContent><mc:Choice Requires="zzz"><w:r><w:t>nuovo</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>vecchio</w:t></w:r></mc:Fallback></mc:AlternateContent>')]], is_shown("vecchio")),
    ("tabella interna", [[NESTED.replace("<w:tbl>", f"<w:tbl {NAMES}>", 1), paragraph(run("fuori"))]], {"instead": {("K1", RESULT): "interna fuori"}}),
    ("spezzato", [[paragraph(run("di"), '<w:proofErr w:type="spellStart"/>', run("viso"), '<w:lastRenderedPageBreak/>' * 0, run(" in pezzi"))]], {}),
    ("etichetta", [[paragraph('<w:smartTag w:uri="x" w:element="y">' + run("Bologna") + "</w:smartTag>")]], {}),
    ("xml proprio", [[paragraph('<w:customXml w:uri="x" w:element="y">' + run("dato") + "</w:customXml>")]], {}),
    ("segnalibro", [[paragraph('<w:bookmarkStart w:id="5" w:name="qui"/>', run("testo"), '<w:bookmarkEnd w:id="5"/>')]], {}),
    ("spazi", [[paragraph(run("  due  spazi  "))]], {}),
    ("emoji", [[paragraph(run("fatto 😀 ½ €"))]], is_shown("fatto 😀 ½ €")),
    ("vuoto", [[paragraph()]], {}),
    ("spaziata", [[paragraph(run("S P A Z I A T O", '<w:spacing w:val="40"/>'))]], {}),
    ("da destra", [[paragraph(run("testo"), properties="<w:bidi/>")]], {}),
    ("ruby", [[paragraph('<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>alto</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>')]], is_shown("base")),
)  # fmt: skip


def lists():
    """Automatic numbers: paragraphs by row, which definitions they use."""
    for number, kind in enumerate(LEVELS, 1):
        yield f"elenco {kind}", [[item("uno", number), item("due", number), item("tre", number)]], {}
    yield "elenco che continua", [[item("uno", 1), item("due", 1)], [item("tre", 1)]], {}
    yield "elenco annidato", [[item("uno", 1), item("sotto", 1, 1), item("ancora", 1, 1), item("due", 1)]], {}
    yield "elenco interrotto", [[item("uno", 1), paragraph(run("testo")), item("due", 1)]], {}
    yield "elenco che ricomincia", [[item("uno", 1), item("due", 1)], [item("uno di nuovo", 9)]], {}
    yield "numero tolto", [[item("testo", 0)]], {}


def definitions(paper):
    """Adds the definitions of lists, and one that begins again."""
    numbering = paper.part.numbering_part.element
    for old in list(numbering):
        numbering.remove(old)
    for number, (kind, text) in enumerate(LEVELS.items(), 1):
        level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/><w:pPr><w:ind w:left="{}" w:hanging="360"/></w:pPr></w:lvl>'
        levels = level.format(0, kind, text, 360) + level.format(1, "lowerLetter", "%2)", 720)
        numbering.append(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))
    for number in range(1, len(LEVELS) + 1):
        numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="9"><w:abstractNumId w:val="1"/>{again}</w:num>'))


def styles(paper):
    """Adds styles that hide and strike."""
    made = paper.styles.element
    for kind, name, property in (("character", "Nascosto", "vanish"), ("character", "Barrato", "strike"), ("paragraph", "CapoversoNascosto", "vanish")):
        made.append(parse_xml(f'<w:style {nsdecls("w")} w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr><w:{property}/></w:rPr></w:style>'))


def document(rows):
    """A document whose table has a row for each odd cell."""
    paper = docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width
    for text in ("PIANO DEGLI OBIETTIVI 2026", "AREA TECNICA", "ANNO 2026"):
        paper.add_paragraph(text)
    definitions(paper)
    styles(paper)
    table = paper.add_table(rows=0, cols=len(HEADS), style="Table Grid")
    for cell, head in zip(table.add_row().cells, HEADS):
        cell.text = head
    for at, paragraphs in enumerate(rows, 1):
        texts = (f"K{at}", f"Ufficio {at}", f"Descrizione numero {at}", "", f"Indicatore {at}", "10")
        made = table.add_row().cells
        for cell, text in zip(made, texts):
            cell.text = text
        odd = made[3]._tc
        for old in odd.p_lst:
            odd.remove(old)
        for source in paragraphs:
            odd.append(parse_xml(source))
    return paper


def write_all(folder):
    """Writes every document; yields path and oddity."""
    folder.mkdir(parents=True)
    for number, (name, rows, required) in enumerate((*PIECES, *lists()), 1):
        path = folder / f"{number:03}-{plain(name)}.docx"
        document([*rows, [paragraph(run("un altro"))]]).save(path)
        yield path, Oddity(name, **required)
