from datetime import date

import pytest

from auditbot.extract.services.consultation import subject_of
from auditbot.extract.services.consultation_dates import period
from auditbot.extract.services.consultation_outcome import outcome
from auditbot.model.consultation import Channel, Consultation, Role, Stage
from auditbot.model.needs import Needs
from tests.extract.pages import article, facts

PATH = "/yjzj/t20260801_1.html"
TITLE = "关于《青禾区养犬管理规定（征求意见稿）》公开征求意见的公告"
CALL = "<p>现将规定公开征求意见，欢迎社会各界提出意见建议。</p>"


def read(text: str, title: str = TITLE) -> Consultation:
    found = facts(article(CALL + text, title=title), path=PATH, needs=Needs.CONSULTATIONS).consultation
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("words", "starts", "ends"),
    [
        ("征求意见时间：2026年8月1日至2026年8月31日", date(2026, 8, 1), date(2026, 8, 31)),
        ("征求意见时间：2026年8月1日至8月31日。", date(2026, 8, 1), date(2026, 8, 31)),
        ("公示期：2026年8月1日—7日", date(2026, 8, 1), date(2026, 8, 7)),
        ("征集时间 2026-08-01 至 2026-08-31", date(2026, 8, 1), date(2026, 8, 31)),
        ("起止时间：2026-08-01~2026-08-31", date(2026, 8, 1), date(2026, 8, 31)),
        ("意见反馈截止日期：2026年8月31日", None, date(2026, 8, 31)),
        ("截止时间为2026年8月31日17时", None, date(2026, 8, 31)),
        ("请于2026年8月31日前将意见反馈至区司法局", None, date(2026, 8, 31)),
        ("有修改意见的，请在2026年8月31日（星期一）之前书面提出", None, date(2026, 8, 31)),
        ("规定自2020年1月1日起施行。请于2026年8月31日前反馈意见", None, date(2026, 8, 31)),
    ],
)
def test_days(words: str, starts: date | None, ends: date) -> None:
    assert period(words)[:2] == (starts, ends)


@pytest.mark.parametrize(
    "words",
    [
        "征求意见期限为30日",
        "自公告发布之日起三十日内",
        "公示时间为7个工作日",
        "请于8月31日前反馈",
        "请提出意见，并于11月10日 17:00前反馈",
    ],
)
def test_limits_without_a_last_day(words: str) -> None:
    starts, ends, told = period(words)
    assert (starts, ends) == (None, None)
    assert told


@pytest.mark.parametrize(
    "words",
    [
        "本规定自2026年8月31日起施行",
        "2026年8月1日召开座谈会",
        "会议于2026年8月31日前结束",
        "",
        "欢迎提出意见建议",
    ],
)
def test_days_of_other_things(words: str) -> None:
    assert period(words) == (None, None, "")


def test_the_draft() -> None:
    assert read("<p>全文如下。</p><p>第一条 为了规范养犬。</p>").draft.startswith("第一条")
    assert read('<p><a href="/a.docx">青禾区养犬管理规定（征求意见稿）</a></p>').draft
    assert read('<p><a href="/1.html">青禾区养犬管理规定（征求意见稿）</a></p>').draft
    assert read('<p><a href="/a.pdf">附件1</a></p>').draft == "附件1"
    assert read('<p><a href="/a.pdf">意见反馈表</a></p>').draft == ""
    assert read("").draft == ""


def test_the_explanation() -> None:
    assert read("<p>起草说明：犬只伤人增多。</p>").explanation
    assert read("<p>一、起草背景</p>").explanation
    assert read('<p><a href="/b.docx">关于规定的说明</a></p>').explanation
    assert read("<p>为了规范养犬，现征求意见。</p>").explanation == ""


@pytest.mark.parametrize(
    ("words", "channel"),
    [
        ("通信地址：青禾大道1号", Channel.POST),
        ("来信请寄：区司法局，邮编312099", Channel.POST),
        ("发送至 zqyj@qinghe.example", Channel.MAIL),
        ("电子邮箱：见网站", Channel.MAIL),
        ("联系电话：0575-82031188", Channel.PHONE),
        ("传真：0575-82031188", Channel.FAX),
        ("可以在本页下方提交意见", Channel.FORM),
        ("<textarea></textarea>", Channel.FORM),
    ],
)
def test_channels(words: str, channel: Channel) -> None:
    assert [one for one, _ in read(f"<p>{words}</p>").channels] == [channel]


