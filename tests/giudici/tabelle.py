"""Imports the reference plan from tables that other programs wrote:
`tabelle.py PROGRAM FOLDER`.

openpyxl, python-docx, Python's csv and LibreOffice write the same rows in three arrangements:
area and period as columns, as bands, as sheets or headings. Each must give the reference plan,
word for word.
"""

import csv
import json
import pathlib
import subprocess
import sys

import docx
import openpyxl
import yaml

REFERENCE = pathlib.Path("tests/suite/fixtures/piano-di-riferimento.json")
SEED_HEADS = [
    "SERVIZIO ORGANIZZATIVO",
    "TIPOLOGIA OBIETTIVO S sviluppo M mantenimento",
    "DESCRIZIONE OBIETTIVO",
    "RISULTATO ATTESO",
    "INDICATORE DI RISULTATO",
    "PESO DELL'OBIETTIVO PER L'AREA (VALORI IN PERCENTUALE)",
]
FIELDS = ["tipologia", "descrizione", "risultato", "indicatore", "peso"]


def rows_of(plan):
    """(area, period, cells) for each objective; what is not there is an empty text."""
    for area in plan["aree"]:
        for period in area["periodi"]:
            for objective in period["obiettivi"]:
                title = objective.get("trasversale")
                first = objective["servizio"] if title is None else f"OBIETTIVO TRASVERSALE >{title}"
                cells = [first] + [objective.get(field, "") for field in FIELDS]
                yield area["nome"], period["etichetta"], cells


def as_columns(plan):
    """One table, its head not in the first row, heads in other words than ours."""
    heads = ["Area", "Periodo", "Servizio", "Tipologia", "Descrizione dell'obiettivo", "Risultati attesi", "Indicatori", "PESO %"]
    body = [[area, period, *cells] for area, period, cells in rows_of(plan)]
    return {"Obiettivi": [[plan["titolo"]], [], heads, *body]}


def as_bands(plan):
    """Area and period as lines across the table, the head repeated for each area."""
    table, last_area, last_period = [[plan["titolo"]]], None, None
    for area, period, cells in rows_of(plan):
        if area != last_area:
            table += [[], [area], SEED_HEADS]
            last_period = None
        if period != last_period:
            table.append([period])
        last_area, last_period = area, period
        table.append(cells)
    return {"Piano": table}


def as_parts(plan):
    """A sheet for each area, the period a column that is filled in its first row only."""
    parts, last = {}, None
    for area, period, cells in rows_of(plan):
        if area not in parts:
            parts[area] = [[plan["titolo"]], ["Periodo", *SEED_HEADS]]
            last = None
        parts[area].append([period if period != last else "", *cells])
        last = period
    return parts


def number(text):
    """A weight as the number that a person types."""
    try:
        return int(text)
    except ValueError:
        return text


def typed(row):
    return [number(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in row]


def workbook(parts, path, merged=False):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in parts.items():
        sheet = book.create_sheet(name)
        width = max(map(len, table))
        for at, row in enumerate(table, 1):
            for column, cell in enumerate(typed(row), 1):
                if cell != "":
                    sheet.cell(at, column, cell)
            if merged and len(row) == 1:
                sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
    book.save(path)


def text_file(parts, path, delimiter, encoding):
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file, delimiter=delimiter)
        for name, table in parts.items():
            if len(parts) > 1:
                writer.writerow([name])
            writer.writerows(table)


def document(parts, path, above):
    """Tables of Word: `above` puts area and title above the tables as paragraphs."""
    paper = docx.Document()
    title = next(iter(parts.values()))[0][0]
    paper.add_heading(title, 0)
    for name, table in parts.items():
        if above:
            paper.add_heading(name, 1)
        lines = [row for row in table if row and row != [title]]
        width = max(map(len, lines))
        grid = paper.add_table(rows=0, cols=width)
        for line in lines:
            cells = grid.add_row().cells
            if len(line) == 1:
                cells[0].merge(cells[-1]).text = line[0]
                continue
            for cell, text in zip(cells, line):
                cell.text = str(text)
    paper.save(path)


