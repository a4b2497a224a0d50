"""Certificates as servers have them, good and bad, and the contexts that show them."""

import ssl
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

_DAY = timedelta(days=1)


def self_signed(host: str, file: Path, names: int = 1) -> ssl.SSLContext:
    """A certificate that nobody vouches for, for so many names."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host[:64])])
    others = [x509.DNSName(f"n{number}.{host}"[:250]) for number in range(1, names)]
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _DAY)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host), *others]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority that the client is told to trust."""

    root: trustme.CA
    folder: Path

    @classmethod
    def make(cls, folder: Path) -> "Authority":
        """A new authority; ``roots`` is the file that names it."""
        made = cls(trustme.CA(), folder)
        made.root.cert_pem.write_to_path(str(made.roots))
        return made

    @property
    def roots(self) -> Path:
        """The certificates to trust, in PEM."""
        return self.folder / "roots.pem"

    def context(self, kind: str, host: str) -> ssl.SSLContext:
        """What a server of this kind shows."""
        return KINDS[kind](self, host)


def serving(leaf: trustme.LeafCert) -> ssl.SSLContext:
    """What a server with this certificate shows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    leaf.configure_cert(context)
    return context


def _good(authority: Authority, host: str) -> ssl.SSLContext:
    return serving(authority.root.issue_cert(host))


def _expired(authority: Authority, host: str) -> ssl.SSLContext:
    now = datetime.now(UTC)
    return serving(authority.root.issue_cert(host, not_before=now - 90 * _DAY, not_after=now - 3 * _DAY))


def _early(authority: Authority, host: str) -> ssl.SSLContext:
    now = datetime.now(UTC)
    return serving(authority.root.issue_cert(host, not_before=now + 3 * _DAY, not_after=now + 9 * _DAY))


def _self_signed(authority: Authority, host: str) -> ssl.SSLContext:
    return self_signed(host, authority.folder / "self.pem")


def _wrong_host(authority: Authority, host: str) -> ssl.SSLContext:
    return serving(authority.root.issue_cert("www.somebody.example"))


def _unknown_root(_: Authority, host: str) -> ssl.SSLContext:
    return serving(trustme.CA().issue_cert(host))


def _incomplete(authority: Authority, host: str) -> ssl.SSLContext:
    """Issued by an authority between, which the server forgets to show."""
    leaf = authority.root.create_child_ca().issue_cert(host)
    file = authority.folder / "incomplete.pem"
    file.write_bytes(leaf.private_key_pem.bytes() + leaf.cert_chain_pems[0].bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def _old(authority: Authority, host: str) -> ssl.SSLContext:
    """TLS 1.1 at most."""
    context = _good(authority, host)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # that it is old is what is wanted
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def _many_names(authority: Authority, host: str) -> ssl.SSLContext:
    return self_signed(host, authority.folder / "many.pem", names=10_000)


KINDS: dict[str, Callable[[Authority, str], ssl.SSLContext]] = {
    "good": _good,
    "expired": _expired,
    "not yet valid": _early,
    "self-signed": _self_signed,
    "wrong host": _wrong_host,
    "unknown root": _unknown_root,
    "incomplete chain": _incomplete,
    "old protocol": _old,
    "many names": _many_names,
}
