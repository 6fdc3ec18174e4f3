"""Workbooks with every oddity, made by openpyxl and by hand in their XML.

Each holds the same small table; the oddity stands in the cells of «Risultato atteso», for some in
others as well.
"""

import dataclasses
import datetime
import re
import zipfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

HEADS = ("Codice", "Servizio", "Descrizione", "Risultato atteso", "Indicatore", "Peso")
RESULT = "Risultato atteso"
FIRST = 6


@dataclasses.dataclass
class Oddity:
    """What is required of a file beyond «as displayed or said»."""

    name: str
    # Cells, by code and head, at which a finding must stand.
    said: set = dataclasses.field(default_factory=set)
    # What Excel displays where LibreOffice does otherwise.
    instead: dict = dataclasses.field(default_factory=dict)
    # What must not be read without a finding, though LibreOffice's text is no other.
    never: dict = dataclasses.field(default_factory=dict)
    # The file cannot be read, with a finding.
    refused: bool = False
    # Not for conversion: what is odd in it would be gone.
    own: bool = False


def cells(*codes, head=RESULT):
    """Cells of the rows 1, 2, … by code."""
    return {(f"K{code}", head) for code in codes}


def book(rows, name="Obiettivi"):
    """A workbook with a row for each value of the odd column."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = name
    for at, line in enumerate(("PIANO DEGLI OBIETTIVI 2026", "AREA TECNICA", "ANNO 2026"), 1):
        sheet.cell(at, 1, line)
    for column, head in enumerate(HEADS, 1):
        sheet.cell(FIRST - 1, column, head)
    for at, value in enumerate(rows):
        texts = (f"K{at + 1}", f"Ufficio {at + 1}", f"Descrizione numero {at + 1}", value, f"Indicatore {at + 1}", 10)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(FIRST + at, column, text)
            if isinstance(text, str) and text.startswith("="):
                cell.data_type = "s"
    return made


def odd(made, at):
    """The odd cell of row `at`, from 1."""
    return made.active.cell(FIRST + at - 1, 4)


NUMBERS = (0, 1, -3, 1234.5, 0.333, 1234567.891)
SMALL = (0, 0.5, 1.5, -2.25, 0.1, 12)
DAYS = (
    datetime.datetime(2026, 3, 5),
    datetime.datetime(2025, 12, 31, 23, 59, 59),
    datetime.datetime(2026, 8, 15, 9, 5),
    datetime.datetime(2000, 2, 29),
    datetime.datetime(2026, 10, 1, 12, 30, 15),
)
TIMES = (0.25, 0.5 + 5 / 1440, 1.5, 2.0, 0.999, 100.75)
FORMATS = {
    NUMBERS: (
        "General", "0", "0.0", "0.00", "#,##0", "#,##0.00", "0.00E+00", "##0.0E+0", "#,##0,", '0.0,,"M"',
        '0"%"', r"0\%", "0%", "0.0%", "0.00%", '"n. "0', '0" giorni"', '#,##0.00" mq"', '#,##0.00 "€"', "[$€-410] #,##0.00",
        "#,##0.00 [$€-1]", "[$€-2] #,##0.00;-[$€-2] #,##0.00", '"$"#,##0.00', "[$$-409]#,##0.00", '€#,##0;[Red]-€#,##0',
        '_-* #,##0.00\\ "€"_-;-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', "_-* #,##0_-;-* #,##0_-;_-* \"-\"_-;_-@_-",
        '0;-0;"zero"', "[Red]-0;[Blue]0", '[>=100]"alto";[<50]"basso";"medio"', '[=1]"SI";[=0]"NO";General', "#,##0;(#,##0)",
        "0;;", ";;;", '"previsto"', "00000", "0.00_);(0.00)", "#", "#.##", ".00", "?0.0", "[Color10]0.0", '+0;-0;0', '0" su 100"',
        '[<=100]0" %";0', "0.0##", "#,##0.###", '"(*) "0', "General\" gg\"", "@", "0 000", "# ##0", "#'##0", '[$-410]#,##0.00', "[DBNum1]0", '0"°"', "000-0000", "0/100", "[$-10]0.0",
    ),
    SMALL: ("# ?/?", "# ??/??", "# ?/8", "# ?/100", "?/?", "0 ?/2", "0 %", '0.0" h"'),
    DAYS: (
        "dd/mm/yyyy", "d/m/yy", "dd-mm-yyyy", "yyyy-mm-dd", "d mmmm yyyy", "dddd d mmmm yyyy", "mmm-yy", "mmmm yyyy", "mmmmm", "ddd",
        "[$-410]d mmmm yyyy", "[$-409]d mmmm yyyy", "[$-F800]dddd\\, mmmm dd\\, yyyy", "mm-dd-yy", "d-mmm-yy", "d-mmm", "m/d/yy h:mm",
        "dd/mm/yyyy hh:mm", "dd/mm/yyyy hh:mm:ss", "yyyy", '"anno "yyyy', "d.m.yyyy", '"entro il "dd/mm/yyyy', "[$-410]dd-mmm-yy;@",
        "dd/mm", "mmmm", "hh:mm", "h:mm AM/PM", "hh:mm:ss", "[$-F400]h:mm:ss AM/PM", "[$-410]mmmm-yy;@", 'd" "mmmm', "mm/yyyy", "yy", "DD/MM/YYYY", "[Blue]dd/mm/yyyy", 'd\\/m\\/yyyy', "[h]:mm", "General", "0", "[$-it-IT]d mmmm yyyy;@", "[$-407]d mmmm yyyy",
    ),
    TIMES: ("[h]:mm", "[mm]", "[ss]", "mm:ss", "mm:ss.0", "[h]:mm:ss", "h:mm", 'h" ore"', "[hh]", "[h]\" ore e \"mm\" minuti\""),
}  # fmt: skip
TEXTS = {
    '"SERVIZIO "@': ("Tributi", "12"),
    '@" (bozza)"': ("Relazione",),
    '0;-0;0;"testo: "@': ("Relazione", 5),
    ";;;": ("nascosto", 4),
    "0;0;0;": ("nascosto anche questo",),
    "@": ("007", 12, 0.5, "=1+1"),
    "General": ("'virgolette", "  spazi  ", "a\u00a0b", "riga\naltra\n\nterza", "tab\tulatore", "emoji 😀 ✓", "a\u00adb", "zero\u200blargo", "1e5", "00042", "VERO", "#N/D", "-", "½ × 10²", "A" * 3000),
}  # fmt: skip


# What Excel displays where LibreOffice does otherwise: for each format the texts of the rows.
IN_EXCEL = {
    "#.##": (",", "1,", "-3,"),
    "#,##0.###": ("0,", "1,", "-3,"),
    '[=1]"SI";[=0]"NO";General': ("NO", "SI", "-3"),
    "0 ?/2": (None, None, None, "-2 1/2"),
    "h:mm AM/PM": ("12:00 AM", "11:59 PM", "9:05 AM", "12:00 AM", "12:30 PM"),
    "[$-it-IT]d mmmm yyyy;@": ("5 marzo 2026", "31 dicembre 2025", "15 agosto 2026", "29 febbraio 2000", "1 ottobre 2026"),
    # The long date of Windows in Italian.
    "[$-F800]dddd\\, mmmm dd\\, yyyy": ("giovedì 5 marzo 2026", None, None, None, "giovedì 1 ottobre 2026"),
    "mm:ss": (None, None, None, None, "58:34"),
}


def in_excel(code):
    return {(f"K{at}", RESULT): text for at, text in enumerate(IN_EXCEL.get(code, ()), 1) if text}


def by_format():
    """A file for each number format."""
    for values, formats in FORMATS.items():
        for code in formats:
            made = book(values)
            for at in range(len(values)):
                odd(made, at + 1).number_format = code
            yield f"formato {code}", made, Oddity(code, instead=in_excel(code), own=code == "?0.0")
    for code, values in TEXTS.items():
        made = book(values)
        for at, value in enumerate(values, 1):
            odd(made, at).number_format = code
        # LibreOffice does not show the tabs of its own workbooks.
        tabs = {(f"K{at}", RESULT): text for at, text in enumerate(values, 1) if "\t" in str(text)}
        yield f"testo {code}", made, Oddity(code, instead=tabs)


def weights():
    """A file for each way to type a weight."""
    for code in ("General", "0", "0.00", "0%", "0.00%", '0"%"', "# ?/?", '0.0" punti"', "[$-410]0.0", "0.0;-0.0;0.0", "0_)", '0"/100"'):
        made = book(["testo"] * 5)
        for at, weight in enumerate((0.333, 0.25, 0.1, 0.2, 0.117) if "%" in code and '"' not in code else (33.3, 25, 10, 20.75, 0.5)):
            cell = made.active.cell(FIRST + at, 6, weight)
            cell.number_format = code
        yield f"peso {code}", made, Oddity(code)


def raised(text, how):
    return TextBlock(InlineFont(vertAlign=how), text)


def struck(text):
    return TextBlock(InlineFont(strike=True), text)


def by_hand():
    """Oddities that openpyxl knows."""
    made = book([CellRichText("entro il ", struck("30.06.2026"), " 31.12.2026"), "tutto barrato", "come si deve"])
    odd(made, 2).font = Font(strike=True)
    yield "barrato", made, Oddity("barrato", said=cells(1, 2))

    made = book([CellRichText("10", raised("3", "superscript"), " unità"), CellRichText("H", raised("2", "subscript"), "O"), CellRichText("nota ", raised("(1)", "superscript"))])
    yield "apice", made, Oddity("apice", never={("K1", RESULT): "103 unità", ("K2", RESULT): "H2O", ("K3", RESULT): "nota (1)"})

    made = book([CellRichText("parte ", TextBlock(InlineFont(b=True), "in grassetto"), " e ", TextBlock(InlineFont(i=True, color="FFFF0000"), "corsivo rosso"))])
    yield "grassetto", made, Oddity("grassetto")

    made = book(["visibile", "riga nascosta", "visibile"])
    made.active.row_dimensions[FIRST + 1].hidden = True
    yield "riga nascosta", made, Oddity("riga", said=cells(2, head="Codice"))

    made = book(["uno", "due"])
    made.active.column_dimensions["E"].hidden = True
    yield "colonna nascosta", made, Oddity("colonna", said={("K1", "Indicatore")})

    made = book(["uno", "due", "tre"])
    made.active.auto_filter.ref = f"A{FIRST - 1}:F{FIRST + 2}"
    made.active.auto_filter.add_filter_column(3, ["uno", "tre"])
    made.active.row_dimensions[FIRST + 1].hidden = True
    yield "filtro", made, Oddity("filtro", said=cells(2, head="Codice"))

    made = book(["uno", "due"])
    extra = made.create_sheet("Segreto")
    extra["A1"] = "non si vede"
    extra.sheet_state = "hidden"
    very = made.create_sheet("Molto segreto")
    very.sheet_state = "veryHidden"
    yield "foglio nascosto", made, Oddity("foglio nascosto")

    made = book(["uno", "due"])
    odd(made, 1).comment = Comment("da rivedere con il Segretario", "Anna")
    yield "commento", made, Oddity("commento", said=cells(1))

    made = book(["unito in giù", None, "altro"])
    made.active.merge_cells(f"D{FIRST}:D{FIRST + 1}")
    yield "unite in giù", made, Oddity("unite", instead={("K2", RESULT): "unito in giù"})

    made = book(["unito a destra", "due"])
    made.active.merge_cells(f"D{FIRST}:E{FIRST}")
    yield "unite a destra", made, Oddity("unite")

    made = book(["coperto", "due"])
    sheet = made.active
    sheet.merge_cells(f"D{FIRST}:E{FIRST}")
    yield "unite con coperto", made, Oddity("coperto")

    made = book([1234567.891, datetime.datetime(2026, 3, 5), "un testo molto più largo della sua colonna"])
    made.active.column_dimensions["D"].width = 2
    odd(made, 1).number_format = "#,##0.00"
    odd(made, 2).number_format = "dd/mm/yyyy"
    yield "colonna stretta", made, Oddity("stretta")

    made = book([True, False, "VERO"])
    # LibreOffice reads the truth values of old files as numbers.
    yield "booleani", made, Oddity("booleani", instead={("K1", RESULT): "VERO", ("K2", RESULT): "FALSO"})

    made = book(["#N/D", "#DIV/0!", "#RIF!"])
    for at, code in enumerate(("#N/A", "#DIV/0!", "#REF!"), 1):
        odd(made, at).value = code
        odd(made, at).data_type = "e"
    yield "errori", made, Oddity("errori", said=cells(1, 2, 3), refused=True)

    made = book([None] * 6)
    for at, formula in enumerate(("=1+1", '="a"&"b"', "=1/0", "=TODAY()", '=IF(1>2,"SI","NO")', "=SUM(F6:F8)"), 1):
        odd(made, at).value = formula
    yield "formule", made, Oddity("formule", own=True, said=cells(1, 2, 3, 4, 5, 6), refused=True)

    made = book([None] * 5)
    for at, formula in enumerate(("=1+1", '="a"&"b"', '=IF(1>2,"SI","NO")', "=SUM(F6:F8)", "=F6*2%"), 1):
        odd(made, at).value = formula
    yield "formule con risultato", made, Oddity("formule", refused=True)

    made = book(["ü casella", "þ casella", "testo"])
    odd(made, 1).font = Font(name="Wingdings")
    odd(made, 2).font = Font(name="Wingdings 2")
    never = {("K1", RESULT): "ü casella", ("K2", RESULT): "þ casella"}
    yield "wingdings", made, Oddity("wingdings", never=never)

    made = book(["uno", "due"])
    made.active.add_table(Table(displayName="Tabella1", ref=f"A{FIRST - 1}:F{FIRST + 1}"))
    yield "tabella di Excel", made, Oddity("tabella")

    made = book(["uno", "due", "tre"])
    made.active.row_dimensions.group(FIRST + 1, FIRST + 1, hidden=True)
    yield "raggruppate", made, Oddity("raggruppate", said=cells(2, head="Codice"))

    made = book(["uno", "due"])
    odd(made, 1).hyperlink = "https://www.example.it/atti"
    yield "collegamento", made, Oddity("collegamento")

    made = book([datetime.datetime(2026, 3, 5), 45000])
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    odd(made, 1).number_format = odd(made, 2).number_format = "dd/mm/yyyy"
    yield "date dal 1904", made, Oddity("1904")

    made = book([0, 59, 61])
    for at in range(1, 4):
        odd(made, at).number_format = "dd/mm/yyyy"
    # Excel counts a 29 February 1900, LibreOffice does not; before March 1900 they differ.
    instead = {("K1", RESULT): "00/01/1900", ("K2", RESULT): "28/02/1900"}
    yield "date remote", made, Oddity("remote", instead=instead)

    made = book([0, "zero"])
    made.active.sheet_view.showZeros = False
    yield "zeri non mostrati", made, Oddity("zeri", said=cells(1), own=True)

    made = book(["=1+1", "+39 051 123", "-5", "@nome"])
    for at in range(1, 5):
        odd(made, at).quotePrefix = True
    yield "apostrofo", made, Oddity("apostrofo")

    made = book(["uno", "due"])
    made.active.oddHeader.center.text = "COMUNE DI BELFIORE"
    made.active.oddFooter.right.text = "Pagina &P di &N"
    yield "testata di pagina", made, Oddity("testata")


NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def replaced(sheet, cell, content, attributes=""):
    """The XML of a sheet with another content of a cell."""
    pattern = re.compile(rf'<c r="{cell}"[^>]*?(?:/>|>.*?</c>)', re.S)
    made, count = pattern.subn(lambda _: f'<c r="{cell}"{attributes}>{content}</c>', sheet)
    assert count == 1, cell
    return made


def in_sheet(change):
    """A change of the first sheet's XML."""
    return {"xl/worksheets/sheet1.xml": change}


