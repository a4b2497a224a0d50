from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import load_pem_x509_certificate

from auditbot.net.secure.pins import public_keys


def expected(pem: bytes) -> str:
    key = load_pem_x509_certificate(pem).public_key()
    return b64encode(
        sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()


def test_keys_of_every_certificate(tmp_path: Path) -> None:
    authority = trustme.CA(key_type=trustme.KeyType.RSA)
    pems = [authority.cert_pem.bytes(), authority.issue_cert("www.test").cert_chain_pems[0].bytes()]
    file = tmp_path / "ca.pem"
    file.write_bytes(b"# ours\n" + b"\n".join(pems) + b"\nrest")
    assert public_keys(file) == tuple(map(expected, pems))


def test_what_is_no_certificate_is_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "ca.pem"
    end = "\n-----END CERTIFICATE-----\n"
    for rubbish in ("", "nothing", end, f"-----BEGIN CERTIFICATE-----\nMIIB{end}", "\xff" * 100 + end):
        file.write_text(rubbish, "latin-1")
        assert public_keys(file) == ()


def test_a_collection_of_authorities_is_left_to_the_browser(tmp_path: Path) -> None:
    pem = trustme.CA().cert_pem.bytes()
    file = tmp_path / "ca.pem"
    file.write_bytes(pem * 16)
    assert len(public_keys(file)) == 16
    file.write_bytes(pem * 17)
    assert public_keys(file) == ()
