"""Judges tables of other shapes than the reference plan's: `forme.py PROGRAM FOLDER VERAPDF [COUNT]`.

The program's further layouts with their examples, and plans made for this, each as it is and
with three hundred objectives, or COUNT. The grid of each table is built from what the tags of the PDF say
(pdfinfo), from python-docx and from openpyxl; the three must be one, hold every row of the plan
(`livelli.py`), and name in the PDF the heads that the grid gives each cell. The judges of all
annexes look at them as well.
"""

import concurrent.futures
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import disegno
import docx
import firma
import giudica
import livelli
import openpyxl
import ricalcolo
import word
import xlsx

FIXTURES = pathlib.Path("tests/suite/fixtures")
LINE = re.compile(r'^( *)(?:"(.*)"|/(\w+) (.*)|(\w+)(?: <(.+?)>)?(?: \(block\))?:?)$')
TRIENNIUM = ("2025", "2026", "2027")


def by_year(field, years=TRIENNIUM):
    """The columns of a field that has one for each year."""
    return tuple(f"{field}@{year}" for year in years)


def of_area(objective):
    """The columns of the plan whose areas have columns of their own."""
    more = {"AREA TECNICA": ("cup", "importo"), "AREA FINANZIARIA": ("importo",)}
    usual = ("servizio", "periodo", "descrizione", "indicatore", "peso")
    return usual + more.get(objective["area"], ())


# For each layout its plan, the columns of its tables, and its levels where they are not the plan's.
SHAPES = {
    "peg-obiettivi": ("inputs/esempio-peg-obiettivi.yaml", ("programma", "codice", "descrizione", "responsabile", "peso", "indicatore", *by_year("indicatore.target"), "risorse")),
    "piano-performance": ("inputs/esempio-piano-performance.yaml", ("descrizione", "responsabile", "risultato", "indicatore", *by_year("indicatore.target"), "scadenza")),
    "piao-sezione": ("inputs/esempio-piao-sezione.yaml", ("codice", "descrizione", "valore pubblico", "indicatore", "indicatore.base", *by_year("indicatore.target"), "responsabile", "destinatari")),
    "forme": (FIXTURES / "forme/piano.yaml", ("ufficio", "servizio", "codice interno", "descrizione", "risultato", "indicatore"), ("missione", "programma")),
    "annuali": (FIXTURES / "annuali/piano.yaml", ("settore", "descrizione", "avvio", *(f"{field}@{year}" for year in ("2026", "2027", "2028") for field in ("costo", "utenti")))),
    "aree": (FIXTURES / "aree/piano.yaml", of_area),
    "indicatori": (FIXTURES / "indicatori/piano.yaml", ("ufficio", "responsabile", "codice", "descrizione", "peso", "indicatore", "indicatore.peso", *by_year("indicatore.target", ("2026", "2027")))),
}


def tables(pdf):
    """For each table of the PDF its rows, for each row its cells: tag, name, attributes, words."""
    # Attributes are printed in UTF-16 where they have accents, text in UTF-8.
    form = {"encoding": "utf-8", "errors": "replace"}
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, check=True, **form)
    found, cell, part, outside = [], None, None, -1
    for line in done.stdout.splitlines():
        parts = LINE.match(line)
        if not parts:
            continue
        indent, words, key, value, tag, name = parts.groups()
        if tag and len(indent) <= outside:
            # The table has ended.
            cell = None
        if tag == "Table":
            found.append([])
            outside = len(indent)
        elif tag in ("THead", "TBody", "TFoot"):
            part = tag
        elif tag == "TR":
            found[-1].append([])
        elif tag in ("TH", "TD"):
            cell = {"tag": tag, "name": name, "text": "", "part": part}
            found[-1][-1].append(cell)
        elif key and cell is not None:
            cell.setdefault(key, value)
        elif words is not None and cell is not None:
            cell["text"] += words
    return found


