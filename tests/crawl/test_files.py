"""Files of guides are read on the walk: once, stored with their address, taken up where it was cut off."""

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from auditbot.check import Needs
from auditbot.crawl.archive import unpack
from auditbot.model.attachment import AttachmentFacts, Kind, Untested
from auditbot.model.fetch import Failure, FailureKind, PageOutcome
from auditbot.net.http.request import OPENING_BYTES, Reply, Request, Want
from auditbot.settings import KIB, Limits
from auditbot.testing import HOME, Answered, MemoryVisitor, Pages
from tests.attachments import files
from tests.crawl.walked import Walk, url, walked

NEEDS = Needs.GUIDE | Needs.FILES
GUIDE = "<h1>政府信息公开指南</h1><p><a href='{}'>政府信息公开指南</a></p>"
FILE = files.docx("政府信息公开指南")
PAGES: Pages = {
    "/": "<p><a href='/zn/t20260101_1.html'>指南</a> <a href='/b.docx'>方案</a></p>",
    "/zn/t20260101_1.html": GUIDE.format("/zn.docx"),
    "/zn.docx": FILE,
    "/b.docx": files.docx("工作方案"),
}


def stored(walk: Walk) -> list[tuple[str, str, bool]]:
    """Address, digest, whether it was read."""
    rows = walk.archive.rows(
        "SELECT url, sha256, told IS NOT NULL FROM file JOIN url USING (id) ORDER BY url"
    )
    return [(path.removeprefix(HOME[:-1]), digest, bool(told)) for path, digest, told in rows]


def test_what_a_file_says_is_stored(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=NEEDS) as walk:
        assert stored(walk) == [("/zn.docx", sha256(FILE).hexdigest(), True)]
        told = walk.view.file(url("/zn.docx"))
        assert isinstance(told, AttachmentFacts)
        assert (told.kind, told.text) == (Kind.DOCX, "政府信息公开指南")
        assert walk.view.file(url("/b.docx")) is None
        assert walk.lines["/zn.docx"].outcome is PageOutcome.OK
        assert walk.asked.count("/zn.docx") == 1


def test_nobody_asks_for_files_that_no_check_needs(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=Needs.GUIDE) as walk:
        assert stored(walk) == []
        assert not any(request.want is Want.FULL for request in walk.visitor.asked)


class Breaking(MemoryVisitor):
    """Breaks off when a file is first asked for."""

    broken = False

    async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
        if request.want is Want.FULL and not self.broken:
            self.broken = True
            raise KeyError("killed")
        return await super().visit(request)


def test_a_walk_that_breaks_off_reads_the_file_when_it_goes_on(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=NEEDS, run=False) as walk:
        walk.visitor = Breaking(PAGES, url("/"))
        with pytest.raises(KeyError):
            walk.run()
        assert [read for _, _, read in stored(walk)] == [False]
        assert walk.lines["/zn.docx"].outcome is PageOutcome.PENDING
        walk.visitor = MemoryVisitor(PAGES, url("/"))
        walk.run()
        assert [read for _, _, read in stored(walk)] == [True]
        assert walk.asked.count("/zn.docx") == 1
        walk.visitor.asked.clear()
        walk.run()
        assert walk.asked == []


def test_a_file_too_large_to_be_read_is_verified_all_the_same(tmp_path: Path) -> None:
    class Stingy(MemoryVisitor):
        async def visit(self, request: Request, *, obey_robots: bool = True) -> Reply:
            reply = await super().visit(request)
            return too_large(reply) if request.want is Want.FULL else reply

    with walked(PAGES, tmp_path, needs=NEEDS, run=False) as walk:
        walk.visitor = Stingy(PAGES, url("/"))
        walk.run()
        assert walk.view.file(url("/zn.docx")) == Untested("too-large", Kind.OTHER)
        assert walk.lines["/zn.docx"].outcome is PageOutcome.OK
        assert [hit.limit for hit in walk.record.limits] == ["document_bytes"]


def too_large(reply: Reply) -> Reply:
    return Reply(replace(reply.fetch, failure=Failure(FailureKind.TOO_LARGE, "25 MiB")))


def test_a_download_is_kept_no_longer_than_another(tmp_path: Path) -> None:
    body = files.docx("政府信息公开指南", extra={"a": bytes(range(256)) * KIB})
    big = Answered(body + bytes(OPENING_BYTES), content_type="application/octet-stream")
    pages: Pages = {**PAGES, "/zn/t20260101_1.html": GUIDE.format("/download.jsp?fileid=7")}
    with walked({**pages, "/download.jsp?fileid=7": big}, tmp_path, needs=NEEDS) as walk:
        assert isinstance(walk.view.file(url("/download.jsp?fileid=7")), AttachmentFacts)
        rows = walk.archive.rows("SELECT body FROM page WHERE url LIKE '%download%'")
        assert [len(unpack(packed)) for (packed,) in rows] == [OPENING_BYTES]


def test_a_page_where_a_file_should_be_is_read_as_one(tmp_path: Path) -> None:
    pages: Pages = {**PAGES, "/zn/t20260101_1.html": GUIDE.format("/download.jsp?fileid=7")}
    page = f"<html><p>请选择</p>{'<!-- -->' * 9}<a href='/c.html'>下载</a></html>"
    with walked(
        {**pages, "/download.jsp?fileid=7": page, "/c.html": "<p>c</p>"}, tmp_path, needs=NEEDS
    ) as walk:
        assert walk.lines["/c.html"].outcome is PageOutcome.OK
        assert walk.asked.count("/download.jsp?fileid=7") == 1


def test_limits_on_files_are_named(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=NEEDS, limits=Limits(attachments=0)) as walk:
        assert stored(walk) == []
        assert [hit.limit for hit in walk.record.limits] == ["attachments"]
