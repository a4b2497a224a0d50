"""No text of the outside may become anything but text, in any file, whatever field it stands in."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from auditbot.model.audit import Audit
from auditbot.model.text import Lang
from reports import FORMATS, write
from tests.reports.sample import pages, sample
from tests.reports.walking import changed

VECTORS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg/onload=alert(1)>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "`onmouseover=alert(1)",
    "{{7*7}}{% raise %}{#",
    "${7*7}#{7*7}",
    "{0}{say}%s%n",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "&lt;script&gt;&#60;script&#62;",
    "=cmd|'/c calc'!A1",
    "@SUM(1+1)",
    "\x1b[31m\x1b]0;title\x07",
    "\u202etxt.exe\u2066\u200b\ufeff",
    "\x00\x08\x7f\x9b",
    "\ud800",
    "\u2028\u2029",
    "\r\nSet-Cookie: a=1",
    '"} body { display: none } @import "http://evil.example/" ; a { content: "',
    "x" * 5_000,
)
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


def poisoned(vector: str, *, whole: bool) -> Audit:
    return changed(sample(), lambda text: vector if whole else text + vector)


def written(audit: Audit, folder: Path, lang: Lang, vector: str) -> dict[str, str]:
    crawled = [changed(page, lambda text: text + vector) for page in pages()]
    files = write(audit, crawled, folder, list(FORMATS), lang)
    return {name: path.read_bytes().decode() for name, path in files.items()}


ALL = "".join(VECTORS[:-1])
CASES = [(ALL, False), (ALL, True), *((vector, place % 2 == 0) for place, vector in enumerate(VECTORS))]


@pytest.mark.parametrize(("vector", "whole"), CASES, ids=lambda value: ascii(value)[:24])
def test_hostile_text_stays_text(tmp_path: Path, vector: str, *, whole: bool) -> None:
    lang = Lang.EN if whole else Lang.ZH
    files = written(poisoned(vector, whole=whole), tmp_path, lang, vector)
    is_inert_html(files["html"])
    is_inert_json(files["json"])
    for line in files["jsonl"].splitlines():
        is_inert_json(line)
    is_inert_csv(files["csv"])


def is_inert_html(text: str) -> None:
    assert not INVISIBLE.search(text)
    found = LexborHTMLParser(text)
    tags = {node.tag for node in found.css("*")}
    assert tags <= HTML_TAGS
    for node in found.css("*"):
        names = set(node.attributes)
        assert not any(
            name.startswith("on") or name in ("style", "src", "srcdoc", "autofocus") for name in names
        )
        href = node.attributes.get("href")
        assert href is None or href.startswith(("#", "http://", "https://"))
    style = found.css_first("style")
    assert style is not None
    rules = re.sub(r'"(?:[^"\\]|\\.)*"', '""', style.text())
    assert rules.count("{") == rules.count("}")
    assert "evil" not in rules
    assert "alert" not in rules
    assert len(found.css("main > section")) == 9
    assert len(text) < 3_000_000


def is_inert_json(text: str) -> None:
    assert not INVISIBLE.search(text)
    assert not set(text) & set("<>&")
    json.loads(text)


def is_inert_csv(text: str) -> None:
    assert text.startswith("\ufeff")
    plain = text[1:]
    assert not INVISIBLE.search(plain.replace("\r\n", ""))
    table = list(csv.reader(io.StringIO(plain, newline=""), strict=True))
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) == 61
    for row in table:
        for value in row:
            assert not re.match(r"\s*[=+\-@＝＋－＠]", value)
            assert "\n" not in value


def test_no_secret_is_in_any_file(tmp_path: Path) -> None:
    secret = " https://user:s3cretpw@h.example/?token=s3crettoken&a=1 "
    files = written(poisoned(secret, whole=False), tmp_path, Lang.ZH, secret)
    assert not any("s3cret" in text for text in files.values())


HTML_TAGS = frozenset(
    (
        "html head meta title style body a header nav main section footer h1 h2 h3 h4 p span b i code ul ol "
        "li dl dt dd div details summary table caption thead tbody tr th td br figure figcaption svg rect "
        "line path polygon text article blockquote mark"
    ).split()
)
