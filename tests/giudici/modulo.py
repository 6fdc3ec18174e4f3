"""Fills in the form of `allegati nuovo` as an office would, with openpyxl and with LibreOffice.

`modulo.py PROGRAM`: the texts of the reference plan are typed into the form; whatever saved it,
every cell must read as it was typed, and the form itself must stand up to Open XML's rules.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

import audit
import colonne
import openpyxl

TEXTS = pathlib.Path(__file__).parents[1] / "suite/fixtures/testo-di-riferimento.json"
TITLE = "PIANO OBIETTIVI 2020-2022"
# Saved by LibreOffice in these formats, with the names of its filters.
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">{}</script:module>
"""
# Fills in cells from a list: sheet, row, column, «n» or «t» for a number or a text, and that.
MACRO = """
Function Saved(kind As String) As Object
  Dim p As New com.sun.star.beans.PropertyValue
  p.Name = "FilterName" : p.Value = kind
  Saved = p
End Function

Sub Fill
  Dim doc, cell, typed, parts, f
  doc = StarDesktop.loadComponentFromURL("{form}", "_blank", 0, Array())
  f = createUnoService("com.sun.star.io.TextInputStream")
  f.setInputStream(createUnoService("com.sun.star.ucb.SimpleFileAccess").openFileRead("{cells}"))
  f.setEncoding("UTF-8")
  Do While Not f.isEOF()
    typed = f.readLine()
    If typed <> "" Then
      parts = Split(typed, Chr(9))
      cell = doc.Sheets.getByName(parts(0)).getCellByPosition(CLng(parts(2)), CLng(parts(1)))
      If parts(3) = "n" Then cell.setValue(Val(parts(4))) Else cell.setString(parts(4))
    End If
  Loop
{saves}
  doc.close(True)
End Sub
"""


def cells():
    """What is typed: sheet, row and column from 0, text or number."""
    for number, row in enumerate(json.loads(TEXTS.read_text(encoding="utf-8")), 1):
        texts = [row["area"], row["periodo"], *row["celle"]]
        for column, text in enumerate(texts):
            if text:
                weight = column == len(texts) - 1
                yield "Obiettivi", number, column, float(text.replace(",", ".")) if weight else text
    yield "Dati del piano", 1, 1, TITLE


def by_openpyxl(form, folder):
    """The form, filled in and saved by openpyxl."""
    book = openpyxl.load_workbook(form)
    for sheet, row, column, value in cells():
        book[sheet].cell(row + 1, column + 1).value = value
    path = folder / "openpyxl.xlsx"
    book.save(path)
    return path


def by_libreoffice(form, folder):
    """The form, filled in and saved by LibreOffice in each of its formats."""
    typed = folder / "celle.txt"
    kind = lambda value: "n" if isinstance(value, float) else "t"
    lines = ["\t".join([sheet, str(row), str(column), kind(value), str(value)]) for sheet, row, column, value in cells()]
    # Basic reads a last line with its end.
    typed.write_text("\n".join(lines), encoding="utf-8")
    paths = {kind: folder / f"libreoffice.{kind}" for kind in FILTERS}
    saves = "".join(
        f'  doc.storeToURL("{path.as_uri()}", Array(Saved("{FILTERS[kind]}")))\n' for kind, path in paths.items()
    )
    macro = MACRO.format(form=form.as_uri(), cells=typed.as_uri(), saves=saves)
    # The first start makes a profile with a module of its own, which this one takes the place of.
    office(folder, "--terminate_after_init")
    module = folder / "profilo/user/basic/Standard/Module1.xba"
    module.write_text(MODULE.format(escape(macro)), encoding="utf-8")
    office(folder, "macro:///Standard.Module1.Fill")
    return list(paths.values())


def office(folder, *arguments):
    """Runs LibreOffice with a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profilo').as_uri()}"
    command = ["soffice", profile, "--headless", *arguments]
    subprocess.run(command, capture_output=True, check=True, timeout=120)


def wrong(path, folder):
    """Cells that do not read as they were typed."""
    if path.suffix != ".xlsx":
        out = folder / f"da{path.suffix}"
        office(folder, "--convert-to", "xlsx", "--outdir", out, path)
        path = out / f"{path.stem}.xlsx"
    book = openpyxl.load_workbook(path)
    for sheet, row, column, value in cells():
        found = book[sheet].cell(row + 1, column + 1).value
        if found != value:
            yield f"{sheet}, row {row + 1}, column {column + 1}: {found!r} where {value!r} was typed"


def annexes(program, path, folder):
    """What goes wrong on the way from the form as it was filled in to its three annexes."""
    out = folder / f"allegati{path.suffix}-{path.stem}"
    run = subprocess.run([program, "genera", path, "--uscita", out], capture_output=True, text=True)
    if run.returncode != 0:
        return [f"genera: {run.returncode}: {run.stderr[-1500:]}"]
    book = openpyxl.load_workbook(out / f"{path.stem}.xlsx")
    rows = list(book["Dati"].iter_rows(min_row=2, values_only=True))
    heads = colonne.fields(book)
    want = [row["area"] for row in json.loads(TEXTS.read_text(encoding="utf-8"))]
    got = [row[heads.index("area")] for row in rows]
    missing = [kind for kind in ["pdf", "xlsx", "docx"] if not (out / f"{path.stem}.{kind}").exists()]
    return [f"no {kind}" for kind in missing] + ([] if got == want else [f"areas: {got}"])


def main(program):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([program, "nuovo", folder / "nuovo"], check=True, capture_output=True)
        form = folder / "nuovo/modulo-obiettivi.xlsx"
        found = [f"the form: {line}" for line in audit.faults(form)]
        for path in [by_openpyxl(form, folder), *by_libreoffice(form, folder)]:
            lines = [*wrong(path, folder), *annexes(program, path, folder)] if path.exists() else ["not saved"]
            found += [f"{path.name}: {line}" for line in lines]
            print(f"{path.name:20} {'sound' if not lines else 'WRONG'}")
    for line in found:
        print(line)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
