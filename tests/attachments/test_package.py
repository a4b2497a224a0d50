import io
import struct
import zipfile
import zlib

import pytest

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds, Found
from auditbot.attachments.kinds import kind_of
from auditbot.model.attachment import Kind
from tests.attachments import files

BOUNDS = Bounds()
MIB = 1024 * 1024


def found(body: bytes, bounds: Bounds = BOUNDS) -> Found:
    return examine(body, kind_of(body), bounds)


def test_an_archive_is_listed_and_not_unpacked() -> None:
    told = found(files.zipped({"一/": "", "一/二.txt": "三" * 100, "四.doc": b"5"}))
    assert told.members
    assert (told.members.count, told.members.bytes) == (2, 301)
    assert told.members.names == ("一/二.txt", "四.doc")
    assert told.remarks == set()
    assert told.text is None


def test_f01_a_bomb_is_named() -> None:
    told = found(files.zipped({"a": bytes(100 * MIB)}))
    assert told.remarks == {"bomb"}


def test_density_alone_is_no_sign_of_harm() -> None:
    assert found(files.zipped({"a": bytes(10 * MIB)})).remarks == set()


@pytest.mark.parametrize("part", ["word/document.xml", "docProps/core.xml"])
def test_f01_a_document_that_is_a_bomb(part: str) -> None:
    body = files.docx("a", extra={part: b"<a>" + b" " * (3 * MIB) + b"</a>"})
    assert "bomb" in found(body, Bounds(unpacked=MIB)).remarks


def test_f01_a_bomb_that_lies_about_its_size() -> None:
    body = bytearray(files.docx("a", extra={"word/document.xml": b"<a>" + b" " * (3 * MIB) + b"</a>"}))
    size = struct.pack("<I", 3 * MIB + 7)
    assert body.count(size) == 2
    lying = bytes(body).replace(size, struct.pack("<I", 100))
    told = found(lying, Bounds(unpacked=MIB))
    assert told.damaged


def test_f01_members_that_overlap() -> None:
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packed.compress(bytes(MIB)) + packed.flush()
    head = struct.pack(
        "<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(bytes(MIB)), len(kernel), MIB, 1, 0
    )
    entries = b"".join(
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            20,
            20,
            0,
            8,
            0,
            0,
            zlib.crc32(bytes(MIB)),
            len(kernel),
            MIB,
            1,
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + bytes([65 + number % 26])
        for number in range(1000)
    )
    start = len(head) + 1 + len(kernel)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entries), start, 0)
    told = found(head + b"A" + kernel + entries + end)
    assert told.members
    assert told.members.count == 1000
    assert "overlapping" in told.remarks


def test_names_in_the_encoding_of_windows_do_not_overlap() -> None:
    names = [f"关于开展专项检查工作的通知附件{number}.docx" for number in range(3)]
    told = found(files.zipped_by_windows(dict.fromkeys(names, b"x" * 50)))
    assert told.remarks == set()
    assert told.members
    assert told.members.names == tuple(names)


def test_f01_a_directory_without_end() -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, 5 * MIB, 4, 0)
    told = found(b"PK\x03\x04" + b"PK\x01\x02" * (5 * MIB // 4) + end)
    assert told.remarks == {"too-many-members"}


def test_f01_archives_within_archives_are_counted_and_left_alone() -> None:
    inner = files.zipped({"a": bytes(MIB)})
    for _ in range(5):
        inner = files.zipped({f"{n}.zip": inner for n in range(3)})
    told = found(inner)
    assert told.members
    assert told.members.archives == 3
    assert told.remarks == {"nested"}


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\a.exe", "C:\\a.exe", "a/../../b"])
def test_f02_names_that_lead_out(name: str) -> None:
    assert found(files.zipped({name: "a"})).remarks == {"unsafe-names"}


def test_a_name_that_is_empty() -> None:
    body = bytearray(files.zipped({"a": "b"}))
    at = body.rindex(b"PK\x01\x02") + 28
    body[at : at + 4] = b"\0\0\1\0"
    assert found(bytes(body)).members


def test_names_are_bounded() -> None:
    told = found(files.zipped({f"{n}{'x' * 300}": "" for n in range(400)}))
    assert told.members
    assert told.members.count == 400
    assert len(told.members.names) == BOUNDS.names
    assert max(map(len, told.members.names)) == 200


def test_a_password() -> None:
    body = bytearray(files.zipped({"a": "b"}))
    body[6] |= 1
    body[body.index(b"PK\x01\x02") + 8] |= 1
    told = found(bytes(body))
    assert told.encrypted
    assert not told.damaged


@pytest.mark.parametrize(
    "body",
    [files.zipped({"a": "b"})[:-10], b"PK\x03\x04", b"PK\x03\x04" + bytes(1000)],
    ids=["its end", "all but its beginning", "nothing but zeros"],  # the archive itself tells the time
)
def test_an_archive_that_was_cut(body: bytes) -> None:
    told = examine(body, Kind.ZIP, BOUNDS)
    assert told.damaged
    assert told.members is None


def test_a_document_whose_part_is_damaged() -> None:
    body = bytearray(files.docx("第一条" * 200))
    at = body.index(b"word/document.xml") + 40
    body[at : at + 20] = bytes(20)
    assert found(bytes(body)).damaged


def test_something_in_front_of_the_archive_does_no_harm() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a", "b")
    told = examine(b"PK\x03\x04junk" + written.getvalue(), Kind.ZIP, BOUNDS)
    assert told.members
    assert told.members.names == ("a",)
