from collections.abc import Sequence
from datetime import date

from auditbot.extract.policies.matching import PolicyBuilder
from auditbot.model.page import Confidence, Dated, DateSource, Link, Mention, PageFacts, PageKind, Region
from auditbot.model.policy import MatchedBy, Pair, PolicyGraph
from auditbot.model.site import Site
from tests.extract.pages import SITE, url

TITLE = "青禾区人民政府关于印发青禾区养老服务补贴办法的通知"
SHORT = "青禾区养老服务补贴办法"
NUMBER = "青政发〔2026〕5号"
Page = tuple[PageFacts, list[Link]]


def link(path: str, text: str = "", region: Region = Region.BODY) -> Link:
    address = path if "://" in path else f"{SITE}{path}"
    return Link(path, url(address), None, "", text, "a", "href", region)


def page(
    path: str,
    kind: PageKind,
    title: str,
    *,
    number: str = "",
    links: Sequence[Link] = (),
    names: Sequence[tuple[str, str]] = (),
    day: date | None = None,
) -> Page:
    published = Dated(day, DateSource.LABEL, Confidence.HIGH) if day else None
    mentions = tuple(Mention(name, written, None, "") for name, written in names)
    facts = PageFacts(
        url=url(f"{SITE}{path}"),
        kind=kind,
        title=title,
        number=number,
        mentions=mentions,
        published=published,
    )
    return facts, list(links)


def policy(
    path: str = "/zc/1.html", title: str = TITLE, number: str = NUMBER, *links: Link, day: date | None = None
) -> Page:
    return page(path, PageKind.POLICY, title, number=number, links=links, day=day)


def reading(
    title: str = f"《{SHORT}》政策解读",
    *links: Link,
    names: Sequence[tuple[str, str]] = (),
    day: date | None = None,
) -> Page:
    return page("/jd/1.html", PageKind.INTERPRETATION, title, links=links, names=names, day=day)


def graph(*pages: Page) -> PolicyGraph:
    builder = PolicyBuilder(
        Site.model_validate({"id": "s", "home": f"{SITE}/", "unit": "溪山市青禾区人民政府"})
    )
    for facts, links in pages:
        builder.add(facts, links)
    return builder.build()


def pair(*pages: Page) -> Pair:
    (found,) = graph(*pages).pairs
    return found


def paths(found: Pair) -> tuple[str | None, str | None, str | None]:
    forward, back, wrong = (
        one.removeprefix(SITE) if one else None for one in (found.forward, found.back, found.wrong)
    )
    return forward, back, wrong


def test_links_both_ways() -> None:
    found = pair(
        reading(f"《{SHORT}》政策解读", link("/zc/1.html", "查看文件")),
        policy("/zc/1.html", TITLE, NUMBER, link("/jd/1.html", "解读")),
    )
    assert found.by is MatchedBy.LINK
    assert paths(found) == ("/zc/1.html", "/jd/1.html", None)


def test_one_way_only() -> None:
    assert paths(pair(reading(f"《{SHORT}》解读", link("/zc/1.html", SHORT)), policy())) == (
        "/zc/1.html",
        None,
        None,
    )
    back = pair(reading(), policy("/zc/1.html", TITLE, NUMBER, link("/jd/1.html", "解读")))
    assert paths(back) == (None, "/jd/1.html", None)


def test_neither_way() -> None:
    found = pair(reading(), policy())
    assert (found.by, paths(found)) == (MatchedBy.TITLE, (None, None, None))


def test_by_number_where_the_titles_differ() -> None:
    found = pair(reading("养老补贴怎么领？一文说清", names=[("", NUMBER)]), policy())
    assert found.by is MatchedBy.NUMBER
    assert found.policy is not None


def test_a_number_with_other_brackets_is_the_same() -> None:
    assert pair(reading("养老补贴问答", names=[("", "青政发[2026]5号")]), policy()).policy is not None


def test_the_number_of_two_documents_tells_nothing() -> None:
    other = policy("/zc/2.html", "青禾区人民政府关于加强防汛工作的通知", NUMBER)
    assert pair(reading("养老补贴问答", names=[("", NUMBER)]), policy(), other).policy is None


def test_the_first_named_policy_counts_where_the_title_names_none() -> None:
    found = pair(reading("养老补贴问答", names=[(SHORT, ""), ("老年人权益保障法", "")]), policy())
    assert found.policy is not None
    assert found.named == f"《{SHORT}》"


def test_a_policy_that_the_site_does_not_hold() -> None:
    found = pair(reading(f"《{SHORT}》解读", names=[(SHORT, NUMBER)]))
    assert (found.policy, found.by, found.named) == (None, None, f"《{SHORT}》{NUMBER}")


def test_an_interpretation_of_nobody_knows_what() -> None:
    found = pair(reading("惠企政策这样用，好钢用在刀刃上"), policy())
    assert (found.policy, found.named, found.forward) == (None, "", None)


def test_a_link_to_elsewhere_that_names_the_policy() -> None:
    link_out = link("http://www.gov.example/zc/1.html", f"《{SHORT}》")
    assert pair(reading(f"《{SHORT}》解读", link_out)).forward == "http://www.gov.example/zc/1.html"


