"""Reads what pictures show to those who do not see them, with pyHanko, python-docx and openpyxl."""

import tomllib

import docx
import openpyxl
from docx.oxml.ns import qn
from pyhanko.pdf_utils.reader import PdfFileReader


def in_pdf(path):
    """The alternative text of every Figure of the tags."""
    with path.open("rb") as file:
        waiting = [PdfFileReader(file).root["/StructTreeRoot"]["/K"]]
        while waiting:
            element = waiting.pop()
            if isinstance(element, list):
                waiting.extend(element[i] for i in reversed(range(len(element))))
            elif isinstance(element, dict):
                if element.get("/S") == "/Figure":
                    yield str(element["/Alt"])
                if "/K" in element:
                    waiting.append(element["/K"])


def in_docx(path):
    """That of every picture of a document."""
    return [picture.get("descr") for picture in docx.Document(path).element.body.iter(qn("wp:docPr"))]


def in_xlsx(path):
    """That of every picture of the sheet «Piano»."""
    sheet = openpyxl.load_workbook(path)["Piano"]
    return [image.anchor.pic.nvPicPr.cNvPr.descr for image in sheet._images]


def failures(case):
    """Where a format has other pictures than the layout of a case."""
    settings = case / "layout/layout.toml"
    layout = tomllib.loads(settings.read_text(encoding="utf-8")) if settings.exists() else {}
    asked = [layout["logo"]["testo"]] if "logo" in layout else []
    for kind, read in (("pdf", in_pdf), ("docx", in_docx), ("xlsx", in_xlsx)):
        found = list(read(case / f"piano.{kind}"))
        if found != asked:
            yield f"{kind.upper()}: pictures that show {found} instead of {asked}"
