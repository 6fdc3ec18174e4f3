"""Signs PDFs as an office would, with a throw-away key, and checks what came out.

pyHanko fills the fields that the file has and adds nothing else. A signature that shows
nothing has an empty stamp, one that shows something has its words in PT Serif: pyHanko's own
stamps (Courier, or fonts of 2048 units to the em) fail PDF/A on fonts in any file.
"""

import datetime
import pathlib
import shutil

import disegno
import numpy
import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.font.opentype import GlyphAccumulatorFactory
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.text import TextBoxStyle
from pyhanko.sign import fields, signers
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle, TextStampStyle
from pyhanko_certvalidator import ValidationContext

FONT = "/usr/share/fonts/truetype/paratype/PTF55F.ttf"


def signer():
    """Someone with a key of their own, good for today."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Firma di prova")])
    today = datetime.datetime.now(datetime.UTC)
    usage = x509.KeyUsage(True, True, *[False] * 7)
    day = datetime.timedelta(1)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), x509.random_serial_number(), today - day, today + day
    )
    certificate = builder.add_extension(usage, critical=True).sign(key, hashes.SHA256())
    bag = pkcs12.serialize_key_and_certificates(b"prova", key, certificate, None, serialization.NoEncryption())
    return signers.SimpleSigner.load_pkcs12_data(bag, [], None)


def styles():
    """How a signature may look."""
    words = TextBoxStyle(font=GlyphAccumulatorFactory(FONT))
    return {
        "invisibile": StaticStampStyle(background=RawContent(b""), border_width=0),
        "visibile": TextStampStyle(stamp_text="Firmato da %(signer)s", text_box_style=words),
    }


def sign(source, target, field, who, style):
    """Fills `field` of `source`, which must be there, and writes `target`."""
    meta = signers.PdfSignatureMetadata(field_name=field, subfilter=fields.SigSeedSubFilter.PADES)
    with open(source, "rb") as unsigned, open(target, "wb") as signed:
        writer = IncrementalPdfFileWriter(unsigned)
        signers.PdfSigner(meta, who, stamp_style=style).sign_pdf(writer, existing_fields_only=True, output=signed)


def field_names(pdf):
    """The names of the signature fields, in the form's order."""
    with open(pdf, "rb") as file:
        return [name for name, *_ in fields.enumerate_sig_fields(PdfFileReader(file))]


def sign_copies(pdf, folder, who):
    """Signs `pdf` invisibly and visibly, each time field after field; leaves every file on the way in `folder`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, style in styles().items():
        source = pdf
        for field in field_names(pdf):
            target = folder / f"{name}-{field}.pdf"
            sign(source, target, field, who, style)
            source = target


def signatures_failures(copy, names, trust):
    """Whether `copy` holds signatures in these fields, whole, the last over the whole file."""
    with open(copy, "rb") as file:
        signatures = PdfFileReader(file).embedded_signatures
        if [signature.field_name for signature in signatures] != names:
            yield f"{copy.name}: signed in {[signature.field_name for signature in signatures]} instead of {names}"
        for signature in signatures:
            status = validate_pdf_signature(signature, trust)
            if not status.bottom_line:
                yield f"{copy.name}: {signature.field_name} is not whole: {status.summary()}"
        if signatures and signatures[-1].evaluate_signature_coverage() != SignatureCoverageLevel.ENTIRE_FILE:
            yield f"{copy.name}: the last signature does not cover the file"


def look(pdf):
    """The last page, where the fields are, as poppler draws it."""
    return list(disegno.by_poppler(pdf, first=len(pypdfium2.PdfDocument(pdf))))[-1]


def failures(pdf, copies, who, names):
    """What is wrong with the copies that `sign_copies` made of `pdf`, whose fields should have these names."""
    ours, before = pathlib.Path(pdf).read_bytes(), dict.fromkeys(styles(), look(pdf))
    trust = ValidationContext(trust_roots=[who.signing_cert], allow_fetching=False)
    if field_names(pdf) != names:
        yield f"signature fields {field_names(pdf)} instead of {names}"
    if len(copies) != len(styles()) * len(names):
        yield f"{len(copies)} signed copies of {len(styles())} kinds in {len(names)} fields"
    for copy in copies:
        style, last = copy.stem.split("-")
        if not copy.read_bytes().startswith(ours):
            yield f"{copy.name}: the unsigned file is no prefix"
        now = look(copy)
        if numpy.array_equal(now, before[style]) != (style == "invisibile"):
            yield f"{copy.name}: the page looks {'changed' if style == 'invisibile' else 'as it did'}"
        before[style] = now
        yield from signatures_failures(copy, names[: names.index(last) + 1], trust)
