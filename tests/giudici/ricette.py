"""Judges the cookbook of layouts and other documents: `ricette.py PROGRAM FOLDER VERAPDF [RECIPES…]`.

Every recipe (a folder with `layout.toml` and `piano.yaml`) goes through `genera`. The judges of all
annexes look at the files (the PDF signed as well, the workbook calculated anew), and every text of
the plan must be in the PDF (pdftotext), in the sheet «Piano» (openpyxl) and in the document
(python-docx), or be named by a finding.
"""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import docx
import firma
import forme
import giudica
import livelli
import openpyxl
from docx.oxml.ns import qn
from piano import joined

# The cookbook, and documents that need in other combinations what it shows.
RECIPES = ("layouts/ricette", "tests/giudici/documenti")
# Keys that say how a plan is made, not what it says.
STRUCTURE = ("livelli", "campi", "codici", "pesi", "anni", "tipologie", "allegati", "data", "classificazione")
# Marks of lists before a line of text; where a program writes them apart, the words are found even so.
MARK = re.compile(r"^\s*(-|\w{1,3}[.)])\s+")


def pieces(text):
    """The lines of a text, and the cells of a small table in it."""
    for line in text.split("\n"):
        for part in line.split("|"):
            part = joined(MARK.sub("", part))
            if re.search(r"\w", part):
                yield part


def texts(value, kinds, key=""):
    """Every text of a plan with its key, as an office prints it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in STRUCTURE:
                # A value for each year is one of the field that holds the years.
                yield from texts(inner, kinds, key if re.fullmatch(r"\d{4}", name) else name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, kinds, key)
    else:
        for piece in pieces(shown(value, kinds.get(key))):
            yield key, piece


def shown(value, kind):
    """A value as an office prints it; words in the place of one stay as they are."""
    if kind in (None, "testo"):
        return value
    try:
        return livelli.shown(value, kind)
    except (ArithmeticError, ValueError):
        return value


def pdf_words(path):
    """The letters of a PDF."""
    return "".join(giudica.pdf_text(path))


def docx_words(path):
    """The letters of a document, its headers and footers among them."""
    document = docx.Document(path)
    parts = [document.element]
    for section in document.sections:
        parts += [part._element for part in (section.header, section.first_page_header, section.footer, section.first_page_footer)]
    return joined("".join(text.text or "" for part in parts for text in part.iter(qn("w:t"))))


def xlsx_words(path):
    """The letters of the sheet «Piano», its headers and footers among them."""
    sheet = openpyxl.load_workbook(path)["Piano"]
    lines = (sheet.oddHeader, sheet.firstHeader, sheet.oddFooter, sheet.firstFooter)
    running = [part.text or "" for line in lines for part in (line.left, line.center, line.right)]
    return joined("".join(running + [text for row in forme.sheet_rows(path) for text in row]))


def make(program, recipe, place):
    """Writes the annexes of a recipe; what is wrong, and the findings."""
    command = [program, "genera", recipe / "piano.yaml", "--layout", recipe.resolve(), "--uscita", place]
    done = subprocess.run([*command, "--sostituisci", "--json"], capture_output=True, check=False, text=True)
    if done.returncode != 0:
        return [f"genera: {done.stdout}{done.stderr}"], []
    return [], [finding["messaggio"] for finding in json.loads(done.stdout)["segnalazioni"]]


def lacking(recipe, place, named):
    """Texts of the plan that a format lacks and no finding names."""
    plan = livelli.read(recipe / "piano.yaml")
    said = {"PDF": pdf_words, "XLSX": xlsx_words, "DOCX": docx_words}
    found = {kind: read(place / f"piano.{kind.lower()}") for kind, read in said.items()}
    for key, piece in texts(plan, plan.get("campi", {})):
        for kind, words in found.items():
            # A layout may write names in capitals.
            if piece not in words and piece.upper() not in words and not any(f"«{key}»" in message for message in named):
                yield f"{kind} lacks «{piece[:60]}» ({key})"


def judge(made, named, verapdf):
    """What the judges have against each recipe; `named` has the findings of its `genera`."""
    who = firma.signer()
    found = {recipe: giudica.findings(firma.sign_copies, place / "piano.pdf", place / "firmati", who) for recipe, place in made.items()}
    signed = {place: sorted((place / "firmati").glob("*")) for place in made.values()}
    with tempfile.TemporaryDirectory() as office, concurrent.futures.ThreadPoolExecutor() as pool:
        files = pool.submit(giudica.office_files, list(made.values()), pathlib.Path(office))
        archive = pool.submit(giudica.all_archive_failures, {place: [place / "piano.pdf", *signed[place]] for place in signed}, verapdf)
        for recipe, place in made.items():
            found[recipe] += giudica.findings(lacking, recipe, place, named[recipe])
            found[recipe] += giudica.findings(forme.pdf_failures, place, signed[place], who)
            found[recipe] += giudica.findings(forme.office_failures, place, files.result())
            found[recipe] += archive.result().get(place, [])
    return found


def main(program, folder, verapdf, *options):
    """Judges every recipe, or one in three of them, and ends with one line that counts them."""
    recipes = [option for option in options if option != "--campione"] or RECIPES
    share = 3 if "--campione" in options else 1
    cases = sorted(path.parent for own in recipes for path in pathlib.Path(own).glob("*/layout.toml"))[::share]
    if not cases:
        sys.exit(f"no recipes in {recipes}")
    places = {recipe: pathlib.Path(folder, recipe.name) for recipe in cases}
    found, named = {}, {}
    for recipe, place in places.items():
        found[recipe], named[recipe] = make(program, recipe, place)
    made = {recipe: place for recipe, place in places.items() if not found[recipe]}
    found |= judge(made, named, verapdf)
    for recipe in cases:
        print(f"{recipe.name}: {'a posto' if not found[recipe] else ''}")
        for finding in found[recipe][:20]:
            print(f"  {finding}")
    failed = sum(map(bool, found.values()))
    print(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main(*sys.argv[1:])
