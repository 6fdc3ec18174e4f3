"""Judges tables of other shapes: `forme.py PROGRAM FOLDER VERAPDF`.

Three hundred objectives with levels of their own, heads in two rows and cells that neighbours
share, in the layout of `tests/suite/fixtures/forme`. The grid of each table is built from what
the tags of the PDF say (pdfinfo), from python-docx and from openpyxl; the three must be one, hold
every objective of the plan, and name in the PDF the heads that the grid gives each cell.
"""

import itertools
import json
import pathlib
import re
import subprocess
import sys

import docx
import openpyxl

import casi
import giudica

LAYOUT = pathlib.Path("tests/suite/fixtures/forme/layout")
COLUMNS = ("ufficio", "servizio", "codice interno", "descrizione", "risultato", "indicatore")
LINE = re.compile(r'^( *)(?:"(.*)"|/(\w+) (.*)|(\w+)(?: <(.+?)>)?(?: \(block\))?:?)$')


def shapes():
    """A plan of three hundred objectives, eight to an office and four to a service."""
    made = casi.many(300)
    places = itertools.count()
    for area in made["aree"]:
        for objective in (row for period in area["periodi"] for row in period["obiettivi"]):
            i = next(places)
            objective["servizio"] = f"Servizio {i // 4}"
            objective["altro"] = {
                "missione": f"0{i // 60 + 1} Missione d'esempio",
                "programma": f"0{i // 60 + 1}0{i // 12 % 5 + 1} Programma",
                "ufficio": f"Ufficio {i // 8}",
                "codice interno": f"{i:03}B",
            }
    return made


def tables(pdf):
    """For each table of the PDF its rows, for each row its cells: tag, name, attributes, words."""
    done = subprocess.run(["pdfinfo", "-struct-text", pdf], capture_output=True, text=True, check=True)
    found, cell = [], None
    for line in done.stdout.splitlines():
        parts = LINE.match(line)
        if not parts:
            continue
        _, words, key, value, tag, name = parts.groups()
        if tag == "Table":
            found.append([])
        elif tag == "TR":
            found[-1].append([])
        elif tag in ("TH", "TD"):
            cell = {"tag": tag, "name": name, "text": ""}
            found[-1][-1].append(cell)
        elif tag and tag.startswith("H"):
            cell = None
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


def asked_heads(places):
    """For each cell the names of the heads that belong to it: its columns', its band's, its rows'."""
    asked, bands = {}, []
    heads = sum(all(cell["tag"] == "TH" for cell in row) and row[0] is not row[-1] for row in places)
    for at, row in enumerate(places):
        if at >= heads and row[0] is row[-1]:
            bands = [row[0]["name"]]
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
        named = set(re.findall(r"\((.+?)\)", cell.get("Headers", "")))
        if named != asked:
            yield f"pdfinfo: {cell['text'][:40]!r} names {sorted(named)} instead of {sorted(asked)}"


def texts(places):
    """The words of a grid, band rows as one."""
    return [[giudica.joined(cell["text"]) for cell in row] for row in places]


def office_tables(path):
    """The grids of a DOCX; python-docx gives a merged cell in each of its places."""
    for table in docx.Document(path).tables:
        yield [[giudica.joined(cell.text) for cell in row.cells] for row in table.rows]


def sheet_rows(path):
    """The rows of the sheet «Piano», merged cells in each of their places."""
    sheet = openpyxl.load_workbook(path)["Piano"]
    rows = [[giudica.joined(cell.value or "") for cell in row] for row in sheet.iter_rows(max_col=len(COLUMNS))]
    for merged in sheet.merged_cells.ranges:
        if merged.min_col <= len(COLUMNS):
            text = rows[merged.min_row - 1][merged.min_col - 1]
            for row in range(merged.min_row - 1, merged.max_row):
                for column in range(merged.min_col - 1, merged.max_col):
                    rows[row][column] = text
    return rows


def asked_rows(plan):
    """What the plan says of each objective, column by column."""
    for area in plan["aree"]:
        for objective in (row for period in area["periodi"] for row in period["obiettivi"]):
            said = objective | objective["altro"]
            yield [giudica.joined(said[column]) for column in COLUMNS]


def judge(case, plan):
    """Where the three annexes differ from the plan, from one another, or from their own heads."""
    grids = [grid(rows) for rows in tables(case / "piano.pdf")]
    for places in grids:
        yield from itertools.islice(wrong_heads(places), 3)
    read = [texts(places) for places in grids]
    if read != list(office_tables(case / "piano.docx")):
        yield "DOCX and PDF have different tables"
    bodies = [row for table in read for row in table if len(set(row)) > 1 and row not in table[:2]]
    if bodies != list(asked_rows(plan)):
        yield f"PDF: {len(bodies)} rows that are not the plan's {len(list(asked_rows(plan)))}"
    sheet = iter(sheet_rows(case / "piano.xlsx"))
    missing = [row for row in bodies if row not in sheet]
    if missing:
        yield f"XLSX lacks the row {missing[0]}"


def main(program, folder, verapdf):
    """Makes the case, judges it, and ends with what is wrong with it."""
    case = pathlib.Path(folder, "forme")
    casi.make(program, case, shapes, lambda _: (LAYOUT / "layout.toml").read_text(encoding="utf-8"))
    plan = json.loads((case / "piano.json").read_text(encoding="utf-8"))
    against = list(judge(case, plan))
    against += giudica.all_archive_failures({case: [case / "piano.pdf"]}, verapdf)[case]
    for finding in against:
        print(f"  {finding}")
    print(f"forme: {'a posto' if not against else 'no'}")
    sys.exit(bool(against))


if __name__ == "__main__":
    main(*sys.argv[1:])
