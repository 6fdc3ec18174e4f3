"""Judges Word documents with programs that are not ours: openxml-audit, python-docx, LibreOffice.

    python word.py [--text tests/suite/fixtures/testo-di-riferimento.json] FILE.docx ...

openxml-audit finds nothing; Word's accessibility rules hold; LibreOffice's PDF has every
letter of the document and the table head on every page; headings, table heads and text
survive the way to ODT and back. With --text, the objectives of the tables must be those
of the file, cell by cell. Prints what is wrong, one line each; exit status 1 if anything is.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import audit
import docx
import ufficio
from docx.oxml.ns import qn
from piano import joined


def paragraphs(root):
    """The text of every paragraph below an element, in order."""
    return ["".join(run.text for run in docx.text.paragraph.Paragraph(p, None).runs) for p in root.iter(qn("w:p"))]


def head_rows(table):
    """The rows of a table that repeat on every page."""
    return [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]


def headings(document):
    """Level and text of every heading, those side by side with a logo among them."""
    for element in document.element.body.iter(qn("w:p")):
        paragraph = docx.text.paragraph.Paragraph(element, document._body)
        level = re.fullmatch(r"heading (\d)", paragraph.style.name, re.IGNORECASE)
        if level:
            yield int(level[1]), paragraph.text


def package(path):
    """No part but those a document needs, and no date but a plan's day."""
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if re.search(r"comments|custom|footnotes|/$", entry.filename):
                yield f"{entry.filename} is not needed"
            if entry.date_time != (1980, 1, 1, 0, 0, 0) or entry.compress_type != zipfile.ZIP_DEFLATED:
                yield f"{entry.filename} is dated or not deflated"
        core = archive.read("docProps/core.xml").decode()
    for date in re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core):
        if not date.endswith("T00:00:00Z"):
            yield f"a time of day in the properties: {date}"


def accessibility(document):
    """Title, language, order of headings, head rows, alternative text, no spacing by empty paragraphs."""
    properties = document.core_properties
    if not properties.title or properties.language != "it-IT":
        yield f"title {properties.title!r}, language {properties.language!r}"
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is None or language.get(qn("w:val")) != "it-IT":
        yield "the text has no language"
    before = 0
    for level, text in headings(document):
        if level > before + 1:
            yield f"heading {text!r} is of level {level} after level {before}"
        before = level
    for number, table in enumerate(document.tables, 1):
        form = table._tbl.tblPr
        # Without a style it only puts texts side by side.
        if form.find(qn("w:tblStyle")) is None:
            continue
        named = head_rows(table) or form.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        if not named or form.find(qn("w:tblCaption")) is None:
            yield f"table {number} lacks a head or a caption"
    blank = [p for p in document.paragraphs if not p.text and not p._p.findall(f".//{qn('w:drawing')}")]
    empty = [p.style.name for p in blank if p.style.name != "Tabella: dopo"]
    if empty:
        yield f"empty paragraphs: {empty}"


def objectives(document, text):
    """The rows of six cells below the heads, against those of the reference text."""
    wanted = [tuple(entry["celle"]) for entry in text]
    found = []
    for table in document.tables:
        for row in table.rows[len(head_rows(table)) :]:
            cells = [cell.text for cell in row.cells]
            if len({id(cell._tc) for cell in row.cells}) > 1:
                found.append(tuple(" ".join(cell.split()) for cell in cells))
    if len(found) != len(wanted):
        yield f"{len(found)} objectives instead of {len(wanted)}"
    for number, (got, want) in enumerate(zip(found, wanted), 1):
        if got != want:
            yield f"objective {number}: {got} instead of {want}"


def with_rows(document, pages):
    """For each page, whether a row stands on it of a table that has a head."""
    rows = [row for table in document.tables if head_rows(table) for row in table.rows[len(head_rows(table)) :]]
    texts = {joined("".join(cell.text for cell in row.cells)) for row in rows}
    return [any(text and text in page for text in texts) for page in pages]


