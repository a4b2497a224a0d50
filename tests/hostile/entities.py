"""M09 and R09: XML that would grow without end or fetch something, if it were read as XML is meant to be."""

from tests.hostile.case import TEXT, TITLE, Case, markup
from tests.hostile.names import SENTINEL
from tests.hostile.sentinel import NOWHERE
from tests.net.world import page

CANARY = f"http://{SENTINEL}:{NOWHERE}"
"""Where nobody may ask for anything."""
MARK = "tbfjxnghk"
"""Shown by no page unless something was expanded."""
_LAUGHS = f'<!ENTITY a0 "{MARK}">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
_LONG = f'<!ENTITY long "{MARK * 10_000}">'
_PARAMETERS = f'<!ENTITY % a0 "{MARK}">' + "".join(
    f'<!ENTITY % a{n} "{f"&#37;a{n - 1};" * 10}">' for n in range(1, 10)
)
_INCLUDE = 'xmlns:x="http://www.w3.org/2001/XInclude"'
_DECLARED = {
    "billion laughs": (f"[{_LAUGHS}]", "&a9;"),
    "laughs in an attribute": (f"[{_LAUGHS}]", '<b title="&a9;">x</b>'),
    "one long entity many times": (f"[{_LONG}]", "&long;" * 10_000),
    "laughing parameters": (f"[{_PARAMETERS} %a9;]", ""),
    "file": ('[<!ENTITY e SYSTEM "file:///etc/passwd">]', "&e;"),
    "canary": (f'[<!ENTITY e SYSTEM "{CANARY}/e">]', "&e;"),
    "outside parameter": (f'[<!ENTITY % e SYSTEM "{CANARY}/p"> %e;]', "&e;"),
    "outside definition": (f'SYSTEM "{CANARY}/x.dtd"', "&e;"),
    "inclusion": (
        "",
        f'<b {_INCLUDE}><x:include href="{CANARY}/i"/><x:include href="file:///etc/passwd"/></b>',
    ),
}
_KINDS = ("application/xhtml+xml", "text/html", "text/xml")


def _prologue(root: str, declared: str, encoding: str = "utf-8") -> str:
    doctype = f"<!DOCTYPE {root} {declared}>" if declared else ""
    return f'<?xml version="1.0" encoding="{encoding}"?>{doctype}'


def _page(what: str, kind: str, declared: str, inside: str) -> Case:
    text = (
        f"{_prologue('html', declared)}<html xmlns='http://www.w3.org/1999/xhtml'><head><title>{TITLE}</title>"
        f"</head><body><h1>{TITLE}</h1><p>{TEXT}</p><p>{inside}</p></body></html>"
    )
    return Case(
        "M09", f"{what} in {kind}", page(text.encode(), kind=kind), facts=_FACTS, alone=kind != _KINDS[0]
    )


def _drawing(inside: str) -> bytes:
    declared = _prologue("svg", f'[{_LAUGHS}<!ENTITY e SYSTEM "{CANARY}/e">]')
    return f"{declared}<svg xmlns='http://www.w3.org/2000/svg'><text>&a9;&e;</text>{inside}</svg>".encode()


def _feed() -> bytes:
    declared = _prologue("rss", f'[{_LAUGHS}<!ENTITY e SYSTEM "{CANARY}/e">]')
    item = "<item><title>&a9;&e;</title><description>&a9;</description></item>"
    return f"{declared}<rss version='2.0'><channel><title>{TITLE}</title>{item}</channel></rss>".encode()


_STYLED = f'<?xml-stylesheet type="text/xsl" href="{CANARY}/x.xsl"?>'.encode()
_FACTS = {"title": TITLE, "lacks": MARK}

CASES = (
    *(_page(what, kind, *how) for what, how in _DECLARED.items() for kind in _KINDS),
    Case("M09", "style sheet", page(_STYLED + markup().encode(), kind="text/xml"), facts=_FACTS),
    Case("M09", "drawing", page(_drawing(""), kind="image/svg+xml"), path="/x.svg", facts={"lacks": MARK}),
    Case("M09", "drawing as a page", page(_drawing("<g/>"), kind="text/html"), facts={"lacks": MARK}),
    Case("M09", "feed", page(_feed(), kind="application/rss+xml"), facts={"lacks": MARK}),
    Case("M09", "feed as text", page(_feed(), kind="text/xml"), facts={"lacks": MARK}),
)


def declared_in(what: str, root: str, within: str, encoding: str = "utf-8") -> bytes:
    """A document of another kind that declares the same; ``within``: its root, with USE where it is used."""
    declared, used = _DECLARED[what]
    return f"{_prologue(root, declared, encoding)}{within.replace('USE', used)}".encode(encoding)


WAYS = tuple(_DECLARED)
