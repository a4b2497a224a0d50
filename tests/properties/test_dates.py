"""Days: found only where a whole one stands, never in a number, never after the crawl."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.page import read_page
from auditbot.extract.text.dates import EARLIEST, LATEST, day_at, days, only_day, only_month_day, stamp
from auditbot.extract.tree.document import Document
from auditbot.model.needs import Needs
from auditbot.url import Url
from tests.properties.settings import FEW, MANY

TODAY = date(2026, 11, 22)
EXISTING = st.dates(date(1950, 1, 1), date(2098, 12, 31))
FORMS = st.sampled_from(
    [
        "{0.year}-{0.month:02}-{0.day:02}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}.{0.month:02}.{0.day:02}",
    ]
)
WORDS = st.text(alphabet="关于印发通知的 公告，。：", max_size=12)
PIECES = st.one_of(
    st.text(max_size=60), st.text(alphabet="0123456789-/.年月日〔〕号 :一二三十〇元廿", max_size=60)
)
NUMBERS = st.builds(
    "{}〔{}〕{}号".format,
    st.sampled_from(["国办发", "常政规", "青府办"]),
    st.integers(1980, 2026),
    st.integers(1, 1231),
)
ORDERS = st.builds("国令第{}号".format, st.integers(1, 20261122))


@MANY
@given(PIECES)
def test_no_text_raises_and_every_day_exists(text: str) -> None:
    for day in days(text):
        assert EARLIEST <= day.value.year <= LATEST
        assert 0 <= day.start < day.end <= len(text)
        assert day_at(text, day.start) == day
    only_day(text)
    only_month_day(text)
    stamp(text)


@MANY
@given(EXISTING, FORMS, WORDS, WORDS)
def test_a_day_among_words_is_found(value: date, form: str, before: str, after: str) -> None:
    found = [day.value for day in days(f"{before}{form.format(value)}{after}")]
    assert found == [value]


@MANY
@given(st.lists(st.one_of(NUMBERS, ORDERS, st.integers(0, 10**12).map(str)), max_size=6), WORDS)
def test_numbers_are_no_days(numbers: list[str], words: str) -> None:
    assert list(days(words.join(numbers))) == []


def page(inside: str) -> str:
    text = "为进一步做好有关工作，现将有关事项通知如下，请遵照执行。" * 8
    name = "关于工作的通知"
    head = f"<html><head><meta name=ArticleTitle content={name}><title>{name}</title></head>"
    return f"{head}<body><h1>{name}</h1>{inside}<p>{text}</p></body></html>"


@FEW
@given(EXISTING, FORMS, st.sampled_from(["发布时间：", "发布日期：", "", "来源：办公室 "]))
def test_publication_is_never_after_the_crawl(value: date, form: str, label: str) -> None:
    html = page(f'<div class="info">{label}{form.format(value)}</div>')
    address = Url(f"http://a.example/art/{value.year}/{value.month}/{value.day}/art_1_2.html")
    facts = read_page(Document(address, html), needs=Needs.DATES | Needs.DOCUMENTS, today=TODAY)
    assert facts.published is None or facts.published.value <= TODAY


@FEW
@given(st.lists(NUMBERS, min_size=1, max_size=3), st.sampled_from(["发文字号：", "", "文号 "]))
def test_publication_is_never_read_from_a_number(numbers: list[str], label: str) -> None:
    html = page("".join(f"<p>{label}{number}</p>" for number in numbers))
    facts = read_page(
        Document(Url("http://a.example/x.html"), html), needs=Needs.DATES | Needs.DOCUMENTS, today=TODAY
    )
    assert facts.published is None


@FEW
@given(st.integers(-400, 400))
def test_the_day_of_the_crawl_is_the_last(offset: int) -> None:
    value = TODAY + timedelta(days=offset)
    html = page(f'<div class="info">发布时间：{value.isoformat()} 来源：区政府办公室 浏览次数：1</div>')
    facts = read_page(Document(Url("http://a.example/x.html"), html), needs=Needs.DATES, today=TODAY)
    assert (facts.published is not None) is (offset <= 0)
