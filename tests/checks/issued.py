"""Documents of a district's government, as pages, for the tests of the checks of documents."""

from collections.abc import Mapping
from datetime import date

from auditbot.model.site import Site, Unit
from auditbot.testing import DAY, HOME, MemorySite, Pages
from tests.checks.sites import NO_MORE, Page, column, home, page, rows

MENU = {"/zc/": "行政规范性文件", "/qt/": "其他文件", "/fz/": "废止失效文件"}
SHORT = "青禾区养老服务补贴办法"
TITLE = f"青禾区人民政府关于印发{SHORT}的通知"
NUMBER = "青政规〔2026〕5号"
FIRST, SECOND = "/zc/t20261110_1.html", "/zc/t20261110_2.html"

TABLE = {
    "索引号": "11330699MB0001/2026-00007",
    "主题分类": "民政、养老",
    "发布机构": "青禾区人民政府",
    "成文日期": "2026-11-05",
    "标题": TITLE,
    "发文字号": NUMBER,
    "发布日期": "2026-11-10",
    "有效性": "有效",
}
OPENING = "各镇人民政府、街道办事处，区政府各部门："
BODY = "现将《青禾区养老服务补贴办法》印发给你们，请结合实际认真贯彻执行。"
SIGNED = "<p>青禾区人民政府</p><p>2026年11月5日</p>"
OPEN = "<p>（此件公开发布）</p>"


def table(**fields: str | None) -> dict[str, str]:
    """The document table with some fields changed, or left out where they are ``None``."""
    return {label: text for label, text in (TABLE | fields).items() if text is not None}


def document(
    text: str = SIGNED + OPEN,
    *,
    title: str = TITLE,
    fields: Mapping[str, str] | None = TABLE,
    bar: str = "",
    under: str = "行政规范性文件",
    tags: str = "",
    files: Mapping[str, str] | None = None,
    opening: str = f"<p>{OPENING}</p><p>{BODY}</p>",
) -> str:
    """One document's page. ``fields``: its table, if it has one; ``files``: addresses and names."""
    cells = [f"<tr><td>{label}：</td><td>{value}</td></tr>" for label, value in (fields or {}).items()]
    links = "".join(f'<p><a href="{path}">{name}</a></p>' for path, name in (files or {}).items())
    body = (
        f'<table class="gk">{"".join(cells)}</table><div class="article"><h1>{title}</h1>'
        f'<div class="bar">{bar}</div><div class="content">{opening}{text}{links}</div></div>'
    )
    head = f'<meta name="ArticleTitle" content="{title}">{tags}'
    return page(f"{title}-青禾区人民政府", body, MENU, f'<a href="/zc/">{under}</a>', head)


def site(*documents: str, as_of: date = DAY, more: Pages = NO_MORE) -> MemorySite:
    """A site whose column of normative documents lists these, and other pages by their address."""
    pages: dict[str, Page] = {f"/zc/t20261110_{n}.html": text for n, text in enumerate(documents, 1)}
    pages |= more
    lists = {
        folder: column(
            name,
            rows(
                (one, f"第{n}份文件的标题文字", DAY) for n, one in enumerate(pages) if one.startswith(folder)
            ),
            MENU,
        )
        for folder, name in MENU.items()
    }
    known = Site(id="site", home=HOME, unit="溪山市青禾区人民政府", units=(Unit(name="区民政局"),))
    return MemorySite({"/": home(menu=MENU), **lists, **pages}, site=known, as_of=as_of)
