"""What every report has, whatever was found and in every language."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditbot.model.text import Lang
from tests.reports.reading import tree
from tests.reports.sample import clean, incomplete, sample

PARTS = ["verdict", "first", "looked", "since", "by_clause", "by_check", "by_unit", "by_page", "appendix"]


@pytest.fixture(
    scope="module", params=[(make, lang) for make in (sample, incomplete, clean) for lang in Lang]
)
def found(request: pytest.FixtureRequest) -> LexborHTMLParser:
    audit, lang = request.param
    return tree(audit(), lang)


def test_the_nine_parts_stand_in_order(found: LexborHTMLParser) -> None:
    assert [part.id for part in found.css("main > section")] == PARTS
    assert [link.attributes["href"] for link in found.css("nav a")] == [f"#{part}" for part in PARTS]


def test_headings_step_down_one_by_one_under_one_title(found: LexborHTMLParser) -> None:
    levels = [int((node.tag or "")[1]) for node in found.css("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_place_is_named_once_and_every_reference_leads_somewhere(found: LexborHTMLParser) -> None:
    ids = [node.id for node in found.css("[id]")]
    assert len(ids) == len(set(ids))
    inner = {
        href[1:] for node in found.css("a") if (href := node.attributes["href"]) and href.startswith("#")
    }
    assert inner <= set(ids)
    assert {node.attributes["aria-labelledby"] for node in found.css("[aria-labelledby]")} <= set(ids)


def test_the_policy_allows_the_style_sheet_alone(found: LexborHTMLParser) -> None:
    style = found.css("style")
    assert len(style) == 1
    digest = b64encode(sha256(style[0].text().encode()).digest()).decode()
    policy = found.css_first('meta[http-equiv="Content-Security-Policy"]')
    assert policy is not None
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not found.css("script, img, iframe, object, embed, link, form, [style]")


def test_links_out_say_nothing_of_where_they_come_from(found: LexborHTMLParser) -> None:
    for node in found.css("a"):
        href = node.attributes["href"] or ""
        assert href.startswith(("#", "https://", "http://"))
        assert href.startswith("#") or node.attributes.get("rel") == "noreferrer noopener"
        assert node.text().strip()


def test_it_says_its_language_and_leaves_no_hole(found: LexborHTMLParser) -> None:
    root, body = found.root, found.body
    assert root is not None
    assert body is not None
    title = {"zh-CN": "网站检查报告", "en": "Website inspection report"}[root.attributes["lang"] or ""]
    assert title in body.text()
    assert not re.search(r"\bNone\b|Undefined|\{\w+\}", body.text(separator=" "))
