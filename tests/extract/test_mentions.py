import pytest

from auditbot.model.page import Mention
from tests.extract.pages import SITE, article, facts

INTERPRETATION = "/zcjd/202608/t20260801_1.html"


def mentions(text: str, title: str = "《养老服务补贴办法》政策解读") -> list[Mention]:
    return list(facts(article(f"<p>{text}</p>", title=title), path=INTERPRETATION).mentions)


def named(text: str) -> list[tuple[str, str]]:
    return [(mention.title, mention.number) for mention in mentions(text)]


def test_a_quoted_title() -> None:
    assert named("为贯彻《青禾区养老服务条例》精神") == [("青禾区养老服务条例", "")]


def test_a_title_with_its_number() -> None:
    assert named("《关于加强养老服务的意见》（青府发〔2026〕5号）印发") == [
        ("关于加强养老服务的意见", "青府发〔2026〕5号")
    ]


def test_a_title_in_a_title() -> None:
    assert (
        named("《关于印发〈青禾区养老服务补贴办法〉的通知》已经印发")[0][0]
        == "关于印发〈青禾区养老服务补贴办法〉的通知"
    )


def test_a_title_without_marks() -> None:
    assert named("区政府关于加强养老服务的实施意见已经公布")[0][0].endswith("关于加强养老服务的实施意见")


def test_a_bare_number() -> None:
    assert named("根据国办发〔2022〕59号文件要求") == [("", "国办发〔2022〕59号")]


def test_short_forms_are_no_new_policy() -> None:
    assert named("《青禾区养老服务补贴办法》（以下简称《办法》）。《办法》共五章。") == [
        ("青禾区养老服务补贴办法", "")
    ]


def test_papers_and_books_are_no_policies() -> None:
    assert named("据《人民日报》报道，《红楼梦》展出") == []


@pytest.mark.parametrize("label", ["上一条：", "下一篇", "下一篇："])
def test_the_page_before_or_after_is_no_mention(label: str) -> None:
    assert named(f"<p>正文。</p><p>{label}<a href='1.html'>《养老服务条例》政策解读</a></p>") == []


def test_each_policy_once() -> None:
    assert named("《养老服务条例》第一条。《养老服务条例》第二条（《养老服务条例》）。") == [
        ("养老服务条例", "")
    ]


def test_the_link_around_a_title() -> None:
    (mention,) = mentions('见<a href="/zwgk/t20260701_1.html">《青禾区养老服务条例》</a>')
    assert mention.target == f"{SITE}/zwgk/t20260701_1.html"


def test_a_title_beside_a_link_is_not_the_link() -> None:
    (mention,) = mentions('《青禾区养老服务条例》<a href="/x.html">点击查看更多</a>')
    assert mention.target is None


def test_the_documents_own_number_is_no_mention() -> None:
    body = article(
        "<p>青府发〔2026〕5号</p><p>根据国发〔2025〕1号，现通知如下。</p>",
        title="关于加强养老服务的通知",
        bar="",
    )
    page = facts(body, path="/zfwj/202608/t20260801_1.html")
    assert page.number == "青府发〔2026〕5号"
    assert [mention.number for mention in page.mentions] == ["国发〔2025〕1号"]
