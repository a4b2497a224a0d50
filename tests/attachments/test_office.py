import pytest

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.kinds import kind_of
from auditbot.model.attachment import Kind, Sheet
from tests.attachments import files

BOUNDS = Bounds()


def found(body: bytes, bounds: Bounds = BOUNDS) -> Found:
    return examine(body, kind_of(body), bounds)


def test_a_document() -> None:
    told = found(files.docx("第一条", "第二条 &amp; 附则"))
    assert told.text == "第一条\n第二条 & 附则"
    assert (told.title, told.pages) == ("公开指南", 3)
    assert told.remarks == set()
    assert (told.macros, told.encrypted, told.damaged) == (False, False, False)


def test_rows_of_tables_are_lines() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(
        f"<w:tr>{cell.format(name)}{cell.format(phone)}</w:tr>" for name, phone in ("甲乙", "丙丁")
    )
    told = found(files.docx(document=f"<w:document xmlns:w='{files.W}'><w:tbl>{rows}</w:tbl></w:document>"))
    assert told.text == "甲 \t乙 \t\n丙 \t丁"


def test_hidden_rows_and_columns_are_told() -> None:
    for hidden in ("<cols><col hidden='1'/></cols><row>", "<row hidden='true'>"):
        parts = {
            "[Content_Types].xml": files.CONTENT_TYPES,
            "xl/workbook.xml": f"<workbook xmlns:r='{files.R}'><sheet name='a' r:id='a'/></workbook>",
            "xl/_rels/workbook.xml.rels": "<R><Relationship Id='a' Target='s.xml'/></R>",
            "xl/s.xml": f"<s>{hidden}<c><v>7</v></c></row></s>",
        }
        told = found(files.zipped(parts))
        assert (told.text, told.remarks) == ("7", {"hidden-cells"})


def test_a_workbook_with_a_hidden_sheet() -> None:
    told = found(files.xlsx([["张三", "110101199001011234"], ["李四"]], hidden="没有删掉"))
    assert told.sheets == [Sheet("名单"), Sheet("备份", hidden=True)]
    assert told.text == "张三\t110101199001011234\t\n李四\t\n没有删掉"


def test_references_to_strings_that_are_not_there() -> None:
    parts = {
        "[Content_Types].xml": files.CONTENT_TYPES,
        "xl/workbook.xml": f"<workbook xmlns:r='{files.R}'><sheet name='a' r:id='a'/></workbook>",
        "xl/_rels/workbook.xml.rels": "<R><Relationship Id='a' Target='s.xml'/></R>",
        "xl/s.xml": "<s><row><c t='s'><v>7</v></c><c t='s'><v>²</v></c><c t='s'><v>-1</v></c></row></s>",
    }
    assert found(files.zipped(parts)).text == ""


def test_a_presentation() -> None:
    told = found(files.pptx("一", "二"))
    assert told.pages == 2
    assert told.text == "一二"


def test_ofd() -> None:
    told = found(files.ofd(files.code("第一页"), files.code("第二页")))
    assert (told.title, told.pages, told.text) == ("通知", 2, "第一页\n第二页")
    assert not told.scanned
    assert found(files.ofd("<ofd:ImageObject/>")).scanned


def test_text_is_bounded() -> None:
    told = found(files.docx("x" * 5000, "y" * 5000), Bounds(text=6000))
    assert told.text is not None
    assert len(told.text) <= 6000
    assert told.remarks == {"text-cut"}


def test_f01_strings_that_multiply_are_bounded() -> None:
    rows = "<row>" + "<c t='s'><v>0</v></c>" * 5000 + "</row>"
    told = found(
        files.zipped(
            {
                "[Content_Types].xml": files.CONTENT_TYPES,
                "xl/workbook.xml": f"<workbook xmlns:r='{files.R}'><sheet name='a' r:id='a'/></workbook>",
                "xl/_rels/workbook.xml.rels": "<R><Relationship Id='a' Target='s.xml'/></R>",
                "xl/sharedStrings.xml": f"<sst><si><t>{'长' * 10_000}</t></si></sst>",
                "xl/s.xml": f"<s>{rows}</s>",
            }
        )
    )
    assert told.text is not None
    assert len(told.text) <= BOUNDS.text
    assert "text-cut" in told.remarks


LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))


@pytest.mark.parametrize(
    "document",
    [
        f"<!DOCTYPE a [<!ENTITY a0 'ha'>{LAUGHS}]><a>&a11;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a><t>&x;</t></a>",
        "<!DOCTYPE a SYSTEM 'http://127.0.0.1/a.dtd'><a/>",
    ],
    ids=["laughs", "file", "outside"],
)
def test_entities_are_not_expanded(document: str) -> None:
    told = found(files.docx(document=document))
    assert told.remarks == {"doctype"}
    assert told.text == ""


@pytest.mark.parametrize(
    "document", ["<a><b></a>", "<a>&nothing;</a>", "<?xml version='1.0' encoding='nonsense'?><a/>"]
)
def test_xml_that_is_none(document: str) -> None:
    assert found(files.docx(document=document)).damaged


def test_deep_xml() -> None:
    told = found(files.docx(document="<a>" * 200_000 + "<t>x</t>" + "</a>" * 200_000))
    assert told.text == "x"


def test_f04_macros_are_flagged() -> None:
    assert found(files.docx("a", extra={"word/vbaProject.bin": b"\0"})).macros
    told = found(files.compound({"WordDocument": bytes(4096), "_VBA_PROJECT": bytes(10)}))
    assert told.macros
    assert told.remarks == {"text-unread"}
    assert told.text is None


@pytest.mark.parametrize(
    ("streams", "encrypted"),
    [
        ({"EncryptedPackage": bytes(4096)}, True),
        ({"WordDocument": bytes(10) + b"\x00\x01" + bytes(4084)}, True),
        ({"WordDocument": bytes(4096)}, False),
        ({"Workbook": b"\x09\x08\x04\x00abcd\x2f\x00\x06\x00" + bytes(4084)}, True),
        ({"Workbook": b"\x09\x08\x04\x00abcd\x42\x00\x02\x00" + bytes(4084)}, False),
        ({"Workbook": b""}, False),
    ],
)
def test_passwords_are_noticed(streams: dict[str, bytes], encrypted: bool) -> None:
    assert found(files.compound(streams)).encrypted is encrypted


def test_a_compound_file_that_was_cut() -> None:
    told = examine(files.compound({"WordDocument": bytes(4096)})[:600], Kind.OLE, BOUNDS)
    assert told.damaged