def first(content, attributes=""):
    """A change of the odd cell of the first row."""
    return in_sheet(lambda text: replaced(text, f"D{FIRST}", content, attributes))


INLINE = ' t="inlineStr"'
STYLE = "xl/styles.xml"


def dxfs(text):
    """Number formats in differential styles, with the numbers that cells use too."""
    dxf = '<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0.00%"/></dxf></dxfs>'
    made = text.replace("<tableStyles", dxf + "<tableStyles")
    assert made != text
    return made


def by_xml():
    """Changes of a workbook's XML: values of the odd column, changes by part, what is required."""
    yield "dxf", [1234.5, 2], {STYLE: dxfs}, {}, '#,##0.0" kg"'
    yield "stringa nella cella", ["x", "y"], first("<is><t>nella cella</t></is>", INLINE), {}, None
    yield "stringa a pezzi", ["x"], first('<is><r><t>a </t></r><r><rPr><b/></rPr><t xml:space="preserve"> pezzi </t></r></is>', INLINE), {}, None
    yield "guida fonetica", ["x"], first('<is><t>東京</t><rPh sb="0" eb="2"><t>とうきょう</t></rPh></is>', INLINE), {}, None
    yield "escape", ["x"], first("<is><t>a_x000D_b_x0041_c_x005F_x0041_</t></is>", INLINE), {"instead": {("K1", RESULT): "a\nbAc_x0041_"}, "own": True}, None
    yield "risultato testo", ["x"], first('<f>"a"&amp;"b"</f><v>ab</v>', ' t="str"'), {}, None
    yield "risultato logico", ["x"], first("<f>1=1</f><v>1</v>", ' t="b"'), {}, None
    yield "risultato errore", ["x"], first("<f>1/0</f><v>#DIV/0!</v>", ' t="e"'), {"said": cells(1), "refused": True}, None
    yield "risultato vuoto", ["x"], first('<f>""</f><v></v>', ' t="str"'), {}, None
    yield "data iso", ["x"], first("<v>2026-03-05T00:00:00</v>", ' t="d"'), {}, None
    yield "numero esponenziale", ["x"], first("<v>1.5E3</v>"), {}, None
    yield "formula condivisa", ["x", "y"], first('<f t="shared" ref="D6:D7" si="0">F6*2</f><v>20</v>'), {}, None
    yield "formula matriciale", ["x"], first('<f t="array" ref="D6">SUM(F6:F6)</f><v>10</v>'), {}, None
    yield "senza riferimenti", ["x", "y"], in_sheet(lambda text: re.sub(r'<c r="[A-Z]+\d+"', "<c", text)), {}, None
    yield "righe senza numero", ["x", "y"], in_sheet(lambda text: re.sub(r'<row r="(?!1")\d+"', "<row", text)), {"own": True}, None
    yield "prefisso", ["x"], in_sheet(prefixed), {}, None
    yield "dimensione falsa", ["x", "y"], in_sheet(lambda text: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text)), {}, None
    yield "commento xml", ["x"], first("<is><t>prima<!-- no -->dopo</t></is>", INLINE), {}, None
    yield "cdata", ["x"], first("<is><t><![CDATA[a < b & c]]></t></is>", INLINE), {}, None
    yield "entità", ["x"], first("<is><t>a &lt;b&gt; &amp; &#8364; &#x20AC;</t></is>", INLINE), {}, None
    yield "stile che manca", ["x", 5], in_sheet(lambda text: replaced(text, f"D{FIRST}", "<v>1.5</v>", ' s="99"')), {}, None
    yield "cella di errore interna", ["x"], first("<v>#VALUE!</v>", ' t="e" vm="1"'), {"said": cells(1), "refused": True}, None
    yield "spazi nel numero", ["x"], first("<v> 12.5 </v>"), {}, None
    yield "precisione", ["x", "y"], first("<v>0.30000000000000004</v>"), {}, None
    yield "zero negativo", ["x"], first("<v>-0</v>"), {}, None
    # openpyxl leaves out a height of 0.
    yield "altezza zero", ["uno", "due", "tre"], in_sheet(flat), {"said": cells(2, head="Codice"), "own": True}, None
    yield "grande", ["x"], first("<v>123456789012345680</v>"), {"instead": {("K1", RESULT): "123456789012346000"}}, None


