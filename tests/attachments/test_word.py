import pytest

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.kinds import kind_of
from auditbot.model.attachment import Kind
from tests.attachments import files

BOUNDS = Bounds()


def found(body: bytes, bounds: Bounds = BOUNDS) -> Found:
    assert kind_of(body) is Kind.DOC
    return examine(body, Kind.DOC, bounds)


def test_text_in_pieces() -> None:
    told = found(
        files.doc(("第一条\r", "utf-16-le"), ("No. 2\x07caf\u00e9\r", "cp1252"), ("末", "utf-16-le"))
    )
    assert told.text == "第一条\nNo. 2\tcafé\n末"
    assert told.remarks == set()
    assert not told.encrypted


def test_rows_of_tables_are_lines() -> None:
    assert found(files.doc(("甲\x07乙\x07\x07丙\x07丁\x07\x07", "utf-16-le"))).text == "甲\t乙\t\n丙\t丁"


def test_of_a_field_what_it_shows() -> None:
    link = '见\x13 HYPERLINK "http://a/" \x14附件\x15。'
    assert found(files.doc((link, "utf-16-le"))).text == "见附件。"


def test_text_is_bounded() -> None:
    told = found(files.doc(("x" * 500, "cp1252"), ("y" * 500, "cp1252")), Bounds(text=600))
    assert told.text == "x" * 500 + "y" * 100
    assert told.remarks == {"text-cut"}


def test_with_a_password_nothing_is_read() -> None:
    told = found(files.doc(("x", "cp1252"), flags=0x0300))
    assert told.encrypted
    assert told.text is None


@pytest.mark.parametrize(
    "clx",
    [
        b"",
        b"\x01\xff\xff",
        b"\x02\xff\xff\xff\xff",
        b"\x02\x10\x00\x00\x00" + b"\xff" * 16,
        b"\x01\x00\x00" * 500,
    ],
    ids=["none", "beyond", "long", "nonsense", "only-properties"],
)
def test_pieces_that_are_nonsense(clx: bytes) -> None:
    told = found(files.doc(("x", "cp1252"), clx=clx))
    assert not told.text or told.text.isprintable()


def test_a_list_of_pieces_that_repeats_the_text() -> None:
    """Every piece is the whole text again: what comes of it is bounded all the same."""
    ends = b"".join((number * 3000).to_bytes(4, "little") for number in range(301))
    place = b"\0\0" + (2048 | 0x40000000).to_bytes(4, "little") + b"\0\0"
    listed = ends + place * 300
    clx = b"\x02" + len(listed).to_bytes(4, "little") + listed
    told = found(files.doc(("x" * 3000, "cp1252"), clx=clx), Bounds(text=10_000))
    assert told.text is not None
    assert len(told.text) == 10_000
