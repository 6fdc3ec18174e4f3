"""Holds every case of `casi.py` against the outside judges: `giudica.py FOLDER VERAPDF`.

veraPDF and qpdf on the PDF, and again once pyHanko has signed it (`firma.py`); poppler reads
it along its tags (`strutture.py`); three programs draw it (`disegno.py`). LibreOffice opens XLSX
and DOCX and makes PDFs which hold the words of every cell; openpyxl and python-docx read every
cell; `xlsx.py` and `word.py` look at the rest.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import tomllib
from xml.etree import ElementTree

import casi
import disegno
import docx
import figure
import firma
import openpyxl
import pymupdf
import strutture
import ufficio
import word
import xlsx
from piano import cells, joined, objectives

# What the reference plan's tables say, read from the office's own document.
TEXT = pathlib.Path("tests/suite/fixtures/testo-di-riferimento.json")

# Where the metadata say what a file claims to be.
PDFA, PDFUA = "http://www.aiim.org/pdfa/ns/id/", "http://www.aiim.org/pdfua/ns/id/"


def run(*command):
    """Runs a judge; what it prints is the finding if it fails."""
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    return [] if done.returncode == 0 else [f"{command[0]}: {done.stdout}{done.stderr}"]


def pdf_text(path):
    """The text of a PDF in the order in which it was painted, cell after cell; page by page."""
    done = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True)
    return [joined(page) for page in done.stdout.split("\f")]


def holds(pages, cell):
    """Whether the pages hold a cell: whole, or cut by page ends where no page holds it."""
    text, cell = "".join(pages), joined(cell)
    if cell in text:
        return True
    pieces = [cell[i : i + 40] for i in range(0, len(cell), 40)]
    cut = [piece for piece in pieces if piece not in text]
    # A page's end cuts one piece at the most, and only long cells meet one.
    return len(pieces) > 20 and len(cut) < len(pages)


def comma(text):
    """A text whose points are commas: a spreadsheet writes numbers as its reader's country does."""
    return text.replace(".", ",")


def lacking(where, pages, plan, shown=str):
    """Cells whose words the pages do not hold, both as they are `shown`."""
    pages = [shown(page) for page in pages]
    for *_, objective in objectives(plan):
        for cell in map(shown, cells(objective)):
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


def claim_failures(case, pdf):
    """Whether a PDF says of itself what it should: veraPDF, told to look for 2b, is content with 2a as well."""
    # A signer writes the metadata anew, with attributes for elements.
    parts = ElementTree.fromstring(pymupdf.open(pdf).get_xml_metadata()).iter()
    said = [pair for part in parts for pair in ((part.tag, part.text), *part.attrib.items())]
    claimed = {name: value for name, value in said if name.startswith(("{" + PDFA, "{" + PDFUA))}
    archive, _ = flavours(case)
    asked = {f"{{{PDFA}}}part": archive[0], f"{{{PDFA}}}conformance": archive[1].upper(), f"{{{PDFUA}}}part": "1"}
    if claimed != asked:
        yield f"{pdf.name} claims to be {claimed} instead of {asked}"


def archive_failures(pdfs, verapdf, flavour):
    """For each PDF what veraPDF has against it."""
    command = ["java", "-cp", f"{verapdf}/*", "org.verapdf.apps.GreenfieldCliWrapper", "-f", flavour]
    done = subprocess.run([*command, "--format", "text", "-v", *pdfs], capture_output=True, check=False, text=True)
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


def places(case, plan):
    """How each signature field of a case is printed: as its layout says, then one for each further signer."""
    layout = case / "layout" if (case / "layout").exists() else casi.LAYOUT
    settings = tomllib.loads((layout / "layout.toml").read_text(encoding="utf-8"))
    asked = [field["posto"] for field in settings["firma"]]
    return asked + ["riga"] * (len(plan.get("firmatari", [])) - len(asked))


def pdf_failures(case, plan, signed, who):
    """What the judges have against the PDF of a case, but for veraPDF."""
    pdf, fields = case / "piano.pdf", places(case, plan)
    for file in (pdf, *signed):
        yield from run("qpdf", "--check", file)
        yield from claim_failures(case, file)
    yield from lacking("PDF", pdf_text(pdf), plan)
    yield from strutture.failures(pdf, plan, fields)
    yield from disegno.failures(pdf)
    yield from firma.failures(pdf, signed, who, [f"Firma{number}" for number in range(1, len(fields) + 1)])


def office_failures(case, plan, office):
    """What the judges have against the workbook and the document of a case; `office` will be LibreOffice's own files."""
    text = json.loads(TEXT.read_text(encoding="utf-8")) if case.name == "riferimento" else None
    workbook, document, made = case / "piano.xlsx", case / "piano.docx", office.result()
    yield from figure.failures(case)
    yield from xlsx.judge(workbook, text)
    yield from word.judge(document, text, made["docx", case], made["docx", "back", case])
    yield from lacking("LibreOffice .xlsx", pdf_text(made["xlsx", case]), plan, comma)
    yield from lacking("LibreOffice .docx", pdf_text(made["docx", case]), plan)
    yield from rows_in_order("DOCX", docx_rows(document), plan)
    yield from rows_in_order("XLSX", xlsx_rows(workbook), plan)


def office_files(cases, folder):
    """What LibreOffice makes of each case: PDFs of its workbook and its document, the document by way of ODT."""
    workbooks, documents = ([case / f"piano.{kind}" for case in cases] for kind in ("xlsx", "docx"))
    pdfs = ufficio.convert(workbooks + documents, "pdf", folder)
    keys = [("xlsx", case) for case in cases] + [("docx", case) for case in cases]
    back = zip([("docx", "back", case) for case in cases], ufficio.round_trip(documents, folder))
    return dict(zip(keys, pdfs)) | dict(back)


def findings(judge, *arguments):
    """What a judge has to say, if anything; that it cannot read a file is a finding as well."""
    found = []
    try:
        found.extend(judge(*arguments) or [])
    except Exception as stumble:  # noqa: BLE001 (each library has its own, and none may end the run)
        found.append(f"{judge.__name__}: {stumble!r}")
    return found


def judge_all(cases, verapdf, folder):
    """The findings against each case. veraPDF, LibreOffice and the rest work at the same time."""
    who = firma.signer()
    plans = {case: json.loads((case / "piano.json").read_text(encoding="utf-8")) for case in cases}
    found = {case: findings(firma.sign_copies, case / "piano.pdf", case / "firmati", who) for case in cases}
    signed = {case: sorted((case / "firmati").iterdir()) for case in cases}
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pdfs = {case: [case / "piano.pdf", *signed[case]] for case in cases}
        archive = pool.submit(all_archive_failures, pdfs, verapdf)
        office = pool.submit(office_files, cases, folder)
        for case in cases:
            found[case] += findings(pdf_failures, case, plans[case], signed[case], who)
        for case in cases:
            found[case] += findings(office_failures, case, plans[case], office) + archive.result()[case]
    return found


def main(folder, verapdf):
    """Judges every case and ends with one line that counts them."""
    cases = sorted(case for case in pathlib.Path(folder).iterdir() if case.is_dir())
    with tempfile.TemporaryDirectory() as office:
        found = judge_all(cases, verapdf, pathlib.Path(office))
    for case, against in found.items():
        print(f"{case.name}: {'a posto' if not against else ''}")
        for finding in against:
            print(f"  {finding}")
    failed = sum(bool(against) for against in found.values())
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