def convert(source, kind, work):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{work.absolute()}/lo", "--headless", "--convert-to", kind, "--outdir", str(work), str(source)],
        check=True,
        capture_output=True,
    )


def write_all(plan, work):
    """Every file, by arrangement and program."""
    arrangements = {"colonne": as_columns(plan), "fasce": as_bands(plan), "parti": as_parts(plan)}
    for name, parts in arrangements.items():
        made = work / f"{name}.xlsx"
        workbook(parts, made, merged=name == "fasce")
        for kind in ["ods", "xls"]:
            convert(made, kind, work)
        text_file(parts, work / f"{name}.csv", ";", "cp1252")
        text_file(parts, work / f"{name}-virgola.csv", ",", "utf-8-sig")
        text_file(parts, work / f"{name}.tsv", "\t", "utf-16")
        document(parts, work / f"{name}.docx", above=name == "parti")
    (work / "testo.txt").write_bytes(pathlib.Path("tests/giudici/testo-di-riferimento.txt").read_bytes())
    again = work / "di-nuovo"
    again.mkdir()
    for name in arrangements:
        convert(work / f"{name}.docx", "odt", again)
        convert(again / f"{name}.odt", "docx:MS Word 2007 XML", again)
        (again / f"{name}.docx").rename(work / f"{name}-libreoffice.docx")
        convert(work / f"{name}.ods", "xlsx:Calc MS Excel 2007 XML", again)
        (again / f"{name}.xlsx").rename(work / f"{name}-libreoffice.xlsx")


def flat(plan):
    """What is compared: the title, and each objective's place and fields as texts."""
    def objective(o):
        return {key: str(value).strip() for key, value in o.items() if key != "altro" and value not in (None, "")}

    return [
        plan["titolo"],
        *[
            (area["nome"], period["etichetta"], objective(o))
            for area in plan["aree"]
            for period in area["periodi"]
            for o in period["obiettivi"]
        ],
    ]


def difference(want, got):
    for n, (w, g) in enumerate(zip(want, got)):
        if w != g:
            return f"voce {n}: {w} diventa {g}"
    return None if len(want) == len(got) else f"{len(want)} voci diventano {len(got)}"


def judge(program, source, want, work):
    target = work / f"{source.name}.yaml"
    run = subprocess.run([program, "importa", str(source), "-o", str(target)], capture_output=True, text=True)
    if run.returncode != 0 or not target.exists():
        return f"esito {run.returncode}: {(run.stdout + run.stderr)[-1500:]}"
    # Every scalar as it is written: «007» and dates stay texts.
    plan = yaml.load(target.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return difference(want, flat(plan))


def main(program, folder):
    work = pathlib.Path(folder)
    work.mkdir(parents=True)
    plan = json.loads(REFERENCE.read_text(encoding="utf-8"))
    write_all(plan, work)
    want = flat(plan)
    failures = 0
    for source in sorted(p for p in work.iterdir() if p.suffix in {".xlsx", ".xls", ".ods", ".csv", ".tsv", ".docx", ".txt"}):
        expected = want
        if source.name == "testo.txt":
            artefacts = {"AREA SERVIZI SOCIALI": "AREASERVIZI SOCIALI", "SERVIZI SOCIALI/RAGIONERIA/SUAP": "SERVIZI SOCIALI/RAGIONE RIA/SUAP"}
            kept = lambda text: artefacts.get(text, text)
            expected = [want[0], *[(kept(a), p, {k: kept(v) for k, v in o.items()}) for a, p, o in want[1:]]]
        fault = judge(program, source, expected, work)
        print(f"{source.name}: {fault or 'a posto'}")
        failures += fault is not None
    print(f"{failures} tabelle non a posto")
    sys.exit(failures > 0)


main(*sys.argv[1:])
