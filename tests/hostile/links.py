"""M11–M17, M20, M21: what references are written like, and where they lead."""

from tests.hostile.case import OUTSIDE, OWN, TITLE, Case, healthy, markup
from tests.hostile.names import SENTINEL
from tests.net.world import page

_A = f"m14-written-badly.{OWN}"
_FRAME = page(markup(title="框架里的内容").encode())


def _links(*written: str) -> str:
    return "".join(f'<a href="{address}">x</a>' for address in written)


def _base(what: str, bases: str, target: str) -> Case:
    body = markup('<a href="ok">x</a>').replace("<head>", f"<head>{bases}")
    return Case(
        "M11",
        what,
        page(body.encode()),
        facts={"targets": (target,)},
        paths={"/ok": healthy(), "/b/ok": healthy()},
    )


_BADLY = {
    "/o\nk": "/ok",
    " /ok ": "/ok",
    "\\ok": "/ok",
    "/a b": "/a%20b",
    "/政策": "/%E6%94%BF%E7%AD%96",
    "/a%2Fb": "/a%2Fb",
    "HTTP:/x/../ok2": "/ok2",
}
_SCHEMES = _links(
    "javascript:void(0)",
    "data:text/html,x",
    "mailto:a@b.example",
    "tel:12345",
    "blob:http://x/y",
    f"view-source:http://{SENTINEL}/",
    "file:///etc/passwd",
    "ftp://files.example/x",
    "",
)
_MALFORMED = _links("http://[", "http://a.example:99999/", "\\\\host\\share\\x.doc", "http://%zz/")
_FRAMES = (
    '<iframe src="/frame"></iframe><img srcset="/one.png 1x, /two.png 2x">'
    "<script>document.write('<a href=\"/written\">x</a>');</script>"
)
_PICTURE = page(b"\x89PNG\r\n\x1a\n" + bytes(64), kind="image/png")
_SPREAD = _links(
    *(f"http://h{number}.wild.{OUTSIDE}/" for number in range(60)),
    *(f"http://m21-spread-of-hosts.{OWN}:{number}/" for number in range(20001, 20021)),
)

CASES = (
    _base(
        "base to another host",
        f'<base href="http://elsewhere.{OUTSIDE}/b/">',
        f"http://elsewhere.{OUTSIDE}/b/ok",
    ),
    _base(
        "base that is a script", '<base href="javascript:x">', f"http://m11-base-that-is-a-script.{OWN}/ok"
    ),
    _base("two bases", '<base href="/b/"><base href="/c/">', f"http://m11-two-bases.{OWN}/b/ok"),
    Case(
        "M12",
        "other schemes",
        healthy(_SCHEMES),
        facts={
            "targets": (),
            "bad": ("script", "data", "contact", "scheme", "local-file", "empty"),
        },
    ),
    Case(
        "M13",
        "malformed",
        healthy(_MALFORMED),
        facts={"targets": (), "bad": ("malformed", "local-file")},
    ),
    Case(
        "M14",
        "written badly",
        healthy(_links(*_BADLY)),
        facts={"targets": tuple(dict.fromkeys(f"http://{_A}{path}" for path in _BADLY.values()))},
        paths=dict.fromkeys(_BADLY.values(), healthy()),
    ),
    Case(
        "M15",
        "one host in three spellings",
        healthy(
            _links(f"http://例子.{OWN}/a", f"http://xn--fsqu00a.{OWN}/a", f"http://ＸＮ--fsqu00a.{OWN}/a")
        ),
        facts={"targets": (f"http://xn--fsqu00a.{OWN}/a",)},
    ),
    Case(
        "M16",
        "five thousand fragments",
        healthy("".join(f"<a id=n{n} href=/x#n{n}>x</a>" for n in range(5000))),
        facts={"links": 5000, "targets": (f"http://m16-five-thousand-fragments.{OWN}/x",)},
        requests=1,
        most=3,
    ),
    Case(
        "M17",
        "frames and written links",
        healthy(_FRAMES),
        facts={
            "targets": tuple(
                f"http://m17-frames-and-written-links.{OWN}/{name}"
                for name in ("frame", "one.png", "two.png", "written")
            )
        },
        paths={"/frame": _FRAME, "/written": healthy(), "/one.png": _PICTURE, "/two.png": _PICTURE},
    ),
    Case(
        "M20",
        "refresh to itself",
        page(markup().replace("<head>", '<head><meta http-equiv="refresh" content="0">').encode()),
        facts={"title": TITLE, "refresh": None},
        most=4,
    ),
    Case(
        "M20",
        "refresh for ever",
        page(markup().replace("<head>", '<head><meta http-equiv="refresh" content="0;url=/x1">').encode()),
        facts={"refresh": f"http://m20-refresh-for-ever.{OWN}/x1"},
    ),
    Case("M21", "spread of hosts", healthy(_SPREAD), facts={"links": 80}, most=4),
)
