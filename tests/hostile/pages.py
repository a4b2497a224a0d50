"""M01–M10: bytes, labels and markup that are wrong, or made to hurt."""

from auditbot.extract.tree.hazard import LONGEST_TAG
from auditbot.model.fetch import PageOutcome
from auditbot.model.page import PageKind
from auditbot.model.unseen import CUT
from tests.hostile.case import TEXT, TITLE, Case, healthy, markup
from tests.net.world import page

_REPAIRED = PageOutcome.BAD_ENCODING_OK
_HTML = "text/html"
_GBK = markup().encode("gbk")
_UTF8 = markup().encode()
_RARE = "朱镕基𠀀㐀"
_PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


def _charset(
    case: str,
    what: str,
    body: bytes,
    kind: str = _HTML,
    fault: str = "",
    title: str = TITLE,
    encoding: str = "",
    remark: str = "",
) -> Case:
    facts: dict[str, object] = {"title": title, "fault": fault}
    facts |= {"encoding": encoding} if encoding else {}
    facts |= {"remarks": (remark,)} if remark else {}
    return Case(case, what, page(body, kind=kind), facts=facts, state=_REPAIRED if fault else None)


def _labelled(label: str, text: str, codec: str) -> bytes:
    return text.replace("<head>", f'<head><meta charset="{label}">').encode(codec)


def _filled(case: str, what: str, inside: str, **facts: object) -> Case:
    return Case(case, what, healthy(inside), facts={"title": TITLE, "unseen": "", **facts})


def _refused(what: str, inside: str) -> Case:
    """Too much for any parser: told, and not read."""
    return Case("M06", what, healthy(inside), facts={"refused": True})


def _many_links(count: int) -> str:
    return "".join(f"<a id=n{number} href=#n{number}>x</a>" for number in range(count))


_ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY e SYSTEM "http://127.0.0.2/x">]>'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>{TITLE}</title></head>'
    f"<body><h1>{TITLE}</h1><p>{TEXT}&c;&e;</p></body></html>"
)

CASES = (
    _charset("M01", "gbk that says utf-8", _GBK, "text/html; charset=utf-8", "contradicted"),
    _charset("M01", "utf-8 that says gbk", _UTF8, "text/html; charset=gbk", "contradicted"),
    _charset("M01", "gbk that says nothing", _GBK, remark="charset-undeclared"),
    _charset("M01", "utf-8 that says nothing", _UTF8, remark="charset-undeclared"),
    _charset(
        "M02", "gb2312 with rare letters", _labelled("gb2312", markup(title=_RARE), "gb18030"), title=_RARE
    ),
    _charset("M03", "utf-16 with a mark", markup().encode("utf-16"), encoding="utf-16-le"),
    _charset("M03", "mark against header", b"\xef\xbb\xbf" + _UTF8, "text/html; charset=gbk", "bom"),
    *(
        _charset("M04", label, _labelled(label, markup(), "utf-8"), fault="unknown-label")
        for label in "x-rubbish unicode_escape zlib_codec idna utf-7 rot13 punycode".split()
    ),
    _charset(
        "M05",
        "late label",
        _labelled("gbk", markup().replace("<html>", "<html>" + " " * 2000), "gbk"),
        remark="charset-label-late",
    ),
    _charset(
        "M05",
        "broken bytes",
        _UTF8.replace(b"</p>", b"\xff\xfe\xc0</p>"),
        "text/html; charset=utf-8",
        remark="bytes-damaged",
    ),
    _charset(
        "M05",
        "surrogates",
        _UTF8.replace(b"</p>", b"\xed\xa0\x80</p>"),
        "text/html; charset=utf-8",
        remark="bytes-damaged",
    ),
    _charset(
        "M05", "nul", _UTF8.replace(b"</p>", b"\0\0</p>"), "text/html; charset=utf-8", remark="nul-bytes"
    ),
    _refused("hundred thousand nested", "<div>" * 100_000),
    _refused("twenty thousand nested tables", "<table><tr><td>" * 20_000),
    _refused("formatting left open", "<b><i><font>" * 11_000 + "<p>x" * 2000),
    Case(
        "M07",
        "three hundred thousand links",
        healthy(_many_links(300_000)),
        facts={"links": 5000, "found": 300_000, "hit": ("links_per_page", "page_tags")},
        alone=True,
    ),
    _filled(
        "M07",
        "sixty thousand links",
        _many_links(60_000),
        links=5000,
        found=60_000,
        hit=("links_per_page",),
    ),
    _filled("M08", "eight megabytes in an attribute", f"<p title='{'x' * 8_000_000}'>x</p>"),
    Case(
        "M08",
        "two hundred thousand attributes",
        healthy("<p " + " ".join(f"a{n}=1" for n in range(200_000)) + ">x</p>"),
        facts={"refused": True},
    ),
    _filled(
        "M08",
        "a million blanks in an address",
        f"<a href='{' ' * (LONGEST_TAG - 100)}/ok'>x</a>",
        links=1,
        bad=(),
    ),
    _filled("M08", "half a million angles", "<" * 500_000, unseen=CUT, hit=("page_tags",)),
    _filled("M08", "unclosed comment", "<!--" + "x<p>" * 4000),
    _filled("M08", "a million entities", "&amp;" * 1_000_000),
    Case(
        "M09",
        "entities",
        page(_ENTITIES.encode(), kind="application/xhtml+xml"),
        facts={"title": TITLE, "lacks": "hahahaha"},
    ),
    Case("M10", "cut within a tag", page(_UTF8[:-9] + b"<div cla"), facts={"title": TITLE}),
    Case("M10", "png as html", page(_PNG, kind=_HTML), facts={"kind": PageKind.ATTACHMENT}),
    Case("M10", "html as png", page(_UTF8, kind="image/png"), facts={"title": TITLE}),
)
