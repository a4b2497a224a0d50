"""What stands at the foot and in the head of the town's pages."""

from auditbot.demo.marks import CODE
from auditbot.demo.parts import PORTAL, Columns, Style
from auditbot.demo.town import Town
from tests.demo.reading import html


def test_one_page_has_no_code(town: Town) -> None:
    assert "网站标识码：政府网站标识码" in html(town, "liuxi")
    assert f"网站标识码：{CODE}" in html(town, "lxgg")


def test_one_column_sends_errors_elsewhere(town: Town) -> None:
    assert f"site_code={CODE}" not in html(town, "bmdt")
    assert f"site_code={CODE}" in html(town, "qhyw")


def test_one_make_hides_its_mark(town: Town) -> None:
    for key, column in Columns.load().items():
        if column.show.lists:
            hidden = "<!-- <script>document.write(unescape" in html(town, key)
            assert hidden is (column.style is Style.HANWEB), key


def test_the_search_of_the_homepage_leads_nowhere(town: Town) -> None:
    assert '<form class="search" action="/so/" method="get">' in html(town, "home")
    assert not [path for path in town.answers[PORTAL] if path.startswith("/so/")]
