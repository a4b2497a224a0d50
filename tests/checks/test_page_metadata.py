import pytest

from auditbot.model.outcome import Outcome, Severity
from auditbot.score import Conclusion
from auditbot.testing import Answered, MemorySite
from checks.page_metadata import PageMetadata
from tests.checks.feet import REGISTERED, article, foot, page

SITE = {"SiteName": "青禾区", "SiteDomain": "www.site.example", "SiteIDCode": "3306990001"}
COLUMN = {
    "ColumnName": "首页",
    "ColumnDescription": "青禾区人民政府网站首页",
    "ColumnKeywords": "青禾区",
    "ColumnType": "首页",
}
ARTICLE = {
    "ArticleTitle": "全区召开防汛工作会议之1",
    "PubDate": "2026-11-02 09:30",
    "ContentSource": "区应急局",
}


def tags(*groups: dict[str, str], **changed: str | None) -> str:
    written: dict[str, str | None] = {name: value for group in groups for name, value in group.items()}
    written |= changed
    return "".join(
        f'<meta name="{name}" content="{value}">' for name, value in written.items() if value is not None
    )


def site(home: str | None = None, **inner: str) -> dict[str, str]:
    """A homepage and articles with these tags."""
    links = "".join(f'<p><a href="/a/{name}.html">防汛工作会议{name}</a></p>' for name in inner)
    top = tags(SITE, COLUMN) if home is None else home
    pages = {"/": page(foot(sitemap=""), body=f"<p>欢迎访问青禾区</p>{links}", tags=top)}
    return pages | {f"/a/{name}.html": article(foot(sitemap=""), tags=head) for name, head in inner.items()}


def judged(pages: dict[str, str], **options: object) -> Conclusion:
    return MemorySite(pages, site=REGISTERED).conclusion(PageMetadata, **options)


def told(found: Conclusion) -> list[tuple[str, str, int]]:
    return sorted((one.message_id, one.target, one.found_on_total) for one in found.findings)


def test_all_in_order() -> None:
    found = judged(site(one=tags(SITE, ARTICLE), two=tags(SITE, ARTICLE)))
    assert (found.findings, found.tally) == ((), {Outcome.PASSED: 10})


def test_the_case_of_names_is_no_fault() -> None:
    lower = tags(SITE, ARTICLE).replace("SiteName", "sitename").replace("PubDate", "pubdate")
    assert judged(site(one=lower)).findings == ()


def test_a_group_that_no_page_has_is_one_fault() -> None:
    found = judged(site(one=tags(SITE), two=tags(SITE)))
    assert told(found) == [("absent", "article", 2)]
    assert found.findings[0].parameters["tags"] == "ArticleTitle、PubDate、ContentSource"


def test_what_some_pages_lack_is_one_fault_for_each_tag() -> None:
    found = judged(
        site(
            one=tags(SITE, ARTICLE),
            two=tags(SITE, ARTICLE, PubDate=None),
            three=tags(SITE, ARTICLE, PubDate=None),
        )
    )
    assert told(found) == [("missing", "PubDate", 2)]
    assert found.findings[0].parameters["total"] == 3


def test_empty_ones_are_told_apart_from_missing_ones() -> None:
    found = judged(
        site(
            one=tags(SITE, ARTICLE, ContentSource=""),
            two=tags(SITE, ARTICLE, ContentSource=None),
            three=tags(SITE, ARTICLE),
        )
    )
    assert told(found) == [("empty", "ContentSource", 1), ("missing", "ContentSource", 1)]


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-02 09:30",
        "2026-11-02 09:30:12",
        "2026——11——02 21:37",
        "2026–11–02 09:30",
        "2026/11/02 9:30",
        "2026-11-02T09:30:00+08:00",
    ],
)
def test_forms_of_the_day_that_are_in_order(written: str) -> None:
    assert judged(site(one=tags(SITE, ARTICLE, PubDate=written))).findings == ()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2026-13-02 09:30", "malformed"),
        ("刚刚", "malformed"),
        ("2026-11-02 上午", "malformed"),
        ("2026-11-02", "no-clock"),
        ("2026-11-03 09:30", "differs"),
    ],
)
def test_forms_of_the_day_that_are_not(written: str, message: str) -> None:
    found = judged(site(one=tags(SITE, ARTICLE, PubDate=written)))
    assert told(found) == [(message, "PubDate", 1)]
    assert (found.findings[0].weight is Severity.NOTICE) is (message == "no-clock")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"SiteDomain": "www.other.example"}, "differs"),
        ({"SiteDomain": "青禾区"}, "malformed"),
        ({"SiteIDCode": "330699"}, "malformed"),
        ({"SiteIDCode": "3306990002"}, "differs"),
        ({"ArticleTitle": "关于抗旱工作的通知"}, "differs"),
    ],
)
def test_tags_that_disagree_with_the_page(changed: dict[str, str], message: str) -> None:
    found = judged(site(one=tags(SITE, ARTICLE, **changed)))
    assert told(found) == [(message, next(iter(changed)), 1)]


