"""TLS: what is trusted, and what a refusal means."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from auditbot.errors import ConfigError
from auditbot.model.fetch import Failure, FailureKind
from auditbot.model.text import Text

_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's option to talk to servers without RFC 5746, as browsers do; we never renegotiate."""
_CIPHERS = "DEFAULT:@SECLEVEL=2"
"""Wider than Python's own choice by RSA key exchange, which browsers accept and old servers need."""

_REFUSALS = 1000
_REFUSAL_SECONDS = 60.0

_KINDS = {
    9: FailureKind.TLS_NOT_YET_VALID,
    10: FailureKind.TLS_EXPIRED,
    18: FailureKind.TLS_SELF_SIGNED,
    2: FailureKind.TLS_UNKNOWN_ISSUER,
    19: FailureKind.TLS_UNKNOWN_ISSUER,
    20: FailureKind.TLS_UNKNOWN_ISSUER,
    21: FailureKind.TLS_UNKNOWN_ISSUER,
    27: FailureKind.TLS_UNKNOWN_ISSUER,
    62: FailureKind.TLS_WRONG_HOST,
    64: FailureKind.TLS_WRONG_HOST,
}
"""Codes of OpenSSL's verification (x509_vfy.h)."""

FAILURES = frozenset({*_KINDS.values(), FailureKind.TLS_HANDSHAKE})


@dataclass(frozen=True, slots=True)
class Trust:
    """The two ways to speak TLS. ``rooted``: this machine trusts anybody at all."""

    verified: ssl.SSLContext
    unverified: ssl.SSLContext
    """For a second look at what lies behind a broken certificate; nothing secret may be sent over it."""
    rooted: bool

    @classmethod
    def load(cls, ca_file: Path | None = None) -> "Trust":
        """The machine's trusted roots and those of a file. Raises ConfigError if that cannot be read."""
        verified = ssl.create_default_context()
        verified.verify_flags &= ~ssl.VERIFY_X509_STRICT  # set since Python 3.13; no browser is so strict
        verified.set_ciphers(_CIPHERS)
        verified.options |= _LEGACY_SERVER_CONNECT
        verified.set_alpn_protocols(["http/1.1"])
        if ca_file is not None:
            try:
                verified.load_verify_locations(ca_file)
            except (OSError, ssl.SSLError) as fault:
                raise ConfigError(
                    Text(
                        f"{ca_file}：读不出证书：{fault}",
                        f"{ca_file}: no certificates can be read from it: {fault}",
                    )
                ) from fault
        return cls(verified, _unverified(), ca_file is not None or _has_roots())


def _unverified() -> ssl.SSLContext:
    """Accepts everything a server may still speak, old versions and weak ciphers included."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.options |= _LEGACY_SERVER_CONNECT
    context.set_alpn_protocols(["http/1.1"])
    return context


def _has_roots() -> bool:
    paths = ssl.get_default_verify_paths()
    return bool(paths.cafile) or bool(paths.capath and any(Path(paths.capath).iterdir()))


def failure(fault: ssl.SSLError, host: str, seen: str = "", *, rooted: bool = True) -> Failure:
    """What an exception of ssl means for the site at ``host``; ``seen`` describes its certificate."""
    if not isinstance(fault, ssl.SSLCertVerificationError):
        reason = (fault.reason or str(fault)).replace("_", " ").lower()
        return Failure(FailureKind.TLS_HANDSHAKE, f"{host}: {reason}"[:300])
    kind = _KINDS.get(fault.verify_code, FailureKind.TLS_HANDSHAKE)
    detail = "; ".join(filter(None, (f"{host}: {fault.verify_message}", seen)))[:600]
    if kind is FailureKind.TLS_UNKNOWN_ISSUER and not rooted:
        return Failure(FailureKind.LOCAL, f"this machine has no trusted certificates; {detail}")
    return Failure(kind, detail)


def broken(fault: OSError, host: str, seconds: float, seen: str = "", *, rooted: bool = True) -> Failure:
    """What ended a handshake that was given ``seconds``."""
    if isinstance(fault, ssl.SSLError):
        return failure(fault, host, seen, rooted=rooted)
    if isinstance(fault, TimeoutError):
        detail = f"{host}: TLS handshake not done in {seconds:g} s"
        return Failure(FailureKind.TIMEOUT, detail, limit="tls_seconds")
    return Failure(FailureKind.TLS_HANDSHAKE, f"{host}: closed during the TLS handshake")


def is_silence(failure: Failure) -> bool:
    """Whether a handshake was begun and never answered: nothing was, or can be, said over the connection."""
    return failure.limit == "tls_seconds"


class Refusals:
    """Servers whose certificate was refused, for a minute: the second look need not try the first again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[tuple[str, int], tuple[Failure, float]] = {}

    def get(self, place: tuple[str, int]) -> Failure | None:
        """Why a host and port was refused, if that is not long ago."""
        kept = self._kept.get(place)
        return kept[0] if kept and kept[1] > self._clock() else None

    def put(self, place: tuple[str, int], failure: Failure) -> None:
        """Remember a refusal; one that is remembered keeps its time."""
        if self.get(place) is not None:
            return
        self._kept.pop(place, None)
        while len(self._kept) >= _REFUSALS:
            del self._kept[next(iter(self._kept))]
        self._kept[place] = (failure, self._clock() + _REFUSAL_SECONDS)
