"""Hidden links told by host, crowds of them told at once."""

import pytest

from auditbot.model.outcome import Outcome
from auditbot.model.text import Lang
from auditbot.testing import MemorySite
from checks.hidden_links import HiddenLinks
from tests.checks.sites import home, page

MENU = {"/a/": "概况"}


def site(body: str) -> MemorySite:
    return MemorySite({"/": home(body, MENU), "/a/": page("概况", f"<p>青禾区概况。</p>{body}", MENU)})


def told(body: str, **options: object) -> list[tuple[str, str, Outcome, int]]:
    found = site(body).findings(HiddenLinks, **options)
    return [(one.message_id, one.target, one.outcome, one.found_on_total) for one in found]


def hidden(*links: str, style: str = "position:absolute;left:-3000px") -> str:
    return f'<div style="{style}">' + "".join(f'<a href="{link}">娱乐城</a>' for link in links) + "</div>"


def test_a_site_without_hidden_links_passes() -> None:
    assert site("<p>正文</p>").conclusion(HiddenLinks).tally[Outcome.PASSED] == 2


def test_each_host_is_told_once_with_its_pages() -> None:
    assert told(hidden("http://bet.example/1", "http://bet.example/2")) == [
        ("hidden", "bet.example", Outcome.FAILED, 2)
    ]


def test_what_may_be_a_menu_is_left_to_a_person() -> None:
    assert told(hidden("http://shop.example/", style="display:none")) == [
        ("perhaps-hidden", "shop.example", Outcome.CANT_TELL, 2)
    ]


def test_a_crowd_that_is_not_displayed_is_no_menu() -> None:
    crowd = hidden(*(f"http://www.x{number}.example/" for number in range(9)), style="display:none")
    (found,) = site(crowd).findings(HiddenLinks)
    assert (found.message_id, found.outcome, found.parameters["hosts"]) == ("farm", Outcome.FAILED, 9)


CROWD = "".join(f'<a href="http://www.x{number}.example/">友情链接</a>' for number in range(9))
HIDE = 'document.getElementById("t2").style.display="none"'
PANELS = (
    f'<div class="tab"><div class="con" style="display:none">{CROWD}</div></div>',
    f'<div id="con_3" style="display:none">{CROWD}</div>',
    f'<dl><dt>新闻媒体</dt><dd style="display:none">{CROWD}</dd></dl>',
    f'<div><div><a href="/a/">市直部门</a></div><div style="display:none">{CROWD}</div></div>',
    f'<div id="t2">{CROWD}</div><script>function tab(){{{HIDE};show("t1")}}</script>',
)


@pytest.mark.parametrize("panel", PANELS, ids=["class", "id", "list", "tabs", "function"])
def test_links_in_a_panel_that_may_open_are_put_to_a_person(panel: str) -> None:
    (found,) = site(panel).findings(HiddenLinks)
    assert (found.message_id, found.outcome, found.parameters["hosts"]) == (
        "perhaps-farm",
        Outcome.CANT_TELL,
        9,
    )
    assert found.evidence[0].locator is not None


def test_a_crowd_that_is_switched_off_for_good_is_no_panel() -> None:
    off = f'<p id="x1">{CROWD}</p><script>document.getElementById("x1").style.display="none";</script>'
    assert [one.message_id for one in site(off).findings(HiddenLinks)] == ["farm"]


def test_how_a_link_is_hidden_is_told_in_both_languages() -> None:
    (found,) = site(hidden("http://bet.example/")).findings(HiddenLinks)
    assert found.texts[Lang.ZH].seen == "“娱乐城”（移出屏幕）"
    assert found.texts[Lang.EN].seen == "“娱乐城” (off the screen)"


def test_government_counters_and_what_the_operator_allows_are_no_strangers() -> None:
    honest = hidden("http://www.gov.cn/", "https://hm.baidu.com/x", "http://sj.qinghe.gov.cn/", "/own/")
    assert told(honest) == []
    assert told(hidden("http://bet.example/"), allow=["*.example"]) == []
