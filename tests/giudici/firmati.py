"""Honest signed files by pyHanko, in every way an office may meet."""

import contextlib
import io
import logging
import unittest.mock

import firma
from asn1crypto import crl
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfTimeStamper, fields, signers
from pyhanko.sign.fields import SigFieldSpec
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext


# It tells at length what it then says in a word.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


class Office:
    """Who signs: the keys that `chiavi.make` wrote to a folder."""

    def __init__(self, keys):
        def bag(name):
            return signers.SimpleSigner.load_pkcs12(keys / f"{name}.p12", passphrase=b"prova")

        self.first, self.second, clock = bag("firma"), bag("seconda"), bag("marca")
        self.clock = DummyTimeStamper(clock.signing_cert, clock.signing_key, certs_to_embed=clock.cert_registry)
        self.roots = list(clock.cert_registry)
        self.revoked = crl.CertificateList.load((keys / "revocati.crl").read_bytes())

    def trust(self):
        """What a validator may rely on: our authority and its list."""
        return ValidationContext(trust_roots=self.roots, crls=[self.revoked], allow_fetching=False)

    def sign(self, pdf, field, *, who=None, shown=None, place=None, **settings):
        """`pdf` signed in `field`; visibly if something is `shown`, in a field of its own at `place`."""
        settings.setdefault("subfilter", fields.SigSeedSubFilter.PADES)
        if "validation_context" in settings:
            settings["validation_context"] = self.trust()
        meta = signers.PdfSignatureMetadata(field_name=field, **settings)
        writer, out = IncrementalPdfFileWriter(io.BytesIO(pdf)), io.BytesIO()
        clock = self.clock if "embed_validation_info" in settings else None
        signer = signers.PdfSigner(
            meta, who or self.first, timestamper=clock, stamp_style=shown or firma.styles()["invisibile"], new_field_spec=place
        )
        signer.sign_pdf(writer, existing_fields_only=place is None, output=out)
        return out.getvalue()

    def stamp(self, pdf):
        """`pdf` with a time stamp over the document."""
        out = io.BytesIO()
        PdfTimeStamper(self.clock).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), "sha256", self.trust(), output=out)
        return out.getvalue()

    def long_term(self, pdf):
        """`pdf`, signed already, with what validates it later, and a time stamp over that."""
        out = io.BytesIO()
        with contextlib.closing(io.BytesIO(pdf)) as source:
            PdfTimeStamper(self.clock).update_archival_timestamp_chain(PdfFileReader(source), self.trust(), output=out)
        return out.getvalue()

    def judged_honest(self, pdf):
        """What pyHanko says of a file that a known program wrote, and if it reads only with indulgence."""
        said = self.judged(pdf)
        if said != "non la legge":
            return said
        # LibreOffice writes a date that pyHanko does not read, poppler a generation that was never freed.
        with unittest.mock.patch.object(generic, "parse_pdf_date", return_value=None):
            return f"{self.judged(pdf, strict=False)}, se non guarda la forma"

    def judged(self, pdf, *, strict=True):
        """What pyHanko says of the signatures of `pdf`."""
        try:
            reader = PdfFileReader(io.BytesIO(pdf), strict=strict)
            words = set()
            for signature in reader.embedded_regular_signatures:
                status = validate_pdf_signature(signature, self.trust())
                words.add(status.bottom_line)
            for stamp in reader.embedded_timestamp_signatures:
                whole = validate_pdf_timestamp(stamp, self.trust())
                words.add(whole.intact and whole.valid)
            return {frozenset(): "nessuna firma", frozenset({True}): "valida"}.get(frozenset(words), "non valida")
        except Exception:  # It is a judgement, whatever it cannot read.
            return "non la legge"


def honest(original, office):
    """Names and bytes of honest files made from `original`, which has at least two fields."""
    shown = firma.styles()["visibile"]
    own = SigFieldSpec("Altra", on_page=0, box=(0, 0, 0, 0))
    mark = SigFieldSpec("Altra", on_page=0, box=(200, 300, 400, 360))
    first = office.sign(original, "Firma1")
    visible = office.sign(original, "Firma1", shown=shown)
    files = {
        "invisibile": first,
        "visibile": visible,
        "due-campi": office.sign(visible, "Firma2", who=office.second, shown=shown),
        "campo-suo": office.sign(original, "Altra", place=own),
        "secondo-campo-suo": office.sign(first, "Altra", who=office.second, place=own),
        "segno-altrove": office.sign(original, "Altra", place=mark, shown=shown),
        "certificata": office.sign(original, "Firma1", certify=True, docmdp_permissions=fields.MDPPerm.FILL_FORMS),
        "adobe": office.sign(original, "Firma1", subfilter=fields.SigSeedSubFilter.ADOBE_PKCS7_DETACHED, reason="Approvazione", location="Esempio"),
        "lt": office.sign(original, "Firma1", embed_validation_info=True, validation_context=None),
        "lta": office.sign(original, "Firma1", embed_validation_info=True, use_pades_lta=True, validation_context=None),
        "marca": office.stamp(first),
    }
    files["lta-allungata"] = office.long_term(files["lta"])
    files["lta-e-seconda"] = office.sign(files["lta"], "Firma2", who=office.second)
    return {f"pyhanko-{name}": data for name, data in files.items()}