def grid(rows):
    """The rows of a table with each cell in every place that it spans."""
    width = sum(int(cell.get("ColSpan", 1)) for cell in rows[0])
    places = [[None] * width for _ in rows]
    for at, row in enumerate(rows):
        for cell in row:
            column = places[at].index(None)
            for down in range(int(cell.get("RowSpan", 1))):
                for right in range(int(cell.get("ColSpan", 1))):
                    places[at + down][column + right] = cell
    return places


def named(cell):
    """The names of the heads that a cell says are its own."""
    return set(re.findall(r"\((.+?)\)", cell.get("Headers", "")))


def asked_heads(places):
    """For each cell the names of the heads that belong to it: its columns', its band's, its rows'."""
    asked, bands = {}, []
    heads = sum(row[0]["part"] == "THead" for row in places)
    for at, row in enumerate(places):
        # What closes a table belongs to no band.
        bands = [] if row[0]["part"] == "TFoot" else bands
        if at >= heads and row[0] is row[-1]:
            across = row[0]
            # How deep a band is, only its own heads tell: they must be bands above it.
            outer = [name for name in bands if name in named(across)] if across["tag"] == "TH" else bands
            asked[id(across)] = (across, set(outer))
            bands = [*outer, across["name"]] if across["tag"] == "TH" else bands
            continue
        for column, cell in enumerate(row):
            above = [upper[column]["name"] for upper in places[: min(at, heads)] if upper[column] is not cell]
            beside = [] if at < heads or cell["tag"] == "TH" else [other["name"] for other in row if other["tag"] == "TH"]
            inside = [] if at < heads else bands
            asked.setdefault(id(cell), (cell, set()))[1].update(above + inside + beside)
    return asked.values()


def wrong_heads(places):
    """Cells whose heads are not those of the grid."""
    for cell, asked in asked_heads(places):
        if named(cell) != asked:
            yield f"pdfinfo: {cell['text'][:40]!r} names {sorted(named(cell))} instead of {sorted(asked)}"


def texts(places):
    """The words of a grid, band rows as one."""
    return [[giudica.joined(cell["text"]) for cell in row] for row in places]


def office_tables(path):
    """The grids of a DOCX; python-docx gives a merged cell in each of its places."""
    for table in docx.Document(path).tables:
        yield [[giudica.joined(cell.text) for cell in row.cells] for row in table.rows]


def number(cell):
    """A number as its format shows it in Italy."""
    before, shape, after = re.fullmatch(r'("[^"]*")?([#,0.]+)("[^"]*")?', cell.number_format).groups(default="")
    decimals = len(shape.partition(".")[2])
    text = f"{cell.value:,.{decimals}f}" if shape.startswith("#") else f"{cell.value:.{decimals}f}"
    return before.strip('"') + text.translate(str.maketrans(",.", ".,")) + after.strip('"')


def sheet_rows(path):
    """The rows of the sheet «Piano», merged cells in each of their places, each place once."""
    sheet = openpyxl.load_workbook(path)["Piano"]
    places = {}
    for merged in sheet.merged_cells.ranges:
        places.update(dict.fromkeys(merged.cells, merged))
    for row in sheet.iter_rows():
        texts, before = [], None
        for cell in row:
            merged = places.get((cell.row, cell.column), cell)
            if merged is before:
                continue
            before = merged
            first = sheet.cell(merged.min_row, merged.min_col) if merged is not cell else cell
            is_number = isinstance(first.value, (int, float))
            texts.append(giudica.joined(number(first) if is_number else first.value))
        while texts and not texts[-1]:
            texts.pop()
        yield texts


