"""Lets LibreOffice calculate workbooks anew and holds every stored result against it.

`ricalcolo.py FILE…`: besides, a weight is changed with openpyxl, and the sums must follow.
"""

import pathlib
import subprocess
import sys
import tempfile

import colonne
import openpyxl

# Excel's and LibreOffice's own files are trusted not to need it; here every file is calculated.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>
"""
LESS = 0.1


def recalculated(path, folder):
    """`path` as LibreOffice saves it after calculating everything."""
    profile = pathlib.Path(folder, "profilo")
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user/registrymodifications.xcu").write_text(ALWAYS, encoding="utf-8")
    out = pathlib.Path(folder, "fuori")
    command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx", "--outdir", out, path]
    subprocess.run(command, capture_output=True, check=True, timeout=300)
    return openpyxl.load_workbook(out / path.name, data_only=True)


def same(stored, found):
    """Whether two results are one: text as it is, numbers but for the last bit."""
    if isinstance(stored, (int, float)) and isinstance(found, (int, float)):
        return abs(stored - found) <= 1e-9 * max(1, abs(stored))
    return stored == found


def differences(path):
    """Cells with a formula whose stored result is not what LibreOffice calculates."""
    formulas, stored = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    with tempfile.TemporaryDirectory() as folder:
        found = recalculated(path, folder)
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                kept, new = (book[sheet.title][cell.coordinate].value for book in (stored, found))
                if not same(kept, new):
                    yield f"{sheet.title}!{cell.coordinate} keeps {kept!r} where {cell.value} gives {new!r}"
    if not count:
        yield "no formula at all"


def changes(path):
    """Whether a weight changed in «Dati» reaches «Pesi» and «Valutazione»."""
    book = openpyxl.load_workbook(path)
    data = book["Dati"]
    heads = colonne.fields(book)
    weighted = (r for r in range(2, data.max_row + 1) if isinstance(data.cell(r, heads.index("peso") + 1).value, (int, float)))
    row = next(weighted, None)
    if row is None:
        return
    weight = data.cell(row, heads.index("peso") + 1)
    weight.value -= LESS
    scores = book["Valutazione"]
    heads = {cell.value: cell.column for cell in scores[4]}
    own = [r for r in range(5, scores.max_row + 1) if scores.cell(r, 1).value == row - 1]
    # In one year an objective has a row for each of its indicators, and they share its weight.
    year = heads.get("Anno")
    own = [r for r in own if not year or scores.cell(r, year).value == scores.cell(own[0], year).value]
    for entry in own:
        scores.cell(entry, heads["Raggiunto %"]).value = 0.5
    with tempfile.TemporaryDirectory() as folder:
        changed = pathlib.Path(folder, "cambiato.xlsx")
        book.save(changed)
        found = recalculated(changed, folder)
    before = openpyxl.load_workbook(path, data_only=True)
    moved = [
        cell.coordinate
        for cells in before["Pesi"].iter_rows()
        for cell in cells
        if isinstance(cell.value, (int, float)) and isinstance(found["Pesi"][cell.coordinate].value, (int, float))
        and abs(found["Pesi"][cell.coordinate].value - cell.value + LESS) < 1e-9
    ]
    compares = any(cell.value == "Differenza" for cells in before["Pesi"].iter_rows() for cell in cells)
    if len(moved) < 1 + compares:
        yield f"Pesi follows in {moved} only, where sum and difference should"
    score = sum(found["Valutazione"].cell(entry, heads["Punteggio"]).value for entry in own)
    if not same(weight.value * 0.5, score):
        yield f"Valutazione gives {score!r} for half of {weight.value!r}"


def data_is_plain(path):
    """«Dati» is a table: no merged cell, no blank row, filters."""
    sheet = openpyxl.load_workbook(path)["Dati"]
    if sheet.merged_cells.ranges:
        yield "Dati has merged cells"
    if len(sheet.tables) != 1:
        yield "Dati has no table of its own"
    for row in sheet.iter_rows(min_row=2, values_only=True):
        if all(value is None for value in row):
            yield "Dati has a blank row"


def failures(path):
    """Everything that is wrong with the sums of a workbook."""
    path = pathlib.Path(path)
    yield from data_is_plain(path)
    yield from differences(path)
    yield from changes(path)


def main(*paths):
    """Judges every file; ends with a line for each."""
    failed = 0
    for path in paths:
        found = list(failures(path))
        failed += bool(found)
        print(f"{path}: {'a posto' if not found else ''}")
        for finding in found[:20]:
            print(f"  {finding}")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
