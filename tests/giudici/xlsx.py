"""Judges workbooks with programs that are not ours: openpyxl and openxml-audit.

    python xlsx.py [--text tests/suite/fixtures/testo-di-riferimento.json] FILE.xlsx ...

With --text, the objectives of the sheet must be those of the file, cell by cell.
Prints what is wrong, one line each; exit status 1 if anything is.
"""

import argparse
import json
import sys
import zipfile
from pathlib import Path

import audit
import openpyxl


def shape(sheet):
    """Repeated rows are the last of the frozen ones, below logo and body; merged ranges stay apart; nothing is computed."""
    frozen = int(sheet.freeze_panes[1:]) - 1 if sheet.freeze_panes else 0
    repeated = sheet.print_title_rows or f"${len(sheet._images) + 1}:${frozen}"
    first, last = (int(row) for row in repeated.replace("$", "").split(":"))
    # Where tables have columns of their own their heads move with them, and nothing is frozen.
    if first <= len(sheet._images) or (frozen and last != frozen):
        yield f"rows {repeated} are repeated, {frozen} are frozen"
    if sheet.page_setup.fitToHeight != 0 or not sheet.sheet_properties.pageSetUpPr.fitToPage:
        yield "not fitted to one page wide"
    taken = {}
    for merged in sheet.merged_cells.ranges:
        for row, column in merged.cells:
            if (row, column) in taken:
                yield f"{merged} overlaps {taken[row, column]}"
            taken[row, column] = merged
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" or cell.hyperlink:
                yield f"{cell.coordinate} is a formula or a link"
            if isinstance(cell.value, str) and not cell.alignment.wrap_text:
                yield f"{cell.coordinate} does not wrap its text"
    for number, row in sheet.row_dimensions.items():
        if row.height is None or row.height > 409.5:
            yield f"row {number} is {row.height} points high"


def objectives(sheet, text):
    """The rows below the head that are no band, against those of the reference text."""
    wanted = [tuple(entry["celle"]) for entry in text]
    bands = {merged.min_row for merged in sheet.merged_cells.ranges}
    below = int(sheet.freeze_panes[1:])
    found = [
        tuple("" if value is None else str(value) for value in values)
        for row, values in enumerate(sheet.iter_rows(values_only=True), 1)
        if row >= below and row not in bands
    ]
    if len(found) != len(wanted):
        yield f"{len(found)} objectives instead of {len(wanted)}"
    for number, (got, want) in enumerate(zip(found, wanted), 1):
        if tuple(" ".join(value.split()) for value in got) != want:
            yield f"objective {number}: {got} instead of {want}"


def dates(path):
    """Whatever date the properties bear must be a plan's day, never the moment of writing."""
    with zipfile.ZipFile(path) as package:
        core = package.read("docProps/core.xml").decode()
        if "dcterms:" in core.replace("xmlns:dcterms", "") and "T00:00:00Z" not in core:
            yield "a time of day in the properties"
        for part in package.infolist():
            if part.date_time != (1980, 1, 1, 0, 0, 0):
                yield f"{part.filename} is dated {part.date_time}"


def judge(path, text):
    sheet = openpyxl.load_workbook(path)["Piano"]
    yield from shape(sheet)
    if text:
        yield from objectives(sheet, text)
    yield from dates(path)
    yield from audit.faults(path)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--text", type=Path)
    arguments.add_argument("files", nargs="+", type=Path)
    given = arguments.parse_args()
    text = json.loads(given.text.read_text(encoding="utf-8")) if given.text else None
    wrong = [f"{path}: {fault}" for path in given.files for fault in judge(path, text)]
    print("\n".join(wrong) or "xlsx: nothing to object")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
