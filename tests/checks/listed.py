"""A small site with one list of papers, for the tests of checks that look for documents."""

from auditbot.testing import Answered
from tests.checks.sites import ago, article, column, home, rows

MENU = {"/gk/": "主动公开"}


def listing(*items: tuple[str, str], **more: str | Answered) -> dict[str, str | Answered]:
    shown = [*items, ("/gk/1.html", "青禾区政务服务中心服务时间")]
    body = rows((path, title, ago(number + 3)) for number, (path, title) in enumerate(shown))
    pages: dict[str, str | Answered] = {
        "/": home(menu=MENU),
        "/gk/": column("主动公开", body, MENU),
        "/gk/1.html": article("青禾区政务服务中心服务时间", "工作日办公。" * 20, ago(9), MENU),
    }
    return pages | more


def paper(title: str, text: str = "事项名称、实施依据、责任科室详见下表。" * 10) -> str:
    return article(title, text, ago(5), MENU, "主动公开")
