import pytest

from auditbot.attachments.kinds import declared_kind, kind_of
from auditbot.model.attachment import AttachmentFacts, Kind
from tests.attachments import files

BODIES = {
    Kind.PDF: files.pages_pdf("a"),
    Kind.DOC: files.compound({"WordDocument": bytes(4096)}),
    Kind.XLS: files.compound({"Workbook": bytes(4096)}),
    Kind.PPT: files.compound({"PowerPoint Document": bytes(4096)}),
    Kind.OLE: files.compound({"EncryptedPackage": bytes(4096), "Workbook": bytes(4096)}),
    Kind.DOCX: files.docx("a"),
    Kind.XLSX: files.xlsx([["a"]]),
    Kind.PPTX: files.pptx("a"),
    Kind.OFD: files.ofd(""),
    Kind.RTF: b"{\\rtf1 a}",
    Kind.ZIP: files.zipped({"word/document.xml": "a", "b.docx": files.docx("a")}),
    Kind.RAR: b"Rar!\x1a\x07\x01\x00" + bytes(20),
    Kind.SEVEN_ZIP: b"7z\xbc\xaf\x27\x1c\x00\x04",
    Kind.GZIP: b"\x1f\x8b\x08\x00",
    Kind.IMAGE: b"\x89PNG\r\n\x1a\n",
    Kind.HTML: b"\xef\xbb\xbf\r\n<!DOCTYPE HTML><p>404",
    Kind.EMPTY: b"",
    Kind.OTHER: b"hello",
}


@pytest.mark.parametrize("kind", Kind)
def test_the_content_tells(kind: Kind) -> None:
    assert kind_of(BODIES[kind]) is kind


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b" \r\n", Kind.EMPTY),
        (b"junk\n%PDF-1.4", Kind.PDF),
        (b"MZ" + files.zipped({"a": "b"}), Kind.OTHER),
        (b"PK\x05\x06" + bytes(18), Kind.ZIP),
        (b"PK\x03\x04cut", Kind.ZIP),
        (files.docx("a")[:-30], Kind.ZIP),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, Kind.OLE),
        (b"<?xml version='1.0'?><html>", Kind.HTML),
        (b"<?xml version='1.0'?><list>", Kind.OTHER),
        (b"<script>location='/'</script>", Kind.HTML),
    ],
)
def test_awkward_content(body: bytes, kind: Kind) -> None:
    assert kind_of(body) is kind


def test_a_compound_file_whose_sectors_go_round() -> None:
    looped = bytearray(BODIES[Kind.DOC])
    looped[512 + 8 : 512 + 12] = (1).to_bytes(4, "little")
    assert kind_of(bytes(looped)) is Kind.DOC


@pytest.mark.parametrize(
    ("name", "content_type", "kind"),
    [
        ("附件1.PDF", "", Kind.PDF),
        ("名单.wps", "application/octet-stream", Kind.DOC),
        ("download", "application/pdf; charset=utf-8", Kind.PDF),
        ("a.doc", "application/pdf", Kind.DOC),
        ("", "", None),
        ("a.bin", "application/octet-stream", None),
        ("../../附件.pdf", "", Kind.PDF),
        ("a\u202efdp.exe", "", None),
        ("a" * 100_000 + ".pdf \r\n", "", Kind.PDF),
    ],
)
def test_what_it_is_called(name: str, content_type: str, kind: Kind | None) -> None:
    assert declared_kind(name, content_type) is kind


@pytest.mark.parametrize(
    ("kind", "declared", "wrong"),
    [
        (Kind.HTML, Kind.PDF, True),
        (Kind.EMPTY, Kind.DOCX, True),
        (Kind.DOCX, Kind.DOC, False),
        (Kind.RTF, Kind.DOC, False),
        (Kind.XLSX, Kind.DOC, True),
        (Kind.PDF, None, False),
        (Kind.OLE, Kind.DOCX, False),
        (Kind.OLE, Kind.PDF, True),
        (Kind.ZIP, Kind.DOCX, True),
    ],
)
def test_mislabelled(kind: Kind, declared: Kind | None, wrong: bool) -> None:
    assert AttachmentFacts(kind, 1, declared).mislabelled is wrong


def test_what_was_cut_off_is_not_called_something_else() -> None:
    assert not AttachmentFacts(Kind.ZIP, 1, Kind.DOCX, damaged=True).mislabelled
    assert AttachmentFacts(Kind.ZIP, 1, Kind.PDF, damaged=True).mislabelled
