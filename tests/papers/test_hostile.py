"""No text of the outside may become anything but text in a paper."""

import re
import zipfile
from io import BytesIO
from xml.etree.ElementTree import fromstring

import pytest
from openpyxl import load_workbook

from auditbot.ledger.layout import workbook
from reports.papers.examined import examined
from reports.papers.filling import by_unit, circular, notice
from reports.papers.skeletons import CIRCULAR, NOTICE, OURS
from reports.papers.template import Template
from reports.papers.workbooks import examination, line_of
from tests.papers.making import SENDER, gathered, parts
from tests.reports.overview.fleet import audit
from tests.reports.test_hostile import ALL, VECTORS
from tests.reports.walking import changed

MORE = (
    '</w:t></w:r><w:fldSimple w:instr="INCLUDETEXT file:///etc/passwd"/><w:r><w:t>',
    '{ INCLUDEPICTURE "http://evil.example/a.png" } \x13 PAGE \x14 \x15',
    "{{单位}}{{问题.描述}}{{网站总数}}{{nothing}}",
    "&#0;&#x8;\ufffe\uffff\x0b\x0c",
    "]]><!--",
    "\n" * 500,
    "_x0000__x000D_&P&D&[File]",
)
CASES = (ALL + "".join(MORE[:-2]), VECTORS[-1], *MORE[-2:])


def shape(content: bytes) -> set[str]:
    """The names of the elements and attributes that the parts of a document are made of."""
    nodes = [node for xml in parts(content).values() for node in fromstring(xml).iter()]
    names = {node.tag for node in nodes} | {name for node in nodes for name in node.attrib}
    return {name.rpartition("}")[2] for name in names}


def poisoned(vector: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
    one = changed(audit("a"), lambda text: f"{text}{vector}")
    whole, cases = gathered(one)
    unit, mine = next(iter(by_unit(cases).items()))
    filled = {
        CIRCULAR: Template(CIRCULAR, OURS[CIRCULAR]()).filled(circular(whole, cases, SENDER, vector)),
        NOTICE: Template(NOTICE, OURS[NOTICE]()).filled(notice(whole, unit, mine, SENDER, vector)),
    }
    return filled, {
        "examined": examination([examined(one)]),
        "ledger": workbook([line_of(one) for one in cases], returns=False),
    }


@pytest.mark.parametrize("vector", CASES, ids=["all", "long", "lines", "codes"])
def test_hostile_text_stays_text(vector: str) -> None:
    documents, books = poisoned(vector)
    for name, content in documents.items():
        said = "".join(parts(content).values())
        assert shape(content) <= shape(OURS[name]()) | {"br", "space"}
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\ufffe\uffff]", said)
        assert len(said) < 20_000_000
    for content in books.values():
        for page in load_workbook(BytesIO(content)).worksheets:
            assert all(cell.data_type in "sn" for row in page.iter_rows() for cell in row)
            assert all(cell.hyperlink is None for row in page.iter_rows() for cell in row)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert not any("external" in name.lower() for name in archive.namelist())
            assert b"<f>" not in b"".join(archive.read(name) for name in archive.namelist())


def test_no_secret_is_told() -> None:
    documents, books = poisoned(" https://user:s3cretpw@h.example/?token=s3crettoken&a=1 ")
    for content in (*documents.values(), *books.values()):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            assert b"s3cret" not in b"".join(archive.read(name) for name in archive.namelist())
