"""Traps and shapes: bounded for any addresses, and never about what was not asked."""

from hypothesis import given
from hypothesis import strategies as st

from auditbot.crawl.shapes import basename, folder, path_shape, repeats, shape, without_session
from auditbot.crawl.traps import Traps
from auditbot.model.page import PageFacts
from auditbot.settings import Limits
from auditbot.url import Url, parse
from tests.properties.settings import FEW, MANY

LIMITS = Limits(shape_urls=5, shape_urls_thinned=10, same_content=4, name_failures=3)
SEGMENTS = st.one_of(
    st.sampled_from(["a", "index.html", "2026", "1", "list_2.html", "", "x;jsessionid=1", "(S(abc))"]),
    st.text(alphabet="abc019-_.;()%/", max_size=12),
)
QUERIES = st.text(alphabet="ab=&19?sessionid", max_size=20)
ADDRESSES = st.builds(
    lambda segments, query: (
        parse(f"http://a.example/{'/'.join(segments)}?{query}") or Url("http://a.example/")
    ),
    st.lists(SEGMENTS, max_size=8),
    QUERIES,
)
STEPS = st.tuples(
    ADDRESSES, st.sampled_from("abcdef"), st.sampled_from(["", "x", "y"]), st.booleans(), st.integers(0, 3)
)


@MANY
@given(ADDRESSES)
def test_shapes_are_stable(url: Url) -> None:
    plain = without_session(url)
    assert without_session(plain) == plain
    assert parse(plain) == plain
    assert shape(url).startswith(path_shape(url))
    assert path_shape(url).startswith("a.example/")
    assert folder(url) + "/" + basename(url) == "a.example" + url.partition("a.example")[2].partition("?")[0]
    assert 0 <= repeats(url) <= url.count("/")


@FEW
@given(st.lists(STEPS, max_size=60), st.lists(ADDRESSES, max_size=10))
def test_any_walk_leaves_reasons_that_name_their_pattern(
    steps: list[tuple[Url, str, str, bool, int]], asked: list[Url]
) -> None:
    traps = Traps(LIMITS)
    for url, content, text, inbred, fresh in steps:
        traps.refuse_address(url, 1)
        traps.learn(PageFacts(url=url, digest=text), content, inbred=inbred, fresh=fresh)
        traps.failed(url)
    for url in asked:
        refusal = traps.refuse_turn(url)
        if refusal is not None:
            patterns = {shape(url), path_shape(url), folder(url), basename(url)}
            assert refusal.pattern in patterns


@FEW
@given(st.integers(11, 60))
def test_an_endless_shape_is_asked_only_so_often(count: int) -> None:
    traps = Traps(LIMITS)
    fetched = 0
    for number in range(count * 20):
        url = Url(f"http://a.example/calendar/{number}")
        if traps.refuse_turn(url) is None:
            fetched += 1
            traps.learn(PageFacts(url=url), f"body {number}", inbred=True, fresh=0)
    assert fetched <= LIMITS.shape_urls_thinned


@FEW
@given(st.integers(1, 300))
def test_articles_with_something_to_say_are_no_trap(count: int) -> None:
    traps = Traps(LIMITS)
    for number in range(count):
        url = Url(f"http://a.example/art/2026/1/1/art_1_{number}.html")
        assert traps.refuse_turn(url) is None
        facts = PageFacts(url=url, digest=f"{number}", text_length=500)
        assert traps.learn(facts, f"body {number}", inbred=False, fresh=0) == ""


def test_the_memory_is_bounded() -> None:
    traps = Traps(LIMITS)
    for number in range(20_500):
        name = "".join(chr(97 + int(digit)) for digit in str(number))
        traps.refuse_address(Url(f"http://a.example/{name}"), 1)
    assert len(traps.crowd) == 20_000
