"""Header fields as text that can be stored and shown anywhere."""

from collections.abc import Iterable
from functools import lru_cache

from auditbot.settings import Limits


def text(raw: bytes) -> str:
    """Bytes of a header as text: UTF-8, else GB18030, else Latin-1; what cannot be shown becomes U+FFFD."""
    decoded = _decoded(raw)
    if decoded.isprintable():
        return decoded
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in decoded)


def _decoded(raw: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")


@lru_cache(maxsize=512)
def _name(raw: bytes) -> str:
    return text(raw[:200]).lower()


def kept(raw: Iterable[tuple[bytes, bytes]], limits: Limits) -> tuple[tuple[str, str], ...]:
    """The first fields, at most ``limits.headers`` and ``limits.header_bytes`` in all."""
    fields: list[tuple[str, str]] = []
    room = limits.header_bytes
    for name, value in raw:
        room -= len(name) + len(value)
        if room < 0 or len(fields) == limits.headers:
            break
        fields.append((_name(name), text(value.strip(b" \t"))))
    return tuple(fields)
