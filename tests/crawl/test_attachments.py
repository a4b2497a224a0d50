"""All documents of a site are read where a check asks for them, within limits; their texts are bodies."""

from pathlib import Path

import pytest

from auditbot.check import Needs
from auditbot.crawl.bodies import drop_bodies, require_bodies
from auditbot.errors import StoreError
from auditbot.model.attachment import AttachmentFacts, Kind, Untested
from auditbot.model.fetch import PageOutcome
from auditbot.settings import MIB, Limits
from auditbot.testing import HOME, Pages
from tests.attachments import files
from tests.crawl.walked import Walk, url, walked

NEEDS = Needs.ATTACHMENTS
OUTSIDE = "http://other.example/x.docx"
PAGES: Pages = {
    "/": '<a href="/a.html">一</a> <a href="/a.docx">方案</a> <a href="/i.png">图</a>'
    f'<a href="{OUTSIDE}">外</a> <img src="/no.docx">',
    "/a.html": '<a href="/b.xlsx">表</a> <a href="/c.xls">旧表</a> <a href="/gone.pdf">没有</a>'
    '<a href="/download.jsp?id=7">附件：名单.docx</a> <a href="/a.docx">方案全文</a>',
    "/a.docx": files.docx("工作方案"),
    "/b.xlsx": files.xlsx([["姓名"]], hidden="底册"),
    "/c.xls": files.compound({"Workbook": bytes(4096)}),
    "/download.jsp?id=7": files.docx("名单"),
    "/i.png": b"\x89PNG\r\n",
    OUTSIDE: files.docx("外"),
}


def told(walk: Walk) -> dict[str, str | None]:
    """The text of each file, or why there is none, by path."""
    return {
        one.url.removeprefix(HOME[:-1]): one.told.reason
        if isinstance(one.told, Untested)
        else one.told.text or one.told.unreadable
        for one in walk.view.files()
    }


def test_every_document_on_the_own_hosts_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditbot.crawl.files.office_program", str)
    with walked(PAGES, tmp_path, needs=NEEDS) as walk:
        assert told(walk) == {
            "/a.docx": "工作方案",
            "/b.xlsx": "姓名\t\n底册",
            "/c.xls": "no-converter",
            "/download.jsp?id=7": "名单",
            "/gone.pdf": "not-fetched",
        }
        assert walk.asked.count("/a.docx") == 1
        assert {one.name for one in walk.view.files() if one.url.endswith("a.docx")} == {"方案全文"}
        assert walk.view.carriers(url("/a.docx")) == (url("/"), url("/a.html"))
        assert walk.lines["/b.xlsx"].outcome is PageOutcome.OK


def test_nobody_reads_them_otherwise(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=Needs.TARGETS | Needs.FILES) as walk:
        assert told(walk) == {}


def test_no_more_than_the_limit(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=NEEDS, limits=Limits(attachments=2)) as walk:
        assert len(told(walk)) == 2
        (hit,) = (one for one in walk.record.limits if one.limit == "attachments")
        assert hit.count == 3


def test_no_more_bytes_than_the_limit(tmp_path: Path) -> None:
    big = {f"/{number}.docx": files.docx("a") + bytes(MIB) for number in range(12)}
    pages: Pages = {"/": "".join(f'<a href="{path}">{path}</a>' for path in big), **big}
    with walked(pages, tmp_path, needs=NEEDS, limits=Limits(attachment_bytes=MIB)) as walk:
        assert "too-many" in told(walk).values()
        assert "attachment_bytes" in {hit.limit for hit in walk.record.limits}
        assert all(walk.lines[path].outcome is PageOutcome.OK for path in big)


def test_files_of_guides_come_beside_the_others(tmp_path: Path) -> None:
    guide = "<h1>政府信息公开指南</h1><p><a href='/zn.docx'>政府信息公开指南</a></p>"
    pages: Pages = {
        "/": '<a href="/a.docx">一</a> <a href="/zn/">政府信息公开指南</a>',
        "/zn/": guide,
        "/zn.docx": files.docx("政府信息公开指南"),
        "/a.docx": files.docx("a"),
    }
    needs = Needs.GUIDE | Needs.FILES | Needs.ATTACHMENTS
    with walked(pages, tmp_path, needs=needs, limits=Limits(attachments=1)) as walk:
        assert isinstance(walk.view.file(url("/zn.docx")), AttachmentFacts)


def test_bodies_are_dropped_and_facts_stay(tmp_path: Path) -> None:
    with walked(PAGES, tmp_path, needs=NEEDS) as walk:
        require_bodies(walk.archive)
        titles, record = [facts.title for facts in walk.view.facts()], walk.record
        drop_bodies(walk.archive)
        assert [facts.title for facts in walk.view.facts()] == titles
        assert walk.record == record
        read = walk.view.file(url("/a.docx"))
        assert isinstance(read, AttachmentFacts)
        assert (read.kind, read.text) == (Kind.DOCX, None)
        assert [page.text for page in walk.view.pages()] == [""] * len(titles)
        with pytest.raises(StoreError):
            require_bodies(walk.archive)