def test_no_channel() -> None:
    assert read("<p>欢迎提出意见。</p>").channels == ()


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("<p>征集状态：进行中</p>", Stage.OPEN),
        ("<p>状态：正在征集</p>", Stage.OPEN),
        ("<p>状态：已结束</p>", Stage.CLOSED),
        ("<p>[已截止]</p>", Stage.CLOSED),
        ("<p>规划编制工作正在进行中</p>", None),
        ("<p>状态：进行中</p><p>状态：已结束</p>", None),
    ],
)
def test_stages(words: str, stage: Stage | None) -> None:
    assert read(words).stage is stage


@pytest.mark.parametrize(
    ("words", "received", "adopted", "reasons"),
    [
        ("共收到意见八十二条，采纳四十七条；未采纳的多为要求禁养，缺少上位法依据。", True, True, True),
        ("收到意见建议12条，其中采纳5条，部分采纳3条，未采纳4条。", True, True, False),
        ("共征集到意见3条，均已采纳。", True, True, False),
        ("意见采纳情况：见附件", False, True, False),
        ("不采纳理由：与上位法不一致", False, False, True),
        ("我们将认真研究采纳大家的意见。", False, False, False),
        ("逾期未反馈的，视为无意见。", False, False, False),
        ("征求意见的公告", False, False, False),
    ],
)
def test_outcomes(words: str, received: bool, adopted: bool, reasons: bool) -> None:
    found = outcome(words)
    assert (bool(found.received), bool(found.adopted), bool(found.reasons)) == (received, adopted, reasons)


@pytest.mark.parametrize(
    "words", ["征求意见期间未收到修改意见", "公示期内没有收到反馈", "共收到意见0条", "公众无意见"]
)
def test_nothing_came_in(words: str) -> None:
    assert outcome(words).nothing


def test_calls_and_outcomes() -> None:
    assert read("").role is Role.CALL
    told = read("<p>共收到意见3条。</p>", "关于《青禾区养犬管理规定》征求意见采纳情况的说明")
    assert told.role is Role.OUTCOME
    assert told.subject == "青禾区养犬管理规定"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("关于公开征集2027年民生实事项目建议的公告", "2027年民生实事项目征集结果"),
        ("青禾区绿化条例草案向社会公开征求意见", "关于青禾区绿化条例征求意见情况的通报"),
    ],
)
def test_titles_without_marks_are_compared_by_what_is_left(one: str, other: str) -> None:
    assert subject_of(one) == subject_of(other)


def test_a_draft_alone_asks_nobody() -> None:
    bare = article("<p>第一条 为了规范养犬，制定本规定。</p>", title="青禾区养犬管理规定（征求意见稿）")
    assert facts(bare, path=PATH, needs=Needs.CONSULTATIONS).consultation is None


def test_a_circular_to_units_asks_not_the_public() -> None:
    title = "关于征求《青禾区校长职级制实施办法》意见的通知"
    text = "<p>各镇中心学校：现将办法转发给你们，请提出意见建议，并于11月10日前反馈。</p>"
    assert facts(article(text, title=title), path=PATH, needs=Needs.CONSULTATIONS).consultation is None
    public = facts(
        article(text + "<p>现向社会公开征求意见。</p>", title=title), path=PATH, needs=Needs.CONSULTATIONS
    )
    assert public.consultation is not None


def test_what_stands_beside_the_page_is_not_its_own() -> None:
    beside = (
        '<p>上一条：<a href="/2.html">关于《青禾区绿化办法（征求意见稿）》公开征求意见的公告</a></p>'
        '<p><a href="/3.html">下一篇：关于《青禾区绿化办法》的起草说明</a></p>'
        '<p><a href="/4.html">关于《青禾区物业办法（征求意见稿）》征求意见的公告</a></p>'
    )
    found = read(beside)
    assert (found.draft, found.explanation) == ("", "")
    assert [url for url, _ in found.links] == ["http://www.qinghe.example/4.html"]


def test_only_where_it_is_asked_for_and_fits() -> None:
    assert facts(article(CALL, title=TITLE), path=PATH).consultation is None
    news = facts(article(CALL, title="区里召开座谈会"), path=PATH, needs=Needs.CONSULTATIONS)
    assert news.consultation is None
