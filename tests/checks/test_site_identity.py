import pytest

from auditbot.model.outcome import Outcome
from auditbot.score import Conclusion
from auditbot.testing import HOME, Answered, MemorySite
from checks.site_identity import SiteIdentity
from tests.checks.feet import CONAC, REGISTERED, foot, page, site


def judged(pages: dict[str, str], *, registered: bool = True, **options: object) -> Conclusion:
    made = MemorySite(pages, site=REGISTERED) if registered else MemorySite(pages)
    return made.conclusion(SiteIdentity, **options)


def told(found: Conclusion) -> set[tuple[str, str, Outcome]]:
    return {
        (one.message_id, str(one.parameters.get("element", {"zh": ""})["zh"]), one.outcome)
        if "element" in one.parameters
        else (one.message_id, str(one.parameters.get("value", "")), one.outcome)
        for one in found.findings
    }


def test_all_in_order() -> None:
    found = judged(site())
    assert found.findings == ()
    assert found.tally == {Outcome.PASSED: 12}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("organiser", "主办单位"),
        ("code", "网站标识码"),
        ("icp", "ICP备案号"),
        ("police", "公安备案号"),
        ("sitemap", "网站地图"),
        ("mark", "党政机关网站标识"),
    ],
)
def test_what_the_homepage_lacks(part: str, name: str) -> None:
    assert told(judged(site(foot(**{part: ""})))) == {("missing", name, Outcome.FAILED)}


def test_contact_is_asked_of_the_homepage_alone() -> None:
    assert told(judged(site(foot(contact="")))) == {("missing", "联系方式", Outcome.FAILED)}
    assert judged(site(inner=foot(contact="", sitemap=""))).findings == ()


def test_one_foot_for_all_pages_is_one_fault() -> None:
    without = foot(police="")
    assert told(judged(site(without, without))) == {("missing", "公安备案号", Outcome.FAILED)}


def test_what_inner_pages_lack_is_told_once() -> None:
    found = judged(site(inner=foot(mark="")))
    assert told(found) == {("missing-inside", "党政机关网站标识", Outcome.FAILED)}
    assert found.findings[0].parameters["count"] == found.findings[0].found_on_total == 3
    assert told(judged(site(other=foot(mark=f"<!--{CONAC}-->")))) == {
        ("missing-inside", "党政机关网站标识", Outcome.FAILED)
    }


def test_a_script_in_the_foot_may_write_what_is_not_read() -> None:
    found = judged(site(foot(mark="", more='<script src="/js/dibu.js"></script>')))
    assert told(found) == {("missing", "党政机关网站标识", Outcome.CANT_TELL)}


def test_pages_without_any_foot() -> None:
    assert told(judged(site(page("")))) == {("nothing", "", Outcome.FAILED)}
    assert told(judged(site(page("<iframe src='/foot.html'></iframe>")))) == {
        ("nothing", "", Outcome.CANT_TELL)
    }
    assert told(judged(site(other="<p>欢迎</p>"))) == {("nothing-inside", "", Outcome.CANT_TELL)}


@pytest.mark.parametrize(
    ("code", "message", "value"),
    [
        ("网站标识码：", "code-empty", ""),
        ("网站标识码：政府网站标识码", "code-empty", "政府网站标识码"),
        ("网站标识码：330699000", "code-malformed", "330699000"),
        ("网站标识码：9906990001", "code-malformed", "9906990001"),
        ("网站标识码：3306990002", "code-other", "3306990002"),
    ],
)
def test_codes(code: str, message: str, value: str) -> None:
    assert told(judged(site(foot(code=code)))) == {(message, value, Outcome.FAILED)}
    both = judged(site(foot(code=code), foot(code=code)))
    assert told(both) == {(message, value, Outcome.FAILED)}
    assert both.findings[0].found_on_total == 4


