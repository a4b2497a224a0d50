"""Which attributes of an element refer to something, and what is written in them."""

import re
from collections.abc import Callable, Mapping

from auditbot.extract.scripting.refreshes import refresh_in

SELECTOR = "[href],[src],[background],[onclick],img,source,video,object,meta[http-equiv],option"
"""Every element that may refer to something. An element is given once for each part that it matches."""

Attributes = Mapping[str, str | None]
Written = list[tuple[str, str]]
"""Attribute and what is written in it."""

_NOT_READ = frozenset({"preconnect", "dns-prefetch", "pingback"})
"""Relations of ``link`` whose address is not there to be read."""
_LAZY = ("data-src", "data-original")
_MOST_CANDIDATES = 20
_CANDIDATE = re.compile(r"[\s,]{0,99}(\S{1,4096})")
_ADDRESS = re.compile(r"(?i)\s{0,99}(?:https?://|\.{0,2}/|[\w\-./%]{1,200}\.s?html?(?:[?#]|\s{0,99}$))")
_SCRIPTED = re.compile(
    r"""(?<![\w$])(?:window\.open\s{0,9}\(|location(?:\.href)?\s{0,9}=|location\.(?:replace|assign)\s{0,9}\()"""
    r"""\s{0,9}(?:'([^'\\]{1,4096})'|"([^"\\]{1,4096})")\s{0,9}(?=[;,)}]|$)"""
)


def references(tag: str, said: Attributes) -> Written:
    """The references of an element. A form is none: sending it would do more than read."""
    if tag == "a" and "onclick" not in said:
        return [("href", said["href"] or "")] if "href" in said else []
    found: Written = []
    if "href" in said and tag != "base" and not (tag == "link" and _names_no_page(said)):
        found.append(("href", said["href"] or ""))
    if "src" in said and (tag != "input" or (said.get("type") or "").lower() == "image"):
        found.append(("src", said["src"] or ""))
    reader = _READERS.get(tag)
    if reader:
        found += reader(said)
    if "background" in said:
        found.append(("background", said["background"] or ""))
    if "onclick" in said:
        found += [("onclick", match[1] or match[2]) for match in _SCRIPTED.finditer(said["onclick"] or "")]
    return found


def _names_no_page(said: Attributes) -> bool:
    return not _NOT_READ.isdisjoint((said.get("rel") or "").lower().split())


def _image(said: Attributes) -> Written:
    lazy = [(name, said[name] or "") for name in _LAZY if said.get(name)]
    return _candidates(said) + lazy


def _candidates(said: Attributes) -> Written:
    """The addresses of a ``srcset`` (HTML Standard, section 4.8.4.2), at most ``_MOST_CANDIDATES``."""
    written = said.get("srcset") or ""
    found: Written = []
    place = 0
    while len(found) < _MOST_CANDIDATES and (match := _CANDIDATE.match(written, place)):
        address = match[1].rstrip(",")
        if address:
            found.append(("srcset", address))
        place = match.end() if match[1].endswith(",") else written.find(",", match.end()) % (len(written) + 1)
    return found


def _video(said: Attributes) -> Written:
    return [("poster", said["poster"] or "")] if said.get("poster") else []


def _object(said: Attributes) -> Written:
    return [("data", said["data"] or "")] if said.get("data") else []


def _meta(said: Attributes) -> Written:
    if (said.get("http-equiv") or "").strip().lower() != "refresh":
        return []
    address = refresh_in(said.get("content") or "")[1]
    return [("content", address)] if address else []


def _option(said: Attributes) -> Written:
    """Only a script follows these; a value that is no address is none."""
    value = said.get("value") or ""
    return [("value", value)] if _ADDRESS.match(value) else []


_READERS: dict[str, Callable[[Attributes], Written]] = {
    "img": _image,
    "source": _candidates,
    "video": _video,
    "object": _object,
    "meta": _meta,
    "option": _option,
}
