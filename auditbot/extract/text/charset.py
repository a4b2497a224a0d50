"""From bytes to text: as browsers decide, and better where sites are wrong about themselves.

Order: byte order mark; UTF-8 that cannot be chance; the label of the header, then of the page; what the
bytes themselves speak for. Nothing here raises, whatever the bytes.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from auditbot.extract.text.charset_labels import GB18030, LATIN_1, UTF_8, UTF_16, codec_of

_BOMS = ((b"\xef\xbb\xbf", UTF_8), (b"\xff\xfe", UTF_16[0]), (b"\xfe\xff", UTF_16[1]))
_EARLY = 1024
"""Bytes in which the HTML Standard looks for a label (prescan)."""
_LATE = 64 * 1024
_HEADER = re.compile(r"""(?i)charset\s{0,9}=\s{0,9}["']?([^\s"';,]{1,40})""")
_LABEL = re.compile(
    rb"""(?i)<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:+-]{1,40})"""
    rb"""|<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}["']([\w.:+-]{1,40})"""
)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_THREE_BYTES = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_HIGH = re.compile(rb"[\x80-\xff]")
_GB2312_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SAMPLE = 64 * 1024
_FEW = 4
"""Whole letters a broken byte, above which text is damaged UTF-8 rather than something else."""


class Fault(StrEnum):
    """Why the encoding that a page declares was not believed."""

    UNKNOWN_LABEL = "unknown-label"
    """No encoding of the web has this name."""
    CONTRADICTED = "contradicted"
    """The bytes are text in another encoding."""
    BOM = "bom"
    """The byte order mark says otherwise."""


class Remark(StrEnum):
    """What else is worth telling about a page's bytes."""

    UNDECLARED = "charset-undeclared"
    """Neither header nor page say what the encoding is, and it matters."""
    LATE_LABEL = "charset-label-late"
    """The page's label stands after its first 1,024 bytes, where browsers need not look."""
    DAMAGED = "bytes-damaged"
    """Some bytes are no text in the encoding; each place was replaced by U+FFFD."""
    NUL = "nul-bytes"


class Decoded(NamedTuple):
    """A page's text, free of NUL and lone surrogates. ``encoding`` is a Python codec name.

    ``fault`` is a ``Fault`` or empty; it speaks of the declaration that browsers would go by.
    """

    text: str
    encoding: str
    fault: str
    remarks: tuple[str, ...]


class _Declared(NamedTuple):
    """What header and page say. ``codec`` is ``None`` without any label that browsers know."""

    codec: str | None
    unknown: bool = False
    late: bool = False


class _Read(NamedTuple):
    text: str
    codec: str
    damaged: bool = False


def decode(body: bytes, header: str | None) -> Decoded:
    """Turn a body into text. ``header`` is the answer's Content-Type, if it had one."""
    declared = _declared(body, header)
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _decoded(_leniently(body[len(mark) :], codec), declared, Fault.BOM)
    read = _read(body, declared.codec)
    undeclared = not declared.codec and not declared.unknown and not body.isascii()
    return _decoded(read, declared, Fault.CONTRADICTED, (Remark.UNDECLARED,) if undeclared else ())


def storable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD: no database takes them."""
    return _SURROGATE.sub("\ufffd", text.replace("\0", "\ufffd"))


def _decoded(read: _Read, declared: _Declared, contradiction: Fault, said: tuple[str, ...] = ()) -> Decoded:
    remarks = list(said)
    text = read.text
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
        remarks.append(Remark.NUL)
    if read.damaged:
        remarks.append(Remark.DAMAGED)
    if declared.late:
        remarks.append(Remark.LATE_LABEL)
    fault = ""
    if declared.codec and declared.codec != read.codec:
        fault = contradiction
    elif declared.unknown:
        fault = Fault.UNKNOWN_LABEL
    return Decoded(text, read.codec, fault, tuple(remarks))


def _declared(body: bytes, header: str | None) -> _Declared:
    """The first label that browsers know: of the header, of the page's first bytes, of its whole head."""
    found = _HEADER.search(header) if header else None
    codec = codec_of(found[1]) if found else None
    if codec:
        return _Declared(codec)
    unknown = found is not None
    for late, window in ((False, body[:_EARLY]), (True, body[:_LATE])):
        label = _label(window)
        if label:
            codec = codec_of(label)
            # a label that could be read cannot stand in UTF-16, so the standard takes it for UTF-8
            return _Declared(UTF_8 if codec in UTF_16 else codec, unknown=codec is None, late=late)
    return _Declared(None, unknown)


def _label(window: bytes) -> str:
    found = _LABEL.search(_COMMENT.sub(b"", window))
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _read(body: bytes, label: str | None) -> _Read:
    if label in UTF_16:
        if 4 * body[:_EARLY].count(0) >= len(body[:_EARLY]):
            return _leniently(body, label)
        label = None
    try:
        text = body.decode(UTF_8)
    except UnicodeDecodeError as fault:
        if fault.start >= len(body) - 3 and _THREE_BYTES.search(body, 0, fault.start):
            return _leniently(body, UTF_8)  # cut off inside its last letter
        return _read_not_utf_8(body, label)
    if label == UTF_8 or _THREE_BYTES.search(body):
        return _Read(text, UTF_8)
    if label is None:
        # 通知 in GBK is valid UTF-8, two bytes a letter; real UTF-8 of that kind is · © × é and the like
        label = UTF_8 if body.isascii() or max(text) <= "\xff" else GB18030
    return _strictly(body, label) or _Read(text, UTF_8)


def _read_not_utf_8(body: bytes, label: str | None) -> _Read:
    if label not in (None, UTF_8, LATIN_1):
        as_labelled = _strictly(body, str(label))
        if as_labelled:
            return as_labelled
    damaged = _leniently(body, UTF_8)
    faults = damaged.text.count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if (len(body) - len(damaged.text)) / 2 > _FEW * faults:
        return damaged
    if label not in (None, LATIN_1):
        codecs = (str(label), GB18030) if _looks_chinese(body) else (str(label),)
        return _least_damaged(body, codecs)
    undeclared = label is None and _strictly(body, GB18030)
    return undeclared or _leniently(body, GB18030 if _looks_chinese(body) else LATIN_1)


def _looks_chinese(body: bytes) -> bool:
    """Whether bytes above 127 come in pairs of the GB 2312 square; in European text they stand alone."""
    first = _HIGH.search(body)
    sample = body[first.start() : first.start() + _SAMPLE] if first else b""
    pairs = len(_GB2312_PAIR.findall(sample))
    return pairs > 0 and 2 * pairs >= 0.6 * len(_HIGH.findall(sample))


def _least_damaged(body: bytes, codecs: tuple[str, ...]) -> _Read:
    return min((_leniently(body, codec) for codec in codecs), key=lambda read: read.text.count("\ufffd"))


def _strictly(body: bytes, codec: str) -> _Read | None:
    try:
        return _Read(body.decode(codec), codec)
    except UnicodeError:
        return None


def _leniently(body: bytes, codec: str) -> _Read:
    text = body.decode(codec, "replace")
    return _Read(text, codec, damaged="\ufffd" in text)
