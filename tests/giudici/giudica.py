"""Holds every case of `casi.py` against the outside judges: `giudica.py FOLDER`.

qpdf on the PDF; openxml-audit on XLSX and DOCX; LibreOffice opens both and makes PDFs
which hold the words of every cell; openpyxl and python-docx read every cell.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import docx
import openpyxl

FIELDS = ("descrizione", "risultato", "indicatore")


def objectives(plan):
    """Area, period and objective, in the plan's order."""
    for area in plan["aree"]:
        for period in area["periodi"]:
            for objective in period["obiettivi"]:
                yield area["nome"], period["etichetta"], objective


def cells(objective):
    """What the row of an objective says, in the default layout's columns."""
    first = objective.get("servizio") or "OBIETTIVO TRASVERSALE >" + objective["trasversale"]
    texts = [first, objective.get("tipologia", "")] + [objective.get(f, "") for f in FIELDS]
    return texts + [str(objective.get("peso", ""))]


def joined(text):
    """Letters only: without white space, and without the hyphens that line breaking adds or keeps."""
    return re.sub(r"[\s\u00ad\u200b\-‐]", "", str("" if text is None else text))


def run(*command):
    """Runs a judge; what it prints is the finding if it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"{command[0]}: {done.stdout}{done.stderr}"]


def pdf_text(path):
    """The text of a PDF in the order in which it was painted, cell after cell; page by page."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return [joined(page) for page in done.stdout.split("\f")]


def office_text(path):
    """The text of LibreOffice's own PDF of a document."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        return pdf_text(pathlib.Path(folder, path.stem + ".pdf"))


def holds(pages, cell):
    """Whether the pages hold a cell: whole, or cut by page ends where no page holds it."""
    text, cell = "".join(pages), joined(cell)
    if cell in text:
        return True
    pieces = [cell[i : i + 40] for i in range(0, len(cell), 40)]
    cut = [piece for piece in pieces if piece not in text]
    # A page's end cuts one piece at the most, and only long cells meet one.
    return len(pieces) > 20 and len(cut) < len(pages)


def lacking(where, pages, plan):
    """Cells whose words the pages do not hold."""
    for *_, objective in objectives(plan):
        for cell in cells(objective):
            if not holds(pages, cell):
                yield f"{where} lacks: {cell[:80]}"


def docx_rows(path):
    """The rows of every table, a cell that spans columns once."""
    for table in docx.Document(path).tables:
        for row in table.rows:
            seen = []
            for cell in row.cells:
                if not seen or cell._tc is not seen[-1]._tc:
                    seen.append(cell)
            yield [joined(cell.text) for cell in seen]


def xlsx_rows(path):
    """The rows of the sheet «Piano»; rows that only carry on a tall merged cell are left out."""
    sheet = openpyxl.load_workbook(path)["Piano"]
    for row in sheet.iter_rows(values_only=True):
        yield [joined(value) for value in row]


def rows_in_order(where, rows, plan):
    """Whether every objective has its row, in order, cell by cell."""
    rest = iter(rows)
    for *_, objective in objectives(plan):
        want = [joined(cell) for cell in cells(objective)]
        if not any(row[: len(want)] == want for row in rest):
            yield f"{where} lacks the row {want[0]} {want[2][:60]}"
            return


def archive_failures(pdfs, verapdf):
    """What veraPDF says against each PDF, as archive (2a) and as accessible document (ua1)."""
    failures = {pdf: [] for pdf in pdfs}
    for flavour in ("2a", "ua1"):
        command = ["java", "-cp", f"{verapdf}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour]
        done = subprocess.run([*command, "--format", "text", "-v", *pdfs], capture_output=True, text=True)
        passed = {line.split(" ")[1] for line in done.stdout.splitlines() if line.startswith("PASS ")}
        for pdf in pdfs:
            if str(pdf) not in passed:
                failures[pdf].append(f"veraPDF {flavour}: {done.stdout[:2000]}")
    return failures


def judge(folder):
    """Everything that the judges hold against one case, but for veraPDF."""
    plan = json.loads((folder / "piano.json").read_text(encoding="utf-8"))
    pdf, xlsx, word = (folder / f"piano.{e}" for e in ("pdf", "xlsx", "docx"))
    audit = pathlib.Path(sys.executable).with_name("openxml-audit")
    yield from run("qpdf", "--check", pdf)
    yield from lacking("PDF", pdf_text(pdf), plan)
    for file in (xlsx, word):
        yield from run(audit, file)
        yield from lacking(f"LibreOffice {file.suffix}", office_text(file), plan)
    yield from rows_in_order("DOCX", docx_rows(word), plan)
    yield from rows_in_order("XLSX", xlsx_rows(xlsx), plan)


def main(folder, verapdf):
    """Judges every case and ends with one line that counts them."""
    cases = sorted(pathlib.Path(folder).iterdir())
    archive = archive_failures([case / "piano.pdf" for case in cases], verapdf)
    failed = passed = 0
    for case in cases:
        findings = [*judge(case), *archive[case / "piano.pdf"]]
        failed, passed = failed + bool(findings), passed + (not findings)
        print(f"{case.name}: {'a posto' if not findings else ''}")
        for finding in findings:
            print(f"  {finding}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
