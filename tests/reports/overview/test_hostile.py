"""No text of the outside may become anything but text in an overview, whatever field it stands in."""

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditbot.model.framework import Wording
from auditbot.model.text import Lang, Text
from auditbot.overview.names import Names
from auditbot.overview.site import Standing
from auditbot.overview.whole import Fleet, Overview, Trouble, overview
from reports.overview.data import data
from reports.overview.page import page
from reports.overview.table import rows
from tests.reports.overview.fleet import made
from tests.reports.test_hostile import ALL, HTML_TAGS, INVISIBLE, VECTORS

CASES = (ALL, VECTORS[-1])


def poisoned(vector: str) -> Overview:
    base = made(3)
    names = base.names
    worded = Wording(zh=vector, en=vector)
    sites = tuple(_poisoned(site, vector, worded) for site in base.sites)
    return overview(
        Fleet(
            sites,
            Names(
                dict.fromkeys(names.frameworks, worded),
                dict.fromkeys(names.clauses, worded),
                dict.fromkeys(names.checks, worded),
                names.requirements,
            ),
            absent=(vector,),
            troubles=(Trouble(vector, Text(vector, vector)),),
        )
    )


def _poisoned(site: Standing, vector: str, worded: Wording) -> Standing:
    now = replace(site.now, audit=vector, vetoes=(worded,), sheet=worded)
    units = {vector + name: owed for name, owed in site.units.items()}
    texts = replace(site, id=vector, name=vector, code=vector, home=vector, unit=vector)
    return replace(texts, now=now, before=now, units=units)


@pytest.mark.parametrize("vector", CASES, ids=["all", "long"])
@pytest.mark.parametrize("lang", Lang)
def test_html_stays_inert(vector: str, lang: Lang) -> None:
    text = "".join(page(poisoned(vector), lang, None))
    assert not INVISIBLE.search(text)
    found = LexborHTMLParser(text)
    assert {node.tag for node in found.css("*")} <= HTML_TAGS
    for node in found.css("*"):
        assert not any(
            name.startswith("on") or name in ("style", "src", "srcdoc") for name in node.attributes
        )
        href = node.attributes.get("href")
        assert href is None or href.startswith(("#", "./"))
    assert len(found.css("main > section")) == 9


@pytest.mark.parametrize("vector", CASES, ids=["all", "long"])
def test_data_stay_data(vector: str) -> None:
    text = "".join(data(poisoned(vector), None))
    assert not INVISIBLE.search(text)
    assert not set(text) & set("<>&")
    json.loads(text)


@pytest.mark.parametrize("vector", CASES, ids=["all", "long"])
def test_a_table_holds_no_formula(vector: str) -> None:
    text = "".join(rows(poisoned(vector), Lang.ZH, None))
    assert not INVISIBLE.search(text[1:].replace("\r\n", ""))
    table = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    assert len(table) == 4
    assert not any(re.match(r"\s*[=+\-@＝＋－＠]", value) for row in table for value in row)


def test_no_secret_is_told() -> None:
    whole = poisoned(" https://user:s3cretpw@h.example/?token=s3crettoken&a=1 ")
    for pieces in (page(whole, Lang.ZH, None), data(whole, None), rows(whole, Lang.ZH, None)):
        assert "s3cret" not in "".join(pieces)
