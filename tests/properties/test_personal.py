"""Whatever a text holds, what is kept of it gives away no more of a number than its ends."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.personal.found import masked, personal_data
from auditbot.extract.personal.masking import NOTHING_KNOWN, Masking
from tests.extract.persons import card, identity
from tests.properties.settings import MANY

DAY = date(2026, 11, 20)
IDENTITIES = st.builds(
    lambda day, rest: identity(f"350199{day:%Y%m%d}{rest:03}"),
    st.dates(date(1930, 1, 1), date(2020, 1, 1)),
    st.integers(0, 999),
)
CARDS = st.builds(lambda rest: card(f"622202{rest:012}"), st.integers(0, 10**12 - 1))
MOBILES = st.builds(lambda rest: f"138{rest:08}", st.integers(0, 10**8 - 1))
NUMBERS = st.one_of(IDENTITIES, CARDS, MOBILES)
BETWEEN = st.sampled_from(
    ["\t", "\n", " ", "，", " 张三 ", "\t李四\t", "卡号 ", "身份证号", "-", "。", "x", ""]
)
TEXTS = st.lists(st.tuples(NUMBERS, BETWEEN), min_size=1, max_size=8)


def written(parts: list[tuple[str, str]]) -> str:
    return "".join(f"{between}{number}" for number, between in parts)


@MANY
@given(st.text("0123456789X", max_size=30))
def test_a_masked_number_shows_five_characters_at_most(digits: str) -> None:
    shown = masked(digits)
    assert len(shown) == len(digits)
    assert len(shown.replace("*", "")) <= 5


@MANY
@given(TEXTS)
def test_excerpts_hide_every_number(parts: list[tuple[str, str]]) -> None:
    for hit in personal_data(written(parts), DAY).hits:
        assert len(hit.masked.replace("*", "")) == 5
        assert not re.search(r"[0-9]{5}", hit.excerpt)


@MANY
@given(TEXTS, st.text(max_size=20))
def test_what_a_page_shows_of_persons_is_masked_wherever_it_is_said(
    parts: list[tuple[str, str]], more: str
) -> None:
    text = written(parts)
    mask = Masking.of(text)
    said = mask(f"{more} {text}")
    assert len(said) == len(more) + 1 + len(text)
    assert personal_data(said, DAY).hits == ()
    for hidden in mask._known:
        assert not re.search(rf"(?<![0-9A-Za-z_=/%&#@\\.-]){hidden}(?![0-9A-Za-z_=.-])", said)


@MANY
@given(st.text(max_size=300))
def test_texts_without_long_numbers_stay(text: str) -> None:
    if not re.search(r"[0-9０-９](?:\D{0,3}[0-9０-９]){6}", text):
        assert NOTHING_KNOWN(text) == text
