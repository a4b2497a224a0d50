"""A small site with one list of papers, for the tests of checks that look for documents."""

from auditbot.testing import Pages
from tests.checks.sites import NO_MORE, Page, ago, article, column, home, rows

MENU = {"/gk/": "主动公开"}
CUT = '<div class="page"><script>createPageHTML(3, 0, "index", "html")</script></div>'
"""Of a list with later pages, of which none opens."""


def listing(*items: tuple[str, str], more: Pages = NO_MORE) -> dict[str, Page]:
    shown = [*items, ("/gk/1.html", "青禾区政务服务中心服务时间")]
    body = rows((path, title, ago(number + 3)) for number, (path, title) in enumerate(shown))
    return {
        "/": home(menu=MENU),
        "/gk/": column("主动公开", body, MENU),
        "/gk/1.html": article("青禾区政务服务中心服务时间", "工作日办公。" * 20, ago(9), MENU),
        **more,
    }


def paper(title: str, text: str = "事项名称、实施依据、责任科室详见下表。" * 10) -> str:
    return article(title, text, ago(5), MENU, "主动公开")
