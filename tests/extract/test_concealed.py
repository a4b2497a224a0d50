"""Links that nobody sees, and honest ones that look alike."""

import pytest

from auditbot.extract.tree.concealed import MOST, How, concealed
from auditbot.extract.tree.document import Document
from auditbot.url import Url

PAGE = Url("http://www.qinghe.example/")
FAR = Url("http://bet.example/")
LINK = '<a href="http://bet.example/">娱乐</a>'


def found(body: str, *targets: Url) -> list[tuple[Url, How]]:
    page = Document(PAGE, f"<html><body>{body}</body></html>")
    return [(one.target, one.how) for one in concealed(page, set(targets or (FAR,)))]


@pytest.mark.parametrize(
    ("body", "how"),
    [
        (f'<div style="position:absolute;left:-9999px">{LINK}</div>', How.OFF_SCREEN),
        (f'<div style="POSITION: fixed; top: -2000px">{LINK}</div>', How.OFF_SCREEN),
        (f'<div style="margin-left:-5000px">{LINK}</div>', How.OFF_SCREEN),
        (f'<div style="height:1px;overflow:hidden">{LINK}</div>', How.NO_SIZE),
        (f'<div style="overflow:hidden;width:0">{LINK}</div>', How.NO_SIZE),
        (f'<marquee height="0" width="1">{LINK}</marquee>', How.MARQUEE),
        (f'<marquee scrollamount="0" height="0">{LINK}</marquee>', How.MARQUEE),
        (f'<div style="position:absolute;top:-120px;right:0">{LINK}</div>', How.SHIFTED),
        (f'<ul style="width:5000px;margin-left:-800px">{LINK}</ul>', How.SHIFTED),
        (f'<p style="opacity:0">{LINK}</p>', How.CLEAR),
        (f'<p style="font-size:0px">{LINK}</p>', How.TINY),
        (f'<div style="display: none">{LINK}</div>', How.OFF),
        ('<a style="visibility:hidden" href="http://bet.example/">娱乐</a>', How.OFF),
        (
            f'<div id="x1">{LINK}</div><script>document.getElementById("x1").style.display="none";</script>',
            How.OFF,
        ),
        (f"<script>document.write('<div style=\"display:none\">{LINK}</div>')</script>", How.OFF),
    ],
)
def test_a_link_that_nobody_sees(body: str, how: How) -> None:
    assert found(body) == [(FAR, how)]


@pytest.mark.parametrize(
    "body",
    [
        LINK,
        f'<div style="height:200px;overflow:hidden">{LINK}</div>',
        f'<div style="height:1px">{LINK}</div>',
        f'<div style="left:-9999px">{LINK}</div>',
        f'<div style="margin-left:-10px">{LINK}</div>',
        f'<div style="position:absolute;left:50%;margin-left:-500px;width:1000px">{LINK}</div>',
        f'<div style="position:fixed;top:50%;left:50%;margin-top:-200px;margin-left:-1000px">{LINK}</div>',
        f'<div style="height:0;padding-bottom:56.25%;overflow:hidden">{LINK}</div>',
        f'<div style="opacity:0.9">{LINK}</div>',
        '<div style="font-size:0"><a href="http://bet.example/"><img src="a.png"></a></div>',
        f'<div style="text-indent:-9999px">{LINK}</div>',
        f'<marquee height="100">{LINK}</marquee>',
        f'<marquee scrollamount="1" height="30">{LINK}</marquee>',
        f'<div style="display:block">{LINK}</div>',
        '<div style="display:none"><a href="/own/">本站</a></div>',
    ],
)
def test_a_link_that_is_seen_or_not_asked_for(body: str) -> None:
    assert found(body) == []


def test_nothing_is_looked_at_without_targets() -> None:
    assert concealed(Document(PAGE, f'<div style="display:none">{LINK}</div>'), set()) == ()


def test_the_surest_sign_counts_and_boxes_are_told_apart() -> None:
    other = Url("http://other.example/")
    body = (
        f'<div style="display:none">{LINK}</div>'
        f'<div style="position:absolute;top:-900px">{LINK}<a href="{other}">二</a></div>'
    )
    page = Document(PAGE, body)
    links = concealed(page, {FAR, other})
    assert [(one.how, one.box) for one in links] == [(How.OFF_SCREEN, 0), (How.OFF_SCREEN, 0)]


def test_concealed_links_are_bounded() -> None:
    targets = [Url(f"http://x{number}.example/") for number in range(2 * MOST)]
    crowd = "".join(f'<a href="{target}">x</a>' for target in targets)
    assert len(found(f'<div style="display:none">{crowd}</div>' * 3, *targets)) <= MOST