def test_a_dead_link_is_told_as_the_link_forward() -> None:
    found = pair(reading(f"《{SHORT}》解读", link("/zc/404.html", SHORT)), policy())
    assert paths(found) == ("/zc/404.html", None, None)


def test_a_link_to_the_wrong_document() -> None:
    other = policy("/zc/2.html", "青禾区教育局关于印发中小学午餐配送管理办法的通知", "青教发〔2026〕1号")
    found = pair(reading(f"《{SHORT}》解读", link("/zc/2.html", f"《{SHORT}》")), policy(), other)
    assert found.policy is not None
    assert found.policy.url == f"{SITE}/zc/1.html"
    assert paths(found) == (None, None, "/zc/2.html")


def test_a_link_with_the_name_to_a_news_article_is_wrong() -> None:
    news = page("/xw/1.html", PageKind.ARTICLE, "区民政局召开工作会议")
    assert paths(pair(reading(f"《{SHORT}》解读", link("/xw/1.html", "政策原文")), news))[2] == "/xw/1.html"


def test_related_documents_are_not_wrong() -> None:
    other = policy("/zc/2.html", "青禾区民政局关于养老机构的通知", "青民发〔2026〕1号")
    found = pair(
        reading(f"《{SHORT}》解读", link("/zc/1.html", SHORT), link("/zc/2.html", "相关政策")),
        policy(),
        other,
    )
    assert paths(found) == ("/zc/1.html", None, None)


def test_the_consultation_on_a_draft_is_not_wrong() -> None:
    draft = f"{SHORT}（征求意见稿）"
    asked = page("/yj/1.html", PageKind.CONSULTATION, f"关于《{draft}》公开征求意见的公告")
    found = pair(reading(f"《{draft}》起草说明", link("/yj/1.html", f"《{draft}》")), asked)
    assert found.draft
    assert found.wrong is None


def test_menus_link_nothing() -> None:
    found = pair(reading(f"《{SHORT}》解读", link("/zc/1.html", SHORT, Region.NAV)), policy())
    assert found.forward is None


def test_briefings_and_drafts() -> None:
    assert pair(reading(f"《{SHORT}》新闻吹风会"), policy()).draft
    assert not pair(reading(f"《{SHORT}》新闻发布会"), policy()).draft


def test_notes_on_the_drafting_of_a_policy_in_force() -> None:
    day = date(2026, 8, 1)
    assert not pair(reading(f"《{SHORT}》起草说明", day=day), policy(day=day)).draft
    assert pair(reading(f"《{SHORT}》起草说明", day=date(2026, 7, 1)), policy(day=day)).draft
    assert pair(reading(f"《{SHORT}》起草说明")).draft


def test_documents_of_higher_bodies() -> None:
    held = policy("/zc/1.html", "国务院关于养老服务的意见", "国发〔2026〕5号")
    assert pair(reading("《关于养老服务的意见》解读", link("/zc/1.html", "原文")), held).higher
    assert pair(reading("养老问答", names=[("关于养老服务的意见", "国发〔2026〕5号")])).higher
    assert not pair(reading(), policy()).higher


def test_near_titles_of_two_years() -> None:
    old = policy("/zc/1.html", "关于做好2025年招生入学工作的通知", "", day=date(2025, 6, 1))
    new = policy("/zc/2.html", "关于做好2026年招生入学工作的通知", "", day=date(2026, 6, 1))
    found = pair(reading("《关于做好2026年招生入学工作的通知》解读"), old, new)
    assert found.policy is not None
    assert found.policy.url == f"{SITE}/zc/2.html"


def test_one_title_twice_the_last_before_the_interpretation_counts() -> None:
    old = policy("/zc/1.html", TITLE, "青政发〔2020〕5号", day=date(2020, 6, 1))
    new = policy("/zc/2.html", TITLE, NUMBER, day=date(2026, 6, 1))
    found = pair(reading(day=date(2026, 6, 2)), old, new)
    assert found.policy is not None
    assert found.policy.url == f"{SITE}/zc/2.html"
    assert pair(reading(), old, new).policy is None


def test_copies_of_one_document_share_their_links() -> None:
    copy = policy("/gf/9.html", TITLE, NUMBER, link("/jd/1.html", "解读"))
    found = graph(reading(f"《{SHORT}》解读", link("/zc/1.html", SHORT)), policy(), copy)
    assert paths(found.pairs[0]) == ("/zc/1.html", "/jd/1.html", None)
    assert found.alone == ()


def test_a_policy_alone() -> None:
    other = policy("/zc/2.html", "青禾区民政局关于养老机构的通知", "青民发〔2026〕1号")
    assert [one.url for one in graph(reading(), policy(), other).alone] == [f"{SITE}/zc/2.html"]


def test_an_address_in_two_spellings_is_one() -> None:
    found = pair(reading(f"《{SHORT}》解读", link("https://qinghe.example/zc/1.html", "原文")), policy())
    assert found.by is MatchedBy.LINK


def test_menu_path_of_the_pages() -> None:
    builder = PolicyBuilder(Site.model_validate({"id": "s", "home": f"{SITE}/"}))
    facts, links = policy()
    builder.add(facts, links, ("首页", "政策"))
    assert builder.build().alone[0].path == ("首页", "政策")
