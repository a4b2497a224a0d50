"""Sites for the tests of the store: many of them, and hostile ones."""

from datetime import UTC, datetime

from auditbot.model.site import Column, Contact, CrawlPolicy, Site, SiteKind, Unit

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE site; --",
    "<script>alert(1)</script>",
    "\u202e反写\u202c\u200b",
    "𠮷野家😀",
    "%s %(x)s {0} \\N",
    "NULL",
    "0123",
    "yes",
    "2026-01-01",
    "1:20",
    "_x0041_",
    "- a: &b *c",
    "长" * 3000,
)


def plain(number: int) -> Site:
    """A site such as a sheet can hold whole."""
    return Site(
        id=f"site-{number:03d}",
        home=f"https://www.t{number}.example/",
        name=f"第{number}镇人民政府",
        code=f"{number:010d}",
        kind=tuple(SiteKind)[number % 4] if number % 5 else None,
        unit=f"第{number}镇党政办",
        supervisor=f"第{number % 20}区人民政府办公室",
        contacts=tuple(
            Contact(
                name=f"联系人{n}" if n != 1 else "", phone=f"0519-8{number:03d}{n}", email=f"a{n}@t.example"
            )
            for n in range(number % 4)
        ),
        tags=("镇街", f"片区{number % 7}"),
        frameworks=("state",) if number % 3 else ("state", "local/一 二.yaml"),
        hosts=(f"www.t{number}.example", f"zwgk.t{number}.example") if number % 2 else (),
        prefixes=() if number % 2 else (f"https://www.t{number}.example/镇, 街/",),
        phone=f"0519-{number:08d}",
        apps=(f"m.t{number}.example",),
        sheet="reference" if number % 6 == 0 else "",
        services=number % 9 != 0,
    )


def whole(number: int) -> Site:
    """A site with everything that a site file may say."""
    return plain(number).model_copy(
        update={
            "columns": (
                Column(name="通知公告", url=f"https://www.t{number}.example/tz/", period=14, unit="办公室"),
                Column(name="规划", event_driven=True, aliases=("计划", "规划计划")),
            ),
            "units": (Unit(name="民政办", pages=(f"https://www.t{number}.example/mz/",), phone="1"),),
            "crawl": CrawlPolicy(rate=2, max_pages=500, ignore_robots=True),
        }
    )


def hostile(text: str, number: int = 0) -> Site:
    """A site that has such a text wherever one may stand."""
    line = "".join(letter for letter in text[:300] if letter >= " ")
    return Site(
        id=f"hostile-{number}",
        home="https://h.example/",
        name=text,
        code=text,
        unit=text,
        supervisor=text,
        phone=text,
        sheet=text,
        contacts=(Contact(name=line, phone=line, email=line),),
        hosts=(text,),
        columns=(Column(name=text, unit=text, person=text, aliases=(text,)),),
        units=(Unit(name=text, phone=text),),
        frameworks=(text,),
    )
