import tracemalloc

import pytest

from auditbot.attachments.examine import examine
from auditbot.attachments.facts import Bounds, Found
from auditbot.model.attachment import Kind
from tests.attachments import files

pytest.importorskip("pypdf", reason="pypdf is not installed")
BOUNDS = Bounds()
MIB = 1024 * 1024


def found(body: bytes, bounds: Bounds = BOUNDS) -> Found:
    return examine(body, Kind.PDF, bounds)


def test_pages_and_text() -> None:
    told = found(files.pages_pdf("first", "second"))
    assert (told.pages, told.text) == (2, "first\nsecond")
    assert told.remarks == set()
    assert (told.scanned, told.encrypted, told.damaged) == (False, False, False)


def test_chinese() -> None:
    assert found(files.chinese_pdf("公开指南", "联系电话：0575")).text == "公开指南\n联系电话：0575"


def test_pages_that_are_pictures() -> None:
    told = found(files.picture_pdf())
    assert told.scanned
    assert told.text == ""


def test_a_blank_page_is_no_picture() -> None:
    assert not found(files.pages_pdf("")).scanned


@pytest.mark.parametrize(("user", "locked"), [("secret", True), ("", False)])
def test_f03_a_password(user: str, locked: bool) -> None:
    told = found(files.locked_pdf(user, files.pages_pdf("words")))
    assert told.encrypted is locked
    assert told.text == (None if locked else "words")


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.4\nrubbish",
        files.pages_pdf("words")[:60],
        b"%PDF-1.4\nxref\n0 1\ntrailer << /Root 9 0 R >>\nstartxref\n9\n%%EOF",
    ],
    ids=["rubbish", "cut", "no-root"],
)
def test_damage(body: bytes) -> None:
    assert found(body).damaged


def test_f03_cross_references_that_go_round() -> None:
    body = files.pages_pdf("words")
    start = body.index(b"xref\n")
    told = found(body.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % start))
    assert told.text == "words" or told.damaged


@pytest.mark.parametrize(
    "objects",
    [
        ("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"),
        (
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Pages /Kids [2 0 R] >>",
        ),
        ("<< /Type /Catalog /Pages 7 0 R >>",),
    ],
    ids=["itself", "ring", "nothing"],
)
def test_f03_objects_that_go_round(objects: tuple[str, ...]) -> None:
    told = found(files.pdf(*objects))
    assert told.damaged or told.pages == 0


def test_f03_many_pages() -> None:
    body = files.pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count 1000000 /Kids [{'3 0 R ' * 200_000}] >>",
        "<< /Type /Page /Parent 2 0 R >>",
    )
    assert found(body).remarks == {"bomb"}


def unpacking_to(size: int) -> bytes:
    """A document of one page whose stream unpacks to so many bytes."""
    return files.pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        files.stream(b" " * size, packed=True),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )


def test_f03_a_stream_that_is_a_bomb() -> None:
    body = unpacking_to(100 * MIB)
    tracemalloc.start()
    try:
        told = found(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert told.remarks == {"bomb"}
    assert peak < 64 * MIB


def test_a_large_stream_is_no_bomb() -> None:
    assert found(unpacking_to(MIB)).remarks == set()


def test_f03_a_script_is_told_and_never_run() -> None:
    action = "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
    assert found(files.pages_pdf("words", catalogue=action)).remarks == {"script"}


@pytest.mark.parametrize(
    "wrong", ["/Names 7", "/Names 99 0 R", "/OpenAction [4 0 R /Fit]", "/OpenAction (a)"]
)
def test_entries_that_are_something_else(wrong: str) -> None:
    assert found(files.pages_pdf("words", catalogue=wrong)).text == "words"


def test_pages_are_bounded() -> None:
    told = found(files.pages_pdf("one", "two", "three"), Bounds(pages=2))
    assert told.pages == 3
    assert told.text == "one\ntwo"
    assert told.remarks == {"pages-cut"}