def counted(heads, pages):
    """How often each head stands on each page; one that is the beginning of another is not counted in it."""
    rest = list(pages)
    for head in sorted(set(heads), key=len, reverse=True):
        yield head, [page.count(head) for page in rest]
        rest = [page.replace(head, "\0") for page in rest]


def office_pdf(pdf, document):
    """Every letter of the document is in LibreOffice's PDF, and the head on every page of the tables."""
    done = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True)
    pages = [joined(page) for page in done.stdout.split("\f")[:-1]]
    heads = ["".join(joined(text) for row in head_rows(t) for text in paragraphs(row._tr)) for t in document.tables]
    seen = dict(counted(heads, pages))
    with_head = [any(counts[i] for counts in seen.values()) for i in range(len(pages))]
    lacking = [i for i, needs in enumerate(with_rows(document, pages), 1) if needs and not with_head[i - 1]]
    if lacking:
        yield f"pages without a table head: {lacking}"
    want = Counter(joined("".join(paragraphs(document.element.body))) + labels(document))
    section = document.sections[0]
    for number in range(1, len(pages) + 1):
        first = number == 1 and section.different_first_page_header_footer
        header = section.first_page_header if first else section.header
        footer = "".join(paragraphs(section.footer._element)).replace("1", str(number), 1)
        # The count of pages is the last 1 of the footer: both fields are written with that value.
        footer = str(len(pages)).join(footer.rsplit("1", 1))
        want.update(joined("".join(paragraphs(header._element)) + footer))
    for head, counts in seen.items():
        for letter, times in Counter(head).items():
            want[letter] += times * (sum(counts) - heads.count(head))
    found = Counter("".join(pages))
    if found != want:
        yield f"LibreOffice's PDF lacks {dict(want - found)} and has besides {dict(found - want)}"


def labels(document):
    """The labels of all list items, which are no text of their paragraphs."""
    numbers = {}
    if document.element.body.find(f".//{qn('w:numId')}") is not None:
        numbering = document.part.numbering_part.element
        texts = {a.get(qn("w:abstractNumId")): a.find(f".//{qn('w:lvlText')}").get(qn("w:val")) for a in numbering.iter(qn("w:abstractNum"))}
        numbers = {n.get(qn("w:numId")): texts[n.find(qn("w:abstractNumId")).get(qn("w:val"))] for n in numbering.iter(qn("w:num"))}
    return joined("".join(numbers[n.get(qn("w:val"))] for n in document.element.body.iter(qn("w:numId"))))


def round_trip(path, document):
    """Headings, table heads and text survive the way to ODT and back, to `path`."""
    back = docx.Document(path)
    if list(headings(back)) != list(headings(document)):
        yield f"headings after the round trip: {list(headings(back))}"
    counts = [[len(head_rows(table)) for table in d.tables] for d in (document, back)]
    if counts[0] != counts[1]:
        yield f"head rows {counts[0]} become {counts[1]} after the round trip"
    texts = [[text for text in paragraphs(d.element.body) if text] for d in (document, back)]
    yield from (f"after the round trip {b!r} instead of {a!r}" for a, b in zip(*texts) if a != b)
    if len(texts[0]) != len(texts[1]):
        yield f"{len(texts[0])} paragraphs become {len(texts[1])} after the round trip"


def judge(path, text, pdf, back):
    """What is wrong with a document, of which LibreOffice made `pdf` and, by way of ODT, `back`."""
    document = docx.Document(path)
    yield from audit.faults(path)
    yield from package(path)
    yield from accessibility(document)
    if text:
        yield from objectives(document, text)
    yield from office_pdf(pdf, document)
    yield from round_trip(back, document)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--text", type=Path)
    arguments.add_argument("files", nargs="+", type=Path)
    given = arguments.parse_args()
    text = json.loads(given.text.read_text(encoding="utf-8")) if given.text else None
    with tempfile.TemporaryDirectory() as folder:
        office = ufficio.convert(given.files, "pdf", Path(folder)), ufficio.round_trip(given.files, Path(folder))
        files = zip(given.files, *office)
        wrong = [f"{path}: {fault}" for path, pdf, back in files for fault in judge(path, text, pdf, back)]
    print("\n".join(wrong) or "word: nothing to object")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
