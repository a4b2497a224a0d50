"""Everything that is served beside columns and articles: front pages, small sites, files, robots.txt."""

import json
from collections.abc import Iterator
from datetime import timedelta
from importlib.resources import files

from auditbot.demo.answers import Answer, Pages, add, redirect
from auditbot.demo.files import docx, drawing, landscape, logo, pdf, png, poster, words
from auditbot.demo.hosts import HOSTS, ZONE
from auditbot.demo.layout import carried
from auditbot.demo.marks import entry_codes
from auditbot.demo.pages import Entry, Part, Printer
from auditbot.demo.paperwork import LIBRARY, library, paper_files
from auditbot.demo.parts import PORTAL
from auditbot.demo.policy import Policy
from auditbot.demo.presence import lists_served
from auditbot.demo.privacy import workbooks

_HOME_COLUMNS = ("qhyw", "tzgg", "qfbwj", "wzjd", "zjdt", "zdxm")
_HOME_AGE = timedelta(days=21)
"""The homepage was last published that long ago."""
_PER_BLOCK = 6
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml", "png": "image/png"}
_STATIC = "static.qinghe.example"
_CASES = (
    "食品经营许可延续 已办结",
    "老年人优待证 当场办结",
    "道路货物运输经营许可 已办结",
    "公共场所卫生许可变更 审查中",
    "取水许可延续 已办结",
)
_JIUCUO = "http://zfwzgl.guojia.example/exposure/jiucuo.html?site_code={code}"


def small(printer: Printer, title: str, *texts: str, links: tuple[tuple[str, str], ...] = ()) -> bytes:
    """A page of no particular style."""
    page = printer.templates.get_template("small.html")
    return page.render(title=title, texts=texts, links=links).encode()


def home(printer: Printer) -> bytes:
    """The homepage as it was published some weeks ago."""
    parts = []
    for key in _HOME_COLUMNS:
        column = printer.columns[key]
        old = [
            entry
            for entry in printer.first(column, 99)
            if printer.articles[entry.key].day <= printer.as_of - _HOME_AGE
        ]
        parts.append(Part(Entry(key, column.name, column.path()), old[:_PER_BLOCK]))
    below = [column for column in printer.columns.below("ztzl") if column.show.lists]
    topics = [Entry(column.key, column.name, column.path()) for column in below]
    services = [host for host in HOSTS if host.own and host.texts]
    page = printer.templates.get_template("home.html")
    return page.render(
        site=printer.site,
        menu=printer.menu,
        parts=parts,
        topics=topics,
        frame=carried("home"),
        services=services,
    ).encode()


def old_home(printer: Printer) -> bytes:
    """What visitors over IPv6 get instead of the homepage."""
    return small(printer, printer.site.name, "青禾欢迎您。网站正在升级，请稍后访问。")


def township(printer: Printer) -> bytes:
    """The front page of the township that lives under a path of the portal."""
    column = printer.columns["liuxi"]
    children = printer.columns.below("liuxi")
    parts = [
        Part(Entry(child.key, child.name, child.path()), entries)
        for child in children
        if (entries := printer.first(child, _PER_BLOCK))
    ]
    entries = [Entry(child.key, child.name, child.path()) for child in children]
    return printer.print("liuxi", column.path(), column, parts=parts, children=entries)


def site_map(printer: Printer) -> bytes:
    """网站地图: all columns."""
    parts = []
    for column in printer.columns.values():
        if not column.under:
            children = [
                Entry(child.key, child.name, child.path()) for child in printer.columns.below(column.key)
            ]
            parts.append(Part(Entry(column.key, column.name, column.path()), children))
    return printer.print("wzdt", "/wzdt/", printer.columns["lxwm"], parts=parts)


def others(printer: Printer, documents: tuple[Policy, ...]) -> Pages:
    """Small sites, pictures, scripts, attachments and what robots ask for."""
    pages: Pages = {}
    for name, answer in (*_scripts(), *_pictures(documents)):
        pages.setdefault(_STATIC, {})[name] = answer
    pages["img.qinghe.example"] = dict(_photographs())
    portal = pages.setdefault(PORTAL, {})
    portal.update(_files(documents))
    portal.update(workbooks())
    portal.update(lists_served())
    portal.update(paper_files(documents))
    pages[LIBRARY] = library(documents)
    portal["/robots.txt"] = _text(
        f"User-agent: *\nDisallow: /search/\nSitemap: http://{PORTAL}/sitemap.xml\n"
    )
    portal["/sitemap.xml"] = _sitemap(printer)
    portal["/api/bjgs/list.json"] = _cases(printer)
    portal["/"] = Answer(home(printer), over6=old_home(printer))
    portal["/index.html"] = redirect("/", 301)
    pages[ZONE] = {"/": redirect(f"http://{PORTAL}/", 301)}
    _small_sites(printer, pages)
    return pages