def content_failures(case, plan, columns, levels=()):
    """Where the three annexes differ from the plan, from one another, or from their own heads."""
    grids = [grid(rows) for rows in tables(case / "piano.pdf")]
    for places in grids:
        yield from itertools.islice(wrong_heads(places), 3)
    read = [texts(places) for places in grids]
    if read != list(office_tables(case / "piano.docx")):
        yield "DOCX and PDF have different tables"
    of = columns if callable(columns) else lambda _: columns
    asked = [tuple(map(giudica.joined, row)) for row in livelli.rows(plan, of, levels)]
    found = [tuple(row) for table in read for row in table]
    kept = iter(found)
    missing = [row for row in asked if row not in kept]
    if missing or not asked:
        yield f"PDF: {len(missing)} of {len(asked)} rows of the plan are not there, first {missing[:1]}"
    sheet = iter(sheet_rows(case / "piano.xlsx"))
    for row in asked:
        row = list(row)
        while row and not row[-1]:
            row.pop()
        if row not in sheet:
            yield f"XLSX lacks the row {row}"
            return


def office_failures(case, made):
    """What the judges of workbooks and documents have against a case."""
    yield from xlsx.judge(case / "piano.xlsx", None)
    yield from word.judge(case / "piano.docx", None, made["docx", case], made["docx", "back", case])
    if "Pesi" in openpyxl.load_workbook(case / "piano.xlsx", read_only=True).sheetnames:
        yield from ricalcolo.failures(case / "piano.xlsx")
    else:
        yield from ricalcolo.data_is_plain(case / "piano.xlsx")


def pdf_failures(case, signed, who):
    """What the judges of PDFs have against a case, but for veraPDF."""
    pdf = case / "piano.pdf"
    for file in (pdf, *signed):
        yield from giudica.run("qpdf", "--check", file)
        yield from giudica.claim_failures(case, file)
    yield from disegno.failures(pdf)
    yield from firma.failures(pdf, signed, who, firma.field_names(pdf))


def make(program, place, layout, plan):
    """Writes a case; one that the program refuses ends the run."""
    place.mkdir(parents=True)
    file = place / "piano.json"
    file.write_text(json.dumps(plan, ensure_ascii=False, indent=1), encoding="utf-8")
    own = FIXTURES / layout / "layout"
    command = [program, "genera", file, "--uscita", place, "--layout", own if own.exists() else layout]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    if done.returncode != 0:
        sys.exit(f"{place.name}: {done.stderr}")


def cases(program, folder, count):
    """Makes every case: its folder with its plan and the columns of its tables."""
    for layout, (path, *shape) in SHAPES.items():
        plan = livelli.read(pathlib.Path(path))
        for name, made in ((layout, plan), (f"{layout}-{count}", livelli.grown(plan, count))):
            make(program, pathlib.Path(folder, name), layout, made)
            yield pathlib.Path(folder, name), (made, *shape)


def main(program, folder, verapdf, count=300):
    """Makes the cases, judges them, and ends with what is wrong with each."""
    made, who = dict(cases(program, folder, int(count))), firma.signer()
    found = {case: giudica.findings(firma.sign_copies, case / "piano.pdf", case / "firmati", who) for case in made}
    signed = {case: sorted((case / "firmati").iterdir()) for case in made}
    with tempfile.TemporaryDirectory() as office, concurrent.futures.ThreadPoolExecutor() as pool:
        files = pool.submit(giudica.office_files, list(made), pathlib.Path(office))
        archive = pool.submit(giudica.all_archive_failures, {case: [case / "piano.pdf", *signed[case]] for case in made}, verapdf)
        for case, (plan, *shape) in made.items():
            found[case] += giudica.findings(content_failures, case, plan, *shape)
            found[case] += giudica.findings(pdf_failures, case, signed[case], who)
        for case in made:
            found[case] += giudica.findings(office_failures, case, files.result()) + archive.result()[case]
    for case, against in found.items():
        print(f"{case.name}: {'a posto' if not against else ''}")
        for finding in against[:20]:
            print(f"  {finding}")
    failed = sum(bool(against) for against in found.values())
    print(f"{len(found) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
