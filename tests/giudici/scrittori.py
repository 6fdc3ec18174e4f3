"""Writes the parts of an arrangement as workbooks, documents and texts.

Each writer returns where what stands: for each origin the places as findings name them.
"""

import csv

import docx
import openpyxl
from openpyxl.utils import get_column_letter

MOST_LETTERS = 31


def is_sheet_name(name):
    """Whether a sheet can have the name."""
    return len(name) <= MOST_LETTERS and not set(name) & set("[]:*?/\\")


def workbook(arrangement, parts, path):
    """Writes an XLSX file: a sheet for each part."""
    style = arrangement.style
    places = {}
    book = openpyxl.Workbook()
    book.remove(book.active)
    for part in parts:
        sheet = book.create_sheet(part.name)
        places.setdefault(part.origin, []).append(f"{sheet.title}!A1")
        at = 1
        for text, origin in part.above:
            cell = sheet.cell(at, 1 + style.shifted, text)
            places.setdefault(origin, []).append(f"{sheet.title}!{cell.coordinate}")
            if style.area.startswith("merged"):
                sheet.merge_cells(start_row=at, end_row=at, start_column=1 + style.shifted, end_column=1 + arrangement.last())
            at += 1
        top = at + (style.above if part.above else 0)
        for number, row in enumerate(part.rows):
            for column, cell in row.items():
                put(sheet, top, number, column, cell, places)
    book.save(path)
    return places


def put(sheet, top, number, column, cell, places):
    """Writes one cell, merged as it says."""
    made = sheet.cell(top + number, column + 1)
    if isinstance(cell.value, tuple):
        _, at, (first, last) = cell.value
        letter = get_column_letter(at + 1)
        made.value = f"=SUM({letter}{top + first}:{letter}{top + last - 1})"
    else:
        made.value = cell.value
        if isinstance(cell.value, str):
            # A text that begins with «=» is no formula.
            made.data_type = "s"
    made.number_format = "General" if cell.format == "text%" else cell.format
    if cell.across > 1 or cell.down > 1:
        last = (made.row + cell.down - 1, made.column + cell.across - 1)
        sheet.merge_cells(start_row=made.row, start_column=made.column, end_row=last[0], end_column=last[1])
    places.setdefault(cell.origin, []).append(f"{sheet.title}!{made.coordinate}")


def with_name(part):
    """The lines above a table, with the name of its part where no sheet has it."""
    lines = list(part.above)
    if part.origin:
        at = next((i for i, (_, origin) in enumerate(lines) if origin[0] in ("manager", "period")), len(lines))
        lines.insert(at, (part.name, part.origin))
    return lines


def shown(arrangement, cell):
    """A cell's value as the text of a document."""
    if isinstance(cell.value, tuple):
        return ""
    if cell.origin and cell.origin[0] == "altro" and cell.origin[2] == "Scadenza":
        objectives = [o for _, _, o in arrangement.objectives()]
        return arrangement.shown("Scadenza", objectives[cell.origin[1] - 1]["altro"]["Scadenza"])
    if isinstance(cell.value, str):
        return cell.value
    percent = "%" in cell.format
    hundredths = 100 if cell.format in ("0%", "0.00%") else 1
    number = round(cell.value * hundredths, 6)
    text = str(int(number)) if number == int(number) else str(number).replace(".", ",")
    return text + ("%" if percent else "")


def document(arrangement, parts, path):
    """Writes a DOCX file: a table for each part, its lines above it as headings or paragraphs."""
    paper = docx.Document()
    places, style = {}, arrangement.style
    written = set()
    for index, part in enumerate(parts, 1):
        for text, origin in with_name(part):
            # Title and body stand once in a document.
            if origin in (("title",), ("entity",)) and origin in written:
                continue
            written.add(origin)
            if style.repeated:
                paper.add_heading(text, 0 if origin == ("title",) else 1)
            else:
                paper.add_paragraph(text)
            places.setdefault(origin, []).append(f"paragrafo {len(paper.paragraphs)}")
        rows = [row for row in part.rows if row]
        below = [row for row in rows if all(cell.origin[:1] == ("footer",) for cell in row.values())]
        if style.kind != "forms" or not style.split:
            rows = [row for row in rows if row not in below]
        else:
            below = []
        width = max(max(c + cell.across for c, cell in row.items()) for row in rows) - style.shifted
        grid = paper.add_table(rows=0, cols=width, style="Table Grid")
        made = [grid.add_row().cells for _ in rows]
        for number, row in enumerate(rows):
            for column, cell in row.items():
                column -= style.shifted
                first = made[number][column]
                if cell.across > 1 or cell.down > 1:
                    last = made[min(number + cell.down, len(made)) - 1][min(column + cell.across, width) - 1]
                    first = first.merge(last)
                first.text = shown(arrangement, cell)
                places.setdefault(cell.origin, []).append(f"tabella {index}, riga {number + 1}, colonna {column + 1}")
        for row in below:
            for cell in row.values():
                paper.add_paragraph(str(cell.value))
                places.setdefault(cell.origin, []).append(f"paragrafo {len(paper.paragraphs)}")
        paper.add_paragraph()
    paper.save(path)
    return places


def text_file(arrangement, parts, path):
    """Writes a CSV file as Excel does: lines of the same table, one part below the other."""
    places = {}
    style = arrangement.style
    delimiter, encoding = (";", "cp1252") if style.repeated else (",", "utf-8-sig")
    with path.open("w", newline="", encoding=encoding, errors="strict") as file:
        writer = csv.writer(file, delimiter=delimiter)
        counted = LineCount(writer)
        for index, part in enumerate(parts):
            lines = [line for line in with_name(part) if not (index and line[1] in (("title",), ("entity",)))]
            for text, origin in lines:
                counted.write([text], {0: origin}, places)
            for row in part.rows:
                width = max(row, default=-1) + 1
                texts = [shown(arrangement, row[c]) if c in row else "" for c in range(width)]
                counted.write(texts, {c: cell.origin for c, cell in row.items()}, places)
    return places


class LineCount:
    """Writes rows and counts the lines that they take."""

    def __init__(self, writer):
        self.writer, self.line = writer, 1

    def write(self, texts, origins, places):
        self.writer.writerow(texts)
        inside = 0
        for column, text in enumerate(texts):
            for line in range(self.line + inside, self.line + inside + text.count("\n") + 1):
                if column in origins:
                    places.setdefault(origins[column], []).append(line)
            inside += text.count("\n")
        self.line += inside + 1