def _text(text: str, kind: str = "text/plain; charset=utf-8") -> Answer:
    return Answer(text.encode(), type=kind)


def _scripts() -> Iterator[tuple[str, Answer]]:
    for file in (files(__package__) / "static").iterdir():
        ending = file.name.rpartition(".")[2]
        yield f"/{ending}/{file.name}", Answer(file.read_bytes(), type=_TYPES[ending])
    for name in ("conac", "jiucuo"):
        yield (
            f"/js/{name}.js",
            Answer(b"// the mark is shown by the platform that issues it\n", type=_TYPES["js"]),
        )


def _pictures(documents: tuple[Policy, ...]) -> Iterator[tuple[str, Answer]]:
    yield "/images/logo.svg", Answer(logo("溪山市青禾区人民政府"), type=_TYPES["svg"])
    mark = drawing(
        110, 36, '<rect width="110" height="36" fill="#b42828"/>', words("政府网站找错", 8, 24, 15, "#fff")
    )
    yield "/images/jiucuo.svg", Answer(mark, type=_TYPES["svg"])
    for policy in documents:
        if policy.graphic:
            drawn = poster(f"一图读懂《{policy.short}》", tuple(point[:46] for point in policy.gist))
            yield f"/tj/{policy.suffix}.svg", Answer(drawn, type=_TYPES["svg"])


def _photographs() -> Iterator[tuple[str, Answer]]:
    yield "/focus/1.svg", Answer(landscape(), type=_TYPES["svg"])
    for serial in range(1, 8):
        yield f"/ld/{serial}.png", Answer(png(120, 160, (60 + serial * 12, 90, 130)), type=_TYPES["png"])


def _files(documents: tuple[Policy, ...]) -> Iterator[tuple[str, Answer]]:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for policy in documents:
        yield f"/upload/doc/{policy.key}.docx", Answer(docx(policy.title, *policy.clauses), type=word)
    yield "/upload/files/sqb.docx", Answer(docx("政府信息公开申请表"), type=word)
    yield "/upload/files/lxzn.pdf", Answer(pdf("guide"), type="application/pdf")
    base = files(__package__) / "static"
    yield "/images/trs.css", Answer((base / "trs.css").read_bytes(), type=_TYPES["css"])
    yield "/Css/siteserver.css", Answer((base / "siteserver.css").read_bytes(), type=_TYPES["css"])
    yield "/images/createpage.js", Answer((base / "createpage.js").read_bytes(), type=_TYPES["js"])


def _sitemap(printer: Printer) -> Answer:
    paths = [column.path() for column in printer.columns.values()]
    places = "".join(f"<url><loc>http://{PORTAL}{path}</loc></url>" for path in (*paths, "/2016/old.html"))
    schema = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return _text(
        f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{schema}">{places}</urlset>', "text/xml"
    )


def _cases(printer: Printer) -> Answer:
    rows = [
        {"url": f"/art/bj/{serial}.html", "title": case, "date": f"{printer.as_of - timedelta(days=serial)}"}
        for serial, case in enumerate(_CASES, 1)
    ]
    return _text(json.dumps({"list": rows}, ensure_ascii=False), "application/json; charset=utf-8")


def _small_sites(printer: Printer, pages: Pages) -> None:
    for serial, case in enumerate(_CASES, 1):
        page = small(
            printer, case, f"受理日期：{printer.as_of - timedelta(days=serial)}", f"第{serial}号窗口办理。"
        )
        pages[PORTAL][f"/art/bj/{serial}.html"] = Answer(page)
    for host in HOSTS:
        if host.texts:
            name, text, *paragraphs = host.texts
            links = (("/inner.html", name), (f"http://{PORTAL}/", "返回门户网站"))
            pages[host.name] = {
                "/": Answer(small(printer, host.title, text, links=links)),
                "/inner.html": Answer(small(printer, name, *paragraphs, f"{host.title}提供")),
            }
    for url in (*(_JIUCUO.format(code=code) for code in entry_codes()), "http://beian.guojia.example/"):
        add(pages, url, Answer(small(printer, "全国统一平台", "请按照提示操作。")))
