"""What a page seems to lack may stand behind the place where its reading ended."""

import pytest

from auditbot.check import Check
from auditbot.model.outcome import Outcome
from auditbot.model.page import GuidePart
from auditbot.model.text import Lang
from auditbot.settings import Limits, Links, Politeness, Settings
from auditbot.testing import DAY, MemorySite
from checks.disclosure_guide import DisclosureGuide
from checks.disclosure_phone import DisclosurePhone
from checks.empty_columns import EmptyColumns
from checks.guide_elements import GuideElements
from checks.release_marker import ReleaseMarker
from checks.site_identity import SiteIdentity
from tests.checks import feet, guides, issued
from tests.checks.sites import ago, article, column, home, items

CUT = Settings(
    as_of=DAY,
    limits=Limits(page_tags=1000),
    politeness=Politeness(rate=0, concurrency=4),
    links=Links(confirm_pause=0, confirm_pause_transient=0),
)
FIELDS = {
    "事项名称": "食品经营许可",
    "受理条件": "在本区经营",
    "设定依据": "管理办法",
    "受理单位": "市场监管局",
}
ROWS = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in FIELDS.items())
SERVICE = article("食品经营许可办事指南", f"<table>{ROWS}</table>", under="办事指南")
NO_FOOT = feet.page("", body="<p>欢迎访问</p>")


def long(page: str) -> str:
    """The page with more tags before its end than are read."""
    return page.replace("</body>", "<i></i>" * 1000 + "</body>")


def test_a_list_behind_the_end_is_not_said_to_be_made_by_a_script() -> None:
    menu = {"/xwdt/": "新闻动态"}
    listed = column("新闻动态", "<i></i>" * 1000 + items("/xwdt/", ago(1), ago(2), ago(3)), menu)
    made = MemorySite({"/": home(menu=menu), "/xwdt/": listed}, settings=CUT)
    (one,) = made.findings(EmptyColumns)
    assert (one.message_id, one.outcome) == ("unopened", Outcome.UNTESTED)
    assert "没有读完" in one.texts[Lang.ZH].seen


@pytest.mark.parametrize(
    ("check", "made"),
    [
        (DisclosureGuide, guides.site(long(guides.guide(without=GuidePart.OFFICE_FAX)))),
        (DisclosurePhone, guides.site(long(guides.guide(without=GuidePart.OFFICE_PHONE)))),
        (GuideElements, MemorySite({"/": home('<a href="/g.html">指南</a>'), "/g.html": long(SERVICE)})),
        (ReleaseMarker, issued.site(long(issued.document(issued.SIGNED)))),
        (SiteIdentity, MemorySite({"/": long(NO_FOOT)})),
    ],
)
def test_what_a_page_lacks_is_told_only_where_its_end_was_read(check: type[Check], made: MemorySite) -> None:
    assert Outcome.FAILED in {one.outcome for one in made.findings(check)}
    made.settings = CUT
    concluded = made.conclusion(check)
    outcomes = {one.outcome for one in concluded.findings} | set(concluded.tally)
    assert outcomes & {Outcome.CANT_TELL, Outcome.UNTESTED}
    assert Outcome.FAILED not in outcomes
