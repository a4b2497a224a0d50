"""Digests of public keys, by which Chromium is told whom to trust besides the usual authorities."""

import ssl
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

_END = "-----END CERTIFICATE-----"
_VERSION = 0xA0
_FEW = 16


def public_keys(file: Path) -> tuple[str, ...]:
    """SHA-256 of the SubjectPublicKeyInfo of each certificate in a PEM file, in Base64.

    What is no certificate is passed over: whoever reads the file for TLS complains about it. A file of many
    is a collection of public authorities. Chromium has its own, and it would overlook every fault of a
    certificate for those named here; so of such a file nothing is returned.
    """
    found = []
    for block in file.read_text("ascii", "replace").split(_END)[:-1]:
        try:
            der = ssl.PEM_cert_to_DER_cert("-----BEGIN" + block.rpartition("-----BEGIN")[2] + _END)
            found.append(b64encode(sha256(_public_key(der)).digest()).decode())
        except (ValueError, IndexError):
            continue
    return tuple(found) if len(found) <= _FEW else ()


def _public_key(der: bytes) -> bytes:
    """The seventh part of the inside, or the sixth where the version is left out (RFC 5280, 4.1)."""
    inside = _content(_content(der))
    parts: list[bytes] = []
    while inside and len(parts) < 7:
        size = len(inside) - len(_rest(inside))
        parts.append(inside[:size])
        inside = inside[size:]
    return parts[6 if parts[0][0] == _VERSION else 5]


def _content(der: bytes) -> bytes:
    start, end = _bounds(der)
    return der[start:end]


def _rest(der: bytes) -> bytes:
    return der[_bounds(der)[1] :]


def _bounds(der: bytes) -> tuple[int, int]:
    """Where the content of the first element begins and ends."""
    length = der[1]
    if length < 0x80:
        return 2, 2 + length
    octets = length & 0x7F
    start = 2 + octets
    return start, start + int.from_bytes(der[2:start], "big")
