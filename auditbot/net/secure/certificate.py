"""What a certificate says of itself: enough of DER to name its holder and its days, and no more.

Only read to tell a person why a certificate was refused; nothing is ever trusted because of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

_NAMES = 8
_LENGTH = 100_000
_COMMON_NAME = bytes.fromhex("550403")
_ORGANISATION = bytes.fromhex("55040a")
_ALTERNATIVE_NAMES = bytes.fromhex("551d11")
_SEQUENCE, _SET, _OID, _UTC, _GENERALISED, _EXTENSIONS, _DNS, _IP = (
    0x30,
    0x31,
    0x06,
    0x17,
    0x18,
    0xA3,
    0x82,
    0x87,
)


@dataclass(frozen=True, slots=True)
class Certificate:
    """``names`` are at most 8 of ``names_total``; days are ``None`` where they cannot be read."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    names_total: int
    since: datetime | None
    until: datetime | None

    def __str__(self) -> str:
        more = f" … ({self.names_total})" if self.names_total > len(self.names) else ""
        return (
            f"names {', '.join(self.names) or self.subject or '-'}{more}; "
            f"valid {_day(self.since)} to {_day(self.until)}; issued by {self.issuer or '-'}"
        )


def read(der: bytes) -> Certificate | None:
    """Read a certificate; ``None`` if it is none, or absurdly large. Never raises."""
    if len(der) > _LENGTH:
        return None
    try:
        return _read(der)
    except (IndexError, ValueError, StopIteration):
        return None


def _read(der: bytes) -> Certificate:
    fields = list(_parts(next(_parts(next(_parts(der))[1]))[1]))
    if fields[0][0] == 0xA0:
        del fields[0]  # the version stands first, where it is told at all
    issuer, validity, subject = fields[2][1], fields[3][1], fields[4][1]
    since, until = (_moment(*part) for part in _parts(validity))
    names = _alternatives(next((content for tag, content in fields[5:] if tag == _EXTENSIONS), b""))
    return Certificate(_called(subject), _called(issuer), tuple(names[:_NAMES]), len(names), since, until)


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Tag and content of each element in a row. Raises ValueError where lengths do not fit."""
    place = 0
    while place < len(content):
        tag, length = content[place], content[place + 1]
        place += 2
        if length & 0x80:
            octets = length & 0x7F
            length = int.from_bytes(content[place : place + octets], "big")
            place += octets
        if place + length > len(content):
            raise ValueError("an element longer than what holds it")
        yield tag, content[place : place + length]
        place += length


def _called(name: bytes) -> str:
    """The common name, else the organisation, of a distinguished name."""
    found: dict[bytes, str] = {}
    for _, group in _parts(name):
        for _, pair in _parts(group):
            (_, kind), (_, value) = _parts(pair)
            found.setdefault(kind, _shown(value))
    return found.get(_COMMON_NAME) or found.get(_ORGANISATION, "")


def _alternatives(extensions: bytes) -> list[str]:
    for _, group in _parts(extensions):
        for _, extension in _parts(group):
            parts = list(_parts(extension))
            if parts[0][1] == _ALTERNATIVE_NAMES:
                listed = next(_parts(parts[-1][1]))[1]
                return [_alternative(tag, value) for tag, value in _parts(listed) if tag in (_DNS, _IP)]
    return []


def _alternative(tag: int, value: bytes) -> str:
    return ".".join(map(str, value)) if tag == _IP and len(value) == 4 else _shown(value)


def _moment(tag: int, content: bytes) -> datetime | None:
    """A time; two-digit years from 50 on are of the last century (RFC 5280, 4.1.2.5)."""
    digits = content.decode("ascii").removesuffix("Z")
    if tag == _UTC:
        digits = ("19" if digits[:2] >= "50" else "20") + digits
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else "?"


def _shown(value: bytes) -> str:
    decoded = value[:200].decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in decoded)
