"""PDF, by way of pypdf, which bounds what streams unpack to; time and memory are bounded by the process."""

import io
from typing import TYPE_CHECKING, Any

from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.prose import Prose

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader
    from pypdf.generic import PdfObject

_STREAM = 24 * 1024 * 1024
"""Bytes that one stream may unpack to; what is said on a page takes a thousandth of it."""
_TITLE = 300
_ALONE = 3
"""Letters that the stamp of a scanner may leave on a page that is else a picture."""


def read(body: bytes, bounds: Bounds, found: Found) -> None:
    """Gather what a PDF says. Raises ImportError without pypdf, and what breaks pypdf."""
    from pypdf import Configuration, apply_configuration
    from pypdf.errors import FileNotDecryptedError, LimitReachedError, PyPdfError

    limits = Configuration(
        zlib_maximum_output_length=_STREAM,
        lzw_maximum_output_length=_STREAM,
        run_length_maximum_output_length=_STREAM,
        brotli_maximum_output_length=_STREAM,
        array_based_stream_maximum_output_length=_STREAM,
    )
    try:
        with apply_configuration(limits):
            _read(body, bounds, found)
    except FileNotDecryptedError:
        found.encrypted = True
    except LimitReachedError:
        found.remarks.add("bomb")
    except (PyPdfError, RecursionError):
        found.damaged = True


def _read(body: bytes, bounds: Bounds, found: Found) -> None:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(body))
    if reader.is_encrypted and not reader.decrypt(""):
        found.encrypted = True
        return
    _head(reader, found)
    _pages(reader, bounds, found)


def _head(reader: "PdfReader", found: Found) -> None:
    title = reader.metadata.title if reader.metadata else None
    found.title = str(title or "").replace("\x00", "").strip()[:_TITLE]
    catalogue = reader.root_object
    opening = _entries(catalogue.get("/OpenAction"))
    if "/JavaScript" in _entries(catalogue.get("/Names")) or opening.get("/S") == "/JavaScript":
        found.remarks.add("script")


def _pages(reader: "PdfReader", bounds: Bounds, found: Found) -> None:
    found.pages = len(reader.pages)
    prose = Prose(bounds.text, bounds.reading)
    pictures = unread = read = 0
    for number in range(min(found.pages, bounds.pages)):
        page = reader.pages[number]
        text = _text(page)
        unread += text is None
        pictures += text is not None and len(text.strip()) <= _ALONE and _has_picture(page)
        prose.add(f"{text or ''}\n")
        read += 1
        if prose.full:
            break
    found.text = str(prose) if unread < read or not read else None
    found.scanned = 0 < pictures == read
    told = {"pages-cut": found.pages > bounds.pages, "pages-unread": unread > 0}
    found.remarks |= prose.remarks | {remark for remark, is_so in told.items() if is_so}


def _text(page: "PageObject") -> str | None:
    """The text of a page; ``None`` where the library cannot make it out: one shall not spoil the others."""
    from pypdf.errors import LimitReachedError, PyPdfError

    try:
        text: str = page.extract_text()
    except LimitReachedError:
        raise
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError):
        return None
    return text


def _has_picture(page: "PageObject") -> bool:
    drawn = _entries(_entries(page.get("/Resources")).get("/XObject"))
    return any(_entries(part).get("/Subtype") == "/Image" for part in drawn.values())


def _entries(value: "PdfObject | None") -> dict[Any, Any]:
    """A dictionary of the document, wherever it stands; empty where something else is in its place."""
    meant: object = value.get_object() if value is not None else None
    return meant if isinstance(meant, dict) else {}
