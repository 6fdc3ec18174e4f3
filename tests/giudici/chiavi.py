"""Throw-away keys: an authority, somebody who signs, and a clock that stamps."""

import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PASSWORD = b"prova"
DAY = datetime.timedelta(1)


def name(common):
    """The name of somebody at the office."""
    parts = [(NameOID.COUNTRY_NAME, "IT"), (NameOID.ORGANIZATION_NAME, "Comune di Esempio"), (NameOID.COMMON_NAME, common)]
    return x509.Name([x509.NameAttribute(kind, value) for kind, value in parts])


class Authority:
    """Gives certificates and says that none was revoked."""

    def __init__(self):
        self.key = rsa.generate_private_key(65537, 2048)
        self.name = name("Autorità di prova")
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        self.certificate = self.certify(self.name, self.key, [(x509.BasicConstraints(True, None), True), (usage, True)])

    def certify(self, subject, key, extensions):
        """A certificate for `key`, good for today."""
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateBuilder(
            self.name, subject, key.public_key(), x509.random_serial_number(), now - 2 * DAY, now + 30 * DAY
        )
        for extension, critical in extensions:
            builder = builder.add_extension(extension, critical)
        identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
        builder = builder.add_extension(identifier, critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        builder = builder.add_extension(authority, critical=False)
        return builder.sign(self.key, hashes.SHA256())

    def bag(self, common, extensions):
        """A key and its certificate as PKCS #12."""
        key = rsa.generate_private_key(65537, 2048)
        # Where the list of revoked certificates is said to be; nobody fetches it.
        point = x509.DistributionPoint([x509.UniformResourceIdentifier("http://localhost/crl")], None, None, None)
        certificate = self.certify(name(common), key, [*extensions, (x509.CRLDistributionPoints([point]), False)])
        encryption = serialization.BestAvailableEncryption(PASSWORD)
        bag = pkcs12.serialize_key_and_certificates(common.encode(), key, certificate, [self.certificate], encryption)
        pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        return bag, pem, certificate.public_bytes(serialization.Encoding.PEM)

    def revoked(self):
        """The list of revoked certificates: none."""
        now = datetime.datetime.now(datetime.UTC)
        builder = x509.CertificateRevocationListBuilder(self.name, now - DAY, now + 30 * DAY)
        builder = builder.add_extension(x509.CRLNumber(1), critical=False)
        return builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def make(folder):
    """Writes `radice.cer`, `revocati.crl`, and for `firma`, `seconda` and `marca` a `.p12`, a key and a certificate."""
    folder.mkdir(parents=True)
    authority = Authority()
    (folder / "radice.cer").write_bytes(authority.certificate.public_bytes(serialization.Encoding.DER))
    (folder / "revocati.crl").write_bytes(authority.revoked())
    signs = (x509.KeyUsage(True, True, *[False] * 7), True)
    stamps = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)
    for file, common, extensions in [
        ("firma", "Mario Rossi", [signs]),
        ("seconda", "Anna Bianchi", [signs]),
        ("marca", "Marca temporale di prova", [signs, stamps]),
    ]:
        bag, key, certificate = authority.bag(common, extensions)
        (folder / f"{file}.p12").write_bytes(bag)
        (folder / f"{file}.key").write_bytes(key)
        (folder / f"{file}.pem").write_bytes(certificate)
