"""The feet of saved real pages, against what one reads on them."""

import pytest

from auditbot.extract.contact.identity import identity
from auditbot.extract.text.charset import decode
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.outline import Outline
from auditbot.model.identity import Identity
from auditbot.url import Url
from tests.corpus import CORPUS, needs_corpus

pytestmark = [pytest.mark.corpus, needs_corpus]


def read(pattern: str) -> Identity:
    path = next(iter(sorted(CORPUS.glob(pattern))))
    document = Document(Url("http://www.site.example/"), decode(path.read_bytes(), "text/html").text)
    return identity(document, Outline(document.tree))


@pytest.mark.parametrize(
    ("pattern", "codes", "icp", "police", "entry_codes"),
    [
        (
            "pages/handan_xxgk/*details.jsp",
            ("1304000009",),
            "冀ICP备05029117号-1",
            "冀公网安备13042002000523号",
            ("1304000009",),
        ),
        (
            "pages/yichun_wanzai/*万载县2015*公报.html",
            ("3609220011",),
            "赣ICP备11002306号-1",
            "赣公网安备36092202000105号",
            ("3609220011",),
        ),
        (
            "pages/jason/甘肃省*.html",
            ("6200000068",),
            "陇ICP备17003689号-1",
            "甘公网安备62010202000617号",
            ("6200000068",),
        ),
    ],
)
def test_whole_feet(
    pattern: str, codes: tuple[str, ...], icp: str, police: str, entry_codes: tuple[str, ...]
) -> None:
    found = read(pattern)
    assert (found.codes, found.icp, found.police) == (codes, icp, police)
    assert (found.mark, found.entry, found.entry_codes) == (True, True, entry_codes)


def test_a_number_that_is_broken_by_a_line() -> None:
    assert read("sites/jyj.pds.example/channels/19171.html").police == "豫公网安备41040202000009号"


def test_a_mark_that_a_script_writes_percent_escaped() -> None:
    found = read("sites/rsj.daozhen.example/index.html")
    assert (found.mark, found.entry, found.codes) == (True, False, ())


def test_an_entry_that_is_commented_out() -> None:
    assert not read("sites/jyj.pds.example/index.html").entry
    replaced = read("sites/jyj.pds.example/Information/InformationReport.html")
    assert (replaced.entry, replaced.entry_codes) == (True, ())
