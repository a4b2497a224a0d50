"""Real saved pages: everything is read, nothing is suspicious, known things are found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditbot.extract.text.charset import Remark, decode
from auditbot.extract.tree.document import Document
from auditbot.extract.tree.hazard import suspicious
from auditbot.extract.tree.links import LinkReader
from auditbot.model.page import Region
from auditbot.settings import Limits
from auditbot.url import Url
from tests.corpus import CORPUS, needs_corpus

pytestmark = [pytest.mark.corpus, needs_corpus]


def pages(folder: str = "") -> Iterator[tuple[Path, Document]]:
    for file in sorted((CORPUS / folder).rglob("*")):
        if file.suffix in (".html", ".jsp", ".php"):
            decoded = decode(file.read_bytes(), None)
            url = Url(f"http://{file.relative_to(CORPUS).as_posix().partition('/')[2]}")
            yield file, Document(url, decoded.text, decoded.encoding)


def test_every_page_is_in_the_encoding_that_it_declares() -> None:
    read = {file: decode(file.read_bytes(), None) for file, _ in pages()}
    assert [file for file, decoded in read.items() if decoded.fault] == []
    assert [file for file, decoded in read.items() if Remark.DAMAGED in decoded.remarks] == []


def test_every_page_is_read() -> None:
    reader = LinkReader(Limits())
    number = 0
    for file, document in pages():
        read = reader.read(document)
        assert read.found == len(read.links), file
        assert all((link.target is None) != (link.bad is None) for link in read.links), file
        number += 1
    assert number > 700


def test_no_page_is_suspicious() -> None:
    assert [
        file for file, document in pages() if suspicious(document.html) or suspicious(document.expanded)
    ] == []


def test_dates_and_neighbours_that_trs_writes() -> None:
    dated = neighbours = articles = 0
    for file, document in pages("sites/rsj.daozhen.example"):
        if "var  pubdata=" in document.html:
            articles += 1
            dated += "发布时间： 20" in document.text
            neighbours += bool(document.tree.css("a[data-written][title]"))
            assert "document.write" not in document.text, file
    assert articles > 100
    assert dated == articles
    assert neighbours > 0.9 * articles


def test_side_menus_that_trs_writes() -> None:
    for file, document in pages("sites/rsj.daozhen.example"):
        if "Left_Nav" in document.html and "li_nav" in document.html:
            menu = document.tree.css(".Left_Nav a[data-written]")
            assert menu, file
            assert {document.regions.region_of(link) for link in menu} == {Region.NAV}, file


def test_columns_that_only_send_on() -> None:
    sent = {
        file.relative_to(CORPUS / "sites").as_posix(): document.refresh.url
        for file, document in pages("sites")
        if document.refresh
    }
    assert sent.get("rsj.daozhen.example/zwgk/index.html") == "http://rsj.gzdaozhen.gov.cn/zwgk/gsgg/"
    assert len(sent) < 30


def test_every_page_of_the_saved_sites_has_a_foot_and_most_a_breadcrumb() -> None:
    found: dict[Region, int] = {}
    number = 0
    for _, document in pages("sites"):
        number += 1
        for region in {document.regions.region_of(node) for node in document.tree.css("body a, body div")}:
            found[region] = found.get(region, 0) + 1
    assert found[Region.BODY] > 0.98 * number
    assert found[Region.FOOT] > 0.9 * number
    assert found[Region.NAV] > 0.9 * number
    assert found[Region.PATH] > 0.8 * number


def test_own_text_holds_no_menu_and_no_foot() -> None:
    for file, document in pages("sites/jyj.pds.example/contents"):
        assert "网站标识码" not in document.text, file
        assert "网站标识码" in document.full_text or "网站标识码" not in document.html, file
