"""Envelopes by OpenSSL around every annex and a PDF signed by pyHanko, files edited by openpyxl, python-docx and LibreOffice, digests by sha256sum:
what `verifica` must say of each. Usage: buste.py PROGRAM FOLDER"""

import json
import pathlib
import subprocess
import sys
import zipfile

import chiavi
import colonne
import docx
import firmati
import openpyxl
import ufficio

PLAN = pathlib.Path("inputs/piano-obiettivi-2020-2022.yaml")
NAME = "piano"
FORMATS = ["pdf", "xlsx", "docx"]
ROSSI, BIANCHI = "Mario Rossi (Comune di Esempio)", "Anna Bianchi (Comune di Esempio)"


def openssl(*arguments):
    subprocess.run(["openssl", "cms", "-binary", *map(str, arguments)], check=True)


class Envelopes:
    """Puts files into envelopes, signed with the keys in a folder."""

    def __init__(self, keys):
        self.keys = keys

    def who(self, name):
        return ["-signer", self.keys / f"{name}.pem", "-inkey", self.keys / f"{name}.key"]

    def sign(self, source, target, *options, who="firma"):
        openssl("-sign", "-nodetach", *self.who(who), "-in", source, "-out", target, *options)

    def make(self, source, folder):
        """Every form of envelope around `source`: its file, and who signed."""
        made = []

        def target(form, *signers):
            made.append((folder / f"{source.name}.{form}.p7m", list(signers)))
            return made[-1][0]

        self.sign(source, target("der", ROSSI), "-outform", "DER")
        self.sign(source, target("flusso", ROSSI), "-outform", "DER", "-stream")
        self.sign(source, target("pem", ROSSI), "-outform", "PEM")
        self.sign(source, target("chiave", ROSSI), "-outform", "DER", "-keyid")
        first = made[0][0]
        parallel = target("parallele", ROSSI, BIANCHI)
        openssl("-resign", "-nodetach", "-inform", "DER", "-in", first, "-outform", "DER", "-out", parallel, *self.who("seconda"))
        self.sign(first, target("annidata", ROSSI, BIANCHI), "-outform", "DER", "-stream", who="seconda")
        nested = made[-1][0]
        self.sign(nested, target("tre", ROSSI, BIANCHI, ROSSI), "-outform", "PEM")
        target("acapo", ROSSI).write_bytes(first.read_bytes() + b"\r\n")
        pem = (folder / f"{source.name}.pem.p7m").read_text().splitlines()
        target("base64", ROSSI).write_text("".join(line for line in pem if "-----" not in line))
        archive = folder / f"{source.name}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as members:
            members.write(first, first.name)
        made.append((archive, [ROSSI]))
        return made

    def poisoned(self, source, folder):
        """Envelopes that other programs may take for another file, and the words that must say so."""
        whole = (folder / f"{source.name}.der.p7m").read_bytes()
        pem = (folder / f"{source.name}.pem.p7m").read_bytes()
        cases = {
            "coda": (whole + b"%PDF-1.4", "un altro PDF"),
            "lontano": (whole + bytes(1 << 20) + b"startxref", "un altro PDF"),
            "record": (whole + b"PK\x05\x06" + bytes(18), "un altro archivio"),
            "riga": (pem.rstrip(b"\n") + b"\r%PDF-1.4\r", "un altro PDF"),
            "doppia": (pem + pem, "ce n'è un'altra"),
        }
        made = []
        for name, (content, words) in cases.items():
            made.append((folder / f"{source.name}.{name}.p7m", words))
            made[-1][0].write_bytes(content)
        return made

    def broken(self, source, folder):
        """Envelopes that nobody can open, and the words that must say why."""
        detached, crlf, cut = (folder / f"{source.name}.{form}" for form in ["p7s", "crlf.p7m", "tagliata.p7m"])
        openssl("-sign", *self.who("firma"), "-in", source, "-outform", "DER", "-out", detached)
        whole = (folder / f"{source.name}.der.p7m").read_bytes()
        crlf.write_bytes(whole.replace(b"\n", b"\r\n"))
        cut.write_bytes(whole[: len(whole) // 2])
        return [(detached, "firma staccata"), (crlf, "come un testo"), (cut, "incompleta")]


def edited(annexes, folder):
    """Files that other programs saved: their verdict, and words that must be in its reasons."""
    same, changed = "da-guardare", "modificato"
    cases = []

    def workbook(name, verdict, words, change):
        book = openpyxl.load_workbook(annexes / f"{NAME}.xlsx")
        change(book)
        book.save(folder / f"{name}.xlsx")
        cases.append((folder / f"{name}.xlsx", verdict, words))

    def document(name, verdict, words, change):
        text = docx.Document(annexes / f"{NAME}.docx")
        change(text)
        text.save(folder / f"{name}.docx")
        cases.append((folder / f"{name}.docx", verdict, words))

    workbook("salvato", same, "le formule sono senza risultato", lambda book: None)
    workbook("peso", changed, "SERVIZI INFORMATICI: il campo «peso» era «40», ora è «35»", lambda book: setattr(colonne.cell(book, "peso", 3), "value", 35))
    workbook("riga-in-piu", changed, "c'è una riga in più", lambda book: (book["Dati"].insert_rows(4), book["Dati"].__setitem__("D4", "Nuova")))
    workbook("riga-in-meno", changed, "manca una riga", lambda book: book["Dati"].delete_rows(4))
    workbook("valore", changed, "un valore ha preso il posto di una formula (B7)", lambda book: book["Pesi"].__setitem__("B7", 100))
    workbook("foglio-nascosto", changed, "il foglio «Pesi» è nascosto", lambda book: setattr(book["Pesi"], "sheet_state", "hidden"))
    workbook("riga-nascosta", same, "righe nascoste", lambda book: setattr(book["Dati"].row_dimensions[3], "hidden", True))
    workbook("colonna-nascosta", same, "colonne nascoste", lambda book: setattr(book["Dati"].column_dimensions[colonne.cell(book, "peso", 1).column_letter], "hidden", True))
    workbook("foglio-in-piu", changed, "c'è un foglio in più, «Altro»", lambda book: book.create_sheet("Altro").__setitem__("A1", "x"))
    workbook("valutazione", same, "era (vuoto), ora è «80,0%»", lambda book: book["Valutazione"].__setitem__("K5", 0.8))
    document("salvato", same, "si legge lo stesso", lambda text: None)

    def cell(text):
        text.tables[0].rows[2].cells[2].paragraphs[0].runs[0].text = "ALTRO"

    document("cella", changed, "ANNO 2020, SERVIZI INFORMATICI: il campo «descrizione» era «Adeguamento", cell)
    document("titolo", changed, "ora è «ALTRO»", lambda text: setattr(text.paragraphs[0].runs[0], "text", "ALTRO"))
    for format in ["xlsx", "docx"]:
        saved = ufficio.convert([annexes / f"{NAME}.{format}"], format, folder / "libreoffice")[0]
        cases.append((saved, same, "si legge lo stesso"))
    return cases


class Judge:
    """Runs the program and counts what it says as it should."""

    def __init__(self, program, manifest):
        self.program, self.manifest = program, manifest
        self.cases, self.wrong = 0, []

    def expect(self, file, status, verdict, words="", signers=None):
        run = subprocess.run([self.program, "verifica", self.manifest, file, "--json"], capture_output=True, text=True)
        self.cases += 1
        try:
            (found,) = json.loads(run.stdout)["file"]
        except ValueError:
            return self.wrong.append(f"{file.name}: {run.stdout} {run.stderr}")
        reasons = "; ".join(reason["testo"] for reason in found["motivi"])
        names = sorted(signer["soggetto"] for signer in found["firme"])
        sound = (run.returncode, found["verdetto"]) == (status, verdict) and words in reasons
        if not sound or (signers is not None and names != sorted(signers)):
            self.wrong.append(f"{file.name}: {run.returncode}, {found['verdetto']}, {names}: {reasons}")


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    annexes, work = folder / "allegati", folder / "tornati"
    work.mkdir(parents=True)
    annexes.mkdir()
    plan = annexes / f"{NAME}.yaml"
    plan.write_bytes(PLAN.read_bytes())
    subprocess.run([program, "genera", plan, "--uscita", annexes, "--impronte"], check=True, capture_output=True)
    subprocess.run(["sha256sum", "--quiet", "--strict", "-c", "SHA256SUMS"], cwd=annexes, check=True)
    chiavi.make(folder / "chiavi")
    envelopes, judge = Envelopes(folder / "chiavi"), Judge(program, annexes)
    statuses = {"da-guardare": 3, "modificato": 1}
    for format in FORMATS:
        source = annexes / f"{NAME}.{format}"
        for file, signers in envelopes.make(source, work):
            judge.expect(file, 0, "intatto", signers=signers)
        for file, words in envelopes.broken(source, work):
            judge.expect(file, 1, "non-riconosciuto", words)
        for file, words in envelopes.poisoned(source, work):
            judge.expect(file, 1, "modificato", words)
    cases = edited(annexes, work)
    for file, verdict, words in cases:
        judge.expect(file, statuses[verdict], verdict, words)
    signed = work / "firmato.pdf"
    signed.write_bytes(firmati.Office(folder / "chiavi").sign((annexes / f"{NAME}.pdf").read_bytes(), "Firma1"))
    judge.expect(signed, 0, "intatto", signers=[ROSSI])
    for file, signers in envelopes.make(signed, work):
        judge.expect(file, 0, "intatto", signers=[ROSSI, *signers])
    # In an envelope an edited file is still an edited file; and what was sent need not be kept.
    for format in FORMATS:
        (annexes / f"{NAME}.{format}").unlink()
    for file, verdict, words in cases:
        wrapped = file.with_name(file.name + ".p7m")
        envelopes.sign(file, wrapped, "-outform", "DER")
        judge.expect(wrapped, statuses[verdict], verdict, words, [ROSSI])
    for format in FORMATS:
        judge.expect(work / f"{NAME}.{format}.tre.p7m", 0, "intatto", signers=[ROSSI, BIANCHI, ROSSI])
    print(f"buste e file corretti: {judge.cases - len(judge.wrong)} su {judge.cases} come devono")
    print("\n".join(judge.wrong), end="\n" if judge.wrong else "")
    sys.exit(bool(judge.wrong))


if __name__ == "__main__":
    main()
