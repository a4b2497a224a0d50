"""Policies and their interpretations for the tests of what links and days they must have."""

from datetime import date

from auditbot.model.site import Site
from auditbot.testing import DAY, HOME, MemorySite, Pages
from tests.checks.sites import NO_MORE, Page, article, column, home, rows

MENU = {"/zc/": "政策文件", "/jd/": "政策解读"}
SHORT = "青禾区养老服务补贴办法"
TITLE = f"青禾区人民政府关于印发{SHORT}的通知"
NUMBER = "青政发〔2026〕5号"
POLICY = "/zc/t20261110_1.html"
READING = "/jd/t20261110_2.html"


def policy(*links: tuple[str, str], title: str = TITLE, number: str = NUMBER, day: date | None = DAY) -> str:
    table = (
        f"<table><tr><td>发文字号</td><td>{number}</td><td>发布机构</td><td>青禾区人民政府</td></tr></table>"
        if number
        else ""
    )
    return article(title, f"{table}<p>各镇人民政府、街道办事处：</p>{_text(links)}", day, MENU, "政策文件")


def reading(
    *links: tuple[str, str],
    title: str = f"《{SHORT}》政策解读",
    words: str = "近日，区里出台了有关办法，现解读如下。",
    day: date | None = DAY,
) -> str:
    return article(title, f"<p>{words}</p>{_text(links)}", day, MENU, "政策解读")


def site(
    policy_page: str | None = None, reading_page: str | None = None, *, more: Pages = NO_MORE
) -> MemorySite:
    """A site with a column of policies and one of interpretations, which list these pages."""
    pages: dict[str, Page] = {} if policy_page is None else {POLICY: policy_page}
    if reading_page is not None:
        pages[READING] = reading_page
    pages |= more
    lists = {folder: [one for one in pages if one.startswith(folder)] for folder in MENU}
    columns = {
        folder: column(
            name, rows((one, f"第{n}份文件的标题文字", DAY) for n, one in enumerate(lists[folder])), MENU
        )
        for folder, name in MENU.items()
    }
    known = Site(id="site", home=HOME, unit="溪山市青禾区人民政府")
    return MemorySite({"/": home(menu=MENU), **columns, **pages}, site=known)


def _text(links: tuple[tuple[str, str], ...]) -> str:
    told = "".join(f'<p><a href="{to}">{words}</a></p>' for to, words in links)
    return "<p>" + "现将有关事项说明如下，请认真贯彻执行。" * 20 + f"</p>{told}"
