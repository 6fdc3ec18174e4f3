"""Holds every case of `casi.py` against the outside judges: `giudica.py FOLDER VERAPDF`.

veraPDF and qpdf on the PDF, and again once pyHanko has signed it (`firma.py`); poppler reads
it along its tags (`strutture.py`); three programs draw it (`disegno.py`). openxml-audit on XLSX
and DOCX; LibreOffice opens both and makes PDFs which hold the words of every cell; openpyxl and
python-docx read every cell.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import disegno
import docx
import firma
import openpyxl
import strutture

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
    return texts + [str(objective.get("peso", "")).replace(".", ",")]


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
        yield [joined(f"{value}".replace(".", ",") if isinstance(value, float) else value) for value in row]


def rows_in_order(where, rows, plan):
    """Whether every objective has its row, in order, cell by cell."""
    rest = iter(rows)
    for *_, objective in objectives(plan):
        want = [joined(cell) for cell in cells(objective)]
        if not any(row[: len(want)] == want for row in rest):
            yield f"{where} lacks the row {want[0]} {want[2][:60]}"
            return


def flavours(case):
    """What the PDF of a case claims to be, in veraPDF's words."""
    return ({"profilo-a2u": "2u", "profilo-a2b": "2b"}.get(case.name, "2a"), "ua1")


def archive_failures(pdfs, verapdf, flavour):
    """For each PDF what veraPDF has against it."""
    command = ["java", "-cp", f"{verapdf}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour]
    done = subprocess.run([*command, "--format", "text", "-v", *pdfs], capture_output=True, text=True)
    passed = {line.split(" ")[1] for line in done.stdout.splitlines() if line.startswith("PASS ")}
    said = re.split(r"^(?=PASS|FAIL)", done.stdout, flags=re.MULTILINE)
    against = {str(pdf): [part[:600] for part in said if str(pdf) in part] for pdf in pdfs}
    return {pdf: against[str(pdf)] or ["nothing"] for pdf in pdfs if str(pdf) not in passed}


def all_archive_failures(pdfs, verapdf):
    """The same for every PDF of every case; `pdfs` are those of each case."""
    groups = {}
    for case, files in pdfs.items():
        for flavour in flavours(case):
            groups.setdefault(flavour, []).extend(files)
    found = {case: [] for case in pdfs}
    for flavour, files in groups.items():
        failures = archive_failures(files, verapdf, flavour)
        for case in pdfs:
            found[case] += [f"veraPDF {flavour}: {pdf.name}: {failures[pdf]}" for pdf in pdfs[case] if pdf in failures]
    return found


def pdf_failures(case, plan, signed, who):
    """What the judges have against the PDF of a case, but for veraPDF."""
    pdf = case / "piano.pdf"
    yield from run("qpdf", "--check", pdf)
    yield from lacking("PDF", pdf_text(pdf), plan)
    yield from strutture.failures(pdf, plan, objectives, cells, joined)
    yield from disegno.failures(pdf, range(8))
    yield from firma.failures(pdf, signed, who)
    for copy in signed:
        yield from run("qpdf", "--check", copy)


def judge(case, signed, who):
    """What the judges have against one case, but for veraPDF."""
    plan = json.loads((case / "piano.json").read_text(encoding="utf-8"))
    xlsx, word = case / "piano.xlsx", case / "piano.docx"
    audit = pathlib.Path(sys.executable).with_name("openxml-audit")
    found = list(pdf_failures(case, plan, signed, who))
    for file in (xlsx, word):
        found += run(audit, file)
        found += lacking(f"LibreOffice {file.suffix}", office_text(file), plan)
    found += rows_in_order("DOCX", docx_rows(word), plan)
    found += rows_in_order("XLSX", xlsx_rows(xlsx), plan)
    return found


def main(folder, verapdf):
    """Judges every case and ends with one line that counts them."""
    who = firma.signer()
    cases = sorted(case for case in pathlib.Path(folder).iterdir() if case.is_dir())
    signed = {case: firma.signed_copies(case / "piano.pdf", case / "firmati", who) for case in cases}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pdfs = {case: [case / "piano.pdf", *signed[case]] for case in cases}
        archive = pool.submit(all_archive_failures, pdfs, verapdf)
        judged = {case: pool.submit(judge, case, signed[case], who) for case in cases}
        findings = {case: judged[case].result() + archive.result()[case] for case in cases}
    for case, found in findings.items():
        print(f"{case.name}: {'a posto' if not found else ''}")
        for finding in found:
            print(f"  {finding}")
    failed = sum(bool(found) for found in findings.values())
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