def prefixed(text):
    """The sheet with a prefix before every name."""
    made = re.sub(r"<(/?)(?![?/!])([A-Za-z])", r"<\1x:\2", text)
    return made.replace("xmlns=", "xmlns:x=", 1)


def flat(text):
    """The sheet with a second row of height 0."""
    made = text.replace(f'<row r="{FIRST + 1}"', f'<row r="{FIRST + 1}" ht="0" customHeight="1"')
    assert made != text
    return made


def changed(path, changes):
    """Rewrites parts of a package."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name, change in changes.items():
        parts[name] = change(parts[name].decode("utf-8")).encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)


def write_all(folder):
    """Writes every workbook; yields path and oddity."""
    folder.mkdir(parents=True)
    number = 0
    for name, made, oddity in (*by_format(), *weights(), *by_hand()):
        number += 1
        path = folder / f"{number:03}-{plain(name)}.xlsx"
        made.save(path)
        yield path, oddity
    for name, values, changes, required, code in by_xml():
        number += 1
        path = folder / f"{number:03}-{plain(name)}.xlsx"
        made = book(values)
        if code:
            for at in range(len(values)):
                odd(made, at + 1).number_format = code
        made.save(path)
        changed(path, changes)
        yield path, Oddity(name, **required)


def plain(name):
    """A name for a file."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24] or "x"
