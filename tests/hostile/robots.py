"""R01–R07: robots.txt as hosts have it; R08–R11: sitemaps."""

import gzip

from auditbot.model.fetch import FailureKind
from auditbot.settings import MIB
from tests.hostile.answers import ELSEWHERE
from tests.hostile.case import OWN, Case, SitemapCase
from tests.net.world import HASTY, Served, cut, drip, endless, moved, page

_RULES = b"User-agent: *\nDisallow: /secret/\n"
_FORBIDDEN = FailureKind.ROBOTS
_UNKNOWN = FailureKind.ROBOTS_UNREACHABLE
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"


def plain(body: bytes, *fields: str) -> bytes:
    """A robots.txt."""
    return page(body, *fields, kind="text/plain")


def _with(case: str, what: str, robots: Served, kind: FailureKind | None = None, **paths: Served) -> Case:
    return Case(
        case,
        what,
        kind=kind,
        paths={"/robots.txt": robots, **{f"/{name}": one for name, one in paths.items()}},
    )


def _hidden(case: str, what: str, robots: Served, **paths: Served) -> Case:
    """The address is forbidden, and the file must have been understood to know that."""
    made = _with(case, what, robots, _FORBIDDEN, **paths)
    return Case(case, what, kind=_FORBIDDEN, paths=made.paths, path="/secret/x", requests=0)


_MANY = "User-agent: *\nDisallow: /secret/\n" + "".join(f"Disallow: /*a*b*c{n}*d$\n" for n in range(100_000))
_HOPS: dict[str, Served] = {f"hop{number}": moved(f"/hop{number + 1}") for number in range(1, 7)}

CASES = (
    _hidden("R01", "endless", endless(_HEAD + b"\r\n" + _RULES, b"# x\n" * 16384)),
    _hidden(
        "R01",
        "hundred megabytes",
        endless(_HEAD + b"Content-Length: 104857600\r\n\r\n" + _RULES, b"#" * 65536),
    ),
    _hidden("R01", "bomb", plain(gzip.compress(_RULES + b"#" * 16 * MIB, 1), "Content-Encoding: gzip")),
    _with("R02", "500", page(status="500 Oops"), _UNKNOWN),
    Case("R02", "silent", kind=_UNKNOWN, paths={"/robots.txt": drip(close=False)}, limits=HASTY, requests=0),
    Case("R02", "no such name", kind=FailureKind.NXDOMAIN, records={}),
    _with("R03", "403", page(status="403 No")),
    _with("R03", "404", page(status="404 No")),
    _with("R04", "loop", moved("/robots.txt")),
    _with("R04", "six hops", moved("/hop1"), None, **_HOPS, hop7=plain(b"User-agent: *\nDisallow: /\n")),
    _hidden("R04", "another host", moved(f"http://{ELSEWHERE}/rules.txt")),
    _with("R05", "html", page(b"<!DOCTYPE html><html>Disallow: /</html>")),
    _with("R05", "binary", plain(bytes(range(256)) * 8)),
    _hidden("R05", "utf-16", plain(_RULES.decode().encode("utf-16"))),
    _hidden("R05", "returns only", plain(_RULES.replace(b"\n", b"\r"))),
    _hidden("R06", "hundred thousand rules", plain(_MANY.encode())),
    _with("R07", "delay of a day", plain(b"User-agent: *\nCrawl-delay: 86400\n")),
)
RULES_ELSEWHERE = plain(_RULES)
"""What ``ELSEWHERE`` has to say for R04."""

HOST = f"maps.{OWN}"
BASE = f"http://{HOST}"


def listing(*places: str, kind: str = "url") -> bytes:
    """A sitemap, or an index of sitemaps."""
    holder = "urlset" if kind == "url" else "sitemapindex"
    items = "".join(f"<{kind}><loc>{place}</loc></{kind}>" for place in places)
    return f'<?xml version="1.0" encoding="utf-8"?><{holder}>{items}</{holder}>'.encode()


def _xml(body: bytes, *fields: str) -> bytes:
    return page(body, *fields, kind="application/xml")


def _ours(count: int, prefix: str) -> bytes:
    return listing(*(f"{BASE}/{prefix}{number}" for number in range(count)))


_ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">'
    b'<!ENTITY e SYSTEM "http://127.0.0.2/x">]><urlset><url><loc>&b;&e;</loc></url></urlset>'
)
_EXTERNAL = b'<!DOCTYPE urlset SYSTEM "http://127.0.0.2/x.dtd">'
_INDEX = listing(f"{BASE}/r08/index.xml", f"{BASE}/r08/deep.xml", f"{BASE}/r08/one.xml", kind="sitemap")
_ELSEWHERE = (
    "http://127.0.0.2/x",
    "http://[::1]/x",
    "http://169.254.169.254/latest/",
    f"http://{ELSEWHERE}/s",
)

SITEMAPS = (
    SitemapCase(
        "R08",
        "index that holds itself and another",
        {
            "/r08/index.xml": _xml(_INDEX),
            "/r08/deep.xml": _xml(listing(f"{BASE}/r08/deeper.xml", kind="sitemap")),
            "/r08/one.xml": _xml(listing(f"{BASE}/r08-a")),
        },
        ("/r08-a",),
        remarks=("too-deep",),
    ),
    SitemapCase(
        "R08",
        "a hundred thousand entries",
        {"/r08/many.xml": _xml(_ours(100_000, "m"))},
        count=500,
        remarks=("too-many",),
        limits={"sitemap_urls": 500},
    ),
    SitemapCase("R09", "entities", {"/r09/entities.xml": _xml(_ENTITIES)}, remarks=("entities",)),
    SitemapCase(
        "R09",
        "outside definition",
        {"/r09/outside.xml": _xml(listing(f"{BASE}/r09-a").replace(b"<urlset", _EXTERNAL + b"<urlset"))},
        ("/r09-a",),
    ),
    SitemapCase(
        "R10",
        "gz bomb",
        {"/r10/bomb.xml.gz": _xml(gzip.compress(_ours(3, "r10-b")[:-9] + b" " * 8 * MIB, 1))},
        ("/r10-b0", "/r10-b1"),
        remarks=("too-large",),
        limits={"sitemap_bytes": MIB},
    ),
    SitemapCase(
        "R10",
        "endless",
        {"/r10/endless.xml": endless(_HEAD + b"\r\n" + _ours(2, "r10-e")[:-9], b" " * 65536)},
        ("/r10-e0",),
        remarks=("too-large",),
        limits={"sitemap_bytes": MIB},
    ),
    SitemapCase(
        "R10",
        "cut gz",
        {"/r10/cut.xml.gz": _xml(gzip.compress(_ours(2000, "r10-c"))[:-2000])},
        ("/r10-c0", "/r10-c1"),
        remarks=("cut",),
    ),
    SitemapCase(
        "R10",
        "cut connection",
        {"/r10/gone.xml": cut(_xml(_ours(2, "r10-g"))[:-40])},
        ("/r10-g0",),
        remarks=("cut",),
    ),
    SitemapCase("R10", "html", {"/r10/html.xml": page(b"<!DOCTYPE html><html>x</html>")}, remarks=("html",)),
    SitemapCase(
        "R11",
        "other hosts and schemes",
        {"/r11/out.xml": _xml(listing("file:///etc/passwd", *_ELSEWHERE, f"{BASE}/r11-a"))},
        (*_ELSEWHERE, "/r11-a"),
        remarks=("not-http",),
    ),
)
