"""Tags and scripts in the text of a page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditbot.extract.text.markup import attributes, scripts, with_attribute


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<a>", "<a z>"),
        ("<a href=x>t</a>", "<a z href=x>t</a>"),
        ("<br/>", "<br z/>"),
        ("<a title='<b>'>", "<a z title='<b>'>"),
        ("<a title=\"a>b\" x='>'>", "<a z title=\"a>b\" x='>'>"),
        ("a < b <1 </p><!-- x -->", "a < b <1 </p><!-- x -->"),
        ("<a b=c'd>'<i>", "<a z b=c'd>'<i z>"),
    ],
)
def test_with_attribute(html: str, marked: str) -> None:
    assert with_attribute(html, "z") == marked


def test_attributes() -> None:
    assert attributes(" ID=a value='1 > 0' x value=2 title=\"&lt;\" data-value=3") == {
        "id": "a",
        "value": "1 > 0",
        "title": "<",
        "data-value": "3",
    }


def test_scripts() -> None:
    html = (
        "<script>a</script><!--<script>b</script>--><SCRIPT src='>'>c</SCRIPT ><scripts>d</scripts><script>e"
    )
    found = list(scripts(html))
    assert [(script.tag, script.text) for script in found] == [("", "a"), (" src='>'", "c")]
    assert html[found[1].start : found[1].end] == "<SCRIPT src='>'>c</SCRIPT >"


def test_script_at_the_very_end() -> None:
    (script,) = scripts("<script>a</script ")
    assert script.end == len("<script>a</script ")


@given(st.text(alphabet="<>/!-script abc=\"'", max_size=80))
def test_any_text(text: str) -> None:
    for script in scripts(text):
        assert 0 <= script.start < script.end <= len(text)
    assert len(with_attribute(text, "z")) >= len(text)
    attributes(text)
