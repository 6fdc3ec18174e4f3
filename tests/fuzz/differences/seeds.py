"""Honest files to start from: signed here by pyHanko, and what other programs once appended."""

import contextlib
import datetime
import io
import json
import logging
import subprocess

import pymupdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.stamp import StaticStampStyle

from readers import HERE

ROOT = HERE.parent.parent.parent
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)

# Drawings of a signature: nothing, and a grey bar.
BLANK = StaticStampStyle(background=RawContent(b""), border_width=0)
BAR = StaticStampStyle(background=RawContent(b"0.8 g 0 0 50 20 re f"), border_width=1)


def signer():
    """Someone with a key of their own, good for today."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Firma di prova")])
    now, day = datetime.datetime.now(datetime.UTC), datetime.timedelta(1)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - day, now + day)
    usage = x509.KeyUsage(True, True, *[False] * 7)
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    bag = pkcs12.serialize_key_and_certificates(b"prova", key, certificate, None, serialization.NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(bag, [], None)


def signed(pdf, who, field, *, style=BLANK, spec=None, subfilter=fields.SigSeedSubFilter.PADES, **settings):
    """`pdf` signed in a field that is there, or in one that `spec` adds."""
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=subfilter, **settings)
    out = io.BytesIO()
    maker = signers.PdfSigner(meta, who, stamp_style=style, new_field_spec=spec)
    maker.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), existing_fields_only=spec is None, output=out)
    return out.getvalue()


def made(program, folder):
    """The PDFs of a set made from a small plan, in a folder with its manifest."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = ROOT / "tests/suite/fixtures/piano-minimo.json"
    subprocess.run([program, "genera", plan, "--uscita", folder], check=True, capture_output=True)
    return sorted(folder.glob("*.pdf"))


def variants(pdf, who):
    """Honest signatures of one file, by name."""
    field = SigFieldSpec("Altra", on_page=0, box=(0, 0, 0, 0))
    names = [widget.field_name for page in pymupdf.open(stream=pdf) for widget in page.widgets()]
    yield "invisible", lambda: signed(pdf, who, names[0])
    yield "visible", lambda: signed(pdf, who, names[0], style=BAR)
    yield "adobe", lambda: signed(pdf, who, names[0], subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED, reason="Per approvazione", location="Comune")
    yield "certified", lambda: signed(pdf, who, names[0], certify=True)
    yield "own field", lambda: signed(pdf, who, "Altra", spec=field)
    yield "own field and ours", lambda: signed(signed(pdf, who, "Altra", spec=field), who, names[0], style=BAR)


def verdicts(program, folder, paths):
    """What `verifica` says of each file."""
    command = [program, "verifica", folder, "--json", *paths]
    report = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    return {entry["file"]: entry for entry in report["file"]}


def boxes(pdf):
    """The size of each page, and the boxes of its signature fields from the lower left."""
    with pymupdf.open(stream=pdf) as file:
        for page in file:
            height = page.rect.height
            yield (page.rect.width, height), [(w.rect.x0, height - w.rect.y1, w.rect.x1, height - w.rect.y0) for w in page.widgets()]


def honest(program, work):
    """Folder of the set, original, name and bytes of each honest file that is judged intact."""
    who = signer()
    sets = [(path.parent, path) for path in made(program, work / "set")] + [(ROOT / "output", ROOT / "output/piano-obiettivi-2020-2022.pdf")]
    for folder, path in sets:
        pdf, files = path.read_bytes(), {}
        for name, make in variants(pdf, who):
            with contextlib.suppress(IndexError):
                files[name] = make()
        if folder.name == "output":
            files |= {seed.stem: pdf + seed.read_bytes() for seed in sorted((HERE.parent / "seeds").glob("*.bin"))}
        held = work / "honest" / folder.name
        held.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            (held / f"{name}.pdf").write_bytes(data)
        judged = verdicts(program, folder, sorted(held.glob("*.pdf")))
        for name, data in files.items():
            entry = judged[str(held / f"{name}.pdf")]
            if entry["verdetto"] == "intatto":
                yield folder, pdf, f"{folder.name}/{name}", data
            else:
                print(f"left out: {folder.name}/{name} is {entry['verdetto']}: {[r['testo'] for r in entry['motivi']]}")