def test_codes_that_disagree_where_none_is_registered() -> None:
    pages = site(other=foot(code="网站标识码：3306990002"))
    assert told(judged(pages, registered=False)) == {
        ("codes-differ", "3306990001、3306990002", Outcome.FAILED)
    }
    assert judged(site(), registered=False).findings == ()


@pytest.mark.parametrize(
    ("icp", "message"),
    [
        ("浙ICP备9900号", "icp-malformed"),
        ("浙ICP备99000001", "icp-malformed"),
        ("苏ICP备99000001号", "icp-province"),
    ],
)
def test_registrations_with_the_ministry(icp: str, message: str) -> None:
    (one,) = judged(site(foot(icp=icp))).findings
    assert (one.message_id, one.parameters["value"]) == (message, icp)


@pytest.mark.parametrize(
    "icp",
    [
        "浙ICP备99000001号",
        "浙 ICP备 990001号－12",
        "ICP备案号：浙ICP备99000001号-1",
        "浙ICP备2021990001号",
        "浙ICP备2021990001号-3",
    ],
)
def test_registrations_that_are_in_order(icp: str) -> None:
    assert judged(site(foot(icp=icp))).findings == ()


@pytest.mark.parametrize(
    ("police", "message"),
    [
        ("浙公网安备3306990200号", "police-malformed"),
        ("苏公网安备33069902000001号", "police-province"),
        ("苏公网安备32069902000001号", "police-province"),
    ],
)
def test_registrations_with_the_police(police: str, message: str) -> None:
    assert [one.message_id for one in judged(site(foot(police=police))).findings] == [message]


def test_second_names_of_provinces() -> None:
    code = "6206990001"
    whole = foot(
        code=f"网站标识码：{code}", icp="陇ICP备99000001号-1", police="甘公网安备62069902000001号", entry=code
    )
    assert judged(site(whole, whole), registered=False).findings == ()


def test_a_site_map_that_does_not_open() -> None:
    found = judged(site(foot(sitemap='<a href="/gone/">网站地图</a>')))
    assert [(one.message_id, one.target) for one in found.findings] == [("sitemap-dead", f"{HOME}gone/")]


def test_only_what_is_asked_for() -> None:
    assert judged(site(foot(police="", mark="")), elements=["organiser", "icp"]).findings == ()


def test_a_homepage_that_does_not_open() -> None:
    found = MemorySite({"/": Answered(status=503)}).conclusion(SiteIdentity)
    assert (found.findings, found.tally) == ((), {Outcome.UNTESTED: 1})


def test_a_homepage_that_a_script_makes_is_untested_unless_its_foot_is_there() -> None:
    app = '<div id="app"></div><script src="/app.js"></script><script>new Vue({el: "#app"})</script>'
    alone = judged({"/": page("", body=app)})
    assert (alone.findings, alone.tally) == ((), {Outcome.UNTESTED: 1})
    assert told(judged({"/": page(foot(police="", sitemap=""), body=app)})) == {
        ("missing", "公安备案号", Outcome.CANT_TELL),
        ("missing", "网站地图", Outcome.CANT_TELL),
    }


def test_pieces_that_scripts_put_into_pages_are_not_judged() -> None:
    pages = site() | {"/a/2.html": "<p>会议要求抓好落实。</p>" * 40}
    assert judged(pages).findings == ()


def test_a_picture_without_words_may_be_the_mark() -> None:
    pictured = foot(mark='<a href="javascript:;" target="_blank"><img src="/i/red.png"></a>')
    asked = ("wordless", "党政机关网站标识", Outcome.CANT_TELL)
    assert told(judged(site(pictured, pictured))) == {asked}
    linked = foot(mark='<a href="/top/"><img src="/i/red.png"></a>')
    assert told(judged(site(linked, linked))) == {("missing", "党政机关网站标识", Outcome.FAILED)}
    some = judged(site(other=pictured))
    assert told(some) == {("missing-inside", "党政机关网站标识", Outcome.CANT_TELL)}
