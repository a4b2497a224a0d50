import pytest

from auditbot.extract.policies.interpretation_forms import said
from auditbot.model.interpretation import Element, Form, Interpretation
from auditbot.model.needs import Needs
from tests.extract.pages import article, facts

PATH = "/jd/202608/t20260801_1.html"
LONG = "<p>" + "这份文件的来龙去脉，现在一一说给大家听。" * 12 + "</p>"
TITLE = "《青禾区养老服务补贴办法》政策解读"


def read(text: str, title: str = TITLE) -> Interpretation:
    found = facts(article(text, title=title), path=PATH, needs=Needs.INTERPRETATIONS).interpretation
    assert found is not None
    return found


def forms(text: str, title: str = TITLE) -> set[Form]:
    return set(read(text, title).shown_as)


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("一图读懂《青禾区养老服务补贴办法》", Form.GRAPHIC),
        ("图解：青禾区养老服务补贴办法", Form.GRAPHIC),
        ("动漫解读《青禾区养老服务补贴办法》", Form.ANIMATION),
        ("视频解读|青禾区养老服务补贴办法", Form.VIDEO),
        ("《青禾区养老服务补贴办法》新闻发布会", Form.CONFERENCE),
        ("专家解读《青禾区养老服务补贴办法》", Form.EXPERT),
    ],
)
def test_forms_by_title(title: str, form: Form) -> None:
    assert forms(LONG, title) == {Form.TEXT, form}


@pytest.mark.parametrize(
    "words",
    [
        "《青禾区动漫产业扶持办法》政策解读",
        "关于加快动漫产业发展的意见解读",
        "关于公共安全视频监控建设的意见解读",
        "《一图读懂制作规范》解读",
        "关于专家库管理办法的解读",
    ],
)
def test_the_subject_of_a_policy_is_no_form(words: str) -> None:
    assert said(words) == {}


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ('<video controls src="/v/1.mp4"></video>', Form.VIDEO),
        ('<video><source src="/v/1.mp4"></video>', Form.VIDEO),
        ('<iframe src="http://v.qq.com/txp/iframe/player.html?vid=1"></iframe>', Form.VIDEO),
        ('<a href="/v/jd.mp4">点击观看</a>', Form.VIDEO),
        ('<script>player({file: "/v/1.m3u8"})</script>', Form.VIDEO),
        ('<audio src="/v/1.mp3"></audio>', Form.AUDIO),
        ('<p><img src="/W020260801/1.jpg"></p>', Form.GRAPHIC),
        ("<p>解读专家：溪山大学教授沈同舟</p>", Form.EXPERT),
    ],
)
def test_forms_by_what_stands_on_the_page(text: str, form: Form) -> None:
    assert forms(LONG + text) == {Form.TEXT, form}


@pytest.mark.parametrize(
    "text",
    [
        "<video></video><audio id='read-aloud'></audio>",
        '<iframe src="/counter.html"></iframe>',
        '<img src="/images/icon_share.png"><img src="/a/1.png" width="16">',
        '<img src="/a/qrcode.png">',
        "<script>var a = 1;</script>",
    ],
)
def test_ornaments_are_no_forms(text: str) -> None:
    assert forms(LONG + text) == {Form.TEXT}


def test_a_picture_alone() -> None:
    assert forms('<p><img src="/tj/1.png"></p>', "一图读懂《青禾区养老服务补贴办法》") == {Form.GRAPHIC}


def test_what_menus_and_feet_show_does_not_count() -> None:
    menu = '<div class="nav"><ul><li><a href="/a.mp4">宣传片</a></li><li><a href="/">首页</a></li></ul></div>'
    page = menu + article(LONG, title=TITLE)
    found = facts(page, path=PATH, needs=Needs.INTERPRETATIONS).interpretation
    assert found is not None
    assert found.shown_as == {Form.TEXT}


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("一、背景依据。我区老龄化加快。", Element.BACKGROUND),
        ("问：为什么要出台这份文件？", Element.BACKGROUND),
        ("力争三年达到目标，总体目标是应保尽保。", Element.AIMS),
        ("三、主要内容", Element.CONTENT),
        ("办法共分六章", Element.CONTENT),
        ("谁可以申请：本区老人。", Element.SCOPE),
        ("适用于本区范围", Element.SCOPE),
        ("每人每月补600元", Element.STANDARDS),
        ("什么是电子服务券？", Element.TERMS),
        ("群众能得到实惠", Element.BENEFITS),
        ("与原办法相比，标准提高", Element.CHANGES),
    ],
)
def test_elements(text: str, element: Element) -> None:
    assert element in read(f"<p>{text}</p>").tells


def test_words_in_the_titles_of_documents_tell_nothing() -> None:
    text = "<p>根《青禾区新旧房屋标准适用范围主要内容目标背景补贴名词解释办法》而来。</p>"
    assert read(text).tells == frozenset()


@pytest.mark.parametrize(
    ("text", "interpreter", "drafter"),
    [
        ("解读单位：区民政局　联系电话：0575-1", "区民政局", ""),
        ("解读机关:青禾区卫生健康委员会", "青禾区卫生健康委员会", ""),
        ("起草单位：区司法局", "", "区司法局"),
        ("为此，区民政局牵头起草了《办法》。", "", "区民政局"),
        ("办法由区农业农村局起草，经区政府常务会议通过。", "", "区农业农村局"),
        ("我局起草了《办法》", "", "我局"),
        ("各单位要认真起草制定方案", "", ""),
    ],
)
def test_who_interprets_and_who_drafted(text: str, interpreter: str, drafter: str) -> None:
    found = read(f"<p>{text}</p>")
    assert (found.interpreter, found.drafter) == (interpreter, drafter)


@pytest.mark.parametrize(
    ("title", "text", "is_head"),
    [
        ("区民政局局长解读《青禾区养老服务补贴办法》", "", True),
        ("区民政局主要负责人就《青禾区养老服务补贴办法》答记者问", "", True),
        (TITLE, "解读人：程知微（区水利局局长）", True),
        ("区民政局副局长解读《青禾区养老服务补贴办法》", "", False),
        ("区民政局有关负责人解读《青禾区养老服务补贴办法》", "", False),
        (TITLE, "解读人：程知微　咨询电话：1", False),
    ],
)
def test_heads_of_units(title: str, text: str, is_head: bool) -> None:
    assert bool(read(f"<p>{text}</p>", title).head) is is_head


def test_only_where_it_is_asked_for_and_fits() -> None:
    assert facts(article(LONG, title=TITLE), path=PATH).interpretation is None
    news = facts(article(LONG), path="/zwgk/t20260801_1.html", needs=Needs.INTERPRETATIONS)
    assert news.interpretation is None
    path = '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/wd/">政策咨询问答库</a></div>'
    answer = facts(
        path + article(LONG, title="个体户怎样变更场所？"),
        path="/wd/t20260801_1.html",
        needs=Needs.INTERPRETATIONS,
    )
    assert answer.interpretation is not None
