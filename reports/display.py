"""How words from the outside may be shown.

Whatever was crawled is hostile: it may hold secrets, characters that reorder or hide text, terminal escapes,
and addresses of any length or scheme.
"""

import re
from unicodedata import east_asian_width

from auditbot.url import MAX_LENGTH, parse, readable

MASK = "***"
TEXT_LENGTH = 1000
"""Characters of one text that a person is shown; the whole text is in the data."""
ADDRESS_LENGTH = 72
"""Characters of an address that a person is shown."""
LINK_LENGTH = 600
"""Longer addresses are shown, shortened, but cannot be clicked."""
_LONGEST_SECRET = 4096
"""Characters beyond the limit that are read, so that a secret is known as one before it is cut."""
_LONGEST_ADDRESS = 2 * MAX_LENGTH

_USERINFO = re.compile(r"(?<=//)[^\s/?#@]++@")
_PARAMETERS = (
    "(?:access_|auth_|id_|refresh_|session_|user_)?token|passw(?:or)?d|pwd|(?:client_)?secret"
    "|api_?key|access_?key|app_?secret|ticket|credential"
)
_SECRET = re.compile(rf"(?i)((?:[?&;#]|%3f|%26|%3b|%23)(?:{_PARAMETERS})(?:=|%3d))[^\s&;#\"'<>]+")
_BLANK = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
INVISIBLE = (
    "\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
"""Characters without a shape of their own, as the inside of a regular expression's brackets."""
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_SAFE_LETTERS = re.compile(r"[\x20-\x7e\u3400-\u9fff]*")


def masked(text: str) -> str:
    """The text without credentials and tokens in the addresses it holds."""
    if "@" in text:
        text = _USERINFO.sub(f"{MASK}@", text)
    return _SECRET.sub(rf"\1{MASK}", text) if "=" in text or "%3" in text else text


def visible(text: str) -> str:
    """The text on one line, with characters that hide or reorder others written out as ``‹U+202E›``."""
    return _INVISIBLE.sub(lambda found: f"‹U+{ord(found[0]):04X}›", _BLANK.sub(" ", text))


def shown(text: str, limit: int = TEXT_LENGTH) -> str:
    """What a person may see of a text from the outside: masked, visible, bounded."""
    return visible(shortened(masked(text[: limit + _LONGEST_SECRET]), limit))


def shortened(text: str, limit: int) -> str:
    """At most ``limit`` characters; what is cut is cut at the end."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def address(raw: str, limit: int = ADDRESS_LENGTH) -> str:
    """An address as a person reads it, shortened in the middle. Look-alike letters stay in punycode."""
    text = masked(raw[:_LONGEST_ADDRESS])
    pretty = readable(text)
    text = visible(pretty if _SAFE_LETTERS.fullmatch(pretty) else text)
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 1]}…{text[-tail:]}"


def link(raw: str) -> str | None:
    """Where a person may be sent: a complete http or https address without secrets, or nothing."""
    if not raw.startswith(("http://", "https://")) or len(raw) > LINK_LENGTH:
        return None
    url = parse(masked(raw))
    return url if url and len(url) <= LINK_LENGTH else None


def cells(text: str) -> int:
    """The width of a text where a Chinese character takes two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def fitted(text: str, width: int) -> str:
    """The text cut to ``width`` cells. The last letters stay: they tell one title from another."""
    if cells(text) <= width:
        return text
    tail = text[-3:]
    room = width - 2 - cells(tail)
    for position, letter in enumerate(text):
        room -= cells(letter)
        if room < 0:
            return f"{text[:position]}…{tail}"
    return text