@pytest.mark.parametrize("domain", ["http://www.site.example/", "site.example", "www.site.example;青禾.政务"])
def test_domains_that_are_in_order(domain: str) -> None:
    assert judged(site(one=tags(SITE, ARTICLE, SiteDomain=domain))).findings == ()


def test_one_name_on_the_whole_site() -> None:
    [one] = judged(site(one=tags(SITE, ARTICLE), two=tags(SITE, ARTICLE, SiteName="示例网站"))).findings
    assert (one.message_id, one.target, one.outcome) == ("unlike-home", "SiteName", Outcome.CANT_TELL)
    assert (one.parameters["value"], one.found_on_total) == ("示例网站", 1)


@pytest.mark.parametrize(("name", "told"), [("工作 动态", []), ("政务要闻", [("differs", "ColumnName", 1)])])
def test_the_name_of_a_column_stands_on_its_page(name: str, told: list[tuple[str, str, int]]) -> None:
    listed = "".join(
        f'<li><a href="/a/{n}.html">防汛工作会议{n}</a><span>2026-11-0{n}</span></li>' for n in (1, 2, 3)
    )
    own = tags(SITE, COLUMN, ColumnName=name, ColumnType="工作动态")
    column = page(foot(sitemap=""), "工作动态", f"<h1>工作动态</h1><ul>{listed}</ul>", own)
    pages = site(**{n: tags(SITE, ARTICLE) for n in "123"})
    pages["/"] = pages["/"].replace("欢迎", '<a href="/dt/">动态</a>')
    found = judged(pages | {"/dt/": column})
    assert sorted((one.message_id, one.target, one.found_on_total) for one in found.findings) == told


def test_a_column_page_that_names_no_column_is_not_compared() -> None:
    listed = "".join(
        f'<li><a href="/a/{n}.html">防汛工作会议{n}</a><span>2026-11-0{n}</span></li>' for n in "123"
    )
    own = tags(SITE, COLUMN, ColumnName="政务要闻", ColumnType="工作动态")
    column = page(foot(sitemap=""), "青禾区", f"<ul>{listed}</ul>", own)
    pages = site(**{n: tags(SITE, ARTICLE) for n in "123"})
    pages["/"] = pages["/"].replace("欢迎", '<a href="/dt/">动态</a>')
    assert judged(pages | {"/dt/": column}).findings == ()


def test_only_the_groups_asked_for() -> None:
    assert judged(site("", one=tags(SITE, ARTICLE)), groups=["article"]).findings == ()


def test_no_pages_of_a_kind() -> None:
    assert judged(site(), groups=["article"]).tally == {Outcome.INAPPLICABLE: 1}
    lost = MemorySite({"/": Answered(status=503)}).conclusion(PageMetadata, groups=["article"])
    assert lost.tally == {Outcome.UNTESTED: 1}


def test_what_is_no_page_of_its_own_is_not_judged() -> None:
    pages = site(one=tags(SITE, ARTICLE), two=tags(SITE, ARTICLE))
    piece = f"<h1>全区召开防汛工作会议</h1><p>{'会议要求抓好落实。' * 40}</p>"
    assert judged(pages | {"/a/two.html": piece}).findings == ()
    sent = '<html><head><meta http-equiv="refresh" content="0;url=/a/one.html"></head></html>'
    assert judged(pages | {"/a/two.html": sent}).findings == ()
